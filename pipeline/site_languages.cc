#include "pipeline/site_languages.h"

#include <fmt/format.h>

#include <vector>

#include "stages/keying.h"
#include "stages/model/hash.h"
#include "stages/target_path.h"

namespace lockstep {

std::string SiteId(const SiteRules& rules) {
  std::string text = rules.source_lang;
  for (const Collection& collection : rules.collections) {
    text += '\n' + collection.name + '\n' + collection.files;
    if (!collection.source.empty()) text += '\n' + collection.source;
  }
  return fmt::format("{:016x}", Hash64(text));
}

TargetLanguage SiteLanguages::Of(const std::string& collection, const std::string& lang) {
  TargetLanguage language{lang, lang, ""};
  for (const Collection& one : rules_->collections) {
    if (one.name == collection) language.lang_field = one.lang_field;
  }
  const auto known = path_texts_.try_emplace({collection, lang}, lang);
  std::string& path_text = known.first->second;
  if (known.second) {
    bool found = false;
    reader_.ForEachReview([&](const std::vector<IndexEntry>& review) {
      for (const IndexEntry& entry : review) {
        if (found || entry.key.collection != collection || entry.key.lang != lang) continue;
        const std::optional<PathMatch> match = MatchPath(entry.path, *rules_);
        if (!match || match->lang != lang || match->lang_text.empty()) continue;
        path_text = match->lang_text;
        found = true;
      }
    });
  }
  language.path_text = path_text;
  return language;
}

std::string SiteLanguages::TargetPathOf(const std::string& collection, const std::string& source_path,
                                        const std::string& lang) {
  return TargetPath(source_path, lang, Of(collection, lang).path_text, *rules_).value_or("");
}

}  // namespace lockstep
