// What all pages of the report share: the document around them, and how they name things.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "locales/formatting.h"
#include "stages/model/verdict.h"

namespace lockstep {

struct PageFrame {
  std::string title;
  std::string locale;  // of numbers and dates, for the script that sorts
  // The way from the overview to the page: names and the targets of their links; the last is the page itself.
  std::vector<std::pair<std::string, std::string>> way;
};

// A whole document with `body` in its <main>.
std::string Page(const PageFrame& frame, const std::string& body);
// What stands before and behind `body`, where that is written bit by bit.
std::string PageBegin(const PageFrame& frame);
std::string PageEnd();

// A state or severity as a word with its colour.
std::string Tag(State state);
std::string Tag(Urgency severity);

// "1 review", "12 reviews".
std::string Counted(std::uint64_t count, const std::string& singular, const std::string& plural,
                    const Formatter& formatter);

// "cost_performance" -> "Cost performance": an id as a heading; a heading stays as it is.
std::string Heading(const std::string& section);

// <time> of the moment's day, or "" where it is unknown.
std::string DayHtml(std::int64_t time_ms, const Formatter& formatter);

}  // namespace lockstep
