#!/usr/bin/env python3
"""Holds work packages and `propagate` against the real history of a site: see corpus_splicing.cc.

    check_splicing.py PROGRAM SITE [identity|history|propagate ...] [--limit N] [--show N] [--out DIR]
                      [--format FORMAT] [--source LANG] [--bar SHARE]

SITE is a git repository; documents are paired by path, the language being a whole name in it. `identity` takes N
versions of the history (all of the end state without --limit), the others the commits that changed a source and its
translations together. With --bar, fails where the share of translations that come out as the same bytes is below it.
Exit status: 0 all holds, 1 something does not, 2 wrong usage.
"""

import argparse
import random
import re
import subprocess
import sys
import threading
from collections import defaultdict

TAG = re.compile(r"^[a-z]{2}(-[A-Za-z]+)?$")
BINARY_ZERO = "0" * 40


def git(site, *arguments):
    return subprocess.run(["git", "-C", site, *arguments], check=True, capture_output=True).stdout


class Blobs:
    """Reads blobs through one `git cat-file --batch`."""

    def __init__(self, site):
        self.process = subprocess.Popen(["git", "-C", site, "cat-file", "--batch"], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE)

    def read(self, blob):
        self.process.stdin.write(blob.encode() + b"\n")
        self.process.stdin.flush()
        size = int(self.process.stdout.readline().split()[2])
        text = self.process.stdout.read(size)
        self.process.stdout.read(1)
        return text


def split(path):
    """The path without its language, and the language; None where it names none."""
    names = path.split("/")
    for i, name in enumerate(names[:-1]):
        if TAG.match(name):
            return "/".join(names[:i] + ["*"] + names[i + 1:]), name
    return None, None


def tree(site, commit):
    """{neutral path: {language: (path, blob)}} of the Markdown files of a commit."""
    found = defaultdict(dict)
    for line in git(site, "ls-tree", "-r", "-z", commit).decode("utf-8", "replace").split("\0"):
        if not line.endswith(".md"):
            continue
        head, path = line.split("\t", 1)
        neutral, lang = split(path)
        if neutral and lang not in found[neutral]:
            found[neutral][lang] = (path, head.split()[2])
    return found


def pairs(site, source, limit):
    """(source, translation) of the end state, or of N random versions of the history."""
    commits = git(site, "rev-list", "--first-parent", "HEAD").decode().split()
    if limit is None:
        for langs in tree(site, "HEAD").values():
            yield from ((langs[source], langs[lang]) for lang in sorted(langs) if lang != source and source in langs)
        return
    chance = random.Random(7)
    trees = [tree(site, commit) for commit in chance.sample(commits, min(len(commits), 12))]
    seen = set()
    for _ in range(100 * limit):
        if len(seen) == limit:
            return
        langs = trees[chance.randrange(len(trees))]
        langs = langs[chance.choice(sorted(langs))] if langs else {}
        others = sorted(set(langs) - {source})
        if source not in langs or not others:
            continue
        pair = (langs[source], langs[chance.choice(others)])
        if (pair[0][1], pair[1][1]) not in seen:
            seen.add((pair[0][1], pair[1][1]))
            yield pair


def fours(site, source, limit):
    """(source, translation) before and after each commit that changed both."""
    found = []
    log = git(site, "log", "--first-parent", "-m", "--raw", "--no-abbrev", "--no-renames", "-z", "--format=%x01%H", "HEAD")
    for commit in log.decode("utf-8", "replace").split("\x01")[1:]:
        changed = defaultdict(dict)
        fields = commit.replace("\n", "\0").split("\0")
        for head, path in zip(fields, fields[1:]):
            if not head.startswith(":") or not path.endswith(".md"):
                continue
            _, _, old, new, _ = head.split(" ")
            neutral, lang = split(path)
            if neutral and BINARY_ZERO not in (old, new):
                changed[neutral][lang] = (path, old, new)
        for langs in changed.values():
            for lang in sorted(set(langs) - {source}):
                if source in langs:
                    found.append((langs[source], langs[lang]))
    if limit is not None and len(found) > limit:
        found = random.Random(7).sample(found, limit)
    for (source_path, source_old, source_new), (path, old, new) in found:
        yield (source_path, source_old), (path, old), (source_path, source_new), (path, new)


def run(options, mode):
    blobs = Blobs(options.site)
    command = [options.program, mode, "--show", str(options.show), "--format", options.format, "--out", options.out]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    out = []
    reader = threading.Thread(target=lambda: out.append(process.stdout.read()))
    reader.start()
    take = pairs if mode == "identity" else fours
    for group in take(options.site, options.source, options.limit):
        for path, blob in group:
            text = blobs.read(blob)
            process.stdin.write(f"{path} {len(text)}\n".encode() + text + b"\n")
    process.stdin.close()
    reader.join()
    text = out[0].decode("utf-8", "replace")
    print(f"{mode}:")
    print("".join(f"  {line}\n" for line in text.splitlines()), end="")
    return process.wait(), text


def count(text, what):
    found = re.search(rf"^{re.escape(what)}: (\d+)$", text, re.MULTILINE)
    return int(found.group(1)) if found else 0


def holds(options, mode):
    status, text = run(options, mode)
    if status != 0 or "FAILED" in text or "OTHERWISE" in text or count(text, "translations changed"):
        return False
    if mode == "history" and options.bar is not None:
        share = count(text, "the same bytes") / max(count(text, "translations"), 1)
        print(f"  share of the same bytes: {share:.3f}, bar {options.bar}")
        return share >= options.bar
    return True


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("program")
    parser.add_argument("site")
    parser.add_argument("modes", nargs="*")
    parser.add_argument("--limit", type=int)
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--out", default="")
    parser.add_argument("--format", default="xliff2")
    parser.add_argument("--source", default="en")
    parser.add_argument("--bar", type=float)
    options = parser.parse_args()
    modes = options.modes or ["identity", "history", "propagate"]
    if set(modes) - {"identity", "history", "propagate"}:
        parser.error("modes are identity, history and propagate")
    return 0 if all([holds(options, mode) for mode in modes]) else 1


if __name__ == "__main__":
    sys.exit(main())
