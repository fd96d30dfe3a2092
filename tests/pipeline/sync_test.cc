// Sync over a real directory and a real store, both made for the test.
#include "pipeline/sync.h"
#include "locales/unicode.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "pipeline/review_state.h"
#include "store/codec.h"
#include "store/keys.h"
#include "store/leveldb_engine.h"
#include "store/verify.h"

namespace lockstep {
namespace {

namespace fs = std::filesystem;

std::string Review(const std::string& lang, const std::string& ref, const std::string& body = "Text.") {
  return "---\nlang: " + lang + "\nref: " + ref + "\ntitle: Nimbus\n---\n" + body + "\n";
}

class SyncTest : public testing::Test {
 protected:
  SyncTest() : root_(fs::temp_directory_path() / ("lockstep-sync-test-" + std::to_string(getpid()))) {
    fs::remove_all(root_);
    fs::create_directories(root_ / "site");
    fs::create_directories(root_ / "store");
    configuration_.site = root_ / "site";
    configuration_.rules.collections = {
        {.name = "products", .files = "_products/{lang}/**/*.md", .key_field = "ref", .lang_field = "lang"}};
    store_ = std::make_unique<Store>(OpenLevelDb((root_ / "store").string(), {}));
  }
  ~SyncTest() override {
    store_.reset();
    fs::remove_all(root_);
  }
  void Write(const std::string& path, const std::string& text) {
    fs::create_directories((configuration_.site / path).parent_path());
    std::ofstream(configuration_.site / path, std::ios::binary) << text;
  }
  SyncResult Run(bool dry_run = false, unsigned jobs = 2) {
    const auto known = store_->engine().Snapshot();
    return Sync(configuration_, locales_, *known, dry_run ? nullptr : store_.get(), {.jobs = jobs, .now_ms = 1},
                console_);
  }
  std::map<std::string, std::string> Records() {
    std::map<std::string, std::string> all;
    store_->engine().Scan("", [&](std::string_view key, std::string_view value) {
      all.emplace(key, value);
      return true;
    });
    return all;
  }

  fs::path root_;
  Configuration configuration_;
  Locales locales_;
  std::ostringstream out_, err_;
  Console console_{out_, err_, {}};
  std::unique_ptr<Store> store_;
};

TEST_F(SyncTest, SecondRunReadsNoFileAndWritesNothing) {
  Write("_products/en/a.md", Review("en", "a"));
  Write("_products/ja/a.md", Review("ja", "a"));
  EXPECT_EQ(Run().added, 2U);
  const auto before = Records();
  const SyncResult second = Run();
  EXPECT_EQ(second.read, 0U);
  EXPECT_EQ(second.unchanged, 2U);
  EXPECT_FALSE(second.run.has_value());
  EXPECT_EQ(Records(), before);
}

TEST_F(SyncTest, StoreIsTheSameWhateverTheNumberOfThreads) {
  for (int i = 0; i < 40; ++i) Write(fmt::format("_products/en/{}.md", i), Review("en", fmt::format("r{}", i / 2)));
  Run(false, 1);
  const auto one = Records();
  store_.reset();
  fs::remove_all(root_ / "store");
  fs::create_directories(root_ / "store");
  store_ = std::make_unique<Store>(OpenLevelDb((root_ / "store").string(), {}));
  Run(false, 4);
  EXPECT_EQ(Records(), one);
}

TEST_F(SyncTest, DryRunCountsAndWritesNothing) {
  Write("_products/en/a.md", Review("en", "a"));
  const auto before = Records();
  EXPECT_EQ(Run(true).added, 1U);
  EXPECT_EQ(Records(), before);
}

TEST_F(SyncTest, TellsChangedRemovedAndRenamedApart) {
  for (const char* ref : {"a", "b", "c", "d"}) Write(std::string("_products/en/") + ref + ".md", Review("en", ref));
  Run();
  Write("_products/en/a.md", Review("en", "a", "Other text."));
  fs::remove(configuration_.site / "_products/en/b.md");
  fs::rename(configuration_.site / "_products/en/c.md", configuration_.site / "_products/en/new.md");
  const SyncResult result = Run();
  EXPECT_EQ(result.changes,
            (std::vector<SyncChange>{{SyncChange::Kind::kChanged, "_products/en/a.md"},
                                     {SyncChange::Kind::kRemoved, "_products/en/b.md"},
                                     {SyncChange::Kind::kRenamed, "_products/en/new.md", "_products/en/c.md"}}));
  EXPECT_EQ(result.unchanged, 1U);
}

TEST_F(SyncTest, LinkToADirectoryHidesNoDocumentBesideIt) {
  for (const char* ref : {"x", "x-b"}) Write(std::string("_products/en/") + ref + ".md", Review("en", ref));
  Run();
  const auto before = Records();
  fs::create_directory(root_ / "folder");
  fs::create_directory_symlink(root_ / "folder", configuration_.site / "_products/en/x");
  for (int run = 0; run < 2; ++run) {
    const SyncResult result = Run();
    EXPECT_EQ(result.unchanged, 2U);
    EXPECT_TRUE(result.changes.empty());
    EXPECT_EQ(result.warnings, 1U);  // link-to-directory
  }
  EXPECT_EQ(Records(), before);
}

TEST_F(SyncTest, BlockedFileHidesNoOther) {
  configuration_.rules.collections[0].files = "_products/{lang}/**/*.{md,mdx}";
  for (const char* name : {"a.md", "a.mdx", "b.md"}) Write(std::string("_products/en/") + name, Review("en", name));
  Run();
  for (const char* name : {"a.md", "a.mdx"}) fs::remove(configuration_.site / "_products/en" / name);
  fs::create_symlink("nowhere", configuration_.site / "_products/en/a.md");
  const SyncResult result = Run();
  EXPECT_EQ(result.changes, (std::vector<SyncChange>{{SyncChange::Kind::kRemoved, "_products/en/a.mdx"}}));
  EXPECT_TRUE(store_->Reader().Document("_products/en/a.md").has_value());
}

TEST_F(SyncTest, BlockedDirectoryHidesWhatLiesInIt) {
  for (const char* name : {"a/b.md", "a/c/d.md", "a.md"})
    Write(std::string("_products/en/") + name, Review("en", name));
  Run();
  const auto before = Records();
  fs::rename(configuration_.site / "_products/en/a", root_ / "a");
  fs::create_directory_symlink(root_ / "a", configuration_.site / "_products/en/a");
  const SyncResult result = Run();
  EXPECT_EQ(result.unchanged, 3U);
  EXPECT_EQ(Records(), before);
}

TEST_F(SyncTest, DocumentOfAKilledRunThatIsGoneAgainIsNoRename) {
  Write("_products/en/a.md", Review("en", "a"));
  Run();
  store_->BeginRun({.command = "sync", .version = "0", .begin_ms = 2});
  Write("_products/en/b.md", Review("en", "b"));
  const DocumentRecord document{.key = {"products", "b", "en"}, .content_hash = 7, .words = 0, .segments = {}};
  FileRecord file;
  file.content_hash = 7;
  file.usable = true;
  store_->PutDocument("_products/en/b.md", std::nullopt, file, document, {});
  fs::remove(configuration_.site / "_products/en/b.md");
  EXPECT_EQ(Run().changes, (std::vector<SyncChange>{{SyncChange::Kind::kRemoved, "_products/en/b.md"}}));
  EXPECT_FALSE(store_->Reader().File("_products/en/b.md").has_value());
}

// A review in two languages with enough text to be known again.
constexpr const char* kText = "One costs 99 USD.\n\nTwo lasts 5 hours.";
constexpr const char* kTextJa = "1台目は99ドルです。\n\n2台目は5時間持ちます。";

TEST_F(SyncTest, RenamedDocumentsWithANewRefKeepTheirBindings) {
  Write("_products/en/a.md", Review("en", "a", kText));
  Write("_products/ja/a.md", Review("ja", "a", kTextJa));
  Run();
  const auto before = store_->Reader().Translation({"products", "a", "ja"});
  ASSERT_TRUE(before.has_value());
  for (const char* lang : {"en", "ja"}) {
    fs::remove(configuration_.site / "_products" / lang / "a.md");
    Write(std::string("_products/") + lang + "/b.md", Review(lang, "b", lang[0] == 'e' ? kText : kTextJa));
  }
  const SyncResult result = Run();
  EXPECT_EQ(result.changes,
            (std::vector<SyncChange>{{SyncChange::Kind::kRenamed, "_products/en/b.md", "_products/en/a.md"},
                                     {SyncChange::Kind::kRenamed, "_products/ja/b.md", "_products/ja/a.md"}}));
  const auto after = store_->Reader().Translation({"products", "b", "ja"});
  ASSERT_TRUE(after.has_value());
  EXPECT_EQ(after->bindings, before->bindings);
  EXPECT_EQ(after->source_path, "_products/en/b.md");
  EXPECT_FALSE(store_->Reader().Translation({"products", "a", "ja"}).has_value());
  EXPECT_TRUE(store_->Reader().PreviousOf("_products/en/b.md").empty());
}

// As an older extractor would have cut it: the first two sentences of the body are one.
DocumentRecord CutCoarsely(DocumentRecord document) {
  const auto first = std::find_if(document.segments.begin(), document.segments.end(),
                                  [](const SegmentRecord& segment) { return !segment.is_field(); });
  AppendSentence((first + 1)->text, first->text);
  first->keys = {};
  document.segments.erase(first + 1);
  document.extractor_version = kExtractorVersion - 1;
  return document;
}

TEST_F(SyncTest, AnUpgradeOfTheExtractorCarriesTheBindingsOn) {
  const std::string source = "_products/en/a.md", target = "_products/ja/a.md";
  Write(source, Review("en", "a", "It is quiet. It weighs 20 g.\n\nIt lasts."));
  Write(target, Review("ja", "a", "静かです。重さは20 gです。\n\n長持ちします。"));
  Run();
  const std::vector<SegmentRecord> today = store_->Reader().Document(source)->segments;

  // What an older version left: coarser segments, and a binding whose source was edited.
  Batch batch;
  for (const std::string& path : {source, target}) {
    FileRecord file = store_->Reader().File(path).value();
    ++file.rules_hash;
    batch.Put(PathKey(kFileTag, path), Encode(file));
    batch.Put(PathKey(kDocumentTag, path), Encode(CutCoarsely(store_->Reader().Document(path).value())));
  }
  store_->engine().Write(batch, false);
  TranslationRecord known = store_->Reader().Translation({"products", "a", "ja"}).value();
  const Moment seen{5, std::string(40, 'c')}, edited{6, std::string(40, 'd')};
  known.bindings.assign(3, Binding());
  for (std::uint32_t n = 0; n < 3; ++n) {
    Binding& binding = known.bindings[n];
    binding.source = binding.target = {n};
    binding.evidence = Evidence::kGit;
    binding.bound = seen;
  }
  known.bindings[1].source_basis = "It is loud. It weighs 20 g.";
  known.bindings[1].source_edited = edited;
  store_->PutBindings("products", "a", {known}, {});

  Run();
  EXPECT_EQ(store_->Reader().Document(source)->segments, today);
  EXPECT_EQ(store_->Reader().Document(source)->extractor_version, kExtractorVersion);
  const Bindings bindings = store_->Reader().Translation({"products", "a", "ja"})->bindings;
  ASSERT_EQ(bindings.size(), 3U);
  EXPECT_EQ(bindings[1].source, (std::vector<std::uint32_t>{1, 2}));
  EXPECT_EQ(bindings[1].target, (std::vector<std::uint32_t>{1, 2}));
  EXPECT_EQ(bindings[1].source_basis, "It is loud. It weighs 20 g.");
  EXPECT_EQ(bindings[1].source_edited, edited);
  EXPECT_EQ(bindings[2].source, (std::vector<std::uint32_t>{3}));
  for (const Binding& binding : bindings) EXPECT_EQ(binding.bound, seen);
  EXPECT_TRUE(store_->Reader().PreviousOf(source).empty());
}

// What an older version left of the document at `path`: the first segment's text stood twice, the second time as a
// segment that nothing is any more. It will be read again.
void CutFinely(Store& store, const std::string& path) {
  FileRecord file = store.Reader().File(path).value();
  DocumentRecord document = store.Reader().Document(path).value();
  ++file.rules_hash;
  document.segments.insert(document.segments.begin(), document.segments.front());
  Batch batch;
  batch.Put(PathKey(kFileTag, path), Encode(file));
  batch.Put(PathKey(kDocumentTag, path), Encode(document));
  store.engine().Write(batch, false);
}

// The bindings of a translation as they counted in documents of which those of `cut` were cut finely.
void ShiftBindings(TranslationRecord& translation, bool source, bool target) {
  for (Binding& binding : translation.bindings) {
    for (std::uint32_t& index : binding.source) index += source ? 1 : 0;
    for (std::uint32_t& index : binding.target) index += target ? 1 : 0;
  }
}

TEST_F(SyncTest, LexiconLearnsFromNoVersionThatWasCutOtherwise) {
  const std::string source = "_products/en/a.md", target = "_products/ja/a.md";
  Write(source, Review("en", "a", kText));
  Write(target, Review("ja", "a", kTextJa));
  Run();
  TranslationRecord known = store_->Reader().Translation({"products", "a", "ja"}).value();
  const Bindings before = known.bindings;
  for (const std::string& path : {source, target}) CutFinely(*store_, path);
  ShiftBindings(known, true, true);
  store_->PutBindings("products", "a", {known}, {}, {UnlearntMark{known.key, true}});
  Run();
  const TranslationRecord after = store_->Reader().Translation(known.key).value();
  ASSERT_EQ(after.bindings.size(), before.size());
  for (std::size_t i = 0; i < before.size(); ++i) EXPECT_EQ(after.bindings[i].source, before[i].source);
  EXPECT_EQ(VerifyStore(store_->engine(), [](const Damage& finding) { ADD_FAILURE() << finding.what; }),
            Records().size());
}

TEST_F(SyncTest, HalfOfATranslationIsCarriedOnWhereItWasCutOtherwise) {
  const std::string source = "_products/en/a.md", target = "_products/ja/a.md";
  Write(source, Review("en", "a", kText));
  Write(target, Review("ja", "a", kTextJa));
  Run();
  fs::remove(configuration_.site / target);
  Run();
  TranslationRecord known = store_->Reader().Translation({"products", "a", "ja"}).value();
  const Bindings before = known.bindings;
  CutFinely(*store_, source);
  ShiftBindings(known, true, false);
  store_->PutBindings("products", "a", {known}, {});
  Run();
  EXPECT_EQ(store_->Reader().Translation(known.key)->bindings, before);
  EXPECT_EQ(VerifyStore(store_->engine(), [](const Damage& finding) { ADD_FAILURE() << finding.what; }),
            Records().size());
}

TEST_F(SyncTest, RunThatWasKilledBeforeItSawARenameLosesNothing) {
  Write("_products/en/a.md", Review("en", "a", kText));
  Write("_products/ja/a.md", Review("ja", "a", kTextJa));
  Run();
  const auto before = store_->Reader().Translation({"products", "a", "ja"});
  ASSERT_TRUE(before.has_value());
  // What a killed run leaves: the document at its new path is there, that at the old one still is.
  Write("_products/en/b.md", Review("en", "a", kText));
  Run();
  store_->PutBindings("products", "a", {*before}, {});
  store_->BeginRun({.command = "sync", .version = "1", .begin_ms = 5});
  const auto document = store_->Reader().Document("_products/en/b.md").value();
  auto file = store_->Reader().File("_products/en/b.md").value();
  store_->Remove("_products/en/b.md");
  store_->PutDocument("_products/en/b.md", std::nullopt, file, document, {});
  fs::remove(configuration_.site / "_products/en/a.md");
  const SyncResult result = Run();
  EXPECT_EQ(result.changes,
            (std::vector<SyncChange>{{SyncChange::Kind::kRenamed, "_products/en/b.md", "_products/en/a.md"}}));
  const auto after = store_->Reader().Translation({"products", "a", "ja"});
  ASSERT_TRUE(after.has_value());
  EXPECT_EQ(after->bindings, before->bindings);
  EXPECT_EQ(after->source_path, "_products/en/b.md");
}

TEST_F(SyncTest, TouchedFileIsHashedAndStartsNoRun) {
  Write("_products/en/a.md", Review("en", "a"));
  Run();
  fs::last_write_time(configuration_.site / "_products/en/a.md",
                      fs::file_time_type::clock::now() + std::chrono::hours(1));
  const SyncResult result = Run();
  EXPECT_EQ(result.read, 1U);
  EXPECT_TRUE(result.changes.empty());
  EXPECT_FALSE(result.run.has_value());
  EXPECT_EQ(Run().read, 0U);
}

TEST_F(SyncTest, TakesOverFromARunThatNeverFinishedAndSaysSoOnce) {
  Write("_products/en/a.md", Review("en", "a"));
  Run();
  const RunRecord killed = store_->BeginRun({.command = "sync", .version = "1", .begin_ms = 5});
  EXPECT_EQ(Run(true).unfinished, killed);
  const SyncResult result = Run();
  EXPECT_EQ(result.unfinished, killed);
  ASSERT_TRUE(result.run.has_value());
  EXPECT_EQ(result.run->id, killed.id);
  EXPECT_TRUE(store_->Reader().LastRun()->finished);
  EXPECT_EQ(Run().unfinished, std::nullopt);
}

TEST_F(SyncTest, DoesNotTakeThePlaceOfAnotherCommand) {
  Write("_products/en/a.md", Review("en", "a"));
  Run();
  const RunRecord killed = store_->BeginRun({.command = "tm import", .version = "1", .begin_ms = 5});
  SyncResult result = Run();
  EXPECT_EQ(result.unfinished, killed);
  EXPECT_FALSE(result.run.has_value()) << "nothing was left undone that a sync does";
  Write("_products/en/b.md", Review("en", "b"));
  result = Run();
  EXPECT_EQ(result.run->id, killed.id + 1);
  EXPECT_EQ(Run().unfinished, std::nullopt);
}

TEST_F(SyncTest, GoesOnWhereASyncWasKilledBeforeAnotherCommand) {
  Write("_products/en/a.md", Review("en", "a"));
  Run();
  const RunRecord killed = store_->BeginRun({.command = "sync", .version = "1", .begin_ms = 5});
  store_->FinishRun(store_->BeginRun({.command = "accept", .version = "1", .begin_ms = 6}));
  const SyncResult result = Run();
  EXPECT_EQ(result.unfinished, killed);
  EXPECT_EQ(result.run->id, killed.id + 2);
  EXPECT_EQ(Run().unfinished, std::nullopt);
}

TEST_F(SyncTest, BrokenDocumentKeepsWhatTheStoreKnew) {
  Write("_products/en/a.md", Review("en", "a"));
  Run();
  Write("_products/en/a.md", "---\nlang: [en\n---\nText.\n");
  const SyncResult result = Run();
  EXPECT_EQ(result.failed, 1U);
  EXPECT_EQ(result.unusable, 1U);
  EXPECT_TRUE(store_->Reader().Document("_products/en/a.md").has_value());
}

TEST_F(SyncTest, LinkLoopsAndForeignFilesAreReportedAndSkipped) {
  Write("_products/en/a.md", Review("en", "a"));
  fs::create_directory_symlink("..", configuration_.site / "_products/en/loop");
  fs::create_symlink("/etc/hostname", configuration_.site / "_products/en/outside.md");
  const SyncResult result = Run();
  EXPECT_EQ(result.files, 1U);
  ASSERT_EQ(result.diagnostics.size(), 2U);
  EXPECT_EQ(result.diagnostics[0].message, "links to directories are not followed");
  EXPECT_EQ(result.diagnostics[1].message, "the link leads out of the site; not read");
}

// One document of each review goes, then the other: what the bindings count in must outlive another translation's.
TEST_F(SyncTest, ATranslationWithoutDocumentsWaitsWithTheVersionsThatItCountsIn) {
  const std::string source = Review("en", "a", "It weighs 2 kg.");
  const std::string german = Review("de", "a", "Es wiegt 2 kg.");
  Write("_products/en/a.md", source);
  Write("_products/de/a.md", german);
  Write("_products/ja/a.md", Review("ja", "a"));
  Run();
  const auto bound = store_->Reader().Translation({"products", "a", "de"});
  for (const std::string lang : {"de", "en"}) {
    fs::remove(configuration_.site / "_products" / lang / "a.md");
    Run();
    VerifyStore(store_->engine(), [&](const Damage& damage) { ADD_FAILURE() << lang << ": " << damage.what; });
  }
  Write("_products/en/a.md", source);
  Write("_products/de/a.md", german);
  Run();
  VerifyStore(store_->engine(), [](const Damage& damage) { ADD_FAILURE() << damage.what; });
  auto found = store_->Reader().Translation({"products", "a", "de"});
  ASSERT_TRUE(bound && found);
  for (Binding& binding : found->bindings) binding.target_edited = {};
  EXPECT_TRUE(found == bound) << "all that stays is that the translation was away";
}

TEST_F(SyncTest, RefusesToForgetEverything) {
  Write("_products/en/a.md", Review("en", "a"));
  Run();
  const auto before = Records();
  fs::remove_all(configuration_.site / "_products");
  EXPECT_THROW(Run(), StoreError);
  EXPECT_EQ(Records(), before);
}

TEST_F(SyncTest, WhatAReplayBroughtAndTheSyncReadAgainIsToldOnce) {
  Write("_products/en/a.md", Review("en", "a"));
  Write("_products/en/b.md", "---\nlang: en\nref: [\n---\nBroken.\n");
  Run();
  Write("_products/en/a.md", "---\nlang: en\nref: {\n---\nBroken, too.\n");
  const auto known = store_->engine().Snapshot();
  const SyncResult result =
      Sync(configuration_, locales_, *known, store_.get(), {.jobs = 1, .now_ms = 2, .replayed = true}, console_);
  EXPECT_EQ(result.read, 1U);
  EXPECT_EQ(result.diagnostics.size(), 2U);
  EXPECT_EQ(result.errors, 2U);
  EXPECT_EQ(result.run.value().errors, 2U);
}

TEST(ReviewState, TellsCurrentMissingAndOrphan) {
  const auto entry = [](const std::string& lang) {
    IndexEntry made;
    made.key = {"products", "a", lang};
    made.path = lang + "/a.md";
    return made;
  };
  const auto states = StatesOf({entry("en"), entry("ja")}, "en", {"de", "ja"});
  ASSERT_EQ(states.size(), 2U);
  EXPECT_EQ(states[0].presence, Presence::kMissing);
  EXPECT_EQ(states[1].presence, Presence::kPresent);
  const auto orphans = StatesOf({entry("ja")}, "en", {"de", "ja"});
  ASSERT_EQ(orphans.size(), 1U);
  EXPECT_EQ(orphans[0].presence, Presence::kOrphan);
}

}  // namespace
}  // namespace lockstep
