#include "exchange/tmx_reader.h"
#include "exchange/tmx_writer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

namespace lockstep {
namespace {

// A file that is gone when the test ends.
class TemporaryFile {
 public:
  explicit TemporaryFile(const std::string& content) {
    std::string pattern = (std::filesystem::temp_directory_path() / "lockstep-tmx-XXXXXX").string();
    close(mkstemp(pattern.data()));
    path_ = pattern;
    std::ofstream(path_, std::ios::binary) << content;
  }
  ~TemporaryFile() { std::filesystem::remove(path_); }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

std::string Show(const TmxUnit& unit) {
  std::string text = std::to_string(unit.line) + " " + unit.source_lang;
  for (const TmxUnit::Variant& variant : unit.variants) text += " " + variant.lang + "{" + variant.text + "}";
  for (const auto& [type, value] : unit.properties) text += " " + type + "=" + value;
  return text + (unit.problem.empty() ? "" : " !" + unit.problem) + "\n";
}

// What is read, a line a unit; or the error behind the path.
std::string Read(const std::string& content) {
  const TemporaryFile file(content);
  std::string text;
  try {
    ReadTmx(file.path(), [&](const TmxUnit& unit) { text += Show(unit); });
  } catch (const TmxError& error) {
    return text + std::string(error.what()).substr(file.path().size());
  }
  return text;
}

std::string Tmx(const std::string& body, const std::string& head = "") {
  return "<?xml version=\"1.0\"?>\n" + head + "<tmx version=\"1.4\"><header srclang=\"en\"/><body>\n" + body +
         "</body></tmx>\n";
}

std::string Utf16(const std::string& ascii) {
  std::string text = "\xff\xfe";
  for (const char c : ascii) text += {c, '\0'};
  return text;
}

TEST(TmxReader, ReadsWhatToolsWrite) {
  struct Row {
    std::string content;
    const char* expected;
  };
  const std::string plain =
      "<tu><prop type='x-a'>b</prop><tuv xml:lang='en'><seg>One &amp; <hi>two</hi></seg></tuv>"
      "<tuv lang='JA'><note>n</note><seg>一</seg></tuv></tu>\n";
  const Row rows[] = {
      {Tmx(plain), "3 en en{One & two} JA{一} x-a=b\n"},
      {Tmx("<tu srclang='*all*'><tuv xml:lang='en'><seg>a<bpt i='1'>&lt;b></bpt>c<ept i='1'>&lt;/b></ept><ph/></seg>"
           "</tuv></tu>\n"),
       "3 *all* en{a<b>c</b>}\n"},
      {Tmx("<tu><tuv xml:lang='en'><seg>a&nbsp;b</seg></tuv></tu>\n",
           "<!DOCTYPE tmx SYSTEM \"tmx14.dtd\" [<!ENTITY nbsp \"~\">]>"),
       "3 en en{a~b}\n"},
      {Tmx("<tu><tuv xml:lang='en'><seg>a&nbsp;b</seg></tuv></tu>\n", "<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">"),
       "3 en en{ab} !the entity &nbsp; is not known\n"},
      {Tmx("<tu><tuv><seg>a</seg></tuv></tu>\n"), "3 en {a} !a variant names no language\n"},
      {Utf16("<?xml version=\"1.0\" encoding=\"UTF-16\"?><tmx version=\"1.4\"><header srclang=\"de\"/><body><tu>"
             "<tuv xml:lang=\"de-AT\"><seg>ein</seg></tuv></tu></body></tmx>"),
       "1 de de-AT{ein}\n"},
      {"\xef\xbb\xbf<tmx><header/><body/></tmx>", ""},
  };
  for (const Row& row : rows) EXPECT_EQ(Read(row.content), row.expected) << row.content;
}

TEST(TmxReader, SaysWhereAndWhyItCannotRead) {
  struct Row {
    std::string content;
    const char* expected;
  };
  std::string bomb = "<!DOCTYPE tmx [<!ENTITY a \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\">";
  for (char name = 'b'; name < 'k'; ++name) {
    bomb += std::string("<!ENTITY ") + name + " \"";
    for (int n = 0; n < 10; ++n) bomb += std::string("&") + static_cast<char>(name - 1) + ";";
    bomb += "\">";
  }
  bomb += "]>";
  const Row rows[] = {
      {"", ":1: it is no XML, or is cut off"},
      {"hello", ":1: it is not well-formed: syntax error"},
      {"<html></html>", ":1: it is no TMX: it begins with <html>, expected <tmx>"},
      {"<tmx>\n<body>\n<tu>", ":3: it is cut off"},
      {"<tmx>\n<body></tu>", ":2: it is not well-formed: mismatched tag"},
      {Tmx("<tu><tuv xml:lang='en'><seg>&j;</seg></tuv></tu>\n", bomb), ":3: its entities explode"},
  };
  for (const Row& row : rows) EXPECT_EQ(Read(row.content), row.expected) << row.content.substr(0, 100);
}

TEST(TmxReader, ReadsNothingOutsideTheFile) {
  const TemporaryFile secret("secret");
  const std::string content = Tmx("<tu><tuv xml:lang='en'><seg>a&x;b</seg></tuv></tu>\n",
                                  "<!DOCTYPE tmx [<!ENTITY x SYSTEM \"file://" + secret.path() + "\">]>");
  EXPECT_THAT(Read(content), ::testing::Not(::testing::HasSubstr("secret")));
}

TEST(TmxReader, SkipsTextsBeyondAllMeasure) {
  const std::string content = Tmx("<tu><tuv xml:lang='en'><seg>" + std::string(2 << 20, 'a') + "</seg></tuv></tu>\n");
  EXPECT_THAT(Read(content), ::testing::HasSubstr("!a text of it is too long"));
  // None too long for itself, and all of them for one unit.
  std::string many;
  for (int n = 0; n < 20; ++n) many += "<tuv xml:lang='en'><seg>" + std::string(1 << 20, 'a') + "</seg></tuv>";
  EXPECT_THAT(Read(Tmx("<tu>" + many + "</tu>\n")), ::testing::HasSubstr("!its texts are too long"));
}

TEST(TmxWriter, WritesWhatTheReaderReads) {
  Unit unit;
  unit.source = "A **bold** & \"new\" <b>1 < 2</b>";
  unit.variants.push_back({"太字\x01", "a.tmx", 1'700'000'000'000, {1}, false, 2, {{1, 2}}});
  std::string written;
  TmxWriter writer([&](std::string_view text) { written += text; }, "en", "1.0");
  writer.Put({"en", "ja"}, unit);
  writer.Finish();
  EXPECT_THAT(written, ::testing::HasSubstr("<ph x=\"1\">**</ph>bold<ph x=\"2\">**</ph> &amp;"));
  EXPECT_EQ(Read(written),
            "6 en en{A **bold** & \"new\" <b>1 < 2</b>} ja{太字} x-origin=a.tmx "
            "x-context=0000000000000001 0000000000000002\n");
}

TEST(TmxDate, IsReadAsItWasWritten) {
  EXPECT_EQ(TmxDate(1'700'000'000'000), "20231114T221320Z");
  EXPECT_EQ(TimeOfTmxDate("20231114T221320Z"), 1'700'000'000'000);
  for (const char* bad : {"", "20231114", "20231314T221320Z", "2023111xT221320Z", "20231114T251320Z"}) {
    EXPECT_EQ(TimeOfTmxDate(bad), 0) << bad;
  }
}

}  // namespace
}  // namespace lockstep
