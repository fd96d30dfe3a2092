// Writes TMX 1.4, level 2: marks of inline Markdown are placeholders.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "stages/model/unit.h"

namespace lockstep {

class TmxWriter {
 public:
  using Write = std::function<void(std::string_view)>;

  // Writes the head. `source_lang` is "*all*" where the units have several; `version` is the program's.
  TmxWriter(Write write, const std::string& source_lang, const std::string& version);
  // A unit of TMX for each translation.
  void Put(const LanguagePair& pair, const Unit& unit);
  // Writes the end. Nothing is written without it.
  void Finish();

 private:
  void PutVariant(const LanguagePair& pair, const Unit& unit, const Variant& variant);

  Write write_;
};

// "20260131T020000Z", as TMX writes times; and back, 0 where `date` is none.
std::string TmxDate(std::int64_t time_ms);
std::int64_t TimeOfTmxDate(std::string_view date);

// The property that keeps a context, and its value; and back, nothing where `value` is none.
inline constexpr std::string_view kTmxContext = "x-context";
inline constexpr std::string_view kTmxOrigin = "x-origin";
std::string ContextProperty(const SegmentContext& context);
std::optional<SegmentContext> ContextOfProperty(std::string_view value);

}  // namespace lockstep
