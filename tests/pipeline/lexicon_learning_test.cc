// A sync learns from what is sure, and then binds with what it has learned.
#include "pipeline/lexicon_learning.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <random>
#include <set>

#include "pipeline/configuration.h"
#include "pipeline/console.h"
#include "pipeline/sync.h"
#include "store/codec.h"
#include "store/dump.h"
#include "store/keys.h"
#include "store/leveldb_engine.h"
#include "store/lexicon_store.h"
#include "store/verify.h"

namespace lockstep {
namespace {

namespace fs = std::filesystem;

// Two invented languages that share no word and no sound.
struct Phrase {
  std::string source, target;
};

Phrase MakePhrase(std::mt19937& random, std::size_t words) {
  static const char* const kSource[] = {"nok", "tik", "mal", "lon", "kam", "tun", "mel", "nit"};
  static const char* const kTarget[] = {"gha", "vuz", "sho", "zif", "bas", "giv", "haz", "fub"};
  Phrase phrase;
  for (std::size_t n = 0; n < words; ++n) {
    const std::size_t first = random() % 8, second = random() % 8;
    phrase.source += (n > 0 ? " " : "") + std::string(kSource[first]) + kSource[second];
    phrase.target += (n > 0 ? " " : "") + std::string(kTarget[second]) + kTarget[first];
  }
  return phrase;
}

class LexiconLearningTest : public testing::Test {
 protected:
  LexiconLearningTest() : root_(fs::temp_directory_path() / ("lockstep-lexicon-test-" + std::to_string(getpid()))) {
    fs::remove_all(root_);
    configuration_.site = root_ / "site";
    configuration_.rules.collections = {
        {.name = "products", .files = "_products/{lang}/*.md", .key_field = "ref", .lang_field = "lang"}};
    for (int n = 0; n < 40; ++n) WriteSureReview("sure" + std::to_string(n), n);
    WriteDoubtfulReview();
    OpenNewStore("store");
  }
  ~LexiconLearningTest() override {
    store_.reset();
    fs::remove_all(root_);
  }

  void OpenNewStore(const std::string& name) {
    store_.reset();
    fs::create_directories(root_ / name);
    store_ = std::make_unique<Store>(OpenLevelDb((root_ / name).string(), {}));
  }

  void Write(const std::string& ref, const std::vector<std::string>& source, const std::vector<std::string>& target) {
    const auto write = [&](const std::string& lang, const std::vector<std::string>& paragraphs) {
      const fs::path path = configuration_.site / "_products" / lang / (ref + ".md");
      fs::create_directories(path.parent_path());
      std::ofstream file(path, std::ios::binary);
      file << "---\nlang: " << lang << "\nref: " << ref << "\n---\n";
      for (const std::string& paragraph : paragraphs) file << "\n" << paragraph << "\n";
    };
    write("en", source);
    write("eu", target);
  }

  // Figures tell what belongs together.
  void WriteSureReview(const std::string& ref, int n) {
    std::vector<std::string> source, target;
    for (int p = 0; p < 3; ++p) {
      const Phrase phrase = MakePhrase(random_, 5);
      const std::string figures = " " + std::to_string(1000 + 10 * n + p) + " km " + std::to_string(p + 3) + ".";
      source.push_back(phrase.source + figures);
      target.push_back(phrase.target + figures);
    }
    Write(ref, source, target);
  }

  // Only words tell that which two of the paragraphs the translation has.
  void WriteDoubtfulReview() {
    std::mt19937 random(3);
    std::vector<std::string> source, target;
    for (int p = 0; p < 4; ++p) {
      const Phrase phrase = MakePhrase(random, 9);
      source.push_back(phrase.source + ".");
      if (p == 1 || p == 2) target.push_back(phrase.target + ".");
    }
    Write("doubtful", source, target);
  }

  SyncResult Run(unsigned jobs = 2, std::int64_t now_ms = 1) {
    const auto known = store_->engine().Snapshot();
    return Sync(configuration_, locales_, *known, store_.get(), {.jobs = jobs, .now_ms = now_ms}, console_);
  }

  std::string Dump() {
    std::string text;
    DumpStore(store_->engine(), {.all = false}, [&](std::string_view line) { text += line; });
    return text;
  }
  // The lexicon's records.
  std::map<std::string, std::string> LexiconRecords() {
    std::map<std::string, std::string> records;
    store_->engine().Scan({&kLexiconTag, 1}, [&](std::string_view key, std::string_view value) {
      return records.emplace(key, value), true;
    });
    return records;
  }
  std::size_t Marks() {
    std::size_t marks = 0;
    store_->Reader().ForEachUnlearnt([&](const UnlearntMark&) { ++marks; });
    return marks;
  }
  TranslationRecord Doubtful() { return *store_->Reader().Translation({"products", "doubtful", "eu"}); }

  // The pairs of paragraphs that the doubtful review's bindings have.
  std::set<std::pair<std::uint32_t, std::uint32_t>> DoubtfulPairs() {
    std::set<std::pair<std::uint32_t, std::uint32_t>> pairs;
    const TranslationRecord record = Doubtful();
    const std::size_t fields = store_->Reader().Document(record.source_path)->segments.size() - 4;
    for (const Binding& binding : record.bindings)
      for (const std::uint32_t i : binding.source)
        for (const std::uint32_t j : binding.target)
          if (i >= fields) pairs.emplace(i - fields, j - fields);
    return pairs;
  }

  std::mt19937 random_{7};
  fs::path root_;
  Configuration configuration_;
  Locales locales_;
  std::ostringstream out_;
  Console console_{out_, out_, {}};
  std::unique_ptr<Store> store_;
};

const std::set<std::pair<std::uint32_t, std::uint32_t>> kTranslated = {{1, 0}, {2, 1}};

TEST_F(LexiconLearningTest, FindsLessWhereThereIsNothingToLearnFrom) {
  for (int n = 0; n < 40; ++n) {
    for (const char* lang : {"en", "eu"}) {
      fs::remove(configuration_.site / "_products" / lang / ("sure" + std::to_string(n) + ".md"));
    }
  }
  Run();
  EXPECT_NE(DoubtfulPairs(), kTranslated);
}

TEST_F(LexiconLearningTest, FirstSyncFindsByWordsWhatNothingElseTells) {
  Run();
  EXPECT_EQ(DoubtfulPairs(), kTranslated);
  EXPECT_GT(FindLexicon(store_->engine(), {"en", "eu"}).size, 0U);
  EXPECT_EQ(Marks(), 0U);
  EXPECT_EQ(Doubtful().bindings.back().bound, (Moment{1, "run 1"}));
  VerifyStore(store_->engine(), [](const Damage& finding) { ADD_FAILURE() << finding.key << finding.what; });
}

TEST_F(LexiconLearningTest, IsTheSameWhateverTheNumberOfThreads) {
  Run(1);
  const std::string dump = Dump();
  const auto lexicon = LexiconRecords();
  OpenNewStore("other");
  Run(4);
  EXPECT_TRUE(Dump() == dump);
  EXPECT_TRUE(LexiconRecords() == lexicon);
}

// What binds without learning leaves marks.
TEST_F(LexiconLearningTest, NextRunLearnsFromWhatIsMarked) {
  Run();
  const std::string dump = Dump();
  const auto lexicon = LexiconRecords();
  Batch batch;
  for (const char* ref : {"sure3", "sure17"}) {
    const DocumentKey translation{"products", ref, "eu"};
    batch.Put(UnlearntKey(translation), Encode(UnlearntMark{translation, true}));
  }
  store_->engine().Write(batch, false);
  Run(2, 5);
  EXPECT_EQ(Marks(), 0U);
  EXPECT_TRUE(Dump() == dump);
  EXPECT_TRUE(LexiconRecords() == lexicon);
}

// The lexicon is written before anything is bound.
TEST_F(LexiconLearningTest, NextRunBindsWhatAKilledOneHasOnlyLearnedFrom) {
  Run();
  const auto lexicon = LexiconRecords();
  Batch batch;
  store_->Reader().ForEachTranslation([&](const TranslationRecord& translation) {
    batch.Delete(TranslationKey(translation.key));
    batch.Put(UnboundKey(translation.key.collection, translation.key.ref), EncodeUnbound());
    return true;
  });
  store_->engine().Write(batch, false);
  Run(2, 1);
  EXPECT_EQ(DoubtfulPairs(), kTranslated);
  EXPECT_TRUE(LexiconRecords() == lexicon);
  EXPECT_EQ(Marks(), 0U);
}

TEST_F(LexiconLearningTest, LeavesBindingsAloneThatHaveAHistory) {
  Run();
  TranslationRecord record = Doubtful();
  record.bindings.back().source_basis = "an older wording";
  const UnlearntMark mark{record.key, true};
  store_->PutBindings("products", "doubtful", {record}, {}, {mark});
  Run();
  EXPECT_EQ(Doubtful(), record);
  EXPECT_EQ(Marks(), 0U);
}

TEST_F(LexiconLearningTest, RunWithNothingToDoWritesNothing) {
  Run();
  const auto count = [&] {
    std::size_t records = 0;
    store_->engine().Scan("", [&](std::string_view, std::string_view) { return ++records, true; });
    return records;
  };
  const std::size_t before = count();
  EXPECT_FALSE(Run(2, 9).run);
  EXPECT_EQ(count(), before);
}

TEST_F(LexiconLearningTest, NewReviewIsAlignedWithWhatWasLearnedBefore) {
  fs::remove(configuration_.site / "_products/eu/doubtful.md");
  Run();
  WriteDoubtfulReview();
  Run(2, 5);
  EXPECT_EQ(DoubtfulPairs(), kTranslated);
  EXPECT_EQ(Doubtful().bindings.back().bound, (Moment{5, "run 2"}));
}

}  // namespace
}  // namespace lockstep
