// The parts of CommonMark's link syntax that the tree does not keep: what follows a link's text, and
// definitions of link references, which leave no node at all.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace lockstep {

// Behind the closing parenthesis of `(url "title")` at `at`, or nothing where none is there.
std::optional<std::size_t> InlineLinkEnd(std::string_view text, std::size_t at);

// Behind the `]` of a label `[...]` at `at`, or nothing where none is there.
std::optional<std::size_t> LinkLabelEnd(std::string_view text, std::size_t at);

// Behind the last byte of a definition `[label]: url "title"` at `at` (its line end not included), or nothing.
std::optional<std::size_t> LinkDefinitionEnd(std::string_view text, std::size_t at);

}  // namespace lockstep
