#include "pipeline/completion.h"

#include "pipeline/console.h"

namespace lockstep {

int RunCompletion(const Arguments& arguments, Console& console) {
  const std::string& shell = arguments.operands.front();
  console.out() << (shell == "bash" ? BashCompletion() : shell == "zsh" ? ZshCompletion() : FishCompletion());
  return kDone;
}

}  // namespace lockstep
