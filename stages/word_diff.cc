#include "stages/word_diff.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <utility>

#include "locales/unicode.h"

namespace lockstep {
namespace {

using Tokens = std::vector<std::string_view>;
using Kept = std::vector<std::pair<std::size_t, std::size_t>>;  // tokens of both sides that stay, ascending

// How far the shortest edit is looked for: this many words that differ, and this many comparisons a word. Two sentences
// of a review are far below; beyond, no reader would find his way through the pieces.
constexpr std::ptrdiff_t kMostEdits = 1000;
constexpr std::size_t kComparisonsPerWord = 64;
constexpr std::size_t kComparisonsAtLeast = 1 << 20;

// Words, spaces and whole facts, which concatenate to the text.
class Tokenizer {
 public:
  explicit Tokenizer(const DiffText& text) : text_(text.text) {
    std::size_t at = 0;
    for (const Fact& fact : text.facts) {
      if (fact.range.begin < at || fact.range.empty() || fact.range.end > text_.size()) continue;
      AddWords(at, fact.range.begin);
      Add(fact.range.begin, fact.range.end);
      at = fact.range.end;
    }
    AddWords(at, text_.size());
  }

  Tokens Take() { return std::move(tokens_); }

 private:
  void Add(std::size_t begin, std::size_t end) {
    if (begin < end) tokens_.push_back(text_.substr(begin, end - begin));
  }

  void AddWords(std::size_t begin, std::size_t end) {
    std::size_t at = begin;
    for (const Range& word : SplitWords(text_.substr(begin, end - begin))) {
      Add(at, begin + word.begin);
      Add(begin + word.begin, begin + word.end);
      at = begin + word.end;
    }
    Add(at, end);
  }

  std::string_view text_;
  Tokens tokens_;
};

// A stretch of both texts: `same` tokens of each, or those that went and those that came.
struct Hunk {
  std::size_t before = 0;  // index of its first token
  std::size_t after = 0;
  std::size_t gone = 0;
  std::size_t come = 0;
  std::size_t same = 0;
};

// The part of two token lists that is not their common head and tail.
struct Middle {
  const std::string_view* before;
  const std::string_view* after;
  std::ptrdiff_t n;
  std::ptrdiff_t m;
};

// Myers' greedy search ("An O(ND) difference algorithm", 1986), keeping the furthest points of each round for the way
// back.
class ShortestEdit {
 public:
  explicit ShortestEdit(const Middle& middle) : middle_(middle) {}

  // What the shortest edit keeps; nothing where the search is given up.
  Kept Find() {
    const std::ptrdiff_t most = std::min(middle_.n + middle_.m, kMostEdits);
    std::vector<std::ptrdiff_t> furthest(static_cast<std::size_t>(2 * most + 3), 0);
    const auto at = [&](std::ptrdiff_t k) -> std::ptrdiff_t& {
      return furthest[static_cast<std::size_t>(k + most + 1)];
    };
    std::size_t comparisons =
        kComparisonsAtLeast + kComparisonsPerWord * static_cast<std::size_t>(middle_.n + middle_.m);
    for (std::ptrdiff_t d = 0; d <= most; ++d) {
      rounds_.emplace_back(furthest.begin() + most + 1 - d, furthest.begin() + most + 2 + d);
      for (std::ptrdiff_t k = -d; k <= d; k += 2) {
        const bool down = k == -d || (k != d && at(k - 1) < at(k + 1));
        std::ptrdiff_t x = down ? at(k + 1) : at(k - 1) + 1;
        const std::ptrdiff_t begin = x;
        while (x < middle_.n && x - k < middle_.m && middle_.before[x] == middle_.after[x - k]) ++x;
        at(k) = x;
        const auto spent = static_cast<std::size_t>(x - begin) + 1;
        if (spent > comparisons) return {};
        comparisons -= spent;
        if (x >= middle_.n && x - k >= middle_.m) return TraceBack(d);
      }
    }
    return {};
  }

 private:
  // rounds_[d] holds the furthest points before round d, on the diagonals -d to d.
  Kept TraceBack(std::ptrdiff_t d) const {
    Kept kept;
    std::ptrdiff_t x = middle_.n;
    std::ptrdiff_t y = middle_.m;
    for (; d >= 0; --d) {
      const std::vector<std::ptrdiff_t>& round = rounds_[static_cast<std::size_t>(d)];
      const auto at = [&](std::ptrdiff_t k) { return round[static_cast<std::size_t>(k + d)]; };
      const std::ptrdiff_t k = x - y;
      std::ptrdiff_t from_x = 0;
      std::ptrdiff_t from_y = 0;
      if (d > 0) {
        const bool down = k == -d || (k != d && at(k - 1) < at(k + 1));
        from_x = down ? at(k + 1) : at(k - 1);
        from_y = from_x - (down ? k + 1 : k - 1);
      }
      const std::ptrdiff_t begin = d == 0 ? 0 : (k > from_x - from_y ? from_x + 1 : from_x);
      while (x > begin) kept.emplace_back(static_cast<std::size_t>(--x), static_cast<std::size_t>(--y));
      x = from_x;
      y = from_y;
    }
    std::reverse(kept.begin(), kept.end());
    return kept;
  }

  Middle middle_;
  std::vector<std::vector<std::ptrdiff_t>> rounds_;
};

// How many tokens the two lists have in common at their heads, and behind those at their tails.
std::pair<std::size_t, std::size_t> CommonEnds(const Tokens& before, const Tokens& after) {
  const auto [b, a] = std::mismatch(before.begin(), before.end(), after.begin(), after.end());
  const auto tail =
      std::mismatch(before.rbegin(), std::make_reverse_iterator(b), after.rbegin(), std::make_reverse_iterator(a));
  return {b - before.begin(), tail.first - before.rbegin()};
}

// Hunks in order, alternately the same and changed; the first and the last are the same, maybe empty.
class Hunks {
 public:
  explicit Hunks(std::size_t head) : hunks_{{0, 0, 0, 0, head}} {}

  // The next token that stays: token x of the one text, y of the other. What lies between has changed.
  void Keep(std::size_t x, std::size_t y, std::size_t count) {
    const Hunk& last = hunks_.back();
    const std::size_t from_x = last.before + last.same;
    const std::size_t from_y = last.after + last.same;
    if (x != from_x || y != from_y) {
      hunks_.push_back({from_x, from_y, x - from_x, y - from_y, 0});
      hunks_.push_back({x, y, 0, 0, 0});
    }
    hunks_.back().same += count;
  }
  std::vector<Hunk> Take() { return std::move(hunks_); }

 private:
  std::vector<Hunk> hunks_;
};

std::vector<Hunk> FindHunks(const Tokens& before, const Tokens& after) {
  const auto [head, tail] = CommonEnds(before, after);
  const Middle middle{before.data() + head, after.data() + head,
                      static_cast<std::ptrdiff_t>(before.size() - head - tail),
                      static_cast<std::ptrdiff_t>(after.size() - head - tail)};
  Hunks hunks(head);
  for (const auto& [x, y] : ShortestEdit(middle).Find()) hunks.Keep(head + x, head + y, 1);
  hunks.Keep(before.size() - tail, after.size() - tail, tail);
  return hunks.Take();
}

// Lengths and words of any stretch of tokens.
class Measure {
 public:
  explicit Measure(const Tokens& tokens) : lengths_{0}, words_{0} {
    for (const std::string_view token : tokens) {
      lengths_.push_back(lengths_.back() + CountCodePoints(token));
      words_.push_back(words_.back() + CountWords(token));
    }
  }
  std::size_t Length(std::size_t begin, std::size_t count) const { return lengths_[begin + count] - lengths_[begin]; }
  std::size_t Words(std::size_t begin, std::size_t count) const { return words_[begin + count] - words_[begin]; }

 private:
  std::vector<std::size_t> lengths_;
  std::vector<std::size_t> words_;
};

// True where what stands between two changes only makes them harder to read: no word at all, or few letters between
// many.
bool IsIsland(const Measure& before, const Measure& after, const Hunk& left, const Hunk& same, const Hunk& right) {
  const auto length = [&](const Hunk& change) {
    return std::max(before.Length(change.before, change.gone), after.Length(change.after, change.come));
  };
  const std::size_t smaller = std::min(length(left), length(right));
  const std::size_t island = before.Length(same.before, same.same);
  return before.Words(same.before, same.same) > 0 ? island * 2 <= smaller : island <= smaller;
}

// Changes with an island between them become one.
std::vector<Hunk> JoinAcrossIslands(const std::vector<Hunk>& hunks, const Measure& before, const Measure& after) {
  std::vector<Hunk> joined;
  for (const Hunk& hunk : hunks) {
    joined.push_back(hunk);
    // ... same, change, same, change: the one that came last may reach back over several islands.
    while (hunk.same == 0 && joined.size() >= 4) {
      Hunk& left = joined[joined.size() - 3];
      const Hunk same = joined[joined.size() - 2];
      const Hunk right = joined.back();
      if (right.gone + right.come == 0 || !IsIsland(before, after, left, same, right)) break;
      left.gone += same.same + right.gone;
      left.come += same.same + right.come;
      joined.resize(joined.size() - 2);
    }
  }
  return joined;
}

void AddPiece(WordDiff& diff, DiffPiece::Kind kind, const Tokens& tokens, std::size_t begin, std::size_t count) {
  if (count == 0) return;
  DiffPiece piece{kind, ""};
  for (std::size_t i = begin; i < begin + count; ++i) piece.text += tokens[i];
  diff.push_back(std::move(piece));
}

}  // namespace

const char* Name(DiffPiece::Kind kind) {
  switch (kind) {
    case DiffPiece::Kind::kSame: return "same";
    case DiffPiece::Kind::kGone: return "gone";
    case DiffPiece::Kind::kCome: return "come";
  }
  return "";
}

WordDiff DiffWords(const DiffText& before, const DiffText& after) {
  const Tokens old_tokens = Tokenizer(before).Take();
  const Tokens new_tokens = Tokenizer(after).Take();
  WordDiff diff;
  for (const Hunk& hunk :
       JoinAcrossIslands(FindHunks(old_tokens, new_tokens), Measure(old_tokens), Measure(new_tokens))) {
    AddPiece(diff, DiffPiece::Kind::kSame, old_tokens, hunk.before, hunk.same);
    AddPiece(diff, DiffPiece::Kind::kGone, old_tokens, hunk.before, hunk.gone);
    AddPiece(diff, DiffPiece::Kind::kCome, new_tokens, hunk.after, hunk.come);
  }
  return diff;
}

std::string BeforeOf(const WordDiff& diff) {
  std::string text;
  for (const DiffPiece& piece : diff) {
    if (piece.kind != DiffPiece::Kind::kCome) text += piece.text;
  }
  return text;
}

std::string AfterOf(const WordDiff& diff) {
  std::string text;
  for (const DiffPiece& piece : diff) {
    if (piece.kind != DiffPiece::Kind::kGone) text += piece.text;
  }
  return text;
}

}  // namespace lockstep
