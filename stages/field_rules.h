// What a front-matter field asks of a translation, by its role.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "stages/model/front_matter.h"
#include "stages/model/verdict.h"

namespace lockstep {

// True where two values of a field are one for a reader: case, quotes and dashes aside, numbers by value ([0.4] and
// [0.40]), the order of a list's items ignored unless `ordered`.
bool SameFieldValue(std::string_view a, std::string_view b, bool ordered);

// True where a value, as FieldText writes it, is a list: "[a, b]".
bool IsList(std::string_view value);
// An item as it stands in a list: quoted as in YAML where its text would be taken for several, or for a quoted one.
std::string ItemText(std::string_view item);
// The items of a value: "[a, "b, c"]" -> {"a", "b, c"}, "a" -> {"a"}.
std::vector<std::string> ItemsOf(std::string_view value);

// The class of a change of field `name`.
EditClass ClassOfField(std::string_view name);

// The name of item `index` of field `name`: "rating.total", "tags[2]".
std::string ItemName(std::string_view name, std::size_t index);

}  // namespace lockstep
