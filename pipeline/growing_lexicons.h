// The lexicons of a site while a run adds to them.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "stages/lexicon.h"
#include "stages/model/binding.h"
#include "stages/model/outline.h"
#include "stages/realignment.h"
#include "store/engine.h"
#include "store/keys.h"

namespace lockstep {

// What is learned stays in memory until Finish, or until it is too much; what the lexicons are in the end depends
// neither on the order nor on the threads. Of a large site they take a sample. Thread-safe.
class GrowingLexicons {
 public:
  // `engine` must outlive this object.
  explicit GrowingLexicons(Engine& engine) : engine_(&engine) {}

  // False where there is nothing to be learned from the translation `key` of a document in `source_lang`: the sample
  // does not take it, and never will.
  bool Wants(const std::string& source_lang, const DocumentKey& key);

  // Learns from the bindings that are sure, and stand as they were made. They count in the two outlines.
  void Learn(const Outline& source, const Outline& target, const Bindings& bindings);

  // Writes what was learned; nothing may be learned afterwards. Throws StoreError.
  void Finish();

  // The lexicon of `languages`, once it is finished, with what it knows of `words`, and perhaps others; null where that
  // is nothing. Not to be used longer than this object.
  std::shared_ptr<const Lexicon> Read(const LanguagePair& languages, const DoubtfulWords& words) const;

  static Lexicon::Place PlaceOf(const std::string& collection, const std::string& ref);

 private:
  struct Growing {
    Lexicon lexicon;
    bool is_all = false;  // the store had none before
  };
  int SampledBits(const LanguagePair& languages);
  Growing& Find(const LanguagePair& languages);
  void Add(const LanguagePair& languages, const std::vector<Lexicon::Lesson>& lessons);
  void Write();

  Engine* engine_;
  std::mutex mutex_;
  std::map<LanguagePair, Growing> lexicons_;
  std::size_t size_ = 0;  // of all together
};

}  // namespace lockstep
