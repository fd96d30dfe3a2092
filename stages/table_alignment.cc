#include "stages/table_alignment.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <map>
#include <utility>

namespace lockstep {
namespace {

using Index = std::uint32_t;
using Indices = std::vector<Index>;
constexpr Index kNoTable = std::numeric_limits<Index>::max();
constexpr Index kWidestCompared = 30;       // cells of a row, each of which is compared with each of another
constexpr std::size_t kRowsOfColumn = 200;  // that are enough to know it by

bool IsCell(const BlockUnit& block) {
  return block.kind == BlockKind::kTableCell;
}

// Makes `whole` the unit of its text followed by that of `next`.
void Append(BlockUnit& whole, const BlockUnit& next) {
  whole.features.Append(next.features);
  whole.text_hash = whole.text_hash * 31 + next.text_hash;
  const bool adjoins = whole.sentences.data() + whole.sentences.size() == next.sentences.data();
  if (adjoins) whole.sentences = {whole.sentences.data(), whole.sentences.size() + next.sentences.size()};
}

// ----- Rows

// One document's blocks, those of a row as one; a block that is no cell is a row of its own here. A column is the n-th
// cell of rows: empty ones are no blocks.
class Rows {
 public:
  explicit Rows(std::span<const BlockUnit> blocks) : blocks_(blocks) {
    for (Index n = 0; n < blocks.size(); ++n) {
      if (n > 0 && AreOneRow(blocks[n - 1], blocks[n]))
        Append(units_.back(), blocks[n]);
      else
        Begin(n);
      if (IsCell(blocks[n])) widths_.back() = std::max(widths_.back(), n + 1 - begins_.back());
    }
    begins_.push_back(static_cast<Index>(blocks.size()));
  }

  const std::vector<BlockUnit>& units() const { return units_; }

  // The table that a row is of, or kNoTable.
  Index TableOf(Index row) const { return tables_[row]; }
  // The number of its columns.
  Index WidthOf(Index table) const { return widths_[table]; }

  std::span<const BlockUnit> Cells(Index row) const { return blocks_.subspan(begins_[row], CountCells(row)); }
  Index CountCells(Index row) const { return begins_[row + 1] - begins_[row]; }

  Indices BlocksOf(const Indices& rows) const {
    Indices blocks;
    for (const Index row : rows)
      for (Index n = begins_[row]; n < begins_[row + 1]; ++n) blocks.push_back(n);
    return blocks;
  }
  // The blocks that `rows` have in `columns`.
  Indices BlocksOf(const Indices& rows, const Indices& columns) const {
    Indices blocks;
    for (const Index row : rows)
      for (const Index column : columns)
        if (column < CountCells(row)) blocks.push_back(begins_[row] + column);
    return blocks;
  }

 private:
  static bool AreOneRow(const BlockUnit& cell, const BlockUnit& next) {
    return IsCell(cell) && IsCell(next) && cell.level == next.level;
  }

  void Begin(Index block) {
    const BlockUnit& first = blocks_[block];
    const bool goes_on = block > 0 && IsCell(blocks_[block - 1]) && blocks_[block - 1].level < first.level;
    if (IsCell(first) && !goes_on) widths_.push_back(0);
    tables_.push_back(IsCell(first) ? static_cast<Index>(widths_.size() - 1) : kNoTable);
    begins_.push_back(block);
    units_.push_back(first);
  }

  std::span<const BlockUnit> blocks_;
  std::vector<BlockUnit> units_;
  Indices begins_;  // by row: its first block; and where the last one ends
  Indices tables_;  // by row
  Indices widths_;  // by table
};

// ----- Columns

// The columns of one table, each with all that it says in the rows that have a counterpart.
class Columns {
 public:
  void Add(std::span<const BlockUnit> row) {
    const bool tells_more = rows_++ < kRowsOfColumn;
    for (std::size_t n = 0; n < row.size(); ++n) {
      if (n < units_.size()) {
        if (tells_more) units_[n].features.Append(row[n].features);
        continue;
      }
      BlockUnit& column = units_.emplace_back(row[n]);
      column.level = 0;
      column.sentences = {};
    }
  }
  const std::vector<BlockUnit>& units() const { return units_; }

 private:
  std::vector<BlockUnit> units_;
  std::size_t rows_ = 0;
};

// What links of rows say of the cells in them.
class CellLinker {
 public:
  // All is kept by reference.
  CellLinker(const Rows& source, const Rows& target, const Similarity& similarity,
             const Similarity& sentence_similarity)
      : source_(source), target_(target), similarity_(similarity), sentence_similarity_(sentence_similarity) {}

  // The links of blocks that `rows`, the links of rows, stand for.
  std::vector<Link> Expand(const std::vector<Link>& rows) {
    AlignColumns(rows);
    std::vector<Link> blocks;
    for (const Link& link : rows) {
      if (!LinksTables(link)) {
        Add(source_.BlocksOf(link.source), target_.BlocksOf(link.target), link.confidence, blocks);
        continue;
      }
      for (const Link& columns : ColumnsOf(link)) {
        Add(source_.BlocksOf(link.source, columns.source), target_.BlocksOf(link.target, columns.target),
            std::min(link.confidence, columns.confidence), blocks);
      }
    }
    return blocks;
  }

 private:
  using TablePair = std::pair<Index, Index>;
  struct LinkedTables {
    Columns source, target;
    std::vector<Link> columns;
  };

  TablePair TablesOf(const Link& rows) const {
    return {source_.TableOf(rows.source.front()), target_.TableOf(rows.target.front())};
  }

  // True for a link of rows of one table with rows of another.
  bool LinksTables(const Link& rows) const {
    if (!rows.Paired()) return false;
    const TablePair tables = TablesOf(rows);
    const auto is_of = [](const Rows& side, const Indices& of, Index table) {
      return table != kNoTable && std::all_of(of.begin(), of.end(), [&](Index n) { return side.TableOf(n) == table; });
    };
    return is_of(source_, rows.source, tables.first) && is_of(target_, rows.target, tables.second);
  }

  bool AreEquallyWide(const TablePair& tables) const {
    return source_.WidthOf(tables.first) == target_.WidthOf(tables.second);
  }

  // Aligns the columns of linked tables that have not as many.
  void AlignColumns(const std::vector<Link>& rows) {
    for (const Link& link : rows) {
      if (!LinksTables(link) || AreEquallyWide(TablesOf(link))) continue;
      LinkedTables& both = tables_[TablesOf(link)];
      for (const Index row : link.source) both.source.Add(source_.Cells(row));
      for (const Index row : link.target) both.target.Add(target_.Cells(row));
    }
    for (auto& [tables, both] : tables_)
      both.columns = AlignBlocks(both.source.units(), both.target.units(), similarity_, sentence_similarity_);
  }

  // Which columns of linked rows belong together.
  std::vector<Link> ColumnsOf(const Link& rows) const {
    const TablePair tables = TablesOf(rows);
    if (!AreEquallyWide(tables)) return tables_.at(tables).columns;
    const Index from = rows.source.front(), to = rows.target.front();
    const Index width = source_.WidthOf(tables.first);
    const bool is_pair = rows.source.size() == 1 && rows.target.size() == 1;
    if (is_pair && width <= kWidestCompared && source_.CountCells(from) != target_.CountCells(to))
      return AlignBlocks(source_.Cells(from), target_.Cells(to), similarity_, sentence_similarity_);
    std::vector<Link> columns;
    for (Index n = 0; n < width; ++n) columns.push_back({LinkLevel::kBlock, {n}, {n}, 1});
    return columns;
  }

  static void Add(Indices source, Indices target, double confidence, std::vector<Link>& blocks) {
    if (!source.empty() && !target.empty()) {
      blocks.push_back({LinkLevel::kBlock, std::move(source), std::move(target), confidence});
      return;
    }
    for (const Index n : source) blocks.push_back({LinkLevel::kBlock, {n}, {}, 1});
    for (const Index n : target) blocks.push_back({LinkLevel::kBlock, {}, {n}, 1});
  }

  const Rows& source_;
  const Rows& target_;
  const Similarity& similarity_;
  const Similarity& sentence_similarity_;
  std::map<TablePair, LinkedTables> tables_;  // those that are not equally wide
};

}  // namespace

std::vector<Link> AlignBlocksAndTables(std::span<const BlockUnit> source, std::span<const BlockUnit> target,
                                       const Similarity& similarity, const Similarity& sentence_similarity) {
  if (std::none_of(source.begin(), source.end(), IsCell) && std::none_of(target.begin(), target.end(), IsCell))
    return AlignBlocks(source, target, similarity, sentence_similarity);
  const Rows source_rows(source), target_rows(target);
  const std::vector<Link> rows = AlignBlocks(source_rows.units(), target_rows.units(), similarity, sentence_similarity);
  return CellLinker(source_rows, target_rows, similarity, sentence_similarity).Expand(rows);
}

}  // namespace lockstep
