#include "stages/model/diagnostic.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "locales/unicode.h"
#include "stages/model/line_ends.h"
#include "stages/model/source.h"

namespace lockstep {
namespace {

// A quoted line shows at most this many code points; of those cut, some stand before the place.
constexpr std::size_t kMaxQuoted = 160;
constexpr std::size_t kLead = 40;
constexpr std::string_view kCut = "…";

std::size_t CountLines(std::string_view text) {
  std::size_t lines = 0;
  for (std::size_t at = text.find_first_of("\r\n"); at != std::string_view::npos; at = text.find_first_of("\r\n", at)) {
    ++lines;
    at = SkipLineEnd(text, at);
  }
  return lines;
}

bool IsContinuation(std::string_view text, std::size_t at) {
  return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80;
}

// The byte `count` code points before or behind `at`.
std::size_t Back(std::string_view text, std::size_t at, std::size_t count) {
  for (; count > 0 && at > 0; --count) {
    do --at;
    while (at > 0 && IsContinuation(text, at));
  }
  return at;
}

std::size_t Forward(std::string_view text, std::size_t at, std::size_t count) {
  for (; count > 0 && at < text.size(); --count) {
    do ++at;
    while (IsContinuation(text, at));
  }
  return at;
}

// Sets the quoted line: `line` around `mark`, with marks where it was cut.
void Quote(std::string_view line, Range mark, Location& where) {
  std::size_t begin = 0;
  std::size_t end = line.size();
  if (CountCodePoints(line) > kMaxQuoted) {
    begin = Back(line, mark.begin, kLead);
    end = Forward(line, begin, kMaxQuoted);
    if (end == line.size()) begin = Back(line, end, kMaxQuoted);
  }
  if (begin > 0) where.line_text = kCut;
  const std::size_t shift = where.line_text.size();
  where.line_text += line.substr(begin, end - begin);
  where.mark_begin = shift + mark.begin - begin;
  where.mark_end = shift + std::min(mark.end, end) - begin;
  if (end < line.size()) where.line_text += kCut;
}

}  // namespace

Location Locate(const Source& source, Range range) {
  const std::string_view text = source.text;
  const std::size_t at = std::min(range.begin, text.size());
  const std::size_t begin = LineBegin(text, at);
  const std::size_t end = LineEnd(text, begin);
  const std::size_t place = std::min(at, end);

  Location where;
  where.path = source.path;
  where.line = CountLines(text.substr(0, begin)) + 1;
  where.column = CountCodePoints(text.substr(begin, place - begin)) + 1;
  const std::size_t mark_end = std::clamp(range.end, place, end);
  std::string_view line = text.substr(begin, end - begin);
  Range mark{place - begin, mark_end - begin};
  if (begin == 0 && line.substr(0, 3) == "\xEF\xBB\xBF") {  // a BOM is no part of the line that people see
    line.remove_prefix(3);
    mark = {mark.begin - std::min<std::size_t>(mark.begin, 3), mark.end - std::min<std::size_t>(mark.end, 3)};
    where.column -= place >= 3 ? 1 : 0;
  }
  Quote(line, mark, where);
  return where;
}

void Diagnostics::Error(const Source& source, Range range, std::string_view code, std::string message) {
  if (items_.size() >= kMaxPerDocument) {  // spares the search for the line
    Add({Severity::kError, std::string(code), {}, {}, {}});
    return;
  }
  Add({Severity::kError, std::string(code), std::move(message), Locate(source, range), {}});
}

void Diagnostics::Warning(const Source& source, Range range, std::string_view code, std::string message) {
  if (items_.size() >= kMaxPerDocument) {
    Add({Severity::kWarning, std::string(code), {}, {}, {}});
    return;
  }
  Add({Severity::kWarning, std::string(code), std::move(message), Locate(source, range), {}});
}

void Diagnostics::AddNote(const Source& source, Range range, std::string message) {
  if (last_kept_ && items_.back().notes.size() < kMaxPerDocument) {
    items_.back().notes.push_back({Locate(source, range), std::move(message)});
  }
}

void Diagnostics::Add(Diagnostic diagnostic) {
  errors_ += diagnostic.severity == Severity::kError ? 1 : 0;
  last_kept_ = items_.size() < kMaxPerDocument;
  if (last_kept_) {
    items_.push_back(std::move(diagnostic));
  } else {
    ++suppressed_;
  }
}

bool operator<(const Diagnostic& a, const Diagnostic& b) {
  return std::tie(a.where.path, a.where.line, a.where.column, a.code, a.message) <
         std::tie(b.where.path, b.where.line, b.where.column, b.code, b.message);
}

}  // namespace lockstep
