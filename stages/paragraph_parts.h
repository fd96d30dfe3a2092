// Cuts a paragraph at the lines that are more than its text: scores and dates, entries of references, directives and
// what belongs to them, terms and definitions.
#pragma once

#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

#include "locales/range.h"
#include "stages/directives.h"
#include "stages/model/block.h"

namespace lockstep {

struct ParagraphPart {
  // kParagraph: text, of whatever kind the whole is. kListItem: a definition, one level deeper than its term.
  BlockKind kind = BlockKind::kParagraph;
  Range range;  // of the file
};

class ParagraphCutter {
 public:
  enum class Entries { kNone, kReferences, kAllLines };

  // A line that begins one of `entries` is a part of its own.
  ParagraphCutter(std::string_view file, Entries entries) : file_(file), entries_(entries) {}

  // The next line, without what stands around it.
  void Add(Range line);
  std::vector<ParagraphPart> Finish() && { return std::move(parts_); }

 private:
  bool BelongsToDirective(Range line, std::string_view text);
  void AddDirective(Range line, const Directive& directive);
  bool AddDefinition(Range line, std::string_view text);
  bool MayDefine() const;
  void AddText(Range line, std::string_view text);
  std::size_t ColumnOf(std::size_t at) const;

  std::string_view file_;
  Entries entries_;
  std::vector<ParagraphPart> parts_;
  std::vector<Range> text_;  // the lines of the part that the next line of text may go on with
  bool are_short_ = true;    // as terms are
  bool defines_ = false;     // the part is a definition
  Directive::Below below_ = Directive::Below::kText;
  std::size_t directive_column_ = 0;
  bool in_options_ = false;
};

}  // namespace lockstep
