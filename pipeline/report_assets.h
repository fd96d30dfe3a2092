// The style sheet and the script of the report's pages, compiled in (cmake/embed_assets.cmake).
#pragma once

#include <string_view>

namespace lockstep {

struct ReportAsset {
  std::string_view text;
  std::string_view sha256;  // in Base64, as a Content-Security-Policy names it
};

const ReportAsset& ReportStyle();
const ReportAsset& ReportScript();

}  // namespace lockstep
