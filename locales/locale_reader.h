// Reads a language file: YAML in, Locale out, nothing forgiven.
//
// The schema, each key optional but `name`; lists are of texts:
//
//   name: Japanese                  native_name: 日本語
//   script: Jpan                    direction: ltr | rtl
//   sections:                       {section id: [headings, the first for writing]}
//   abbreviations: []               number_prefixes: []          ordinal_prefixes: []
//   decimal_separators: ".．"       group_separators: ",，"      indian_grouping: true | false
//   magnitudes:                     {万: 4}
//   ordinal_suffixes: []            range_words: []              percent_words: []
//   negations: [not, "*n't", "kein*"]            (* = any letters)
//   currency: JPY
//   currencies:                     {JPY: {before: [¥], after: [円]}}
//   units:                          {h: [時間]}
//   joined_units:                   {inch: [in]}                 not_units: []
//   month_names: [[12 names], ...]  date_patterns: [yyyy年M月d日]
//   decade_words: []                half_words: [半]              year_offset: 543
//   half_prefixes: [साढ़े]            and_words: [and]            eras: {令和: 2018}
#pragma once

#include <string>
#include <string_view>

#include "locales/locale.h"

namespace lockstep {

// The locale that `yaml` describes; `tag` becomes its tag. Throws LocaleError "path:line:column: what"
// for malformed YAML, an unknown or repeated key, and a value of the wrong type.
Locale ReadLocale(std::string_view yaml, const std::string& path, const std::string& tag);

}  // namespace lockstep
