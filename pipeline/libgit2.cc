#include "pipeline/libgit2.h"

#include <git2.h>
#include <sys/types.h>

#include <cstddef>

namespace lockstep {
namespace {

// What libgit2 keeps of a repository is bounded here: by default it maps packs up to 8 GB and keeps 256 MB of objects.
class Library {
 public:
  Library() {
    git_libgit2_init();
    git_libgit2_opts(GIT_OPT_SET_MWINDOW_SIZE, std::size_t{4} << 20U);
    git_libgit2_opts(GIT_OPT_SET_MWINDOW_MAPPED_LIMIT, std::size_t{32} << 20U);
    git_libgit2_opts(GIT_OPT_SET_CACHE_MAX_SIZE, static_cast<ssize_t>(8) << 20U);
  }
  ~Library() { git_libgit2_shutdown(); }
  Library(const Library&) = delete;
  Library& operator=(const Library&) = delete;
};

}  // namespace

void StartLibgit2() {
  static const Library library;
}

}  // namespace lockstep
