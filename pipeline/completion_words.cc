#include "pipeline/completion_words.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <set>

namespace lockstep::completion {

namespace {

// The names that help gives to what is a file, or may be: a review is named by its ref or by one of its files.
constexpr std::array<std::string_view, 5> kFiles = {"FILE", "PATH", "SOURCE", "TARGET", "REVIEW"};

// Whether one of the names in "SOURCE [TARGET]" is that of a file.
bool NamesFile(std::string_view names) {
  return std::any_of(kFiles.begin(), kFiles.end(),
                     [&](std::string_view file) { return names.find(file) != std::string_view::npos; });
}

// Whether the same may follow both.
bool TakeTheSame(const Option& one, const Option& other) {
  return one.choices == other.choices && IsDirectory(one) == IsDirectory(other) && IsFile(one) == IsFile(other);
}

}  // namespace

bool IsDirectory(const Option& option) {
  return option.value == "DIR";
}
bool IsFile(const Option& option) {
  return NamesFile(option.value);
}

bool TakesValue(const Option& option) {
  return !option.value.empty();
}

bool TakesFiles(const Command& command) {
  return NamesFile(command.operands) ||
         std::any_of(command.options.begin(), command.options.end(),
                     [](const Option& option) { return option.values > 1 && IsFile(option); });
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

void ForEachException(const std::function<void(const Command&, const Option&)>& visit) {
  ForEachOption([&](const Option& first) {
    for (const Command& command : Commands()) {
      for (const Option& option : command.options) {
        if (option.name == first.name && !TakeTheSame(option, first)) visit(command, option);
      }
    }
  });
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

std::vector<std::string> FirstOfTwo() {
  std::vector<std::string> words = Groups();
  words.emplace_back("help");
  return words;
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
