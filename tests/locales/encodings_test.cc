#include "locales/encodings.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

namespace lockstep {
namespace {

TEST(DecodeText, GivesUtf8OrNothing) {
  struct Row {
    std::string bytes;
    std::string encoding;
    std::optional<std::string> text;
  };
  const std::vector<Row> rows = {
      {"", "UTF-8", ""},
      {"\x82\xA0", "Shift_JIS", "あ"},
      {"\x82\xA0", "shift-jis", "あ"},
      {"\xA4\xA2", "EUC-JP", "あ"},
      {"\x80\xE9", "windows-1252", "€é"},
      {"あ", "UTF-8", "あ"},
      // The mark decides before the name.
      {"\xEF\xBB\xBFé", "ISO-8859-1", "é"},
      {"\xFF\xFE\x42\x30", "UTF-8", "あ"},
      {"\xFE\xFF\x30\x42", "UTF-8", "あ"},
      {"\xFF", "UTF-8", std::nullopt},
      {"\x82", "Shift_JIS", std::nullopt},
      {"a", "klingon", std::nullopt},
      {"a", "", std::nullopt},
  };
  for (const Row& row : rows) EXPECT_EQ(DecodeText(row.bytes, row.encoding), row.text) << row.bytes << row.encoding;
}

}  // namespace
}  // namespace lockstep
