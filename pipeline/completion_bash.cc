#include "pipeline/completion.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "pipeline/completion_words.h"

namespace lockstep {

using namespace completion;

namespace {

std::string QuotedList(const std::vector<std::string>& words) {
  return Quote(fmt::format("{}", fmt::join(words, " ")));
}

// One case: what may follow the option `name` of the command that the pattern `command` matches.
std::string BashValue(std::string_view command, std::string_view name, const Option& option) {
  const char* const files = IsDirectory(option) ? "dirnames" : IsFile(option) ? "default" : "";
  return fmt::format("    {}:{}) words={} files={} ;;\n", command, name, QuotedList(option.choices), files);
}

// The first that fits is taken.
std::string BashValues() {
  std::string cases;
  ForEachException([&](const Command& command, const Option& option) {
    cases += BashValue(Quote(command.name), "--" + option.name, option);
  });
  ForEachOption([&](const Option& option) {
    if (!TakesValue(option)) return;
    cases += BashValue("*", "--" + option.name, option);
    if (option.letter != 0) cases += BashValue("*", std::string{'-', option.letter}, option);
  });
  return cases;
}

std::string BashCommands() {
  std::string cases = fmt::format("    '') words={} ;;\n", QuotedList(NextWords("")));
  for (const std::string& group : Groups()) {
    cases += fmt::format("    {}|'help {}') words={} ;;\n", group, group, QuotedList(NextWords(group)));
  }
  for (const Command& command : Commands()) {
    cases += fmt::format("    {}) options={} words={} files={} ;;\n", Quote(command.name),
                         Quote(OptionWords(command.options)), QuotedList(OperandWords(command)),
                         TakesFiles(command) ? "default" : "");
  }
  return cases;
}

constexpr std::string_view kBash = R"(# Completes the commands and options of lockstep in bash.
_lockstep() {{
  local cur=${{COMP_WORDS[COMP_CWORD]}} prev=${{COMP_WORDS[COMP_CWORD-1]}}
  local command= options= words= files= i
  COMPREPLY=()
  # Bash splits --format=json into three words.
  if [[ $cur == = ]]; then
    cur=
  elif [[ $prev == = ]]; then
    prev=${{COMP_WORDS[COMP_CWORD-2]}}
  fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    case ${{COMP_WORDS[i]}} in
      {with_value}) if [[ ${{COMP_WORDS[i+1]}} == = ]]; then ((i += 2)); else ((i++)); fi ;;
      -*) ;;
      *) case $command in
           '') command=${{COMP_WORDS[i]}} ;;
           {first_of_two}) command="$command ${{COMP_WORDS[i]}}" ;;
         esac ;;
    esac
  done
  case $command in
{commands}  esac
  case $command:$prev in
{values}    *) if [[ $cur == -* ]]; then words="$options {global}" files=; fi ;;
  esac
  # Readline completes files by itself: it knows how to quote them.
  if [[ $files ]]; then compopt -o $files; else COMPREPLY=($(compgen -W "$words" -- "$cur")); fi
}}
complete -F _lockstep lockstep
)";

}  // namespace

std::string BashCompletion() {
  return fmt::format(kBash, fmt::arg("values", BashValues()), fmt::arg("with_value", CasePatterns(TakesValue)),
                     fmt::arg("first_of_two", fmt::join(FirstOfTwo(), "|")), fmt::arg("commands", BashCommands()),
                     fmt::arg("global", OptionWords(GlobalOptions())));
}

}  // namespace lockstep
