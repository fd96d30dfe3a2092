#include "store/overlay_engine.h"

#include <gtest/gtest.h>

#include <map>
#include <random>

#include "store/leveldb_engine.h"
#include "tests/store/store_testing.h"

namespace lockstep {
namespace {

using Records = std::map<std::string, std::string>;

Records Scanned(const View& view, std::string_view prefix, std::string_view from) {
  Records records;
  view.Scan(prefix, from,
            [&](std::string_view key, std::string_view value) { return records.emplace(key, value).second; });
  return records;
}

Records Expected(const Records& all, std::string_view prefix, std::string_view from) {
  Records records;
  for (const auto& [key, value] : all) {
    if (key.starts_with(prefix) && key >= from) records.emplace(key, value);
  }
  return records;
}

// Puts and deletes short keys at random, so that they meet often.
Batch RandomBatch(std::mt19937& random, Records& twin) {
  Batch batch;
  for (int i = 0; i < 8; ++i) {
    const std::string key = {static_cast<char>('a' + random() % 3), static_cast<char>('a' + random() % 4)};
    if (random() % 3 == 0) {
      batch.Delete(key);
      twin.erase(key);
    } else {
      const std::string value = std::to_string(random() % 100);
      batch.Put(key, value);
      twin[key] = value;
    }
  }
  return batch;
}

TEST(OverlayEngine, SaysWhatAnEngineWouldThatWasWrittenTo) {
  const TemporaryDirectory directory;
  std::mt19937 random(7);
  const std::unique_ptr<Engine> below = OpenLevelDb(directory.Store(), {});
  Records twin;
  below->Write(RandomBatch(random, twin), false);
  const Records untouched = twin;
  OverlayEngine overlay(*below);
  for (int round = 0; round < 200; ++round) {
    overlay.Write(RandomBatch(random, twin), false);
    for (const char* prefix : {"", "a", "b", "c", "ab", "d"}) {
      for (const char* from : {"", "b", "bb"}) {
        ASSERT_EQ(Scanned(overlay, prefix, from), Expected(twin, prefix, from)) << prefix << " " << from;
      }
    }
    for (const auto& [key, value] : twin) ASSERT_EQ(overlay.Get(key), value);
    ASSERT_EQ(overlay.Get("ad").has_value(), twin.contains("ad"));
  }
  EXPECT_EQ(Scanned(*below, "", ""), untouched);
}

TEST(OverlayEngine, SnapshotsStayAsTheyAre) {
  const TemporaryDirectory directory;
  const std::unique_ptr<Engine> below = OpenLevelDb(directory.Store(), {});
  OverlayEngine overlay(*below);
  Batch first;
  first.Put("a", "1");
  overlay.Write(first, false);
  const std::unique_ptr<View> snapshot = overlay.Snapshot();
  Batch second;
  second.Delete("a");
  second.Put("b", "2");
  overlay.Write(second, false);
  EXPECT_EQ(Scanned(*snapshot, "", ""), (Records{{"a", "1"}}));
  EXPECT_EQ(Scanned(overlay, "", ""), (Records{{"b", "2"}}));
}

TEST(OverlayEngine, ScansSeeNothingOfWhatIsWrittenMeanwhile) {
  const TemporaryDirectory directory;
  const std::unique_ptr<Engine> below = OpenLevelDb(directory.Store(), {});
  Batch first;
  for (const char* key : {"a", "c", "e"}) first.Put(key, "below");
  below->Write(first, false);
  OverlayEngine overlay(*below);
  Batch second;
  for (const char* key : {"b", "c", "d"}) second.Put(key, "1");
  overlay.Write(second, false);
  const Records before = Scanned(overlay, "", "");
  Records seen;
  overlay.Scan("", [&](std::string_view key, std::string_view value) {
    seen.emplace(key, value);
    Batch batch;
    for (const char* other : {"a", "b", "c", "d", "e"}) batch.Delete(other);
    batch.Put("f", std::string(key));
    overlay.Write(batch, false);
    return true;
  });
  EXPECT_EQ(seen, before);
  EXPECT_EQ(Scanned(overlay, "", ""), (Records{{"f", "e"}}));
}

}  // namespace
}  // namespace lockstep
