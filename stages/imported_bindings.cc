#include "stages/imported_bindings.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "stages/alignment.h"

namespace lockstep {
namespace {

void Leave(SegmentIndices& indices, const SegmentIndices& gone) {
  std::erase_if(indices, [&](std::uint32_t i) { return std::binary_search(gone.begin(), gone.end(), i); });
}

bool Share(const SegmentIndices& a, const SegmentIndices& b) {
  return std::any_of(a.begin(), a.end(), [&](std::uint32_t i) { return std::binary_search(b.begin(), b.end(), i); });
}

// True where nothing is left that the binding could tell of.
bool IsEmpty(const Binding& binding) {
  return binding.source.empty() && binding.target.empty() && !binding.source_basis && !binding.target_basis;
}

bool SaysSo(const Binding& binding, const MadeFor& made, const Occasion& occasion) {
  return binding.AsBound() && (!binding.doubtful || made.doubtful) && !binding.source_edited &&
         (binding.evidence == occasion.evidence || binding.evidence == Evidence::kAccept);
}

void BindAsItStands(Binding& binding, bool doubtful, const Occasion& occasion) {
  binding.source_basis.reset();
  binding.target_basis.reset();
  binding.source_edited.reset();
  binding.target_edited.reset();
  binding.doubtful = doubtful;
  binding.confidence = 1;
  binding.evidence = occasion.evidence;
  binding.bound = occasion.now;
}

// The binding that has a segment, kept up while bindings are added.
class OwnerTable {
 public:
  OwnerTable(Bindings& bindings, BindingSide side) : side_(side) {
    for (std::size_t i = 0; i < bindings.size(); ++i) Take(bindings, i);
  }

  void Take(const Bindings& bindings, std::size_t binding) {
    for (const std::uint32_t segment : bindings[binding].*side_) {
      if (segment >= owners_.size()) owners_.resize(segment + std::size_t{1});
      owners_[segment] = binding;
    }
  }
  std::optional<std::size_t> Of(std::uint32_t segment) const {
    return segment < owners_.size() ? owners_[segment] : std::nullopt;
  }
  void Free(Bindings& bindings, const SegmentIndices& segments) const {
    for (const std::uint32_t segment : segments) {
      if (const std::optional<std::size_t> owner = Of(segment)) Leave(bindings[*owner].*side_, segments);
    }
  }

 private:
  BindingSide side_;
  std::vector<std::optional<std::size_t>> owners_;
};

std::vector<TextView> ViewsOf(const Document& document, const SegmentIndices& segments) {
  std::vector<TextView> views;
  for (const std::uint32_t index : segments) {
    views.push_back({document.segments[index].text, document.segments[index].facts, false});
  }
  return views;
}

}  // namespace

SegmentIndices SegmentsIn(const Document& document, const std::vector<Range>& ranges) {
  SegmentIndices found;
  for (const Range range : ranges) {
    auto segment = std::upper_bound(document.segments.begin(), document.segments.end(), range.begin,
                                    [](std::size_t at, const Segment& s) { return at < s.range.end; });
    for (; segment != document.segments.end() && segment->range.begin < range.end; ++segment) {
      Insert(found, static_cast<std::uint32_t>(segment - document.segments.begin()));
    }
  }
  return found;
}

std::vector<MadeFor> CutIntoSentences(const std::vector<MadeFor>& made, const Document& source,
                                      const Document& target) {
  std::vector<MadeFor> cut;
  for (const MadeFor& one : made) {
    const SegmentIndices to = SegmentsIn(target, one.target);
    if (one.source.size() < 2 || to.size() < 2) {
      cut.push_back(one);
      continue;
    }
    const std::vector<TextView> source_texts = ViewsOf(source, one.source);
    const std::vector<TextView> target_texts = ViewsOf(target, to);
    const std::size_t first = cut.size();
    for (const Link& link : AlignTexts(source_texts, target_texts, source.key.lang, target.key.lang)) {
      // What stands alone was said with its neighbour.
      const bool joins =
          cut.size() > first && (!link.Paired() || cut.back().source.empty() || cut.back().target.empty());
      MadeFor& part = joins ? cut.back() : cut.emplace_back();
      for (const std::uint32_t i : link.source) part.source.push_back(one.source[i]);
      for (const std::uint32_t i : link.target) part.target.push_back(target.segments[to[i]].range);
    }
  }
  return cut;
}

void AddUntouched(const Bindings& bindings, const Document& before, const EditMap& moved, const Document& after,
                  std::vector<MadeFor>& made) {
  SegmentIndices sources;
  SegmentIndices segments;
  for (const MadeFor& one : made) {
    InsertAll(sources, one.source);
    InsertAll(segments, SegmentsIn(after, one.target));
  }
  for (const Binding& binding : bindings) {
    if (!binding.AsBound() || binding.source.empty() || Share(binding.source, sources)) continue;
    MadeFor one{binding.source, {}, false};
    for (const std::uint32_t index : binding.target) one.target.push_back(moved.Of(before.segments[index].range));
    if (Share(SegmentsIn(after, one.target), segments)) made.push_back(std::move(one));
  }
}

std::vector<MadeFor> JoinShared(const std::vector<MadeFor>& made, const Document& target) {
  std::vector<MadeFor> joined;
  std::map<std::uint32_t, std::size_t> owners;  // of segments of the translation, in `joined`
  const auto join = [&](std::size_t place, const MadeFor& other) {
    InsertAll(joined[place].source, other.source);
    joined[place].target.insert(joined[place].target.end(), other.target.begin(), other.target.end());
    for (const std::uint32_t segment : SegmentsIn(target, other.target)) owners[segment] = place;
  };
  for (const MadeFor& one : made) {
    std::set<std::size_t> shared;
    for (const std::uint32_t segment : SegmentsIn(target, one.target)) {
      if (const auto owner = owners.find(segment); owner != owners.end()) shared.insert(owner->second);
    }
    const std::size_t place = shared.empty() ? joined.size() : *shared.begin();
    if (shared.empty()) joined.emplace_back();
    join(place, one);
    // What shares one segment with it and what shares another are all one.
    for (const std::size_t other : shared) {
      if (other != place) join(place, std::exchange(joined[other], {}));
    }
  }
  std::erase_if(joined, [](const MadeFor& one) { return one.source.empty(); });
  return joined;
}

void DoubtMade(std::vector<MadeFor>& made, const SegmentIndices& in_question, const Document& source,
               const Document& target, const Finders& finders) {
  Bindings pairs(made.size());
  for (std::size_t i = 0; i < made.size(); ++i) {
    if (!Share(made[i].source, in_question)) continue;
    pairs[i].source = made[i].source;
    pairs[i].target = SegmentsIn(target, made[i].target);
  }
  MarkDoubtful(pairs, source, target, finders);
  for (std::size_t i = 0; i < made.size(); ++i) made[i].doubtful = pairs[i].doubtful;
}

bool BindAsMade(Bindings& bindings, const std::vector<MadeFor>& made, const Document& target,
                const Occasion& occasion) {
  OwnerTable sources(bindings, &Binding::source);
  OwnerTable targets(bindings, &Binding::target);
  bool changed = false;
  for (const MadeFor& one : made) {
    const SegmentIndices to = SegmentsIn(target, one.target);
    if (to.empty() || one.source.empty()) continue;
    std::optional<std::size_t> owner = sources.Of(one.source.front());
    const bool is_it = owner && bindings[*owner].source == one.source && bindings[*owner].target == to;
    if (is_it && SaysSo(bindings[*owner], one, occasion)) continue;
    changed = true;
    if (!is_it) {
      sources.Free(bindings, one.source);
      targets.Free(bindings, to);
      owner = bindings.size();
      bindings.emplace_back();
      bindings.back().source = one.source;
      bindings.back().target = to;
      sources.Take(bindings, *owner);
      targets.Take(bindings, *owner);
    }
    BindAsItStands(bindings[*owner], one.doubtful, occasion);
  }
  std::erase_if(bindings, IsEmpty);
  SortByPlace(bindings);
  return changed;
}

}  // namespace lockstep
