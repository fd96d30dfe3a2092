// A coded text as XLIFF 1.2 writes it.
#pragma once

#include <string>
#include <string_view>

#include "exchange/xml_tree.h"
#include "exchange/xml_writer.h"
#include "stages/model/work_package.h"

namespace lockstep {

// A placeholder of this ctype and a hexadecimal number is a character that XML cannot hold: the format has no <cp>.
constexpr std::string_view kCharacterCtype = "x-lockstep-character-";

// Writes `text` into the element begun last (source or target).
void WriteXliff1Text(const CodedText& text, XmlWriter& xml);

}  // namespace lockstep
