#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <exception>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <system_error>
#include <thread>
#include <utility>

#include "locales/unicode.h"
#include "pipeline/tm_command.h"
#include "pipeline/tm_session.h"
#include "stages/normalization.h"
#include "store/fuzzy_index.h"
#include "store/memory_lookup.h"

namespace lockstep {
namespace {

using Json = nlohmann::ordered_json;

// Queries that are answered together, so that all threads have work and memory stays bounded.
constexpr std::size_t kAtOnce = 4096;

// The memory of the language pairs that are asked.
class Indexes {
 public:
  Indexes(const View& view, std::vector<LanguagePair> pairs) : view_(&view), pairs_(std::move(pairs)) {
    for (const LanguagePair& pair : pairs_) indexes_.push_back(std::make_unique<FuzzyIndex>(view, pair));
  }

  const View& view() const { return *view_; }
  const std::vector<LanguagePair>& pairs() const { return pairs_; }
  const FuzzyIndex& IndexOf(std::size_t pair) const { return *indexes_[pair]; }

 private:
  const View* view_;
  std::vector<LanguagePair> pairs_;
  std::vector<std::unique_ptr<FuzzyIndex>> indexes_;
};

// One thread's lookups in all of them.
class Asker {
 public:
  Asker(const Indexes& indexes, const Locales& locales, LookupOptions options)
      : facts_(std::make_unique<FactTools>(locales)), options_(options) {
    for (std::size_t n = 0; n < indexes.pairs().size(); ++n) {
      const LanguagePair& pair = indexes.pairs()[n];
      lookups_.emplace_back(
          indexes.view(), indexes.IndexOf(n), pair,
          [facts = facts_.get(), pair](const std::string& text) { return facts->TraitsOf(pair.source, text); },
          [facts = facts_.get(), pair](const std::string& text, const Match& match) {
            return facts->Repair(pair, text, match);
          });
    }
  }

  std::vector<Match> Ask(const std::string& line) {
    if (FindInvalidUtf8(line)) return {};
    const LookupQuery query{NormalizeText(line)};
    std::vector<Match> matches;
    if (query.text.empty()) return matches;
    for (MemoryLookup& lookup : lookups_) {
      std::vector<Match> more = lookup.Find(query, options_);
      matches.insert(matches.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
    }
    std::stable_sort(matches.begin(), matches.end(), [](const Match& a, const Match& b) { return a.score > b.score; });
    if (matches.size() > options_.limit) matches.resize(options_.limit);
    return matches;
  }

 private:
  std::unique_ptr<FactTools> facts_;
  LookupOptions options_;
  std::vector<MemoryLookup> lookups_;
};

std::string AnswerJson(const std::string& line, const std::vector<Match>& matches) {
  Json list = Json::array();
  for (const Match& match : matches) {
    list.push_back({{"score", match.score},
                    {"kind", Name(match.kind)},
                    {"source", match.source},
                    {"target", match.target},
                    {"origin", match.origin},
                    {"uses", match.uses}});
  }
  return Json{{"query", line}, {"matches", std::move(list)}}.dump(-1, ' ', false, Json::error_handler_t::replace) +
         "\n";
}

std::string AnswerText(const std::string& line, const std::vector<Match>& matches, const Console& console) {
  std::string text = console.Paint(Style::kBold, Printable(line)) + "\n";
  if (matches.empty()) text += "  nothing near enough\n";
  for (const Match& match : matches) {
    text += fmt::format("  {:>3} {:<8} {}\n", match.score, Name(match.kind), Printable(match.source));
    if (!match.target.empty()) text += fmt::format("               {}\n", Printable(match.target));
  }
  return text;
}

// Answers `lines` by `askers`, a thread each, in order.
std::vector<std::string> Answer(const std::vector<std::string>& lines, std::vector<Asker>& askers,
                                const Console& console) {
  std::vector<std::string> answers(lines.size());
  std::atomic<std::size_t> next = 0;
  std::vector<std::exception_ptr> failures(askers.size());
  const auto work = [&](std::size_t n) {
    try {
      for (std::size_t at = next++; at < lines.size(); at = next++) {
        const std::vector<Match> matches = askers[n].Ask(lines[at]);
        answers[at] = console.json() ? AnswerJson(lines[at], matches) : AnswerText(lines[at], matches, console);
      }
    } catch (...) {
      failures[n] = std::current_exception();
    }
  };
  {
    std::vector<std::jthread> threads;
    try {
      for (std::size_t n = 1; n < askers.size() && n < lines.size(); ++n) threads.emplace_back(work, n);
    } catch (const std::system_error&) {  // the system gives no more threads: those that there are do the work
    }
    work(0);
  }
  for (const std::exception_ptr& failure : failures) {
    if (failure) std::rethrow_exception(failure);
  }
  return answers;
}

// The texts to look up: what stands on the command line or, where nothing does, the lines of stdin.
class Texts {
 public:
  explicit Texts(const std::vector<std::string>& operands) : left_(operands), read_stdin_(operands.empty()) {}

  // The next ones, at most kAtOnce of them; false behind the last.
  bool Next(std::vector<std::string>& texts) {
    texts = std::exchange(left_, {});
    std::string line;
    while (read_stdin_ && texts.size() < kAtOnce && std::getline(std::cin, line)) {
      if (!line.empty() && line.back() == '\r') line.pop_back();
      texts.push_back(line);
    }
    return !texts.empty();
  }

 private:
  std::vector<std::string> left_;
  bool read_stdin_;
};

// The concordance: units that hold all the words, whatever their case, width and quotes, on one side.
class Concordance {
 public:
  explicit Concordance(const std::string& words) {
    std::string word;
    for (const char c : LooseText(NormalizeText(words)) + " ") {
      if (c != ' ') {
        word += c;
      } else if (!word.empty()) {
        words_.push_back(std::exchange(word, {}));
      }
    }
    if (words_.empty()) throw UsageError("--concordance needs words to look for");
  }

  bool Holds(const std::string& text) const {
    const std::string loose = LooseText(text);
    return std::all_of(words_.begin(), words_.end(),
                       [&](const std::string& word) { return loose.find(word) != std::string::npos; });
  }

 private:
  std::vector<std::string> words_;
};

void PrintConcordance(const Variant& variant, const Unit& unit, const LanguagePair& pair, Console& console) {
  if (console.json()) {
    console.out() << Json{{"source_lang", pair.source}, {"target_lang", pair.target}, {"source", unit.source},
                          {"target", variant.target},   {"origin", variant.origin},   {"uses", variant.uses}}
                         .dump(-1, ' ', false, Json::error_handler_t::replace)
                  << '\n';
  } else {
    console.out() << fmt::format("{}\n  {}\n", console.Paint(Style::kBold, Printable(unit.source)),
                                 Printable(variant.target));
  }
}

int LookUpWords(const std::string& words, const MemoryReader& reader, const std::vector<LanguagePair>& pairs,
                std::size_t limit, Console& console) {
  const Concordance concordance(words);
  std::size_t printed = 0;
  for (const LanguagePair& pair : pairs) {
    reader.ForEachUnit(pair, [&](TextKey, const Unit& unit) {
      const bool in_source = concordance.Holds(unit.source);
      for (const Variant& variant : unit.variants) {
        if (printed == limit) return false;
        if (!in_source && !concordance.Holds(variant.target)) continue;
        PrintConcordance(variant, unit, pair, console);
        ++printed;
      }
      return true;
    });
  }
  if (printed == limit) console.Info(fmt::format("there may be more; --limit {} was reached", limit));
  return kDone;
}

std::string WordsOf(const Arguments& arguments) {
  std::string words = *arguments.Value("concordance");
  if (FindInvalidUtf8(words)) throw UsageError("--concordance: the words are no UTF-8");
  return words;
}

}  // namespace

int RunTmLookup(const Arguments& arguments, Console& console) {
  if (arguments.Has("concordance") && !arguments.operands.empty()) {
    throw UsageError("--concordance has the words to look for: no TEXT goes with it");
  }
  const LookupOptions options{
      .threshold = static_cast<int>(arguments.Number("threshold").value_or(70)),
      .limit = static_cast<std::size_t>(arguments.Number("limit").value_or(arguments.Has("concordance") ? 100 : 5))};
  const Configuration configuration = LoadConfiguration(arguments, console);
  const Locales locales(configuration.locales);
  StoreSession session = OpenTmStore(arguments, configuration, false, console);
  Engine& engine = session.store.engine();
  const MemoryReader reader(engine);
  const std::vector<LanguagePair> pairs = PairsMeant(arguments, reader);
  if (arguments.Has("concordance")) return LookUpWords(WordsOf(arguments), reader, pairs, options.limit, console);

  PrepareIndexes(pairs, engine, console);
  const Indexes indexes(engine, pairs);
  std::vector<Asker> askers;
  Texts texts(arguments.operands);
  std::vector<std::string> lines;
  while (texts.Next(lines)) {
    // A thread's tables cost more than some answers.
    while (askers.size() < std::min<std::size_t>(arguments.Jobs(), 1 + lines.size() / 16)) {
      askers.emplace_back(indexes, locales, options);
    }
    for (const std::string& answer : Answer(lines, askers, console)) console.out() << answer;
    console.out().flush();
  }
  return kDone;
}

}  // namespace lockstep
