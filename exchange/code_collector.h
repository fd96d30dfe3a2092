// Puts the codes that a reader meets into a text: the rules that hold for both XLIFFs.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "exchange/xml_tree.h"
#include "stages/model/work_package.h"

namespace lockstep {

// Of one unit; its source is read first, so that the codes of the target are known from there.
class CodeCollector {
 public:
  // Adds `code` to `text`. A kind or original that it does not say is that of the first code with its id. `element` is
  // what it was read from.
  void Add(std::string_view element, PackageCode code, std::optional<InlineCode::Kind> kind, CodedText& text);

  // Adds the character of that hexadecimal number; U+FFFD where it is none.
  static void AddCharacter(std::string_view hex, CodedText& text);

  // Says that an element may not stand in a text.
  void Refuse(std::string_view element);

  // Why the texts read cannot be taken, "" = they can.
  const std::string& problem() const { return problem_; }

 private:
  void Complain(std::string problem);

  std::map<std::pair<std::string, InlineCode::Position>, std::string> originals_;
  std::map<std::string, InlineCode::Kind> kinds_;
  std::string problem_;
};

// Adds what stands in `element` to `text`; `read` adds the elements in it.
template <typename Read>
void ReadInline(const XmlNode& element, CodedText& text, Read read) {
  for (std::size_t i = 0; i < element.children.size(); ++i) {
    const XmlNode& child = element.children[i];
    if (child.name.empty()) {
      Append(element.TextOfChild(i), text);
    } else {
      read(child);
    }
  }
}

}  // namespace lockstep
