// The rows of `store` in the table of commands.
#include "pipeline/store_command.h"

namespace lockstep {

std::vector<Command> StoreCommands() {
  return {
      {.name = "store info",
       .summary = "say what the store holds",
       .description = "Prints the store's place, format version, size and number of records, and its last run.",
       .store_only = true,
       .reads_only = true,
       .run = RunStoreInfo},
      {.name = "store verify",
       .summary = "look for damage in the store",
       .description = "Reads every record and checks it. Changes nothing; the exit status is 1 where damage is found.",
       .store_only = true,
       .reads_only = true,
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
       .options = {{.name = "keep-runs",
                    .value = "N",
                    .help = "how many of the newest runs to keep (default: 400)",
                    .range = NumberRange{1, INT32_MAX}}},
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
       .reads_only = true,
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
  };
}

}  // namespace lockstep
