// The way out: results to stdout, diagnostics and progress to stderr.
//
// Everything a command prints goes through here, so that colour, JSON, quiet and pipes are decided once.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "stages/model/diagnostic.h"

namespace lockstep {

enum class Format { kText, kJson };
enum class Style { kPlain, kBold, kDim, kRed, kGreen, kYellow, kBlue, kCyan, kGone, kCome };

// How this run talks; from the command line and the environment (NO_COLOR, COLUMNS, the terminal).
struct ConsoleOptions {
  Format format = Format::kText;
  std::optional<Format> log_format = {};  // of stderr; nothing: diagnostics as `format`, messages as text
  bool color_out = false;
  bool color_err = false;
  bool quiet = false;
  bool verbose = false;
  bool progress = false;   // stderr is a terminal, and not quiet
  bool terminal = false;   // stdout is a terminal
  std::size_t width = 80;  // columns of the terminal
};

class Console {
 public:
  Console(std::ostream& out, std::ostream& err, ConsoleOptions options);

  const ConsoleOptions& options() const { return options_; }
  bool json() const { return options_.format == Format::kJson; }
  std::ostream& out() { return *out_; }

  // `text` in `style` if stdout is coloured.
  std::string Paint(Style style, std::string_view text) const;

  // One diagnostic on stderr, as text with quoted line and carets, or as a JSON line.
  void Report(const Diagnostic& diagnostic);
  // A line on stderr for people ("lockstep: ..."); Info is dropped by --quiet, Detail is shown by --verbose only. With
  // --log-format json, an object with severity and message.
  void Info(std::string_view message);
  void Detail(std::string_view message);
  // Why the run could not do its work, and what to do about it ("" = nothing to advise); as JSON, a line with severity,
  // code, message and advice.
  void Failure(std::string_view code, std::string_view message, std::string_view advice);

  // Draws "label 123/456" over itself on a terminal, at most ten times a second; nothing in a pipe. `total` 0 =
  // unknown. Thread-safe, as are all the others but out(): stderr is tied to stdout, so that nobody may write to out()
  // while another thread says something. ClearProgress wipes it; every other output to stderr does so by itself.
  void Progress(std::string_view label, std::uint64_t done, std::uint64_t total);
  void ClearProgress();

 private:
  using Clock = std::chrono::steady_clock;

  Format DiagnosticFormat() const { return options_.log_format.value_or(options_.format); }
  // Writes to stderr in one piece, in the place of the progress line. Requires the lock.
  void Write(std::string_view text);
  void Line(std::string_view severity, std::string_view message);

  std::ostream* out_;
  std::ostream* err_;
  ConsoleOptions options_;
  std::mutex mutex_;    // of what follows, and of err_
  bool drawn_ = false;  // a progress line stands on the terminal
  Clock::time_point last_draw_;
};

// `text` as it may be printed: what is no UTF-8 and every control character become U+FFFD, tabs a space, so that no
// file can talk to the terminal. Every character keeps its number of columns.
std::string Printable(std::string_view text);
// `text` between the escape sequences of `style`.
std::string Paint(Style style, std::string_view text, bool color);

// The diagnostic as people read it (several lines, ending in a line end); carets are placed by display width.
std::string RenderText(const Diagnostic& diagnostic, bool color);
// The diagnostic as one JSON line, without the line end: severity, code, message, path, line, column, line_text, mark,
// notes. Line and column are null where the file as a whole is meant; mark counts code points of line_text, [begin,
// end).
std::string RenderJson(const Diagnostic& diagnostic);

// Rows of cells, aligned by display width; numbers right (`right[i]`), the rest left; the first row is the head.
std::string RenderTable(const std::vector<std::vector<std::string>>& rows, const std::vector<bool>& right,
                        const Console& console);

}  // namespace lockstep
