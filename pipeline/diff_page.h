// `diff --format html`: one page that stands for itself, as safe as the report's.
#pragma once

#include <string>

#include "locales/formatting.h"
#include "stages/diff_entry.h"

namespace lockstep {

// `site` is its name. Behind the head come the entries, then PageEnd().
std::string DiffPageHead(const std::string& site, const Formatter& formatter);
std::string DiffPageEntry(const DiffEntry& entry, const Formatter& formatter);

}  // namespace lockstep
