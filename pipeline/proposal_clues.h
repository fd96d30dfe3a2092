// What speaks for translations where no set of documents could be proposed: people are told what was seen, not that
// there is nothing.
#pragma once

#include <string>
#include <vector>

#include "pipeline/proposal.h"
#include "pipeline/proposal_sets.h"

namespace lockstep {

// The first of: a set of documents in several languages that nothing pairs; a file that is named like another's
// translation ("docs/fr/a.md", "docs-fr/a.md", "docs/a_fr.md" beside "docs/a.md"). Requires that nothing pairs any of
// `sets`, which are those of `paths` (sorted).
Clue FindClue(const std::vector<CandidateSet>& sets, const std::vector<std::string>& paths);

}  // namespace lockstep
