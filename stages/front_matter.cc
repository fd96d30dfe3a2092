#include "stages/front_matter.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>

#include "locales/ascii.h"
#include "stages/byte_set.h"
#include "stages/field_rules.h"
#include "stages/model/line_ends.h"
#include "stages/normalization.h"

namespace lockstep {
namespace {

// How far text may stand before a fence that was meant to open the file.
constexpr std::size_t kMaxLinesBefore = 20;

bool IsBlank(std::string_view line) {
  return line.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

// The line at `at`: up to its end, and behind it.
struct Line {
  Range range;
  std::size_t next = 0;
};

Line LineAt(std::string_view text, std::size_t at) {
  const std::size_t end = kLineEnds.FindIn(text, at);
  return {{at, end}, SkipLineEnd(text, end)};
}

bool IsFence(std::string_view line, std::string_view fence) {
  return line.substr(0, fence.size()) == fence && IsBlank(line.substr(fence.size()));
}

bool OpensFrontMatter(std::string_view line) {
  return IsFence(line, "---");
}
bool ClosesFrontMatter(std::string_view line) {
  return IsFence(line, "---") || IsFence(line, "...");
}

// `key: value`, which tells front matter from a thematic break.
bool LooksLikeField(std::string_view line) {
  const std::size_t colon = line.find(':');
  if (colon == 0 || colon == std::string_view::npos) return false;
  if (colon + 1 < line.size() && line[colon + 1] != ' ' && line[colon + 1] != '\t') return false;
  return line.find_first_of(" \t#*[<>|`(") >= colon;
}

// The opening fence, if text stands before it: `---`, and a field in the next line.
std::optional<Line> FindLateFence(std::string_view text, std::size_t from) {
  std::size_t at = from;
  for (std::size_t i = 0; i < kMaxLinesBefore && at < text.size(); ++i) {
    const Line line = LineAt(text, at);
    if (OpensFrontMatter(Slice(text, line.range)) && LooksLikeField(Slice(text, LineAt(text, line.next).range))) {
      return line;
    }
    at = line.next;
  }
  return std::nullopt;
}

// The first line that is not blank; at the end of the text if there is none.
Line FirstLine(std::string_view text) {
  Line line = LineAt(text, BomSize(text));
  while (line.next < text.size() && IsBlank(Slice(text, line.range))) line = LineAt(text, line.next);
  return line;
}

// Front matter that is no YAML; the range is empty where there is none.
struct OtherFrontMatter {
  Range range;
  std::string_view language;
  std::string_view code;  // of what is told
};

// What stands between the fence `open` and the next line that is `close`; empty where none is.
Range Fenced(std::string_view text, const Line& open, std::string_view close) {
  for (std::size_t at = open.next; at < text.size();) {
    const Line line = LineAt(text, at);
    if (IsFence(Slice(text, line.range), close)) return {open.range.begin, line.next};
    at = line.next;
  }
  return {};
}

// `at` or the first byte behind it that is no white space.
std::size_t SkipSpace(std::string_view text, std::size_t at) {
  return std::min(text.find_first_not_of(" \t\r\n", at), text.size());
}

// Behind the quote that closes the string at `at`.
std::size_t StringEnd(std::string_view text, std::size_t at) {
  for (++at; at < text.size() && text[at] != '"'; ++at) {
    if (text[at] == '\\') ++at;
  }
  return std::min(at + 1, text.size());
}

// Behind the bracket that closes the one at `at`; nothing where none does.
std::optional<std::size_t> ObjectEnd(std::string_view text, std::size_t at) {
  static constexpr ByteSet kMarks("\"{}[]");
  std::size_t depth = 0;
  for (at = kMarks.FindIn(text, at); at < text.size(); at = kMarks.FindIn(text, at)) {
    if (text[at] == '"') {
      at = StringEnd(text, at);
      continue;
    }
    const bool opens = text[at] == '{' || text[at] == '[';
    depth = opens ? depth + 1 : depth - 1;
    ++at;
    if (depth == 0) return at;
  }
  return std::nullopt;
}

// `{`, a first key, and the `}` that closes it, each bracket on a line of its own: an expression or a line of
// attributes at the head of a text is none.
Range FindObject(std::string_view text, const Line& open) {
  if (!IsFence(Slice(text, open.range), "{")) return {};
  const std::size_t key = SkipSpace(text, open.next);
  if (key == text.size() || text[key] != '"') return {};
  const std::size_t colon = SkipSpace(text, StringEnd(text, key));
  if (colon == text.size() || text[colon] != ':') return {};
  const std::optional<std::size_t> end = ObjectEnd(text, open.range.begin);
  if (!end) return {};
  const bool begins_line = IsLineEnd(text[*end - 2]);
  const Line last = LineAt(text, *end);
  const bool is_alone = begins_line && text[*end - 1] == '}' && IsBlank(Slice(text, last.range));
  return is_alone ? Range{open.range.begin, last.next} : Range{};
}

// TOML between `+++` and a JSON object, as Hugo has them; `---json` and the like, as Eleventy has them.
OtherFrontMatter FindOther(std::string_view text, const Line& open) {
  constexpr std::string_view kTomlCode = "front-matter-toml";
  constexpr std::string_view kJsonCode = "front-matter-json";
  const std::string_view line = Slice(text, open.range);
  if (IsFence(line, "+++")) return {Fenced(text, open, "+++"), "TOML", kTomlCode};
  if (IsFence(line, "---toml")) return {Fenced(text, open, "---"), "TOML", kTomlCode};
  if (IsFence(line, "---json")) return {Fenced(text, open, "---"), "JSON", kJsonCode};
  if (IsFence(line, "---js") || IsFence(line, "---javascript"))
    return {Fenced(text, open, "---"), "JavaScript", kJsonCode};
  return {FindObject(text, open), "JSON", kJsonCode};
}

void ReportLate(const Source& source, Range first, Range fence, Diagnostics& diags) {
  diags.Error(source, fence, "front-matter-late", "front matter after text, expected at the head of the file");
  diags.AddNote(source, first, "move this text behind the front matter");
}

// Tells of the line that was probably meant to close: `---## Heading`.
void ReportOpen(const Source& source, const Line& open, Diagnostics& diags) {
  diags.Error(source, open.range, "front-matter-open", "front matter is never closed, expected a line `---` behind it");
  for (std::size_t at = open.next; at < source.text.size();) {
    const Line line = LineAt(source.text, at);
    const std::string_view text = Slice(source.text, line.range);
    if (text.substr(0, 3) == "---" && text.find_first_not_of('-') != std::string_view::npos) {
      diags.AddNote(source, line.range, "text is stuck to this fence, expected `---` alone in its line");
      return;
    }
    at = line.next;
  }
}

// The usual mistakes, told by the line where the parser stopped, and by the byte of it.
std::string AdviceFor(std::string_view line, std::size_t stopped) {
  if (line.find('\t') != std::string_view::npos && line.find_first_not_of(" \t") > line.find('\t')) {
    return "indent with spaces: YAML allows no tab there";
  }
  const std::size_t colon = line.find(": ");
  const std::string_view value = colon == std::string_view::npos ? std::string_view() : line.substr(colon + 2);
  const std::size_t skipped = value.empty() ? 0 : std::min(value.find_first_not_of(' '), value.size() - 1);
  const char first = value.empty() ? '\0' : value[skipped];
  if (first == '"') return "write a quote inside a quoted text as \\\"";
  if (first == '\'') return "write an apostrophe inside single quotes twice: ''";
  if (value.find(": ") != std::string_view::npos) return "put quotes around a text that contains `: `";
  if (stopped > colon + 3 + skipped) return {};  // the value began well
  if (first == '@' || first == '`' || first == '%' || first == '&' || first == '*' || first == '!') {
    return fmt::format("put quotes around a text that starts with `{}`", first);
  }
  return {};
}

void ReportYaml(const Source& source, std::size_t yaml, const YamlError& error, Diagnostics& diags) {
  const std::size_t at = std::min(yaml + error.offset, source.text.size());
  const bool limit = error.kind == YamlError::Kind::kLimit;
  diags.Error(source, {at, at}, limit ? "yaml-limit" : "yaml-syntax", error.what());
  if (limit) return;
  const std::size_t line_end = at == 0 ? std::string::npos : source.text.find_last_of("\r\n", at - 1);
  const std::size_t begin = line_end == std::string::npos ? 0 : line_end + 1;
  const std::string advice = AdviceFor(Slice(source.text, LineAt(source.text, begin).range), at - begin);
  if (!advice.empty()) diags.AddNote(source, {at, at}, advice);
}

void Shift(YamlNode& node, std::size_t by) {
  node.range = {node.range.begin + by, node.range.end + by};
  for (YamlNode& item : node.items) Shift(item, by);
  for (auto& [key, value] : node.entries) {
    Shift(key, by);
    Shift(value, by);
  }
}

std::string_view KindName(const YamlNode& node) {
  switch (node.kind) {
    case YamlNode::Kind::kNull: return "nothing";
    case YamlNode::Kind::kScalar: return "a text";
    case YamlNode::Kind::kSequence: return "a list";
    case YamlNode::Kind::kMap: return "a mapping";
  }
  return "nothing";
}

// Makes fields of the entries of front matter; the first of two with one name counts.
class FieldCollector {
 public:
  FieldCollector(const Source& source, const FieldRoles& roles, Diagnostics& diags)
      : source_(&source), roles_(&roles), diags_(&diags) {}

  std::vector<Field> Run(YamlNode&& root) && {
    for (auto& [key, value] : root.entries) {
      std::string name = FieldText(key);
      Field field{name, roles_->Of(name), key.range, std::move(value), {}, false};
      field.entry = {key.range.begin, std::max(key.range.end, field.value.range.end)};
      Add(std::move(field), name);
    }
    return std::move(fields_);
  }

 private:
  // `role_name` is the field's name without the numbers of items. What roles name within it are fields of their own.
  void Add(Field field, const std::string& role_name) {
    if (const auto own = roles_->by_name.find(role_name); own != roles_->by_name.end()) field.role = own->second;
    if (HasParts(field.value) && roles_->NamesWithin(role_name)) {
      AddParts(field, role_name);
    } else if (IsFirst(field)) {
      fields_.push_back(std::move(field));
    }
  }

  // What an alias (`*name`) repeats has no bytes of its own.
  bool HasParts(const YamlNode& value) const {
    const bool is_whole = value.kind == YamlNode::Kind::kMap || value.kind == YamlNode::Kind::kSequence;
    return is_whole && !value.range.empty() && source_->text[value.range.begin] != '*';
  }

  // Parts have the role of the whole, unless they are named themselves.
  void AddParts(Field& whole, const std::string& role_name) {
    const char open = source_->text[whole.value.range.begin];
    const bool in_flow = whole.in_flow || open == '{' || open == '[';
    for (auto& [key, value] : whole.value.entries) {
      const std::string name = '.' + FieldText(key);
      Add({whole.name + name, whole.role, key.range, std::move(value), whole.entry, in_flow}, role_name + name);
    }
    for (std::size_t i = 0; i < whole.value.items.size(); ++i) {
      YamlNode& item = whole.value.items[i];
      const Range range = item.range;
      Add({fmt::format("{}[{}]", whole.name, i), whole.role, range, std::move(item), whole.entry, in_flow}, role_name);
    }
  }

  bool IsFirst(const Field& field) {
    const auto [first, added] = seen_.try_emplace(field.name, field.key_range);
    if (added) return true;
    diags_->Error(*source_, field.key_range, "field-duplicate",
                  fmt::format("field `{}` stands twice, expected once", field.name));
    diags_->AddNote(*source_, first->second, "it stands here first");
    return false;
  }

  const Source* source_;
  const FieldRoles* roles_;
  Diagnostics* diags_;
  std::map<std::string, Range, std::less<>> seen_;
  std::vector<Field> fields_;
};

void ReadFields(const Source& source, const FieldRoles& roles, FrontMatter& front, Diagnostics& diags) {
  YamlNode root;
  try {
    root = ParseYaml(Slice(source.text, front.yaml_range));
  } catch (const YamlError& error) {
    ReportYaml(source, front.yaml_range.begin, error, diags);
    return;
  }
  Shift(root, front.yaml_range.begin);
  if (root.kind == YamlNode::Kind::kNull) return;  // `---` twice: no fields
  if (root.kind != YamlNode::Kind::kMap) {
    diags.Error(source, root.range, "front-matter-type",
                fmt::format("front matter is {}, expected `key: value` lines", KindName(root)));
    return;
  }
  front.fields = FieldCollector(source, roles, diags).Run(std::move(root));
}

void AppendJoined(const YamlNode& value, std::string& out);

std::string ItemTextOf(const YamlNode& item) {
  std::string text;
  AppendJoined(item, text);
  return item.IsScalar() ? ItemText(text) : text;
}

// An item's text inside a list or mapping.
void AppendJoined(const YamlNode& value, std::string& out) {
  switch (value.kind) {
    case YamlNode::Kind::kNull: return;
    case YamlNode::Kind::kScalar: out += NormalizeText(value.scalar); return;
    case YamlNode::Kind::kSequence:
      out += '[';
      for (std::size_t i = 0; i < value.items.size(); ++i) {
        if (i > 0) out += ", ";
        out += ItemTextOf(value.items[i]);
      }
      out += ']';
      return;
    case YamlNode::Kind::kMap:
      out += '{';
      for (std::size_t i = 0; i < value.entries.size(); ++i) {
        if (i > 0) out += ", ";
        AppendJoined(value.entries[i].first, out);
        out += ": ";
        AppendJoined(value.entries[i].second, out);
      }
      out += '}';
      return;
  }
}

}  // namespace

FrontMatter ReadFrontMatter(const Source& source, const FieldRoles& roles, Diagnostics& diags) {
  const std::string_view text = source.text;
  FrontMatter front;
  const Line open = FirstLine(text);
  if (const OtherFrontMatter other = FindOther(text, open); !other.range.empty()) {
    diags.Warning(source, open.range, other.code,
                  fmt::format("the front matter is {}, expected YAML between `---`: its fields are not looked at",
                              other.language));
    front.range = other.range;
    return front;
  }
  if (!OpensFrontMatter(Slice(text, open.range))) {
    if (const std::optional<Line> late = FindLateFence(text, open.next)) {
      ReportLate(source, open.range, late->range, diags);
    }
    return front;
  }
  front.present = true;
  std::size_t at = open.next;
  while (at < text.size()) {
    const Line line = LineAt(text, at);
    if (ClosesFrontMatter(Slice(text, line.range))) {
      front.range = {open.range.begin, line.next};
      front.yaml_range = {open.next, line.range.begin};
      ReadFields(source, roles, front, diags);
      return front;
    }
    at = line.next;
  }
  ReportOpen(source, open, diags);
  front.range = front.yaml_range = {text.size(), text.size()};
  return front;
}

std::string FieldText(const YamlNode& value) {
  std::string out;
  AppendJoined(value, out);
  return out;
}

}  // namespace lockstep
