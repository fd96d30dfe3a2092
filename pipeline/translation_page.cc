// The page of one translation: what went stale in it, then the whole of both texts side by side.
#include <fmt/format.h>

#include <algorithm>

#include "locales/unicode.h"
#include "pipeline/html.h"
#include "pipeline/item_html.h"
#include "pipeline/page_frame.h"
#include "pipeline/report_pages.h"

namespace lockstep {
namespace {

std::string TextOf(const Outline& outline, const std::vector<std::uint32_t>& segments) {
  std::string text;
  for (const std::uint32_t index : segments) {
    if (!text.empty()) text += ' ';
    text += outline.segments[index].text;
  }
  return text;
}

std::string LineOf(const Outline& outline, const std::vector<std::uint32_t>& segments) {
  return segments.empty() ? "" : std::to_string(outline.segments[segments.front()].first_line);
}

// Both texts, a row for each binding.
std::string WholeText(const TranslationReport& report) {
  const auto& [source, target, bindings] = report.translation;
  if (bindings.empty()) return "";
  const std::string source_language = LanguageAttributes(report.entry.source_lang);
  const std::string target_language = LanguageAttributes(report.entry.key.lang);
  std::string html = fmt::format(
      "<h2>The whole text</h2>\n<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"The whole text\">"
      "<table class=\"whole\">\n<thead><tr><th scope=\"col\" class=\"number line\">Line</th><th scope=\"col\">{}</th>"
      "<th scope=\"col\" dir=\"{}\">{}</th><th scope=\"col\" class=\"number line\">Line</th></tr></thead>\n<tbody>\n",
      EscapeHtml(LanguageName(report.entry.source_lang)), IsRightToLeft(report.entry.key.lang) ? "rtl" : "ltr",
      EscapeHtml(LanguageName(report.entry.key.lang)));
  for (std::size_t i = 0; i < bindings.size(); ++i) {
    const Binding& binding = bindings[i];
    html +=
        fmt::format("<tr{}><td class=\"number\">{}</td><td{}>{}</td><td{}>{}</td><td class=\"number\">{}</td></tr>\n",
                    report.findings[i].reasons.empty() ? "" : " class=\"flagged\"", LineOf(source, binding.source),
                    source_language, EscapeHtml(TextOf(source, binding.source)), target_language,
                    EscapeHtml(TextOf(target, binding.target)), LineOf(target, binding.target));
  }
  return html + "</tbody></table></div>\n";
}

std::string Facts(const DiffEntry& entry, const ReportRow& row, const Formatter& formatter) {
  std::string html =
      fmt::format("<dl class=\"facts\"><dt>State</dt><dd>{} {}</dd>", Tag(entry.state), Tag(entry.severity));
  if (entry.since) html += fmt::format("<dt>Since</dt><dd>{}</dd>", DayHtml(entry.since->time_ms, formatter));
  for (const auto& [lang, path] :
       {std::pair(entry.source_lang, entry.source_path), {entry.key.lang, entry.target_path}}) {
    html += fmt::format("<dt>{}</dt><dd>{}</dd>", EscapeHtml(LanguageName(lang)),
                        path.empty() ? "not there" : EscapeHtml(path));
  }
  if (row.words != 0) {
    html += fmt::format("<dt>To do</dt><dd>{}</dd>", Counted(row.words, "word", "words", formatter));
  }
  return html + "</dl>\n";
}

}  // namespace

std::string TranslationPage(const SiteReport& report, const TranslationReport& translation, const ReportRow& row,
                            const Formatter& formatter) {
  const DiffEntry& entry = translation.entry;
  const std::string name = LanguageName(row.lang);
  std::string body = fmt::format("<h1><bdi{}>{}</bdi></h1>\n<p class=\"about\">{} · {}/{}</p>\n{}",
                                 LanguageAttributes(report.source_lang), EscapeHtml(row.title), EscapeHtml(name),
                                 EscapeHtml(row.collection), EscapeHtml(row.ref), Facts(entry, row, formatter));
  const std::vector<std::string> ids = ItemIds(entry);
  if (!ids.empty()) body += "<h2>What to look at</h2>\n";
  for (std::size_t i = 0; i < ids.size(); ++i) body += ItemHtml(entry, entry.items[i], ids[i], formatter);
  body += WholeText(translation);

  const std::string up = "../../";
  return Page({row.title + " · " + name + " · " + report.name,
               formatter.tag(),
               {{report.name, up + kIndexPage}, {name, up + LanguagePagePath(row.lang)}, {row.title, ""}}},
              body);
}

}  // namespace lockstep
