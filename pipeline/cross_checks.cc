#include "pipeline/cross_checks.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

#include "pipeline/review_state.h"
#include "stages/keying.h"
#include "stages/model/hash.h"

namespace lockstep {
namespace {

using Report = std::function<void(Diagnostic)>;

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

// What a path pairs: the collection, and the path without its language. Nothing where no field of the documents could
// say otherwise.
std::optional<std::string> PairingPath(const IndexEntry& entry, const SiteRules& rules) {
  const std::optional<PathMatch> match = MatchPath(entry.path, rules);
  if (!match || match->lang.empty() || match->collection->key_field.empty()) return std::nullopt;
  return entry.key.collection + '\n' + match->neutral;
}

// Which paths pair documents under different refs, without keeping any of them.
class SplitPaths {
 public:
  void Add(std::string_view path, std::string_view ref) { refs_.emplace_back(Hash64(path), Hash64(ref)); }

  // Call before Contains, and add nothing afterwards.
  void Finish() {
    std::sort(refs_.begin(), refs_.end());
    for (std::size_t i = 1; i < refs_.size(); ++i) {
      if (refs_[i].first == refs_[i - 1].first && refs_[i].second != refs_[i - 1].second) {
        split_.push_back(refs_[i].first);
      }
    }
    refs_ = {};
  }
  bool IsEmpty() const { return split_.empty(); }
  bool Contains(std::string_view path) const { return std::binary_search(split_.begin(), split_.end(), Hash64(path)); }

 private:
  std::vector<std::pair<std::uint64_t, std::uint64_t>> refs_;  // hashes of a path and of a ref there
  std::vector<std::uint64_t> split_;                           // sorted
};

// ref-differs, of the documents that it is given.
class PathCheck {
 public:
  PathCheck(const SiteRules& rules, const Report& report) : rules_(&rules), report_(&report) {}

  void See(std::string path, const IndexEntry& entry) {
    Documents& same = by_path_[std::move(path)];
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
  void Finish() {
    for (const auto& [path, same] : by_path_) {
      for (const IndexEntry& entry : same.waiting) Compare(entry, same.waiting.front());
    }
  }

 private:
  // The documents of one path, in all languages.
  struct Documents {
    std::optional<IndexEntry> source;
    std::vector<IndexEntry> waiting;  // translations that came before their source
  };

  void Compare(const IndexEntry& entry, const IndexEntry& source) {
    if (entry.key.ref == source.key.ref) return;
    Diagnostic diagnostic = Warn(entry.path, "ref-differs",
                                 fmt::format("the ref is \"{}\", but \"{}\" in the document of the same path in {}",
                                             entry.key.ref, source.key.ref, source.key.lang));
    NoteAt(diagnostic, source.path, fmt::format("the ref is \"{}\" here", source.key.ref));
    (*report_)(std::move(diagnostic));
  }

  const SiteRules* rules_;
  const Report* report_;
  std::map<std::string, Documents> by_path_;
};

void CheckDuplicates(const std::vector<IndexEntry>& review, const SiteRules& rules, const Report& report) {
  const IndexEntry* source = Choose(review, rules.source_lang, nullptr);
  std::map<std::string_view, const IndexEntry*> by_lang;  // which one counts
  for (const IndexEntry& entry : review) {
    const IndexEntry* like = entry.key.lang == rules.source_lang ? nullptr : source;
    const IndexEntry*& counts = by_lang[entry.key.lang];
    if (counts == nullptr) counts = Choose(review, entry.key.lang, like);
    if (counts == &entry) continue;
    Diagnostic diagnostic =
        Warn(entry.path, "ref-duplicate",
             fmt::format("the ref \"{}\" is taken: another document in {} has it, and that one counts", entry.key.ref,
                         entry.key.lang));
    NoteAt(diagnostic, counts->path, fmt::format("this document counts: {}", WhyChosen(*counts, entry, like)));
    report(std::move(diagnostic));
  }
}

void CheckElsewhere(const IndexEntry& orphan, const ReviewIndex& index, const SiteRules& rules, const Report& report) {
  for (const Collection& collection : rules.collections) {
    if (collection.name == orphan.key.collection) continue;
    const std::vector<IndexEntry> other = index.review(collection.name, orphan.key.ref);
    const IndexEntry* source = Choose(other, rules.source_lang, nullptr);
    if (source == nullptr || Choose(other, orphan.key.lang, nullptr) != nullptr) continue;
    Diagnostic diagnostic =
        Warn(orphan.path, "ref-elsewhere",
             fmt::format("the review \"{}\" has its source in another collection: \"{}\", not \"{}\"", orphan.key.ref,
                         collection.name, orphan.key.collection));
    NoteAt(diagnostic, source->path, "this is the source");
    report(std::move(diagnostic));
  }
}

}  // namespace

void CheckAcross(const ReviewIndex& index, const SiteRules& rules, const Report& report) {
  SplitPaths split;
  index.for_each([&](const std::vector<IndexEntry>& review) {
    CheckDuplicates(review, rules, report);
    const bool has_source = Choose(review, rules.source_lang, nullptr) != nullptr;
    for (const IndexEntry& entry : review) {
      if (!has_source) CheckElsewhere(entry, index, rules, report);
      if (const auto path = PairingPath(entry, rules)) split.Add(*path, entry.key.ref);
    }
  });
  split.Finish();
  if (split.IsEmpty()) return;
  PathCheck check(rules, report);
  index.for_each([&](const std::vector<IndexEntry>& review) {
    for (const IndexEntry& entry : review) {
      std::optional<std::string> path = PairingPath(entry, rules);
      if (path && split.Contains(*path)) check.See(*std::move(path), entry);
    }
  });
  check.Finish();
}

}  // namespace lockstep
