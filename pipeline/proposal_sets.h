// Which files of a site could be translations of each other, told by their paths, or by the language that their front
// matter names.
#pragma once

#include <string>
#include <vector>

#include "pipeline/proposal.h"
#include "pipeline/proposal_sample.h"

namespace lockstep {

// A pattern and the files that it would take.
struct CandidateSet {
  std::string name;
  std::string files;
  std::vector<Candidate> documents;
  // The pattern of documents without a language in their path, and their language; "" = none, or those without a
  // suffix.
  std::string source = {};
  std::string source_lang = {};
};

// The sets that `paths` (sorted) fall into: first those with a folder for each language but the source's
// (`docs/ja/a.md` and `docs/a.md`), then for each language (`docs/en/a.md`), then those with suffixes (`a.ja.md`), then
// by top folder those whose front matter names a language. No file is in two.
std::vector<CandidateSet> FindCandidateSets(std::vector<std::string> paths, const ReadHead& read_head);

// The ending for a pattern that takes `documents`: ".md", ".mdx" or ".{md,mdx}".
std::string EndingFor(const std::vector<Candidate>& documents);

// The language that has a pattern of its own, else English if it is there, else that with the most documents.
std::string ChooseSource(const std::vector<CandidateSet>& sets);

// True where the places of the set's documents alone tell that they are translations: most documents of the smaller
// languages have a counterpart, and by more than names that every folder has.
bool ArePairedByPath(const CandidateSet& set);

}  // namespace lockstep
