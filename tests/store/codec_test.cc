#include "store/codec.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "store/keys.h"
#include "store/wire.h"
#include "store_testing.h"

namespace lockstep {
namespace {

std::string Hex(std::string_view bytes) {
  std::string text;
  for (const char byte : bytes) {
    static constexpr char kDigits[] = "0123456789abcdef";
    text += kDigits[static_cast<unsigned char>(byte) >> 4];
    text += kDigits[static_cast<unsigned char>(byte) & 15];
  }
  return text;
}

TEST(Wire, WritesNumbersAsDocumented) {
  const struct {
    std::uint64_t value;
    const char* hex;
  } rows[] = {{0, "00"}, {127, "7f"}, {128, "8001"}, {300, "ac02"}, {UINT64_MAX, "ffffffffffffffffff01"}};
  for (const auto& row : rows) {
    RecordWriter out;
    out.Varint(row.value);
    const std::string bytes = out.Take();
    EXPECT_EQ(Hex(bytes), row.hex);
    EXPECT_EQ(RecordReader(bytes).Varint(), row.value);
  }
  for (const std::int64_t value : {INT64_MIN, std::int64_t{-1}, std::int64_t{0}, std::int64_t{1}, INT64_MAX}) {
    RecordWriter out;
    out.Signed(value);
    EXPECT_EQ(RecordReader(out.Take()).Signed(), value);
  }
}

TEST(Wire, RefusesNumbersThatAreNotCanonical) {
  for (const std::string_view bytes :
       {std::string_view("\x80\x00", 2), std::string_view("\xff\xff\xff\xff\xff\xff\xff\xff\xff\x02"),
        std::string_view("\x80"), std::string_view()}) {
    EXPECT_THROW(RecordReader(bytes).Varint(), DamagedRecord) << Hex(bytes);
  }
}

TEST(Codec, RoundTripsRandomRecords) {
  RandomRecords random(1);
  for (int i = 0; i < 500; ++i) {
    const FileRecord file = random.File();
    EXPECT_EQ(DecodeFile("f", Encode(file)), file);
    const DocumentRecord document = random.Document();
    EXPECT_EQ(DecodeDocument("d", Encode(document)), document);
    const std::vector<Diagnostic> diagnostics = random.Diagnostics();
    EXPECT_EQ(DecodeDiagnostics("g", Encode(diagnostics)), diagnostics);
    const TranslationRecord translation = random.Translation();
    EXPECT_EQ(DecodeTranslation(TranslationKey(translation.key), Encode(translation)), translation);
    const RunRecord run = random.Run();
    EXPECT_EQ(DecodeRun(RunKey(run.id), Encode(run)), run);
    const IndexEntry entry{random.Key(), random.Bytes(), random.Number(), random.Number32(), random.Below(2) == 1};
    EXPECT_EQ(DecodeIndexEntry(EncodeIndexKey(entry.key, entry.path), Encode(entry)), entry);
  }
}

TEST(Codec, HistoryIsKeptUnderItsOneKey) {
  const HistoryRecord history{"0123456789abcdef", 1772323200000, "fedcba9876543210"};
  EXPECT_EQ(DecodeHistory(kHistoryKey, Encode(history)), history);
  EXPECT_THROW(DecodeHistory("hx", Encode(history)), StoreError);
  EXPECT_THROW(DecodeHistory(kHistoryKey, Encode(history) + "x"), StoreError);
}

TEST(Moment, IsARunsOrACommits) {
  EXPECT_EQ((Moment{0, "run 12"}).Run(), 12U);
  EXPECT_EQ((Moment{0, "run 12"}).Commit(), "");
  EXPECT_EQ((Moment{0, "0123abcd"}).Run(), std::nullopt);
  EXPECT_EQ((Moment{0, "0123abcd"}).Commit(), "0123abcd");
  EXPECT_EQ((Moment{0, "run "}).Run(), std::nullopt);
}

TEST(Codec, KeepsManyDifferentNames) {
  DocumentRecord document;
  for (int i = 0; i < 200; ++i) {
    SegmentRecord segment;
    segment.section = "section-" + std::to_string(i % 150);
    document.segments.push_back(segment);
  }
  EXPECT_EQ(DecodeDocument("d", Encode(document)), document);
}

TEST(Codec, EveryCutAndEveryFlipIsARecordOrAnError) {
  const std::string bytes = Encode(SampleDocument("acme-one", 5));
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_THROW(DecodeDocument("d", bytes.substr(0, size)), StoreError) << size;
  }
  EXPECT_THROW(DecodeDocument("d", bytes + "x"), StoreError);
  for (std::size_t at = 0; at < bytes.size() * 8; ++at) {
    std::string damaged = bytes;
    damaged[at / 8] = static_cast<char>(damaged[at / 8] ^ 1 << at % 8);
    try {
      const DocumentRecord read = DecodeDocument("d", damaged);
      EXPECT_EQ(DecodeDocument("d", Encode(read)), read);
    } catch (const StoreError&) {
    }
  }
}

TEST(Codec, EveryFlipInBindingsIsARecordOrAnError) {
  RandomRecords random(6);
  for (int round = 0; round < 20; ++round) {
    TranslationRecord translation = random.Translation();
    translation.bindings.resize(std::min<std::size_t>(translation.bindings.size(), 8));  // each flip reads all of them
    const std::string key = TranslationKey(translation.key);
    const std::string bytes = Encode(translation);
    for (std::size_t size = 0; size < bytes.size(); ++size) {
      EXPECT_THROW(DecodeTranslation(key, bytes.substr(0, size)), StoreError) << size;
    }
    for (std::size_t at = 0; at < bytes.size() * 8; ++at) {
      std::string damaged = bytes;
      damaged[at / 8] = static_cast<char>(damaged[at / 8] ^ 1 << at % 8);
      try {
        const TranslationRecord read = DecodeTranslation(key, damaged);
        EXPECT_EQ(DecodeTranslation(key, Encode(read)), read);
      } catch (const StoreError&) {
      }
    }
  }
}

TEST(Codec, BindingsOfAnUnchangedReviewTakeFewBytes) {
  TranslationRecord translation = SampleTranslation("acme-one", 1, 2, 100);
  const std::size_t without = Encode(SampleTranslation("acme-one", 1, 2, 0)).size();
  EXPECT_LE(Encode(translation).size() - without, 100U + 20) << "a byte each, and the moment once";
  for (Binding& binding : translation.bindings) binding.confidence = 0.75F;
  EXPECT_LE(Encode(translation).size() - without, 500U + 20) << "four more where it is not sure";
}

TEST(Codec, ConfidenceIsKeptWithinZeroToOne) {
  const std::pair<float, float> rows[] = {{-1.0F, 0.0F}, {0.25F, 0.25F}, {7.0F, 1.0F}, {NAN, 0.0F}, {-0.0F, 0.0F}};
  for (const auto& [given, kept] : rows) {
    TranslationRecord translation = SampleTranslation("acme-one", 1, 2, 1);
    translation.bindings.front().confidence = given;
    const TranslationRecord read = DecodeTranslation(TranslationKey(translation.key), Encode(translation));
    EXPECT_EQ(read.bindings.front().confidence, kept) << given;
  }
}

TEST(Codec, NamesTheKeyOfADamagedRecord) {
  try {
    DecodeFile(PathKey(kFileTag, "a\n.md"), "\x09");
    FAIL();
  } catch (const StoreError& error) {
    EXPECT_STREQ(error.what(),
                 "damaged record fa\\x0a.md: record version 9, expected 1; run `lockstep store verify`, then `lockstep "
                 "store repair`");
  }
}

// The example of FORMAT.md.
TEST(Codec, WritesRunsAsTheFormatSays) {
  RunRecord run{.id = 3, .command = "sync", .version = "0.1.0", .finished = true, .begin_ms = 1000, .end_ms = 1500};
  run.changed = 1;
  run.host = "h";
  run.arguments = {"sync", "--quiet"};
  run.documents = 300;
  run.warnings = 2;
  run.changes = {{RunChange::Kind::kChanged, "a.md"}};
  EXPECT_EQ(Hex(Encode(run)),
            "02"
            "0473796e63"
            "05302e312e30"
            "01"
            "d00f"
            "b817"
            "00010000"
            "0168"
            "02"
            "0473796e63"
            "072d2d7175696574"
            "ac02"
            "000002"
            "01"
            "0104612e6d64");
}

TEST(Codec, ReadsRunsOfVersionOne) {
  const std::string first(
      "\x01\x04sync\x05"
      "0.0.9\x01\x02\x04\x05\x06\x07\x08",
      19);
  const RunRecord run = DecodeRun(RunKey(7), first);
  EXPECT_EQ(run, (RunRecord{.id = 7,
                            .command = "sync",
                            .version = "0.0.9",
                            .finished = true,
                            .begin_ms = 1,
                            .end_ms = 2,
                            .added = 5,
                            .changed = 6,
                            .removed = 7,
                            .failed = 8}));
  try {
    DecodeRun(RunKey(7), "\x03" + first.substr(1));
    FAIL() << "version 3 was read";
  } catch (const StoreError& error) {
    EXPECT_NE(std::string(error.what()).find("record version 3, expected 1 to 2"), std::string::npos) << error.what();
  }
}

TEST(Codec, FormatVersionIsPlainText) {
  EXPECT_EQ(EncodeFormat(1), "lockstep store 1\n");
  EXPECT_EQ(DecodeFormat("lockstep store 12\n"), 12u);
  for (const char* bad : {"", "lockstep store", "lockstep store 0\n", "lockstep store 1", "lockstep store 01\n", "x"}) {
    EXPECT_THROW(DecodeFormat(bad), StoreError) << bad;
  }
}

// The example of store/FORMAT.md.
TEST(Codec, WritesTheExampleOfTheFormatsDescription) {
  FileRecord file;
  file.stamp = {300, 1, -1, 7};
  file.content_hash = 0x1122334455667788;
  file.rules_hash = 0xaabbccdd;
  file.usable = true;
  file.key = DocumentKey{"reviews", "acme-one", "en"};
  EXPECT_EQ(Hex(Encode(file)),
            "01ac0202010700"
            "8877665544332211"
            "ddccbbaa"
            "0101"
            "0772657669657773"
            "0861636d652d6f6e65"
            "02656e");
}

// The other example there.
TEST(Codec, WritesBindingsAsTheFormatsDescriptionSays) {
  TranslationRecord translation{.key = {"reviews", "acme-one", "ja"},
                                .source_path = "a.md",
                                .target_path = "b.md",
                                .source_hash = 1,
                                .target_hash = 2,
                                .bindings = SampleTranslation("acme-one", 1, 2, 2).bindings};
  for (Binding& binding : translation.bindings) binding.bound = {1000, "run 1"};
  translation.bindings.back().target = {1, 2};
  translation.bindings.back().source_basis = "Good.";
  translation.bindings.back().confidence = 0.5F;
  EXPECT_EQ(Hex(TranslationKey(translation.key)),
            "62"
            "726576696577730001"
            "61636d652d6f6e650001"
            "6a610001");
  EXPECT_EQ(Hex(Encode(translation)),
            "01"
            "04612e6d64"
            "04622e6d64"
            "0100000000000000"
            "0200000000000000"
            "02"
            "81"
            "01"
            "00"
            "d00f"
            "0572756e2031"
            "42"
            "0100"
            "020000"
            "05476f6f642e"
            "0000003f");
}

TEST(Keys, SortAsTheirPartsDo) {
  RandomRecords random(2);
  for (int i = 0; i < 20'000; ++i) {
    const IndexKey a{random.Key(), random.Bytes()};
    const IndexKey b{random.Key(), random.Bytes()};
    const std::string key_a = EncodeIndexKey(a.document, a.path);
    const std::string key_b = EncodeIndexKey(b.document, b.path);
    EXPECT_EQ(key_a < key_b, std::tie(a.document, a.path) < std::tie(b.document, b.path));
    EXPECT_EQ(DecodeIndexKey(key_a), a);
    const std::string translation = TranslationKey(a.document);
    EXPECT_EQ(DecodeTranslationKey(translation), a.document);
    EXPECT_EQ(DecodeTranslationKey(translation + "x"), std::nullopt);
    const PreviousKey previous{a.path, b.document,
                               i % 2 == 0 ? PreviousKey::Side::kSource : PreviousKey::Side::kTarget};
    EXPECT_EQ(DecodePreviousKey(EncodePreviousKey(previous)), previous);
    EXPECT_EQ(DecodePreviousKey(EncodePreviousKey(previous) + "s"), std::nullopt);
    EXPECT_EQ(EncodePreviousKey(previous).starts_with(PreviousPrefix(b.path)), a.path == b.path);
    const ReviewKey review{a.document.collection, a.document.ref};
    EXPECT_EQ(DecodeUnboundKey(UnboundKey(review.collection, review.ref)), review);
    const bool same_review = a.document.collection == b.document.collection && a.document.ref == b.document.ref;
    EXPECT_EQ(key_a.starts_with(ReviewPrefix(b.document.collection, b.document.ref)), same_review);
  }
}

TEST(Keys, RefuseWhatIsNoKey) {
  for (const std::string_view key : {std::string_view(""), std::string_view("f"), std::string_view("ia"),
                                     std::string_view("ia\0\1b\0\1c\0", 9), std::string_view("ia\0\2", 4)}) {
    EXPECT_EQ(DecodeIndexKey(key), std::nullopt);
    EXPECT_EQ(DecodeTranslationKey(key), std::nullopt);
    EXPECT_EQ(DecodeUnboundKey(key), std::nullopt);
    EXPECT_EQ(DecodePreviousKey(key), std::nullopt);
    EXPECT_EQ(DecodeRunKey(key), std::nullopt);
  }
  EXPECT_EQ(DecodeRunKey(RunKey(0x0102)), 0x0102u);
  EXPECT_LT(RunKey(255), RunKey(256));
}

}  // namespace
}  // namespace lockstep
