#include "stages/sentence_alignment.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numeric>

namespace lockstep {
namespace {

// Source and target texts of one link.
struct Shape {
  std::uint8_t source;
  std::uint8_t target;
};
// In the order of preference where two are worth the same.
constexpr std::array<Shape, 6> kShapes = {{{1, 1}, {1, 0}, {0, 1}, {2, 1}, {1, 2}, {2, 2}}};
constexpr float kImpossible = -std::numeric_limits<float>::infinity();

// How far the path may stray from the diagonal, in target texts; lists up to this size are searched whole.
constexpr std::size_t kBand = 100;

// The cells of the dynamic programming: row i has those targets within the band around the diagonal.
class Band {
 public:
  Band(std::size_t rows, std::size_t columns) : rows_(rows), columns_(columns), width_(Width(rows, columns)) {
    cells_.resize((rows + 1) * width_);
  }

  struct Cell {
    float worth = kImpossible;
    float link = 0;               // what the link that ends here is worth, without the path before it
    std::uint8_t shape = 0;
  };

  std::size_t First(std::size_t row) const {
    if (width_ > columns_) return 0;
    const std::size_t diagonal = rows_ == 0 ? 0 : row * columns_ / rows_;
    return std::min(diagonal > width_ / 2 ? diagonal - width_ / 2 : 0, columns_ + 1 - width_);
  }
  std::size_t End(std::size_t row) const { return First(row) + width_; }
  bool Has(std::size_t row, std::size_t column) const { return column >= First(row) && column < End(row); }
  Cell& At(std::size_t row, std::size_t column) { return cells_[row * width_ + column - First(row)]; }

 private:
  // Wide enough for the bands of two rows to overlap, however steep the diagonal.
  static std::size_t Width(std::size_t rows, std::size_t columns) {
    return rows == 0 ? columns + 1 : std::min(columns, 2 * (kBand + columns / rows)) + 1;
  }

  std::size_t rows_, columns_, width_;
  std::vector<Cell> cells_;
};

// `texts[i]` together with the one behind it; the last has none.
std::vector<TextFeatures> JoinNeighbours(std::span<const TextFeatures> texts) {
  std::vector<TextFeatures> joined;
  for (std::size_t i = 0; i + 1 < texts.size(); ++i) {
    joined.push_back(texts[i]);
    joined.back().Append(texts[i + 1]);
  }
  return joined;
}

// The search for the path of greatest worth.
class Search {
 public:
  Search(std::span<const TextFeatures> source, std::span<const TextFeatures> target, const Similarity& similarity, const LinkPriors& priors)
      : source_(source), target_(target), source_pairs_(JoinNeighbours(source)), target_pairs_(JoinNeighbours(target)),
        similarity_(similarity), priors_(priors), band_(source.size(), target.size()) {}

  std::vector<Link> Run() {
    band_.At(0, 0).worth = 0;
    for (std::size_t i = 0; i <= source_.size(); ++i)
      for (std::size_t j = band_.First(i); j < band_.End(i); ++j) Fill(i, j);
    return Trace();
  }

 private:
  // The best way to have linked the first `i` and the first `j` texts.
  void Fill(std::size_t i, std::size_t j) {
    Band::Cell& cell = band_.At(i, j);
    for (std::uint8_t n = 0; n < kShapes.size(); ++n) {
      const Shape shape = kShapes[n];
      if (shape.source > i || shape.target > j || !band_.Has(i - shape.source, j - shape.target)) continue;
      const float before = band_.At(i - shape.source, j - shape.target).worth;
      if (before == kImpossible) continue;
      const float link = Worth(i - shape.source, j - shape.target, shape);
      if (before + link > cell.worth) cell = {before + link, link, n};
    }
  }

  float Worth(std::size_t i, std::size_t j, Shape shape) const {
    if (shape.source == 0 || shape.target == 0) return -priors_.alone;
    const TextFeatures& source = shape.source == 2 ? source_pairs_[i] : source_[i];
    const TextFeatures& target = shape.target == 2 ? target_pairs_[j] : target_[j];
    const int merged = shape.source + shape.target - 2;
    const float cost = merged == 0 ? 0 : merged == 1 ? priors_.merge : priors_.double_merge;
    return similarity_.LogOdds(source, target) + priors_.pair - cost;
  }

  std::vector<Link> Trace() {
    std::vector<Link> links;
    for (std::size_t i = source_.size(), j = target_.size(); i > 0 || j > 0;) {
      const Band::Cell& cell = band_.At(i, j);
      const Shape shape = kShapes[cell.shape];
      i -= shape.source;
      j -= shape.target;
      links.push_back(MakeLink(i, j, shape, cell.link));
    }
    std::reverse(links.begin(), links.end());
    return links;
  }

  Link MakeLink(std::size_t i, std::size_t j, Shape shape, float worth) const {
    Link link;
    link.source.resize(shape.source);
    link.target.resize(shape.target);
    std::iota(link.source.begin(), link.source.end(), static_cast<std::uint32_t>(i));
    std::iota(link.target.begin(), link.target.end(), static_cast<std::uint32_t>(j));
    link.confidence = link.Paired() ? 1 / (1 + std::exp(-static_cast<double>(worth))) : 1;
    return link;
  }

  std::span<const TextFeatures> source_, target_;
  std::vector<TextFeatures> source_pairs_, target_pairs_;
  const Similarity& similarity_;
  const LinkPriors& priors_;
  Band band_;
};

}  // namespace

const LinkPriors kSentencePriors = {.pair = 2.5, .alone = 1.25, .merge = 2.5, .double_merge = 3.5};

std::vector<Link> AlignInOrder(std::span<const TextFeatures> source, std::span<const TextFeatures> target,
                               Similarity& similarity, const LinkPriors& priors) {
  similarity.Compete(source, target);
  return Search(source, target, similarity, priors).Run();
}

}  // namespace lockstep
