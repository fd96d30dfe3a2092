// `lockstep store ...` as it answers to people and to programs.
#include "pipeline/store_command.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <nlohmann/json.hpp>
#include <sstream>

#include "pipeline/console.h"
#include "store/codec.h"
#include "store/keys.h"
#include "store/session.h"

namespace lockstep {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using testing::HasSubstr;
using testing::StartsWith;

struct Outcome {
  int status = 0;
  std::string out, err;
};

class StoreCommandTest : public testing::Test {
 protected:
  StoreCommandTest() {
    std::string pattern = (fs::path(testing::TempDir()) / "lockstep-store-command-XXXXXX").string();
    directory_ = mkdtemp(pattern.data());
    StoreSession session = OpenStore(Store("store"), {.command = "test"});
    RunRecord run = session.store.BeginRun({.command = "sync", .version = "1", .begin_ms = 1000});
    DocumentRecord document;
    document.key = {"products", "acme-one", "en"};
    FileRecord file;
    file.usable = true;
    session.store.PutDocument("en.md", std::nullopt, file, document, {});
    run.end_ms = 2000;
    session.store.FinishRun(run);
  }
  ~StoreCommandTest() override { fs::remove_all(directory_); }

  std::string Store(const std::string& name) const { return (directory_ / name).string(); }

  Outcome Run(const std::string& words, Format format = Format::kText) {
    std::vector<std::string> line{"--site", directory_.string(), "--store", Store("store"), "store"};
    std::istringstream in(words);
    for (std::string word; in >> word;) line.push_back(word);
    const Arguments arguments = ParseCommandLine(line);
    std::ostringstream out, err;
    ConsoleOptions options;
    options.format = format;
    Console console(out, err, options);
    Outcome outcome;
    outcome.status = arguments.command->run(arguments, console);
    outcome.out = out.str();
    outcome.err = err.str();
    return outcome;
  }

  std::string Failure(const std::string& words) {
    try {
      Run(words);
      return "";
    } catch (const StoreError& error) {
      return error.what();
    }
  }

  // A record that contradicts the others.
  void Damage() {
    StoreSession session = OpenStore(Store("store"), {.command = "test"});
    Batch batch;
    batch.Delete(PathKey(kDocumentTag, "en.md"));
    session.store.engine().Write(batch, false);
  }

  fs::path directory_;
};

TEST_F(StoreCommandTest, InfoSaysWhatThereIs) {
  const Outcome outcome = Run("info", Format::kJson);
  EXPECT_EQ(outcome.status, kDone);
  json info = json::parse(outcome.out);
  EXPECT_GT(info.at("bytes"), 0);
  info.erase("bytes");
  EXPECT_EQ(info, json({{"store", Store("store")},
                        {"format", 2},
                        {"files", 1},
                        {"documents", 1},
                        {"translations", 0},
                        {"unbound", 1},
                        {"unlearnt", 0},
                        {"runs", 1},
                        {"last_run", 1},
                        {"last_run_finished", true}}));
  EXPECT_THAT(Run("info").out, HasSubstr("\ndocuments          1\n"));
}

TEST_F(StoreCommandTest, VerifyPrintsEachFindingAndFails) {
  EXPECT_EQ(Run("verify").status, kDone);
  Damage();
  const Outcome text = Run("verify");
  EXPECT_EQ(text.status, kFailed);
  EXPECT_THAT(text.out, HasSubstr("fen.md: the file's document is missing\n"));
  EXPECT_THAT(text.err, HasSubstr("5 records, 1 findings"));
  const Outcome rows = Run("verify", Format::kJson);
  EXPECT_EQ(json::parse(rows.out), json({{"key", "fen.md"}, {"what", "the file's document is missing"}}));
}

TEST_F(StoreCommandTest, RepairSaysWhatWasLostAndWhereTheOldStoreIs) {
  Damage();
  const Outcome outcome = Run("repair");
  EXPECT_EQ(outcome.status, kDone);
  EXPECT_EQ(outcome.out, "fen.md: it is read again at the next sync\n");
  EXPECT_THAT(outcome.err, HasSubstr("is kept in " + Store("store") + "/damaged-1"));
  EXPECT_EQ(Run("verify").status, kDone);
}

TEST_F(StoreCommandTest, DumpWithoutAllHasNoTimes) {
  const std::string content = Run("dump").out;
  EXPECT_THAT(content, StartsWith("{\"lockstep\":\"dump\",\"format\":2,\"all\":false}\n"));
  EXPECT_THAT(content, HasSubstr("{\"run\":1,\"command\":\"sync\",\"version\":\"1\",\"finished\":true}\n"));
  EXPECT_THAT(content, testing::Not(HasSubstr("stamp")));
  const std::string all = Run("dump --all").out;
  EXPECT_THAT(all, HasSubstr("\"begin_ms\":1000,\"end_ms\":2000,"));
  EXPECT_THAT(all, HasSubstr("\"stamp\""));
}

TEST_F(StoreCommandTest, LoadTakesBothKindsOfDump) {
  for (const std::string all : {"", " --all"}) {
    const std::string dump = Run("dump" + all).out;
    const std::string path = Store("dump.jsonl");
    EXPECT_EQ(Run("dump" + all + " --output " + path).out, "");
    EXPECT_THAT(Failure("load " + path), HasSubstr("is not empty; give --force to put the dump in its place"));
    EXPECT_EQ(Run("load --force " + path).status, kDone);
    EXPECT_EQ(Run("dump" + all).out, dump);
    EXPECT_EQ(Run("verify").status, kDone);
  }
}

TEST_F(StoreCommandTest, SaysWhichFileCannotBeReadOrWritten) {
  EXPECT_EQ(Failure("load " + Store("nothing.jsonl")),
            "cannot read " + Store("nothing.jsonl") + ": No such file or directory");
  try {
    Run("dump -o " + Store("no/dump.jsonl"));
    FAIL() << "a directory that is not there is written to";
  } catch (const std::filesystem::filesystem_error& error) {
    EXPECT_EQ(error.path1(), Store("no/dump.jsonl"));
    EXPECT_EQ(error.code(), std::errc::no_such_file_or_directory);
  }
}

}  // namespace
}  // namespace lockstep
