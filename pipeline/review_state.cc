#include "pipeline/review_state.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <utility>

#include "stages/keying.h"

namespace lockstep {
namespace {

std::string_view FileName(std::string_view path) {
  return path.substr(path.rfind('/') + 1);
}

std::string_view Stem(std::string_view path) {
  const std::string_view name = FileName(path);
  return name.substr(0, name.find('.'));
}

Diagnostic Warn(const std::string& path, std::string_view code, std::string message) {
  Diagnostic diagnostic;
  diagnostic.severity = Severity::kWarning;
  diagnostic.code = std::string(code);
  diagnostic.message = std::move(message);
  diagnostic.where.path = path;
  return diagnostic;
}

void NoteAt(Diagnostic& diagnostic, const std::string& path, std::string message) {
  Note note;
  note.where.path = path;
  note.message = std::move(message);
  diagnostic.notes.push_back(std::move(note));
}

// The rules by which one of several documents counts, most decisive first: smaller is better.
auto Rank(const IndexEntry& entry, const IndexEntry* like) {
  const bool like_source = like != nullptr && FileName(entry.path) == FileName(like->path);
  return std::tuple(!entry.usable, !like_source, Stem(entry.path) != entry.key.ref, std::string_view(entry.path));
}

// Which rule put `winner` before `other`.
std::string_view WhyChosen(const IndexEntry& winner, const IndexEntry& other, const IndexEntry* like) {
  const auto best = Rank(winner, like);
  const auto rest = Rank(other, like);
  if (std::get<0>(best) != std::get<0>(rest)) return "the other cannot be used";
  if (std::get<1>(best) != std::get<1>(rest)) return "its file is named like the source's";
  if (std::get<2>(best) != std::get<2>(rest)) return "its file is named for the ref";
  return "its path comes first";
}

}  // namespace

const IndexEntry* Choose(const std::vector<IndexEntry>& review, std::string_view lang, const IndexEntry* like) {
  const IndexEntry* best = nullptr;
  for (const IndexEntry& entry : review) {
    if (entry.key.lang == lang && (best == nullptr || Rank(entry, like) < Rank(*best, like))) best = &entry;
  }
  return best;
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

void CrossChecks::See(const std::vector<IndexEntry>& review) {
  CheckDuplicates(review);
  for (const IndexEntry& entry : review) CheckPath(entry);
  if (Choose(review, rules_->source_lang, nullptr) == nullptr) {
    orphans_.insert(orphans_.end(), review.begin(), review.end());
  }
}

void CrossChecks::CheckDuplicates(const std::vector<IndexEntry>& review) {
  const IndexEntry* source = Choose(review, rules_->source_lang, nullptr);
  std::map<std::string_view, const IndexEntry*> by_lang;  // which one counts
  for (const IndexEntry& entry : review) {
    const IndexEntry* like = entry.key.lang == rules_->source_lang ? nullptr : source;
    const IndexEntry*& counts = by_lang[entry.key.lang];
    if (counts == nullptr) counts = Choose(review, entry.key.lang, like);
    if (counts == &entry) continue;
    Diagnostic diagnostic =
        Warn(entry.path, "ref-duplicate",
             fmt::format("the ref \"{}\" is taken: another document in {} has it, and that one counts", entry.key.ref,
                         entry.key.lang));
    NoteAt(diagnostic, counts->path, fmt::format("this document counts: {}", WhyChosen(*counts, entry, like)));
    found_.push_back(std::move(diagnostic));
  }
}

void CrossChecks::CheckPath(const IndexEntry& entry) {
  const std::optional<PathMatch> match = MatchPath(entry.path, *rules_);
  if (!match || match->lang.empty() || match->collection->key_field.empty()) return;
  SamePath& same = by_neutral_path_[entry.key.collection + '\n' + match->neutral];
  if (same.source) {
    Compare(entry, *same.source);
  } else if (entry.key.lang != rules_->source_lang) {
    same.waiting.push_back(entry);
  } else {
    same.source = entry;
    for (const IndexEntry& translation : same.waiting) Compare(translation, entry);
    same.waiting.clear();
  }
}

// Where no language has the source, the first document stands for it.
void CrossChecks::CheckPathsWithoutSource() {
  for (const auto& [path, same] : by_neutral_path_) {
    for (const IndexEntry& entry : same.waiting) Compare(entry, same.waiting.front());
  }
}

void CrossChecks::Compare(const IndexEntry& entry, const IndexEntry& source) {
  if (entry.key.ref == source.key.ref) return;
  Diagnostic diagnostic = Warn(entry.path, "ref-differs",
                               fmt::format("the ref is \"{}\", but \"{}\" in the document of the same path in {}",
                                           entry.key.ref, source.key.ref, source.key.lang));
  NoteAt(diagnostic, source.path, fmt::format("the ref is \"{}\" here", source.key.ref));
  found_.push_back(std::move(diagnostic));
}

void CrossChecks::CheckElsewhere(const IndexEntry& orphan, const ReviewOf& review_of) {
  for (const Collection& collection : rules_->collections) {
    if (collection.name == orphan.key.collection) continue;
    const std::vector<IndexEntry> other = review_of(collection.name, orphan.key.ref);
    const IndexEntry* source = Choose(other, rules_->source_lang, nullptr);
    if (source == nullptr || Choose(other, orphan.key.lang, nullptr) != nullptr) continue;
    Diagnostic diagnostic =
        Warn(orphan.path, "ref-elsewhere",
             fmt::format("the review \"{}\" has its source in another collection: \"{}\", not \"{}\"", orphan.key.ref,
                         collection.name, orphan.key.collection));
    NoteAt(diagnostic, source->path, "this is the source");
    found_.push_back(std::move(diagnostic));
  }
}

std::vector<Diagnostic> CrossChecks::Finish(const ReviewOf& review_of) {
  CheckPathsWithoutSource();
  for (const IndexEntry& orphan : orphans_) CheckElsewhere(orphan, review_of);
  std::sort(found_.begin(), found_.end());
  return std::move(found_);
}

}  // namespace lockstep
