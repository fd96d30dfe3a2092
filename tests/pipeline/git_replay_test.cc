// Which commits of a history are edits of what, and since when a translation is stale.
#include "tests/pipeline/replay_testing.h"

namespace lockstep {
namespace {

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

}  // namespace
}  // namespace lockstep
