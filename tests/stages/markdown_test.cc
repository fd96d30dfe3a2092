#include "stages/markdown.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/stages/dump.h"

namespace lockstep {
namespace {

struct Row {
  std::string text;
  std::string blocks;
};

void Check(const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    EXPECT_EQ(DumpBlocks(row.text), row.blocks) << row.text;
    EXPECT_EQ(Violation(row.text), "") << row.text;
  }
}

TEST(Markdown, GivesTheContentOfABlockWithoutItsMarker) {
  Check({
      {"", ""},
      {"## Overview ##\n", "heading(2){Overview}"},
      {"Two\nlines\n-----\ntext", "heading(2){Two\nlines} paragraph{text}"},
      {"##\n", ""},
      {"- a\n  - [x] b\n", "list-item(1){a} list-item(2){b}"},
      {"12) a\n", "list-item(1){a}"},
      {"> a\n> b\n", "paragraph{a\n> b}"},
      {"a\r\n\r\nb\rc", "paragraph{a} paragraph{b\rc}"},
      {"***\n", "thematic-break{***}"},
      {"```sh\nx\n```\ny", "code{```sh\nx\n```} paragraph{y}"},
      {"> ```\n> x\n\ny", "code{```\n> x} paragraph{y}"},
      {"<!-- a -->\ntext", "html{<!-- a -->} paragraph{text}"},
      {"\xEF\xBB\xBF# a", "heading(1){a}"},
  });
}

TEST(Markdown, CutsTableRowsAtPipesThatAreNotEscaped) {
  Check({
      {"| a | b \\| c |\n|---|---|\n| `x` |  |\n", "table-cell(0,0){a} table-cell(0,1){b \\| c} table-cell(1,0){`x`}"},
      {"text\n| a |\n|---|\n| b |\n", "paragraph{text} table-cell(0,0){a} table-cell(1,0){b}"},
      {"a|b\n-|-\n1|2\n", "table-cell(0,0){a} table-cell(0,1){b} table-cell(1,0){1} table-cell(1,1){2}"},
  });
}

TEST(Markdown, CutsScoreAndDateLinesOutOfParagraphs) {
  Check({
      {"$$ \\Large \\text{0.5} $$\nProse\n", "score-line{$$ \\Large \\text{0.5} $$} paragraph{Prose}"},
      {"Prose\n(2025.12.16)", "paragraph{Prose} date-line{(2025.12.16)}"},
      {"$$ x^2 $$", "math{$$ x^2 $$}"},
  });
}

TEST(Markdown, KeepsDirectivesApartFromTheTextAroundThem) {
  Check({
      {"::: warning\nText.\n:::\n", "other{::: warning} paragraph{Text.} other{:::}"},
      {"::: tip Good to know\n- a\n:::", "other{::: tip} paragraph{Good to know} list-item(1){a} other(1){:::}"},
      {":::note[Look]\n\nText.\n\n:::", "other{:::note[} paragraph{Look} other{]} paragraph{Text.} other{:::}"},
      {":::message alert\nText.\n:::", "other{:::message alert} paragraph{Text.} other{:::}"},
      {"::: {.wide}\nText.", "other{::: {.wide}} paragraph{Text.}"},
      {"> [!NOTE]\n> Two\n> lines.\n", "other{[!NOTE]} paragraph{Two\n> lines.}"},
      {"> [!tip]- Look\n> Text.\n", "other{[!tip]-} paragraph{Look} paragraph{Text.}"},
      {"!!! note \"Careful\"\n    It is hot.\n",
       "other{!!! note \"} paragraph{Careful} other{\"} paragraph{It is hot.}"},
      {"???+ note inline\n    Text.", "other{???+ note inline} paragraph{Text.}"},
      {"=== \"Linux\"\n    Text.", "other{=== \"} paragraph{Linux} other{\"} paragraph{Text.}"},
      {"* TOC\n{:toc}\n", "list-item(1){TOC} other(1){{:toc}}"},
      {"Text.\n{: .lead #a }\n", "paragraph{Text.} other{{: .lead #a }}"},
      {"{{< tabs >}}\nText {{< x >}} here.\n{{< /tabs >}}",
       "other{{{< tabs >}}} paragraph{Text {{< x >}} here.} other{{{< /tabs >}}}"},
      {"{% if a %}\n{{ b }}\n{% endif %}", "other{{% if a %}} other{{{ b }}} other{{% endif %}}"},
      {":::info[See [a](b.md)]{#my-id}\nText.",
       "other{:::info[} paragraph{See [a](b.md)} other{]{#my-id}} paragraph{Text.}"},
      {":::caution[Hot]{icon=\"heart\"}", "other{:::caution[} paragraph{Hot} other{]{icon=\"heart\"}}"},
      {"::: details Click me {open}\nText.", "other{::: details} paragraph{Click me} other{{open}} paragraph{Text.}"},
      {"!!! note \"The \"best\" way\"\n    Text.",
       "other{!!! note \"} paragraph{The \"best\" way} other{\"} paragraph{Text.}"},
      {"/// details | Look\n    type: tip\n    open: True\nText.\n///",
       "other{/// details |} paragraph{Look} other{type: tip\n    open: True} paragraph{Text.} other{///}"},
      {"/// html | div.wide\nText.\n////\n", "other{/// html | div.wide} paragraph{Text.} other{////}"},
      {"::: lamp.api\n    options:\n      heading: true\n        - a\n",
       "other{::: lamp.api} other{options:\n      heading: true\n        - a}"},
      {"> ::: lamp.api\n>     options:\n>       a: b\n", "other{::: lamp.api} other{options:\n>       a: b}"},
      {":::{card} Lamp\n:link: install\n:link-type: doc\nText.\n:::",
       "other{:::{card} Lamp} other{:link: install} other{:link-type: doc} paragraph{Text.} other{:::}"},
      {"Text.\n*[HTML]: Hyper Text\n*[CSS]: Style Sheets",
       "paragraph{Text.} other{*[HTML]: Hyper Text} other{*[CSS]: Style Sheets}"},
      {"(install)=\n# A\n\n[TOC]\n\n[[toc]]\n\n[[_TOC_]]",
       "other{(install)=} heading(1){A} other{[TOC]} other{[[toc]]} other{[[_TOC_]]}"},
      {"Text.\n--8<-- \"a.md\"\n<<< @/a.js{2}", "paragraph{Text.} other{--8<-- \"a.md\"} other{<<< @/a.js{2}}"},
      {":lamp-off: {{ toc }}\n\n{{ toc }} Text.", "other{:lamp-off: {{ toc }}} paragraph{{{ toc }} Text.}"},
  });
}

TEST(Markdown, TakesTextThatOnlyResemblesADirectiveForText) {
  Check({
      {"!!! That is hot.", "paragraph{!!! That is hot.}"},
      {"??? who", "other{??? who}"},
      {":: a", "paragraph{:: a}"},
      {"[!NOTE](a.md) b", "paragraph{[!NOTE](a.md) b}"},
      {"{a: b}", "paragraph{{a: b}}"},
      {"See {% link a %}\nand {% link b %}", "paragraph{See {% link a %}\nand {% link b %}}"},
      {"{% a %} and {% b %}", "paragraph{{% a %} and {% b %}}"},
      {"/// A comment\n//x", "paragraph{/// A comment\n//x}"},
      {"(a) = b\n*[a] b*\n<<< less\n--8 a\n[TOC] b", "paragraph{(a) = b\n*[a] b*\n<<< less\n--8 a\n[TOC] b}"},
      {"::: tip\n    Note: it is hot.\n:link: a", "other{::: tip} paragraph{Note: it is hot.\n:link: a}"},
      {"::: tip\ntype: warm", "other{::: tip} paragraph{type: warm}"},
      {"*[Note]: it is hot.*\n*[a](b) and [c]: d", "paragraph{*[Note]: it is hot.*\n*[a](b) and [c]: d}"},
  });
}

TEST(Markdown, KeepsDefinitionsOnTheirLines) {
  Check({
      {"Lamp\n: It is bright\n  and warm.\n:   It is red.\n\n: It is old.",
       "paragraph{Lamp} list-item(1){It is bright\n  and warm.} list-item(1){It is red.} list-item(1){It is old.}"},
      {"Lamp\nLight\n: It is bright.", "paragraph{Lamp} paragraph{Light} list-item(1){It is bright.}"},
      {"- Lamp\n  : It is **bright**.\n- Pan", "list-item(1){Lamp} list-item(2){It is **bright**.} list-item(1){Pan}"},
      {"> Lamp\n> : Bright.", "paragraph{Lamp} list-item(1){Bright.}"},
      {"Lamp\r\n:\tBright.", "paragraph{Lamp} list-item(1){Bright.}"},
  });
}

TEST(Markdown, TakesAColonAtTheHeadOfALineOfProseForText) {
  const std::string prose = "Un paragraphe dont les lignes sont longues parce qu'un programme les a coupées\n";
  Check({
      {prose + "la suite du texte\n: une fin.", "paragraph{" + prose + "la suite du texte\n: une fin.}"},
      {"Lamp\n:smile: red\n:red", "paragraph{Lamp\n:smile: red\n:red}"},
      {"Lamp\n:", "paragraph{Lamp\n:}"},
      {"::: tip\n: red", "other{::: tip} paragraph{: red}"},
  });
}

TEST(Markdown, TakesNoDirectiveBelowATableForARow) {
  const std::string table = "| a |\n|---|\n| b |\n";
  const std::string cells = "table-cell(0,0){a} table-cell(1,0){b} ";
  Check({
      {table + "{: .wide }\n\ntext", cells + "other{{: .wide }} paragraph{text}"},
      {"::: tip\n" + table + ":::", "other{::: tip} " + cells + "other{:::}"},
      {"> | a |\n> |---|\n> | b |\n> {: .wide }", cells + "other{{: .wide }}"},
      {table + "c", cells + "table-cell(2,0){c}"},
      {table + "| {: .wide } |", cells + "table-cell(2,0){{: .wide }}"},
  });
}

TEST(Markdown, LooksIntoNoShortcodeForCode) {
  Check({
      {"Text\n{% highlight ruby %}\n# a\n\n- b\n{% endhighlight %}\ntext",
       "paragraph{Text} code{{% highlight ruby %}\n# a\n\n- b\n{% endhighlight %}} paragraph{text}"},
      {"{{< mermaid >}}\r\na\r\n{{< /mermaid >}}\r\n", "code{{{< mermaid >}}\r\na\r\n{{< /mermaid >}}}"},
      {"```\n{% highlight c %}\n```\n{% endhighlight %}",
       "code{```\n{% highlight c %}\n```} other{{% endhighlight %}}"},
      {"{{< highlight c >}}\n# a", "other{{{< highlight c >}}} heading(1){a}"},
      {"{% raw %}\nText.\n{% endraw %}", "other{{% raw %}} paragraph{Text.} other{{% endraw %}}"},
  });
}

TEST(Markdown, FindsReferencesInAllTheirShapes) {
  const std::string head = "## References\n\n";
  const std::string dump = "heading(2){References} ";
  Check({
      {head + "[1] A. http://a.example\n\n[2] B\n", dump + "reference{[1] A. http://a.example} reference{[2] B}"},
      {head + "[1] A\n[2] B\n  more\n", dump + "reference{[1] A} reference{[2] B\n  more}"},
      {head + "[1] A  \n[2] B\\\n[3] C", dump + "reference{[1] A} reference{[2] B} reference{[3] C}"},
      {head + "1. A\n2. B\n", dump + "reference(1){A} reference(1){B}"},
      {head + "- A\n- B\n", dump + "reference(1){A} reference(1){B}"},
      {"[1] A\n[2] B", "reference{[1] A} reference{[2] B}"},
      {"As [1][2] say\n[3] too", "paragraph{As [1][2] say\n[3] too}"},
  });
}

TEST(Markdown, KeepsWhatTheParserDrops) {
  Check({
      {"[a]: http://x.example \"t\"\n\ntext", "definition{[a]: http://x.example \"t\"} paragraph{text}"},
      {"[a]: http://x.example\ntext", "definition{[a]: http://x.example} paragraph{text}"},
      {"a[^1]\n\n[^1]: note\n\n[^2]: unused\n", "paragraph{a[^1]} footnote{note} footnote{[^2]: unused}"},
      {"[^1]: first\n\na[^1]", "footnote{first} paragraph{a[^1]}"},
  });
}

TEST(Markdown, NamesSectionsByTheLocalesHeadings) {
  EXPECT_EQ(DumpSections("a\n\n## Scientific Validity\nb\n\n### Sub\nc\n## advice:\n"),
            "<> <scientific_validity> <scientific_validity> <> <> <advice>");
}

// Everything that real histories held, and what is sure to come.
TEST(Markdown, HoldsItsInvariantsForNastyInput) {
  const std::vector<std::string> inputs = {"---## Glued heading\ntext",
                                           "<<<<<<< a\nb\n=======\nc\n>>>>>>> d\n",
                                           "a\u0085b\u2028c",
                                           "\u200B\n\u200B",
                                           "\r\r\r",
                                           "| a |\n|--\n",
                                           "para\n| a | b |\n|---|---|\n| 1 | 2 |\n",
                                           "|\n|-|\n",
                                           "> | a |\n> |---|\n> | b |\n",
                                           "- \n-\n\n  a",
                                           "> > > a\n> b\nc",
                                           "1. a\n\n   b\n\n       c\n",
                                           "[",
                                           "![",
                                           "](",
                                           "[a](<b",
                                           "`",
                                           "``a`",
                                           "**a",
                                           "~~",
                                           "~~a",
                                           "$",
                                           "$$",
                                           "$$$$",
                                           "\\",
                                           "a\\",
                                           "a\\\nb",
                                           "a  \n  b",
                                           "&",
                                           "&amp",
                                           "&amp;amp;",
                                           "{{",
                                           "{{ x",
                                           "{% %}",
                                           "{{< a\nb >}}",
                                           "<a\nb>",
                                           "<!--",
                                           "<div>\n\n</div>",
                                           "```",
                                           "~~~ a\n```",
                                           "    code\n\n    more\n\n",
                                           "\ttab\n \t- x",
                                           "[^1]:",
                                           "[^1]: \n",
                                           "[^a]\n\n[^a]: > quote\n    - list\n",
                                           "[a]:\n",
                                           "[a]: b 'c\n",
                                           "[a]: <b\n",
                                           "# \n#\n",
                                           "a\n=\n",
                                           "a\n-\n-\n",
                                           "===\n",
                                           "[1]: http://x.example\n\nSee [1][2] and [1].",
                                           "**「強調」**です。",
                                           "- [ ] a\n- [x]b\n- [ ]\n",
                                           "<b>a</b>\n> c `d\n> e`",
                                           "[a\n> b](c\nd)",
                                           "http://a.example/(b).",
                                           "$$ \\Large \\text{0.5} $$\n$$ 0.4 $$\n(2025.1.1)\n(2025.1.2)",
                                           "\xEF\xBB\xBF",
                                           "[a](b \"c",
                                           "x  \n\n  y\\\n",
                                           "*a\n[1] b*\n[2] c",
                                           "a|b\n-|-\n`|`|c\n"};
  for (const std::string& input : inputs) EXPECT_EQ(Violation(input), "") << input;
  for (const std::string& a : inputs) {
    for (const std::string& b : inputs) EXPECT_EQ(Violation(a + "\n" + b), "") << a << "\n" << b;
  }
}

TEST(Markdown, SurvivesDeepNestingAndManyBlocks) {
  std::string lists;
  std::string quotes(10'000, '>');
  for (int i = 0; i < 10'000; ++i) lists += "- ";
  EXPECT_EQ(Violation(lists + "a"), "");
  EXPECT_EQ(Violation(quotes + "a"), "");
  std::string headings;
  for (int i = 0; i < 20'000; ++i) headings += "# h\n";
  EXPECT_EQ(Violation(headings), "");
  EXPECT_EQ(Violation(std::string(100'000, '[')), "");
  EXPECT_EQ(Violation(std::string(100'000, '&')), "");
}

}  // namespace
}  // namespace lockstep
