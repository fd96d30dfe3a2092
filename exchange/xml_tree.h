// An element of an XML file with all that is in it: what the readers of the formats take one by one.
//
// A file is passed through element by element; only those that a reader asks for become trees. So the memory is that of
// one unit, and a cut-off file still gives the units before the cut.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "exchange/xml_reader.h"

namespace lockstep {

// A piece of text has no name, an element no text of its own.
struct XmlNode {
  std::string name;
  std::string text;
  bool keeps_space = false;  // xml:space="preserve" of it, or of what it is in
  XmlPosition where;
  std::vector<std::pair<std::string, std::string>> attributes;
  std::vector<XmlNode> children;

  // "" where there is none.
  std::string_view Get(std::string_view attribute) const;
  // The first child of that name, or null.
  const XmlNode* Child(std::string_view child) const;
  // All text in it, without the tags.
  std::string AllText() const;
  // The text of its child, without the line break and indentation that a tool put before the next tag or behind the
  // first one: where xml:space was lost, it is not known to be the text's own.
  std::string_view TextOfChild(std::size_t child) const;
};

struct XmlTreeVisitor {
  std::function<bool(std::string_view name)> is_tree;  // is that element to be one tree?
  std::function<void(const XmlNode&)> on_begin;        // of any other element, without what is in it
  std::function<void(std::string_view)> on_end;        // likewise
  std::function<void(const XmlNode&)> on_tree;
};

// Reads the XLIFF in `bytes`. Names of the format itself are plain, whatever its version, those of its modules
// "mtc:match" and "mda:meta", those of others "other:name". Throws XmlError, also where entities make much more text
// than the file has.
void ReadXmlTrees(std::string_view bytes, const XmlTreeVisitor& visitor);

}  // namespace lockstep
