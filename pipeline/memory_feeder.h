// The last part of a sync: the translation memory hears of the translations whose bindings have changed.
#pragma once

#include "locales/locale.h"
#include "pipeline/console.h"
#include "pipeline/sync_worker.h"
#include "store/store.h"

namespace lockstep {

// Gives the memory what each unfed translation says today, and takes away its mark, in one batch for some of them at a
// time: a run that is killed leaves the rest to the next one. `writer` is asked for its run where there is a mark.
void FeedMemory(const Locales& locales, Store& store, SyncWriter& writer, unsigned jobs, Console& console);

}  // namespace lockstep
