#include "exchange/po_context.h"

#include "exchange/quoting.h"
#include "locales/unicode.h"

namespace lockstep {
namespace {

constexpr char kMark = '%';

bool IsControl(char c) {
  return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
}

}  // namespace

std::string WritePoContext(const PoContext& context) {
  // A ref that is a path may be no UTF-8.
  const bool is_text = !FindInvalidUtf8(context.ref);
  const auto in_collection = [](char c) { return c != '/' && c != '#' && !IsControl(c); };
  const auto in_ref = [&](char c) {
    return c != '#' && !IsControl(c) && (is_text || static_cast<unsigned char>(c) < 0x80);
  };
  return Quoted(context.collection, kMark, in_collection) + "/" + Quoted(context.ref, kMark, in_ref) + "#" +
         context.unit;
}

PoContext ReadPoContext(std::string_view text) {
  const std::size_t hash = text.rfind('#');
  const std::size_t slash = text.substr(0, hash).find('/');
  if (hash == std::string_view::npos || slash == std::string_view::npos) return {{}, {}, std::string(text)};
  return {Unquoted(text.substr(0, slash), kMark), Unquoted(text.substr(slash + 1, hash - slash - 1), kMark),
          std::string(text.substr(hash + 1))};
}

}  // namespace lockstep
