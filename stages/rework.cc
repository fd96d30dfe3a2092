#include "stages/rework.h"

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "locales/unicode.h"
#include "stages/attachment.h"
#include "stages/binding_owners.h"
#include "stages/word_bag.h"

namespace lockstep {
namespace {

using Index = std::uint32_t;

constexpr std::size_t kTypoWords = 4;    // an edit of so many words, taken away and brought, may be a typo's
constexpr float kTypoShare = 0.05F;      // and so may one of this share of them
constexpr double kMostOf = 0.5;          // of a paragraph's translation
constexpr double kShortestRatio = 0.75;  // of the usual length: below, a part of the paragraph was left out

bool IsMoreThanATypo(std::string_view before, std::string_view after) {
  const WordBag then = WordsOf(before);
  const WordBag now = WordsOf(after);
  const std::size_t all = then.size() + now.size();
  const std::size_t changed = all - 2 * CommonWords(then, now);
  return changed > kTypoWords && static_cast<float>(changed) > kTypoShare * static_cast<float>(all);
}

// True where nothing was ever bound to the binding's source: new text that is still to be translated.
bool WasNeverBound(const Binding& binding) {
  return binding.target.empty() && !binding.target_basis && !binding.source_basis;
}

// One paragraph and its translation, by today's alignment: blocks that links connect.
struct Paragraph {
  SegmentIndices source;
  SegmentIndices target;
  std::vector<const Link*> links;
};

class Paragraphs {
 public:
  Paragraphs(const Outline& source, const Outline& target, const std::vector<Link>& links)
      : source_(source), target_(target), root_(Blocks(source) + Blocks(target)) {
    std::iota(root_.begin(), root_.end(), std::size_t{0});
    for (const Link& link : links) {
      if (!IsBody(link)) continue;
      for (const Index i : link.source) Unite(SourceBlock(link.source[0]), SourceBlock(i));
      for (const Index j : link.target) Unite(SourceBlock(link.source[0]), TargetBlock(j));
    }
  }

  // Those that have links.
  std::vector<Paragraph> All(const std::vector<Link>& links) {
    std::vector<Paragraph> by_root(root_.size());
    for (Index i = 0; i < source_.segments.size(); ++i)
      if (!source_.segments[i].is_field()) by_root[Find(SourceBlock(i))].source.push_back(i);
    for (Index j = 0; j < target_.segments.size(); ++j)
      if (!target_.segments[j].is_field()) by_root[Find(TargetBlock(j))].target.push_back(j);
    for (const Link& link : links)
      if (IsBody(link)) by_root[Find(SourceBlock(link.source[0]))].links.push_back(&link);
    std::erase_if(by_root, [](const Paragraph& paragraph) { return paragraph.links.empty(); });
    return by_root;
  }

 private:
  static std::size_t Blocks(const Outline& outline) {
    return outline.segments.empty() || outline.segments.back().is_field() ? 0 : outline.segments.back().block + 1;
  }
  bool IsBody(const Link& link) const {
    return link.level == LinkLevel::kSegment && link.Paired() && !source_.segments[link.source[0]].is_field();
  }
  std::size_t SourceBlock(Index segment) const { return source_.segments[segment].block; }
  std::size_t TargetBlock(Index segment) const { return Blocks(source_) + target_.segments[segment].block; }

  std::size_t Find(std::size_t block) {
    while (root_[block] != block) block = root_[block] = root_[root_[block]];
    return block;
  }
  void Unite(std::size_t a, std::size_t b) { root_[Find(a)] = Find(b); }

  const Outline& source_;
  const Outline& target_;
  std::vector<std::size_t> root_;  // by block, those of the target behind those of the source
};

// Binds the sentences of reworked paragraphs anew.
class Pairing {
 public:
  Pairing(Bindings& bindings, const Step& source, const Step& target, const Occasion& occasion)
      : bindings_(bindings),
        source_(source.now),
        target_(target.now),
        occasion_(occasion),
        source_owner_(Owners(bindings, &Binding::source, source_.segments.size())),
        target_owner_(Owners(bindings, &Binding::target, target_.segments.size())),
        kept_(target_.segments.size()) {
    for (const Link& link : target.links)
      for (const Index j : link.target)
        kept_[j] = link.source.size() == 1 && target.then.segments[link.source[0]].text == target_.segments[j].text;
    ratio_ = Length(target_, All(target_)) / std::max(1.0, Length(source_, All(source_)));
  }

  void Take(const Paragraph& paragraph) {
    if (!IsOutOfStep(paragraph) || !IsReworked(paragraph)) return;
    std::vector<Link> pairs = Pairs(paragraph);
    if (pairs.empty()) return;
    const Bindings before = bindings_;
    for (const Link& pair : pairs) Release(pair);
    for (const Link& pair : pairs) bindings_.push_back(Bound(pair, before));
  }

 private:
  using Owned = std::vector<std::int32_t>;

  static SegmentIndices All(const Outline& outline) {
    SegmentIndices all(outline.segments.size());
    std::iota(all.begin(), all.end(), Index{0});
    std::erase_if(all, [&](Index n) { return outline.segments[n].is_field(); });
    return all;
  }
  static double Length(const Outline& outline, const SegmentIndices& segments) {
    double length = 0;
    for (const Index n : segments) length += static_cast<double>(CountCodePoints(outline.segments[n].text));
    return length;
  }

  const Binding& OwnerOf(const Owned& owners, Index segment) const {
    return bindings_[static_cast<std::size_t>(owners[segment])];
  }

  // True for a sentence whose translation is the one that was bound: it needs no new partner.
  static bool Stands(const Binding& binding) { return !binding.target.empty() && !binding.target_basis; }

  bool IsOutOfStep(const Paragraph& paragraph) const {
    return std::any_of(paragraph.source.begin(), paragraph.source.end(), [&](Index i) {
      const Binding& owner = OwnerOf(source_owner_, i);
      return owner.source_basis || owner.target.empty();
    });
  }

  // True where most of the translation is in sentences that are new, or edited by more than a typo.
  bool IsReworked(const Paragraph& paragraph) const {
    SegmentIndices fresh;
    std::copy_if(paragraph.target.begin(), paragraph.target.end(), std::back_inserter(fresh),
                 [&](Index j) { return IsFresh(j); });
    return Length(target_, fresh) >= kMostOf * Length(target_, paragraph.target);
  }
  bool IsFresh(Index j) const {
    const Binding& owner = OwnerOf(target_owner_, j);
    if (!owner.target_basis) return !kept_[j] && owner.bound == occasion_.now;
    if (owner.target_basis->find(target_.segments[j].text) != std::string::npos) return false;
    return IsMoreThanATypo(*owner.target_basis, JoinTexts(target_, owner.target));
  }

  // The links of the paragraph between sentences that are free to be bound; what is left over goes with a neighbour.
  std::vector<Link> Pairs(const Paragraph& paragraph) const {
    const auto keep_free = [&](const SegmentIndices& segments, const Owned& owners) {
      SegmentIndices free;
      std::copy_if(segments.begin(), segments.end(), std::back_inserter(free),
                   [&](Index n) { return !Stands(OwnerOf(owners, n)) || OwnerOf(owners, n).bound == occasion_.now; });
      return free;
    };
    std::vector<Link> pairs;
    for (const Link* link : paragraph.links) {
      Link pair{LinkLevel::kSegment, keep_free(link->source, source_owner_), keep_free(link->target, target_owner_),
                link->confidence};
      if (pair.Paired()) pairs.push_back(std::move(pair));
    }
    if (pairs.empty()) return pairs;
    if (Length(target_, paragraph.target) >= kShortestRatio * ratio_ * Length(source_, paragraph.source))
      AddRest(source_, keep_free(paragraph.source, source_owner_), &Link::source, pairs);
    AddRest(target_, keep_free(paragraph.target, target_owner_), &Link::target, pairs);
    return pairs;
  }

  // Adds each of `segments` that no pair has to the pair of its nearest neighbour in the block before it, or else
  // behind it.
  static void AddRest(const Outline& outline, const SegmentIndices& segments, std::vector<Index> Link::*side,
                      std::vector<Link>& pairs) {
    Owned pair_of(outline.segments.size(), kFree);
    for (std::size_t n = 0; n < pairs.size(); ++n)
      for (const Index segment : pairs[n].*side) pair_of[segment] = static_cast<std::int32_t>(n);
    for (const Index segment : segments) {
      if (pair_of[segment] != kFree) continue;
      const std::int32_t neighbour = NeighbourOwner(outline, pair_of, segment);
      if (neighbour == kFree) continue;
      Insert(pairs[static_cast<std::size_t>(neighbour)].*side, segment);
      pair_of[segment] = neighbour;
    }
  }

  void Release(const Link& pair) {
    for (const Index i : pair.source) std::erase(bindings_[static_cast<std::size_t>(source_owner_[i])].source, i);
    for (const Index j : pair.target) std::erase(bindings_[static_cast<std::size_t>(target_owner_[j])].target, j);
  }

  // The bindings in `before` that had the segments, each once.
  static std::vector<const Binding*> Former(const Bindings& before, const Owned& owners,
                                            const SegmentIndices& segments) {
    std::set<std::int32_t> numbers;
    for (const Index n : segments) numbers.insert(owners[n]);
    std::vector<const Binding*> former;
    for (const std::int32_t number : numbers) former.push_back(&before[static_cast<std::size_t>(number)]);
    return former;
  }

  Binding Bound(const Link& pair, const Bindings& before) const {
    Binding binding = NewBinding(pair.source, pair.target, pair.confidence, occasion_);
    std::string source_then, target_then;
    const auto add = [](std::string& text, const std::string& more) {
      if (!text.empty() && !more.empty()) text += ' ';
      text += more;
    };
    for (const Binding* former : Former(before, source_owner_, pair.source)) {
      if (WasNeverBound(*former) || former->bound == occasion_.now) continue;
      add(source_then, former->source_basis.value_or(JoinTexts(source_, former->source)));
      if (former->source_edited && !binding.source_edited) binding.source_edited = former->source_edited;
    }
    for (const Binding* former : Former(before, target_owner_, pair.target)) {
      if (former->bound == occasion_.now) continue;
      add(target_then, former->target_basis.value_or(JoinTexts(target_, former->target)));
    }
    if (source_then.empty()) {
      binding.source_edited.reset();
      return binding;  // new source, translated
    }
    if (source_then != JoinTexts(source_, pair.source)) {
      binding.source_basis = source_then;
      if (!binding.source_edited) binding.source_edited = occasion_.now;
    }
    if (target_then != JoinTexts(target_, pair.target)) binding.target_basis = target_then;
    binding.target_edited = occasion_.now;
    return binding;
  }

  Bindings& bindings_;
  const Outline& source_;
  const Outline& target_;
  const Occasion& occasion_;
  Owned source_owner_, target_owner_;
  std::vector<bool> kept_;  // by segment of the target: as it was before this step
  double ratio_ = 1;        // characters of the translation for one of the source
};

}  // namespace

void PairAnew(Bindings& bindings, const Step& source, const Step& target, const std::vector<Link>& links,
              const Occasion& occasion) {
  Pairing pairing(bindings, source, target, occasion);
  for (const Paragraph& paragraph : Paragraphs(source.now, target.now, links).All(links)) pairing.Take(paragraph);
  std::erase_if(bindings, [](const Binding& b) { return b.source.empty() && b.target.empty(); });
}

std::vector<bool> WorkedThrough(const Bindings& bindings, const Outline& source, const Outline& target,
                                const Finders& finders, const Policy& policy) {
  const auto place_of = [&](const Binding& binding) {
    return std::pair(source.segments[binding.source.front()].block, target.segments[binding.target.front()].block);
  };
  const auto has_place = [&](const Binding& binding) {
    return !binding.source.empty() && !binding.target.empty() && !source.segments[binding.source.front()].is_field() &&
           !target.segments[binding.target.front()].is_field();
  };
  std::set<std::pair<Index, Index>> followed;
  for (const Binding& binding : bindings) {
    if (!has_place(binding) || !binding.source_basis || !binding.target_basis) continue;
    const Sides sides = SidesOf(binding, source, target);
    if (!IsMoreThanATypo(*sides.target_then, *sides.target_now)) continue;
    const Decision decision = Decide(sides, RoleOf(binding, source, target), finders, policy);
    if (decision.rebind && decision.edit_class != EditClass::kCosmetic) followed.insert(place_of(binding));
  }
  std::vector<bool> worked(bindings.size());
  for (std::size_t b = 0; b < bindings.size(); ++b)
    worked[b] = has_place(bindings[b]) && followed.contains(place_of(bindings[b]));
  return worked;
}

}  // namespace lockstep
