#include "exchange/xml_tree.h"

#include <algorithm>
#include <array>

namespace lockstep {
namespace {

// Bytes of text in a tree beside those of the file: its encoding may be shorter than UTF-8, and entities stand for
// more.
constexpr std::size_t kTextPerByte = 4;
constexpr std::size_t kFreeText = 1 << 20;

struct KnownNamespace {
  std::string_view begin;  // of its URI; its version follows
  std::string_view prefix;
};
constexpr std::array<KnownNamespace, 3> kNamespaces = {{{"urn:oasis:names:tc:xliff:document:", ""},
                                                        {"urn:oasis:names:tc:xliff:matches:", "mtc:"},
                                                        {"urn:oasis:names:tc:xliff:metadata:", "mda:"}}};

std::string ShortName(std::string_view name) {
  const std::size_t space = name.rfind(' ');
  if (space == std::string_view::npos) return std::string(name);
  for (const auto& [begin, prefix] : kNamespaces) {
    if (name.substr(0, begin.size()) == begin) return std::string(prefix) += name.substr(space + 1);
  }
  return std::string("other:") += name.substr(space + 1);
}

class TreeHandler : public XmlHandler {
 public:
  TreeHandler(const XmlTreeVisitor& visitor, std::size_t file_size)
      : visitor_(visitor), budget_(file_size * kTextPerByte + kFreeText) {}

  const XmlReader** reader() { return &reader_; }

  void OnBegin(std::string_view name, const XmlAttributes& attributes) override {
    XmlNode node;
    node.name = ShortName(name);
    node.where = reader_->Position();
    keeps_space_.push_back(!keeps_space_.empty() && keeps_space_.back());
    attributes.ForEach([&](std::string&& attribute, std::string_view value) {
      Spend(value.size());
      node.attributes.emplace_back(std::move(attribute), value);
    });
    if (const std::string_view space = node.Get("xml:space"); !space.empty()) keeps_space_.back() = space == "preserve";
    node.keeps_space = keeps_space_.back();
    if (open_.empty() && !visitor_.is_tree(node.name)) return visitor_.on_begin(node);
    open_.push_back(std::move(node));
  }

  void OnEnd(std::string_view name) override {
    keeps_space_.pop_back();
    if (open_.empty()) return visitor_.on_end(ShortName(name));
    XmlNode node = std::move(open_.back());
    open_.pop_back();
    if (open_.empty()) return visitor_.on_tree(node);
    open_.back().children.push_back(std::move(node));
  }

  void OnText(std::string_view text) override {
    if (open_.empty()) return;
    Spend(text.size());
    std::vector<XmlNode>& children = open_.back().children;
    if (children.empty() || !children.back().name.empty())
      children.push_back({{}, {}, false, reader_->Position(), {}, {}});
    children.back().text += text;
  }

 private:
  void Spend(std::size_t size) {
    if (size > budget_) throw XmlError(reader_->Position(), "its entities explode");
    budget_ -= size;
  }

  const XmlTreeVisitor& visitor_;
  const XmlReader* reader_ = nullptr;
  std::size_t budget_;
  std::vector<XmlNode> open_;
  std::vector<bool> keeps_space_;  // of each element that is open
};

}  // namespace

std::string_view XmlNode::Get(std::string_view attribute) const {
  for (const auto& [key, value] : attributes) {
    if (key == attribute) return value;
  }
  return {};
}

const XmlNode* XmlNode::Child(std::string_view child) const {
  for (const XmlNode& node : children) {
    if (node.name == child) return &node;
  }
  return nullptr;
}

std::string XmlNode::AllText() const {
  std::string all = text;
  for (const XmlNode& child : children) all += child.AllText();
  return all;
}

std::string_view XmlNode::TextOfChild(std::size_t child) const {
  std::string_view words = children[child].text;
  if (keeps_space) return words;
  constexpr std::string_view kSpaces = " \t";
  if (child == 0 && words.substr(0, 1) == "\n")
    words.remove_prefix(std::min(words.find_first_not_of(kSpaces, 1), words.size()));
  const std::size_t end = words.find_last_not_of(kSpaces);
  if (end != std::string_view::npos && words[end] == '\n') words = words.substr(0, end);
  return words;
}

void ReadXmlTrees(std::string_view bytes, const XmlTreeVisitor& visitor) {
  TreeHandler handler(visitor, bytes.size());
  ReadXml(bytes, handler, handler.reader());
}

}  // namespace lockstep
