#include "pipeline/unified_diff.h"

#include <git2.h>

#include <memory>
#include <new>

#include "pipeline/libgit2.h"

namespace lockstep {
std::string UnifiedDiff(const std::string& path, const std::optional<std::string_view>& before,
                        std::string_view after) {
  StartLibgit2();
  git_diff_options options;
  git_diff_options_init(&options, GIT_DIFF_OPTIONS_VERSION);
  options.flags = GIT_DIFF_FORCE_TEXT;
  git_patch* raw = nullptr;
  const char* old_bytes = before ? before->data() : nullptr;
  const int failed = git_patch_from_buffers(&raw, old_bytes, before ? before->size() : 0, path.c_str(), after.data(),
                                            after.size(), path.c_str(), &options);
  const std::unique_ptr<git_patch, void (*)(git_patch*)> patch(raw, git_patch_free);
  if (failed != 0) throw std::bad_alloc();  // the one reason for which buffers cannot be compared
  git_buf buffer = GIT_BUF_INIT;
  if (patch == nullptr || git_patch_to_buf(&buffer, patch.get()) != 0) return "";
  std::string text(buffer.ptr, buffer.size);
  git_buf_dispose(&buffer);
  return text;
}

}  // namespace lockstep
