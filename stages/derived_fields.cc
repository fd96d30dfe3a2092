#include "stages/derived_fields.h"

#include <algorithm>
#include <optional>

#include "stages/field_rules.h"
#include "stages/skeleton.h"

namespace lockstep {

std::vector<Underived> FindUnderived(const std::vector<OutlineSegment>& source,
                                     const std::vector<OutlineSegment>& target, std::string_view from,
                                     std::string_view to) {
  std::vector<Underived> found;
  for (const OutlineSegment& field : source) {
    if (!field.is_field()) break;  // fields come first
    if (field.role != FieldRole::kDerive || IsList(field.text)) continue;
    const auto same = std::find_if(target.begin(), target.end(), [&](const OutlineSegment& other) {
      return other.is_field() && other.field == field.field;
    });
    if (same == target.end()) continue;
    std::optional<std::string> expected = DerivedValue(field.text, from, to);
    if (!expected || SameFieldValue(*expected, same->text, true)) continue;
    found.push_back({field.field, same->text, *std::move(expected)});
  }
  return found;
}

}  // namespace lockstep
