#include "exchange/xliff2_inline.h"

#include "exchange/code_names.h"

namespace lockstep {
namespace {

using Position = InlineCode::Position;

std::string TextOfData(const XmlNode& data) {
  CodedText text;
  for (const XmlNode& child : data.children) {
    Append(child.text, text);
    if (child.name == "cp") CodeCollector::AddCharacter(child.Get("hex"), text);
  }
  return PlainText(text);
}

}  // namespace

Xliff2Inline::Xliff2Inline(const XmlNode* original_data) {
  if (original_data == nullptr) return;
  for (const XmlNode& data : original_data->children) {
    if (data.name == "data") data_.emplace(data.Get("id"), TextOfData(data));
  }
}

void Xliff2Inline::Read(const XmlNode& element, CodedText& text) {
  ReadInline(element, text, [&](const XmlNode& child) { ReadElement(child, text); });
}

void Xliff2Inline::ReadElement(const XmlNode& element, CodedText& text) {
  const std::string& name = element.name;
  const std::string_view id = element.Get("id");
  if (name == "ph") {
    AddCode(element, id, Position::kAlone, element.Get("dataRef"), text);
  } else if (name == "pc") {
    AddCode(element, id, Position::kOpen, element.Get("dataRefStart"), text);
    Read(element, text);
    AddCode(element, id, Position::kClose, element.Get("dataRefEnd"), text);
  } else if (name == "sc") {
    AddCode(element, id, Position::kOpen, element.Get("dataRef"), text);
  } else if (name == "ec") {
    const std::string_view start = element.Get("startRef");
    AddCode(element, start.empty() ? id : start, Position::kClose, element.Get("dataRef"), text);
  } else if (name == "cp") {
    CodeCollector::AddCharacter(element.Get("hex"), text);
  } else if (name == "mrk") {
    Read(element, text);
  } else if (name != "sm" && name != "em") {
    codes_.Refuse(name);
  }
}

void Xliff2Inline::AddCode(const XmlNode& element, std::string_view id, Position position, std::string_view data_ref,
                           CodedText& text) {
  const auto data = data_.find(data_ref);
  codes_.Add(element.name, {std::string(id), {}, position, data == data_.end() ? std::string() : data->second},
             KindBySubType(element.Get("subType")), text);
}

}  // namespace lockstep
