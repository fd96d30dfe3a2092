#include "stages/ladder.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "stages/bare_numbers.h"
#include "stages/fact_signs.h"
#include "stages/normalization.h"
#include "stages/verbatim_text.h"
#include "stages/word_bag.h"

namespace lockstep {
namespace {

// True where a text says the value of `wanted`: a score and a bare number of the same value are one.
bool Says(const std::vector<Fact>& facts, const Fact& wanted) {
  const auto plain = [](const Fact& fact) { return fact.kind == FactKind::kScore || fact.kind == FactKind::kNumber; };
  return std::any_of(facts.begin(), facts.end(), [&](const Fact& fact) {
    return fact.SameValue(wanted) || (plain(fact) && plain(wanted) && fact.value == wanted.value);
  });
}

// An edit of the source, and what the translation made of it.
struct BothEdits {
  const FactChange& change;         // of the source
  const std::vector<Fact>& source;  // facts as they are now
  const std::vector<Fact>& target;
  const std::vector<Fact>& target_then;
  const std::vector<Fact>& around;  // of the whole paragraph's translation, where it was made anew
  bool more_than_a_typo = false;    // the edit of the target
};

// An amount may stand in another currency; where the source took one back for it, not in the one that stood there
// before, unless the source only moved to another currency itself.
bool IsInOtherCurrency(const BothEdits& edits, const Fact& amount) {
  const auto& gone = edits.change.gone;
  const bool replaced =
      std::any_of(gone.begin(), gone.end(), [](const Fact& fact) { return fact.kind == FactKind::kPrice; }) &&
      std::none_of(gone.begin(), gone.end(), [&](const Fact& fact) { return IsPlausibleConversion(fact, amount); });
  return std::any_of(edits.target.begin(), edits.target.end(), [&](const Fact& other) {
    return other.kind == FactKind::kPrice && other.unit != amount.unit &&
           !(replaced && Contains(edits.target_then, other));
  });
}

// Facts that a translation must carry as they are. Names may stand in another script, and small counts in words.
bool MustBeCarried(const BothEdits& edits, const Fact& fact) {
  switch (fact.kind) {
    case FactKind::kModelName:
    case FactKind::kNumber: return false;
    case FactKind::kPrice: return !IsInOtherCurrency(edits, fact);
    default: return true;
  }
}

// True where the source's values only changed places.
bool IsExchange(const FactChange& change) {
  return !change.empty() && CompareFacts(change.gone, change.come).empty();
}

// True where the target's values changed places as well, or its words did. Where it has none of them (names may stand
// in another script), the edit is believed.
bool FollowedExchange(const BothEdits& edits) {
  const auto of_those = [&](std::vector<Fact> facts) {
    std::erase_if(facts, [&](const Fact& fact) { return !Contains(edits.change.gone, fact); });
    return facts;
  };
  const std::vector<Fact> before = of_those(edits.target_then);
  return edits.more_than_a_typo || before.size() < 2 || !AreInOneOrder(before, of_those(edits.target));
}

// True where a name that the source replaced still stands in the target as it was, and the new one does not.
bool KeepsOldName(const BothEdits& edits, const Fact& gone) {
  if (!Contains(edits.target, gone) || Contains(edits.source, gone)) return false;
  return std::any_of(edits.change.come.begin(), edits.change.come.end(), [&](const Fact& fact) {
    return fact.kind == FactKind::kModelName && !Contains(edits.target, fact);
  });
}

// True where a text still says what the source took back. What the source merely left out may stay in a translation
// that was really edited; an amount that moved to another currency stays in the translation's own.
bool StillSays(const BothEdits& edits, const Fact& gone) {
  if (gone.kind == FactKind::kModelName) return KeepsOldName(edits, gone);
  if (!Says(edits.target, gone) || Says(edits.source, gone)) return false;
  const auto& come = edits.change.come;
  const auto is_of_its_kind = [&](const Fact& fact) { return fact.kind == gone.kind && fact.unit == gone.unit; };
  const auto is_it_elsewhere = [&](const Fact& fact) { return IsPlausibleConversion(gone, fact); };
  // Where the source gives prices in two currencies, each is replaced by the one in its own.
  const bool is_replaced = std::any_of(come.begin(), come.end(), is_of_its_kind);
  if (!is_replaced && std::any_of(come.begin(), come.end(), is_it_elsewhere)) return false;
  const auto is_price = [](const Fact& fact) { return fact.kind == FactKind::kPrice; };
  const bool is_other_price = is_price(gone) && std::any_of(come.begin(), come.end(), is_price);
  return is_replaced || is_other_price || !edits.more_than_a_typo;
}

// True where an edited target followed the source's edit: it carries what came, and nothing of what was taken back.
bool Followed(const BothEdits& edits) {
  const auto& [gone, come] = edits.change;
  if (IsExchange(edits.change)) return FollowedExchange(edits);
  if (std::any_of(gone.begin(), gone.end(), [&](const Fact& fact) { return StillSays(edits, fact); })) return false;
  std::vector<Fact> unsaid = come;
  std::erase_if(unsaid, [&](const Fact& fact) {
    return !MustBeCarried(edits, fact) || Says(edits.target, fact) || Says(edits.around, fact);
  });
  if (unsaid.empty()) return true;
  // Where the language's word is not known, the number counts: the new one there, the old one gone.
  const std::vector<Fact> kept = CompareFacts(edits.source, come).gone;
  const std::vector<Fact> others = FactsBesides(edits.target, kept);
  const auto has_number = [&](const Fact& fact) { return SayWithoutWord(others, fact); };
  return std::all_of(unsaid.begin(), unsaid.end(), has_number) && std::none_of(gone.begin(), gone.end(), has_number);
}

// True where two texts say the same; of code, to the letter.
bool SayTheSame(const std::string& a, const std::string& b, TextRole role) {
  return role == TextRole::kVerbatim ? a == b : LooseText(a) == LooseText(b);
}

// True where the target still has code or an address that the source replaced.
bool KeepsOldPart(const Sides& sides) {
  const auto parts_of = [](const std::string& text) {
    std::vector<std::string> parts = VerbatimParts(text);
    std::sort(parts.begin(), parts.end());
    return parts;
  };
  const std::vector<std::string> then = parts_of(sides.source_then.value_or("")), now = parts_of(*sides.source_now);
  const std::vector<std::string> target = parts_of(*sides.target_now);
  if (std::includes(then.begin(), then.end(), now.begin(), now.end())) return false;  // nothing came
  return std::any_of(then.begin(), then.end(), [&](const std::string& part) {
    return !std::binary_search(now.begin(), now.end(), part) && std::binary_search(target.begin(), target.end(), part);
  });
}

// True where a line of code still has a word that the source's edit took out of its own: the rest may be comments.
bool KeepsOldWord(const Sides& sides) {
  const WordBag now = WordsOf(*sides.source_now), target = WordsOf(*sides.target_now);
  const auto has = [](const WordBag& bag, std::uint64_t word) {
    return std::binary_search(bag.begin(), bag.end(), word);
  };
  const WordBag then = WordsOf(sides.source_then.value_or(""));
  return std::any_of(then.begin(), then.end(),
                     [&](std::uint64_t word) { return !has(now, word) && has(target, word); });
}

// True where the source's edit, of class `of_words`, only brings it to what the translation says already: that was
// ahead.
bool SaysAlready(const Sides& sides, const BothEdits& edits, EditClass of_words, TextRole role) {
  if (SayTheSame(*sides.source_now, *sides.target_now, role)) return true;
  const bool only_facts =
      of_words == EditClass::kFigure || of_words == EditClass::kCurrency || of_words == EditClass::kReference;
  return only_facts && AlreadySays(edits.change, edits.target);
}

// True where a fact that an edit brought to the translation tells something that the source does not: not in its own
// script, currency or words, nor another date than the source's, unless it took the place of what the source says.
bool IsNews(const Fact& come, const std::vector<Fact>& gone, const std::vector<Fact>& source) {
  if (Says(source, come)) return false;
  const bool replaces = std::any_of(gone.begin(), gone.end(), [&](const Fact& fact) { return Contains(source, fact); });
  if (replaces) return true;
  const auto is_like = [&](const Fact& fact) { return fact.kind == come.kind; };
  switch (come.kind) {
    case FactKind::kModelName:
    case FactKind::kNumber: return false;
    case FactKind::kPrice:
    case FactKind::kDate: return std::none_of(source.begin(), source.end(), is_like);
    default: return true;
  }
}

std::vector<Fact> Joined(std::vector<Fact> a, const std::vector<Fact>& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

Decision Stale(Rung rung, EditClass edit_class, FactChange change, const Policy& policy) {
  const bool ignored = policy.Ignores(edit_class);
  Decision decision{rung, ignored ? State::kCurrent : State::kStale, edit_class, std::move(change)};
  decision.ignored = ignored;
  return decision;
}

}  // namespace

Decision Decide(const Sides& sides, TextRole role, const Finders& finders, const Policy& policy) {
  const auto& [source_then, source_now, target_then, target_now, around] = sides;

  // 1. Missing if nothing in the translation stands for this source.
  if (!target_now) return {Rung::kMissing, State::kMissing, EditClass::kStructure, {}, false};

  // 2. Orphan if the translation stands for nothing in the source (any more).
  if (!source_now) return {Rung::kOrphan, State::kOrphan, EditClass::kStructure, {}, false};

  const bool source_edited = source_then != source_now;
  const bool target_edited = target_then != target_now;
  // Other quotes or dashes are no answer to an edit of the source.
  const bool target_touched = target_edited && target_then && SayTheSame(*target_then, *target_now, role);

  // 3. Current if both sides stand as they were bound.
  if (!source_edited && !target_edited) return {};

  const std::vector<Fact> now = finders.source.Find(*source_now);
  const std::vector<Fact> then = finders.source.Find(source_then.value_or(""));
  const auto facts_of_target = [&](const std::string& text) {
    return SignedAs(finders.target.Find(text), Joined(then, now));
  };
  const std::vector<Fact> target_facts = facts_of_target(*target_now);

  // 4. Current if only the target was edited: that is the translator's business. If the edit brought facts that the
  //    source lacks, the translation may know something the source does not.
  if (!source_edited) {
    const FactChange edit = CompareFacts(facts_of_target(target_then.value_or("")), target_facts);
    const bool ahead =
        std::any_of(edit.come.begin(), edit.come.end(), [&](const Fact& fact) { return IsNews(fact, edit.gone, now); });
    return {Rung::kTargetEdited, ahead ? State::kAhead : State::kCurrent, EditClass::kFigure, {}, true};
  }

  FactChange change = CompareFacts(then, now);
  const EditClass edit_class =
      source_then ? Classify({*source_then, then}, {*source_now, now}, role) : EditClass::kStructure;
  if (edit_class == EditClass::kFigure && change.empty()) change = ExchangedFacts(then, now);
  const bool asks_nothing = edit_class == EditClass::kCosmetic && policy.Ignores(edit_class);
  const std::vector<Fact> target_before = facts_of_target(target_then.value_or(""));
  const std::vector<Fact> around_facts = facts_of_target(around.translation);
  const BothEdits edits{change,        now,          target_facts,
                        target_before, around_facts, IsMoreThanATypo(target_then.value_or(""), *target_now)};

  // 5. Stale if the source was edited and the target was not, or in its quotes and dashes only, unless the edit is
  //    cosmetic, or only brings the source to what the target already says, or merely polishes a sentence that the
  //    translator had before him, and left, when he carried another edit over in the same paragraph.
  if (!target_edited || target_touched) {
    // The class of a field or a reference does not tell what was edited in it.
    const EditClass of_words =
        source_then ? Classify({*source_then, then}, {*source_now, now}, TextRole::kProse) : edit_class;
    const bool already = SaysAlready(sides, edits, of_words, role);
    const bool left = around.worked_through && role != TextRole::kVerbatim && source_then &&
                      edit_class == EditClass::kProse &&
                      IsPolished({*source_then, then}, {*source_now, now}, finders.source);
    if (asks_nothing || already || left) {
      const bool polished = !asks_nothing && !already;
      return {Rung::kSourceEdited, State::kCurrent, edit_class, std::move(change), true, polished};
    }
    return Stale(Rung::kSourceEdited, edit_class, std::move(change), policy);
  }

  // 6. Current if both were edited and the target followed; stale if it still says what the source no longer does.
  const bool followed = role == TextRole::kVerbatim ? !KeepsOldWord(sides) : Followed(edits) && !KeepsOldPart(sides);
  if (asks_nothing || followed) {
    return {Rung::kBothEdited, State::kCurrent, edit_class, std::move(change), true};
  }
  return Stale(Rung::kBothEdited, edit_class, std::move(change), policy);
}

}  // namespace lockstep
