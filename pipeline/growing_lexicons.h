// The lexicons of a site while a run adds to them.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <vector>

#include "stages/lexicon.h"
#include "stages/model/binding.h"
#include "stages/model/outline.h"
#include "store/engine.h"
#include "store/keys.h"

namespace lockstep {

// What is learned stays in memory until Finish, or until it is too much; what the lexicons are in the end depends
// neither on the order nor on the threads. Thread-safe.
class GrowingLexicons {
 public:
  // `engine` must outlive this object.
  explicit GrowingLexicons(Engine& engine) : engine_(&engine), before_(engine.Snapshot()) {}

  // The store as it was before: what is aligned while the lexicons grow must not depend on how far they have come.
  const View& before() const { return *before_; }

  // Learns from the bindings that are sure, and stand as they were made. They count in the two outlines.
  void Learn(const Outline& source, const Outline& target, const Bindings& bindings);

  // Writes what was learned. Throws StoreError.
  void Finish();

 private:
  int SampledBits(const LanguagePair& languages);
  Lexicon& Find(const LanguagePair& languages);
  void Add(const LanguagePair& languages, const std::vector<Lexicon::Lesson>& lessons);
  void Write();

  Engine* engine_;
  std::unique_ptr<View> before_;
  std::mutex mutex_;
  std::map<LanguagePair, Lexicon> lexicons_;
  std::size_t size_ = 0;  // of all together
};

}  // namespace lockstep
