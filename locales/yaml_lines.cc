#include "locales/yaml_lines.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "locales/ascii.h"

namespace lockstep {
namespace {

bool IsControl(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 || byte == 0x7F;
}

// Written out, it is no text.
bool IsNull(std::string_view word) {
  return word == "null" || word == "Null" || word == "NULL";
}

std::size_t SkipSpaces(std::string_view line, std::size_t at) {
  while (at < line.size() && line[at] == ' ') ++at;
  return at;
}

// One line; `offset_` is where it stands in the text. Each Take reads what stands at `at_` and moves behind it, or
// gives nothing.
class LineReader {
 public:
  LineReader(std::string_view line, std::size_t offset) : line_(line), offset_(offset) {}

  std::optional<std::pair<YamlNode, YamlNode>> TakeField() {
    const std::size_t colon = KeyEnd();
    if (colon == 0 || colon == line_.size() || line_[colon] != ':' || IsNull(line_.substr(0, colon)))
      return std::nullopt;
    YamlNode key = Scalar(0, colon, YamlNode::Style::kPlain);
    at_ = SkipSpaces(line_, colon + 1);
    if (at_ == line_.size()) return std::pair{std::move(key), NullAt(colon + 1)};
    if (at_ == colon + 1) return std::nullopt;  // "a:b" is no key
    std::optional<YamlNode> value = line_[at_] == '[' ? TakeList() : TakeScalar("");
    if (!value || SkipSpaces(line_, at_) < line_.size()) return std::nullopt;
    return std::pair{std::move(key), *std::move(value)};
  }

 private:
  // Letters, digits, and behind the first one also - and _.
  std::size_t KeyEnd() const {
    std::size_t at = 0;
    while (at < line_.size() && (IsAsciiAlnum(line_[at]) || (at > 0 && (line_[at] == '-' || line_[at] == '_')))) ++at;
    return at;
  }

  YamlNode NullAt(std::size_t at) const {
    YamlNode node;
    node.range = {offset_ + at, offset_ + at};
    return node;
  }

  // The bytes [begin, end) of the line, with the quotes around them if the style has any.
  YamlNode Scalar(std::size_t begin, std::size_t end, YamlNode::Style style) const {
    const std::size_t quote = style == YamlNode::Style::kPlain ? 0 : 1;
    YamlNode node;
    node.kind = YamlNode::Kind::kScalar;
    node.style = style;
    node.scalar = line_.substr(begin + quote, end - begin - 2 * quote);
    node.range = {offset_ + begin, offset_ + end};
    return node;
  }

  std::optional<YamlNode> TakeScalar(std::string_view ends) {
    if (line_[at_] == '"') return TakeQuoted(YamlNode::Style::kDoubleQuoted);
    if (line_[at_] == '\'') return TakeQuoted(YamlNode::Style::kSingleQuoted);
    return TakePlain(ends);
  }

  std::optional<YamlNode> TakeQuoted(YamlNode::Style style) {
    const char quote = line_[at_];
    const std::size_t close = line_.find(quote, at_ + 1);
    if (close == std::string_view::npos) return std::nullopt;
    const bool escape = quote == '"' ? line_.substr(at_, close - at_).find('\\') != std::string_view::npos
                                     : line_.substr(close + 1).starts_with('\'');
    if (escape) return std::nullopt;
    return Scalar(std::exchange(at_, close + 1), close + 1, style);
  }

  // Up to one of `ends`, or to the line's end. What means something else next to a space, or in a list, is not taken.
  std::optional<YamlNode> TakePlain(std::string_view ends) {
    const std::size_t begin = at_;
    const bool starts =
        IsAsciiAlnum(line_[begin]) || line_[begin] == '/' || static_cast<unsigned char>(line_[begin]) >= 0x80;
    if (!starts) return std::nullopt;
    const bool in_list = !ends.empty();
    for (; at_ < line_.size() && ends.find(line_[at_]) == std::string_view::npos; ++at_) {
      const char c = line_[at_];
      const bool mark = c == ':' || c == '#';
      if (mark && (in_list || at_ + 1 == line_.size() || line_[at_ + 1] == ' ' || line_[at_ - 1] == ' ')) return {};
      if (in_list && std::string_view("[{}?").find(c) != std::string_view::npos) return std::nullopt;
    }
    std::size_t end = at_;
    while (line_[end - 1] == ' ') --end;
    if (IsNull(line_.substr(begin, end - begin))) return std::nullopt;
    return Scalar(begin, end, YamlNode::Style::kPlain);
  }

  std::optional<YamlNode> TakeList() {
    YamlNode list;
    list.kind = YamlNode::Kind::kSequence;
    const std::size_t begin = at_++;
    at_ = SkipSpaces(line_, at_);
    while (at_ < line_.size() && (line_[at_] != ']' || !list.items.empty())) {
      std::optional<YamlNode> item = TakeScalar(",]");
      if (!item) return std::nullopt;
      list.items.push_back(*std::move(item));
      at_ = SkipSpaces(line_, at_);
      if (at_ == line_.size() || line_[at_] != ',') break;
      at_ = SkipSpaces(line_, at_ + 1);
    }
    if (at_ == line_.size() || line_[at_] != ']') return std::nullopt;
    list.range = {offset_ + begin, offset_ + ++at_};
    return list;
  }

  std::string_view line_;
  std::size_t offset_;
  std::size_t at_ = 0;
};

}  // namespace

std::optional<YamlNode> ReadYamlLines(std::string_view text) {
  YamlNode map;
  map.kind = YamlNode::Kind::kMap;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = text.substr(at, end - at);
    if (std::any_of(line.begin(), line.end(), IsControl)) return std::nullopt;
    if (!line.empty()) {
      std::optional<std::pair<YamlNode, YamlNode>> field = LineReader(line, at).TakeField();
      if (!field) return std::nullopt;
      map.entries.push_back(*std::move(field));
    }
    at = end + 1;
  }
  if (map.entries.empty()) return std::nullopt;
  map.range = {map.entries.front().first.range.begin, map.entries.back().second.range.end};
  return map;
}

}  // namespace lockstep
