#include "pipeline/health.h"

#include <gtest/gtest.h>

#include "pipeline/command.h"
#include "pipeline/points_in_time.h"
#include "store/empty_view.h"
#include "store/overlay_engine.h"
#include "store/store.h"

namespace lockstep {
namespace {

constexpr std::int64_t kHour = 3'600'000;
constexpr std::int64_t kNight = 1'700'000'000'000;

TEST(Health, IsGoodAsLongAsTheLastSuccessIsYoungEnough) {
  const Heartbeat heartbeat{.begin_ms = kNight - 5000, .end_ms = kNight, .documents = 2, .version = ""};
  EXPECT_TRUE(Examine(heartbeat, 26 * kHour, kNight).good);
  EXPECT_TRUE(Examine(heartbeat, 26 * kHour, kNight + 26 * kHour).good);
  EXPECT_FALSE(Examine(heartbeat, 26 * kHour, kNight + 26 * kHour + 1).good);
  EXPECT_TRUE(Examine(heartbeat, std::nullopt, kNight + 1000 * kHour).good);
  EXPECT_TRUE(Examine(heartbeat, kHour, kNight - 60'000).good);  // clocks differ a little
}

TEST(Health, IsNotProvedByARunInTheFuture) {
  const Heartbeat heartbeat{.begin_ms = kNight - 5000, .end_ms = kNight, .documents = 2, .version = ""};
  for (const std::optional<std::int64_t> max_age : {std::optional(26 * kHour), std::optional<std::int64_t>()}) {
    const Health health = Examine(heartbeat, max_age, kNight - 50 * kHour);
    EXPECT_FALSE(health.good);
    EXPECT_EQ(health.text,
              "the last good run ended in the future (2023-11-14T22:13:20Z): a clock was wrong then, or is now");
  }
}

TEST(Health, SaysSinceWhen) {
  const Heartbeat heartbeat{.begin_ms = kNight - 5000, .end_ms = kNight, .documents = 2, .version = ""};
  EXPECT_EQ(Examine(heartbeat, std::nullopt, kNight + 3 * kHour).text,
            "the last good run ended 3 hours ago (2023-11-14T22:13:20Z)");
  EXPECT_EQ(Examine(heartbeat, 26 * kHour, kNight + 50 * kHour).text,
            "the last good run ended 2 days ago (2023-11-14T22:13:20Z), more than 26 hours");
  EXPECT_EQ(Examine(std::nullopt, std::nullopt, kNight).text, "no run has succeeded yet");
  EXPECT_FALSE(Examine(std::nullopt, std::nullopt, kNight).good);
}

TEST(PointInTime, OfARunIsTheEndOfTheOneBefore) {
  const EmptyView nothing;
  Store store(std::make_unique<OverlayEngine>(nothing));
  for (const std::int64_t hour : {1, 2, 3, 4}) {
    RunRecord run = store.BeginRun({.command = "sync", .version = "1", .begin_ms = hour * kHour});
    run.end_ms = hour * kHour + 500;
    store.FinishRun(run);
  }
  store.BeginRun({.command = "tm import", .version = "1", .begin_ms = 5 * kHour});  // killed
  store.FinishRun(store.BeginRun({.command = "sync", .version = "1", .begin_ms = 6 * kHour}));
  const auto point = [&](const char* run) { return PointInTime("since", run, store.Reader(), 0); };
  EXPECT_EQ(point("1"), 0);
  EXPECT_EQ(point("3"), 2 * kHour + 501);
  EXPECT_EQ(point("6"), 4 * kHour + 501) << "the one before did not end";
  store.ForgetRuns(4);
  EXPECT_EQ(point("3"), 3 * kHour) << "nobody knows when the one before ended";
  EXPECT_EQ(point("4"), 3 * kHour + 501);
  EXPECT_THROW(point("2"), UsageError);
}

TEST(Age, IsANumberAndAUnit) {
  EXPECT_EQ(Age("max-age", "26h"), 26 * kHour);
  EXPECT_EQ(Age("max-age", "2d"), 48 * kHour);
  EXPECT_EQ(Age("max-age", "1w"), 7 * 24 * kHour);
  for (const char* bad : {"", "h", "26", "26x", "-1d", "1.5d", "2026-01-01", "99999999999d"}) {
    try {
      Age("max-age", bad);
      FAIL() << bad;
    } catch (const UsageError& error) {
      EXPECT_EQ(std::string(error.what()),
                "--max-age: \"" + std::string(bad) + "\" is no age, expected one such as 26h, 2d or 8w");
    }
  }
}

TEST(Age, IsToldInItsLargestUnit) {
  EXPECT_EQ(TellAge(0), "0 minutes");
  EXPECT_EQ(TellAge(60'000), "1 minute");
  EXPECT_EQ(TellAge(2 * kHour - 1), "119 minutes");
  EXPECT_EQ(TellAge(2 * kHour), "2 hours");
  EXPECT_EQ(TellAge(47 * kHour), "47 hours");
  EXPECT_EQ(TellAge(48 * kHour), "2 days");
}

}  // namespace
}  // namespace lockstep
