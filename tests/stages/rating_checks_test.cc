#include "stages/rating_checks.h"

#include <gtest/gtest.h>

#include "stages/front_matter.h"

namespace lockstep {
namespace {

// A review with a score line for each of `scores`, in the order of the criteria.
Document Review(const std::string& front, const std::vector<std::string>& scores = {}) {
  Document document;
  document.source = {"a.md", "---\n" + front + "---\n"};
  Diagnostics diags;
  document.front = ReadFrontMatter(document.source, FieldRoles::Defaults(), diags);
  document.sections.emplace_back();
  for (std::size_t i = 0; i < scores.size(); ++i) {
    const std::size_t begin = document.source.text.size();
    document.source.text += scores[i] + "\n";
    Block block;
    block.kind = BlockKind::kScoreLine;
    block.range = {begin, begin + scores[i].size()};
    block.section = static_cast<std::uint32_t>(i + 1);
    document.blocks.push_back(block);
    document.sections.push_back({kRatingNames[i + 1], -1, 2});
  }
  return document;
}

std::string Check(const Document& document) {
  Diagnostics diags;
  CheckRating(document, diags);
  std::string out;
  for (const Diagnostic& d : diags.items()) {
    out += std::to_string(d.where.line) + ":" + std::to_string(d.where.column) + ": " + d.message + " [" + d.code + "]";
    for (const Note& note : d.notes) {
      out += " | " + std::to_string(note.where.line) + ":" + std::to_string(note.where.column) + ": " + note.message;
    }
    out += "\n";
  }
  return out;
}

TEST(RatingChecks, AcceptsARatingThatHolds) {
  const char* const fronts[] = {
      "title: not rated\n",
      "rating: [2.9, 0.5, 0.6, 0.1, 0.8, 0.9]\n",
      "rating: [0.3, 0.1, 0.2, 0, 0.0, 0.00]\n",  // 0.1 + 0.2 in binary is not 0.3
      "rating:\n  - 5.0\n  - 1\n  - 1.0\n  - 1\n  - 1\n  - 1\n",
      "rating: [.5, .5, 0., 0, 0, 0]\n",
  };
  for (const char* const front : fronts) EXPECT_EQ(Check(Review(front)), "") << front;
}

TEST(RatingChecks, WarnsOfARatingThatDoesNotHold) {
  const std::pair<const char*, const char*> rows[] = {
      {"rating: [3.6, 0.6, 0.7, 0.8, 0.7]\n", "2:9: rating has 5 numbers, expected 6 [rating-length]\n"},
      {"rating: [3]\n", "2:9: rating has 1 number, expected 6 [rating-length]\n"},
      {"rating: 3.6\n", "2:9: rating is a single value, expected a list of 6 numbers [rating-type]\n"},
      {"rating:\n", "2:8: rating is empty, expected a list of 6 numbers [rating-type]\n"},
      {"rating: {a: 1}\n", "2:9: rating is a mapping, expected a list of 6 numbers [rating-type]\n"},
      {"rating: [2.9, 0.5, good, 0.1, 0.8, '0.9']\n",
       "2:20: `technology_level` is `good`, expected a number [rating-type]\n"
       "2:36: `design_rationality` is `'0.9'`, expected a number [rating-type]\n"},
      {"rating: [2.9, 1.5, 0.6, -0.9, 0.8, 0.9]\n",
       "2:15: `scientific_validity` is 1.5, expected 0 to 1 [rating-range]\n"
       "2:25: `cost_performance` is -0.9, expected 0 to 1 [rating-range]\n"},
      {"rating: [3.0, 0.5, 0.6, 0.1, 0.8, 0.9]\n",
       "2:10: `total` is 3.0, expected 2.9, the sum of the criteria [rating-sum]\n"},
  };
  for (const auto& [front, expected] : rows) EXPECT_EQ(Check(Review(front)), expected) << front;
}

TEST(RatingChecks, HoldsScoreLinesAgainstTheRating) {
  const std::string front = "rating: [2.9, 0.5, 0.6, 0.1, 0.8, 0.9]\n";
  EXPECT_EQ(Check(Review(front, {"$$ \\Large \\text{0.5} $$", "$$ 0.60 $$", "\\text{ 0.1 }", "{{0.8}}"})), "");
  EXPECT_EQ(Check(Review(front, {"$$ \\Large \\text{0.5} $$", "$$ \\Large \\text{0.7} $$"})),
            "5:1: score line says 0.7, expected 0.6 as in the rating's `technology_level` [score-differs]"
            " | 2:20: the rating says 0.6\n");
}

TEST(RatingChecks, GivesTheRatingAsDecimals) {
  const auto rating = [](const char* front) { return RatingOf(Review(front).front); };
  EXPECT_EQ(rating("rating: [2.90, 0.5, 0.6, .1, 0.8, 0.9]\n"),
            (std::vector<std::string>{"2.9", "0.5", "0.6", "0.1", "0.8", "0.9"}));
  EXPECT_TRUE(rating("rating: [2.9]\n").empty());
  EXPECT_TRUE(rating("rating: [a, b, c, d, e, f]\n").empty());
  EXPECT_TRUE(rating("rating: [99999999999999999999, 0, 0, 0, 0, 0]\n").empty());
  EXPECT_TRUE(rating("title: x\n").empty());
}

}  // namespace
}  // namespace lockstep
