#include <gtest/gtest.h>

#include "exchange/package_format.h"
#include "tests/exchange/sample_package.h"

namespace lockstep {
namespace {

TEST(Xliff1, ComesBackAsItWasWritten) {
  const WorkPackage package = SamplePackage();
  EXPECT_EQ(WithoutLines(ReadPackage(WritePackage(package, PackageFormat::kXliff1))), AnswersOf(package));
}

}  // namespace
}  // namespace lockstep
