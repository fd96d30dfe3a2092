#include <fmt/format.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <system_error>

#include "locales/unicode.h"
#include "pipeline/document_loading.h"
#include "pipeline/reason_rendering.h"
#include "pipeline/tm_command.h"
#include "pipeline/tm_session.h"
#include "stages/normalization.h"

namespace lockstep {
namespace {

// A plain-text file, a text a line; read line by line, as it may be large.
class PlainLines {
 public:
  explicit PlainLines(const std::string& path) : path_(path), file_(path, std::ios::binary) {
    if (!file_) Fail();
  }

  // Takes the next line, normalized; false at the end.
  bool Next(std::string& text) {
    std::string line;
    if (!std::getline(file_, line)) {
      if (file_.bad()) Fail();  // not the end
      return false;
    }
    ++number_;
    if (const auto bad = FindInvalidUtf8(line)) {
      throw StoreError(
          fmt::format("{}:{}: byte {} is no UTF-8; nothing after the lines before is taken", path_, number_, *bad + 1));
    }
    text = NormalizeText(std::string_view(line).substr(number_ == 1 ? BomSize(line) : 0));
    return true;
  }
  std::uint64_t number() const { return number_; }

 private:
  [[noreturn]] void Fail() const {
    throw StoreError(fmt::format("cannot read {}: {}", path_, std::generic_category().message(errno)));
  }

  std::string path_;
  std::ifstream file_;
  std::uint64_t number_ = 0;
};

std::uint64_t CountLines(const std::string& path) {
  PlainLines lines(path);
  std::string text;
  while (lines.Next(text)) {
  }
  return lines.number();
}

// What is wrong with the files is found before anything is written.
void CheckFiles(const std::vector<std::string>& files) {
  const std::uint64_t lines = CountLines(files.front());
  if (files.size() == 1) return;
  const std::uint64_t others = CountLines(files.back());
  if (lines != others) {
    throw StoreError(fmt::format("{} has {} lines and {} has {}: the n-th lines must belong together", files.front(),
                                 lines, files.back(), others));
  }
}

void Fill(const std::vector<std::string>& files, const LanguagePair& pair, MemoryFiller& filler, Console& console) {
  PlainLines sources(files.front());
  std::optional<PlainLines> targets;
  if (files.size() > 1) targets.emplace(files.back());
  Pairing pairing;
  while (sources.Next(pairing.source)) {
    if (targets && !targets->Next(pairing.target)) break;
    if (pairing.source.empty() || (targets && pairing.target.empty())) continue;
    filler.Add(pair, pairing);
    console.Progress("read", sources.number(), 0);
  }
  filler.Write();
  console.ClearProgress();
}

std::string LanguageOr(const Arguments& arguments, const char* option, std::string_view otherwise) {
  std::string lang = LanguageArgument(arguments, option);
  return lang.empty() ? std::string(otherwise) : lang;
}

}  // namespace

int RunTmBuild(const Arguments& arguments, Console& console) {
  const Configuration configuration = LoadConfiguration(arguments, console);
  const Locales locales(configuration.locales);
  const LanguagePair pair{LanguageOr(arguments, "source-lang", kAnyLanguage),
                          LanguageOr(arguments, "target-lang", kAnyLanguage)};
  ExpectReadableTwice(arguments.operands);
  CheckFiles(arguments.operands);

  StoreSession session = OpenTmStore(arguments, configuration, true, console);
  TmRun run(arguments, session.store);
  const std::string origin = std::filesystem::path(arguments.operands.front()).filename().string();
  MemoryFiller filler(locales, session.store, run.By(origin));
  Fill(arguments.operands, pair, filler, console);
  run.Finish();
  if (console.json()) {
    console.out() << Dumped({{"version", 1}, {"command", "tm build"}, {"run", run.id()}, {"texts", filler.added()}})
                  << '\n';
  }
  console.Info(fmt::format("{} texts, run {}; `lockstep tm forget --run {}` takes them away again", filler.added(),
                           run.id(), run.id()));
  return kDone;
}

}  // namespace lockstep
