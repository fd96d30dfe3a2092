#include "stages/verbatim_carrying.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "stages/model/line_ends.h"
#include "stages/verbatim_lines.h"

namespace lockstep {
namespace {

using BlockIndex = std::int32_t;

// True where the translation lacks an edit of the source.
bool IsOwed(const Finding& finding) {
  switch (finding.decision.state) {
    case State::kMissing: return true;
    case State::kOrphan: return !finding.is_addition;
    case State::kStale: return finding.decision.rung == Rung::kSourceEdited;
    case State::kCurrent:
    case State::kSuspect:
    case State::kAhead: break;
  }
  return false;
}

// True where the translation says to the letter what the source said when it was bound, or nothing where there was
// nothing yet. What a person accepted is as it should be.
bool IsCopy(const Finding& finding) {
  const Sides& sides = finding.sides;
  if (finding.decision.rung == Rung::kAccepted) return sides.source_now == sides.target_now;
  return sides.target_now ? sides.target_now == sides.source_then : !sides.target_then;
}

bool IsOneLine(std::string_view text) {
  return text.find_first_of("\r\n") == std::string_view::npos;
}

// What stands before a block on its first line, and so before all of them.
std::string_view IndentOf(const Document& document, const Block& block) {
  return Slice(document.source.text, {LineBegin(document.source.text, block.range.begin), block.range.begin});
}

class Carrier {
 public:
  Carrier(const Document& source, const Document& target, const Bindings& bindings,
          const std::vector<Finding>& findings)
      : source_(&source),
        target_(&target),
        bindings_(&bindings),
        findings_(&findings),
        line_end_(LineEndOf(target.source.text)) {}

  std::vector<PlannedEdit> Run() {
    PairBlocks();
    for (const auto& [block, numbers] : NumbersByBlock()) {
      if (const std::optional<BlockIndex> source = SourceOf(block); source && IsWhole(*source, block, numbers)) {
        AddBlock(*source, block, numbers);
      } else {
        for (const std::size_t number : numbers) AddLine(number);
      }
    }
    return std::move(edits_);
  }

 private:
  using Numbers = std::vector<std::size_t>;

  static BlockIndex BlockOf(const Document& document, const SegmentIndices& lines) {
    return document.segments[lines.front()].block;
  }
  static const Block& At(const Document& document, BlockIndex block) {
    return document.blocks[static_cast<std::size_t>(block)];
  }

  // A block whose lines stand for those of two has no partner, and so has one whose partner has another.
  void PairBlocks() {
    const auto pair = [](std::map<BlockIndex, std::optional<BlockIndex>>& partners, BlockIndex from, BlockIndex to) {
      const auto [known, is_new] = partners.try_emplace(from, to);
      if (!is_new && known->second != to) known->second.reset();
    };
    for (std::size_t i = 0; i < bindings_->size(); ++i) {
      const Binding& binding = (*bindings_)[i];
      if (!(*findings_)[i].is_verbatim || binding.source.empty() || binding.target.empty()) continue;
      pair(targets_, BlockOf(*source_, binding.source), BlockOf(*target_, binding.target));
      pair(sources_, BlockOf(*target_, binding.target), BlockOf(*source_, binding.source));
    }
  }

  std::optional<BlockIndex> SourceOf(BlockIndex target) const {
    const auto found = sources_.find(target);
    if (found == sources_.end() || !found->second) return std::nullopt;
    return targets_.at(*found->second) == target ? found->second : std::nullopt;
  }

  // The bindings of each verbatim block of the translation; what has no line there goes with its block's partner.
  std::map<BlockIndex, Numbers> NumbersByBlock() const {
    std::map<BlockIndex, Numbers> numbers;
    for (std::size_t i = 0; i < bindings_->size(); ++i) {
      const Binding& binding = (*bindings_)[i];
      if (!(*findings_)[i].is_verbatim) continue;
      if (!binding.target.empty()) {
        numbers[BlockOf(*target_, binding.target)].push_back(i);
      } else if (const auto partner = targets_.find(BlockOf(*source_, binding.source));
                 partner != targets_.end() && partner->second) {
        numbers[*partner->second].push_back(i);
      }
    }
    return numbers;
  }

  bool IsWhole(BlockIndex source, BlockIndex target, const Numbers& numbers) const {
    const auto all = [&](bool (*test)(const Finding&)) {
      return std::all_of(numbers.begin(), numbers.end(), [&](std::size_t n) { return test((*findings_)[n]); });
    };
    const auto any = [&](bool (*test)(const Finding&)) {
      return std::any_of(numbers.begin(), numbers.end(), [&](std::size_t n) { return test((*findings_)[n]); });
    };
    const Block& from = At(*source_, source);
    const Block& to = At(*target_, target);
    const bool fits = from.kind == to.kind && (IsOneLine(Slice(source_->source.text, from.range)) ||
                                               IndentOf(*source_, from) == IndentOf(*target_, to));
    return fits && any(IsOwed) && all(IsCopy) && HasCommentsOf(from, to);
  }

  // True where the source's block `from` has each comment of `to`: what the translator wrote himself must not be lost.
  bool HasCommentsOf(const Block& from, const Block& to) const {
    const std::vector<std::string_view> there = CommentsOf(*source_, from);
    const std::vector<std::string_view> here = CommentsOf(*target_, to);
    return std::includes(there.begin(), there.end(), here.begin(), here.end());
  }

  static std::vector<std::string_view> CommentsOf(const Document& document, const Block& block) {
    std::vector<std::string_view> comments;
    for (const Range line : CommentLines(document.source.text, block)) {
      comments.push_back(Slice(document.source.text, line));
    }
    std::sort(comments.begin(), comments.end());
    return comments;
  }

  // A line of the source, and the number of its binding.
  struct Line {
    Range range;
    std::size_t number;
  };

  std::vector<Line> SourceLines(const Numbers& numbers) const {
    std::vector<Line> lines;
    for (const std::size_t number : numbers) {
      for (const std::uint32_t index : (*bindings_)[number].source) {
        lines.push_back({source_->segments[index].range, number});
      }
    }
    std::sort(lines.begin(), lines.end(), [](const Line& a, const Line& b) { return a.range.begin < b.range.begin; });
    return lines;
  }

  void AddBlock(BlockIndex source, BlockIndex target, const Numbers& numbers) {
    const Range block = At(*source_, source).range;
    PlannedEdit& planned = edits_.emplace_back();
    planned.edit.range = At(*target_, target).range;
    std::string& bytes = planned.edit.bytes;
    std::size_t taken = block.begin;
    const auto take_up_to = [&](std::size_t end) {
      bytes += WithLineEnds(Slice(source_->source.text, {taken, end}), line_end_);
      taken = end;
    };
    for (const Line& line : SourceLines(numbers)) {
      take_up_to(line.range.begin);
      planned.units.push_back({line.number, {bytes.size(), bytes.size() + line.range.size()}});
    }
    take_up_to(block.end);
  }

  void AddLine(std::size_t number) {
    const Binding& binding = (*bindings_)[number];
    const Finding& finding = (*findings_)[number];
    const bool is_pair = binding.source.size() == 1 && binding.target.size() == 1;
    if (!is_pair || !IsOwed(finding) || !IsCopy(finding)) return;
    PlannedEdit& planned = edits_.emplace_back();
    planned.edit.range = target_->segments[binding.target.front()].range;
    planned.edit.bytes = Slice(source_->source.text, source_->segments[binding.source.front()].range);
    planned.units = {{number, {0, planned.edit.bytes.size()}}};
  }

  const Document* source_;
  const Document* target_;
  const Bindings* bindings_;
  const std::vector<Finding>* findings_;
  std::string line_end_;
  std::map<BlockIndex, std::optional<BlockIndex>> targets_;  // of blocks of the source
  std::map<BlockIndex, std::optional<BlockIndex>> sources_;  // of blocks of the translation
  std::vector<PlannedEdit> edits_;
};

}  // namespace

std::vector<PlannedEdit> CarryVerbatim(const Document& source, const Document& target, const Bindings& bindings,
                                       const std::vector<Finding>& findings) {
  return Carrier(source, target, bindings, findings).Run();
}

}  // namespace lockstep
