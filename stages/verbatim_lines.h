// Code, HTML, formulas and definitions: cut into lines, which are compared though no translator gets them.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "stages/model/block.h"
#include "stages/model/link.h"

namespace lockstep {

// The lines of `block` (bytes of `file`) that say something, without the white space and the marks of quotes around
// them. Those that have neither a letter nor a digit (`}`, a closing fence) and comments of HTML say nothing.
std::vector<Range> SplitLines(std::string_view file, const Block& block);

// The lines of `block` within comments of HTML that say something: no segment has them.
std::vector<Range> CommentLines(std::string_view file, const Block& block);

// Which lines of a source and of its translation (normalized) stand for each other, in order: those that read the same,
// and between them those that stand at the same place, as a comment and its translation do. Indices count in the two
// lists; each line is in one link, of level segment.
std::vector<Link> AlignLines(std::span<const std::string_view> source, std::span<const std::string_view> target);

}  // namespace lockstep
