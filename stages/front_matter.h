// Reads the YAML between the `---` fences at the head of a document.
#pragma once

#include "stages/model/diagnostic.h"
#include "stages/model/front_matter.h"
#include "stages/model/source.h"

namespace lockstep {

// The front matter of `source`; absent where the file does not open with a fence (after a BOM and
// blank lines; the fence may be followed by white space). Reports, each with its code: text before
// the fence, a fence never closed, YAML errors, a mapping expected, duplicate keys, and TOML and JSON, of which
// nothing but the range is told. What cannot be read is left out of `fields`; `Diagnostics::HasErrors` tells that the
// rest is not to be trusted.
FrontMatter ReadFrontMatter(const Source& source, const FieldRoles& roles, Diagnostics& diags);

// The value as the one-line text that people read and that bindings keep: a scalar's normalized text,
// a list "[a, b]", a map "{a: b}", "" for null.
std::string FieldText(const YamlNode& value);

}  // namespace lockstep
