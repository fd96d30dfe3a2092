// Reads the content of a source or target of XLIFF 1.2.
#pragma once

#include <string>

#include "exchange/code_collector.h"
#include "exchange/xml_tree.h"
#include "stages/model/work_package.h"

namespace lockstep {

class Xliff1Inline {
 public:
  // Adds what is in `element` to `text`. Sources are read before targets.
  void Read(const XmlNode& element, CodedText& text);

  // Why the texts read cannot be taken, "" = they can.
  const std::string& problem() const { return codes_.problem(); }

 private:
  void ReadElement(const XmlNode& element, CodedText& text);
  void AddCode(const XmlNode& element, InlineCode::Position position, CodedText& text);

  CodeCollector codes_;
};

}  // namespace lockstep
