#include "pipeline/completion.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "pipeline/completion_words.h"

namespace lockstep {

using namespace completion;

namespace {

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

}  // namespace

std::string BashCompletion() {
  return fmt::format(kBash, fmt::arg("values", BashValues()), fmt::arg("with_value", CasePatterns(TakesValue)),
                     fmt::arg("groups", fmt::join(Groups(), "|")), fmt::arg("commands", BashCommands()),
                     fmt::arg("global", OptionWords(GlobalOptions())));
}

}  // namespace lockstep
