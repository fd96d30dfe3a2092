// The page of one translation: what went stale in it, then the whole of both texts side by side.
#include <fmt/format.h>

#include <algorithm>

#include "locales/unicode.h"
#include "pipeline/diff_rendering.h"
#include "pipeline/html.h"
#include "pipeline/page_frame.h"
#include "pipeline/points_in_time.h"
#include "pipeline/report_pages.h"

namespace lockstep {
namespace {

// One side of an item: where it stands, what it says (or the edit of it), and a button that copies today's wording.
struct SideView {
  std::string id;
  std::string lang;
  std::string path;
  std::optional<std::uint32_t> line;
  std::optional<std::string> text;
  const WordDiff* edit = nullptr;
};

std::string SideHtml(const SideView& side) {
  const std::string where = side.line ? fmt::format("{}:{}", side.path, *side.line) : side.path;
  std::string html = fmt::format("<div><h4><span>{}, <span class=\"ref\">{}</span></span>",
                                 EscapeHtml(LanguageName(side.lang)), EscapeHtml(where));
  if (side.text) {
    html += fmt::format("<button type=\"button\" class=\"copy\" hidden data-copies=\"{}\">Copy</button>", side.id);
  }
  html += "</h4>";
  const std::string language = LanguageAttributes(side.lang);
  if (side.edit != nullptr && !side.edit->empty()) {
    html += fmt::format("<p class=\"text\"{}>{}</p>", language, DiffHtml(*side.edit));
    if (side.text) html += fmt::format("<p hidden id=\"{}\"{}>{}</p>", side.id, language, EscapeHtml(*side.text));
  } else if (side.text) {
    html += fmt::format("<p class=\"text\" id=\"{}\"{}>{}</p>", side.id, language, EscapeHtml(*side.text));
  } else {
    html += "<p class=\"faint\">Nothing stands here.</p>";
  }
  return html + "</div>";
}

std::string ItemHtml(const DiffEntry& entry, const DiffItem& item, const std::string& id, const Formatter& formatter) {
  const Reason& reason = item.reason;
  const std::string place = reason.field ? *reason.field : Heading(reason.section);
  std::string html = fmt::format(
      "<article class=\"item sev-{0}\" id=\"{1}\"><header><h3>{2}</h3>{3} <span class=\"tag {0}\">{4}</span>",
      Name(reason.severity), id, EscapeHtml(place.empty() ? "Text" : place), Tag(reason.state),
      fmt::format("{}{}", Name(reason.edit_class), reason.moved ? ", moved" : ""));
  if (reason.since) {
    html += fmt::format("<span class=\"faint\">since {} ({})</span>", DayHtml(reason.since->time_ms, formatter),
                        EscapeHtml(TellBy(*reason.since)));
  }
  html += fmt::format("<a href=\"#{}\" aria-label=\"Link to this segment\">Link</a></header>", id);
  const SideView source{id + "-s",          entry.source_lang,  entry.source_path,
                        reason.source_line, reason.source_text, item.of_target ? nullptr : &item.edit};
  const SideView target{id + "-t",          entry.key.lang,     entry.target_path,
                        reason.target_line, reason.target_text, item.of_target ? &item.edit : nullptr};
  html += "<div class=\"texts\">" + SideHtml(source) + SideHtml(target) + "</div>";
  if (!item.facts.empty()) {
    const bool disagreement = item.edit.empty();
    html += fmt::format("<p class=\"about\">{}: {}</p>", disagreement ? "They differ" : "Changed",
                        EscapeHtml(TellFacts(item.facts, disagreement)));
  }
  return html + "</article>\n";
}

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
      "<th scope=\"col\">{}</th><th scope=\"col\" class=\"number line\">Line</th></tr></thead>\n<tbody>\n",
      EscapeHtml(LanguageName(report.entry.source_lang)), EscapeHtml(LanguageName(report.entry.key.lang)));
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
