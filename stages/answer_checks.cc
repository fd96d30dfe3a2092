#include "stages/answer_checks.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

#include "locales/unicode.h"
#include "stages/bare_numbers.h"
#include "stages/code_nesting.h"
#include "stages/edit_class.h"
#include "stages/fact_signs.h"
#include "stages/field_judgement.h"

namespace lockstep {
namespace {

using Position = InlineCode::Position;

struct CodeUse {
  PackageCode code;
  std::size_t count = 0;
};
using CodeUses = std::map<std::pair<std::string, Position>, CodeUse>;

CodeUses CountCodes(const CodedText& text) {
  CodeUses uses;
  for (const auto& part : text) {
    const auto* code = std::get_if<PackageCode>(&part);
    if (code == nullptr) continue;
    CodeUse& use = uses[{code->id, code->position}];
    use.code = *code;
    ++use.count;
  }
  return uses;
}

std::size_t CountOf(const CodeUses& uses, const std::pair<std::string, Position>& key) {
  const auto at = uses.find(key);
  return at == uses.end() ? 0 : at->second.count;
}

bool HasText(std::string_view text) {
  return AnyCodePoint(text, [](char32_t c) { return !IsWhiteSpace(c) && !IsInvisible(c); });
}

std::string TextWithoutCodes(const CodedText& text) {
  std::string plain;
  for (const auto& part : text) {
    if (const auto* words = std::get_if<std::string>(&part)) plain += *words;
  }
  return plain;
}

// What of a fact, as it is written, is a language's own: "2 hours" and "March 5", but not "60 Hz".
std::string WordsOf(const Fact& fact, std::string_view written) {
  const bool is_name = fact.kind == FactKind::kUrl || fact.kind == FactKind::kModelName;
  if (is_name) return "";
  std::string words(written);
  if (const std::size_t unit = words.find(fact.unit); unit != std::string::npos) words.erase(unit, fact.unit.size());
  return words;
}

class AnswerCheck {
 public:
  AnswerCheck(const PackageUnit& unit, const CodedText& target, const Finders& finders)
      : unit_(unit), target_(target), finders_(finders) {}

  std::vector<AnswerProblem> Run() {
    if (!HasText(PlainText(target_))) {
      Add(Severity::kError, "answer-empty", "the translation is empty");
      return std::move(problems_);
    }
    CheckCodes();
    CheckFacts();
    if (unit_.is_converted) CheckAmount();
    CheckSame();
    return std::move(problems_);
  }

 private:
  void Add(Severity severity, std::string code, std::string message) {
    problems_.push_back({severity, std::move(code), std::move(message)});
  }

  // What was exported: nothing where there was no translation.
  static const CodedText& Exported(const PackageUnit& unit) {
    static const CodedText kNone;
    return unit.target ? *unit.target : kNone;
  }

  void CheckCodes() {
    const CodeUses source = CountCodes(unit_.source);
    const CodeUses exported = CountCodes(Exported(unit_));
    const CodeUses target = CountCodes(target_);
    ForEachId(target, [&](const auto& key, const CodeUse&) {
      if (CountOf(source, key) + CountOf(exported, key) > 0) return false;
      Add(Severity::kError, "answer-code-unknown", fmt::format("the source has no code \"{}\"", key.first));
      return true;
    });
    ForEachId(source, [&](const auto& key, const CodeUse& use) {
      const bool was_asked = !unit_.target || CountOf(exported, key) > 0;
      if (CountOf(target, key) > 0 || !was_asked || MayBeLeftOut(use.code.kind)) return false;
      Add(Severity::kError, "answer-code-missing",
          fmt::format("the translation lacks the code \"{}\" ({})", key.first, use.code.original));
      return true;
    });
    ForEachId(target, [&](const auto& key, const CodeUse& use) {
      const std::size_t known = std::max(CountOf(source, key), CountOf(exported, key));
      if (known == 0 || use.count <= known) return false;
      Add(Severity::kError, "answer-code-twice",
          fmt::format("the code \"{}\" ({}) stands there {} times, expected {}", key.first, use.code.original,
                      use.count, known));
      return true;
    });
    CheckPairs(source, target);
  }

  // Calls `tell` for the uses of each code until it says that it told something: both ends of a pair are one code.
  template <typename Tell>
  static void ForEachId(const CodeUses& uses, const Tell& tell) {
    const std::string* told = nullptr;
    for (const auto& [key, use] : uses) {
      if ((told == nullptr || *told != key.first) && tell(key, use)) told = &key.first;
    }
  }

  void CheckPairs(const CodeUses& source, const CodeUses& target) {
    const CodeNesting now = FindNesting(target_);
    const CodeNesting before = FindNesting(unit_.source);
    const CodeNesting exported = FindNesting(Exported(unit_));
    const auto report = [&](const std::set<std::string>& ids, std::set<std::string> CodeNesting::*known,
                            std::string_view what) {
      for (const std::string& id : ids) {
        if ((before.*known).count(id) == 0 && (exported.*known).count(id) == 0)
          Add(Severity::kError, "answer-code-broken", fmt::format("the code \"{}\" {}", id, what));
      }
    };
    // A pair that lost one of its ends was reported as missing it; one that the source lacks, as unknown.
    const auto has_both = [&](const std::string& id) {
      const auto has = [&](const CodeUses& uses, Position position) { return CountOf(uses, {id, position}) > 0; };
      return !has(source, Position::kOpen) || (has(target, Position::kOpen) && has(target, Position::kClose));
    };
    const auto only_whole = [&](std::set<std::string> ids) {
      std::erase_if(ids, [&](const std::string& id) { return !has_both(id); });
      return ids;
    };
    report(only_whole(now.unopened), &CodeNesting::unopened, "ends before it begins");
    report(only_whole(now.unclosed), &CodeNesting::unclosed, "has no end");
    report(now.crossing, &CodeNesting::crossing, "crosses another");
    report(now.empty, &CodeNesting::empty, "has nothing inside");
  }

  void CheckFacts() {
    const std::vector<Fact> source = finders_.source.Find(PlainText(unit_.source));
    const std::vector<Fact> target = SignedAs(finders_.target.Find(PlainText(target_)), source);
    const std::vector<Fact> exported = SignedAs(finders_.target.Find(PlainText(Exported(unit_))), source);
    std::vector<Fact> told;
    const FactChange difference = CompareFacts(source, target);
    for (const Fact& fact : difference.gone) {
      const auto is_fact = [&](const Fact& other) { return other.SameValue(fact); };
      if (!MustStay(fact.kind) || std::any_of(told.begin(), told.end(), is_fact)) continue;
      if (SayWithoutWord(difference.come, fact)) continue;
      // Where the source's edit did not bring it, the exported translation did without, too.
      if (unit_.target && !WasBrought(fact) && std::none_of(exported.begin(), exported.end(), is_fact)) continue;
      told.push_back(fact);
      Add(Severity::kWarning, "answer-fact",
          fmt::format("the translation lacks the {} {}{}{}", Name(fact.kind), fact.value, fact.unit.empty() ? "" : " ",
                      fact.unit));
    }
  }

  // Amounts stand in the language's own currency, names in its script, small numbers in words, dates in its calendar.
  static bool MustStay(FactKind kind) {
    switch (kind) {
      case FactKind::kScore:
      case FactKind::kMeasurement:
      case FactKind::kPercentage:
      case FactKind::kCitation:
      case FactKind::kUrl: return true;
      default: return false;
    }
  }

  bool WasBrought(const Fact& fact) const {
    if (!unit_.old_source) return false;
    const std::vector<Fact> old = finders_.source.Find(PlainText(*unit_.old_source));
    return std::none_of(old.begin(), old.end(), [&](const Fact& other) { return other.SameValue(fact); });
  }

  // What an edit by hand is doubted for.
  void CheckAmount() {
    const std::optional<std::string> then =
        unit_.old_source ? std::optional(PlainText(*unit_.old_source)) : std::nullopt;
    const std::optional<std::string> exported = unit_.target ? std::optional(PlainText(*unit_.target)) : std::nullopt;
    const std::string source = PlainText(unit_.source);
    const std::string target = PlainText(target_);
    const bool was_asked =
        !exported || HasAmount(*exported, finders_.target) || (then && !HasAmount(*then, finders_.source));
    if (was_asked && HasAmount(source, finders_.source) && !HasAmount(target, finders_.target)) {
      Add(Severity::kWarning, "answer-amount",
          fmt::format("the translation \"{}\" has no amount, and the source has {}", target, source));
    } else if (PricesContradict({then ? then : source, source, exported, target}, finders_)) {
      Add(Severity::kWarning, "answer-amount",
          fmt::format("{} in the source and {} here cannot be one price", PriceText(source, finders_.source),
                      PriceText(target, finders_.target)));
    }
  }

  static bool HasAmount(const std::string& value, const FactFinder& finder) {
    return AnyCodePoint(value, IsDigit) || finder.FindPrice(value).has_value();
  }

  void CheckSame() {
    if (PlainText(target_) != PlainText(unit_.source)) return;
    if (unit_.target && PlainText(*unit_.target) == PlainText(unit_.source)) return;
    if (IsWithoutWords(unit_.source, finders_.source)) return;
    Add(Severity::kWarning, "answer-same", "the translation is the source's own text");
  }

  const PackageUnit& unit_;
  const CodedText& target_;
  const Finders& finders_;
  std::vector<AnswerProblem> problems_;
};

}  // namespace

bool MayBeLeftOut(InlineCode::Kind kind) {
  return kind == InlineCode::Kind::kLineBreak || kind == InlineCode::Kind::kEscape;
}

bool IsWithoutWords(const CodedText& text, const FactFinder& finder) {
  const std::string plain = TextWithoutCodes(text);
  std::string words;
  std::size_t at = 0;
  for (const Fact& fact : finder.Find(plain)) {
    words += Slice(plain, {at, fact.range.begin});
    words += WordsOf(fact, Slice(plain, fact.range));
    at = fact.range.end;
  }
  words += plain.substr(at);
  return !AnyCodePoint(words, IsLetter);
}

std::vector<AnswerProblem> CheckAnswer(const PackageUnit& unit, const CodedText& target, const Finders& finders) {
  return AnswerCheck(unit, target, finders).Run();
}

}  // namespace lockstep
