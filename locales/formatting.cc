#include "locales/formatting.h"

#include <unicode/datefmt.h>
#include <unicode/numberformatter.h>
#include <unicode/timezone.h>

#include <stdexcept>

#include "locales/icu.h"

namespace lockstep {
namespace {

std::string Utf8(const icu::UnicodeString& text) {
  std::string utf8;
  text.toUTF8String(utf8);
  return utf8;
}

std::unique_ptr<icu::DateFormat> InUtc(icu::DateFormat* format) {
  if (format == nullptr) throw std::runtime_error("ICU has no date formats");
  format->adoptTimeZone(icu::TimeZone::createTimeZone("UTC"));
  return std::unique_ptr<icu::DateFormat>(format);
}

}  // namespace

struct Formatter::Formats {
  explicit Formats(const icu::Locale& locale)
      : number(icu::number::NumberFormatter::withLocale(locale)),
        percent(icu::number::NumberFormatter::withLocale(locale).unit(icu::NoUnit::percent())),
        day(InUtc(icu::DateFormat::createDateInstance(icu::DateFormat::kMedium, locale))),
        time(
            InUtc(icu::DateFormat::createDateTimeInstance(icu::DateFormat::kMedium, icu::DateFormat::kShort, locale))) {
  }

  static std::string Format(const icu::number::LocalizedNumberFormatter& formatter, std::int64_t number) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::number::FormattedNumber formatted = formatter.formatInt(number, status);
    const icu::UnicodeString text = formatted.toString(status);
    CheckIcu(status, "a number cannot be formatted");
    return Utf8(text);
  }

  static std::string Format(const icu::DateFormat& format, std::int64_t time_ms) {
    icu::UnicodeString text;
    format.format(static_cast<UDate>(time_ms), text);
    return Utf8(text);
  }

  icu::number::LocalizedNumberFormatter number;
  icu::number::LocalizedNumberFormatter percent;
  std::unique_ptr<icu::DateFormat> day;
  std::unique_ptr<icu::DateFormat> time;
};

Formatter::Formatter(std::string_view tag) : tag_(tag), formats_(std::make_unique<Formats>(LocaleOf(tag))) {}
Formatter::~Formatter() = default;
Formatter::Formatter(Formatter&&) noexcept = default;
Formatter& Formatter::operator=(Formatter&&) noexcept = default;

std::string Formatter::Number(std::uint64_t number) const {
  return Formats::Format(formats_->number, static_cast<std::int64_t>(number));
}

std::string Formatter::Share(std::uint64_t part, std::uint64_t whole) const {
  return Formats::Format(formats_->percent, static_cast<std::int64_t>(part * 100 / whole));
}

std::string Formatter::Day(std::int64_t time_ms) const {
  return Formats::Format(*formats_->day, time_ms);
}

std::string Formatter::Time(std::int64_t time_ms) const {
  return Formats::Format(*formats_->time, time_ms) + " UTC";
}

}  // namespace lockstep
