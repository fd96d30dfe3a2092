#include "stages/version_matching.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <utility>

#include "stages/alignment.h"

namespace lockstep {
namespace {

constexpr std::uint32_t kNobody = ~std::uint32_t{0};

// The counterpart of each segment by equal text, or kNobody.
struct Twins {
  std::vector<std::uint32_t> of_then;
  std::vector<std::uint32_t> of_now;

  void Pair(std::size_t then, std::size_t now) {
    of_then[then] = static_cast<std::uint32_t>(now);
    of_now[now] = static_cast<std::uint32_t>(then);
  }
};

bool IsBody(const Segment& segment) { return segment.block != Segment::kNone; }

// What a segment is found by: its text. A score belongs to its section: the same number elsewhere is another score.
std::string Identity(const Document& document, const Segment& segment) {
  const Block& block = document.blocks[static_cast<std::size_t>(segment.block)];
  if (block.kind != BlockKind::kScoreLine) return segment.text;
  const std::int64_t heading = document.sections[block.section].heading;
  const Range range = heading < 0 ? Range{} : document.blocks[static_cast<std::size_t>(heading)].range;
  return segment.text + '\n' + document.sections[block.section].id + '\n' +
         std::string(Slice(document.source.text, range));
}

std::unordered_map<std::string, std::vector<std::size_t>> ByIdentity(const Document& document) {
  std::unordered_map<std::string, std::vector<std::size_t>> places;
  for (std::size_t i = 0; i < document.segments.size(); ++i) {
    if (IsBody(document.segments[i])) places[Identity(document, document.segments[i])].push_back(i);
  }
  return places;
}

// Texts that occur equally often in both versions are each other's, in order.
void PairEqualTexts(const Document& then, const Document& now, Twins& twins) {
  const auto old_places = ByIdentity(then);
  for (const auto& [identity, places] : ByIdentity(now)) {
    const auto found = old_places.find(identity);
    if (found == old_places.end() || found->second.size() != places.size()) continue;
    for (std::size_t k = 0; k < places.size(); ++k) twins.Pair(found->second[k], places[k]);
  }
}

// A text that occurs more often in one version goes with its neighbours: from each pair, equal texts next to it are a pair.
void SpreadFromPairs(const Document& then, const Document& now, Twins& twins) {
  const auto spread = [&](std::size_t i, std::size_t j) {
    const bool free = twins.of_then[i] == kNobody && twins.of_now[j] == kNobody;
    if (free && IsBody(then.segments[i]) && IsBody(now.segments[j]) &&
        Identity(then, then.segments[i]) == Identity(now, now.segments[j])) {
      twins.Pair(i, j);
    }
  };
  for (std::size_t i = 0; i + 1 < then.segments.size(); ++i) {
    if (twins.of_then[i] != kNobody && twins.of_then[i] + 1 < now.segments.size()) spread(i + 1, twins.of_then[i] + 1);
  }
  for (std::size_t i = then.segments.size(); i-- > 1;) {
    if (twins.of_then[i] != kNobody && twins.of_then[i] > 0) spread(i - 1, twins.of_then[i] - 1);
  }
}

// The rest of a link once everything that has a twin is taken out.
Link WithoutTwins(const Link& link, const Twins& twins) {
  Link rest = link;
  std::erase_if(rest.source, [&](std::uint32_t i) { return twins.of_then[i] != kNobody; });
  std::erase_if(rest.target, [&](std::uint32_t j) { return twins.of_now[j] != kNobody; });
  return rest;
}

}  // namespace

std::vector<Link> MatchVersions(const Document& then, const Document& now) {
  Twins twins{std::vector<std::uint32_t>(then.segments.size(), kNobody),
              std::vector<std::uint32_t>(now.segments.size(), kNobody)};
  PairEqualTexts(then, now, twins);
  SpreadFromPairs(then, now, twins);

  std::vector<Link> links;
  for (std::uint32_t i = 0; i < twins.of_then.size(); ++i) {
    if (twins.of_then[i] != kNobody) links.push_back({LinkLevel::kSegment, {i}, {twins.of_then[i]}, 1});
  }
  const bool all_equal = links.size() == then.segments.size() && links.size() == now.segments.size();
  if (all_equal) return links;
  for (const Link& link : Align(then, now).AllSegments()) {
    Link rest = WithoutTwins(link, twins);
    if (!rest.source.empty() || !rest.target.empty()) links.push_back(std::move(rest));
  }
  return links;
}

}  // namespace lockstep
