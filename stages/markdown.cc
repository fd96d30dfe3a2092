#include "stages/markdown.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "locales/ascii.h"
#include "stages/block_kinds.h"
#include "stages/block_ranges.h"
#include "stages/byte_set.h"
#include "stages/directives.h"
#include "stages/inline_codes.h"
#include "stages/line_table.h"
#include "stages/link_syntax.h"
#include "stages/markdown_limits.h"
#include "stages/markdown_tree.h"
#include "stages/mdx.h"
#include "stages/model/line_ends.h"
#include "stages/paragraph_parts.h"
#include "stages/section_headings.h"

namespace lockstep {
namespace {

// A leaf of the tree with its bytes, before its kind is refined.
struct Piece {
  BlockKind kind = BlockKind::kOther;
  Range range;
  int level = 0;
  int column = 0;
  std::vector<PairedCode> codes;
};

BlockKind KindOfLeaf(const TreeLeaf& leaf) {
  switch (leaf.kind) {
    case TreeLeaf::Kind::kHeading: return BlockKind::kHeading;
    case TreeLeaf::Kind::kTableCell: return BlockKind::kTableCell;
    case TreeLeaf::Kind::kCode: return BlockKind::kCode;
    case TreeLeaf::Kind::kHtml: return BlockKind::kHtml;
    case TreeLeaf::Kind::kThematicBreak: return BlockKind::kThematicBreak;
    case TreeLeaf::Kind::kParagraph: break;
  }
  if (leaf.in_footnote) return BlockKind::kFootnote;
  return leaf.list_depth > 0 ? BlockKind::kListItem : BlockKind::kParagraph;
}

int LevelOfLeaf(const TreeLeaf& leaf) {
  if (leaf.kind == TreeLeaf::Kind::kHeading) return leaf.heading_level;
  if (leaf.kind == TreeLeaf::Kind::kTableCell) return leaf.row;
  return leaf.kind == TreeLeaf::Kind::kParagraph ? leaf.list_depth : 0;
}

// Collects the leaves of a body as pieces in file order.
class PieceCollector {
 public:
  // In `file`, something else stands in the place of the inlines of `foreign`.
  PieceCollector(std::string_view file, Range body, const ForeignSyntax& foreign)
      : file_(file.substr(0, body.end)), body_(body), foreign_(&foreign), lines_(file, body, foreign.indents) {}

  // `text` is the body as the parser is to see it.
  std::vector<Piece> Run(std::string_view text) {
    VisitLeaves(text, [this](const TreeLeaf& leaf) { Add(leaf); });
    // Footnotes come last in the tree. Nothing may overlap, whatever positions the parser gave.
    std::stable_sort(pieces_.begin(), pieces_.end(),
                     [](const Piece& a, const Piece& b) { return a.range.begin < b.range.begin; });
    std::size_t free = body_.begin;
    std::erase_if(pieces_, [&](const Piece& piece) {
      if (piece.range.begin < free) return true;
      free = piece.range.end;
      return false;
    });
    return std::move(pieces_);
  }

 private:
  void Add(const TreeLeaf& leaf) {
    if (leaf.first_line < 1) {
      unplaced_ = leaf;
      return;
    }
    AddAt(leaf, leaf.kind == TreeLeaf::Kind::kTableCell ? Cell(leaf) : LeafRange(file_, lines_, leaf));
  }

  void AddAt(const TreeLeaf& leaf, Range range) {
    if (range.empty()) return;
    Piece piece{KindOfLeaf(leaf), range, LevelOfLeaf(leaf), 0, {}};
    if (leaf.kind == TreeLeaf::Kind::kTableCell) piece.column = leaf.column;
    const bool has_text = piece.kind != BlockKind::kCode && piece.kind != BlockKind::kHtml;
    if (has_text) piece.codes = FindInlineCodes(file_, range, leaf.quote_depth, leaf.inlines);
    if (has_text) ProtectForeign(piece);
    if (piece.kind == BlockKind::kHeading) ProtectAttributes(piece);
    pieces_.push_back(std::move(piece));
  }

  void ProtectForeign(Piece& piece) const {
    const auto stands_before = [](Range range, std::size_t at) { return range.begin < at; };
    auto at = std::lower_bound(foreign_->inlines.begin(), foreign_->inlines.end(), piece.range.begin, stands_before);
    const std::size_t known = piece.codes.size();
    for (; at != foreign_->inlines.end() && at->end <= piece.range.end; ++at) {
      const InlineCode::Kind kind = file_[at->begin] == '<' ? InlineCode::Kind::kHtml : InlineCode::Kind::kShortcode;
      piece.codes.push_back({{kind, InlineCode::Position::kAlone, *at}, std::nullopt});
    }
    if (piece.codes.size() > known) ResolveOverlaps(piece.codes);
  }

  // A heading's anchor is what links lead to: no text for translators.
  void ProtectAttributes(Piece& piece) const {
    const Range attributes = FindHeadingAttributes(Slice(file_, piece.range));
    if (attributes.empty()) return;
    const Range range{piece.range.begin + attributes.begin, piece.range.begin + attributes.end};
    piece.codes.push_back({{InlineCode::Kind::kShortcode, InlineCode::Position::kAlone, range}, std::nullopt});
    ResolveOverlaps(piece.codes);
  }

  // The parser's columns of cells count escapes wrongly, so a row is cut here, when its first cell comes.
  Range Cell(const TreeLeaf& leaf) {
    if (leaf.column == 0) StartRow(leaf);
    const auto column = static_cast<std::size_t>(leaf.column);
    return column < cells_.size() ? cells_[column] : Range{};
  }

  void StartRow(const TreeLeaf& leaf) {
    const int line = leaf.row == 0 ? HeaderLine(file_, lines_, leaf.first_line) : leaf.first_line;
    Range row = lines_.Line(line);
    if (line == leaf.first_line) {
      row.begin = RowBegin(row, lines_.Offset(line, leaf.first_column));
    } else {
      PlaceBefore(leaf, line);
      row.begin = SkipLinePrefix(file_, row.begin, row.end, leaf.quote_depth);
    }
    const Range text = TrimSpace(file_, row);
    const bool is_directive = leaf.row > 0 && IsDirectiveBelow(Slice(file_, text));
    if (is_directive) pieces_.push_back({BlockKind::kOther, text, 0, 0, {}});
    cells_ = is_directive ? std::vector<Range>() : CellRanges(file_, row);
  }

  // The parser takes each line below a table for a row: `{: .wide }`, `:::`.
  static bool IsDirectiveBelow(std::string_view line) {
    if (line.find('|') != std::string_view::npos) return false;
    const std::optional<Directive> directive = ReadDirective(line);
    return directive && directive->title.empty();
  }

  // A paragraph that a table was cut from has no place in the tree; the table's own begins with it.
  void PlaceBefore(const TreeLeaf& header, int line) {
    if (!unplaced_) return;
    const TreeLeaf leaf = *std::exchange(unplaced_, std::nullopt);
    const std::size_t begin = lines_.Line(header.first_line).begin;
    const std::size_t text = SkipLinePrefix(file_, begin, body_.end, header.quote_depth);
    AddAt(leaf, TrimSpace(file_, {text, std::max(text, lines_.Line(line - 1).end)}));
  }

  // The first cell begins behind the row's marker and its own padding.
  std::size_t RowBegin(Range line, std::size_t cell) const {
    while (cell > line.begin && IsAsciiBlank(file_[cell - 1])) --cell;
    return cell > line.begin && file_[cell - 1] == '|' ? cell - 1 : cell;
  }

  std::string_view file_;
  Range body_;
  const ForeignSyntax* foreign_;
  LineTable lines_;
  std::vector<Piece> pieces_;
  std::vector<Range> cells_;
  std::optional<TreeLeaf> unplaced_;
};

// Turns pieces into blocks: fills the gaps, follows the sections, refines the kinds.
class BodyBuilder {
 public:
  // No piece begins in a block of `foreign`.
  BodyBuilder(std::string_view file, Range range, const ForeignSyntax& foreign, const Locale& locale)
      : file_(file), range_(range), foreign_(&foreign), at_(range.begin), headings_(locale) {
    body_.sections.push_back({});
  }

  Body Build(const std::vector<Piece>& pieces) {
    for (const Piece& piece : pieces) {
      FillGap(piece.range.begin);
      at_ = piece.range.end;
      AddPiece(piece);
    }
    FillGap(range_.end);
    return std::move(body_);
  }

 private:
  void AddPiece(const Piece& piece) {
    if (piece.kind == BlockKind::kHeading) OpenSection(piece);
    const bool splits = piece.kind == BlockKind::kParagraph || piece.kind == BlockKind::kListItem;
    if (splits) return AddParagraph(piece);
    AddBlock(piece, piece.kind, piece.range);
  }

  void OpenSection(const Piece& piece) {
    const auto heading = static_cast<std::int64_t>(body_.blocks.size());
    body_.sections.push_back({headings_.Id(Slice(file_, piece.range)), heading, piece.level});
  }

  // A score line, a date line, a directive, the entries of a list of references and a row of components are blocks of
  // their own, also where no blank line keeps them from the text around.
  void AddParagraph(const Piece& piece) {
    using Entries = ParagraphCutter::Entries;
    const bool in_references = body_.sections.back().id == "references";
    const std::vector<Range> lines = LinesOf(piece);
    const bool are_elements =
        std::all_of(lines.begin(), lines.end(), [&](Range line) { return IsElement(file_, line, foreign_->inlines); });
    const bool lists_references = in_references || OpensReference(Slice(file_, lines.front()));
    const Entries reference = lists_references ? Entries::kReferences : Entries::kNone;
    ParagraphCutter cutter(file_, are_elements ? Entries::kAllLines : reference);
    for (const Range line : lines) cutter.Add(line);
    const std::vector<ParagraphPart> parts = std::move(cutter).Finish();
    const bool entries = in_references || (lists_references && (parts.size() > 1 || HasUrl(piece)));
    for (const ParagraphPart& part : parts) {
      AddBlock(piece, KindOfPart(piece, part.kind, part.range, entries), part.range);
      if (part.kind == BlockKind::kListItem) ++body_.blocks.back().level;
    }
  }

  BlockKind KindOfPart(const Piece& piece, BlockKind line, Range range, bool entries) const {
    if (line != BlockKind::kParagraph) return line;
    if (IsFormula(Slice(file_, range))) return BlockKind::kMath;
    if (IsShortcodes(piece, range)) return BlockKind::kOther;
    return entries ? BlockKind::kReference : piece.kind;
  }

  // True where there is nothing else, so nothing to translate: `{{ toc }}`.
  bool IsShortcodes(const Piece& piece, Range range) const {
    if (file_[range.begin] != '{' && file_[range.begin] != ':') return false;  // nearly all text
    const std::vector<InlineCode> codes = CodesIn(piece, range);
    std::size_t at = range.begin;
    for (const InlineCode& code : codes) {
      const bool is_shortcode = code.kind == InlineCode::Kind::kShortcode || code.kind == InlineCode::Kind::kLineBreak;
      if (!is_shortcode || !TrimSpace(file_, {at, code.range.begin}).empty()) return false;
      at = code.range.end;
    }
    return !codes.empty() && TrimSpace(file_, {at, range.end}).empty();
  }

  bool HasUrl(const Piece& piece) const { return Slice(file_, piece.range).find("://") != std::string_view::npos; }

  // The piece's lines without what stands between them. A line that is only an escaped or hidden break is none.
  std::vector<Range> LinesOf(const Piece& piece) const {
    std::vector<Range> lines;
    std::size_t begin = piece.range.begin;
    for (const PairedCode& paired : piece.codes) {
      if (paired.code.kind != InlineCode::Kind::kLineBreak) continue;
      if (paired.code.range.begin > begin) lines.push_back({begin, paired.code.range.begin});
      begin = paired.code.range.end;
    }
    if (begin < piece.range.end || lines.empty()) lines.push_back({begin, piece.range.end});
    return lines;
  }

  void AddBlock(const Piece& piece, BlockKind kind, Range range) {
    Block block;
    block.kind = kind;
    block.range = range;
    block.level = piece.level;
    block.column = piece.column;
    block.section = static_cast<std::uint32_t>(body_.sections.size() - 1);
    block.codes = CodesIn(piece, range);
    body_.blocks.push_back(std::move(block));
  }

  // A pair that a cut has separated is text on both sides.
  static std::vector<InlineCode> CodesIn(const Piece& piece, Range range) {
    const auto inside = [&](const PairedCode& paired) {
      return paired.code.range.begin >= range.begin && paired.code.range.end <= range.end;
    };
    const auto stands_before = [](const PairedCode& paired, std::size_t at) { return paired.code.range.begin < at; };
    std::vector<InlineCode> codes;
    auto paired = std::lower_bound(piece.codes.begin(), piece.codes.end(), range.begin, stands_before);
    for (; paired != piece.codes.end() && paired->code.range.begin < range.end; ++paired) {
      if (!inside(*paired) || (paired->partner && !inside(piece.codes[*paired->partner]))) continue;
      codes.push_back(paired->code);
    }
    return codes;
  }

  // What the parser left out between `at_` and `end`: markers are passed over, anything else becomes a block.
  void FillGap(std::size_t end) {
    const std::string_view gap = file_.substr(0, end);  // a search must not run on through the rest of a long line
    while (at_ < end) {
      const std::size_t line_end = kLineEnds.FindIn(gap, at_);
      const Range text = WithoutMarkers(file_, {at_, line_end});
      if (text.empty())
        at_ = SkipLineEnd(gap, line_end);
      else
        AddDropped({text.begin, end});
    }
  }

  // `rest` begins with bytes that are in no leaf and are no marker.
  void AddDropped(Range rest) {
    const std::string_view gap = file_.substr(0, rest.end);
    BlockKind kind = BlockKind::kOther;
    std::size_t end = kLineEnds.FindIn(gap, rest.begin);
    if (const ForeignSyntax::Block* hidden = HiddenAt(rest.begin)) {
      kind = hidden->kind;
      end = std::min(hidden->range.end, rest.end);
    } else if (file_.substr(rest.begin, 2) == "[^") {
      kind = BlockKind::kFootnote;
    } else if (const std::optional<std::size_t> definition = LinkDefinitionEnd(gap, rest.begin)) {
      kind = BlockKind::kDefinition;
      end = *definition;
    }
    AddBlock({}, kind, TrimSpace(file_, {rest.begin, end}));
    at_ = end;
  }

  // The hidden block that `at` is in, or null.
  const ForeignSyntax::Block* HiddenAt(std::size_t at) const {
    const std::vector<ForeignSyntax::Block>& blocks = foreign_->blocks;
    const auto found = std::lower_bound(
        blocks.begin(), blocks.end(), at,
        [](const ForeignSyntax::Block& block, std::size_t offset) { return block.range.end <= offset; });
    return found != blocks.end() && found->range.begin <= at ? &*found : nullptr;
  }

  std::string_view file_;
  Range range_;
  const ForeignSyntax* foreign_;
  std::size_t at_;  // all before it is in a block, marker or white space
  SectionHeadings headings_;
  Body body_;
};

// Ranges of the body's text as ranges of the file.
std::vector<Range> InFile(std::vector<Range> ranges, Range body) {
  for (Range& range : ranges) range = {body.begin + range.begin, body.begin + range.end};
  return ranges;
}

// What is in the body that CommonMark does not know.
ForeignSyntax FindForeign(const Source& source, Range body) {
  const std::string_view text = Slice(source.text, body);
  ForeignSyntax found;
  if (IsMdx(source.path)) {
    found = FindMdx(text);
  } else {
    for (const Range range : FindCodeShortcodes(text)) found.blocks.push_back({BlockKind::kCode, range});
  }
  for (ForeignSyntax::Block& block : found.blocks)
    block.range = {body.begin + block.range.begin, body.begin + block.range.end};
  found.inlines = InFile(std::move(found.inlines), body);
  found.indents = InFile(std::move(found.indents), body);
  return found;
}

}  // namespace

Body ParseMarkdown(const Source& source, Range body, const Locale& locale) {
  constexpr std::string_view kBom = "\xEF\xBB\xBF";
  const std::string_view file = std::string_view(source.text).substr(0, body.end);
  if (body.begin == 0 && Slice(file, body).substr(0, kBom.size()) == kBom) body.begin += kBom.size();
  const ForeignSyntax foreign = FindForeign(source, body);
  const std::string masked = foreign.inlines.empty() ? "" : WithMasked(std::string(file), foreign.inlines);
  const std::string_view text = foreign.inlines.empty() ? file : masked;
  const std::vector<Range> complex = InFile(FindTooComplex(Slice(text, body)), body);
  std::vector<Range> hidden = complex;
  for (const ForeignSyntax::Block& block : foreign.blocks) hidden.push_back(block.range);
  PieceCollector pieces(text, body, foreign);
  BodyBuilder builder(file, body, foreign, locale);
  if (hidden.empty()) return builder.Build(pieces.Run(Slice(text, body)));
  const std::string seen = WithoutIndents(WithBlanked(text, hidden), foreign.indents);
  Body made = builder.Build(pieces.Run(std::string_view(seen).substr(body.begin)));
  made.unparsed = complex;
  return made;
}

}  // namespace lockstep
