#include <gtest/gtest.h>

#include "pipeline/console.h"

namespace lockstep {
namespace {

Diagnostic Example(std::string line, std::size_t begin, std::size_t end) {
  Diagnostic diagnostic;
  diagnostic.code = "rating-length";
  diagnostic.message = "rating has 5 numbers, expected 6";
  diagnostic.where = {"_r/ja/acme.md", 9, 9, std::move(line), begin, end};
  return diagnostic;
}

TEST(DiagnosticText, QuotesTheLineWithCaretsAndNotes) {
  Diagnostic diagnostic = Example("rating: [3.6, 0.6]", 8, 18);
  Note& note = diagnostic.notes.emplace_back();
  note.where.path = "_r/en/acme.md";
  note.where.line = 9;
  note.where.column = 9;
  note.message = "the English review has 6";
  EXPECT_EQ(RenderText(diagnostic, false),
            "_r/ja/acme.md:9:9: error: rating has 5 numbers, expected 6 [rating-length]\n"
            "rating: [3.6, 0.6]\n"
            "        ^~~~~~~~~~\n"
            "_r/en/acme.md:9:9: note: the English review has 6\n");
}

TEST(DiagnosticText, PlacesCaretsByDisplayWidth) {
  // Two characters of two columns before the mark, one under it; a tab is one column.
  const std::string text = RenderText(Example("\t評価:点", 8, 11), false);
  EXPECT_NE(text.find("\n 評価:点\n      ^~\n"), std::string::npos) << text;
}

TEST(DiagnosticText, LetsNoFileTalkToTheTerminal) {
  const std::string text = RenderText(Example("a\x1b[31m\xff", 0, 1), false);
  EXPECT_EQ(text.find('\x1b'), std::string::npos);
  EXPECT_NE(text.find("a\uFFFD[31m\uFFFD\n^\n"), std::string::npos) << text;
}

TEST(DiagnosticJson, HasEveryMember) {
  EXPECT_EQ(RenderJson(Example("評: x", 5, 6)),
            R"({"severity":"error","code":"rating-length","message":"rating has 5 numbers, expected 6",)"
            R"("path":"_r/ja/acme.md","line":9,"column":9,"line_text":"評: x","mark":[3,4],"notes":[]})");
}

TEST(DiagnosticJson, ReplacesWhatIsNoUtf8) {
  Diagnostic diagnostic = Example("\xff", 0, 1);
  diagnostic.where.path = "b\xc3.md";
  EXPECT_NE(RenderJson(diagnostic).find("\"path\":\"b\uFFFD.md\""), std::string::npos);
}

}  // namespace
}  // namespace lockstep
