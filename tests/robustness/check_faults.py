#!/usr/bin/env python3
"""Makes system calls fail, one at a time, and looks at what the program does about it. Needs strace.

    check_faults.py LOCKSTEP SITE [--times N] [--limit N] [--seed N]

A sync of an edited site, and a report, run with one failing call each: a write, fsync, rename, open, mmap ... somewhere in the middle, with
an error that such a call can have; then without room on the disk, without file descriptors, and without the permission to write. The
command must end with 0, or with 1 and words; the store must open, and after one undisturbed run its dump must equal that of a twin to
which nothing happened. Exit status: 0 all right, 1 something is wrong, 2 wrong usage, 77 strace is not there or may not trace.
"""

import argparse
import collections
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from sites import Program, Site

FAULTS = {
    "write": ["ENOSPC", "EIO"],
    "pread64": ["EIO"],
    "read": ["EIO"],
    "fsync": ["EIO"],
    "fdatasync": ["EIO", "ENOSPC"],
    "rename": ["EIO", "ENOSPC"],
    "renameat2": ["EIO"],
    "openat": ["EMFILE", "EACCES", "EIO"],
    "mmap": ["ENOMEM"],
    "unlink": ["EACCES"],
    "ftruncate": ["EIO"],
    "mkdir": ["ENOSPC"],
    "link": ["EMLINK"],
    "newfstatat": ["EACCES"],
    "getdents64": ["EIO"],
}
# The loader's own calls come first, and a program that was not loaded has nothing to say.
NOT_LOADED = re.compile(rb"error while loading shared libraries|cannot allocate|libc\.so")


class Checker:
    def __init__(self, options, directory):
        self.lockstep, self.directory = str(options.lockstep.resolve()), Path(directory)
        self.site = Site(self.lockstep, options.site, self.directory / "site", options.limit, options.seed)
        self.rng = self.site.rng
        self.base, self.twin = self.program("base"), self.program("twin")
        self.base.run("sync", "--quiet")
        self.site.edit(10)
        shutil.copytree(self.base.store, self.twin.store)
        self.twin.run("sync", "--quiet")
        self.expected = self.twin.dump()
        self.tally, self.wrong = collections.Counter(), 0

    def program(self, name):
        return Program(self.lockstep, self.site.root, self.directory / name)

    def complain(self, what, why):
        self.wrong += 1
        print(f"{what}: {why}")

    def calls(self, words):
        """How often each call is made by the command, once."""
        log = self.directory / "calls"
        subprocess.run(["strace", "-f", "-qq", "-o", log, "-e", "trace=" + ",".join(FAULTS), *words], check=True,
                       capture_output=True)
        return collections.Counter(re.findall(r"^\d+ +(\w+)\(", log.read_text(errors="replace"), re.MULTILINE))

    def fresh(self):
        program = self.program("tried")
        shutil.rmtree(program.store, ignore_errors=True)
        shutil.copytree(self.base.store, program.store)
        return program

    def judge(self, what, program, done):
        if done.returncode not in (0, 1) and not NOT_LOADED.search(done.stderr):
            self.complain(what, f"ended with {done.returncode}: {done.stderr[-300:]!r}")
        if done.returncode == 1 and not done.stderr.strip():
            self.complain(what, "failed and says nothing")
        self.tally["went on" if done.returncode == 0 else "said so"] += 1
        program.run("sync", "--quiet")
        program.verify()
        if done.returncode == 0 and b"unreadable]" in done.stderr:
            # Where a file was away while it could not be read, nobody can tell that it was renamed.
            if len(program.said()) != len(self.twin.said()):
                self.complain(what, "other documents than the twin's")
        elif self.without_runs(program.dump()) != self.without_runs(self.expected):
            self.complain(what, "the store differs from the twin's")

    @staticmethod
    def without_runs(dump):
        """What could not be read came with a run of its own."""
        lines = [line for line in dump.splitlines() if not line.startswith(b'{"run":')]
        return [re.sub(rb'"by":"run \d+"', b'"by":"run"', line) for line in lines]

    def inject(self, times):
        out = self.directory / "report"
        counts = {}
        for command in ("sync", "report"):
            words = [command, "--quiet"] + (["--out", str(out)] if command == "report" else [])
            counts[command] = words, self.calls(self.fresh().command(*words))
        for _ in range(times):
            command = self.rng.choice(["sync", "sync", "report"])
            words, count = counts[command]
            call = self.rng.choice(sorted(name for name in FAULTS if count[name]))
            error, at = self.rng.choice(FAULTS[call]), self.rng.randrange(1, count[call] + 1)
            program = self.fresh()
            trace = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={call}", "-e",
                     f"inject={call}:error={error}:when={at}"]
            try:
                done = subprocess.run([*trace, *program.command(*words)], capture_output=True, timeout=120)
            except subprocess.TimeoutExpired:
                self.complain(f"{command}, {call} {at} = {error}", "hangs")
                continue
            self.judge(f"{command}, {call} {at} = {error}", program, done)

    def starve(self):
        """Limits that hold for the whole run."""
        for files in (8, 12, 16, 24):
            program = self.fresh()
            done = subprocess.run(program.command("sync", "--quiet"), capture_output=True, timeout=120,
                                  preexec_fn=lambda files=files: resource.setrlimit(resource.RLIMIT_NOFILE, (files, files)))
            self.judge(f"{files} file descriptors", program, done)
        for size in (0, 4096, 65536):
            program = self.fresh()
            done = subprocess.run(program.command("sync", "--quiet"), capture_output=True, timeout=120,
                                  preexec_fn=lambda size=size: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)))
            self.judge(f"files of at most {size} bytes", program, done)

    def full_disk(self):
        """Needs the right to mount."""
        mount = self.directory / "small"
        mount.mkdir()
        for kilobytes in (64, 256, 512):
            if subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(mount)], capture_output=True).returncode:
                print("no small disk can be mounted here: left out")
                return
            try:
                program = self.program("small/store")
                done = subprocess.run(program.command("sync", "--quiet"), capture_output=True, timeout=120)
                if done.returncode == 1 and b"make room on the disk" not in done.stderr:
                    self.complain(f"a disk of {kilobytes} KB", f"no advice: {done.stderr[-300:]!r}")
                subprocess.run(["mount", "-o", "remount,size=200m", str(mount)], check=True)
                self.tally["said so" if done.returncode else "went on"] += 1
                program.run("sync", "--quiet")
                program.verify()
            finally:
                subprocess.run(["umount", str(mount)], check=True)

    def no_permission(self):
        """Nobody may write where root may."""
        if os.geteuid() != 0:
            return
        program = self.fresh()
        for path in [self.directory, *self.directory.rglob("*")]:
            path.chmod(0o755 if path.is_dir() else 0o644)
        done = subprocess.run(["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", *program.command("sync", "--quiet")],
                              capture_output=True, timeout=120)
        if done.returncode != 1 or b"permission" not in done.stderr.lower():
            self.complain("no permission", f"ended with {done.returncode}: {done.stderr[-300:]!r}")
        self.judge("no permission", program, done)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("lockstep", type=Path)
    parser.add_argument("site", type=Path)
    parser.add_argument("--times", type=int, default=40)
    parser.add_argument("--limit", type=int, default=40)
    parser.add_argument("--seed", default="1")
    options = parser.parse_args()
    if not shutil.which("strace") or subprocess.run(["strace", "-o", "/dev/null", "true"], capture_output=True).returncode:
        print("strace is not there, or may not trace")
        return 77
    with tempfile.TemporaryDirectory() as directory:
        checker = Checker(options, directory)
        checker.inject(options.times)
        checker.starve()
        checker.full_disk()
        checker.no_permission()
    print(", ".join(f"{count} {what}" for what, count in sorted(checker.tally.items())) + f"; {checker.wrong} wrong")
    return 0 if checker.wrong == 0 else 1


if __name__ == "__main__":
    sys.exit(main())
