#include "stages/model/front_matter.h"

#include <algorithm>

namespace lockstep {

const char* Name(FieldRole role) {
  switch (role) {
    case FieldRole::kKey: return "key";
    case FieldRole::kCopy: return "copy";
    case FieldRole::kTranslate: return "translate";
    case FieldRole::kConvert: return "convert";
    case FieldRole::kFollow: return "follow";
    case FieldRole::kDerive: return "derive";
    case FieldRole::kIgnore: return "ignore";
  }
  return "ignore";
}

FieldRole FieldRoles::Of(std::string_view name) const {
  const auto found = by_name.find(name);
  return found == by_name.end() ? otherwise : found->second;
}

bool FieldRoles::NamesWithin(std::string_view name) const {
  const auto found = by_name.lower_bound(std::string(name) + '.');
  return found != by_name.end() && found->first.size() > name.size() && found->first.starts_with(name) &&
         found->first[name.size()] == '.';
}

FieldRoles FieldRoles::Defaults() {
  FieldRoles roles;
  roles.by_name = {
      {"ref", FieldRole::kKey},           {"lang", FieldRole::kKey},
      {"rating", FieldRole::kCopy},       {"company_id", FieldRole::kCopy},
      {"layout", FieldRole::kCopy},       {"title", FieldRole::kTranslate},
      {"summary", FieldRole::kTranslate}, {"target_name", FieldRole::kTranslate},
      {"tags", FieldRole::kTranslate},    {"price", FieldRole::kConvert},
      {"date", FieldRole::kFollow},       {"permalink", FieldRole::kDerive},
  };
  return roles;
}

const Field* FrontMatter::Find(std::string_view name) const {
  const auto found = std::find_if(fields.begin(), fields.end(), [name](const Field& f) { return f.name == name; });
  return found == fields.end() ? nullptr : &*found;
}

}  // namespace lockstep
