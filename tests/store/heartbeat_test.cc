#include "store/heartbeat.h"

#include <gtest/gtest.h>

#include <fstream>

#include "store/lock.h"
#include "tests/store/store_testing.h"

namespace lockstep {
namespace {

TEST(Heartbeat, IsReadAsItWasWritten) {
  const TemporaryDirectory directory;
  EXPECT_EQ(ReadHeartbeat(directory.path()), std::nullopt);
  const Heartbeat first{.begin_ms = 1, .end_ms = 2, .documents = 3, .version = "0.1.0"};
  WriteHeartbeat(directory.path(), first);
  EXPECT_EQ(ReadHeartbeat(directory.path()), first);
  const Heartbeat second{.begin_ms = 4, .end_ms = 5, .documents = 6, .version = "0.2.0"};
  WriteHeartbeat(directory.path(), second);
  EXPECT_EQ(ReadHeartbeat(directory.path()), second);
}

TEST(Heartbeat, ThatSaysNothingIsNone) {
  const TemporaryDirectory directory;
  for (const char* text :
       {"", "{}", "{\"begin_ms\":1,\"end_ms\":", "[1]", "{\"begin_ms\":\"1\",\"end_ms\":2}", "\xff"}) {
    std::ofstream(directory.path() + "/heartbeat") << text;
    EXPECT_EQ(ReadHeartbeat(directory.path()), std::nullopt) << text;
  }
}

TEST(Heartbeat, IsNoStrangerInTheStore) {
  const TemporaryDirectory directory;
  StoreLock(directory.Store(), {.command = "test"});
  WriteHeartbeat(directory.Store(), {});
  EXPECT_NO_THROW(StoreLock(directory.Store(), {.command = "test"}));
}

}  // namespace
}  // namespace lockstep
