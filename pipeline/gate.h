// The gate of `lockstep check`: which debts count, and how many of them a site may have. Pure.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "pipeline/verdict_walk.h"
#include "stages/model/verdict.h"

namespace lockstep {

// "12" or "2.5%" of the translations.
struct StaleLimit {
  double value = 0;
  bool is_percent = false;
  bool Allows(std::uint64_t due, std::uint64_t all) const;
  std::string Tell() const;  // "12", "2.5%"
};
// Nothing where `text` is neither.
std::optional<StaleLimit> ParseStaleLimit(const std::string& text);

struct GateRules {
  Urgency severity = Urgency::kLow;       // debts below it do not count
  std::optional<std::int64_t> since_ms;   // nor do those that are older, or of unknown age
  std::optional<StaleLimit> max_stale;    // how many translations may be due
  std::optional<std::int64_t> oldest_ms;  // no debt may be older; one of unknown age is not
};

struct GateResult {
  std::uint64_t translations = 0;                 // that were looked at
  std::uint64_t due = 0;                          // those with a debt that counts
  std::uint64_t too_old = 0;                      // those with a debt that is too old
  std::array<std::uint64_t, 6> by_state = {};     // of those that are due, by State
  std::array<std::uint64_t, 4> by_severity = {};  // likewise, by the Urgency of the worst debt
  std::optional<Moment> oldest;                   // debt that counts
  std::vector<std::string> broken;                // what is not met, for people; empty = the gate is met
};

class Gate {
 public:
  explicit Gate(const GateRules& rules) : rules_(rules) {}

  // Counts a translation, and returns the debts that do.
  std::vector<Reason> See(const Verdict& verdict);
  GateResult Finish() const;

 private:
  GateRules rules_;
  GateResult result_;
};

// "3 of 120 translations are due: 2 stale, 1 missing; 1 high, 2 medium; the oldest since ...; gate not met: ...".
std::string Summary(const GateResult& result);

}  // namespace lockstep
