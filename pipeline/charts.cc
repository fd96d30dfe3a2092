#include "pipeline/charts.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <numeric>

#include "pipeline/html.h"

namespace lockstep {
namespace {

constexpr int kWidth = 380;  // of a figure, in its own units

// What a figure shows, for those who cannot see it.
std::string NumbersTable(const std::string& first, const std::string& second,
                         const std::vector<std::pair<std::string, std::string>>& rows) {
  std::string html = fmt::format(
      "<details><summary>Numbers</summary><table><thead><tr><th scope=\"col\">{}</th>"
      "<th scope=\"col\" class=\"number\">{}</th></tr></thead><tbody>",
      EscapeHtml(first), EscapeHtml(second));
  for (const auto& [name, value] : rows) {
    html += fmt::format("<tr><th scope=\"row\">{}</th><td class=\"number\">{}</td></tr>", EscapeHtml(name),
                        EscapeHtml(value));
  }
  return html + "</tbody></table></details>";
}

// What a figure is called, and what it counts.
struct Caption {
  std::string title;
  std::string unit;
};

std::string Figure(const Caption& caption, const std::string& content) {
  return fmt::format("<figure class=\"chart\"><figcaption>{} <span class=\"ref\">{}</span></figcaption>{}</figure>\n",
                     EscapeHtml(caption.title), EscapeHtml(caption.unit), content);
}

std::string Drawing(const Caption& caption, int height, const std::string& shapes) {
  return fmt::format(
      "<svg viewBox=\"0 0 {} {}\" role=\"img\" aria-label=\"{}; the numbers follow in a table\">{}</svg>", kWidth,
      height, EscapeHtml(caption.title), shapes);
}

// In place of a drawing that would show nothing.
std::string Words(const std::string& text) {
  return fmt::format("<p class=\"faint\">{}</p>", EscapeHtml(text));
}

std::uint64_t Largest(const std::vector<ChartPart>& parts) {
  std::uint64_t largest = 1;
  for (const ChartPart& part : parts) largest = std::max(largest, part.value);
  return largest;
}

// The least of 1, 2, 5, 10, 20, 50 ... that is no less than `value`: where an axis may end.
std::uint64_t RoundUp(std::uint64_t value) {
  for (std::uint64_t power = 1;; power *= 10) {
    for (const std::uint64_t step : {1U, 2U, 5U}) {
      if (step * power >= value || power > ~std::uint64_t{0} / 100) return step * power;
    }
  }
}

}  // namespace

std::string ChartPatterns() {
  struct Hatching {
    const char* fill;
    const char* strokes;  // on a tile of 6 by 6
  };
  constexpr std::array kHatchings = {
      Hatching{"low", "M1.5 1.5h1M4.5 4.5h1"},
      Hatching{"medium", "M-1 1l2 -2M0 6l6 -6M5 7l2 -2"},
      Hatching{"high", "M-1 1l2 -2M0 6l6 -6M5 7l2 -2M-1 5l2 2M0 0l6 6M5 -1l2 2"},
      Hatching{"missing", ""},
  };
  std::string html = "<svg class=\"patterns\" width=\"0\" height=\"0\" aria-hidden=\"true\"><defs>";
  for (const auto& [fill, strokes] : kHatchings) {
    html += fmt::format(
        "<pattern id=\"hatch-{0}\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\"><rect class=\"g-{0}\" "
        "width=\"6\" height=\"6\"/><path d=\"{1}\"/></pattern>",
        fill, strokes);
  }
  return html + "</defs></svg>\n";
}

std::string StackedBar(const std::vector<ChartPart>& parts) {
  const std::uint64_t total =
      std::accumulate(parts.begin(), parts.end(), std::uint64_t{0},
                      [](std::uint64_t sum, const ChartPart& part) { return sum + part.value; });
  std::string html = "<svg class=\"bar\" aria-hidden=\"true\">";
  double at = 0;
  for (const ChartPart& part : parts) {
    if (part.value == 0) continue;
    const double width = 100.0 * static_cast<double>(part.value) / static_cast<double>(total);
    // A sliver is drawn wide enough to be seen.
    html += fmt::format("<rect class=\"f-{}\" x=\"{:.2f}%\" width=\"{:.2f}%\" height=\"100%\"/>", part.fill, at,
                        std::max(width, 0.6));
    at += width;
  }
  return html + "</svg>";
}

std::string ChartKey(const std::vector<ChartPart>& parts) {
  std::string html = "<ul class=\"key\">";
  for (const ChartPart& part : parts) {
    html +=
        fmt::format("<li><svg aria-hidden=\"true\"><rect class=\"f-{}\" width=\"100%\" height=\"100%\"/></svg>{}</li>",
                    part.fill, EscapeHtml(part.name));
  }
  return html + "</ul>\n";
}

std::string BarChart(const std::string& title, const std::string& first, const std::string& unit,
                     const std::vector<ChartPart>& parts, const Formatter& formatter) {
  if (std::all_of(parts.begin(), parts.end(), [](const ChartPart& part) { return part.value == 0; })) {
    return Figure({title, unit}, Words("None."));
  }
  constexpr int kRow = 24;
  constexpr int kNames = 112;
  constexpr int kValues = 52;
  const auto scale = static_cast<double>(kWidth - kNames - kValues) / static_cast<double>(Largest(parts));
  std::string drawing;
  std::vector<std::pair<std::string, std::string>> numbers;
  int y = 0;
  for (const ChartPart& part : parts) {
    const double width = static_cast<double>(part.value) * scale;
    const std::string value = formatter.Number(part.value);
    drawing += fmt::format(
        "<text x=\"{}\" y=\"{}\" text-anchor=\"end\">{}</text><rect class=\"f-{}\" x=\"{}\" y=\"{}\" width=\"{:.1f}\" "
        "height=\"{}\"/><text x=\"{:.1f}\" y=\"{}\">{}</text>",
        kNames - 8, y + 16, EscapeHtml(part.name), part.fill, kNames, y + 4, width, kRow - 8, kNames + width + 6,
        y + 16, value);
    numbers.emplace_back(part.name, value);
    y += kRow;
  }
  drawing += fmt::format("<line class=\"axis\" x1=\"{0}\" y1=\"0\" x2=\"{0}\" y2=\"{1}\"/>", kNames, y);
  return Figure({title, unit}, Drawing({title, unit}, y, drawing) + NumbersTable(first, unit, numbers));
}

std::string TrendChart(const std::string& title, const std::string& unit, const std::vector<TrendPoint>& points,
                       const Formatter& formatter) {
  constexpr int kHeight = 170;
  constexpr double kLeft = 48;
  constexpr double kRight = kWidth - 12;
  constexpr double kTop = 12;
  constexpr double kBottom = kHeight - 28;
  if (points.empty()) return "";
  if (points.size() == 1) {
    return Figure({title, unit},
                  Words(fmt::format("{} on {}. The next report into the same directory draws a line.",
                                    formatter.Number(points.front().value), formatter.Day(points.front().time_ms))));
  }
  std::uint64_t largest = 1;
  for (const TrendPoint& point : points) largest = std::max(largest, point.value);
  const std::uint64_t end = RoundUp(largest);
  const std::int64_t begin_ms = points.front().time_ms;
  const auto span = static_cast<double>(std::max<std::int64_t>(1, points.back().time_ms - begin_ms));
  const auto x = [&](const TrendPoint& p) {
    return kLeft + (kRight - kLeft) * static_cast<double>(p.time_ms - begin_ms) / span;
  };
  const auto y = [&](std::uint64_t value) {
    return kBottom - (kBottom - kTop) * static_cast<double>(value) / static_cast<double>(end);
  };

  std::string drawing;
  for (const std::uint64_t value : {std::uint64_t{0}, end / 2, end}) {
    drawing += fmt::format(
        "<line class=\"{0}\" x1=\"{1}\" y1=\"{2:.1f}\" x2=\"{3}\" y2=\"{2:.1f}\"/><text x=\"{4}\" y=\"{5:.1f}\" "
        "text-anchor=\"end\">{6}</text>",
        value == 0 ? "axis" : "grid", kLeft, y(value), kRight, kLeft - 6, y(value) + 4, formatter.Number(value));
  }
  std::string path;
  std::vector<std::pair<std::string, std::string>> numbers;
  for (const TrendPoint& point : points) {
    fmt::format_to(std::back_inserter(path), "{}{:.1f},{:.1f}", path.empty() ? "M" : " L", x(point), y(point.value));
    numbers.emplace_back(formatter.Day(point.time_ms), formatter.Number(point.value));
  }
  drawing += fmt::format("<path class=\"trend\" d=\"{}\"/><circle class=\"dot\" cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"4\"/>",
                         path, x(points.back()), y(points.back().value));
  drawing += fmt::format("<text x=\"{}\" y=\"{}\">{}</text>", kLeft, kHeight - 8, EscapeHtml(numbers.front().first));
  drawing += fmt::format("<text x=\"{}\" y=\"{}\" text-anchor=\"end\">{}</text>", kRight, kHeight - 8,
                         EscapeHtml(numbers.back().first));
  return Figure({title, unit}, Drawing({title, unit}, kHeight, drawing) + NumbersTable("Day", unit, numbers));
}

}  // namespace lockstep
