// What the documents of a site say against each other, at the places in the files where they say it.
//
// Derived whenever it is asked for and never stored: a document that moves takes its findings with it.
#pragma once

#include <functional>
#include <set>
#include <string>

#include "pipeline/configuration.h"
#include "stages/model/diagnostic.h"
#include "store/store.h"

namespace lockstep {

// Tells `report` of the findings of CheckAcross (cross_checks.h) and of derived-differs (a permalink that does not
// follow from the source's), in no order, with line and column as the files are now. With `touched`, of those only that
// have to do with one of these paths.
void FindCrossDiagnostics(const StoreReader& reader, const Configuration& configuration,
                          const std::set<std::string>* touched, const std::function<void(Diagnostic)>& report);

}  // namespace lockstep
