// What went stale in a translation, and what went by, as HTML: for the report's pages and for `diff --format html`.
#pragma once

#include <string>

#include "locales/formatting.h"
#include "stages/diff_entry.h"

namespace lockstep {

// An <article> with both sides, the edit word by word, its facts, a link to itself and buttons that copy. `id` is that
// of the element, unique on the page.
std::string ItemHtml(const DiffEntry& entry, const DiffItem& item, const std::string& id, const Formatter& formatter);

// The same of a debt that went: how, when, and what both sides say now.
std::string ClearedHtml(const DiffEntry& entry, const ClearedItem& item, const std::string& id,
                        const Formatter& formatter);

}  // namespace lockstep
