#include "pipeline/growing_lexicons.h"

#include <optional>
#include <utility>

#include "pipeline/lexicon_alignment.h"
#include "stages/bindings.h"
#include "stages/model/hash.h"
#include "stages/realignment.h"
#include "store/lexicon_store.h"

namespace lockstep {
namespace {

constexpr std::size_t kMaxHeld = 4 * kMaxLexiconSize;

bool IsLesson(const Binding& binding, const Outline& source) {
  return !binding.source.empty() && !binding.target.empty() && !binding.source_basis && !binding.target_basis &&
         !binding.doubtful && binding.confidence >= static_cast<float>(kSureLink) &&
         !source.segments[binding.source.front()].is_verbatim();
}

}  // namespace

Lexicon::Place GrowingLexicons::PlaceOf(const std::string& collection, const std::string& ref) {
  return Hash64(collection + '\n' + ref);
}

bool GrowingLexicons::Wants(const std::string& source_lang, const DocumentKey& key) {
  return Lexicon::Takes(PlaceOf(key.collection, key.ref), SampledBits({source_lang, key.lang}));
}

void GrowingLexicons::Learn(const Outline& source, const Outline& target, const Bindings& bindings) {
  const LanguagePair languages{source.key.lang, target.key.lang};
  const int bits = SampledBits(languages);
  const Lexicon::Place place = PlaceOf(target.key.collection, target.key.ref);
  std::vector<Lexicon::Lesson> lessons;
  for (const Binding& binding : bindings) {
    if (!IsLesson(binding, source)) continue;
    std::optional<Lexicon::Lesson> lesson =
        Lexicon::Study(place, JoinTexts(source, binding.source), JoinTexts(target, binding.target), bits);
    if (lesson) lessons.push_back(*std::move(lesson));
  }
  Add(languages, lessons);
}

void GrowingLexicons::Finish() {
  const std::lock_guard lock(mutex_);
  Write();
}

std::shared_ptr<const Lexicon> GrowingLexicons::Read(const LanguagePair& languages, const DoubtfulWords& words) const {
  const auto found = lexicons_.find(languages);
  if (found == lexicons_.end()) return ReadKnownWords(*engine_, languages, words);
  const Lexicon& lexicon = found->second.lexicon;
  const bool any =
      lexicon.KnowsAny(Lexicon::Side::kSource, words.source) || lexicon.KnowsAny(Lexicon::Side::kTarget, words.target);
  return any ? std::shared_ptr<const Lexicon>(std::shared_ptr<void>(), &lexicon) : nullptr;  // this object owns it
}

int GrowingLexicons::SampledBits(const LanguagePair& languages) {
  const std::lock_guard lock(mutex_);
  return Find(languages).lexicon.sampled_bits();
}

GrowingLexicons::Growing& GrowingLexicons::Find(const LanguagePair& languages) {
  const auto [found, is_new] = lexicons_.try_emplace(languages);
  if (is_new) {
    const LexiconRecord known = FindLexicon(*engine_, languages);
    found->second.lexicon.Sample(known.sampled_bits);
    found->second.is_all = known.size == 0;
  }
  return found->second;
}

void GrowingLexicons::Add(const LanguagePair& languages, const std::vector<Lexicon::Lesson>& lessons) {
  const std::lock_guard lock(mutex_);
  Lexicon& lexicon = Find(languages).lexicon;
  size_ -= lexicon.size();
  for (const Lexicon::Lesson& lesson : lessons) lexicon.Learn(lesson);
  lexicon.Shrink(kMaxLexiconSize);
  size_ += lexicon.size();
  if (size_ <= kMaxHeld) return;
  Write();
  lexicons_.clear();
  size_ = 0;
}

// What is all there is stays: reading it back would cost a look into the store for each word.
void GrowingLexicons::Write() {
  for (const auto& [languages, growing] : lexicons_) AddToLexicon(*engine_, languages, growing.lexicon);
  std::erase_if(lexicons_, [](const auto& entry) { return !entry.second.is_all; });
}

}  // namespace lockstep
