// The store of a site that was synced before: what every command that tells of bindings opens.
#pragma once

#include <optional>
#include <string>

#include "pipeline/command.h"
#include "pipeline/configuration.h"
#include "pipeline/console.h"
#include "store/session.h"

namespace lockstep {

// Nothing where there is no store, or an empty one: that is reported. Waits as long as --wait says.
std::optional<StoreSession> OpenSyncedStore(const Arguments& arguments, const Configuration& configuration,
                                            Console& console);

}  // namespace lockstep
