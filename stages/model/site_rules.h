// What a site's configuration tells the stages: which files are documents, and what pairs them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "stages/model/front_matter.h"

namespace lockstep {

// What stands for the language in a pattern.
inline constexpr std::string_view kLangPlaceholder = "{lang}";

// A set of documents that share a way of being found and paired.
//
// `files` is a pattern over paths relative to the site, with `/` between names: `*` matches within
// a name, `**` any number of folders, `{lang}` a language tag (within a name), `{md,mdx}` either text (in the
// file's name). Examples:
//   _products/{lang}/**/*.md       content/{lang}/**/*.{md,mdx}       docs/**/*.{lang}.md
// A pattern that ends in `.{lang}.md` also takes files without the suffix (`x.md`): they are in
// the source language.
//
// Where the source language has no folder among those of the others, `source` says where its documents are: what
// `files` does not take, and this pattern does. `files` has {lang} before any wildcard then, and what the wildcards
// take pairs the documents:
//   docs/{lang}/**/*.md             docs/**/*.md
//   i18n/{lang}/current/**/*.md     docs/**/*.md
struct Collection {
  std::string name;
  std::string files;
  std::string key_field;    // front-matter field whose value is the ref; "" = the path without its language
  std::string lang_field;   // front-matter field that names the language; "" = only the path tells
  std::string source = {};  // a pattern without {lang}; "" = the source language is one of {lang}
};

struct SiteRules {
  std::string source_lang = "en";
  std::vector<std::string> targets;     // canonical tags; empty = every language that is found
  std::vector<Collection> collections;  // the first whose pattern matches a path has it
  std::vector<std::string> exclude;     // patterns as above, without {lang}
  FieldRoles roles = FieldRoles::Defaults();
};

}  // namespace lockstep
