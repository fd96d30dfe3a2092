// Pictures for the report, as inline SVG: readable in black and white, with their numbers in a table beside them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "locales/formatting.h"

namespace lockstep {

// A number with its name, and how it is filled: a suffix of the style sheet's classes f-*, "high".
struct ChartPart {
  std::string name;
  std::uint64_t value = 0;
  std::string fill = "plain";
};

// What the fills are painted with: each has a hatching of its own, so that a print without colour can be read. Once a
// page that has charts.
std::string ChartPatterns();

// One bar cut into the shares of `parts`; decorative, as the numbers stand beside it.
std::string StackedBar(const std::vector<ChartPart>& parts);

// What the fills mean.
std::string ChartKey(const std::vector<ChartPart>& parts);

// A figure with a bar for each part, its value written beside it; `first` says what the parts' names are. Where all
// are 0 it says so.
std::string BarChart(const std::string& title, const std::string& first, const std::string& unit,
                     const std::vector<ChartPart>& parts, const Formatter& formatter);

// A figure with a line over time. Points ascend in time; a single one is told in words.
struct TrendPoint {
  std::int64_t time_ms = 0;
  std::uint64_t value = 0;
};
std::string TrendChart(const std::string& title, const std::string& unit, const std::vector<TrendPoint>& points,
                       const Formatter& formatter);

}  // namespace lockstep
