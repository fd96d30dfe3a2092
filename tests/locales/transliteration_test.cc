#include "locales/transliteration.h"

#include <gtest/gtest.h>

namespace lockstep {
namespace {

TEST(SoundSkeleton, IsAlikeForALoanWordInBothScripts) {
  const struct {
    const char* latin;
    const char* other;
    const char* skeleton;
  } rows[] = {
      {"speaker", "スピーカー", "spk"}, {"noise", "ノイズ", "ns"},      {"monitor", "모니터", "mnt"},
      {"balance", "バランス", "brns"},  {"Telefon", "телефон", "trhn"},
  };
  for (const auto& row : rows) {
    EXPECT_EQ(SoundSkeleton(row.latin), row.skeleton) << row.latin;
    EXPECT_EQ(SoundSkeleton(row.other), row.skeleton) << row.other;
  }
}

TEST(SoundSkeleton, IsEmptyWhereNoConsonantIsWritten) {
  for (const char* text : {"", "a", "音質", "です", "123", "--"}) EXPECT_EQ(SoundSkeleton(text), "") << text;
}

TEST(SoundSkeleton, LeavesDoubledAndSilentLettersOut) {
  EXPECT_EQ(SoundSkeleton("letter"), SoundSkeleton("leter"));
  EXPECT_EQ(SoundSkeleton("charm"), SoundSkeleton("cham"));
  EXPECT_EQ(SoundSkeleton("été"), SoundSkeleton("ete"));
}

TEST(WritesSounds, HoldsForScriptsOfSoundsOnly) {
  for (const char32_t c : {U'ア', U'한', U'д', U'ω', U'क', U'ب'})
    EXPECT_TRUE(WritesSounds(c)) << static_cast<unsigned>(c);
  for (const char32_t c : {U'a', U'あ', U'音', U'1', U'。'}) EXPECT_FALSE(WritesSounds(c)) << static_cast<unsigned>(c);
}

}  // namespace
}  // namespace lockstep
