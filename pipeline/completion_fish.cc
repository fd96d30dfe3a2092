#include "pipeline/completion.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "pipeline/completion_words.h"

namespace lockstep {

using namespace completion;

namespace {

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

// True where the words before the cursor name one of `commands`.
std::string FishCondition(const std::vector<std::string>& commands) {
  return fmt::format(" -n {}", Quote(fmt::format("__lockstep_command \"{}\"", fmt::join(commands, "\" \""))));
}

// Of a global option: true but for the commands that have one of this name themselves.
std::string FishConditionOfGlobal(const Option& option) {
  std::vector<std::string> others;
  for (const Command& command : Commands()) {
    const auto is_it = [&](const Option& own) { return own.name == option.name; };
    if (std::any_of(command.options.begin(), command.options.end(), is_it)) others.push_back(command.name);
  }
  if (others.empty()) return "";
  return fmt::format(" -n {}", Quote(fmt::format("not __lockstep_command \"{}\"", fmt::join(others, "\" \""))));
}

// What follows `words`, the first of them; and after `help` as well.
std::string FishWords(const std::string& words) {
  const std::string condition = FishCondition({words, words.empty() ? "help" : "help " + words});
  std::string out;
  for (const std::string& word : NextWords(words)) {
    out += fmt::format("complete -c lockstep{} -a {} -d {}\n", condition, word, Quote(SummaryOf(words, word)));
  }
  return out;
}

std::string FishCommand(const Command& command) {
  const std::string condition = FishCondition({command.name});
  std::string out;
  for (const Option& option : command.options) out += FishOption(option, condition);
  const std::vector<std::string>& words = command.operand_choices;
  if (TakesFiles(command)) out += fmt::format("complete -c lockstep{} -F\n", condition);
  if (!words.empty()) {
    out += fmt::format("complete -c lockstep{} -a {}\n", condition, Quote(fmt::format("{}", fmt::join(words, " "))));
  }
  return out;
}

constexpr std::string_view kFish = R"(# Completes the commands and options of lockstep in fish.

# True where the words before the cursor name one of the commands of $argv.
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
                else if contains -- "$command" {first_of_two}
                    set command "$command $word"
                end
        end
    end
    contains -- "$command" $argv
end

complete -c lockstep -f
)";

std::string WithSpaces(std::string patterns) {
  std::replace(patterns.begin(), patterns.end(), '|', ' ');
  return patterns;
}

}  // namespace

std::string FishCompletion() {
  std::string out = fmt::format(kFish, fmt::arg("with_value", WithSpaces(CasePatterns(TakesValue))),
                                fmt::arg("first_of_two", fmt::join(FirstOfTwo(), " ")));
  for (const Option& option : GlobalOptions()) out += FishOption(option, FishConditionOfGlobal(option));
  out += FishWords("");
  for (const std::string& group : Groups()) out += FishWords(group);
  for (const Command& command : Commands()) out += FishCommand(command);
  return out;
}

}  // namespace lockstep
