#include "locales/formatting.h"

#include <gtest/gtest.h>

namespace lockstep {
namespace {

constexpr std::int64_t kTime = 1769879100000;  // 2026-01-31 17:05 UTC

TEST(Formatter, WritesAsTheLanguageDoes) {
  EXPECT_EQ(Formatter("en").Number(1234567), "1,234,567");
  EXPECT_EQ(Formatter("de").Number(1234567), "1.234.567");
  EXPECT_EQ(Formatter("en").Day(kTime), "Jan 31, 2026");
  EXPECT_EQ(Formatter("de").Day(kTime), "31.01.2026");
  EXPECT_EQ(Formatter("ja").Day(kTime), "2026/01/31");
}

TEST(Formatter, CutsSharesSoThatAHundredMeansAll) {
  const Formatter formatter("en");
  EXPECT_EQ(formatter.Share(0, 3), "0%");
  EXPECT_EQ(formatter.Share(999, 1000), "99%");
  EXPECT_EQ(formatter.Share(1000, 1000), "100%");
}

TEST(Formatter, IsRootsForATagThatIcuDoesNotKnow) {
  EXPECT_EQ(Formatter("xx-Nope").tag(), "xx-Nope");
  EXPECT_EQ(Formatter("not a tag").Number(7), "7");
}

}  // namespace
}  // namespace lockstep
