// Sites that have a folder for each language but the source's: "docs/ja/a.md" beside "docs/a.md", or
// "i18n/ja/current/a.md" for "docs/a.md".
#pragma once

#include <string>
#include <vector>

#include "pipeline/proposal_paths.h"
#include "pipeline/proposal_sets.h"

namespace lockstep {

// Takes such sets out of `paths` (sorted). The script of some of its documents tells the source language.
std::vector<CandidateSet> TakeSourceFolders(std::vector<std::string>& paths, const ReadHead& read_head,
                                            const LanguageFolders& folders);

}  // namespace lockstep
