// The pieces of a document's body, in file order.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "locales/range.h"

namespace lockstep {

enum class BlockKind {
  kHeading,
  kParagraph,
  kListItem,  // a paragraph that is (part of) a list item
  kTableCell,
  kScoreLine,  // $$ \Large \text{0.5} $$
  kDateLine,   // (2025.12.16)
  kReference,  // an entry of a list of references: [1] Author. Title. URL
  kCode,       // fenced, indented, or in a shortcode for code
  kHtml,
  kMath,  // $$ ... $$ that is no score
  kThematicBreak,
  kDefinition,  // link reference definition
  kFootnote,    // paragraph of a footnote definition
  kOther,       // directives, bytes that Markdown drops or that no kind fits; kept, never translated
};
const char* Name(BlockKind kind);
// True where the text is for translators: not code, html, math, breaks, definitions, other.
bool IsTranslatable(BlockKind kind);
// True where the text is the same in every language, but for comments: code, html, math, definitions, directives. A
// line of it is a segment.
bool IsVerbatim(BlockKind kind);

// A construct inside a block that a translator must keep: [text](url), `code`, **, $x$, <br> ...
// A paired construct (**bold**) gives two codes, its opening and its closing mark; the text between is text.
struct InlineCode {
  enum class Kind {
    kCode,
    kLink,
    kImage,
    kEmphasis,
    kStrong,
    kStrikethrough,
    kHtml,
    kMath,
    kAutolink,
    kFootnote,
    kLineBreak,
    kEscape,
    kShortcode
  };
  enum class Position { kAlone, kOpen, kClose };
  Kind kind = Kind::kCode;
  Position position = Position::kAlone;
  Range range;  // bytes of the file
  bool operator==(const InlineCode&) const = default;
};
const char* Name(InlineCode::Kind kind);

struct Block {
  BlockKind kind = BlockKind::kOther;
  // Bytes of the file: the content without its marker (`## `, `- `, `> `), without the last line's end.
  // Blocks are disjoint and in order; what lies between two is markers and white space only.
  Range range;
  int level = 0;                  // heading level 1-6; nesting depth of a list item; table row for a cell
  int column = 0;                 // of a table cell
  std::uint32_t section = 0;      // index into Document::sections
  std::vector<InlineCode> codes;  // in order of their begin
};

// From a heading to the next of the same or a higher level; section 0 is what stands before the first heading.
struct Section {
  std::string id;             // "scientific_validity" by the locale's headings, or ""
  std::int64_t heading = -1;  // index of its heading block, -1 for section 0
  int level = 0;
};

}  // namespace lockstep
