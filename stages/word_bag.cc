#include "stages/word_bag.h"

#include <algorithm>
#include <string>

#include "locales/unicode.h"
#include "stages/model/hash.h"
#include "stages/normalization.h"

namespace lockstep {

WordBag WordsOf(std::string_view text) {
  const std::string loose = LooseText(text);
  WordBag words;
  for (const Range word : SplitWords(loose)) {
    const CodePoint first = DecodeAt(loose, word.begin);
    if (IsLetter(first.value) || IsDigit(first.value)) words.push_back(Hash64(Slice(loose, word)));
  }
  std::sort(words.begin(), words.end());
  return words;
}

std::size_t CommonWords(const WordBag& a, const WordBag& b) {
  std::size_t common = 0;
  for (auto i = a.begin(), j = b.begin(); i != a.end() && j != b.end();) {
    if (*i == *j) ++common;
    const bool step_a = *i <= *j;
    const bool step_b = *j <= *i;
    i += step_a;
    j += step_b;
  }
  return common;
}

float Likeness(const WordBag& a, const WordBag& b) {
  if (a.empty() && b.empty()) return 1;
  return 2 * static_cast<float>(CommonWords(a, b)) / static_cast<float>(a.size() + b.size());
}

}  // namespace lockstep
