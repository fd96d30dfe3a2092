// What the readers and writers of the dump's JSON share: texts of any bytes, numbers in range, names, hashes, keys.
//
// Part of store/json.h, for its .cc files only.
#pragma once

#include <charconv>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "locales/unicode.h"
#include "store/engine.h"
#include "store/json.h"
#include "store/records.h"

namespace lockstep {

// JSON holds UTF-8 only; a path may be any bytes, and a diagnostic may quote them.
inline Json TextJson(std::string_view text) {
  if (!FindInvalidUtf8(text)) return std::string(text);
  std::string digits;
  for (const char byte : text) digits += fmt::format("{:02x}", static_cast<unsigned char>(byte));
  return {{"hex", digits}};
}

template <typename Number>
Number ParseHex(std::string_view digits) {
  Number value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
  if (error != std::errc() || end != digits.data() + digits.size()) {
    throw StoreError(fmt::format("\"{}\" is no hexadecimal number of {} bits", digits, sizeof(Number) * 8));
  }
  return value;
}

inline std::string TextOf(const Json& value) {
  if (!value.is_object()) return value.get<std::string>();
  const auto& digits = value.at("hex").get_ref<const std::string&>();
  if (digits.size() % 2 != 0) throw StoreError("\"hex\" has half a byte");
  std::string text;
  for (std::size_t i = 0; i < digits.size(); i += 2) {
    text += static_cast<char>(ParseHex<unsigned char>(std::string_view(digits).substr(i, 2)));
  }
  return text;
}

// get() converts whatever number there is, out of range or not: every whole number of a dump is read through this.
// `name` is for the message.
template <typename Number>
Number NumberIn(const Json& value, const char* name) {
  const bool fits = value.is_number_unsigned()
                        ? std::in_range<Number>(value.get<std::uint64_t>())
                        : value.is_number_integer() && std::in_range<Number>(value.get<std::int64_t>());
  if (!fits) throw StoreError(fmt::format("\"{}\" is {}, expected a whole number in range", name, value.dump()));
  return value.get<Number>();
}

template <typename Number>
Number NumberOf(const Json& object, const char* name) {
  return NumberIn<Number>(object.at(name), name);
}

template <typename Enum>
Enum EnumOf(const Json& value, Enum last, const char* what) {
  const auto& name = value.get_ref<const std::string&>();
  for (int i = 0; i <= static_cast<int>(last); ++i) {
    if (name == Name(static_cast<Enum>(i))) return static_cast<Enum>(i);
  }
  throw StoreError(fmt::format("\"{}\" is no {}", name, what));
}

inline std::string Hash(std::uint64_t hash) {
  return fmt::format("{:016x}", hash);
}
inline std::uint64_t HashOf(const Json& value) {
  return ParseHex<std::uint64_t>(value.get_ref<const std::string&>());
}

inline Json KeyJson(const DocumentKey& key) {
  return {{"collection", TextJson(key.collection)}, {"ref", TextJson(key.ref)}, {"lang", TextJson(key.lang)}};
}

inline DocumentKey KeyOfJson(const Json& key) {
  return {TextOf(key.at("collection")), TextOf(key.at("ref")), TextOf(key.at("lang"))};
}

// The translation that a line of a dump tells of. Throws StoreError and nlohmann's exceptions where it is none.
TranslationRecord TranslationOf(const Json& json);

}  // namespace lockstep
