#include "locales/yaml.h"

#include <gtest/gtest.h>

#include <string>

namespace lockstep {
namespace {

using Style = YamlNode::Style;

// The tree with the bytes that each node covers: {a=<"x">:x [..]}.
std::string Dump(std::string_view text, const YamlNode& node) {
  const std::string bytes(Slice(text, node.range));
  std::string out = "<" + bytes + ">";
  switch (node.kind) {
    case YamlNode::Kind::kNull: return out + "null";
    case YamlNode::Kind::kScalar: return bytes == node.scalar ? out : out + "'" + node.scalar + "'";
    case YamlNode::Kind::kSequence:
      out += "[";
      for (const YamlNode& item : node.items) out += Dump(text, item) + " ";
      return out + "]";
    case YamlNode::Kind::kMap:
      out += "{";
      for (const auto& [key, value] : node.entries) out += Dump(text, key) + "=" + Dump(text, value) + " ";
      return out + "}";
  }
  return out;
}

std::string DumpYaml(std::string_view text) {
  try {
    const YamlNode root = ParseYaml(text);
    // The outermost bytes are the text; only what is inside is of interest.
    const std::string dump = Dump(text, root);
    return root.kind == YamlNode::Kind::kMap || root.kind == YamlNode::Kind::kSequence
               ? dump.substr(root.range.size() + 2)
               : dump;
  } catch (const YamlError& error) {
    return std::to_string(error.offset) + ": " + error.what();
  }
}

struct Row {
  const char* text;
  const char* dump;
};

TEST(Yaml, KnowsTheBytesOfEveryValue) {
  const Row rows[] = {
      {"", "<>null"},
      {"a: b\n", "{<a>=<b> }"},
      {"a: b # why\n", "{<a>=<b> }"},
      {"a: b c  \n", "{<a>=<b c> }"},
      {"a: \"b \\\" c\" # x\nd: 'it''s'\n", "{<a>=<\"b \\\" c\">'b \" c' <d>=<'it''s'>'it's' }"},
      {"a: one\n  two\nb: 1", "{<a>=<one\n  two>'one two' <b>=<1> }"},
      {"a: [1, 2 ]\nb: {c: d}\n", "{<a>=<[1, 2 ]>[<1> <2> ] <b>=<{c: d}>{<c>=<d> } }"},
      {"a: [1, # x ]\n  2,]\n", "{<a>=<[1, # x ]\n  2,]>[<1> <2> ] }"},
      {"a: []\nb: {}\n", "{<a>=<[]>[] <b>=<{}>{} }"},
      {"a:\n  - 1\n  - 2\nb: x", "{<a>=<- 1\n  - 2>[<1> <2> ] <b>=<x> }"},
      {"a:\n- 1\nb: x", "{<a>=<- 1>[<1> ] <b>=<x> }"},
      {"- a: 1\n  b: 2\n- c", "[<a: 1\n  b: 2>{<a>=<1> <b>=<2> } <c> ]"},
      {"a: |\n  one\n  two\nb: 1", "{<a>=<|\n  one\n  two>'one\ntwo\n' <b>=<1> }"},
      {"a: >- # x\n  one\n  two\n\nb: 1", "{<a>=<>- # x\n  one\n  two>'one two' <b>=<1> }"},
      {"a: |\nb: 1", "{<a>=<|>'' <b>=<1> }"},
      {"\"a\" : b", "{<\"a\">'a'=<b> }"},
      {"? a\n: b\n", "{<a>=<b> }"},
      {"[a: b, c]", "[<a: b>{<a>=<b> } <c> ]"},
      {"[{a: b}: c, d]", "[<{a: b}: c>{<{a: b}>{<a>=<b> }=<c> } <d> ]"},
      {"{a: b}: c", "{<{a: b}>{<a>=<b> }=<c> }"},
      {"[[a], [[b]]]", "[<[a]>[<a> ] <[[b]]>[<[b]>[<b> ] ] ]"},
  };
  for (const Row& row : rows) EXPECT_EQ(DumpYaml(row.text), row.dump) << row.text;
}

TEST(Yaml, PlacesNullsWhereTheyWouldStand) {
  const Row rows[] = {
      {"a: null\nb: ~\nc: Null # x", "{<a>=<null>null <b>=<~>null <c>=<Null>null }"},
      {"a:\nb: 1", "{<a>=<>null <b>=<1> }"},
      {"a:\nnull: 1", "{<a>=<>null <null>null=<1> }"},
      {"a:\n  null\nb: 1", "{<a>=<null>null <b>=<1> }"},
      {"-\n- null\n-", "[<>null <null>null <>null ]"},
      {"{a, b: , c: null}", "{<a>=<>null <b>=<>null <c>=<null>null }"},
      {"a:\n&x b: 1", "{<a>=<>null <b>=<1> }"},
  };
  for (const Row& row : rows) EXPECT_EQ(DumpYaml(row.text), row.dump) << row.text;
  EXPECT_EQ(ParseYaml("a: \nb: 1").entries[0].second.range, (Range{2, 2}));
  EXPECT_EQ(ParseYaml("- a\n-\n").items[1].range, (Range{5, 5}));
}

TEST(Yaml, LeavesAnchorsAndTagsOutAndCopiesAliases) {
  const Row rows[] = {
      {"a: &x b\nc: *x\n", "{<a>=<b> <c>=<*x>'b' }"},
      {"a: !!str 5\nb: !<tag:x> y", "{<a>=<5> <b>=<y> }"},
      {"a: &x # why\n  - 1\nb: [*x, 2]", "{<a>=<- 1>[<1> ] <b>=<[*x, 2]>[<*x>[<*x>'1' ] <2> ] }"},
      {"a: &x {b: c}\nd: *x", "{<a>=<{b: c}>{<b>=<c> } <d>=<*x>{<*x>'b'=<*x>'c' } }"},
      {"&x a: b\n*x : c", "{<a>=<b> <*x>'a'=<c> }"},
      {"<<: 1\na: 2", "{<<<>=<1> <a>=<2> }"},
      {"a: !!str\nb: 1", "{<a>=<> <b>=<1> }"},
  };
  for (const Row& row : rows) EXPECT_EQ(DumpYaml(row.text), row.dump) << row.text;
}

TEST(Yaml, CountsBytesWhateverTheTextIsMadeOf) {
  const Row rows[] = {
      {"名前: 値 です\nb: \"é\" # ü\nc: ü", "{<名前>=<値 です> <b>=<\"é\">'é' <c>=<ü> }"},
      {"\xEF\xBB\xBF"
       "a: ü\nb: [x, é]",
       "{<a>=<ü> <b>=<[x, é]>[<x> <é> ] }"},
      {"a: b\r\nc:\r\n  - d\r\ne: \"f\"\r\n", "{<a>=<b> <c>=<- d>[<d> ] <e>=<\"f\">'f' }"},
      {"a: 😀\nb: 1", "{<a>=<😀> <b>=<1> }"},
  };
  for (const Row& row : rows) EXPECT_EQ(DumpYaml(row.text), row.dump) << row.text;
}

TEST(Yaml, EndsLinesAtALoneCarriageReturn) {
  EXPECT_EQ(DumpYaml("a: b\rc: d\r"), "{<a>=<b> <c>=<d> }");
  EXPECT_EQ(DumpYaml("a: b # x\rc:\r  - d\r\n  - e\r"), "{<a>=<b> <c>=<- d\r\n  - e>[<d> <e> ] }");
}

TEST(Yaml, SaysWhatIsWrongAndWhere) {
  const Row rows[] = {
      {"a: \"b\" c\" d\n", "7: unexpected text, expected the next `key: value` line"},
      {"a: b: c\n", "4: unexpected `:` in a value"},
      {"a: [1, 2\nb: 3\n", "10: the list that opens with `[` is not closed here, expected `,` or `]`"},
      {"a: 'b\nc: d\n", "3: the quoted text is never closed"},
      {"a: @b\n", "3: this character cannot start a value"},
      {"a: b\x04\n", "4: control character U+0004"},
      {"a: *b\n", "3: the referenced anchor is not defined"},
      {"a: &x [*x]\n", "7: an alias stands inside what it names"},
      {"a: 1\n---\nb: 2\n", "5: a second document starts here, expected one"},
  };
  for (const Row& row : rows) EXPECT_EQ(DumpYaml(row.text), row.dump) << row.text;
}

TEST(Yaml, RefusesAliasesThatExplode) {
  std::string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 12; ++i) {
    const std::string last = "*a" + std::to_string(i - 1);
    bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + last;
    for (int j = 0; j < 9; ++j) bomb += ", " + last;
    bomb += "]\n";
  }
  EXPECT_NE(DumpYaml(bomb).find("there are more than 100000 values"), std::string::npos) << DumpYaml(bomb);
  std::string long_text = "a: &x " + std::string(100'000, 'x') + "\nb: [*x";
  for (int i = 0; i < 100; ++i) long_text += ", *x";
  EXPECT_NE(DumpYaml(long_text + "]").find("aliases repeat more than 1048576 bytes"), std::string::npos);
}

TEST(Yaml, RefusesDeepNesting) {
  EXPECT_EQ(DumpYaml(std::string(65, '[') + std::string(65, ']')), "64: nesting is deeper than 64 levels");
  EXPECT_NE(DumpYaml(std::string(10'000, '[')).find("nesting is deeper than 64 levels"), std::string::npos);
  std::string block;
  for (std::size_t i = 0; i < 100; ++i) block += std::string(i, ' ') + "a:\n";
  EXPECT_NE(DumpYaml(block).find("nesting is deeper than 64 levels"), std::string::npos);
}

TEST(Yaml, FormatsScalarsThatReadBackAsTheSameText) {
  const char* const texts[] = {"plain",
                               "",
                               " lead",
                               "trail ",
                               "a: b",
                               "a:",
                               "x #y",
                               "it's",
                               "say \"x\"",
                               "back\\s",
                               "[a]",
                               "a, b",
                               "12",
                               "1.5e3",
                               "0x1F",
                               "2025-12-16",
                               "12:30:45",
                               "yes",
                               "No",
                               "null",
                               "~",
                               "<<",
                               "-",
                               "- a",
                               "-a",
                               "?x",
                               "#x",
                               "*x",
                               "&x",
                               "!x",
                               "@x",
                               "`x`",
                               "%x",
                               "|",
                               ">",
                               "{x}",
                               "a\nb",
                               "a\tb",
                               "\x01",
                               "\xC2\x85",
                               "\xE2\x80\xA8",
                               "名前",
                               "a:b",
                               "...",
                               "---",
                               ".inf",
                               "+5",
                               "é😀",
                               "key: \"v\"",
                               "'q'",
                               "\xEF\xBB\xBFx"};
  for (const char* const text : texts) {
    for (const Style style : {Style::kPlain, Style::kSingleQuoted, Style::kDoubleQuoted, Style::kLiteral}) {
      const YamlNode map = ParseYaml("k: " + FormatYamlScalar(text, style, false) + " # x");
      ASSERT_TRUE(map.entries[0].second.IsScalar()) << text;
      EXPECT_EQ(map.entries[0].second.scalar, text);
      const YamlNode list = ParseYaml("[" + FormatYamlScalar(text, style, true) + ", x]");
      ASSERT_EQ(list.items.size(), 2U) << text;
      EXPECT_EQ(list.items[0].scalar, text);
    }
  }
}

TEST(Yaml, KeepsTheWantedStyleWhereItCan) {
  EXPECT_EQ(FormatYamlScalar("a b", Style::kPlain, false), "a b");
  EXPECT_EQ(FormatYamlScalar("a, b", Style::kPlain, false), "a, b");
  EXPECT_EQ(FormatYamlScalar("a, b", Style::kPlain, true), "\"a, b\"");
  EXPECT_EQ(FormatYamlScalar("350", Style::kPlain, false), "\"350\"");
  EXPECT_EQ(FormatYamlScalar("it's", Style::kSingleQuoted, false), "'it''s'");
  EXPECT_EQ(FormatYamlScalar("a\nb", Style::kSingleQuoted, false), "\"a\\nb\"");
}

}  // namespace
}  // namespace lockstep
