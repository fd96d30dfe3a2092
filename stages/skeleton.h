// A translation that does not exist yet, made from its source: its bytes with other text.
//
// Code, formulas, scores and everything that no translator gets stay as they are; the front matter goes by role. A
// field that must be converted and for which nobody gave a value is left out, and that is said: a price in the wrong
// currency is worse than none.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "stages/splice.h"

namespace lockstep {

// The language of the translation, in the forms in which the site writes it.
struct TargetLanguage {
  std::string tag;         // canonical: "pt-BR"
  std::string path_text;   // in paths and links: "pt-br"
  std::string lang_field;  // the front-matter field that names it; "" = none does
};

struct Skeleton {
  std::string text;
  // What was put there for the units.
  std::vector<Spliced::Done> done;
  std::vector<std::string> left_out;  // fields that a person has to add
  std::vector<Refusal> refused;       // where not empty there is no text
};

// `source` with `answers` in the place of its text. Every unit but those of convert must have one. `prepare` reads
// bytes as a document in the place of the source.
Skeleton MakeSkeleton(const Document& source, const std::vector<WorkUnit>& units, const std::vector<Answer>& answers,
                      std::string_view source_path_text, const TargetLanguage& lang, const Preparer& prepare);

// A link to the source with its language swapped: "/products/en/x/" -> "/products/ja/x/". Nothing where no part of the
// path is the language.
std::optional<std::string> DerivedValue(std::string_view value, std::string_view from, std::string_view to);

}  // namespace lockstep
