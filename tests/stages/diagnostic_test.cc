#include "stages/model/diagnostic.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "stages/model/source.h"

namespace lockstep {
namespace {

// "line:column quoted-before[marked]quoted-behind".
std::string At(const std::string& text, std::size_t begin, std::size_t end) {
  const Location where = Locate({"a.md", text}, {begin, end});
  EXPECT_LE(where.mark_begin, where.mark_end);
  EXPECT_LE(where.mark_end, where.line_text.size());
  std::string line = where.line_text;
  line.insert(where.mark_end, "]");
  line.insert(where.mark_begin, "[");
  return std::to_string(where.line) + ":" + std::to_string(where.column) + " " + line;
}

TEST(Diagnostic, LocatesByLineAndCodePoint) {
  EXPECT_EQ(At("", 0, 0), "1:1 []");
  EXPECT_EQ(At("ab\ncd", 4, 5), "2:2 c[d]");
  EXPECT_EQ(At("ab\r\ncd", 4, 5), "2:1 [c]d");
  EXPECT_EQ(At("ab\rcd", 3, 4), "2:1 [c]d");
  EXPECT_EQ(At("ab\r\n\r\ncd", 6, 7), "3:1 [c]d");
  EXPECT_EQ(At("日本x語", 6, 7), "1:3 日本[x]語");
  EXPECT_EQ(At("ab\ncd", 2, 3), "1:3 ab[]");
  EXPECT_EQ(At("ab\r\ncd", 3, 4), "1:3 ab[]");
  EXPECT_EQ(At("ab\n", 3, 3), "2:1 []");
  EXPECT_EQ(At("ab\ncd\n", 1, 5), "1:2 a[b]");
  EXPECT_EQ(At("ab", 99, 100), "1:3 ab[]");
  EXPECT_EQ(At("\xEF\xBB\xBF"
               "ab",
               4, 5),
            "1:2 a[b]");
}

TEST(Diagnostic, CutsLongLinesAroundThePlace) {
  const std::string text = std::string(500, 'x') + "Y" + std::string(500, 'z');
  EXPECT_EQ(At(text, 500, 501), "1:501 …" + std::string(40, 'x') + "[Y]" + std::string(119, 'z') + "…");
  EXPECT_EQ(At(text, 0, 1), "1:1 [x]" + std::string(159, 'x') + "…");
  EXPECT_EQ(At(text, 1000, 1001), "1:1001 …" + std::string(159, 'z') + "[z]");
  EXPECT_EQ(At(text, 0, 1001), "1:1 [" + std::string(160, 'x') + "]…");
}

TEST(Diagnostic, KeepsAHundredAndCountsTheRest) {
  const Source source{"a.md", "text"};
  Diagnostics diags;
  for (int i = 0; i < 150; ++i) diags.Warning(source, {0, 1}, "code", "message");
  EXPECT_FALSE(diags.HasErrors());
  diags.Error(source, {0, 1}, "code", "message");
  diags.AddNote(source, {0, 1}, "dropped with its diagnostic");
  EXPECT_EQ(diags.items().size(), 100U);
  EXPECT_EQ(diags.suppressed(), 51U);
  EXPECT_TRUE(diags.HasErrors());
  EXPECT_TRUE(diags.items().back().notes.empty());
}

TEST(Diagnostic, SortsByPlace) {
  Diagnostics diags;
  diags.Error({"b.md", "x\ny"}, {0, 1}, "a", "");
  diags.Error({"a.md", "x\nyz"}, {3, 4}, "a", "");
  diags.Error({"a.md", "x\nyz"}, {2, 3}, "b", "");
  diags.Error({"a.md", "x\nyz"}, {2, 3}, "a", "");
  std::vector<Diagnostic> items = diags.items();
  std::sort(items.begin(), items.end());
  std::string order;
  for (const Diagnostic& d : items) order += d.where.path + std::to_string(d.where.column) + d.code + " ";
  EXPECT_EQ(order, "a.md1a a.md1b a.md2a b.md1a ");
}

}  // namespace
}  // namespace lockstep
