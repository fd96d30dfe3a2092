#include <gtest/gtest.h>

#include "exchange/package_format.h"
#include "tests/exchange/sample_package.h"

namespace lockstep {
namespace {

// What of the answers PO tells: a po_fuzzy text is none, and the path of the translation is not in the file.
PackageAnswers AsPo(PackageAnswers answers) {
  for (AnsweredFile& file : answers.files) {
    file.target_path.clear();
    for (PackageAnswer& answer : file.answers) {
      if (answer.state == AnswerState::kOpen) answer.target.reset();
    }
  }
  return answers;
}

TEST(Po, ComesBackAsItWasWritten) {
  const WorkPackage package = SamplePackage();
  EXPECT_EQ(WithoutLines(ReadPackage(WritePackage(package, PackageFormat::kPo))), AsPo(AnswersOf(package)));
}

}  // namespace
}  // namespace lockstep
