#include "stages/field_rules.h"

#include <algorithm>

#include <fmt/format.h>

#include "stages/normalization.h"

namespace lockstep {
namespace {

// "0.40" -> "0.4", "2.0" -> "2"; other texts stay.
std::string WithoutTrailingZeros(std::string text) {
  const bool decimal =
      text.find('.') != std::string::npos && text.find_first_not_of("+-0123456789.") == std::string::npos;
  if (!decimal) return text;
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

std::vector<std::string> ComparableItems(std::string_view value) {
  std::vector<std::string> items = ItemsOf(value);
  for (std::string& item : items) item = WithoutTrailingZeros(LooseText(item));
  return items;
}

}  // namespace

std::vector<std::string> ItemsOf(std::string_view value) {
  if (value.size() < 2 || value.front() != '[' || value.back() != ']') return {std::string(value)};
  std::vector<std::string> items;
  std::string_view rest = value.substr(1, value.size() - 2);
  while (!rest.empty()) {
    const std::size_t comma = rest.find(", ");
    items.emplace_back(rest.substr(0, comma));
    rest = comma == std::string_view::npos ? std::string_view() : rest.substr(comma + 2);
  }
  return items;
}

bool SameFieldValue(std::string_view a, std::string_view b, bool ordered) {
  if (a == b) return true;
  std::vector<std::string> items_a = ComparableItems(a);
  std::vector<std::string> items_b = ComparableItems(b);
  if (!ordered) {
    std::sort(items_a.begin(), items_a.end());
    std::sort(items_b.begin(), items_b.end());
  }
  return items_a == items_b;
}

EditClass ClassOfField(std::string_view name) {
  return name == "rating" ? EditClass::kRating : EditClass::kField;
}

std::string ItemName(std::string_view name, std::size_t index) {
  if (name == "rating" && index < kRatingNames.size()) return fmt::format("{}.{}", name, kRatingNames[index]);
  return fmt::format("{}[{}]", name, index);
}

}  // namespace lockstep
