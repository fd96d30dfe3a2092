#!/usr/bin/env python3
"""Holds `lockstep judge` against edits whose meaning is known (mutations.py), on the documents of a real site.

    check_mutations.py LOCKSTEP SITE [--limit N] [--seed N] [--jobs N] [--show N]

SITE is a directory with lockstep.yml, or for which `lockstep init` proposes one. Of its translations with an English
source, N are drawn (the same ones for the same seed). For each mutation a line is printed: how often it was tried, and
how often the judge was wrong; --show prints such cases. Exit status: 0 all right, 1 a case was wrong, 2 wrong usage.
"""

import argparse
import json
import random
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import mutations


def read(path):
    """The text with LF and without a BOM: what the mutations work on."""
    return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")


class Pair:
    """A source and its translation, and a generator of its own."""

    def __init__(self, site, row, seed):
        self.source_path, self.target_path, self.lang = row["source_path"], row["target_path"], row["lang"]
        self.source = read(site / self.source_path)
        self.target = read(site / self.target_path)
        self.rng = random.Random(f"{seed} {self.target_path}")


def pairs_of(lockstep, site, limit, seed):
    with tempfile.TemporaryDirectory() as store:
        place = ["--site", str(site), "--store", f"{store}/s"]
        subprocess.run([lockstep, "sync", "--quiet", *place], check=True, capture_output=True)
        listed = subprocess.run([lockstep, "status", "--list", "--format", "json", *place], check=True, capture_output=True)
    rows = [json.loads(line) for line in listed.stdout.splitlines()]
    rows = [row for row in rows if row["source_path"] and row["target_path"]]
    random.Random(seed).shuffle(rows)
    return [Pair(site, row, seed) for row in rows[:limit]]


def folded(text):
    """A text without what the mutations that mean nothing change."""
    return None if text is None else re.sub(r"\s+", " ", re.sub("[“”]", '"', text.replace("’", "'"))).strip()


def key_of(reason):
    return tuple(folded(reason[name]) for name in ("state", "class", "field", "old", "new", "source_text", "target_text"))


class Judge:
    """`lockstep judge` for one pair: what holds after an edit that did not hold before."""

    def __init__(self, lockstep, pair, directory):
        self.lockstep, self.pair, self.directory = lockstep, pair, Path(directory)
        reasons = self.reasons(pair.source, pair.target)
        self.before = {key_of(reason) for reason in reasons}
        self.flagged = [reason for reason in reasons if not reason["field"]]

    def reasons(self, source, target):
        texts = (self.pair.source, self.pair.target, source, target)
        names = [str(self.directory / f"{i}.md") for i in range(4)]
        for name, text in zip(names, texts):
            Path(name).write_bytes(text.encode("utf-8"))
        command = [self.lockstep, "judge", "--was", *names[:2], "--now", *names[2:], "--format", "json",
                   "--source-lang", "en", "--target-lang", self.pair.lang]
        done = subprocess.run(command, check=True, capture_output=True)
        return [json.loads(line) for line in done.stdout.splitlines()]

    def new_reasons(self, source, target):
        return [reason for reason in self.reasons(source, target) if key_of(reason) not in self.before]


def is_about(reason, touched):
    texts = [folded(reason[name]) for name in ("old", "new", "source_text") if reason[name]]
    paragraphs = [folded(text) for text in touched]
    return any(text in paragraph or paragraph in text for text in texts for paragraph in paragraphs)


def check_mutant(mutant, reasons):
    """What is wrong with the reasons found, or ""."""
    if mutant.classes:
        if len(reasons) != 1:
            return f"{len(reasons)} reasons, expected one"
        return "" if reasons[0]["class"] in mutant.classes else f"class {reasons[0]['class']}, expected {mutant.classes}"
    for reason in reasons:
        if not mutant.may_flag:
            return "flagged, expected nothing"
        if reason["class"] not in mutant.may_flag or not is_about(reason, mutant.touched):
            return "flagged what it does not touch"
    return ""


def was_flagged(judge, mutant):
    """What was flagged before, because the translation lacks it, is not found anew."""
    must_be_found = mutant.classes or mutant.may_flag
    return must_be_found and any(is_about(reason, mutant.touched) for reason in judge.flagged)


def check_typo(pair, judge):
    """A figure of the source is edited, and a typo of the translation elsewhere is mended: the flag stays."""
    mutant = mutations.changed_number(pair.source, pair.rng)
    if not mutant:
        return None
    stale = judge.new_reasons(mutant.text, pair.target)
    lines = {reason["target_line"] for reason in stale}
    front = mutations.parts(pair.target)[0].count("\n")
    mended = mutations.typo(pair.target, pair.rng, {line - 1 - front for line in lines if line})
    if not mended or not stale:
        return None
    found = judge.new_reasons(mutant.text, mended)
    same = [key_of(reason)[:6] for reason in found] == [key_of(reason)[:6] for reason in stale]
    return ("" if same else "the flags changed", found)


def check_pair(lockstep, pair):
    """(mutation, what is wrong or "", reasons) of each mutation that the pair allows."""
    with tempfile.TemporaryDirectory() as directory:
        judge = Judge(lockstep, pair, directory)
        for mutate in mutations.MUST_BE_FOUND + mutations.MEANS_NOTHING + mutations.TOUCHES_ONLY:
            mutant = mutate(pair.source, pair.rng)
            if mutant and mutant.text != pair.source and not was_flagged(judge, mutant):
                reasons = judge.new_reasons(mutant.text, pair.target)
                yield mutate.__name__, check_mutant(mutant, reasons), reasons
        for mutate in mutations.OF_TARGET:
            mutant = mutate(pair.target, pair.rng)
            if mutant and mutant.text != pair.target:
                reasons = judge.new_reasons(pair.source, mutant.text)
                yield "target: " + mutate.__name__, check_mutant(mutant, reasons), reasons
        mended = check_typo(pair, judge)
        if mended:
            yield "target: typo", *mended


def tell(wrong, pair, reasons):
    print(f"    {pair.source_path} -> {pair.target_path}: {wrong}")
    for reason in reasons:
        shown = {name: reason[name] for name in ("state", "class", "field", "old", "new", "target_text", "source_line")}
        print("      " + json.dumps(shown, ensure_ascii=False))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("lockstep", type=Path)
    parser.add_argument("site", type=Path)
    parser.add_argument("--limit", type=int, default=40)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--show", type=int, default=5, help="cases to print of each mutation")
    options = parser.parse_args()
    lockstep = str(options.lockstep.resolve())
    pairs = pairs_of(lockstep, options.site, options.limit, options.seed)
    tried, failures = {}, {}
    with ThreadPoolExecutor(options.jobs) as pool:
        for pair, results in zip(pairs, pool.map(lambda pair: list(check_pair(lockstep, pair)), pairs)):
            for name, wrong, reasons in results:
                tried[name] = tried.get(name, 0) + 1
                if wrong:
                    failures.setdefault(name, []).append((wrong, pair, reasons))
    for name, count in tried.items():
        wrongs = failures.get(name, [])
        print(f"{name}: {count} tried, {len(wrongs)} wrong")
        for case in wrongs[: options.show]:
            tell(*case)
    return 1 if failures or not tried else 0


if __name__ == "__main__":
    sys.exit(main())
