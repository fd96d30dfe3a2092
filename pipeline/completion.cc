#include "pipeline/completion.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

#include "pipeline/console.h"

namespace lockstep {
namespace {

bool IsDirectory(const Option& option) {
  return option.value == "DIR";
}
bool IsFile(const Option& option) {
  return option.value == "FILE";
}

bool TakesFiles(const Command& command) {
  return command.operands.find("FILE") != std::string::npos;
}

// Calls `visit` for every different option of the program, the global ones first.
template <typename Visit>
void ForEachOption(Visit visit) {
  std::set<std::string> seen;
  const auto visit_new = [&](const std::vector<Option>& options) {
    for (const Option& option : options) {
      if (seen.insert(option.name).second) visit(option);
    }
  };
  visit_new(GlobalOptions());
  for (const Command& command : Commands()) visit_new(command.options);
}

// The options of all commands that `wanted` takes, as patterns of a shell's `case`: "--site|--store".
template <typename Wanted>
std::string CasePatterns(Wanted wanted) {
  std::vector<std::string> names;
  ForEachOption([&](const Option& option) {
    if (!wanted(option)) return;
    names.push_back("--" + option.name);
    if (option.letter != 0) names.push_back(std::string{'-', option.letter});
  });
  return fmt::format("{}", fmt::join(names, "|"));
}

std::string OptionWords(const std::vector<Option>& options) {
  std::vector<std::string> words;
  words.reserve(options.size());
  for (const Option& option : options) words.push_back("--" + option.name);
  return fmt::format("{}", fmt::join(words, " "));
}

// The words that may follow `words` in the names of commands: for "", the first words; for "store", its commands.
std::vector<std::string> NextWords(std::string_view words) {
  const std::string prefix = words.empty() ? "" : std::string(words) + " ";
  std::vector<std::string> next;
  for (const Command& command : Commands()) {
    if (command.name.compare(0, prefix.size(), prefix) != 0) continue;
    const std::string rest = command.name.substr(prefix.size());
    const std::string word = rest.substr(0, rest.find(' '));
    if (next.empty() || next.back() != word) next.push_back(word);
  }
  return next;
}

// The first words of commands with two.
std::vector<std::string> Groups() {
  std::vector<std::string> groups;
  for (const std::string& word : NextWords("")) {
    if (FindCommand(word) == nullptr) groups.push_back(word);
  }
  return groups;
}

// What the command's operands may be, where the table says.
std::vector<std::string> OperandWords(const Command& command) {
  return command.name == "help" ? NextWords("") : command.operand_choices;
}

// Text inside single quotes of any of the three shells.
std::string Quote(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'') {
      out += "'\\''";
    } else {
      out += c;
    }
  }
  return out + "'";
}

std::string BashValues() {
  std::string cases;
  ForEachOption([&](const Option& option) {
    if (option.choices.empty()) return;
    cases += fmt::format("    --{}) COMPREPLY=($(compgen -W {} -- \"$cur\")); return ;;\n", option.name,
                         Quote(fmt::format("{}", fmt::join(option.choices, " "))));
  });
  cases += fmt::format("    {}) compopt -o filenames; COMPREPLY=($(compgen -d -- \"$cur\")); return ;;\n",
                       CasePatterns(IsDirectory));
  cases += fmt::format("    {}) compopt -o filenames; COMPREPLY=($(compgen -f -- \"$cur\")); return ;;\n",
                       CasePatterns(IsFile));
  cases +=
      fmt::format("    {}) return ;;\n", CasePatterns([](const Option& option) {
                    return !option.value.empty() && option.choices.empty() && !IsDirectory(option) && !IsFile(option);
                  }));
  return cases;
}

std::string BashCommands() {
  std::string cases = fmt::format("    '') words={} ;;\n", Quote(fmt::format("{}", fmt::join(NextWords(""), " "))));
  for (const std::string& group : Groups()) {
    cases += fmt::format("    {}) words={} ;;\n", group, Quote(fmt::format("{}", fmt::join(NextWords(group), " "))));
  }
  for (const Command& command : Commands()) {
    cases += fmt::format("    {}) options={} words={} files={} ;;\n", Quote(command.name),
                         Quote(OptionWords(command.options)),
                         Quote(fmt::format("{}", fmt::join(OperandWords(command), " "))), TakesFiles(command) ? 1 : 0);
  }
  return cases;
}

constexpr std::string_view kBash = R"(# Completes the commands and options of lockstep in bash.
_lockstep() {{
  local cur=${{COMP_WORDS[COMP_CWORD]}} prev=${{COMP_WORDS[COMP_CWORD-1]}}
  local command= options= words= files=0 i
  COMPREPLY=()
  # Bash splits --format=json into three words.
  if [[ $cur == = ]]; then
    cur=
  elif [[ $prev == = ]]; then
    prev=${{COMP_WORDS[COMP_CWORD-2]}}
  fi
  case $prev in
{values}  esac
  for ((i = 1; i < COMP_CWORD; i++)); do
    case ${{COMP_WORDS[i]}} in
      {with_value}) if [[ ${{COMP_WORDS[i+1]}} == = ]]; then ((i += 2)); else ((i++)); fi ;;
      -*) ;;
      *) case $command in
           '') command=${{COMP_WORDS[i]}} ;;
           {groups}) command="$command ${{COMP_WORDS[i]}}" ;;
         esac ;;
    esac
  done
  case $command in
{commands}  esac
  if [[ $cur == -* ]]; then
    COMPREPLY=($(compgen -W "$options {global}" -- "$cur"))
  elif ((files)); then
    compopt -o filenames
    COMPREPLY=($(compgen -f -- "$cur"))
  else
    COMPREPLY=($(compgen -W "$words" -- "$cur"))
  fi
}}
complete -F _lockstep lockstep
)";

// In the descriptions of zsh's _arguments, brackets and colons have a meaning.
std::string ZshEscape(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '[' || c == ']' || c == ':' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

std::string ZshAction(const Option& option) {
  if (!option.choices.empty()) return fmt::format("({})", fmt::join(option.choices, " "));
  if (IsDirectory(option)) return "_directories";
  return IsFile(option) ? "_files" : " ";
}

std::string ZshOption(const Option& option) {
  const std::string value =
      option.value.empty() ? "" : fmt::format(":{}:{}", ZshEscape(option.value), ZshAction(option));
  // An option that takes a value may be given again, the others not; help and version end the line by themselves.
  const std::string star = option.value.empty() ? "" : "*";
  const std::string tail = fmt::format("[{}]{}", ZshEscape(option.help), value);
  std::string out = fmt::format("    {} \\\n", Quote(fmt::format("{}--{}{}", star, option.name, tail)));
  if (option.letter != 0) out += fmt::format("    {} \\\n", Quote(fmt::format("{}-{}{}", star, option.letter, tail)));
  return out;
}

std::string ZshOptions(const std::vector<Option>& options) {
  std::string out;
  for (const Option& option : options) out += ZshOption(option);
  return out;
}

std::string ZshOperands(const Command& command) {
  if (TakesFiles(command)) return "    '*:file:_files'";
  const std::vector<std::string> words = OperandWords(command);
  if (words.empty()) return "    ':: : '";
  return fmt::format("    {}", Quote(fmt::format(":operand:({})", fmt::join(words, " "))));
}

std::string ZshCommands() {
  std::string cases;
  for (const Command& command : Commands()) {
    cases += fmt::format("    {})\n      _arguments -s \\\n{}        \"$global[@]\" \\\n{} ;;\n", Quote(command.name),
                         ZshOptions(command.options), ZshOperands(command));
  }
  return cases;
}

// "'status:say where each language stands'", one a line, for _describe.
std::string ZshDescriptions(std::string_view words) {
  std::string out;
  for (const std::string& word : NextWords(words)) {
    const Command* command = FindCommand(words.empty() ? word : fmt::format("{} {}", words, word));
    const std::string summary = command == nullptr ? fmt::format("commands of the {}", word) : command->summary;
    out += fmt::format("      {}\n", Quote(fmt::format("{}:{}", word, ZshEscape(summary))));
  }
  return out;
}

std::string ZshGroups() {
  std::string cases;
  for (const std::string& group : Groups()) {
    cases += fmt::format("    {})\n      list=(\n{}      )\n      _describe command list ;;\n", group,
                         ZshDescriptions(group));
  }
  return cases;
}

constexpr std::string_view kZsh = R"(#compdef lockstep
# Completes the commands and options of lockstep in zsh.
_lockstep() {{
  local command= i
  local -a global list
  global=(
{global}  )
  # The words of the command are taken out of the line, so that _arguments sees a command of one word.
  for ((i = 2; i < CURRENT; i++)); do
    case $words[i] in
      {with_value}) ((i++)) ;;
      -*) ;;
      *) case $command in
           '') command=$words[i] ;;
           {groups}) command="$command $words[i]" ;;
           *) break ;;
         esac
         words[i]=()
         ((i--, CURRENT--)) ;;
    esac
  done
  case $command in
    '')
      list=(
{commands}      )
      if [[ $words[CURRENT] == -* ]]; then _arguments -s "$global[@]"; else _describe command list; fi ;;
{group_cases}{command_cases}  esac
}}
if [[ $funcstack[1] == _lockstep ]]; then _lockstep "$@"; else compdef _lockstep lockstep; fi
)";

std::string FishOption(const Option& option, const std::string& condition) {
  std::string line = fmt::format("complete -c lockstep{} -l {}", condition, option.name);
  if (option.letter != 0) line += fmt::format(" -s {}", option.letter);
  if (!option.choices.empty()) {
    line += fmt::format(" -x -a {}", Quote(fmt::format("{}", fmt::join(option.choices, " "))));
  } else if (IsDirectory(option)) {
    line += " -x -a '(__fish_complete_directories)'";
  } else if (IsFile(option)) {
    line += " -r -F";
  } else if (!option.value.empty()) {
    line += " -x";
  }
  return fmt::format("{} -d {}\n", line, Quote(option.help));
}

std::string FishCondition(std::string_view command) {
  return fmt::format(" -n {}", Quote(fmt::format("__lockstep_command \"{}\"", command)));
}

std::string FishWords(std::string_view words) {
  std::string out;
  for (const std::string& word : NextWords(words)) {
    const Command* command = FindCommand(words.empty() ? word : fmt::format("{} {}", words, word));
    const std::string summary = command == nullptr ? fmt::format("commands of the {}", word) : command->summary;
    out += fmt::format("complete -c lockstep{} -a {} -d {}\n", FishCondition(words), word, Quote(summary));
  }
  return out;
}

std::string FishCommand(const Command& command) {
  const std::string condition = FishCondition(command.name);
  std::string out;
  for (const Option& option : command.options) out += FishOption(option, condition);
  const std::vector<std::string> words = OperandWords(command);
  if (TakesFiles(command)) out += fmt::format("complete -c lockstep{} -F\n", condition);
  if (!words.empty()) {
    out += fmt::format("complete -c lockstep{} -a {}\n", condition, Quote(fmt::format("{}", fmt::join(words, " "))));
  }
  return out;
}

constexpr std::string_view kFish = R"(# Completes the commands and options of lockstep in fish.

# True where the words before the cursor name the command $argv[1].
function __lockstep_command
    set -l command
    set -l value no
    for word in (commandline -opc)[2..-1]
        if test $value = yes
            set value no
            continue
        end
        switch $word
            case {with_value}
                set value yes
            case '-*'
            case '*'
                if test -z "$command"
                    set command $word
                else if contains -- "$command" {groups}
                    set command "$command $word"
                end
        end
    end
    test "$command" = "$argv[1]"
end

complete -c lockstep -f
)";

bool TakesValue(const Option& option) {
  return !option.value.empty();
}

std::string WithSpaces(std::string patterns) {
  std::replace(patterns.begin(), patterns.end(), '|', ' ');
  return patterns;
}

}  // namespace

std::string BashCompletion() {
  return fmt::format(kBash, fmt::arg("values", BashValues()), fmt::arg("with_value", CasePatterns(TakesValue)),
                     fmt::arg("groups", fmt::join(Groups(), "|")), fmt::arg("commands", BashCommands()),
                     fmt::arg("global", OptionWords(GlobalOptions())));
}

std::string ZshCompletion() {
  std::string global;
  for (const Option& option : GlobalOptions()) {
    const std::string line = ZshOption(option);
    global += line;
  }
  // Inside an array the lines need no continuation.
  for (std::size_t at = 0; (at = global.find(" \\\n", at)) != std::string::npos;) global.erase(at, 2);
  return fmt::format(kZsh, fmt::arg("global", global), fmt::arg("with_value", CasePatterns(TakesValue)),
                     fmt::arg("groups", fmt::join(Groups(), "|")), fmt::arg("commands", ZshDescriptions("")),
                     fmt::arg("group_cases", ZshGroups()), fmt::arg("command_cases", ZshCommands()));
}

std::string FishCompletion() {
  std::string out = fmt::format(kFish, fmt::arg("with_value", WithSpaces(CasePatterns(TakesValue))),
                                fmt::arg("groups", fmt::join(Groups(), " ")));
  for (const Option& option : GlobalOptions()) out += FishOption(option, "");
  out += FishWords("");
  for (const std::string& group : Groups()) out += FishWords(group);
  for (const Command& command : Commands()) out += FishCommand(command);
  return out;
}

int RunCompletion(const Arguments& arguments, Console& console) {
  const std::string& shell = arguments.operands.front();
  console.out() << (shell == "bash" ? BashCompletion() : shell == "zsh" ? ZshCompletion() : FishCompletion());
  return kDone;
}

}  // namespace lockstep
