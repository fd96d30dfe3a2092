#include "pipeline/growing_lexicons.h"

#include <optional>
#include <utility>

#include "stages/bindings.h"
#include "stages/realignment.h"
#include "store/lexicon_store.h"

namespace lockstep {
namespace {

constexpr std::size_t kMaxHeld = 4 * kMaxLexiconSize;

bool IsLesson(const Binding& binding) {
  return !binding.source.empty() && !binding.target.empty() && !binding.source_basis && !binding.target_basis &&
         !binding.doubtful && binding.confidence >= static_cast<float>(kSureLink);
}

}  // namespace

void GrowingLexicons::Learn(const Outline& source, const Outline& target, const Bindings& bindings) {
  const LanguagePair languages{source.key.lang, target.key.lang};
  const int bits = SampledBits(languages);
  std::vector<Lexicon::Lesson> lessons;
  for (const Binding& binding : bindings) {
    if (!IsLesson(binding)) continue;
    std::optional<Lexicon::Lesson> lesson =
        Lexicon::Study(JoinTexts(source, binding.source), JoinTexts(target, binding.target), bits);
    if (lesson) lessons.push_back(*std::move(lesson));
  }
  Add(languages, lessons);
}

void GrowingLexicons::Finish() {
  const std::lock_guard lock(mutex_);
  Write();
}

int GrowingLexicons::SampledBits(const LanguagePair& languages) {
  const std::lock_guard lock(mutex_);
  return Find(languages).sampled_bits();
}

Lexicon& GrowingLexicons::Find(const LanguagePair& languages) {
  const auto [found, is_new] = lexicons_.try_emplace(languages);
  if (is_new) found->second.Sample(FindLexicon(*engine_, languages).sampled_bits);
  return found->second;
}

void GrowingLexicons::Add(const LanguagePair& languages, const std::vector<Lexicon::Lesson>& lessons) {
  const std::lock_guard lock(mutex_);
  Lexicon& lexicon = Find(languages);
  size_ -= lexicon.size();
  for (const Lexicon::Lesson& lesson : lessons) lexicon.Learn(lesson);
  lexicon.Shrink(kMaxLexiconSize);
  size_ += lexicon.size();
  if (size_ > kMaxHeld) Write();
}

void GrowingLexicons::Write() {
  for (const auto& [languages, lexicon] : lexicons_) AddToLexicon(*engine_, languages, lexicon);
  lexicons_.clear();
  size_ = 0;
}

}  // namespace lockstep
