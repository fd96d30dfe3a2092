// The last part of a run that binds: the translation memory hears of the translations whose bindings have changed.
#pragma once

#include "locales/locale.h"
#include "pipeline/console.h"
#include "store/store.h"

namespace lockstep {

// Gives the memory what each unfed translation says today, and takes away its mark, in one batch for some of them at a
// time: a run that is killed leaves the rest to the next one. The store's last run brings it.
void FeedMemory(const Locales& locales, Store& store, unsigned jobs, Console& console);

}  // namespace lockstep
