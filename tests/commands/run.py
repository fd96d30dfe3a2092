#!/usr/bin/env python3
"""Runs the command tests: documents that say what a user types and what he sees.

    tests/commands/run.py LOCKSTEP [--accept] [DOCUMENT.md ...]

A document is Markdown. Its prose explains; its fenced blocks are carried out in order, in an empty
directory of its own:

    ```file PATH          writes the block's text to PATH. Words behind the path change it: `crlf`
                          (lines end in CR LF), `bom` (opens with one), `no-newline` (no final one)
    ```sh                 a shell script that prepares something; must succeed.
                          Exit status 77 skips the rest of the document
    ```command            what is tested:
    $ lockstep sync       a command line for the shell, `lockstep` being the program under test
    documents: 2          lines of its standard output
    2> x.md:1:1: error    lines of its standard error
    => 1                  its exit status, where it is not 0

`lockstep-nightly` is `scripts/nightly`. Where root runs it, `lockstep` has not root's right to read everything; `unprivileged COMMAND` likewise.
What differs from run to run is replaced before comparing: the directory by `SITE`, times of day and
durations by `TIME`, the hash of the rules and the language data by `HASH`. `--accept` writes what the program says now into the documents: read the diff.
Exit status: 0 all as expected, 1 a difference, 2 wrong usage, 77 skipped.
"""

import difflib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

SKIPPED = 77
FENCE = re.compile(r"^(`{3,}|~{3,})\s*(\w+)[ \t]*(.*)$")
TIMEOUT_SECONDS = 240  # a sanitizer's build is slow

UNSTABLE = [
    (re.compile(r"\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|\b)"), "TIME"),
    (re.compile(r"\b\d+(\.\d+)? ?m?s\b(?=\W*$)", re.MULTILINE), "TIME"),
    (re.compile(r'"(begin_ms|end_ms|mtime_ns|ctime_ns|inode)":\s?\d+'), r'"\1":"TIME"'),
    (re.compile(r"\bprocess \d+"), "process PID"),
    (re.compile(r'"rules_hash":"[0-9a-f]{8}"'), '"rules_hash":"HASH"'),
]


class Skip(Exception):
    """The document's own script says that it cannot run here."""


class Document:
    """The lines of a document, cut into prose and blocks."""

    def __init__(self, path):
        self.path = path
        self.pieces = []  # (fence or None, kind, argument, lines)
        lines = path.read_text(encoding="utf-8").split("\n")
        prose, i = [], 0
        while i < len(lines):
            opening = FENCE.match(lines[i])
            if not opening:
                prose.append(lines[i])
                i += 1
                continue
            fence, kind, argument = opening.groups()
            end = next((j for j in range(i + 1, len(lines)) if lines[j].strip() == fence), None)
            if end is None:
                raise SystemExit(f"{path}:{i + 1}: the block is never closed")
            self.pieces += [(None, "", "", prose), (lines[i], kind, argument, lines[i + 1:end])]
            prose, i = [], end + 1
        self.pieces.append((None, "", "", prose))

    def text(self, replaced):
        """The document with the blocks of `replaced` (by number) in place of its own."""
        out = []
        for number, (opening, _, _, lines) in enumerate(self.pieces):
            body = replaced.get(number, lines)
            out += body if opening is None else [opening, *body, FENCE.match(opening).group(1)]
        return "\n".join(out)


def write_file(site, argument, lines):
    name, *options = argument.rsplit(" ", 1) if argument.endswith(("crlf", "bom", "no-newline")) else [argument]
    while name.endswith((" crlf", " bom", " no-newline")):
        name, option = name.rsplit(" ", 1)
        options.append(option)
    end = "\r\n" if "crlf" in options else "\n"
    text = end.join(lines) + ("" if "no-newline" in options or not lines else end)
    path = site / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes((b"\xef\xbb\xbf" if "bom" in options else b"") + text.encode("utf-8"))


def unprivileged():
    """The words before a command that take away root's right to read everything, so that root's tests say the same."""
    words = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]
    if os.geteuid() != 0 or not shutil.which(words[0]):
        return []
    return words if subprocess.run([*words, "true"], capture_output=True, check=False).returncode == 0 else []


def write_tool(path, line):
    path.write_text(f"#!/bin/sh\nexec {line}\n", encoding="utf-8")
    path.chmod(0o755)


def environment(program, scratch):
    tools = scratch / "bin"
    tools.mkdir()
    write_tool(tools / "unprivileged", f'{" ".join(unprivileged())} "$@"')
    write_tool(tools / "lockstep", f'unprivileged "{program}" "$@"')
    nightly = Path(__file__).resolve().parents[2] / "scripts" / "nightly"
    write_tool(tools / "lockstep-nightly", f'"{nightly}" "$@"')
    kept = {name: value for name, value in os.environ.items() if name.endswith("SAN_OPTIONS")}
    return kept | {"PATH": f"{tools}:{os.environ['PATH']}", "HOME": str(scratch), "LC_ALL": "C.UTF-8", "TZ": "UTC",
                   "COLUMNS": "100", "GIT_CONFIG_GLOBAL": "/dev/null"}


def run(line, site, env):
    return subprocess.run(["sh", "-c", line], cwd=site, env=env, stdin=subprocess.DEVNULL, capture_output=True,
                          timeout=TIMEOUT_SECONDS, check=False)


def readable(output, site):
    """Output as the lines of a document."""
    text = output.decode("utf-8", errors="backslashreplace").replace(str(site.resolve()), "SITE").replace(str(site), "SITE")
    for pattern, replacement in UNSTABLE:
        text = pattern.sub(replacement, text)
    if not text:
        return []
    return text[:-1].split("\n") if text.endswith("\n") else text.split("\n") + ["(no final newline)"]


def transcript(lines, site, env):
    """Runs the command lines of a block; gives the block that would have been right."""
    out = []
    for line in (line for line in lines if line.startswith("$ ")):
        result = run(line[2:], site, env)
        out += [line, *readable(result.stdout, site), *("2> " + text for text in readable(result.stderr, site))]
        if result.returncode != 0:
            out.append(f"=> {result.returncode}")
    return [line.rstrip() for line in out]


def carry_out(document, program):
    """Block numbers whose transcript differs from what the document says, with the new lines."""
    differing = {}
    with tempfile.TemporaryDirectory(prefix="lockstep-commands-") as name:
        scratch = Path(name)
        site = scratch / "site"
        site.mkdir()
        env = environment(program, scratch)
        for number, (_, kind, argument, lines) in enumerate(document.pieces):
            if kind == "file":
                write_file(site, argument, lines)
            elif kind == "sh":
                result = run("set -e\n" + "\n".join(lines), site, env)
                if result.returncode == SKIPPED:
                    raise Skip(result.stdout.decode().strip())
                if result.returncode != 0:
                    raise SystemExit(f"{document.path}: a script failed:\n{result.stderr.decode()}")
            elif kind == "command":
                actual = transcript(lines, site, env)
                if actual != [line.rstrip() for line in lines]:
                    differing[number] = actual
        # Tests take away permissions; give them back, or the directory cannot be removed.
        subprocess.run(["chmod", "-R", "u+rwX", str(site)], check=False)
    return differing


def check(path, program, accept):
    document = Document(path)
    try:
        differing = carry_out(document, program)
    except Skip as reason:
        print(f"skipped  {path.name}  {reason}")
        return SKIPPED
    if not differing:
        print(f"ok       {path.name}")
        return 0
    if accept:
        path.write_text(document.text(differing), encoding="utf-8")
        print(f"accepted {path.name}")
        return 0
    print(f"FAILED   {path.name}")
    for number, actual in differing.items():
        expected = document.pieces[number][3]
        sys.stdout.writelines(line + "\n" for line in difflib.unified_diff(expected, actual, "expected", "actual", lineterm="", n=2))
    return 1


def main(words):
    accept = "--accept" in words
    words = [word for word in words if word != "--accept"]
    if not words or any(word.startswith("-") for word in words):
        print(__doc__, file=sys.stderr)
        return 2
    program, *paths = (Path(word).resolve() for word in words)
    statuses = [check(path, program, accept) for path in paths or sorted(Path(__file__).parent.glob("*.md"))]
    if 1 in statuses:
        return 1
    return SKIPPED if statuses and all(status == SKIPPED for status in statuses) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
