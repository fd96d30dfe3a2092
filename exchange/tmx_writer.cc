#include "exchange/tmx_writer.h"

#include <fmt/format.h>

#include <charconv>
#include <chrono>

#include "locales/unicode.h"
#include "stages/code_marks.h"

namespace lockstep {
namespace {

bool MayStandInXml(char32_t c) {
  if (c < 0x20) return c == '\t' || c == '\n' || c == '\r';
  return (c < 0xD800 || c > 0xDFFF) && c != 0xFFFE && c != 0xFFFF;
}

// `text` as XML; what XML cannot hold is left out.
std::string Escaped(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = DecodeAt(text, at);
    switch (c.value) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      default:
        if (MayStandInXml(c.value)) out += text.substr(at, c.size);
    }
    at += c.size;
  }
  return out;
}

std::string Segment(std::string_view text) {
  std::string out;
  std::size_t at = 0;
  int number = 0;
  for (const Range mark : FindCodeMarks(text)) {
    out += Escaped(text.substr(at, mark.begin - at));
    out += fmt::format("<ph x=\"{}\">{}</ph>", ++number, Escaped(Slice(text, mark)));
    at = mark.end;
  }
  return out + Escaped(text.substr(at));
}

std::string Property(std::string_view type, const std::string& value) {
  return fmt::format("      <prop type=\"{}\">{}</prop>\n", type, Escaped(value));
}

}  // namespace

TmxWriter::TmxWriter(Write write, const std::string& source_lang, const std::string& version)
    : write_(std::move(write)) {
  write_(
      fmt::format("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                  "<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">\n"
                  "<tmx version=\"1.4\">\n"
                  "  <header creationtool=\"lockstep\" creationtoolversion=\"{}\" segtype=\"sentence\" "
                  "o-tmf=\"lockstep\" adminlang=\"en\" srclang=\"{}\" datatype=\"x-markdown\"/>\n"
                  "  <body>\n",
                  version, Escaped(source_lang)));
}

void TmxWriter::Put(const LanguagePair& pair, const Unit& unit) {
  for (const Variant& variant : unit.variants) PutVariant(pair, unit, variant);
}

void TmxWriter::PutVariant(const LanguagePair& pair, const Unit& unit, const Variant& variant) {
  std::string out = fmt::format("    <tu srclang=\"{}\"", Escaped(pair.source));
  if (variant.uses > 0) out += fmt::format(" usagecount=\"{}\"", variant.uses);
  if (variant.made_ms != 0) out += fmt::format(" creationdate=\"{}\"", TmxDate(variant.made_ms));
  out += ">\n";
  if (!variant.origin.empty()) out += Property(kTmxOrigin, variant.origin);
  for (const SegmentContext& context : variant.contexts) out += Property(kTmxContext, ContextProperty(context));
  const auto put = [&](const std::string& lang, const std::string& text) {
    out += fmt::format("      <tuv xml:lang=\"{}\"><seg>{}</seg></tuv>\n", Escaped(lang), Segment(text));
  };
  put(pair.source, unit.source);
  put(pair.target, variant.target);
  write_(out + "    </tu>\n");
}

void TmxWriter::Finish() {
  write_("  </body>\n</tmx>\n");
}

std::string TmxDate(std::int64_t time_ms) {
  const std::chrono::sys_seconds time{std::chrono::floor<std::chrono::seconds>(std::chrono::milliseconds(time_ms))};
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(time - day);
  return fmt::format("{:04}{:02}{:02}T{:02}{:02}{:02}Z", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), clock.hours().count(),
                     clock.minutes().count(), clock.seconds().count());
}

std::int64_t TimeOfTmxDate(std::string_view date) {
  if (date.size() != 16 || date[8] != 'T' || date[15] != 'Z') return 0;
  const auto number = [&](std::size_t at, std::size_t size) {
    int value = -1;
    const char* const end = date.data() + at + size;
    return std::from_chars(date.data() + at, end, value).ptr == end ? value : -1;
  };
  using namespace std::chrono;
  const year_month_day day{year(number(0, 4)), month(static_cast<unsigned>(number(4, 2))),
                           std::chrono::day(static_cast<unsigned>(number(6, 2)))};
  const int hour = number(9, 2);
  const int minute = number(11, 2);
  const int second = number(13, 2);
  if (!day.ok() || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60) return 0;
  const sys_seconds time = sys_days(day) + hours(hour) + minutes(minute) + seconds(second);
  return duration_cast<milliseconds>(time.time_since_epoch()).count();
}

std::string ContextProperty(const SegmentContext& context) {
  return fmt::format("{:016x} {:016x}", context.previous, context.next);
}

std::optional<SegmentContext> ContextOfProperty(std::string_view value) {
  if (value.size() != 33 || value[16] != ' ') return std::nullopt;
  SegmentContext context;
  const auto read = [&](std::size_t at, std::uint64_t& hash) {
    const char* const end = value.data() + at + 16;
    return std::from_chars(value.data() + at, end, hash, 16).ptr == end;
  };
  if (!read(0, context.previous) || !read(17, context.next)) return std::nullopt;
  return context;
}

}  // namespace lockstep
