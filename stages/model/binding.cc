#include "stages/model/binding.h"

#include <charconv>
#include <utility>

namespace lockstep {

constexpr std::string_view kRun = "run ";

std::string_view Moment::Commit() const {
  return by.starts_with(kRun) ? std::string_view() : std::string_view(by);
}

std::optional<std::uint64_t> Moment::Run() const {
  if (!by.starts_with(kRun)) return std::nullopt;
  std::uint64_t run = 0;
  const auto [end, error] = std::from_chars(by.data() + kRun.size(), by.data() + by.size(), run);
  if (error != std::errc() || end != by.data() + by.size()) return std::nullopt;
  return run;
}

void NoteCleared(Binding& binding, Clearing clearing) {
  if (clearing.since != clearing.when) binding.cleared = std::move(clearing);
}

const char* Name(Evidence evidence) {
  switch (evidence) {
    case Evidence::kBootstrap: return "bootstrap";
    case Evidence::kSync: return "sync";
    case Evidence::kGit: return "git";
    case Evidence::kPropagated: return "repair";  // its first name, which dumps and JSON keep
    case Evidence::kImport: return "import";
    case Evidence::kAccept: return "accept";
  }
  return "";
}

}  // namespace lockstep
