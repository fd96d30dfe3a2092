#include "pipeline/completion.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>

namespace lockstep {
namespace {

namespace fs = std::filesystem;

std::string OutputOf(const std::string& command) {
  FILE* pipe = popen(command.c_str(), "r");
  std::string output;
  for (int c = 0; (c = std::fgetc(pipe)) != EOF;) output += static_cast<char>(c);
  EXPECT_EQ(pclose(pipe), 0) << command;
  return output;
}

// A directory of this process alone: tests run beside each other.
class Directory {
 public:
  Directory() : path_(fs::path(testing::TempDir()) / ("lockstep-completion-" + std::to_string(getpid()))) {
    fs::create_directories(path_);
  }
  ~Directory() { fs::remove_all(path_); }
  Directory(const Directory&) = delete;
  Directory& operator=(const Directory&) = delete;
  std::string Write(const std::string& name, const std::string& text) const {
    std::ofstream(path_ / name) << text;
    return (path_ / name).string();
  }
  std::string path() const { return path_.string(); }

 private:
  fs::path path_;
};

// What bash offers for `words`, the last being under the cursor, in the order of the script; "<default>" for files,
// "<dirnames>" for directories.
std::string Complete(const std::string& words, int cursor) {
  const Directory directory;
  const std::string script =
      directory.Write("script", BashCompletion() + "COMP_WORDS=(" + words + ")\nCOMP_CWORD=" + std::to_string(cursor) +
                                    "\ncompopt() { COMPREPLY=(\"<$2>\"); }\n_lockstep\necho -n \"${COMPREPLY[*]}\"\n");
  return OutputOf("bash '" + script + "' 2>&1");
}

// The words that lockstep gets where somebody types `line` in bash, in a directory with the file "two words.md", and
// then the key that completes.
std::string Type(const std::string& line) {
  const Directory directory;
  directory.Write("two words.md", "");
  directory.Write("script", BashCompletion() + "lockstep() { printf '[%s]' \"$@\"; }\n");
  const std::string typed =
      directory.Write("typed", "cd '" + directory.path() + "'\nsource ./script\n" + line + "\t\n");
  return OutputOf("HISTFILE= INPUTRC=/dev/null TERM=dumb bash --norc --noprofile -i <'" + typed + "' 2>/dev/null");
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

TEST(Completion, OffersWhatThisCommandTakes) {
  EXPECT_EQ(Complete("lockstep status --format ''", 3), "text json");
  EXPECT_EQ(Complete("lockstep export --format ''", 3), "xliff2 xliff1 po");
  EXPECT_EQ(Complete("lockstep diff --format m", 3), "markdown");
  EXPECT_EQ(Complete("lockstep status --state c", 3), "current");
  EXPECT_EQ(Complete("lockstep diff --state c", 3), "");
  const std::string fish = FishCompletion();
  EXPECT_NE(fish.find("complete -c lockstep -n 'not __lockstep_command \"diff\" \"export\"' -l format"),
            std::string::npos);
}

TEST(Completion, OffersFilesWhereAFileMayStand) {
  for (const char* words :
       {"lockstep align ''", "lockstep align a.md ''", "lockstep explain ''", "lockstep accept ''",
        "lockstep export ''", "lockstep export --out ''", "lockstep judge --was ''", "lockstep judge --was a.md ''",
        "lockstep show ''", "lockstep tm build ''", "lockstep tm export -o ''", "lockstep sync --metrics-file = ''"}) {
    const auto cursor = static_cast<int>(std::count(words, words + std::strlen(words), ' '));
    EXPECT_EQ(Complete(words, cursor), "<default>") << words;
  }
  EXPECT_EQ(Complete("lockstep sync --site ''", 3), "<dirnames>");
  EXPECT_EQ(Complete("lockstep log ''", 2), "");
  EXPECT_NE(ZshCompletion().find(":SOURCE TARGET:_files:SOURCE TARGET:_files"), std::string::npos);
}

TEST(Completion, KeepsNamesWithSpacesTogether) {
  EXPECT_EQ(Type("lockstep show tw"), "[show][two words.md]");
  EXPECT_EQ(Type("lockstep align two\\ words.md two\\ w"), "[align][two words.md][two words.md]");
  EXPECT_EQ(Type("lockstep export --out \"two w"), "[export][--out][two words.md]");
  EXPECT_EQ(Type("lockstep export --out=tw"), "[export][--out=two words.md]");
}

TEST(Completion, HelpGoesOnAsTheNamesOfCommandsDo) {
  EXPECT_EQ(Complete("lockstep help sta", 2), "status");
  EXPECT_EQ(Complete("lockstep help tm l", 3), "lookup");
  EXPECT_EQ(Complete("lockstep help status ''", 3), "");
  EXPECT_NE(ZshCompletion().find("    tm|'help tm')"), std::string::npos);
  EXPECT_NE(FishCompletion().find("-n '__lockstep_command \"tm\" \"help tm\"' -a lookup"), std::string::npos);
}

}  // namespace
}  // namespace lockstep
