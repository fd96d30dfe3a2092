#include "pipeline/annotations.h"

#include <fmt/format.h>

#include <algorithm>

#include "locales/unicode.h"
#include "pipeline/console.h"

namespace lockstep {
namespace {

// A message stands beside a line of code: of long texts, the beginning has to do.
constexpr std::size_t kLongest = 160;

std::string Quoted(std::string_view text) {
  std::size_t end = 0;
  for (std::size_t count = 0; end < text.size() && count < kLongest; ++count) end += DecodeAt(text, end).size;
  return fmt::format("\"{}{}\"", Printable(text.substr(0, end)), end < text.size() ? "..." : "");
}

std::string_view GitHubLevel(Urgency severity) {
  return severity == Urgency::kHigh ? "error" : severity == Urgency::kMedium ? "warning" : "notice";
}

// Text in a workflow command; in the value of a property, colon and comma end it.
std::string GitHubText(std::string_view text, bool property) {
  std::string out;
  for (const char c : text) {
    if (c == '%' || c == '\r' || c == '\n' || (property && (c == ':' || c == ','))) {
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    } else {
      out += c;
    }
  }
  return out;
}

}  // namespace

std::string DebtMessage(const Reason& reason, std::string_view lang) {
  const std::string field = reason.field ? fmt::format(" {}", *reason.field) : "";
  const std::string head = fmt::format("{}{}: ", Name(reason.state), field);
  if (!reason.source_line && !reason.target_line) {
    return head + (reason.state == State::kMissing ? fmt::format("there is no document in {}", lang)
                                                   : "the source's document is gone");
  }
  if (reason.state == State::kSuspect || reason.old_text == reason.new_text) {
    return head + fmt::format("disagrees with the source, {}", Quoted(reason.new_text.value_or("")));
  }
  if (!reason.new_text) return head + fmt::format("the source no longer has {}", Quoted(reason.old_text.value_or("")));
  if (!reason.old_text) return head + fmt::format("not translated: {}", Quoted(*reason.new_text));
  return head + fmt::format("the source now says {}, it said {}", Quoted(*reason.new_text), Quoted(*reason.old_text));
}

std::string GitHubCommands(const std::vector<AnnotatedTranslation>& translations) {
  std::string out;
  for (const AnnotatedTranslation& translation : translations) {
    for (const Annotation& debt : translation.debts) {
      const std::string title = fmt::format("{} ({}): {}", translation.ref, translation.lang, debt.rule);
      out += fmt::format("::{} file={},line={},title={}::{}\n", GitHubLevel(debt.severity), GitHubText(debt.path, true),
                         debt.line, GitHubText(Printable(title), true), GitHubText(debt.message, false));
    }
  }
  return out;
}

}  // namespace lockstep
