// Who owns which segment: every segment of today's documents belongs to one binding.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "stages/model/binding.h"
#include "stages/model/outline.h"

namespace lockstep {

using SegmentIndices = std::vector<std::uint32_t>;  // ascending, each once
// One of the two sides of a binding: &Binding::source or &Binding::target.
using BindingSide = SegmentIndices Binding::*;

// Owner of a segment that no binding has.
inline constexpr std::int32_t kFree = -1;

void Insert(SegmentIndices& indices, std::uint32_t index);
void InsertAll(SegmentIndices& indices, const SegmentIndices& more);

// For each segment of an outline of that many the binding that has it, or kFree.
std::vector<std::int32_t> Owners(const Bindings& bindings, BindingSide side, std::size_t segments);

// True for two segments of one block of the body.
bool InSameBlock(const Outline& outline, std::size_t a, std::size_t b);

// The binding of the nearest segment of the same block that has one, before and behind `index`; kFree if the block has
// none near.
std::int32_t OwnerBefore(const Outline& outline, const std::vector<std::int32_t>& owners, std::size_t index);
std::int32_t OwnerBehind(const Outline& outline, const std::vector<std::int32_t>& owners, std::size_t index);
// The one before, or else the one behind.
std::int32_t NeighbourOwner(const Outline& outline, const std::vector<std::int32_t>& owners, std::size_t index);

// Source block and target block of a binding, as its first segments say; nothing where one is lacking or a field.
using BlockPair = std::pair<std::uint32_t, std::uint32_t>;
std::optional<BlockPair> BlocksOf(const Binding& binding, const Outline& source, const Outline& target);

// By source, then by target; what has no source stands behind. Keeps the order of equals.
void SortByPlace(Bindings& bindings);

// The texts of `segments` as one: the wording that a binding keeps.
std::string JoinTexts(const Outline& outline, const SegmentIndices& segments);

}  // namespace lockstep
