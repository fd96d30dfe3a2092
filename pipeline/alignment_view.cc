#include "pipeline/alignment_view.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <string_view>

#include "locales/unicode.h"

namespace lockstep {
namespace {

constexpr std::size_t kMargin = 6;      // columns of the confidence
constexpr std::size_t kMinColumn = 16;  // a column narrower than this cannot be read

nlohmann::ordered_json JsonOf(const std::optional<LineSpan>& lines) {
  if (!lines) return nullptr;
  return nlohmann::ordered_json::array({lines->first, lines->last});
}

std::size_t WidthOf(std::string_view text) {
  return static_cast<std::size_t>(DisplayWidth(text));
}

void TrimEnd(std::string& line) {
  while (line.ends_with(' ')) line.pop_back();
}

// Lines of `text` no wider than `width` columns, broken where Unicode allows it; what it keeps together and is wider
// has a line of its own.
std::vector<std::string> Wrap(std::string_view text, std::size_t width) {
  std::vector<std::string> lines(1);
  std::size_t begin = 0;
  for (const std::size_t end : LineBreaks(text)) {
    const std::string_view piece = text.substr(begin, end - begin);
    const std::string_view word = piece.substr(0, piece.find_last_not_of(' ') + 1);  // spaces may end a line
    begin = end;
    if (!lines.back().empty() && WidthOf(lines.back()) + WidthOf(word) > width) {
      TrimEnd(lines.back());
      lines.emplace_back();
    }
    lines.back() += piece;
  }
  TrimEnd(lines.back());
  return lines;
}

std::vector<std::string> WrapAll(const std::vector<std::string>& texts, std::size_t width) {
  std::vector<std::string> lines;
  for (const std::string& text : texts) {
    const std::vector<std::string> wrapped = Wrap(Printable(text), width);
    lines.insert(lines.end(), wrapped.begin(), wrapped.end());
  }
  return lines;
}

std::string Padded(const std::string& text, std::size_t width) {
  const std::size_t used = WidthOf(text);
  return used < width ? text + std::string(width - used, ' ') : text;
}

// The column between margin and texts: a percentage for a pair, the side for a text that stands alone.
std::string Mark(const AlignedRow& row) {
  if (row.target.empty()) return "   <";
  if (row.source.empty()) return "   >";
  return fmt::format("{:3.0f}%", std::floor(row.confidence * 100));
}

void AppendRow(const AlignedRow& row, std::size_t column, const Console& console, std::string& out) {
  const std::vector<std::string> left = WrapAll(row.source_texts, column);
  const std::vector<std::string> right = WrapAll(row.target_texts, column);
  const bool paired = !row.source.empty() && !row.target.empty();
  for (std::size_t n = 0; n < std::max(left.size(), right.size()); ++n) {
    const std::string mark = Padded(n == 0 ? Mark(row) : "", kMargin);
    std::string line = Padded(n < left.size() ? left[n] : "", column) + " | " + (n < right.size() ? right[n] : "");
    line.erase(line.find_last_not_of(' ') + 1);
    out += console.Paint(paired ? Style::kDim : Style::kYellow, mark) +
           (paired ? line : console.Paint(Style::kYellow, line));
    out += '\n';
  }
}

// True where the rows behind a block row show its text, sentence by sentence.
bool HasSegments(const std::vector<AlignedRow>& rows, std::size_t n) {
  while (n + 1 < rows.size() && rows[n + 1].level == LinkLevel::kBlock && rows[n + 1].source == rows[n].source) ++n;
  return n + 1 < rows.size() && rows[n + 1].level == LinkLevel::kSegment;
}

}  // namespace

std::string RenderAlignedJson(const AlignedRow& row) {
  const nlohmann::ordered_json line = {{"level", Name(row.level)},
                                       {"source", row.source},
                                       {"target", row.target},
                                       {"source_lines", JsonOf(row.source_lines)},
                                       {"target_lines", JsonOf(row.target_lines)},
                                       {"source_text", row.source_texts},
                                       {"target_text", row.target_texts},
                                       {"confidence", std::round(row.confidence * 1000) / 1000}};
  return line.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

std::string RenderAlignedText(const std::vector<AlignedRow>& rows, const Console& console) {
  const std::size_t width = std::max(console.options().width, kMargin + 3 + 2 * kMinColumn);
  const std::size_t column = (width - kMargin - 3) / 2;
  std::string out;
  for (std::size_t n = 0; n < rows.size(); ++n) {
    if (rows[n].level == LinkLevel::kBlock) {
      if (!out.empty() && (n == 0 || rows[n - 1].level != LinkLevel::kBlock || !HasSegments(rows, n - 1))) out += '\n';
      if (HasSegments(rows, n)) continue;
    }
    AppendRow(rows[n], column, console, out);
  }
  return out;
}

}  // namespace lockstep
