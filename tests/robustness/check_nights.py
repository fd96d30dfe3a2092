#!/usr/bin/env python3
"""Lives through years of nightly runs, and looks at what has grown.

    check_nights.py LOCKSTEP REPOSITORY [--nights N] [--rows N] [--keep-runs N] [--most X]

Each day on which something was committed is a night: the day's last commit is checked out in a clone, and `sync` brings one
store up to date with it, as scripts/nightly does. `store gc` follows every week. Printed is a table of N rows: the store's size,
processor and wall time of a sync, and its peak memory. What a store may cost depends on the site and not on its age: at the end the
old store and one that has only seen the last day do the same things (nothing, an edit, telling where each language stands), and the
old one may take X times what the new one takes, of the disk, of time, and of memory. Exit status: 0 all right, 1 something has
grown, 2 wrong usage.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

WEEK = 7
TRIES = 5
# Below these, a difference is the machine's and not the store's.
NOISE = {"disk": 1 << 20, "seconds": 0.05, "memory": 16 << 20}


def bytes_of(directory):
    return sum(path.stat().st_size for path in directory.rglob("*") if path.is_file())


def nights_of(repository):
    """The last commit of each day, oldest first."""
    log = subprocess.run(["git", "-C", str(repository), "log", "--reverse", "--date-order", "--format=%cs %H"], check=True,
                         capture_output=True, text=True).stdout
    return list(dict(line.split() for line in log.splitlines()).items())


class Store:
    """A store of the site, and what it costs to use it."""

    def __init__(self, lockstep, site, directory):
        self.lockstep, self.site, self.directory = lockstep, site, directory

    def run(self, *words):
        """Seconds of wall and processor time, and bytes of memory at most."""
        begin = time.monotonic()
        with tempfile.TemporaryFile() as complaint:
            process = subprocess.Popen([self.lockstep, *map(str, words), "--quiet", "--site", str(self.site), "--store",
                                        str(self.directory)], stdout=subprocess.DEVNULL, stderr=complaint)
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            if process.returncode != 0:
                complaint.seek(0)
                raise SystemExit(f"{' '.join(map(str, words))} ended with {process.returncode}: "
                                 f"{complaint.read().decode('utf-8', 'replace')[-2000:]}")
        return time.monotonic() - begin, usage.ru_utime + usage.ru_stime, usage.ru_maxrss << 10

    def size(self):
        return bytes_of(self.directory)


class Nights:
    def __init__(self, options, directory):
        self.options, directory = options, Path(directory)
        self.site = directory / "site"
        subprocess.run(["git", "clone", "--quiet", "--no-checkout", str(options.repository), str(self.site)], check=True)
        lockstep = str(options.lockstep.resolve())
        self.old, self.new = (Store(lockstep, self.site, directory / name) for name in ("old", "new"))
        self.nights = nights_of(self.site)[-options.nights:]
        self.check_out(self.nights[-1][1])
        subprocess.run([lockstep, "init", "--quiet", "--force", "--site", str(self.site)], check=True, stdout=subprocess.DEVNULL)

    def check_out(self, commit):
        subprocess.run(["git", "-C", str(self.site), "checkout", "--quiet", "--force", "--detach", commit], check=True)

    def live(self):
        print(f"{'night':>5}  {'day':10}  {'documents':>9}  {'store MB':>8}  {'CPU s':>6}  {'wall s':>6}  {'peak MB':>7}")
        every = max(1, len(self.nights) // self.options.rows)
        costs = []
        for number, (day, commit) in enumerate(self.nights, 1):
            self.check_out(commit)
            costs.append(self.old.run("sync", "--force"))
            if number % WEEK == 0:
                self.collect()
            if number % every == 0 or number == len(self.nights):
                self.row(number, day, costs)
                costs = []
        self.collect()

    def row(self, number, day, costs):
        """Of the nights since the row before: the median of the times, and the highest peak."""
        wall, cpu, memory = zip(*costs)
        documents = sum(1 for path in self.site.rglob("*.md"))
        print(f"{number:5}  {day}  {documents:9}  {self.old.size() / 1e6:8.1f}  {statistics.median(cpu):6.2f}  "
              f"{statistics.median(wall):6.2f}  {max(memory) / 1e6:7.1f}", flush=True)

    def collect(self):
        self.old.run("store", "gc", "--keep-runs", self.options.keep_runs)

    def grown(self):
        """What the old store takes too much of."""
        # Both have seen a run end since the checkout, and no stamp is racy any more.
        time.sleep(2)
        self.new.run("sync", "--force")
        self.old.run("sync", "--force")
        complaints = self.compare("the store", [("disk", self.old.size(), self.new.size())])
        complaints += self.race("sync of nothing", "sync")
        complaints += self.race("sync of an edit", "sync", before=self.edit)
        complaints += self.race("status", "status", "--list")
        return complaints

    def edit(self):
        path = max(self.site.rglob("*.md"), key=lambda path: (path.stat().st_size, path))
        with open(path, "a", encoding="utf-8") as file:
            file.write(f"\n\nOne more sentence at {time.monotonic()}.\n")

    def race(self, what, *words, before=lambda: None):
        costs = {self.old: [], self.new: []}
        for _ in range(TRIES):
            before()
            for store, found in costs.items():
                found.append(store.run(*words))
        best = {store: [min(column) for column in zip(*found)] for store, found in costs.items()}
        return self.compare(what, [("seconds", best[self.old][1], best[self.new][1]),
                                   ("memory", best[self.old][2], best[self.new][2])])

    def compare(self, what, figures):
        complaints = []
        for resource, old, new in figures:
            told = (f"{old:.2f} s, and {new:.2f} s" if resource == "seconds" else f"{old / 1e6:.1f} MB, and {new / 1e6:.1f} MB")
            print(f"{what}: {resource} {told} of a store that is new")
            if old > new * self.options.most + NOISE[resource]:
                complaints.append(f"{what}: more than {self.options.most} times the {resource} of a new store")
        return complaints


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("lockstep", type=Path)
    parser.add_argument("repository", type=Path)
    parser.add_argument("--nights", type=int, default=40, help="the last N days on which something was committed")
    parser.add_argument("--rows", type=int, default=10)
    parser.add_argument("--keep-runs", type=int, default=30)
    parser.add_argument("--most", type=float, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as directory:
        nights = Nights(options, directory)
        nights.live()
        complaints = nights.grown()
    for complaint in complaints:
        print(complaint)
    print(f"{len(nights.nights)} nights; {len(complaints)} wrong")
    return 0 if not complaints else 1


if __name__ == "__main__":
    sys.exit(main())
