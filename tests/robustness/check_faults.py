#!/usr/bin/env python3
"""Makes system calls fail, one at a time, and looks at what the program does about it. Needs strace.

    check_faults.py LOCKSTEP SITE [--times N] [--limit N] [--seed N]

`sync` of an edited site, `sync --git`, `report`, `import` and `tm import` run with one failing call each: a write, fsync, rename, open,
mmap ... somewhere in the middle, with an error that such a call can have; then without room on the disk, without file descriptors,
and without the permission to write. The command must end with 0, or with 1 and words; the store must open, and after one undisturbed
run its dump must equal that of a twin to which nothing happened. Exit status: 0 all right, 1 something is wrong, 2 wrong usage, 77 strace is not there or may not trace.
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
from work import Bench, make_memory, make_packages, without_runs

MEMORY_UNITS = 6000  # some batches

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


class Case:
    """A command to be disturbed: on a state that it is tried on again and again, and what is the case when all is done."""

    def __init__(self, name, words, fresh, settle, files=dict):
        self.name, self.words, self.fresh, self.settle = name, words, fresh, settle
        twin = fresh()
        twin.run(*words)
        self.after = files()  # the site's, where the command changes them
        settle(twin)
        self.expected, self.said = without_runs(twin.dump()), twin.said()


class Checker:
    def __init__(self, options, directory):
        self.lockstep, self.directory = str(options.lockstep.resolve()), Path(directory)
        self.site = Site(self.lockstep, options.site, self.directory / "site", options.limit, options.seed)
        self.rng = self.site.rng
        self.tally, self.wrong = collections.Counter(), 0
        self.base = self.program("base")
        self.base.run("sync", "--quiet")
        self.site.edit(10)
        self.sync = Case("sync", ["sync", "--quiet"], self.fresh, self.synced)
        out = ["report", "--quiet", "--out", str(self.directory / "report")]
        report = Case("report", out, self.fresh, lambda program: (self.synced(program), program.run(*out)))
        self.cases = [self.sync, self.sync, report, self.replay(), *self.imports()]

    def program(self, name):
        return Program(self.lockstep, self.site.root, self.directory / name)

    def fresh(self):
        program = self.program("tried")
        shutil.rmtree(program.store, ignore_errors=True)
        shutil.copytree(self.base.store, program.store)
        return program

    @staticmethod
    def synced(program):
        program.run("sync", "--quiet")

    def imports(self):
        """What comes from outside; tried on a copy of the site, because packages change it."""
        program = self.program("asked")
        program.run("sync", "--quiet")
        packages = make_packages(program, self.directory / "packages")
        memory = self.directory / "memory.tmx"
        make_memory(memory, MEMORY_UNITS)
        self.bench = Bench(program, self.directory / "kept")
        for words in (["import", *packages], ["tm", "import", memory]):
            def settle(program, words=words):
                for step in (["sync", "--quiet"], words, ["sync", "--quiet"]):
                    program.run(*step)
            yield Case("import" if len(words) > 3 else "tm import", list(map(str, words)), self.bench.put_back, settle,
                       self.bench.files)

    def replay(self):
        """The site's history, of which the store has seen nothing."""
        root = self.directory / "history"
        shutil.copytree(self.site.root, root)
        history = Site.__new__(Site)
        history.root, history.rng, history.count = root, self.rng, 1000
        history.git("init", "-q", "-b", "main", ".")
        for day in range(8):
            history.commit(day)
            history.edit(4)

        def fresh():
            program = Program(self.lockstep, root, self.directory / "replayed")
            shutil.rmtree(program.store, ignore_errors=True)
            return program

        words = ["sync", "--git", "--quiet"]
        return Case("sync --git", words, fresh, lambda program: program.run(*words))

    def complain(self, what, why):
        self.wrong += 1
        print(f"{what}: {why}")

    def calls(self, words):
        """How often each call is made by the command, once."""
        log = self.directory / "calls"
        subprocess.run(["strace", "-f", "-qq", "-o", log, "-e", "trace=" + ",".join(FAULTS), *words], check=True,
                       capture_output=True)
        return collections.Counter(re.findall(r"^\d+ +(\w+)\(", log.read_text(errors="replace"), re.MULTILINE))

    def judge(self, what, case, program, done):
        if done.returncode not in (0, 1) and not NOT_LOADED.search(done.stderr):
            self.complain(what, f"ended with {done.returncode}: {done.stderr[-300:]!r}")
        if done.returncode == 1 and not done.stderr.strip():
            self.complain(what, "failed and says nothing")
        self.tally["went on" if done.returncode == 0 else "said so"] += 1
        if case.after and (torn := self.bench.torn(case.after)):
            self.complain(what, f"neither old nor new: {torn[:3]}")
        try:
            case.settle(program)
            program.verify()
        except AssertionError as failed:
            self.complain(what, f"is not overcome: {failed}")
            return
        if b"unreadable]" in done.stderr:
            # Where a file was away while it could not be read, nobody can tell that it was renamed.
            if len(program.said()) != len(case.said):
                self.complain(what, "other documents than the twin's")
        elif without_runs(program.dump()) != case.expected:
            self.complain(what, "the store differs from the twin's")

    def inject(self, times):
        counts = {case.name: self.calls(case.fresh().command(*case.words)) for case in self.cases}
        for number in range(times):
            case = self.cases[number % len(self.cases)]
            count = counts[case.name]
            call = self.rng.choice(sorted(name for name in FAULTS if count[name]))
            error, at = self.rng.choice(FAULTS[call]), self.rng.randrange(1, count[call] + 1)
            if call == "mmap":
                at += 1  # the first is the loader's own, which does not survive it
            program = case.fresh()
            trace = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={call}", "-e",
                     f"inject={call}:error={error}:when={at}"]
            what = f"{case.name}, {call} {at} = {error}"
            try:
                done = subprocess.run([*trace, *program.command(*case.words)], capture_output=True, timeout=120)
            except subprocess.TimeoutExpired:
                self.complain(what, "hangs")
                continue
            self.judge(what, case, program, done)

    def starve(self):
        """Limits that hold for the whole run."""
        limits = [(f"{files} file descriptors", resource.RLIMIT_NOFILE, files) for files in (8, 12, 16, 24)]
        limits += [(f"files of at most {size} bytes", resource.RLIMIT_FSIZE, size) for size in (0, 4096, 65536)]
        for case in {case.name: case for case in self.cases}.values():
            for told, limit, value in limits:
                program = case.fresh()
                done = subprocess.run(program.command(*case.words), capture_output=True, timeout=120,
                                      preexec_fn=lambda limit=limit, value=value: resource.setrlimit(limit, (value, value)))
                self.judge(f"{case.name}, {told}", case, program, done)

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
        self.judge("no permission", self.sync, program, done)


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
