// What a command is asked about: the operands and filters by which commands are narrowed to a part of the site.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "pipeline/command.h"
#include "pipeline/configuration.h"
#include "stages/model/verdict.h"
#include "store/store.h"

namespace lockstep {

// An operand: a review, one of its translations, or a line of one of its documents.
struct ReviewChoice {
  std::string collection;
  std::string ref;
  std::string lang;        // of the translation; "" = every language
  std::string path;        // of the document whose line is meant
  std::uint32_t line = 0;  // 0 = all of it
};

struct ReviewQuery {
  std::vector<ReviewChoice> choices;  // empty = the whole site
  std::set<std::string> langs;        // empty = all
  std::optional<std::string> collection;
  std::set<State> states;  // empty = what is a debt
  std::set<EditClass> classes;
  std::set<std::string> sections;        // in the form that SectionName gives
  Urgency severity = Urgency::kNone;     // at least
  std::optional<std::int64_t> after_ms;  // went stale at this time or later
  std::optional<std::int64_t> before_ms;
  std::optional<std::int64_t> cleared_after_ms;  // also tell what was a debt then and has gone

  bool TakesLanguage(const std::string& lang) const { return langs.empty() || langs.contains(lang); }
  // True where nothing narrows it down to less than the whole site.
  bool IsEverything() const;
  bool Takes(const Reason& reason) const;
  // True where the binding had a debt at the time that is asked about, and has it no more. Of what is gone neither
  // class nor severity is known: a query that names them takes nothing.
  bool TakesCleared(const Binding& binding, const std::string& section) const;
  // Of what is current and has no reason: it has a section, and nothing else to be narrowed down by.
  bool TakesCurrent(const std::string& section) const;
};

// The options by which a query is narrowed, for the table of commands.
std::vector<Option> QueryOptions();

// The query of `arguments`: its operands are looked up in the store. `now_ms` is what ages count from. Throws
// UsageError: an unknown review (with the nearest one), one that is in several collections, an unknown language.
ReviewQuery ReadQuery(const Arguments& arguments, const Configuration& configuration, const StoreReader& reader,
                      std::int64_t now_ms);

// The query that operands, --lang and --collection narrow down. Throws as ReadQuery.
ReviewQuery ReadReviews(const Arguments& arguments, const Configuration& configuration, const StoreReader& reader);

// The query that only --lang and --collection narrow down. Throws UsageError: a --lang that is no tag, a --collection
// that the site has not.
ReviewQuery ReadScope(const Arguments& arguments, const SiteRules& rules);

// A section's id or heading without case, `_` and `-` being spaces: "Scientific validity", "scientific_validity".
std::string SectionName(const std::string& section);

}  // namespace lockstep
