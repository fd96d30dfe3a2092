#include "pipeline/diff_page.h"

#include <fmt/format.h>

#include "locales/unicode.h"
#include "pipeline/html.h"
#include "pipeline/item_html.h"
#include "pipeline/page_frame.h"
#include "pipeline/site_report.h"
#include "stages/model/hash.h"

namespace lockstep {
namespace {

// The ids of items are those of one translation: on a page with many, its own stands before them.
std::string IdOf(const DocumentKey& key) {
  return fmt::format("t{:012x}",
                     Hash64(fmt::format("{}\n{}\n{}", key.collection, key.ref, key.lang)) & 0xffff'ffff'ffffU);
}

}  // namespace

std::string DiffPageHead(const std::string& site, const Formatter& formatter) {
  const std::string title = "What changed: " + site;
  return PageBegin({title, formatter.tag(), {}}) + fmt::format("<h1>{}</h1>\n", EscapeHtml(title));
}

std::string DiffPageEntry(const DiffEntry& entry, const Formatter& formatter) {
  const std::string id = IdOf(entry.key);
  std::string html = fmt::format(
      "<section aria-labelledby=\"{0}\">\n<h2 id=\"{0}\">{1} <span class=\"ref\">{2}, {3}</span> {4} {5}</h2>\n", id,
      EscapeHtml(entry.key.ref), EscapeHtml(LanguageName(entry.key.lang)), EscapeHtml(entry.key.collection),
      Tag(entry.state), Tag(entry.severity));
  if (entry.target_path.empty() || entry.source_path.empty()) {
    const std::string& there = entry.target_path.empty() ? entry.source_path : entry.target_path;
    return html + fmt::format("<p>No {} of {}</p>\n</section>\n", entry.target_path.empty() ? "translation" : "source",
                              EscapeHtml(there));
  }
  const std::vector<std::string> ids = ItemIds(entry);
  for (std::size_t i = 0; i < ids.size(); ++i) {
    html += ItemHtml(entry, entry.items[i], fmt::format("{}-{}", id, ids[i]), formatter);
  }
  for (std::size_t i = 0; i < entry.cleared.size(); ++i) {
    html += ClearedHtml(entry, entry.cleared[i], fmt::format("{}-c{}", id, i + 1), formatter);
  }
  return html + "</section>\n";
}

}  // namespace lockstep
