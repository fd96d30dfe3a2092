#include "stages/field_rules.h"

#include <algorithm>

#include <fmt/format.h>

#include "stages/normalization.h"

namespace lockstep {
namespace {

// "0.40", "+.4" and "00.4" -> "0.4", "2.0" -> "2"; texts that are no decimal number stay.
std::string PlainDecimal(std::string text) {
  const std::size_t digits = !text.empty() && (text.front() == '-' || text.front() == '+') ? 1 : 0;
  const std::size_t point = text.find('.', digits);
  const bool is_decimal = point != std::string::npos && point + 1 < text.size() &&
                          text.find_first_not_of("0123456789", digits) == point &&
                          text.find_first_not_of("0123456789", point + 1) == std::string::npos;
  if (!is_decimal) return text;
  const std::size_t first = std::min(text.find_first_not_of('0', digits), point);
  const std::string sign = text.front() == '-' ? "-" : "";
  std::string plain = sign + (first == point ? "0" : "") + text.substr(first);
  plain.erase(plain.find_last_not_of('0') + 1);
  if (plain.back() == '.') plain.pop_back();
  return plain;
}

constexpr std::string_view kBetweenItems = ", ";

// The item at the beginning of `rest`, which loses it.
std::string TakePlain(std::string_view& rest) {
  const std::size_t end = std::min(rest.find(kBetweenItems), rest.size());
  std::string item(rest.substr(0, end));
  rest.remove_prefix(end);
  return item;
}

std::string TakeQuoted(std::string_view& rest) {
  std::string item;
  std::size_t at = 1;
  for (; at < rest.size() && rest[at] != '"'; ++at) {
    if (rest[at] == '\\' && at + 1 < rest.size()) ++at;
    item += rest[at];
  }
  rest.remove_prefix(std::min(at + 1, rest.size()));
  return item + TakePlain(rest);  // nothing follows but in a list that nobody here has written
}

std::vector<std::string> ComparableItems(std::string_view value) {
  std::vector<std::string> items = ItemsOf(value);
  for (std::string& item : items) item = PlainDecimal(LooseText(item));
  return items;
}

}  // namespace

bool IsList(std::string_view value) {
  return value.size() >= 2 && value.front() == '[' && value.back() == ']';
}

std::string ItemText(std::string_view item) {
  if (!item.starts_with('"') && item.find(kBetweenItems) == std::string_view::npos) return std::string(item);
  std::string text = "\"";
  for (const char c : item) {
    if (c == '"' || c == '\\') text += '\\';
    text += c;
  }
  return text + '"';
}

std::vector<std::string> ItemsOf(std::string_view value) {
  if (!IsList(value)) return {std::string(value)};
  std::vector<std::string> items;
  std::string_view rest = value.substr(1, value.size() - 2);
  while (!rest.empty()) {
    items.push_back(rest.starts_with('"') ? TakeQuoted(rest) : TakePlain(rest));
    if (rest.starts_with(kBetweenItems)) rest.remove_prefix(kBetweenItems.size());
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
