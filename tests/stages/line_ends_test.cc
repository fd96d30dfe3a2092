#include "stages/model/line_ends.h"

#include <gtest/gtest.h>

namespace lockstep {
namespace {

TEST(LineEnds, AreSkippedWhole) {
  const struct {
    const char* text;
    std::size_t at, behind;
  } rows[] = {{"a\nb", 1, 2}, {"a\rb", 1, 2},   {"a\r\nb", 1, 3}, {"a\r\nb", 2, 3}, {"a\n\nb", 1, 2},
              {"a\r", 1, 2},  {"a\n\rb", 1, 2}, {"ab", 1, 1},     {"a", 1, 1},      {"", 0, 0}};
  for (const auto& row : rows) EXPECT_EQ(SkipLineEnd(row.text, row.at), row.behind) << row.text << ' ' << row.at;
}

TEST(LineEnds, TakeAnotherForm) {
  EXPECT_EQ(WithLineEnds("a\nb\r\nc\rd\n\r\n", "\r\n"), "a\r\nb\r\nc\r\nd\r\n\r\n");
  EXPECT_EQ(WithLineEnds("a\r\nb\r", "\n"), "a\nb\n");
}

}  // namespace
}  // namespace lockstep
