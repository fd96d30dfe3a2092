#include "stages/preparation.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "locales/unicode.h"
#include "stages/front_matter.h"
#include "stages/markdown.h"
#include "stages/normalization.h"
#include "stages/rating_checks.h"

namespace lockstep {
namespace {

// The stages behind the key: the body, its segments, and what must hold inside one document.
void PrepareBody(Document& document, Toolbox& tools, Diagnostics& diags) {
  const Source& file = document.source;
  LanguageTools& language = tools.For(document.key.lang);
  Body body = ParseMarkdown(file, {document.front.range.end, file.text.size()}, *language.locale);
  for (const Range range : body.unparsed) {
    diags.Warning(file, range, "markdown-too-complex", "too many images or table cells in one block, not looked into");
  }
  document.sections = std::move(body.sections);
  document.blocks = std::move(body.blocks);
  document.segments = SegmentDocument(document, language);
  CheckRating(document, diags);
  document.usable = true;
}

// The first folder or suffix of the file's name that is a language tag.
std::optional<std::string> LanguageInPath(std::string_view path) {
  for (std::size_t begin = 0; begin < path.size();) {
    const std::size_t end = std::min(path.find_first_of("/.", begin), path.size());
    // Two letters at least, and a file's own ending is none ("md" is Moldovan to some).
    if (end < path.size() && end - begin >= 2) {
      if (std::optional<std::string> tag = CanonicalLanguageTag(path.substr(begin, end - begin))) return tag;
    }
    begin = end + 1;
  }
  return std::nullopt;
}

std::string GuessLanguage(const Document& document, const SiteRules& rules) {
  if (const Field* field = document.front.Find("lang"); field != nullptr && field->value.IsScalar()) {
    if (std::optional<std::string> tag = CanonicalLanguageTag(field->value.scalar)) return *tag;
  }
  return LanguageInPath(document.source.path).value_or(rules.source_lang);
}

}  // namespace

LanguageTools& Toolbox::For(const std::string& lang) {
  return by_lang_.try_emplace(lang, locales_->For(lang)).first->second;
}

Document Prepare(Source source, const PathMatch& match, const SiteRules& rules, Toolbox& tools, Diagnostics& diags) {
  Document document;
  document.source = std::move(source);
  const Source& file = document.source;

  if (!CheckEncoding(file, diags)) return document;
  document.front = ReadFrontMatter(file, rules.roles, diags);
  std::optional<DocumentKey> key = KeyOf(file, document.front, match, diags);
  if (!key || diags.HasErrors()) return document;
  document.key = *std::move(key);

  PrepareBody(document, tools, diags);
  return document;
}

Document PrepareFile(Source source, const std::string& lang, const SiteRules& rules, Toolbox& tools,
                     Diagnostics& diags) {
  Document document;
  document.source = std::move(source);
  if (!CheckEncoding(document.source, diags)) return document;
  document.front = ReadFrontMatter(document.source, rules.roles, diags);
  document.key.lang = lang.empty() ? GuessLanguage(document, rules) : lang;
  PrepareBody(document, tools, diags);
  return document;
}

}  // namespace lockstep
