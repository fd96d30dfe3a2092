// YAML that is nothing but `key: value` lines, as nearly all front matter is, read without yaml-cpp.
//
// yaml-cpp matches a dozen patterns a character, which made it the largest part of reading a document. Lines of this
// form mean one thing only, so one walk reads them; whatever is not plainly of this form is left to yaml-cpp, which
// also says what is wrong with it. Both give the same tree.
#pragma once

#include <optional>
#include <string_view>

#include "locales/yaml.h"

namespace lockstep {

// The map that `text` is, if each of its lines is empty or a `key: value` whose value is absent, plain, quoted without
// escapes, or a list of such in brackets; nothing otherwise. Requires well-formed UTF-8.
std::optional<YamlNode> ReadYamlLines(std::string_view text);

}  // namespace lockstep
