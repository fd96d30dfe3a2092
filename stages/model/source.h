// The bytes of one file, as they are on disk.
#pragma once

#include <string>

#include "locales/range.h"

namespace lockstep {

// Never changed after it was read: every Range of a Document points into `text`.
struct Source {
  std::string path;  // relative to the site, '/' between names, UTF-8 as the file system gives it
  std::string text;
};

}  // namespace lockstep
