// What the completion scripts of all shells say, taken from the table of commands; how they say it is each shell's
// own file.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/command.h"

namespace lockstep::completion {

bool IsDirectory(const Option& option);
// Its value, or each of them, is a file.
bool IsFile(const Option& option);
bool TakesValue(const Option& option);
// Operands may be files, or what follows an option's first value.
bool TakesFiles(const Command& command);

// Calls `visit` for every different option of the program, the global ones first.
void ForEachOption(const std::function<void(const Option&)>& visit);
// Calls it for the options of commands whose value may be another than that of the one of this name above.
void ForEachException(const std::function<void(const Command&, const Option&)>& visit);

// The options of all commands that `wanted` takes, as patterns of a shell's `case`: "--site|--store".
std::string CasePatterns(const std::function<bool(const Option&)>& wanted);

// "--site --store".
std::string OptionWords(const std::vector<Option>& options);

// The words that may follow `words` in the names of commands: for "", the first words; for "store", its commands.
std::vector<std::string> NextWords(std::string_view words);
// What the command that `words` and `word` name does; of a first word of several commands, that it is one.
std::string SummaryOf(std::string_view words, const std::string& word);
// The first words of commands with two.
std::vector<std::string> Groups();
// The first words whose second says what may follow: groups, and `help`, which reads the names of commands.
std::vector<std::string> FirstOfTwo();
// What the command's operands may be, where the table says.
std::vector<std::string> OperandWords(const Command& command);

// Text inside single quotes of any of the three shells.
std::string Quote(std::string_view text);

}  // namespace lockstep::completion
