// One row a command: parsing, dispatch, help, completion and the man page all read this table.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace lockstep {

class Console;
class Arguments;

enum ExitStatus : int { kDone = 0, kFailed = 1, kUsage = 2, kGateNotMet = 3 };

struct Command;

// The user called the program wrongly: printed with the command's usage line, exit status 2.
struct UsageError : std::runtime_error {
  using std::runtime_error::runtime_error;
  const Command* command = nullptr;  // whose usage line helps, if it is known
};

// Both ends are allowed.
struct NumberRange {
  std::int64_t least = 0;
  std::int64_t most = 0;
};

struct Option {
  std::string name;                       // "dry-run", without dashes
  char letter = 0;                        // 'n' for -n, 0 = none
  std::string value = {};                 // name of its value in help ("DIR"); "" = a flag
  std::string help = {};                  // one line, lower case, no full stop
  std::vector<std::string> choices = {};  // the only values allowed; empty = any
  std::size_t values = 1;  // how many words follow it ("--was SOURCE TARGET"); Arguments::Values has them in order
  bool required = false;
  std::vector<std::string> excludes = {};  // options that cannot be given with it
  std::string with = {};                   // the option without which it means nothing; "" = none
  std::optional<NumberRange> range = {};   // its value is a number of these; nothing = any text
};

struct Command {
  std::string name;           // "sync", "store verify"
  std::string operands = {};  // "FILE...", as printed in the synopsis; "" = none
  std::size_t min_operands = 0;
  std::size_t max_operands = 0;
  std::string summary;           // one line for the list of commands
  std::string description = {};  // paragraphs for `lockstep help COMMAND`, with examples
  std::vector<Option> options = {};
  std::vector<std::string> operand_choices = {};  // the only operands allowed; empty = any
  // Works on the store alone: LoadConfiguration does not look for documents.
  bool store_only = false;
  // Only reads the store: who wants to write waits for it, and does not leave.
  bool reads_only = false;
  // Does the work. Bad input is reported and the status returned; a broken environment is thrown.
  int (*run)(const Arguments& arguments, Console& console) = nullptr;
};

// All commands, in the order in which help lists them (see commands.cc).
const std::vector<Command>& Commands();
// Those that every command takes: --site, --format, --help and the like.
const std::vector<Option>& GlobalOptions();

// Those of them that `command` (null = none) has not in a form of its own.
std::vector<Option> GlobalOptionsOf(const Command* command);

// The command with this name ("store verify"), or null.
const Command* FindCommand(std::string_view name);
// The commands of a group: those whose name begins with `name` and a space.
std::vector<const Command*> CommandsOfGroup(std::string_view name);

// The parsed command line; validated before anything is done.
class Arguments {
 public:
  const Command* command = nullptr;
  std::vector<std::string> words;  // the command line as it was given
  std::vector<std::string> operands;
  std::map<std::string, std::vector<std::string>> options;  // values in order; a flag has one, ""

  // All of these require an option that the command, or every one, takes.
  bool Has(std::string_view name) const;
  // The last value given, or nothing.
  std::optional<std::string> Value(std::string_view name) const;
  std::vector<std::string> Values(std::string_view name) const;
  // The last value of an option that has a range.
  std::optional<std::int64_t> Number(std::string_view name) const;
  // How many threads may work: what --jobs says, or one a core.
  unsigned Jobs() const;
};

// `words` without the program's name. Throws UsageError: unknown command or option (with the nearest one: "did you
// mean"), a missing or superfluous value or operand, a value that is none of the choices or beyond its range. Prefixes
// are not guessed. Options may stand before or behind the command and between operands; `--` ends them. `COMMAND
// --help` is read as `help COMMAND`, and `--version` as `version`. The command is null where `words` name none.
Arguments ParseCommandLine(const std::vector<std::string>& words);

// The whole program but main's last line: returns the exit status.
int Main(const std::vector<std::string>& words);

}  // namespace lockstep
