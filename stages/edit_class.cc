#include "stages/edit_class.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <iterator>
#include <optional>
#include <string>
#include <tuple>

#include "locales/ascii.h"
#include "stages/fact_signs.h"
#include "stages/link_syntax.h"
#include "stages/normalization.h"
#include "stages/verbatim_text.h"
#include "stages/word_bag.h"

namespace lockstep {
namespace {

// Units of a currency for one US dollar, of the 2020s, to two digits: enough to tell a converted amount
// from a mistake of a factor of ten, and nothing else is asked of it.
struct UsualRate {
  std::string_view code;
  double per_dollar;
};
constexpr std::array<UsualRate, 30> kUsualRates = {{
    {"AED", 3.7},  {"AUD", 1.5},  {"BRL", 5.2},  {"CAD", 1.4},  {"CHF", 0.9},   {"CNY", 7.1}, {"CZK", 23}, {"DKK", 6.8},
    {"EGP", 40},   {"EUR", 0.92}, {"GBP", 0.8},  {"HKD", 7.8},  {"IDR", 15800}, {"ILS", 3.7}, {"INR", 84}, {"JPY", 145},
    {"KRW", 1350}, {"MXN", 18},   {"MYR", 4.5},  {"NOK", 10.5}, {"NZD", 1.65},  {"PHP", 57},  {"PLN", 4},  {"RUB", 90},
    {"SAR", 3.75}, {"SEK", 10.4}, {"SGD", 1.35}, {"THB", 35},   {"TWD", 32},    {"USD", 1},
}};
constexpr double kPlausibleFactor = 2.5;
constexpr double kRoundedShare = 0.1;  // of an amount, by which rounding and rates move it

constexpr std::size_t kTypoWords = 4;  // an edit of so many words, taken away and brought, may be a typo's
constexpr float kTypoShare = 0.05F;    // and so may one of this share of them
constexpr float kPolishKeeps = 0.6F;   // the share of words that is most of them

std::optional<double> PerDollar(std::string_view code) {
  for (const UsualRate& rate : kUsualRates) {
    if (rate.code == code) return rate.per_dollar;
  }
  return std::nullopt;
}

double Amount(const Fact& fact) {
  double amount = 0;
  std::from_chars(fact.value.data(), fact.value.data() + fact.value.size(), amount);
  return amount;
}

bool ByValue(const Fact& a, const Fact& b) {
  return std::tie(a.kind, a.value, a.unit) < std::tie(b.kind, b.value, b.unit);
}

// The facts of `a` without those that also are in `b`, each of which takes away one; in the order of the text.
std::vector<Fact> Without(std::vector<Fact> a, std::vector<Fact> b) {
  std::stable_sort(a.begin(), a.end(), ByValue);
  std::sort(b.begin(), b.end(), ByValue);
  std::vector<Fact> rest;
  std::set_difference(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(rest), ByValue);
  std::sort(rest.begin(), rest.end(), [](const Fact& x, const Fact& y) { return x.range.begin < y.range.begin; });
  return rest;
}

// The loose form, in which some hyphens in a row are the dash that a site's generator makes of them; "--all" has none.
std::string WithSingleDashes(std::string_view text) {
  std::string plain;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find_first_not_of('-', at), text.size());
    const bool opens_word = end < text.size() && text[end] != ' ' && (at == 0 || text[at - 1] == ' ');
    plain += opens_word ? text.substr(at, end - at) : text.substr(at, std::min<std::size_t>(end - at, 1));
    const std::size_t next = std::min(text.find('-', end), text.size());
    plain += text.substr(end, next - end);
    at = next;
  }
  return LooseText(plain);
}

bool IsLetterByte(char c) {
  return IsAsciiLower(AsciiLower(c)) || static_cast<unsigned char>(c) >= 0x80;
}

// The text with a space for each hyphen between two letters. A dash with white space beside it is none.
std::string WithoutHyphens(std::string_view text) {
  std::string words(text);
  for (std::size_t i = 1; i + 1 < words.size(); ++i) {
    if (words[i] == '-' && IsLetterByte(words[i - 1]) && IsLetterByte(words[i + 1])) words[i] = ' ';
  }
  return words;
}

// The loose form without white space between a letter and a digit, and without hyphens between letters: "HD 650" and
// "HD650" are one name, "10 kHz" and "10kHz" one value, "well-known" and "well known" one word.
std::string ComparableText(std::string_view text) {
  const std::string loose = WithSingleDashes(WithoutHyphens(text));
  std::string tight;
  tight.reserve(loose.size());
  for (std::size_t i = 0; i < loose.size(); ++i) {
    const bool inside = i > 0 && i + 1 < loose.size();
    const bool joint = inside && loose[i] == ' ' &&
                       ((IsLetterByte(loose[i - 1]) && IsAsciiDigit(loose[i + 1])) ||
                        (IsAsciiDigit(loose[i - 1]) && IsLetterByte(loose[i + 1])));
    if (!joint) tight += loose[i];
  }
  return tight;
}

// The text without what its links and URLs lead to: "see the [guide](/old/)" -> "see the [guide]()". Titles of links
// stay.
std::string WithoutAddresses(const Wording& wording) {
  const std::string_view text = wording.text;
  std::string rest;
  auto fact = wording.facts.begin();
  for (std::size_t at = 0; at < text.size();) {
    while (fact != wording.facts.end() && (fact->range.begin < at || fact->kind != FactKind::kUrl)) ++fact;
    if (fact != wording.facts.end() && fact->range.begin == at) {
      at = std::max(at + 1, fact->range.end);
      continue;
    }
    rest += text[at++];
    if (text[at - 1] != ']') continue;
    if (const std::optional<std::size_t> end = InlineLinkEnd(text, at)) {
      rest += '(';
      at = std::min(text.find_first_of(" \n", at), *end - 1);
    }
  }
  return rest;
}

// Adds to `text` what stands behind a citation that was left out: of "[1, 2]", what keeps the two apart goes with them,
// and so do the brackets.
void AddBehindCitation(std::string_view rest, std::string& text) {
  if (text.ends_with('[')) {
    const std::size_t said = std::min(rest.find_first_not_of(" ,;-\xE2\x80\x93"), rest.size());  // with the en dash
    rest.remove_prefix(said);
    if (rest.starts_with(']')) {
      text.pop_back();
      text.erase(text.find_last_not_of(' ') + 1);
      rest.remove_prefix(1);
    }
  }
  text += rest;
}

// The text without its citations and the white space before them, the other facts masked: one citation more or less
// changes no word.
std::string MaskedWithoutCitations(const Wording& wording) {
  std::string text;
  std::vector<Fact> others;
  std::size_t at = 0;
  bool behind_citation = false;
  const auto add_up_to = [&](std::size_t end) {
    const std::string_view between = wording.text.substr(at, end - at);
    if (behind_citation)
      AddBehindCitation(between, text);
    else
      text += between;
  };
  for (Fact fact : wording.facts) {
    add_up_to(fact.range.begin);
    at = fact.range.end;
    behind_citation = fact.kind == FactKind::kCitation;
    if (behind_citation) {
      text.erase(text.find_last_not_of(' ') + 1);
      continue;
    }
    const std::size_t begin = text.size();
    text += Slice(wording.text, fact.range);
    fact.range = {begin, text.size()};
    others.push_back(std::move(fact));
  }
  add_up_to(wording.text.size());
  return MaskFacts(text, others);
}

// Signs in front of a value that are no part of it, in the loose form.
constexpr std::array<std::string_view, 8> kSigns = {"+", "±", "<", ">", "≤", "≥", "~", "≈"};

// The loose form of a text whose facts are masked, without the signs in front of them.
std::string WithoutSigns(std::string_view masked) {
  const std::string loose = LooseText(masked);
  std::string text;
  for (std::size_t at = 0; at < loose.size(); ++at) {
    const std::string_view rest = std::string_view(loose).substr(at);
    const auto sign = std::find_if(kSigns.begin(), kSigns.end(), [&](std::string_view s) {
      return rest.starts_with(s) && rest.substr(s.size()).starts_with('{');
    });
    if (sign != kSigns.end()) {
      at += sign->size();
      if (text.ends_with(' ')) text.pop_back();  // none stands in front of a fact without a sign
    }
    text += loose[at];
  }
  return text;
}

// True where measurements changed and nothing else: "10 mW" became "10 MW".
bool OnlyMeasurements(const FactChange& change) {
  const auto is_measured = [](const Fact& fact) { return fact.kind == FactKind::kMeasurement; };
  return !change.gone.empty() && change.gone.size() == change.come.size() &&
         std::all_of(change.gone.begin(), change.gone.end(), is_measured) &&
         std::all_of(change.come.begin(), change.come.end(), is_measured);
}

// True where each amount that went is matched, in order, by one that came in another currency.
bool OnlyMovedCurrency(const FactChange& change) {
  return !change.gone.empty() && change.gone.size() == change.come.size() &&
         std::equal(change.gone.begin(), change.gone.end(), change.come.begin(), IsPlausibleConversion);
}

EditClass ClassOfVerbatim(const Wording& before, const Wording& after, const FactChange& change) {
  if (MaskFacts(before.text, before.facts) != MaskFacts(after.text, after.facts)) return EditClass::kProse;
  const auto is_url = [](const Fact& fact) { return fact.kind == FactKind::kUrl; };
  const bool only_urls = !change.empty() && std::all_of(change.gone.begin(), change.gone.end(), is_url) &&
                         std::all_of(change.come.begin(), change.come.end(), is_url);
  return only_urls ? EditClass::kReference : EditClass::kFigure;
}

// Kinds of facts that a translation says as they are, if it says one of the kind.
bool MustAgree(FactKind kind) {
  switch (kind) {
    case FactKind::kScore:
    case FactKind::kMeasurement:
    case FactKind::kPercentage:
    case FactKind::kPrice: return true;
    default: return false;
  }
}

// True where two facts say one figure: the same value, or amounts of one currency that are rounded ("80" and "79.99")
// or were converted there and back.
bool MayBeOneFigure(const Fact& a, const Fact& b) {
  if (a.SameValue(b)) return true;
  if (a.kind != FactKind::kPrice || b.kind != FactKind::kPrice || a.unit != b.unit) return false;
  return std::abs(Amount(a) - Amount(b)) <= kRoundedShare * std::max(Amount(a), Amount(b));
}

}  // namespace

bool Contains(const std::vector<Fact>& facts, const Fact& wanted) {
  return std::any_of(facts.begin(), facts.end(), [&](const Fact& fact) { return fact.SameValue(wanted); });
}

FactChange CompareFacts(const std::vector<Fact>& before, const std::vector<Fact>& after) {
  return {Without(before, after), Without(after, before)};
}

bool AreInOneOrder(const std::vector<Fact>& before, const std::vector<Fact>& after) {
  return std::equal(before.begin(), before.end(), after.begin(), after.end(),
                    [](const Fact& a, const Fact& b) { return a.SameValue(b); });
}

FactChange ExchangedFacts(const std::vector<Fact>& before, const std::vector<Fact>& after) {
  FactChange exchanged;
  if (before.size() != after.size() || !CompareFacts(before, after).empty()) return exchanged;
  for (std::size_t i = 0; i < before.size(); ++i) {
    if (before[i].SameValue(after[i])) continue;
    exchanged.gone.push_back(before[i]);
    exchanged.come.push_back(after[i]);
  }
  return exchanged;
}

EditClass Classify(const Wording& before, const Wording& after, TextRole role) {
  if (role == TextRole::kRating) return EditClass::kRating;  // values: [0.4] and [0.40] are compared before
  const FactChange change = CompareFacts(before.facts, after.facts);
  if (role == TextRole::kVerbatim) return ClassOfVerbatim(before, after, change);
  const bool same_words = role == TextRole::kField ? WithSingleDashes(before.text) == WithSingleDashes(after.text)
                                                   : ComparableText(before.text) == ComparableText(after.text);
  const bool same_code = VerbatimParts(before.text) == VerbatimParts(after.text);
  if (same_words && same_code && !OnlyMeasurements(change)) return EditClass::kCosmetic;
  if (role == TextRole::kField) return EditClass::kField;
  if (role == TextRole::kReference) return EditClass::kReference;
  if (same_words) return same_code ? EditClass::kFigure : EditClass::kReference;

  const std::string masked_before = MaskFacts(before.text, before.facts);
  const std::string masked_after = MaskFacts(after.text, after.facts);
  const bool same_order = LooseText(masked_before) == LooseText(masked_after);
  // Another notation of the same values; but values that changed places tell something else.
  if (same_order && same_code && AreInOneOrder(before.facts, after.facts)) return EditClass::kCosmetic;
  if (LooseText(WithoutAddresses(before)) == LooseText(WithoutAddresses(after))) return EditClass::kReference;
  const bool only_signs = same_code && WithoutSigns(masked_before) == WithoutSigns(masked_after);
  const bool same_but_citations = LooseText(MaskedWithoutCitations(before)) == LooseText(MaskedWithoutCitations(after));
  if (!same_order && !only_signs && !same_but_citations) return EditClass::kProse;
  return OnlyMovedCurrency(change) ? EditClass::kCurrency : EditClass::kFigure;
}

bool AlreadySays(const FactChange& change, const std::vector<Fact>& target) {
  return !change.come.empty() &&
         std::all_of(change.come.begin(), change.come.end(), [&](const Fact& f) { return Contains(target, f); }) &&
         std::none_of(change.gone.begin(), change.gone.end(), [&](const Fact& f) { return Contains(target, f); });
}

bool IsMoreThanATypo(std::string_view before, std::string_view after) {
  const WordBag then = WordsOf(before);
  const WordBag now = WordsOf(after);
  const std::size_t all = then.size() + now.size();
  const std::size_t changed = all - 2 * CommonWords(then, now);
  return changed > kTypoWords && static_cast<float>(changed) > kTypoShare * static_cast<float>(all);
}

bool IsPolished(const Wording& before, const Wording& after, const FactFinder& finder) {
  if (!CompareFacts(before.facts, after.facts).empty()) return false;
  const std::optional<std::size_t> negations = finder.CountNegations(before.text);
  return negations && negations == finder.CountNegations(after.text) &&
         Likeness(WordsOf(before.text), WordsOf(after.text)) >= kPolishKeeps;
}

FactChange Contradiction(const std::vector<Fact>& source, const std::vector<Fact>& target) {
  const std::vector<Fact> signed_target = SignedAs(target, source);
  const auto unsaid = [](std::vector<Fact> facts, const std::vector<Fact>& other) {
    std::erase_if(facts, [&](const Fact& ours) {
      const auto says_it = [&](const Fact& theirs) { return MayBeOneFigure(ours, theirs); };
      return !MustAgree(ours.kind) || std::any_of(other.begin(), other.end(), says_it);
    });
    return facts;
  };
  const auto with_rival = [](std::vector<Fact> facts, const std::vector<Fact>& other) {
    std::erase_if(facts, [&](const Fact& ours) {
      const auto is_like = [&](const Fact& theirs) { return theirs.kind == ours.kind && theirs.unit == ours.unit; };
      return std::none_of(other.begin(), other.end(), is_like);
    });
    return facts;
  };
  const std::vector<Fact> ours = unsaid(source, signed_target), theirs = unsaid(signed_target, source);
  return {with_rival(ours, theirs), with_rival(theirs, ours)};
}

bool IsWithinFactor(double ratio) {
  return ratio < kPlausibleFactor && ratio > 1 / kPlausibleFactor;
}

bool IsPlausibleConversion(const Fact& a, const Fact& b) {
  if (a.kind != FactKind::kPrice || b.kind != FactKind::kPrice || a.unit == b.unit) return false;
  const std::optional<double> rate_a = PerDollar(a.unit);
  const std::optional<double> rate_b = PerDollar(b.unit);
  if (!rate_a || !rate_b) return true;
  const double dollars_a = Amount(a) / *rate_a;
  const double dollars_b = Amount(b) / *rate_b;
  if (dollars_a == 0 || dollars_b == 0) return dollars_a == dollars_b;
  return IsWithinFactor(dollars_a / dollars_b);
}

bool IsPlausiblePrice(const Fact& a, const Fact& b) {
  if (Amount(a) == 0 || Amount(b) == 0) return true;
  return a.unit == b.unit ? IsWithinFactor(Amount(a) / Amount(b)) : IsPlausibleConversion(a, b);
}

}  // namespace lockstep
