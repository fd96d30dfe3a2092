// Where the answers to units go in a translation, as edits of its bytes: pure planning, nothing is checked here.
//
// What has a translation is replaced where it stands. What has none goes where its neighbours in the source are: behind
// the sentence before it, or, with all of its block missing, behind the translation of the block before, with the
// source's own marker and blank lines.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "stages/answer_text.h"
#include "stages/text_edits.h"
#include "stages/work_units.h"

namespace lockstep {

// What is to stand for a unit.
struct Answer {
  std::size_t unit = 0;  // its number among the translation's
  CodedText text;
  Escaping escaping = Escaping::kNone;
};

// A block that an edit brings.
struct NewBlock {
  BlockKind kind = BlockKind::kParagraph;
  Range content;  // of the edit's bytes
};

// A field of the front matter that an edit writes, and its value as FieldText reads it.
struct NewValue {
  std::string name;
  std::string text;
};

struct PlannedEdit {
  TextEdit edit;
  // What stands for an item: for a unit where answers are put in, for a binding where the source's edits are carried
  // over.
  struct Written {
    std::size_t item = 0;                // its number
    Range range;                         // of the edit's bytes
    std::vector<InlineCode> codes = {};  // that must be read in it; their ranges count from the begin of `range`
  };
  std::vector<Written> written;
  std::optional<NewBlock> block;
  std::optional<NewValue> field;
};

// A unit that is a cell of a table, or a part of one.
struct NewCell {
  std::size_t unit = 0;
  std::size_t block = 0;  // of the source
  std::size_t table = 0;  // its last cell
  int row = 0;
};

// Why an answer has no place, for people.
using NoPlace = std::string;

class SplicePlanner {
 public:
  // All must outlive this object. `bindings` may be empty where the translation is a copy of the source (a file that
  // is to be made): then each unit's target is its own source.
  SplicePlanner(const Document& source, const Document& target, const std::vector<WorkUnit>& units,
                const Bindings& bindings);

  const PackageUnit& UnitOf(std::size_t unit) const { return (*units_)[unit].packed; }

  // Why the answer cannot be put anywhere, whatever it says; nothing where it can.
  std::optional<NoPlace> Refuse(const Answer& answer) const;

  // Where the answer stands already, though its unit's translation ends before it does: sentences are cut anew where
  // they are put together, and what was put there for one may be taken for the next one's. What stands for the answer
  // before this one ends at `taken`. Nothing where it does not stand there.
  std::optional<Range> Standing(const Answer& answer, std::size_t taken) const;

  // The units that are cells which the translation lacks, in the order of the source.
  std::vector<NewCell> NewCells() const;

  // The edits for `answers`, which are in the order of their units, none of them refused. Sorted; overlaps are left to
  // SortEdits to find.
  std::vector<PlannedEdit> Plan(const std::vector<Answer>& answers) const;

 private:
  struct Insertion;
  PlannedEdit Replace(const Answer& answer) const;
  std::variant<PlannedEdit, NoPlace> WriteField(const Answer& answer) const;
  std::optional<PlannedEdit> Join(const Answer& answer) const;
  std::vector<PlannedEdit> InsertBlocks(const std::map<std::size_t, std::vector<const Answer*>>& by_block) const;
  void AddDirectives(const std::map<std::size_t, std::vector<const Answer*>>& by_block,
                     std::map<std::size_t, PlannedEdit>& contents) const;
  std::optional<PlannedEdit> InsertBlock(std::size_t block, PlannedEdit content) const;
  PlannedEdit Verbatim(std::size_t block) const;
  PlannedEdit BlockText(std::size_t block, const std::vector<const Answer*>& answers) const;

  bool IsField(const WorkUnit& unit) const;
  std::size_t SourceBlockOf(const WorkUnit& unit) const;
  BlockKind KindOf(const Answer& answer) const;
  AnswerForm FormFor(const Answer& answer) const;
  std::string_view Before(std::size_t block) const;
  std::string_view MarkerOf(std::size_t block) const;
  std::string GapBehind(std::size_t anchor, std::size_t block) const;
  bool IsInRowOf(std::size_t cell, std::size_t block) const;
  std::string_view RowEndBefore(std::size_t block) const;
  std::size_t EndBehind(std::size_t anchor, std::size_t from, std::size_t block) const;

  const Document* source_;
  const Document* target_;
  const std::vector<WorkUnit>* units_;
  std::vector<std::optional<std::size_t>> counterpart_;  // of each block of the source, the translation's
  std::vector<SegmentIndices> partners_;                 // of each segment of the source, the translation's
  std::string line_end_;                                 // as the translation has them
};

// The edit that gives `target` the line `field: value` of a field that only `source` has: behind the field that stands
// before it there. Requires that `target` has front matter.
TextEdit NewFieldLine(const Document& source, const Document& target, const Field& field, const std::string& value);

// What stands between two sentences of a paragraph: nothing behind a character of a script that is written without
// spaces, else a space.
std::string_view SentenceSpace(std::string_view before);

}  // namespace lockstep
