// The program as one function: parse, run the command, and the one place where errors are caught.
#include <fmt/format.h>

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <iostream>
#include <new>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <system_error>

#include "locales/locale.h"
#include "pipeline/command.h"
#include "pipeline/configuration.h"
#include "pipeline/console.h"
#include "pipeline/git_repository.h"
#include "pipeline/help.h"
#include "pipeline/output_buffer.h"
#include "pipeline/terminal.h"
#include "store/engine.h"

namespace lockstep {
namespace {

// The command line could not be parsed: what it says of --format and --log-format is looked for by hand, so that a
// program that asked for JSON gets its error as JSON.
Arguments Guess(const std::vector<std::string>& words) {
  Arguments guess;
  for (std::size_t i = 0; i < words.size(); ++i) {
    for (const std::string name : {"format", "log-format"}) {
      const bool next = words[i] == "--" + name && i + 1 < words.size() && words[i + 1] == "json";
      if (next || words[i] == "--" + name + "=json") guess.options[name] = {"json"};
    }
  }
  return guess;
}

int ReportUsage(const UsageError& error, const Command* command, Console& console) {
  const std::string usage = command == nullptr ? "`lockstep help` lists the commands" : UsageLine(*command);
  console.Failure("usage", error.what(), usage);
  return kUsage;
}

// The reader of our output went away (`lockstep status | head`), which is no failure; anything else is.
int ReportLostOutput(int reason, Console& console) {
  console.out().exceptions(std::ios::goodbit);  // stderr is tied to it, and would throw once more
  if (reason == EPIPE) return kDone;
  console.Failure("output", fmt::format("cannot write to standard output: {}", std::system_category().message(reason)),
                  "make room, or write somewhere else");
  return kFailed;
}

// The library says "filesystem error: OPERATION: REASON [PATH]"; people read "OPERATION PATH: REASON".
std::string Told(const std::filesystem::filesystem_error& error) {
  constexpr std::string_view kClass = "filesystem error: ";
  std::string_view text = error.what();
  if (text.starts_with(kClass)) text.remove_prefix(kClass.size());
  const std::string reason = error.code().message();
  const std::size_t end = text.find(": " + reason);
  if (end == std::string_view::npos || error.path1().empty() || !error.path2().empty()) return std::string(text);
  return fmt::format("{} {}: {}", text.substr(0, end), error.path1().string(), reason);
}

std::string_view Advice(const std::error_code& error) {
  if (error == std::errc::too_many_files_open) return "raise the limit of open files (ulimit -n)";
  if (error == std::errc::no_space_on_device) return "make room on the disk and run again";
  if (error == std::errc::file_too_large) return "raise the limit of a file's size (ulimit -f)";
  if (error == std::errc::io_error) return "check the disk";
  return "check that the path exists and that you may use it";
}

int Run(const Arguments& arguments, const OutputBuffer& output, Console& console) {
  try {
    const int status = arguments.command->run(arguments, console);
    console.ClearProgress();
    console.out().flush();
    return status;
  } catch (const UsageError& error) {
    return ReportUsage(error, arguments.command, console);
  } catch (const std::ios_base::failure&) {
    return ReportLostOutput(output.error(), console);
  } catch (const ConfigurationError& error) {
    console.Report(error.diagnostic);
  } catch (const LocaleError& error) {
    console.Failure("locale", error.what(), "correct the language file, or remove it to use the built-in one");
  } catch (const GitError& error) {
    console.Failure("git", error.what(), error.advice);
  } catch (const StoreError& error) {
    console.Failure("store", error.what(), "");
  } catch (const std::filesystem::filesystem_error& error) {
    console.Failure("file", Told(error), Advice(error.code()));
  } catch (const std::system_error& error) {  // a thread that cannot be started
    console.Failure("system", error.what(),
                    "try fewer threads (--jobs 1), or raise the limits of processes and memory");
  } catch (const std::bad_alloc&) {
    console.Failure("memory", "out of memory", "try fewer threads: --jobs 1");
  } catch (const std::exception& error) {
    console.Failure("bug", fmt::format("unexpected: {}", error.what()),
                    "this is a bug of lockstep: please report it with the command line and the version");
  }
  return kFailed;
}

std::optional<Arguments> ParseOrReport(const std::vector<std::string>& words, const Terminal& terminal) {
  try {
    return ParseCommandLine(words);
  } catch (const UsageError& error) {
    Console console(std::cout, std::cerr, ChooseConsoleOptions(Guess(words), terminal));
    ReportUsage(error, error.command, console);
    return std::nullopt;
  }
}

// A standard stream that was closed keeps its number from the first file that is opened: what is written to it would be
// written into the store. It is open the wrong way round, so that using it still fails.
void KeepStandardStreams() {
  constexpr std::array kWrongWays = {O_WRONLY, O_RDONLY, O_RDONLY};
  for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (fcntl(fd, F_GETFD) != -1 || errno != EBADF) continue;
    if (open("/dev/null", kWrongWays[static_cast<std::size_t>(fd)]) != fd) std::_Exit(kFailed);  // nowhere to say so
  }
}

}  // namespace

int Main(const std::vector<std::string>& words) {
  KeepStandardStreams();
  const Terminal terminal = ReadTerminal();
  // A closed pipe is an error of the write like any other, not a signal that kills a run that holds the store.
  (void)std::signal(SIGPIPE, SIG_IGN);
  (void)std::signal(SIGXFSZ, SIG_IGN);  // so is a file that has reached the limit of its size
  const std::optional<Arguments> arguments = ParseOrReport(words, terminal);
  if (!arguments) return kUsage;
  if (arguments->command == nullptr) {
    std::cerr << OverviewText(false, terminal.width);
    return kUsage;
  }
  OutputBuffer output(STDOUT_FILENO);
  std::ostream out(&output);
  out.exceptions(std::ios::badbit);
  std::ostream* const tied = std::cerr.tie(&out);  // results stand before what is said about them
  Console console(out, std::cerr, ChooseConsoleOptions(*arguments, terminal));
  const int status = Run(*arguments, output, console);
  std::cerr.tie(tied);
  return status;
}

}  // namespace lockstep
