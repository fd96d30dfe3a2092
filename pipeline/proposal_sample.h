// What the front matter of a few documents tells about all of them.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "locales/yaml.h"
#include "pipeline/proposal.h"
#include "stages/model/site_rules.h"

namespace lockstep {

// A file that belongs to a set of translated documents.
struct Candidate {
  std::string path;
  std::string lang;     // canonical tag; "" where only the front matter tells
  std::string neutral;  // the path without its language: equal for translations that stand at the same place
};

// Front matter of one sampled document.
struct Head {
  std::string lang;
  std::string neutral;
  std::map<std::string, YamlNode> fields;  // what is in others, too: "hero.title"
};
Head ReadHeadOf(const Candidate& candidate, const ReadHead& read_head);

// The language that the front matter names, as a canonical tag; "" = none.
std::string LangOf(const Head& head);

// The documents worth reading: pairs that stand at the same place in two languages, or where there are none, a
// larger number of each language.
std::vector<Head> Sample(const std::vector<Candidate>& candidates, const ReadHead& read_head);

// The field that names the documents' language, or "".
std::string FindLangField(const std::vector<Head>& heads);
// The field that pairs the documents: there in nearly all, equal in translations, different in others; or "".
std::string FindKeyField(const std::vector<Head>& heads);
// The address that all languages of a document share, as with Jekyll's polyglot: different in documents of one
// language, and equal in several pairs; or "".
std::string FindAddressField(const std::vector<Head>& heads);

// Counts how a field's text compares in pairs of documents.
struct Agreement {
  std::size_t equal = 0;
  std::size_t different = 0;
  std::size_t derived = 0;  // of the different ones, those with the language swapped: "/en/a/" and "/fr/a/"
};
// Adds what `heads` tell of fields with text, of addresses that name their language, and of what `roles` convert, by
// name. `key_field` pairs the documents; "" = their place.
void Compare(const std::vector<Head>& heads, const std::string& key_field, const FieldRoles& roles,
             std::map<std::string, Agreement>& fields);

}  // namespace lockstep
