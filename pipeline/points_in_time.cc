#include "pipeline/points_in_time.h"

#include <fmt/format.h>

#include <charconv>
#include <chrono>
#include <cstdlib>
#include <optional>
#include <string_view>

#include "pipeline/command.h"

namespace lockstep {
namespace {

constexpr std::size_t kCommitDigits = 10;
constexpr std::int64_t kSecond = 1000;
constexpr std::int64_t kHour = 3600 * kSecond;
constexpr std::int64_t kDay = 24 * kHour;

// The number that is all of `text`, of at most nine digits, or nothing.
std::optional<std::int64_t> NumberIn(std::string_view text) {
  std::int64_t number = 0;
  const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool is_all = error == std::errc{} && rest == text.data() + text.size();
  return is_all && number >= 0 && text.size() <= 9 ? std::optional(number) : std::nullopt;
}

std::optional<std::int64_t> DateIn(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = NumberIn(text.substr(0, 4));
  const auto month = NumberIn(text.substr(5, 2));
  const auto day = NumberIn(text.substr(8, 2));
  if (!year || !month || !day) return std::nullopt;
  const std::chrono::year_month_day date(std::chrono::year(static_cast<int>(*year)),
                                         std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day)));
  if (!date.ok()) return std::nullopt;
  return std::chrono::sys_days(date).time_since_epoch().count() * kDay;
}

std::optional<std::int64_t> AgeIn(std::string_view text) {
  if (text.size() < 2) return std::nullopt;
  const auto number = NumberIn(text.substr(0, text.size() - 1));
  switch (number ? text.back() : ' ') {
    case 'h': return *number * kHour;
    case 'd': return *number * kDay;
    case 'w': return *number * 7 * kDay;
    default: return std::nullopt;
  }
}

// What a run brought came after the last run before it that ended: the commits that it replayed are older than itself.
// Before run 1 there was nothing; where the runs before another one are forgotten, its own begin is what is known.
std::optional<std::int64_t> BeginOfRun(std::int64_t id, const StoreReader& reader) {
  std::optional<std::int64_t> begin;
  std::optional<std::int64_t> end_before;
  reader.ForEachRun([&](const RunRecord& run) {
    if (run.id == 1) end_before = -1;
    if (run.id == static_cast<std::uint64_t>(id)) begin = end_before ? *end_before + 1 : run.begin_ms;
    if (run.end_ms != 0) end_before = run.end_ms;
  });
  return begin;
}

// Seconds since the epoch, up to the last second of the year 9999.
std::int64_t FixedNowMs(std::string_view text) {
  constexpr std::int64_t kMaxSeconds = 253'402'300'799;
  std::int64_t seconds = 0;
  const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (error != std::errc{} || rest != text.data() + text.size() || seconds < 0 || seconds > kMaxSeconds) {
    throw UsageError(
        fmt::format("SOURCE_DATE_EPOCH: \"{}\" is no time, expected seconds since 1970 such as 1700000000", text));
  }
  return seconds * kSecond;
}

// The calendar's numbers of a time.
struct Calendar {
  explicit Calendar(std::int64_t time_ms)
      : day(std::chrono::floor<std::chrono::days>(
            std::chrono::sys_time<std::chrono::milliseconds>(std::chrono::milliseconds(time_ms)))),
        seconds((time_ms - day.time_since_epoch().count() * kDay) / kSecond),
        date(day) {}
  std::chrono::sys_days day;
  std::int64_t seconds;
  std::chrono::year_month_day date;

  std::string Date() const {
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                       static_cast<unsigned>(date.day()));
  }
};

}  // namespace

std::int64_t PointInTime(const std::string& option, const std::string& value, const StoreReader& reader,
                         std::int64_t now_ms) {
  if (const auto run = NumberIn(value)) {
    if (const auto begin = BeginOfRun(*run, reader)) return *begin;
    throw UsageError(fmt::format("--{}: the store knows no run {}", option, value));
  }
  if (const auto date = DateIn(value)) return *date;
  if (const auto age = AgeIn(value)) return now_ms - *age;
  throw UsageError(fmt::format(
      "--{}: \"{}\" is no time, expected a run (12), a date (2026-01-31) or an age (12h, 30d, 8w)", option, value));
}

std::int64_t Age(const std::string& option, const std::string& value) {
  if (const auto age = AgeIn(value)) return *age;
  throw UsageError(fmt::format("--{}: \"{}\" is no age, expected one such as 26h, 2d or 8w", option, value));
}

std::string TellAge(std::int64_t age_ms) {
  const std::int64_t minutes = age_ms / kSecond / 60;
  if (age_ms >= 2 * kDay) return fmt::format("{} days", age_ms / kDay);
  if (age_ms >= 2 * kHour) return fmt::format("{} hours", age_ms / kHour);
  return fmt::format("{} minute{}", minutes, minutes == 1 ? "" : "s");
}

std::int64_t NowMs() {
  const char* fixed = std::getenv("SOURCE_DATE_EPOCH");  // NOLINT(concurrency-mt-unsafe): nobody sets it
  if (fixed != nullptr && *fixed != '\0') return FixedNowMs(fixed);
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch())
      .count();
}

std::string TellBy(const Moment& moment) {
  const std::string_view commit = moment.Commit();
  return commit.empty() ? moment.by : fmt::format("commit {}", commit.substr(0, kCommitDigits));
}

std::string TellMoment(const Moment& moment) {
  std::string by = TellBy(moment);
  if (moment.time_ms == 0) return by;
  const Calendar calendar(moment.time_ms);
  return fmt::format("{} {:02}:{:02} ({})", calendar.Date(), calendar.seconds / 3600, calendar.seconds / 60 % 60, by);
}

}  // namespace lockstep
