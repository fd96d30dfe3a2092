// The table of commands.
#include "pipeline/align_command.h"
#include "pipeline/check_command.h"
#include "pipeline/command.h"
#include "pipeline/completion.h"
#include "pipeline/help.h"
#include "pipeline/init_command.h"
#include "pipeline/judge_command.h"
#include "pipeline/log_command.h"
#include "pipeline/man_page.h"
#include "pipeline/show_command.h"
#include "pipeline/status_command.h"
#include "pipeline/store_command.h"
#include "pipeline/sync_command.h"
#include "pipeline/version.h"

namespace lockstep {

const std::vector<Option>& GlobalOptions() {
  static const std::vector<Option> options = {
      {"site", 0, "DIR", "the site (default: the nearest directory upwards with a lockstep.yml, else this one)"},
      {"store", 0, "DIR", "the store (default: what lockstep.yml says, else .lockstep in the site)"},
      {"format", 0, "FORMAT", "how results and diagnostics are printed: text (default) or json", {"text", "json"}},
      {"log-format",
       0,
       "FORMAT",
       "how stderr is written: text or json (default: as --format, messages as text)",
       {"text", "json"}},
      {"color", 0, "WHEN", "colour: auto (default), always or never", {"auto", "always", "never"}},
      {"jobs", 0, "N", "how many threads work (default: one a core)"},
      {"wait", 0, "SECONDS", "how long to wait for a store that another process holds (default: 30)"},
      {"quiet", 0, "", "print results, warnings and errors only"},
      {"verbose", 0, "", "say more about what is done"},
      {"help", 'h', "", "print help and stop"},
      {"version", 0, "", "print the version and stop"},
  };
  return options;
}

const std::vector<Command>& Commands() {
  static const std::vector<Command> commands = {
      {.name = "init",
       .summary = "propose lockstep.yml for this site",
       .description = "Looks for documents in several languages below the site's directory, says what it found, and "
                      "writes a lockstep.yml that takes them: the collections, their languages, what pairs the "
                      "documents, and what each front-matter field is to a translation.\n\n"
                      "    lockstep init --dry-run\n"
                      "    lockstep init --site ~/my-site",
       .options = {{"dry-run", 'n', "", "print lockstep.yml instead of writing it"},
                   {"force", 0, "", "replace a lockstep.yml that is there"}},
       .run = RunInit},
      {.name = "sync",
       .summary = "bring the store up to date with the site's files",
       .description = "Reads the documents that are new or changed since the last run, and forgets those that are "
                      "gone. A document with an error is reported and skipped; what the store knew of it stays.\n\n"
                      "A run that would lose more than a fifth of the reviews, or outdate more than a fifth of the "
                      "current translations, stops before it writes: see guards in lockstep.yml.\n\n"
                      "    lockstep sync\n"
                      "    lockstep sync --dry-run --list",
       .options = {{"dry-run", 'n', "", "say what would change, write nothing"},
                   {"list", 0, "", "list every document that changed"},
                   {"if-idle", 0, "", "leave at once, with 0, where another run is under way"},
                   {"force", 0, "", "go on where a guard would stop the run"},
                   {"metrics-file", 0, "FILE", "write the site's state for Prometheus to FILE"}},
       .run = RunSync},
      {.name = "status",
       .summary = "say where each language stands",
       .description = "Prints a table with a line a language; with --list, a line for each review and target language. "
                      "Pending work is no failure: the exit status is 0.\n\n"
                      "    lockstep status\n"
                      "    lockstep status --list --lang ja --state missing\n"
                      "    lockstep status --list --format json\n"
                      "    lockstep status --health --max-age 26h",
       .options =
           {{"list", 0, "", "a line for each review and target language"},
            {"lang", 0, "LANG", "only this target language (may be given several times)"},
            {"collection", 0, "NAME", "only this collection"},
            {"state", 0, "STATE", "only what is in this state", {"current", "stale", "missing", "orphan", "suspect"}},
            {"diagnostics", 0, "", "what was wrong with the documents when they were read last"},
            {"health", 0, "", "say when a run last succeeded, without waiting for the store"},
            {"max-age", 0, "AGE", "with --health: exit 3 where that is longer ago (26h, 2d, 8w)"},
            {"metrics-file", 0, "FILE", "write the site's state for Prometheus to FILE"}},
       .run = RunStatus},
      {.name = "check",
       .summary = "fail where translations owe more than the gate allows",
       .description =
           "The gate, and the only command that ends with 3 because work is pending: where any translation is "
           "stale, suspect, missing or orphan, or where more of them are than --max-stale allows, or longer than "
           "--max-age. With --max-age alone, any number may be due that is young enough; what has no date (a document "
           "that is missing) is. Every debt that counts is printed at its place, then a summary in one line; --quiet "
           "prints that only. It reads what the last sync found.\n\n"
           "    lockstep check --severity high --max-stale 2%\n"
           "    lockstep check --max-age 30d --lang ja\n"
           "    lockstep check --since 2026-01-31 --annotate github\n"
           "    lockstep check --annotate sarif --output lockstep.sarif",
       .options = {{"max-stale", 0, "N", "how many translations may be due, or what share of them (default: 0)"},
                   {"max-age", 0, "AGE", "how long they may be due (12h, 30d, 8w)"},
                   {"severity",
                    0,
                    "LEVEL",
                    "debts below do not count: low (default), medium or high",
                    {"low", "medium", "high"}},
                   {"since", 0, "WHEN", "nor older ones: a run (12), a date (2026-01-31) or an age (12h, 30d, 8w)"},
                   {"lang", 0, "LANG", "only this target language (may be given several times)"},
                   {"collection", 0, "NAME", "only this collection"},
                   {"annotate",
                    0,
                    "FORM",
                    "print the debts for a code host: github, sarif or junit",
                    {"github", "sarif", "junit"}},
                   {"output", 'o', "FILE", "write what --annotate prints to FILE"}},
       .run = RunCheck},
      {.name = "log",
       .operands = "[RUN]",
       .max_operands = 1,
       .summary = "list the runs that changed the store, or show one",
       .description = "A run is an execution that wrote to the store; one that found nothing to do is none. The newest "
                      "come first. Of one run, its command line, host, version and times are told, and the first "
                      "hundred documents that it touched.\n\n"
                      "    lockstep log\n"
                      "    lockstep log 12 --format json",
       .options = {{"limit", 0, "N", "list at most N runs (default: 20)"}},
       .run = RunLog},
      {.name = "show",
       .operands = "FILE",
       .min_operands = 1,
       .max_operands = 1,
       .summary = "show what a stage makes of a file",
       .description = "Runs the stages on one file up to the one that is named, and prints what that one made. The "
                      "store is neither read nor written.\n\n"
                      "    lockstep show _products/en/example.md --stage segments",
       .options = {{"stage",
                    0,
                    "STAGE",
                    "which stage (default: document)",
                    {"source", "normalize", "front-matter", "markdown", "segments", "facts", "keys", "key",
                     "diagnostics", "document"}}},
       .run = RunShow},
      {.name = "align",
       .operands = "SOURCE TARGET",
       .min_operands = 2,
       .max_operands = 2,
       .summary = "show how two files align",
       .description =
           "Pairs the blocks of a document with those of its translation, and the sentences inside them, and "
           "prints both side by side with how sure each pair is; < and > mark text that only the source or "
           "only the target has. The store is neither read nor written. Headings, score lines and date lines "
           "are left out where the other file has none at all.\n\n"
           "    lockstep align _products/en/example.md _products/ja/example.md\n"
           "    lockstep align --plain en.txt ja.txt --source-lang en --target-lang ja --format json",
       .options = {{"plain", 0, "", "the files are plain text with a segment a line"},
                   {"source-lang", 0, "LANG", "the source's language (default: the file's lang, or its path)"},
                   {"target-lang", 0, "LANG", "the target's language (likewise)"}},
       .run = RunAlign},
      {.name = "judge",
       .summary = "judge one pair of files by hand",
       .description =
           "Takes the files of --was for texts that were made for each other, and says what holds for those of "
           "--now: which segments of the translation went stale, and why. The store is neither read nor "
           "written. Nothing is printed where all is current.\n\n"
           "    lockstep judge --was old/en.md old/ja.md --now new/en.md new/ja.md",
       .options = {{.name = "was", .value = "SOURCE TARGET", .help = "the two files as they were bound", .values = 2},
                   {.name = "now", .value = "SOURCE TARGET", .help = "the two files as they are now", .values = 2},
                   {"source-lang", 0, "LANG", "the language of the sources (default: what the files say)"},
                   {"target-lang", 0, "LANG", "the language of the translations (default: what the files say)"}},
       .run = RunJudge},
      {.name = "store info",
       .summary = "say what the store holds",
       .description = "Prints the store's place, format version, size and number of records, and its last run.",
       .store_only = true,
       .run = RunStoreInfo},
      {.name = "store verify",
       .summary = "look for damage in the store",
       .description = "Reads every record and checks it. Changes nothing; the exit status is 1 where damage is found.",
       .store_only = true,
       .run = RunStoreVerify},
      {.name = "store repair",
       .summary = "salvage a damaged store",
       .description = "Keeps every record that can still be read and says what was lost; the store as it was is kept "
                      "aside. A sync then reads again the documents whose records are gone.",
       .store_only = true,
       .run = RunStoreRepair},
      {.name = "store gc",
       .summary = "forget old runs",
       .description = "What the runs brought stays; only that they were, and what they counted, is forgotten.\n\n"
                      "    lockstep store gc --keep-runs 30",
       .options = {{"keep-runs", 0, "N", "how many of the newest runs to keep (default: 400)"}},
       .store_only = true,
       .run = RunStoreGc},
      {.name = "store dump",
       .summary = "write the store as sorted JSON lines",
       .description = "The same content gives the same bytes: what depends on the machine and the moment (the stamps "
                      "of files, the times and counts of runs) is left out unless --all is given.\n\n"
                      "    lockstep store dump --all -o backup.jsonl",
       .options = {{"all", 0, "", "also stamps, times and counts: a loaded store then need not hash every file again"},
                   {"output", 'o', "FILE", "write to FILE instead of stdout"}},
       .store_only = true,
       .run = RunStoreDump},
      {.name = "store load",
       .operands = "FILE",
       .min_operands = 1,
       .max_operands = 1,
       .summary = "fill the store from a dump",
       .description =
           "Reads what `store dump` wrote, with --all or without, into an empty store. A dump that is wrong in "
           "any line leaves the store as it was.\n\n"
           "    lockstep store load backup.jsonl",
       .options = {{"force", 0, "", "replace what the store holds"}},
       .store_only = true,
       .run = RunStoreLoad},
      {.name = "completion",
       .operands = "bash|zsh|fish",
       .min_operands = 1,
       .max_operands = 1,
       .summary = "print a script that completes commands and options",
       .description = "The script is made from the same table as this help.\n\n"
                      "    source <(lockstep completion bash)\n"
                      "    lockstep completion zsh > ~/.zfunc/_lockstep\n"
                      "    lockstep completion fish > ~/.config/fish/completions/lockstep.fish",
       .operand_choices = {"bash", "zsh", "fish"},
       .run = RunCompletion},
      {.name = "help",
       .operands = "[COMMAND]",
       .max_operands = 2,
       .summary = "print help, of a command where one is named",
       .description = "`lockstep COMMAND --help` is the same as `lockstep help COMMAND`.",
       .run = RunHelp},
      {.name = "man",
       .summary = "print the manual page",
       .description = "The page is made from the same table as this help.\n\n"
                      "    lockstep man | man -l -",
       .run = RunMan},
      {.name = "version",
       .summary = "print the version",
       .description = "Prints the program's version.",
       .run = RunVersion},
  };
  return commands;
}

}  // namespace lockstep
