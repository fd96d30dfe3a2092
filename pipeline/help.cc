#include "pipeline/help.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "locales/unicode.h"
#include "pipeline/console.h"
#include "pipeline/suggestion.h"

namespace lockstep {
namespace {

// Longer lines are hard to read, however wide the terminal is.
constexpr std::size_t kWidest = 100;
constexpr std::size_t kNarrowest = 40;
// What a meaning needs beside its term; where it has less, it stands below.
constexpr std::size_t kLeastBeside = 30;
constexpr std::size_t kBelow = 10;

std::size_t Columns(std::string_view text) {
  return static_cast<std::size_t>(DisplayWidth(text));
}

// A term and what it means, the meanings in one column.
struct Entry {
  std::string term;
  std::string meaning;
};

std::string List(const std::vector<Entry>& entries, std::size_t width) {
  std::size_t term_width = 0;
  for (const Entry& entry : entries) term_width = std::max(term_width, Columns(entry.term));
  const bool beside = term_width + 4 + kLeastBeside <= width;
  const std::size_t indent = beside ? term_width + 4 : kBelow;
  std::string out;
  for (const Entry& entry : entries) {
    out += "  " + entry.term;
    out += beside ? std::string(indent - 2 - Columns(entry.term), ' ') : '\n' + std::string(indent, ' ');
    out += Wrap(entry.meaning, width, indent, indent);
  }
  return out;
}

std::string OptionTerm(const Option& option) {
  const std::string letter = option.letter == 0 ? "    " : fmt::format("-{}, ", option.letter);
  return letter + OptionUsage(option);
}

std::string OptionList(const std::vector<Option>& options, std::size_t width) {
  std::vector<Entry> entries;
  for (const Option& option : options) entries.push_back({OptionTerm(option), OptionMeaning(option)});
  return List(entries, width);
}

std::string CommandList(const std::vector<const Command*>& commands, std::size_t width) {
  std::vector<Entry> entries;
  for (const Command* command : commands) {
    const std::string space = command->operands.empty() ? "" : " ";
    entries.push_back({command->name + space + command->operands, command->summary});
  }
  return List(entries, width);
}

std::string GroupText(std::string_view group, const std::vector<const Command*>& commands, std::size_t width) {
  return fmt::format("usage: lockstep {} COMMAND [options]\n\nCommands:\n{}", group, CommandList(commands, width));
}

// One line of a paragraph after the other, as many words on each as fit.
void WrapParagraph(std::string_view paragraph, std::size_t width, std::size_t indent, std::size_t column,
                   std::string& out) {
  bool first = true;  // word of its line
  for (std::size_t begin = 0; begin < paragraph.size();) {
    const std::size_t end = std::min(paragraph.find(' ', begin), paragraph.size());
    const std::string_view word = paragraph.substr(begin, end - begin);
    begin = end + 1;
    if (word.empty()) continue;
    if (!first && column + 1 + Columns(word) > width) {
      out.append(1, '\n').append(indent, ' ');
      column = indent;
      first = true;
    }
    if (!first) out += ' ';
    out += word;
    column += Columns(word) + (first ? 0 : 1);
    first = false;
  }
  out += '\n';
}

std::size_t Clamp(std::size_t width) {
  return std::clamp(width, kNarrowest, kWidest);
}

// What help can be asked for: commands, and groups before those that they have.
std::vector<std::string> Topics() {
  std::vector<std::string> topics;
  for (const Command& command : Commands()) {
    const std::string first = command.name.substr(0, command.name.find(' '));
    if (first != command.name && (topics.empty() || !topics.back().starts_with(first + " "))) topics.push_back(first);
    topics.push_back(command.name);
  }
  return topics;
}

}  // namespace

std::string OptionUsage(const Option& option) {
  return fmt::format("--{}{}{}", option.name, option.value.empty() ? "" : " ", option.value);
}

std::string OptionMeaning(const Option& option) {
  std::string meaning = option.with.empty() ? option.help : fmt::format("with --{}: {}", option.with, option.help);
  // Where the text does not name the choices already, it is followed by them.
  const bool named = std::all_of(option.choices.begin(), option.choices.end(), [&](const std::string& choice) {
    return option.help.find(choice) != std::string::npos;
  });
  if (!named) meaning += fmt::format(": {}", fmt::join(option.choices, ", "));
  if (!option.excludes.empty()) meaning += fmt::format("; not with --{}", fmt::join(option.excludes, ", --"));
  return meaning;
}

std::string Wrap(std::string_view text, std::size_t width, std::size_t indent, std::size_t column) {
  std::string out;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string_view line = text.substr(begin, end - begin);
    begin = end + 1;
    if (line.substr(0, 1) == " ") {
      out += std::string(line) + '\n';
    } else {
      WrapParagraph(line, width, indent, column, out);
    }
    column = indent;
  }
  return out;
}

std::string UsageLine(const Command& command) {
  std::string usage = "usage: lockstep " + command.name;
  if (!command.operands.empty()) usage += " " + command.operands;
  for (const Option& option : command.options) {
    if (option.required) usage += " " + OptionUsage(option);
  }
  return usage + " [options]";
}

std::string OverviewText(bool options, std::size_t width) {
  width = Clamp(width);
  std::vector<const Command*> commands;
  for (const Command& command : Commands()) commands.push_back(&command);
  std::string out = "usage: lockstep COMMAND [options]\n\n";
  out += Wrap("Keeps every translation of a Markdown review site level with its source.", width, 0, 0);
  out += "\nCommands:\n" + CommandList(commands, width);
  if (options) out += "\nOptions of every command:\n" + OptionList(GlobalOptions(), width);
  return out + '\n' + Wrap("`lockstep help COMMAND` tells more about one of them.", width, 0, 0);
}

std::string CommandText(const Command& command, std::size_t width) {
  width = Clamp(width);
  std::string out = UsageLine(command) + "\n\n" + Wrap(command.description, width, 0, 0);
  if (!command.options.empty()) out += "\nOptions:\n" + OptionList(command.options, width);
  return out + "\nOptions of every command:\n" + OptionList(GlobalOptionsOf(&command), width);
}

int RunHelp(const Arguments& arguments, Console& console) {
  const std::size_t width = console.options().width;
  const std::string topic = fmt::format("{}", fmt::join(arguments.operands, " "));
  const std::vector<const Command*> group = CommandsOfGroup(topic);
  if (topic.empty()) {
    console.out() << OverviewText(true, width);
  } else if (const Command* command = FindCommand(topic)) {
    console.out() << CommandText(*command, width);
  } else if (!group.empty()) {
    console.out() << GroupText(topic, group, Clamp(width));
  } else {
    throw UsageError(fmt::format("unknown command \"{}\"{}", topic, DidYouMean(topic, Topics())));
  }
  return kDone;
}

}  // namespace lockstep
