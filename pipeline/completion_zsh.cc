#include "pipeline/completion.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "pipeline/completion_words.h"

namespace lockstep {

using namespace completion;

namespace {

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
  std::string value;
  for (std::size_t n = 0; TakesValue(option) && n < option.values; ++n) {
    value += fmt::format(":{}:{}", ZshEscape(option.value), ZshAction(option));
  }
  // An option that takes a value may be given again, the others not; help and version end the line by themselves.
  const std::string star = option.value.empty() ? "" : "*";
  // The value may stand in the same word.
  const std::string equals = option.value.empty() ? "" : "=";
  const std::string tail = fmt::format("[{}]{}", ZshEscape(option.help), value);
  std::string out = fmt::format("    {} \\\n", Quote(fmt::format("{}--{}{}{}", star, option.name, equals, tail)));
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
    out += fmt::format("      {}\n", Quote(fmt::format("{}:{}", word, ZshEscape(SummaryOf(words, word)))));
  }
  return out;
}

std::string ZshGroups() {
  std::string cases;
  for (const std::string& group : Groups()) {
    cases += fmt::format("    {}|'help {}')\n      list=(\n{}      )\n      _describe command list ;;\n", group, group,
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
           {first_of_two}) command="$command $words[i]" ;;
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

}  // namespace

std::string ZshCompletion() {
  std::string global;
  for (const Option& option : GlobalOptions()) global += ZshOption(option);
  // Inside an array the lines need no continuation.
  for (std::size_t at = 0; (at = global.find(" \\\n", at)) != std::string::npos;) global.erase(at, 2);
  return fmt::format(kZsh, fmt::arg("global", global), fmt::arg("with_value", CasePatterns(TakesValue)),
                     fmt::arg("first_of_two", fmt::join(FirstOfTwo(), "|")), fmt::arg("commands", ZshDescriptions("")),
                     fmt::arg("group_cases", ZshGroups()), fmt::arg("command_cases", ZshCommands()));
}

}  // namespace lockstep
