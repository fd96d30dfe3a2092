// libgit2, started once.
#pragma once

namespace lockstep {

// To be called before anything of libgit2; all calls but the first do nothing. A start takes milliseconds, because it
// reads the certificates of the system: whoever needs libgit2 for a moment must not pay for that each time.
// Thread-safe.
void StartLibgit2();

}  // namespace lockstep
