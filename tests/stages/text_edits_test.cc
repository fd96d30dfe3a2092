#include "stages/text_edits.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace lockstep {
namespace {

TEST(TextEdits, AnInsertionBelongsToTheTextOrStandsBesideIt) {
  struct Row {
    const char* what;
    TextEdit edit;
    std::string first, second;  // where "abc" and "def" of the text "abcdef" stand then
  };
  const std::vector<Row> rows = {
      {"into the text", {{3, 3}, "-", true}, "abc-", "-def"},
      {"between the two", {{3, 3}, "-", false}, "abc", "def"},
      {"before the first", {{0, 0}, "-", false}, "abc", "def"},
      {"behind the second", {{6, 6}, "-", false}, "abc", "def"},
      {"a replacement", {{2, 3}, "-", true}, "ab-", "def"},
  };
  for (const Row& row : rows) {
    const std::vector<TextEdit> edits = {row.edit};
    const std::string text = ApplyEdits("abcdef", edits);
    const EditMap moved(edits);
    EXPECT_EQ(Slice(text, moved.Of({0, 3})), row.first) << row.what;
    EXPECT_EQ(Slice(text, moved.Of({3, 6})), row.second) << row.what;
  }
}

TEST(TextEdits, OverlappingOnesAreNone) {
  std::vector<TextEdit> beside = {{{3, 4}, "x"}, {{0, 3}, "y"}, {{3, 3}, "z"}};
  EXPECT_TRUE(SortEdits(beside, 4));
  EXPECT_EQ(ApplyEdits("abcd", beside), "yzx");
  std::vector<TextEdit> overlapping = {{{0, 3}, "x"}, {{2, 4}, "y"}};
  EXPECT_FALSE(SortEdits(overlapping, 4));
  std::vector<TextEdit> beyond = {{{3, 5}, "x"}};
  EXPECT_FALSE(SortEdits(beyond, 4));
}

}  // namespace
}  // namespace lockstep
