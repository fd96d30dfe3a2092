#include "stages/alignment.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "stages/lexical_evidence.h"
#include "stages/model/hash.h"
#include "stages/sentence_alignment.h"
#include "stages/table_alignment.h"
#include "stages/verbatim_lines.h"

namespace lockstep {
namespace {

// What stands in for the text of a block that has no sentences (code, HTML), so that it can be compared: its beginning.
constexpr std::size_t kMaxOpaqueText = 2000;

// The texts of one document's body: a sentence each, or a block each where it has none.
class BodyTexts {
 public:
  explicit BodyTexts(const Document& document)
      : document_(document), by_block_(document.blocks.size()), lines_(document.blocks.size()) {
    for (std::size_t n = 0; n < document.segments.size(); ++n) {
      const Segment& segment = document.segments[n];
      const std::optional<std::uint32_t> block = segment.block();
      if (!block) continue;
      if (IsVerbatim(document.blocks[*block].kind)) {
        lines_[*block].push_back(static_cast<std::uint32_t>(n));
        continue;
      }
      std::vector<std::uint32_t>& texts = by_block_[*block];
      texts.push_back(static_cast<std::uint32_t>(views_.size()));
      segment_of_.push_back(static_cast<std::uint32_t>(n));
      views_.push_back({segment.text, segment.facts, false});
    }
    sentences_ = views_.size();
    for (std::size_t n = 0; n < by_block_.size(); ++n) {
      if (!by_block_[n].empty()) continue;
      by_block_[n].push_back(static_cast<std::uint32_t>(views_.size()));
      const std::string_view text = Slice(document.source.text, document.blocks[n].range).substr(0, kMaxOpaqueText);
      views_.push_back({text, {}, IsVerbatim(document.blocks[n].kind)});
    }
  }

  const std::vector<TextView>& views() const { return views_; }

  std::vector<BlockUnit> Units(const std::vector<TextFeatures>& features) const {
    std::vector<std::uint64_t> sections;
    for (const Section& section : document_.sections) sections.push_back(section.id.empty() ? 0 : Hash64(section.id));
    std::vector<std::uint32_t> prose(document_.sections.size());
    for (const Block& block : document_.blocks) prose[block.section] += IsProse(block.kind);
    std::vector<BlockUnit> units(by_block_.size());
    for (std::size_t n = 0; n < units.size(); ++n) {
      const Block& block = document_.blocks[n];
      units[n] = {block.kind,
                  block.level,
                  sections[block.section],
                  prose[block.section] == 1,
                  Hash64(Slice(document_.source.text, block.range)),
                  features[by_block_[n][0]],
                  std::span(features).subspan(by_block_[n][0], by_block_[n].size())};
      for (std::size_t k = 1; k < by_block_[n].size(); ++k) units[n].features.Append(features[by_block_[n][k]]);
    }
    return units;
  }

  // The sentences of `blocks`, as texts.
  std::vector<std::uint32_t> Sentences(const std::vector<std::uint32_t>& blocks) const {
    std::vector<std::uint32_t> texts;
    for (const std::uint32_t block : blocks)
      for (const std::uint32_t text : by_block_[block])
        if (text < sentences_) texts.push_back(text);
    return texts;
  }

  // The lines of the verbatim ones of `blocks`, as segments.
  std::vector<std::uint32_t> Lines(const std::vector<std::uint32_t>& blocks) const {
    std::vector<std::uint32_t> lines;
    for (const std::uint32_t block : blocks) lines.insert(lines.end(), lines_[block].begin(), lines_[block].end());
    return lines;
  }
  std::string_view TextOfLine(std::uint32_t segment) const { return document_.segments[segment].text; }

  std::uint32_t SegmentOf(std::uint32_t text) const { return segment_of_[text]; }

 private:
  const Document& document_;
  std::vector<TextView> views_;                       // those of sentences first
  std::vector<std::vector<std::uint32_t>> by_block_;  // indices into views_
  std::vector<std::vector<std::uint32_t>> lines_;     // segments of each verbatim block
  std::vector<std::uint32_t> segment_of_;             // by index into views_
  std::size_t sentences_ = 0;
};

// Takes the `chosen` out of `features`: what is taken is empty afterwards.
std::vector<TextFeatures> Take(std::vector<TextFeatures>& features, const std::vector<std::uint32_t>& chosen) {
  std::vector<TextFeatures> taken;
  taken.reserve(chosen.size());
  for (const std::uint32_t n : chosen) taken.push_back(std::move(features[n]));
  return taken;
}

std::vector<TextFeatures> FeaturesOf(const std::vector<BlockUnit>& units) {
  std::vector<TextFeatures> features;
  features.reserve(units.size());
  for (const BlockUnit& unit : units) features.push_back(unit.features);
  return features;
}

// Replaces pairs below the threshold by units that stand alone.
std::vector<Link> WithoutGuesses(std::vector<Link> links, double threshold) {
  const auto sure = [&](const Link& link) { return !link.Paired() || link.confidence >= threshold; };
  if (std::all_of(links.begin(), links.end(), sure)) return links;
  std::vector<Link> kept;
  for (Link& link : links) {
    if (sure(link)) {
      kept.push_back(std::move(link));
      continue;
    }
    const double alone = 1 - link.confidence;
    for (const std::uint32_t i : link.source) kept.push_back({link.level, {i}, {}, alone});
    for (const std::uint32_t j : link.target) kept.push_back({link.level, {}, {j}, alone});
  }
  return kept;
}

// Front-matter values of the same name; of a name that occurs twice, the first.
std::vector<Link> LinkFields(const Document& source, const Document& target) {
  const auto name_of = [](const Document& document, std::uint32_t segment) -> std::string_view {
    return document.FieldOf(document.segments[segment])->name;
  };
  const auto is_field = [](const Document& document, std::uint32_t segment) {
    return segment < document.segments.size() && document.segments[segment].is_field();
  };
  std::unordered_map<std::string_view, std::uint32_t> by_name;
  for (std::uint32_t j = 0; is_field(target, j); ++j) by_name.try_emplace(name_of(target, j), j);

  std::vector<Link> links;
  std::vector<bool> taken(target.segments.size());
  for (std::uint32_t i = 0; is_field(source, i); ++i) {
    Link link{LinkLevel::kSegment, {i}, {}, 1};
    const auto found = by_name.find(name_of(source, i));
    if (found != by_name.end() && !taken[found->second]) {
      taken[found->second] = true;
      link.target = {found->second};
    }
    links.push_back(std::move(link));
  }
  for (std::uint32_t j = 0; is_field(target, j); ++j)
    if (!taken[j]) links.push_back({LinkLevel::kSegment, {}, {j}, 1});
  return links;
}

// Aligns the sentences, or the lines, of linked blocks. A text is in one block and a block in one link, so its features
// are used up.
class SegmentAligner {
 public:
  SegmentAligner(const BodyTexts& source, const BodyTexts& target, PairFeatures& features, Similarity similarity,
                 double threshold)
      : source_(source),
        target_(target),
        features_(features),
        similarity_(std::move(similarity)),
        threshold_(threshold) {}

  std::vector<Link> Inside(const Link& blocks) {
    const std::vector<std::uint32_t> from = source_.Sentences(blocks.source);
    const std::vector<std::uint32_t> to = target_.Sentences(blocks.target);
    std::vector<Link> links = blocks.Paired() ? Linked(from, to, blocks.confidence) : Alone(from, to);
    for (Link& link : links) {
      for (std::uint32_t& i : link.source) i = source_.SegmentOf(from[i]);
      for (std::uint32_t& j : link.target) j = target_.SegmentOf(to[j]);
    }
    AddLines(blocks, links);
    return links;
  }

 private:
  using Texts = std::vector<std::uint32_t>;

  void AddLines(const Link& blocks, std::vector<Link>& links) const {
    const std::vector<std::uint32_t> from = source_.Lines(blocks.source);
    const std::vector<std::uint32_t> to = target_.Lines(blocks.target);
    for (Link& link : AlignLines(TextsOf(source_, from), TextsOf(target_, to))) {
      for (std::uint32_t& i : link.source) i = from[i];
      for (std::uint32_t& j : link.target) j = to[j];
      if (link.Paired()) link.confidence = std::min(link.confidence, blocks.confidence);
      links.push_back(std::move(link));
    }
  }

  static std::vector<std::string_view> TextsOf(const BodyTexts& document, const std::vector<std::uint32_t>& lines) {
    std::vector<std::string_view> texts;
    texts.reserve(lines.size());
    for (const std::uint32_t line : lines) texts.push_back(document.TextOfLine(line));
    return texts;
  }

  std::vector<Link> Linked(const Texts& from, const Texts& to, double block_confidence) {
    // Blocks of one sentence were compared already, with more evidence than their sentences alone have.
    if (from.size() == 1 && to.size() == 1) return {{LinkLevel::kSegment, {0}, {0}, block_confidence}};
    std::vector<Link> links = AlignSentences(Take(features_.source, from), Take(features_.target, to), similarity_);
    for (Link& link : links)
      if (link.Paired()) link.confidence = std::min(link.confidence, block_confidence);
    return WithoutGuesses(std::move(links), threshold_);
  }

  static std::vector<Link> Alone(const Texts& from, const Texts& to) {
    std::vector<Link> links;
    for (std::uint32_t i = 0; i < from.size(); ++i) links.push_back({LinkLevel::kSegment, {i}, {}, 1});
    for (std::uint32_t j = 0; j < to.size(); ++j) links.push_back({LinkLevel::kSegment, {}, {j}, 1});
    return links;
  }

  const BodyTexts& source_;
  const BodyTexts& target_;
  PairFeatures& features_;
  Similarity similarity_;
  double threshold_;
};

// The evidence of two documents, with that of the lexicon where there is one.
struct PairEvidence {
  PairFeatures features;
  std::optional<Translations> translations;

  PairEvidence(std::span<const TextView> source, std::span<const TextView> target, const Lexicon* lexicon)
      : features(ExtractFeatures(source, target)) {
    if (lexicon == nullptr) return;
    translations.emplace(*lexicon, source, target);
    translations->AddWords(features);
  }

  Similarity Compare(double length_ratio, const SignalWeights& weights) const {
    Similarity similarity(features.classes, length_ratio, weights);
    if (translations) similarity.Consult(*translations);
    return similarity;
  }
};

// Characters that a language needs for what English says in one.
double Density(std::string_view lang) {
  constexpr std::array<std::pair<std::string_view, double>, 5> kDense = {
      {{"ja", 0.43}, {"ko", 0.5}, {"yue", 0.33}, {"zh", 0.33}, {"lzh", 0.3}}};
  const std::string_view language = lang.substr(0, lang.find('-'));
  for (const auto& [name, density] : kDense)
    if (language == name) return density;
  return 1;
}

}  // namespace

std::vector<Link> Alignment::AllSegments() const {
  std::vector<Link> all = fields;
  for (const std::vector<Link>& links : segments) all.insert(all.end(), links.begin(), links.end());
  return all;
}

double UsualLengthRatio(const std::string& source_lang, const std::string& target_lang) {
  return Density(target_lang) / Density(source_lang);
}

Alignment Align(const Document& source, const Document& target, const AlignmentOptions& options) {
  const BodyTexts source_texts(source), target_texts(target);
  PairEvidence evidence(source_texts.views(), target_texts.views(), options.lexicon);
  PairFeatures& features = evidence.features;
  const double ratio =
      LengthRatio(features.source, features.target, UsualLengthRatio(source.key.lang, target.key.lang));

  const std::vector<BlockUnit> source_units = source_texts.Units(features.source);
  const std::vector<BlockUnit> target_units = target_texts.Units(features.target);
  Similarity block_similarity = evidence.Compare(ratio, kBlockWeights);
  block_similarity.Compete(FeaturesOf(source_units), FeaturesOf(target_units));

  Similarity sentence_similarity = evidence.Compare(ratio, kSentenceWeights);
  sentence_similarity.Compete(features.source, features.target);

  Alignment alignment;
  alignment.fields = LinkFields(source, target);
  alignment.blocks = WithoutGuesses(
      AlignBlocksAndTables(source_units, target_units, block_similarity, sentence_similarity), options.threshold);
  SegmentAligner aligner(source_texts, target_texts, features, std::move(sentence_similarity), options.threshold);
  for (const Link& blocks : alignment.blocks) alignment.segments.push_back(aligner.Inside(blocks));
  return alignment;
}

std::vector<Link> AlignTexts(std::span<const TextView> source, std::span<const TextView> target,
                             const std::string& source_lang, const std::string& target_lang,
                             const AlignmentOptions& options) {
  const PairEvidence evidence(source, target, options.lexicon);
  const PairFeatures& features = evidence.features;
  const double ratio = LengthRatio(features.source, features.target, UsualLengthRatio(source_lang, target_lang));
  Similarity similarity = evidence.Compare(ratio, kSentenceWeights);
  return WithoutGuesses(AlignSentences(features.source, features.target, similarity), options.threshold);
}

}  // namespace lockstep
