#include "pipeline/guards.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <map>
#include <numeric>
#include <set>
#include <utility>

#include "pipeline/verdict_walk.h"
#include "store/overlay_engine.h"

namespace lockstep {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kNamed = 3;

void AddFirst(std::string name, std::vector<std::string>& names) {
  if (names.size() < kNamed) names.push_back(std::move(name));
}

bool IsTooMuch(std::uint64_t part, std::uint64_t all, double percent) {
  return static_cast<double>(part) * 100 > percent * static_cast<double>(all);
}

std::uint64_t ShareOf(std::uint64_t all, double percent) {
  return static_cast<std::uint64_t>(percent * static_cast<double>(all) / 100);
}

// "120 of 300 reviews would be lost (40 %, guards.lost_reviews allows 20 %), such as a, b".
std::string TellShare(std::uint64_t part, std::uint64_t all, std::string_view what, std::string_view guard,
                      double percent, const std::vector<std::string>& names) {
  return fmt::format("{} of {} {} ({:.0f} %, guards.{} allows {} %), such as {}", part, all, what,
                     100 * static_cast<double>(part) / static_cast<double>(all), guard, percent,
                     fmt::join(names, ", "));
}

// The part of `place` that is also the directory of `path` or above it. `first`: `place` is none yet.
std::string CommonPlace(const std::string& place, const std::string& path, bool first) {
  std::string directory = fs::path(path).parent_path().generic_string();
  if (first) return directory;
  std::size_t end = 0;
  for (std::size_t at = 0; at <= std::min(place.size(), directory.size()); ++at) {
    const bool place_ends = at == place.size() || place[at] == '/';
    const bool directory_ends = at == directory.size() || directory[at] == '/';
    if (place_ends && directory_ends) end = at;
    if (at == place.size() || at == directory.size() || place[at] != directory[at]) break;
  }
  return place.substr(0, end);
}

void CountLost(const StoreReader& before, const StoreReader& after, Outlook& outlook) {
  before.ForEachReview([&](const std::vector<IndexEntry>& review) {
    ++outlook.reviews;
    const DocumentKey& key = review.front().key;
    if (!after.Review(key.collection, key.ref).empty()) return;
    for (const IndexEntry& entry : review) {
      outlook.lost_place = CommonPlace(outlook.lost_place, entry.path, outlook.lost == 0 && &entry == &review.front());
    }
    ++outlook.lost;
    AddFirst(key.collection + "/" + key.ref, outlook.first_lost);
  });
}

void CountOutdated(const StoreReader& before, const StoreReader& after, const Configuration& configuration,
                   Outlook& outlook) {
  std::set<std::string> current;
  const auto name = [](const DocumentKey& key, const Judged& judged) {
    return fmt::format("{}/{} ({})", key.collection, key.ref, judged.target.lang);
  };
  ForEachVerdict(before, configuration, {}, [&](const DocumentKey& key, const Judged& judged) {
    if (judged.verdict.state == State::kCurrent) current.insert(name(key, judged));
  });
  outlook.translations = current.size();
  ForEachVerdict(after, configuration, {}, [&](const DocumentKey& key, const Judged& judged) {
    if (judged.verdict.state == State::kCurrent || !current.contains(name(key, judged))) return;
    ++outlook.outdated;
    AddFirst(name(key, judged), outlook.first_outdated);
  });
}

// How many translations of each review are current, where any is.
std::vector<std::uint64_t> CurrentByReview(const StoreReader& reader, const Configuration& configuration) {
  std::map<std::pair<std::string, std::string>, std::uint64_t> current;
  ForEachVerdict(reader, configuration, {}, [&](const DocumentKey& key, const Judged& judged) {
    if (judged.verdict.state == State::kCurrent) ++current[{key.collection, key.ref}];
  });
  std::vector<std::uint64_t> numbers;
  for (const auto& [review, number] : current) numbers.push_back(number);
  return numbers;
}

// What would explain the loss, where that can be seen.
std::string WhatItLooksLike(const Outlook& outlook, const fs::path& site) {
  std::error_code error;
  const fs::path place = site / outlook.lost_place;
  if (outlook.lost > 0 && !outlook.lost_place.empty() && (!fs::exists(place, error) || fs::is_empty(place, error))) {
    return fmt::format("{} is {}: is a disk not mounted?", outlook.lost_place,
                       fs::exists(place, error) ? "empty" : "gone");
  }
  return "is another branch checked out?";
}

}  // namespace

std::optional<std::string> Objection(const Outlook& outlook, const Guards& guards) {
  if (outlook.reviews <= guards.above) return std::nullopt;
  if (IsTooMuch(outlook.lost, outlook.reviews, guards.lost_reviews)) {
    return TellShare(outlook.lost, outlook.reviews, "reviews would be lost", "lost_reviews", guards.lost_reviews,
                     outlook.first_lost);
  }
  if (IsTooMuch(outlook.outdated, outlook.translations, guards.outdated_translations)) {
    return TellShare(outlook.outdated, outlook.translations, "current translations would be so no longer",
                     "outdated_translations", guards.outdated_translations, outlook.first_outdated);
  }
  return std::nullopt;
}

Outlook CompareStores(const StoreReader& before, const StoreReader& after, const Configuration& configuration) {
  Outlook outlook;
  CountLost(before, after, outlook);
  CountOutdated(before, after, configuration, outlook);
  return outlook;
}

std::uint64_t HarmlessChanges(std::uint64_t reviews, std::vector<std::uint64_t> current, const Guards& guards) {
  const std::uint64_t may_be_lost = ShareOf(reviews, guards.lost_reviews);
  if (guards.outdated_translations >= 100) return may_be_lost;
  std::sort(current.begin(), current.end(), std::greater<>());
  const std::uint64_t all = std::accumulate(current.begin(), current.end(), std::uint64_t{0});
  std::uint64_t harmless = 0, outdated = 0;
  for (const std::uint64_t translations : current) {
    outdated += translations;
    if (IsTooMuch(outdated, all, guards.outdated_translations)) return std::min(harmless, may_be_lost);
    ++harmless;
  }
  return may_be_lost;
}

std::uint64_t SiteGuard::Reviews() {
  if (!reviews_) {
    reviews_ = 0;
    StoreReader(*known_).ForEachReview([&](const std::vector<IndexEntry>&) { ++*reviews_; });
  }
  return *reviews_;
}

bool SiteGuard::IsNeeded() {
  const Guards& guards = configuration_->guards;
  return std::min(guards.lost_reviews, guards.outdated_translations) < 100 && Reviews() > guards.above;
}

bool SiteGuard::IsHarmless(std::uint64_t touched) {
  const Guards& guards = configuration_->guards;
  if (touched <= ShareOf(guards.above, std::min(guards.lost_reviews, guards.outdated_translations))) return true;
  if (!harmless_)
    harmless_ = HarmlessChanges(Reviews(), CurrentByReview(StoreReader(*known_), *configuration_), guards);
  return touched <= *harmless_;
}

void SiteGuard::Examine() {
  console_->Detail("much has changed: looking at what would become of it before anything is written");
  SyncOptions options = *options_;
  options.guard = nullptr;
  options.replayed = false;  // what is to be said of those is said by the sync itself
  Store store(std::make_unique<OverlayEngine>(*known_));
  Sync(*configuration_, *locales_, *known_, &store, options, *console_);
  const Outlook outlook = CompareStores(StoreReader(*known_), store.Reader(), *configuration_);
  const std::optional<std::string> objection = Objection(outlook, configuration_->guards);
  if (!objection) return;
  throw StoreError(fmt::format("{}; nothing was changed: {} `lockstep sync --force` goes on", *objection,
                               WhatItLooksLike(outlook, configuration_->site)));
}

}  // namespace lockstep
