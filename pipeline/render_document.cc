#include "pipeline/render_document.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "locales/ascii.h"
#include "locales/unicode.h"
#include "stages/front_matter.h"
#include "stages/model/line_counter.h"
#include "stages/normalization.h"

namespace lockstep {
namespace {

using Json = nlohmann::ordered_json;

// Prints items of one stage: the same value either as a line for people or as JSON.
class StagePrinter {
 public:
  StagePrinter(const Document& document, Console& console)
      : document_(document), console_(console), lines_(document.source.text) {}

  void Source();
  void Normalize();
  void FrontMatter();
  void Markdown();
  void Segments();
  void Facts();
  void Keys();
  void Key();

 private:
  void Head(std::string_view stage) {
    if (!console_.json()) console_.out() << console_.Paint(Style::kBold, stage) << '\n';
  }
  template <typename MakeJson>  // Json()
  void Print(std::string_view stage, const std::string& text, const MakeJson& json) {
    if (console_.json()) {
      Json line = {{"stage", stage}};
      line.update(json());
      console_.out() << line.dump(-1, ' ', false, Json::error_handler_t::replace) << '\n';
    } else {
      console_.out() << "  " << text << '\n';
    }
  }
  std::string Dim(const std::string& text) const { return console_.Paint(Style::kDim, text); }
  Json LinesOf(Range range) const { return {lines_.FirstLine(range), lines_.LastLine(range)}; }
  std::string PlaceOf(Range range) const {
    const std::uint32_t first = lines_.FirstLine(range);
    const std::uint32_t last = lines_.LastLine(range);
    const std::string place = first == last ? std::to_string(first) : fmt::format("{}-{}", first, last);
    return Dim(fmt::format("{:<8} {:<12}", place, fmt::format("{}:{}", range.begin, range.end)));
  }
  std::string TextOf(Range range) const { return std::string(Slice(document_.source.text, range)); }
  static Json JsonOf(Range range) { return {range.begin, range.end}; }
  Json JsonOf(const std::vector<InlineCode>& codes) const {
    Json array = Json::array();
    for (const InlineCode& code : codes) {
      array.push_back({{"kind", Name(code.kind)}, {"range", JsonOf(code.range)}, {"text", TextOf(code.range)}});
    }
    return array;
  }

  const Document& document_;
  Console& console_;
  LineCounter lines_;
};

void StagePrinter::Source() {
  const std::string& text = document_.source.text;
  std::size_t lf = 0, crlf = 0, cr = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\n') ++(i > 0 && text[i - 1] == '\r' ? crlf : lf);
    if (text[i] == '\r' && (i + 1 == text.size() || text[i + 1] != '\n')) ++cr;
  }
  const bool bom = BomSize(text) > 0;
  const bool final_newline = !text.empty() && IsLineEnd(text.back());
  const bool utf8 = !FindInvalidUtf8(text);
  Head("source");
  Print("source",
        fmt::format("{} bytes, {}; line ends: {} LF, {} CRLF, {} CR; {}, {}", text.size(), utf8 ? "UTF-8" : "not UTF-8",
                    lf, crlf, cr, bom ? "BOM" : "no BOM",
                    final_newline ? "ends in a line end" : "no line end at the end"),
        [&]() -> Json {
          return {{"path", document_.source.path},
                  {"bytes", text.size()},
                  {"utf8", utf8},
                  {"lf", lf},
                  {"crlf", crlf},
                  {"cr", cr},
                  {"bom", bom},
                  {"final_newline", final_newline}};
        });
}

void StagePrinter::Normalize() {
  Head("normalize");
  bool any = false;
  for (const Segment& segment : document_.segments) {
    const std::string raw = TextOf(segment.range);
    if (segment.is_field() || raw == segment.text) continue;  // a field's text is its decoded value
    any = true;
    Print("normalize", PlaceOf(segment.range) + " " + Printable(raw), [&]() -> Json {
      return {{"range", JsonOf(segment.range)}, {"raw", raw}, {"text", segment.text}};
    });
    if (!console_.json()) console_.out() << std::string(23, ' ') << " -> " << Printable(segment.text) << '\n';
  }
  if (!any && !console_.json()) console_.out() << "  " << Dim("no text is changed for comparing") << '\n';
}

void StagePrinter::FrontMatter() {
  Head("front-matter");
  for (const Field& field : document_.front.fields) {
    const std::string value = FieldText(field.value);
    Print("front-matter",
          fmt::format("{} {:<10} {}: {}", PlaceOf(field.value.range), Name(field.role), Printable(field.name),
                      Printable(value)),
          [&]() -> Json {
            return {{"name", field.name},
                    {"role", Name(field.role)},
                    {"lines", LinesOf(field.value.range)},
                    {"range", JsonOf(field.value.range)},
                    {"value", value}};
          });
  }
}

void StagePrinter::Markdown() {
  Head("markdown");
  std::size_t number = 0;
  for (const Block& block : document_.blocks) {
    const std::string text = TextOf(block.range);
    const std::string& section = document_.sections[block.section].id;
    Print("markdown",
          fmt::format("{:>4} {} {:<14} {:<22} {}", number, PlaceOf(block.range), Name(block.kind), section,
                      Printable(text)),
          [&]() -> Json {
            return {{"block", number},    {"kind", Name(block.kind)},      {"level", block.level},
                    {"section", section}, {"lines", LinesOf(block.range)}, {"range", JsonOf(block.range)},
                    {"text", text}};
          });
    ++number;
  }
}

void StagePrinter::Segments() {
  Head("segments");
  std::size_t number = 0;
  for (const Segment& segment : document_.segments) {
    const Field* field = document_.FieldOf(segment);
    const std::string of = field != nullptr ? field->name : fmt::format("block {}", *segment.block());
    std::string shown;
    for (const InlineCode& code : segment.codes) {
      shown += fmt::format(" {}({})", Name(code.kind), Printable(TextOf(code.range)));
    }
    Print("segments",
          fmt::format("{:>4} {} {:<13} {}{}", number, PlaceOf(segment.range), of, Printable(segment.text), Dim(shown)),
          [&]() -> Json {
            return {{"segment", number},
                    {"of", of},
                    {"lines", LinesOf(segment.range)},
                    {"range", JsonOf(segment.range)},
                    {"text", segment.text},
                    {"codes", JsonOf(segment.codes)}};
          });
    ++number;
  }
}

void StagePrinter::Facts() {
  Head("facts");
  std::size_t number = 0;
  for (const Segment& segment : document_.segments) {
    for (const Fact& fact : segment.facts) {
      const std::string text(Slice(segment.text, fact.range));
      const std::string value = fact.unit.empty() ? fact.value : fact.value + " " + fact.unit;
      Print("facts",
            fmt::format("{:>4} {} {:<12} {:<16} {}", number, PlaceOf(segment.range), Name(fact.kind), Printable(value),
                        Dim(Printable(text))),
            [&]() -> Json {
              return {{"segment", number},
                      {"lines", LinesOf(segment.range)},
                      {"kind", Name(fact.kind)},
                      {"value", fact.value},
                      {"unit", fact.unit},
                      {"range", JsonOf(fact.range)},
                      {"text", text}};
            });
    }
    ++number;
  }
}

void StagePrinter::Keys() {
  Head("keys");
  std::size_t number = 0;
  for (const Segment& segment : document_.segments) {
    const SegmentKeys& keys = segment.keys;
    const auto hex = [](std::uint64_t hash) { return fmt::format("{:016x}", hash); };
    Print("keys",
          fmt::format("{:>4} {} {} {}  {}", number, hex(keys.exact), hex(keys.loose), hex(keys.masked),
                      Printable(segment.text)),
          [&]() -> Json {
            return {{"segment", number},
                    {"exact", hex(keys.exact)},
                    {"loose", hex(keys.loose)},
                    {"masked", hex(keys.masked)},
                    {"text", segment.text}};
          });
    ++number;
  }
}

void StagePrinter::Key() {
  const DocumentKey& key = document_.key;
  Head("key");
  Print("key",
        key.collection.empty() ? fmt::format("in no collection, language {}", key.lang)
                               : fmt::format("collection {}, ref {}, language {}", Printable(key.collection),
                                             Printable(key.ref), key.lang),
        [&]() -> Json {
          return {{"collection", key.collection}, {"ref", key.ref}, {"lang", key.lang}, {"usable", document_.usable}};
        });
}

}  // namespace

void PrintStage(std::string_view stage, const Document& document, Console& console) {
  using Part = std::pair<std::string_view, void (StagePrinter::*)()>;
  constexpr Part kParts[] = {{"source", &StagePrinter::Source},
                             {"normalize", &StagePrinter::Normalize},
                             {"front-matter", &StagePrinter::FrontMatter},
                             {"key", &StagePrinter::Key},
                             {"markdown", &StagePrinter::Markdown},
                             {"segments", &StagePrinter::Segments},
                             {"facts", &StagePrinter::Facts},
                             {"keys", &StagePrinter::Keys}};
  StagePrinter printer(document, console);
  for (const auto& [name, print] : kParts) {
    if (name == stage || stage == "document") (printer.*print)();
  }
}

}  // namespace lockstep
