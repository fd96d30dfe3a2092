// Numbers and dates as a language's readers expect them, by ICU.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace lockstep {

// Formats for one BCP 47 tag; the root locale's for one that ICU does not know. Days are UTC's. Not thread-safe.
class Formatter {
 public:
  explicit Formatter(std::string_view tag);
  ~Formatter();
  Formatter(Formatter&&) noexcept;
  Formatter& operator=(Formatter&&) noexcept;

  const std::string& tag() const { return tag_; }
  std::string Number(std::uint64_t number) const;  // 12,345
  // A share of a whole, cut to a percent and not rounded, so that 100 % means all: 99 %. `whole` must not be 0.
  std::string Share(std::uint64_t part, std::uint64_t whole) const;
  std::string Day(std::int64_t time_ms) const;   // Jan 31, 2026
  std::string Time(std::int64_t time_ms) const;  // Jan 31, 2026, 5:05 PM UTC

 private:
  struct Formats;
  std::string tag_;
  std::unique_ptr<Formats> formats_;
};

}  // namespace lockstep
