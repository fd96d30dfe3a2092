#include "stages/segmentation.h"

#include <algorithm>
#include <string>
#include <utility>

#include "stages/block_ranges.h"
#include "stages/front_matter.h"
#include "stages/normalization.h"
#include "stages/segment_keys.h"
#include "stages/sentence_rules.h"
#include "stages/sentence_text.h"
#include "stages/verbatim_lines.h"

namespace lockstep {
namespace {

// These say one thing each, however many full stops they hold.
bool IsOneSegment(BlockKind kind) {
  return kind == BlockKind::kHeading || kind == BlockKind::kScoreLine || kind == BlockKind::kDateLine ||
         kind == BlockKind::kReference;
}

bool IsSegmentedField(FieldRole role) {
  return role != FieldRole::kIgnore && role != FieldRole::kKey;
}

// The bytes of `range` for comparing: what breaks a line is white space, prefix of the next line included.
std::string TextOf(std::string_view file, Range range, const std::vector<InlineCode>& codes) {
  std::string text;  // up to the last line break
  std::size_t at = range.begin;
  for (const InlineCode& code : codes) {
    if (code.kind != InlineCode::Kind::kLineBreak) continue;
    text += file.substr(at, code.range.begin - at);
    text += '\n';
    at = code.range.end;
  }
  const std::string_view rest = file.substr(at, range.end - at);
  return NormalizeText(text.empty() ? rest : std::string_view(text.append(rest)));
}

Segment FieldSegment(const Field& field, std::uint32_t index, LanguageTools& tools) {
  Segment segment;
  segment.place = Segment::OfField{index};
  segment.range = field.value.range;
  segment.text = FieldText(field.value);
  segment.facts = tools.facts.Find(segment.text);
  segment.keys = KeysOf(segment.text, segment.facts);
  if (field.value.kind == YamlNode::Kind::kSequence) {
    const SegmentKeys sorted = KeysOfList(field.value, tools.facts);
    segment.keys.loose = sorted.loose;
    segment.keys.masked = sorted.masked;
  }
  return segment;
}

// Adds the segments of one block. `codes` are passed once, as they are sorted like the sentences.
void AddBlockSegments(const Document& document, std::uint32_t index, LanguageTools& tools, std::vector<Segment>& out) {
  const std::string_view file = document.source.text;
  const Block& block = document.blocks[index];
  auto code = block.codes.begin();
  for (const Range range : SplitSentences(file, block, tools)) {
    Segment segment;
    segment.place = Segment::OfBlock{index};
    segment.range = range;
    for (; code != block.codes.end() && code->range.begin < range.end; ++code) {
      if (code->range.begin >= range.begin) segment.codes.push_back(*code);
    }
    segment.text = TextOf(file, range, segment.codes);
    segment.facts = tools.facts.Find(segment.text);
    segment.keys = KeysOf(segment.text, segment.facts);
    out.push_back(std::move(segment));
  }
}

// Adds the lines of a verbatim block. Figures in code are not written as the language writes them: they are no facts.
void AddLines(const Document& document, std::uint32_t index, std::vector<Segment>& out) {
  for (const Range line : SplitLines(document.source.text, document.blocks[index])) {
    Segment segment;
    segment.place = Segment::OfBlock{index};
    segment.range = line;
    segment.text = NormalizeText(Slice(document.source.text, line));
    segment.keys = KeysOf(segment.text, {});
    out.push_back(std::move(segment));
  }
}

// `range` without white space and line breaks (the prefix of the next line included) at its end. `code` moves on
// to the first code that ends behind the range.
Range TrimBreaks(std::string_view file, Range range, const std::vector<InlineCode>& codes, std::size_t& code) {
  while (code < codes.size() && codes[code].range.end <= range.end) ++code;
  range = TrimSpace(file, range);
  for (std::size_t i = code; i-- > 0 && !range.empty();) {
    const Range last = codes[i].range;
    if (codes[i].kind != InlineCode::Kind::kLineBreak || last.begin < range.begin || last.end < range.end) break;
    range = TrimSpace(file, {range.begin, last.begin});
  }
  return range;
}

constexpr std::size_t kLongestLink = 600;  // bytes; a longer one holds whole paragraphs

// The links of a block, marks included, ascending; a translator moves a link as a whole.
std::vector<Range> LinksOf(const Block& block) {
  std::vector<Range> links;
  std::vector<std::size_t> open;
  for (const InlineCode& code : block.codes) {
    if (code.kind != InlineCode::Kind::kLink && code.kind != InlineCode::Kind::kImage) continue;
    if (code.position == InlineCode::Position::kOpen) open.push_back(code.range.begin);
    if (code.position != InlineCode::Position::kClose || open.empty()) continue;
    const Range link{open.back(), code.range.end};
    open.pop_back();
    while (!links.empty() && links.back().begin > link.begin) links.pop_back();
    if (link.size() <= kLongestLink) links.push_back(link);
  }
  return links;
}

// `**Bold.**Next` does not close by CommonMark's rules where the next is a letter, as in text without spaces;
// the mark belongs to the sentence that has the opening one all the same.
std::size_t BehindStrayMark(std::string_view file, Range sentence) {
  constexpr std::string_view kMark = "**";
  if (file.substr(sentence.end, kMark.size()) != kMark) return sentence.end;
  const std::string_view text = Slice(file, sentence);
  std::size_t count = 0;
  for (std::size_t at = text.find(kMark); at != std::string_view::npos; at = text.find(kMark, at + kMark.size()))
    ++count;
  return count % 2 == 1 ? sentence.end + kMark.size() : sentence.end;
}

}  // namespace

std::vector<Range> SplitSentences(std::string_view file, const Block& block, LanguageTools& tools) {
  const Range whole = TrimSpace(file, block.range);
  if (whole.empty()) return {};
  if (IsOneSegment(block.kind) || !MayHaveBoundary(Slice(file, whole))) return {whole};
  SentenceText sentences(file, block);
  const std::vector<std::size_t> proposed = tools.breaker.Boundaries(sentences.text());
  std::vector<Range> ranges;
  std::size_t begin = whole.begin;
  std::size_t code = 0;
  const std::vector<Range> links = LinksOf(block);
  auto link = links.begin();
  for (const std::size_t boundary : AllowedBoundaries(sentences.text(), proposed, *tools.locale)) {
    std::size_t at = std::min(sentences.ToFile(boundary), whole.end);
    while (link != links.end() && link->end <= at) ++link;
    if (at <= begin || (link != links.end() && link->begin < at)) continue;
    at = std::min(BehindStrayMark(file, {begin, at}), whole.end);
    const Range range = TrimBreaks(file, {begin, at}, block.codes, code);
    if (range.empty()) continue;
    ranges.push_back(range);
    begin = at;
  }
  const Range rest = TrimSpace(file, {begin, whole.end});
  if (!rest.empty()) ranges.push_back(rest);
  return ranges;
}

std::vector<Segment> SegmentDocument(const Document& document, LanguageTools& tools) {
  std::vector<Segment> segments;
  segments.reserve(document.front.fields.size() + document.blocks.size() * 2);
  for (std::uint32_t i = 0; i < document.front.fields.size(); ++i) {
    const Field& field = document.front.fields[i];
    if (IsSegmentedField(field.role)) segments.push_back(FieldSegment(field, i, tools));
  }
  for (std::uint32_t i = 0; i < document.blocks.size(); ++i) {
    if (IsTranslatable(document.blocks[i].kind)) AddBlockSegments(document, i, tools, segments);
    if (IsVerbatim(document.blocks[i].kind)) AddLines(document, i, segments);
  }
  return segments;
}

}  // namespace lockstep
