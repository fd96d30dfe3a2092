// A work package: what a translator gets to translate, and what comes back. The formats (XLIFF, PO) write and read this
// value; what it says is made from bindings, and put back into the Markdown, elsewhere.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "stages/model/block.h"
#include "stages/model/unit.h"

namespace lockstep {

// A piece of Markdown inside a text, which the translator's tool protects.
struct PackageCode {
  // [A-Za-z0-9_.-]+, unique in its unit's source; the two codes of a pair share it. A code of the translation has the
  // id of the source's code that it stands for.
  std::string id;
  InlineCode::Kind kind = InlineCode::Kind::kCode;
  InlineCode::Position position = InlineCode::Position::kAlone;
  std::string original;  // its bytes: "**", "](https://example.org)"
  bool operator==(const PackageCode&) const = default;
};

// Text and codes in their order; no two texts in a row, no empty text.
using CodedText = std::vector<std::variant<std::string, PackageCode>>;

// The text with its codes as they stand in the Markdown.
std::string PlainText(const CodedText& text);

// Adds text behind what is there: to the last text, where that is the last part.
void Append(std::string_view words, CodedText& text);

struct PackageSuggestion {
  int score = 0;  // 0-100
  MatchKind kind = MatchKind::kFuzzy;
  std::string origin;
  CodedText source;
  CodedText target;
  bool operator==(const PackageSuggestion&) const = default;
};

// Why a unit is in the package.
enum class WorkState { kMissing, kStale, kSuspect, kCurrent };
const char* Name(WorkState state);

// One segment, or the segments of one side that belong together.
struct PackageUnit {
  std::string id;        // [A-Za-z0-9_.-]+, unique in its file, the same in every export while the source stands
  std::string kind;      // of its block ("paragraph", "heading"), or "field"
  std::string field;     // name of the front matter's field; "" = body
  std::string section;   // the source's heading above it; "" = none
  std::string previous;  // the source's text before and behind it; "" at the edge
  std::string next;
  std::uint64_t source_line = 0;  // from 1; 0 = none
  std::uint64_t target_line = 0;
  bool is_converted = false;  // a field whose value is another in each language, as a price is
  WorkState state = WorkState::kMissing;
  std::string reason_class;  // "figure", "prose" ...; "" = none
  std::string reason;        // in words, for people; "" = none
  // The wording that the translation was made for, where it is another; its codes have the ids of the source's.
  std::optional<CodedText> old_source;
  std::vector<std::string> facts;  // what the translation has to carry: "price: 350 USD"
  std::uint64_t source_hash = 0;   // of the bytes of the source: tells whether it is what was exported
  std::uint64_t target_hash = 0;   // of the bytes of the translation then; 0 = there was none
  CodedText source;
  std::optional<CodedText> target;
  std::vector<PackageSuggestion> suggestions;  // best first
  bool operator==(const PackageUnit&) const = default;
};

// One translation of one review.
struct PackageFile {
  std::string collection;
  std::string ref;
  std::string source_lang;  // canonical BCP 47
  std::string target_lang;
  std::string source_path;  // within the site
  std::string target_path;  // where it stands or would stand
  std::vector<PackageUnit> units;
  bool operator==(const PackageFile&) const = default;
};

struct WorkPackage {
  std::string id;       // of this export
  std::string site;     // tells one site's packages from another's
  std::string version;  // of the program that wrote it
  std::string made;     // "2026-01-31T02:00:00Z"
  std::vector<PackageFile> files;
  bool operator==(const WorkPackage&) const = default;
};

}  // namespace lockstep
