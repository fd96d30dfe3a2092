#!/usr/bin/env python3
"""Holds `lockstep sync` against a site whose documents are edited, renamed with a new `ref`, and edited back.

    check_renames.py LOCKSTEP SITE [--limit N] [--seed N]

Works on a copy of N translations and their sources. What was said of each translation must stay the same while files and
refs get other names, and be what it was at first when the edits are taken back. Prints what differs. Exit status: 0 all
right, 1 something differs, 2 wrong usage.
"""

import argparse
import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import mutations
from check_mutations import pairs_of

REF = re.compile(r"^(ref: *)(\"?)(.*?)(\"?\s*?)$", re.MULTILINE)
SUFFIX = "-renamed"


class Site:
    """A copy of some documents, with a store of its own."""

    def __init__(self, lockstep, original, pairs, directory):
        self.lockstep, self.root = lockstep, Path(directory) / "site"
        self.paths = sorted({path for pair in pairs for path in (pair.source_path, pair.target_path)})
        for path in self.paths:
            (self.root / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(original / path, self.root / path)
        given = original / "lockstep.yml"
        rules = given.read_text(encoding="utf-8") if given.exists() else self.run("init", "--dry-run", site=original)
        (self.root / "lockstep.yml").write_text(rules, encoding="utf-8")

    def run(self, *words, site=None):
        command = [self.lockstep, *words, "--site", str(site or self.root)]
        return subprocess.run(command, check=True, capture_output=True).stdout.decode("utf-8")

    def said(self):
        """What `status` says of each translation after a sync: reasons by review and language, names of old."""
        self.run("sync", "--quiet")
        self.run("store", "verify")
        rows = [json.loads(line) for line in self.run("status", "--list", "--format", "json").splitlines()]
        said = {}
        for row in rows:
            reasons = [{name: reason[name] for name in reason if name != "since"} for reason in row["reasons"]]
            said[row["ref"].replace(SUFFIX, ""), row["lang"]] = (row["state"], row["since"], reasons)
        return said

    def edit(self, path, change):
        file = self.root / path
        text = file.read_bytes().decode("utf-8")
        file.write_bytes((change(text) or text).encode("utf-8"))

    def rename(self):
        for path in self.paths:
            self.edit(path, lambda text: REF.sub(rf"\1\2\3{SUFFIX}\4", text, count=1))
            file = self.root / path
            file.rename(file.with_name(file.stem + SUFFIX + file.suffix))
        self.paths = [str(Path(path).with_name(Path(path).stem + SUFFIX + ".md")) for path in self.paths]


def mutate(pair):
    mutant = mutations.changed_number(pair.source, pair.rng) or mutations.negated_verb(pair.source, pair.rng)
    return mutant and mutant.text


def differences(what, expected, found, is_same):
    keys = [key for key in sorted(expected.keys() | found.keys()) if not is_same(expected.get(key), found.get(key))]
    for key in keys[:10]:
        print(f"{what}: {' '.join(key)}\n  expected {expected.get(key)}\n  found    {found.get(key)}")
    return len(keys)


def check(lockstep, original, limit, seed):
    pairs = pairs_of(lockstep, original, limit, seed)
    sources = {pair.source_path: pair for pair in pairs}
    originals = {path: (original / path).read_bytes() for path in sources}
    edited = {path: text for path, pair in sources.items() if (text := mutate(pair))}
    with tempfile.TemporaryDirectory() as directory:
        site = Site(lockstep, original, pairs, directory)
        first = site.said()
        for path, text in edited.items():
            site.edit(path, lambda _, text=text: text)
        stale = site.said()
        found = sum(1 for key in stale if stale[key] != first.get(key))
        site.rename()
        renamed = site.said()
        wrong = differences("renamed", stale, renamed, lambda a, b: a == b)
        for path in edited:
            name = str(Path(path).with_name(Path(path).stem + SUFFIX + ".md"))
            site.edit(name, lambda _, path=path: REF.sub(rf"\1\2\3{SUFFIX}\4", originals[path].decode("utf-8"), count=1))
        undone = site.said()
        wrong += differences("edited back", first, undone, lambda a, b: a and b and a[0] == b[0] and a[2] == b[2])
    print(f"{len(edited)} sources edited, {found} translations flagged; {wrong} differences after renaming and editing back")
    return wrong == 0 and found > 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("lockstep", type=Path)
    parser.add_argument("site", type=Path)
    parser.add_argument("--limit", type=int, default=40)
    parser.add_argument("--seed", default="1")
    options = parser.parse_args()
    return 0 if check(str(options.lockstep.resolve()), options.site, options.limit, options.seed) else 1


if __name__ == "__main__":
    sys.exit(main())
