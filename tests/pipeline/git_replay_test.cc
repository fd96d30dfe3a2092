// Replaying the histories of real repositories, made for the test.
#include "pipeline/git_replay.h"

#include <gtest/gtest.h>
#include <sys/wait.h>

#include <algorithm>
#include <sstream>

#include "pipeline/review_state.h"
#include "pipeline/sync.h"
#include "pipeline/translation_binder.h"
#include "store/dump.h"
#include "store/leveldb_engine.h"
#include "store/verify.h"
#include "tests/pipeline/git_site.h"

namespace lockstep {
namespace {

namespace fs = std::filesystem;

std::string Review(const std::string& lang, const std::string& ref, const std::string& body) {
  return fmt::format("---\nlang: {}\nref: {}\ntitle: Nimbus\n---\n{}\n", lang, ref, body);
}

// Ends the process, as kill -9 would, before its n-th write.
class MortalEngine : public Engine {
 public:
  MortalEngine(std::unique_ptr<Engine> engine, int writes) : engine_(std::move(engine)), writes_(writes) {}
  const std::string& location() const override { return engine_->location(); }
  void Write(const Batch& batch, bool sync) override {
    if (writes_-- == 0) _exit(kKilled);
    engine_->Write(batch, sync);
  }
  std::unique_ptr<View> Snapshot() const override { return engine_->Snapshot(); }
  void Flush() override { engine_->Flush(); }
  std::optional<std::string> Get(std::string_view key) const override { return engine_->Get(key); }
  void Scan(std::string_view prefix, std::string_view from, const Visitor& visit) const override {
    engine_->Scan(prefix, from, visit);
  }
  std::unique_ptr<Cursor> Open(std::string_view prefix) const override { return engine_->Open(prefix); }
  static constexpr int kKilled = 9;

 private:
  std::unique_ptr<Engine> engine_;
  int writes_;
};

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
    fs::create_directories(git_.root() / name);
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

TEST_F(ReplayTest, AnEditThatTheTranslationNeverFollowedIsStaleSinceItsCommit) {
  Pair("a", "It is quiet.", "Es ist leise.");
  git_.Commit(0);
  git_.Write("r/en/a.md", Review("en", "a", "It is not quiet at all."));
  const std::string edit = git_.Commit(50);
  const ReplayResult result = Run();
  EXPECT_EQ(result.commits, 2U);
  EXPECT_EQ(result.versions, 3U);
  EXPECT_EQ(Reasons("a"), Lines{"stale since 50h: It is quiet. -> It is not quiet at all."});
  const std::vector<Binding> bindings = BindingsOf("a");
  const auto edited = std::find_if(bindings.begin(), bindings.end(), [](const Binding& b) { return b.source_basis; });
  ASSERT_NE(edited, bindings.end());
  EXPECT_EQ(edited->evidence, Evidence::kGit);
  EXPECT_EQ(edited->source_edited->Commit(), edit);
}

TEST_F(ReplayTest, CreatingATranslationIsNoEditHoweverLate) {
  git_.Write("r/en/a.md", Review("en", "a", "It is quiet."));
  git_.Commit(0);
  git_.Write("r/de/a.md", Review("de", "a", "Es ist leise."));
  git_.Commit(1);
  git_.Write("r/en/a.md", Review("en", "a", "It is not quiet."));
  git_.Commit(2);
  Run();
  EXPECT_EQ(Reasons("a"), Lines{"stale since 2h: It is quiet. -> It is not quiet."});
}

TEST_F(ReplayTest, EditsWithinTheSettlingTimeAreOneEditInEitherOrder) {
  Pair("a", "It weighs 300 g.", "Es wiegt 300 g.");
  Pair("b", "It weighs 300 g.", "Es wiegt 300 g.");
  Pair("c", "It weighs 300 g.", "Es wiegt 300 g.");
  git_.Commit(0);
  git_.Write("r/en/a.md", Review("en", "a", "It weighs 320 g net."));
  for (const char* ref : {"b", "c"}) {
    git_.Write(fmt::format("r/de/{}.md", ref), Review("de", ref, "Es wiegt 320 g netto."));
  }
  git_.Commit(100);
  git_.Write("r/de/a.md", Review("de", "a", "Es wiegt 320 g netto."));
  git_.Write("r/en/b.md", Review("en", "b", "It weighs 320 g net."));
  git_.Commit(101);
  git_.Write("r/en/c.md", Review("en", "c", "It is heavy."));
  git_.Commit(200);
  Run();
  EXPECT_EQ(Reasons("a"), Lines());
  EXPECT_EQ(Reasons("b"), Lines());
  EXPECT_EQ(Reasons("c"), Lines{"stale since 200h: It weighs 300 g. -> It is heavy."});
}

TEST_F(ReplayTest, TheSettlingTimeIsTheSites) {
  Pair("a", "It is quiet.", "Es ist leise.");
  git_.Commit(0);
  git_.Write("r/de/a.md", Review("de", "a", "Es ist sehr leise."));
  git_.Commit(100);
  git_.Write("r/en/a.md", Review("en", "a", "It is rather loud."));
  git_.Commit(103);
  configuration_.settling_ms = 2LL * 3600 * 1000;
  Run();
  EXPECT_EQ(Reasons("a"), Lines{"stale since 103h: It is quiet. -> It is rather loud."});
}

TEST_F(ReplayTest, ClocksThatGoBackwardsSettleNothingWrongly) {
  Pair("a", "It is quiet.", "Es ist leise.");
  git_.Commit(1000);
  git_.Write("r/de/a.md", Review("de", "a", "Es ist sehr leise."));
  git_.Commit(500);
  git_.Write("r/en/a.md", Review("en", "a", "It is rather loud."));
  git_.Commit(100);
  Run();
  EXPECT_EQ(Reasons("a"), Lines{"stale since 100h: It is quiet. -> It is rather loud."});
}

TEST_F(ReplayTest, AMergeIsWhatItBrings) {
  Pair("a", "It is quiet.", "Es ist leise.");
  git_.Commit(0);
  git_.Git("checkout -q -b side");
  git_.Write("r/en/a.md", Review("en", "a", "It is loud."));
  git_.Commit(10);
  git_.Write("r/en/a.md", Review("en", "a", "It is very loud."));
  git_.Commit(11);
  git_.Git("checkout -q main");
  git_.Write("other.txt", "x");
  git_.Commit(12);
  setenv("GIT_COMMITTER_DATE", fmt::format("{} +0000", GitSite::kBegin + 20 * 3600).c_str(), 1);
  git_.Git("merge -q --no-ff -m merge side");
  EXPECT_EQ(Run().versions, 3U);
  EXPECT_EQ(Reasons("a"), Lines{"stale since 20h: It is quiet. -> It is very loud."});
}

TEST_F(ReplayTest, RenamesKeepTheBindings) {
  const std::string tail = "\n\nThe rest of the text stays as it was, word for word, in this and in the next version.";
  git_.Write("docs/en/old.md", "# Title\n\nIt is quiet." + tail + "\n");
  git_.Write("docs/de/old.md", "# Titel\n\nEs ist leise." + tail + "\n");
  git_.Commit(0);
  git_.Write("docs/en/old.md", "# Title\n\nIt is loud." + tail + "\n");
  git_.Commit(100);
  git_.Git("mv docs/en/old.md docs/en/new.md");
  git_.Git("mv docs/de/old.md docs/de/new.md");
  git_.Write("docs/de/new.md", "# Titel\n\nEs ist leise." + tail + " Punkt.\n");
  git_.Commit(200);
  Run();
  EXPECT_EQ(Reasons("new", "docs"), Lines{"stale since 100h: It is quiet. -> It is loud."});
  EXPECT_EQ(Dump().find("old.md"), std::string::npos);
}

TEST_F(ReplayTest, ANewRefKeepsTheBindings) {
  Pair("a", "It is quiet.", "Es ist leise.");
  git_.Commit(0);
  git_.Write("r/en/a.md", Review("en", "a", "It is loud."));
  git_.Commit(100);
  git_.Write("r/en/a.md", Review("en", "b", "It is loud."));
  git_.Commit(101);
  git_.Write("r/de/a.md", Review("de", "b", "Es ist leise."));
  git_.Commit(102);
  Run();
  EXPECT_EQ(Reasons("b"), Lines{"stale since 100h: It is quiet. -> It is loud."});
}

TEST_F(ReplayTest, ANewLanguageTagKeepsTheBindings) {
  Pair("a", "It is quiet.", "Es ist leise.");
  git_.Write("r/de/a.md", Review("de-AT", "a", "Es ist leise."));
  git_.Commit(0);
  git_.Write("r/en/a.md", Review("en", "a", "It is loud."));
  git_.Commit(100);
  git_.Write("r/de/a.md", Review("de", "a", "Es ist leise."));
  git_.Commit(200);
  Run();
  EXPECT_EQ(Reasons("a"), Lines{"stale since 100h: It is quiet. -> It is loud."});
  EXPECT_EQ(Dump().find("de-AT"), std::string::npos);
}

TEST_F(ReplayTest, ATranslationThatWasGoneComesBackAsItWas) {
  Pair("a", "It is quiet.", "Es ist leise.");
  git_.Write("r/fr/a.md", Review("fr", "a", "Il est silencieux."));
  git_.Commit(0);
  git_.Remove("r/de/a.md");
  git_.Commit(100);
  git_.Write("r/en/a.md", Review("en", "a", "It is loud."));
  git_.Commit(200);
  git_.Write("r/de/a.md", Review("de", "a", "Es ist leise."));
  git_.Commit(300);
  Run();
  EXPECT_EQ(Reasons("a"), Lines{"stale since 200h: It is quiet. -> It is loud."});
  Dump();  // verifies
}

TEST_F(ReplayTest, ASecondRunContinuesAndOneMoreChangesNothing) {
  Pair("a", "It is quiet.", "Es ist leise.");
  git_.Commit(0);
  Run("twice");
  git_.Write("r/en/a.md", Review("en", "a", "It is loud."));
  git_.Commit(100);
  EXPECT_EQ(Run("twice").commits, 1U);
  Run("once");
  EXPECT_EQ(Content("twice"), Content("once"));
  const std::string before = Dump("twice");
  EXPECT_EQ(Run("twice").commits, 0U);
  EXPECT_EQ(Dump("twice"), before);
}

TEST_F(ReplayTest, WhatASyncSawInBetweenStaysSeen) {
  Pair("a", "It is quiet.", "Es ist leise.");
  git_.Commit(0);
  Run();
  git_.Write("r/en/a.md", Review("en", "a", "It is loud."));
  git_.Commit(100);
  git_.Write("r/en/a.md", Review("en", "a", "It is very loud."));
  git_.Commit(101);
  {
    Store store(OpenEngine("store"));
    Console console(out_, err_, {});
    const auto known = store.engine().Snapshot();
    Sync(configuration_, locales_, *known, &store, {.jobs = 1, .now_ms = GitSite::kBegin * 1000 + 1}, console);
  }
  Run();
  EXPECT_EQ(Reasons("a"), Lines{"stale since 0h: It is quiet. -> It is very loud."});
}

TEST_F(ReplayTest, AStoreFilledWithoutHistoryIsMadeAnew) {
  Pair("a", "It is quiet.", "Es ist leise.");
  git_.Commit(0);
  git_.Write("r/en/a.md", Review("en", "a", "It is loud."));
  git_.Commit(100);
  {
    Store store(OpenEngine("store"));
    Console console(out_, err_, {});
    const auto known = store.engine().Snapshot();
    Sync(configuration_, locales_, *known, &store, {.jobs = 1, .now_ms = 1}, console);
  }
  EXPECT_EQ(Reasons("a"), Lines());
  Run();
  EXPECT_EQ(err_.str(), Warning("the store was filled without the history: it is made anew from it", "history-anew"));
  EXPECT_EQ(Reasons("a"), Lines{"stale since 100h: It is quiet. -> It is loud."});
}

TEST_F(ReplayTest, ARewrittenBranchEndsLikeAFreshReplayOfIt) {
  Pair("a", "It is quiet.", "Es ist leise.");
  Pair("b", "It is small.", "Es ist klein.");
  git_.Commit(0);
  git_.Write("r/en/a.md", Review("en", "a", "It is loud."));
  git_.Commit(100);
  Run();
  git_.Git("reset -q --hard HEAD~1");
  git_.Write("r/en/b.md", Review("en", "b", "It is big."));
  git_.Commit(200);
  EXPECT_EQ(Run().commits, 1U);
  EXPECT_EQ(Reasons("a"), Lines()) << "the edit was taken back";
  EXPECT_EQ(Reasons("b"), Lines{"stale since 200h: It is small. -> It is big."});
}

TEST_F(ReplayTest, ACommitThatIsGoneForgetsWhatItAloneHad) {
  Pair("a", "It is quiet.", "Es ist leise.");
  git_.Commit(0);
  git_.Write("r/en/surplus.md", Review("en", "surplus", "More."));
  git_.Commit(100);
  Run();
  git_.Git("reset -q --hard HEAD~1");
  git_.Write("r/en/a.md", Review("en", "a", "It is loud."));
  git_.Commit(200);
  git_.Git("-c gc.reflogExpire=now reflog expire --expire=now --all && git gc -q --prune=now 2>/dev/null");
  Run();
  EXPECT_EQ(Reasons("a"), Lines{"stale since 200h: It is quiet. -> It is loud."});
  EXPECT_EQ(Dump().find("surplus"), std::string::npos);
}

TEST_F(ReplayTest, ABadVersionIsPassedOverAndTheNextOneCounts) {
  Pair("a", "It is quiet.", "Es ist leise.");
  git_.Commit(0);
  git_.Write("r/en/a.md", "---\nlang: en\nref: [\n---\nBroken.\n");
  git_.Commit(100);
  git_.Write("r/en/a.md", Review("en", "a", "It is loud."));
  git_.Commit(200);
  Run();
  EXPECT_EQ(Reasons("a"), Lines{"stale since 200h: It is quiet. -> It is loud."});
  EXPECT_EQ(Dump().find("\"diagnostics\""), std::string::npos);
}

TEST_F(ReplayTest, MissingBlobsArePassedOverAndTold) {
  Pair("a", "It is quiet.", "Es ist leise.");
  git_.Commit(0);
  git_.Write("r/en/a.md", Review("en", "a", "It is loud."));
  const std::string commit = git_.Commit(100);
  git_.Write("r/en/a.md", Review("en", "a", "It is very loud."));
  git_.Commit(200);
  const std::string blob = git_.Git("rev-parse " + commit + ":r/en/a.md");
  git_.Remove(".git/objects/" + blob.substr(0, 2) + "/" + blob.substr(2));
  EXPECT_EQ(Run().missing, 1U);
  EXPECT_EQ(err_.str(),
            Warning(fmt::format("1 version of a document is not in the repository (a partial clone), the first: "
                                "r/en/a.md in commit {}; it was passed over; to see all, run `git fetch --refetch "
                                "--no-filter`, then `lockstep sync --git` with a new store",
                                commit.substr(0, 10)),
                    "history-missing"));
  EXPECT_EQ(Reasons("a"), Lines{"stale since 200h: It is quiet. -> It is very loud."});
}

TEST_F(ReplayTest, AHistoryWithoutDocumentsIsTold) {
  git_.Write("README", "x");
  git_.Commit(0);
  Pair("a", "It is quiet.", "Es ist leise.");  // never committed
  EXPECT_EQ(Run().versions, 0U);
  EXPECT_EQ(err_.str(), Warning("no commit has a document of the site's collections: the history tells nothing of them",
                                "history-empty"));
  EXPECT_EQ(Reasons("a"), Lines());
}

// A history with all that a step does: edits, a new ref, a rename, a removal, a bad version.
void MakeHistory(const GitSite& git) {
  const auto pair = [&](const std::string& ref, const std::string& en, const std::string& de) {
    git.Write("r/en/" + ref + ".md", Review("en", ref, en));
    git.Write("r/de/" + ref + ".md", Review("de", ref, de));
  };
  pair("a", "It is quiet. It weighs 300 g.", "Es ist leise. Es wiegt 300 g.");
  pair("b", "It is small.", "Es ist klein.");
  git.Write("docs/en/x.md", "A text that is long enough to be found again, wherever it goes.\n");
  git.Write("docs/de/x.md", "Ein Text, lang genug, um wiedergefunden zu werden, wohin er auch geht.\n");
  git.Commit(0);
  git.Write("r/en/a.md", Review("en", "a", "It is quiet. It weighs 320 g."));
  git.Write("r/en/b.md", Review("en", "c", "It is small and light."));
  git.Write("r/de/b.md", Review("de", "c", "Es ist klein."));
  git.Commit(100);
  git.Git("mv docs/en/x.md docs/en/y.md");
  git.Git("mv docs/de/x.md docs/de/y.md");
  git.Write("r/de/a.md", Review("de", "a", "Es ist sehr leise. Es wiegt 300 g."));
  git.Commit(110);
  git.Remove("r/de/b.md");
  git.Write("r/en/a.md", "---\nref: [\n---\n");
  git.Commit(300);
  git.Write("r/en/a.md", Review("en", "a", "It is not quiet. It weighs 320 g."));
  git.Commit(310);
}

TEST_F(ReplayTest, TheStoreIsTheSameWhateverTheNumberOfThreads) {
  MakeHistory(git_);
  Run("one", 1);
  Run("four", 4);
  EXPECT_EQ(Dump("four"), Dump("one"));
}

TEST_F(ReplayTest, KilledBeforeAnyOfItsWritesAndDoneAgainItEndsTheSame) {
  MakeHistory(git_);
  Run("undisturbed", 1);
  const std::string expected = Dump("undisturbed");
  int writes = 0;
  for (bool killed = true; killed; ++writes) {
    const std::string name = fmt::format("killed{}", writes);
    const pid_t child = fork();
    if (child == 0) {
      Store store(std::make_unique<MortalEngine>(OpenEngine(name), writes));
      Run(store, 1);
      _exit(0);
    }
    int status = 0;
    waitpid(child, &status, 0);
    ASSERT_TRUE(WIFEXITED(status));
    killed = WEXITSTATUS(status) == MortalEngine::kKilled;
    Run(name, 1);
    ASSERT_EQ(Dump(name), expected) << "killed before write " << writes;
    fs::remove_all(git_.root() / name);
  }
  EXPECT_GT(writes, 30);
}

}  // namespace
}  // namespace lockstep
