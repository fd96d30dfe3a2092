// The rows of `tm` in the table of commands.
#include "pipeline/tm_command.h"

namespace lockstep {

std::vector<Command> TmCommands() {
  return {
      {.name = "tm lookup",
       .operands = "[TEXT...]",
       .max_operands = 1000,
       .summary = "look texts up in the translation memory",
       .description =
           "Takes texts from the command line or, where there are none, from stdin, one a line, and prints the nearest "
           "ones that the memory has, with their "
           "translations. The score says how many words of the longer text are the same; only identical text has 100. "
           "The answer is the one that comparing with every text of the memory would give.\n\n"
           "    lockstep tm lookup --lang ja 'The bass is deep.'\n"
           "    lockstep tm lookup --lang ja --threshold 80 --limit 1 --format json < texts.txt\n"
           "    lockstep tm lookup --lang ja --concordance 'frequency response'",
       .options = {{"lang", 0, "LANG", "the language of the translations (default: all)"},
                   {.name = "threshold",
                    .value = "SCORE",
                    .help = "the lowest score to show, 1 to 100 (default: 70)",
                    .range = NumberRange{1, 100}},
                   {.name = "limit",
                    .value = "N",
                    .help = "how many matches a text gets (default: 5; of a concordance, 100)",
                    .range = NumberRange{1, 10'000}},
                   {"concordance", 0, "WORDS", "every unit that holds these words on one side; no texts are read"}},
       .store_only = true,
       .reads_only = true,
       .run = RunTmLookup},
      {.name = "tm build",
       .operands = "SOURCE [TARGET]",
       .min_operands = 1,
       .max_operands = 2,
       .summary = "fill the translation memory from plain text",
       .description = "Takes the n-th line of the one file for a translation of the n-th line of the other. With one "
                      "file only, the memory knows texts without translations: enough to look for similar ones.\n\n"
                      "    lockstep tm build --plain en.txt ja.txt --source-lang en --target-lang ja",
       .options = {{.name = "plain", .help = "the files are plain text with a segment a line", .required = true},
                   {"source-lang", 0, "LANG", "the language of SOURCE (default: any)"},
                   {"target-lang", 0, "LANG", "the language of TARGET (default: any)"}},
       .store_only = true,
       .run = RunTmBuild},
      {.name = "tm import",
       .operands = "FILE...",
       .min_operands = 1,
       .max_operands = 1000,
       .summary = "take a TMX file into the translation memory",
       .description = "Reads TMX 1.4 of any tool, level 1 or 2, as large as it may be. A unit that cannot be taken is "
                      "named with its line and the reason. A file that is cut off or no TMX changes nothing. "
                      "Languages with a region go to the one that the site or the memory has without it, or the "
                      "other way round.\n\n"
                      "    lockstep tm import agency.tmx\n"
                      "    lockstep tm forget --run 12     to undo it",
       .store_only = true,
       .run = RunTmImport},
      {.name = "tm export",
       .summary = "write the translation memory as TMX",
       .description = "Writes TMX 1.4, level 2, with contexts, origins and dates as properties.\n\n"
                      "    lockstep tm export --lang ja --output ja.tmx",
       .options = {{"lang", 0, "LANG", "only translations into this language"},
                   {"output", 'o', "FILE", "write to FILE instead of stdout"}},
       .store_only = true,
       .reads_only = true,
       .run = RunTmExport},
      {.name = "tm stats",
       .summary = "say what the translation memory holds",
       .description = "Prints a line for each pair of languages, and the sources that the site translates in several "
                      "ways, the most used first.",
       .options = {{"lang", 0, "LANG", "only translations into this language"},
                   {"list", 0, "", "list every source with several translations in use"}},
       .store_only = true,
       .reads_only = true,
       .run = RunTmStats},
      {.name = "tm forget",
       .summary = "undo what a run brought to the translation memory",
       .description = "Takes away the translations that only this run brought: those that another run brought as well "
                      "stay. Each run that changes the memory prints its number. What a sync brought is what the site "
                      "says: where it still does, the next sync brings it again.\n\n"
                      "    lockstep tm forget --run 12",
       .options = {{.name = "run",
                    .value = "ID",
                    .help = "the run to undo",
                    .required = true,
                    .range = NumberRange{1, INT64_MAX}}},
       .store_only = true,
       .run = RunTmForget},
  };
}

}  // namespace lockstep
