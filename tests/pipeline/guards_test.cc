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

TEST(Guards, LookAtWhatCouldOutdateTooMuchOfWhatIsCurrent) {
  // A fifth of the current translations: 24 of 120 in twelve languages, or 2 of 12 where little is translated.
  EXPECT_EQ(HarmlessChanges(100, std::vector<std::uint64_t>(10, 12), {}), 2U);
  EXPECT_EQ(HarmlessChanges(60, std::vector<std::uint64_t>(12, 1), {}), 2U);
  EXPECT_EQ(HarmlessChanges(60, {1, 1, 1, 1, 1, 1, 1, 1, 1, 3}, {}), 0U);  // 3 of 12 may be those of one review
  // Where all are translated alike, the shares are those of the reviews.
  EXPECT_EQ(HarmlessChanges(60, std::vector<std::uint64_t>(60, 1), {}), 12U);
  EXPECT_EQ(HarmlessChanges(60, {}, {}), 12U);
  EXPECT_EQ(HarmlessChanges(60, std::vector<std::uint64_t>(12, 1),
                            {.lost_reviews = 20, .outdated_translations = 100, .above = 50}),
            12U);
}

TEST(Guards, CanBeSwitchedOff) {
  const Guards off{.lost_reviews = 100, .outdated_translations = 100, .above = 50};
  EXPECT_EQ(Objection(Losing(100, 100), off), std::nullopt);
  EXPECT_EQ(Objection(Outdating(300, 300), off), std::nullopt);
}

}  // namespace
}  // namespace lockstep
