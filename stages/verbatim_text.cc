#include "stages/verbatim_text.h"

#include <algorithm>
#include <optional>

#include "locales/range.h"
#include "stages/code_spans.h"
#include "stages/inline_spans.h"
#include "stages/link_syntax.h"

namespace lockstep {
namespace {

// Adds the destination of the link whose text ends before the bracket at `at`.
void AddDestination(std::string_view text, std::size_t at, std::vector<PairedCode>& codes) {
  const std::optional<std::size_t> end = InlineLinkEnd(text, at);
  if (!end) return;
  const std::size_t destination = std::min(text.find_first_of(" \n", at), *end - 1);
  codes.push_back({{InlineCode::Kind::kLink, InlineCode::Position::kAlone, {at + 1, destination}}, std::nullopt});
}

void FindCodesAndLinks(std::string_view text, std::vector<PairedCode>& codes) {
  CodeSpans spans(text);
  for (std::size_t at = text.find_first_of("`]"); at != std::string_view::npos; at = text.find_first_of("`]", at)) {
    if (text[at] == ']') {
      AddDestination(text, ++at, codes);
    } else if (const std::optional<std::size_t> end = spans.EndOf(at, text.size())) {
      codes.push_back({{InlineCode::Kind::kCode, InlineCode::Position::kAlone, {at, *end}}, std::nullopt});
      at = *end;
    } else {
      at = TicksEnd(text, at);
    }
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
