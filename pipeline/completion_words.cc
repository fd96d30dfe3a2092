#include "pipeline/completion_words.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <set>

namespace lockstep::completion {

bool IsDirectory(const Option& option) {
  return option.value == "DIR";
}
bool IsFile(const Option& option) {
  return option.value == "FILE";
}

bool TakesValue(const Option& option) {
  return !option.value.empty();
}

bool TakesFiles(const Command& command) {
  return command.operands.find("FILE") != std::string::npos;
}

void ForEachOption(const std::function<void(const Option&)>& visit) {
  std::set<std::string> seen;
  const auto visit_new = [&](const std::vector<Option>& options) {
    for (const Option& option : options) {
      if (seen.insert(option.name).second) visit(option);
    }
  };
  visit_new(GlobalOptions());
  for (const Command& command : Commands()) visit_new(command.options);
}

std::string CasePatterns(const std::function<bool(const Option&)>& wanted) {
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

std::string SummaryOf(std::string_view words, const std::string& word) {
  const Command* command = FindCommand(words.empty() ? word : fmt::format("{} {}", words, word));
  return command == nullptr ? fmt::format("commands of the {}", word) : command->summary;
}

std::vector<std::string> Groups() {
  std::vector<std::string> groups;
  for (const std::string& word : NextWords("")) {
    if (FindCommand(word) == nullptr) groups.push_back(word);
  }
  return groups;
}

std::vector<std::string> OperandWords(const Command& command) {
  return command.name == "help" ? NextWords("") : command.operand_choices;
}

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

}  // namespace lockstep::completion
