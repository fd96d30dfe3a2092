// Reads the content of a source or target of XLIFF 2.
#pragma once

#include <map>
#include <string>

#include "exchange/xml_tree.h"
#include "stages/model/work_package.h"

namespace lockstep {

class Xliff2Inline {
 public:
  // The originalData of the unit; null = none.
  explicit Xliff2Inline(const XmlNode* original_data);

  // Adds what is in `element` to `text`. What a code of the target does not say of itself is that of the source's code
  // with its id, so sources are read first. An element that no text may have is told by Problem.
  void Read(const XmlNode& element, CodedText& text);

  // Why the last texts cannot be taken, "" = they can.
  const std::string& problem() const { return problem_; }

 private:
  void ReadElement(const XmlNode& element, CodedText& text);
  void AddCode(const XmlNode& element, std::string id, InlineCode::Position position, std::string_view data_ref,
               CodedText& text);
  void AddCharacter(const XmlNode& cp, CodedText& text);
  void Complain(std::string problem);

  std::map<std::string, std::string, std::less<>> data_;
  std::map<std::pair<std::string, InlineCode::Position>, PackageCode> known_;
  std::map<std::string, InlineCode::Kind> kinds_;  // of codes by id
  std::string problem_;
};

}  // namespace lockstep
