#include "exchange/xliff1_inline.h"

#include "exchange/code_names.h"
#include "exchange/xliff1_text.h"

namespace lockstep {
namespace {

using Position = InlineCode::Position;

bool IsCharacter(const XmlNode& element) {
  return element.Get("ctype").substr(0, kCharacterCtype.size()) == kCharacterCtype;
}

}  // namespace

void Xliff1Inline::Read(const XmlNode& element, CodedText& text) {
  ReadInline(element, text, [&](const XmlNode& child) { ReadElement(child, text); });
}

void Xliff1Inline::ReadElement(const XmlNode& element, CodedText& text) {
  const std::string& name = element.name;
  if (name == "mrk") {
    Read(element, text);
  } else if (name == "g") {
    AddCode(element, Position::kOpen, text);
    Read(element, text);
    AddCode(element, Position::kClose, text);
  } else if ((name == "x" || name == "ph") && IsCharacter(element)) {
    CodeCollector::AddCharacter(element.Get("ctype").substr(kCharacterCtype.size()), text);
  } else if (name == "x" || name == "ph") {
    AddCode(element, Position::kAlone, text);
  } else if (name == "bpt" || name == "bx" || (name == "it" && element.Get("pos") == "open")) {
    AddCode(element, Position::kOpen, text);
  } else if (name == "ept" || name == "ex" || name == "it") {
    AddCode(element, Position::kClose, text);
  } else {
    codes_.Refuse(name);
  }
}

void Xliff1Inline::AddCode(const XmlNode& element, Position position, CodedText& text) {
  // Begin and end of a pair share their rid where a tool gives them ids of their own.
  const std::string_view rid = element.Get("rid");
  const std::string original = element.name == "g" ? std::string() : element.AllText();
  codes_.Add(element.name, {std::string(rid.empty() ? element.Get("id") : rid), {}, position, original},
             KindByCtype(element.Get("ctype")), text);
}

}  // namespace lockstep
