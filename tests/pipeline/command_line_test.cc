#include <gtest/gtest.h>

#include <map>
#include <set>

#include "pipeline/command.h"
#include "pipeline/store_access.h"
#include "pipeline/suggestion.h"

namespace lockstep {
namespace {

std::string ErrorOf(const std::vector<std::string>& words) {
  try {
    ParseCommandLine(words);
  } catch (const UsageError& error) {
    return error.what();
  }
  return "";
}

TEST(CommandLine, TakesOptionsBeforeBehindAndBetweenOperands) {
  const std::vector<std::vector<std::string>> lines = {
      {"--site", "a b", "show", "x.md", "--stage", "key"},
      {"show", "--stage=key", "--site=a b", "x.md"},
      {"--stage", "key", "show", "--site", "a b", "--", "x.md"},
  };
  for (const auto& words : lines) {
    const Arguments arguments = ParseCommandLine(words);
    ASSERT_NE(arguments.command, nullptr);
    EXPECT_EQ(arguments.command->name, "show");
    EXPECT_EQ(arguments.operands, std::vector<std::string>{"x.md"});
    EXPECT_EQ(arguments.Value("site"), "a b");
    EXPECT_EQ(arguments.Value("stage"), "key");
  }
}

TEST(CommandLine, TakesAsManyWordsForAnOptionAsItSays) {
  const std::vector<std::vector<std::string>> lines = {
      {"judge", "--was", "a", "b", "--now", "c", "d"},
      {"--now", "c", "d", "judge", "--was", "a", "b"},
      {"judge", "--was", "a", "--was", "b", "--now", "c", "--quiet", "--now", "d"},
  };
  for (const auto& words : lines) {
    const Arguments arguments = ParseCommandLine(words);
    EXPECT_EQ(arguments.command->name, "judge");
    EXPECT_EQ(arguments.Values("was"), (std::vector<std::string>{"a", "b"}));
    EXPECT_EQ(arguments.Values("now"), (std::vector<std::string>{"c", "d"}));
  }
  EXPECT_EQ(ErrorOf({"judge", "--was", "a", "b", "c"}), "superfluous operand \"c\"");
  EXPECT_EQ(ErrorOf({"judge", "--was"}), "option \"--was\" needs a value");
}

TEST(CommandLine, ReadsCommandsOfTwoWords) {
  const Arguments arguments = ParseCommandLine({"store", "--quiet", "load", "dump.jsonl"});
  EXPECT_EQ(arguments.command->name, "store load");
  EXPECT_TRUE(arguments.Has("quiet"));
  EXPECT_EQ(arguments.operands, std::vector<std::string>{"dump.jsonl"});
}

TEST(CommandLine, KeepsEveryValueOfARepeatedOption) {
  const Arguments arguments = ParseCommandLine({"status", "--lang", "ja", "--lang", "de"});
  EXPECT_EQ(arguments.Values("lang"), (std::vector<std::string>{"ja", "de"}));
  EXPECT_EQ(arguments.Value("lang"), "de");
}

TEST(CommandLine, ReadsHelpAndVersionOptionsAsCommands) {
  const Arguments help = ParseCommandLine({"store", "load", "--help"});
  EXPECT_EQ(help.command->name, "help");
  EXPECT_EQ(help.operands, (std::vector<std::string>{"store", "load"}));
  EXPECT_EQ(ParseCommandLine({"--version"}).command->name, "version");
  EXPECT_EQ(ParseCommandLine({}).command, nullptr);
}

TEST(CommandLine, SaysWhatIsWrong) {
  const std::map<std::vector<std::string>, std::string> rows = {
      {{"stats"}, "unknown command \"stats\", did you mean \"status\"?"},
      {{"frobnicate"}, "unknown command \"frobnicate\""},
      {{"store"}, "\"store\" needs one of info, verify, repair, gc, dump, load"},
      {{"store", "verfy"}, "unknown command \"store verfy\", did you mean \"verify\"?"},
      {{"sync", "--dry"}, "unknown option \"--dry\", did you mean \"--dry-run\"?"},
      {{"sync", "--dryrun"}, "unknown option \"--dryrun\", did you mean \"--dry-run\"?"},
      {{"store", "gc", "--keep", "9"}, "unknown option \"--keep\", did you mean \"--keep-runs\"?"},
      {{"status", "--sit=here"}, "unknown option \"--sit\", did you mean \"--site\"?"},
      {{"status", "--sit="}, "unknown option \"--sit\", did you mean \"--site\"?"},
      {{"status", "-o=here"}, "unknown option \"-o\""},
      {{"store", "dump", "-o"}, "option \"--output\" needs a value"},
      {{"tm", "forget"}, "missing option: --run ID"},
      {{"tm", "build", "en.txt"}, "missing option: --plain"},
      {{"accept", "--run", "3"}, "--run goes with --undo"},
      {{"accept", "--undo", "--since", "3"}, "--since does not go with --undo"},
      {{"sync", "--keep", "9"}, "unknown option \"--keep\""},
      {{"sync", "--site"}, "option \"--site\" needs a value"},
      {{"sync", "--site="}, "option \"--site\" needs a value"},
      {{"sync", "--list=yes"}, "option \"--list\" takes no value"},
      {{"sync", "more"}, "superfluous operand \"more\""},
      {{"show"}, "missing operand: FILE"},
      {{"sync", "--format", "jsn"}, "value of --format \"jsn\" is none of text, json, did you mean \"json\"?"},
      {{"status", "--health", "--list"}, "--list does not go with --health"},
      {{"status", "--lang", "ja", "--diagnostics", "--state", "stale"}, "--state does not go with --diagnostics"},
      {{"sync", "--dry-run", "--metrics-file", "f"}, "--dry-run does not go with --metrics-file"},
      {{"completion", "tcsh"}, "operand \"tcsh\" is none of bash, zsh, fish"},
  };
  for (const auto& [words, message] : rows) EXPECT_EQ(ErrorOf(words), message) << testing::PrintToString(words);
}

TEST(CommandLine, NamesTheCommandOfAnError) {
  try {
    ParseCommandLine({"sync", "--no-such"});
    FAIL();
  } catch (const UsageError& error) {
    ASSERT_NE(error.command, nullptr);
    EXPECT_EQ(error.command->name, "sync");
  }
}

TEST(Arguments, RefusesWhatIsNoNumberInRange) {
  const Arguments arguments = ParseCommandLine({"sync", "--jobs", "4"});
  EXPECT_EQ(arguments.Number("jobs"), 4);
  EXPECT_EQ(arguments.Jobs(), 4U);
  EXPECT_EQ(arguments.Number("wait"), std::nullopt);
  // Of a command that has no use for them, too.
  for (const char* text : {"0", "1025", "4x", "four", "", "99999999999999999999"})
    EXPECT_THROW(ParseCommandLine({"status", std::string("--jobs=") + text}), UsageError) << text;
}

TEST(Commands, OptionsWithARangeTakeAValue) {
  const auto check = [](const std::vector<Option>& options) {
    for (const Option& option : options) {
      if (!option.range) continue;
      EXPECT_FALSE(option.value.empty()) << "--" << option.name;
      EXPECT_LE(option.range->least, option.range->most) << "--" << option.name;
    }
  };
  check(GlobalOptions());
  for (const Command& command : Commands()) check(command.options);
}

TEST(Commands, AgreeOnWhetherAnOptionTakesAValue) {
  std::map<std::string, bool> takes_value;
  for (const Option& option : GlobalOptions()) takes_value[option.name] = !option.value.empty();
  for (const Command& command : Commands()) {
    EXPECT_NE(command.run, nullptr) << command.name;
    for (const Option& option : command.options) {
      const bool value = !option.value.empty();
      EXPECT_EQ(takes_value.emplace(option.name, value).first->second, value) << command.name << " " << option.name;
    }
  }
}

TEST(Commands, ExcludeAndAskForOptionsThatTheyHave) {
  for (const Command& command : Commands()) {
    std::set<std::string> names;
    for (const Option& option : command.options) names.insert(option.name);
    for (const Option& option : command.options) {
      for (const std::string& other : option.excludes) EXPECT_TRUE(names.contains(other)) << command.name << other;
      EXPECT_TRUE(option.with.empty() || names.contains(option.with)) << command.name << option.with;
    }
  }
}

TEST(Commands, SayWhetherTheyOnlyReadTheStore) {
  const std::set<std::string> others = {
      "sync",      "accept",       "import",   "propagate",  "tm build", "tm import",              // write it
      "tm forget", "store repair", "store gc", "store load",                                       //
      "init",      "show",         "judge",    "completion", "help",     "man",       "version"};  // need none
  for (const Command& command : Commands()) {
    EXPECT_EQ(command.reads_only, !others.contains(command.name)) << command.name;
    LockHolder holder;
    holder.command = command.name;
    EXPECT_EQ(IsReader(holder), command.reads_only) << command.name;
  }
  EXPECT_TRUE(IsReader({}));  // not known yet
}

TEST(Suggestion, CountsSwapsAsOneEdit) {
  EXPECT_EQ(EditDistance("snyc", "sync"), 1U);
  EXPECT_EQ(EditDistance("", "abc"), 3U);
  EXPECT_EQ(EditDistance("kitten", "sitting"), 3U);
}

}  // namespace
}  // namespace lockstep
