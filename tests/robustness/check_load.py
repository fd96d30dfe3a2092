#!/usr/bin/env python3
"""Readers and syncs at once.

    check_load.py LOCKSTEP SITE [--seconds N] [--readers N] [--syncs N] [--limit N] [--seed N]

Works on a copy of N names' documents, of which half are edited all the time. Readers ask for `status`, `diff` and `store verify`;
what is said of the documents that nobody edits must always be the same. Nothing may fail but by waiting longer than `--wait`.
Prints how many commands of each kind ended well and how long the slowest took. Exit status: 0 all right, 1 something is wrong, 2 wrong
usage.
"""

import argparse
import json
import random
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from sites import Program, Site

WAIT_S = 30


class Load:
    def __init__(self, options, directory):
        lockstep = str(options.lockstep.resolve())
        self.site = Site(lockstep, options.site, Path(directory) / "site", options.limit, options.seed)
        self.program = Program(lockstep, self.site.root, Path(directory) / "store")
        names = sorted({path.name for path in self.site.documents()})
        noisy = set(names[::2])
        self.noisy = [path for path in self.site.documents() if path.name in noisy]
        self.program.run("sync", "--quiet")
        self.quiet = {(row["ref"], row["lang"]): row for row in self.program.said()
                      if not {Path(row[side] or "").name for side in ("source_path", "target_path")} & noisy}
        self.end = time.monotonic() + options.seconds
        self.lock = threading.Lock()
        self.done, self.slowest, self.waited, self.wrong = {}, {}, 0, []

    def command(self, *words):
        """What it printed, or None where it had waited for too long."""
        begin = time.monotonic()
        result = subprocess.run(self.program.command(*words, "--wait", WAIT_S), capture_output=True, timeout=300)
        seconds = time.monotonic() - begin
        with self.lock:
            if result.returncode == 0:
                self.done[words[0]] = self.done.get(words[0], 0) + 1
                self.slowest[words[0]] = max(self.slowest.get(words[0], 0), seconds)
                return result.stdout
            if result.returncode == 1 and b"is held by process" in result.stderr:
                self.waited += 1
            else:
                self.wrong.append(f"{' '.join(words)} ended with {result.returncode}: "
                                  f"{(result.stdout[-500:] + result.stderr[-500:]).decode('utf-8', 'replace')}")
        return None

    def until_the_end(self, act):
        while time.monotonic() < self.end:
            try:
                act()
            except Exception as error:  # a thread that dies unseen would look like peace
                with self.lock:
                    self.wrong.append(repr(error))
                return

    def read(self, rng):
        words = rng.choice([("status", "--list", "--format", "json"), ("diff", "--format", "json"), ("store", "verify")])
        printed = self.command(*words)
        if printed is None or words[0] != "status":
            return
        rows = {}
        for line in printed.splitlines():
            row = json.loads(line)
            row.pop("since")
            for reason in row["reasons"]:
                reason.pop("since")
            rows[row["ref"], row["lang"]] = row
        with self.lock:
            self.wrong += [f"another answer for {key}" for key, row in self.quiet.items() if rows.get(key) != row][:3]

    def edit(self):
        path = self.site.rng.choice(self.noisy)
        temporary = path.with_name("." + path.name)
        text = path.read_bytes() + f"\n\nSentence {self.site.rng.randrange(10**6)}.\n".encode()
        temporary.write_bytes(text[:200_000])
        temporary.rename(path)
        time.sleep(0.02)

    def run(self, readers, syncs, seed):
        acts = [self.edit] + [lambda: self.command("sync", "--quiet")] * syncs
        acts += [lambda rng=random.Random(f"{seed}-{number}"): self.read(rng) for number in range(readers)]
        threads = [threading.Thread(target=self.until_the_end, args=(act,)) for act in acts]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.program.verify()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("lockstep", type=Path)
    parser.add_argument("site", type=Path)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--readers", type=int, default=20)
    parser.add_argument("--syncs", type=int, default=3)
    parser.add_argument("--limit", type=int, default=40)
    parser.add_argument("--seed", default="1")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as directory:
        load = Load(options, directory)
        load.run(options.readers, options.syncs, options.seed)
    for line in load.wrong[:10]:
        print(line)
    print("; ".join(f"{load.done[name]} {name}, slowest {load.slowest[name]:.1f} s" for name in sorted(load.done)) +
          f"; {load.waited} gave up waiting; {len(load.wrong)} wrong")
    return 0 if not load.wrong and load.done.get("sync") and load.done.get("status") else 1


if __name__ == "__main__":
    sys.exit(main())
