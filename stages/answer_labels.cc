#include "stages/answer_labels.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

#include "locales/unicode.h"
#include "stages/link_syntax.h"
#include "stages/normalization.h"

namespace lockstep {
namespace {

using Kind = InlineCode::Kind;
using Position = InlineCode::Position;

std::string Folded(std::string_view label) {
  return FoldCase(NormalizeText(label));
}

bool IsLink(const PackageCode& code, Position position) {
  return code.position == position && (code.kind == Kind::kLink || code.kind == Kind::kImage);
}

bool NamesItsWords(const PackageCode& code) {
  return IsLink(code, Position::kClose) && (code.original == "]" || code.original == "][]");
}

// What stands between the marks of each link, by id; codes as their bytes.
std::map<std::string, std::string> WordsOfLinks(const CodedText& text) {
  std::map<std::string, std::string> open;
  std::map<std::string, std::string> words;
  for (const auto& part : text) {
    const auto* code = std::get_if<PackageCode>(&part);
    if (code != nullptr && IsLink(*code, Position::kClose)) {
      if (auto link = open.extract(code->id)) words.insert(std::move(link));
    }
    for (auto& [id, so_far] : open) so_far += code != nullptr ? code->original : std::get<std::string>(part);
    if (code != nullptr && IsLink(*code, Position::kOpen)) open.try_emplace(code->id);
  }
  return words;
}

}  // namespace

std::set<std::string> DefinedLabels(const Document& document) {
  std::set<std::string> labels;
  for (const Block& block : document.blocks) {
    if (block.kind != BlockKind::kDefinition) continue;
    const std::string_view text = Slice(document.source.text, block.range);
    if (const auto end = LinkLabelEnd(text, 0)) labels.insert(Folded(text.substr(1, *end - 2)));
  }
  return labels;
}

CodedText WithLabels(CodedText text, const PackageUnit& unit, const std::set<std::string>& defined) {
  const auto names_its_words = [](const auto& part) {
    const auto* code = std::get_if<PackageCode>(&part);
    return code != nullptr && NamesItsWords(*code);
  };
  if (std::none_of(text.begin(), text.end(), names_its_words)) return text;
  const std::map<std::string, std::string> words = WordsOfLinks(text);
  const std::map<std::string, std::string> known[] = {WordsOfLinks(unit.target ? *unit.target : CodedText()),
                                                      WordsOfLinks(unit.source)};
  for (auto& part : text) {
    if (!names_its_words(part)) continue;
    auto& code = std::get<PackageCode>(part);
    const auto own = words.find(code.id);
    if (own == words.end() || defined.contains(Folded(own->second))) continue;
    for (const auto& links : known) {
      const auto label = links.find(code.id);
      if (label == links.end() || !defined.contains(Folded(label->second))) continue;
      code.original = "][" + label->second + "]";
      break;
    }
  }
  return text;
}

}  // namespace lockstep
