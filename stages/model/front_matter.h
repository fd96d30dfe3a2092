// The YAML at the head of a document, as fields with roles.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "locales/range.h"
#include "locales/yaml.h"

namespace lockstep {

// What a field is to a translation (DESIGN: keys pair documents, copies must be equal, ...).
enum class FieldRole { kKey, kCopy, kTranslate, kConvert, kFollow, kDerive, kIgnore };
const char* Name(FieldRole role);

// Roles by field name; `hero.actions.text` is what is in each item of the list `actions` in the mapping `hero`. Fields
// that are not named have `otherwise`.
struct FieldRoles {
  std::map<std::string, FieldRole, std::less<>> by_name;
  FieldRole otherwise = FieldRole::kIgnore;

  FieldRole Of(std::string_view name) const;
  bool NamesWithin(std::string_view name) const;  // something that is in the mapping or list `name`
  static FieldRoles Defaults();                   // those of a review site: ref, lang, rating, title ...
};

struct Field {
  std::string name;  // of what is in others "hero.actions[0].text"
  FieldRole role = FieldRole::kIgnore;
  Range key_range;       // bytes of the file
  YamlNode value;        // ranges are bytes of the file
  Range entry = {};      // bytes of the file: the `key: value` at the top that it is, or is in
  bool in_flow = false;  // inside of { } or [ ]

  bool IsNested() const { return key_range.begin != entry.begin; }
};

// The names of a rating's numbers, in order: total first, then the criteria in section order.
inline constexpr std::array<const char*, 6> kRatingNames = {"total",
                                                            "scientific_validity",
                                                            "technology_level",
                                                            "cost_performance",
                                                            "reliability_support",
                                                            "design_rationality"};

struct FrontMatter {
  bool present = false;  // there is YAML
  Range range;       // from the opening fence to behind the closing fence's line end, of TOML and JSON too; else empty
  Range yaml_range;  // the text between the fences
  std::vector<Field> fields;  // in file order

  const Field* Find(std::string_view name) const;
};

}  // namespace lockstep
