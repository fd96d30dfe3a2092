// A coded text as XLIFF 2 writes it.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "exchange/xml_writer.h"
#include "stages/model/work_package.h"

namespace lockstep {

// The originalData of a unit or match: each text of a code once, with its id.
class OriginalData {
 public:
  void Collect(const CodedText& text);
  // Writes nothing where there are no codes.
  void Write(XmlWriter& xml) const;
  const std::string& IdOf(const std::string& original) const { return ids_.at(original); }

 private:
  std::map<std::string, std::string> ids_;  // by text
  std::vector<std::string> texts_;          // in their order
};

// Writes `text` into the element begun last (source or target).
void WriteXliff2Text(const CodedText& text, const OriginalData& data, XmlWriter& xml);

}  // namespace lockstep
