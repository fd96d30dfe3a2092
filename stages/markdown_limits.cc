#include "stages/markdown_limits.h"

#include <algorithm>
#include <string>
#include <utility>

#include "stages/byte_set.h"
#include "stages/model/line_ends.h"

namespace lockstep {
namespace {

std::size_t CountImages(std::string_view line) {
  std::size_t count = 0;
  for (std::size_t at = line.find("!["); at != std::string_view::npos; at = line.find("![", at + 2)) ++count;
  return count;
}

// Escaped pipes are counted too: they only make a row seem wider than it is, by no more than its bytes.
std::size_t CountColumns(std::string_view line) {
  return 1 + static_cast<std::size_t>(std::count(line.begin(), line.end(), '|'));
}

// True for `|---|:--:|`, also in a list or a quote; and for some other lines, which then count as such.
bool MayDelimitTable(std::string_view line) {
  return line.find_first_not_of(" \t|:->*+.)0123456789") == std::string_view::npos &&
         line.find('-') != std::string_view::npos;
}

class ComplexityScan {
 public:
  explicit ComplexityScan(const MarkdownLimits& limits) : limits_(&limits) {}

  std::vector<Range> Run(std::string_view text) && {
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = kLineEnds.FindIn(text, at);
      if (text.substr(at, end - at).find_first_not_of(" \t") == std::string_view::npos) {
        CloseRun();
      } else {
        AddLine({at, end}, Slice(text, {at, end}));
      }
      at = SkipLineEnd(text, end);
    }
    CloseRun();
    return std::move(found_);
  }

 private:
  // What is known of the lines since the last blank one.
  struct Lines {
    Range range;
    std::size_t images = 0;
    std::size_t widest = 0;   // columns of the widest line
    std::size_t columns = 0;  // of the widest line that may open a table
    std::size_t missing = 0;
  };

  void AddLine(Range range, std::string_view line) {
    if (run_.range.empty()) run_.range.begin = range.begin;
    run_.range.end = range.end;
    run_.images += CountImages(line);
    const std::size_t columns = CountColumns(line);
    run_.widest = std::max(run_.widest, columns);
    if (columns < run_.columns) run_.missing += run_.columns - columns;
    if (columns > run_.columns && MayDelimitTable(line)) run_.columns = columns;
  }

  void CloseRun() {
    const Lines run = std::exchange(run_, {});
    const bool wide = run.columns > 0 && run.widest > limits_->max_columns;
    const bool ragged = missing_ + run.missing > limits_->max_missing_cells;
    if (run.images > limits_->max_images || wide || ragged)
      found_.push_back(run.range);
    else
      missing_ += run.missing;
  }

  const MarkdownLimits* limits_;
  Lines run_;
  std::size_t missing_ = 0;
  std::vector<Range> found_;
};

}  // namespace

std::vector<Range> FindTooComplex(std::string_view text, const MarkdownLimits& limits) {
  // Nearly all texts: no table, and few images.
  if (text.find('|') == std::string_view::npos && CountImages(text) <= limits.max_images) return {};
  return ComplexityScan(limits).Run(text);
}

std::string WithBlanked(std::string_view text, const std::vector<Range>& ranges) {
  std::string blanked(text);
  for (const Range range : ranges) {
    std::replace_if(
        blanked.begin() + static_cast<std::ptrdiff_t>(range.begin),
        blanked.begin() + static_cast<std::ptrdiff_t>(range.end), [](char c) { return c != '\n' && c != '\r'; }, ' ');
  }
  return blanked;
}

}  // namespace lockstep
