#include "pipeline/init_command.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "pipeline/atomic_file.h"
#include "pipeline/configuration.h"
#include "pipeline/console.h"
#include "pipeline/proposal.h"

namespace lockstep {
namespace {

namespace fs = std::filesystem;

// Where the file is to be: not searched upwards, because a site inside a site is a site of its own.
fs::path Site(const Arguments& arguments) {
  return SiteDirectory(arguments.Value("site").value_or("."));
}

std::string Key(const Collection& collection) {
  return collection.key_field.empty() ? "path" : collection.key_field;
}

std::string FoundTable(const Proposal& proposal, const Console& console) {
  std::vector<std::vector<std::string>> rows = {{"collection", "files", "documents", "key", "languages"}};
  for (const ProposedCollection& found : proposal.collections) {
    rows.push_back({found.collection.name, found.collection.files, fmt::format("{}", found.documents),
                    Key(found.collection), fmt::format("{}", fmt::join(found.langs, " "))});
    if (!found.collection.source.empty()) rows.push_back({"", found.collection.source, "", "", ""});
  }
  return RenderTable(rows, {false, false, true, false, false}, console);
}

std::string FoundJson(const Proposal& proposal) {
  std::string out;
  for (const ProposedCollection& found : proposal.collections) {
    const nlohmann::ordered_json line = {{"collection", found.collection.name}, {"files", found.collection.files},
                                         {"source", found.collection.source},   {"documents", found.documents},
                                         {"key", Key(found.collection)},        {"langs", found.langs}};
    out += line.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + '\n';
  }
  return out;
}

// Nothing is proposed: what was seen, or that nothing was.
void TellNothing(const fs::path& site, const Clue& clue, Console& console) {
  if (clue.seen.empty()) {
    console.Failure("init-nothing",
                    fmt::format("found no documents in two languages below {}", Printable(site.string())),
                    "name the site with --site, or write lockstep.yml by hand");
  } else {
    console.Failure("init-nothing",
                    fmt::format("found nothing below {} that is certain to be one document in two languages: {}",
                                Printable(site.string()), Printable(clue.seen)),
                    Printable(clue.advice));
  }
}

}  // namespace

int RunInit(const Arguments& arguments, Console& console) {
  const fs::path site = Site(arguments);
  const fs::path file = site / "lockstep.yml";
  const bool dry_run = arguments.Has("dry-run");
  if (!dry_run && !arguments.Has("force") && fs::exists(fs::symlink_status(file))) {
    console.Failure("init-exists", fmt::format("{} is there already", Printable(file.string())),
                    "look at a proposal with --dry-run, or replace the file with --force");
    return kFailed;
  }
  const Proposal proposal = ProposeFor(site, true);
  if (proposal.collections.empty()) {
    TellNothing(site, proposal.clue, console);
    return kFailed;
  }
  if (dry_run) {
    console.out() << (console.json() ? FoundJson(proposal) : WriteConfiguration(proposal.rules));
    return kDone;
  }
  WriteFileAtomically(file.string(), WriteConfiguration(proposal.rules));
  console.out() << (console.json() ? FoundJson(proposal) : FoundTable(proposal, console));
  console.Info(fmt::format("wrote {}; `lockstep sync` reads the documents", Printable(file.string())));
  return kDone;
}

}  // namespace lockstep
