// How a command waits for the store.
#pragma once

#include "pipeline/command.h"
#include "pipeline/console.h"
#include "store/lock.h"

namespace lockstep {

// As --wait says; tells the console what it waits for. Throws UsageError where --wait is no number of seconds.
StoreLock::Options Locking(const Arguments& arguments, Console& console, bool create);

}  // namespace lockstep
