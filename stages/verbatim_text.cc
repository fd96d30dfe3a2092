#include "stages/verbatim_text.h"

#include <algorithm>
#include <array>
#include <optional>

#include "locales/range.h"
#include "stages/inline_spans.h"
#include "stages/link_syntax.h"

namespace lockstep {
namespace {

constexpr std::size_t kMostTicks = 16;  // of a mark: more are rather a line

std::size_t RunEnd(std::string_view text, std::size_t at) {
  return std::min(text.find_first_not_of(text[at], at), text.size());
}

// Behind the next run of exactly `ticks` backticks from `at` on.
std::size_t FindRun(std::string_view text, std::size_t at, std::size_t ticks) {
  for (at = text.find('`', at); at != std::string_view::npos; at = text.find('`', at)) {
    const std::size_t end = RunEnd(text, at);
    if (end - at == ticks) return end;
    at = end;
  }
  return at;
}

// Adds the destination of the link whose text ends before the bracket at `at`.
void AddDestination(std::string_view text, std::size_t at, std::vector<PairedCode>& codes) {
  const std::optional<std::size_t> end = InlineLinkEnd(text, at);
  if (!end) return;
  const std::size_t destination = std::min(text.find_first_of(" \n", at), *end - 1);
  codes.push_back({{InlineCode::Kind::kLink, InlineCode::Position::kAlone, {at + 1, destination}}, std::nullopt});
}

void FindCodesAndLinks(std::string_view text, std::vector<PairedCode>& codes) {
  std::array<bool, kMostTicks + 1> hopeless{};  // no mark of this length follows: it is not looked for again
  for (std::size_t at = text.find_first_of("`]"); at != std::string_view::npos; at = text.find_first_of("`]", at)) {
    if (text[at] == ']') {
      AddDestination(text, ++at, codes);
      continue;
    }
    const std::size_t inside = RunEnd(text, at);
    const std::size_t ticks = inside - at;
    const std::size_t close =
        ticks > kMostTicks || hopeless[ticks] ? std::string_view::npos : FindRun(text, inside, ticks);
    if (close == std::string_view::npos) {
      hopeless[std::min(ticks, kMostTicks)] = true;
      at = inside;
      continue;
    }
    codes.push_back({{InlineCode::Kind::kCode, InlineCode::Position::kAlone, {at, close}}, std::nullopt});
    at = close;
  }
}

}  // namespace

std::vector<std::string> VerbatimParts(std::string_view text) {
  std::vector<PairedCode> codes;
  FindCodesAndLinks(text, codes);
  FindSpans(text, {0, text.size()}, 0, codes);
  std::erase_if(codes, [](const PairedCode& code) {
    return code.code.kind == InlineCode::Kind::kLineBreak || code.code.kind == InlineCode::Kind::kStrikethrough ||
           code.code.kind == InlineCode::Kind::kEscape;
  });
  for (PairedCode& code : codes) code.partner.reset();
  ResolveOverlaps(codes);
  std::vector<std::string> parts;
  parts.reserve(codes.size());
  for (const PairedCode& code : codes) parts.emplace_back(Slice(text, code.code.range));
  return parts;
}

}  // namespace lockstep
