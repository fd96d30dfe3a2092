// Finds in YAML text what yaml-cpp's events leave out: where things end.
//
// An event tells where a node starts and what it decodes to. Quotes are closed by their quote; the
// characters of any other scalar that are not white space stand in the text in the same order, so
// matching them gives its end. All functions take a text that yaml-cpp could parse up to there, look
// only forward from `at`, and return offsets of `text`.
#pragma once

#include <cstddef>
#include <string_view>

#include "locales/yaml.h"

namespace lockstep {

// Behind anchors, tags and the white space and comments between: where the node itself starts.
std::size_t SkipYamlProperties(std::string_view text, std::size_t at);
// Behind the last anchor or tag at `at`; `at` itself where there is none.
std::size_t EndOfYamlProperties(std::string_view text, std::size_t at);

YamlNode::Style YamlStyleAt(std::string_view text, std::size_t at);

// The end of the scalar that starts at `begin` and decodes to `value`. Throws YamlError if they do not fit.
std::size_t EndOfYamlScalar(std::string_view text, std::size_t begin, YamlNode::Style style, std::string_view value);

// Behind the name of the alias at `at`.
std::size_t EndOfYamlAlias(std::string_view text, std::size_t at);

// Behind the bracket that closes a flow collection whose last item ends at `at`. Throws YamlError if there is none.
std::size_t EndOfYamlBrackets(std::string_view text, std::size_t at, char bracket);

// Behind the next `indicator` if only white space and comments come before it, else `at`.
std::size_t EndOfYamlIndicator(std::string_view text, std::size_t at, char indicator);

// The size of a null written out at `at` ("~", "null"), or 0.
std::size_t YamlNullSize(std::string_view text, std::size_t at);

// How many bytes stand before `at` in its line.
std::size_t YamlColumn(std::string_view text, std::size_t at);

}  // namespace lockstep
