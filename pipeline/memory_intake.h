// What translations say on its way into the translation memory: from all threads, many translations a batch.
//
// Translations share units, headings above all: fed one by one, a common unit would be written as often as there are
// reviews.
#pragma once

#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "store/memory.h"
#include "store/store.h"

namespace lockstep {

// What one translation gives to the memory; nothing, and no source language, where it is no more.
struct Said {
  DocumentKey translation;
  std::string source_lang;
  std::vector<Pairing> pairings;
};

// Thread-safe. The store's last run brings what is taken in.
class MemoryIntake {
 public:
  // `store` must outlive this object; nothing else may change its memory until Finish.
  explicit MemoryIntake(Store& store) : store_(&store), changes_(store.engine()) {}

  // The batch that tells the memory takes the translation's mark away; a run that is killed before leaves it.
  void Take(const Said& said);
  void Finish();

 private:
  const Bringer& By();
  void Write();

  Store* store_;
  std::mutex mutex_;
  MemoryChanges changes_;
  std::optional<Bringer> by_;
  std::vector<std::string> heard_;  // marks to be taken away
};

}  // namespace lockstep
