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

TEST(VersionMatching, WhatRecursStaysWithItsNeighbours) {
  const Blocks ends = {{"open a", "end"}, {"open b", "end"}};
  const Blocks ends_now = {{"open a", "end"}, {"new x", "end"}, {"open b", "end"}};
  const struct {
    const char* what;
    Blocks then, now;
    const char* links;
  } rows[] = {
      {"an inserted paragraph ends as its neighbours do", ends, ends_now, "0-0 1-1 2-4 3-5 -2 -3"},
      {"the first of three is gone",
       {{kA, "Yes."}, {kB, "Yes."}, {kC, "Yes."}},
       {{kA}, {kB, "Yes."}, {kC, "Yes."}},
       "0-0 1- 2-1 3-2 4-3 5-4"},
      {"the first of two is edited",
       {{kA, "Yes."}, {kB, "Yes."}},
       {{kA, "Not at all."}, {kB, "Yes."}},
       "0-0 1-1 2-2 3-3"},
      {"a cell now says what the others say",
       {{"tea"}, {"yes"}, {"no"}, {"milk"}, {"no"}, {"no"}, {"rum"}, {"yes"}, {"no"}},
       {{"tea"}, {"yes"}, {"no"}, {"milk"}, {"no"}, {"yes"}, {"rum"}, {"yes"}, {"no"}},
       "0-0 1-1 2-2 3-3 4-4 5-5 6-6 7-7 8-8"},
      {"two cells exchange what they say",
       {{"tea"}, {"yes"}, {"no"}, {"milk"}, {"no"}, {"yes"}},
       {{"tea"}, {"yes"}, {"yes"}, {"milk"}, {"no"}, {"no"}},
       "0-0 1-1 2-2 3-3 4-4 5-5"},
      {"a row of marks is inserted",
       {{"tea"}, {"✓"}, {"✗"}, {"milk"}, {"✗"}, {"✓"}},
       {{"tea"}, {"✓"}, {"✗"}, {"rum"}, {"✗"}, {"✗"}, {"milk"}, {"✗"}, {"✓"}},
       "0-0 1-1 2-2 3-6 4-7 5-8 -3 -4 -5"},
      {"a paragraph is moved with what recurs behind it",
       {{kA, "Yes."}, {kB, "Yes."}},
       {{kB, "Yes."}, {kA, "Yes."}},
       "0-2 1-3 2-0 3-1"},
      {"what recurs is moved", {{"Yes."}, {kA}, {kB}, {"Yes."}}, {{kA}, {"Yes."}, {kB}, {"Yes."}}, "0-1 1-0 2-2 3-3"},
  };
  for (const auto& row : rows) EXPECT_EQ(Match(row.then, row.now), row.links) << row.what;
  EXPECT_EQ(MatchCode(ends, ends_now), "0-0 1-1 2-4 3-5 -2 -3");
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

// Rows of a table, on a line each.
std::string MatchTable(const Blocks& then, const Blocks& now) {
  const auto table_of = [](const Blocks& rows) {
    Blocks cells;
    std::vector<std::uint32_t> lines;
    for (const std::vector<std::string>& row : rows) {
      for (const std::string& cell : row) cells.push_back({cell});
      lines.resize(cells.size(), static_cast<std::uint32_t>(&row - rows.data()) + 1);
    }
    Outline outline = Keyed(cells);
    for (OutlineSegment& segment : outline.segments) {
      segment.block_kind = BlockKind::kTableCell;
      segment.first_line = segment.last_line = lines[segment.block];
    }
    return outline;
  };
  return TextOf(MatchVersions(table_of(then), table_of(now)));
}

TEST(VersionMatching, TheCellsOfARowGoWithItsFirst) {
  const Blocks then = {{"load", "32 ohms", "easy"}, {"weight", "210 g", "bare"}, {"cable", "2 m", "straight"}};
  const struct {
    const char* what;
    Blocks now;
    const char* links;
  } rows[] = {
      {"a row is moved and edited",
       {then[1], then[2], {"load", "64 ohms", "easy"}},
       "0-6 1-7 2-8 3-0 4-1 5-2 6-3 7-4 8-5"},
      {"all that follows its first cell is other",
       {then[1], then[2], {"load", "64 kohms", "hard"}},
       "0-6 1-7 2-8 3-0 4-1 5-2 6-3 7-4 8-5"},
      {"rows are exchanged, edited, and one is gone",
       {{"weight", "200 g", "bare"}, {"load", "64 ohms", "easy"}},
       "0-3 1-4 2-5 3-0 4-1 5-2 6- 7- 8-"},
      {"its first cell is in a row of other width",
       {then[1], then[2], {"load", "new"}},
       "0-6 1- 2- 3-0 4-1 5-2 6-3 7-4 8-5 -7"},
  };
  for (const auto& row : rows) EXPECT_EQ(MatchTable(then, row.now), row.links) << row.what;
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
