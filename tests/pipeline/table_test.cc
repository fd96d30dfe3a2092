#include <gtest/gtest.h>

#include <sstream>

#include "pipeline/console.h"

namespace lockstep {
namespace {

TEST(Table, AlignsByDisplayWidth) {
  std::ostringstream out, err;
  const Console console(out, err, {});
  EXPECT_EQ(RenderTable({{"name", "n"}, {"評価", "7"}, {"ab", "12"}}, {false, true}, console),
            "name   n\n評価   7\nab    12\n");
}

TEST(Table, CountsNoEscapeSequences) {
  std::ostringstream out, err;
  const Console console(out, err, {.color_out = true});
  EXPECT_EQ(RenderTable({{"a", "b"}, {console.Paint(Style::kRed, "xx"), "y"}}, {}, console),
            "\x1b[1ma   b\x1b[0m\n\x1b[31mxx\x1b[0m  y\n");
}

}  // namespace
}  // namespace lockstep
