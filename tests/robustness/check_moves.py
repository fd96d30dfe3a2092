#!/usr/bin/env python3
"""Random documents that change their places: moved, removed, put back, swapped, given to other reviews; recut by other rules.

    check_moves.py LOCKSTEP [--times N] [--seed N]

Each time a small site in two languages goes through some syncs, with a few such edits before each, on both sides at once; paths are near
each other in byte order, and links stand among them. No sync may fail, `store verify` must find nothing after any, a second sync must find
nothing to do, and the files and documents in the store must be those of a fresh store. Exit status: 0 all right, 1 something is wrong, 2
wrong usage.
"""

import random
import re
import subprocess
import sys
from pathlib import Path

from random_rounds import run_rounds

CONFIGURATION = """version: 1
source_lang: en
collections:
  - name: docs
    files: "{{lang}}/**/*.md"
    key: {{field: ref}}
    lang: path
fields:
  translate: [{fields}]
guards: {{above: 1000}}
"""
NAMES = ["a.md", "b.md", "x.md", "x/a.md", "x-b.md"]
REVIEWS = 4


def text(number):
    return f"title: Lamp {number}\n---\nLamp number {number} costs {number} USD. It is bright.\n\nIt lasts {number} hours.\n"


class Moves:
    """One site, its store, and what went wrong with it."""

    def __init__(self, lockstep, directory, seed):
        self.lockstep, self.root, self.rng = lockstep, Path(directory), random.Random(seed)
        self.site, self.wrong, self.fresh = self.root / "site", [], 0
        for lang in ("en", "de"):
            (self.site / lang / "x").mkdir(parents=True)
            for number, name in enumerate(NAMES[:3]):
                self.put(self.site / lang / name, number, number + 1)
        self.cut("title")

    def cut(self, fields):
        (self.site / "lockstep.yml").write_text(CONFIGURATION.format(fields=fields), encoding="utf-8")

    def put(self, path, review, number):
        path.write_text(f"---\nref: r{review}\n{text(number)}", encoding="utf-8")

    def edit(self):
        rng, folder = self.rng, self.site / self.rng.choice(["en", "de"])
        files = [folder / name for name in NAMES if (folder / name).is_file()]
        place, number, review = folder / rng.choice(NAMES), rng.randint(1, 8), rng.randrange(REVIEWS)
        edit = rng.randrange(7)
        if edit == 0:
            self.put(place, review, number)
        elif edit == 1:
            self.cut(rng.choice(["title", "subtitle"]))
        elif edit == 2:
            link = folder / rng.choice(["x-", "b", "x-b.md-"])
            if link.is_symlink():
                link.unlink()
            else:
                link.symlink_to(rng.choice(["../other", "nowhere"]))
        elif not files:
            return
        elif edit == 3:
            rng.choice(files).replace(place)
        elif edit == 4:
            rng.choice(files).unlink()
        elif edit == 5:
            path = rng.choice(files)
            path.write_text(re.sub("ref: r.", f"ref: r{review}", path.read_text(encoding="utf-8")), encoding="utf-8")
        elif edit == 6:
            one, other = rng.choice(files), rng.choice(files)
            texts = one.read_bytes(), other.read_bytes()
            other.write_bytes(texts[0])
            one.write_bytes(texts[1] if one != other else texts[0])

    def run(self, *words, store="store"):
        done = subprocess.run([self.lockstep, *words, "--site", str(self.site), "--store", str(self.root / store)], capture_output=True,
                              timeout=60)
        if done.returncode != 0:
            self.wrong.append(f"{' '.join(words)} ended with {done.returncode}: {(done.stdout + done.stderr)[-1000:].decode()}")
        return done.stdout

    def documents(self, store):
        """What the store says of the files: the same whatever it said before."""
        lines = self.run("store", "dump", store=store).splitlines()
        return [line for line in lines if line.startswith((b'{"file"', b'{"document"'))]

    def go(self):
        for _ in range(6):
            for _ in range(self.rng.randint(1, 4)):
                self.edit()
            self.run("sync", "--force", "--quiet")
            self.run("store", "verify")
            if self.wrong:
                return
        documents = self.documents("store")
        if b"nothing changed" not in self.run("sync"):
            self.wrong.append("a second sync found something to do")
        self.run("sync", "--quiet", store="fresh")
        if self.documents("fresh") != documents:
            self.wrong.append("a fresh store has other documents")


sys.exit(run_rounds(__doc__, "moves", Moves))
