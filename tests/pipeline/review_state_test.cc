#include "pipeline/review_state.h"

#include <gtest/gtest.h>

#include <string>

namespace lockstep {
namespace {

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
