#include "pipeline/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <charconv>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>

namespace lockstep {
namespace {

std::string_view Environment(const char* name) {
  const char* const value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): before any thread is started
  return value == nullptr ? "" : value;
}

std::size_t ReadWidth() {
  const std::string_view columns = Environment("COLUMNS");
  std::size_t width = 0;
  std::from_chars(columns.data(), columns.data() + columns.size(), width);
  if (width > 0) return width;
  winsize size{};
  for (const int descriptor : {STDOUT_FILENO, STDERR_FILENO}) {
    if (ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  }
  return Terminal{}.width;
}

}  // namespace

Terminal ReadTerminal() {
  return {.out_is_terminal = isatty(STDOUT_FILENO) == 1,
          .err_is_terminal = isatty(STDERR_FILENO) == 1,
          .no_color = !Environment("NO_COLOR").empty() || Environment("TERM") == "dumb",
          .width = ReadWidth()};
}

ConsoleOptions ChooseConsoleOptions(const Arguments& arguments, const Terminal& terminal) {
  ConsoleOptions options;
  options.format = arguments.Value("format") == "json" ? Format::kJson : Format::kText;
  const std::optional<std::string> log_format = arguments.Value("log-format");
  if (log_format) options.log_format = *log_format == "json" ? Format::kJson : Format::kText;
  options.quiet = arguments.Has("quiet");
  options.verbose = arguments.Has("verbose") && !options.quiet;
  options.progress =
      terminal.err_is_terminal && !options.quiet && options.log_format.value_or(options.format) == Format::kText;
  options.terminal = terminal.out_is_terminal;
  options.width = terminal.width;

  const std::string color = arguments.Value("color").value_or("auto");
  const bool wanted = color == "always" || (color == "auto" && !terminal.no_color);
  options.color_out = wanted && (color == "always" || terminal.out_is_terminal);
  options.color_err = wanted && (color == "always" || terminal.err_is_terminal);
  return options;
}

}  // namespace lockstep
