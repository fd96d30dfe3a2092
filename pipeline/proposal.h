// What a site looks like to somebody who sees it for the first time: which of its Markdown files are
// translations of each other, what pairs them, and what their front-matter fields are.
//
// The paths tell most of it, so that only the heads of a few files are read. The sample is chosen by the
// hash of the path: a site that grows by a file keeps its sample, and with it its proposal.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "stages/model/site_rules.h"

namespace lockstep {

struct ProposedCollection {
  Collection collection;
  std::vector<std::string> langs;  // canonical tags, sorted
  std::size_t documents = 0;
};

// What looks like translations, though nothing can be proposed for it.
struct Clue {
  std::string seen;    // "docs/a_fr.md looks like the French of docs/a.md"; "" = nothing
  std::string advice;  // what a person may do about it
};

struct Proposal {
  SiteRules rules;
  std::vector<ProposedCollection> collections;  // those of `rules`, in their order
  std::size_t markdown_files = 0;               // all that were found, of collections or not
  bool complete = true;                         // false: the search was given up, and nothing is proposed
  Clue clue;                                    // where there are no collections
};

// The first bytes of the file at a path of the site; "" where it cannot be read.
using ReadHead = std::function<std::string(const std::string& path)>;

// A collection for each set of documents in at least two languages, told by a folder (`docs/en/a.md`), a suffix
// (`a.ja.md`) or a front-matter field. The source language is English if it is there, else the one with the most
// documents.
//
// Fields have their default roles. Others that hold text are judged by the sampled pairs: those that are the same with
// the language swapped in nine of ten follow from the source's, those that differ in at least half of them are for
// translation, those that are equal in nine of ten must stay equal; the rest is ignored.
Proposal Propose(std::vector<std::string> paths, const ReadHead& read_head);

// The same for the files below `site`. Somebody who asked for a proposal waits for the end of the search; otherwise it
// is given up where hundreds of thousands of files hold hardly any Markdown.
Proposal ProposeFor(const std::filesystem::path& site, bool is_asked_for);

// Why nobody should work with the proposal before a person has looked at it, as "only 3 of 400 Markdown files look like
// translations of each other"; "" where it is convincing. A home directory with a few translated pages somewhere in it
// is not a site.
std::string DoubtAbout(const Proposal& proposal);

}  // namespace lockstep
