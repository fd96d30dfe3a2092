#include "stages/markdown_tree.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>
#include <cmark-gfm.h>

#include <algorithm>
#include <array>
#include <memory>
#include <mutex>
#include <string>

namespace lockstep {
namespace {

struct FreeNode {
  void operator()(cmark_node* node) const { cmark_node_free(node); }
};
struct FreeParser {
  void operator()(cmark_parser* parser) const { cmark_parser_free(parser); }
};
struct FreeIterator {
  void operator()(cmark_iter* iterator) const { cmark_iter_free(iterator); }
};

// The extensions for autolinks and strikethrough are not among them: with these, cmark-gfm writes its
// process-wide table of special characters in every parse, and two threads would disturb each other.
// Both constructs are found in the bytes instead (inline_spans.h).
constexpr std::array<const char*, 2> kExtensions = {"table", "tasklist"};

void RegisterExtensions() {
  static std::once_flag once;
  std::call_once(once, cmark_gfm_core_extensions_ensure_registered);
}

std::unique_ptr<cmark_node, FreeNode> ParseTree(std::string_view text) {
  RegisterExtensions();
  const std::unique_ptr<cmark_parser, FreeParser> parser(cmark_parser_new(CMARK_OPT_DEFAULT | CMARK_OPT_FOOTNOTES));
  for (const char* name : kExtensions) {
    cmark_parser_attach_syntax_extension(parser.get(), cmark_find_syntax_extension(name));
  }
  cmark_parser_feed(parser.get(), text.data(), text.size());
  return std::unique_ptr<cmark_node, FreeNode>(cmark_parser_finish(parser.get()));
}

std::string_view Literal(cmark_node* node) {
  const char* literal = cmark_node_get_literal(node);
  return literal == nullptr ? std::string_view{} : std::string_view(literal);
}

// Turns the iterator's steps into leaves: containers are counted, leaves collected.
class LeafCollector {
 public:
  explicit LeafCollector(const std::function<void(const TreeLeaf&)>& visit) : visit_(&visit) {}

  void Step(cmark_event_type event, cmark_node* node) {
    const bool enter = event == CMARK_EVENT_ENTER;
    const cmark_node_type type = cmark_node_get_type(node);
    if ((type & CMARK_NODE_TYPE_MASK) == CMARK_NODE_TYPE_INLINE) return Inline(enter, type, node);
    if (type > CMARK_NODE_FOOTNOTE_DEFINITION) return TablePart(enter, cmark_node_get_type_string(node), node);
    if (type == CMARK_NODE_BLOCK_QUOTE) quote_depth_ += enter ? 1 : -1;
    if (type == CMARK_NODE_LIST) list_depth_ += enter ? 1 : -1;
    if (type == CMARK_NODE_FOOTNOTE_DEFINITION) in_footnote_ = enter;
    if (type == CMARK_NODE_HEADING) return TextLeaf(enter, TreeLeaf::Kind::kHeading, node);
    if (type == CMARK_NODE_PARAGRAPH) return TextLeaf(enter, TreeLeaf::Kind::kParagraph, node);
    if (type == CMARK_NODE_CODE_BLOCK) return LiteralLeaf(TreeLeaf::Kind::kCode, node);
    if (type == CMARK_NODE_HTML_BLOCK) return LiteralLeaf(TreeLeaf::Kind::kHtml, node);
    if (type == CMARK_NODE_THEMATIC_BREAK) return LiteralLeaf(TreeLeaf::Kind::kThematicBreak, node);
  }

 private:
  // The types of an extension have no constants that are for all: they go by name.
  void TablePart(bool enter, std::string_view type, cmark_node* node) {
    if (type == "table_cell") return TextLeaf(enter, TreeLeaf::Kind::kTableCell, node);
    if (!enter) return;
    if (type == "table") row_ = -1;
    if (type == "table_row" || type == "table_header") {
      ++row_;
      column_ = -1;
    }
  }

  void Open(TreeLeaf::Kind kind, cmark_node* node) {
    leaf_.kind = kind;
    leaf_.first_line = cmark_node_get_start_line(node);
    leaf_.first_column = cmark_node_get_start_column(node);
    leaf_.last_line = cmark_node_get_end_line(node);
    leaf_.last_column = cmark_node_get_end_column(node);
    leaf_.literal_lines = 0;
    leaf_.heading_level = kind == TreeLeaf::Kind::kHeading ? cmark_node_get_heading_level(node) : 0;
    leaf_.list_depth = list_depth_;
    leaf_.quote_depth = quote_depth_;
    leaf_.in_footnote = in_footnote_;
    leaf_.inlines.clear();
  }

  void TextLeaf(bool enter, TreeLeaf::Kind kind, cmark_node* node) {
    if (!enter) return (*visit_)(leaf_);
    Open(kind, node);
    if (kind != TreeLeaf::Kind::kTableCell) return;
    leaf_.row = row_;
    leaf_.column = ++column_;
  }

  void LiteralLeaf(TreeLeaf::Kind kind, cmark_node* node) {
    Open(kind, node);
    if (kind != TreeLeaf::Kind::kThematicBreak) {
      const std::string_view literal = Literal(node);
      leaf_.literal_lines = static_cast<int>(std::count(literal.begin(), literal.end(), '\n'));
      if (!literal.empty() && literal.back() != '\n') ++leaf_.literal_lines;
    }
    (*visit_)(leaf_);
  }

  void Inline(bool enter, cmark_node_type type, cmark_node* node) {
    using Kind = InlineEvent::Kind;
    const InlineEvent::Edge edge = enter ? InlineEvent::Edge::kEnter : InlineEvent::Edge::kExit;
    if (type == CMARK_NODE_TEXT) return Alone(Kind::kText, Literal(node));
    if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK) return Alone(Kind::kBreak, {});
    if (type == CMARK_NODE_CODE) return Alone(Kind::kCode, {});
    if (type == CMARK_NODE_HTML_INLINE) return Alone(Kind::kHtml, Literal(node));
    if (type == CMARK_NODE_FOOTNOTE_REFERENCE) {
      if (enter) Alone(Kind::kFootnote, {});
      return;
    }
    if (type == CMARK_NODE_EMPH) leaf_.inlines.push_back({Kind::kEmphasis, edge, {}});
    if (type == CMARK_NODE_STRONG) leaf_.inlines.push_back({Kind::kStrong, edge, {}});
    if (type == CMARK_NODE_LINK) leaf_.inlines.push_back({Kind::kLink, edge, {}});
    if (type == CMARK_NODE_IMAGE) leaf_.inlines.push_back({Kind::kImage, edge, {}});
  }

  void Alone(InlineEvent::Kind kind, std::string_view literal) {
    leaf_.inlines.push_back({kind, InlineEvent::Edge::kAlone, literal});
  }

  const std::function<void(const TreeLeaf&)>* visit_;
  TreeLeaf leaf_;
  int list_depth_ = 0;
  int quote_depth_ = 0;
  bool in_footnote_ = false;
  int row_ = -1;
  int column_ = -1;
};

}  // namespace

void VisitLeaves(std::string_view text, const std::function<void(const TreeLeaf&)>& visit) {
  const std::unique_ptr<cmark_node, FreeNode> root = ParseTree(text);
  const std::unique_ptr<cmark_iter, FreeIterator> iterator(cmark_iter_new(root.get()));
  LeafCollector collector(visit);
  for (cmark_event_type event = cmark_iter_next(iterator.get()); event != CMARK_EVENT_DONE;
       event = cmark_iter_next(iterator.get())) {
    collector.Step(event, cmark_iter_get_node(iterator.get()));
  }
}

}  // namespace lockstep
