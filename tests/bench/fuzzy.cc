// The fuzzy search against a bit-parallel scan of the whole memory, in one run.
//
//   bench_fuzzy MEMORY QUERIES [TEXTS [TOLERANCE]]
//
// MEMORY and QUERIES hold a text a line; with TEXTS above their number, the memory is filled up to that number by texts
// of it in which words were put in, left out and replaced. The scan compares all texts whose length allows the
// threshold by the same bit vectors that the search uses, without a store. Queries are timed by the clocks of the
// threads that answer them, all else by the process's: others on the machine do not count. Prints each figure with the
// bar it has to clear; exit status 1 where one is missed by more than the factor TOLERANCE (default 1).
#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <random>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

#include "locales/locale.h"
#include "stages/facts.h"
#include "stages/match_distance.h"
#include "stages/normalization.h"
#include "store/fuzzy_index.h"
#include "store/keys.h"
#include "store/leveldb_engine.h"
#include "store/memory.h"

namespace {

using namespace lockstep;

constexpr int kThreshold = 70;
const LanguagePair kPair{"en", "ja"};
bool missed = false;
double tolerance = 1;

double ReadClock(clockid_t clock) {
  timespec now{};
  clock_gettime(clock, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

// Milliseconds of `clock` that `work` takes.
double Measure(clockid_t clock, const std::function<void()>& work) {
  const double begin = ReadClock(clock);
  work();
  return ReadClock(clock) - begin;
}

void Print(const std::string& what, double value, const std::string& unit, double bar, bool at_least) {
  const bool good = at_least ? value >= bar : value <= bar;
  missed = missed || (at_least ? value * tolerance < bar : value > bar * tolerance);
  fmt::print("{:<44} {:>12.2f} {:<8} {} {:<8g} {}\n", what, value, unit, at_least ? ">=" : "<=", bar,
             good ? "good" : "MISSED");
}

std::vector<std::string> ReadTexts(const char* path) {
  std::vector<std::string> texts;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) texts.push_back(NormalizeText(line));
  return texts;
}

// Makes texts out of those there are, until there are `count`.
void FillUp(std::vector<std::string>& texts, std::size_t count) {
  std::mt19937 random(1);
  const std::size_t real = texts.size();
  const auto word_at = [&](const std::string& text) {
    const std::size_t begin = text.find(' ', random() % text.size());
    const std::size_t end = begin == std::string::npos ? begin : text.find(' ', begin + 1);
    return end == std::string::npos ? Range{0, 0} : Range{begin, end};
  };
  while (texts.size() < count) {
    std::string text = texts[random() % real];
    for (std::size_t edits = 1 + random() % 4; edits > 0; --edits) {
      const Range place = word_at(text);
      const std::string& other = texts[random() % real];
      const Range source = word_at(other);
      const std::string word = other.substr(source.begin, source.size());
      switch (random() % 3) {
        case 0: text.replace(place.begin, place.size(), word); break;
        case 1: text.erase(place.begin, place.size()); break;
        default: text.insert(place.begin, word); break;
      }
      if (text.empty()) text = other;
    }
    texts.push_back(NormalizeText(text));
  }
}

void Bring(Engine& engine, const std::vector<std::string>& texts, const FactFinder& facts, std::uint64_t run) {
  for (std::size_t at = 0; at < texts.size();) {
    MemoryChanges changes(engine);
    for (const std::size_t end = std::min(texts.size(), at + 2000); at < end; ++at) {
      changes.Bring(kPair, {texts[at], "x", TraitsOf(texts[at], facts.Find(texts[at]))}, {run, 0, "bench"});
    }
    Batch batch;
    changes.PutInto(batch);
    engine.Write(batch, false);
  }
  MakeIndexes(engine);
}

std::size_t IndexBytes(const Engine& engine) {
  std::size_t bytes = 0;
  engine.Scan({&kFuzzyTag, 1}, [&](std::string_view key, std::string_view value) {
    bytes += key.size() + value.size();
    return true;
  });
  return bytes;
}

// The memory as a list of lists of word numbers.
class Scan {
 public:
  explicit Scan(const std::vector<std::string>& texts) {
    for (const std::string& text : texts) {
      begins_.push_back(words_.size());
      for (const WordSymbol word : WordSymbols(text)) {
        words_.push_back(ids_.emplace(word, static_cast<std::uint32_t>(ids_.size())).first->second);
      }
    }
    begins_.push_back(words_.size());
    slots_.resize(ids_.size(), 0);
  }

  int Best(const std::string& query) {
    const std::vector<WordSymbol> words = WordSymbols(query);
    const WordDistance distance(words);
    for (const WordDistance::DistinctWord& word : distance.distinct()) Slot(word.symbol, word.slot);
    int best = 0;
    for (std::size_t n = 0; n + 1 < begins_.size(); ++n) {
      const std::uint32_t* const text = words_.data() + begins_[n];
      const std::size_t size = begins_[n + 1] - begins_[n];
      const std::size_t longer = std::max(size, words.size());
      if (std::min(size, words.size()) * 100 < longer * kThreshold || longer == 0) continue;
      const std::uint32_t found = distance.AtMost(1U << 30, size, [&](std::size_t at) { return slots_[text[at]]; });
      best = std::max(best, ScoreOf(found, longer));
    }
    for (const WordDistance::DistinctWord& word : distance.distinct()) Slot(word.symbol, 0);
    return best;
  }

 private:
  void Slot(WordSymbol symbol, WordDistance::Slot slot) {
    if (const auto found = ids_.find(symbol); found != ids_.end()) slots_[found->second] = slot;
  }

  std::unordered_map<WordSymbol, std::uint32_t> ids_;
  std::vector<std::uint32_t> words_;
  std::vector<std::size_t> begins_;
  std::vector<WordDistance::Slot> slots_;
};

class Asker {
 public:
  Asker(const FuzzyIndex& index, const FactFinder& facts) : searcher_(index), facts_(&facts) {}

  std::size_t Ask(const std::string& text, std::size_t limit) {
    const std::vector<WordSymbol> words = WordSymbols(text);
    FuzzyQuery query(MatchKey(text), words, [&] { return TraitsOf(text, facts_->Find(text)); });
    return searcher_.Search(query, kThreshold, limit).size();
  }

 private:
  IndexSearcher searcher_;
  const FactFinder* facts_;
};

// The median time of all queries by `threads`, in microseconds a query.
double AskAll(const FuzzyIndex& index, const FactFinder& facts, const std::vector<std::string>& queries,
              std::size_t limit, std::size_t threads) {
  std::vector<Asker> askers;
  for (std::size_t n = 0; n < threads; ++n) askers.emplace_back(index, facts);
  std::vector<double> rounds;
  for (int round = 0; round < 5; ++round) {
    std::vector<double> times(threads);
    const auto ask = [&](std::size_t n) {
      for (std::size_t at = n; at < queries.size(); at += threads) askers[n].Ask(queries[at], limit);
    };
    {
      std::vector<std::jthread> running;
      for (std::size_t n = 0; n < threads; ++n) {
        running.emplace_back([&, n] { times[n] = Measure(CLOCK_THREAD_CPUTIME_ID, [&] { ask(n); }); });
      }
    }
    rounds.push_back(*std::max_element(times.begin(), times.end()));
  }
  std::nth_element(rounds.begin(), rounds.begin() + 2, rounds.end());
  return rounds[2] * 1000 / static_cast<double>(queries.size());
}

double ResidentMegabytes() {
  std::ifstream file("/proc/self/statm");
  std::size_t all = 0;
  std::size_t resident = 0;
  file >> all >> resident;
  return static_cast<double>(resident) * static_cast<double>(sysconf(_SC_PAGESIZE)) / 1e6;
}

void FillStore(const std::string& directory, const std::vector<std::string>& texts, const FactFinder& facts,
               bool is_large) {
  const std::unique_ptr<Engine> engine = OpenLevelDb(directory, {});
  const double build = Measure(CLOCK_PROCESS_CPUTIME_ID, [&] { Bring(*engine, texts, facts, 1); });
  Print("build", build / 1000, "s", is_large ? 60 : 3, false);
  std::size_t bytes = 0;
  for (const std::string& text : texts) bytes += text.size();
  Print("index / text", static_cast<double>(IndexBytes(*engine)) / static_cast<double>(bytes), "", 1.5, false);
  std::vector<std::string> fresh(texts.begin(), texts.begin() + 1000);
  for (std::size_t n = 0; n < fresh.size(); ++n) fresh[n] += " and number " + std::to_string(n);
  Print("1,000 units added", Measure(CLOCK_PROCESS_CPUTIME_ID, [&] { Bring(*engine, fresh, facts, 2); }), "ms", 50,
        false);
}

void Ask(const std::string& directory, const std::function<std::vector<std::string>()>& read_texts,
         const std::vector<std::string>& queries, const FactFinder& facts, bool is_large) {
  std::unique_ptr<Engine> engine;
  std::unique_ptr<FuzzyIndex> index;
  Print("first answer after opening",
        Measure(CLOCK_PROCESS_CPUTIME_ID,
                [&] {
                  engine = OpenLevelDb(directory, {});
                  index = std::make_unique<FuzzyIndex>(*engine, kPair);
                  Asker(*index, facts).Ask(queries.front(), 1);
                }),
        "ms", 20, false);
  const double one = AskAll(*index, facts, queries, 1, 1);
  const double five = AskAll(*index, facts, queries, 5, 1);
  const double two_threads = AskAll(*index, facts, queries, 1, 2);
  if (!is_large) Print("resident", ResidentMegabytes(), "MB", 100, false);
  Scan scan(read_texts());
  std::size_t scanned = 0;
  std::size_t found = 0;
  const double scan_ms = Measure(CLOCK_THREAD_CPUTIME_ID, [&] {
    for (std::size_t at = 0; at < queries.size(); at += is_large ? 60 : 6, ++scanned) {
      found += scan.Best(queries[at]) >= kThreshold ? 1 : 0;
    }
  });
  const double scan_us = scan_ms * 1000 / static_cast<double>(scanned);
  fmt::print("{:<44} {:>12.2f} us       {} of {} have a match\n", "a query by scan", scan_us, found, scanned);
  fmt::print("{:<44} {:>12.2f} us\n", "a query by search, limit 1", one);
  Print("search / scan, limit 1, one thread", scan_us / one, "x", is_large ? 300 : 100, true);
  Print("limit 5 / limit 1", five / one, "x", 1.5, false);
  Print("two threads / one", one / two_threads, "x", 1.8, true);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    fmt::print(stderr, "usage: bench_fuzzy MEMORY QUERIES [TEXTS [TOLERANCE]]\n");
    return 2;
  }
  if (argc > 4) tolerance = std::stod(argv[4]);
  const auto read_texts = [&] {
    std::vector<std::string> texts = ReadTexts(argv[1]);
    if (argc > 3) FillUp(texts, std::stoul(argv[3]));
    return texts;
  };
  const bool is_large = argc > 3 && std::stoul(argv[3]) > 500'000;
  const std::string directory =
      (std::filesystem::temp_directory_path() / fmt::format("lockstep-bench-{}", getpid())).string();
  const Locales locales;
  const FactFinder facts(locales.For("en"));
  // The memory is made by another process: what that one takes is not what a lookup takes.
  const pid_t child = fork();
  if (child == 0) {
    FillStore(directory, read_texts(), facts, is_large);
    std::fflush(stdout);
    _exit(missed ? 1 : 0);
  }
  int status = 0;
  waitpid(child, &status, 0);
  missed = status != 0;
  Ask(directory, read_texts, ReadTexts(argv[2]), facts, is_large);
  std::filesystem::remove_all(directory);
  return missed ? 1 : 0;
}
