#include "exchange/po_syntax.h"

#include <fmt/format.h>

#include <utility>

#include "exchange/po_strings.h"
#include "locales/unicode.h"

namespace lockstep {
namespace {

constexpr std::size_t kMostProblems = 1000;
constexpr std::string_view kSpaces = " \t\f\v";

bool BeginsWith(std::string_view text, std::string_view begin) {
  return text.substr(0, begin.size()) == begin;
}

std::string_view Trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(kSpaces);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kSpaces) - begin + 1);
}

class PoParser {
 public:
  explicit PoParser(std::string_view text) : rest_(text) {}

  PoFile Parse() {
    while (!rest_.empty()) ReadLine(NextLine());
    const bool is_open = in_entry_ && !entry_.text && !skipping_;
    if (is_open || ended_in_string_) {
      if (is_open) Problem(0, "it is cut off: an entry has no msgstr");
      file_.cut_off = true;
      in_entry_ = false;
    }
    Finish();
    return std::move(file_);
  }

 private:
  std::string_view NextLine() {
    ++line_;
    const std::size_t end = std::min(rest_.find_first_of("\r\n"), rest_.size());
    const std::string_view line = rest_.substr(0, end);
    rest_.remove_prefix(end);
    rest_.remove_prefix(BeginsWith(rest_, "\r\n") ? 2 : std::min<std::size_t>(rest_.size(), 1));
    return line;
  }

  void ReadLine(std::string_view whole) {
    whole_ = whole;
    const std::string_view line = Trimmed(whole);
    if (line.empty()) {
      if (skipping_) Reset();
    } else if (line.front() == '#') {
      ReadComment(line);
    } else if (line.front() == '"') {
      if (!skipping_) ReadString(line);
    } else {
      ReadKeyword(line);
    }
  }

  void ReadComment(std::string_view line) {
    const std::string_view kind = line.substr(0, 2);
    if (kind == "#|" || kind == "#=") return;  // the wording before, which is told again in the export
    if (entry_.text || kind == "#~" || skipping_) Finish();
    if (kind == "#.") {
      entry_.extracted.emplace_back(Trimmed(line.substr(2)));
    } else if (kind == "#:") {
      // gettext breaks them at spaces, those in names too.
      entry_.references += entry_.references.empty() ? "" : " ";
      entry_.references += Trimmed(line.substr(2));
    } else if (kind == "#,") {
      entry_.po_fuzzy = entry_.po_fuzzy || HasFlag(line.substr(2), "fuzzy");
    }
  }

  static bool HasFlag(std::string_view flags, std::string_view wanted) {
    while (!flags.empty()) {
      const std::size_t comma = std::min(flags.find(','), flags.size());
      if (Trimmed(flags.substr(0, comma)) == wanted) return true;
      flags.remove_prefix(std::min(comma + 1, flags.size()));
    }
    return false;
  }

  void ReadKeyword(std::string_view line) {
    const std::size_t end = std::min(line.find_first_of(" \t\"["), line.size());
    const std::string_view keyword = line.substr(0, end);
    std::string_view rest = line.substr(end);
    // A new entry may begin without an empty line before it.
    const bool begins = keyword == "msgctxt" || (keyword == "msgid" && has_id_);
    if (skipping_ && !begins) return;
    if (begins && (in_entry_ || skipping_)) Finish();
    if (!in_entry_ && (keyword == "msgctxt" || keyword == "msgid")) {
      in_entry_ = true;
      entry_.line = line_;
    }
    into_ = TextOf(keyword, rest);
    if (into_ == nullptr) return Fail(fmt::format("expected msgctxt, msgid or msgstr, found \"{}\"", keyword), line);
    rest = Trimmed(rest);
    if (rest.empty() || rest.front() != '"') return Fail("expected a string in quotes", rest.empty() ? line : rest);
    ReadString(rest);
  }

  // Where the string of a keyword goes; null where it may not stand here.
  std::string* TextOf(std::string_view keyword, std::string_view& rest) {
    if (keyword == "domain") return &ignored_;
    if (!in_entry_) return nullptr;
    if (keyword == "msgctxt") return &entry_.context.emplace();
    if (keyword == "msgid") {
      has_id_ = true;
      return &entry_.id;
    }
    if (!has_id_) return nullptr;
    if (keyword == "msgid_plural") {
      entry_.has_plural = true;
      return &ignored_;
    }
    if (keyword != "msgstr") return nullptr;
    const bool is_first = !entry_.text;
    if (!is_first && !entry_.has_plural) return nullptr;
    if (BeginsWith(rest, "[")) rest.remove_prefix(std::min(rest.find(']'), rest.size() - 1) + 1);
    return is_first ? &entry_.text.emplace() : &ignored_;
  }

  void ReadString(std::string_view line) {
    if (into_ == nullptr) return Fail("a string belongs to no keyword", line);
    std::size_t end = 1;
    while (end < line.size() && line[end] != '"') end += line[end] == '\\' ? 2 : 1;
    if (end >= line.size()) {
      ended_in_string_ = rest_.empty();
      return Fail(ended_in_string_ ? "it is cut off: a string does not end" : "a string does not end in its line",
                  line);
    }
    if (end + 1 != line.size()) return Fail("expected nothing behind the string", Trimmed(line.substr(end + 1)));
    const std::string_view inside = line.substr(1, end - 1);
    if (inside.find('\0') != std::string_view::npos) return Fail("it holds a NUL byte", line);
    const auto text = UnescapePo(inside);
    if (!text) return Fail("a backslash is followed by no escape that is known", line);
    *into_ += *text;
  }

  // `at` is the part of the line that is wrong. The entry is given up.
  void Fail(std::string message, std::string_view at) {
    const auto before = static_cast<std::size_t>(at.data() - whole_.data());
    Problem(CountCodePoints(whole_.substr(0, before)) + 1, std::move(message));
    const bool had_id = has_id_;
    Reset();
    has_id_ = had_id;
    skipping_ = true;
  }

  void Problem(std::uint64_t column, std::string message) {
    if (file_.problems.size() < kMostProblems)
      file_.problems.push_back({line_, column, entry_.context.value_or(""), std::move(message)});
  }

  void Finish() {
    if (in_entry_ && !entry_.text) Problem(0, "the entry before has no msgstr");
    if (in_entry_ && entry_.text) file_.entries.push_back(std::move(entry_));
    Reset();
  }

  void Reset() {
    entry_ = {};
    into_ = nullptr;
    in_entry_ = false;
    has_id_ = false;
    skipping_ = false;
  }

  std::string_view rest_;
  std::string_view whole_;  // the line that is read
  std::uint64_t line_ = 0;
  PoFile file_;
  PoEntry entry_;
  std::string* into_ = nullptr;  // what a string goes on with
  std::string ignored_;
  bool in_entry_ = false;  // behind a msgctxt or msgid
  bool has_id_ = false;
  bool skipping_ = false;  // to the end of an entry that cannot be read
  bool ended_in_string_ = false;
};

}  // namespace

PoFile ParsePo(std::string_view text) {
  return PoParser(text).Parse();
}

}  // namespace lockstep
