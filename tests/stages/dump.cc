#include "tests/stages/dump.h"

#include "tests/invariants.h"

namespace lockstep {
namespace {

Body Parse(const Source& source, const Locale& locale) {
  return ParseMarkdown(source, {0, source.text.size()}, locale);
}

std::string WithCodes(std::string_view file, const Block& block) {
  std::string out;
  std::size_t at = block.range.begin;
  for (const InlineCode& code : block.codes) {
    out.append(file.substr(at, code.range.begin - at)).append("⟦").append(Slice(file, code.range)).append("⟧");
    at = code.range.end;
  }
  return out.append(file.substr(at, block.range.end - at));
}

std::string Numbers(const Block& block) {
  if (block.kind == BlockKind::kTableCell) {
    return "(" + std::to_string(block.level) + "," + std::to_string(block.column) + ")";
  }
  return block.level == 0 ? "" : "(" + std::to_string(block.level) + ")";
}

}  // namespace

std::string DumpBlocks(const std::string& text, bool with_codes, const std::string& path) {
  const Locales locales;
  const Source source{path, text};
  std::string out;
  for (const Block& block : Parse(source, locales.For("en")).blocks) {
    const std::string content = with_codes ? WithCodes(text, block) : std::string(Slice(text, block.range));
    out += (out.empty() ? "" : " ") + std::string(Name(block.kind)) + Numbers(block) + "{" + content + "}";
  }
  return out;
}

std::string DumpSections(const std::string& text) {
  const Locales locales;
  const Source source{"x.md", text};
  const Body body = Parse(source, locales.For("en"));
  std::string out;
  for (const Block& block : body.blocks)
    out += (out.empty() ? "" : " ") + ("<" + body.sections[block.section].id + ">");
  return out;
}

std::string DumpSentences(const std::string& text, const std::string& lang, const std::string& path) {
  const Locales locales;
  LanguageTools tools(locales.For(lang));
  const Source source{path, text};
  std::string out;
  for (const Block& block : Parse(source, *tools.locale).blocks) {
    if (!out.empty()) out += " || ";
    bool first = true;
    for (const Range range : SplitSentences(text, block, tools)) {
      out += (first ? "" : " | ") + std::string(Slice(text, range));
      first = false;
    }
  }
  return out;
}

std::string Violation(const std::string& text, const std::string& path) {
  static const Locales locales;
  static LanguageTools tools(locales.For("en"));
  Document document;
  document.source = {path, text};
  return invariants::CheckDocument(document, tools);
}

}  // namespace lockstep
