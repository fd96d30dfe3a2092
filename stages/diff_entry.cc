#include "stages/diff_entry.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

#include "locales/unicode.h"
#include "stages/binding_owners.h"
#include "stages/edit_class.h"
#include "stages/field_judgement.h"
#include "stages/field_rules.h"

namespace lockstep {
namespace {

// More of either side tell nobody anything, and pairing them takes the square of their number.
constexpr std::size_t kMostFacts = 100;

// Finding an item of a list among the others takes the square of their number.
constexpr std::size_t kLongestList = 10'000;

std::string TextOf(const Fact& fact, std::string_view text) {
  return std::string(text.substr(fact.range.begin, fact.range.end - fact.range.begin));
}

void DescribeEdit(DiffItem& item, const std::string& before, const std::string& after, const FactFinder& finder) {
  std::vector<Fact> then = finder.Find(before);
  std::vector<Fact> now = finder.Find(after);
  item.facts = PairFacts(CompareFacts(then, now), before, after);
  item.edit = DiffWords({before, std::move(then)}, {after, std::move(now)});
}

// A list says the same in any order: items that stay stand first, in today's order, in both texts.
std::pair<std::string, std::string> InOneOrder(const std::string& before, const std::string& after) {
  std::vector<std::string> then = ItemsOf(before);
  const std::vector<std::string> now = ItemsOf(after);
  std::vector<std::string> stay, gone, come;
  for (const std::string& item : now) {
    const auto found = std::find(then.begin(), then.end(), item);
    (found == then.end() ? come : stay).push_back(item);
    if (found != then.end()) then.erase(found);
  }
  gone = stay;
  gone.insert(gone.end(), then.begin(), then.end());
  stay.insert(stay.end(), come.begin(), come.end());
  for (std::vector<std::string>* items : {&gone, &stay})
    for (std::string& item : *items) item = ItemText(item);
  return {fmt::format("[{}]", fmt::join(gone, ", ")), fmt::format("[{}]", fmt::join(stay, ", "))};
}

bool IsShortList(const std::string& text) {
  return IsList(text) && text.size() < kLongestList;
}

// Nobody edited either side: they differ all the same.
void DescribeDisagreement(DiffItem& item, const Finders& finders) {
  const std::string& source = *item.reason.source_text;
  const std::string& target = *item.reason.target_text;
  item.facts = PairFacts(Contradiction(finders.source.Find(source), finders.target.Find(target)), source, target);
  std::erase_if(item.facts, [](const ChangedFact& fact) { return !fact.gone || !fact.come; });
  const bool is_doubted = item.reason.field && item.reason.state == State::kSuspect && item.facts.empty();
  if (is_doubted && PricesContradict(source, target, finders)) {
    item.facts.push_back({FactKind::kPrice, PriceText(source, finders.source), PriceText(target, finders.target)});
  }
}

}  // namespace

ClearedItem ClearedItemOf(const Binding& binding, const std::string& section, const Outline& source,
                          const Outline& target) {
  ClearedItem item{.clearing = *binding.cleared, .who = {}, .section = section};
  if (item.clearing.evidence == Evidence::kAccept && !binding.acceptances.empty()) {
    item.who = binding.acceptances.back().who;
  }
  if (!binding.source.empty()) {
    const OutlineSegment& first = source.segments[binding.source.front()];
    if (first.is_field()) item.field = first.field;
    item.is_verbatim = first.is_verbatim();
    item.source_line = first.first_line;
    item.source_text = JoinTexts(source, binding.source);
  }
  if (!binding.target.empty()) {
    const OutlineSegment& first = target.segments[binding.target.front()];
    item.is_verbatim = first.is_verbatim();
    item.target_line = first.first_line;
    item.target_text = JoinTexts(target, binding.target);
  }
  return item;
}

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
  item.is_verbatim = finding.is_verbatim;
  const Sides& sides = finding.sides;
  item.of_target = reason.state == State::kAhead && sides.target_then && sides.target_then != sides.target_now;
  if (item.of_target && sides.target_now) {
    DescribeEdit(item, *sides.target_then, *sides.target_now, finders.target);
  } else if (reason.old_text && reason.old_text != reason.new_text) {
    const std::string now = reason.new_text.value_or("");
    if (reason.field && IsShortList(*reason.old_text) && IsShortList(now)) {
      const auto [before, after] = InOneOrder(*reason.old_text, now);
      item.edit = DiffWords({before}, {after});
    } else {
      DescribeEdit(item, *reason.old_text, now, finders.source);
      // A bare number ("1999", "2499") may look like a year; that it changed is all there is to say.
      if (reason.field && !AnyCodePoint(*reason.old_text + now, IsLetter)) item.facts.clear();
    }
  } else if (!reason.moved && reason.source_text && reason.target_text) {
    DescribeDisagreement(item, finders);
  }
  return item;
}

void SortItems(std::vector<DiffItem>& items) {
  std::stable_sort(items.begin(), items.end(),
                   [](const DiffItem& a, const DiffItem& b) { return ComesBefore(a.reason, b.reason); });
}

}  // namespace lockstep
