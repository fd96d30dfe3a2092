// What the documents of a site say against each other, at the places in the files where they say it.
//
// Derived whenever it is asked for and never stored: a document that moves takes its findings with it.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "pipeline/configuration.h"
#include "stages/model/diagnostic.h"
#include "store/store.h"

namespace lockstep {

// The findings of CrossChecks (review_state.h) and derived-differs (a permalink that does not follow from the
// source's), sorted, with line and column as the files are now. With `touched`, those only that have to do with one of
// these paths.
std::vector<Diagnostic> FindCrossDiagnostics(const StoreReader& reader, const Configuration& configuration,
                                             const std::set<std::string>* touched = nullptr);

}  // namespace lockstep
