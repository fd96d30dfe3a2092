#include "pipeline/gate.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>

#include "pipeline/points_in_time.h"
#include "pipeline/utc_time.h"

namespace lockstep {
namespace {

// "2 stale, 1 missing", worst first; of enumerators that count from 0.
template <typename Enum, std::size_t n>
std::string Tell(const std::array<std::uint64_t, n>& counts) {
  std::vector<std::string> parts;
  for (std::size_t i = n; i-- > 0;) {
    if (counts[i] > 0) parts.push_back(fmt::format("{} {}", counts[i], Name(static_cast<Enum>(i))));
  }
  return fmt::format("{}", fmt::join(parts, ", "));
}

const char* Are(std::uint64_t count) {
  return count == 1 ? "is" : "are";
}

}  // namespace

bool StaleLimit::Allows(std::uint64_t due, std::uint64_t all) const {
  const auto count = static_cast<double>(due);
  return is_percent ? count * 100 <= value * static_cast<double>(all) : count <= value;
}

std::string StaleLimit::Tell() const {
  return fmt::format("{}{}", value, is_percent ? "%" : "");
}

std::optional<StaleLimit> ParseStaleLimit(const std::string& text) {
  StaleLimit limit;
  const char* const end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, limit.value, std::chars_format::fixed);
  constexpr double kLargest = 1e15;  // infinity and what is no number are beyond it
  if (error != std::errc{} || !(limit.value >= 0 && limit.value <= kLargest)) return std::nullopt;
  limit.is_percent = std::string_view(rest, static_cast<std::size_t>(end - rest)) == "%";
  if (limit.is_percent) return limit.value <= 100 ? std::optional(limit) : std::nullopt;
  const bool whole = rest == end && text.find('.') == std::string::npos;
  return whole ? std::optional(limit) : std::nullopt;
}

std::vector<Reason> Gate::See(const Verdict& verdict) {
  ++result_.translations;
  std::vector<Reason> counted;
  bool too_old = false;
  for (const Reason& reason : verdict.reasons) {
    if (!IsDebt(reason) || reason.severity < rules_.severity) continue;
    const std::optional<Moment> since = reason.since && reason.since->time_ms != 0 ? reason.since : std::nullopt;
    if (rules_.since_ms && (!since || since->time_ms < *rules_.since_ms)) continue;
    too_old = too_old || (rules_.oldest_ms && since && since->time_ms < *rules_.oldest_ms);
    if (since && (!result_.oldest || since->time_ms < result_.oldest->time_ms)) result_.oldest = since;
    counted.push_back(reason);
  }
  if (counted.empty()) return counted;
  ++result_.due;
  result_.too_old += too_old ? 1 : 0;
  ++result_.by_state[static_cast<std::size_t>(verdict.state)];
  const auto worst = std::max_element(counted.begin(), counted.end(),
                                      [](const Reason& a, const Reason& b) { return a.severity < b.severity; });
  ++result_.by_severity[static_cast<std::size_t>(worst->severity)];
  return counted;
}

GateResult Gate::Finish() const {
  GateResult result = result_;
  if (rules_.max_stale && !rules_.max_stale->Allows(result.due, result.translations)) {
    result.broken.push_back(
        fmt::format("{} {} due, {} allowed", result.due, Are(result.due), rules_.max_stale->Tell()));
  }
  if (result.too_old > 0) {
    result.broken.push_back(
        fmt::format("{} {} due since before {}", result.too_old, Are(result.too_old), UtcTime(*rules_.oldest_ms)));
  }
  return result;
}

std::string Summary(const GateResult& result) {
  std::string text = fmt::format("{} of {} translations {} due", result.due, result.translations, Are(result.due));
  if (result.due > 0) {
    text += fmt::format(": {}; {}", Tell<State>(result.by_state), Tell<Urgency>(result.by_severity));
  }
  if (result.oldest) text += fmt::format("; the oldest since {}", TellMoment(*result.oldest));
  if (result.broken.empty()) return text + "; gate met";
  return text + fmt::format("; gate not met: {}", fmt::join(result.broken, ", "));
}

}  // namespace lockstep
