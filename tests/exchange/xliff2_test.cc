#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "exchange/package_format.h"
#include "exchange/xliff2_writer.h"
#include "tests/exchange/sample_package.h"

namespace lockstep {
namespace {

using Kind = InlineCode::Kind;
using Rows = std::vector<std::pair<std::string, std::string>>;

// A file with units as tools may write them.
std::string File(const std::string& units) {
  return "<xliff xmlns='urn:oasis:names:tc:xliff:document:2.0' version='2.0' srcLang='en' trgLang='ja'>\n"
         "<file id='f1' xml:space='preserve'>\n" +
         units + "</file></xliff>\n";
}
std::string Unit(const std::string& content) {
  return File("<unit id='u'>" + content + "</unit>\n");
}

CodedText TargetOf(const std::string& content) {
  const PackageAnswers answers = ReadPackage(Unit(content));
  EXPECT_EQ(ProblemsOf(answers), "") << content;
  return AnswerTo("u", answers).target.value_or(CodedText{"no target"});
}

TEST(Xliff2, ComesBackAsItWasWritten) {
  const WorkPackage package = SamplePackage();
  EXPECT_EQ(WithoutLines(ReadPackage(WriteXliff2(package))), AnswersOf(package));
}

TEST(Xliff2, KeepsCharactersThatXmlCannotHold) {
  WorkPackage package = SamplePackage();
  PackageUnit& unit = package.files[0].units[0];
  unit.source = {std::string("a\x01\r\n\x1F"), Alone("1", Kind::kHtml, "\x02"), "b"};
  unit.target = {std::string("\x0B c")};
  EXPECT_EQ(WithoutLines(ReadPackage(WriteXliff2(package))), AnswersOf(package));
}

TEST(Xliff2, SaysTheDirectionOfRightToLeftLanguages) {
  WorkPackage package = SamplePackage();
  for (PackageFile& file : package.files) file.target_lang = "ar";
  EXPECT_NE(WriteXliff2(package).find("trgDir=\"rtl\""), std::string::npos);
}

TEST(Xliff2, WritesDeepAndCrossingPairsWithoutNesting) {
  WorkPackage package = SamplePackage();
  CodedText& source = package.files[0].units[0].source;
  for (int i = 0; i < 300; ++i) source.insert(source.begin(), Open(std::to_string(i), Kind::kEmphasis, "*"));
  for (int i = 300; i-- > 0;) source.emplace_back(Close(std::to_string(i), Kind::kEmphasis, "*"));
  EXPECT_EQ(WithoutLines(ReadPackage(WriteXliff2(package))), AnswersOf(package));
}

TEST(Xliff2, PutsSegmentsOfAUnitTogether) {
  const std::string source = "<source>One. Two.</source>";
  EXPECT_EQ(TargetOf("<segment>" + source + "<target>一。二。</target></segment>"), CodedText{"一。二。"});
  EXPECT_EQ(TargetOf("<segment><source>One.</source><target>一。</target></segment>"
                     "<ignorable><source> </source></ignorable>"
                     "<segment><source>Two.</source><target>二。</target></segment>"),
            CodedText{"一。 二。"});
  EXPECT_EQ(TargetOf("<segment><source>One.</source><target order='3'>一。</target></segment>"
                     "<ignorable><source> </source><target order='2'/></ignorable>"
                     "<segment><source>Two.</source><target order='1'>二。</target></segment>"),
            CodedText{"二。一。"});
}

TEST(Xliff2, TakesTheLeastStateOfTheSegments) {
  const std::string one = "<segment state='reviewed'><source>One.</source><target>一。</target></segment>";
  const std::string two = "<segment state='translated'><source>Two.</source><target>二。</target></segment>";
  EXPECT_EQ(AnswerTo("u", ReadPackage(Unit(one))).state, AnswerState::kReviewed);
  EXPECT_EQ(AnswerTo("u", ReadPackage(Unit(one + two))).state, AnswerState::kTranslated);
  EXPECT_EQ(
      AnswerTo("u", ReadPackage(Unit("<segment state='final'><source>1</source><target>1</target></segment>"))).state,
      AnswerState::kFinal);
}

TEST(Xliff2, ReadsWhatToolsPutIntoTexts) {
  const std::string begin = "<segment><source>Say <ph id='1' subType='lockstep:code'/></source><target>";
  const CodedText wanted = {"言う", Alone("1", Kind::kCode, "")};
  for (const std::string target : {
           "言う<ph id='1'/>",
           "<mrk id='m' type='comment' value='x'>言う</mrk><ph id='1'/>",
           "<sm id='m' type='term'/>言<em startRef='m'/>う<ph id='1'/>",
           "<cp hex='8A00'/>う<ph id='1' canDelete='no'/>",
           "\n      言う<ph id='1'/>\n      ",
       })
    EXPECT_EQ(TargetOf(begin + target + "</target></segment>"), wanted) << target;
}

TEST(Xliff2, KnowsCodesOfTheTargetByThoseOfTheSource) {
  const std::string data = "<originalData><data id='d1'>**</data><data id='d2'>__</data></originalData>";
  const std::string source =
      "<source><pc id='1' dataRefStart='d1' dataRefEnd='d2' type='fmt' subType='lockstep:strong'>x</pc></source>";
  const CodedText wanted = {Open("1", Kind::kStrong, "**"), "え", Close("1", Kind::kStrong, "__")};
  for (const std::string target :
       {"<pc id='1'>え</pc>", "<sc id='1'/>え<ec startRef='1'/>", "<sc id='1'/>え<ec id='1' isolated='yes'/>"})
    EXPECT_EQ(TargetOf(data + "<segment>" + source + "<target>" + target + "</target></segment>"), wanted) << target;
}

TEST(Xliff2, GivesNoTargetWhereNobodyTranslated) {
  for (const std::string target : {"", "<target/>", "<target>One</target>", "<target> \n </target>"}) {
    const PackageAnswers answers = ReadPackage(Unit("<segment><source>One</source>" + target + "</segment>"));
    EXPECT_EQ(AnswerTo("u", answers).id, "u");
    EXPECT_EQ(AnswerTo("u", answers).target, std::nullopt) << target;
  }
  // Who says that it is translated, means it.
  EXPECT_EQ(TargetOf("<segment state='translated'><source>One</source><target>One</target></segment>"),
            CodedText{"One"});
  EXPECT_EQ(TargetOf("<segment state='translated'><source>One</source><target/></segment>"), CodedText{});
}

TEST(Xliff2, TakesOffIndentationWhereSpaceIsNotKept) {
  const std::string xliff = Replaced(Unit("<segment><source>It costs \n   <ph id='1'/>\n  </source>"
                                          "<target>\n   価格\n   <ph id='1'/>\n  </target></segment>"),
                                     " xml:space='preserve'", "");
  const PackageAnswer answer = AnswerTo("u", ReadPackage(xliff));
  EXPECT_EQ(answer.source, (CodedText{"It costs ", Alone("1", Kind::kCode, "")}));
  EXPECT_EQ(answer.target, (CodedText{"価格", Alone("1", Kind::kCode, "")}));
}

TEST(Xliff2, FindsUnitsInGroupsAndAmongOthersElements) {
  const PackageAnswers answers = ReadPackage(File(
      "<skeleton href='x'/><notes><note>n</note></notes>"
      "<group id='g'><group id='h'><unit id='u'><x:y xmlns:x='urn:x'><x:segment/></x:y><notes><note>n</note></notes>"
      "<segment><source>One</source><target>一</target></segment></unit></group></group>"
      "<unit id='v'><segment><source>Two</source><target>二</target></segment></unit>"));
  EXPECT_EQ(ProblemsOf(answers), "");
  EXPECT_EQ(AnswerTo("u", answers).target, CodedText{"一"});
  EXPECT_EQ(AnswerTo("v", answers).target, CodedText{"二"});
}

TEST(Xliff2, KnowsTheFileByItsIdWhereMetadataAreLost) {
  std::string xliff = WriteXliff2(SamplePackage());
  for (std::size_t at; (at = xliff.find("<mda:metadata>")) != std::string::npos;)
    xliff.erase(at, xliff.find("</mda:metadata>") + 15 - at);
  const PackageAnswers answers = ReadPackage(xliff);
  EXPECT_EQ(ProblemsOf(answers), "");
  EXPECT_EQ(answers.id, "");
  ASSERT_EQ(answers.files.size(), 2U);
  EXPECT_EQ(answers.files[0].collection, "_products");
  EXPECT_EQ(answers.files[0].ref, "larkspur-one");
  EXPECT_EQ(answers.files[0].source_path, "_products/en/larkspur one.md");
  EXPECT_EQ(AnswerTo("p-3", answers).source_hash, 0U);
}

TEST(Xliff2, KeepsNamesOfFilesOfAnyCharacters) {
  WorkPackage package = SamplePackage();
  package.files[0].collection = "a/b:c";
  package.files[0].ref = "::\xE9\x9B\xAA 1";
  EXPECT_EQ(WithoutLines(ReadPackage(WriteXliff2(package))), AnswersOf(package));
}

TEST(Xliff2, GivesCanonicalLanguages) {
  const std::string xliff = Replaced(Replaced(File(""), "'en'", "'EN_us'"), "'ja'", "'xx-klingon'");
  const PackageAnswers answers = ReadPackage(xliff);
  EXPECT_EQ(answers.files[0].source_lang, "en-US");
  EXPECT_EQ(answers.files[0].target_lang, "xx-klingon");
}

TEST(Xliff2, SaysWhatItCannotTake) {
  const std::string good = "<segment><source>One</source><target>一</target></segment>";
  const Rows rows = {
      {File("<unit>" + good + "</unit>"), "3:1 : a unit has no id\n"},
      {Unit(""), "3:1 u: it has no segment\n"},
      {Unit("<segment><target>一</target></segment>"), "3:1 u: a segment of it has no source\n"},
      {Unit(good + "<segment><source>Two</source></segment>"), "3:1 u: only a part of its segments is translated\n"},
      {Unit("<segment><source>One</source><target><b>一</b></target></segment>"),
       "3:1 u: its text has an element that is not known: <b>\n"},
      {Unit("<segment><source>One</source><target><ph/>一</target></segment>"),
       "3:1 u: a code of it has no id: <ph>\n"},
      {Unit("<segment><source>One</source><target xml:lang='fr'>un</target></segment>"),
       "3:1 u: its target is in \"fr\", expected \"ja\"\n"},
      {File("<unit id='u'>" + good + "</unit>\n<unit id='u'>" + good + "</unit>"),
       "4:1 u: the unit stands there twice, first in line 3\n"},
      {File("<unit id='u'>" + good + "</unit>\n<unit id='u'>" + Replaced(good, "一", "1") + "</unit>"),
       "4:1 u: the unit stands there twice, first in line 3, with another text: neither is taken\n"},
  };
  for (const auto& [xliff, problems] : rows) EXPECT_EQ(ProblemsOf(ReadPackage(xliff)), problems) << xliff;
}

TEST(Xliff2, TakesNeitherOfTwoUnitsThatDisagree) {
  const std::string unit = "<unit id='u'><segment><source>One</source><target>一</target></segment></unit>";
  EXPECT_EQ(AnswerTo("u", ReadPackage(File(unit + unit))).target, CodedText{"一"});
  EXPECT_EQ(AnswerTo("u", ReadPackage(File(unit + Replaced(unit, "一", "壱")))).id, "");
}

TEST(Xliff2, ReadsUnitsBeforeTheCut) {
  const std::string xliff = WriteXliff2(SamplePackage());
  const PackageAnswers answers = ReadPackage(xliff.substr(0, xliff.find("<unit id=\"p-3\"") + 30));
  EXPECT_TRUE(answers.cut_off);
  ASSERT_EQ(answers.problems.size(), 1U);
  EXPECT_EQ(answers.problems[0].message, "it is cut off");
  EXPECT_EQ(AnswerTo("p-2a.3_b", answers).id, "p-2a.3_b");
  EXPECT_EQ(AnswerTo("p-3", answers).id, "");
}

TEST(Xliff2, SurvivesACutAnywhere) {
  const std::string xliff = WriteXliff2(SamplePackage());
  for (std::size_t size = 0; size + 1 < xliff.size(); ++size) {
    const PackageAnswers answers = ReadPackage(std::string_view(xliff).substr(0, size));
    ASSERT_TRUE(answers.cut_off) << size;
    ASSERT_FALSE(answers.problems.empty()) << size;
  }
}

TEST(Xliff2, RefusesEntitiesThatMakeMoreTextThanTheFileHas) {
  std::string entities = "<!DOCTYPE xliff [<!ENTITY a '" + std::string(100000, 'x') + "'>]>";
  std::string text;
  for (int i = 0; i < 40; ++i) text += "&a;";
  const PackageAnswers answers = ReadPackage(entities + Unit("<segment><source>" + text + "</source></segment>"));
  ASSERT_EQ(answers.problems.size(), 1U);
  EXPECT_EQ(answers.problems[0].message, "its entities explode");
  EXPECT_TRUE(answers.cut_off);
}

TEST(Xliff2, TellsOfPackagesOfTwoSitesInOneFile) {
  const std::string xliff = WriteXliff2(SamplePackage());
  const auto with_second = [&](const std::string& then, const std::string& now) {
    const std::size_t second = xliff.rfind(then);
    return ReadPackage(xliff.substr(0, second) + Replaced(xliff.substr(second), then, now));
  };
  const PackageAnswers joined = with_second(">2026-01-31-7<", ">2026-02-01-1<");
  EXPECT_TRUE(joined.problems.empty());
  EXPECT_EQ(joined.id, "2026-01-31-7");
  const std::string site = SamplePackage().site;
  const PackageAnswers answers = with_second(">" + site + "<", ">another<");
  ASSERT_EQ(answers.problems.size(), 1U);
  EXPECT_EQ(answers.problems[0].message, "it holds packages of two sites: \"" + site + "\" and \"another\"");
}

}  // namespace
}  // namespace lockstep
