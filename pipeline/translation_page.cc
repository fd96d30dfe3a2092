// The page of one translation: what went stale in it, then the whole of both texts side by side.
#include <fmt/format.h>

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "locales/unicode.h"
#include "pipeline/html.h"
#include "pipeline/item_html.h"
#include "pipeline/page_frame.h"
#include "pipeline/report_pages.h"
#include "stages/binding_owners.h"

namespace lockstep {
namespace {

// What a binding has of one of its sides.
std::string SideCell(const Outline& outline, const std::vector<std::uint32_t>& segments,
                     const std::string& of_outline) {
  if (segments.empty()) return "<td class=\"faint\">–</td>";
  const OutlineSegment& first = outline.segments[segments.front()];
  const std::string lang = first.is_verbatim() ? kNoLanguage : of_outline;
  const bool is_heading = !first.is_field() && first.block_kind == BlockKind::kHeading;
  return fmt::format("<td{}{}>{}</td>", is_heading ? " class=\"heading\"" : "", LanguageAttributes(lang),
                     TextHtml(JoinTexts(outline, segments), lang));
}

// Where a side begins; of a text that is to be looked at, a link to why.
std::string LineCell(const Outline& outline, const std::vector<std::uint32_t>& segments, const std::string& item) {
  if (segments.empty()) return "<td></td>";
  const OutlineSegment& first = outline.segments[segments.front()];
  const std::string line = std::to_string(first.first_line);
  const std::string field = first.is_field() ? fmt::format("<br>{}", EscapeHtml(first.field)) : "";
  if (item.empty()) return fmt::format("<td class=\"place\">{}{}</td>", line, field);
  return fmt::format("<td class=\"place\"><a href=\"#{}\" aria-label=\"{}, what to look at\">{}</a>{}</td>", item, line,
                     line, field);
}

// The item of each binding that has one: the first.
std::map<std::size_t, std::string> ItemsByBinding(const DiffEntry& entry, const std::vector<std::string>& ids) {
  std::map<std::size_t, std::string> items;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    if (entry.items[i].binding) items.emplace(*entry.items[i].binding, ids[i]);
  }
  return items;
}

// Both texts, a row for each binding.
std::string WholeText(const TranslationReport& report, const std::vector<std::string>& ids) {
  const auto& [source, target, bindings] = report.translation;
  if (bindings.empty()) return "";
  const std::string& source_lang = report.entry.source_lang;
  const std::string& target_lang = report.entry.key.lang;
  std::string html = fmt::format(
      "<h2>The whole text</h2>\n<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"The whole text\">"
      "<table class=\"whole\">\n<thead><tr><th scope=\"col\" class=\"place\">Line</th><th scope=\"col\">{}</th>"
      "<th scope=\"col\" dir=\"{}\">{}</th><th scope=\"col\" class=\"place\">Line</th></tr></thead>\n<tbody>\n",
      EscapeHtml(LanguageName(source_lang)), IsRightToLeft(target_lang) ? "rtl" : "ltr",
      EscapeHtml(LanguageName(target_lang)));
  const std::map<std::size_t, std::string> items = ItemsByBinding(report.entry, ids);
  for (std::size_t i = 0; i < bindings.size(); ++i) {
    const Binding& binding = bindings[i];
    const auto found = items.find(i);
    const std::string item = found == items.end() ? "" : found->second;
    html += (report.findings[i].reasons.empty() ? "<tr>" : "<tr class=\"flagged\">") +
            LineCell(source, binding.source, item) + SideCell(source, binding.source, source_lang) +
            SideCell(target, binding.target, target_lang) + LineCell(target, binding.target, item) + "</tr>\n";
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
  body += WholeText(translation, ids);

  const std::string up = "../../";
  return Page({row.title + " · " + name + " · " + report.name,
               formatter.tag(),
               {{report.name, up + kIndexPage}, {name, up + LanguagePagePath(row.lang)}, {row.title, ""}}},
              body);
}

}  // namespace lockstep
