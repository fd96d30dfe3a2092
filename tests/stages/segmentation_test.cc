#include "stages/segmentation.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/stages/dump.h"

namespace lockstep {
namespace {

struct Row {
  std::string lang;
  std::string text;
  std::string sentences;
};

void Check(const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    EXPECT_EQ(DumpSentences(row.text, row.lang), row.sentences);
    EXPECT_EQ(Violation(row.text), "") << row.text;
  }
}

TEST(Segmentation, CutsSentences) {
  Check({
      {"en", "One. Two! Three?", "One. | Two! | Three?"},
      {"ja", "一つ目。二つ目！三つ目", "一つ目。 | 二つ目！ | 三つ目"},
      {"zh-Hans", "第一。第二。", "第一。 | 第二。"},
      {"hi", "एक है। दो है।", "एक है। | दो है।"},
      {"ur", "یہ ایک ہے۔ یہ دو ہے۔", "یہ ایک ہے۔ | یہ دو ہے۔"},
  });
}

TEST(Segmentation, KeepsDecimalsAbbreviationsAndInitialsInside) {
  Check({
      {"en", "It is 0.5 dB. Fine.", "It is 0.5 dB. | Fine."},
      {"en", "Compare e.g. Acme. Good.", "Compare e.g. Acme. | Good."},
      {"en", "J. Doe, A. B. Roe. Good.", "J. Doe, A. B. Roe. | Good."},
      {"en", "It is class D. The rest.", "It is class D. | The rest."},
      {"en", "See [...] Then more.", "See [...] Then more."},
      {"en", "a lower. case", "a lower. case"},
  });
}

TEST(Segmentation, KeepsAbbreviationsOfSeveralPartsWhole) {
  Check({
      {"de", "Das gilt z. B. für alle. Gut.", "Das gilt z. B. für alle. | Gut."},
      {"de", "Das gilt z.\u00A0B. Holz. Gut.", "Das gilt z.\u00A0B. Holz. | Gut."},
      {"de", "Das ist i. d. R. Holz. Gut.", "Das ist i. d. R. Holz. | Gut."},
      {"es", "Los EE. UU. ganaron. Bien.", "Los EE. UU. ganaron. | Bien."},
      {"es", "Vive en la Av. Sur. Bien.", "Vive en la Av. Sur. | Bien."},
      {"ru", "Роман А. С. Орлова. Да.", "Роман А. С. Орлова. | Да."},
      {"th", "ในปี พ. ศ. 2567 ครับ", "ในปี พ. ศ. 2567 ครับ"},
      {"hi", "यह 5 कि. मी. है। हाँ।", "यह 5 कि. मी. है। | हाँ।"},
      {"en", "Take vitamin C. It helps.", "Take vitamin C. | It helps."},
  });
}

TEST(Segmentation, EndsSentencesWithWordsThatEndLikeAnAbbreviation) {
  Check({
      {"ru", "Это новый завод. Качество высокое.", "Это новый завод. | Качество высокое."},
      {"ru", "Он живёт на ул. Мира. Да.", "Он живёт на ул. Мира. | Да."},
      {"ru", "См. «рис. 5». Да.", "См. «рис. 5». | Да."},
      {"ar", "التصميم جديد. الجودة عالية.", "التصميم جديد. | الجودة عالية."},
      {"ar", "كتبه د. سالم. انتهى.", "كتبه د. سالم. | انتهى."},
      {"de", "Wir trafen „Dr. Roth“. Gut.", "Wir trafen „Dr. Roth“. | Gut."},
  });
}

TEST(Segmentation, KeepsOrdinalsBeforeTheirNouns) {
  Check({
      {"de", "Im 19. Jahrhundert. Der 2. Weltkrieg. Gut.", "Im 19. Jahrhundert. | Der 2. Weltkrieg. | Gut."},
      {"de", "Er kam 2019. Danach ging er.", "Er kam 2019. | Danach ging er."},
      {"de", "Es sind 5. Danach keine.", "Es sind 5. | Danach keine."},
      {"en", "It ends in the 5. The rest.", "It ends in the 5. | The rest."},
  });
}

TEST(Segmentation, BeginsNoSentenceInLowerCaseBehindAQuotation) {
  Check({
      {"en", "“Hi!” she said. Yes.", "“Hi!” she said. | Yes."},
      {"en", "Is it (really?) so. Yes.", "Is it (really?) so. | Yes."},
      {"fr", "« Oui ! » écrit-il. Bien.", "« Oui ! » écrit-il. | Bien."},
      {"en", "“Hi!” Then she left.", "“Hi!” | Then she left."},
  });
}

TEST(Segmentation, PutsAnOpeningQuotationMarkIntoItsOwnSentence) {
  Check({
      {"zh-Hans", "是的!“停。”他说。“走!”", "是的! | “停。” | 他说。 | “走!”"},
      {"zh-Hans", "是的。“停。”", "是的。 | “停。”"},
  });
}

TEST(Segmentation, EndsSentencesWithWordsThatAreAbbreviationsElsewhere) {
  Check({
      {"en", "It reaches 45 Hz. It costs 99 USD.", "It reaches 45 Hz. | It costs 99 USD."},
      {"en", "Ask Capt. Roe. Use a PC. Switch it On. Done.", "Ask Capt. Roe. | Use a PC. | Switch it On. | Done."},
      {"de", "Das ist der Test. Hier ist der Port. Gut.", "Das ist der Test. | Hier ist der Port. | Gut."},
      {"de", "Er misst z.B. Holz. Laut Dr. Roth. Gut.", "Er misst z.B. Holz. | Laut Dr. Roth. | Gut."},
      {"fr", "M. Dupont répond. Le test. Oui.", "M. Dupont répond. | Le test. | Oui."},
      {"es", "La Srta. Ruiz usa un kit. Kit. Bien.", "La Srta. Ruiz usa un kit. | Kit. | Bien."},
  });
}

TEST(Segmentation, PutsCitationsBehindAFullStopIntoTheSentenceBefore) {
  Check({
      {"en", "Clean.[1][3] Next.", "Clean.[1][3] | Next."},
      {"en", "Clean. [1] Next.", "Clean. [1] | Next."},
      {"en", "Clean [1]. Next.", "Clean [1]. | Next."},
      {"ja", "綺麗です。[1]次です。", "綺麗です。[1] | 次です。"},
      {"ja", "綺麗です[1]。次です。", "綺麗です[1]。 | 次です。"},
  });
}

TEST(Segmentation, BreaksNeitherInsideCodesNorBracketsNorQuotes) {
  Check({
      {"en", "Run `a. B`. Next.", "Run `a. B`. | Next."},
      {"en", "**Bold.** Next.", "**Bold.** | Next."},
      {"en", "See [a. B](http://x.example/y) now.", "See [a. B](http://x.example/y) now."},
      {"en", "It (works. Really.) does. Yes.", "It (works. Really.) does. | Yes."},
      {"ja", "「はい。そう。」と言う。次。", "「はい。そう。」と言う。 | 次。"},
      {"ja", "**太字。**次。", "**太字。** | 次。"},
  });
}

TEST(Segmentation, TakesASoftBreakForASpace) {
  Check({
      {"en", "One\ntwo. Three\nfour.", "One\ntwo. | Three\nfour."},
      {"en", "> One.\n> Two.", "One. | Two."},
      {"en", "One.\\\nTwo.", "One. | Two."},
  });
}

TEST(Segmentation, LeavesHeadingsAndReferencesWhole) {
  Check({{"en", "# One. Two.", "One. Two."}, {"en", "[1] A. B. http://x.example", "[1] A. B. http://x.example"}});
}

TEST(Segmentation, NormalizesTextOverLinePrefixes) {
  const Locales locales;
  LanguageTools tools(locales.For("en"));
  Document document;
  document.source = {"x.md", "> One\n>  two.\n"};
  document.blocks = ParseMarkdown(document.source, {0, document.source.text.size()}, *tools.locale).blocks;
  const std::vector<Segment> segments = SegmentDocument(document, tools);
  ASSERT_EQ(segments.size(), 1U);
  EXPECT_EQ(segments[0].text, "One two.");
  EXPECT_EQ(segments[0].codes.size(), 1U);
}

TEST(Segmentation, KeysGetCoarser) {
  const Locales locales;
  const FactFinder facts(locales.For("en"));
  const auto keys = [&](const std::string& text) { return KeysOf(text, facts.Find(text)); };
  EXPECT_EQ(keys("It costs $5."), keys("It costs $5."));
  EXPECT_NE(keys("It “costs” $5.").exact, keys("it \"costs\" $5.").exact);
  EXPECT_EQ(keys("It “costs” $5.").loose, keys("it \"costs\" $5.").loose);
  EXPECT_NE(keys("It costs $5.").loose, keys("It costs $6.").loose);
  EXPECT_EQ(keys("It costs $5.").masked, keys("It costs $6.").masked);
}

TEST(Segmentation, OrderOfAListDoesNotChangeItsLooseKey) {
  const Locales locales;
  LanguageTools tools(locales.For("en"));
  const auto segment_of = [&](const std::string& yaml) {
    Document document;
    document.source = {"x.md", yaml};
    document.front.fields.push_back({"tags", FieldRole::kTranslate, {}, ParseYaml(yaml)});
    document.front.fields.push_back({"ref", FieldRole::kKey, {}, ParseYaml("a")});
    const std::vector<Segment> segments = SegmentDocument(document, tools);
    EXPECT_EQ(segments.size(), 1U);
    return segments.at(0);
  };
  const Segment a = segment_of("[Red, Blue]");
  const Segment b = segment_of("[Blue, Red]");
  EXPECT_EQ(a.text, "[Red, Blue]");
  EXPECT_NE(a.keys.exact, b.keys.exact);
  EXPECT_EQ(a.keys.loose, b.keys.loose);
  EXPECT_NE(a.keys.loose, segment_of("[Blue, Green]").keys.loose);
}

}  // namespace
}  // namespace lockstep
