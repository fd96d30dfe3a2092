#include "stages/preparation.h"

#include <utility>

#include "stages/front_matter.h"
#include "stages/markdown.h"
#include "stages/normalization.h"
#include "stages/rating_checks.h"

namespace lockstep {

LanguageTools& Toolbox::For(const std::string& lang) {
  return by_lang_.try_emplace(lang, locales_->For(lang)).first->second;
}

Document Prepare(Source source, const PathMatch& match, const SiteRules& rules, Toolbox& tools, Diagnostics& diags) {
  Document document;
  document.source = std::move(source);
  const Source& file = document.source;

  if (!CheckEncoding(file, diags)) return document;
  document.front = ReadFrontMatter(file, rules.roles, diags);
  std::optional<DocumentKey> key = KeyOf(file, document.front, match, rules, diags);
  if (!key || diags.HasErrors()) return document;
  document.key = *std::move(key);

  LanguageTools& language = tools.For(document.key.lang);
  const Range text{document.front.range.end, file.text.size()};
  Body body = ParseMarkdown(file, text, *language.locale);
  document.sections = std::move(body.sections);
  document.blocks = std::move(body.blocks);
  document.segments = SegmentDocument(document, language);
  CheckRating(document, diags);
  document.usable = true;
  return document;
}

}  // namespace lockstep
