#include "stages/coded_text.h"

#include <algorithm>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

#include "locales/unicode.h"
#include "stages/link_syntax.h"
#include "stages/markdown.h"
#include "stages/model/hash.h"
#include "stages/normalization.h"

namespace lockstep {
namespace {

using Kind = InlineCode::Kind;
using Position = InlineCode::Position;

// A break that Markdown shows: two blanks or a backslash before the line's end.
bool IsHardBreak(std::string_view bytes) {
  return bytes.substr(0, 2) == "  " || bytes.substr(0, 1) == "\\";
}

// Writes text and codes, with ids from 1 on.
class Writer {
 public:
  explicit Writer(std::string_view file) : file_(file) {}

  void Add(Range range, const std::vector<InlineCode>& codes) {
    std::size_t at = range.begin;
    for (const InlineCode& code : codes) {
      if (code.range.begin < at || code.range.end > range.end) continue;
      Text(Slice(file_, {at, code.range.begin}));
      at = code.range.end;
      const std::string_view bytes = Slice(file_, code.range);
      if (code.kind == Kind::kLineBreak && !IsHardBreak(bytes)) {
        wrapped_ = true;
      } else {
        Code(code, bytes);
      }
    }
    Text(Slice(file_, {at, range.end}));
  }

  void Text(std::string_view text) {
    if (text.empty()) return;
    if (out_.empty() || !std::holds_alternative<std::string>(out_.back())) out_.emplace_back(std::string());
    auto& last = std::get<std::string>(out_.back());
    if (std::exchange(wrapped_, false) && !(IsCjk(LastCodePoint(last)) && IsCjk(DecodeAt(text, 0).value))) last += ' ';
    last += text;
  }

  CodedText Take() {
    SettlePairs();
    return std::move(out_);
  }

 private:
  void Code(const InlineCode& code, std::string_view bytes) {
    if (std::exchange(wrapped_, false)) Text(" ");
    const bool closes = code.position == Position::kClose && !open_[code.kind].empty();
    std::string id = closes ? std::get<PackageCode>(out_[open_[code.kind].back()]).id : std::to_string(++ids_);
    if (closes) open_[code.kind].pop_back();
    const bool lonely = code.position == Position::kClose && !closes;
    if (code.position == Position::kOpen) open_[code.kind].push_back(out_.size());
    out_.emplace_back(
        PackageCode{std::move(id), code.kind, lonely ? Position::kAlone : code.position, std::string(bytes)});
  }

  void SettlePairs() {
    for (const auto& [kind, places] : open_) {
      for (const std::size_t place : places) std::get<PackageCode>(out_[place]).position = Position::kAlone;
    }
  }

  std::string_view file_;
  CodedText out_;
  std::map<Kind, std::vector<std::size_t>> open_;  // places in out_ of codes that were not closed yet
  std::size_t ids_ = 0;
  bool wrapped_ = false;  // a line ended that was only wrapped
};

// Which codes of a text name a definition.
struct Definers {
  bool footnotes = false;  // [^1]
  bool labels = false;     // [text][label]
  bool shortcuts = false;  // [label]
};

Definers DefinersIn(const CodedText& text) {
  Definers found;
  for (const auto& part : text) {
    const auto* code = std::get_if<PackageCode>(&part);
    if (code == nullptr) continue;
    found.footnotes = found.footnotes || code->kind == Kind::kFootnote;
    if (code->kind != Kind::kLink && code->kind != Kind::kImage) continue;
    found.labels = found.labels || code->original.starts_with("][");
    found.shortcuts = found.shortcuts || code->original == "]";
  }
  return found;
}

// Definitions of what the brackets of `text` may name.
std::string DefinitionsFor(const std::string& text, const Definers& wanted) {
  std::string definitions;
  for (std::size_t at = text.find('['); at != std::string::npos; at = text.find('[', at + 1)) {
    const std::optional<std::size_t> end = LinkLabelEnd(text, at);
    if (!end || *end - at <= 2) continue;
    const std::string label = text.substr(at, *end - at);
    const std::string_view behind = std::string_view(text).substr(*end);
    const bool is_named = (at > 0 && text[at - 1] == ']') || behind.starts_with("[]");
    const bool is_text = !is_named && (behind.starts_with("(") || behind.starts_with("["));
    const bool is_footnote = label[1] == '^';
    const bool is_wanted = is_footnote ? wanted.footnotes : is_named ? wanted.labels : wanted.shortcuts && !is_text;
    if (is_wanted) definitions += "\n\n" + label + ": x";
  }
  return definitions;
}

const std::vector<InlineCode>& CodesOf(const Document& document, const Segment& segment) {
  return document.BlockOf(segment)->codes;
}

// Finds for each code of a translation the source's, each once.
class Matcher {
 public:
  explicit Matcher(const CodedText& source) {
    for (const auto& part : source) {
      const auto* code = std::get_if<PackageCode>(&part);
      if (code == nullptr || code->position == Position::kClose) continue;
      by_kind_[{code->kind, code->position}].push_back(codes_.size());
      by_bytes_[{code->kind, code->position, code->original}].push_back(codes_.size());
      codes_.push_back(code);
    }
    taken_.resize(codes_.size());
  }

  // The id of the first free code like `wanted`, or "".
  std::string Take(const PackageCode& wanted, bool same_bytes) {
    return same_bytes ? TakeFrom(by_bytes_, {wanted.kind, wanted.position, wanted.original})
                      : TakeFrom(by_kind_, {wanted.kind, wanted.position});
  }

 private:
  template <typename Places>
  std::string TakeFrom(Places& places, const typename Places::key_type& key) {
    const auto found = places.find(key);
    while (found != places.end() && !found->second.empty()) {
      const std::size_t first = found->second.front();
      found->second.pop_front();
      if (taken_[first]) continue;
      taken_[first] = true;
      return codes_[first]->id;
    }
    return "";
  }

  std::map<std::pair<Kind, Position>, std::deque<std::size_t>> by_kind_;  // in the text's order, not all of them free
  std::map<std::tuple<Kind, Position, std::string_view>, std::deque<std::size_t>> by_bytes_;
  std::vector<const PackageCode*> codes_;
  std::vector<bool> taken_;
};

}  // namespace

bool AreNeighbours(const Document& document, const SegmentIndices& segments) {
  for (std::size_t i = 1; i < segments.size(); ++i) {
    if (segments[i] != segments[i - 1] + 1) return false;
    if (document.segments[segments[i]].block() != document.segments[segments[i - 1]].block()) return false;
  }
  return true;
}

CodedText CodedTextOf(const Document& document, const SegmentIndices& segments) {
  Writer writer(document.source.text);
  for (std::size_t i = 0; i < segments.size();) {
    std::size_t last = i;  // of those that follow each other in one block
    while (last + 1 < segments.size() && AreNeighbours(document, {segments[last], segments[last + 1]})) ++last;
    const Segment& first = document.segments[segments[i]];
    if (i > 0) writer.Text(" ");
    writer.Add({first.range.begin, document.segments[segments[last]].range.end}, CodesOf(document, first));
    i = last + 1;
  }
  return writer.Take();
}

CodedText CodedTextOf(std::string text) {
  CodedText coded;
  if (!text.empty()) coded.emplace_back(std::move(text));
  return coded;
}

CodedText CodedTextOf(const std::string& markdown, const Locale& locale, const CodedText& like) {
  const std::string definitions = DefinitionsFor(markdown, DefinersIn(like));
  const Source file{"", markdown + definitions};
  const Range text{0, markdown.size()};
  const Body body = ParseMarkdown(file, {0, file.text.size()}, locale);
  const auto is_text = [&](const Block& block) { return block.range.begin < text.end; };
  const bool is_one = std::count_if(body.blocks.begin(), body.blocks.end(), is_text) == 1;
  if (!is_one || body.blocks.front().range.end > text.end) return CodedTextOf(markdown);
  Writer writer(file.text);
  writer.Add(text, body.blocks.front().codes);
  return writer.Take();
}

std::uint64_t HashOf(const CodedText& text) {
  return std::max<std::uint64_t>(Hash64(NormalizeText(PlainText(text))), 1);
}

bool HasWords(const CodedText& text) {
  return std::any_of(text.begin(), text.end(), [](const auto& part) {
    const auto* words = std::get_if<std::string>(&part);
    return words != nullptr && AnyCodePoint(*words, [](char32_t c) { return IsLetter(c) || IsDigit(c); });
  });
}

void ShareIds(const CodedText& source, CodedText& target) {
  Matcher matcher(source);
  std::map<std::string, std::string> new_ids;  // by the id that the translation gave
  for (const bool same_bytes : {true, false}) {
    for (const auto& part : target) {
      const auto* code = std::get_if<PackageCode>(&part);
      if (code == nullptr || code->position == Position::kClose || new_ids.contains(code->id)) continue;
      if (std::string id = matcher.Take(*code, same_bytes); !id.empty()) new_ids.emplace(code->id, std::move(id));
    }
  }
  for (auto& part : target) {
    auto* code = std::get_if<PackageCode>(&part);
    if (code == nullptr) continue;
    const auto found = new_ids.find(code->id);
    code->id = found != new_ids.end() ? found->second : "t" + code->id;
  }
}

}  // namespace lockstep
