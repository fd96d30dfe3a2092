#include "stages/bindings.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "locales/unicode.h"
#include "stages/acceptance.h"
#include "stages/attachment.h"
#include "stages/block_order.h"
#include "stages/field_judgement.h"
#include "stages/field_rules.h"
#include "stages/rework.h"

namespace lockstep {
namespace {

using Indices = SegmentIndices;

std::map<std::string_view, std::uint32_t> FieldsByName(const Outline& outline) {
  std::map<std::string_view, std::uint32_t> by_name;
  for (std::uint32_t i = 0; i < outline.segments.size() && outline.segments[i].is_field(); ++i) {
    by_name.emplace(outline.segments[i].field, i);
  }
  return by_name;
}

// A field is its own counterpart, by name.
void BindFields(const Outline& source, const Outline& target, const Occasion& occasion, Bindings& bindings) {
  const std::map<std::string_view, std::uint32_t> by_name = FieldsByName(target);
  for (std::uint32_t i = 0; i < source.segments.size() && source.segments[i].is_field(); ++i) {
    const auto found = by_name.find(source.segments[i].field);
    bindings.push_back(NewBinding({i}, found == by_name.end() ? Indices{} : Indices{found->second}, 1, occasion));
  }
}

// Sentences that the alignment left alone, with a neighbour of their block: translators join sentences.
void BindRest(const Outline& outline, BindingSide side, const Occasion& occasion, Bindings& bindings) {
  std::vector<std::int32_t> owners = Owners(bindings, side, outline.segments.size());
  for (std::uint32_t i = 0; i < owners.size(); ++i) {
    if (owners[i] != kFree || outline.segments[i].is_field()) continue;
    const std::int32_t neighbour = NeighbourOwner(outline, owners, i);
    if (neighbour != kFree) {
      Insert(bindings[static_cast<std::size_t>(neighbour)].*side, i);
      owners[i] = neighbour;
      continue;
    }
    Binding alone = NewBinding({}, {}, 1, occasion);
    (alone.*side).push_back(i);
    bindings.push_back(std::move(alone));
  }
}

// One side of a binding taken to the next version.
struct CarriedSide {
  Indices now;
  std::optional<std::string> basis;
  bool edited = false;  // in this step
};

CarriedSide Carry(const Indices& then, const std::optional<std::string>& basis, const Step& step,
                  const std::vector<Indices>& successors) {
  CarriedSide carried;
  if (then.empty() && !basis) return carried;  // never there
  for (const std::uint32_t index : then) InsertAll(carried.now, successors[index]);
  const std::string before = JoinTexts(step.then, then);
  const std::string today = JoinTexts(step.now, carried.now);
  const std::string& bound = basis ? *basis : before;
  if (carried.now.empty() || today != bound) carried.basis = bound;
  carried.edited = today != before;
  return carried;
}

// For each old segment the new ones; a field is followed by its name.
std::vector<Indices> Successors(const Step& step) {
  std::vector<Indices> successors(step.then.segments.size());
  const std::map<std::string_view, std::uint32_t> fields = FieldsByName(step.now);
  for (std::size_t i = 0; i < successors.size() && step.then.segments[i].is_field(); ++i) {
    const auto found = fields.find(step.then.segments[i].field);
    if (found != fields.end()) successors[i] = {found->second};
  }
  for (const Link& link : step.links) {
    if (link.level != LinkLevel::kSegment) continue;
    for (const std::uint32_t old_index : link.source) {
      if (!step.then.segments[old_index].is_field()) InsertAll(successors[old_index], link.target);
    }
  }
  return successors;
}

// True where today's version has text that no text of the old one became.
bool HasNewText(const Step& step, const std::vector<Indices>& successors) {
  std::vector<bool> old(step.now.segments.size(), false);
  for (const Indices& indices : successors) {
    for (const std::uint32_t index : indices) old[index] = true;
  }
  return std::find(old.begin(), old.end(), false) != old.end();
}

// Takes every binding to today's segments; wordings that are other than bound become its basis.
Bindings CarryAll(const Bindings& before, const Step& source, const Step& target, const Occasion& occasion) {
  const std::vector<Indices> source_successors = Successors(source);
  const std::vector<Indices> target_successors = Successors(target);
  Bindings bindings;
  for (const Binding& old_binding : before) {
    Binding binding = old_binding;
    CarriedSide s = Carry(old_binding.source, old_binding.source_basis, source, source_successors);
    CarriedSide t = Carry(old_binding.target, old_binding.target_basis, target, target_successors);
    binding.source = std::move(s.now);
    binding.target = std::move(t.now);
    binding.source_basis = std::move(s.basis);
    binding.target_basis = std::move(t.basis);
    if (!binding.source_basis) TakeEditBack(binding, occasion);
    if (binding.source_basis && !binding.source_edited) binding.source_edited = occasion.now;
    if (t.edited) binding.target_edited = occasion.now;
    if (t.edited && !binding.target_basis) binding.target_edited.reset();  // taken back
    bindings.push_back(std::move(binding));
  }
  return bindings;
}

std::optional<std::string> JoinBases(const Binding& a, const Binding& b, BindingSide side,
                                     std::optional<std::string> Binding::*basis, const Outline& today) {
  if (!(a.*basis) && !(b.*basis)) return std::nullopt;
  const auto text = [&](const Binding& x) { return x.*basis ? *(x.*basis) : JoinTexts(today, x.*side); };
  std::string joined = text(a);
  AppendSentence(text(b), joined);
  return joined;
}

// Two bindings that have come to share a segment (two sentences became one) are one binding from now on.
void MergeShared(Bindings& bindings, BindingSide side, const Outline& source, const Outline& target) {
  const std::size_t size = side == &Binding::source ? source.segments.size() : target.segments.size();
  std::vector<std::int32_t> owners(size, kFree);
  for (std::size_t b = 0; b < bindings.size(); ++b) {
    const Indices indices = bindings[b].*side;
    for (const std::uint32_t index : indices) {
      const std::int32_t owner = owners[index];
      if (owner == kFree || owner == static_cast<std::int32_t>(b)) {
        owners[index] = static_cast<std::int32_t>(b);
        continue;
      }
      Binding& kept = bindings[static_cast<std::size_t>(owner)];
      Binding& merged = bindings[b];
      kept.source_basis = JoinBases(kept, merged, &Binding::source, &Binding::source_basis, source);
      kept.target_basis = JoinBases(kept, merged, &Binding::target, &Binding::target_basis, target);
      InsertAll(kept.source, merged.source);
      InsertAll(kept.target, merged.target);
      if (!kept.source_edited) kept.source_edited = merged.source_edited;
      if (!kept.source_moved) kept.source_moved = merged.source_moved;
      for (const std::uint32_t other : merged.*side) owners[other] = owner;
      merged = Binding();
      break;
    }
  }
  std::erase_if(bindings, [](const Binding& b) { return b.source.empty() && b.target.empty(); });
  // A joined wording that equals today's is bound as it stands.
  for (Binding& b : bindings) {
    if (b.source_basis && !b.source.empty() && *b.source_basis == JoinTexts(source, b.source)) b.source_basis.reset();
    if (b.target_basis && !b.target.empty() && *b.target_basis == JoinTexts(target, b.target)) b.target_basis.reset();
    if (!b.source_basis) b.source_edited.reset();
  }
}

void BindAnew(Binding& binding, const Moment& when, Evidence evidence) {
  if (binding.source_edited) NoteCleared(binding, {*binding.source_edited, when, evidence});
  binding.source_basis.reset();
  binding.target_basis.reset();
  binding.source_edited.reset();
  binding.bound = when;
  binding.evidence = evidence;
  binding.doubtful = false;
  binding.acceptances.clear();
}

Decision DecisionOf(const Binding& binding, const Surroundings& around, const Outline& source, const Outline& target,
                    const Finders& finders, const Policy& policy) {
  Sides sides = SidesOf(binding, source, target);
  sides.around = around;
  const bool has_source = !binding.source.empty();
  if (has_source && source.segments[binding.source.front()].is_field()) {
    return DecideField(sides, source.segments[binding.source.front()], finders, policy);
  }
  return Decide(sides, RoleOf(binding, source, target), finders, policy);
}

// True where only the target was edited, until the settling time has passed: an edit of the source that comes by then
// is the same edit. The clocks of commits may go backwards.
bool IsUnsettled(const Binding& binding, const Decision& decision, const Occasion& occasion) {
  if (!binding.target_edited || decision.rung != Rung::kTargetEdited) return false;
  return std::abs(occasion.now.time_ms - binding.target_edited->time_ms) <= occasion.settling_ms;
}

// True where both sides say what was bound before the last acceptance: the edit that was accepted was taken back, and
// with it what there was to accept.
bool IsBackBeforeAcceptance(const Binding& binding, const Outline& source, const Outline& target) {
  if (binding.evidence != Evidence::kAccept || !IsAcceptedBy(binding, "")) return false;
  if (!binding.source_basis || binding.target_basis || binding.source.empty() || binding.target.empty()) return false;
  const Acceptance& last = binding.acceptances.back();
  return last.source_basis == JoinTexts(source, binding.source) &&
         (!last.target_basis || *last.target_basis == JoinTexts(target, binding.target));
}

// Asks the ladder about every binding whose texts are other than bound. An edit of the target alone is bound after the
// settling time, as of when it was made.
void Settle(Bindings& bindings, const Outline& source, const Outline& target, const Occasion& occasion,
            const Finders& finders, const Policy& policy, const std::vector<Surroundings>& around = {}) {
  for (std::size_t b = 0; b < bindings.size(); ++b) {
    Binding& binding = bindings[b];
    if (IsBackBeforeAcceptance(binding, source, target))
      TakeBack(binding, JoinTexts(source, binding.source), JoinTexts(target, binding.target));
    if (!binding.source_basis && !binding.target_basis) continue;
    const Decision decision =
        DecisionOf(binding, around.empty() ? Surroundings() : around[b], source, target, finders, policy);
    if (!decision.rebind) continue;
    if (IsUnsettled(binding, decision, occasion)) continue;
    const bool earlier = decision.rung == Rung::kTargetEdited && binding.target_edited.has_value();
    const Moment when = earlier ? *binding.target_edited : occasion.now;
    BindAnew(binding, when, when.Commit().empty() ? occasion.evidence : Evidence::kGit);
    // The translation still says what the source does not: that is told until either side is edited.
    binding.doubtful = decision.state == State::kAhead;
  }
}

std::vector<Fact> FactsOf(const Document& document, const Indices& segments, const FactFinder& /*finder*/) {
  std::vector<Fact> facts;
  for (const std::uint32_t index : segments) {
    const std::vector<Fact>& found = document.segments[index].facts;
    facts.insert(facts.end(), found.begin(), found.end());
  }
  return facts;
}

std::vector<Fact> FactsOf(const Outline& outline, const Indices& segments, const FactFinder& finder) {
  std::vector<Fact> facts;
  for (const std::uint32_t index : segments) {
    const OutlineSegment& segment = outline.segments[index];
    if (segment.is_verbatim()) continue;
    const std::vector<Fact> found = finder.Find(segment.text);
    facts.insert(facts.end(), found.begin(), found.end());
  }
  return facts;
}

std::optional<FieldRole> FieldRoleOf(const Document& document, std::uint32_t segment) {
  const Field* field = document.FieldOf(document.segments[segment]);
  return field == nullptr ? std::nullopt : std::optional(field->role);
}

std::optional<FieldRole> FieldRoleOf(const Outline& outline, std::uint32_t segment) {
  return outline.segments[segment].is_field() ? std::optional(outline.segments[segment].role) : std::nullopt;
}

// The items of a list are in no order: which of them says what another one does, nobody knows.
bool IsTextToTranslate(FieldRole role, const std::string& source, const std::string& target) {
  return role == FieldRole::kTranslate && !IsList(source) && !IsList(target);
}

// True where the two texts of a binding contradict each other. A side is a document, or an outline whose facts have to
// be found anew.
template <typename Side>
bool ContradictsItself(const Binding& binding, const Side& source, const Side& target, const Finders& finders) {
  if (binding.source.empty() || binding.target.empty()) return false;
  const std::string& here = source.segments[binding.source.front()].text;
  const std::string& there = target.segments[binding.target.front()].text;
  const std::optional<FieldRole> role = FieldRoleOf(source, binding.source.front());
  if (role == FieldRole::kConvert) return PricesContradict(here, there, finders);
  if (role && !IsTextToTranslate(*role, here, there)) return false;
  const FactChange figures =
      Contradiction(FactsOf(source, binding.source, finders.source), FactsOf(target, binding.target, finders.target));
  return !figures.empty();
}

// New text may contradict what it is paired with like that of a translation that is seen for the first time. `was_pair`
// tells of the bindings before; the others are behind them.
void DoubtNewPairs(Bindings& bindings, const std::vector<bool>& was_pair, const Step& source, const Step& target,
                   const Finders& finders) {
  for (std::size_t b = 0; b < bindings.size(); ++b) {
    Binding& binding = bindings[b];
    if ((b < was_pair.size() && was_pair[b]) || !binding.AsBound()) continue;
    if (!ContradictsItself(binding, source.now, target.now, finders)) continue;
    binding.doubtful = true;
    binding.target_edited.reset();  // it was made like that
  }
}

}  // namespace

Sides SidesOf(const Binding& binding, const Outline& source, const Outline& target) {
  Sides sides;
  if (!binding.source.empty()) sides.source_now = JoinTexts(source, binding.source);
  if (!binding.target.empty()) sides.target_now = JoinTexts(target, binding.target);
  const auto then = [](const std::optional<std::string>& basis, const std::optional<std::string>& now) {
    if (!basis) return now;
    return basis->empty() ? std::nullopt : basis;  // there was none
  };
  sides.source_then = then(binding.source_basis, sides.source_now);
  sides.target_then = then(binding.target_basis, sides.target_now);
  return sides;
}

TextRole RoleOf(const Binding& binding, const Outline& source, const Outline& target) {
  const bool has_source = !binding.source.empty();
  if (!has_source && binding.target.empty()) return TextRole::kProse;
  const OutlineSegment& segment =
      has_source ? source.segments[binding.source.front()] : target.segments[binding.target.front()];
  if (segment.is_field()) return segment.field == "rating" ? TextRole::kRating : TextRole::kField;
  if (segment.block_kind == BlockKind::kReference || segment.block_kind == BlockKind::kDefinition)
    return TextRole::kReference;
  return segment.is_verbatim() ? TextRole::kVerbatim : TextRole::kProse;
}

Bindings Bind(const Outline& source, const Outline& target, const std::vector<Link>& links, const Occasion& occasion) {
  Bindings bindings;
  BindFields(source, target, occasion, bindings);
  for (const Link& link : links) {
    // Fields are bound already.
    const bool is_body = link.Paired() && !source.segments[link.source.front()].is_field();
    if (link.level == LinkLevel::kSegment && is_body) {
      bindings.push_back(NewBinding(link.source, link.target, link.confidence, occasion));
    }
  }
  BindRest(source, &Binding::source, occasion, bindings);
  BindRest(target, &Binding::target, occasion, bindings);
  SortByPlace(bindings);
  return bindings;
}

void MarkDoubtful(Bindings& bindings, const Document& source, const Document& target, const Finders& finders) {
  for (Binding& binding : bindings) binding.doubtful = ContradictsItself(binding, source, target, finders);
}

bool NeedAlignment(const Bindings& before, const Step& source, const Step& target) {
  const std::vector<Indices> sources = Successors(source), targets = Successors(target);
  if (HasNewText(source, sources) || HasNewText(target, targets)) return true;
  const auto is_edited_orphan = [&](const Binding& binding) {
    return Carry(binding.source, binding.source_basis, source, sources).now.empty() &&
           Carry(binding.target, binding.target_basis, target, targets).edited;
  };
  return std::any_of(before.begin(), before.end(), IsUntranslated) &&
         std::any_of(before.begin(), before.end(), is_edited_orphan);
}

Bindings Advance(const Bindings& before, const Step& source, const Step& target, const std::vector<Link>& links,
                 const Occasion& occasion, const Finders& finders, const Policy& policy) {
  Bindings settled = before;
  Settle(settled, source.then, target.then, occasion, finders, policy);
  Bindings bindings = CarryAll(settled, source, target, occasion);
  MergeShared(bindings, &Binding::source, source.now, target.now);
  MergeShared(bindings, &Binding::target, source.now, target.now);

  std::vector<bool> was_pair;
  for (const Binding& binding : bindings) {
    was_pair.push_back((!binding.source.empty() || binding.source_basis) &&
                       (!binding.target.empty() || binding.target_basis));
  }
  Attachment attachment(bindings, source.now, target.now, occasion);
  attachment.Restore();
  for (const Link& link : links) attachment.Follow(link);
  attachment.Rest();
  DoubtNewPairs(bindings, was_pair, source, target, finders);
  std::erase_if(bindings, [](const Binding& b) { return b.source.empty() && b.target.empty(); });
  const std::set<std::uint32_t> anew = PairAnew(bindings, source, target, links, occasion);
  Settle(bindings, source.now, target.now, occasion, finders, policy,
         SurroundingsOf(bindings, source.now, target.now, anew, finders, policy));
  SortByPlace(bindings);
  NoteMoves(bindings, settled, source, target, occasion.now);
  return bindings;
}

}  // namespace lockstep
