#include "pipeline/console.h"

#include <gtest/gtest.h>

#include <sstream>

#include "pipeline/terminal.h"

namespace lockstep {
namespace {

TEST(Console, DropsInfoWhenQuietAndDetailUnlessVerbose) {
  std::ostringstream out, err;
  Console quiet(out, err, {.quiet = true});
  quiet.Info("a");
  quiet.Detail("b");
  EXPECT_EQ(err.str(), "");
  Console verbose(out, err, {.verbose = true});
  verbose.Info("a");
  verbose.Detail("b");
  EXPECT_EQ(err.str(), "lockstep: a\nlockstep: b\n");
  EXPECT_EQ(out.str(), "");
}

TEST(Console, WipesProgressBeforeOtherOutput) {
  std::ostringstream out, err;
  Console console(out, err, {.progress = true, .width = 10});
  console.Progress("reading files", 1, 2);
  console.Progress("reading files", 2, 2);  // too soon to be drawn
  console.Info("done");
  console.ClearProgress();
  EXPECT_EQ(err.str(), "\r\x1b[Kreading f\r\x1b[Klockstep: done\n");
}

TEST(Console, DrawsNoProgressInAPipe) {
  std::ostringstream out, err;
  Console console(out, err, {});
  console.Progress("reading", 1, 2);
  console.ClearProgress();
  EXPECT_EQ(err.str(), "");
}

TEST(Console, SaysFailuresAsJsonWhereAsked) {
  std::ostringstream out, err;
  Console console(out, err, {.format = Format::kJson});
  console.Failure("store", "damaged", "repair it");
  EXPECT_EQ(err.str(),
            "{\"severity\":\"error\",\"code\":\"store\",\"message\":\"damaged\",\"advice\":\"repair it\"}\n");
}

TEST(ConsoleOptions, ColourTerminalsOnlyUnlessTold) {
  const Terminal terminal{.out_is_terminal = true, .err_is_terminal = false};
  const Terminal no_color{.out_is_terminal = true, .err_is_terminal = true, .no_color = true};
  EXPECT_TRUE(ChooseConsoleOptions(ParseCommandLine({"sync"}), terminal).color_out);
  EXPECT_FALSE(ChooseConsoleOptions(ParseCommandLine({"sync"}), terminal).color_err);
  EXPECT_FALSE(ChooseConsoleOptions(ParseCommandLine({"sync"}), no_color).color_out);
  EXPECT_TRUE(ChooseConsoleOptions(ParseCommandLine({"sync", "--color=always"}), no_color).color_err);
  EXPECT_FALSE(ChooseConsoleOptions(ParseCommandLine({"sync", "--color=never"}), terminal).color_out);
  EXPECT_TRUE(ChooseConsoleOptions(ParseCommandLine({"sync"}), no_color).progress);
  EXPECT_FALSE(ChooseConsoleOptions(ParseCommandLine({"sync", "--quiet"}), no_color).progress);
}

}  // namespace
}  // namespace lockstep
