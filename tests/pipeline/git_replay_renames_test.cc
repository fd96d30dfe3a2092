// Documents that change their names, refs and languages, or come back, keep their bindings.
#include "tests/pipeline/replay_testing.h"

namespace lockstep {
namespace {

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

}  // namespace
}  // namespace lockstep
