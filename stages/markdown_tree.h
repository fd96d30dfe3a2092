// The syntax tree of a Markdown text, as plain values.
//
// The only header of the program behind which cmark-gfm stands. The tree is told leaf by leaf (the
// blocks that hold text, not their containers), each with the positions that cmark gives and its inline
// constructs as a flat list of events: nobody recurses, however deep a text nests.
#pragma once

#include <functional>
#include <string_view>
#include <vector>

namespace lockstep {

// One step of a walk through the inline nodes of a leaf.
struct InlineEvent {
  enum class Kind { kText, kCode, kHtml, kBreak, kFootnote, kEmphasis, kStrong, kLink, kImage };
  enum class Edge { kAlone, kEnter, kExit };
  Kind kind = Kind::kText;
  Edge edge = Edge::kAlone;
  std::string_view literal;  // of kText and kHtml, without escapes and line prefixes; lives while the leaf is visited
};

struct TreeLeaf {
  enum class Kind { kHeading, kParagraph, kTableCell, kCode, kHtml, kThematicBreak };
  Kind kind = Kind::kParagraph;
  // As cmark gives them: lines and byte columns from 1, 0 where it knows none; both ends are inclusive.
  int first_line = 0;
  int first_column = 0;
  int last_line = 0;
  int last_column = 0;
  int literal_lines = 0;  // of kCode and kHtml: lines of its content
  int heading_level = 0;
  int list_depth = 0;   // how many lists it is in
  int quote_depth = 0;  // how many block quotes it is in
  bool in_footnote = false;
  int row = 0;  // of a cell, from 0; the header is row 0
  int column = 0;
  std::vector<InlineEvent> inlines;
};

// Parses `text` (well-formed UTF-8, no NUL) and visits the leaves in the order of the tree, which is the
// order of the text but for footnotes: they come last. The leaf passed lives only during the call.
void VisitLeaves(std::string_view text, const std::function<void(const TreeLeaf&)>& visit);

}  // namespace lockstep
