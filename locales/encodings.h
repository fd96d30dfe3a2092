// Texts in other encodings than UTF-8, as the tools of others write them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace lockstep {

// `bytes` as UTF-8; nothing where the encoding ("Shift_JIS", "windows-1252") is not known, or the bytes are not in it.
// A byte order mark of UTF-8, UTF-16 or UTF-32 decides before `encoding`, and is left out.
std::optional<std::string> DecodeText(std::string_view bytes, const std::string& encoding);

}  // namespace lockstep
