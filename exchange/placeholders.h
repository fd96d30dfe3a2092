// Coded texts as plain text, for formats without inline elements: <1>bold</1>, a break <2/>.
//
// The codes themselves are not there, so nobody can break them: what Markdown they stand for is told beside the text.
// Only what would be read as a placeholder is escaped ("&lt;1>"), and only that "&" which an escape begins with: all
// other text stands as it is.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "stages/model/work_package.h"

namespace lockstep {

// What the codes of a text stand for, by id and position.
using CodeLegend = std::map<std::pair<std::string, InlineCode::Position>, PackageCode>;

// "<1>", "</1>", "<2/>"
std::string PlaceholderOf(const PackageCode& code);

std::string WithPlaceholders(const CodedText& text);

// The other way round; a code that the legend lacks has its id only. Every text can be read.
CodedText ReadPlaceholders(std::string_view text, const CodeLegend& legend);

// A code as a line for people and programs, "<1> strong: **", and back; nothing where the line is none.
std::string LegendLine(const PackageCode& code);
std::optional<PackageCode> ReadLegendLine(std::string_view line);

}  // namespace lockstep
