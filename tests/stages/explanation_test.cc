#include "stages/explanation.h"

#include <gtest/gtest.h>

namespace lockstep {
namespace {

Finding SourceEdited(EditClass edit_class, bool polished) {
  Finding finding;
  finding.decision.rung = Rung::kSourceEdited;
  finding.decision.edit_class = edit_class;
  finding.decision.rebind = true;
  finding.decision.polished = polished;
  return finding;
}

TEST(Explanation, SaysWhyAnEditOfTheSourceAsksNothing) {
  const std::string edited = "the source was edited and the translation was not, but the edit ";
  const auto decided = [](const Finding& finding) { return Explain(finding, {}, {}, Policy()).decided; };
  EXPECT_EQ(decided(SourceEdited(EditClass::kCosmetic, false)), edited + "is cosmetic");
  EXPECT_EQ(decided(SourceEdited(EditClass::kFigure, false)),
            edited + "only brings the source to what the translation already says");
  EXPECT_EQ(decided(SourceEdited(EditClass::kProse, true)),
            edited + "only polishes the wording, and the translator worked through the paragraph");
}

}  // namespace
}  // namespace lockstep
