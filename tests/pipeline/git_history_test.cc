// The repository as a replay sees it: real repositories, made by git.
#include <gtest/gtest.h>

#include <map>
#include <vector>

#include "pipeline/git_main_line.h"
#include "pipeline/git_plan.h"
#include "pipeline/git_repository.h"
#include "tests/pipeline/git_site.h"

namespace lockstep {
namespace {

ObjectId IdOf(const std::string& hex) {
  return ParseObjectId(hex).value();
}

// "+a.md", "-a.md" and "a.md" for files that came, went and changed.
std::vector<std::string> Compared(const GitRepository& repository, const std::optional<ObjectId>& then,
                                  const std::optional<ObjectId>& now) {
  std::vector<std::string> found;
  const auto tree = [&](const std::optional<ObjectId>& commit) {
    return commit ? std::optional(repository.Commit(*commit).value().tree) : std::nullopt;
  };
  repository.Compare(
      tree(then), tree(now), [](std::string_view directory) { return directory != "assets/"; },
      [&](const std::string& path, const ObjectId* a, const ObjectId* b) {
        found.push_back((a == nullptr ? "+" : b == nullptr ? "-" : "") + path);
      });
  return found;
}

std::string ProblemOf(const std::filesystem::path& site) {
  try {
    const GitRepository repository(site);
  } catch (const GitError& error) {
    return std::string(error.what()) + "; " + error.advice;
  }
  return "";
}

TEST(GitRepository, ComparesTreesInTheOrderOfPaths) {
  const GitSite git("compare");
  git.Write("a/x.md", "1");
  git.Write("a-b/x.md", "1");
  git.Write("a.md", "1");
  git.Write("assets/x.md", "1");
  git.Write(".hidden/x.md", "1");
  std::filesystem::create_symlink("a.md", git.site() / "link.md");
  const ObjectId first = IdOf(git.Commit(0));
  git.Write("a/x.md", "2");
  git.Remove("a.md");
  git.Write("a.md/x.md", "1");
  const ObjectId second = IdOf(git.Commit(1));
  const GitRepository repository(git.site());
  EXPECT_EQ(Compared(repository, std::nullopt, first), (std::vector<std::string>{"+a-b/x.md", "+a.md", "+a/x.md"}));
  EXPECT_EQ(Compared(repository, first, second), (std::vector<std::string>{"-a.md", "+a.md/x.md", "a/x.md"}));
  EXPECT_EQ(Compared(repository, second, second), std::vector<std::string>{});
}

TEST(GitRepository, SiteInASubdirectoryIsAllThereIs) {
  const GitSite git("subdirectory");
  git.Write("README.md", "1");
  const ObjectId before = IdOf(git.Commit(0));
  git.Write("docs/site/a.md", "1");
  const ObjectId after = IdOf(git.Commit(1));
  const GitRepository repository(git.site() / "docs/site");
  EXPECT_EQ(Compared(repository, before, after), std::vector<std::string>{"+a.md"});
  EXPECT_EQ(Compared(repository, std::nullopt, before), std::vector<std::string>{});
}

TEST(GitRepository, TimesOfCommitsAreUtcWhateverTheZone) {
  const GitSite git("zone");
  const ObjectId id = IdOf(git.Commit(5, "+0900"));
  EXPECT_EQ(GitRepository(git.site()).Commit(id)->time_ms, (GitSite::kBegin + 5 * 3600) * 1000);
}

TEST(GitRepository, FindsRenamedFilesBySameAndBySimilarContent) {
  const GitSite git("renames");
  std::string text;
  for (int i = 0; i < 30; ++i) text += fmt::format("This is line {} of the text.\n", i);
  git.Write("same.md", "The same.");
  git.Write("similar.md", text);
  git.Write("other.md", "Nothing like it.");
  const GitCommit then = GitRepository(git.site()).Commit(IdOf(git.Commit(0))).value();
  for (const char* gone : {"same.md", "similar.md", "other.md"}) git.Remove(gone);
  git.Write("new/same.md", "The same.");
  git.Write("new/similar.md", text + "And one more.\n");
  git.Write("new/other.md", "Something else.");
  const GitCommit now = GitRepository(git.site()).Commit(IdOf(git.Commit(1))).value();

  const GitRepository repository(git.site());
  std::vector<GitFile> gone;
  std::vector<GitFile> come;
  repository.Compare(
      then.tree, now.tree, [](std::string_view) { return true; },
      [&](const std::string& path, const ObjectId* a, const ObjectId* b) {
        a != nullptr ? gone.push_back({path, *a}) : come.push_back({path, *b});
      });
  std::map<std::string, std::string> renames;
  for (const GitRename& rename : repository.FindRenames(then.tree, now.tree, gone, come)) {
    renames[rename.from] = rename.to;
  }
  EXPECT_EQ(renames,
            (std::map<std::string, std::string>{{"same.md", "new/same.md"}, {"similar.md", "new/similar.md"}}));
}

TEST(GitRepository, SaysWhyItCannotBeUsed) {
  const GitSite git("problems");
  git.Git("clone -q --bare . ../bare.git");
  std::filesystem::create_directories(git.root() / "none");
  const std::string root = std::filesystem::canonical(git.root()).string();
  const std::pair<std::string, std::string> rows[] = {
      {"none", root + "/none lies in no git repository; leave out --git: `lockstep sync` needs no history"},
      {"bare.git", root + "/bare.git/ is a bare git repository: it has no files to sync; clone it, and sync the clone"},
  };
  for (const auto& [directory, problem] : rows) EXPECT_EQ(ProblemOf(root + "/" + directory), problem);
}

TEST(GitRepository, TrustsAnotherUsersRepositoryOnlyWhereGitDoes) {
  if (geteuid() != 0) GTEST_SKIP() << "only root can give a repository away";
  const GitSite git("owner");
  ASSERT_EQ(chown(git.site().c_str(), 12345, 12345), 0);
  ASSERT_EQ(chown((git.site() / ".git").c_str(), 12345, 12345), 0);
  const std::string place = std::filesystem::canonical(git.site()).string();
  EXPECT_EQ(ProblemOf(place),
            fmt::format("the git repository {0} belongs to another user; if you trust it, say so: git config --global "
                        "--add safe.directory {0}",
                        place));
}

TEST(GitRepository, WorkTreesAndSubmodulesHaveTheirOwnHead) {
  const GitSite git("worktree");
  git.Commit(0);
  git.Git("worktree add -q ../linked -b other");
  git.Git("commit -q --allow-empty -m more", git.root() / "linked");
  const std::string other = git.Git("rev-parse other");
  EXPECT_EQ(GitRepository(git.root() / "linked").Head(), IdOf(other));
  git.Git("-c protocol.file.allow=always submodule --quiet add \"$PWD\" part");
  EXPECT_EQ(GitRepository(git.site() / "part").Head(), IdOf(git.Git("rev-parse HEAD", git.site() / "part")));
}

TEST(GitRepository, BeforeTheFirstCommitThereIsNoHead) {
  const GitSite git("unborn");
  EXPECT_EQ(GitRepository(git.site()).Head(), std::nullopt);
}

// The line's hours, oldest first.
std::vector<std::int64_t> HoursOf(MainLine& line) {
  std::vector<std::int64_t> hours;
  for (std::uint64_t i = 0; i < line.size(); ++i) {
    hours.push_back((line.At(i).time_ms / 1000 - GitSite::kBegin) / 3600);
  }
  return hours;
}

TEST(MainLine, FollowsFirstParentsAndStopsWhereItIsTold) {
  const GitSite git("mainline");
  git.Commit(0);
  const ObjectId stop = IdOf(git.Commit(1));
  git.Git("checkout -q -b side");
  git.Commit(2);
  git.Git("checkout -q main");
  git.Commit(3);
  setenv("GIT_COMMITTER_DATE", fmt::format("{} +0000", GitSite::kBegin + 4 * 3600).c_str(), 1);
  git.Git("merge -q --no-ff -m merge side");
  const GitRepository repository(git.site());
  MainLine all(repository, *repository.Head(), [](const GitCommit&) { return false; });
  EXPECT_EQ(HoursOf(all), (std::vector<std::int64_t>{0, 1, 3, 4}));
  MainLine rest(repository, *repository.Head(), [&](const GitCommit& commit) { return commit.id == stop; });
  EXPECT_EQ(HoursOf(rest), (std::vector<std::int64_t>{3, 4}));
  EXPECT_EQ(rest.stop()->id, stop);
}

TEST(MainLine, KeepsFewOfManyCommits) {
  const GitSite git("longline");
  std::string stream;
  const std::int64_t count = static_cast<std::int64_t>(MainLine::kStride) * 2 + 5;
  for (std::int64_t i = 0; i < count; ++i) {
    stream += fmt::format("commit refs/heads/main\ncommitter N <e@x> {} +0000\ndata 0\n\n", GitSite::kBegin + i * 3600);
  }
  std::ofstream(git.root() / "stream") << stream;
  git.Git("fast-import --quiet < ../stream");
  const GitRepository repository(git.site());
  MainLine line(repository, *repository.Head(), [](const GitCommit&) { return false; });
  const std::vector<std::int64_t> hours = HoursOf(line);
  ASSERT_EQ(hours.size(), static_cast<std::size_t>(count));
  for (std::int64_t i = 0; i < count; ++i) ASSERT_EQ(hours[static_cast<std::size_t>(i)], i);
  EXPECT_EQ(line.At(0).parent, std::nullopt);
}

class PlanTest : public testing::Test {
 protected:
  PlanTest() {
    for (int i = 0; i < 4; ++i) ids_.push_back(git_.Commit(i));
  }
  ReplayPlan Plan(const std::string& known, std::int64_t hours = 0) {
    repository_.emplace(git_.site());
    const HistoryRecord record{known, (GitSite::kBegin + hours * 3600) * 1000, ""};
    return PlanReplay(*repository_, *repository_->Head(), known.empty() ? std::nullopt : std::optional(record));
  }
  std::string Short(std::size_t i) const { return ids_[i].substr(0, 10); }

  GitSite git_{"plan"};
  std::vector<std::string> ids_;
  std::optional<GitRepository> repository_;
};

TEST_F(PlanTest, BeginsWithTheFirstCommitOrBehindTheLastOneSeen) {
  EXPECT_EQ(Plan("").count(), 4U);
  EXPECT_EQ(Plan(ids_[1]).count(), 2U);
  EXPECT_EQ(Plan(ids_[3]).count(), 0U);
  EXPECT_EQ(Plan(ids_[1]).notice, "");
}

TEST_F(PlanTest, ARewrittenBranchGoesOnWhereTheTwoPart) {
  git_.Git("reset -q --hard HEAD~2");
  git_.Commit(10);
  const ReplayPlan plan = Plan(ids_[3]);
  EXPECT_EQ(plan.count(), 1U);
  EXPECT_EQ(Hex(plan.base->id), ids_[3]);
  EXPECT_EQ(plan.notice, fmt::format("HEAD is no longer behind {}, up to which the history was replayed: going on from "
                                     "{}, where they part",
                                     Short(3), Short(1)));
}

TEST_F(PlanTest, AnOlderHeadHasNothingNew) {
  git_.Git("checkout -q HEAD~2");
  const ReplayPlan plan = Plan(ids_[3]);
  EXPECT_EQ(plan.count(), 0U);
  EXPECT_EQ(plan.notice,
            fmt::format("HEAD is no longer behind {}, up to which the history was replayed: it went back", Short(3)));
}

TEST_F(PlanTest, AnotherHistoryIsReplayedAsAWhole) {
  git_.Git("checkout -q --orphan other");
  git_.Commit(20);
  const ReplayPlan plan = Plan(ids_[3]);
  EXPECT_EQ(plan.count(), 1U);
  EXPECT_EQ(plan.notice, fmt::format("HEAD is no longer behind {}, up to which the history was replayed: the two have "
                                     "no commit in common, all of it is replayed",
                                     Short(3)));
}

TEST_F(PlanTest, ACommitThatIsGoneIsReplacedByItsTime) {
  const ReplayPlan plan = Plan("0123456789012345678901234567890123456789", 1);
  EXPECT_EQ(plan.count(), 2U);
  EXPECT_TRUE(plan.lost);
  EXPECT_EQ(plan.notice,
            "the repository no longer has the commit 0123456789, up to which the history was replayed: going on with "
            "what was committed after 2026-01-01T01:00:00Z");
}

TEST_F(PlanTest, AShallowCloneSaysWhatItLacks) {
  git_.Git("clone -q --depth 2 file://$PWD ../shallow");
  const GitRepository shallow(git_.root() / "shallow");
  ReplayPlan plan = PlanReplay(shallow, *shallow.Head(), std::nullopt);
  EXPECT_EQ(plan.count(), 2U);
  EXPECT_EQ(plan.notice, fmt::format("the history is cut off before {} (a shallow clone): what went stale earlier is "
                                     "not seen; for all of it, run `git fetch --unshallow`, then `lockstep sync --git` "
                                     "with a new store",
                                     Short(2)));
}

}  // namespace
}  // namespace lockstep
