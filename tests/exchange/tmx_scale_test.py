#!/usr/bin/env python3
"""Imports a large TMX in bounded memory, exports it, and reads that again.

    tests/exchange/tmx_scale_test.py LOCKSTEP [MEGABYTES] [DIR]

MEGABYTES (default 50) of made-up units are written into DIR (default: a temporary directory; it takes four times as
much). Prints time and peak memory of each step; fails where a step takes more than 300 MB, or where the second export
differs from the first.
"""
import filecmp, os, random, subprocess, sys, tempfile, time

PEAK_MB = 300
WORDS = ("amber anchor basin beacon cable canvas cedar circuit copper crystal delta echo ember fabric falcon filter "
         "garnet harbor hollow island jasper kernel lantern lattice linen marble meadow mirror needle nickel oak onyx "
         "orbit paper pebble pillar quartz ribbon river saddle signal silver spindle spring summit tangent thread "
         "timber tunnel valve velvet walnut willow zephyr").split()
NOTES = "低 音 高 中 域 広 深 響 静 明 暗 強 弱 新 旧 大 小 軽 重 速".split()


HEAD = ('<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4"><header creationtool="t" creationtoolversion="1" '
        'segtype="sentence" o-tmf="t" adminlang="en" srclang="en-US" datatype="plaintext"/>\n<body>\n')
UNIT = ('<tu creationdate="20250101T000000Z"><prop type="file">a.html</prop><tuv xml:lang="en-US"><seg>{} &amp; more.'
        '</seg></tuv><tuv xml:lang="ja-JP"><seg>{}{}。</seg></tuv></tu>\n')
BLOCK = 20_000  # units that are written at once


def phrases(chance, count):
    """Of 2 to 6 words, half of the words rare; each with a sign a word, for the translation."""
    for _ in range(count):
        words = [chance.choice(WORDS) + (str(chance.randrange(5000)) if chance.random() < 0.5 else "")
                 for _ in range(chance.randrange(2, 7))]
        yield " ".join(words), "".join(chance.choices(NOTES, k=len(words)))


def write(path, megabytes):
    """As many units as fit: sentences of 1 to 7 phrases, no two of the translations the same."""
    chance = random.Random(4)
    known = list(phrases(chance, 100_000))
    units = 0
    with open(path, "wb") as file:
        file.write(HEAD.encode())
        while file.tell() < megabytes << 20:
            block = []
            for unit in range(units, units + BLOCK):
                sources, targets = zip(*chance.choices(known, k=chance.randrange(1, 8)))
                block.append(UNIT.format(" ".join(sources), "".join(targets), unit))
            file.write("".join(block).encode())
            units += BLOCK
        file.write(b"</body></tmx>\n")
    return units


def run(what, command):
    begin = time.monotonic()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    peak = usage.ru_maxrss / 1024
    print(f"tmx_scale_test: {what}: {time.monotonic() - begin:.1f} s, {usage.ru_utime + usage.ru_stime:.1f} s of the "
          f"processor, {peak:.0f} MB", flush=True)
    if status != 0 or peak > PEAK_MB:
        sys.exit(f"tmx_scale_test: {what} failed: status {os.waitstatus_to_exitcode(status)}, peak {peak:.0f} MB of {PEAK_MB}")


def main():
    lockstep = os.path.abspath(sys.argv[1])
    megabytes = int(sys.argv[2]) if len(sys.argv) > 2 else 50
    with tempfile.TemporaryDirectory(dir=sys.argv[3] if len(sys.argv) > 3 else None) as directory:
        at = lambda name: os.path.join(directory, name)
        print(f"tmx_scale_test: {write(at('made.tmx'), megabytes)} units in {megabytes} MB", flush=True)
        for name, source in (("first", "made.tmx"), ("second", "first.tmx")):
            store = ["--quiet", "--site", directory, "--store", at(name)]
            run(f"import of {source}", [lockstep, "tm", "import", at(source), *store])
            run(f"export as {name}.tmx", [lockstep, "tm", "export", "--output", at(name + ".tmx"), *store])
            os.remove(at(source)) if source == "made.tmx" else None
        if not filecmp.cmp(at("first.tmx"), at("second.tmx"), shallow=False):
            sys.exit("tmx_scale_test: what was exported and imported is exported differently")


if __name__ == "__main__":
    main()
