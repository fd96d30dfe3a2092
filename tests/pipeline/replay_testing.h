// What the tests of the replay share: a site in a repository made for the test, `sync --git` of it, and what the store
// says afterwards.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "pipeline/git_replay.h"
#include "pipeline/review_state.h"
#include "pipeline/sync.h"
#include "pipeline/translation_binder.h"
#include "store/dump.h"
#include "store/leveldb_engine.h"
#include "store/verify.h"
#include "tests/pipeline/git_site.h"

namespace lockstep {

inline std::string Review(const std::string& lang, const std::string& ref, const std::string& body) {
  return fmt::format("---\nlang: {}\nref: {}\ntitle: Nimbus\n---\n{}\n", lang, ref, body);
}

class ReplayTest : public testing::Test {
 protected:
  ReplayTest() {
    configuration_.site = git_.site();
    configuration_.rules.collections = {
        {.name = "reviews", .files = "r/{lang}/**/*.md", .key_field = "ref", .lang_field = "lang"},
        {.name = "docs", .files = "docs/{lang}/**/*.md", .key_field = "", .lang_field = ""}};
  }
  void Pair(const std::string& ref, const std::string& en, const std::string& de) const {
    git_.Write("r/en/" + ref + ".md", Review("en", ref, en));
    git_.Write("r/de/" + ref + ".md", Review("de", ref, de));
  }
  // A warning about the history as a whole.
  std::string Warning(const std::string& message, const std::string& code) const {
    return fmt::format("{}: warning: {} [{}]\n", git_.site().string(), message, code);
  }
  std::unique_ptr<Engine> OpenEngine(const std::string& name) const {
    std::filesystem::create_directories(git_.root() / name);
    return OpenLevelDb((git_.root() / name).string(), {});
  }
  // `sync --git` with the store `name`.
  ReplayResult Run(const std::string& name = "store", unsigned jobs = 2) {
    Store store(OpenEngine(name));
    return Run(store, jobs);
  }
  ReplayResult Run(Store& store, unsigned jobs) {
    out_.str("");
    err_.str("");
    Console console(out_, err_, {});
    const ReplayResult result =
        Replay(configuration_, locales_, store.engine(), &store, {.jobs = jobs, .now_ms = 1}, console);
    const auto known = store.engine().Snapshot();
    Sync(configuration_, locales_, *known, &store, {.jobs = jobs, .now_ms = 2}, console);
    return result;
  }
  std::string Dump(const std::string& name = "store") const {
    const auto engine = OpenEngine(name);
    VerifyStore(*engine, [](const Damage& finding) { ADD_FAILURE() << finding.key << ": " << finding.what; });
    std::string dump;
    DumpStore(*engine, {}, [&](std::string_view line) { dump += line; });
    return dump;
  }
  // The dump without what tells of runs.
  std::string Content(const std::string& name) const {
    std::istringstream lines(Dump(name));
    std::string content;
    for (std::string line; std::getline(lines, line);) {
      if (!line.starts_with("{\"run\"")) content += line + '\n';
    }
    return content;
  }
  // "stale prose 2026-...: old -> new", a line for each reason.
  std::vector<std::string> Reasons(const std::string& ref, const std::string& collection = "reviews") {
    const Store store(OpenEngine("store"));
    const StoreReader reader = store_reader(store);
    TranslationBinder binder(reader, locales_, Policy());
    const std::vector<IndexEntry> review = reader.Review(collection, ref);
    const IndexEntry* source = Choose(review, "en", nullptr);
    const IndexEntry* target = Choose(review, "de", source);
    if (source == nullptr || target == nullptr) return {"not there"};
    std::vector<std::string> reasons;
    for (const Reason& reason : binder.Judge(*source, *target).reasons) {
      const std::int64_t hours = reason.since ? (reason.since->time_ms / 1000 - GitSite::kBegin) / 3600 : -1;
      reasons.push_back(fmt::format("{} since {}h: {} -> {}", Name(reason.state), hours, reason.old_text.value_or("-"),
                                    reason.new_text.value_or("-")));
    }
    return reasons;
  }
  std::vector<Binding> BindingsOf(const std::string& ref) const {
    return StoreReader(*OpenEngine("store")).Translation({"reviews", ref, "de"}).value().bindings;
  }
  using Lines = std::vector<std::string>;

  GitSite git_{"replay"};
  Configuration configuration_;
  Locales locales_;
  std::ostringstream out_, err_;

 private:
  static StoreReader store_reader(const Store& store) { return store.Reader(); }
};

}  // namespace lockstep
