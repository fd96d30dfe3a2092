#include "stages/work_units.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "locales/unicode.h"
#include "stages/answer_text.h"
#include "stages/block_partners.h"
#include "stages/coded_text.h"
#include "stages/diff_entry.h"
#include "stages/explanation.h"
#include "stages/model/hash.h"
#include "stages/model/line_counter.h"
#include "stages/normalization.h"

namespace lockstep {
namespace {

bool IsForTranslators(const Field& field) {
  const YamlNode& value = field.value;
  const auto is_scalar = [](const YamlNode& node) { return node.IsScalar(); };
  const bool is_list =
      value.kind == YamlNode::Kind::kSequence && std::all_of(value.items.begin(), value.items.end(), is_scalar);
  if (field.role == FieldRole::kConvert) return value.IsScalar();
  return field.role == FieldRole::kTranslate && (value.IsScalar() || is_list);
}

// Scores, dates and formulas say the same in every language.
bool IsForTranslators(BlockKind kind) {
  return IsTranslatable(kind) && kind != BlockKind::kScoreLine && kind != BlockKind::kDateLine;
}

bool IsForTranslators(const Document& document, const Segment& segment) {
  const Field* field = document.FieldOf(segment);
  return field != nullptr ? IsForTranslators(*field) : IsForTranslators(document.BlockOf(segment)->kind);
}

// The texts of segments as one.
std::string Joined(const Document& document, const SegmentIndices& segments) {
  std::string text;
  for (const std::uint32_t index : segments) AppendSentence(document.segments[index].text, text);
  return text;
}

// What one side of a unit looks like to a translator.
CodedText TextOf(const Document& document, const SegmentIndices& segments) {
  const Segment& first = document.segments[segments.front()];
  if (!first.is_field()) return CodedTextOf(document, segments);
  const YamlNode& value = document.FieldOf(first)->value;
  if (HasLines(value)) return CodedTextOf(FieldLines(value.scalar));
  return CodedTextOf(value.kind == YamlNode::Kind::kSequence ? ListText(value) : first.text);
}

std::vector<std::string> FactsOf(const Document& document, const SegmentIndices& segments) {
  std::vector<std::string> facts;
  for (const std::uint32_t index : segments) {
    for (const Fact& fact : document.segments[index].facts) {
      facts.push_back(fmt::format("{}: {}{}{}", Name(fact.kind), fact.value, fact.unit.empty() ? "" : " ", fact.unit));
    }
  }
  return facts;
}

// The line on which each segment begins.
std::vector<std::uint32_t> LinesOf(const Document& document) {
  LineCounter counter(document.source.text);
  std::vector<std::uint32_t> lines;
  for (const Segment& segment : document.segments) lines.push_back(counter.LineOf(segment.range.begin));
  return lines;
}

class UnitMaker {
 public:
  UnitMaker(const Document& source, const Document* target)
      : source_(&source), target_(target), source_lines_(LinesOf(source)) {
    if (target != nullptr) target_lines_ = LinesOf(*target);
    std::map<std::pair<std::string_view, std::string_view>, std::size_t> seen;
    for (const Segment& segment : source.segments) ordinals_.push_back(++seen[{PlaceOf(segment), segment.text}]);
  }

  // Nothing where the segments are none for translators.
  std::optional<WorkUnit> Make(const SegmentIndices& source, const SegmentIndices& target, bool is_paragraph) {
    if (source.empty()) return std::nullopt;
    for (const std::uint32_t index : source) {
      if (!IsForTranslators(*source_, source_->segments[index])) return std::nullopt;
    }
    WorkUnit made;
    made.source = source;
    made.target = target;
    PackageUnit& unit = made.packed;
    Place(source.front(), unit);
    unit.id = IdOf(source, is_paragraph);
    unit.facts = FactsOf(*source_, source);
    unit.source = TextOf(*source_, source);
    unit.source_hash = HashOf(unit.source);
    if (target.empty()) {
      unit.state = WorkState::kMissing;
    } else {
      AddTarget(target, unit);
    }
    std::size_t before = source.front();
    while (before > 0 && IsVerbatim(before - 1)) --before;
    if (before > 0) unit.previous = source_->segments[before - 1].text;
    std::size_t next = source.back() + std::size_t{1};
    while (next < source_->segments.size() && IsVerbatim(next)) ++next;
    if (next < source_->segments.size()) unit.next = source_->segments[next].text;
    return made;
  }

 private:
  bool IsVerbatim(std::size_t segment) const {
    const Block* block = source_->BlockOf(source_->segments[segment]);
    return block != nullptr && lockstep::IsVerbatim(block->kind);
  }

  void Place(std::uint32_t index, PackageUnit& unit) {
    const Segment& segment = source_->segments[index];
    unit.source_line = source_lines_[index];
    unit.state = WorkState::kCurrent;
    if (const Field* field = source_->FieldOf(segment)) {
      unit.kind = "field";
      unit.field = field->name;
      unit.is_converted = field->role == FieldRole::kConvert;
      return;
    }
    const Block& block = *source_->BlockOf(segment);
    unit.kind = Name(block.kind);
    const std::int64_t heading = source_->sections[block.section].heading;
    if (heading >= 0) {
      const Range range = source_->blocks[static_cast<std::size_t>(heading)].range;
      unit.section = NormalizeText(Slice(source_->source.text, range));
    }
  }

  void AddTarget(const SegmentIndices& target, PackageUnit& unit) {
    unit.target_line = target_lines_[target.front()];
    unit.target = TextOf(*target_, target);
    unit.target_hash = HashOf(*unit.target);
    ShareIds(unit.source, *unit.target);
  }

  // The field's name, or the section's id, "" where the site's languages know none.
  std::string_view PlaceOf(const Segment& segment) const {
    if (const Field* field = source_->FieldOf(segment)) return field->name;
    return source_->sections[source_->BlockOf(segment)->section].id;
  }

  // Named for the text and its place. What begins like another there has a number, by the document and not by the units
  // that are made: a text has one name in all of them.
  std::string IdOf(const SegmentIndices& source, bool is_paragraph) const {
    const Segment& segment = source_->segments[source.front()];
    const bool is_field = segment.is_field();
    const std::string_view place = PlaceOf(segment);
    const std::string text = (is_field ? fmt::format("{}\n", place) : "") + Joined(*source_, source);
    const std::string_view head = is_field ? "field" : place.empty() ? "s" : place;
    const std::string id = fmt::format("{}{}.{:016x}", head, is_paragraph ? ".p" : "", Hash64(text));
    const std::size_t ordinal = ordinals_[source.front()];
    return ordinal == 1 ? id : fmt::format("{}.{}", id, ordinal);
  }

  const Document* source_;
  const Document* target_;
  std::vector<std::uint32_t> source_lines_;
  std::vector<std::uint32_t> target_lines_;
  std::vector<std::size_t> ordinals_;  // of each segment among those of its place that say the same
};

// True where the translation still says something for which there was a source.
bool IsLeftOver(const Binding& binding) {
  return binding.source.empty() && !binding.target.empty() && binding.source_basis && !binding.source_basis->empty();
}

// A block of the source and the one of the translation that says the same, with the bindings of both.
struct Paragraph {
  SegmentIndices source;
  SegmentIndices target;
  std::vector<std::size_t> bindings;
  bool has_left_over = false;
};

// The blocks of the source whose text stands in one block of the translation that has no other block's, or nowhere.
class Paragraphs {
 public:
  Paragraphs(const Document& source, const Document& target, const Bindings& bindings)
      : source_(&source), target_(&target), partners_(source, target, bindings) {
    for (std::size_t i = 0; i < bindings.size(); ++i) Collect(bindings[i], i);
  }

  // Null where the block is no such paragraph. A field is none.
  const Paragraph* Find(std::optional<std::uint32_t> block) const {
    const auto found = block ? found_.find(*block) : found_.end();
    return found == found_.end() ? nullptr : &found->second;
  }

 private:
  std::optional<std::uint32_t> BlockOf(const Binding& binding) const {
    if (!binding.source.empty()) return source_->segments[binding.source.front()].block();
    const auto block = target_->segments[binding.target.front()].block();
    return block ? partners_.SourceOf(*block) : std::nullopt;
  }

  void Collect(const Binding& binding, std::size_t number) {
    const std::optional<std::uint32_t> block =
        binding.source.empty() && binding.target.empty() ? std::nullopt : BlockOf(binding);
    if (!block || (partners_.IsBound(*block) && !partners_.TargetOf(*block))) return;
    Paragraph& paragraph = found_[*block];
    InsertAll(paragraph.source, binding.source);
    InsertAll(paragraph.target, binding.target);
    paragraph.bindings.push_back(number);
    paragraph.has_left_over = paragraph.has_left_over || IsLeftOver(binding);
  }

  const Document* source_;
  const Document* target_;
  BlockPartners partners_;
  std::map<std::uint32_t, Paragraph> found_;
};

// Makes the units of a translation in the order of the source.
class TranslationUnits {
 public:
  TranslationUnits(const Document& source, const Document& target, const Bindings& bindings, Grain grain)
      : source_(&source),
        bindings_(&bindings),
        grain_(grain),
        maker_(source, &target),
        paragraphs_(source, target, bindings) {}

  std::vector<WorkUnit> Make() {
    for (std::size_t i = 0; i < bindings_->size(); ++i) {
      const Binding& binding = (*bindings_)[i];
      if (binding.source.empty()) continue;
      const Paragraph* paragraph = paragraphs_.Find(source_->segments[binding.source.front()].block());
      const bool has_one = paragraph != nullptr;
      const bool is_one = has_one && (paragraph->has_left_over || grain_ == Grain::kParagraphs);
      const bool is_first = has_one && paragraph->source.front() == binding.source.front();
      if (is_first && (is_one || grain_ == Grain::kEach)) {
        Add(paragraph->source, paragraph->target, paragraph->bindings, true);
      }
      if (!is_one || grain_ == Grain::kEach) Add(binding.source, binding.target, {i}, false);
    }
    return std::move(units_);
  }

 private:
  void Add(const SegmentIndices& source, const SegmentIndices& target, const std::vector<std::size_t>& bindings,
           bool is_paragraph) {
    std::optional<WorkUnit> unit = maker_.Make(source, target, is_paragraph);
    if (!unit) return;
    unit->bindings = bindings;
    units_.push_back(*std::move(unit));
  }

  const Document* source_;
  const Bindings* bindings_;
  Grain grain_;
  UnitMaker maker_;
  Paragraphs paragraphs_;
  std::vector<WorkUnit> units_;
};

WorkState StateOf(const Decision& decision) {
  switch (decision.state) {
    case State::kStale: return WorkState::kStale;
    case State::kMissing: return WorkState::kMissing;
    case State::kSuspect: return WorkState::kSuspect;
    case State::kCurrent:
    case State::kAhead:
    case State::kOrphan: break;
  }
  return WorkState::kCurrent;
}

std::string Tell(const Finding& finding, const std::string& decided) {
  std::string words = decided;
  const Sides& sides = finding.sides;
  if (!sides.source_then || !sides.source_now) return words;
  const char* separator = ": ";
  for (const ChangedFact& fact : PairFacts(finding.decision.source_change, *sides.source_then, *sides.source_now)) {
    words += separator;
    separator = ", ";
    if (fact.gone && fact.come) {
      words += fmt::format("{} became {}", *fact.gone, *fact.come);
    } else {
      words += fact.gone ? fmt::format("{} is gone", *fact.gone) : fmt::format("{} is new", *fact.come);
    }
  }
  return words;
}

}  // namespace

std::vector<WorkUnit> MakeWorkUnits(const Document& source, const Document& target, const Bindings& bindings,
                                    Grain grain) {
  return TranslationUnits(source, target, bindings, grain).Make();
}

std::vector<WorkUnit> MakeWorkUnits(const Document& source, Grain grain) {
  UnitMaker maker(source, nullptr);
  std::vector<WorkUnit> units;
  for (std::uint32_t i = 0; i < source.segments.size();) {
    const std::optional<std::uint32_t> block = source.segments[i].block();
    const bool is_paragraph = grain == Grain::kParagraphs && block;
    SegmentIndices segments = {i++};
    while (is_paragraph && i < source.segments.size() && source.segments[i].block() == block) segments.push_back(i++);
    if (std::optional<WorkUnit> unit = maker.Make(segments, {}, is_paragraph)) units.push_back(*std::move(unit));
  }
  return units;
}

bool IsUnitId(std::string_view id) {
  constexpr std::size_t kHashDigits = 16;
  const auto ends_in_hash = [](std::string_view text) {
    const std::size_t point = text.rfind('.');
    const std::string_view hash = text.substr(point + 1);
    return point != std::string_view::npos && hash.size() == kHashDigits &&
           hash.find_first_not_of("0123456789abcdef") == std::string_view::npos;
  };
  if (ends_in_hash(id)) return true;
  const std::size_t point = id.find_last_not_of("0123456789");
  const bool is_numbered = point != std::string_view::npos && id[point] == '.' && point + 1 < id.size();
  return is_numbered && ends_in_hash(id.substr(0, point));
}

void DescribeWork(WorkUnit& unit, const std::vector<Finding>& findings, const Bindings& bindings, const Outline& source,
                  const Locale& locale, const Policy& policy) {
  bool was_edited = false;
  std::string old_source;
  for (const std::size_t number : unit.bindings) {
    const Finding& finding = findings[number];
    const Sides& sides = finding.sides;
    was_edited = was_edited || (sides.source_then && sides.source_then != sides.source_now);
    const std::string& then = sides.source_then ? *sides.source_then : sides.source_now.value_or("");
    if (sides.source_then || unit.bindings.size() > 1) old_source += (old_source.empty() ? "" : " ") + then;
    const WorkState state = IsLeftOver(bindings[number]) ? WorkState::kStale : StateOf(finding.decision);
    if (state == WorkState::kCurrent || !unit.packed.reason.empty()) continue;
    unit.packed.state = state;
    unit.packed.reason_class = Name(finding.decision.edit_class);
    const OutlineSegment& place = source.segments[unit.source.front()];
    unit.packed.reason = Tell(finding, Explain(finding, bindings[number], place, policy).decided);
  }
  if (!was_edited || old_source.empty()) return;
  unit.packed.old_source = unit.packed.field.empty() ? CodedTextOf(old_source, locale, unit.packed.source)
                                                     : CodedTextOf(std::move(old_source));
  ShareIds(unit.packed.source, *unit.packed.old_source);
}

}  // namespace lockstep
