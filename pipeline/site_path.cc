#include "pipeline/site_path.h"

#include <system_error>

namespace lockstep {

std::string PathInSite(const std::string& operand, const std::filesystem::path& site) {
  std::error_code error;
  const bool is_here = std::filesystem::exists(operand, error);
  const std::filesystem::path full = is_here ? std::filesystem::absolute(operand) : site / operand;
  const std::filesystem::path relative = full.lexically_normal().lexically_relative(site.lexically_normal());
  return relative.empty() ? full.string() : relative.string();
}

}  // namespace lockstep
