#include "store/log_salvage.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "store/leveldb_engine.h"
#include "tests/store/store_testing.h"

namespace lockstep {
namespace {

namespace fs = std::filesystem;
using Records = std::map<std::string, std::string>;

std::string ReadAll(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void WriteAll(const fs::path& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
}

// A database whose records are all in its log, and that log.
class LogSalvage : public testing::Test {
 protected:
  void Fill(const std::vector<std::pair<std::string, std::string>>& records) {
    const auto engine = OpenLevelDb(directory_.Store(), {});
    for (const auto& [key, value] : records) {
      Batch batch;
      batch.Put(key, value);
      engine->Write(batch, true);
      records_[key] = value;
    }
    for (const fs::directory_entry& entry : fs::directory_iterator(Database())) {
      if (entry.path().extension() == ".log") log_ = entry.path();
    }
    sound_ = ReadAll(log_);
  }

  std::string Database() const { return DatabaseDirectory(directory_.Store()); }

  // What is left when the log is `bytes`, and what is said of it.
  Records Salvage(const std::string& bytes) {
    fs::create_directories(copy_.Store());
    fs::copy(Database(), DatabaseDirectory(copy_.Store()),
             fs::copy_options::recursive | fs::copy_options::overwrite_existing);
    const std::string database = DatabaseDirectory(copy_.Store());
    WriteAll(fs::path(database) / log_.filename(), bytes);
    said_.clear();
    MarkDamagedLogRecords(database, [&](const Damage& finding) { said_.push_back(finding.what); });
    RepairLevelDb(database);
    Records left;
    OpenLevelDb(copy_.Store(), {})->Scan({}, [&](std::string_view key, std::string_view value) {
      left.emplace(key, value);
      return true;
    });
    fs::remove_all(copy_.Store());
    return left;
  }

  TemporaryDirectory directory_;
  TemporaryDirectory copy_;
  Records records_;
  fs::path log_;
  std::string sound_;
  std::vector<std::string> said_;
};

TEST_F(LogSalvage, LeavesASoundLogAsItIs) {
  Fill({{"a", "one"}, {"b", std::string(100'000, 'x')}, {"c", "three"}});
  EXPECT_EQ(Salvage(sound_), records_);
  EXPECT_THAT(said_, testing::IsEmpty());
}

TEST_F(LogSalvage, TakesNoWrongByteForARightOne) {
  Fill({{"a", "the first"}, {"b", "the second"}, {"c", "the third"}});
  for (std::size_t at = 0; at < sound_.size(); ++at) {
    std::string bytes = sound_;
    bytes[at] = static_cast<char>(bytes[at] ^ 0x10);
    for (const auto& [key, value] : Salvage(bytes)) EXPECT_EQ(records_[key], value) << "byte " << at;
  }
}

TEST_F(LogSalvage, KeepsWhatStandsBehindADamagedRecord) {
  Fill({{"a", "one"}, {"b", std::string(100'000, 'x')}, {"c", "three"}});
  std::string bytes = sound_;
  bytes[50'000] = 'y';
  const Records left = Salvage(bytes);
  EXPECT_EQ(left.at("a"), "one");
  EXPECT_EQ(left.at("c"), "three");
  EXPECT_FALSE(left.contains("b"));
  EXPECT_THAT(said_, testing::ElementsAre(log_.filename().string() + ": 1 damaged record: what it said is lost"));
}

TEST_F(LogSalvage, TellsOfALogThatItCannotRead) {
  Fill({{"a", "one"}});
  fs::create_directory(Database() + "/000099.log");
  EXPECT_THROW(MarkDamagedLogRecords(Database(), [](const Damage&) {}), fs::filesystem_error);
}

}  // namespace
}  // namespace lockstep
