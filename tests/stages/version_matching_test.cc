#include "stages/version_matching.h"

#include <gtest/gtest.h>

#include "stages/segmentation.h"
#include "tests/stages/outlines.h"

namespace lockstep {
namespace {

using Blocks = std::vector<std::vector<std::string>>;

Outline Keyed(Blocks blocks) {
  Outline outline = OutlineOf(std::move(blocks));
  for (OutlineSegment& segment : outline.segments) segment.keys = KeysOf(segment.text, {});
  return outline;
}

// The links as text: "0-0 1-2,3 4- -1".
std::string TextOf(const std::vector<Link>& links) {
  std::string text;
  for (const Link& link : links) {
    if (!text.empty()) text += ' ';
    for (std::size_t n = 0; n < link.source.size(); ++n) text += (n > 0 ? "," : "") + std::to_string(link.source[n]);
    text += '-';
    for (std::size_t n = 0; n < link.target.size(); ++n) text += (n > 0 ? "," : "") + std::to_string(link.target[n]);
  }
  return text;
}

std::string Match(Blocks then, Blocks now) {
  return TextOf(MatchVersions(Keyed(std::move(then)), Keyed(std::move(now))));
}

const char* const kA = "The Brook One is a small lamp with a round shade.";
const char* const kB = "It draws four watts and lasts for years.";
const char* const kC = "The maker repairs it without questions.";

// Two versions of blocks of code.
std::string MatchCode(Blocks then, Blocks now) {
  Outline a = Keyed(std::move(then)), b = Keyed(std::move(now));
  for (Outline* outline : {&a, &b})
    for (OutlineSegment& segment : outline->segments) segment.block_kind = BlockKind::kCode;
  return TextOf(MatchVersions(a, b));
}

TEST(VersionMatching, LinesOfCodeThatRecurStayWithTheirNeighbours) {
  // The new block has the line that both old ones end with.
  EXPECT_EQ(MatchCode({{"open a", "end"}, {"open b", "end"}}, {{"open a", "end"}, {"new x", "end"}, {"open b", "end"}}),
            "0-0 1-1 2-4 3-5 -2 -3");
  // As text, the first would be taken for the first.
  EXPECT_EQ(Match({{"open a", "end"}, {"open b", "end"}}, {{"open a", "end"}, {"new x", "end"}, {"open b", "end"}}),
            "0-0 1-1 2-4 3-3 -2 -5");
}

TEST(VersionMatching, FollowsEachKindOfEdit) {
  const struct {
    const char* what;
    Blocks then, now;
    const char* links;
  } rows[] = {
      {"nothing", {{kA}, {kB}}, {{kA}, {kB}}, "0-0 1-1"},
      {"an inserted paragraph renumbers nothing", {{kA}, {kB}}, {{kA}, {"A new one."}, {kB}}, "0-0 1-2 -1"},
      {"a deletion", {{kA}, {kB}, {kC}}, {{kA}, {kC}}, "0-0 1- 2-1"},
      {"an edit", {{kA}, {kB}, {kC}}, {{kA}, {"It draws five watts and lasts for years."}, {kC}}, "0-0 1-1 2-2"},
      {"a rewrite between the same neighbours",
       {{kA}, {kB}, {kC}},
       {{kA}, {"Power is no concern."}, {kC}},
       "0-0 1-1 2-2"},
      {"a move", {{kA}, {kB}, {kC}}, {{kC}, {kA}, {kB}}, "0-1 1-2 2-0"},
      {"a split sentence",
       {{kA}, {"It draws four watts and it lasts for many years."}},
       {{kA}, {"It draws four watts.", "And it lasts for many years."}},
       "0-0 1-1,2"},
      {"a move with an edit",
       {{kA}, {kB}, {kC}},
       {{"It draws four watts and lasts for months."}, {kA}, {kC}},
       "0-1 1-0 2-2"},
      {"copies in order", {{"Yes."}, {kA}, {"Yes."}}, {{"Yes."}, {kA}, {"Yes."}}, "0-0 1-1 2-2"},
      {"everything new", {}, {{kA}, {kB}}, "-0 -1"},
  };
  for (const auto& row : rows) EXPECT_EQ(Match(row.then, row.now), row.links) << row.what;
}

TEST(VersionMatching, IsSureOfWhatStayedTheSame) {
  for (const Link& link : MatchVersions(Keyed({{kA}, {kB}}), Keyed({{kB}, {kA}}))) EXPECT_EQ(link.confidence, 1);
}

OutlineSegment Field(std::string name) {
  OutlineSegment segment;
  segment.kind = OutlineSegment::Kind::kField;
  segment.field = std::move(name);
  return segment;
}

TEST(VersionMatching, PairsFieldsByName) {
  Outline then, now;
  for (const char* name : {"title", "summary"}) then.segments.push_back(Field(name));
  for (const char* name : {"summary", "tags"}) now.segments.push_back(Field(name));
  const std::vector<Link> links = MatchVersions(then, now);
  ASSERT_EQ(links.size(), 3U);
  EXPECT_EQ(links[0].target, std::vector<std::uint32_t>{});
  EXPECT_EQ(links[1].target, std::vector<std::uint32_t>{0});
  EXPECT_EQ(links[2].target, std::vector<std::uint32_t>{1});
}

TEST(VersionMatching, IsNotSlowForManyEqualSegments) {
  const Blocks blocks(20'000, {"The same again."});
  EXPECT_EQ(MatchVersions(Keyed(blocks), Keyed(blocks)).size(), blocks.size());
}

}  // namespace
}  // namespace lockstep
