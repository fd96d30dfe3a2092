#include "stages/model/block.h"

namespace lockstep {

const char* Name(BlockKind kind) {
  switch (kind) {
    case BlockKind::kHeading: return "heading";
    case BlockKind::kParagraph: return "paragraph";
    case BlockKind::kListItem: return "list-item";
    case BlockKind::kTableCell: return "table-cell";
    case BlockKind::kScoreLine: return "score-line";
    case BlockKind::kDateLine: return "date-line";
    case BlockKind::kReference: return "reference";
    case BlockKind::kCode: return "code";
    case BlockKind::kHtml: return "html";
    case BlockKind::kMath: return "math";
    case BlockKind::kThematicBreak: return "thematic-break";
    case BlockKind::kDefinition: return "definition";
    case BlockKind::kFootnote: return "footnote";
    case BlockKind::kOther: return "other";
  }
  return "other";
}

bool IsTranslatable(BlockKind kind) {
  switch (kind) {
    case BlockKind::kHeading:
    case BlockKind::kParagraph:
    case BlockKind::kListItem:
    case BlockKind::kTableCell:
    case BlockKind::kScoreLine:
    case BlockKind::kDateLine:
    case BlockKind::kReference:
    case BlockKind::kFootnote: return true;
    case BlockKind::kCode:
    case BlockKind::kHtml:
    case BlockKind::kMath:
    case BlockKind::kThematicBreak:
    case BlockKind::kDefinition:
    case BlockKind::kOther: return false;
  }
  return false;
}

bool IsVerbatim(BlockKind kind) {
  return !IsTranslatable(kind) && kind != BlockKind::kThematicBreak;
}

const char* Name(InlineCode::Kind kind) {
  switch (kind) {
    case InlineCode::Kind::kCode: return "code";
    case InlineCode::Kind::kLink: return "link";
    case InlineCode::Kind::kImage: return "image";
    case InlineCode::Kind::kEmphasis: return "emphasis";
    case InlineCode::Kind::kStrong: return "strong";
    case InlineCode::Kind::kStrikethrough: return "strikethrough";
    case InlineCode::Kind::kHtml: return "html";
    case InlineCode::Kind::kMath: return "math";
    case InlineCode::Kind::kAutolink: return "autolink";
    case InlineCode::Kind::kFootnote: return "footnote";
    case InlineCode::Kind::kLineBreak: return "line-break";
    case InlineCode::Kind::kEscape: return "escape";
    case InlineCode::Kind::kShortcode: return "shortcode";
  }
  return "code";
}

}  // namespace lockstep
