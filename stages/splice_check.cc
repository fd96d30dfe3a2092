#include "stages/splice_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "stages/front_matter.h"

namespace lockstep {
namespace {

std::vector<TextEdit> EditsOf(const std::vector<PlannedEdit>& planned) {
  std::vector<TextEdit> edits;
  for (const PlannedEdit& one : planned) edits.push_back(one.edit);
  return edits;
}

class Checker {
 public:
  Checker(const Document& before, const Document& after, const std::vector<PlannedEdit>& planned)
      : before_(&before), after_(&after), planned_(&planned), edits_(EditsOf(planned)), map_(edits_) {}

  std::optional<std::string> Run() {
    if (!after_->usable) return "the document could not be read any more, or would be too large";
    if (after_->key != before_->key) return "it would belong to another review or language";
    if (auto why = CheckFields()) return why;
    if (auto why = CheckBlocks()) return why;
    return CheckCodes();
  }

 private:
  std::optional<std::string> CheckFields() const {
    std::map<std::string_view, std::string_view> written;
    std::size_t added = 0;
    for (const PlannedEdit& one : *planned_) {
      if (!one.field) continue;
      written.emplace(one.field->name, one.field->text);
      added += before_->front.Find(one.field->name) == nullptr ? 1 : 0;
    }
    if (after_->front.fields.size() != before_->front.fields.size() + added) return "it would change other fields";
    for (const auto& [name, text] : written) {
      const Field* field = after_->front.Find(name);
      if (field == nullptr || FieldText(field->value) != text) return "YAML would read it as something else";
    }
    for (const Field& field : before_->front.fields) {
      if (written.contains(field.name)) continue;
      const Field* now = after_->front.Find(field.name);
      const bool same =
          now != nullptr && now->value.kind == field.value.kind && FieldText(now->value) == FieldText(field.value);
      if (!same) return fmt::format("it would change the field `{}`", field.name);
    }
    return std::nullopt;
  }

  std::optional<std::string> CheckBlocks() const {
    const std::vector<const PlannedEdit*> brought = BroughtBlocks();
    if (after_->blocks.size() != before_->blocks.size() + brought.size()) return OtherBlocks();
    std::size_t next_old = 0;
    std::size_t next_new = 0;
    for (const Block& now : after_->blocks) {
      const bool is_new = next_new < brought.size() && now.range == PlaceOf(*brought[next_new]);
      if (is_new) {
        if (now.kind != brought[next_new++]->block->kind) return OtherBlocks();
        continue;
      }
      if (next_old == before_->blocks.size()) return OtherBlocks();
      const Block& then = before_->blocks[next_old++];
      // New rows move the cells behind them down.
      const bool same_level =
          now.level == then.level || (now.kind == BlockKind::kTableCell && next_new > 0 && now.level > then.level);
      if (now.range != map_.Of(then.range) || now.kind != then.kind || !same_level || now.column != then.column) {
        return OtherBlocks();
      }
      if (!SameCodes(then, now)) return "it would change the Markdown around it";
    }
    return std::nullopt;
  }

  // The codes of what was written must be read as what they are: emphasis next to some characters is none.
  std::optional<std::string> CheckCodes() const {
    std::vector<InlineCode> found;
    for (const Block& block : after_->blocks) found.insert(found.end(), block.codes.begin(), block.codes.end());
    for (std::size_t i = 0; i < planned_->size(); ++i) {
      for (const PlannedEdit::Written& written : (*planned_)[i].written) {
        const std::size_t begin = map_.Written(i).begin + written.range.begin;
        for (InlineCode code : written.codes) {
          code.range = {begin + code.range.begin, begin + code.range.end};
          if (IsRead(code, found)) continue;
          return fmt::format("Markdown would not read its code \"{}\" as one", Slice(after_->source.text, code.range));
        }
      }
    }
    return std::nullopt;
  }

  // True where `code` is one of `found`, which are in order.
  static bool IsRead(const InlineCode& code, const std::vector<InlineCode>& found) {
    auto at = std::lower_bound(found.begin(), found.end(), code.range.begin,
                               [](const InlineCode& other, std::size_t begin) { return other.range.begin < begin; });
    for (; at != found.end() && at->range.begin == code.range.begin; ++at) {
      const bool same_position = code.position == InlineCode::Position::kAlone || code.position == at->position;
      if (at->range == code.range && at->kind == code.kind && same_position) return true;
    }
    return false;
  }

  std::string OtherBlocks() const {
    const auto is_cell = [](const PlannedEdit* one) { return one->block->kind == BlockKind::kTableCell; };
    const std::vector<const PlannedEdit*> brought = BroughtBlocks();
    return std::any_of(brought.begin(), brought.end(), is_cell) ? kNoTable
                                                                : "it would be read as another kind of block";
  }

  std::vector<const PlannedEdit*> BroughtBlocks() const {
    std::vector<const PlannedEdit*> brought;
    for (const PlannedEdit& one : *planned_) {
      if (one.block) brought.push_back(&one);
    }
    return brought;
  }

  Range PlaceOf(const PlannedEdit& planned) const {
    const std::size_t begin = map_.Written(static_cast<std::size_t>(&planned - planned_->data())).begin;
    return {begin + planned.block->content.begin, begin + planned.block->content.end};
  }

  // True where the codes that no edit touches are what they were.
  bool SameCodes(const Block& then, const Block& now) const {
    std::vector<InlineCode> kept;
    for (InlineCode code : then.codes) {
      if (IsTouched(code.range)) continue;
      code.range = map_.Of(code.range);
      kept.push_back(code);
    }
    std::vector<InlineCode> found;
    for (const InlineCode& code : now.codes) {
      if (!IsWritten(code.range)) found.push_back(code);
    }
    return kept == found;
  }

  // True where an edit replaces bytes of the old range.
  bool IsTouched(Range range) const {
    auto edit = std::lower_bound(edits_.begin(), edits_.end(), range.begin,
                                 [](const TextEdit& e, std::size_t at) { return e.range.end <= at; });
    return edit != edits_.end() && edit->range.begin < range.end && !edit->range.empty();
  }

  // True where all of the new range was written by an edit.
  bool IsWritten(Range range) const {
    std::size_t low = 0;
    std::size_t high = edits_.size();
    while (low < high) {  // the first edit that ends at the range's end or behind it
      const std::size_t middle = (low + high) / 2;
      if (map_.Written(middle).end < range.end) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low < edits_.size() && map_.Written(low).begin <= range.begin;
  }

  const Document* before_;
  const Document* after_;
  const std::vector<PlannedEdit>* planned_;
  std::vector<TextEdit> edits_;
  EditMap map_;
};

}  // namespace

std::optional<std::string> CheckSplice(const Document& before, const Document& after,
                                       const std::vector<PlannedEdit>& edits) {
  return Checker(before, after, edits).Run();
}

}  // namespace lockstep
