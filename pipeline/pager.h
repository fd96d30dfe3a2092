// Shows what a command prints in the user's pager, as git does, but when all of it is there: who reads must not keep
// the store from others.
#pragma once

#include "pipeline/console.h"

namespace lockstep {

// Keeps what is printed while it lives in a temporary file, and shows it at its end in $PAGER (by default `less`; LESS
// is set to FRX where it is not set: what fits the screen is just printed). So it has to outlive what holds the store.
// Does nothing where it is not `wanted`, or where $PAGER is "" or `cat`.
class Pager {
 public:
  Pager(Console& console, bool wanted);
  ~Pager();
  Pager(const Pager&) = delete;
  Pager& operator=(const Pager&) = delete;

 private:
  void Show() const;
  void Print() const;

  Console* console_;
  const char* command_;
  int spool_ = -1;   // the temporary file
  int stdout_ = -1;  // the standard output of before
};

}  // namespace lockstep
