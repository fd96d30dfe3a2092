// What the XLIFFs call the kinds of inline codes. Their own words are few, so ours go with them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "stages/model/work_package.h"

namespace lockstep {

// The kind of Name(kind).
std::optional<InlineCode::Kind> InlineKindByName(std::string_view name);

// XLIFF 2: `type` ("fmt") and `subType` ("lockstep:strong").
std::string_view TypeOf(InlineCode::Kind kind);
std::string SubTypeOf(InlineCode::Kind kind);
std::optional<InlineCode::Kind> KindBySubType(std::string_view sub_type);

// XLIFF 1.2: `ctype` ("bold", "x-math").
std::string CtypeOf(const PackageCode& code);
std::optional<InlineCode::Kind> KindByCtype(std::string_view ctype);

}  // namespace lockstep
