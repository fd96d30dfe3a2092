#include "stages/inline_codes.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/stages/dump.h"

namespace lockstep {
namespace {

struct Row {
  std::string text;
  std::string with_codes;
};

TEST(InlineCodes, ProtectTheAttributesOfAHeading) {
  EXPECT_EQ(DumpBlocks("## Install {#install}", true), "heading(2){Install ⟦{#install}⟧}");
  EXPECT_EQ(DumpBlocks("Use `x` {: #a .b}\n---", true), "heading(2){Use ⟦`x`⟧ ⟦{: #a .b}⟧}");
  EXPECT_EQ(DumpBlocks("# Sets {a, b}", true), "heading(1){Sets {a, b}}");
  EXPECT_EQ(DumpBlocks("Text {#a}", true), "paragraph{Text {#a}}");
}

TEST(InlineCodes, CoverExactlyTheBytesOfAConstruct) {
  const std::vector<Row> rows = {
      {"a `b` ``c ` d``", "a ⟦`b`⟧ ⟦``c ` d``⟧"},
      {"**a** *b* __c__ ***d***", "⟦**⟧a⟦**⟧ ⟦*⟧b⟦*⟧ ⟦__⟧c⟦__⟧ ⟦*⟧⟦**⟧d⟦**⟧⟦*⟧"},
      {"[a](b \"c\") ![d](e)", "⟦[⟧a⟦](b \"c\")⟧ ⟦![⟧d⟦](e)⟧"},
      {"<http://a.example> <b>c</b><br>", "⟦<http://a.example>⟧ ⟦<b>⟧c⟦</b>⟧⟦<br>⟧"},
      {"see https://a.example/b_c. (www.d.example/e)", "see ⟦https://a.example/b_c⟧. (⟦www.d.example/e⟧)"},
      {"見よhttps://a.example/b。次", "見よ⟦https://a.example/b⟧。次"},
      {"（https://a.example/b）", "（⟦https://a.example/b⟧）"},
      {"a\\*b &amp; c &#65; d \\\\", "a⟦\\*⟧b &amp; c &#65; d ⟦\\\\⟧"},
      {"$x^2$ and $$ a_1 * b_1 * c $$ and \\(y\\)", "⟦$x^2$⟧ and ⟦$$ a_1 * b_1 * c $$⟧ and ⟦\\(y\\)⟧"},
      {"a {{< ref \"*a*\" >}} {% b %} {{ c }}", "a ⟦{{< ref \"*a*\" >}}⟧ ⟦{% b %}⟧ ⟦{{ c }}⟧"},
      {"~~a~~ and ~5 to ~6", "⟦~~⟧a⟦~~⟧ and ~5 to ~6"},
      {"a  \nb\\\nc\nd", "a⟦  \n⟧b⟦\\\n⟧c⟦\n⟧d"},
      {"> a\n> b", "a⟦\n> ⟧b"},
      {"`a\nb` c\nd", "⟦`a\nb`⟧ c⟦\n⟧d"},
  };
  for (const Row& row : rows) EXPECT_EQ(DumpBlocks(row.text, true), "paragraph{" + row.with_codes + "}");
}

TEST(InlineCodes, ProtectAttributesRolesAndIcons) {
  const std::vector<Row> rows = {
      {"a [b](c){ .wide target=\"_self\" }.", "a ⟦[⟧b⟦](c)⟧⟦{ .wide target=\"_self\" }⟧."},
      {"![b](c){: width='300'} d", "⟦![⟧b⟦](c)⟧⟦{: width='300'}⟧ d"},
      {"*a*{#b-1 .c_d}, `e`{.js} [f]{.g}", "⟦*⟧a⟦*⟧⟦{#b-1 .c_d}⟧, ⟦`e`⟧⟦{.js}⟧ [f]⟦{.g}⟧"},
      {"See {ref}`the lamp <lamp>` or {py:func}``a ` b``", "See ⟦{ref}`the lamp <lamp>`⟧ or ⟦{py:func}``a ` b``⟧"},
      {"a :material-clock-fast:{ .lg } b (:rocket:)", "a ⟦:material-clock-fast:⟧⟦{ .lg }⟧ b (⟦:rocket:⟧)"},
      {"灯:bulb:です:+1:", "灯⟦:bulb:⟧です⟦:+1:⟧"},
  };
  for (const Row& row : rows) EXPECT_EQ(DumpBlocks(row.text, true), "paragraph{" + row.with_codes + "}");
}

TEST(InlineCodes, LeaveAsTextWhatIsNoConstruct) {
  for (const std::string text :
       {"costs $5 and $6", "US$5-US$6",    "[1][2]",        "**「あ」**です", "a * b",           "`a",
        "[a](b",           "~~a",          "{{ a",          "2 ** 3",         "snake_case_name", "x ~~ y",
        "f(x){a, b}",      "(x){}",        "(x){.}",        "(x){a b=c}",     "(x){b=\"c}",      "x {.wide}",
        "at 10:30:45",     "a:b-c:d",      "std::lamp::on", ":Note: a",       "a : b :",         ":--:",
        "{ref} a",         "(x){.a\u00e9}"}) {
    EXPECT_EQ(DumpBlocks(text, true), "paragraph{" + text + "}");
  }
}

TEST(InlineCodes, TakeNumberedReferencesForCitations) {
  EXPECT_EQ(DumpBlocks("See [1] and [2][1].\n\n[1]: http://a.example", true),
            "paragraph{See [1] and [2][1].} definition{[1]: http://a.example}");
}

}  // namespace
}  // namespace lockstep
