// Shows what a command prints in the user's pager, as git does.
#pragma once

#include <sys/types.h>

#include "pipeline/console.h"

namespace lockstep {

// While it lives, standard output goes through $PAGER (by default `less`; LESS is set to FRX where it is not set: what
// fits the screen is just printed). Does nothing where it is not `wanted`, or where $PAGER is "" or `cat`.
class Pager {
 public:
  Pager(Console& console, bool wanted);
  ~Pager();
  Pager(const Pager&) = delete;
  Pager& operator=(const Pager&) = delete;

 private:
  void Start(const char* command);

  Console* console_;
  pid_t child_ = 0;
  int stdout_ = -1;  // the standard output of before
};

}  // namespace lockstep
