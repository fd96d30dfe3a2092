#include "stages/verbatim_carrying.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "stages/block_partners.h"
#include "stages/model/line_ends.h"
#include "stages/verbatim_lines.h"

namespace lockstep {
namespace {

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
        partners_(source, target, bindings),
        line_end_(LineEndOf(target.source.text)) {}

  std::vector<PlannedEdit> Run() {
    for (const auto& [block, numbers] : NumbersByBlock()) {
      const std::optional<std::uint32_t> source = partners_.SourceOf(block);
      if (source && IsWhole(source_->blocks[*source], target_->blocks[block], numbers)) {
        AddBlock(source_->blocks[*source], target_->blocks[block], numbers);
      } else {
        for (const std::size_t number : numbers) AddLine(number);
      }
    }
    return std::move(edits_);
  }

 private:
  using Numbers = std::vector<std::size_t>;

  // The bindings of each verbatim block of the translation; what has no line there goes with its block's partner.
  std::map<std::uint32_t, Numbers> NumbersByBlock() const {
    std::map<std::uint32_t, Numbers> numbers;
    for (std::size_t i = 0; i < bindings_->size(); ++i) {
      const Binding& binding = (*bindings_)[i];
      if (!(*findings_)[i].is_verbatim) continue;
      const auto block = binding.target.empty() ? partners_.TargetOf(*source_->segments[binding.source.front()].block())
                                                : target_->segments[binding.target.front()].block();
      if (block) numbers[*block].push_back(i);
    }
    return numbers;
  }

  bool IsWhole(const Block& from, const Block& to, const Numbers& numbers) const {
    const auto all = [&](bool (*test)(const Finding&)) {
      return std::all_of(numbers.begin(), numbers.end(), [&](std::size_t n) { return test((*findings_)[n]); });
    };
    const auto any = [&](bool (*test)(const Finding&)) {
      return std::any_of(numbers.begin(), numbers.end(), [&](std::size_t n) { return test((*findings_)[n]); });
    };
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

  void AddBlock(const Block& from, const Block& to, const Numbers& numbers) {
    PlannedEdit& planned = edits_.emplace_back();
    planned.edit.range = to.range;
    std::string& bytes = planned.edit.bytes;
    std::size_t taken = from.range.begin;
    const auto take_up_to = [&](std::size_t end) {
      bytes += WithLineEnds(Slice(source_->source.text, {taken, end}), line_end_);
      taken = end;
    };
    for (const Line& line : SourceLines(numbers)) {
      take_up_to(line.range.begin);
      planned.written.push_back({line.number, {bytes.size(), bytes.size() + line.range.size()}});
    }
    take_up_to(from.range.end);
  }

  void AddLine(std::size_t number) {
    const Binding& binding = (*bindings_)[number];
    const Finding& finding = (*findings_)[number];
    const bool is_pair = binding.source.size() == 1 && binding.target.size() == 1;
    if (!is_pair || !IsOwed(finding) || !IsCopy(finding)) return;
    PlannedEdit& planned = edits_.emplace_back();
    planned.edit.range = target_->segments[binding.target.front()].range;
    planned.edit.bytes = Slice(source_->source.text, source_->segments[binding.source.front()].range);
    planned.written = {{number, {0, planned.edit.bytes.size()}}};
  }

  const Document* source_;
  const Document* target_;
  const Bindings* bindings_;
  const std::vector<Finding>* findings_;
  BlockPartners partners_;
  std::string line_end_;
  std::vector<PlannedEdit> edits_;
};

}  // namespace

std::vector<PlannedEdit> CarryVerbatim(const Document& source, const Document& target, const Bindings& bindings,
                                       const std::vector<Finding>& findings) {
  return Carrier(source, target, bindings, findings).Run();
}

}  // namespace lockstep
