// What the program is talking to: asked of the system once, decided on by a pure function.
#pragma once

#include <cstddef>

#include "pipeline/command.h"
#include "pipeline/console.h"

namespace lockstep {

struct Terminal {
  bool out_is_terminal = false;
  bool err_is_terminal = false;
  bool no_color = false;   // NO_COLOR is set and not empty, or TERM is "dumb"
  std::size_t width = 80;  // COLUMNS, else what the terminal says
};

// The terminal of this process.
Terminal ReadTerminal();

// How a run talks that was called with `arguments`: --format, --color, --quiet, --verbose.
ConsoleOptions ChooseConsoleOptions(const Arguments& arguments, const Terminal& terminal);

}  // namespace lockstep
