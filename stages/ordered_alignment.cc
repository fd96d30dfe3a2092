#include "stages/ordered_alignment.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>

namespace lockstep {
namespace {

// Source and target units of one link.
struct Shape {
  std::uint8_t source;
  std::uint8_t target;
};
// In the order of preference where two are worth the same.
constexpr std::array<Shape, 6> kShapes = {{{1, 1}, {1, 0}, {0, 1}, {2, 1}, {1, 2}, {2, 2}}};
constexpr float kImpossible = -std::numeric_limits<float>::infinity();

// How far the path may stray from the diagonal, and the most cells that a search may have: a hostile document of a
// million blocks gets a narrow band rather than all memory.
constexpr std::size_t kBand = 100;
constexpr std::size_t kMaxCells = 4'000'000;

// The cells of the dynamic programming: row i has those columns within the band around the diagonal.
class Band {
 public:
  struct Cell {
    float worth = kImpossible;
    float link = 0;  // what the link that ends here is worth, without the path before it
    std::uint8_t shape = 0;
  };

  Band(std::size_t rows, std::size_t columns)
      : rows_(rows), columns_(columns), width_(Width(rows, columns)), cells_((rows + 1) * width_) {}

  std::size_t First(std::size_t row) const {
    if (width_ > columns_) return 0;
    const std::size_t diagonal = row * columns_ / rows_;
    return std::min(diagonal > width_ / 2 ? diagonal - width_ / 2 : 0, columns_ + 1 - width_);
  }
  std::size_t End(std::size_t row) const { return First(row) + width_; }
  bool Has(std::size_t row, std::size_t column) const { return column >= First(row) && column < End(row); }
  Cell& At(std::size_t row, std::size_t column) { return cells_[row * width_ + column - First(row)]; }

 private:
  // Wide enough for the bands of two rows to overlap, however steep the diagonal.
  static std::size_t Width(std::size_t rows, std::size_t columns) {
    if (rows == 0) return columns + 1;
    const std::size_t stray = std::clamp<std::size_t>(kMaxCells / (2 * (rows + 1)), 2, kBand);
    return std::min(columns, 2 * (stray + columns / rows)) + 1;
  }

  std::size_t rows_, columns_, width_;
  std::vector<Cell> cells_;
};

// The search for the path of greatest worth.
class Search {
 public:
  Search(std::size_t sources, std::size_t targets, const LinkJudge& judge, const LinkPriors& priors)
      : sources_(sources), targets_(targets), judge_(judge), priors_(priors), band_(sources, targets) {
    band_.At(0, 0).worth = 0;
    for (std::size_t i = 0; i <= sources_; ++i)
      for (std::size_t j = band_.First(i); j < band_.End(i); ++j) Fill(i, j);
  }

  float Worth() { return band_.At(sources_, targets_).worth; }

  // The links of the best path.
  std::vector<Link> Trace() {
    std::vector<Link> links;
    for (std::size_t i = sources_, j = targets_; i > 0 || j > 0;) {
      const Band::Cell& cell = band_.At(i, j);
      const Shape shape = kShapes[cell.shape];
      i -= shape.source;
      j -= shape.target;
      links.push_back(MakeLink(i, j, shape, cell.link));
    }
    std::reverse(links.begin(), links.end());
    return links;
  }

 private:
  // The best way to have linked the first `i` and the first `j` units.
  void Fill(std::size_t i, std::size_t j) {
    Band::Cell& cell = band_.At(i, j);
    for (std::size_t n = 0; n < kShapes.size(); ++n) {
      const Shape shape = kShapes[n];
      if (shape.source > i || shape.target > j || !band_.Has(i - shape.source, j - shape.target)) continue;
      const float before = band_.At(i - shape.source, j - shape.target).worth;
      if (before == kImpossible) continue;
      const float link = WorthOf(i - shape.source, j - shape.target, shape);
      if (before + link > cell.worth) cell = {before + link, link, static_cast<std::uint8_t>(n)};
    }
  }

  float WorthOf(std::size_t i, std::size_t j, Shape shape) const {
    if (shape.source == 0 || shape.target == 0) return -priors_.alone;
    const int merged = shape.source + shape.target - 2;
    const float cost = merged == 0 ? 0 : merged == 1 ? priors_.merge : priors_.double_merge;
    return judge_.Worth(i, shape.source, j, shape.target) + priors_.pair - cost;
  }

  Link MakeLink(std::size_t i, std::size_t j, Shape shape, float worth) const {
    Link link;
    link.source.resize(shape.source);
    link.target.resize(shape.target);
    std::iota(link.source.begin(), link.source.end(), static_cast<std::uint32_t>(i));
    std::iota(link.target.begin(), link.target.end(), static_cast<std::uint32_t>(j));
    // The odds against the one other reading: that both stand alone.
    const double odds = static_cast<double>(worth) + 2 * static_cast<double>(priors_.alone);
    link.confidence = link.Paired() ? 1 / (1 + std::exp(-odds)) : 1;
    return link;
  }

  std::size_t sources_, targets_;
  const LinkJudge& judge_;
  const LinkPriors& priors_;
  Band band_;
};

}  // namespace

std::vector<Link> AlignInOrder(std::size_t sources, std::size_t targets, const LinkJudge& judge,
                               const LinkPriors& priors) {
  return Search(sources, targets, judge, priors).Trace();
}

float WorthInOrder(std::size_t sources, std::size_t targets, const LinkJudge& judge, const LinkPriors& priors) {
  return Search(sources, targets, judge, priors).Worth();
}

}  // namespace lockstep
