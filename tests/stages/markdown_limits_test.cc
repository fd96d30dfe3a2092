#include "stages/markdown_limits.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/stages/dump.h"

namespace lockstep {
namespace {

std::string Repeat(std::string_view text, std::size_t count) {
  std::string out;
  out.reserve(text.size() * count);
  for (std::size_t i = 0; i < count; ++i) out += text;
  return out;
}

std::vector<std::string> Found(std::string_view text) {
  const MarkdownLimits limits{2, 3, 4};
  std::vector<std::string> found;
  for (const Range range : FindTooComplex(text, limits)) found.emplace_back(Slice(text, range));
  return found;
}

TEST(MarkdownLimits, LeavesOutTheRunOfLinesThatIsBeyondThem) {
  const std::vector<std::pair<std::string, std::vector<std::string>>> rows = {
      {"", {}},
      {"![a](b) ![c](d)", {}},
      {"![a](b)\n![c](d)\n\n![e](f)", {}},
      {"a\n\n![a\n![b\r\n> ![c\n \nd", {"![a\n![b\r\n> ![c"}},
      {"a|b|c|d|e", {}},
      {"a|b|c\n-|-|-\n1|2|3", {}},
      {"a|b|c|d\n-|-|-|-", {"a|b|c|d\n-|-|-|-"}},
      {"a|b\n-|-\n1|2|3|4", {"a|b\n-|-\n1|2|3|4"}},
      {"a|b|c\n-|-|-\n1\n2", {}},
      {"a|b|c\n-|-|-\n1\n2\n3", {"a|b|c\n-|-|-\n1\n2\n3"}},
      {"a|b|c\n-|-|-\n1\n2\n\n> a|b|c\n> -|-|-\n> 1", {"> a|b|c\n> -|-|-\n> 1"}},
  };
  for (const auto& [text, runs] : rows) EXPECT_EQ(Found(text), runs) << text;
}

TEST(MarkdownLimits, BlankingKeepsLinesAndSizes) {
  EXPECT_EQ(WithBlanked("a\nbc\r\nd", {{2, 6}}), "a\n  \r\nd");
}

TEST(MarkdownLimits, WhatIsLeftOutIsKeptLineByLine) {
  const std::string images = Repeat("![", 3000);
  EXPECT_EQ(DumpBlocks("# a\n\n" + images + "\nb\n\nc"), "heading(1){a} other{" + images + "} other{b} paragraph{c}");
  EXPECT_EQ(Violation("> " + images + "\n> b\n\nc"), "");
}

}  // namespace
}  // namespace lockstep
