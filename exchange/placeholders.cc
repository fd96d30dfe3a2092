#include "exchange/placeholders.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "exchange/code_names.h"
#include "exchange/po_strings.h"

namespace lockstep {
namespace {

using Position = InlineCode::Position;

bool IsIdCharacter(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_' || c == '.' || c == '-';
}

struct Placeholder {
  std::string_view id;
  Position position = Position::kOpen;
  std::size_t size = 0;  // 0 = there is none
};

// The placeholder that `text` begins with.
Placeholder PlaceholderAt(std::string_view text) {
  if (text.substr(0, 1) != "<") return {};
  const bool is_close = text.substr(0, 2) == "</";
  const std::size_t begin = is_close ? 2 : 1;
  std::size_t end = begin;
  while (end < text.size() && IsIdCharacter(text[end])) ++end;
  if (end == begin) return {};
  const bool is_alone = !is_close && text.substr(end, 2) == "/>";
  if (!is_alone && text.substr(end, 1) != ">") return {};
  const Position position = is_close ? Position::kClose : (is_alone ? Position::kAlone : Position::kOpen);
  return {text.substr(begin, end - begin), position, end + (is_alone ? 2 : 1)};
}

constexpr std::array<std::pair<std::string_view, char>, 2> kEscapes = {{{"&lt;", '<'}, {"&amp;", '&'}}};

std::string Escaped(std::string_view text) {
  std::string escaped;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::string_view rest = text.substr(at);
    const bool is_escape = std::any_of(kEscapes.begin(), kEscapes.end(), [&](const auto& escape) {
      return rest.substr(0, escape.first.size()) == escape.first;
    });
    if (is_escape) {
      escaped += "&amp;";
    } else if (PlaceholderAt(rest).size > 0) {
      escaped += "&lt;";
    } else {
      escaped += text[at];
    }
  }
  return escaped;
}

PackageCode CodeOf(const Placeholder& placeholder, const CodeLegend& legend) {
  const auto known = legend.find({std::string(placeholder.id), placeholder.position});
  if (known != legend.end()) return known->second;
  return {std::string(placeholder.id), {}, placeholder.position, {}};
}

}  // namespace

std::string PlaceholderOf(const PackageCode& code) {
  switch (code.position) {
    case Position::kAlone: return fmt::format("<{}/>", code.id);
    case Position::kOpen: return fmt::format("<{}>", code.id);
    case Position::kClose: return fmt::format("</{}>", code.id);
  }
  return {};
}

std::string WithPlaceholders(const CodedText& text) {
  std::string plain;
  for (const auto& part : text) {
    const auto* code = std::get_if<PackageCode>(&part);
    plain += code != nullptr ? PlaceholderOf(*code) : Escaped(std::get<std::string>(part));
  }
  return plain;
}

CodedText ReadPlaceholders(std::string_view text, const CodeLegend& legend) {
  CodedText coded;
  std::string words;
  while (!text.empty()) {
    std::size_t size = 1;
    char character = text.front();
    for (const auto& [escape, meant] : kEscapes) {
      if (text.substr(0, escape.size()) != escape) continue;
      size = escape.size();
      character = meant;
    }
    const Placeholder placeholder = PlaceholderAt(text);
    if (placeholder.size > 0) {
      Append(words, coded);
      words.clear();
      coded.emplace_back(CodeOf(placeholder, legend));
      size = placeholder.size;
    } else {
      words += character;
    }
    text.remove_prefix(size);
  }
  Append(words, coded);
  return coded;
}

std::string LegendLine(const PackageCode& code) {
  return fmt::format("{} {}: {}", PlaceholderOf(code), Name(code.kind), EscapePo(code.original));
}

std::optional<PackageCode> ReadLegendLine(std::string_view line) {
  const Placeholder placeholder = PlaceholderAt(line);
  const std::size_t colon = line.find(": ", placeholder.size);
  if (placeholder.size == 0 || colon == std::string_view::npos || line[placeholder.size] != ' ') return std::nullopt;
  const auto kind = InlineKindByName(line.substr(placeholder.size + 1, colon - placeholder.size - 1));
  const auto original = UnescapePo(line.substr(colon + 2));
  if (!kind || !original) return std::nullopt;
  return PackageCode{std::string(placeholder.id), *kind, placeholder.position, *original};
}

}  // namespace lockstep
