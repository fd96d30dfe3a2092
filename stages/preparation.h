// The page to read first: from a file's bytes to a Document, each line a stage.
#pragma once

#include <map>
#include <string>

#include "locales/locale.h"
#include "stages/keying.h"
#include "stages/model/diagnostic.h"
#include "stages/model/document.h"
#include "stages/model/site_rules.h"
#include "stages/segmentation.h"

namespace lockstep {

// A thread's tools for the languages it met so far. Not thread-safe.
class Toolbox {
 public:
  explicit Toolbox(const Locales& locales) : locales_(&locales) {}
  LanguageTools& For(const std::string& lang);

 private:
  const Locales* locales_;
  std::map<std::string, LanguageTools> by_lang_;
};

// The Document of `source`. Never throws for what the file contains: it is reported, and `usable` is false
// where the document must be skipped.
Document Prepare(Source source, const PathMatch& match, const SiteRules& rules, Toolbox& tools, Diagnostics& diags);

// The Document of any file, in a collection or not: what `show`, `align` and `judge` look at. Its key has a language
// only: `lang` if it is not empty, else what the front matter's `lang` says, else a folder or a suffix of the path that
// is a language tag, else the rules' source language.
Document PrepareFile(Source source, const std::string& lang, const SiteRules& rules, Toolbox& tools,
                     Diagnostics& diags);

}  // namespace lockstep
