// How a sync learns: the lexicons of a run, what a killed run has left to learn, and what is aligned again in the end.
//
// A translation that is bound for the first time is aligned without a lexicon, learned from, and marked in the batch
// that writes its bindings. When all are bound, nothing more is learned, and those that were in doubt are aligned again
// with the lexicon: that depends neither on the order nor on the number of threads. The mark goes with that; since
// learning twice changes nothing, a killed run leaves its work to the next one.
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
