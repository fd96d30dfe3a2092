#include "pipeline/help.h"

#include <gtest/gtest.h>

#include <sstream>

#include "locales/unicode.h"

namespace lockstep {
namespace {

TEST(Help, ListsEveryCommandAndOption) {
  for (const Command& command : Commands()) {
    EXPECT_NE(OverviewText(false, 80).find("  " + command.name), std::string::npos) << command.name;
    const std::string text = CommandText(command, 80);
    for (const Option& option : command.options) EXPECT_NE(text.find("--" + option.name), std::string::npos);
    for (const Option& option : GlobalOptions()) EXPECT_NE(text.find("--" + option.name), std::string::npos);
    for (const Option& option : command.options) {
      for (const std::string& choice : option.choices) EXPECT_NE(text.find(choice), std::string::npos) << choice;
    }
  }
}

TEST(Help, SaysWhatGoesTogether) {
  EXPECT_EQ(OptionMeaning({.name = "x", .help = "what", .choices = {"a", "b"}, .excludes = {"list", "state"}}),
            "what: a, b; not with --list, --state");
  EXPECT_EQ(OptionMeaning({.name = "x", .help = "what", .with = "list"}), "with --list: what");
  EXPECT_NE(CommandText(*FindCommand("sync"), 100).find("to FILE; not with --dry-run\n"), std::string::npos);
}

TEST(Help, FitsTheTerminal) {
  for (const int width : {40, 60, 80}) {
    std::istringstream lines(OverviewText(true, static_cast<std::size_t>(width)));
    for (std::string line; std::getline(lines, line);) EXPECT_LE(DisplayWidth(line), width) << line;
  }
}

TEST(Help, PutsMeaningsBelowWhereThereIsNoRoomBeside) {
  const std::string wide = OverviewText(false, 58), narrow = OverviewText(false, 57);
  EXPECT_NE(wide.find("\n  tm stats                  say what the translation\n"), std::string::npos) << wide;
  EXPECT_NE(narrow.find("\n  tm stats\n          say what the translation memory holds\n"), std::string::npos)
      << narrow;
}

TEST(Help, WrapsParagraphsAndKeepsExamples) {
  EXPECT_EQ(Wrap("one two three\n\n    example stays as it is\n", 8, 2, 0),
            "one two\n  three\n\n    example stays as it is\n");
}

TEST(Help, ShowsOperandsInTheUsageLine) {
  EXPECT_EQ(UsageLine(*FindCommand("show")), "usage: lockstep show FILE [options]");
  EXPECT_EQ(UsageLine(*FindCommand("sync")), "usage: lockstep sync [options]");
  EXPECT_EQ(UsageLine(*FindCommand("tm build")), "usage: lockstep tm build SOURCE [TARGET] --plain [options]");
}

}  // namespace
}  // namespace lockstep
