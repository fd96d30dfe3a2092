"""A copy of some documents of a site that is edited as people edit, and the program that is tried on it."""

import json
import random
import re
import shutil
import subprocess
from pathlib import Path

NUMBER = re.compile(r"(?<=[a-z] )\d+(?= [a-z])")
REF = re.compile(r"^(ref: *[\w.-]+)", re.MULTILINE)


class Program:
    """The program under test, on one site and one store."""

    def __init__(self, lockstep, site, store):
        self.lockstep, self.site, self.store = str(lockstep), Path(site), Path(store)

    def command(self, *words):
        return [self.lockstep, *map(str, words), "--site", str(self.site), "--store", str(self.store)]

    def run(self, *words, expect=0, timeout=120):
        """What the command prints; it must end with `expect`, or with any status where that is None."""
        done = subprocess.run(self.command(*words), capture_output=True, timeout=timeout)
        if expect is not None and done.returncode != expect:
            raise AssertionError(f"{' '.join(map(str, words))} ended with {done.returncode}:\n"
                                 f"{(done.stdout[-2000:] + done.stderr).decode('utf-8', 'replace')}")
        return done.stdout

    def dump(self):
        return self.run("store", "dump")

    def said(self):
        """What `status` says, without since when."""
        rows = [json.loads(line) for line in self.run("status", "--list", "--format", "json").splitlines()]
        for row in rows:
            row.pop("since")
            for reason in row["reasons"]:
                reason.pop("since")
        return rows

    def verify(self):
        self.run("store", "verify")


class Site:
    """Documents to break and mend: a copy of at most `limit` pairs of documents of `original`."""

    def __init__(self, lockstep, original, root, limit, seed):
        self.root, self.rng = Path(root), random.Random(seed)
        original = Path(original)
        self.root.mkdir(parents=True)
        rules = subprocess.run([lockstep, "init", "--dry-run", "--site", str(original)], check=True, capture_output=True)
        given = original / "lockstep.yml"
        (self.root / "lockstep.yml").write_bytes(given.read_bytes() if given.exists() else rules.stdout)
        with open(self.root / "lockstep.yml", "a", encoding="utf-8") as file:
            file.write("\nguards: {above: 1000000}\n")  # what is tried here does more than any guard would allow
        everything = sorted(path.relative_to(original) for path in original.rglob("*.md"))
        by_name = {}
        for path in everything:
            by_name.setdefault(path.name, []).append(path)
        names = sorted(name for name, paths in by_name.items() if len(paths) > 1)
        for name in self.rng.sample(names, min(limit, len(names))):
            for path in by_name[name]:
                (self.root / path).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(original / path, self.root / path)
        self.count = 0

    def documents(self):
        return sorted(path for path in self.root.rglob("*.md") if not path.name.startswith("."))

    def edit(self, times=1):
        """Does what happens to a site: sentences come, numbers change, documents come, go and get other names."""
        for _ in range(times):
            path = self.rng.choice(self.documents())
            self.rng.choice([self.append, self.append, self.renumber, self.renumber, self.copy, self.rename, self.remove])(path)

    def append(self, path):
        self.count += 1
        with open(path, "a", encoding="utf-8") as file:
            file.write(f"\n\nA sentence with the number {self.count} in it.\n")

    def renumber(self, path):
        text = path.read_bytes().decode("utf-8", "surrogateescape")
        text = NUMBER.sub(lambda _: str(self.rng.randrange(2, 5000)), text, count=self.rng.randrange(1, 4))
        path.write_bytes(text.encode("utf-8", "surrogateescape"))

    def copy(self, path):
        self.count += 1
        text = path.read_bytes().decode("utf-8", "surrogateescape")
        text = REF.sub(rf"\1-{self.count}", text, count=1)
        path.with_name(f"{path.stem}-{self.count}.md").write_bytes(text.encode("utf-8", "surrogateescape"))

    def rename(self, path):
        self.count += 1
        path.rename(path.with_name(f"{path.stem}-{self.count}.md"))

    def remove(self, path):
        if len(self.documents()) > 10:
            path.unlink()

    def git(self, *words):
        identity = ["-c", "user.name=A Person", "-c", "user.email=person@example.org", "-c", "gc.auto=0"]
        subprocess.run(["git", "-C", str(self.root), *identity, *words], check=True, capture_output=True)

    def commit(self, day):
        """Commits everything as of noon of a day counted from the first of 2026."""
        self.git("add", "-A")
        stamp = f"{1767268800 + day * 86400} +0000"
        subprocess.run(["git", "-C", str(self.root), "-c", "user.name=A Person", "-c", "user.email=person@example.org",
                        "commit", "-q", "--allow-empty", "-m", f"Day {day}"], check=True, capture_output=True,
                       env={"GIT_AUTHOR_DATE": stamp, "GIT_COMMITTER_DATE": stamp, "PATH": "/usr/bin:/bin", "HOME": "/"})
