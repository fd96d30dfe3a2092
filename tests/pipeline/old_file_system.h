// A file system that renames and does nothing more: renameat2 fails with EINVAL, as on NFS.
#pragma once

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstddef>

#include <gtest/gtest.h>

namespace lockstep {

inline bool ForbidRenameFlags() {
  std::array<sock_filter, 4> filter = {{
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_renameat2, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EINVAL),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  }};
  const sock_fprog program{static_cast<unsigned short>(filter.size()), filter.data()};
  return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

// Runs `work`, which may have expectations, in a process of its own: 0 where all were met, 1 where not; -1 where this
// system has no means to do so.
template <typename Work>
int OnOldFileSystem(const Work& work) {
  constexpr int kNoMeans = 77;
  const pid_t child = fork();
  if (child == 0) {
    if (!ForbidRenameFlags()) _exit(kNoMeans);
    work();
    _exit(testing::Test::HasFailure() ? 1 : 0);
  }
  int status = 0;
  waitpid(child, &status, 0);
  if (!WIFEXITED(status)) return 1;
  return WEXITSTATUS(status) == kNoMeans ? -1 : WEXITSTATUS(status);
}

}  // namespace lockstep
