// Histories with holes and bad versions.
#include "tests/pipeline/replay_testing.h"

namespace lockstep {
namespace {

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

TEST_F(ReplayTest, MissingDirectoriesArePassedOverAndToldWhereAReplayGoesOn) {
  Pair("a", "It is quiet.", "Es ist leise.");
  git_.Commit(0);
  Run();
  git_.Write("r/en/a.md", Review("en", "a", "It is loud."));
  const std::string commit = git_.Commit(100);
  const std::string tree = git_.Git("rev-parse " + commit + ":r/en");
  git_.Remove(".git/objects/" + tree.substr(0, 2) + "/" + tree.substr(2));
  EXPECT_EQ(Run().missing, 1U);
  EXPECT_EQ(err_.str(),
            Warning(fmt::format("1 version of a document is not in the repository (a partial clone), the first: "
                                "commit {}: the tree {} is missing; it was passed over; to see all, run `git fetch "
                                "--refetch --no-filter`, then `lockstep sync --git` with a new store",
                                commit.substr(0, 10), tree),
                    "history-missing"));
  EXPECT_EQ(Reasons("a").size(), 1U);  // by the file itself
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

}  // namespace
}  // namespace lockstep
