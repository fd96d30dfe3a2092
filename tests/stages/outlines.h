// Small outlines for tests, written as texts.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "stages/model/link.h"
#include "stages/model/outline.h"

namespace lockstep {

// An outline whose blocks are `blocks`, each a list of sentences; block n stands on line n + 1.
inline Outline OutlineOf(std::vector<std::vector<std::string>> blocks) {
  Outline outline;
  for (std::uint32_t block = 0; block < blocks.size(); ++block) {
    for (std::string& text : blocks[block]) {
      OutlineSegment segment;
      segment.block = block;
      segment.first_line = segment.last_line = block + 1;
      segment.text = std::move(text);
      outline.segments.push_back(std::move(segment));
    }
  }
  return outline;
}

// Segment links from rows such as {{0}, {0, 1}}.
inline std::vector<Link> LinksOf(std::vector<std::pair<std::vector<std::uint32_t>, std::vector<std::uint32_t>>> rows) {
  std::vector<Link> links;
  for (auto& [source, target] : rows) links.push_back({LinkLevel::kSegment, std::move(source), std::move(target), 1});
  return links;
}

}  // namespace lockstep
