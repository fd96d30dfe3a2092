#include "stages/answers.h"

#include <algorithm>
#include <map>

#include "locales/unicode.h"
#include "stages/normalization.h"

namespace lockstep {
namespace {

bool SameText(const CodedText& a, const CodedText& b) {
  return NormalizeText(PlainText(a)) == NormalizeText(PlainText(b));
}

// The code `id` at `position` of a text, or null.
const PackageCode* FindCode(const CodedText& text, const PackageCode& wanted) {
  for (const auto& part : text) {
    const auto* code = std::get_if<PackageCode>(&part);
    if (code != nullptr && code->id == wanted.id && code->position == wanted.position) return code;
  }
  return nullptr;
}

// The answer with the bytes that its codes have today: a package does not say what Markdown they are. Those of the
// translation come first: its links may lead elsewhere than the source's.
CodedText WithOwnCodes(const CodedText& answer, const PackageUnit& unit) {
  CodedText text = answer;
  for (auto& part : text) {
    auto* code = std::get_if<PackageCode>(&part);
    if (code == nullptr) continue;
    const PackageCode* own = unit.target ? FindCode(*unit.target, *code) : nullptr;
    const PackageCode* source = FindCode(unit.source, *code);
    // A translator may bring today's source's over where the translation had an older one.
    if (source != nullptr && (own == nullptr || code->original == source->original)) own = source;
    if (own != nullptr) *code = *own;
  }
  return text;
}

// Characters that no text has: a tool's mistake, or an attack.
bool HasForbidden(const std::string& text) {
  if (FindInvalidUtf8(text)) return true;
  return std::any_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte == 0x7F || (byte < 0x20 && c != '\n' && c != '\r' && c != '\t');
  });
}

class Ruler {
 public:
  Ruler(const std::vector<WorkUnit>& units, OnConflict on_conflict, const Finders& finders)
      : units_(&units), on_conflict_(on_conflict), finders_(finders) {
    for (std::size_t i = 0; i < units.size(); ++i) by_id_.emplace(units[i].unit.id, i);
  }

  Ruling Rule(const PackageAnswer& answer) const {
    const auto found = by_id_.find(answer.id);
    const bool has_text = answer.target && !NormalizeText(PlainText(*answer.target)).empty();
    if (found == by_id_.end()) {
      return {has_text ? Fate::kStale : Fate::kUntranslated, std::nullopt, "the source has no such text any more", {}, {}};
    }
    Ruling ruling;
    ruling.unit = found->second;
    const PackageUnit& unit = (*units_)[found->second].unit;
    if (!has_text) {
      ruling.fate = Fate::kUntranslated;
    } else if (!IsForTodaysSource(answer, unit)) {
      ruling.fate = Fate::kStale;
      ruling.why = "the source was edited after the export";
    } else if (unit.target && SameText(*answer.target, *unit.target)) {
      // What was exported as current and came back untouched was looked at by nobody.
      const bool was_put = answer.target_hash != 0 && answer.target_hash != unit.target_hash;
      const bool is_checked = answer.state != AnswerState::kOpen && unit.state != WorkState::kCurrent;
      ruling.fate = was_put || is_checked ? Fate::kConfirm : Fate::kSame;
    } else {
      RuleOnText(answer, unit, ruling);
    }
    return ruling;
  }

 private:
  static bool IsForTodaysSource(const PackageAnswer& answer, const PackageUnit& unit) {
    return answer.source_hash != 0 ? answer.source_hash == unit.source_hash : SameText(answer.source, unit.source);
  }

  void RuleOnText(const PackageAnswer& answer, const PackageUnit& unit, Ruling& ruling) const {
    // Where a tool threw the hashes away, nobody knows what the translator saw.
    const bool knows_target = answer.source_hash != 0;
    if (knows_target && answer.target_hash != unit.target_hash && on_conflict_ != OnConflict::kTake) {
      ruling.fate = Fate::kConflict;
      ruling.why = "the translation was edited after the export";
      return;
    }
    ruling.fate = Fate::kApply;
    ruling.text = WithOwnCodes(*answer.target, unit);
    if (HasForbidden(PlainText(ruling.text))) {
      ruling.fate = Fate::kRefused;
      ruling.why = "it has characters that no text may have";
      return;
    }
    for (AnswerProblem& problem : CheckAnswer(unit, *answer.target, finders_.source, finders_.target)) {
      if (problem.severity == Severity::kError && ruling.fate != Fate::kRefused) {
        ruling.fate = Fate::kRefused;
        ruling.why = problem.message;
      }
      if (problem.severity != Severity::kError) ruling.warnings.push_back(std::move(problem));
    }
  }

  const std::vector<WorkUnit>* units_;
  OnConflict on_conflict_;
  Finders finders_;
  std::map<std::string, std::size_t> by_id_;
};

}  // namespace

const char* Name(Fate fate) {
  switch (fate) {
    case Fate::kApply: return "applied";
    case Fate::kConfirm: return "confirmed";
    case Fate::kSame: return "same";
    case Fate::kUntranslated: return "untranslated";
    case Fate::kStale: return "stale";
    case Fate::kConflict: return "conflict";
    case Fate::kRefused: return "refused";
  }
  return "";
}

std::vector<Ruling> Rule(const std::vector<WorkUnit>& units, const std::vector<PackageAnswer>& answers,
                         OnConflict on_conflict, const Finders& finders) {
  const Ruler ruler(units, on_conflict, finders);
  std::vector<Ruling> rulings;
  for (const PackageAnswer& answer : answers) rulings.push_back(ruler.Rule(answer));
  return rulings;
}

}  // namespace lockstep
