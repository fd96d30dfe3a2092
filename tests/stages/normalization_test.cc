#include "stages/normalization.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "locales/unicode.h"

namespace lockstep {
namespace {

struct Row {
  const char* text;
  const char* expected;
};

TEST(Normalization, NormalizesWhiteSpaceAndForm) {
  const Row rows[] = {
      {"", ""},
      {"plain text", "plain text"},
      {"  two \t spaces\r\nand a line ", "two spaces and a line"},
      {"no\xC2\xA0"
       "break",
       "no break"},
      {"zero\xE2\x80\x8Bwidth\xEF\xBB\xBF", "zerowidth"},
      {"soft\xC2\xADhyphen", "softhyphen"},
      {"Cafe\xCC\x81", "Caf\xC3\xA9"},
      {"日本\n語", "日本語"},
      {"日本 語", "日本 語"},
      {"日本\nABC", "日本 ABC"},
      {"です。\n  次の", "です。次の"},
      {"한국\n어", "한국 어"},
      {"全角\xE3\x80\x80スペース", "全角 スペース"},
      {"\xE2\x80\x8B \xE2\x80\x8B", ""},
      {"a\xE2\x80\x8B\n\xE2\x80\x8B b", "a b"},
      {"か\xE3\x82\x99", "が"},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(NormalizeText(row.text), row.expected) << row.text;
    EXPECT_EQ(NormalizeText(NormalizeText(row.text)), NormalizeText(row.text)) << row.text;
    EXPECT_TRUE(IsNfc(NormalizeText(row.text)));
  }
}

TEST(Normalization, FoldsCosmeticDifferencesInLooseText) {
  const Row rows[] = {
      {"The Quick", "the quick"},
      {"it’s “so”", "it\"s\"so\""},
      {"it's \"so\"", "it\"s\"so\""},
      {"2010 – 2012", "2010-2012"},
      {"2010—2012", "2010-2012"},
      {"wait…", "wait..."},
      {"１２，５００円（税込）", "12,500円(税込)"},
      {"ｶﾞｲﾄﾞ", "ガイド"},
      {"Straße", "strasse"},
      {"a , b", "a,b"},
      {"a b", "a b"},
      {"速い、安い。", "速い,安い."},
  };
  for (const Row& row : rows) EXPECT_EQ(LooseText(row.text), row.expected) << row.text;
}

std::string Report(const std::string& text, bool* usable = nullptr) {
  Diagnostics diags;
  const bool ok = CheckEncoding({"a.md", text}, diags);
  if (usable != nullptr) *usable = ok;
  std::string out;
  for (const Diagnostic& d : diags.items()) {
    out += std::to_string(d.where.line) + ":" + std::to_string(d.where.column) + ": " + d.message + " [" + d.code + "]";
    for (const Note& note : d.notes) out += " | " + std::to_string(note.where.line) + ": " + note.message;
  }
  return out;
}

TEST(Normalization, AcceptsText) {
  const char* const texts[] = {"", "a\r\nb\n", "日本語", "Title\n=======\n\ntext\n", "<<<<<<< x\n", "\xEF\xBB\xBFText"};
  for (const char* const text : texts) EXPECT_EQ(Report(text), "") << text;
}

TEST(Normalization, ReportsWhatIsNoText) {
  const std::pair<std::string, const char*> rows[] = {
      {"\xFF\xFE"
       "a",
       "1:1: the file is UTF-16, expected UTF-8 [encoding-utf16]"},
      {std::string("ab\nc\0d", 6), "2:2: NUL byte, expected text [encoding-nul]"},
      {"ab\n日\xE3(", "2:2: byte 0xE3 is not valid UTF-8 [encoding-invalid]"},
      {"a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> other\n",
       "2:1: unresolved merge conflict, expected one version of the text [conflict-marker]"
       " | 4: the other version starts here | 6: the conflict ends here"},
  };
  for (const auto& [text, expected] : rows) {
    bool usable = true;
    EXPECT_EQ(Report(text, &usable), expected);
    EXPECT_FALSE(usable);
  }
}

std::vector<std::string_view> LinesOf(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of("\r\n"), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

// As the header says it, line by line.
bool HasConflict(std::string_view text) {
  constexpr std::string_view kMarks[] = {"<<<<<<< ", "=======", ">>>>>>> "};
  std::size_t found = 0;
  for (const std::string_view line : LinesOf(text)) {
    if (found == 3) break;
    const bool is_mark = found == 1 ? line == kMarks[found] : line.starts_with(kMarks[found]);
    if (is_mark) ++found;
  }
  return found == 3;
}

TEST(Normalization, FindsConflictsInAnyTextOfMarks) {
  constexpr std::string_view kPieces[] = {"<<<<<<< ", "=======", ">>>>>>> ", "\n", "\r\n", "=", "a"};
  constexpr std::size_t kSize = 6;
  std::size_t texts = 1;
  for (std::size_t i = 0; i < kSize; ++i) texts *= std::size(kPieces);
  std::size_t conflicts = 0;
  for (std::size_t number = 0; number < texts; ++number) {
    std::string text;
    for (std::size_t rest = number; rest > 0; rest /= std::size(kPieces)) text += kPieces[rest % std::size(kPieces)];
    bool usable = false;
    Report(text, &usable);
    ASSERT_EQ(usable, !HasConflict(text)) << text;
    if (!usable) ++conflicts;
  }
  EXPECT_GT(conflicts, 0U);
}

TEST(Normalization, WarnsOfLoneCr) {
  bool usable = false;
  EXPECT_EQ(Report("ab\rc\rd", &usable), "1:3: line ends with a lone CR, expected LF or CRLF [line-end-cr]");
  EXPECT_TRUE(usable);
}

}  // namespace
}  // namespace lockstep
