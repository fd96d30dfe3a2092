// The hashes of a segment's text, each over a coarser form than the one before.
#pragma once

#include "locales/yaml.h"
#include "stages/facts.h"
#include "stages/segmentation.h"

namespace lockstep {

// The loose and masked keys of a list, for which the order of its items does not matter.
SegmentKeys KeysOfList(const YamlNode& list, const FactFinder& finder);

}  // namespace lockstep
