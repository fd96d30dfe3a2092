// What carries bindings through a sync: renames, another cutting, documents that come back.
#include "pipeline/sync.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "locales/unicode.h"
#include "store/codec.h"
#include "store/keys.h"
#include "store/verify.h"
#include "tests/pipeline/sync_testing.h"

namespace lockstep {
namespace {

namespace fs = std::filesystem;

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

}  // namespace
}  // namespace lockstep
