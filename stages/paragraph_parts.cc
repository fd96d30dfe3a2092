#include "stages/paragraph_parts.h"

#include <algorithm>

#include "stages/block_kinds.h"
#include "stages/block_ranges.h"
#include "stages/model/line_ends.h"

namespace lockstep {
namespace {

constexpr std::size_t kOptionIndent = 4;  // of what belongs to a directive
constexpr std::size_t kLongestTerm = 60;  // in characters: a longer line above another one is prose

std::size_t CharactersOf(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

}  // namespace

void ParagraphCutter::Add(Range line) {
  const std::string_view text = Slice(file_, line);
  if (BelongsToDirective(line, text)) return;
  below_ = Directive::Below::kText;
  if (const std::optional<Directive> directive = ReadDirective(text)) return AddDirective(line, *directive);
  if (!AddDefinition(line, text)) AddText(line, text);
}

// Fields are lines of their own; options are a block, whose indents have a meaning.
bool ParagraphCutter::BelongsToDirective(Range line, std::string_view text) {
  if (below_ == Directive::Below::kFields && IsField(text)) {
    parts_.push_back({BlockKind::kOther, line});
    return true;
  }
  const bool is_indented =
      below_ == Directive::Below::kOptions && ColumnOf(line.begin) >= directive_column_ + kOptionIndent;
  if (!is_indented || (!in_options_ && !OpensOptions(text))) return false;
  if (in_options_) {
    parts_.back().range.end = line.end;
  } else {
    parts_.push_back({BlockKind::kOther, line});
  }
  in_options_ = true;
  return true;
}

// The title is text; what stands around it is none.
void ParagraphCutter::AddDirective(Range line, const Directive& directive) {
  text_.clear();
  below_ = directive.below;
  directive_column_ = ColumnOf(line.begin);
  in_options_ = false;
  const Range title = TrimSpace(file_, {line.begin + directive.title.begin, line.begin + directive.title.end});
  if (title.empty()) {
    parts_.push_back({BlockKind::kOther, line});
    return;
  }
  parts_.push_back({BlockKind::kOther, TrimSpace(file_, {line.begin, title.begin})});
  parts_.push_back({BlockKind::kParagraph, title});
  const Range rest = TrimSpace(file_, {title.end, line.end});
  if (!rest.empty()) parts_.push_back({BlockKind::kOther, rest});
}

// What stands before the definition's text is a marker, as that of a list item.
bool ParagraphCutter::AddDefinition(Range line, std::string_view text) {
  const std::size_t mark = DefinitionMark(text);
  if (mark == 0 || !MayDefine()) return false;
  if (!defines_ && text_.size() > 1) {
    parts_.pop_back();
    for (const Range term : text_) parts_.push_back({BlockKind::kParagraph, term});
  }
  const Range defined{line.begin + mark, line.end};
  parts_.push_back({BlockKind::kListItem, defined});
  text_ = {defined};
  defines_ = true;
  return true;
}

// True where a definition may follow: each line of the text above is a term, or it is a definition itself.
bool ParagraphCutter::MayDefine() const {
  if (parts_.empty()) return true;
  return !text_.empty() && (defines_ || text_.size() == 1 || are_short_);
}

void ParagraphCutter::AddText(Range line, std::string_view text) {
  const BlockKind kind = KindOfLine(text);
  const bool begins_entry =
      entries_ == Entries::kAllLines || (entries_ == Entries::kReferences && OpensReference(text));
  if (kind != BlockKind::kParagraph || text_.empty() || begins_entry) {
    parts_.push_back({kind, line});
    text_.clear();
    are_short_ = true;
    defines_ = false;
  } else {
    parts_.back().range.end = line.end;
  }
  if (kind == BlockKind::kParagraph) text_.push_back(line);
  are_short_ = are_short_ && CharactersOf(text) <= kLongestTerm;
}

// How far from its line's begin `at` is; a tab counts as an indent.
std::size_t ParagraphCutter::ColumnOf(std::size_t at) const {
  const std::string_view before = Slice(file_, {LineBegin(file_, at), at});
  const auto tabs = static_cast<std::size_t>(std::count(before.begin(), before.end(), '\t'));
  return before.size() + tabs * (kOptionIndent - 1);
}

}  // namespace lockstep
