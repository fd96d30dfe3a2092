// Texts that were once quadratic, in the parser or in our own stages.
#include <gtest/gtest.h>

#include <ctime>
#include <functional>
#include <string>

#include "stages/model/line_counter.h"
#include "stages/normalization.h"
#include "tests/stages/dump.h"

namespace lockstep {
namespace {

constexpr std::size_t kSize = 300'000;

// `text` again and again, kSize bytes of it.
std::string Many(std::string_view text) {
  std::string out;
  out.reserve(kSize + text.size());
  while (out.size() < kSize) out += text;
  return out;
}

std::string Table(std::size_t columns, std::string_view rows) {
  std::string head;
  std::string line;
  for (std::size_t i = 0; i < columns; ++i) {
    head += "|a";
    line += "|-";
  }
  return head + "\n" + line + "\n" + std::string(rows);
}

double SecondsOf(const std::function<void()>& work) {
  const std::clock_t begin = std::clock();
  work();
  return static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
}

double SecondsFor(const std::string& text, const std::string& path = "x.md") {
  return SecondsOf([&] { DumpSentences(text, "en", path); });
}

// The bound is generous: what is quadratic exceeds it a hundred times, or takes all memory.
TEST(HostileText, TakesTimeInProportionToItsSize) {
  const double ordinary = SecondsFor(Many("Some words, *more* words. And [a link](b).\n\n"));
  const std::vector<std::pair<const char*, std::string>> texts = {
      {"images that are never closed", Many("![[]()")},
      {"a table of many columns", Table(10'000, Many("|b"))},
      {"many columns and short rows", Table(10'000, Many("|b|\n"))},
      {"sentence ends and no letter", Many("1! ")},
      {"references without blank lines", "## References\n\n" + Many("[1] a\n")},
  };
  for (const auto& [name, text] : texts) EXPECT_LT(SecondsFor(text), 20 * ordinary + 0.2) << name;
}

TEST(HostileText, TakesTimeInProportionToItsSizeAsMdx) {
  const double ordinary = SecondsFor(Many("Some {words}, *more* words. And <B>bold</B>.\n\n"), "x.mdx");
  const std::vector<std::string> texts = {
      Many("{"),
      Many("{ {a} "),
      Many("a <b "),
      Many("{\n\n"),
      Many("{{{{{\"\n"),
      Many("{`${"),
      Many("{'\\'"),
      Many("<a b={"),
      Many("<a b='<a c=\""),
      Many("<a b={\n\n"),
      Many("<a b={\n\n") + Many("}/> c"),
      Many("a <b c={\n") + Many("}/> "),
      Many("<A>\n"),
      Many("<A>\n  "),
      Many("> {a\n"),
      Many("> ") + Many("{a"),
      Many("`{``<"),
      Many("import {\n\n"),
      Many("export a\n\n"),
      Many("{/*"),
      Many("{//"),
      Many("a {b} "),
  };
  for (const std::string& text : texts) {
    EXPECT_LT(SecondsFor(text, "x.mdx"), 20 * ordinary + 0.2) << text.substr(0, 20);
  }
}

TEST(HostileText, IsLookedThroughForConflictsInProportionToItsSize) {
  const auto seconds_for = [](const std::string& text) {
    const Source source{"x.md", text};
    return SecondsOf([&] {
      Diagnostics diags;
      EXPECT_TRUE(CheckEncoding(source, diags));
    });
  };
  const double ordinary = seconds_for(Many("Some words, and more words.\n\n"));
  for (const std::string& text : {"a" + Many("<<<<<<< "), "<<<<<<< a\nb" + Many("="), Many("<<<<<<< a\nb====="),
                                  "<<<<<<< a\n=======\nb" + Many(">>>>>>> ")}) {
    EXPECT_LT(seconds_for(text), 20 * ordinary + 0.2) << text.substr(0, 40);
  }
}

TEST(HostileText, HasItsLinesCountedOnceInWhateverOrder) {
  const std::string text = Many("\n");
  const double forwards = SecondsOf([&] {
    const LineCounter lines(text);
    for (std::size_t at = 0; at < text.size(); ++at) EXPECT_EQ(lines.LineOf(at), at + 1);
  });
  const double backwards = SecondsOf([&] {
    const LineCounter lines(text);
    for (std::size_t at = text.size(); at-- > 0;) EXPECT_EQ(lines.LineOf(at), at + 1);
  });
  EXPECT_LT(backwards, 20 * forwards + 0.2);
}

}  // namespace
}  // namespace lockstep
