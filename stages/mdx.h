// What MDX adds to Markdown: components (`<Tabs>`, `<Badge text="new" />`), expressions (`{props.name}`), and lines of
// JavaScript (`import`, `export`).
//
// The parser of Markdown knows none of them: they are found here, line by line, and then hidden from it. What is never
// closed is text. This is the one place that knows the syntax.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "locales/range.h"
#include "stages/directives.h"

namespace lockstep {

// True where the file's name says that it is MDX.
bool IsMdx(std::string_view path);

// Bytes of `text`: blocks are JavaScript (code), and tags and expressions that have lines to themselves (other);
// indents are what components indent their text by.
ForeignSyntax FindMdx(std::string_view text);

// True where `line` of `text`, in which `inlines` were found, is one component: `<TabItem value="a">Text</TabItem>`.
bool IsElement(std::string_view text, Range line, const std::vector<Range>& inlines);

// `text` with punctuation in the place of `inlines`, which the parser is to take for text; line ends stay.
std::string WithMasked(std::string text, const std::vector<Range>& inlines);

// `text` without `indents`.
std::string WithoutIndents(std::string_view text, const std::vector<Range>& indents);

}  // namespace lockstep
