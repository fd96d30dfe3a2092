#include "stages/verbatim_lines.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "stages/markdown.h"
#include "stages/segmentation.h"

namespace lockstep {
namespace {

// The lines of the verbatim blocks of a body, by what a reader compares.
std::vector<std::string> LinesOf(const std::string& body) {
  const Locales locales;
  LanguageTools tools(locales.For("en"));
  Document document;
  document.source.text = body;
  Body parsed = ParseMarkdown(document.source, {0, body.size()}, *tools.locale);
  document.blocks = std::move(parsed.blocks);
  document.sections = std::move(parsed.sections);
  std::vector<std::string> lines;
  for (const Segment& segment : SegmentDocument(document, tools)) {
    if (IsVerbatim(document.BlockOf(segment)->kind)) lines.push_back(segment.text);
    EXPECT_EQ(segment.facts, std::vector<Fact>());
  }
  return lines;
}

using Lines = std::vector<std::string>;

TEST(VerbatimLines, AreTheLinesThatSaySomething) {
  const struct {
    const char* what;
    const char* body;
    Lines lines;
  } rows[] = {
      {"fenced code: a bare fence and marks alone say nothing",
       "```\nif (a) {\n  b();\n\n}\n```\n",
       {"if (a) {", "b();"}},
      {"what a fence names counts", "```sh title=\"x\"\nmake\n```\n", {"```sh title=\"x\"", "make"}},
      {"other line ends", "```\r\na\r\nb\r\n```\r\n", {"a", "b"}},
      {"indented code", "    make\n    make  test\n", {"make", "make test"}},
      {"in a quote, but a prompt is code", "> ```\n> > npm i\n> done\n> ```\n", {"> npm i", "done"}},
      {"in a list", "- ```\n  port: 1\n  ```\n", {"port: 1"}},
      {"a formula", "$$\nE = mc^2\n$$\n", {"E = mc^2"}},
      {"a definition", "[a]\n\n[a]: https://wombat.example/A \"Title\"\n", {"[a]: https://wombat.example/A \"Title\""}},
      {"HTML without its comments",
       "<div>\n<!-- one -->\n<p>Text</p> <!-- two -->\n<!-- three\nlines\nlong --><i>x</i>\n</div>\n",
       {"<div>", "<p>Text</p> <!-- two -->", "long --><i>x</i>", "</div>"}},
      {"a comment that does not end", "<div>\n<!-- one\ntwo\n", {"<div>"}},
      {"comments are HTML's", "```\n<!-- code -->\n```\n", {"<!-- code -->"}},
  };
  for (const auto& row : rows) EXPECT_EQ(LinesOf(row.body), row.lines) << row.what;
}

// The links as text: "0-0 1- -1".
std::string Aligned(const std::vector<std::string_view>& source, const std::vector<std::string_view>& target) {
  std::string text;
  for (const Link& link : AlignLines(source, target)) {
    if (!text.empty()) text += ' ';
    for (const std::uint32_t n : link.source) text += std::to_string(n);
    text += '-';
    for (const std::uint32_t n : link.target) text += std::to_string(n);
  }
  return text;
}

TEST(VerbatimLines, ArePairedByWhatTheySayAndThenByTheirPlace) {
  EXPECT_EQ(Aligned({}, {}), "");
  EXPECT_EQ(Aligned({"a", "b"}, {"a", "b"}), "0-0 1-1");
  EXPECT_EQ(Aligned({"a"}, {}), "0-");
  EXPECT_EQ(Aligned({}, {"a"}), "-0");
  // A translated comment.
  EXPECT_EQ(Aligned({"# Get it", "npm i", "npm start"}, {"# 入手する", "npm i", "npm start"}), "0-0 1-1 2-2");
  // A line more, on either side.
  EXPECT_EQ(Aligned({"npm i", "npm test", "npm start"}, {"npm i", "npm start"}), "0-0 1- 2-1");
  EXPECT_EQ(Aligned({"npm i", "npm start"}, {"npm i", "npm test", "npm start"}), "0-0 -1 1-2");
  // Lines are never joined, however alike.
  EXPECT_EQ(Aligned({"run one two three four"}, {"run one two", "three four"}), "0-0 -1");
}

TEST(VerbatimLines, ArePairedHoweverManyAreMissing) {
  std::vector<std::string> lines;
  for (int n = 0; n < 6000; ++n) lines.push_back(n % 3 == 0 ? "return 0;" : "call(" + std::to_string(n) + ")");
  const std::vector<std::string_view> source(lines.begin(), lines.end());
  std::vector<std::string_view> target(source);
  target.erase(target.begin() + 1000, target.begin() + 2000);
  target.front() = "first()";
  target.back() = "last()";
  std::size_t same = 0;
  for (const Link& link : AlignLines(source, target))
    same += link.Paired() && source[link.source.front()] == target[link.target.front()] ? 1 : 0;
  EXPECT_EQ(same, 4998U);
}

TEST(VerbatimLines, SureLinksReadTheSame) {
  const std::vector<std::string_view> source = {"# Get it", "npm i --save"},
                                      target = {"# 入手する", "npm i --save-dev"};
  const std::vector<Link> links = AlignLines(source, target);
  ASSERT_EQ(links.size(), 2U);
  EXPECT_DOUBLE_EQ(links[0].confidence, 0.6);
  EXPECT_GT(links[1].confidence, 0.8);
  EXPECT_LT(links[1].confidence, 1);
  EXPECT_EQ(AlignLines(source, source)[1].confidence, 1);
}

}  // namespace
}  // namespace lockstep
