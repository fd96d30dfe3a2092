#include "exchange/xml_writer.h"

#include "locales/unicode.h"

namespace lockstep {

bool IsXmlCharacter(char32_t c) {
  if (c < 0x20) return c == '\t' || c == '\n' || c == '\r';
  return c < 0xD800 || (c >= 0xE000 && c <= 0xFFFD) || (c >= 0x10000 && c <= 0x10FFFF);
}

XmlWriter::XmlWriter(std::string& out) : out_(out) {
  out_ += "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
}

XmlWriter& XmlWriter::Begin(std::string_view name) {
  CloseTag();
  const bool in_text = !open_.empty() && open_.back().mixed;
  if (!in_text) NewLine();
  if (!open_.empty()) open_.back().has_content = true;
  open_.push_back({std::string(name), in_text, false});
  out_ += '<';
  out_ += name;
  in_tag_ = true;
  return *this;
}

XmlWriter& XmlWriter::Attribute(std::string_view name, std::string_view value) {
  out_ += ' ';
  out_ += name;
  out_ += "=\"";
  Escape(value, true);
  out_ += '"';
  return *this;
}

XmlWriter& XmlWriter::Attribute(std::string_view name, std::uint64_t value) {
  return Attribute(name, std::to_string(value));
}

XmlWriter& XmlWriter::AttributeUnlessEmpty(std::string_view name, std::string_view value) {
  return value.empty() ? *this : Attribute(name, value);
}

XmlWriter& XmlWriter::Mixed() {
  open_.back().mixed = true;
  return *this;
}

XmlWriter& XmlWriter::Text(std::string_view text) {
  if (text.empty()) return *this;
  open_.back().mixed = true;
  open_.back().has_content = true;
  CloseTag();
  Escape(text, false);
  return *this;
}

XmlWriter& XmlWriter::End() {
  const Level level = std::move(open_.back());
  open_.pop_back();
  if (!level.has_content) {
    out_ += "/>";
    in_tag_ = false;
  } else {
    if (!level.mixed) NewLine();
    out_ += "</" + level.name + ">";
  }
  if (open_.empty()) out_ += '\n';
  return *this;
}

void XmlWriter::CloseTag() {
  if (in_tag_) out_ += '>';
  in_tag_ = false;
}

void XmlWriter::NewLine() {
  out_ += '\n';
  out_.append(2 * open_.size(), ' ');
}

// A carriage return would come back as a line feed, and in an attribute all white space as spaces.
void XmlWriter::Escape(std::string_view text, bool in_attribute) {
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = DecodeAt(text, at);
    switch (c.value) {
      case '&': out_ += "&amp;"; break;
      case '<': out_ += "&lt;"; break;
      case '>': out_ += "&gt;"; break;
      case '\r': out_ += "&#13;"; break;
      case '"': out_ += in_attribute ? "&quot;" : "\""; break;
      case '\n': out_ += in_attribute ? "&#10;" : "\n"; break;
      case '\t': out_ += in_attribute ? "&#9;" : "\t"; break;
      default: AppendUtf8(IsXmlCharacter(c.value) ? c.value : U'\uFFFD', out_);
    }
    at += c.size;
  }
}

}  // namespace lockstep
