// What the tests of sync share: a site and a store in directories made for the test, and what the store holds.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <sstream>
#include <string>
#include <string_view>

#include "pipeline/sync.h"
#include "store/leveldb_engine.h"

namespace lockstep {

class SyncTest : public testing::Test {
 protected:
  // A review in two languages with enough text to be known again.
  static constexpr const char* kText = "One costs 99 USD.\n\nTwo lasts 5 hours.";
  static constexpr const char* kTextJa = "1台目は99ドルです。\n\n2台目は5時間持ちます。";

  SyncTest() : root_(std::filesystem::temp_directory_path() / ("lockstep-sync-test-" + std::to_string(getpid()))) {
    std::filesystem::remove_all(root_);
    std::filesystem::create_directories(root_ / "site");
    std::filesystem::create_directories(root_ / "store");
    configuration_.site = root_ / "site";
    configuration_.rules.collections = {
        {.name = "products", .files = "_products/{lang}/**/*.md", .key_field = "ref", .lang_field = "lang"}};
    store_ = std::make_unique<Store>(OpenLevelDb((root_ / "store").string(), {}));
  }
  ~SyncTest() override {
    store_.reset();
    std::filesystem::remove_all(root_);
  }
  static std::string Review(const std::string& lang, const std::string& ref, const std::string& body = "Text.") {
    return "---\nlang: " + lang + "\nref: " + ref + "\ntitle: Nimbus\n---\n" + body + "\n";
  }
  void Write(const std::string& path, const std::string& text) {
    std::filesystem::create_directories((configuration_.site / path).parent_path());
    std::ofstream(configuration_.site / path, std::ios::binary) << text;
  }
  SyncResult Run(bool dry_run = false, unsigned jobs = 2) {
    const auto known = store_->engine().Snapshot();
    return Sync(configuration_, locales_, *known, dry_run ? nullptr : store_.get(), {.jobs = jobs, .now_ms = 1},
                console_);
  }
  std::map<std::string, std::string> Records() {
    std::map<std::string, std::string> all;
    store_->engine().Scan("", [&](std::string_view key, std::string_view value) {
      all.emplace(key, value);
      return true;
    });
    return all;
  }

  std::filesystem::path root_;
  Configuration configuration_;
  Locales locales_;
  std::ostringstream out_, err_;
  Console console_{out_, err_, {}};
  std::unique_ptr<Store> store_;
};

}  // namespace lockstep
