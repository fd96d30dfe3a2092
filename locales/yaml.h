// YAML as a tree of values that know their bytes.
//
// The only header of the program behind which yaml-cpp stands. It is read through the event
// interface: the parser is asked for structure, this tree keeps the positions, so that a value
// can be replaced in the file without the YAML being written anew.
#pragma once

#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "locales/range.h"

namespace lockstep {

struct YamlNode {
  enum class Kind { kNull, kScalar, kSequence, kMap };
  // How a scalar stands in the file; only a plain one may be read as a number or a boolean.
  enum class Style { kPlain, kSingleQuoted, kDoubleQuoted, kLiteral, kFolded };

  // Out of line: clang cannot make these while a pair of the still incomplete type is a member.
  YamlNode();
  ~YamlNode();
  YamlNode(const YamlNode&);
  YamlNode(YamlNode&&) noexcept;
  YamlNode& operator=(const YamlNode&);
  YamlNode& operator=(YamlNode&&) noexcept;

  Kind kind = Kind::kNull;
  Style style = Style::kPlain;
  std::string scalar;  // decoded text, UTF-8
  // Bytes of the value in the parsed text: quotes and brackets included, anchors, tags and the
  // comment behind it not. Empty for a null that is not written out, at the place where it would stand.
  // An alias has the range of its `*name`, and so has everything in its copy.
  Range range;
  std::vector<YamlNode> items;                         // kSequence
  std::vector<std::pair<YamlNode, YamlNode>> entries;  // kMap, in file order; duplicates kept

  // The value of the first entry with this key, or null. Only for maps; others have no entries.
  const YamlNode* Find(std::string_view key) const;
  bool IsScalar() const { return kind == Kind::kScalar; }
};

// What is wrong with a YAML text, and where: `offset` is a byte of the parsed text (<= its size).
struct YamlError : std::runtime_error {
  enum class Kind { kSyntax, kLimit };
  YamlError(const std::string& what, std::size_t where, Kind kind_of = Kind::kSyntax)
      : std::runtime_error(what), offset(where), kind(kind_of) {}
  std::size_t offset;
  Kind kind;
};

// Bounds on what a hostile text may ask for.
struct YamlLimits {
  std::size_t max_bytes = 1 << 20;  // of the text, and again of what aliases repeat
  std::size_t max_nodes = 100'000;  // aliases count every time they are used
  std::size_t max_depth = 64;
};

// Parses the first document of `text` (well-formed UTF-8; a later document is an error). An empty
// text is a kNull. Throws YamlError. Aliases are copied out, within the limits.
YamlNode ParseYaml(std::string_view text, const YamlLimits& limits = {});

// `value` as a YAML scalar in `style` for splicing in the place of another; falls back to double
// quotes where the wanted style could not hold it (or would be read as something else than text).
// Inside a flow sequence (`in_flow`), plain is refused for text with , [ ] { }.
std::string FormatYamlScalar(std::string_view value, YamlNode::Style style, bool in_flow);

}  // namespace lockstep
