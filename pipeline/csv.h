// Lines of CSV that spreadsheets read as they are meant: RFC 4180.
#pragma once

#include <string>
#include <vector>

namespace lockstep {

// What spreadsheets need before the first line to see UTF-8.
inline constexpr const char* kByteOrderMark = "\xEF\xBB\xBF";

// A line with its end. A text that a spreadsheet would take for a formula has an apostrophe before it.
std::string CsvLine(const std::vector<std::string>& fields);

}  // namespace lockstep
