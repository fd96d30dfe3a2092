// Writes a text as a YAML scalar, to be spliced in the place of another.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "locales/unicode.h"
#include "locales/yaml.h"

namespace lockstep {
namespace {

bool IsOneOf(char c, std::string_view set) {
  return set.find(c) != std::string_view::npos;
}

// Must be escaped wherever it stands: controls, other line ends, a BOM.
bool IsUnprintable(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x2028 || c == 0x2029 || c == 0xFEFF;
}

bool HasUnprintable(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = DecodeAt(text, at);
    if (IsUnprintable(c.value)) return true;
    at += c.size;
  }
  return false;
}

// Numbers and dates in any of the forms of YAML 1.1, which static site generators still read, and a few more.
bool LooksLikeNumber(std::string_view text) {
  if (!IsOneOf(text.front(), "0123456789+-.")) return false;
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return IsOneOf(c, "0123456789abcdefABCDEFxXoO_.,:+-TZ "); }) ||
         text == ".inf" || text == ".Inf" || text == ".INF" || text == ".nan" || text == ".NaN" || text == ".NAN" ||
         text.substr(1) == ".inf";
}

bool LooksLikeWord(std::string_view text) {
  static constexpr std::array<std::string_view, 12> kWords = {"null", "true", "false", "yes", "no", "on",
                                                              "off",  "y",    "n",     "~",   "=",  "<<"};
  const std::string folded = FoldCase(text);
  return std::find(kWords.begin(), kWords.end(), folded) != kWords.end();
}

// Conservative: what is in doubt is quoted.
bool CanBePlain(std::string_view text, bool in_flow) {
  if (text.empty() || HasUnprintable(text)) return false;
  if (IsOneOf(text.front(), " -?:,[]{}#&*!|>'\"%@`=") || IsOneOf(text.back(), " :")) return false;
  if (text.find(": ") != std::string_view::npos || text.find(" #") != std::string_view::npos) return false;
  if (in_flow && text.find_first_of(",[]{}") != std::string_view::npos) return false;
  if (in_flow && text.find(':') != std::string_view::npos) return false;
  if (text.substr(0, 3) == "...") return false;
  return !LooksLikeNumber(text) && !LooksLikeWord(text);
}

std::string SingleQuoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'') out += '\'';
    out += c;
  }
  return out + "'";
}

void AppendEscaped(char32_t c, std::string& out) {
  if (c == '"' || c == '\\') {
    out += '\\';
    out += static_cast<char>(c);
  } else if (c == '\n') {
    out += "\\n";
  } else if (c == '\t') {
    out += "\\t";
  } else if (c == '\r') {
    out += "\\r";
  } else if (IsUnprintable(c)) {
    out += c < 0x100 ? fmt::format("\\x{:02X}", static_cast<unsigned>(c))
                     : fmt::format("\\u{:04X}", static_cast<unsigned>(c));
  } else {
    AppendUtf8(c, out);
  }
}

std::string DoubleQuoted(std::string_view text) {
  std::string out = "\"";
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = DecodeAt(text, at);
    AppendEscaped(c.value, out);
    at += c.size;
  }
  return out + "\"";
}

}  // namespace

std::string FormatYamlScalar(std::string_view value, YamlNode::Style style, bool in_flow) {
  switch (style) {
    case YamlNode::Style::kPlain: return CanBePlain(value, in_flow) ? std::string(value) : DoubleQuoted(value);
    case YamlNode::Style::kSingleQuoted: return HasUnprintable(value) ? DoubleQuoted(value) : SingleQuoted(value);
    case YamlNode::Style::kDoubleQuoted:
    case YamlNode::Style::kLiteral:  // block scalars need an indentation that the value alone does not tell
    case YamlNode::Style::kFolded: return DoubleQuoted(value);
  }
  return DoubleQuoted(value);
}

}  // namespace lockstep
