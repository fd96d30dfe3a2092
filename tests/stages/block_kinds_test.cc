#include "stages/block_kinds.h"

#include <gtest/gtest.h>

namespace lockstep {
namespace {

TEST(BlockKinds, KnowScoreLines) {
  for (const char* line : {"$$ \\Large \\text{0.5} $$", "$$0.5$$", "$$ \\text{1,0} $$", " $$ \\Large{3} $$ "})
    EXPECT_TRUE(IsScoreLine(line)) << line;
  for (const char* line : {"$$ x $$", "$$ 0.5", "0.5", "$$ 0.5 + 1 $$", "$$$$", "$$ . $$", "$$ 0.5 $$ text"})
    EXPECT_FALSE(IsScoreLine(line)) << line;
}

TEST(BlockKinds, KnowDateLines) {
  for (const char* line :
       {"(2025.12.16)", "（2025.12.16）", "(2025-1-6)", "( 2025 / 1 / 6 )", "2025年12月16日", "2025.12.16"})
    EXPECT_TRUE(IsDateLine(line)) << line;
  for (const char* line :
       {"(2025.12.16", "2025.12.16)", "(25.12.16)", "(2025.12)", "(2025.123.1)", "on 2025.12.16", ""})
    EXPECT_FALSE(IsDateLine(line)) << line;
}

TEST(BlockKinds, KnowEntriesOfReferences) {
  for (const char* line : {"[1] Author", "**[12]** Author", "[3]: Author", "[1]"})
    EXPECT_TRUE(OpensReference(line)) << line;
  for (const char* line : {"[1][2] say", "[1](url)", "[a] b", "1. a", "[1, 2]", "[12345] a", "[]"})
    EXPECT_FALSE(OpensReference(line)) << line;
}

TEST(BlockKinds, KnowFormulas) {
  for (const char* text : {"$$ x $$", "\\[ x \\]", "$$\nx\n$$"}) EXPECT_TRUE(IsFormula(text)) << text;
  for (const char* text : {"$$ x $$ y $$ z $$", "$$ x", "x", "$$$$"}) EXPECT_FALSE(IsFormula(text)) << text;
}

}  // namespace
}  // namespace lockstep
