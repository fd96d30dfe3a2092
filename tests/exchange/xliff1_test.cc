#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "exchange/package_format.h"
#include "tests/exchange/sample_package.h"

namespace lockstep {
namespace {

using Kind = InlineCode::Kind;

std::string File(const std::string& units) {
  return "<xliff xmlns='urn:oasis:names:tc:xliff:document:1.2' version='1.2'>\n"
         "<file original='a.md' source-language='en' target-language='ja' datatype='x-markdown'><body>\n" +
         units + "</body></file></xliff>\n";
}
std::string Unit(const std::string& content, const std::string& attributes = "") {
  return File("<trans-unit id='u' xml:space='preserve'" + attributes + ">" + content + "</trans-unit>\n");
}

CodedText TargetOf(const std::string& content) {
  const PackageAnswers answers = ReadPackage(Unit(content));
  EXPECT_EQ(ProblemsOf(answers), "") << content;
  return AnswerTo("u", answers).target.value_or(CodedText{"no target"});
}

TEST(Xliff1, ComesBackAsItWasWritten) {
  const WorkPackage package = SamplePackage();
  EXPECT_EQ(WithoutLines(ReadPackage(WritePackage(package, PackageFormat::kXliff1))), AnswersOf(package));
}

TEST(Xliff1, KeepsCharactersThatXmlCannotHold) {
  WorkPackage package = SamplePackage();
  package.files[0].units[0].source = {std::string("a\x01\r\n\x1F")};
  package.files[0].units[0].target = {std::string("\x0B\x0B c")};
  EXPECT_EQ(WithoutLines(ReadPackage(WritePackage(package, PackageFormat::kXliff1))), AnswersOf(package));
}

TEST(Xliff1, ReadsTheCodesOfAllTools) {
  const std::string source =
      "<source><bpt id='1' rid='1' ctype='bold'>**</bpt>x<ept id='1' rid='1'>**</ept><ph id='2' "
      "ctype='x-code'>`y`</ph></source>";
  const CodedText wanted = {Open("1", Kind::kStrong, "**"), "え", Close("1", Kind::kStrong, "**"),
                            Alone("2", Kind::kCode, "`y`")};
  for (const std::string target : {
           "<g id='1'>え</g><x id='2'/>",
           "<bx id='8' rid='1'/>え<ex id='9' rid='1'/><ph id='2'/>",
           "<bpt id='1'/>え<ept id='1'/><x id='2' ctype='x-code'/>",
           "<it id='1' pos='open'>**</it>え<it id='1' pos='close'>**</it><x id='2'/>",
           "<mrk mtype='seg' mid='0'><g id='1'>え</g></mrk><mrk mtype='seg' mid='1'><x id='2'/></mrk>",
           "<g id='1'><mrk mtype='term'>え</mrk></g><x id='2'/>",
       })
    EXPECT_EQ(TargetOf(source + "<target state='translated'>" + target + "</target>"), wanted) << target;
}

TEST(Xliff1, GoesByStateAndApproval) {
  struct Row {
    std::string unit;
    std::string target;
    AnswerState state;
  };
  const std::vector<Row> rows = {
      {"", "", AnswerState::kTranslated},
      {"", " state='new'", AnswerState::kOpen},
      {"", " state='needs-translation'", AnswerState::kOpen},
      {"", " state='needs-review-translation'", AnswerState::kOpen},
      {"", " state='x-anything'", AnswerState::kOpen},
      {"", " state='translated'", AnswerState::kTranslated},
      {" approved='no'", " state='translated'", AnswerState::kTranslated},
      {" approved='yes'", " state='translated'", AnswerState::kTranslated},
      {" approved='yes'", "", AnswerState::kReviewed},
      {" approved='yes'", " state='new'", AnswerState::kReviewed},
      {"", " state='signed-off'", AnswerState::kReviewed},
      {"", " state='final'", AnswerState::kFinal},
  };
  for (const auto& [unit, target, state] : rows) {
    const std::string content = "<source>One</source><target" + target + ">一</target>";
    EXPECT_EQ(AnswerTo("u", ReadPackage(Unit(content, unit))).state, state) << unit << target;
  }
}

TEST(Xliff1, GivesNoTargetWhereNobodyTranslated) {
  for (const std::string target : {"", "<target/>", "<target>One</target>", "<target state='new'>One</target>"}) {
    const PackageAnswers answers = ReadPackage(Unit("<source>One</source>" + target));
    EXPECT_EQ(AnswerTo("u", answers).target, std::nullopt) << target;
    EXPECT_EQ(AnswerTo("u", answers).state, AnswerState::kOpen) << target;
    EXPECT_EQ(AnswerTo("u", answers).has_source_only, target.find("One") != std::string::npos) << target;
  }
  EXPECT_EQ(TargetOf("<source>One</source><target state='translated'>One</target>"), CodedText{"One"});
}

TEST(Xliff1, LeavesSuggestionsAlone) {
  EXPECT_EQ(TargetOf("<source>One</source><alt-trans><source>Won</source><target>勝</target></alt-trans>"),
            CodedText{"no target"});
}

TEST(Xliff1, SaysWhatItCannotTake) {
  const std::string source = "<source>One. Two.</source>";
  const std::vector<std::pair<std::string, std::string>> rows = {
      {File("<trans-unit>" + source + "</trans-unit>"), "3:1 : a unit has no id\n"},
      {Unit("<target>一</target>"), "3:1 u: it has no source\n"},
      {Unit(source + "<target xml:lang='fr'>un</target>"), "3:1 u: its target is in \"fr\", expected \"ja\"\n"},
      {Unit(source + "<target><x/>一</target>"), "3:1 u: a code of it has no id: <x>\n"},
      {Unit(source + "<target><i>一</i></target>"), "3:1 u: its text has an element that is not known: <i>\n"},
      {Unit(source + "<seg-source><mrk mtype='seg' mid='0'>One.</mrk> <mrk mtype='seg' mid='1'>Two.</mrk></seg-source>"
                     "<target><mrk mtype='seg' mid='0'>一。</mrk> <mrk mtype='seg' mid='1'/></target>"),
       "3:1 u: only a part of its segments is translated\n"},
  };
  for (const auto& [xliff, problems] : rows) EXPECT_EQ(ProblemsOf(ReadPackage(xliff)), problems) << xliff;
}

TEST(Xliff1, SurvivesACutAnywhere) {
  const std::string xliff = WritePackage(SamplePackage(), PackageFormat::kXliff1);
  for (std::size_t size = 0; size + 1 < xliff.size(); ++size)
    ASSERT_TRUE(ReadPackage(std::string_view(xliff).substr(0, size)).cut_off) << size;
}

TEST(Xliff1, SaysWhatItIsWhereAToolKeptTheHeaderOnly) {
  std::string xliff = WritePackage(SamplePackage(), PackageFormat::kXliff1);
  for (std::size_t at; (at = xliff.find("<context-group")) != std::string::npos;)
    xliff.erase(at, xliff.find("</context-group>") + 16 - at);
  const PackageAnswers answers = ReadPackage(xliff);
  EXPECT_EQ(ProblemsOf(answers), "");
  EXPECT_EQ(answers.site, "larkspur.example");
  EXPECT_EQ(answers.files.at(0).ref, "larkspur-one");
  EXPECT_EQ(AnswerTo("p-3", answers).source_hash, 0U);
}

}  // namespace
}  // namespace lockstep
