#include "locales/yaml_lines.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace lockstep {
namespace {

std::string Dump(const YamlNode& node) {
  std::string out = std::to_string(node.range.begin) + "-" + std::to_string(node.range.end) + ":";
  out += std::to_string(static_cast<int>(node.kind)) + std::to_string(static_cast<int>(node.style)) + node.scalar;
  for (const YamlNode& item : node.items) out += "[" + Dump(item) + "]";
  for (const auto& [key, value] : node.entries) out += "{" + Dump(key) + "=" + Dump(value) + "}";
  return out;
}

// What yaml-cpp makes of `text`: a comment behind it changes nothing and is not read without it.
std::string DumpByYamlCpp(const std::string& text) {
  try {
    return Dump(ParseYaml(text + "\n# end\n"));
  } catch (const YamlError& error) {
    return error.what();
  }
}

TEST(YamlLines, ReadsWhatYamlCppReads) {
  for (const char* text : {
           "a: b",
           "a: b\n",
           "permalink: /a/b/\nlist: [/a, b/c]",
           "\n\na: b\n\nc: d\n\n",
           "a:\nb: c\n",
           "a: \nnull_or_not: 1\nlast:",
           "title: \"Novaphon X-5: the # one\"  \nref: novaphon-x-5\n",
           "a: '  in # single: quotes '\nb: ''\nc: \"\"",
           "price: 149.99\ndate: 2025-12-16\nurl: https://example.org/a#b?c=d:e\n",
           "summary: 3 W, \"about\" [five] & more! {x} a? - b | > % @ `  \n",
           "rating: [2.9, 0.5, 0.6]\ntags: [ Headphones , \"Ear, clip\",'x: y' ]   \nnone: []\nempty: [ ]\n",
           "tags: [Wired/Wireless, 2.4 GHz, Q&A, it's, ヘッドホン, a-b]\n",
           "summary: 日本語の概要。（括弧）\ntarget_name: Übergröße é\n",
           "true: false\n1: 2\na-b_c: 3\n",
           "nullable: nullx\na: Nullable null\n",
       }) {
    const std::optional<YamlNode> map = ReadYamlLines(text);
    ASSERT_TRUE(map) << text;
    EXPECT_EQ(Dump(*map), DumpByYamlCpp(text)) << text;
  }
}

TEST(YamlLines, LeavesToYamlCppWhatIsNotPlainlyALine) {
  for (const char* text : {
           "",
           "\n",
           "a",
           "a:b",
           "a : b",
           " a: b",
           "- a",
           "# a: b",
           "a: b # c",
           "a: b: c",
           "a: b:",
           "a: # b",
           "a: \"b",
           "a: \"b\\n\"",
           "a: 'b''c'",
           "a: \"b\" c",
           "a: |\n  b",
           "a: >\n  b",
           "a: b\n  c",
           "a: b\n \nc: d",
           "a: &x b",
           "a: *x",
           "a: !t b",
           "a: {b: c}",
           "a: [b, [c]]",
           "a: [b, {c: d}]",
           "a: [b",
           "a: [b,]",
           "a: [b,, c]",
           "a: [, b]",
           "a: [b: c]",
           "a: [b] c",
           "a: [\"b\" c]",
           "a: [b?]",
           "a: null",
           "a: ~",
           "a: [null]",
           "null: a",
           "a:\tb",
           "a: b\tc",
           "a: b\r\n",
           "a: -1",
           "a: %b",
           "a: @b",
           "\"a\": b",
           "? a",
           "---",
           "a: b\x7F",
           "\xEF\xBB\xBF"
           "a: b",
           "a: `b`",
           "概要: a",
           "a: [b, #c\n]",
           "a: b #",
           "a b: c",
           "a: [b#]",
           "a: 'b' # c",
           "a: .5",
       }) {
    EXPECT_FALSE(ReadYamlLines(text)) << text;
  }
}

// All short texts of the characters that YAML gives a meaning.
TEST(YamlLines, AgreesWithYamlCppOnEveryShortText) {
  const std::string characters = "a/:# ,[]'\"-?\n";
  std::vector<std::string> values = {""};
  std::size_t read = 0;
  for (int size = 0; size < 4; ++size) {
    std::vector<std::string> longer;
    for (const std::string& value : values) {
      for (const char c : characters) longer.push_back(value + c);
    }
    values = std::move(longer);
    for (const std::string& value : values) {
      for (const std::string& text : {"k: " + value, "k: [" + value + "]\nb: c", value + "k: x"}) {
        const std::optional<YamlNode> map = ReadYamlLines(text);
        if (!map) continue;
        ++read;
        ASSERT_EQ(Dump(*map), DumpByYamlCpp(text)) << text;
      }
    }
  }
  EXPECT_GT(read, 1000U);
}

}  // namespace
}  // namespace lockstep
