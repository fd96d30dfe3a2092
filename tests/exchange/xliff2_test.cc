#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "exchange/package_format.h"
#include "exchange/xliff2_writer.h"
#include "tests/exchange/sample_package.h"

namespace lockstep {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Xliff2, ComesBackAsItWasWritten) {
  const WorkPackage package = SamplePackage();
  EXPECT_EQ(WithoutLines(ReadPackage(WriteXliff2(package))), AnswersOf(package));
}

}  // namespace
}  // namespace lockstep
