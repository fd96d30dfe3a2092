#include "pipeline/console.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "locales/unicode.h"

namespace lockstep {
namespace {

constexpr auto kRedrawEvery = std::chrono::milliseconds(100);

const char* const kWipeLine = "\r\x1b[K";

// "\x1b[1m" ... by Style.
std::string_view Escape(Style style) {
  switch (style) {
    case Style::kPlain: return "";
    case Style::kBold: return "\x1b[1m";
    case Style::kDim: return "\x1b[2m";
    case Style::kRed: return "\x1b[31m";
    case Style::kGreen: return "\x1b[32m";
    case Style::kYellow: return "\x1b[33m";
    case Style::kBlue: return "\x1b[34m";
    case Style::kCyan: return "\x1b[36m";
    case Style::kGone: return "\x1b[31;9m";  // struck through as well, for those who see no red
    case Style::kCome: return "\x1b[32;1m";
  }
  return "";
}

std::string JsonLine(const nlohmann::ordered_json& line) {
  return line.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

// The head of `text` that fits into `width` columns.
std::string_view Fit(std::string_view text, std::size_t width) {
  std::size_t end = 0;
  std::size_t column = 0;
  while (end < text.size()) {
    const std::size_t size = DecodeAt(text, end).size;
    column += static_cast<std::size_t>(DisplayWidth(text.substr(end, size)));
    if (column > width) break;
    end += size;
  }
  return text.substr(0, end);
}

}  // namespace

std::string Paint(Style style, std::string_view text, bool color) {
  if (!color || style == Style::kPlain || text.empty()) return std::string(text);
  return fmt::format("{}{}\x1b[0m", Escape(style), text);
}

Console::Console(std::ostream& out, std::ostream& err, ConsoleOptions options)
    : out_(&out), err_(&err), options_(options) {}

std::string Console::Paint(Style style, std::string_view text) const {
  return lockstep::Paint(style, text, options_.color_out);
}

void Console::Write(std::string_view text) {
  if (drawn_) *err_ << kWipeLine;
  drawn_ = false;
  *err_ << text << std::flush;
}

void Console::Line(std::string_view severity, std::string_view message) {
  const std::string text = options_.log_format == Format::kJson
                               ? JsonLine({{"severity", severity}, {"message", message}})
                               : fmt::format("lockstep: {}\n", message);
  const std::lock_guard lock(mutex_);
  Write(text);
}

void Console::Report(const Diagnostic& diagnostic) {
  const bool as_json = DiagnosticFormat() == Format::kJson;
  const std::string text = as_json ? RenderJson(diagnostic) + "\n" : RenderText(diagnostic, options_.color_err);
  const std::lock_guard lock(mutex_);
  Write(text);
}

void Console::Info(std::string_view message) {
  if (!options_.quiet) Line("info", message);
}

void Console::Detail(std::string_view message) {
  if (options_.verbose) Line("debug", message);
}

void Console::Failure(std::string_view code, std::string_view message, std::string_view advice) {
  if (DiagnosticFormat() == Format::kJson) {
    const std::string line =
        JsonLine({{"severity", "error"}, {"code", code}, {"message", message}, {"advice", advice}});
    const std::lock_guard lock(mutex_);
    Write(line);
    return;
  }
  const std::string error = lockstep::Paint(Style::kRed, "error:", options_.color_err);
  std::string text = fmt::format("lockstep: {} {}\n", error, message);
  if (!advice.empty()) text += fmt::format("lockstep: {}\n", advice);
  const std::lock_guard lock(mutex_);
  Write(text);
}

void Console::Progress(std::string_view label, std::uint64_t done, std::uint64_t total) {
  if (!options_.progress) return;
  const std::lock_guard lock(mutex_);
  const Clock::time_point now = Clock::now();
  if (drawn_ && now - last_draw_ < kRedrawEvery) return;
  last_draw_ = now;
  const std::string text = total == 0 ? fmt::format("{} {}", Printable(label), done)
                                      : fmt::format("{} {}/{}", Printable(label), done, total);
  // A line that fills the terminal would wrap, and could not be wiped.
  *err_ << kWipeLine << Fit(text, options_.width - 1) << std::flush;
  drawn_ = true;
}

void Console::ClearProgress() {
  const std::lock_guard lock(mutex_);
  Write("");
}

}  // namespace lockstep
