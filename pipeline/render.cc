// Diagnostics as text for people and as JSON for programs.
#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "locales/unicode.h"
#include "pipeline/console.h"

namespace lockstep {
namespace {

using Json = nlohmann::ordered_json;

constexpr char32_t kReplacement = 0xFFFD;

const char* Name(Severity severity) {
  switch (severity) {
    case Severity::kNote: return "note";
    case Severity::kWarning: return "warning";
    case Severity::kError: return "error";
  }
  return "";
}

Style StyleOf(Severity severity) {
  switch (severity) {
    case Severity::kNote: return Style::kCyan;
    case Severity::kWarning: return Style::kYellow;
    case Severity::kError: return Style::kRed;
  }
  return Style::kPlain;
}

bool IsControl(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029;
}

// Code point by code point, with `replace` deciding what stands for each.
template <typename Replace>
std::string Rewrite(std::string_view text, Replace replace) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint c = DecodeAt(text, i);
    AppendUtf8(replace(c.value), out);
    i += std::max<std::size_t>(c.size, 1);
  }
  return out;
}

// `text` with U+FFFD for what is no UTF-8: JSON may hold nothing else.
std::string WellFormed(std::string_view text) {
  if (!FindInvalidUtf8(text)) return std::string(text);
  return Rewrite(text, [](char32_t c) { return c; });
}

// The quoted line in three pieces: before, under and behind the carets.
struct Quote {
  std::string_view before, marked, behind;
};

Quote Cut(const Location& where) {
  const std::string_view line = where.line_text;
  const std::size_t begin = std::min(where.mark_begin, line.size());
  const std::size_t end = std::clamp(where.mark_end, begin, line.size());
  return {line.substr(0, begin), line.substr(begin, end - begin), line.substr(end)};
}

std::string Position(const Location& where) {
  std::string path = Printable(where.path);
  if (where.line == 0) return path;
  if (where.column == 0) return fmt::format("{}:{}", path, where.line);
  return fmt::format("{}:{}:{}", path, where.line, where.column);
}

std::string QuotedLine(const Location& where, bool color) {
  if (where.line_text.empty()) return "";
  const Quote quote = Cut(where);
  const std::string before = Printable(quote.before);
  const std::string marked = Printable(quote.marked);
  const auto indent = static_cast<std::size_t>(DisplayWidth(before));
  const auto width = static_cast<std::size_t>(std::max(DisplayWidth(marked), 1));
  const std::string carets = "^" + std::string(width - 1, '~');
  return fmt::format("{}{}{}\n{:{}}{}\n", before, marked, Printable(quote.behind), "", indent,
                     Paint(Style::kGreen, carets, color));
}

std::string Message(const Location& where, Severity severity, std::string_view message, std::string_view code,
                    bool color) {
  const std::string name = Paint(StyleOf(severity), fmt::format("{}:", Name(severity)), color);
  const std::string tail = code.empty() ? "" : fmt::format(" [{}]", code);
  const std::string position = where.path.empty() ? "" : Paint(Style::kBold, Position(where) + ":", color) + " ";
  return fmt::format("{}{} {}{}\n{}", position, name, Printable(message), tail, QuotedLine(where, color));
}

Json NumberOrNull(std::size_t number) {
  return number == 0 ? Json(nullptr) : Json(number);
}

void AddLocation(const Location& where, Json& json) {
  const Quote quote = Cut(where);
  const std::size_t begin = CountCodePoints(WellFormed(quote.before));
  const std::size_t end = begin + CountCodePoints(WellFormed(quote.marked));
  json["path"] = WellFormed(where.path);
  json["line"] = NumberOrNull(where.line);
  json["column"] = NumberOrNull(where.column);
  json["line_text"] = WellFormed(quote.before) + WellFormed(quote.marked) + WellFormed(quote.behind);
  json["mark"] = {begin, end};
}

}  // namespace

std::string Printable(std::string_view text) {
  return Rewrite(text, [](char32_t c) -> char32_t {
    if (c == U'\t') return U' ';
    return IsControl(c) ? kReplacement : c;
  });
}

std::string RenderText(const Diagnostic& diagnostic, bool color) {
  std::string text = Message(diagnostic.where, diagnostic.severity, diagnostic.message, diagnostic.code, color);
  for (const Note& note : diagnostic.notes) text += Message(note.where, Severity::kNote, note.message, "", color);
  return text;
}

std::string RenderJson(const Diagnostic& diagnostic) {
  Json json = {{"severity", Name(diagnostic.severity)},
               {"code", WellFormed(diagnostic.code)},
               {"message", WellFormed(diagnostic.message)}};
  AddLocation(diagnostic.where, json);
  json["notes"] = Json::array();
  for (const Note& note : diagnostic.notes) {
    Json item = {{"message", WellFormed(note.message)}};
    AddLocation(note.where, item);
    json["notes"].push_back(std::move(item));
  }
  return json.dump();
}

}  // namespace lockstep
