// What an import finds where a sync was killed, over a real directory and a real store.
#include "pipeline/translation_writer.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>

#include "pipeline/package_import.h"
#include "pipeline/site_documents.h"
#include "stages/keying.h"
#include "store/leveldb_engine.h"
#include "store/verify.h"

namespace lockstep {
namespace {

namespace fs = std::filesystem;

const std::string kSourcePath = "docs/en/a.md";
const std::string kTargetPath = "docs/de/a.md";

std::string Review(const std::string& lang, const std::string& body) {
  return "---\nlang: " + lang + "\nref: a\n---\n" + body + "\n";
}

class TranslationWriterTest : public testing::Test {
 protected:
  TranslationWriterTest()
      : root_(fs::temp_directory_path() / ("lockstep-writer-test-" + std::to_string(getpid()))),
        console_(out_, err_, {}) {
    fs::remove_all(root_);
    fs::create_directories(root_ / "site");
    fs::create_directories(root_ / "store");
    configuration_.site = root_ / "site";
    configuration_.rules.collections = {
        {.name = "docs", .files = "docs/{lang}/*.md", .key_field = "ref", .lang_field = "lang"}};
    store_ = std::make_unique<Store>(OpenLevelDb((root_ / "store").string(), {}));
    arguments_.words = {"import", "de.po"};
    arguments_.command = FindCommand("import");
    Put(kSourcePath, Review("en", "The bass is deep.\n\nThe case is made of steel."));
    Put(kTargetPath, Review("de", "Der Bass ist tief.\n\nDas Gehäuse ist aus Stahl."));
    Sync();
  }
  ~TranslationWriterTest() override {
    store_.reset();
    fs::remove_all(root_);
  }
  void Put(const std::string& path, const std::string& text) {
    fs::create_directories((configuration_.site / path).parent_path());
    std::ofstream(configuration_.site / path, std::ios::binary) << text;
  }
  void Sync() {
    const auto known = store_->engine().Snapshot();
    lockstep::Sync(configuration_, locales_, *known, store_.get(), {.jobs = 1, .now_ms = 1}, console_);
  }
  // What a sync that is killed before it binds has done.
  void ReadOnly(const std::string& path) {
    const SyncOptions options{.jobs = 1, .now_ms = 2};
    SyncTally tally;
    SyncWriter writer(store_.get(), options);
    SyncWorker worker(configuration_, locales_, false, writer, tally);
    struct stat status {};
    ASSERT_EQ(stat((configuration_.site / path).c_str(), &status), 0);
    SyncTask task;
    task.entry.path = path;
    task.entry.match = MatchPath(path, configuration_.rules).value();
    task.entry.stamp = StampOf(status);
    task.known = store_->Reader().File(path);
    worker.Do(std::move(task));
  }
  // The import of an answer that stands there already: `text` for the source's last sentence.
  void ImportForLast(const std::string& text) {
    SiteDocuments documents(configuration_, locales_, store_->Reader());
    SiteDocument target = documents.Load(kTargetPath);
    const auto last = static_cast<std::uint32_t>(documents.Load(kSourcePath).document.segments.size() - 1);
    const std::size_t begin = target.document.source.text.find(text);
    ASSERT_NE(begin, std::string::npos);
    TranslationChange change{{"docs", "a", "de"}, kSourcePath, kTargetPath, {}, target.state, {}, {}};
    change.before = target.document.source.text;
    change.document = std::move(target.document);
    change.made = {{{last}, {{begin, begin + text.size()}}}};
    TranslationWriter writer(configuration_, locales_, *store_, arguments_, Evidence::kImport);
    writer.Write(change);
    writer.Finish(console_);
  }
  Bindings BindingsNow() { return store_->Reader().Translation({"docs", "a", "de"}).value().bindings; }
  void ExpectSound() {
    VerifyStore(store_->engine(), [](const Damage& damage) { ADD_FAILURE() << damage.key << ": " << damage.what; });
  }

  fs::path root_;
  Configuration configuration_;
  Locales locales_{""};
  std::ostringstream out_;
  std::ostringstream err_;
  Console console_;
  Arguments arguments_;
  std::unique_ptr<Store> store_;
};

TEST_F(TranslationWriterTest, BindsWhatAKilledSyncLeftInTheVersionOfToday) {
  // Two sentences more: the last one has another place than in the bindings that are stored.
  Put(kTargetPath,
      Review("de", "Der Bass ist tief.\n\nEr reicht weit.\n\nEr ist straff.\n\nDas Gehäuse ist aus Blech."));
  ReadOnly(kTargetPath);
  ASSERT_TRUE(store_->Reader().IsUnbound("docs", "a"));
  ImportForLast("Das Gehäuse ist aus Blech.");
  ExpectSound();
  EXPECT_FALSE(store_->Reader().IsUnbound("docs", "a"));
  const Bindings after_import = BindingsNow();
  const auto steel = std::find_if(after_import.begin(), after_import.end(),
                                  [](const Binding& binding) { return binding.source == SegmentIndices{1}; });
  ASSERT_NE(steel, after_import.end());
  EXPECT_EQ(steel->target, SegmentIndices{3});
  EXPECT_EQ(steel->evidence, Evidence::kImport);
  Sync();
  ExpectSound();
  EXPECT_EQ(BindingsNow(), after_import);
}

TEST_F(TranslationWriterTest, BindsWhatNoSyncHasBound) {
  store_->PutBindings("docs", "a", {}, {{"docs", "a", "de"}});
  ReadOnly(kTargetPath);
  Put(kTargetPath, Review("de", "Der Bass ist tief.\n\nDas Gehäuse ist aus Blech."));
  ReadOnly(kTargetPath);
  ImportForLast("Das Gehäuse ist aus Blech.");
  ExpectSound();
  EXPECT_EQ(BindingsNow().back().evidence, Evidence::kImport);
}

TEST_F(TranslationWriterTest, BindingsThatDoNotFitAreAnErrorAndNoCrash) {
  TranslationRecord record = store_->Reader().Translation({"docs", "a", "de"}).value();
  record.bindings.back().target = {99};
  store_->PutBindings("docs", "a", {record}, {});
  const std::vector<IndexEntry> entries = store_->Reader().Review("docs", "a");
  ASSERT_EQ(entries.size(), 2U);
  TranslationBinder binder(store_->Reader(), locales_, configuration_.policy);
  EXPECT_THROW(binder.Judge(entries[1], entries[0]), StoreError);
}

TEST_F(TranslationWriterTest, OtherRulesWantASyncFirst) {
  configuration_.rules.roles.by_name["subtitle"] = FieldRole::kTranslate;
  SiteDocuments documents(configuration_, locales_, store_->Reader());
  EXPECT_THROW(documents.Load(kTargetPath), NotSynced);
  Sync();
  EXPECT_EQ(documents.Load(kTargetPath).document.key.lang, "de");
}

TEST_F(TranslationWriterTest, SegmentsThatTheStoreDoesNotHaveAreNotUsed) {
  const FileRecord file = store_->Reader().File(kTargetPath).value();
  DocumentRecord cut_otherwise = store_->Reader().Document(kTargetPath).value();
  cut_otherwise.segments.pop_back();
  store_->PutDocument(kTargetPath, file, file, cut_otherwise, {});
  SiteDocuments documents(configuration_, locales_, store_->Reader());
  EXPECT_THROW(documents.Load(kTargetPath), NotSynced);
}

}  // namespace
}  // namespace lockstep
