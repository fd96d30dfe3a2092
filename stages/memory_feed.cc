#include "stages/memory_feed.h"

#include <xxhash.h>

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "locales/unicode.h"
#include "stages/binding_owners.h"
#include "stages/field_rules.h"
#include "stages/match_score.h"

namespace lockstep {
namespace {

bool IsGood(const Binding& binding) {
  return !binding.source.empty() && !binding.target.empty() && !binding.doubtful &&
         binding.confidence >= kFeedConfidence;
}

class Feed {
 public:
  Feed(const Outline& source, const Outline& target, const FactFinder& facts)
      : source_(&source), target_(&target), facts_(&facts) {}

  void Add(const Binding& binding) {
    const OutlineSegment& first = source_->segments[binding.source.front()];
    if (!IsFed(first) || !IsFed(target_->segments[binding.target.front()])) return;
    Pairing pairing;
    pairing.source = binding.source_basis ? *binding.source_basis : JoinTexts(*source_, binding.source);
    pairing.target = binding.target_basis ? *binding.target_basis : JoinTexts(*target_, binding.target);
    pairing.context = ContextOf(*source_, binding.source.front(), binding.source.back());
    pairing.used = !binding.source_basis && !binding.target_basis;
    if (first.is_field() && AddItems(pairing)) return;
    Add(std::move(pairing));
  }
  std::vector<Pairing> Take() { return std::move(pairings_); }

 private:
  // Returns whether the field is a list. What stands in both is its own translation; of what is left, one pair is sure.
  bool AddItems(Pairing& lists) {
    if (!IsList(lists.source)) return false;
    const std::vector<std::string> from = ItemsOf(lists.source);
    const std::vector<std::string> to = ItemsOf(lists.target);
    if (!IsList(lists.target) || from.size() != to.size()) return true;
    const auto add = [&](const std::string& source, const std::string& target) {
      lists.source = source;
      lists.target = target;
      Add(lists);
    };
    std::multiset<std::string_view> left(to.begin(), to.end());
    std::vector<const std::string*> open;
    for (const std::string& item : from) {
      const auto same = left.find(item);
      if (same == left.end()) {
        open.push_back(&item);
        continue;
      }
      left.erase(same);
      add(item, item);
    }
    if (open.size() == 1) add(*open.front(), std::string(*left.begin()));
    return true;
  }

  void Add(Pairing pairing) {
    if (!AnyCodePoint(pairing.source, IsLetter) || pairing.target.empty()) return;
    pairing.traits = TraitsOf(pairing.source, facts_->Find(pairing.source));
    pairings_.push_back(std::move(pairing));
  }

  const Outline* source_;
  const Outline* target_;
  const FactFinder* facts_;
  std::vector<Pairing> pairings_;
};

}  // namespace

bool IsFed(const OutlineSegment& segment) {
  if (segment.is_field()) return segment.role == FieldRole::kTranslate;
  return IsTranslatable(segment.block_kind) && segment.block_kind != BlockKind::kScoreLine &&
         segment.block_kind != BlockKind::kDateLine;
}

// A field stands alone: its neighbour is its name. Code between two sentences is none.
SegmentContext ContextOf(const Outline& outline, std::size_t first, std::size_t last) {
  const std::vector<OutlineSegment>& segments = outline.segments;
  const OutlineSegment& segment = segments[first];
  if (segment.is_field()) return {XXH3_64bits(segment.field.data(), segment.field.size()), 0};
  std::size_t before = first;
  while (before > 0 && segments[before - 1].is_verbatim()) --before;
  std::size_t behind = last + 1;
  while (behind < segments.size() && segments[behind].is_verbatim()) ++behind;
  const bool has_before = before > 0 && !segments[before - 1].is_field();
  return {has_before ? segments[before - 1].keys.exact : 0, behind < segments.size() ? segments[behind].keys.exact : 0};
}

std::vector<Pairing> PairingsOf(const Bindings& bindings, const Outline& source, const Outline& target,
                                const FactFinder& source_facts) {
  Feed feed(source, target, source_facts);
  std::vector<bool> fed(source.segments.size(), false);
  for (const Binding& binding : bindings) {
    if (!IsGood(binding) || fed[binding.source.front()]) continue;
    fed[binding.source.front()] = true;
    feed.Add(binding);
  }
  return feed.Take();
}

}  // namespace lockstep
