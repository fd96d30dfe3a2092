#include "exchange/xliff_reader.h"

#include <fmt/format.h>

#include <optional>
#include <string>

#include "exchange/xliff1_reader.h"
#include "exchange/xliff2_reader.h"
#include "exchange/xml_tree.h"

namespace lockstep {
namespace {

XmlTreeVisitor VisitorFor(const XmlNode& root, AnswersBuilder& answers) {
  const std::string_view version = root.Get("version");
  if (root.name != "xliff")
    throw XmlError(root.where, fmt::format("it is no XLIFF: it begins with <{}>, expected <xliff>", root.name));
  if (version.substr(0, 2) == "1.") return VisitXliff1(answers);
  if (version.substr(0, 2) == "2.") return VisitXliff2(answers);
  throw XmlError(root.where, fmt::format("its version of XLIFF is \"{}\", expected 1.2 or 2.1", version));
}

}  // namespace

void ReadXliff(std::string_view bytes, AnswersBuilder& answers) {
  std::optional<XmlTreeVisitor> version;
  const auto on_begin = [&](const XmlNode& element) {
    if (!version) version = VisitorFor(element, answers);
    version->on_begin(element);
  };
  ReadXmlTrees(bytes, {[&](std::string_view name) { return version && version->is_tree(name); }, on_begin,
                       [&](std::string_view name) { version->on_end(name); },
                       [&](const XmlNode& tree) { version->on_tree(tree); }});
}

}  // namespace lockstep
