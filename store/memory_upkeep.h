// Damage in the translation memory: how it is found, and how what is derived is made anew.
#pragma once

#include <string>
#include <string_view>

#include "store/engine.h"

namespace lockstep {

// What is wrong with a record of the memory; "" = nothing. Throws StoreError where it is damaged.
std::string CheckMemoryRecord(const View& view, std::string_view key, std::string_view value);

// Marks the translations of which the memory lacks something, so that the next sync takes in what they say today. For
// when a sync was forgotten: what the site says is nobody's import.
void HearSiteAgain(Engine& engine);

// Makes anew what is derived: the uses of units at once; a fuzzy index when it is asked for, and units that are lost at
// the next sync, where the site still says them.
void RebuildMemory(Engine& engine);

}  // namespace lockstep
