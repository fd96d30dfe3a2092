"""What comes back from outside: packages in which every translation was changed, and a translation memory.

A site to take them into, too: its files and its store as they were before, put back as often as one likes.
"""

import re
import shutil
from pathlib import Path

from sites import Program

TARGET = re.compile(r"(?<=<target>)(?=[^<\s])")
SENTENCE_END = re.compile(r"(?<=[a-z]\.)(?=</target>)")
# What depends on which run was the first: their numbers, and whether the memory has a text from the command or from the sync after one
# that could not tell it any more.
BY_RUN = [re.compile(rb'"by":"run \d+"'), re.compile(rb'"run":\d+'), re.compile(rb'"runs":\[[\d,]*\]'),
          re.compile(rb'"origin":"(sync|import|accept)"')]


def without_runs(dump):
    """A dump's lines without what depends on the order of runs: what a killed one began has another number than its twin's."""
    lines = [line for line in dump.splitlines() if not line.startswith(b'{"run":')]
    for pattern in BY_RUN:
        lines = [pattern.sub(b'"run"', line) for line in lines]
    return lines


def make_packages(program, directory):
    """Packages of all that the site has, each translation with a word more, or with a sentence; their paths."""
    program.run("export", "--all", "--quiet", "--out", f"{directory}/")
    paths = sorted(Path(directory).iterdir())
    for path in paths:
        text = TARGET.sub("Doch ", path.read_text(encoding="utf-8"))
        path.write_text(SENTENCE_END.sub(" Und so weiter.", text), encoding="utf-8")
    return paths


def make_memory(path, units):
    """A TMX file of `units` sentences that no site has."""
    variant = '<tuv xml:lang="{}"><seg>{} {} {}.</seg></tuv>'
    body = "".join("<tu>" + variant.format("en", "The wombat has", number, "burrows") +
                   variant.format("de", "Der Wombat hat", number, "Baue") + "</tu>\n" for number in range(units))
    header = '<header creationtool="t" creationtoolversion="1" segtype="sentence" o-tmf="t" adminlang="en" srclang="en" datatype="xml"/>'
    Path(path).write_text(f'<?xml version="1.0"?>\n<tmx version="1.4">{header}<body>\n{body}</body></tmx>\n', encoding="utf-8")


class Bench:
    """A site and its store that can be put back to where they were when this was made."""

    def __init__(self, program, directory):
        self.program, self.kept = program, Path(directory)
        shutil.copytree(program.site, self.kept / "site", ignore=shutil.ignore_patterns(".git"))
        shutil.copytree(program.store, self.kept / "store")
        self.before = self.files()

    def put_back(self):
        """A program on a fresh copy. The files have other stamps than the store knows, so a sync follows."""
        program = Program(self.program.lockstep, self.kept.parent / "tried-site", self.kept.parent / "tried-store")
        for path in (program.site, program.store):
            shutil.rmtree(path, ignore_errors=True)
        shutil.copytree(self.kept / "site", program.site)
        shutil.copytree(self.kept / "store", program.store)
        program.run("sync", "--quiet")
        self.program = program
        return program

    def files(self):
        """The bytes of each file of the site, by path."""
        root = self.program.site
        return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file() and ".git" not in path.parts}

    def torn(self, after):
        """Files that are neither what they were nor what they were to be."""
        wrong = []
        for name, found in self.files().items():
            if not name.endswith(".lockstep") and found not in (self.before.get(name), after.get(name)):
                wrong.append(name)
        return wrong + sorted(name for name in self.before if name not in self.files())
