// The way out: results to stdout, diagnostics and progress to stderr.
//
// Everything a command prints goes through here, so that colour, JSON, quiet and pipes are decided once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "stages/model/diagnostic.h"

namespace lockstep {

enum class Format { kText, kJson };
enum class Color { kAuto, kAlways, kNever };
enum class Style { kPlain, kBold, kDim, kRed, kGreen, kYellow, kBlue, kCyan };

// How this run talks; from the command line and the environment (NO_COLOR, COLUMNS, the terminal).
struct ConsoleOptions {
  Format format = Format::kText;
  bool color_out = false;
  bool color_err = false;
  bool quiet = false;
  bool verbose = false;
  bool progress = false;      // stderr is a terminal, and not quiet
  std::size_t width = 80;     // columns of the terminal
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
  // A line on stderr for people ("lockstep: ..."); Info is dropped by --quiet, Detail is shown by --verbose only.
  void Info(std::string_view message);
  void Detail(std::string_view message);
  void Failure(std::string_view message, std::string_view advice);

  // Draws "label 123/456" over itself on a terminal, at most ten times a second; nothing in a pipe. `total` 0 = unknown.
  // Thread-safe. ClearProgress wipes it; every other output does so by itself.
  void Progress(std::string_view label, std::uint64_t done, std::uint64_t total);
  void ClearProgress();

 private:
  std::ostream* out_;
  std::ostream* err_;
  ConsoleOptions options_;
  std::string progress_;
};

// The diagnostic as people read it (several lines, ending in a line end); carets are placed by display width.
std::string RenderText(const Diagnostic& diagnostic, bool color);
// The diagnostic as one JSON line, without the line end. The members are listed in README.md.
std::string RenderJson(const Diagnostic& diagnostic);

// Rows of cells, aligned by display width; numbers right (`right[i]`), the rest left; the first row is the head.
std::string RenderTable(const std::vector<std::vector<std::string>>& rows, const std::vector<bool>& right, const Console& console);

}  // namespace lockstep
