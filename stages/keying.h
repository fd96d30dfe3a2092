// Says which review and language a document belongs to.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "stages/model/diagnostic.h"
#include "stages/model/document.h"
#include "stages/model/site_rules.h"

namespace lockstep {

// What a collection's pattern says of a path.
struct PathMatch {
  const Collection* collection = nullptr;
  std::string lang;       // canonical tag where the pattern has {lang}; "" otherwise
  std::string lang_text;  // as it stands in the path
  std::string neutral;    // the path with its language taken out and without the pattern's fixed head and
                          // extension: the ref of collections that are paired by path
};

// The size in bytes of the folders before a pattern's first *: that of "docs/{lang}/" in "docs/{lang}/**/*.md".
std::size_t FixedSize(std::string_view pattern);

// The size in bytes of the folders that all of a pattern's paths are in: that of "docs/" in "docs/{lang}/**/*.md".
std::size_t HeadSize(std::string_view pattern);

// The first collection of `rules` that has `path`, or nothing (also where `path` is excluded).
std::optional<PathMatch> MatchPath(std::string_view path, const SiteRules& rules);

// Collection, ref and language of a document. Reports a missing or empty ref (ref-missing), a ref that is no text
// (ref-type), a language that is no tag (lang-unknown) or differs from the path's (lang-differs, a warning: the front
// matter wins). Nothing where no key can be made.
std::optional<DocumentKey> KeyOf(const Source& source, const FrontMatter& front, const PathMatch& match,
                                 Diagnostics& diags);

}  // namespace lockstep
