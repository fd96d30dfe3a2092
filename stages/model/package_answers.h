// What came back of a work package: what the readers of the formats found, to be checked and put into the Markdown
// elsewhere.
//
// An answer speaks for itself: it brings the source that its translator saw, so that it can be told whether that is
// still the source even where a tool threw away everything that only programs read.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "stages/model/work_package.h"

namespace lockstep {

// How far the translator's tool says that a unit is, least first. Some tools never touch it: a target that is not the
// one that was exported is an answer whatever its state.
enum class AnswerState {
  kOpen,        // no translation, or one that its tool marks as not good yet (initial, needs-translation, po_fuzzy)
  kTranslated,  // also where a format or tool has no word for it, and there is a translation
  kReviewed,    // reviewed, signed-off, approved
  kFinal,
};
const char* Name(AnswerState state);

struct PackageAnswer {
  std::string id;          // of the unit
  std::uint64_t line = 0;  // in the package, from 1
  AnswerState state = AnswerState::kOpen;
  CodedText source;  // as the package has it
  std::optional<CodedText>
      target;  // nothing = none was given. Codes as written: CheckAnswer tells what is wrong with them
  std::uint64_t source_hash = 0;  // as in PackageUnit; 0 = the tool did not keep it
  std::uint64_t target_hash = 0;  // likewise; also 0 where there was no translation
  // True where the package has the source's own text as the target, which nobody calls translated: `target` is nothing.
  bool has_source_only = false;
  bool operator==(const PackageAnswer&) const = default;
};

// The answers of one translation of one review; "" = the tool did not keep it.
struct AnsweredFile {
  std::string collection;
  std::string ref;
  std::string source_lang;  // canonical BCP 47 where ICU knows it, else as written
  std::string target_lang;
  std::string source_path;
  std::string target_path;             // what the package says; nobody may write there without asking the site
  std::vector<PackageAnswer> answers;  // in the package's order, each id once
  bool operator==(const AnsweredFile&) const = default;
};

// What of a package could not be read, and where.
struct PackageProblem {
  std::uint64_t line = 0;    // from 1; 0 = the file as a whole
  std::uint64_t column = 0;  // from 1, in characters; 0 = the line as a whole
  std::string unit;          // its id; "" = none
  std::string message;       // lower case, no full stop
  bool operator==(const PackageProblem&) const = default;
};

struct PackageAnswers {
  std::string id;  // of the export; "" = the tool did not keep it, as for the next three
  std::string site;
  std::string version;
  std::string made;
  std::vector<AnsweredFile> files;
  std::vector<PackageProblem> problems;  // by line
  bool cut_off = false;                  // reading ended before the file did: what follows is not known
  bool operator==(const PackageAnswers&) const = default;
};

}  // namespace lockstep
