#include "exchange/po_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "exchange/package_identity.h"
#include "exchange/placeholders.h"
#include "exchange/po_context.h"
#include "exchange/po_strings.h"
#include "locales/ascii.h"
#include "locales/unicode.h"

namespace lockstep {
namespace {

constexpr std::size_t kMostSuggestions = 3;
constexpr std::string_view kNoDate = "YEAR-MO-DA HO:MI+ZONE";

// "2026-01-31T02:00:00Z" as gettext writes it.
std::string GettextDate(const std::string& made) {
  if (made.size() < 16) return std::string(kNoDate);
  return made.substr(0, 10) + " " + made.substr(11, 5) + "+0000";
}

std::string GettextLanguage(std::string tag) {
  std::replace(tag.begin(), tag.end(), '-', '_');
  return tag;
}

class PoWriter {
 public:
  std::string Write(const WorkPackage& package) {
    WriteHeader(package);
    for (const PackageFile& file : package.files) {
      for (const PackageUnit& unit : file.units) WriteUnit(file, unit);
    }
    return AsText(out_);
  }

 private:
  // Names of files may be no UTF-8, and one such byte makes a PO file unreadable. As XLIFF has them: U+FFFD.
  static std::string AsText(std::string_view bytes) {
    std::string text;
    for (auto bad = FindInvalidUtf8(bytes); bad; bad = FindInvalidUtf8(bytes)) {
      text.append(bytes.substr(0, *bad)).append("\uFFFD");
      bytes.remove_prefix(*bad + 1);
    }
    return text.append(bytes);
  }

  void WriteHeader(const WorkPackage& package) {
    const bool is_empty = package.files.empty();
    const std::string source = is_empty ? "" : package.files.front().source_lang;
    const std::string target = GettextLanguage(is_empty ? "" : package.files.front().target_lang);
    std::string header;
    const auto field = [&](std::string_view name, std::string_view value) {
      header += fmt::format("{}: {}\n", name, value);
    };
    field("Project-Id-Version", package.site);
    field("POT-Creation-Date", GettextDate(package.made));
    field("PO-Revision-Date", GettextDate(package.made));
    field("Last-Translator", "lockstep");
    field("Language-Team", target);
    field("Language", target);
    field("MIME-Version", "1.0");
    field("Content-Type", "text/plain; charset=UTF-8");
    field("Content-Transfer-Encoding", "8bit");
    field("X-Source-Language", source);
    for (const auto& [key, value] : IdentityOf(package)) field(fmt::format("X-Lockstep-{}", key), value);
    Strings("", "msgid", "");
    Strings("", "msgstr", header);
  }

  void WriteUnit(const PackageFile& file, const PackageUnit& unit) {
    out_ += '\n';
    for (const auto& [key, text] : NotesOf(file, unit)) Comment(fmt::format("{}: {}", key, text));
    WriteSuggestions(unit);
    WriteLegend(unit);
    const auto or_none = [](const std::string& hash) { return hash.empty() ? "-" : hash; };
    Comment(fmt::format("lockstep: {} {}", or_none(HashText(unit.source_hash)), or_none(HashText(unit.target_hash))));
    WriteReference(file, unit);
    const PackageSuggestion* best = unit.target || unit.suggestions.empty() ? nullptr : &unit.suggestions.front();
    const bool is_stale = unit.target && unit.state != WorkState::kCurrent;
    if (is_stale || best != nullptr) out_ += "#, fuzzy\n";
    if (is_stale && unit.old_source) Strings("#| ", "msgid", WithPlaceholders(*unit.old_source));
    if (best != nullptr) Strings("#| ", "msgid", WithPlaceholders(best->source));
    Strings("", "msgctxt", WritePoContext({file.collection, file.ref, unit.id}));
    Strings("", "msgid", WithPlaceholders(unit.source));
    std::string text = unit.target ? WithPlaceholders(*unit.target) : std::string();
    if (best != nullptr) text = WithPlaceholders(best->target);
    Strings("", "msgstr", text);
  }

  void WriteSuggestions(const PackageUnit& unit) {
    const std::size_t count = std::min(unit.suggestions.size(), kMostSuggestions);
    for (std::size_t i = 0; i < count; ++i) {
      const PackageSuggestion& suggestion = unit.suggestions[i];
      Comment(fmt::format("suggestion {}% ({}): {} -> {}", suggestion.score, suggestion.origin,
                          WithPlaceholders(suggestion.source), WithPlaceholders(suggestion.target)));
    }
  }

  // The codes of the source, then those of the translation that stand for something else.
  void WriteLegend(const PackageUnit& unit) {
    CodeLegend told;
    const auto tell = [&](const CodedText& text) {
      for (const auto& part : text) {
        const auto* code = std::get_if<PackageCode>(&part);
        if (code == nullptr) continue;
        PackageCode& known = told[{code->id, code->position}];
        if (known == *code) continue;
        known = *code;
        Comment(LegendLine(*code));
      }
    };
    tell(unit.source);
    if (unit.target) tell(*unit.target);
  }

  void WriteReference(const PackageFile& file, const PackageUnit& unit) {
    std::string path = file.source_path;
    if (path.find_first_of(" \t") != std::string::npos) path = fmt::format("{}{}{}", kNameBegins, path, kNameEnds);
    if (path.find('\n') != std::string::npos || path.empty()) return;
    out_ += "#: " + path + (unit.source_line == 0 ? "" : fmt::format(":{}", unit.source_line)) + "\n";
  }

  // On one line: what programs read must not be what a text happens to go on with.
  void Comment(std::string text) {
    std::replace_if(text.begin(), text.end(), IsLineEnd, ' ');
    out_ += "#. " + text + "\n";
  }

  // A keyword with its string; one that goes over lines is written line by line.
  void Strings(std::string_view prefix, std::string_view keyword, std::string_view text) {
    const bool is_long = text.find('\n') < text.size() - (text.empty() ? 0 : 1);
    out_ += fmt::format("{}{} ", prefix, keyword);
    if (is_long) out_ += "\"\"\n";
    do {
      const std::size_t end = is_long ? std::min(text.find('\n'), text.size() - 1) + 1 : text.size();
      if (is_long) out_ += prefix;
      out_ += fmt::format("\"{}\"\n", EscapePo(text.substr(0, end)));
      text.remove_prefix(end);
    } while (!text.empty());
  }

  std::string out_;
};

}  // namespace

std::string WritePo(const WorkPackage& package) {
  return PoWriter().Write(package);
}

}  // namespace lockstep
