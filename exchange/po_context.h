// The context of a PO entry: which unit of which review it is, "_products/larkspur-one#p-12".
//
// It is what gettext's tools keep whatever they do, so it has to be enough to find the unit again.
#pragma once

#include <string>
#include <string_view>

namespace lockstep {

struct PoContext {
  std::string collection;  // "" where the context does not say it
  std::string ref;
  std::string unit;
};

std::string WritePoContext(const PoContext& context);
PoContext ReadPoContext(std::string_view text);

}  // namespace lockstep
