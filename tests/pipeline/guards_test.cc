#include "pipeline/guards.h"

#include <gtest/gtest.h>

namespace lockstep {
namespace {

Outlook Losing(std::uint64_t lost, std::uint64_t reviews) {
  Outlook outlook;
  outlook.reviews = reviews;
  outlook.lost = lost;
  outlook.first_lost = {"products/a", "products/b"};
  return outlook;
}

Outlook Outdating(std::uint64_t outdated, std::uint64_t translations) {
  Outlook outlook;
  outlook.reviews = 100;
  outlook.translations = translations;
  outlook.outdated = outdated;
  outlook.first_outdated = {"products/a (ja)"};
  return outlook;
}

TEST(Guards, ObjectToMoreThanTheirShare) {
  EXPECT_EQ(Objection(Losing(20, 100), {}), std::nullopt);
  EXPECT_EQ(Objection(Losing(21, 100), {}),
            "21 of 100 reviews would be lost (21 %, guards.lost_reviews allows 20 %), such as products/a, products/b");
  EXPECT_EQ(Objection(Outdating(60, 300), {}), std::nullopt);
  EXPECT_EQ(
      Objection(Outdating(61, 300), {}),
      "61 of 300 current translations would be so no longer (20 %, guards.outdated_translations allows 20 %), such "
      "as products/a (ja)");
}

TEST(Guards, LeaveSmallSitesAlone) {
  EXPECT_EQ(Objection(Losing(50, 50), {}), std::nullopt);
  EXPECT_NE(Objection(Losing(50, 51), {}), std::nullopt);
  EXPECT_NE(Objection(Losing(5, 10), {.lost_reviews = 20, .outdated_translations = 20, .above = 0}), std::nullopt);
}

TEST(Guards, CanBeSwitchedOff) {
  const Guards off{.lost_reviews = 100, .outdated_translations = 100, .above = 50};
  EXPECT_EQ(Objection(Losing(100, 100), off), std::nullopt);
  EXPECT_EQ(Objection(Outdating(300, 300), off), std::nullopt);
}

}  // namespace
}  // namespace lockstep
