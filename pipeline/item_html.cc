#include "pipeline/item_html.h"

#include <fmt/format.h>

#include <optional>

#include "locales/unicode.h"
#include "pipeline/diff_rendering.h"
#include "pipeline/html.h"
#include "pipeline/page_frame.h"
#include "pipeline/points_in_time.h"

namespace lockstep {
namespace {

// One side of an item: where it stands, what it says (or the edit of it), and a button that copies today's wording.
// `below` follows it.
struct SideView {
  std::string id;
  std::string lang;
  bool is_verbatim = false;
  std::string path;
  std::optional<std::uint32_t> line;
  std::optional<std::string> text;
  const WordDiff* edit = nullptr;
};

std::string SideHtml(const SideView& side, const std::string& below = "") {
  const std::string where = side.line ? fmt::format("{}:{}", side.path, *side.line) : side.path;
  std::string html = fmt::format("<div><h4><span>{}, <span class=\"ref\">{}</span></span>",
                                 EscapeHtml(LanguageName(side.lang)), EscapeHtml(where));
  if (side.text) {
    html += fmt::format("<button type=\"button\" class=\"copy\" hidden data-copies=\"{}\">Copy</button>", side.id);
  }
  html += "</h4>";
  const std::string text_lang = side.is_verbatim ? kNoLanguage : side.lang;
  const std::string language = LanguageAttributes(text_lang);
  if (side.edit != nullptr && !side.edit->empty()) {
    html += fmt::format("<p class=\"text\"{}>{}</p>", language, DiffHtml(*side.edit, text_lang));
    if (side.text) html += fmt::format("<p hidden id=\"{}\"{}>{}</p>", side.id, language, EscapeHtml(*side.text));
  } else if (side.text) {
    html += fmt::format("<p class=\"text\" id=\"{}\"{}>{}</p>", side.id, language, TextHtml(*side.text, text_lang));
  } else {
    html += "<p class=\"faint\">Nothing stands here.</p>";
  }
  return html + below + "</div>";
}

// What the memory offers, with a button that copies it.
std::string SuggestionHtml(const Match& match, const std::string& id, const std::string& lang) {
  return fmt::format(
      "<div class=\"suggestion\"><h4><span>Suggestion, <span class=\"ref\">{}, score {}</span></span><button "
      "type=\"button\" "
      "class=\"copy\" hidden data-copies=\"{}\">Copy</button></h4><p class=\"text\" id=\"{}\"{}>{}</p></div>",
      Name(match.kind), match.score, id, id, LanguageAttributes(lang), TextHtml(match.target, lang));
}

// Where an item stands, as its heading.
std::string PlaceOf(const std::string& section, const std::optional<std::string>& field) {
  if (field) return "Front matter: " + *field;
  return section.empty() ? "Text" : Heading(section);
}

// What went and what came, set off; of two sides that disagree, what each says.
std::string FactsHtml(const std::vector<ChangedFact>& facts, bool is_disagreement) {
  if (facts.empty()) return "";
  std::string html = fmt::format("<dl class=\"changes\"><dt>{}</dt>", is_disagreement ? "They differ" : "Changed");
  for (const ChangedFact& fact : facts) {
    html += "<dd>";
    if (is_disagreement) {
      html += EscapeHtml(TellFacts({fact}, true));
    } else {
      if (fact.gone) html += "<del>" + EscapeHtml(*fact.gone) + "</del>";
      if (fact.gone && fact.come) html += " ";
      if (fact.come) html += "<ins>" + EscapeHtml(*fact.come) + "</ins>";
    }
    html += "</dd>";
  }
  return html + "</dl>";
}

}  // namespace

std::string ItemHtml(const DiffEntry& entry, const DiffItem& item, const std::string& id, const Formatter& formatter) {
  const Reason& reason = item.reason;
  std::string html = fmt::format(
      "<article class=\"item sev-{0}\" id=\"{1}\"><header><h3>{2}</h3>{3} <span class=\"tag {0}\">{4}, {0}</span>",
      Name(reason.severity), id, EscapeHtml(PlaceOf(reason.section, reason.field)), Tag(reason.state),
      fmt::format("{}{}", Name(reason.edit_class), reason.moved ? ", moved" : ""));
  if (reason.since) {
    html += fmt::format("<span class=\"faint\">since {} ({})</span>", DayHtml(reason.since->time_ms, formatter),
                        EscapeHtml(TellBy(*reason.since)));
  }
  html += fmt::format("<a href=\"#{}\" aria-label=\"Link to this segment\">Link</a></header>", id);
  const SideView source{id + "-s",
                        entry.source_lang,
                        item.is_verbatim,
                        entry.source_path,
                        reason.source_line,
                        reason.source_text,
                        item.of_target ? nullptr : &item.edit};
  const SideView target{id + "-t",
                        entry.key.lang,
                        item.is_verbatim,
                        entry.target_path,
                        reason.target_line,
                        reason.target_text,
                        item.of_target ? &item.edit : nullptr};
  const std::string suggestion =
      item.suggestions.empty() ? "" : SuggestionHtml(item.suggestions.front(), id + "-m", entry.key.lang);
  html += "<div class=\"texts\">" + SideHtml(source) + SideHtml(target, suggestion) + "</div>";
  return html + FactsHtml(item.facts, item.edit.empty()) + "</article>\n";
}

std::string ClearedHtml(const DiffEntry& entry, const ClearedItem& item, const std::string& id,
                        const Formatter& formatter) {
  std::string html = fmt::format(
      "<article class=\"item cleared\" id=\"{}\"><header><h3>{}</h3><span class=\"tag current\">cleared</span>"
      "<span class=\"faint\">{}, stale since {}</span></header>",
      id, EscapeHtml(PlaceOf(item.section, item.field)), EscapeHtml(TellHow(item)),
      DayHtml(item.clearing.since.time_ms, formatter));
  const SideView source{id + "-s",        entry.source_lang, item.is_verbatim, entry.source_path,
                        item.source_line, item.source_text,  nullptr};
  const SideView target{id + "-t",        entry.key.lang,   item.is_verbatim, entry.target_path,
                        item.target_line, item.target_text, nullptr};
  return html + "<div class=\"texts\">" + SideHtml(source) + SideHtml(target) + "</div></article>\n";
}

}  // namespace lockstep
