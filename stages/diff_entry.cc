#include "stages/diff_entry.h"

#include <algorithm>
#include <utility>

#include "stages/edit_class.h"

namespace lockstep {
namespace {

// More of either side tell nobody anything, and pairing them takes the square of their number.
constexpr std::size_t kMostFacts = 100;

std::string TextOf(const Fact& fact, std::string_view text) {
  return std::string(text.substr(fact.range.begin, fact.range.end - fact.range.begin));
}

void DescribeEdit(DiffItem& item, const std::string& before, const std::string& after, const FactFinder& finder) {
  std::vector<Fact> then = finder.Find(before);
  std::vector<Fact> now = finder.Find(after);
  item.facts = PairFacts(CompareFacts(then, now), before, after);
  item.edit = DiffWords({before, std::move(then)}, {after, std::move(now)});
}

// Nobody edited either side: they differ all the same.
void DescribeDisagreement(DiffItem& item, const Finders& finders) {
  const std::string& source = *item.reason.source_text;
  const std::string& target = *item.reason.target_text;
  FactChange difference = CompareFacts(finders.source.Find(source), finders.target.Find(target));
  // Languages write names, bare numbers and dates in ways of their own: those do not explain a doubt.
  const auto is_loose = [](const Fact& fact) {
    return fact.kind == FactKind::kModelName || fact.kind == FactKind::kNumber || fact.kind == FactKind::kDate;
  };
  std::erase_if(difference.gone, is_loose);
  std::erase_if(difference.come, is_loose);
  item.facts = PairFacts(difference, source, target);
}

}  // namespace

std::vector<ChangedFact> PairFacts(const FactChange& change, std::string_view before, std::string_view after) {
  std::vector<ChangedFact> facts;
  std::vector<const Fact*> come;
  for (std::size_t i = 0; i < std::min(change.come.size(), kMostFacts); ++i) come.push_back(&change.come[i]);
  for (std::size_t i = 0; i < std::min(change.gone.size(), kMostFacts); ++i) {
    const Fact& gone = change.gone[i];
    ChangedFact changed{gone.kind, TextOf(gone, before), std::nullopt};
    const auto like = [&](const Fact* fact, bool unit) {
      return fact->kind == gone.kind && (!unit || fact->unit == gone.unit);
    };
    auto found = std::find_if(come.begin(), come.end(), [&](const Fact* fact) { return like(fact, true); });
    if (found == come.end()) {
      found = std::find_if(come.begin(), come.end(), [&](const Fact* fact) { return like(fact, false); });
    }
    if (found != come.end()) {
      changed.come = TextOf(**found, after);
      come.erase(found);
    }
    facts.push_back(std::move(changed));
  }
  for (const Fact* fact : come) facts.push_back({fact->kind, std::nullopt, TextOf(*fact, after)});
  return facts;
}

DiffItem DiffItemOf(const Reason& reason, const Finding& finding, const Finders& finders) {
  DiffItem item;
  item.reason = reason;
  item.is_addition = finding.is_addition;
  item.of_target = reason.state == State::kAhead;
  const Sides& sides = finding.sides;
  if (item.of_target && sides.target_then && sides.target_now) {
    DescribeEdit(item, *sides.target_then, *sides.target_now, finders.target);
  } else if (reason.old_text && reason.old_text != reason.new_text) {
    DescribeEdit(item, *reason.old_text, reason.new_text.value_or(""), finders.source);
  } else if (reason.source_text && reason.target_text) {
    DescribeDisagreement(item, finders);
  }
  return item;
}

void SortItems(std::vector<DiffItem>& items) {
  std::stable_sort(items.begin(), items.end(),
                   [](const DiffItem& a, const DiffItem& b) { return ComesBefore(a.reason, b.reason); });
}

}  // namespace lockstep
