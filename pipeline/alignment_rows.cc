// From links to rows: texts and lines of what is linked.
#include <algorithm>
#include <array>
#include <string_view>

#include "pipeline/alignment_view.h"
#include "stages/model/line_counter.h"
#include "stages/normalization.h"

namespace lockstep {
namespace {

using Indices = std::vector<std::uint32_t>;

// Kinds that make up a page's form. A site may have pages without them.
constexpr std::array<BlockKind, 3> kFormKinds = {BlockKind::kHeading, BlockKind::kScoreLine, BlockKind::kDateLine};

// One side of the alignment.
class Side {
 public:
  explicit Side(const Document& document) : document_(document), lines_(document.source.text) {}

  std::optional<LineSpan> BlockLines(const Indices& blocks) const {
    if (blocks.empty()) return std::nullopt;
    return LineSpan{lines_.FirstLine(document_.blocks[blocks.front()].range),
                    lines_.LastLine(document_.blocks[blocks.back()].range)};
  }

  std::vector<std::string> BlockTexts(const Indices& blocks) const {
    std::vector<std::string> texts;
    for (const std::uint32_t block : blocks)
      texts.push_back(NormalizeText(Slice(document_.source.text, document_.blocks[block].range)));
    return texts;
  }

  std::optional<LineSpan> SegmentLines(const Indices& segments) const {
    if (segments.empty()) return std::nullopt;
    return LineSpan{lines_.FirstLine(document_.segments[segments.front()].range),
                    lines_.LastLine(document_.segments[segments.back()].range)};
  }

  std::vector<std::string> SegmentTexts(const Indices& segments) const {
    std::vector<std::string> texts;
    for (const std::uint32_t segment : segments) texts.push_back(document_.segments[segment].text);
    return texts;
  }

  bool Has(BlockKind kind) const {
    return std::any_of(document_.blocks.begin(), document_.blocks.end(),
                       [&](const Block& block) { return block.kind == kind; });
  }

  BlockKind KindOf(std::uint32_t block) const { return document_.blocks[block].kind; }

 private:
  const Document& document_;
  LineCounter lines_;
};

// `indices` cut where one is not the neighbour of the next.
std::vector<Indices> Runs(const Indices& indices) {
  std::vector<Indices> runs;
  for (const std::uint32_t index : indices) {
    if (runs.empty() || runs.back().back() + 1 != index) runs.emplace_back();
    runs.back().push_back(index);
  }
  if (runs.empty()) runs.emplace_back();
  return runs;
}

bool IsForeignForm(const Link& link, const Side& source, const Side& target) {
  if (link.Paired()) return false;
  const Side& here = link.source.empty() ? target : source;
  const Side& there = link.source.empty() ? source : target;
  const BlockKind kind = here.KindOf(link.source.empty() ? link.target[0] : link.source[0]);
  return std::find(kFormKinds.begin(), kFormKinds.end(), kind) != kFormKinds.end() && !there.Has(kind);
}

AlignedRow SegmentRow(const Link& link, const Side& source, const Side& target) {
  return {LinkLevel::kSegment,
          link.source,
          link.target,
          source.SegmentLines(link.source),
          target.SegmentLines(link.target),
          source.SegmentTexts(link.source),
          target.SegmentTexts(link.target),
          link.confidence};
}

void AddBlockRows(const Link& link, const Side& source, const Side& target, std::vector<AlignedRow>& rows) {
  for (const Indices& from : Runs(link.source)) {
    for (const Indices& to : Runs(link.target)) {
      rows.push_back({LinkLevel::kBlock, from, to, source.BlockLines(from), target.BlockLines(to),
                      source.BlockTexts(from), target.BlockTexts(to), link.confidence});
    }
  }
}

std::optional<LineSpan> PlainLines(const Indices& lines) {
  if (lines.empty()) return std::nullopt;
  return LineSpan{lines.front() + std::size_t{1}, lines.back() + std::size_t{1}};
}

std::vector<std::string> PlainTexts(const std::vector<std::string>& texts, const Indices& lines) {
  std::vector<std::string> chosen;
  for (const std::uint32_t line : lines) chosen.push_back(texts[line]);
  return chosen;
}

}  // namespace

std::vector<AlignedRow> RowsOf(const Document& source, const Document& target, const Alignment& alignment) {
  const Side from(source), to(target);
  std::vector<AlignedRow> rows;
  for (const Link& link : alignment.fields) rows.push_back(SegmentRow(link, from, to));
  for (std::size_t n = 0; n < alignment.blocks.size(); ++n) {
    const Link& blocks = alignment.blocks[n];
    if (IsForeignForm(blocks, from, to)) continue;
    AddBlockRows(blocks, from, to, rows);
    for (const Link& link : alignment.segments[n]) rows.push_back(SegmentRow(link, from, to));
  }
  return rows;
}

std::vector<AlignedRow> RowsOf(const std::vector<std::string>& source, const std::vector<std::string>& target,
                               const std::vector<Link>& links) {
  std::vector<AlignedRow> rows;
  for (const Link& link : links) {
    rows.push_back({link.level, link.source, link.target, PlainLines(link.source), PlainLines(link.target),
                    PlainTexts(source, link.source), PlainTexts(target, link.target), link.confidence});
  }
  return rows;
}

}  // namespace lockstep
