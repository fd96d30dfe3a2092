#include "pipeline/store_command.h"

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <system_error>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "pipeline/atomic_file.h"
#include "pipeline/configuration.h"
#include "pipeline/console.h"
#include "pipeline/reason_rendering.h"
#include "pipeline/store_access.h"
#include "store/codec.h"
#include "store/dump.h"
#include "store/keys.h"
#include "store/verify.h"

namespace lockstep {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

std::string StoreOf(const Arguments& arguments, Console& console) {
  return LoadConfiguration(arguments, console).store.string();
}

void PrintDamage(const Damage& finding, Console& console) {
  if (console.json()) {
    console.out() << Dumped({{"key", finding.key}, {"what", finding.what}}) << '\n';
  } else {
    console.out() << (finding.key.empty() ? finding.what : finding.key + ": " + finding.what) << '\n';
  }
}

std::uint64_t BytesBelow(const std::string& directory) {
  std::uint64_t bytes = 0;
  for (const fs::directory_entry& entry : fs::directory_iterator(directory)) {
    if (entry.is_regular_file()) bytes += entry.file_size();
  }
  return bytes;
}

std::uint64_t Count(const View& view, char tag) {
  std::uint64_t count = 0;
  view.Scan({&tag, 1}, [&](std::string_view, std::string_view) { return ++count, true; });
  return count;
}

}  // namespace

int RunStoreInfo(const Arguments& arguments, Console& console) {
  const std::string directory = StoreOf(arguments, console);
  StoreSession session = OpenStore(directory, LockOptions(arguments, console, false));
  const Engine& engine = session.store.engine();
  const std::optional<RunRecord> run = session.store.Reader().LastRun();
  const Json info = {{"store", directory},
                     {"format", kFormatVersion},
                     {"bytes", BytesBelow(DatabaseDirectory(directory))},
                     {"files", Count(engine, kFileTag)},
                     {"documents", Count(engine, kDocumentTag)},
                     {"translations", Count(engine, kTranslationTag)},
                     {"unbound", Count(engine, kUnboundTag)},
                     {"unlearnt", Count(engine, kUnlearntTag)},
                     {"runs", Count(engine, kRunTag)},
                     {"last_run", run ? Json(run->id) : Json()},
                     {"last_run_finished", run ? Json(run->finished) : Json()}};
  if (console.json()) {
    console.out() << Dumped(info) << '\n';
    return kDone;
  }
  for (const auto& [name, value] : info.items()) {
    console.out() << fmt::format("{:<18} {}\n", name,
                                 value.is_string() ? Printable(value.get<std::string>()) : Dumped(value));
  }
  return kDone;
}

int RunStoreVerify(const Arguments& arguments, Console& console) {
  StoreSession session = OpenStore(StoreOf(arguments, console), LockOptions(arguments, console, false));
  std::uint64_t findings = 0;
  const std::uint64_t records = VerifyStore(session.store.engine(), [&](const Damage& finding) {
    ++findings;
    PrintDamage(finding, console);
  });
  console.Info(fmt::format("{} records, {} findings", records, findings));
  return findings == 0 ? kDone : kFailed;
}

int RunStoreRepair(const Arguments& arguments, Console& console) {
  const std::string directory = StoreOf(arguments, console);
  const StoreLock lock(directory, LockOptions(arguments, console, false));
  const RepairResult result = RepairStore(directory);
  for (const Damage& finding : result.lost) PrintDamage(finding, console);
  if (console.json()) {
    console.out() << Dumped({{"version", 1},
                             {"command", "store repair"},
                             {"findings", result.lost.size()},
                             {"kept_aside", result.kept_aside}})
                  << '\n';
  }
  console.Info(fmt::format("repaired; the store as it was is kept in {}", result.kept_aside));
  return kDone;
}

int RunStoreDump(const Arguments& arguments, Console& console) {
  StoreSession session = OpenStore(StoreOf(arguments, console), LockOptions(arguments, console, false));
  const DumpOptions options{.all = arguments.Has("all")};
  WriteTo(arguments.Value("output"), console.out(),
          [&](const auto& write) { DumpStore(session.store.engine(), options, write); });
  return kDone;
}

int RunStoreLoad(const Arguments& arguments, Console& console) {
  const std::string& path = arguments.operands.front();
  std::ifstream file(path, std::ios::binary);
  if (!file) throw StoreError(fmt::format("cannot read {}: {}", path, std::generic_category().message(errno)));
  const std::string directory = StoreOf(arguments, console);
  const StoreLock lock(directory, LockOptions(arguments, console, true));
  LoadStore(directory, file, path, {.replace = arguments.Has("force")});
  return kDone;
}

int RunStoreGc(const Arguments& arguments, Console& console) {
  constexpr std::int64_t kNightsOfAYear = 400;
  const std::int64_t keep = arguments.Number("keep-runs").value_or(kNightsOfAYear);
  const Configuration configuration = LoadConfiguration(arguments, console);
  std::optional<StoreSession> session = OpenSyncedStore(arguments, configuration, console);
  if (!session) return kFailed;
  const std::uint64_t forgotten = session->store.ForgetRuns(static_cast<std::uint64_t>(keep));
  if (console.json()) {
    console.out() << Dumped({{"version", 1}, {"command", "store gc"}, {"forgotten_runs", forgotten}}) << '\n';
  } else {
    console.out() << fmt::format("{} run{} forgotten\n", forgotten, forgotten == 1 ? "" : "s");
  }
  return kDone;
}

}  // namespace lockstep
