#!/usr/bin/env python3
"""Kills the program at random moments and looks at what is left.

    check_kills.py LOCKSTEP SITE [--kills N] [--limit N] [--seed N]

Works on a copy of N names' documents that is edited between the runs, and in part while they go on. `sync`, `sync --git`,
`report`, `import` and `tm import` are killed by SIGKILL in turn. After each kill the store must open and `store verify` be
clean; after one undisturbed run the dump must equal that of a twin that was never killed (of its verdicts, where the site was
edited while the killed run read it: the twin did not see what it saw). A report, and each file of the site, must be the old
one or the new one. Exit status: 0 all right, 1 something differs, 2 wrong usage.
"""

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from sites import Program, Site
from work import Bench, make_memory, make_packages, without_runs

MEMORY_UNITS = 6000  # some batches


def seconds_of(program, *words):
    begin = time.monotonic()
    program.run(*words)
    return time.monotonic() - begin


def kill(program, rng, longest, *words, meanwhile=None):
    """Starts the command and kills it within `longest` seconds; True where it was not done before."""
    process = subprocess.Popen(program.command(*words), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    editor = threading.Thread(target=meanwhile) if meanwhile else None
    if editor:
        editor.start()
    time.sleep(rng.uniform(0, longest))
    process.kill()
    if editor:
        editor.join()
    return process.wait() < 0


class Checker:
    def __init__(self, options, directory):
        self.lockstep, self.directory = str(options.lockstep.resolve()), Path(directory)
        self.site = Site(self.lockstep, options.site, self.directory / "site", options.limit, options.seed)
        self.rng = self.site.rng
        self.wrong = self.kills = 0

    def program(self, name):
        return Program(self.lockstep, self.site.root, self.directory / name)

    def complain(self, what):
        self.wrong += 1
        print(what)

    def same(self, what, expected, found):
        if expected != found:
            self.complain(f"{what}: differs from the twin that was never killed")

    def syncs(self, count, longest):
        """Kills that a sync of a site that stands still, and one of a site that is being edited, must outlive."""
        killed, twin = self.program("killed"), self.program("twin")
        for number in range(count):
            if number % 8 == 0:  # stores that begin anew: both have seen the same
                self.forget(killed, twin)
                longest_now = longest
            busy = number % 8 == 7
            if number % 3 != 2:  # else a killed run follows a killed run
                self.site.edit(self.rng.randrange(1, 12))
            meanwhile = (lambda: self.site.edit(6)) if busy else None
            self.kills += kill(killed, self.rng, longest_now, "sync", "--quiet", meanwhile=meanwhile)
            if number % 3 == 1:
                continue
            if self.begun(killed):
                killed.verify()
            for program in (killed, twin):
                program.run("sync", "--quiet")
            longest_now = longest / 2
            killed.verify()
            if busy:
                # What was seen between two edits is history that the twin does not know; it must not be today's text.
                self.same(f"sync {number}, edited meanwhile", self.documents_of(twin), self.documents_of(killed))
            else:
                self.same(f"sync {number}", twin.dump(), killed.dump())

    @staticmethod
    def begun(program):
        """False where the kill came before there was a store."""
        return (program.store / "CURRENT").exists() or any(program.store.glob("*/CURRENT"))

    def documents_of(self, program):
        return [(row["collection"], row["ref"], row["lang"], row["source_path"], row["target_path"])
                for row in program.said()]

    @staticmethod
    def forget(*programs):
        for program in programs:
            shutil.rmtree(program.store, ignore_errors=True)

    def replays(self, count):
        self.site.git("init", "-q", "-b", "main", ".")
        self.site.commit(0)
        for day in range(1, 30):
            self.site.edit(self.rng.randrange(1, 10))
            self.site.commit(day)
        twin = self.program("replayed")
        longest = seconds_of(twin, "sync", "--git", "--quiet")
        expected = twin.dump()
        killed = self.program("replayed-killed")
        for number in range(count):
            self.kills += kill(killed, self.rng, longest, "sync", "--git", "--quiet")
            if self.begun(killed):
                killed.verify()
            if number % 5 == 4:
                killed.run("sync", "--git", "--quiet")
                killed.verify()
                self.same(f"sync --git {number}", expected, killed.dump())
                self.forget(killed)

    def reports(self, count):
        program = self.program("told")
        program.run("sync", "--quiet")
        out = self.directory / "report"
        longest = seconds_of(program, "report", "--out", out)
        pages = self.pages(out)
        for number in range(count):
            self.site.edit(3)
            program.run("sync", "--quiet")
            self.kills += kill(program, self.rng, longest, "report", "--out", out)
            found = self.pages(out)
            program.run("report", "--out", out)
            whole = self.pages(out)
            if found not in (pages, whole):
                self.complain(f"report {number}: neither the old pages nor the new ones")
            pages = whole
            left = sorted(path.name for path in out.parent.iterdir() if path.name.startswith((".report", "report")))
            if left != ["report"]:
                self.complain(f"report {number}: left behind: {left}")

    def takings(self, command, files, count):
        """Kills of a command that takes `files` in; taken again, they must be in as if nothing had been."""
        program = self.program("base")
        self.forget(program)
        program.run("sync", "--quiet")
        if not files:
            files = make_packages(program, self.directory / "packages")
        kept = self.directory / "kept"
        shutil.rmtree(kept, ignore_errors=True)
        bench = Bench(program, kept)
        words = [*command.split(), *files]
        twin = bench.put_back()
        longest = seconds_of(twin, *words)
        twin.run("sync", "--quiet")  # feeds the memory
        taken, expected = bench.files(), without_runs(twin.dump())
        if command == "import" and taken == bench.before:
            self.complain("the packages change nothing")
        for number in range(count):
            what = f"{command} {number}"
            killed = bench.put_back()
            died = kill(killed, self.rng, longest, *words)
            self.kills += died
            killed.verify()
            if torn := bench.torn(taken):
                self.complain(f"{what}: neither old nor new: {torn[:3]}")
            killed.run("sync", "--quiet")
            killed.run(*words)
            killed.run("sync", "--quiet")
            killed.verify()
            self.same(what, taken, bench.files())
            self.same(what, expected, without_runs(killed.dump()))

    def imports(self, count):
        self.takings("import", [], count)

    def memories(self, count):
        memory = self.directory / "memory.tmx"
        make_memory(memory, MEMORY_UNITS)
        self.takings("tm import", [memory], count)

    @staticmethod
    def pages(out):
        """Which pages there are, and what the data says: all but the time."""
        data = out / "report.json"
        text = data.read_text(encoding="utf-8") if data.exists() else ""
        return sorted(str(path.relative_to(out)) for path in out.rglob("*")), len(text) > 0 and text.rstrip()[-1] == "}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("lockstep", type=Path)
    parser.add_argument("site", type=Path)
    parser.add_argument("--kills", type=int, default=30)
    parser.add_argument("--limit", type=int, default=40)
    parser.add_argument("--seed", default="1")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as directory:
        checker = Checker(options, directory)
        longest = seconds_of(checker.program("timed"), "sync", "--quiet")
        checker.syncs(options.kills * 3 // 10, longest)
        checker.reports(options.kills // 10)
        checker.imports(options.kills * 2 // 10)
        checker.memories(options.kills // 10)
        checker.replays(options.kills * 3 // 10)
    print(f"{checker.kills} of {options.kills} runs were killed before they were done; {checker.wrong} left something wrong")
    return 0 if checker.wrong == 0 and checker.kills > 0 else 1


if __name__ == "__main__":
    sys.exit(main())
