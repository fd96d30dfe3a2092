#!/usr/bin/env python3
"""The same site gives the same bytes, whoever runs the program and wherever.

    check_determinism.py LOCKSTEP SITE [--other LOCKSTEP] [--limit N] [--seed N]

A copy of N names' documents is synced, edited and synced again, with one and with eight threads, in languages whose capitals, digits
and direction are others (installed where localedef can make them; ICU asks the environment either way), at both ends of the
world's time zones, and by another build of the program. What the store holds, every file of the report, and what the commands print
must be the same to the byte. SOURCE_DATE_EPOCH stands in for the clock. Exit status: 0 all the same, 1 something differs, 2 wrong
usage.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from sites import Site

LOCALES = ["C", "ja_JP", "tr_TR", "ar_EG"]
ZONES = ["Pacific/Kiritimati", "Pacific/Pago_Pago"]
SAID = [("store", "dump"), ("status",), ("status", "--list", "--format", "json"), ("status", "--diagnostics"), ("diff",),
        ("diff", "--format", "json"), ("analyse",), ("check", "--annotate", "github"), ("tm", "stats")]
FIRST_DAY, SECOND_DAY = "1767225600", "1767312000"


def install_locales(directory):
    """Those that can be made; the others are asked for all the same."""
    made = []
    for name in LOCALES[1:]:
        words = ["localedef", "-i", name, "-f", "UTF-8", str(directory / f"{name}.UTF-8")]
        if shutil.which("localedef") and subprocess.run(words, capture_output=True).returncode == 0:
            made.append(name)
    return made


class World:
    """One way to run the program."""

    def __init__(self, name, lockstep, directory, jobs=2, **environment):
        self.name, self.lockstep, self.directory, self.jobs = name, str(lockstep), directory, jobs
        self.environment = {"PATH": os.environ["PATH"], "HOME": str(directory), "LOCPATH": str(directory / "locales"), **environment}

    def run(self, *words, day=SECOND_DAY):
        command = [self.lockstep, *words, "--site", "site", "--store", "store", "--jobs", str(self.jobs)]
        done = subprocess.run(command, cwd=self.directory, env={**self.environment, "SOURCE_DATE_EPOCH": day},
                              capture_output=True, timeout=300)
        if done.returncode not in (0, 3):
            raise SystemExit(f"{self.name}: {' '.join(words)} ended with {done.returncode}: {done.stderr.decode()[-2000:]}")
        return done.stdout, done.stderr

    def all_that_is_said(self):
        """By name: what commands print, and the report's files."""
        for name in ("store", "report", "site"):
            shutil.rmtree(self.directory / name, ignore_errors=True)
        said = {}
        for state, day in (("first", FIRST_DAY), ("second", SECOND_DAY)):
            shutil.rmtree(self.directory / "site", ignore_errors=True)
            shutil.copytree(self.directory / state, self.directory / "site")
            said[f"diagnostics of the {state} sync"] = self.run("sync", "--quiet", day=day)[1]
            said[f"summary of the {state} report"] = self.run("report", "--out", "report", "--summary", "text", day=day)[0]
        for words in SAID:
            said[" ".join(words)] = self.run(*words)
        report = self.directory / "report"
        said.update({str(path.relative_to(report)): path.read_bytes() for path in report.rglob("*") if path.is_file()})
        return said


def worlds(options, directory):
    lockstep = options.lockstep.resolve()
    yield World("one thread", lockstep, directory, jobs=1)
    yield World("eight threads", lockstep, directory, jobs=8)
    for name in LOCALES:
        full = name if name == "C" else f"{name}.UTF-8"
        yield World(f"LC_ALL={full}", lockstep, directory, LC_ALL=full, LANG=full, LANGUAGE=name)
    for zone in ZONES:
        yield World(f"TZ={zone}", lockstep, directory, TZ=zone)
    if options.other:
        yield World(str(options.other), options.other.resolve(), directory)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("lockstep", type=Path)
    parser.add_argument("site", type=Path)
    parser.add_argument("--other", type=Path, help="another build of the same program")
    parser.add_argument("--limit", type=int, default=40)
    parser.add_argument("--seed", default="1")
    options = parser.parse_args()
    wrong, tried = 0, 0
    with tempfile.TemporaryDirectory() as name:
        directory = Path(name)
        (directory / "locales").mkdir()
        made = install_locales(directory / "locales")
        site = Site(str(options.lockstep.resolve()), options.site, directory / "first", options.limit, options.seed)
        shutil.copytree(site.root, directory / "second")
        site.root = directory / "second"
        site.edit(20)
        expected = World("two threads", options.lockstep.resolve(), directory).all_that_is_said()
        for world in worlds(options, directory):
            said, tried = world.all_that_is_said(), tried + 1
            different = sorted(key for key in expected.keys() | said.keys() if expected.get(key) != said.get(key))
            if different:
                wrong += 1
                print(f"{world.name}: other bytes: {', '.join(different[:5])}")
    print(f"{tried} worlds, {len(expected)} texts each, locales installed: {' '.join(made) or 'none'}; {wrong} differ")
    return 0 if wrong == 0 else 1


if __name__ == "__main__":
    sys.exit(main())
