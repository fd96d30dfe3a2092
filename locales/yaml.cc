#include "locales/yaml.h"

#include <yaml-cpp/depthguard.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <sstream>

#include "locales/yaml_lines.h"
#include "locales/yaml_positions.h"

namespace lockstep {
namespace {

constexpr std::string_view kBom = "\xEF\xBB\xBF";

// Builds the tree from yaml-cpp's events. The events tell where a node starts; YamlPositions
// finds in the text where it ends. `cursor_` is the end of what was read so far.
class TreeBuilder : public YAML::EventHandler {
 public:
  // `shift` is the size of the BOM, which yaml-cpp takes off before it counts.
  TreeBuilder(std::string_view text, std::size_t shift, const YamlLimits& limits)
      : text_(text), shift_(shift), limits_(limits), cursor_(shift) {}

  YamlNode Take() { return std::move(root_); }

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (seen_document_) throw YamlError("a second document starts here, expected one", Offset(mark));
    seen_document_ = true;
  }
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    YamlNode node;
    node.range = NullRange(mark, anchor != 0);
    Finish(std::move(node), anchor);
  }

  void OnScalar(const YAML::Mark& mark, const std::string& /*tag*/, YAML::anchor_t anchor,
                const std::string& value) override {
    YamlNode node;
    node.kind = YamlNode::Kind::kScalar;
    node.scalar = value;
    const std::size_t begin = SkipYamlProperties(text_, Offset(mark));
    node.style = YamlStyleAt(text_, begin);
    if (value.empty() && node.style == YamlNode::Style::kPlain) {  // a tag and nothing: `!!str`
      const std::size_t place = EndOfYamlProperties(text_, Offset(mark));
      node.range = {place, place};
    } else {
      node.range = {begin, EndOfYamlScalar(text_, begin, node.style, value)};
    }
    Finish(std::move(node), anchor);
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const std::size_t begin = Offset(mark);
    const auto found = anchors_.find(anchor);
    if (found == anchors_.end()) throw YamlError("an alias stands inside what it names", begin);
    const Anchored& anchored = found->second;
    CountCopy(anchored.nodes, anchored.bytes, begin);
    if (stack_.size() + anchored.depth > limits_.max_depth) TooDeep(begin);
    YamlNode copy = anchored.node;
    SetRanges(copy, {begin, EndOfYamlAlias(text_, begin)});
    Attach(std::move(copy), 0, anchored.nodes, anchored.bytes, anchored.depth);
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value style) override {
    Open(YamlNode::Kind::kSequence, mark, tag, anchor, style);
  }
  void OnSequenceEnd() override { Close(); }

  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value style) override {
    Open(YamlNode::Kind::kMap, mark, tag, anchor, style);
  }
  void OnMapEnd() override { Close(); }

 private:
  // A collection that is being read.
  struct Frame {
    YamlNode node;
    YAML::anchor_t anchor = 0;
    bool bracketed = false;       // [ ] or { }, as against block style and the compact map in `[a: b]`
    std::size_t column = 0;       // of a block collection: its indentation
    std::optional<YamlNode> key;  // read, its value not yet
    std::size_t nodes = 1;
    std::size_t bytes = 0;
    std::size_t depth = 1;
  };

  // What an alias repeats, and what that costs.
  struct Anchored {
    YamlNode node;
    std::size_t nodes = 1;
    std::size_t bytes = 0;
    std::size_t depth = 0;
  };

  std::size_t Offset(const YAML::Mark& mark) const {
    const std::size_t at = mark.pos < 0 ? text_.size() : static_cast<std::size_t>(mark.pos) + shift_;
    return std::min(at, text_.size());
  }

  [[noreturn]] void TooDeep(std::size_t at) const {
    throw YamlError(fmt::format("nesting is deeper than {} levels", limits_.max_depth), at, YamlError::Kind::kLimit);
  }

  void Count(std::size_t nodes, std::size_t at) {
    nodes_ += nodes;
    if (nodes_ > limits_.max_nodes) {
      throw YamlError(fmt::format("there are more than {} values", limits_.max_nodes), at, YamlError::Kind::kLimit);
    }
  }

  // A copy costs what it holds, so that nested anchors and aliases of aliases stay within the limits.
  void CountCopy(std::size_t nodes, std::size_t bytes, std::size_t at) {
    Count(nodes, at);
    copied_bytes_ += bytes;
    if (copied_bytes_ > limits_.max_bytes) {
      throw YamlError(fmt::format("aliases repeat more than {} bytes", limits_.max_bytes), at, YamlError::Kind::kLimit);
    }
  }

  // Where a null is written, or the empty place where its value would be.
  Range NullRange(const YAML::Mark& mark, bool has_anchor) const {
    const std::size_t at = Offset(mark);
    if (at >= cursor_) {
      const std::size_t begin = has_anchor ? SkipYamlProperties(text_, at) : at;
      const std::size_t size = YamlNullSize(text_, begin);
      if (size > 0 && !IsNextKey(begin)) return {begin, begin + size};
      if (has_anchor) return EmptyAt(EndOfYamlProperties(text_, at));
    }
    if (stack_.empty()) return EmptyAt(std::max(at, cursor_));
    const Frame& parent = stack_.back();
    if (parent.key) return EmptyAt(EndOfYamlIndicator(text_, cursor_, ':'));
    const bool block_item = parent.node.kind == YamlNode::Kind::kSequence && !parent.bracketed;
    return EmptyAt(block_item ? EndOfYamlIndicator(text_, cursor_, '-') : std::max(at, cursor_));
  }

  static Range EmptyAt(std::size_t at) { return {at, at}; }

  // For an absent value yaml-cpp gives the place of the token behind it: the next key may itself be `null`.
  bool IsNextKey(std::size_t at) const {
    if (stack_.empty()) return false;
    const Frame& parent = stack_.back();
    return !parent.bracketed && parent.key &&
           text_.substr(cursor_, at - cursor_).find('\n') != std::string_view::npos &&
           YamlColumn(text_, at) <= parent.column;
  }

  void Open(YamlNode::Kind kind, const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
            YAML::EmitterStyle::value style) {
    const std::size_t at = Offset(mark);
    if (stack_.size() >= limits_.max_depth) TooDeep(at);
    Frame frame;
    frame.node.kind = kind;
    frame.anchor = anchor;
    // A block map whose first key has an anchor starts with that anchor, which is not the map's.
    const bool has_properties = anchor != 0 || (tag != "?" && !tag.empty());
    const std::size_t begin = has_properties ? SkipYamlProperties(text_, at) : at;
    const char bracket = kind == YamlNode::Kind::kMap ? '{' : '[';
    frame.bracketed = style == YAML::EmitterStyle::Flow && begin < text_.size() && text_[begin] == bracket;
    // `[{a: b}: c]`: the compact map and its first key start at one place.
    if (frame.bracketed && !stack_.empty() && stack_.back().bracketed && stack_.back().node.range.begin == begin) {
      stack_.back().bracketed = false;
    }
    if (style != YAML::EmitterStyle::Flow) frame.column = YamlColumn(text_, begin);
    frame.node.range = {begin, begin};
    cursor_ = std::max(cursor_, frame.bracketed ? begin + 1 : begin);
    stack_.push_back(std::move(frame));
  }

  void Close() {
    Frame frame = std::move(stack_.back());
    stack_.pop_back();
    std::size_t end = std::max(cursor_, frame.node.range.begin);
    if (frame.bracketed) end = EndOfYamlBrackets(text_, end, frame.node.kind == YamlNode::Kind::kMap ? '}' : ']');
    frame.node.range.end = end;
    Attach(std::move(frame.node), frame.anchor, frame.nodes, frame.bytes, frame.depth);
  }

  void Finish(YamlNode node, YAML::anchor_t anchor) {
    const std::size_t bytes = node.scalar.size();
    Attach(std::move(node), anchor, 1, bytes, 0);
  }

  void Attach(YamlNode node, YAML::anchor_t anchor, std::size_t nodes, std::size_t bytes, std::size_t depth) {
    Count(1, node.range.begin);
    cursor_ = std::max(cursor_, node.range.end);
    if (anchor != 0) {
      CountCopy(nodes, bytes, node.range.begin);
      anchors_[anchor] = {node, nodes, bytes, depth};
    }
    if (stack_.empty()) {
      root_ = std::move(node);
      return;
    }
    Frame& parent = stack_.back();
    parent.nodes += nodes;
    parent.bytes += bytes;
    parent.depth = std::max(parent.depth, depth + 1);
    if (parent.node.kind == YamlNode::Kind::kSequence) {
      parent.node.items.push_back(std::move(node));
    } else if (!parent.key) {
      parent.key = std::move(node);
    } else {
      parent.node.entries.emplace_back(*std::move(parent.key), std::move(node));
      parent.key.reset();
    }
  }

  static void SetRanges(YamlNode& node, Range range) {
    node.range = range;
    for (YamlNode& item : node.items) SetRanges(item, range);
    for (auto& [key, value] : node.entries) {
      SetRanges(key, range);
      SetRanges(value, range);
    }
  }

  std::string_view text_;
  std::size_t shift_;
  YamlLimits limits_;
  std::size_t cursor_;
  std::size_t nodes_ = 0;
  std::size_t copied_bytes_ = 0;
  bool seen_document_ = false;
  std::vector<Frame> stack_;
  std::map<YAML::anchor_t, Anchored> anchors_;
  YamlNode root_;
};

// yaml-cpp's words where they would puzzle the author of a review.
std::string Explain(const std::string& message) {
  static const std::map<std::string, std::string, std::less<>> kClearer = {
      {YAML::ErrorMsg::END_OF_MAP, "unexpected text, expected the next `key: value` line"},
      {YAML::ErrorMsg::END_OF_SEQ, "unexpected text, expected the next `- item` line"},
      {YAML::ErrorMsg::END_OF_MAP_FLOW, "the mapping that opens with `{` is not closed here, expected `,` or `}`"},
      {YAML::ErrorMsg::END_OF_SEQ_FLOW, "the list that opens with `[` is not closed here, expected `,` or `]`"},
      {YAML::ErrorMsg::FLOW_END, "closing bracket without an opening one"},
      {YAML::ErrorMsg::MAP_VALUE, "unexpected `:` in a value"},
      {YAML::ErrorMsg::MAP_KEY, "a key cannot stand here"},
      {YAML::ErrorMsg::BLOCK_ENTRY, "a list item `- ` cannot stand here"},
      {YAML::ErrorMsg::EOF_IN_SCALAR, "the quoted text is never closed"},
      {YAML::ErrorMsg::DOC_IN_SCALAR, "the quoted text is never closed"},
      {YAML::ErrorMsg::UNKNOWN_TOKEN, "this character cannot start a value"},
      {YAML::ErrorMsg::TAB_IN_INDENTATION, "a tab cannot indent, expected spaces"},
      {YAML::ErrorMsg::ALIAS_NOT_FOUND, "`*` without a name, expected an alias or quotes around the text"},
      {YAML::ErrorMsg::ANCHOR_NOT_FOUND, "`&` without a name, expected an anchor or quotes around the text"},
  };
  const auto found = kClearer.find(message);
  return found == kClearer.end() ? message : found->second;
}

// YAML allows no control characters, and yaml-cpp would take U+0004 for the end of the text.
void RefuseControlCharacters(std::string_view text) {
  const auto is_control = [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\t' && c != '\n' && c != '\r') || byte == 0x7F;
  };
  const auto found = std::find_if(text.begin(), text.end(), is_control);
  if (found == text.end()) return;
  throw YamlError(fmt::format("control character U+{:04X}", static_cast<unsigned>(*found)),
                  static_cast<std::size_t>(found - text.begin()));
}

// True where a map of scalars and lists of scalars keeps the limits.
bool IsWithin(const YamlLimits& limits, const YamlNode& map) {
  std::size_t nodes = 1;
  std::size_t depth = 1;
  for (const auto& [key, value] : map.entries) {
    nodes += 2 + value.items.size();
    if (value.kind == YamlNode::Kind::kSequence) depth = 2;
  }
  return nodes <= limits.max_nodes && depth <= limits.max_depth;
}

// YAML ends a line at a lone CR too, yaml-cpp does not. The offsets stay.
std::string WithLineFeeds(std::string_view text) {
  std::string out(text);
  for (std::size_t at = out.find('\r'); at != std::string::npos; at = out.find('\r', at + 1)) {
    if (at + 1 == out.size() || out[at + 1] != '\n') out[at] = '\n';
  }
  return out;
}

}  // namespace

YamlNode::YamlNode() = default;
YamlNode::~YamlNode() = default;
YamlNode::YamlNode(const YamlNode&) = default;
YamlNode::YamlNode(YamlNode&&) noexcept = default;
YamlNode& YamlNode::operator=(const YamlNode&) = default;
YamlNode& YamlNode::operator=(YamlNode&&) noexcept = default;

const YamlNode* YamlNode::Find(std::string_view key) const {
  const auto found = std::find_if(entries.begin(), entries.end(), [key](const auto& entry) {
    return entry.first.IsScalar() && entry.first.scalar == key;
  });
  return found == entries.end() ? nullptr : &found->second;
}

YamlNode ParseYaml(std::string_view text, const YamlLimits& limits) {
  if (text.size() > limits.max_bytes) {
    throw YamlError(fmt::format("{} bytes of YAML, expected at most {}", text.size(), limits.max_bytes), 0,
                    YamlError::Kind::kLimit);
  }
  if (std::optional<YamlNode> map = ReadYamlLines(text); map && IsWithin(limits, *map)) return *std::move(map);
  RefuseControlCharacters(text);
  const std::size_t shift = text.substr(0, kBom.size()) == kBom ? kBom.size() : 0;
  const std::string lines = WithLineFeeds(text);
  TreeBuilder builder(lines, shift, limits);
  std::istringstream stream{lines};
  try {
    YAML::Parser parser(stream);
    while (parser.HandleNextDocument(builder)) {
    }
  } catch (const YAML::DeepRecursion& error) {
    const std::size_t at = error.mark.is_null() ? 0 : static_cast<std::size_t>(error.mark.pos) + shift;
    throw YamlError(fmt::format("nesting is deeper than {} levels", limits.max_depth), std::min(at, text.size()),
                    YamlError::Kind::kLimit);
  } catch (const YAML::Exception& error) {
    const std::size_t at = error.mark.is_null() ? text.size() : static_cast<std::size_t>(error.mark.pos) + shift;
    throw YamlError(Explain(error.msg), std::min(at, text.size()));
  }
  return builder.Take();
}

}  // namespace lockstep
