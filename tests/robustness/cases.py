"""The commands that are disturbed, each on a state that is put back as often as one likes.

All that a command writes lies in one place: the site, the store and what goes out. So the place can be a disk of its own, and "old
or new, and never half" is said of all of it at once.
"""

import re
import shutil

from sites import Program, Site
from work import make_memory, make_packages, without_runs

# What is written until it gets its name. The next run takes it away, or writes over it.
BESIDE = re.compile(r"(^|/)\.[^/]+\.lockstep")
MEMORY_UNITS = 3000  # some batches
HISTORY_DAYS = 8


class Ground:
    """The place, and the states that it can be in."""

    def __init__(self, lockstep, original, directory, limit, seed):
        self.lockstep, self.place = lockstep, directory / "place"
        self.states, self.inputs = directory / "states", directory / "inputs"
        for path in (self.place, self.states, self.inputs):
            path.mkdir()
        self.site = Site(lockstep, original, self.place / "site", limit, seed)
        self.out = self.place / "out"
        self.out.mkdir()
        self.make_states()

    def program(self):
        return Program(self.lockstep, self.place / "site", self.place / "store")

    def make_states(self):
        program = self.program()
        self.keep("new")
        program.run("sync", "--quiet")
        (self.out / "old.tmx").write_text("what was there before", encoding="utf-8")
        program.run("report", "--quiet", "--out", self.out / "report")
        self.site.edit(10)
        self.keep("edited")
        program.run("sync", "--quiet")
        self.keep("synced")
        self.packages = make_packages(program, self.inputs / "packages")
        self.memory = self.inputs / "memory.tmx"
        make_memory(self.memory, MEMORY_UNITS)
        for lang, sentence in (("en", "The wombat owns {} spades."), ("de", "Dem Wombat gehören {} Spaten.")):
            lines = "".join(sentence.format(number) + "\n" for number in range(MEMORY_UNITS))
            (self.inputs / f"plain.{lang}").write_text(lines, encoding="utf-8")
        self.run = program.run("tm", "import", self.memory).split()[-1].decode()  # "...; run 3"
        self.dump = self.inputs / "dump.jsonl"
        self.dump.write_bytes(program.dump())
        self.keep("imported")
        self.make_history()

    def make_history(self):
        shutil.rmtree(self.place / "store")
        self.site.git("init", "-q", "-b", "main", ".")
        for day in range(HISTORY_DAYS):
            self.site.commit(day)
            self.site.edit(4)
        self.keep("history")

    def keep(self, state):
        shutil.copytree(self.place, self.states / state)

    def put_back(self, state):
        """The place stays itself: it may be a disk."""
        self.clear()
        shutil.copytree(self.states / state, self.place, dirs_exist_ok=True)
        return self.program()

    def clear(self):
        for path in self.place.iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()

    def files(self):
        """The bytes of each file of the place but the store's and git's, by path."""
        found = {}
        for path in self.place.rglob("*"):
            inside = path.relative_to(self.place)
            if path.is_file() and ".git" not in inside.parts and inside.parts[0] != "store":
                found[str(inside)] = path.read_bytes()
        return found


class Case:
    """A command, the state that it is tried on, and what is the case when all is done."""

    def __init__(self, ground, name, state, *words):
        self.ground, self.name, self.state, self.words = ground, name, state, [str(word) for word in words]
        twin = self.fresh()
        self.before = ground.files()
        twin.run(*self.words)
        self.after = ground.files()
        self.settle(twin)
        self.finally_there, self.said = set(ground.files()), twin.said()
        self.expected = without_runs(twin.dump())

    def fresh(self):
        """The files have other stamps than the store knows, so a sync follows where the command needs one."""
        program = self.ground.put_back(self.state)
        if self.state in ("synced", "imported"):
            program.run("sync", "--quiet")
        return program

    def settle(self, program):
        """What people do when the trouble is over."""
        # A sync that knows nothing of the history would bind what the history has more to say of.
        steps = [self.words] if self.state == "history" else [["sync", "--quiet"], self.words, ["sync", "--quiet"]]
        for words in steps:
            program.run(*words)

    def torn(self):
        """Files that are neither what they were nor what they were to be, and those that are gone and were to stay."""
        found = self.ground.files()
        wrong = [name for name, data in found.items()
                 if data not in (self.before.get(name), self.after.get(name)) and not BESIDE.search(name)]
        return sorted(wrong + [name for name in self.before if name in self.after and name not in found])


def all_cases(ground):
    """Readers that write files, too: what they leave must be whole."""
    out = ground.out
    yield Case(ground, "first sync", "new", "sync", "--quiet")
    yield Case(ground, "sync", "edited", "sync", "--quiet")
    yield Case(ground, "sync --git", "history", "sync", "--git", "--quiet")
    yield Case(ground, "report", "synced", "report", "--quiet", "--out", out / "report")
    yield Case(ground, "export", "synced", "export", "--all", "--quiet", "--out", f"{out}/packages/")
    yield Case(ground, "import", "synced", "import", *ground.packages)
    yield Case(ground, "accept", "synced", "accept", "--all", "--by", "A Person")
    yield Case(ground, "tm import", "synced", "tm", "import", ground.memory)
    yield Case(ground, "tm build", "synced", "tm", "build", "--plain", ground.inputs / "plain.en", ground.inputs / "plain.de",
               "--source-lang", "en", "--target-lang", "de")
    yield Case(ground, "tm forget", "imported", "tm", "forget", "--run", ground.run)
    yield Case(ground, "tm export", "imported", "tm", "export", "--output", out / "old.tmx")
    yield Case(ground, "store load", "synced", "store", "load", "--force", ground.dump)
    yield Case(ground, "store gc", "imported", "store", "gc", "--keep-runs", "1")
    yield Case(ground, "store dump", "imported", "store", "dump", "--output", out / "dump.jsonl")
