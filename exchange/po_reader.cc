#include "exchange/po_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "exchange/package_identity.h"
#include "exchange/placeholders.h"
#include "exchange/po_context.h"
#include "exchange/po_strings.h"
#include "exchange/po_syntax.h"
#include "locales/encodings.h"
#include "locales/unicode.h"

namespace lockstep {
namespace {

// The encoding that the header names. It is found before the file can be read, so it is looked for in the bytes.
std::string CharsetOf(std::string_view bytes) {
  constexpr std::string_view kBefore = "charset=";
  const std::size_t at = bytes.substr(0, 1 << 16).find(kBefore);
  if (at == std::string_view::npos) return "UTF-8";
  const std::string_view rest = bytes.substr(at + kBefore.size());
  const std::string charset(rest.substr(0, rest.find_first_of("\\\" \t\r\n;")));
  return charset.empty() || charset == "CHARSET" ? "UTF-8" : charset;  // "CHARSET" is what templates say
}

// `text` up to its n-th byte is so many lines.
std::uint64_t LineOf(std::string_view text, std::size_t offset) {
  return 1 +
         static_cast<std::uint64_t>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(offset), '\n'));
}

// "\u2068a b.md\u2069:12 c.md:3" names "a b.md" first.
std::string PathOf(std::string_view references) {
  if (references.starts_with(kNameBegins)) {
    const std::size_t end = std::min(references.find(kNameEnds), references.size());
    return std::string(references.substr(kNameBegins.size(), end - kNameBegins.size()));
  }
  const std::string_view first = references.substr(0, references.find(' '));
  const std::size_t colon = first.rfind(':');
  const bool has_line = colon != std::string_view::npos && colon + 1 < first.size() &&
                        first.find_first_not_of("0123456789", colon + 1) == std::string_view::npos;
  return std::string(has_line ? first.substr(0, colon) : first);
}

// Escapes can make bytes that are no text.
bool IsText(std::string_view text) {
  return !FindInvalidUtf8(text) && text.find('\0') == std::string_view::npos;
}

class PoPackage {
 public:
  explicit PoPackage(AnswersBuilder& answers) : answers_(answers) {}

  void Take(const PoFile& po) {
    for (const PackageProblem& problem : po.problems)
      answers_.Problem({problem.line, problem.column}, ReadPoContext(problem.unit).unit, problem.message);
    if (po.cut_off) answers_.CutOff();
    for (const PoEntry& entry : po.entries) {
      if (entry.id.empty() && !entry.context) {
        TakeHeader(entry);
      } else {
        TakeEntry(entry);
      }
    }
    for (Group& group : groups_) {
      group.file.source_lang = source_lang_;
      group.file.target_lang = target_lang_;
      answers_.BeginFile(std::move(group.file));
      for (PackageAnswer& answer : group.answers) {
        const XmlPosition where{answer.line, 0};
        answers_.Add(std::move(answer), where);
      }
    }
  }

 private:
  struct Group {
    AnsweredFile file;
    std::vector<PackageAnswer> answers;
  };

  void TakeHeader(const PoEntry& entry) {
    std::string_view rest = *entry.text;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      const std::string_view line = rest.substr(0, end);
      rest.remove_prefix(std::min(end + 1, rest.size()));
      const std::size_t colon = line.find(": ");
      if (colon != std::string_view::npos) TakeField(line.substr(0, colon), line.substr(colon + 2), entry.line);
    }
  }

  void TakeField(std::string_view name, std::string_view value, std::uint64_t line) {
    constexpr std::string_view kOurFields = "X-Lockstep-";
    if (name == "Language") target_lang_ = value;
    if (name == "X-Source-Language") source_lang_ = value;
    AnsweredFile nothing;
    if (name.substr(0, kOurFields.size()) == kOurFields)
      answers_.Identify(name.substr(kOurFields.size()), value, nothing, {line, 0});
  }

  void TakeEntry(const PoEntry& entry) {
    if (!entry.context)
      return answers_.Problem({entry.line, 0}, "", "the entry has no msgctxt, which says what unit it is");
    const PoContext context = ReadPoContext(*entry.context);
    if (!IsText(*entry.context) || !IsText(entry.id) || !IsText(*entry.text))
      return answers_.Problem({entry.line, 0}, context.unit, "its text is not UTF-8, or holds a NUL byte");
    if (entry.has_plural) return answers_.Problem({entry.line, 0}, context.unit, "the entry has plural forms");
    CodeLegend source_codes;
    CodeLegend target_codes;
    PackageAnswer answer;
    answer.id = context.unit;
    answer.line = entry.line;
    ReadComments(entry, answer, source_codes, target_codes);
    answer.source = ReadPlaceholders(entry.id, source_codes);
    if (!entry.po_fuzzy && !entry.text->empty()) {
      answer.target = ReadPlaceholders(*entry.text, target_codes);
      answer.state = AnswerState::kTranslated;
    }
    Group& group = GroupOf(context);
    if (group.file.source_path.empty()) group.file.source_path = PathOf(entry.references);
    group.answers.push_back(std::move(answer));
  }

  static void ReadComments(const PoEntry& entry, PackageAnswer& answer, CodeLegend& source_codes,
                           CodeLegend& target_codes) {
    constexpr std::string_view kHashes = "lockstep: ";
    for (const std::string& comment : entry.extracted) {
      if (const auto code = ReadLegendLine(comment); code && IsText(code->original)) {
        // The source's codes come first.
        source_codes.try_emplace({code->id, code->position}, *code);
        target_codes.insert_or_assign({code->id, code->position}, *code);
      } else if (comment.substr(0, kHashes.size()) == kHashes) {
        const std::string_view hashes = std::string_view(comment).substr(kHashes.size());
        const std::size_t space = std::min(hashes.find(' '), hashes.size());
        answer.source_hash = HashOf(hashes.substr(0, space));
        answer.target_hash = HashOf(hashes.substr(std::min(space + 1, hashes.size())));
      }
    }
  }

  Group& GroupOf(const PoContext& context) {
    const auto [at, is_new] = by_review_.try_emplace({context.collection, context.ref}, groups_.size());
    if (is_new) {
      groups_.emplace_back();
      groups_.back().file.collection = context.collection;
      groups_.back().file.ref = context.ref;
    }
    return groups_[at->second];
  }

  AnswersBuilder& answers_;
  std::string source_lang_;
  std::string target_lang_;
  std::vector<Group> groups_;
  std::map<std::pair<std::string, std::string>, std::size_t> by_review_;
};

}  // namespace

void ReadPo(std::string_view bytes, AnswersBuilder& answers) {
  const std::string charset = CharsetOf(bytes);
  const auto text = DecodeText(bytes, charset);
  if (!text) {
    const auto bad = FindInvalidUtf8(bytes);
    const std::uint64_t line = charset == "UTF-8" && bad ? LineOf(bytes, *bad) : 0;
    answers.Problem({line, 0}, "", fmt::format("it is not in the encoding that its header names: {}", charset));
    return answers.CutOff();
  }
  const PoFile po = ParsePo(*text);
  if (po.entries.empty()) {
    const std::string reason = text->find_first_not_of(" \t\r\n") == std::string::npos
                                   ? "it is empty"
                                   : "it is neither XLIFF nor PO: no entry of it can be read";
    answers.Problem({1, 0}, "", reason);
    return answers.CutOff();
  }
  PoPackage(answers).Take(po);
}

}  // namespace lockstep
