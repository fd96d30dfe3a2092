// Writes the table behind locales/latin_table.h as C++: run when the program is built.
//
// Pages of 256 characters; the empty ones are one page. A character's place leads to its letters in one string, ended
// by a NUL; equal letters share their place.
#include <unicode/translit.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include <cstdint>
#include <cstdio>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "locales/transliteration.h"

namespace {

constexpr char32_t kPageSize = 256;
constexpr char32_t kEndOfTable = 0x10000;  // living scripts are in the first plane

bool IsLatin(char32_t c) {
  UErrorCode status = U_ZERO_ERROR;
  return uscript_getScript(static_cast<UChar32>(c), &status) == USCRIPT_LATIN;
}

std::string Latin(const icu::Transliterator& to_latin, char32_t c) {
  if (!IsLatin(c) && !lockstep::WritesSounds(c)) return "";
  icu::UnicodeString text(static_cast<UChar32>(c));
  to_latin.transliterate(text);
  std::string latin;
  text.toUTF8String(latin);
  // ICU marks the small kana, which only colour their neighbour, with a tilde.
  return !latin.empty() && latin[0] == '~' ? "" : latin;
}

// The letters of all characters in one string, and each one's place in it.
class Table {
 public:
  void Add(const std::string& letters) {
    const auto [known, added] = place_of_.try_emplace(letters, letters_.size());
    if (added) letters_.append(letters).push_back('\0');
    page_.push_back(known->second);
    if (page_.size() < kPageSize) return;
    const auto [page, is_new] = number_of_.try_emplace(page_, pages_.size());
    if (is_new) pages_.push_back(page_);
    numbers_.push_back(page->second);
    page_.clear();
  }

  void Print() const {
    std::puts("#include \"locales/latin_table.h\"\n\n#include <cstdint>\n\nnamespace lockstep {\nnamespace {\n");
    std::printf("constexpr std::uint8_t kPages[%zu] = {", numbers_.size());
    for (const std::size_t number : numbers_) std::printf("%zu,", number);
    std::printf("};\nconstexpr std::uint32_t kPlaces[%zu][%u] = {\n", pages_.size(), unsigned{kPageSize});
    for (const Page& page : pages_) {
      std::printf("{");
      for (const std::size_t place : page) std::printf("%zu,", place);
      std::puts("},");
    }
    std::printf("};\nconstexpr char kLetters[%zu] = {", letters_.size());
    for (const char c : letters_) std::printf("%d,", c);
    std::puts("};\n\n}  // namespace\n");
    std::puts("std::string_view LatinOf(char32_t c) {");
    std::printf("  return c < %u ? kLetters + kPlaces[kPages[c / %u]][c %% %u] : \"\";\n", unsigned{kEndOfTable},
                unsigned{kPageSize}, unsigned{kPageSize});
    std::puts("}\n\n}  // namespace lockstep");
  }

 private:
  using Page = std::vector<std::size_t>;
  std::string letters_;
  std::map<std::string, std::size_t> place_of_;
  Page page_;
  std::vector<Page> pages_;
  std::map<Page, std::size_t> number_of_;
  std::vector<std::size_t> numbers_;
};

}  // namespace

int main() {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::Transliterator> to_latin(
      icu::Transliterator::createInstance("Any-Latin; Latin-ASCII; Lower", UTRANS_FORWARD, status));
  if (U_FAILURE(status)) return 1;
  Table table;
  for (char32_t c = 0; c < kEndOfTable; ++c) table.Add(Latin(*to_latin, c));
  table.Print();
  return 0;
}
