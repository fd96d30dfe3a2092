// Parses the command line: Boost.Program_options knows the syntax, the table of commands what is allowed.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <boost/program_options.hpp>
#include <cassert>
#include <charconv>
#include <thread>

#include "pipeline/command.h"
#include "pipeline/help.h"
#include "pipeline/suggestion.h"

namespace lockstep {
namespace {

namespace po = boost::program_options;

// A name that nobody can type as an option.
const char* const kOperands = "<operands>";

// Prefixes of options are not guessed: a later option must not change what a script means.
constexpr int kStyle = po::command_line_style::default_style & ~po::command_line_style::allow_guessing;

const Option* FindOption(const std::vector<Option>& options, std::string_view name) {
  const auto found = std::find_if(options.begin(), options.end(), [&](const Option& o) { return o.name == name; });
  return found == options.end() ? nullptr : &*found;
}

// How many words the option `word` takes, as far as that is more than one: of all commands, for the same reason as
// below.
std::size_t ValuesOf(std::string_view word) {
  for (const Command& command : Commands()) {
    for (const Option& option : command.options) {
      if (word == "--" + option.name) return option.values;
    }
  }
  return 1;
}

// `--was A B` as `--was A --was B`: Boost knows one value an option, or as many as there are.
std::vector<std::string> RepeatForEachValue(const std::vector<std::string>& words) {
  std::vector<std::string> single;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::size_t values = ValuesOf(words[i]);
    single.push_back(words[i]);
    for (std::size_t value = 1; value < values && i + 2 < words.size() && words[i + 2].rfind("--", 0) != 0; ++value) {
      single.push_back(words[++i]);
      single.push_back(single[single.size() - 2]);
    }
  }
  return single;
}

// True where `word` is an option that takes the next word as its value. Asked before the command is known, so of all
// commands: they agree on it (a test sees to that).
bool TakesNextWord(std::string_view word) {
  const auto matches = [&](const Option& option) {
    if (option.value.empty()) return false;
    return word == "--" + option.name || (option.letter != 0 && word == std::string{'-', option.letter});
  };
  const auto any = [&](const std::vector<Option>& options) {
    return std::any_of(options.begin(), options.end(), matches);
  };
  const std::vector<Command>& commands = Commands();
  return any(GlobalOptions()) ||
         std::any_of(commands.begin(), commands.end(), [&](const Command& c) { return any(c.options); });
}

// The index of the first word from `begin` that is neither an option nor an option's value, or words.size().
std::size_t NextOperand(const std::vector<std::string>& words, std::size_t begin) {
  for (std::size_t i = begin; i < words.size(); ++i) {
    if (words[i] == "--") return words.size();
    if (words[i].size() < 2 || words[i][0] != '-') return i;
    if (TakesNextWord(words[i])) ++i;
  }
  return words.size();
}

std::vector<std::string> FirstWords() {
  std::vector<std::string> names;
  for (const Command& command : Commands()) {
    std::string first = command.name.substr(0, command.name.find(' '));
    if (names.empty() || names.back() != first) names.push_back(std::move(first));
  }
  return names;
}

std::vector<std::string> SecondWords(std::string_view group) {
  std::vector<std::string> names;
  for (const Command* command : CommandsOfGroup(group)) names.push_back(command->name.substr(group.size() + 1));
  return names;
}

// What the words name: a command, a group of commands, or nothing; and the words that are left.
struct Named {
  const Command* command = nullptr;
  std::string name;  // the words that name it, joined
  std::vector<std::string> rest;
};

Named TakeCommand(const std::vector<std::string>& words) {
  Named named{nullptr, "", words};
  const std::size_t first = NextOperand(words, 0);
  if (first == words.size()) return named;
  named.name = words[first];
  named.command = FindCommand(named.name);
  if (named.command == nullptr) {
    const std::size_t second = NextOperand(words, first + 1);
    if (CommandsOfGroup(named.name).empty()) {
      throw UsageError(fmt::format("unknown command \"{}\"{}", named.name, DidYouMean(named.name, FirstWords())));
    }
    if (second != words.size()) {
      const std::string name = named.name + " " + words[second];
      named.command = FindCommand(name);
      if (named.command == nullptr) {
        throw UsageError(
            fmt::format("unknown command \"{}\"{}", name, DidYouMean(words[second], SecondWords(named.name))));
      }
      named.name = name;
      named.rest.erase(named.rest.begin() + static_cast<std::ptrdiff_t>(second));
    }
  }
  named.rest.erase(named.rest.begin() + static_cast<std::ptrdiff_t>(first));
  return named;
}

void Describe(const std::vector<Option>& options, po::options_description& description) {
  for (const Option& option : options) {
    const std::string name = option.letter == 0 ? option.name : option.name + "," + option.letter;
    if (option.value.empty()) {
      description.add_options()(name.c_str(), "");
    } else {
      description.add_options()(name.c_str(), po::value<std::string>(), "");
    }
  }
}

std::vector<std::string> OptionNames(const Command* command) {
  std::vector<std::string> names;
  if (command != nullptr) {
    for (const Option& option : command->options) names.push_back("--" + option.name);
  }
  for (const Option& option : GlobalOptionsOf(command)) names.push_back("--" + option.name);
  return names;
}

// Boost's complaint in our words. `token` is the word as it was typed.
[[noreturn]] void Rethrow(const po::error_with_option_name& error, const Command* command) {
  using Syntax = po::invalid_command_line_syntax;
  std::string name = error.get_option_name();
  name.resize(std::min(name.find('='), name.size()));
  const std::vector<std::string> known = OptionNames(command);
  // Of "--sit=", Boost finds the value missing before it asks whether there is such an option.
  const bool is_new = name.starts_with("--") && std::find(known.begin(), known.end(), name) == known.end();
  if (is_new || dynamic_cast<const po::unknown_option*>(&error) != nullptr) {
    throw UsageError(fmt::format("unknown option \"{}\"{}", name, DidYouMean(name, known)));
  }
  if (const auto* syntax = dynamic_cast<const Syntax*>(&error)) {
    if (syntax->kind() == Syntax::missing_parameter || syntax->kind() == Syntax::empty_adjacent_parameter) {
      throw UsageError(fmt::format("option \"{}\" needs a value", name));
    }
    if (syntax->kind() == Syntax::extra_parameter) throw UsageError(fmt::format("option \"{}\" takes no value", name));
  }
  throw UsageError(error.what());
}

po::parsed_options Parse(const std::vector<std::string>& words, const Command* command) {
  po::options_description description;
  Describe(GlobalOptionsOf(command), description);
  if (command != nullptr) Describe(command->options, description);
  description.add_options()(kOperands, po::value<std::vector<std::string>>(), "");
  po::positional_options_description positional;
  positional.add(kOperands, -1);
  try {
    return po::command_line_parser(words).options(description).positional(positional).style(kStyle).run();
  } catch (const po::error_with_option_name& error) {
    Rethrow(error, command);
  } catch (const po::error& error) {
    throw UsageError(error.what());
  }
}

void CheckChoice(std::string_view what, const std::string& value, const std::vector<std::string>& choices) {
  if (choices.empty() || std::find(choices.begin(), choices.end(), value) != choices.end()) return;
  throw UsageError(
      fmt::format("{} \"{}\" is none of {}{}", what, value, fmt::join(choices, ", "), DidYouMean(value, choices)));
}

std::optional<std::int64_t> ParseNumber(const std::string& text) {
  std::int64_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, number);
  return error == std::errc{} && rest == end ? std::optional(number) : std::nullopt;
}

void CheckRange(const Option& option, const std::string& value) {
  if (!option.range) return;
  const auto [least, most] = *option.range;
  const std::optional<std::int64_t> number = ParseNumber(value);
  if (number && *number >= least && *number <= most) return;
  throw UsageError(fmt::format("value of --{} \"{}\" is no number from {} to {}", option.name, value, least, most));
}

void CheckRequired(const Command& command, const Arguments& arguments) {
  for (const Option& option : command.options) {
    if (option.required && !arguments.Has(option.name)) {
      throw UsageError("missing option: " + OptionUsage(option));
    }
  }
}

void CheckCompany(const Command& command, const Arguments& arguments) {
  for (const Option& option : command.options) {
    if (!arguments.Has(option.name)) continue;
    if (!option.with.empty() && !arguments.Has(option.with)) {
      throw UsageError(fmt::format("--{} goes with --{}", option.name, option.with));
    }
    for (const std::string& other : option.excludes) {
      if (arguments.Has(other)) throw UsageError(fmt::format("--{} does not go with --{}", other, option.name));
    }
  }
}

void CheckOperands(const Command& command, const std::vector<std::string>& operands) {
  if (operands.size() < command.min_operands) throw UsageError(fmt::format("missing operand: {}", command.operands));
  if (operands.size() > command.max_operands) {
    throw UsageError(fmt::format("superfluous operand \"{}\"", operands[command.max_operands]));
  }
  for (const std::string& operand : operands) CheckChoice("operand", operand, command.operand_choices);
}

Arguments Collect(const po::parsed_options& parsed, const Command* command) {
  Arguments arguments;
  arguments.command = command;
  for (const po::option& item : parsed.options) {
    if (item.position_key >= 0 || item.string_key == kOperands) {
      arguments.operands.insert(arguments.operands.end(), item.value.begin(), item.value.end());
      continue;
    }
    const Option* option = command == nullptr ? nullptr : FindOption(command->options, item.string_key);
    if (option == nullptr) option = FindOption(GlobalOptions(), item.string_key);
    const std::string value = item.value.empty() ? "" : item.value.front();
    if (!option->value.empty()) CheckChoice("value of --" + option->name, value, option->choices);
    CheckRange(*option, value);
    arguments.options[option->name].push_back(value);
  }
  return arguments;
}

// `store verify --help` asks `help store verify`.
Arguments AsHelp(Arguments arguments, const std::string& name) {
  arguments.command = FindCommand("help");
  arguments.operands.clear();
  for (std::size_t begin = 0; begin < name.size();) {
    const std::size_t end = std::min(name.find(' ', begin), name.size());
    arguments.operands.push_back(name.substr(begin, end - begin));
    begin = end + 1;
  }
  return arguments;
}

}  // namespace

const Command* FindCommand(std::string_view name) {
  const std::vector<Command>& commands = Commands();
  const auto found = std::find_if(commands.begin(), commands.end(), [&](const Command& c) { return c.name == name; });
  return found == commands.end() ? nullptr : &*found;
}

std::vector<Option> GlobalOptionsOf(const Command* command) {
  std::vector<Option> options = GlobalOptions();
  if (command == nullptr) return options;
  std::erase_if(options, [&](const Option& option) { return FindOption(command->options, option.name) != nullptr; });
  return options;
}

std::vector<const Command*> CommandsOfGroup(std::string_view name) {
  std::vector<const Command*> group;
  const std::string prefix = std::string(name) + " ";
  for (const Command& command : Commands()) {
    if (command.name.compare(0, prefix.size(), prefix) == 0) group.push_back(&command);
  }
  return group;
}

bool Arguments::Has(std::string_view name) const {
  return !Values(name).empty();
}

std::optional<std::string> Arguments::Value(std::string_view name) const {
  const std::vector<std::string> values = Values(name);
  return values.empty() ? std::nullopt : std::optional(values.back());
}

std::vector<std::string> Arguments::Values(std::string_view name) const {
  assert(command == nullptr || FindOption(command->options, name) || FindOption(GlobalOptions(), name));
  const auto found = options.find(std::string(name));
  return found == options.end() ? std::vector<std::string>{} : found->second;
}

std::optional<std::int64_t> Arguments::Number(std::string_view name) const {
  const std::optional<std::string> text = Value(name);
  return text ? ParseNumber(*text) : std::nullopt;
}

unsigned Arguments::Jobs() const {
  const std::int64_t cores = std::max(1U, std::thread::hardware_concurrency());
  return static_cast<unsigned>(Number("jobs").value_or(cores));
}

Arguments ParseCommandLine(const std::vector<std::string>& words) {
  const Named named = TakeCommand(RepeatForEachValue(words));
  try {
    Arguments arguments = Collect(Parse(named.rest, named.command), named.command);
    arguments.words = words;
    if (arguments.Has("help")) return AsHelp(std::move(arguments), named.name);
    if (arguments.Has("version")) {
      arguments.command = FindCommand("version");
    } else if (named.command != nullptr) {
      CheckOperands(*named.command, arguments.operands);
      CheckRequired(*named.command, arguments);
      CheckCompany(*named.command, arguments);
    } else if (!named.name.empty()) {
      throw UsageError(fmt::format("\"{}\" needs one of {}", named.name, fmt::join(SecondWords(named.name), ", ")));
    } else if (!arguments.operands.empty()) {
      throw UsageError(fmt::format("unknown command \"{}\"", arguments.operands.front()));
    }
    return arguments;
  } catch (UsageError& error) {
    error.command = named.command;
    throw;
  }
}

}  // namespace lockstep
