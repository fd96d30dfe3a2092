#include "stages/field_rules.h"

#include <gtest/gtest.h>

namespace lockstep {
namespace {

TEST(FieldRules, NumbersAreComparedByValueAndNamesByText) {
  struct Row {
    const char *a, *b;
    bool same;
  };
  const Row rows[] = {
      {"[2.9, .5]", "[2.90, 0.5]", true},
      {"[+0.5]", "[00.5]", true},
      {"-0.50", "-.5", true},
      {"2.0", "2", true},
      {"-0.5", "0.5", false},
      {"20", "2", false},
      {"007", "7", false},
      {"1.2.3", "1.2.30", false},
      {"v2.10", "v2.1", false},
      {".", "0.", false},
  };
  for (const Row& row : rows) EXPECT_EQ(SameFieldValue(row.a, row.b, true), row.same) << row.a << " / " << row.b;
}

TEST(FieldRules, OnlyTheOrderOfOrderedItemsCounts) {
  EXPECT_TRUE(SameFieldValue("[Wired, Closed]", "[closed, wired]", false));
  EXPECT_FALSE(SameFieldValue("[0.4, 0.5]", "[0.5, 0.4]", true));
}

}  // namespace
}  // namespace lockstep
