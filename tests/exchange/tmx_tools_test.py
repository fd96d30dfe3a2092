#!/usr/bin/python3
"""Lets other tools read our TMX, and reads theirs.

    tests/exchange/tmx_tools_test.py LOCKSTEP [DTD]

Needs Debian's translate-toolkit and, where DTD (TMX 1.4's) is given, xmllint of libxml2-utils; the interpreter is
Debian's, which has the toolkit's modules.
"""
import json, os, subprocess, sys, tempfile

from translate.storage import po, tmx

PAIRS = [
    ("The Larkspur One is a small speaker.", "Larkspur Oneは小型のスピーカーです。"),
    ("It costs <99 USD> & weighs \"1.2 kg\".", "価格は<99ドル>で、重さは「1.2 kg」です。"),
    ("Read **this** [page](https://shop.example/a?b=1&c=2) first.", "まず**この**[ページ](https://shop.example/a?b=1&c=2)を。"),
    ("Same source.", "訳その一"),
    ("Same source.", "訳その二"),
    ("An emoji \U0001F50A and an accent \u00E9.", "絵文字\U0001F50Aとアクセント。"),
    ("]]> ends nothing here", "]]>は何も終えない"),
]


class Memory:
    """A memory in a directory of its own."""

    def __init__(self, lockstep, directory, name):
        self.command, self.directory, self.store = lockstep, directory, os.path.join(directory, name)

    def run(self, *arguments, stdin=""):
        command = [self.command, *arguments, "--quiet", "--site", self.directory, "--store", self.store]
        done = subprocess.run(command, input=stdin, capture_output=True, text=True)
        if done.returncode != 0:
            sys.exit(f"tmx_tools_test: {' '.join(command)}: {done.stderr}")
        return done.stdout

    def pairs(self):
        """All that it has of the sources of PAIRS; a source with several translations scores 99."""
        queries = "".join(source + "\n" for source in dict(PAIRS))
        lines = self.run("tm", "lookup", "--lang", "ja", "--threshold", "99", "--format", "json", stdin=queries).splitlines()
        matches = [match for line in lines for match in json.loads(line)["matches"]]
        return sorted((match["source"], match["target"]) for match in matches)


def write_plain(directory):
    for number, name in enumerate(("source.txt", "target.txt")):
        with open(os.path.join(directory, name), "w", encoding="utf-8") as file:
            file.writelines(pair[number] + "\n" for pair in PAIRS)
    return os.path.join(directory, "source.txt"), os.path.join(directory, "target.txt")


def plain_text(node):
    """The text of a <seg> with what stands in its inline elements."""
    return "".join(node.itertext())


def read_by_toolkit(path):
    found = []
    for unit in tmx.tmxfile.parsefile(path).units:
        texts = [plain_text(seg) for seg in unit.xmlelement.iter(unit.namespaced("seg"))]
        if len(texts) != 2 or not unit.source or not unit.target:
            sys.exit(f"tmx_tools_test: translate-toolkit sees a unit of {len(texts)} texts")
        found.append(tuple(texts))
    return sorted(found)


def expect(what, actual, expected):
    if actual != expected:
        sys.exit(f"tmx_tools_test: {what}:\n  {actual}\nexpected\n  {expected}")
    print(f"tmx_tools_test: {what}: {len(actual)} units")


def main():
    lockstep, dtd = os.path.abspath(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else None
    with tempfile.TemporaryDirectory() as directory:
        ours = Memory(lockstep, directory, "ours")
        source, target = write_plain(directory)
        ours.run("tm", "build", "--plain", source, target, "--source-lang", "en", "--target-lang", "ja")
        written = os.path.join(directory, "ours.tmx")
        ours.run("tm", "export", "--output", written)
        if dtd:
            subprocess.run(["xmllint", "--nonet", "--noout", "--dtdvalid", dtd, written], check=True)
            print("tmx_tools_test: xmllint finds ours valid")
        expect("translate-toolkit reads ours", read_by_toolkit(written), sorted(PAIRS))

        theirs = tmx.tmxfile()
        for text, translation in PAIRS:
            theirs.addtranslation(text, "en", translation, "ja", comment="a note")
        path = os.path.join(directory, "theirs.tmx")
        theirs.savefile(path)
        memory = Memory(lockstep, directory, "theirs")
        memory.run("tm", "import", path)
        expect("we read translate-toolkit's", memory.pairs(), sorted(PAIRS))

        catalog = po.pofile()
        for text, translation in dict(PAIRS).items():
            unit = catalog.addsourceunit(text)
            unit.target = translation
        catalog.savefile(os.path.join(directory, "a.po"))
        converted = os.path.join(directory, "po.tmx")
        subprocess.run(["po2tmx", "--progress=none", "-l", "ja", os.path.join(directory, "a.po"), converted], check=True)
        memory = Memory(lockstep, directory, "converted")
        memory.run("tm", "import", converted)
        expect("we read po2tmx's", memory.pairs(), sorted(dict(PAIRS).items()))


if __name__ == "__main__":
    main()
