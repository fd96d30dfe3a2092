#include "exchange/xliff1_text.h"

#include <fmt/format.h>

#include "exchange/code_names.h"
#include "locales/unicode.h"
#include "stages/code_nesting.h"

namespace lockstep {
namespace {

using Position = InlineCode::Position;

class TextWriter {
 public:
  TextWriter(const CodedText& text, XmlWriter& xml) : xml_(xml), nesting_(FindNesting(text)) {}

  void Write(const std::variant<std::string, PackageCode>& part) {
    if (const auto* code = std::get_if<PackageCode>(&part)) {
      WriteCode(*code);
    } else {
      WriteText(std::get<std::string>(part));
    }
  }

 private:
  void WriteText(std::string_view text) {
    std::size_t begin = 0;
    for (std::size_t at = 0; at < text.size();) {
      const CodePoint c = DecodeAt(text, at);
      if (!IsXmlCharacter(c.value)) {
        xml_.Text(text.substr(begin, at - begin));
        xml_.Begin("x").Attribute("id", fmt::format("character-{}", ++characters_));
        xml_.Attribute("ctype", fmt::format("{}{:04X}", kCharacterCtype, static_cast<std::uint32_t>(c.value))).End();
        begin = at + c.size;
      }
      at += c.size;
    }
    xml_.Text(text.substr(begin));
  }

  void WriteCode(const PackageCode& code) {
    const bool is_pair = nesting_.unclosed.count(code.id) + nesting_.unopened.count(code.id) == 0;
    if (code.position == Position::kAlone) {
      xml_.Begin("ph").Attribute("id", code.id).Attribute("ctype", CtypeOf(code));
    } else if (!is_pair) {
      xml_.Begin("it").Attribute("id", code.id);
      xml_.Attribute("pos", code.position == Position::kOpen ? "open" : "close").Attribute("ctype", CtypeOf(code));
    } else if (code.position == Position::kOpen) {
      xml_.Begin("bpt").Attribute("id", code.id).Attribute("rid", code.id).Attribute("ctype", CtypeOf(code));
    } else {
      xml_.Begin("ept").Attribute("id", code.id).Attribute("rid", code.id);
    }
    xml_.Text(code.original).End();
  }

  XmlWriter& xml_;
  CodeNesting nesting_;
  std::size_t characters_ = 0;
};

}  // namespace

void WriteXliff1Text(const CodedText& text, XmlWriter& xml) {
  xml.Mixed();
  TextWriter writer(text, xml);
  for (const auto& part : text) writer.Write(part);
}

}  // namespace lockstep
