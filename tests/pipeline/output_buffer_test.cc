#include "pipeline/output_buffer.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <ostream>
#include <string>

namespace lockstep {
namespace {

TEST(OutputBuffer, WritesWhatFillsItAndWhatIsFlushed) {
  std::array<int, 2> ends{};
  ASSERT_EQ(pipe(ends.data()), 0);
  {
    OutputBuffer buffer(ends[1]);
    std::ostream out(&buffer);
    out << "one " << 2 << std::flush << " three";
  }
  close(ends[1]);
  std::string text(100, ' ');
  const ssize_t got = read(ends[0], text.data(), text.size());
  close(ends[0]);
  EXPECT_EQ(text.substr(0, static_cast<std::size_t>(got)), "one 2 three");
}

TEST(OutputBuffer, RemembersThatTheReaderWentAway) {
  (void)std::signal(SIGPIPE, SIG_IGN);
  std::array<int, 2> ends{};
  ASSERT_EQ(pipe(ends.data()), 0);
  close(ends[0]);
  OutputBuffer buffer(ends[1]);
  std::ostream out(&buffer);
  EXPECT_EQ(buffer.error(), 0);
  out << std::string(1 << 20, 'x') << std::flush;
  errno = 0;
  EXPECT_FALSE(out);
  EXPECT_EQ(buffer.error(), EPIPE);
  close(ends[1]);
}

}  // namespace
}  // namespace lockstep
