// What was bound without having been learned from: by the replay of the history, by an import, or before the lexicons
// were lost.
//
// Such a translation is aligned without a lexicon, and marked in the batch that writes its bindings. The next sync
// learns from it before it binds anything, and aligns again what was in doubt: that depends neither on the order nor on
// the number of threads. The mark goes with that; since learning twice changes nothing, a killed run leaves its work to
// the next one.
#pragma once

#include "locales/locale.h"
#include "pipeline/console.h"
#include "pipeline/growing_lexicons.h"
#include "store/store.h"

namespace lockstep {

// Learns from all translations that are marked. Does nothing where there are none.
void LearnFromMarked(const StoreReader& store, GrowingLexicons& lexicons);

// Aligns those that are marked as doubtful again, and takes away all marks. Bindings are replaced only where nothing
// has happened to them since they were made, and keep the moment when they were.
void RealignMarked(const Locales& locales, Store& store, unsigned jobs, Console& console);

}  // namespace lockstep
