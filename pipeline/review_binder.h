// The second half of a sync: binds every review whose documents have changed.
#pragma once

#include "locales/locale.h"
#include "pipeline/configuration.h"
#include "pipeline/console.h"
#include "pipeline/sync_worker.h"
#include "store/store.h"

namespace lockstep {

// Brings the bindings of all reviews that the store has marked up to their documents, a batch a review. The marks are
// in the store, so that a killed run leaves its reviews to the next one. Then the lexicon has learned, and what it may
// decide otherwise is aligned again (see lexicon_learning.h).
void BindReviews(const Configuration& configuration, const Locales& locales, Store& store, SyncWriter& writer,
                 unsigned jobs, Console& console);

}  // namespace lockstep
