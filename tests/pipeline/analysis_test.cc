#include "pipeline/analysis.h"

#include <gtest/gtest.h>

namespace lockstep {
namespace {

std::optional<Match> MatchOf(int score, MatchKind kind = MatchKind::kFuzzy) {
  Match match;
  match.score = score;
  match.kind = kind;
  return match;
}

TEST(Analysis, PutsMatchesIntoTheTradesBands) {
  EXPECT_EQ(BandOf(std::nullopt), Band::kNew);
  EXPECT_EQ(BandOf(MatchOf(100, MatchKind::kIce)), Band::kIce);
  EXPECT_EQ(BandOf(MatchOf(100, MatchKind::kExact)), Band::kExact);
  EXPECT_EQ(BandOf(MatchOf(99)), Band::k95);
  EXPECT_EQ(BandOf(MatchOf(94)), Band::k85);
  EXPECT_EQ(BandOf(MatchOf(75)), Band::k75);
  EXPECT_EQ(BandOf(MatchOf(74)), Band::k50);
  EXPECT_EQ(BandOf(MatchOf(49)), Band::kNew);
}

TEST(Analysis, CountsARepetitionOnceItIsSeen) {
  const auto lookup = [](const std::string& text, const SegmentContext&) {
    return text == "known" ? MatchOf(100, MatchKind::kExact) : std::nullopt;
  };
  Analysis analysis;
  for (const std::uint64_t file : {1U, 1U, 2U}) {
    analysis.Add(file, "two words", {}, lookup);
    analysis.Add(file, "known", {}, lookup);
  }
  EXPECT_EQ(analysis.Of(Band::kNew), (Amount{1, 2, 8}));
  EXPECT_EQ(analysis.Of(Band::kRepetition), (Amount{2, 4, 16}));
  EXPECT_EQ(analysis.repeated_within(), (Amount{1, 2, 8}));
  EXPECT_EQ(analysis.Of(Band::kExact).segments, 3U);
  EXPECT_EQ(analysis.Total().segments, 6U);
}

TEST(Analysis, CountsCharactersWithoutSpaces) {
  EXPECT_EQ(AmountOf("低音は 深い。"), (Amount{1, 5, 6}));
}

}  // namespace
}  // namespace lockstep
