#!/usr/bin/env python3
"""Makes system calls fail, one at a time, and takes away what programs need; looks at what is done about it. Needs strace.

    check_faults.py LOCKSTEP SITE [--times N] [--limit N] [--seed N] [--only COMMAND]

Every command that writes (see cases.py) runs with one failing call: a write, fsync, rename, open, mmap ... somewhere in the middle,
with an error that such a call can have; N pairs of command and call, each pair once before any comes again. Then (see scarcity.py)
without room on the disk, on a disk that is read-only, without file descriptors, with files that may not grow, and without the
permission to read or write. The command must end with 0, or with 1 and words that name a path and the reason; what it writes must be
there as before or as it was to be; the store must open, and after one undisturbed run its dump must equal that of a twin to which
nothing happened. Exit status: 0 all right, 1 something is wrong, 2 wrong usage, 77 strace is not there or may not trace.
"""

import argparse
import collections
import errno
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from cases import Ground, all_cases
from scarcity import scarcities
from work import without_runs

FAULTS = {
    "write": ["ENOSPC", "EIO"],
    "pread64": ["EIO"],
    "read": ["EIO"],
    "fsync": ["EIO"],
    "fdatasync": ["EIO", "ENOSPC"],
    "syncfs": ["EIO"],
    "rename": ["EIO", "ENOSPC"],
    "renameat": ["EIO", "ENOSPC"],
    "renameat2": ["EIO"],
    "openat": ["EMFILE", "EACCES", "EIO"],
    "mmap": ["ENOMEM"],
    "unlink": ["EACCES"],
    "unlinkat": ["EACCES"],
    "ftruncate": ["EIO"],
    "fchmod": ["EPERM"],
    "mkdir": ["ENOSPC"],
    "mkdirat": ["ENOSPC"],
    "link": ["EMLINK"],
    "newfstatat": ["EACCES"],
    "getdents64": ["EIO"],
    "flock": ["ENOLCK"],
}
# What a failing call is told as by those who made it for us.
OTHER_WORDS = {"mmap": ["out of memory", os.strerror(errno.EAGAIN)]}
# The loader's own calls come first, and a program that was not loaded has nothing to say.
NOT_LOADED = re.compile(rb"error while loading shared libraries|cannot allocate|libc\.so")
TIMEOUT_S = 120
CLOCK = "1772323200"  # so that a run that is done again says the same


class Judge:
    """Looks at what a disturbed command left."""

    def __init__(self, ground):
        self.ground, self.wrong = ground, 0
        self.tally, self.by_case = collections.Counter(), collections.Counter()

    def complain(self, what, why):
        self.wrong += 1
        print(f"{what}: {why}", flush=True)

    def run(self, what, program, case, before=(), **popen):
        """The command behind the words of `before`; None where it hangs."""
        try:
            return subprocess.run([*map(str, before), *program.command(*case.words)], capture_output=True, timeout=TIMEOUT_S, **popen)
        except subprocess.TimeoutExpired:
            return self.complain(what, "hangs")

    def judge(self, what, case, program, done, reasons, after=lambda: None):
        """`reasons` are the words of which one must stand in a failure; `after` takes the trouble away."""
        status, said = done.returncode, done.stderr
        self.by_case[case.name] += 1
        self.tally["went on" if status == 0 else "said so"] += 1
        if status not in (0, 1) and not NOT_LOADED.search(said):
            self.complain(what, f"ended with {status}: {said[-300:]!r}")
        if status == 1 and not self.is_clear(said, reasons):
            self.complain(what, f"does not say what and why: {said[-300:]!r}")
        if torn := case.torn():
            self.complain(what, f"neither old nor new: {torn[:3]}, after {said[-300:]!r}")
        after()
        try:
            case.settle(program)
            program.verify()
        except AssertionError as failed:
            self.complain(what, f"is not overcome: {failed}")
            return
        self.compare(what, case, program, said)

    @staticmethod
    def is_clear(said, reasons):
        names_it = b"/" in said or b"standard output" in said
        return names_it and any(reason.encode() in said for reason in reasons)

    def compare(self, what, case, program, said):
        if (there := set(self.ground.files())) != case.finally_there:
            self.complain(what, f"other files than the twin's: {sorted(there ^ case.finally_there)[:3]}")
        if b"unreadable]" in said:
            # Where a file was away while it could not be read, nobody can tell that it was renamed.
            if len(program.said()) != len(case.said):
                self.complain(what, "other documents than the twin's")
        elif without_runs(program.dump()) != case.expected:
            self.complain(what, "the store differs from the twin's")


def calls(words, log):
    """How often each call is made by the command, once."""
    subprocess.run(["strace", "-f", "-qq", "-o", log, "-e", "trace=" + ",".join(FAULTS), *words], check=True, capture_output=True)
    return collections.Counter(re.findall(r"^\d+ +(\w+)\(", log.read_text(errors="replace"), re.MULTILINE))


def inject(cases, judge, times, rng, log):
    """One failing call a run."""
    counts = {case: calls(case.fresh().command(*case.words), log) for case in cases}
    pairs = [(case, call) for case in cases for call in FAULTS if counts[case][call]]
    rng.shuffle(pairs)
    for number in range(times):
        case, call = pairs[number % len(pairs)]
        error, at = rng.choice(FAULTS[call]), rng.randrange(1, counts[case][call] + 1)
        if call == "mmap":
            at += 1  # the first is the loader's own, which does not survive it
        what = f"{case.name}, {call} {at} = {error}"
        trace = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={call}", "-e", f"inject={call}:error={error}:when={at}"]
        program = case.fresh()
        if done := judge.run(what, program, case, before=trace):
            judge.judge(what, case, program, done, [os.strerror(getattr(errno, error)), *OTHER_WORDS.get(call, [])])
    return len(pairs)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("lockstep", type=Path)
    parser.add_argument("site", type=Path)
    parser.add_argument("--times", type=int, default=40)
    parser.add_argument("--limit", type=int, default=40)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--only", help="the command that is disturbed, such as \"tm import\"")
    options = parser.parse_args()
    if not shutil.which("strace") or subprocess.run(["strace", "-o", "/dev/null", "true"], capture_output=True).returncode:
        print("strace is not there, or may not trace")
        return 77
    os.environ["SOURCE_DATE_EPOCH"] = CLOCK
    os.environ["HOME"] = "/nowhere"  # nobody may look into root's
    with tempfile.TemporaryDirectory() as name:
        directory = Path(name)
        # Where nobody may read it, too.
        lockstep = shutil.copy(options.lockstep, directory / "lockstep")
        ground = Ground(str(lockstep), options.site, directory, options.limit, options.seed)
        cases = [case for case in all_cases(ground) if options.only in (None, case.name)]
        judge = Judge(ground)
        pairs = inject(cases, judge, options.times, ground.site.rng, directory / "calls")
        for scarcity in scarcities(directory):
            for case in cases:
                scarcity(case, judge)
    print("; ".join(f"{name} {count}" for name, count in judge.by_case.items()))
    print(f"{min(options.times, pairs)} of {pairs} pairs of command and call; " +
          ", ".join(f"{count} {what}" for what, count in sorted(judge.tally.items())) + f"; {judge.wrong} wrong")
    return 0 if judge.wrong == 0 else 1


if __name__ == "__main__":
    sys.exit(main())
