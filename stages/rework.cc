#include "stages/rework.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <map>
#include <numeric>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "locales/unicode.h"
#include "stages/attachment.h"
#include "stages/binding_owners.h"
#include "stages/edit_class.h"

namespace lockstep {
namespace {

using Index = std::uint32_t;

constexpr double kMostOf = 0.5;                    // of a paragraph's translation
constexpr double kShortestRatio = 0.75;            // of the usual length: below, a part of the paragraph was left out
constexpr double kLeastFit = 0.9;                  // who makes a paragraph anew rarely leaves a sentence out
constexpr std::size_t kLongestParagraph = 20'000;  // bytes

// True where nothing was ever bound to the binding's source: new text that is still to be translated.
bool WasNeverBound(const Binding& binding) {
  return IsUntranslated(binding) && !binding.source_basis;
}

// Lines of code are no sentences: nobody splits, joins and moves them.
bool IsProse(const OutlineSegment& segment) {
  return !segment.is_field() && !segment.is_verbatim();
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
      if (IsProse(source_.segments[i])) by_root[Find(SourceBlock(i))].source.push_back(i);
    for (Index j = 0; j < target_.segments.size(); ++j)
      if (IsProse(target_.segments[j])) by_root[Find(TargetBlock(j))].target.push_back(j);
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
    return link.level == LinkLevel::kSegment && link.Paired() && IsProse(source_.segments[link.source[0]]);
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

// Which segments a step brought: those without a predecessor.
std::vector<bool> NewSegments(const Step& step) {
  std::vector<bool> is_new(step.now.segments.size(), true);
  for (const Link& link : step.links) {
    if (link.source.empty()) continue;
    for (const Index n : link.target) is_new[n] = false;
  }
  return is_new;
}

double Length(const Outline& outline, const SegmentIndices& segments) {
  double length = 0;
  for (const Index n : segments) length += static_cast<double>(CountCodePoints(outline.segments[n].text));
  return length;
}

double LengthOfBody(const Outline& outline) {
  SegmentIndices body;
  for (Index n = 0; n < outline.segments.size(); ++n)
    if (IsProse(outline.segments[n])) body.push_back(n);
  return Length(outline, body);
}

// Binds the sentences of reworked paragraphs anew.
class AnewPairing {
 public:
  AnewPairing(Bindings& bindings, const Step& source, const Step& target, const Occasion& occasion)
      : bindings_(bindings),
        source_(source.now),
        target_(target.now),
        occasion_(occasion),
        source_owner_(Owners(bindings, &Binding::source, source_.segments.size())),
        target_owner_(Owners(bindings, &Binding::target, target_.segments.size())),
        source_pair_(source_.segments.size(), kFree),
        target_pair_(target_.segments.size(), kFree),
        new_source_(NewSegments(source)),
        new_target_(NewSegments(target)),
        usual_ratio_(LengthOfBody(target.then) / std::max(1.0, LengthOfBody(source.then))) {}

  // Returns whether the paragraph was translated anew.
  bool Take(const Paragraph& paragraph) {
    if (!IsOutOfStep(paragraph)) return false;
    const bool anew = IsReworked(paragraph);
    const std::vector<Link> pairs = Pairs(paragraph, anew);
    for (const Link& pair : pairs) Mark(pair, kFree);
    Bindings bound;
    for (const Link& pair : pairs) bound.push_back(Bound(pair));
    for (const Link& pair : pairs) Release(pair);
    bindings_.insert(bindings_.end(), bound.begin(), bound.end());
    return anew;
  }

 private:
  using Owned = std::vector<std::int32_t>;
  using LinkSide = std::vector<Index> Link::*;

  const Binding& OwnerOf(const Owned& owners, Index segment) const {
    return bindings_[static_cast<std::size_t>(owners[segment])];
  }

  static bool IsNew(const SegmentIndices& segments, const std::vector<bool>& is_new) {
    return std::all_of(segments.begin(), segments.end(), [&](Index n) { return is_new[n]; });
  }
  // True for the new text of this step that alignment alone has paired: it may as well pair otherwise.
  bool IsNewPair(const Binding& binding) const {
    return !binding.source_basis && !binding.target_basis && IsNew(binding.source, new_source_) &&
           IsNew(binding.target, new_target_);
  }
  // True for a sentence whose translation is the one that was bound: it needs no other partner.
  bool Stands(const Binding& binding) const {
    return !binding.target.empty() && !binding.target_basis && !IsNewPair(binding);
  }

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
    if (new_target_[j]) return true;
    const Binding& owner = OwnerOf(target_owner_, j);
    if (!owner.target_basis || owner.target_basis->find(target_.segments[j].text) != std::string::npos) return false;
    return IsMoreThanATypo(*owner.target_basis, JoinTexts(target_, owner.target));
  }

  SegmentIndices FreeOf(const SegmentIndices& segments, const Owned& owners) const {
    SegmentIndices free;
    std::copy_if(segments.begin(), segments.end(), std::back_inserter(free),
                 [&](Index n) { return !Stands(OwnerOf(owners, n)); });
    return free;
  }

  // The links of the paragraph between sentences that are free to be bound, to fresh translations. What is left over
  // goes with a neighbour, the one before preferred; of the source only where a translation made anew is long enough to
  // hold it.
  std::vector<Link> Pairs(const Paragraph& paragraph, bool anew) {
    std::vector<Link> pairs;
    for (const Link* link : paragraph.links) {
      Link pair{LinkLevel::kSegment, FreeOf(link->source, source_owner_), FreeOf(link->target, target_owner_),
                link->confidence};
      const bool fresh = std::all_of(pair.target.begin(), pair.target.end(), [&](Index j) { return IsFresh(j); });
      if (!pair.Paired() || !fresh) continue;
      Mark(pair, static_cast<std::int32_t>(pairs.size()));
      pairs.push_back(std::move(pair));
    }
    if (pairs.empty()) return pairs;
    KeepTranslated(paragraph, pairs);
    if (anew) AddRest(paragraph, pairs);
    for (const Index j : Abandoned(paragraph))
      if (target_pair_[j] == kFree)
        AddTo(NeighbourOwner(target_, target_pair_, j), j, &Link::target, target_pair_, pairs);
    return pairs;
  }

  // What is left over of the source of a paragraph made anew goes with a neighbour, unless the translation is too short
  // to hold it: of new sentences, even one must not be lost.
  void AddRest(const Paragraph& paragraph, std::vector<Link>& pairs) {
    const double whole = usual_ratio_ * Length(source_, paragraph.source);
    if (Length(target_, paragraph.target) < kShortestRatio * whole) return;
    SegmentIndices rest = FreeOf(paragraph.source, source_owner_);
    std::erase_if(rest, [&](Index i) { return source_pair_[i] != kFree; });
    SegmentIndices added = rest;
    std::erase_if(added, [&](Index i) { return WasTranslated(i); });
    SegmentIndices others = paragraph.source;
    std::erase_if(others, [&](Index i) { return std::find(added.begin(), added.end(), i) != added.end(); });
    const bool holds_all = HasSpare(paragraph) && Fit(others, added, paragraph.target) >= 1;
    for (const Index i : rest) {
      const bool goes_along = holds_all || WasTranslated(i);
      AddTo(goes_along ? NeighbourOwner(source_, source_pair_, i) : Holder(i, pairs), i, &Link::source, source_pair_,
            pairs);
    }
  }

  // True where some of the translation is in no pair and has no source of its own: alignment has not found all.
  bool HasSpare(const Paragraph& paragraph) const {
    return std::any_of(paragraph.target.begin(), paragraph.target.end(), [&](Index j) {
      const Binding& owner = OwnerOf(target_owner_, j);
      return target_pair_[j] == kFree && (owner.source.empty() || !Stands(owner));
    });
  }

  bool WasTranslated(Index i) const { return !new_source_[i] && !WasNeverBound(OwnerOf(source_owner_, i)); }

  // How much better the length of `target` fits `source` and `more` than `source` alone: above 1 where it is better.
  double Fit(const SegmentIndices& source, const SegmentIndices& more, const SegmentIndices& target) const {
    const double without = usual_ratio_ * Length(source_, source);
    const double with = without + usual_ratio_ * Length(source_, more);
    return Length(target_, target) / std::sqrt(without * with);
  }

  // The pair beside the new sentence `i` whose translation is so long that it may well hold that, too; kFree where none
  // is.
  std::int32_t Holder(Index i, const std::vector<Link>& pairs) const {
    std::int32_t holder = kFree;
    double most = kLeastFit;
    for (const std::int32_t pair : {OwnerBefore(source_, source_pair_, i), OwnerBehind(source_, source_pair_, i)}) {
      if (pair == kFree) continue;
      const Link& link = pairs[static_cast<std::size_t>(pair)];
      const double fit = Fit(link.source, {i}, link.target);
      if (fit >= most) {
        most = fit;
        holder = pair;
      }
    }
    return holder;
  }

  // A sentence that had a translation, which a pair has now, goes along with it.
  void KeepTranslated(const Paragraph& paragraph, std::vector<Link>& pairs) {
    for (const Index i : FreeOf(paragraph.source, source_owner_)) {
      const SegmentIndices& translation = OwnerOf(source_owner_, i).target;
      const auto taken =
          std::find_if(translation.begin(), translation.end(), [&](Index j) { return target_pair_[j] != kFree; });
      if (source_pair_[i] == kFree && taken != translation.end())
        AddTo(target_pair_[*taken], i, &Link::source, source_pair_, pairs);
    }
  }

  // Translations whose source is gone, or is in a pair now.
  SegmentIndices Abandoned(const Paragraph& paragraph) const {
    SegmentIndices abandoned = FreeOf(paragraph.target, target_owner_);
    std::erase_if(abandoned, [&](Index j) {
      const SegmentIndices& source = OwnerOf(target_owner_, j).source;
      return std::any_of(source.begin(), source.end(), [&](Index i) { return source_pair_[i] == kFree; });
    });
    return abandoned;
  }

  static void AddTo(std::int32_t pair, Index segment, LinkSide side, Owned& pair_of, std::vector<Link>& pairs) {
    if (pair == kFree) return;
    Insert(pairs[static_cast<std::size_t>(pair)].*side, segment);
    pair_of[segment] = pair;
  }

  void Mark(const Link& pair, std::int32_t number) {
    for (const Index i : pair.source) source_pair_[i] = number;
    for (const Index j : pair.target) target_pair_[j] = number;
  }

  void Release(const Link& pair) {
    for (const Index i : pair.source) std::erase(bindings_[static_cast<std::size_t>(source_owner_[i])].source, i);
    for (const Index j : pair.target) std::erase(bindings_[static_cast<std::size_t>(target_owner_[j])].target, j);
  }

  // The bindings that have the segments, each once.
  std::vector<const Binding*> OwnersOf(const Owned& owners, const SegmentIndices& segments) const {
    std::set<std::int32_t> numbers;
    for (const Index n : segments) numbers.insert(owners[n]);
    std::vector<const Binding*> bindings;
    for (const std::int32_t number : numbers) bindings.push_back(&bindings_[static_cast<std::size_t>(number)]);
    return bindings;
  }

  // The binding of a pair, with the wordings that its two sides were bound with.
  Binding Bound(const Link& pair) const {
    Binding binding = NewBinding(pair.source, pair.target, pair.confidence, occasion_);
    std::string source_then, target_then;
    for (const Binding* former : OwnersOf(source_owner_, pair.source)) {
      const bool never_bound = WasNeverBound(*former) || (!former->source_basis && IsNew(former->source, new_source_));
      if (never_bound) continue;
      AppendSentence(former->source_basis.value_or(JoinTexts(source_, former->source)), source_then);
      if (!binding.source_edited) binding.source_edited = former->source_edited;
      if (!binding.source_moved) binding.source_moved = former->source_moved;
    }
    for (const Binding* former : OwnersOf(target_owner_, pair.target)) {
      if (former->target_basis || !IsNew(former->target, new_target_))
        AppendSentence(former->target_basis.value_or(JoinTexts(target_, former->target)), target_then);
    }
    if (source_then.empty()) return binding;  // new in the source, and translated
    if (source_then != JoinTexts(source_, pair.source)) {
      binding.source_basis = std::move(source_then);
      if (!binding.source_edited) binding.source_edited = occasion_.now;
    } else {
      binding.source_edited.reset();
    }
    if (target_then != JoinTexts(target_, pair.target)) binding.target_basis = std::move(target_then);
    binding.target_edited = occasion_.now;
    return binding;
  }

  Bindings& bindings_;
  const Outline& source_;
  const Outline& target_;
  const Occasion& occasion_;
  Owned source_owner_, target_owner_;
  Owned source_pair_, target_pair_;  // of the paragraph at hand
  std::vector<bool> new_source_, new_target_;
  double usual_ratio_;  // characters of the translation for one of the source, before this step
};

// The texts of `blocks`, as far as they are paragraphs that somebody reads at once.
std::map<Index, std::string> TextsOf(const Outline& outline, const std::set<Index>& blocks) {
  std::map<Index, std::string> texts;
  for (const OutlineSegment& segment : outline.segments) {
    if (segment.is_field() || !blocks.contains(segment.block)) continue;
    std::string& text = texts[segment.block];
    text += text.empty() ? segment.text : ' ' + segment.text;
  }
  std::erase_if(texts, [](const auto& text) { return text.second.size() > kLongestParagraph; });
  return texts;
}

// The paragraphs in which an edit of the source was carried over.
std::set<BlockPair> FollowedPlaces(const Bindings& bindings, const Outline& source, const Outline& target,
                                   const Finders& finders, const Policy& policy) {
  std::set<BlockPair> followed;
  for (const Binding& binding : bindings) {
    const std::optional<BlockPair> place = BlocksOf(binding, source, target);
    if (!place || !binding.source_basis || !binding.target_basis) continue;
    const Sides sides = SidesOf(binding, source, target);
    if (!sides.source_then || !sides.target_then) continue;
    if (!IsMoreThanATypo(*sides.target_then, *sides.target_now)) continue;
    const Decision decision = Decide(sides, RoleOf(binding, source, target), finders, policy);
    if (decision.rebind && decision.edit_class != EditClass::kCosmetic) followed.insert(*place);
  }
  return followed;
}

}  // namespace

std::set<std::uint32_t> PairAnew(Bindings& bindings, const Step& source, const Step& target,
                                 const std::vector<Link>& links, const Occasion& occasion) {
  std::set<std::uint32_t> anew;
  AnewPairing pairing(bindings, source, target, occasion);
  for (const Paragraph& paragraph : Paragraphs(source.now, target.now, links).All(links)) {
    if (!pairing.Take(paragraph)) continue;
    for (const Index j : paragraph.target) anew.insert(target.now.segments[j].block);
  }
  std::erase_if(bindings, [](const Binding& b) { return b.source.empty() && b.target.empty(); });
  return anew;
}

std::vector<Surroundings> SurroundingsOf(const Bindings& bindings, const Outline& source, const Outline& target,
                                         const std::set<std::uint32_t>& anew, const Finders& finders,
                                         const Policy& policy) {
  const std::map<Index, std::string> translations = TextsOf(target, anew);
  const std::set<BlockPair> followed = FollowedPlaces(bindings, source, target, finders, policy);
  std::vector<Surroundings> all(bindings.size());
  for (std::size_t b = 0; b < bindings.size(); ++b) {
    const std::optional<BlockPair> place = BlocksOf(bindings[b], source, target);
    if (!place) continue;
    all[b].worked_through = followed.contains(*place);
    if (const auto found = translations.find(place->second); found != translations.end())
      all[b].translation = found->second;
  }
  return all;
}

}  // namespace lockstep
