#include "stages/code_spans.h"

#include <optional>
#include <string>

#include <gtest/gtest.h>

namespace lockstep {
namespace {

// As CommonMark says it: a run of as many backticks, no more and no less.
std::optional<std::size_t> SlowEndOf(const std::string& text, std::size_t at, std::size_t limit) {
  std::size_t ticks = 0;
  while (at + ticks < text.size() && text[at + ticks] == '`') ++ticks;
  std::size_t run = 0;
  for (std::size_t i = at + ticks; i < limit; ++i) {
    run = text[i] == '`' ? run + 1 : 0;
    const bool ends = run > 0 && (i + 1 == limit || text[i + 1] != '`');
    if (ends && run == ticks) return i + 1;
  }
  return std::nullopt;
}

TEST(CodeSpans, EndAtARunOfAsManyBackticks) {
  for (unsigned bits = 0; bits < 1U << 12U; ++bits) {
    std::string text;
    for (unsigned i = 0; i < 12; ++i) text += (bits >> i & 1U) != 0 ? '`' : 'a';
    CodeSpans spans(text);
    for (std::size_t at = text.find('`'); at != std::string::npos; at = text.find('`', TicksEnd(text, at))) {
      EXPECT_EQ(spans.EndOf(at, text.size()), SlowEndOf(text, at, text.size())) << text << ' ' << at;
    }
  }
}

TEST(CodeSpans, EndWithinTheirLines) {
  CodeSpans spans("`a\n\nb` `c`");
  EXPECT_EQ(spans.EndOf(0, 2), std::nullopt);
  EXPECT_EQ(spans.EndOf(5, 10), 8U);
  EXPECT_EQ(spans.EndOf(7, 10), 10U);
}

}  // namespace
}  // namespace lockstep
