#include "stages/answers.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

#include "locales/unicode.h"
#include "stages/answer_labels.h"
#include "stages/answer_text.h"
#include "stages/coded_text.h"
#include "stages/normalization.h"

namespace lockstep {
namespace {

bool SameText(const CodedText& a, const CodedText& b) {
  return NormalizeText(PlainText(a)) == NormalizeText(PlainText(b));
}

// The codes of a text, which must outlive this object.
class CodeTable {
 public:
  explicit CodeTable(const CodedText& text) {
    for (const auto& part : text) {
      if (const auto* code = std::get_if<PackageCode>(&part)) codes_.try_emplace({code->id, code->position}, code);
    }
  }

  // The one with the id and the position of `wanted`, or null.
  const PackageCode* Find(const PackageCode& wanted) const {
    const auto found = codes_.find({wanted.id, wanted.position});
    return found == codes_.end() ? nullptr : found->second;
  }

 private:
  std::map<std::pair<std::string_view, InlineCode::Position>, const PackageCode*> codes_;
};

// The answer with the bytes that its codes have today: a package does not say what Markdown they are. Those of the
// translation come first: its links may lead elsewhere than the source's.
CodedText WithOwnCodes(const CodedText& answer, const PackageUnit& unit) {
  const CodeTable sources(unit.source);
  const CodeTable targets(unit.target ? *unit.target : unit.source);
  CodedText text = answer;
  for (auto& part : text) {
    auto* code = std::get_if<PackageCode>(&part);
    if (code == nullptr) continue;
    const PackageCode* own = targets.Find(*code);
    const PackageCode* source = sources.Find(*code);
    // A translator may bring today's source's over where the translation had an older one.
    if (source != nullptr && (own == nullptr || code->original == source->original)) own = source;
    if (own != nullptr) *code = *own;
  }
  return text;
}

// A code that the translation had taken over from the wording that it was made for, as where a link leads, follows the
// source to what stands there today: nobody can change what a package only shows.
CodedText WithFollowedCodes(CodedText text, const PackageUnit& unit) {
  if (!unit.old_source) return text;
  const CodeTable sources(unit.source);
  const CodeTable formers(*unit.old_source);
  for (auto& part : text) {
    auto* code = std::get_if<PackageCode>(&part);
    const PackageCode* source = code == nullptr ? nullptr : sources.Find(*code);
    const PackageCode* former = code == nullptr ? nullptr : formers.Find(*code);
    if (source != nullptr && former != nullptr && code->original == former->original) code->original = source->original;
  }
  return text;
}

// `text` with the bytes of `own` for codes that came back without: some tools keep nothing of a code but its id.
CodedText WithLostBytes(CodedText text, const CodedText& own) {
  const CodeTable table(own);
  for (auto& part : text) {
    auto* code = std::get_if<PackageCode>(&part);
    const PackageCode* known = code != nullptr && code->original.empty() ? table.Find(*code) : nullptr;
    if (known != nullptr) code->original = known->original;
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

// True where embeddings, overrides and isolates of the text's direction are closed in it: one left open would turn
// around what stands behind it. Plain marks are text.
bool ClosesDirections(std::string_view text) {
  std::vector<char32_t> open;  // by what closes each
  constexpr char32_t kPop = 0x202C;
  constexpr char32_t kPopIsolate = 0x2069;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = DecodeAt(text, at);
    at += c.size;
    if ((c.value >= 0x202A && c.value <= 0x202E) && c.value != kPop) open.push_back(kPop);
    if (c.value >= 0x2066 && c.value <= 0x2068) open.push_back(kPopIsolate);
    if (c.value != kPop && c.value != kPopIsolate) continue;
    if (open.empty() || open.back() != c.value) return false;
    open.pop_back();
  }
  return open.empty();
}

class Ruler {
 public:
  Ruler(const std::vector<WorkUnit>& units, OnConflict on_conflict, const Finders& finders,
        const std::set<std::string>& labels)
      : units_(&units), on_conflict_(on_conflict), finders_(finders), labels_(&labels) {
    for (std::size_t i = 0; i < units.size(); ++i) by_id_.emplace(units[i].packed.id, i);
  }

  Ruling Rule(const PackageAnswer& answer) const {
    const auto found = by_id_.find(answer.id);
    Ruling ruling;
    if (found != by_id_.end()) ruling.unit = found->second;
    const PackageUnit* unit = ruling.unit ? &(*units_)[*ruling.unit].packed : nullptr;
    const bool is_todays = unit != nullptr && IsForTodaysSource(answer, *unit);
    if (is_todays && answer.target) ruling.text = TextOf(*answer.target, *unit);
    if (IsUntranslated(answer)) {
      RuleOnNothing(answer, is_todays ? unit : nullptr, ruling);
    } else if (is_todays && unit->target && SameText(ruling.text, *unit->target)) {
      RuleOnSame(answer, *unit, ruling);
    } else if (answer.target_hash != 0 && HashOf(*answer.target) == answer.target_hash) {
      ruling.fate = Fate::kSame;  // one of the two was edited since, and the package says nothing of it
    } else if (!IsUnitId(answer.id)) {
      ruling.fate = Fate::kRefused;
      ruling.why =
          fmt::format("its id \"{}\" is not one that `export` gave: a tool has numbered the units anew", answer.id);
    } else if (!is_todays) {
      ruling.fate = Fate::kStale;
      ruling.why = "the source was edited after the export, or is gone";
    } else {
      RuleOnText(answer, *unit, ruling);
    }
    return ruling;
  }

 private:
  // As it is to stand in the translation.
  CodedText TextOf(const CodedText& answer, const PackageUnit& unit) const {
    return WithSpacesOutside(WithLabels(WithOwnCodes(answer, unit), unit, *labels_));
  }

  // The source's own text is a translation, a name's perhaps, only where somebody calls it one.
  static bool IsUntranslated(const PackageAnswer& answer) {
    if (!answer.target || NormalizeText(PlainText(*answer.target)).empty()) return true;
    const bool is_new = answer.target_hash == 0;
    return is_new && answer.state == AnswerState::kOpen && SameText(*answer.target, answer.source);
  }

  // Tools that never touch a state (OmegaT) leave figures and names as they came: those are translations. `unit` is
  // null where the source is another.
  void RuleOnNothing(const PackageAnswer& answer, const PackageUnit* unit, Ruling& ruling) const {
    const bool is_source = answer.has_source_only || answer.target;
    if (is_source && unit != nullptr && unit->target && SameText(*unit->target, unit->source)) return;  // the same
    ruling.fate = Fate::kUntranslated;
    ruling.why = is_source
                     ? "it has the source's own text, and nothing calls that translated (state=\"translated\" would)"
                     : "it has no translation";
    const bool is_new = unit != nullptr && !unit->target && answer.target_hash == 0;
    if (!is_source || !is_new || unit->is_converted || !IsWithoutWords(unit->source, finders_.source)) return;
    PackageAnswer given = answer;
    given.target = answer.source;
    ruling.text = TextOf(*given.target, *unit);
    ruling.why.clear();
    ruling.is_as_sent = true;
    RuleOnText(given, *unit, ruling);
  }

  static bool IsForTodaysSource(const PackageAnswer& answer, const PackageUnit& unit) {
    if (answer.source_hash != 0) return answer.source_hash == unit.source_hash;
    return SameText(WithLostBytes(answer.source, unit.source), unit.source);
  }

  // What was exported as current and came back untouched was looked at by nobody.
  void RuleOnSame(const PackageAnswer& answer, const PackageUnit& unit, Ruling& ruling) const {
    const bool was_put = answer.target_hash != 0 && answer.target_hash != unit.target_hash;
    const bool is_checked = answer.state != AnswerState::kOpen && unit.state != WorkState::kCurrent;
    ruling.fate = was_put || is_checked ? Fate::kConfirm : Fate::kSame;
    const bool has_old_codes = !SameText(WithFollowedCodes(ruling.text, unit), ruling.text);
    if (is_checked && has_old_codes) RuleOnText(answer, unit, ruling);
    ruling.is_in_question = answer.target_hash != unit.target_hash;  // else he was shown it
  }

  void RuleOnText(const PackageAnswer& answer, const PackageUnit& unit, Ruling& ruling) const {
    ruling.text = WithFollowedCodes(std::move(ruling.text), unit);
    // Where a tool threw the hashes away, nobody knows what the translator saw.
    const bool knows_target = answer.source_hash != 0;
    if (knows_target && answer.target_hash != unit.target_hash && on_conflict_ != OnConflict::kTake) {
      ruling.fate = Fate::kConflict;
      ruling.why = unit.target ? "the translation was edited after the export"
                               : "the translation was taken out of the document after the export";
      return;
    }
    ruling.fate = Fate::kApply;
    const std::string plain = PlainText(ruling.text);
    if (HasForbidden(plain) || !ClosesDirections(plain)) {
      ruling.fate = Fate::kRefused;
      ruling.why = HasForbidden(plain) ? "it has characters that no text may have"
                                       : "it turns the direction of what stands behind it";
      return;
    }
    const CodedText text = WithLostBytes(*answer.target, unit.source);
    for (AnswerProblem& problem : CheckAnswer(unit, text, finders_)) {
      if (problem.severity == Severity::kError && ruling.fate != Fate::kRefused) {
        ruling.fate = Fate::kRefused;
        ruling.why = problem.message;
      }
      if (problem.severity != Severity::kError) ruling.warnings.push_back(std::move(problem));
    }
    ruling.is_in_question = true;
  }

  const std::vector<WorkUnit>* units_;
  OnConflict on_conflict_;
  Finders finders_;
  const std::set<std::string>* labels_;
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
    case Fate::kWaiting: return "waiting";
  }
  return "";
}

std::vector<Ruling> Rule(const std::vector<WorkUnit>& units, const std::vector<PackageAnswer>& answers,
                         OnConflict on_conflict, const Finders& finders, const std::set<std::string>& labels) {
  const Ruler ruler(units, on_conflict, finders, labels);
  std::vector<Ruling> rulings;
  for (const PackageAnswer& answer : answers) rulings.push_back(ruler.Rule(answer));
  return rulings;
}

void RuleOnJoined(const Document& source, const std::vector<WorkUnit>& units, const std::vector<PackageAnswer>& answers,
                  std::vector<Ruling>& rulings) {
  std::map<std::string, const PackageUnit*> joined;  // by the text of each of its sentences
  for (const WorkUnit& unit : units) {
    if (unit.source.size() < 2 || !unit.packed.target) continue;
    for (const std::uint32_t segment : unit.source) {
      joined.emplace(NormalizeText(PlainText(CodedTextOf(source, {segment}))), &unit.packed);
    }
  }
  for (std::size_t i = 0; i < answers.size(); ++i) {
    if (rulings[i].fate != Fate::kStale) continue;
    const auto found = joined.find(NormalizeText(PlainText(answers[i].source)));
    if (found == joined.end()) continue;
    const std::string there = NormalizeText(PlainText(*found->second->target));
    if (there.find(NormalizeText(PlainText(*answers[i].target))) != std::string::npos) {
      rulings[i] = Ruling{};  // the same
    } else {
      rulings[i].why = "its translation is one sentence with its neighbour's now, and says something else";
    }
  }
}

}  // namespace lockstep
