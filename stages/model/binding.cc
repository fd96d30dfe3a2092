#include "stages/model/binding.h"

namespace lockstep {

const char* Name(Evidence evidence) {
  switch (evidence) {
    case Evidence::kBootstrap: return "bootstrap";
    case Evidence::kSync: return "sync";
    case Evidence::kGit: return "git";
    case Evidence::kRepair: return "repair";
    case Evidence::kImport: return "import";
    case Evidence::kAccept: return "accept";
  }
  return "";
}

}  // namespace lockstep
