#include "stages/binding_owners.h"

#include <algorithm>
#include <utility>

#include "locales/unicode.h"

namespace lockstep {
namespace {

// How far a neighbour may be: a block of a million sentences must not be searched for each of them.
constexpr std::size_t kReach = 1000;

}  // namespace

void Insert(SegmentIndices& indices, std::uint32_t index) {
  const auto at = std::lower_bound(indices.begin(), indices.end(), index);
  if (at == indices.end() || *at != index) indices.insert(at, index);
}

void InsertAll(SegmentIndices& indices, const SegmentIndices& more) {
  for (const std::uint32_t index : more) Insert(indices, index);
}

std::vector<std::int32_t> Owners(const Bindings& bindings, BindingSide side, std::size_t segments) {
  std::vector<std::int32_t> owners(segments, kFree);
  for (std::size_t b = 0; b < bindings.size(); ++b) {
    for (const std::uint32_t index : bindings[b].*side) owners[index] = static_cast<std::int32_t>(b);
  }
  return owners;
}

bool InSameBlock(const Outline& outline, std::size_t a, std::size_t b) {
  const OutlineSegment& x = outline.segments[a];
  const OutlineSegment& y = outline.segments[b];
  return !x.is_field() && !y.is_field() && x.block == y.block;
}

std::int32_t OwnerBefore(const Outline& outline, const std::vector<std::int32_t>& owners, std::size_t index) {
  const std::size_t first = index - std::min(index, kReach);
  for (std::size_t i = index; i-- > first && InSameBlock(outline, i, index);) {
    if (owners[i] != kFree) return owners[i];
  }
  return kFree;
}

std::int32_t OwnerBehind(const Outline& outline, const std::vector<std::int32_t>& owners, std::size_t index) {
  const std::size_t end = std::min(owners.size(), index + kReach);
  for (std::size_t i = index + 1; i < end && InSameBlock(outline, i, index); ++i) {
    if (owners[i] != kFree) return owners[i];
  }
  return kFree;
}

std::int32_t NeighbourOwner(const Outline& outline, const std::vector<std::int32_t>& owners, std::size_t index) {
  const std::int32_t before = OwnerBefore(outline, owners, index);
  return before != kFree ? before : OwnerBehind(outline, owners, index);
}

std::optional<BlockPair> BlocksOf(const Binding& binding, const Outline& source, const Outline& target) {
  if (binding.source.empty() || binding.target.empty()) return std::nullopt;
  const OutlineSegment& s = source.segments[binding.source.front()];
  const OutlineSegment& t = target.segments[binding.target.front()];
  if (s.is_field() || t.is_field()) return std::nullopt;
  return BlockPair(s.block, t.block);
}

void SortByPlace(Bindings& bindings) {
  const auto key = [](const SegmentIndices& indices) { return indices.empty() ? ~std::uint32_t{0} : indices.front(); };
  std::stable_sort(bindings.begin(), bindings.end(), [&](const Binding& a, const Binding& b) {
    return std::pair(key(a.source), key(a.target)) < std::pair(key(b.source), key(b.target));
  });
}

std::string JoinTexts(const Outline& outline, const SegmentIndices& segments) {
  std::string joined;
  for (const std::uint32_t index : segments) AppendSentence(outline.segments[index].text, joined);
  return joined;
}

}  // namespace lockstep
