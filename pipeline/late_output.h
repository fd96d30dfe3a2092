// Standard output that comes when the work is done.
//
// Whoever reads what a command prints may read slowly, or not at all: that must not keep the store from others.
#pragma once

#include <exception>
#include <ios>
#include <ostream>
#include <sstream>

#include "pipeline/console.h"

namespace lockstep {

// Keeps what is printed while it lives, and prints it at its end, also where that is an exception. So it has to outlive
// what holds the store.
class LateOutput {
 public:
  explicit LateOutput(Console& console) : out_(&console.out()), before_(out_->rdbuf(&kept_)) {}
  ~LateOutput() {
    out_->rdbuf(before_);
    try {
      (*out_ << kept_.view()).flush();
    } catch (const std::ios_base::failure&) {
      // The buffer remembers why. Where another failure is on its way, that is the one to tell, once.
      if (std::uncaught_exceptions() > 0) out_->exceptions(std::ios::goodbit);
    }
  }
  LateOutput(const LateOutput&) = delete;
  LateOutput& operator=(const LateOutput&) = delete;

 private:
  std::ostream* out_;
  std::stringbuf kept_;
  std::streambuf* before_;
};

}  // namespace lockstep
