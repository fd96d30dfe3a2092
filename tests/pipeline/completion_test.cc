#include "pipeline/completion.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace lockstep {
namespace {

// What bash offers for `words`, the last being under the cursor, in the order of the script.
std::string Complete(const std::string& words, int cursor) {
  const std::filesystem::path script = std::filesystem::path(testing::TempDir()) / "lockstep_completion.bash";
  std::ofstream(script) << BashCompletion() << "COMP_WORDS=(" << words << ")\nCOMP_CWORD=" << cursor
                        << "\ncompopt() { :; }\n_lockstep\necho -n \"${COMPREPLY[*]}\"\n";
  FILE* pipe = popen(("bash " + script.string() + " 2>&1").c_str(), "r");
  std::string answer;
  for (int c = 0; (c = std::fgetc(pipe)) != EOF;) answer += static_cast<char>(c);
  EXPECT_EQ(pclose(pipe), 0);
  return answer;
}

TEST(Completion, NamesEveryCommandAndOptionInEveryShell) {
  for (const std::string& script : {BashCompletion(), ZshCompletion(), FishCompletion()}) {
    for (const Command& command : Commands()) {
      for (const Option& option : command.options) EXPECT_NE(script.find(option.name), std::string::npos);
      EXPECT_NE(script.find(command.name.substr(command.name.find(' ') + 1)), std::string::npos) << command.name;
    }
    for (const Option& option : GlobalOptions()) EXPECT_NE(script.find(option.name), std::string::npos);
  }
}

TEST(Completion, WorksInBash) {
  EXPECT_EQ(Complete("lockstep sta", 1), "status");
  EXPECT_EQ(Complete("lockstep store ver", 2), "verify");
  EXPECT_EQ(Complete("lockstep --site x store ver", 4), "verify");
  EXPECT_EQ(Complete("lockstep status --stat", 2), "--state");
  EXPECT_EQ(Complete("lockstep status --state st", 3), "stale");
  EXPECT_EQ(Complete("lockstep status --format = j", 4), "json");
  EXPECT_EQ(Complete("lockstep completion z", 2), "zsh");
  EXPECT_EQ(Complete("lockstep sync --jobs ''", 3), "");
}

}  // namespace
}  // namespace lockstep
