// Reads the content of a source or target of XLIFF 2.
#pragma once

#include <map>
#include <string>

#include "exchange/code_collector.h"
#include "exchange/xml_tree.h"
#include "stages/model/work_package.h"

namespace lockstep {

class Xliff2Inline {
 public:
  // The originalData of the unit; null = none.
  explicit Xliff2Inline(const XmlNode* original_data);

  // Adds what is in `element` to `text`. Sources are read before targets.
  void Read(const XmlNode& element, CodedText& text);

  // Why the texts read cannot be taken, "" = they can.
  const std::string& problem() const { return codes_.problem(); }

 private:
  void ReadElement(const XmlNode& element, CodedText& text);
  void AddCode(const XmlNode& element, std::string_view id, InlineCode::Position position, std::string_view data_ref,
               CodedText& text);

  std::map<std::string, std::string, std::less<>> data_;
  CodeCollector codes_;
};

}  // namespace lockstep
