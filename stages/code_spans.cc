#include "stages/code_spans.h"

#include <algorithm>

namespace lockstep {

std::size_t TicksEnd(std::string_view text, std::size_t at) {
  return std::min(text.find_first_not_of('`', at), text.size());
}

std::optional<std::size_t> CodeSpans::EndOf(std::size_t at, std::size_t limit) {
  const std::size_t inside = TicksEnd(text_, at);
  const std::size_t ticks = inside - at;
  if (ticks > kMostTicks || inside < unclosed_[ticks]) return std::nullopt;
  const std::string_view text = text_.substr(0, limit);
  for (std::size_t run = text.find('`', inside); run != std::string_view::npos;) {
    const std::size_t end = TicksEnd(text, run);
    if (end - run == ticks) return end;
    run = text.find('`', end);
  }
  unclosed_[ticks] = limit;
  return std::nullopt;
}

}  // namespace lockstep
