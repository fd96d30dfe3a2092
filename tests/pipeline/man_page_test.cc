#include "pipeline/man_page.h"

#include <gtest/gtest.h>

namespace lockstep {
namespace {

TEST(ManPage, TakesNothingForAMacroOrAnEscape) {
  struct Row {
    const char* text;
    const char* roff;
  };
  for (const Row& row : {Row{"plain", "plain"}, Row{"a-b", "a\\-b"}, Row{".lockstep", "\\&.lockstep"},
                         Row{"'quoted'", "\\&'quoted'"}, Row{"C:\\x", "C:\\ex"}, Row{"not .here", "not .here"},
                         Row{"run `lockstep sync` first", "run \\fBlockstep sync\\fR first"}}) {
    EXPECT_EQ(RoffText(row.text), row.roff) << row.text;
  }
}

TEST(ManPage, PartsParagraphsAndKeepsExamplesAsTheyAre) {
  EXPECT_EQ(RoffParagraphs("One.\nTwo.\n\n    lockstep sync\n    lockstep status\n\nThree."),
            "One.\nTwo.\n.PP\n.EX\n    lockstep sync\n    lockstep status\n.PP\n.EE\nThree.\n");
  EXPECT_EQ(RoffParagraphs("One.\n\n    lockstep sync"), "One.\n.PP\n.EX\n    lockstep sync\n.EE\n");
  EXPECT_EQ(RoffParagraphs(""), "");
}

TEST(ManPage, NamesEveryCommandAndOption) {
  const std::string page = ManPage();
  for (const Command& command : Commands()) {
    EXPECT_NE(page.find(".SS \"lockstep " + RoffText(command.name)), std::string::npos) << command.name;
    for (const Option& option : command.options) {
      EXPECT_NE(page.find(RoffText("--" + option.name)), std::string::npos) << option.name;
    }
  }
  EXPECT_NE(page.find("read last; not with \\-\\-list, \\-\\-state\n"), std::string::npos);
  for (const Option& option : GlobalOptions()) {
    EXPECT_NE(page.find(RoffText("--" + option.name)), std::string::npos) << option.name;
  }
}

}  // namespace
}  // namespace lockstep
