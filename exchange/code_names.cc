#include "exchange/code_names.h"

#include <array>

namespace lockstep {
namespace {

using Kind = InlineCode::Kind;

struct KindNames {
  Kind kind;
  std::string_view type;          // XLIFF 2
  std::string_view paired_ctype;  // XLIFF 1.2; "" = "x-" and our own name
  std::string_view alone_ctype;
};
constexpr std::array<KindNames, 13> kKinds = {{{Kind::kCode, "other", "", ""},
                                               {Kind::kLink, "link", "link", ""},
                                               {Kind::kImage, "image", "", "image"},
                                               {Kind::kEmphasis, "fmt", "italic", ""},
                                               {Kind::kStrong, "fmt", "bold", ""},
                                               {Kind::kStrikethrough, "fmt", "", ""},
                                               {Kind::kHtml, "other", "", ""},
                                               {Kind::kMath, "other", "", ""},
                                               {Kind::kAutolink, "link", "", ""},
                                               {Kind::kFootnote, "link", "", ""},
                                               {Kind::kLineBreak, "fmt", "", "lb"},
                                               {Kind::kEscape, "other", "", ""},
                                               {Kind::kShortcode, "other", "", ""}}};
constexpr std::string_view kOurs = "lockstep:";

const KindNames& NamesOf(Kind kind) {
  for (const KindNames& names : kKinds) {
    if (names.kind == kind) return names;
  }
  return kKinds.front();
}

}  // namespace

std::optional<Kind> InlineKindByName(std::string_view name) {
  for (const KindNames& names : kKinds) {
    if (name == Name(names.kind)) return names.kind;
  }
  return std::nullopt;
}

std::string_view TypeOf(Kind kind) {
  return NamesOf(kind).type;
}

std::string SubTypeOf(Kind kind) {
  return std::string(kOurs) += Name(kind);
}

std::optional<Kind> KindBySubType(std::string_view sub_type) {
  if (sub_type.substr(0, kOurs.size()) != kOurs) return std::nullopt;
  return InlineKindByName(sub_type.substr(kOurs.size()));
}

std::string CtypeOf(const PackageCode& code) {
  const KindNames& names = NamesOf(code.kind);
  const bool alone = code.position == InlineCode::Position::kAlone;
  const std::string_view ctype = alone ? names.alone_ctype : names.paired_ctype;
  return ctype.empty() ? std::string("x-") += Name(code.kind) : std::string(ctype);
}

std::optional<Kind> KindByCtype(std::string_view ctype) {
  if (ctype.empty()) return std::nullopt;
  if (ctype.substr(0, 2) == "x-") return InlineKindByName(ctype.substr(2));
  for (const KindNames& names : kKinds) {
    if (ctype == names.paired_ctype || ctype == names.alone_ctype) return names.kind;
  }
  return std::nullopt;
}

}  // namespace lockstep
