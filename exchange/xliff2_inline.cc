#include "exchange/xliff2_inline.h"

#include <fmt/format.h>

#include <charconv>

#include "exchange/code_names.h"
#include "locales/unicode.h"

namespace lockstep {
namespace {

using Position = InlineCode::Position;

// The character that <cp hex="..."> stands for, U+FFFD where it stands for none.
char32_t CharacterOf(std::string_view hex) {
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(hex.data(), hex.data() + hex.size(), value, 16);
  const bool is_character = error == std::errc() && end == hex.data() + hex.size() && value <= 0x10FFFF &&
                            (value < 0xD800 || value > 0xDFFF) && value != 0;
  return is_character ? static_cast<char32_t>(value) : U'\uFFFD';
}

}  // namespace

Xliff2Inline::Xliff2Inline(const XmlNode* original_data) {
  if (original_data == nullptr) return;
  for (const XmlNode& data : original_data->children) {
    std::string text;
    for (const XmlNode& child : data.children) {
      text += child.text;
      if (child.name == "cp") AppendUtf8(CharacterOf(child.Get("hex")), text);
    }
    if (data.name == "data") data_.emplace(data.Get("id"), std::move(text));
  }
}

void Xliff2Inline::Read(const XmlNode& element, CodedText& text) {
  for (const XmlNode& child : element.children) {
    if (child.name.empty()) {
      Append(child.text, text);
    } else {
      ReadElement(child, text);
    }
  }
}

void Xliff2Inline::ReadElement(const XmlNode& element, CodedText& text) {
  const std::string& name = element.name;
  if (name == "ph") {
    AddCode(element, std::string(element.Get("id")), Position::kAlone, element.Get("dataRef"), text);
  } else if (name == "pc") {
    AddCode(element, std::string(element.Get("id")), Position::kOpen, element.Get("dataRefStart"), text);
    Read(element, text);
    AddCode(element, std::string(element.Get("id")), Position::kClose, element.Get("dataRefEnd"), text);
  } else if (name == "sc") {
    AddCode(element, std::string(element.Get("id")), Position::kOpen, element.Get("dataRef"), text);
  } else if (name == "ec") {
    const std::string_view start = element.Get("startRef");
    AddCode(element, std::string(start.empty() ? element.Get("id") : start), Position::kClose, element.Get("dataRef"),
            text);
  } else if (name == "cp") {
    AddCharacter(element, text);
  } else if (name == "mrk") {
    Read(element, text);
  } else if (name != "sm" && name != "em") {
    Complain(fmt::format("its text has an element that is not known: <{}>", name));
  }
}

void Xliff2Inline::AddCode(const XmlNode& element, std::string id, Position position, std::string_view data_ref,
                           CodedText& text) {
  if (id.empty()) return Complain(fmt::format("a code of it has no id: <{}>", element.name));
  const auto known = known_.find({id, position});
  PackageCode code;
  const auto kind = kinds_.find(id);
  if (kind != kinds_.end()) code.kind = kind->second;
  code.kind = KindBySubType(element.Get("subType")).value_or(code.kind);
  code.position = position;
  if (const auto data = data_.find(data_ref); data != data_.end()) {
    code.original = data->second;
  } else if (known != known_.end()) {
    code.original = known->second.original;
  }
  code.id = std::move(id);
  kinds_.emplace(code.id, code.kind);
  known_.emplace(std::pair(code.id, position), code);
  text.emplace_back(std::move(code));
}

void Xliff2Inline::AddCharacter(const XmlNode& cp, CodedText& text) {
  std::string character;
  AppendUtf8(CharacterOf(cp.Get("hex")), character);
  Append(character, text);
}

void Xliff2Inline::Complain(std::string problem) {
  if (problem_.empty()) problem_ = std::move(problem);
}

}  // namespace lockstep
