#include "exchange/xml_reader.h"

#include <gtest/gtest.h>

#include <string>
#include <tuple>
#include <vector>

#include "exchange/xml_writer.h"

namespace lockstep {
namespace {

// Writes the events down: <name a=b>text</name>.
class Recorder : public XmlHandler {
 public:
  std::string events;
  std::vector<XmlPosition> begins;
  const XmlReader* reader = nullptr;

  void OnBegin(std::string_view name, const XmlAttributes& attributes) override {
    events += "<" + std::string(name);
    attributes.ForEach(
        [&](const std::string& key, std::string_view value) { events += " " + key + "=" + std::string(value); });
    events += ">";
    if (reader != nullptr) begins.push_back(reader->Position());
  }
  void OnEnd(std::string_view name) override { events += "</" + std::string(name) + ">"; }
  void OnText(std::string_view text) override { events += text; }
};

std::string Events(std::string_view xml) {
  Recorder recorder;
  ReadXml(xml, recorder, &recorder.reader);
  return recorder.events;
}

// "LINE:COLUMN: reason", or what was read.
std::string Failure(std::string_view xml) {
  try {
    return "no error: " + Events(xml);
  } catch (const XmlError& error) {
    return std::to_string(error.where.line) + ":" + std::to_string(error.where.column) + ": " + error.what();
  }
}

std::string Nested(std::size_t depth) {
  std::string xml;
  for (std::size_t i = 0; i < depth; ++i) xml += "<a>";
  for (std::size_t i = 0; i < depth; ++i) xml += "</a>";
  return xml;
}

std::string Utf16(std::string_view ascii, bool big_endian) {
  std::string bytes = big_endian ? "\xFE\xFF" : "\xFF\xFE";
  for (const char c : ascii) {
    if (big_endian) bytes += '\0';
    bytes += c;
    if (!big_endian) bytes += '\0';
  }
  return bytes;
}

TEST(XmlReader, ResolvesNamesByNamespace) {
  EXPECT_EQ(Events("<p:a xmlns:p='urn:x' p:b='1' c='2' xml:lang='ja'><d xmlns='urn:y'/></p:a>"),
            "<urn:x a urn:x b=1 c=2 xml:lang=ja><urn:y d></urn:y d></urn:x a>");
}

TEST(XmlReader, LeavesNamesAsWrittenWhereAsked) {
  Recorder recorder;
  XmlReader reader(recorder, XmlNames::kAsWritten);
  reader.Feed("<tmx p:a='1'><seg xml:lang='en'/>");
  reader.Feed("</tmx>");
  reader.Finish();
  EXPECT_EQ(recorder.events, "<tmx p:a=1><seg xml:lang=en></seg></tmx>");
}

TEST(XmlReader, ReadsTheSameInPiecesOfAnySize) {
  const std::string xml = "<?xml version='1.0'?>\n<a b='\xC3\xA9'>x&amp;y &#x3042;<![CDATA[<z>]]><!-- c --></a>\n";
  const std::string whole = Events(xml);
  EXPECT_EQ(whole, "<a b=\xC3\xA9>x&y \xE3\x81\x82<z></a>");
  for (std::size_t size = 1; size < xml.size(); ++size) {
    Recorder recorder;
    XmlReader reader(recorder);
    for (std::size_t at = 0; at < xml.size(); at += size) reader.Feed(std::string_view(xml).substr(at, size));
    reader.Finish();
    EXPECT_EQ(recorder.events, whole) << size;
  }
}

TEST(XmlReader, GoesByByteOrderMarkAndDeclaration) {
  const std::string text = "<?xml version=\"1.0\" encoding=\"UTF-16\"?><a>x</a>";
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"\xEF\xBB\xBF<a>\xC3\xA9</a>", "<a>\xC3\xA9</a>"},
      {Utf16(text, true), "<a>x</a>"},
      {Utf16(text, false), "<a>x</a>"},
      {"<?xml version='1.0' encoding='ISO-8859-1'?><a>\xE9</a>", "<a>\xC3\xA9</a>"},
      {"<?xml version='1.0' encoding='windows-1252'?><a>\x80</a>", "<a>\xE2\x82\xAC</a>"},
      {"<?xml version='1.0' encoding='Shift_JIS'?><a>\x82\xA0</a>", "<a>\xE3\x81\x82</a>"},
      {"<?xml version='1.0' encoding=\"EUC-JP\"?><a>\xA4\xA2</a>", "<a>\xE3\x81\x82</a>"},
  };
  for (const auto& [bytes, events] : rows) EXPECT_EQ(Events(bytes), events) << bytes;
}

TEST(XmlReader, TellsWhereThingsAreInCharacters) {
  Recorder recorder;
  ReadXml("<a>\n  \xE3\x81\x82<b/></a>", recorder, &recorder.reader);
  EXPECT_EQ(recorder.begins, (std::vector<XmlPosition>{{1, 1}, {2, 4}}));
}

TEST(XmlReader, SaysWhyItCannotRead) {
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"", "1:1: it is no XML, or is cut off"},
      {"  \n", "2:1: it is no XML, or is cut off"},
      {"hello", "1:1: it is not well-formed: syntax error"},
      {"<a>\n<b>", "2:4: it is cut off"},
      {"<a>\n<b", "2:1: it is cut off"},
      {"<a>\xE3\x81", "1:4: it is cut off"},
      {"<a></b>", "1:6: it is not well-formed: mismatched tag"},
      {"<a/><b/>", "1:5: it is not well-formed: junk after document element"},
      {"<p:a/>", "1:1: it is not well-formed: unbound prefix"},
      {"<a>&nbsp;</a>", "1:4: it is not well-formed: undefined entity"},
      {"<!DOCTYPE a SYSTEM 'a.dtd'><a>&nbsp;</a>", "1:31: the entity &nbsp; is not known"},
      {std::string("<a>x\0y</a>", 10), "1:5: it holds a NUL byte"},
      {"<a>\x01</a>", "1:4: it is not well-formed: not well-formed (invalid token)"},
      {"<a>\xFF</a>", "1:4: it is not well-formed: not well-formed (invalid token)"},
      {"<?xml version='1.0' encoding='klingon'?><a/>", "1:1: its encoding is not known, or it is not in it: klingon"},
      {"<?xml version='1.0' encoding='Shift_JIS'?><a>\x82</a>",
       "1:1: its encoding is not known, or it is not in it: Shift_JIS"},
      {"<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><a>&e;</a>",
       "1:58: an entity of it points outside of the file"},
      {"<!DOCTYPE a [<!ENTITY % p SYSTEM 'http://x.example/p'> %p;]><a/>", "no error: <a></a>"},
      {Nested(kMaxXmlDepth + 1), "1:301: its elements are nested too deep"},
  };
  for (const auto& [xml, reason] : rows) EXPECT_EQ(Failure(xml), reason) << xml;
  EXPECT_EQ(Failure(Nested(kMaxXmlDepth)).substr(0, 8), "no error");
}

TEST(XmlReader, TakesEntitiesOfTheFileItself) {
  EXPECT_EQ(Events("<!DOCTYPE a [<!ENTITY one 'Larkspur One'>]><a>&one;</a>"), "<a>Larkspur One</a>");
}

TEST(XmlReader, RefusesEntitiesThatExplode) {
  std::string xml = "<!DOCTYPE a [<!ENTITY e0 'ha'>";
  for (int i = 1; i < 30; ++i) {
    const std::string before = "&e" + std::to_string(i - 1) + ";";
    xml += "<!ENTITY e" + std::to_string(i) + " '" + before + before + before + before + "'>";
  }
  const std::string reason = Failure(xml + "]><a>&e29;</a>");
  EXPECT_NE(reason.find("its entities explode"), std::string::npos) << reason;
}

TEST(XmlReader, HandsOnWhatTheHandlerThrows) {
  struct Thrower : Recorder {
    void OnText(std::string_view) override { throw std::out_of_range("mine"); }
  } thrower;
  EXPECT_THROW(ReadXml("<a>x</a>", thrower, nullptr), std::out_of_range);
}

TEST(XmlWriter, IndentsElementsAndKeepsTexts) {
  std::string out;
  XmlWriter xml(out);
  xml.Begin("a").Attribute("b", "1").Begin("c").Mixed().Begin("d").End().Text(" x ").Begin("e").Text("y").End().End();
  xml.Begin("f").Text("z").End().Begin("g").End().Begin("h").Text("").End().End();
  EXPECT_EQ(out,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            "<a b=\"1\">\n"
            "  <c><d/> x <e>y</e></c>\n"
            "  <f>z</f>\n"
            "  <g/>\n"
            "  <h/>\n"
            "</a>\n");
}

TEST(XmlWriter, WritesNothingThatReadsOtherwise) {
  const std::string text = "<&>\"'\t\n\r ]]> \xE3\x81\x82\xF0\x9F\x8E\xA7";
  std::string out;
  XmlWriter xml(out);
  xml.Begin("a").Attribute("b", text).Text(text).End();
  EXPECT_EQ(Events(out), "<a b=" + text + ">" + text + "</a>");
}

TEST(XmlWriter, ReplacesWhatXmlCannotHold) {
  std::string out;
  XmlWriter xml(out);
  xml.Begin("a").Text(std::string("x\x01\0\x0B\xFF\xEF\xBF\xBE", 8)).End();
  const std::string replaced = "\xEF\xBF\xBD";
  EXPECT_EQ(Events(out), "<a>x" + replaced + replaced + replaced + replaced + replaced + "</a>");
}

}  // namespace
}  // namespace lockstep
