// Writes XML: escaped, indented, deterministic.
//
// Elements stand on lines of their own, two spaces a level; an element that holds text is written on one line, and no
// white space is added inside. The caller names elements; the writer closes them in the right order.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace lockstep {

// True for the characters that XML 1.0 can hold at all; the others cannot even be written as &#1;.
bool IsXmlCharacter(char32_t c);

class XmlWriter {
 public:
  // Writes the declaration. Appends to `out`, which outlives the writer.
  explicit XmlWriter(std::string& out);

  // Attributes follow their Begin, before anything else. What XML cannot hold becomes U+FFFD.
  XmlWriter& Begin(std::string_view name);
  XmlWriter& Attribute(std::string_view name, std::string_view value);
  XmlWriter& Attribute(std::string_view name, std::uint64_t value);
  XmlWriter& AttributeUnlessEmpty(std::string_view name, std::string_view value);
  // From here to its End the element's content is written as given; elements in it, too.
  XmlWriter& Mixed();
  XmlWriter& Text(std::string_view text);
  XmlWriter& End();

 private:
  struct Level {
    std::string name;
    bool mixed = false;  // its content is text
    bool has_content = false;
  };
  void CloseTag();
  void NewLine();
  void Escape(std::string_view text, bool in_attribute);

  std::string& out_;
  std::vector<Level> open_;
  bool in_tag_ = false;
};

}  // namespace lockstep
