#include "pipeline/man_page.h"

#include <fmt/format.h>

#include "pipeline/console.h"
#include "pipeline/help.h"
#include "pipeline/version.h"

namespace lockstep {
namespace {

constexpr std::string_view kFrame = R"(.\" Made by `lockstep man` from the table of commands.
.TH LOCKSTEP 1 "" "lockstep {version}" "User Commands"
.SH NAME
lockstep \- keeps every translation of a Markdown review site level with its source
.SH SYNOPSIS
.B lockstep
.I COMMAND
.RI [ options ]
.SH DESCRIPTION
Reads the site, cuts each review into segments, pairs the languages, and remembers in a store beside the site which
wording of the source each translated segment was made for.
From that it says, segment by segment and with its reason, what went stale.
.SH COMMANDS
{commands}.SH OPTIONS OF EVERY COMMAND
{options}.SH EXIT STATUS
.TP
.B 0
Done, also where documents were reported or work is pending.
.TP
.B 1
The run could not do its work: disk, store, configuration.
.TP
.B 2
Wrong usage.
.TP
.B 3
A gate is not met.
.SH FILES
.TP
.I lockstep.yml
The site's configuration.
.B lockstep init
proposes one; without it every command works with that proposal.
.TP
.I .lockstep/
The store, beside the configuration.
.SH ENVIRONMENT
.TP
.B NO_COLOR
Where it is set, nothing is coloured.
.TP
.B COLUMNS
The width of the terminal.
.TP
.B PAGER
What
.B diff
and
.B explain
are shown with on a terminal. Where it is not set, less is.
.TP
.B SOURCE_DATE_EPOCH
Stands in for the clock, so that a run can be repeated to the byte.
)";

std::string OptionEntry(const Option& option) {
  std::string term = option.letter == 0 ? "" : fmt::format("\\fB\\-{}\\fR, ", option.letter);
  term += fmt::format("\\fB{}\\fR", RoffText("--" + option.name));
  if (!option.value.empty()) term += fmt::format(" \\fI{}\\fR", RoffText(option.value));
  return fmt::format(".TP\n{}\n{}\n", term, RoffText(OptionMeaning(option)));
}

std::string OptionEntries(const std::vector<Option>& options) {
  std::string out;
  for (const Option& option : options) out += OptionEntry(option);
  return out;
}

std::string CommandEntry(const Command& command) {
  const std::string operands = command.operands.empty() ? "" : fmt::format(" \\fI{}\\fR", RoffText(command.operands));
  // Options are indented below the description of their command.
  const std::string options =
      command.options.empty() ? "" : fmt::format(".RS\n{}.RE\n", OptionEntries(command.options));
  return fmt::format(".SS \"lockstep {}{}\"\n{}{}", RoffText(command.name), operands,
                     RoffParagraphs(command.description), options);
}

}  // namespace

std::string RoffText(std::string_view text) {
  std::string out;
  bool bold = false;
  for (const char c : text) {
    const bool begins_line = out.empty() || out.back() == '\n';
    if (begins_line && (c == '.' || c == '\'')) out += "\\&";
    if (c == '\\') {
      out += "\\e";
    } else if (c == '-') {
      out += "\\-";
    } else if (c == '`') {
      out += bold ? "\\fR" : "\\fB";
      bold = !bold;
    } else {
      out += c;
    }
  }
  return out;
}

std::string RoffParagraphs(std::string_view text) {
  std::string out;
  bool example = false;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string_view line = text.substr(begin, end - begin);
    begin = end + 1;
    if (line.starts_with(' ') != example && !line.empty()) {
      example = !example;
      out += example ? ".EX\n" : ".EE\n";
    }
    out += line.empty() ? ".PP\n" : RoffText(line) + "\n";
  }
  return out + (example ? ".EE\n" : "");
}

std::string ManPage() {
  std::string commands;
  for (const Command& command : Commands()) commands += CommandEntry(command);
  return fmt::format(kFrame, fmt::arg("version", RoffText(Version())), fmt::arg("commands", commands),
                     fmt::arg("options", OptionEntries(GlobalOptions())));
}

int RunMan(const Arguments&, Console& console) {
  console.out() << ManPage();
  return kDone;
}

}  // namespace lockstep
