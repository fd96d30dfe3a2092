#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "exchange/package_format.h"
#include "exchange/placeholders.h"
#include "exchange/po_context.h"
#include "exchange/po_strings.h"
#include "tests/exchange/sample_package.h"

namespace lockstep {
namespace {

using Kind = InlineCode::Kind;

constexpr const char* kHeader =
    "msgid \"\"\nmsgstr \"\"\n\"Language: ja\\n\"\n\"Content-Type: text/plain; charset=UTF-8\\n\"\n\n";

PackageAnswers Read(const std::string& entries) {
  return ReadPackage(kHeader + entries);
}

// What of the answers PO tells: a po_fuzzy text is none, and the path of the translation is not in the file.
PackageAnswers AsPo(PackageAnswers answers) {
  for (AnsweredFile& file : answers.files) {
    file.target_path.clear();
    for (PackageAnswer& answer : file.answers) {
      if (answer.state == AnswerState::kOpen) answer.target.reset();
    }
  }
  return answers;
}

TEST(Po, ComesBackAsItWasWritten) {
  const WorkPackage package = SamplePackage();
  EXPECT_EQ(WithoutLines(ReadPackage(WritePackage(package, PackageFormat::kPo))), AsPo(AnswersOf(package)));
}

TEST(Po, IsTextWhateverFilesAreCalled) {
  WorkPackage package = SamplePackage();
  package.files.resize(1);
  PackageFile& file = package.files[0];
  file.ref = file.source_path = file.target_path = "a\xFF\u00E9.md";
  const PackageAnswers answers = ReadPackage(WritePackage(package, PackageFormat::kPo));
  EXPECT_EQ(ProblemsOf(answers), "");
  EXPECT_EQ(answers.files.at(0).ref, file.ref);
  EXPECT_EQ(answers.files[0].source_path, "a\uFFFD\u00E9.md");
}

TEST(Po, OffersTheBestSuggestionAsFuzzy) {
  WorkPackage package = SamplePackage();
  PackageUnit& unit = package.files[0].units[0];
  unit.suggestions = {{80, MatchKind::kFuzzy, "sync", {"Over", Alone("1", Kind::kCode, "`x`")}, {"概要"}}};
  const std::string po = WritePackage(package, PackageFormat::kPo);
  EXPECT_NE(po.find("#, fuzzy\n#| msgid \"Over<1/>\"\nmsgctxt \"_products/larkspur-one#h-0001\"\n"
                    "msgid \"Overview & &lt;first> \\\"impressions\\\"\"\nmsgstr \"概要\"\n"),
            std::string::npos)
      << po;
  EXPECT_EQ(AnswerTo("h-0001", ReadPackage(po)).target, std::nullopt);
}

TEST(Po, TellsTextsAndCommentsApart) {
  WorkPackage package = SamplePackage();
  PackageUnit& unit = package.files[0].units[1];
  unit.section = "x\n<1> link: y\nlockstep: 1 1\nmsgid \"z\"";
  EXPECT_EQ(WithoutLines(ReadPackage(WritePackage(package, PackageFormat::kPo))), AsPo(AnswersOf(package)));
}

TEST(Po, ReadsWhatToolsWrite) {
  const std::vector<std::string> rows = {
      "msgctxt \"_p/r#u\"\nmsgid \"One two\"\nmsgstr \"一二\"\n",
      "msgctxt \"_p/r#u\"\nmsgid \"\"\n\"One \"\n\"two\"\nmsgstr \"\"\n\"一\"\n\"二\"",
      "# me\n#. x\n#: a.md:1 b.md:2\n#, c-format, no-wrap\n#| msgid \"Won\"\n#| \"\"\nmsgctxt\t\"_p/r#u\"\n"
      "msgid   \"One two\"   \n\nmsgstr \"一二\"\n",
      "domain \"x\"\nmsgctxt \"_p/r#u\"\nmsgid \"One two\"\nmsgstr \"\\344\\270\\200\\xe4\\xba\\x8c\"\n",
      "#~ msgid \"old\"\n#~ msgstr \"\"\n#~ \"x\n#~| msgid \"y\nmsgctxt \"_p/r#u\"\nmsgid \"One two\"\nmsgstr "
      "\"一二\"\n"
      "#~ msgctxt \"_p/r#u\"\n#~ msgid \"Three\"\n#~ msgstr \"三\"\n",
      "msgctxt \"_p/r#v\"\nmsgid \"Three\"\nmsgstr \"三\"\nmsgctxt \"_p/r#u\"\nmsgid \"One two\"\nmsgstr \"一二\"\n",
  };
  for (const std::string& entries : rows) {
    const PackageAnswers answers = Read(entries);
    EXPECT_EQ(ProblemsOf(answers), "") << entries;
    const PackageAnswer answer = AnswerTo("u", answers);
    EXPECT_EQ(answer.source, CodedText{"One two"}) << entries;
    EXPECT_EQ(answer.target, CodedText{"一二"}) << entries;
    EXPECT_EQ(answers.files.at(0).collection, "_p");
    EXPECT_EQ(answers.files.at(0).target_lang, "ja");
  }
}

TEST(Po, ReadsEntriesWithoutEmptyLinesBetween) {
  const PackageAnswers answers = Read(
      "#, fuzzy\nmsgctxt \"p/r#u\"\nmsgid \"1\"\nmsgstr \"a\"\n#. lockstep: 2 3\nmsgctxt \"p/r#v\"\nmsgid "
      "\"2\"\nmsgstr "
      "\"b\"\n");
  EXPECT_EQ(AnswerTo("u", answers).target, std::nullopt);
  EXPECT_EQ(AnswerTo("v", answers).target, CodedText{"b"});
  EXPECT_EQ(AnswerTo("v", answers).source_hash, 2U);
}

// The escapes of a comment can make bytes that are no text, as those of a message can.
TEST(Po, TakesNoCodeWhoseMarkdownIsNoText) {
  const PackageAnswers answers = Read(
      "#. <1/> math: \"a\\350b\"\n#. <2/> code: \"`\\303\\244`\"\nmsgctxt \"p/r#u\"\nmsgid \"<1/><2/>\"\nmsgstr "
      "\"\"\n");
  const CodedText source = AnswerTo("u", answers).source;
  ASSERT_EQ(source.size(), 2U);
  EXPECT_EQ(std::get<PackageCode>(source[0]).original, "");
  EXPECT_EQ(std::get<PackageCode>(source[1]).original, "`ä`");
}

TEST(Po, PutsTheUnitsOfAReviewTogether) {
  const PackageAnswers answers = Read(
      "msgctxt \"p/r#u\"\nmsgid \"1\"\nmsgstr \"a\"\nmsgctxt \"p/s#u\"\nmsgid \"1\"\nmsgstr \"b\"\n"
      "msgctxt \"p/r#v\"\nmsgid \"2\"\nmsgstr \"c\"\n");
  ASSERT_EQ(answers.files.size(), 2U);
  EXPECT_EQ(answers.files[0].answers.size(), 2U);
  EXPECT_EQ(answers.files[1].ref, "s");
}

TEST(Po, ReadsTheEncodingOfTheHeader) {
  const std::string po =
      "msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=EUC-JP\\n\"\n\n"
      "msgctxt \"p/r#u\"\nmsgid \"x\"\nmsgstr \"\xA4\xA2\"\n";
  EXPECT_EQ(AnswerTo("u", ReadPackage(po)).target, CodedText{"あ"});
  EXPECT_EQ(ProblemsOf(ReadPackage(Replaced(po, "EUC-JP", "klingon"))),
            "0:0 : it is not in the encoding that its header names: klingon\ncut off");
  EXPECT_EQ(ProblemsOf(ReadPackage(Replaced(po, "EUC-JP", "UTF-8"))),
            "6:0 : it is not in the encoding that its header names: UTF-8\ncut off");
}

TEST(Po, SaysWhereItCannotBeReadAndGoesOn) {
  const std::string good = "\nmsgctxt \"p/r#v\"\nmsgid \"2\"\nmsgstr \"b\"\n";
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"msgctxt \"p/r#u\"\nmsgid \"1\"\nmsgstr \"a\n", "8:8 u: a string does not end in its line\n"},
      {"msgctxt \"p/r#u\"\nmsgid \"1\"\nmsgstr a\n", "8:8 u: expected a string in quotes\n"},
      {"msgctxt \"p/r#u\"\nmsgid \"1\"\nmsgstr\n", "8:1 u: expected a string in quotes\n"},
      {"msgctxt \"p/r#u\"\nmsgid \"1\"\nmsgtsr \"a\"\n",
       "8:1 u: expected msgctxt, msgid or msgstr, found \"msgtsr\"\n"},
      {"msgctxt \"p/r#u\"\nmsgid \"1\"\nmsgstr \"a\" b\n", "8:12 u: expected nothing behind the string\n"},
      {"msgctxt \"p/r#u\"\nmsgid \"あ\\q\"\nmsgstr \"a\"\n",
       "7:7 u: a backslash is followed by no escape that is known\n"},
      {"msgctxt \"p/r#u\"\nmsgid \"1\"\n", "9:0 u: the entry before has no msgstr\n"},
      {"msgctxt \"p/r#u\"\nmsgid \"1\"\nmsgstr \"a\"\nmsgstr \"b\"\n",
       "9:1 u: expected msgctxt, msgid or msgstr, found \"msgstr\"\n"},
      {"msgstr \"a\"\n", "6:1 : expected msgctxt, msgid or msgstr, found \"msgstr\"\n"},
      {std::string("msgctxt \"p/r#u\"\nmsgid \"1\"\nmsgstr \"a\0\"\n", 38), "8:8 u: it holds a NUL byte\n"},
      {"<<<<<<< HEAD\n", "6:1 : expected msgctxt, msgid or msgstr, found \"<<<<<<<\"\n"},
      {"msgid \"1\"\nmsgstr \"a\"\n", "6:0 : the entry has no msgctxt, which says what unit it is\n"},
      {"msgctxt \"p/r#u\"\nmsgid \"1\"\nmsgid_plural \"2\"\nmsgstr[0] \"a\"\nmsgstr[1] \"b\"\n",
       "6:0 u: the entry has plural forms\n"},
      {"msgctxt \"p/r#u\"\nmsgid \"1\"\nmsgstr \"\\xff\"\n", "6:0 u: its text is not UTF-8, or holds a NUL byte\n"},
      {"msgctxt \"p/r#u\"\nmsgid \"1\"\nmsgstr \"\\000\"\n", "6:0 u: its text is not UTF-8, or holds a NUL byte\n"},
  };
  for (const auto& [entries, problems] : rows) {
    const PackageAnswers answers = Read(entries + good);
    EXPECT_EQ(ProblemsOf(answers), problems) << entries;
    EXPECT_EQ(AnswerTo("v", answers).target, CodedText{"b"}) << entries;
    EXPECT_EQ(AnswerTo("u", answers).id, "") << entries;
  }
}

TEST(Po, SaysThatItIsCutOff) {
  const std::string good = "msgctxt \"p/r#v\"\nmsgid \"2\"\nmsgstr \"b\"\n\n";
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"msgctxt \"p/r#u\"\nmsgid \"1\"\nmsgstr \"a", "12:8 u: it is cut off: a string does not end\ncut off"},
      {"msgctxt \"p/r#u\"\nmsgid \"1\"\n", "11:0 u: it is cut off: an entry has no msgstr\ncut off"},
      {"msgctxt \"p/r#u\"", "10:0 u: it is cut off: an entry has no msgstr\ncut off"},
  };
  for (const auto& [entries, problems] : rows) EXPECT_EQ(ProblemsOf(Read(good + entries)), problems) << entries;
}

// Each answer with the review that it is for, in the order of the file.
std::vector<std::pair<std::string, PackageAnswer>> InOrder(const PackageAnswers& answers) {
  std::vector<std::pair<std::string, PackageAnswer>> list;
  for (const AnsweredFile& file : answers.files) {
    for (const PackageAnswer& answer : file.answers) list.emplace_back(file.ref, answer);
  }
  return list;
}

TEST(Po, GivesTheEntriesBeforeACut) {
  const std::string po = WritePackage(SamplePackage(), PackageFormat::kPo);
  const auto whole = InOrder(ReadPackage(po));
  std::size_t entries = 0;  // that a blank line ends, the header included
  for (std::size_t size = 0; size < po.size(); ++size) {
    if (size >= 2 && po.compare(size - 2, 2, "\n\n") == 0) ++entries;
    const PackageAnswers answers = ReadPackage(std::string_view(po).substr(0, size));
    const bool is_in_character = (static_cast<unsigned char>(po[size]) & 0xC0U) == 0x80U;
    if (is_in_character) {  // then it is no UTF-8, and said to be none
      ASSERT_NE(ProblemsOf(answers), "") << size;
      continue;
    }
    const auto cut = InOrder(answers);
    const std::size_t expected = std::max<std::size_t>(entries, 1) - 1;
    ASSERT_LE(expected, cut.size()) << size;
    ASSERT_LE(cut.size(), expected + 1) << size;
    for (std::size_t i = 0; i < expected; ++i) ASSERT_EQ(cut[i], whole.at(i)) << size;
  }
  EXPECT_EQ(entries, whole.size());  // the last ends with the file
}

TEST(PoStrings, AreReadAsTheyWereWritten) {
  std::string text;
  for (int c = 1; c < 256; ++c) text += static_cast<char>(c);
  EXPECT_EQ(UnescapePo(EscapePo(text)), text);
  EXPECT_EQ(EscapePo("a\"b\\c\n\t\x01"), "a\\\"b\\\\c\\n\\t\\001");
}

TEST(PoStrings, KnowTheEscapesOfC) {
  EXPECT_EQ(UnescapePo("\\x41\\101\\1018\\a\\?"), std::nullopt);
  EXPECT_EQ(UnescapePo("\\x41\\101\\1018\\a"), "AAA8\a");
  for (const char* bad : {"\\", "\\q", "\\x", "\\400"}) EXPECT_EQ(UnescapePo(bad), std::nullopt) << bad;
}

TEST(PoContext, IsReadAsItWasWritten) {
  for (const PoContext& context : {PoContext{"_products", "larkspur-one", "p-1"}, PoContext{"", "", "u"},
                                   PoContext{"a/b#c%41", "d/e#f\n\"%", "g.h"}}) {
    const PoContext again = ReadPoContext(WritePoContext(context));
    EXPECT_EQ(again.collection, context.collection);
    EXPECT_EQ(again.ref, context.ref);
    EXPECT_EQ(again.unit, context.unit);
  }
  EXPECT_EQ(WritePoContext({"_products", "larkspur-one", "p-1"}), "_products/larkspur-one#p-1");
  EXPECT_EQ(ReadPoContext("p-1").unit, "p-1");
}

TEST(Placeholders, StandForCodes) {
  const CodedText text = {"a ", Open("1", Kind::kStrong, "**"),  "b", Close("1", Kind::kStrong, "**"),
                          " ",  Alone("c.2", Kind::kCode, "`d`")};
  EXPECT_EQ(WithPlaceholders(text), "a <1>b</1> <c.2/>");
}

TEST(Placeholders, AreTheOnlyThingThatIsEscaped) {
  for (const char* text : {"a < b > c", "<", "</", "<>", "< 1>", "a & b &c;", "&gt;", "<ü>", "<a b>", "</a/>"}) {
    EXPECT_EQ(WithPlaceholders({text}), text);
  }
  EXPECT_EQ(WithPlaceholders({"<b> </b> <br/> &lt; &amp; &amp;lt;"}),
            "&lt;b> &lt;/b> &lt;br/> &amp;lt; &amp;amp; &amp;amp;lt;");
}

// The slow way: all texts of the characters that matter.
TEST(Placeholders, GiveEveryTextBack) {
  const std::string alphabet = "<>/1&lt;ap";
  std::vector<std::string> texts = {""};
  for (std::size_t i = 0; texts[i].size() < 5; ++i) {
    for (const char c : alphabet) texts.push_back(texts[i] + c);
  }
  for (const std::string& text : texts) {
    CodedText coded;
    Append(text, coded);
    ASSERT_EQ(ReadPlaceholders(WithPlaceholders(coded), {}), coded) << text;
  }
  for (const std::string text : {"&amp;lt;1>", "&amp;amp;amp;"}) {
    ASSERT_EQ(ReadPlaceholders(WithPlaceholders({text}), {}), CodedText{text}) << text;
  }
}

TEST(Placeholders, HaveALegend) {
  for (const PackageCode& code : {Open("1", Kind::kStrong, "**"), Close("a-b", Kind::kLink, "](x \"y\")\n"),
                                  Alone("2", Kind::kLineBreak, "  \n   "), Alone("3", Kind::kEscape, "")}) {
    EXPECT_EQ(ReadLegendLine(LegendLine(code)), code) << LegendLine(code);
  }
  EXPECT_EQ(LegendLine(Close("2", Kind::kLink, "](x)")), "</2> link: \"](x)\"");
  for (const char* line : {"", "<1>", "<1> strong", "<1>strong: \"x\"", "<1> loud: \"x\"", "1 strong: \"x\"",
                           "<1> strong: \"\\q\"", "<1> strong: x", "<1> strong: \"", "<1> strong: \"x"})
    EXPECT_EQ(ReadLegendLine(line), std::nullopt) << line;
}

}  // namespace
}  // namespace lockstep
