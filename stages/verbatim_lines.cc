#include "stages/verbatim_lines.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <utility>

#include "locales/unicode.h"
#include "stages/block_ranges.h"
#include "stages/heaviest_chain.h"
#include "stages/model/line_ends.h"
#include "stages/ordered_alignment.h"
#include "stages/word_bag.h"

namespace lockstep {
namespace {

// How many quotes a block is in.
std::size_t QuoteDepth(std::string_view file, std::size_t begin) {
  const std::string_view before = Slice(file, {LineBegin(file, begin), begin});
  return static_cast<std::size_t>(std::count(before.begin(), before.end(), '>'));
}

Range WithoutQuotes(std::string_view file, Range line, std::size_t depth) {
  line = TrimSpace(file, line);
  for (; depth > 0 && !line.empty() && file[line.begin] == '>'; --depth)
    line = TrimSpace(file, {line.begin + 1, line.end});
  return line;
}

bool SaysSomething(std::string_view line) {
  return AnyCodePoint(line, [](char32_t c) { return IsLetter(c) || IsDigit(c); });
}

// Tells which bytes of HTML are in comments; asked in order.
class HtmlComments {
 public:
  HtmlComments(std::string_view file, const Block& block)
      : text_(block.kind == BlockKind::kHtml ? file.substr(0, block.range.end) : std::string_view()),
        comment_{block.range.begin, block.range.begin} {}

  bool Hold(Range line) {
    while (comment_.end <= line.begin && comment_.begin < text_.size()) {
      const std::size_t begin = std::min(text_.find("<!--", comment_.end), text_.size());
      const std::size_t end = text_.find("-->", begin);
      comment_ = {begin, end == std::string_view::npos ? text_.size() : end + 3};
    }
    return comment_.begin <= line.begin && line.end <= comment_.end;
  }

 private:
  std::string_view text_;
  Range comment_;  // the last one that was found
};

// The lines that say something and stand in comments, or do not.
std::vector<Range> LinesWhere(std::string_view file, const Block& block, bool in_comments) {
  std::vector<Range> lines;
  const std::size_t depth = QuoteDepth(file, block.range.begin);
  HtmlComments comments(file, block);
  for (std::size_t begin = block.range.begin; begin < block.range.end;) {
    const std::size_t end = std::min(LineEnd(file, begin), block.range.end);
    const Range line = WithoutQuotes(file, {begin, end}, depth);
    if (SaysSomething(Slice(file, line)) && comments.Hold(line) == in_comments) lines.push_back(line);
    begin = end + 1;
  }
  return lines;
}

// An edited line between the same neighbours is the same line, however little of it is left.
constexpr LinkPriors kPriors = {.pair = 0, .alone = 1, .merge = 0, .double_merge = 0};
constexpr float kSameText = 12;
constexpr float kWordsKept = 10;      // log-odds of sharing all words, against
constexpr float kNoWordKept = -1.5F;  // those of sharing none
constexpr float kNever = -1000;       // lines are not joined
constexpr double kByPlace = 0.6;      // confidence in two lines that share nothing but their place

using Texts = std::span<const std::string_view>;

class LineJudge : public LinkJudge {
 public:
  LineJudge(Texts source, Texts target)
      : source_(source), target_(target), source_words_(BagsOf(source)), target_words_(BagsOf(target)) {}

  float Worth(std::size_t source, int sources, std::size_t target, int targets) const override {
    if (sources != 1 || targets != 1) return kNever;
    if (source_[source] == target_[target]) return kSameText;
    return kNoWordKept + kWordsKept * Alike(source, target);
  }

  double Confidence(std::size_t source, std::size_t target) const {
    if (source_[source] == target_[target]) return 1;
    return kByPlace + (1 - kByPlace) * static_cast<double>(Alike(source, target));
  }

 private:
  static std::vector<WordBag> BagsOf(Texts lines) {
    std::vector<WordBag> bags;
    bags.reserve(lines.size());
    for (const std::string_view line : lines) bags.push_back(WordsOf(line));
    return bags;
  }
  float Alike(std::size_t source, std::size_t target) const {
    return Likeness(source_words_[source], target_words_[target]);
  }

  Texts source_, target_;
  std::vector<WordBag> source_words_, target_words_;
};

// Lines that stand once on either side and read the same, in one order on both sides: as many as there can be.
std::vector<std::pair<std::size_t, std::size_t>> LandmarksOf(Texts source, Texts target) {
  struct Seen {
    std::size_t in_source = 0, in_target = 0, at = 0;
  };
  std::unordered_map<std::string_view, Seen> seen;
  for (const std::string_view line : source) ++seen[line].in_source;
  for (std::size_t j = 0; j < target.size(); ++j) {
    Seen& line = seen[target[j]];
    ++line.in_target;
    line.at = j;
  }
  std::vector<std::pair<std::size_t, std::size_t>> pairs;
  std::vector<ChainItem> items;
  for (std::size_t i = 0; i < source.size(); ++i) {
    const Seen& line = seen[source[i]];
    if (line.in_source != 1 || line.in_target != 1) continue;
    pairs.emplace_back(i, line.at);
    items.push_back({static_cast<std::uint32_t>(line.at), 1});
  }
  const std::vector<bool> in_order = HeaviestChain(items);
  std::vector<std::pair<std::size_t, std::size_t>> kept;
  for (std::size_t n = 0; n < pairs.size(); ++n)
    if (in_order[n]) kept.push_back(pairs[n]);
  return kept;
}

// Links lines from the first to the last.
class LineAligner {
 public:
  LineAligner(Texts source, Texts target) : source_(source), target_(target) {}

  // Source line `i` and target line `j` are one, and all before them are linked to each other.
  void TakeUpTo(std::size_t i, std::size_t j) {
    AlignGap(i, j);
    links_.push_back({LinkLevel::kSegment, {static_cast<std::uint32_t>(i)}, {static_cast<std::uint32_t>(j)}, 1});
    next_source_ = i + 1;
    next_target_ = j + 1;
  }

  std::vector<Link> Finish() && {
    AlignGap(source_.size(), target_.size());
    return std::move(links_);
  }

 private:
  void AlignGap(std::size_t source_end, std::size_t target_end) {
    if (next_source_ == source_end && next_target_ == target_end) return;
    const LineJudge judge(source_.subspan(next_source_, source_end - next_source_),
                          target_.subspan(next_target_, target_end - next_target_));
    for (Link link : AlignInOrder(source_end - next_source_, target_end - next_target_, judge, kPriors)) {
      if (link.Paired()) link.confidence = judge.Confidence(link.source.front(), link.target.front());
      for (std::uint32_t& n : link.source) n += static_cast<std::uint32_t>(next_source_);
      for (std::uint32_t& n : link.target) n += static_cast<std::uint32_t>(next_target_);
      link.level = LinkLevel::kSegment;
      links_.push_back(std::move(link));
    }
  }

  Texts source_, target_;
  std::size_t next_source_ = 0, next_target_ = 0;  // the first that are not linked yet
  std::vector<Link> links_;
};

}  // namespace

std::vector<Range> SplitLines(std::string_view file, const Block& block) {
  return LinesWhere(file, block, false);
}

std::vector<Range> CommentLines(std::string_view file, const Block& block) {
  return LinesWhere(file, block, true);
}

std::vector<Link> AlignLines(Texts source, Texts target) {
  LineAligner aligner(source, target);
  for (const auto& [i, j] : LandmarksOf(source, target)) aligner.TakeUpTo(i, j);
  return std::move(aligner).Finish();
}

}  // namespace lockstep
