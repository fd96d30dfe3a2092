#include "pipeline/html.h"

#include <fmt/format.h>

#include "locales/unicode.h"

namespace lockstep {
namespace {

void AppendEscaped(CodePoint c, std::string_view bytes, std::string& html) {
  switch (c.value) {
    case U'&': html += "&amp;"; return;
    case U'<': html += "&lt;"; return;
    case U'>': html += "&gt;"; return;
    case U'"': html += "&quot;"; return;
    case U'\'': html += "&#39;"; return;
    default: break;
  }
  const bool control = (c.value < 0x20 && c.value != '\t' && c.value != '\n') || (c.value >= 0x7f && c.value < 0xa0);
  if (control) {
    AppendUtf8(0xFFFD, html);
  } else {
    html += bytes;
  }
}

std::string LeftToRight(const std::string& html) {
  return "<bdi dir=\"ltr\">" + html + "</bdi>";
}

}  // namespace

std::string EscapeHtml(std::string_view text) {
  std::string html;
  html.reserve(text.size() + text.size() / 8);
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = DecodeAt(text, at);
    if (c.value == 0xFFFD && c.size == 1) {  // a byte that is no UTF-8
      AppendUtf8(0xFFFD, html);
    } else {
      AppendEscaped(c, text.substr(at, c.size), html);
    }
    at += c.size;
  }
  return html;
}

std::string LanguageAttributes(std::string_view lang) {
  return fmt::format(" lang=\"{}\" dir=\"{}\"", EscapeHtml(lang), IsRightToLeft(lang) ? "rtl" : "ltr");
}

std::string TextHtml(std::string_view text, std::string_view lang) {
  return IsRightToLeft(lang) && !HasRightToLeft(text) ? LeftToRight(EscapeHtml(text)) : EscapeHtml(text);
}

std::string DiffHtml(const WordDiff& diff, std::string_view lang) {
  std::string html;
  bool reads_leftward = false;
  for (const DiffPiece& piece : diff) {
    reads_leftward = reads_leftward || HasRightToLeft(piece.text);
    const std::string text = EscapeHtml(piece.text);
    switch (piece.kind) {
      case DiffPiece::Kind::kSame: html += text; break;
      case DiffPiece::Kind::kGone: html += "<del>" + text + "</del>"; break;
      case DiffPiece::Kind::kCome: html += "<ins>" + text + "</ins>"; break;
    }
  }
  return IsRightToLeft(lang) && !reads_leftward ? LeftToRight(html) : html;
}

}  // namespace lockstep
