#include <ostream>
#include <string>
#include <vector>

#include "pipeline/command.h"

int main(int argc, char** argv) {
  std::ios::sync_with_stdio(false);
  return lockstep::Main(std::vector<std::string>(argv + (argc > 0 ? 1 : 0), argv + argc));
}
