#include "pipeline/page_frame.h"

#include <fmt/format.h>

#include <algorithm>

#include "pipeline/html.h"
#include "pipeline/report_assets.h"
#include "pipeline/utc_time.h"

namespace lockstep {
namespace {

std::string Navigation(const PageFrame& frame) {
  if (frame.way.size() < 2) return "";
  std::string html = "<nav aria-label=\"Breadcrumb\"><ol>";
  for (const auto& [name, link] : frame.way) {
    html += &name == &frame.way.back().first
                ? fmt::format("<li aria-current=\"page\">{}</li>", EscapeHtml(name))
                : fmt::format("<li><a href=\"{}\">{}</a></li>", EscapeHtml(link), EscapeHtml(name));
  }
  return html + "</ol></nav>\n";
}

}  // namespace

std::string Page(const PageFrame& frame, const std::string& body) {
  return PageBegin(frame) + body + PageEnd();
}

std::string PageBegin(const PageFrame& frame) {
  return fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\" dir=\"ltr\" data-locale=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{}'; "
      "script-src 'sha256-{}'; base-uri 'none'; form-action 'none'\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"generator\" content=\"lockstep\">\n<meta name=\"referrer\" content=\"no-referrer\">\n"
      "<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#main\">Skip to the "
      "content</a>\n{}<main id=\"main\">\n",
      EscapeHtml(frame.locale), ReportStyle().sha256, ReportScript().sha256, EscapeHtml(frame.title),
      ReportStyle().text, Navigation(frame));
}

std::string PageEnd() {
  return fmt::format("</main>\n<script>{}</script>\n</body>\n</html>\n", ReportScript().text);
}

std::string Tag(State state) {
  const char* look = state == State::kStale ? "high" : Name(state);
  return fmt::format("<span class=\"tag {}\">{}</span>", look, Name(state));
}

std::string Tag(Urgency severity) {
  if (severity == Urgency::kNone) return "";
  return fmt::format("<span class=\"tag {0}\">{0}</span>", Name(severity));
}

std::string Counted(std::uint64_t count, const std::string& singular, const std::string& plural,
                    const Formatter& formatter) {
  return fmt::format("{} {}", formatter.Number(count), count == 1 ? singular : plural);
}

std::string Heading(const std::string& section) {
  const auto is_id = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; };
  if (section.empty() || !std::all_of(section.begin(), section.end(), is_id)) return section;
  std::string heading = section;
  std::replace(heading.begin(), heading.end(), '_', ' ');
  if (heading[0] >= 'a') heading[0] = static_cast<char>(heading[0] - 'a' + 'A');
  return heading;
}

std::string DayHtml(std::int64_t time_ms, const Formatter& formatter) {
  if (time_ms == 0) return "";
  return fmt::format("<time datetime=\"{}\">{}</time>", UtcTime(time_ms), EscapeHtml(formatter.Day(time_ms)));
}

}  // namespace lockstep
