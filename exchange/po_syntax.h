// The entries of a PO file, as text: what its grammar says and no more.
//
// gettext's own reader is under the GPL, and ends the process where it finds a mistake. This one drops the entry that
// it cannot read, says where, and goes on.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "stages/model/package_answers.h"

namespace lockstep {

struct PoEntry {
  std::uint64_t line = 0;              // of its msgctxt or msgid
  std::vector<std::string> extracted;  // comments of the program, without "#. "
  std::string references;              // as written, on one line
  bool po_fuzzy = false;
  std::optional<std::string> context;
  std::string id;
  std::optional<std::string> text;  // msgstr
  bool has_plural = false;
};

struct PoFile {
  std::vector<PoEntry> entries;  // without obsolete ones
  std::vector<PackageProblem> problems;
  bool cut_off = false;
};

// `text` is UTF-8, with whatever line ends.
PoFile ParsePo(std::string_view text);

}  // namespace lockstep
