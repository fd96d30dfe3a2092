// A history is replayed once: later runs go on, and end where a fresh replay would.
#include "tests/pipeline/replay_testing.h"

namespace lockstep {
namespace {

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

}  // namespace
}  // namespace lockstep
