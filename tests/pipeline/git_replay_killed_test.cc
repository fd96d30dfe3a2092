// The same store for any number of threads, and after kills.
#include <sys/wait.h>

#include <algorithm>

#include "tests/pipeline/replay_testing.h"

namespace lockstep {
namespace {

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
  std::unique_ptr<Cursor> Open(std::string_view prefix, std::string_view from) const override {
    return engine_->Open(prefix, from);
  }
  static constexpr int kKilled = 9;

 private:
  std::unique_ptr<Engine> engine_;
  int writes_;
};

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
    std::filesystem::remove_all(git_.root() / name);
  }
  EXPECT_GT(writes, 30);
}

}  // namespace
}  // namespace lockstep
