#include "stages/propagation.h"

#include <algorithm>
#include <utility>

#include "stages/coded_text.h"
#include "stages/fact_carrying.h"
#include "stages/front_matter.h"
#include "stages/halving.h"
#include "stages/skeleton.h"
#include "stages/splice_check.h"
#include "stages/verbatim_carrying.h"

namespace lockstep {
namespace {

// True where the source was edited since the two were bound and the translation was not, and that is a debt.
bool IsFollowing(const Finding& finding) {
  return finding.decision.state == State::kStale && finding.decision.rung == Rung::kSourceEdited;
}

class Finder {
 public:
  Finder(const Document& source, const Document& target, const LinkLanguages& languages, const Finders& finders)
      : source_(&source), target_(&target), languages_(&languages), finders_(finders) {}

  void AddBinding(std::size_t number, const Binding& binding, const Finding& finding) {
    if (binding.source.empty() || finding.is_verbatim) return;
    const Segment& segment = source_->segments[binding.source.front()];
    if (const Field* field = source_->FieldOf(segment)) {
      AddField(*field, number, finding);
    } else if (IsFollowing(finding) && !binding.target.empty() && AreNeighbours(*target_, binding.target)) {
      AddText(number, binding, finding);
    }
  }

  // Code that the translation repeats; of a block, the first line that changed is named.
  void AddVerbatim(const Bindings& bindings, const std::vector<Finding>& findings) {
    for (PlannedEdit& edit : CarryVerbatim(*source_, *target_, bindings, findings)) {
      const auto changed = std::find_if(
          edit.written.begin(), edit.written.end(),
          [&](const PlannedEdit::Written& line) { return findings[line.item].decision.state != State::kCurrent; });
      const PlannedEdit::Written& named = changed == edit.written.end() ? edit.written.front() : *changed;
      found_.push_back({Carried::kVerbatim, edit, *findings[named.item].sides.source_now});
    }
  }

  std::vector<Propagation> Take() {
    std::stable_sort(found_.begin(), found_.end(), [](const Propagation& a, const Propagation& b) {
      return a.edit.edit.range.begin < b.edit.edit.range.begin;
    });
    return std::move(found_);
  }

 private:
  void AddField(const Field& field, std::size_t number, const Finding& finding) {
    const Field* to = target_->front.Find(field.name);
    if (field.role == FieldRole::kCopy) {
      const std::string_view bytes = Slice(source_->source.text, field.value.range);
      const bool is_one_line = bytes.find_first_of("\r\n") == std::string_view::npos && !bytes.empty();
      if (!is_one_line) return;
      if (to == nullptr) Insert(Carried::kField, field, std::string(bytes), number);
      if (to != nullptr && IsFollowing(finding)) ReplaceCopy(field, *to, std::string(bytes), number);
    } else if (field.role == FieldRole::kDerive && field.value.IsScalar()) {
      const std::optional<std::string> derived = DerivedValue(field.value.scalar, languages_->from, languages_->to);
      if (!derived) return;
      const std::string bytes = FormatYamlScalar(*derived, field.value.style, false);
      if (to == nullptr) Insert(Carried::kDerived, field, bytes, number);
      // A translation that has the source's own link has it by mistake; any other may have reasons.
      const bool is_sources = to != nullptr && to->value.IsScalar() && to->value.scalar == field.value.scalar;
      if (is_sources && *derived != to->value.scalar) Replace(Carried::kDerived, *to, bytes, *derived, number);
    }
  }

  void ReplaceCopy(const Field& from, const Field& to, std::string bytes, std::size_t number) {
    if (to.value.kind != from.value.kind || to.value.range.empty()) return;
    if (from.value.kind != YamlNode::Kind::kSequence || from.value.items.size() != to.value.items.size()) {
      return Replace(Carried::kField, to, std::move(bytes), FieldText(from.value), number);
    }
    // Of a list, only the items that differ: its blanks stay.
    std::vector<TextEdit> edits;
    for (std::size_t i = 0; i < to.value.items.size(); ++i) {
      const std::string_view item = Slice(source_->source.text, from.value.items[i].range);
      const Range range = to.value.items[i].range;
      if (FieldText(from.value.items[i]) == FieldText(to.value.items[i])) continue;
      edits.push_back({{range.begin - to.value.range.begin, range.end - to.value.range.begin}, std::string(item)});
    }
    const std::string_view whole = Slice(target_->source.text, to.value.range);
    if (!SortEdits(edits, whole.size())) return;
    Replace(Carried::kField, to, ApplyEdits(whole, edits), FieldText(from.value), number);
  }

  void Replace(Carried what, const Field& to, std::string bytes, std::string text, std::size_t number) {
    Propagation& made = Add(what, {to.value.range, std::move(bytes)}, number, to.name);
    made.edit.field = NewValue{to.name, std::move(text)};
  }

  void Insert(Carried what, const Field& field, const std::string& bytes, std::size_t number) {
    if (!target_->front.present || field.IsNested()) return;
    Propagation& made = Add(what, NewFieldLine(*source_, *target_, field, bytes), number, field.name);
    made.edit.field = NewValue{field.name, what == Carried::kField ? FieldText(field.value) : bytes};
    if (what == Carried::kDerived) {
      made.edit.field->text = *DerivedValue(field.value.scalar, languages_->from, languages_->to);
    }
  }

  void AddText(std::size_t number, const Binding& binding, const Finding& finding) {
    const Sides& sides = finding.sides;
    if (!sides.source_then || !sides.source_now) return;
    const Range range{target_->segments[binding.target.front()].range.begin,
                      target_->segments[binding.target.back()].range.end};
    const std::string_view bytes = Slice(target_->source.text, range);
    const Segment& segment = source_->segments[binding.source.front()];
    const BlockKind kind = source_->BlockOf(segment)->kind;
    if (kind == BlockKind::kDateLine) return;  // a translation has dates of its own
    const std::optional<std::vector<TextEdit>> edits =
        CarryFacts(*sides.source_then, *sides.source_now, bytes, finders_);
    if (!edits) return;
    const Carried what = kind == BlockKind::kScoreLine   ? Carried::kScore
                         : kind == BlockKind::kReference ? Carried::kReference
                                                         : Carried::kFigures;
    Add(what, {range, ApplyEdits(bytes, *edits)}, number, *sides.source_now);
  }

  Propagation& Add(Carried what, TextEdit edit, std::size_t number, std::string place) {
    Propagation& made = found_.emplace_back();
    made.what = what;
    made.edit.edit = std::move(edit);
    made.edit.written = {{number, {0, made.edit.edit.bytes.size()}}};
    made.place = std::move(place);
    return made;
  }

  const Document* source_;
  const Document* target_;
  const LinkLanguages* languages_;
  Finders finders_;
  std::vector<Propagation> found_;
};

}  // namespace

const char* Name(Carried carried) {
  switch (carried) {
    case Carried::kField: return "field";
    case Carried::kDerived: return "derived";
    case Carried::kScore: return "score";
    case Carried::kReference: return "reference";
    case Carried::kVerbatim: return "verbatim";
    case Carried::kFigures: return "figures";
  }
  return "";
}

std::vector<Propagation> FindPropagations(const Document& source, const Document& target, const Bindings& bindings,
                                          const std::vector<Finding>& findings, const LinkLanguages& languages,
                                          const Finders& finders) {
  Finder finder(source, target, languages, finders);
  for (std::size_t i = 0; i < bindings.size(); ++i) finder.AddBinding(i, bindings[i], findings[i]);
  finder.AddVerbatim(bindings, findings);
  return finder.Take();
}

Propagated Propagate(const Document& target, const std::vector<Propagation>& found, const Preparer& prepare) {
  Propagated made{target, {}, {}};
  std::size_t readings = 0;
  const auto attempt = [&](std::span<const Propagation> more) -> std::optional<std::string> {
    if (readings++ >= kMostReadings) return "too many others would change something else";
    std::vector<Propagation> all = made.done;
    all.insert(all.end(), more.begin(), more.end());
    std::vector<PlannedEdit> planned;
    std::vector<TextEdit> edits;
    for (const Propagation& one : all) {
      planned.push_back(one.edit);
      edits.push_back(one.edit.edit);
    }
    if (!SortEdits(edits, target.source.text.size())) return "it overlaps with another";
    Document after = prepare(ApplyEdits(target.source.text, edits));
    if (std::optional<std::string> why = CheckSplice(target, after, planned)) return why;
    made.document = std::move(after);
    made.done = std::move(all);
    made.where.clear();
    const EditMap map(edits);
    for (std::size_t i = 0; i < edits.size(); ++i) made.where.push_back(map.Written(i));
    return std::nullopt;
  };
  TakeInHalves(std::span<const Propagation>(found), attempt, [](const Propagation&, const std::string&) {});
  return made;
}

}  // namespace lockstep
