#include "pipeline/html.h"

#include <gtest/gtest.h>

namespace lockstep {
namespace {

TEST(EscapeHtml, LetsNoTextBecomeMarkup) {
  struct Row {
    std::string_view text, html;
  };
  const Row rows[] = {
      {"", ""},
      {"a < b && c > \"d\"", "a &lt; b &amp;&amp; c &gt; &quot;d&quot;"},
      {"</script><script>alert('x')", "&lt;/script&gt;&lt;script&gt;alert(&#39;x&#39;)"},
      {"日本語 العربية", "日本語 العربية"},
      {"line\n\ttab", "line\n\ttab"},
      {std::string_view("\0\x1b[31m\x7f", 7), "\uFFFD\uFFFD[31m\uFFFD"},
      {"\u0085\u2028", "\uFFFD\u2028"},
      {"\xff\xc3", "\uFFFD\uFFFD"},
  };
  for (const Row& row : rows) EXPECT_EQ(EscapeHtml(row.text), row.html) << row.text;
}

TEST(LanguageAttributes, TellTheDirection) {
  EXPECT_EQ(LanguageAttributes("ja"), " lang=\"ja\" dir=\"ltr\"");
  EXPECT_EQ(LanguageAttributes("ar"), " lang=\"ar\" dir=\"rtl\"");
}

TEST(TextHtml, MirrorsNothingThatHasNoRightToLeftLetter) {
  struct Row {
    const char* text;
    const char* lang;
    const char* html;
  };
  const Row rows[] = {
      {"[3.5, 0.7]", "ar", "<bdi dir=\"ltr\">[3.5, 0.7]</bdi>"},
      {"$$ \\Large \\text{0.7} $$", "he", "<bdi dir=\"ltr\">$$ \\Large \\text{0.7} $$</bdi>"},
      {"Acme One سماعة", "ar", "Acme One سماعة"},
      {"[3.5, 0.7]", "ja", "[3.5, 0.7]"},
      {"<3>", "ar", "<bdi dir=\"ltr\">&lt;3&gt;</bdi>"},
  };
  for (const Row& row : rows) EXPECT_EQ(TextHtml(row.text, row.lang), row.html) << row.text;
}

TEST(DiffHtml, MarksWhatWentAndCame) {
  using Kind = DiffPiece::Kind;
  EXPECT_EQ(DiffHtml({{Kind::kSame, "It is <"}, {Kind::kGone, "1 & 2"}, {Kind::kCome, "3"}}, "en"),
            "It is &lt;<del>1 &amp; 2</del><ins>3</ins>");
}

TEST(DiffHtml, IsMirroredOnlyWhereAPieceIs) {
  using Kind = DiffPiece::Kind;
  EXPECT_EQ(DiffHtml({{Kind::kGone, "0.7"}, {Kind::kCome, "0.8"}}, "ar"),
            "<bdi dir=\"ltr\"><del>0.7</del><ins>0.8</ins></bdi>");
  EXPECT_EQ(DiffHtml({{Kind::kSame, "ثمنها "}, {Kind::kCome, "0.8"}}, "ar"), "ثمنها <ins>0.8</ins>");
}

}  // namespace
}  // namespace lockstep
