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

TEST(DiffHtml, MarksWhatWentAndCame) {
  using Kind = DiffPiece::Kind;
  EXPECT_EQ(DiffHtml({{Kind::kSame, "It is <"}, {Kind::kGone, "1 & 2"}, {Kind::kCome, "3"}}),
            "It is &lt;<del>1 &amp; 2</del><ins>3</ins>");
}

}  // namespace
}  // namespace lockstep
