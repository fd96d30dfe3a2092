// Half-open byte ranges, the one way this program points into a text.
#pragma once

#include <cstddef>
#include <string_view>

namespace lockstep {

// Bytes [begin, end) of some text; which text is said where a Range is used.
struct Range {
  std::size_t begin = 0;
  std::size_t end = 0;

  std::size_t size() const { return end - begin; }
  bool empty() const { return begin == end; }
  bool operator==(const Range&) const = default;
};

// The bytes of `text` that `range` covers. Requires range.end <= text.size().
inline std::string_view Slice(std::string_view text, Range range) {
  return text.substr(range.begin, range.size());
}

}  // namespace lockstep
