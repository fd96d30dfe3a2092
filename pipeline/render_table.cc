// Tables for people, aligned by display width: a Japanese character takes two columns.
#include <algorithm>

#include "locales/unicode.h"
#include "pipeline/console.h"

namespace lockstep {
namespace {

constexpr std::size_t kGap = 2;

// Columns of a cell that may hold the escape sequences of Console::Paint.
std::size_t VisibleWidth(std::string_view cell) {
  std::size_t width = 0;
  while (!cell.empty()) {
    const std::size_t escape = std::min(cell.find('\x1b'), cell.size());
    width += static_cast<std::size_t>(DisplayWidth(cell.substr(0, escape)));
    cell.remove_prefix(escape);
    if (!cell.empty()) cell.remove_prefix(std::min(cell.find('m'), cell.size() - 1) + 1);
  }
  return width;
}

std::vector<std::size_t> ColumnWidths(const std::vector<std::vector<std::string>>& rows) {
  std::vector<std::size_t> widths;
  for (const auto& row : rows) {
    if (row.size() > widths.size()) widths.resize(row.size());
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], VisibleWidth(row[i]));
  }
  return widths;
}

std::string Row(const std::vector<std::string>& cells, const std::vector<std::size_t>& widths,
                const std::vector<bool>& right) {
  std::string line;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const std::string padding(widths[i] - VisibleWidth(cells[i]), ' ');
    const bool to_right = i < right.size() && right[i];
    if (i > 0) line += std::string(kGap, ' ');
    line += to_right ? padding + cells[i] : cells[i] + padding;
  }
  line.erase(line.find_last_not_of(' ') + 1);
  return line;
}

}  // namespace

std::string RenderTable(const std::vector<std::vector<std::string>>& rows, const std::vector<bool>& right,
                        const Console& console) {
  const std::vector<std::size_t> widths = ColumnWidths(rows);
  std::string table;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::string line = Row(rows[i], widths, right);
    table += (i == 0 ? console.Paint(Style::kBold, line) : line) + '\n';
  }
  return table;
}

}  // namespace lockstep
