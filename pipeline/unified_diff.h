// The difference of two versions of a file as `git diff` prints it. Knows libgit2.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace lockstep {

// Between the bytes `before` (nothing: a new file) and `after` of `path`; "" where they are the same.
std::string UnifiedDiff(const std::string& path, const std::optional<std::string_view>& before, std::string_view after);

}  // namespace lockstep
