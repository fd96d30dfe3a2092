// What lockstep says about bad input: values, rendered as text or JSON elsewhere.
//
// A stage reports with a byte range; the sink resolves it to line and column at once, because
// diagnostics outlive the text (they are stored, and sorted at the end of a run).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "locales/range.h"

namespace lockstep {

struct Source;

enum class Severity { kNote, kWarning, kError };

// A place in a file. Line and column count from 1, the column in code points; 0 = the file as a whole.
struct Location {
  std::string path;  // relative to the site, '/' between names
  std::size_t line = 0;
  std::size_t column = 0;
  std::string line_text;       // the quoted line, cut around the place where it is long; "" = none
  std::size_t mark_begin = 0;  // bytes of line_text that the carets mark
  std::size_t mark_end = 0;

  bool operator==(const Location&) const = default;
};

struct Note {
  Location where;
  std::string message;
  bool operator==(const Note&) const = default;
};

struct Diagnostic {
  Severity severity = Severity::kError;
  std::string code;     // stable, "rating-length"; the list is in README.md
  std::string message;  // lower case, no full stop, the offending text quoted, what was expected
  Location where;
  std::vector<Note> notes;
  bool operator==(const Diagnostic&) const = default;
};

// The location of `range` in `source`.
Location Locate(const Source& source, Range range);

// Collects what one document's stages have to say. Keeps at most `kMaxPerDocument` and counts the
// rest, so that a hostile file cannot fill the memory.
class Diagnostics {
 public:
  static constexpr std::size_t kMaxPerDocument = 100;

  void Error(const Source& source, Range range, std::string_view code, std::string message);
  void Warning(const Source& source, Range range, std::string_view code, std::string message);
  // Adds a note to the diagnostic reported last. Does nothing if that one was not kept.
  void AddNote(const Source& source, Range range, std::string message);
  void Add(Diagnostic diagnostic);

  const std::vector<Diagnostic>& items() const { return items_; }
  std::size_t suppressed() const { return suppressed_; }
  bool HasErrors() const { return errors_ > 0; }

 private:
  std::vector<Diagnostic> items_;
  std::size_t suppressed_ = 0;
  std::size_t errors_ = 0;
  bool last_kept_ = false;
};

// By path, line, column, then code: the order in which they are printed.
bool operator<(const Diagnostic& a, const Diagnostic& b);

}  // namespace lockstep
