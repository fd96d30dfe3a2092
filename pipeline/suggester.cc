#include "pipeline/suggester.h"

#include <algorithm>
#include <utility>

#include "locales/unicode.h"
#include "pipeline/tm_session.h"
#include "stages/coded_text.h"
#include "stages/normalization.h"
#include "store/fuzzy_index.h"

namespace lockstep {
namespace {

// Below this, translating anew is less work than correcting.
constexpr int kThreshold = 70;

// More than are shown: the memory has what the translation says, and what can be repaired may come late.
constexpr std::size_t kLookedAt = Suggester::kMost + 5;

// How sentences were put together says nothing.
std::string WithoutSpace(std::string_view text) {
  std::string kept;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = DecodeAt(text, at);
    if (!IsWhiteSpace(c.value)) kept += text.substr(at, c.size);
    at += c.size;
  }
  return kept;
}

// A price, a date or code is nothing that the memory has.
bool IsToBeTranslated(const DiffItem& item) {
  return !item.is_verbatim && item.reason.state != State::kCurrent && item.reason.state != State::kOrphan &&
         !item.of_target && item.reason.source_text && AnyCodePoint(*item.reason.source_text, IsLetter);
}

}  // namespace

struct Suggester::Memory {
  Memory(Engine& engine, const Locales& locales, const LanguagePair& pair)
      : index(engine, pair),
        facts(locales),
        lookup(
            engine, index, pair, [this, pair](const std::string& text) { return facts.TraitsOf(pair.source, text); },
            [this, pair](const std::string& text, const Match& match) { return facts.Repair(pair, text, match); }) {}

  FuzzyIndex index;
  FactTools facts;
  MemoryLookup lookup;
};

Suggester::Suggester(Engine& engine, const Locales& locales, std::string source_lang, Console& console)
    : engine_(&engine), locales_(&locales), source_lang_(std::move(source_lang)), console_(&console) {}
Suggester::~Suggester() = default;

Suggester::Memory& Suggester::MemoryOf(const std::string& lang) {
  std::unique_ptr<Memory>& memory = memories_[lang];
  if (!memory) {
    const LanguagePair pair{source_lang_, lang};
    PrepareIndexes({pair}, *engine_, *console_);
    memory = std::make_unique<Memory>(*engine_, *locales_, pair);
  }
  return *memory;
}

std::vector<Match> Suggester::Find(const std::string& lang, const LookupQuery& query, const LookupOptions& options) {
  return MemoryOf(lang).lookup.Find(query, options);
}

// The best that do not say what the translation says already; of one score, what was repaired comes first.
std::vector<Match> Suggester::FindOther(const std::string& lang, const LookupQuery& query, const std::string& present) {
  std::vector<Match> matches = Find(lang, query, {.threshold = kThreshold, .limit = kLookedAt});
  const std::string told = WithoutSpace(present);
  std::erase_if(matches, [&](const Match& match) { return WithoutSpace(match.target) == told; });
  std::stable_sort(matches.begin(), matches.end(), [](const Match& a, const Match& b) {
    return std::pair(-a.score, a.kind) < std::pair(-b.score, b.kind);
  });
  if (matches.size() > kMost) matches.resize(kMost);
  return matches;
}

void Suggester::AddTo(DiffEntry& entry) {
  for (DiffItem& item : entry.items) {
    if (!IsToBeTranslated(item)) continue;
    item.suggestions = FindOther(entry.key.lang, {*item.reason.source_text}, item.reason.target_text.value_or(""));
  }
}

void Suggester::AddTo(PackageUnit& unit, const std::string& lang, const SegmentContext& context) {
  const std::string text = NormalizeText(PlainText(unit.source));
  if (unit.state == WorkState::kCurrent || !AnyCodePoint(text, IsLetter)) return;
  const auto coded = [&](const std::string& markdown, const std::string& of_lang) {
    CodedText made =
        unit.field.empty() ? CodedTextOf(markdown, locales_->For(of_lang), unit.source) : CodedTextOf(markdown);
    ShareIds(unit.source, made);
    return made;
  };
  const std::string present = unit.target ? NormalizeText(PlainText(*unit.target)) : "";
  for (const Match& match : FindOther(lang, {text, context}, present)) {
    unit.suggestions.push_back(
        {match.score, match.kind, match.origin, coded(match.source, source_lang_), coded(match.target, lang)});
  }
}

}  // namespace lockstep
