#include "pipeline/review_query.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "locales/unicode.h"
#include "pipeline/points_in_time.h"
#include "pipeline/site_path.h"
#include "pipeline/suggestion.h"

namespace lockstep {
namespace {

template <typename Values>
std::vector<std::string> NamesOf(const Values& values) {
  std::vector<std::string> names;
  for (const auto value : values) names.emplace_back(Name(value));
  return names;
}

constexpr std::array kStates = {State::kStale, State::kMissing, State::kOrphan, State::kSuspect, State::kAhead};

// The value whose name is `name`; the parser has made sure that there is one.
template <typename Values>
auto ValueNamed(const Values& values, const std::string& name) {
  return *std::find_if(values.begin(), values.end(), [&](const auto value) { return Name(value) == name; });
}

template <typename Values>
auto ValuesOf(const Arguments& arguments, const char* option, const Values& values) {
  std::set<typename Values::value_type> chosen;
  for (const std::string& name : arguments.Values(option)) chosen.insert(ValueNamed(values, name));
  return chosen;
}

// Turns what people type into reviews.
class Lookup {
 public:
  Lookup(const Configuration& configuration, const StoreReader& reader)
      : configuration_(&configuration), reader_(reader) {}

  ReviewChoice Find(const std::string& operand) const {
    if (auto choice = ByPath(operand)) return *choice;
    if (auto choice = ByLine(operand)) return *choice;
    std::vector<ReviewChoice> found = ByRef(operand);
    if (found.size() == 1) return found.front();
    if (found.empty()) throw UsageError(fmt::format("no review \"{}\" in the store{}", operand, Nearby(operand)));
    std::vector<std::string> names;
    for (const ReviewChoice& choice : found) names.push_back(choice.collection + "/" + choice.ref);
    throw UsageError(fmt::format("\"{}\" is in several collections: {}; say which", operand, fmt::join(names, ", ")));
  }

 private:
  std::optional<ReviewChoice> ByPath(const std::string& operand) const {
    const std::string path = PathInSite(operand, configuration_->site);
    const std::optional<FileRecord> file = reader_.File(path);
    if (!file || !file->key) return std::nullopt;
    const bool is_source = file->key->lang == configuration_->rules.source_lang;
    return ReviewChoice{file->key->collection, file->key->ref, is_source ? "" : file->key->lang, path};
  }

  std::optional<ReviewChoice> ByLine(const std::string& operand) const {
    const std::size_t colon = operand.rfind(':');
    if (colon == std::string::npos) return std::nullopt;
    std::uint32_t line = 0;
    const char* const end = operand.data() + operand.size();
    const auto [rest, error] = std::from_chars(operand.data() + colon + 1, end, line);
    if (error != std::errc{} || rest != end || line == 0) return std::nullopt;
    std::optional<ReviewChoice> choice = ByPath(operand.substr(0, colon));
    if (choice) choice->line = line;
    return choice;
  }

  std::vector<ReviewChoice> ByRef(const std::string& operand) const {
    std::vector<ReviewChoice> found;
    for (const Collection& collection : configuration_->rules.collections) {
      const std::string prefix = collection.name + "/";
      const bool is_named = operand.compare(0, prefix.size(), prefix) == 0;
      for (const std::string& ref : {operand, is_named ? operand.substr(prefix.size()) : std::string()}) {
        if (!ref.empty() && !reader_.Review(collection.name, ref).empty())
          found.push_back({collection.name, ref, "", ""});
      }
    }
    return found;
  }

  std::string Nearby(const std::string& operand) const {
    const bool is_qualified = operand.find('/') != std::string::npos;
    std::vector<std::string> names;
    reader_.ForEachReview([&](const std::vector<IndexEntry>& review) {
      const DocumentKey& key = review.front().key;
      names.push_back(is_qualified ? key.collection + "/" + key.ref : key.ref);
    });
    return DidYouMean(operand, names);
  }

  const Configuration* configuration_;
  StoreReader reader_;
};

// The values of --lang as canonical tags.
std::set<std::string> LanguagesOf(const Arguments& arguments) {
  std::set<std::string> langs;
  for (const std::string& lang : arguments.Values("lang")) {
    const std::optional<std::string> tag = CanonicalLanguageTag(lang);
    if (!tag) {
      throw UsageError(
          fmt::format("--lang: \"{}\" is no language tag, expected one such as \"ja\" or \"pt-BR\"", lang));
    }
    langs.insert(*tag);
  }
  return langs;
}

std::optional<std::string> CollectionOf(const Arguments& arguments, const SiteRules& rules) {
  std::optional<std::string> name = arguments.Value("collection");
  std::vector<std::string> names;
  for (const Collection& collection : rules.collections) names.push_back(collection.name);
  if (name && std::find(names.begin(), names.end(), *name) == names.end()) {
    throw UsageError(fmt::format("--collection: the site has no collection \"{}\"{}", *name, DidYouMean(*name, names)));
  }
  return name;
}

}  // namespace

std::string SectionName(const std::string& section) {
  std::string name = FoldCase(section);
  std::replace_if(
      name.begin(), name.end(), [](char c) { return c == '_' || c == '-'; }, ' ');
  return name;
}

bool ReviewQuery::IsEverything() const {
  return choices.empty() && langs.empty() && !collection && states.empty() && classes.empty() && sections.empty() &&
         severity == Urgency::kNone && !after_ms && !before_ms;
}

bool ReviewQuery::Takes(const Reason& reason) const {
  if (states.empty() ? !IsDebt(reason) : !states.contains(reason.state)) return false;
  if (!classes.empty() && !classes.contains(reason.edit_class)) return false;
  if (!sections.empty() && !sections.contains(SectionName(reason.section))) return false;
  if (reason.severity < severity) return false;
  if (after_ms && (!reason.since || reason.since->time_ms < *after_ms)) return false;
  return !before_ms || (reason.since && reason.since->time_ms < *before_ms);
}

bool ReviewQuery::TakesCurrent(const std::string& section) const {
  return classes.empty() && severity == Urgency::kNone && !after_ms && !before_ms &&
         (sections.empty() || sections.contains(SectionName(section)));
}

bool ReviewQuery::TakesCleared(const Binding& binding, const std::string& section) const {
  if (!cleared_after_ms || !binding.cleared || !states.empty() || !classes.empty()) return false;
  if (severity != Urgency::kNone || before_ms) return false;
  if (!sections.empty() && !sections.contains(SectionName(section))) return false;
  return binding.cleared->since.time_ms < *cleared_after_ms && *cleared_after_ms <= binding.cleared->when.time_ms;
}

std::vector<Option> QueryOptions() {
  return {
      {"lang", 0, "LANG", "only this target language (may be given several times)"},
      {"collection", 0, "NAME", "only this collection"},
      {"state", 0, "STATE", "only what is in this state (may be given several times)", NamesOf(kStates)},
      {"class", 0, "CLASS", "only edits of this class (may be given several times)", NamesOf(kEditClasses)},
      {"severity", 0, "LEVEL", "only what matters at least so much", NamesOf(kUrgencies)},
      {"section", 0, "NAME", "only this section, by its id or heading (may be given several times)"},
      {"since", 0, "WHEN", "only what became so since a run (12), a date (2026-01-31) or an age (12h, 30d, 8w)"},
      {"older-than", 0, "WHEN", "only what has been so since before that"},
  };
}

ReviewQuery ReadScope(const Arguments& arguments, const SiteRules& rules) {
  ReviewQuery query;
  query.langs = LanguagesOf(arguments);
  query.collection = CollectionOf(arguments, rules);
  return query;
}

ReviewQuery ReadReviews(const Arguments& arguments, const Configuration& configuration, const StoreReader& reader) {
  ReviewQuery query = ReadScope(arguments, configuration.rules);
  const Lookup lookup(configuration, reader);
  for (const std::string& operand : arguments.operands) query.choices.push_back(lookup.Find(operand));
  return query;
}

ReviewQuery ReadQuery(const Arguments& arguments, const Configuration& configuration, const StoreReader& reader,
                      std::int64_t now_ms) {
  ReviewQuery query = ReadReviews(arguments, configuration, reader);
  query.states = ValuesOf(arguments, "state", kStates);
  query.classes = ValuesOf(arguments, "class", kEditClasses);
  if (const auto severity = arguments.Value("severity")) query.severity = ValueNamed(kUrgencies, *severity);
  for (const std::string& section : arguments.Values("section")) query.sections.insert(SectionName(section));
  if (const auto since = arguments.Value("since")) {
    query.after_ms = query.cleared_after_ms = PointInTime("since", *since, reader, now_ms);
  }
  if (const auto older = arguments.Value("older-than")) {
    query.before_ms = PointInTime("older-than", *older, reader, now_ms);
  }
  return query;
}

}  // namespace lockstep
