#include "stages/model/work_package.h"

#include <array>
#include <utility>

namespace lockstep {
namespace {

constexpr std::array<std::pair<WorkState, const char*>, 4> kNames = {{{WorkState::kMissing, "missing"},
                                                                      {WorkState::kStale, "stale"},
                                                                      {WorkState::kSuspect, "suspect"},
                                                                      {WorkState::kCurrent, "current"}}};

}  // namespace

std::string PlainText(const CodedText& text) {
  std::string plain;
  for (const auto& part : text) {
    const auto* code = std::get_if<PackageCode>(&part);
    plain += code != nullptr ? code->original : std::get<std::string>(part);
  }
  return plain;
}

void Append(std::string_view words, CodedText& text) {
  if (words.empty()) return;
  if (text.empty() || !std::holds_alternative<std::string>(text.back())) text.emplace_back(std::string());
  std::get<std::string>(text.back()) += words;
}

const char* Name(WorkState state) {
  for (const auto& [value, name] : kNames)
    if (value == state) return name;
  return "";
}

}  // namespace lockstep
