#include "stages/work_units.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "stages/answer_text.h"
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
  if (segment.block == Segment::kNone) {
    return IsForTranslators(document.front.fields[static_cast<std::size_t>(segment.field)]);
  }
  return IsForTranslators(document.blocks[static_cast<std::size_t>(segment.block)].kind);
}

// The texts of segments as one.
std::string Joined(const Document& document, const SegmentIndices& segments) {
  std::string text;
  for (const std::uint32_t index : segments) {
    if (!text.empty()) text += ' ';
    text += document.segments[index].text;
  }
  return text;
}

// What one side of a unit looks like to a translator.
CodedText TextOf(const Document& document, const SegmentIndices& segments) {
  const Segment& first = document.segments[segments.front()];
  if (first.field == Segment::kNone) return CodedTextOf(document, segments);
  const YamlNode& value = document.front.fields[static_cast<std::size_t>(first.field)].value;
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
  }

  // Nothing where the segments are none for translators.
  std::optional<WorkUnit> Make(const SegmentIndices& source, const SegmentIndices& target) {
    if (source.empty()) return std::nullopt;
    for (const std::uint32_t index : source) {
      if (!IsForTranslators(*source_, source_->segments[index])) return std::nullopt;
    }
    WorkUnit made;
    made.source = source;
    made.target = target;
    PackageUnit& unit = made.unit;
    Place(source.front(), unit);
    unit.id = IdOf(source);
    unit.facts = FactsOf(*source_, source);
    unit.source = TextOf(*source_, source);
    unit.source_hash = HashOf(unit.source);
    if (target.empty()) {
      unit.state = WorkState::kMissing;
    } else {
      AddTarget(target, unit);
    }
    if (source.front() > 0) unit.previous = source_->segments[source.front() - 1].text;
    if (source.back() + 1 < source_->segments.size()) unit.next = source_->segments[source.back() + 1].text;
    return made;
  }

 private:
  void Place(std::uint32_t index, PackageUnit& unit) {
    const Segment& segment = source_->segments[index];
    unit.source_line = source_lines_[index];
    unit.state = WorkState::kCurrent;
    if (segment.field != Segment::kNone) {
      unit.kind = "field";
      unit.field = source_->front.fields[static_cast<std::size_t>(segment.field)].name;
      return;
    }
    const Block& block = source_->blocks[static_cast<std::size_t>(segment.block)];
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

  // Named for the text and, where the site's languages know it, the section; equal ones are counted.
  std::string IdOf(const SegmentIndices& source) {
    const Segment& segment = source_->segments[source.front()];
    std::string place;
    std::string text = Joined(*source_, source);
    if (segment.field != Segment::kNone) {
      place = "field";
      text = source_->front.fields[static_cast<std::size_t>(segment.field)].name + '\n' + text;
    } else {
      place = source_->sections[source_->blocks[static_cast<std::size_t>(segment.block)].section].id;
    }
    const std::string id = fmt::format("{}.{:016x}", place.empty() ? "s" : place, Hash64(text));
    const std::size_t count = ++seen_[id];
    return count == 1 ? id : fmt::format("{}.{}", id, count);
  }

  const Document* source_;
  const Document* target_;
  std::vector<std::uint32_t> source_lines_;
  std::vector<std::uint32_t> target_lines_;
  std::map<std::string, std::size_t> seen_;
};

std::vector<WorkUnit> MakeAll(const Document& source, const Document* target, const Bindings& bindings) {
  UnitMaker maker(source, target);
  std::vector<WorkUnit> units;
  for (std::size_t i = 0; i < bindings.size(); ++i) {
    if (std::optional<WorkUnit> unit = maker.Make(bindings[i].source, bindings[i].target)) {
      unit->binding = i;
      units.push_back(*std::move(unit));
    }
  }
  return units;
}

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

std::vector<WorkUnit> MakeWorkUnits(const Document& source, const Document& target, const Bindings& bindings) {
  return MakeAll(source, &target, bindings);
}

std::vector<WorkUnit> MakeWorkUnits(const Document& source) {
  Bindings alone(source.segments.size());
  for (std::uint32_t i = 0; i < alone.size(); ++i) alone[i].source = {i};
  std::vector<WorkUnit> units = MakeAll(source, nullptr, alone);
  for (WorkUnit& unit : units) unit.binding.reset();
  return units;
}

void DescribeWork(PackageUnit& unit, const Finding& finding, const Binding& binding, const OutlineSegment& place,
                  const Policy& policy) {
  unit.state = StateOf(finding.decision);
  const Sides& sides = finding.sides;
  if (sides.source_then && sides.source_now && sides.source_then != sides.source_now && !sides.source_then->empty()) {
    unit.old_source = sides.source_then;
  }
  if (unit.state == WorkState::kCurrent) return;
  unit.reason_class = Name(finding.decision.edit_class);
  unit.reason = Tell(finding, Explain(finding, binding, place, policy).decided);
}

}  // namespace lockstep
