// Where a translation that does not exist yet would stand.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "stages/model/site_rules.h"

namespace lockstep {

// The path of the translation into `lang` of the document `source_path`: the same with its language swapped, by the
// pattern that takes it. `lang_text` is how paths of the site write the language. Nothing where the path names no
// language, so that only the site's people know.
std::optional<std::string> TargetPath(std::string_view source_path, const std::string& lang, std::string_view lang_text,
                                      const SiteRules& rules);

}  // namespace lockstep
