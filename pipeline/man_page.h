// The manual page lockstep(1), made from the table of commands, so that it never says anything else than the help.
#pragma once

#include <string>
#include <string_view>

#include "pipeline/command.h"

namespace lockstep {

// The page as roff(7) with the man(7) macros. The same program gives the same bytes: it carries no date.
std::string ManPage();

// `text` as roff prints it: nothing in it is taken for a macro or an escape. What stands between backquotes is bold.
std::string RoffText(std::string_view text);

// Paragraphs as a description has them: empty lines part them, lines that are indented are examples.
std::string RoffParagraphs(std::string_view text);

int RunMan(const Arguments& arguments, Console& console);

}  // namespace lockstep
