#include "stages/preparation.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/invariants.h"

namespace lockstep {
namespace {

SiteRules Rules() {
  SiteRules rules;
  rules.collections.push_back({"reviews", "{lang}/*.md", "ref", "lang"});
  return rules;
}

Document PrepareText(const std::string& text, Diagnostics& diags) {
  static const Locales locales;
  Toolbox tools(locales);
  const SiteRules rules = Rules();
  const std::string path = "en/x.md";
  return Prepare({path, text}, *MatchPath(path, rules), rules, tools, diags);
}

TEST(Preparation, MakesADocumentOfAFile) {
  Diagnostics diags;
  const Document document =
      PrepareText("---\nref: acme-one\nlang: en\ntitle: \"Acme One\"\n---\n## Overview\n\nGood. Very good.\n", diags);
  EXPECT_TRUE(document.usable);
  EXPECT_EQ(document.key, (DocumentKey{"reviews", "acme-one", "en"}));
  ASSERT_EQ(document.segments.size(), 4U);
  EXPECT_EQ(document.segments[0].text, "Acme One");
  EXPECT_EQ(document.segments[1].text, "Overview");
  EXPECT_EQ(document.segments[3].text, "Very good.");
  EXPECT_EQ(document.sections.at(1).id, "overview");
  EXPECT_EQ(invariants::CheckSplicing(document), "");
  EXPECT_EQ(invariants::CheckSegments(document), "");
}

TEST(Preparation, GivesTheSameTwice) {
  const std::string text = "---\nref: a\nlang: en\n---\nOne. Two [1][2].\n\n> three\n> `four`\n";
  Diagnostics first;
  Diagnostics second;
  const Document a = PrepareText(text, first);
  const Document b = PrepareText(text, second);
  EXPECT_TRUE(invariants::SameSegments(a.segments, b.segments));
  EXPECT_EQ(first.items(), second.items());
}

TEST(Preparation, RefusesWhatIsNoDocumentAndSaysWhy) {
  for (const std::string& text : {std::string("\xff\xfe"), std::string("---\nlang: en\n---\n"),
                                  std::string("---\nref: [\n---\n"), std::string("a\0b", 3), std::string("")}) {
    Diagnostics diags;
    EXPECT_FALSE(PrepareText(text, diags).usable) << text;
    EXPECT_TRUE(diags.HasErrors()) << text;
  }
}

}  // namespace
}  // namespace lockstep
