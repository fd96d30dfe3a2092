#include "stages/answer_text.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>
#include <variant>

#include "locales/unicode.h"
#include "stages/front_matter.h"
#include "stages/normalization.h"
#include "stages/word_diff.h"

namespace lockstep {
namespace {

// What Markdown may give a meaning to, anywhere in a text. Without brackets that close, and round ones: alone they mean
// nothing, and with a backslash they are the marks of formulas.
constexpr std::string_view kMarks = "\\`*_[{<~$|&";

bool IsSpace(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

// White space runs to one space; nothing at the ends.
std::string OnOneLine(std::string_view text, bool keeps_begin, bool keeps_end) {
  std::string out;
  bool space = false;
  for (const char c : text) {
    if (IsSpace(c)) {
      space = true;
      continue;
    }
    if (space && (keeps_begin || !out.empty())) out += ' ';
    space = false;
    out += c;
  }
  if (space && keeps_end && (keeps_begin || !out.empty())) out += ' ';
  return out;
}

// The text's parts on one line: texts, and codes as they stand.
struct Part {
  std::string bytes;
  const PackageCode* code = nullptr;  // null: a text
};

std::vector<Part> PartsOf(const CodedText& text) {
  std::vector<Part> parts;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (const auto* code = std::get_if<PackageCode>(&text[i])) {
      parts.push_back({code->original, code});
    } else {
      std::string bytes = OnOneLine(std::get<std::string>(text[i]), i > 0, i + 1 < text.size());
      if (!bytes.empty()) parts.push_back({std::move(bytes), nullptr});
    }
  }
  return parts;
}

bool MustBeRead(InlineCode::Kind kind) {
  return kind != InlineCode::Kind::kLineBreak && kind != InlineCode::Kind::kEscape &&
         kind != InlineCode::Kind::kFootnote;
}

AnswerForm Join(const std::vector<Part>& parts) {
  AnswerForm form;
  for (const Part& part : parts) {
    const std::size_t begin = form.bytes.size();
    form.bytes += part.bytes;
    if (part.code == nullptr || !MustBeRead(part.code->kind)) continue;
    form.codes.push_back({part.code->kind, part.code->position, {begin, form.bytes.size()}});
  }
  return form;
}

// A word, a run of white space, or a code.
using Token = std::variant<std::string, PackageCode>;

bool IsSpaces(const Token& token) {
  const auto* text = std::get_if<std::string>(&token);
  return text != nullptr && !AnyCodePoint(*text, [](char32_t c) { return !IsWhiteSpace(c); });
}

bool IsEmphasis(const Token& token, InlineCode::Position position) {
  const auto* code = std::get_if<PackageCode>(&token);
  return code != nullptr && code->position == position &&
         (code->kind == InlineCode::Kind::kEmphasis || code->kind == InlineCode::Kind::kStrong ||
          code->kind == InlineCode::Kind::kStrikethrough);
}

// The text, its first white space apart, then what it says, then its last white space.
void AddTokens(std::string_view text, std::vector<Token>& tokens) {
  std::size_t begin = text.size();
  std::size_t end = 0;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = DecodeAt(text, at);
    if (!IsWhiteSpace(c.value)) {
      begin = std::min(begin, at);
      end = at + c.size;
    }
    at += c.size;
  }
  for (const Range range :
       {Range{0, begin}, Range{begin, std::max(begin, end)}, Range{std::max(begin, end), text.size()}}) {
    if (!range.empty()) tokens.emplace_back(std::string(Slice(text, range)));
  }
}

// `bytes` with a backslash before each bar that has none; an even number of backslashes escapes nothing.
std::string WithBarsEscaped(std::string_view bytes) {
  std::string out;
  bool escaped = false;
  for (const char c : bytes) {
    if (c == '|' && !escaped) out += '\\';
    escaped = c == '\\' && !escaped;
    out += c;
  }
  return out;
}

// True where a line that begins with `text` may be a heading, a list's item, a rule, code, a definition, a formula ...
bool OpensBlock(std::string_view text) {
  const std::size_t run = std::min(text.find_first_not_of(text.front()), text.size());
  const bool stands_apart = run == text.size() || text[run] == ' ';
  switch (text.front()) {
    case '#':
    case '-':
    case '+':
    case '*':
    case '=':
    case ':': return stands_apart;
    case '_':
    case '`':
    case '~': return run >= 3;
    case '$': return run >= 2;
    case '(': return text.size() > 1 && text[1] >= '0' && text[1] <= '9';  // a date
    case '>':
    case '<':
    case '|':
    case '[': return true;
    default: return false;
  }
}

// Where a backslash keeps a line that begins with `text` from opening a block: behind the digits of a list's number.
std::optional<std::size_t> HeadMark(std::string_view text) {
  const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
  if (digits > 0 && digits < text.size() && (text[digits] == '.' || text[digits] == ')')) return digits;
  return !text.empty() && OpensBlock(text) ? std::optional<std::size_t>(0) : std::nullopt;
}

// Of each byte of `now` whether it is new against `before`.
std::vector<bool> NewBytes(std::string_view before, std::string_view now) {
  std::vector<bool> is_new;
  is_new.reserve(now.size());
  for (const DiffPiece& piece : DiffWords({before}, {now})) {
    if (piece.kind == DiffPiece::Kind::kGone) continue;
    is_new.insert(is_new.end(), piece.text.size(), piece.kind == DiffPiece::Kind::kCome);
  }
  return is_new;
}

// `parts` with backslashes before marks that are new against `before`.
void Escape(std::vector<Part>& parts, Escaping escaping, std::string_view before) {
  const std::vector<bool> is_new = NewBytes(before, Join(parts).bytes);
  std::size_t at = 0;  // in the bytes as they were
  bool begins_line = true;
  for (Part& part : parts) {
    if (part.code == nullptr) {
      const std::optional<std::size_t> head = begins_line ? HeadMark(part.bytes) : std::nullopt;
      std::string out;
      for (std::size_t i = 0; i < part.bytes.size(); ++i) {
        const bool is_mark = escaping == Escaping::kMarks && kMarks.find(part.bytes[i]) != std::string_view::npos;
        if ((is_mark || head == i) && is_new[at + i]) out += '\\';
        out += part.bytes[i];
      }
      at += part.bytes.size();
      part.bytes = std::move(out);
    } else {
      at += part.bytes.size();
    }
    begins_line = part.code != nullptr && part.code->kind == InlineCode::Kind::kLineBreak;
  }
}

std::vector<Part> PartsFor(const CodedText& text, BlockKind kind) {
  std::vector<Part> parts = PartsOf(text);
  if (kind == BlockKind::kTableCell) {
    for (Part& part : parts) part.bytes = WithBarsEscaped(part.bytes);
  }
  return parts;
}

bool IsTextList(const YamlNode& node) {
  return node.kind == YamlNode::Kind::kSequence &&
         std::all_of(node.items.begin(), node.items.end(), [](const YamlNode& item) { return item.IsScalar(); });
}

// "[a, b]" or "a, b" as YAML reads it; nothing where it is no list of texts.
std::optional<YamlNode> ReadList(const std::string& text) {
  const std::string trimmed = OnOneLine(text, false, false);
  const bool bracketed = trimmed.size() >= 2 && trimmed.front() == '[' && trimmed.back() == ']';
  const std::string list = bracketed ? trimmed : "[" + trimmed + "]";
  try {
    YamlNode node = ParseYaml(list);
    if (IsTextList(node) && !node.items.empty()) return node;
  } catch (const YamlError&) {
  }
  return std::nullopt;
}

// True where each item of the list stands on a line of its own.
bool IsBlockList(const YamlNode& list, std::string_view file) {
  return !list.range.empty() && file[list.range.begin] != '[';
}

// What stands between two items: ", ", or the line end with the next one's mark.
std::string BetweenItems(const YamlNode& list, std::string_view file) {
  if (list.items.size() < 2) return IsBlockList(list, file) ? "\n- " : ", ";
  return std::string(Slice(file, {list.items[0].range.end, list.items[1].range.begin}));
}

std::string WriteList(const YamlNode& wanted, const YamlNode& like, std::string_view file) {
  std::map<std::string, Range> known;
  for (const YamlNode& item : like.items) known.emplace(NormalizeText(item.scalar), item.range);
  const bool is_block = IsBlockList(like, file);
  const YamlNode::Style style = like.items.empty() ? YamlNode::Style::kPlain : like.items.front().style;
  const std::string between = BetweenItems(like, file);
  std::string out = is_block ? "- " : "[";
  for (std::size_t i = 0; i < wanted.items.size(); ++i) {
    if (i > 0) out += between;
    const auto found = known.find(NormalizeText(wanted.items[i].scalar));
    out += found != known.end() ? std::string(Slice(file, found->second))
                                : FormatYamlScalar(wanted.items[i].scalar, style, !is_block);
  }
  return is_block ? out : out + "]";
}

// `text` as a block scalar with the head and the indentation of `like`; quoted where YAML would read another text.
std::string WriteLines(const std::string& text, const YamlNode& like, std::string_view file) {
  const std::string_view old = Slice(file, like.range);
  const std::size_t head = std::min(old.find_first_of("\r\n"), old.size());
  const std::size_t first = std::min(old.find_first_not_of(" \t\r\n", head), old.size());
  const std::size_t line = old.find_last_of("\r\n", first);
  const std::string indent(line == std::string_view::npos ? "  " : old.substr(line + 1, first - line - 1));
  std::string out(old.substr(0, head));
  bool was_blank = true;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const bool is_blank = begin == end;
    // A folded text takes a line end for a space.
    if (like.style == YamlNode::Style::kFolded && !was_blank) out += '\n';
    out += is_blank ? "\n" : "\n" + indent + text.substr(begin, end - begin);
    was_blank = is_blank;
    begin = end + 1;
  }
  try {
    const YamlNode read = ParseYaml("text: " + out + "\n");
    const YamlNode* value = read.Find("text");
    if (value != nullptr && value->IsScalar() && FieldLines(value->scalar) == text) return out;
  } catch (const YamlError&) {
  }
  return FormatYamlScalar(text, YamlNode::Style::kDoubleQuoted, false);
}

bool IsNumber(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789.") == std::string_view::npos;
}

}  // namespace

AnswerForm FormOf(const CodedText& text, BlockKind kind, Escaping escaping, const CodedText& standing) {
  std::vector<Part> parts = PartsFor(text, kind);
  if (escaping != Escaping::kNone) Escape(parts, escaping, Join(PartsFor(standing, kind)).bytes);
  return Join(parts);
}

CodedText WithSpacesOutside(const CodedText& text) {
  std::vector<Token> tokens;
  for (const auto& part : text) {
    const auto* words = std::get_if<std::string>(&part);
    if (words == nullptr) {
      tokens.push_back(part);
    } else {
      AddTokens(*words, tokens);
    }
  }
  // From the innermost mark outwards, so that a space passes all that stand together.
  for (std::size_t i = tokens.size(); i-- > 0;) {
    if (i + 1 < tokens.size() && IsEmphasis(tokens[i], InlineCode::Position::kOpen) && IsSpaces(tokens[i + 1])) {
      std::swap(tokens[i], tokens[i + 1]);
    }
  }
  for (std::size_t i = 1; i < tokens.size(); ++i) {
    if (IsEmphasis(tokens[i], InlineCode::Position::kClose) && IsSpaces(tokens[i - 1])) {
      std::swap(tokens[i], tokens[i - 1]);
    }
  }
  CodedText moved;
  for (Token& token : tokens) {
    if (const auto* words = std::get_if<std::string>(&token)) {
      Append(*words, moved);
    } else {
      moved.push_back(std::move(token));
    }
  }
  return moved;
}

bool HasLines(const YamlNode& value) {
  const bool is_block = value.style == YamlNode::Style::kLiteral || value.style == YamlNode::Style::kFolded;
  return value.IsScalar() && is_block && FieldLines(value.scalar).find('\n') != std::string::npos;
}

std::string FieldLines(std::string_view text) {
  std::string lines;
  for (const char c : text) {
    if (c == '\n') lines.erase(lines.find_last_not_of(" \t\r") + 1);
    lines += c;
  }
  lines.erase(lines.find_last_not_of(" \t\r\n") + 1);
  return lines.substr(std::min(lines.find_first_not_of(" \t\r\n"), lines.size()));
}

std::optional<std::string> FieldValue(const std::string& text, const YamlNode& like, std::string_view file,
                                      bool in_flow) {
  if (like.kind == YamlNode::Kind::kSequence) {
    const std::optional<YamlNode> list = IsTextList(like) ? ReadList(text) : std::nullopt;
    return list ? std::optional(WriteList(*list, like, file)) : std::nullopt;
  }
  if (like.kind == YamlNode::Kind::kMap) return std::nullopt;
  if (HasLines(like)) return WriteLines(FieldLines(text), like, file);
  const std::string value = OnOneLine(text, false, false);
  // A number stays one.
  const bool is_number = like.IsScalar() && like.style == YamlNode::Style::kPlain && IsNumber(like.scalar);
  if (is_number && IsNumber(value)) return value;
  return FormatYamlScalar(value, like.style, in_flow);
}

std::string ListText(const YamlNode& list) {
  std::string text = "[";
  for (const YamlNode& item : list.items) {
    if (text.size() > 1) text += ", ";
    const std::string plain = NormalizeText(item.scalar);
    const std::optional<YamlNode> read = ReadList("[" + plain + "]");
    const bool is_safe = read && read->items.size() == 1 && NormalizeText(read->items.front().scalar) == plain;
    text += is_safe ? plain : FormatYamlScalar(plain, YamlNode::Style::kDoubleQuoted, true);
  }
  return text + "]";
}

std::string FieldTextOf(const std::string& text, const YamlNode& like) {
  if (like.kind == YamlNode::Kind::kSequence) {
    const std::optional<YamlNode> list = ReadList(text);
    return list ? FieldText(*list) : text;
  }
  return NormalizeText(text);
}

}  // namespace lockstep
