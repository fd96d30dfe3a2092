// Reads TMX 1.4 as a stream: memory does not grow with the file.
//
// Tolerates what the tools write that people use: any of the encodings that Expat knows (UTF-8, UTF-16 with a BOM ...),
// a DTD line, `lang` for `xml:lang`, level 1 and 2, unknown properties. Inline elements give the text that they hold:
// the native code. Nothing outside the file is ever read, and entities that explode are refused.
#pragma once

#include <cstdint>
#include <functional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace lockstep {

// The file is no TMX that can be read: what() names file and line.
struct TmxError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// A translation unit as the file has it.
struct TmxUnit {
  struct Variant {
    std::string lang;  // as written
    std::string text;
  };
  std::uint64_t line = 0;   // where it begins
  std::string source_lang;  // of the unit, or else of the header; "*all*", or "" where neither says it
  std::string creation_date;
  std::vector<std::pair<std::string, std::string>> properties;  // type and value
  std::vector<Variant> variants;
  std::string problem;  // why it cannot be taken; "" = nothing
};

// Calls `visit` for each unit of the file. Throws TmxError where it cannot be read, is not well-formed, is cut off or
// is no TMX.
void ReadTmx(const std::string& path, const std::function<void(const TmxUnit&)>& visit);

}  // namespace lockstep
