#!/usr/bin/env python3
"""Damages the files of a store and looks at what the program makes of it.

    check_damage.py LOCKSTEP SITE [--times N] [--limit N] [--seed N]

Each time one file of a copy of the store gets a wrong byte, a wrong block, or loses its end. Then the answer of `status` must be
the right one, or there must be an error that says something and exit status 1: never a wrong verdict, a crash or a hang. `store
repair` must leave a store that `store verify` finds clean, which holds nothing that was not in the store before; a sync brings it back
to the right answer where bindings were not lost. Exit status: 0 all right, 1 something is wrong, 2 wrong usage.
"""

import argparse
import collections
import json
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from sites import Program, Site

TIMEOUT_S = 60


def damage(directory, rng):
    """Breaks one file of the database; what was done, in words."""
    files = sorted(path for path in directory.rglob("*") if path.is_file() and path.stat().st_size > 0)
    path = rng.choice(files)
    data = bytearray(path.read_bytes())
    kind = rng.choice(["byte", "byte", "block", "end"])
    at = rng.randrange(len(data))
    if kind == "byte":
        data[at] ^= 1 << rng.randrange(8)
    elif kind == "block":
        size = min(rng.choice([16, 512, 4096]), len(data) - at)
        data[at:at + size] = bytes(rng.randrange(256) for _ in range(size))
    else:
        del data[at:]
    path.write_bytes(data)
    return f"{kind} at {at} of {path.name}"


class Checker:
    def __init__(self, options, directory):
        self.lockstep, self.directory = str(options.lockstep.resolve()), Path(directory)
        self.rng = random.Random(options.seed)
        self.site = Site(self.lockstep, options.site, self.directory / "site", options.limit, options.seed)
        self.sound = Program(self.lockstep, self.site.root, self.directory / "sound")
        self.tally = collections.Counter()
        self.wrong = 0

    def prepare(self):
        """A store with a history: tables, a log, bindings of several runs, stale translations."""
        self.ever = set()
        for _ in range(5):
            self.site.edit(8)
            self.sound.run("sync", "--quiet")
            self.records = set(self.sound.dump().splitlines())
            self.ever |= self.records
        self.answer = self.sound.said()

    def check_salvaged(self, broken):
        """What is whole was in the store once: an older version may come back, but no other text."""
        lines = self.ask(broken, "store", "dump")[1].splitlines()
        foreign = [line for line in lines if line.startswith(b'{"document"') and line not in self.ever]
        if foreign:
            self.complain(self.what, f"the repair gives what never was there: {foreign[0][:300]}")

    def complain(self, what, why):
        self.wrong += 1
        print(f"{what}: {why}")

    def ask(self, program, *words):
        """Exit status, stdout; complains of a crash, a hang and an error without words."""
        try:
            done = subprocess.run(program.command(*words), capture_output=True, timeout=TIMEOUT_S)
        except subprocess.TimeoutExpired:
            self.complain(self.what, f"{words[0]} hangs")
            return 1, b""
        if done.returncode not in (0, 1):
            self.complain(self.what, f"{' '.join(words)} ended with {done.returncode}")
        if done.returncode != 0 and not done.stderr.strip() and not done.stdout.strip():
            self.complain(self.what, f"{' '.join(words)} failed and says nothing")
        return done.returncode, done.stdout

    def once(self):
        broken = Program(self.lockstep, self.site.root, self.directory / "broken")
        shutil.rmtree(broken.store, ignore_errors=True)
        shutil.copytree(self.sound.store, broken.store)
        self.what = damage(broken.store / "db", self.rng)
        status, rows = self.ask(broken, "status", "--list", "--format", "json")
        if status == 0:
            said = [self.without_since(json.loads(line)) for line in rows.splitlines()]
            if said != self.answer:
                self.complain(self.what, "status gives a wrong answer")
        self.tally["the right answer" if status == 0 else "an error"] += 1
        verified, _ = self.ask(broken, "store", "verify")
        if verified == 0:
            return
        self.tally["found by verify"] += 1
        repaired, _ = self.ask(broken, "store", "repair")
        if repaired != 0:
            self.tally["beyond repair"] += 1
            return
        self.tally["repaired"] += 1
        clean, findings = self.ask(broken, "store", "verify")
        if clean != 0:
            self.complain(self.what, f"not clean after a repair: {findings.decode('utf-8', 'replace').splitlines()[:2]}")
            return
        self.check_salvaged(broken)
        self.ask(broken, "sync", "--quiet")
        if self.ask(broken, "store", "verify")[0] != 0:
            self.complain(self.what, "not clean after a repair and a sync")
        _, dumped = self.ask(broken, "store", "dump")
        if self.records <= set(dumped.splitlines()):
            self.tally["brought back whole"] += 1

    @staticmethod
    def without_since(row):
        row.pop("since")
        for reason in row["reasons"]:
            reason.pop("since")
        return row


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("lockstep", type=Path)
    parser.add_argument("site", type=Path)
    parser.add_argument("--times", type=int, default=30)
    parser.add_argument("--limit", type=int, default=40)
    parser.add_argument("--seed", default="1")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as directory:
        checker = Checker(options, directory)
        checker.prepare()
        for _ in range(options.times):
            checker.once()
    print(f"{options.times} damages: " + ", ".join(f"{count} {what}" for what, count in sorted(checker.tally.items())) +
          f"; {checker.wrong} wrong")
    return 0 if checker.wrong == 0 else 1


if __name__ == "__main__":
    sys.exit(main())
