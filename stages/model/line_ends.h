// Lines of a file, whatever ends them: LF, CRLF or CR.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "locales/ascii.h"
#include "locales/range.h"

namespace lockstep {

// Where the line of `text` that holds offset `at` begins. LineEnd says where it ends.
std::size_t LineBegin(std::string_view text, std::size_t at);

// Behind the line end at `at`; `at` itself where there is none.
std::size_t SkipLineEnd(std::string_view text, std::size_t at);

// Where the lines of the bytes `range` of `text` begin, ascending, the first at its begin; LF, CRLF and CR end one.
// Offsets are those of `text`; a CR that is the range's last byte ends a line.
std::vector<std::size_t> LineBegins(std::string_view text, Range range);

// What ends the first line of `text`; "\n" where it has one line.
std::string LineEndOf(std::string_view text);

// `text` with line ends of the form `line_end`.
std::string WithLineEnds(std::string_view text, std::string_view line_end);

}  // namespace lockstep
