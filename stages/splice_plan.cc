#include "stages/splice_plan.h"

#include <algorithm>

#include "locales/unicode.h"
#include "stages/coded_text.h"
#include "stages/front_matter.h"
#include "stages/model/line_ends.h"
#include "stages/verbatim_pairing.h"

namespace lockstep {
namespace {

bool IsCell(const Block& block) {
  return block.kind == BlockKind::kTableCell;
}

// True where no other cell of its row stands behind the cell.
bool EndsRow(const Document& document, std::size_t cell) {
  if (cell + 1 == document.blocks.size()) return true;
  const Block& one = document.blocks[cell];
  const Block& next = document.blocks[cell + 1];
  return !IsCell(next) || next.level != one.level || next.column <= one.column;
}

// What a row has behind its last cell.
std::string_view RowRest(const Document& document, std::size_t cell) {
  const std::size_t end = document.blocks[cell].range.end;
  return Slice(document.source.text, {end, LineEnd(document.source.text, end)});
}

// The last cell of the table that `cell` is in.
std::size_t LastCell(const Document& document, std::size_t cell) {
  while (cell + 1 < document.blocks.size() && IsCell(document.blocks[cell + 1]) &&
         document.blocks[cell + 1].level >= document.blocks[cell].level) {
    ++cell;
  }
  return cell;
}

const Field& FieldOf(const Document& document, std::uint32_t segment) {
  return *document.FieldOf(document.segments[segment]);
}

}  // namespace

std::string_view SentenceSpace(std::string_view before) {
  return IsCjk(LastCodePoint(before)) ? "" : " ";
}

TextEdit NewFieldLine(const Document& source, const Document& target, const Field& field, const std::string& value) {
  const Field* before = nullptr;
  for (const Field& other : source.front.fields) {
    if (other.name == field.name) break;
    if (const Field* there = target.front.Find(other.name)) before = there;  // its whole entry, where it is in one
  }
  const std::string line = std::string(Slice(source.source.text, field.key_range)) + ": " + value;
  const std::string_view file = target.source.text;
  const std::size_t at = before == nullptr ? target.front.yaml_range.begin : LineEnd(file, before->entry.end);
  const std::string bytes = WithLineEnds(before == nullptr ? line + "\n" : "\n" + line, LineEndOf(file));
  return {.range = {at, at}, .bytes = bytes, .in_block = false};
}

SplicePlanner::SplicePlanner(const Document& source, const Document& target, const std::vector<WorkUnit>& units,
                             const Bindings& bindings)
    : source_(&source),
      target_(&target),
      units_(&units),
      counterpart_(source.blocks.size()),
      partners_(source.segments.size()),
      line_end_(LineEndOf(target.source.text)) {
  const auto pair = [&](const SegmentIndices& from, const SegmentIndices& to) {
    for (const std::uint32_t index : from) {
      InsertAll(partners_[index], to);
      const std::optional<std::uint32_t> block = source.segments[index].block();
      if (!block || to.empty()) continue;
      if (const auto other = target.segments[to.back()].block()) counterpart_[*block] = *other;
    }
  };
  for (const Binding& binding : bindings) pair(binding.source, binding.target);
  if (bindings.empty()) {
    for (const WorkUnit& unit : units) pair(unit.source, unit.target);
  }
  PairVerbatim(source, target, counterpart_);
}

bool SplicePlanner::IsField(const WorkUnit& unit) const {
  return source_->segments[unit.source.front()].is_field();
}

std::size_t SplicePlanner::SourceBlockOf(const WorkUnit& unit) const {
  return *source_->segments[unit.source.front()].block();
}

BlockKind SplicePlanner::KindOf(const Answer& answer) const {
  const WorkUnit& unit = (*units_)[answer.unit];
  if (unit.target.empty()) return source_->blocks[SourceBlockOf(unit)].kind;
  return target_->BlockOf(target_->segments[unit.target.front()])->kind;
}

AnswerForm SplicePlanner::FormFor(const Answer& answer) const {
  CodedText text = answer.text;
  for (auto& part : text) {
    if (auto* code = std::get_if<PackageCode>(&part)) code->original = WithLineEnds(code->original, line_end_);
  }
  const SegmentIndices& target = (*units_)[answer.unit].target;
  return FormOf(text, KindOf(answer), answer.escaping, CodedTextOf(*target_, target));
}

std::optional<NoPlace> SplicePlanner::Refuse(const Answer& answer) const {
  const WorkUnit& unit = (*units_)[answer.unit];
  if (IsField(unit)) {
    const auto written = WriteField(answer);
    const auto* why = std::get_if<NoPlace>(&written);
    return why != nullptr ? std::optional(*why) : std::nullopt;
  }
  if (!unit.target.empty()) {
    if (AreNeighbours(*target_, unit.target)) return std::nullopt;
    return "its translation stands in several places";
  }
  if (Join(answer)) return std::nullopt;
  for (const std::uint32_t index : unit.source) {
    if (source_->segments[index].block() != source_->segments[unit.source.front()].block())
      return "it stands in several places of the source";
  }
  const auto has_counterpart = [](const std::optional<std::size_t>& block) { return block.has_value(); };
  if (std::any_of(counterpart_.begin(), counterpart_.end(), has_counterpart)) return std::nullopt;
  return "nothing in the translation tells where it belongs";
}

std::optional<Range> SplicePlanner::Standing(const Answer& answer, std::size_t taken) const {
  const WorkUnit& unit = (*units_)[answer.unit];
  if (IsField(unit) || unit.target.empty() || !AreNeighbours(*target_, unit.target)) return std::nullopt;
  const std::size_t end = target_->segments[unit.target.back()].range.end;
  const auto own = std::find_if(unit.target.begin(), unit.target.end(), [&](std::uint32_t index) {
    return taken > end || target_->segments[index].range.begin >= taken;
  });
  if (own == unit.target.end()) return std::nullopt;
  const Segment& first = target_->segments[*own];
  const Range present{first.range.begin, end};
  const std::size_t block_end = target_->BlockOf(first)->range.end;
  const std::string form = FormFor(answer).bytes;
  // Text that is the unit's alone is in question only where it is longer than what is there.
  const bool is_cut = form.size() > present.size() || (own != unit.target.begin() && form.size() == present.size());
  if (!is_cut || !Slice(target_->source.text, {present.begin, block_end}).starts_with(form)) return std::nullopt;
  return Range{present.begin, present.begin + form.size()};
}

std::vector<NewCell> SplicePlanner::NewCells() const {
  std::vector<NewCell> cells;
  std::size_t table = 0;
  for (std::size_t i = 0; i < units_->size(); ++i) {
    if (IsField((*units_)[i])) continue;
    const std::size_t block = SourceBlockOf((*units_)[i]);
    if (!IsCell(source_->blocks[block]) || counterpart_[block]) continue;
    if (cells.empty() || block > table) table = LastCell(*source_, block);
    cells.push_back({i, block, table, source_->blocks[block].level});
  }
  return cells;
}

std::vector<PlannedEdit> SplicePlanner::Plan(const std::vector<Answer>& answers) const {
  std::vector<PlannedEdit> edits;
  std::map<std::size_t, std::vector<const Answer*>> missing;  // by block of the source
  for (const Answer& answer : answers) {
    const WorkUnit& unit = (*units_)[answer.unit];
    if (IsField(unit)) {
      edits.push_back(std::get<PlannedEdit>(WriteField(answer)));
    } else if (!unit.target.empty()) {
      edits.push_back(Replace(answer));
    } else if (std::optional<PlannedEdit> edit = Join(answer)) {
      edits.push_back(*std::move(edit));
    } else {
      missing[SourceBlockOf(unit)].push_back(&answer);
    }
  }
  for (PlannedEdit& edit : InsertBlocks(missing)) edits.push_back(std::move(edit));
  std::stable_sort(edits.begin(), edits.end(), [](const PlannedEdit& a, const PlannedEdit& b) {
    return std::tuple(a.edit.range.begin, a.edit.range.end, !a.edit.in_block) <
           std::tuple(b.edit.range.begin, b.edit.range.end, !b.edit.in_block);
  });
  return edits;
}

PlannedEdit SplicePlanner::Replace(const Answer& answer) const {
  const SegmentIndices& target = (*units_)[answer.unit].target;
  PlannedEdit planned;
  planned.edit.range = {target_->segments[target.front()].range.begin, target_->segments[target.back()].range.end};
  // What says the same keeps its bytes, however its lines are wrapped.
  const bool is_same = HashOf(answer.text) == HashOf(CodedTextOf(*target_, target));
  AnswerForm form =
      is_same ? AnswerForm{std::string(Slice(target_->source.text, planned.edit.range)), {}} : FormFor(answer);
  planned.edit.bytes = std::move(form.bytes);
  planned.written = {{answer.unit, {0, planned.edit.bytes.size()}, std::move(form.codes)}};
  return planned;
}

std::variant<PlannedEdit, NoPlace> SplicePlanner::WriteField(const Answer& answer) const {
  const WorkUnit& unit = (*units_)[answer.unit];
  const Field& from = FieldOf(*source_, unit.source.front());
  const Field* to = unit.target.empty() ? target_->front.Find(from.name) : &FieldOf(*target_, unit.target.front());
  const bool is_written = to != nullptr && to->value.kind != YamlNode::Kind::kNull;
  // A translation that had lost the source's lines gets them back.
  const bool is_like_target = is_written && (HasLines(to->value) || !HasLines(from.value));
  const Document& document = is_like_target ? *target_ : *source_;
  const YamlNode& like = is_like_target ? to->value : from.value;
  const std::string text = PlainText(answer.text);
  const bool in_flow = to != nullptr && to->in_flow;
  const std::optional<std::string> value = FieldValue(text, like, document.source.text, in_flow);
  if (!value) return NoPlace(like.kind == YamlNode::Kind::kSequence ? "expected a list such as [a, b]" : "no text");

  PlannedEdit planned;
  planned.field = NewValue{from.name, FieldTextOf(text, like)};
  TextEdit& edit = planned.edit;
  if (is_written && FieldText(to->value) == planned.field->text) {
    edit = {to->value.range, std::string(Slice(target_->source.text, to->value.range))};
  } else if (to != nullptr) {
    edit.range = to->value.range;
    edit.bytes = (edit.range.empty() ? " " : "") + WithLineEnds(*value, line_end_);
  } else {
    if (!target_->front.present) return NoPlace("the translation has no front matter");
    if (from.IsNested()) return NoPlace("the translation has nothing of this name in its front matter; add it by hand");
    edit = NewFieldLine(*source_, *target_, from, *value);
  }
  planned.written = {{answer.unit, {0, edit.bytes.size()}}};
  return planned;
}

std::optional<PlannedEdit> SplicePlanner::Join(const Answer& answer) const {
  const SegmentIndices& from = (*units_)[answer.unit].source;
  const std::optional<std::uint32_t> block = source_->segments[from.front()].block();
  const auto in_block = [&](std::size_t index) {
    return index < source_->segments.size() && source_->segments[index].block() == block;
  };
  const auto is_body = [&](std::uint32_t index) { return !target_->segments[index].is_field(); };
  PlannedEdit planned;
  const AnswerForm form = FormFor(answer);
  for (std::size_t i = from.front(); i-- > 0 && in_block(i);) {
    if (partners_[i].empty() || !is_body(partners_[i].back())) continue;
    const Range before = target_->segments[partners_[i].back()].range;
    const std::string_view space = SentenceSpace(Slice(target_->source.text, before));
    planned.edit = {{before.end, before.end}, std::string(space) + form.bytes};
    planned.written = {{answer.unit, {space.size(), planned.edit.bytes.size()}, form.codes}};
    return planned;
  }
  for (std::size_t i = std::size_t{from.back()} + 1; in_block(i); ++i) {
    if (partners_[i].empty() || !is_body(partners_[i].front())) continue;
    const std::size_t at = target_->segments[partners_[i].front()].range.begin;
    planned.edit = {{at, at}, form.bytes + std::string(SentenceSpace(form.bytes))};
    planned.written = {{answer.unit, {0, form.bytes.size()}, form.codes}};
    return planned;
  }
  return std::nullopt;
}

// The source's bytes between the block before and `block`: line ends, blank lines and markers. What ends a row of a
// table belongs to the row.
std::string_view SplicePlanner::Before(std::size_t block) const {
  std::size_t begin = block == 0 ? source_->front.range.end : source_->blocks[block - 1].range.end;
  const bool follows_row = block > 0 && IsCell(source_->blocks[block - 1]) && EndsRow(*source_, block - 1);
  if (follows_row) begin += RowRest(*source_, block - 1).size();
  return Slice(source_->source.text, {begin, source_->blocks[block].range.begin});
}

// What stands before `anchor` in the translation, where it goes on with entries of a list like the source's `block`: an
// entry looks like the entry before it. "" where it does not, or the list is numbered.
std::string SplicePlanner::GapBehind(std::size_t anchor, std::size_t block) const {
  if (anchor == 0 || block == 0) return "";
  const BlockKind kind = source_->blocks[block].kind;
  if (kind != BlockKind::kListItem && kind != BlockKind::kReference && kind != BlockKind::kFootnote) return "";
  const bool goes_on = source_->blocks[block - 1].kind == kind && target_->blocks[anchor].kind == kind &&
                       target_->blocks[anchor - 1].kind == kind && MarkerOf(block) == MarkerOf(block - 1);
  if (!goes_on) return "";
  const std::string_view gap =
      Slice(target_->source.text, {target_->blocks[anchor - 1].range.end, target_->blocks[anchor].range.begin});
  return gap.find_first_of("0123456789") == std::string_view::npos ? std::string(gap) : "";
}

// What stands before `block` on its line in the source.
std::string_view SplicePlanner::MarkerOf(std::size_t block) const {
  const std::string_view gap = Before(block);
  return gap.substr(LineBegin(gap, gap.size()));
}

PlannedEdit SplicePlanner::BlockText(std::size_t block, const std::vector<const Answer*>& answers) const {
  PlannedEdit planned;
  for (const Answer* answer : answers) {
    std::string& bytes = planned.edit.bytes;
    if (!bytes.empty()) bytes += SentenceSpace(bytes);
    AnswerForm form = FormFor(*answer);
    planned.written.push_back({answer->unit, {bytes.size(), bytes.size() + form.bytes.size()}, std::move(form.codes)});
    bytes += form.bytes;
  }
  planned.block = NewBlock{source_->blocks[block].kind, {0, planned.edit.bytes.size()}};
  return planned;
}

PlannedEdit SplicePlanner::Verbatim(std::size_t block) const {
  PlannedEdit copy;
  copy.edit.bytes = WithLineEnds(Slice(source_->source.text, source_->blocks[block].range), line_end_);
  copy.block = NewBlock{source_->blocks[block].kind, {0, copy.edit.bytes.size()}};
  return copy;
}

std::vector<PlannedEdit> SplicePlanner::InsertBlocks(
    const std::map<std::size_t, std::vector<const Answer*>>& by_block) const {
  std::map<std::size_t, PlannedEdit> contents;
  for (const auto& [first, answers] : by_block) {
    contents.emplace(first, BlockText(first, answers));
    // What needs no translator comes along: the score line below a new heading.
    for (std::size_t block = first + 1; block < source_->blocks.size() && !counterpart_[block]; ++block) {
      const BlockKind kind = source_->blocks[block].kind;
      const bool has_own_text = IsTranslatable(kind) && kind != BlockKind::kScoreLine && kind != BlockKind::kDateLine;
      if (by_block.contains(block) || has_own_text) break;
      contents.emplace(block, Verbatim(block));
    }
  }
  AddDirectives(by_block, contents);
  std::vector<PlannedEdit> edits;
  for (auto& [block, content] : contents) {
    if (auto edit = InsertBlock(block, std::move(content))) edits.push_back(*std::move(edit));
  }
  return edits;
}

// The directives around new text come all or not at all: what opens must close.
void SplicePlanner::AddDirectives(const std::map<std::size_t, std::vector<const Answer*>>& by_block,
                                  std::map<std::size_t, PlannedEdit>& contents) const {
  for (std::size_t begin = 0; begin < counterpart_.size(); ++begin) {
    std::size_t end = begin;
    while (end < counterpart_.size() && !counterpart_[end]) ++end;
    const auto answered = by_block.lower_bound(begin);
    const bool has_new_text = answered != by_block.end() && answered->first < end;
    for (std::size_t block = begin; has_new_text && block < end; ++block) {
      if (source_->blocks[block].kind == BlockKind::kOther) contents.emplace(block, Verbatim(block));
    }
    begin = end;
  }
}

// Behind the counterpart of the nearest block before it that has one, else before that of the next.
std::optional<PlannedEdit> SplicePlanner::InsertBlock(std::size_t block, PlannedEdit content) const {
  const bool ends_row = IsCell(source_->blocks[block]) && EndsRow(*source_, block);
  std::string before = WithLineEnds(Before(block), line_end_);
  std::string after = ends_row ? std::string(RowRest(*source_, block)) : "";
  std::optional<std::size_t> at;
  for (std::size_t i = block; i-- > 0 && !at;) {
    if (!counterpart_[i]) continue;
    if (IsInRowOf(i, block)) {
      at = target_->blocks[*counterpart_[i]].range.end;
      before.insert(0, WithLineEnds(RowEndBefore(block), line_end_));
      after.clear();  // the row that it stands in has its own end
      continue;
    }
    at = EndBehind(*counterpart_[i], i, block);
    if (const std::string like = GapBehind(*counterpart_[i], block); !like.empty()) before = like;
  }
  if (!at) {
    for (std::size_t i = block + 1; i < source_->blocks.size() && !at; ++i) {
      if (counterpart_[i]) at = LineBegin(target_->source.text, target_->blocks[*counterpart_[i]].range.begin);
    }
    if (!at) return std::nullopt;
    before = before.substr(LineBegin(before, before.size()));
    const std::string next = WithLineEnds(Before(block + 1), line_end_);
    after += next.substr(0, LineBegin(next, next.size()));
  }
  TextEdit& edit = content.edit;
  edit.range = {*at, *at};
  edit.bytes = before + edit.bytes + after;
  edit.in_block = false;
  const auto shift = [&](Range& range) { range = {range.begin + before.size(), range.end + before.size()}; };
  for (PlannedEdit::Written& written : content.written) shift(written.range);
  shift(content.block->content);
  return content;
}

// True where `block` is a cell of the table of `cell`, and cells of the row of `cell` are to go between them: in the
// translation the rest of that row may be another row's.
bool SplicePlanner::IsInRowOf(std::size_t cell, std::size_t block) const {
  const Block& one = source_->blocks[cell];
  return IsCell(one) && IsCell(source_->blocks[block]) && !EndsRow(*source_, cell) &&
         LastCell(*source_, cell) >= block && IsCell(target_->blocks[*counterpart_[cell]]);
}

// What ends the row before, where `block` begins one.
std::string_view SplicePlanner::RowEndBefore(std::size_t block) const {
  return EndsRow(*source_, block - 1) ? RowRest(*source_, block - 1) : std::string_view();
}

// Where the translation's `anchor`, which stands for the source's block `from`, ends for what is to stand behind it: a
// cell with its row, and with its table where `block` is not of that.
std::size_t SplicePlanner::EndBehind(std::size_t anchor, std::size_t from, std::size_t block) const {
  if (!IsCell(target_->blocks[anchor])) return target_->blocks[anchor].range.end;
  const bool in_table =
      IsCell(source_->blocks[from]) && IsCell(source_->blocks[block]) && LastCell(*source_, from) >= block;
  const std::size_t last = in_table ? anchor : LastCell(*target_, anchor);
  return LineEnd(target_->source.text, target_->blocks[last].range.end);
}

}  // namespace lockstep
