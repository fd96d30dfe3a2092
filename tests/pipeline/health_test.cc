#include "pipeline/health.h"

#include <gtest/gtest.h>

#include "pipeline/points_in_time.h"

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
  EXPECT_TRUE(Examine(heartbeat, kHour, kNight - 50 * kHour).good);  // the clock was set back
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
