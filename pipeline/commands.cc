// The table of commands; those of groups stand in tm_commands.cc and store_commands.cc.
#include <iterator>
#include <utility>

#include "pipeline/accept_command.h"
#include "pipeline/align_command.h"
#include "pipeline/analyse_command.h"
#include "pipeline/check_command.h"
#include "pipeline/command.h"
#include "pipeline/completion.h"
#include "pipeline/diff_command.h"
#include "pipeline/explain_command.h"
#include "pipeline/export_command.h"
#include "pipeline/help.h"
#include "pipeline/import_command.h"
#include "pipeline/init_command.h"
#include "pipeline/judge_command.h"
#include "pipeline/log_command.h"
#include "pipeline/man_page.h"
#include "pipeline/propagate_command.h"
#include "pipeline/report_command.h"
#include "pipeline/review_query.h"
#include "pipeline/show_command.h"
#include "pipeline/status_command.h"
#include "pipeline/store_command.h"
#include "pipeline/sync_command.h"
#include "pipeline/tm_command.h"
#include "pipeline/version.h"

namespace lockstep {

namespace {

// A command's own options before those that narrow a query.
std::vector<Option> WithQuery(std::vector<Option> own) {
  for (Option& option : QueryOptions()) own.push_back(std::move(option));
  return own;
}

constexpr std::size_t kManyOperands = 10'000;
constexpr std::int64_t kMaxWaitSeconds = 86'400;

const Option kWidth = {.name = "width",
                       .value = "COLUMNS",
                       .help = "break lines at this width (default: the terminal's; 0: never)",
                       .range = NumberRange{0, 10'000}};
const Option kNoPager = {"no-pager", 0, "", "print to the terminal, not through $PAGER"};

// What the program does for a site.
std::vector<Command> SiteCommands() {
  return {
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
       .description =
           "Reads the documents that are new or changed since the last run, and forgets those that are "
           "gone. A document with an error is reported and skipped; what the store knew of it stays. "
           "With --git, the commits that the store has not seen are replayed first, oldest first, each as if "
           "the site had been synced right after it: so it is known what went stale before, and since when. A "
           "run that was killed is taken up where it was.\n\n"
           "A run that would lose more than a fifth of the reviews, or outdate more than a fifth of the "
           "current translations, stops before it writes: see guards in lockstep.yml.\n\n"
           "    lockstep sync\n"
           "    lockstep sync --git\n"
           "    lockstep sync --dry-run --list",
       .options = {{"git", 0, "", "replay the history that the store has not seen, then sync the files"},
                   {"dry-run", 'n', "", "say what would change, write nothing"},
                   {"list", 0, "", "list every document that changed"},
                   {"if-idle", 0, "", "leave at once, with 0, where another run is under way"},
                   {"force", 0, "", "go on where a guard would stop the run"},
                   {.name = "metrics-file",
                    .value = "FILE",
                    .help = "write the site's state for Prometheus to FILE",
                    .excludes = {"dry-run"}}},
       .run = RunSync},
      {.name = "status",
       .summary = "say where each language stands",
       .description = "Prints a table with a line a language; with --list, a line for each review and target language. "
                      "Words are those that the translations have now; `report` counts the words that are due. "
                      "Pending work is no failure: the exit status is 0.\n\n"
                      "    lockstep status\n"
                      "    lockstep status --list --lang ja --state missing\n"
                      "    lockstep status --list --format json\n"
                      "    lockstep status --health --max-age 26h",
       .options = {{"list", 0, "", "a line for each review and target language"},
                   {"lang", 0, "LANG", "only this target language (may be given several times)"},
                   {"collection", 0, "NAME", "only this collection"},
                   {"state",
                    0,
                    "STATE",
                    "only what is in this state",
                    {"current", "stale", "missing", "orphan", "suspect", "ahead"}},
                   {.name = "diagnostics",
                    .help = "what was wrong with the documents when they were read last",
                    .excludes = {"list", "state"}},
                   {.name = "health",
                    .help = "say when a run last succeeded, without waiting for the store",
                    .excludes = {"list", "lang", "collection", "state", "diagnostics", "metrics-file"}},
                   {.name = "max-age",
                    .value = "AGE",
                    .help = "exit 3 where that is longer ago (26h, 2d, 8w)",
                    .with = "health"},
                   {"metrics-file", 0, "FILE", "write the site's state for Prometheus to FILE"}},
       .reads_only = true,
       .run = RunStatus},
      {.name = "diff",
       .operands = "[REVIEW...]",
       .max_operands = kManyOperands,
       .summary = "show what changed in the source, word by word, and what the translation says",
       .description =
           "For each segment that went stale: what the source said when the translation was made for it and what it "
           "says now, the translation, the figures that changed, file and line of both, and since when; and what the "
           "translation memory suggests, with its score. Most severe first. A review is named by its ref, by "
           "COLLECTION/REF, or by one of its files, with or without a line. "
           "On a terminal the output goes through $PAGER.\n\n"
           "With --since, what was stale by then and is no longer is told as well, and what cleared it: a run, a "
           "commit, an "
           "import, somebody who accepted it, or a source whose edit was taken back. A commit counts by its own time. "
           "What "
           "went with its text, or was flagged without an edit of its source, is not remembered.\n\n"
           "    lockstep diff --lang ja\n"
           "    lockstep diff --lang ja --severity high --older-than 30d\n"
           "    lockstep diff products/acme-one --format markdown\n"
           "    lockstep diff --lang ja --since 2026-01-31 --format html > changes.html\n"
           "    lockstep diff --state ahead",
       .options = WithQuery({kWidth,
                             kNoPager,
                             {"format",
                              0,
                              "FORMAT",
                              "text (default), markdown, csv, html, or json",
                              {"text", "markdown", "csv", "html", "json"}}}),
       .reads_only = true,
       .run = RunDiff},
      {.name = "explain",
       .operands = "REVIEW...",
       .min_operands = 1,
       .max_operands = kManyOperands,
       .summary = "say why: every reason behind what is said of a review",
       .description =
           "For each reason: the wordings that were bound to each other, when and from what evidence, what both sides "
           "say now, which rung of the ladder decided, what the policy makes of it, since when, and what would clear "
           "it. A review is named by its ref, by COLLECTION/REF, or by one of its files; FILE:LINE explains the "
           "segments on that line, current or not.\n\n"
           "    lockstep explain acme-one --lang ja\n"
           "    lockstep explain _products/ja/acme-one.md:12\n"
           "    lockstep explain products/acme-one --all --format json",
       .options = WithQuery({{"all", 0, "", "also the segments that are current"}, kWidth, kNoPager}),
       .reads_only = true,
       .run = RunExplain},
      {.name = "accept",
       .operands = "[REVIEW...]",
       .max_operands = kManyOperands,
       .summary = "say that a translation was checked and needs no work as it stands",
       .description =
           "Binds what is told of a review, as it stands: it is current until either side is edited. Also where no "
           "translation would help: a segment that needs none, a rating or a score line that may differ. What is "
           "accepted is named by reviews, files or FILE:LINE, and by the filters that `diff` takes; `explain` tells "
           "who accepted it, and why. --undo takes back the last acceptance, that of --run, or what the operands and "
           "filters name.\n\n"
           "    lockstep accept _products/ja/acme-one.md:12 --reason \"the local price is right\"\n"
           "    lockstep accept --class reference --lang ja --dry-run\n"
           "    lockstep accept --undo --run 12",
       .options = WithQuery({{"by", 0, "NAME", "who says so (default: as git knows you, else your user name)"},
                             {"reason", 0, "TEXT", "why"},
                             // What was accepted is current: it has no state, class, severity or age to be found by.
                             {.name = "undo",
                              .help = "take an acceptance back",
                              .excludes = {"state", "class", "severity", "since", "older-than", "all"}},
                             {.name = "run",
                              .value = "N",
                              .help = "the run that accepted",
                              .with = "undo",
                              .range = NumberRange{1, INT64_MAX}},
                             {"all", 0, "", "accept everything that is told of the whole site"},
                             {"dry-run", 'n', "", "say what would be accepted, write nothing"}}),
       .run = RunAccept},
      {.name = "report",
       .summary = "write pages that show where each language stands",
       .description =
           "Writes a directory of pages that open in any browser from the disk: an overview, a page a language, and "
           "for "
           "each translation that needs work one with what changed word by word and what the translation memory "
           "suggests; and report.json, report.csv and "
           "report.md. The directory changes from the last report to this one at once. It must be missing, empty, or "
           "hold a report; files of others in it stay. --summary prints where each language stands, and what changed "
           "since the report before, for a mail or a chat. Words, here and in the pages, are those of the source that "
           "are due: to be translated or looked at again.\n\n"
           "    lockstep report --out public/translations\n"
           "    lockstep report --out report --lang ja --locale ja\n"
           "    lockstep report --out report --summary text | mail -s translations team@example.org",
       .options = {{.name = "out", .value = "DIR", .help = "the directory that the report goes to", .required = true},
                   {"lang", 0, "LANG", "only this target language (may be given several times)"},
                   {"collection", 0, "NAME", "only this collection"},
                   {"locale", 0, "LANG", "how numbers and dates are written (default: en)"},
                   {"summary", 0, "FORM", "print a summary: text or markdown", {"text", "markdown"}}},
       .reads_only = true,
       .run = RunReport},
      {.name = "export",
       .operands = "[REVIEW...]",
       .max_operands = kManyOperands,
       .summary = "write work packages for translators",
       .description =
           "Writes what needs a translator, by the reviews and filters that `diff` takes: each unit with its source, "
           "the source that it was translated from, the translation as it is, the reason, what stands around it, and "
           "the facts that it must carry. A --out that ends in / or is a directory gets a package for each "
           "translation, any other is one package in one language. Scores, dates and copied fields are no units: "
           "`propagate` does those.\n\n"
           "    lockstep export --lang ja --out ja.xlf\n"
           "    lockstep export --severity high --older-than 30d --out packages/\n"
           "    lockstep export acme-one --lang ja --all --format po --out acme-one.po",
       .options = WithQuery(
           {{.name = "out", .value = "PATH", .help = "a file, a directory, or - for standard output", .required = true},
            {"all", 0, "", "also what is current"},
            {"paragraphs", 0, "", "whole paragraphs instead of sentences"},
            {"format",
             0,
             "FORMAT",
             "xliff2 (XLIFF 2.1, default), xliff1 (XLIFF 1.2), or po (default where PATH ends in .po)",
             {"xliff2", "xliff1", "po"}}}),
       .reads_only = true,
       .run = RunExport},
      {.name = "import",
       .operands = "FILE...",
       .min_operands = 1,
       .max_operands = kManyOperands,
       .summary = "take translators' packages back into the site",
       .description =
           "Puts the translations of a package where they belong, byte by byte: all else in the files stays as it is, "
           "and a translation that is the same as before changes nothing. An answer to a source that was edited since "
           "the export is reported and not taken; so is one that lacks an inline code, or would turn a paragraph into "
           "something else. Where the translation was edited since, --on-conflict says who wins. A figure or a price "
           "that contradicts the source is written, and suspect. A review without a translation gets a new file when "
           "all of it is there; the source's own text counts where the tool calls it translated (state=\"translated\" "
           "in XLIFF), or where it has no words. A package is one run, which `log` tells by its "
           "number: `tm forget --run N` takes what it brought out of the memory again, git takes back the files.\n\n"
           "    lockstep import ja.xlf --dry-run\n"
           "    lockstep import packages/*.xlf --on-conflict take",
       .options = {{"on-conflict",
                    0,
                    "RULE",
                    "a translation edited since the export: keep it (default), take the package's, or fail: write "
                    "nothing at all",
                    {"keep", "take", "fail"}},
                   {"dry-run", 'n', "", "show what would change, as git does; write nothing"}},
       .run = RunImport},
      {.name = "propagate",
       .operands = "[REVIEW...]",
       .max_operands = kManyOperands,
       .summary = "write into the translations what needs no translator",
       .description =
           "Takes over what the source changed and a translation only repeats: ratings and other copied fields, score "
           "lines, permalinks, links and dates of references, lines of code, and figures of sentences in which nothing "
           "else changed. Only where that is proved: the source was edited since the two were bound, the translation "
           "was not, and the old figure stands there exactly once, as the source wrote it, or the old line of code to "
           "the letter. Shows the difference as git does; --write writes it.\n\n"
           "    lockstep propagate --lang ja\n"
           "    lockstep propagate --lang ja --write",
       .options = {{"lang", 0, "LANG", "only this target language (may be given several times)"},
                   {"collection", 0, "NAME", "only this collection"},
                   {"write", 0, "", "write it into the files"}},
       .run = RunPropagate},
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
                   {.name = "output",
                    .letter = 'o',
                    .value = "FILE",
                    .help = "write that to FILE instead of stdout",
                    .with = "annotate"}},
       .reads_only = true,
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
       .options = {{.name = "limit",
                    .value = "N",
                    .help = "list at most N runs (default: 20)",
                    .range = NumberRange{1, INT32_MAX}}},
       .reads_only = true,
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
                    {"source", "normalize", "front-matter", "key", "markdown", "segments", "facts", "keys",
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
           "only the target has. Headings, score lines and date lines "
           "are left out where the other file has none at all.\n\n"
           "Between files of a site that was synced, words count as well whose translations the store has learned "
           "(the site that --site names, or the one here that has both files). Nothing is written.\n\n"
           "    lockstep align _products/en/example.md _products/ja/example.md\n"
           "    lockstep align --plain en.txt ja.txt --source-lang en --target-lang ja --format json",
       .options = {{"plain", 0, "", "the files are plain text with a segment a line"},
                   {"no-lexicon", 0, "", "go without what the store has learned"},
                   {"source-lang", 0, "LANG", "the source's language (default: the file's lang, or its path)"},
                   {"target-lang", 0, "LANG", "the target's language (likewise)"}},
       .reads_only = true,
       .run = RunAlign},
      {.name = "judge",
       .summary = "judge one pair of files by hand",
       .description =
           "Takes the files of --was for texts that were made for each other, and says what holds for those of "
           "--now: which segments of the translation went stale, and why. The store is neither read nor "
           "written. Nothing is printed where all is current.\n\n"
           "    lockstep judge --was old/en.md old/ja.md --now new/en.md new/ja.md",
       .options = {{.name = "was",
                    .value = "SOURCE TARGET",
                    .help = "the two files as they were bound",
                    .values = 2,
                    .required = true},
                   {.name = "now",
                    .value = "SOURCE TARGET",
                    .help = "the two files as they are now",
                    .values = 2,
                    .required = true},
                   {"source-lang", 0, "LANG", "the language of the sources (default: what the files say)"},
                   {"target-lang", 0, "LANG", "the language of the translations (default: what the files say)"}},
       .run = RunJudge},
      {.name = "analyse",
       .summary = "say how many words are to be translated, by what the memory covers",
       .description =
           "Counts the segments that have no translation, or one that was made for another wording, by the best match "
           "that the translation memory has for them: ice (identical, in the same context), repetition (the same text "
           "came before), 100, and the bands below; new is what nothing is near to.\n\n"
           "    lockstep analyse --lang ja\n"
           "    lockstep analyse --all --csv > site.csv",
       .options = {{"lang", 0, "LANG", "only this target language (may be given several times)"},
                   {"collection", 0, "NAME", "only this collection"},
                   {"all", 0, "", "the whole source text, whatever is translated"},
                   {"csv", 0, "", "print CSV"}},
       .reads_only = true,
       .run = RunAnalyse},
  };
}

// What it says of itself.
std::vector<Command> ProgramCommands() {
  return {
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
}

}  // namespace

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
      {.name = "jobs",
       .value = "N",
       .help = "how many threads work (default: one a core)",
       .range = NumberRange{1, 1024}},
      {.name = "wait",
       .value = "SECONDS",
       .help = "how long to wait for a store that another process holds (default: 30)",
       .range = NumberRange{0, kMaxWaitSeconds}},
      {"quiet", 0, "", "print results, warnings and errors only"},
      {"verbose", 0, "", "say more about what is done"},
      {"help", 'h', "", "print help and stop"},
      {"version", 0, "", "print the version and stop"},
  };
  return options;
}

const std::vector<Command>& Commands() {
  static const std::vector<Command> commands = [] {
    std::vector<Command> all = SiteCommands();
    for (std::vector<Command>& group : std::vector{TmCommands(), StoreCommands(), ProgramCommands()}) {
      std::move(group.begin(), group.end(), std::back_inserter(all));
    }
    return all;
  }();
  return commands;
}

}  // namespace lockstep
