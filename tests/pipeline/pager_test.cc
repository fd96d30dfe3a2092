#include "pipeline/pager.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <ostream>
#include <sstream>
#include <string>

#include "pipeline/output_buffer.h"

namespace lockstep {
namespace {

// What `pager` wrote into "$PAGED", fed with what a command prints.
std::string Paged(const std::string& pager, bool wanted) {
  const std::filesystem::path file =
      std::filesystem::temp_directory_path() / ("lockstep-pager-" + std::to_string(getpid()));
  setenv("PAGED", file.c_str(), 1);
  setenv("PAGER", pager.c_str(), 1);
  (void)std::signal(SIGPIPE, SIG_IGN);  // as the program does
  OutputBuffer buffer(STDOUT_FILENO);
  std::ostream out(&buffer);
  std::ostringstream err;
  Console console(out, err, {});
  {
    const Pager in_pager(console, wanted);
    console.out() << "stale\n" << std::flush;
    EXPECT_FALSE(std::filesystem::exists(file)) << "shown before its end";
  }
  std::ifstream read(file);
  const std::string text{std::istreambuf_iterator<char>(read), {}};
  std::filesystem::remove(file);
  unsetenv("PAGER");
  return text;
}

TEST(Pager, GetsWhatIsPrintedWhileItLives) {
  EXPECT_EQ(Paged("cat > \"$PAGED\"", true), "stale\n");
  EXPECT_EQ(Paged("echo \"$LESS\" > \"$PAGED\"; cat >> \"$PAGED\"", true), "FRX\nstale\n");
}

TEST(Pager, DoesNothingWhereItIsNotWanted) {
  EXPECT_EQ(Paged("cat > \"$PAGED\"", false), "");
  EXPECT_EQ(Paged("", true), "");
  EXPECT_EQ(Paged("cat", true), "");
}

TEST(Pager, MayEndBeforeTheOutputDoes) {
  EXPECT_EQ(Paged("true", true), "");
  EXPECT_EQ(Paged("exit 127", true), "");
}

}  // namespace
}  // namespace lockstep
