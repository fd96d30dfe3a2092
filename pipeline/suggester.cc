#include "pipeline/suggester.h"

#include <utility>

#include "locales/unicode.h"
#include "pipeline/tm_session.h"
#include "store/fuzzy_index.h"

namespace lockstep {
namespace {

// Below this, translating anew is less work than correcting.
constexpr int kThreshold = 70;

// A price or a date is nothing that the memory has.
bool HasLetter(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = DecodeAt(text, at);
    if (IsLetter(c.value)) return true;
    at += c.size;
  }
  return false;
}

bool IsToBeTranslated(const DiffItem& item) {
  return item.reason.state != State::kCurrent && item.reason.state != State::kOrphan && !item.of_target &&
         item.reason.source_text && HasLetter(*item.reason.source_text);
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

void Suggester::AddTo(DiffEntry& entry) {
  for (DiffItem& item : entry.items) {
    if (!IsToBeTranslated(item)) continue;
    // One more than is shown: the memory has what the translation says.
    std::vector<Match> matches =
        Find(entry.key.lang, {*item.reason.source_text}, {.threshold = kThreshold, .limit = kMost + 1});
    std::erase_if(matches, [&](const Match& match) { return match.target == item.reason.target_text; });
    if (matches.size() > kMost) matches.resize(kMost);
    item.suggestions = std::move(matches);
  }
}

}  // namespace lockstep
