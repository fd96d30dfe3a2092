// What `lockstep help` prints, made from the table of commands and wrapped to the terminal.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "pipeline/command.h"

namespace lockstep {

// "usage: lockstep sync [options]"
std::string UsageLine(const Command& command);

// "--site DIR"
std::string OptionUsage(const Option& option);

// "only what is in this state: current, stale; not with --list": with all that the table says of its values and others.
std::string OptionMeaning(const Option& option);

// The list of commands; with `options`, also the options that every command takes.
std::string OverviewText(bool options, std::size_t width);

// All about one command: usage, description, options.
std::string CommandText(const Command& command, std::size_t width);

// `text` in lines of at most `width` columns, each behind `indent` spaces; the first line follows what is there
// already, `column` columns wide. Paragraphs are kept apart; lines that are indented (examples) stay as they are.
std::string Wrap(std::string_view text, std::size_t width, std::size_t indent, std::size_t column);

int RunHelp(const Arguments& arguments, Console& console);

}  // namespace lockstep
