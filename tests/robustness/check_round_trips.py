#!/usr/bin/env python3
"""Random documents, edited on both sides, sent out, answered and taken back, twice.

    check_round_trips.py LOCKSTEP [--times N] [--seed N]

Each time a document of all kinds of blocks, with text that recurs, gets a translation; both are edited at random with a sync after each
edit: blocks are dropped, doubled, moved, joined and reworded, fields come and go, and text moves between fields and body. Then all that is
due is exported, answered and imported. No command may fail, `store verify` must find nothing, and a second import of the same package must
change no byte where the first refused nothing. Exit status: 0 all right, 1 something is wrong, 2 wrong usage.
"""

import random
import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

from random_rounds import run_rounds

CONFIGURATION = """version: 1
source_lang: en
collections:
  - name: docs
    files: docs/{lang}/*.md
    key: path
    lang: path
fields:
  translate: [title, subtitle]
  copy: [rating]
"""
WORDS = ["red", "cable", "small", "lamp", "loud", "quiet", "42 W", "$99", "10 %", "model X3", "never", "wide", "green", "wood"]
CODE = ["npm install acme", "return 0;", "x = 1", "}", "open(lamp)"]
XLIFF = "{urn:oasis:names:tc:xliff:document:2.0}"


class Text:
    """A document: its fields, and its blocks as Markdown."""

    def __init__(self, rng):
        self.rng = rng
        self.fields = {"title": self.sentence()}
        self.blocks = [self.block() for _ in range(rng.randint(2, 8))]

    def sentence(self):
        return " ".join(self.rng.choice(WORDS) for _ in range(self.rng.randint(2, 8))).capitalize() + "."

    def block(self):
        rng = self.rng
        return rng.choice([
            lambda: " ".join(self.sentence() for _ in range(rng.randint(1, 3))),
            lambda: "## " + " ".join(rng.choice(WORDS) for _ in range(2)),
            lambda: "```sh\n" + "\n".join(rng.choice(CODE) for _ in range(rng.randint(1, 3))) + "\n```",
            lambda: "\n".join("- " + self.sentence() for _ in range(rng.randint(1, 3))),
            lambda: '<div class="a">\n<a href="x"></a>\n</div>',
            lambda: "| a | b |\n|---|---|\n" + "\n".join(f"| {rng.choice(WORDS)} | {rng.choice(WORDS)} |"
                                                         for _ in range(rng.randint(1, 3))),
            lambda: "> " + self.sentence(),
            lambda: f"::: note\n\n{self.sentence()}\n\n:::",
        ])()

    def translated(self):
        other = Text(self.rng)
        other.fields = {name: translate(value) for name, value in self.fields.items()}
        other.blocks = [block if block.startswith(("```", "<div", ":::", "|")) else translate(block) for block in self.blocks]
        return other

    def edit(self):
        rng, blocks = self.rng, self.blocks
        at, to = rng.randrange(len(blocks)), rng.randint(0, len(blocks))
        is_prose = "\n" not in blocks[at] and blocks[at][0] not in "#>-:"
        edit = rng.randrange(8)
        if edit == 0 and len(blocks) > 1:
            del blocks[at]
        elif edit == 1:
            blocks.insert(to, self.block())
        elif edit == 2:
            blocks.insert(to, blocks[at])
        elif edit == 3:
            blocks.insert(min(to, len(blocks) - 1), blocks.pop(at))
        elif edit == 4:
            blocks[at] = blocks[at].replace(rng.choice(WORDS), rng.choice(WORDS), 1)
        elif edit == 5:
            self.fields[rng.choice(["title", "subtitle", "rating"])] = rng.choice([self.sentence(), "4.5", "open(lamp)"])
        elif edit == 6 and self.fields:
            del self.fields[rng.choice(list(self.fields))]
        elif edit == 7 and is_prose:
            self.fields[rng.choice(["title", "subtitle"])] = blocks[at]
            if len(blocks) > 1 and rng.random() < 0.5:
                del blocks[at]
        elif is_prose:
            blocks[at] += " " + self.sentence()

    def __str__(self):
        front = "".join(f'{name}: "{value}"\n' for name, value in self.fields.items())
        return (f"---\n{front}---\n\n" if front else "") + "\n\n".join(self.blocks) + "\n"


def translate(text):
    """Another word for each long one, figures as they are."""
    return re.sub(r"\b[a-z]{3,}\b", lambda word: word.group()[::-1] + "en", text)


class RoundTrip:
    def __init__(self, lockstep, directory, seed):
        self.lockstep, self.site, self.rng, self.wrong = lockstep, Path(directory), random.Random(seed), []
        (self.site / "lockstep.yml").write_text(CONFIGURATION)
        self.files = {lang: self.site / "docs" / lang / "lamp.md" for lang in ("en", "de")}
        for file in self.files.values():
            file.parent.mkdir(parents=True)

    def run(self, *words, may_end_with=(0,)):
        done = subprocess.run([self.lockstep, *words], cwd=self.site, capture_output=True, text=True, errors="replace", timeout=60)
        if done.returncode not in may_end_with:
            self.wrong.append(f"{' '.join(words)} ended with {done.returncode}: {(done.stdout + done.stderr)[-500:]}")
        return done.stdout

    def go(self):
        source = Text(self.rng)
        texts = {"en": source, "de": source.translated()}
        for edits in range(5):
            for lang, file in self.files.items():
                for _ in range(self.rng.randint(0, 3) if edits > 0 else 0):
                    texts[lang].edit()
                file.write_text(str(texts[lang]))
            self.run("sync", "--quiet", "--force")
            self.run("diff", "--format", "json")
        self.run("explain", "lamp", "--all")
        self.run("propagate", "--write")
        self.run("export", "--lang", "de", "--out", "sent.xlf")
        if (self.site / "sent.xlf").exists():
            self.answer()
            self.take_back()
        self.run("store", "verify")

    def answer(self):
        tree = ElementTree.parse(self.site / "sent.xlf")
        for number, segment in enumerate(tree.iter(f"{XLIFF}segment")):
            source, target = segment.find(f"{XLIFF}source"), segment.find(f"{XLIFF}target")
            if len(source):  # codes are another test's
                continue
            target = ElementTree.SubElement(segment, f"{XLIFF}target") if target is None else target
            target.clear()
            target.text = f"Antwort {number}: {translate(source.text)}"
            segment.set("state", "translated")
        tree.write(self.site / "answered.xlf", encoding="utf-8", xml_declaration=True)

    def take_back(self):
        # Not all of what random edits make can be put in; what is refused is said.
        said = self.run("import", "answered.xlf", may_end_with=(0, 1))
        first = self.files["de"].read_bytes()
        self.run("sync", "--quiet")
        self.run("import", "answered.xlf", may_end_with=(0, 1))
        if "refused" not in said and "conflict" not in said and self.files["de"].read_bytes() != first:
            self.wrong.append("the second import changed the translation")


sys.exit(run_rounds(__doc__, "round trips", RoundTrip))
