#include "pipeline/review_state.h"

#include <tuple>

namespace lockstep {
namespace {

std::string_view FileName(std::string_view path) {
  return path.substr(path.rfind('/') + 1);
}

std::string_view Stem(std::string_view path) {
  const std::string_view name = FileName(path);
  return name.substr(0, name.find('.'));
}

// The rules by which one of several documents counts, most decisive first: smaller is better.
auto Rank(const IndexEntry& entry, const IndexEntry* like) {
  const bool like_source = like != nullptr && FileName(entry.path) == FileName(like->path);
  return std::tuple(!entry.usable, !like_source, Stem(entry.path) != entry.key.ref, std::string_view(entry.path));
}

}  // namespace

const IndexEntry* Choose(const std::vector<IndexEntry>& review, std::string_view lang, const IndexEntry* like) {
  const IndexEntry* best = nullptr;
  for (const IndexEntry& entry : review) {
    if (entry.key.lang == lang && (best == nullptr || Rank(entry, like) < Rank(*best, like))) best = &entry;
  }
  return best;
}

std::string_view WhyChosen(const IndexEntry& winner, const IndexEntry& other, const IndexEntry* like) {
  const auto best = Rank(winner, like);
  const auto rest = Rank(other, like);
  if (std::get<0>(best) != std::get<0>(rest)) return "the other cannot be used";
  if (std::get<1>(best) != std::get<1>(rest)) return "its file is named like the source's";
  if (std::get<2>(best) != std::get<2>(rest)) return "its file is named for the ref";
  return "its path comes first";
}

std::vector<TargetState> StatesOf(const std::vector<IndexEntry>& review, std::string_view source_lang,
                                  const std::set<std::string>& targets) {
  std::vector<TargetState> states;
  const IndexEntry* source = Choose(review, source_lang, nullptr);
  for (const std::string& lang : targets) {
    const IndexEntry* target = Choose(review, lang, source);
    if (source == nullptr && target == nullptr) continue;
    const Presence presence = source == nullptr   ? Presence::kOrphan
                              : target == nullptr ? Presence::kMissing
                                                  : Presence::kPresent;
    states.push_back({lang, presence, source, target});
  }
  return states;
}

void TargetLanguages::See(const IndexEntry& entry) {
  if (!rules_->targets.empty() || entry.key.lang == rules_->source_lang) return;
  by_collection_[entry.key.collection].insert(entry.key.lang);
}

const std::set<std::string>& TargetLanguages::Of(const std::string& collection) const {
  static const std::set<std::string> none;
  const auto found = by_collection_.find(collection);
  return found == by_collection_.end() ? none : found->second;
}

std::set<std::string> TargetLanguages::All() const {
  std::set<std::string> all;
  for (const auto& [collection, langs] : by_collection_) all.insert(langs.begin(), langs.end());
  return all;
}

}  // namespace lockstep
