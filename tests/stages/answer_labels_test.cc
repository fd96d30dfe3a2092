#include "stages/answer_labels.h"

#include <gtest/gtest.h>

#include <string>

namespace lockstep {
namespace {

using Kind = InlineCode::Kind;
using Position = InlineCode::Position;

CodedText Link(const std::string& words, const std::string& end) {
  return {"See ", PackageCode{"1", Kind::kLink, Position::kOpen, "["}, words,
          PackageCode{"1", Kind::kLink, Position::kClose, end}, "."};
}

std::string Written(const std::string& words, const std::string& end, const std::string& present) {
  PackageUnit unit;
  unit.source = Link("manual", "]");
  if (!present.empty()) unit.target = Link(present, "]");
  return PlainText(WithLabels(Link(words, end), unit, {"manual", "handbuch"}));
}

TEST(AnswerLabels, StandBehindWordsThatNameNothing) {
  EXPECT_EQ(Written("Anleitung", "]", ""), "See [Anleitung][manual].");
  EXPECT_EQ(Written("Anleitung", "][]", ""), "See [Anleitung][manual].");
  EXPECT_EQ(Written("Anleitung", "]", "Handbuch"), "See [Anleitung][Handbuch].");
  EXPECT_EQ(Written("Anleitung", "]", "Heft"), "See [Anleitung][manual].");
}

TEST(AnswerLabels, AreLeftOutWhereTheWordsAreALabel) {
  EXPECT_EQ(Written("Manual", "]", ""), "See [Manual].");
  EXPECT_EQ(Written("Handbuch", "]", ""), "See [Handbuch].");
  EXPECT_EQ(Written("Anleitung", "][manual]", ""), "See [Anleitung][manual].");
  EXPECT_EQ(Written("Anleitung", "](/a/)", ""), "See [Anleitung](/a/).");
  PackageUnit unit;
  unit.source = Link("manual", "]");
  EXPECT_EQ(PlainText(WithLabels(Link("Anleitung", "]"), unit, {"other"})), "See [Anleitung].");
}

}  // namespace
}  // namespace lockstep
