"""What the checks with random edits share: one round a seed, each in a directory of its own."""

import argparse
import tempfile
from pathlib import Path


def run_rounds(description, name, make):
    """Goes through `make(lockstep, directory, seed)` for each seed of the command line; what is in its `wrong` then, is. The exit status."""
    parser = argparse.ArgumentParser(description=description.split("\n")[0])
    parser.add_argument("lockstep", type=Path)
    parser.add_argument("--times", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    wrong = 0
    for seed in range(options.seed, options.seed + options.times):
        with tempfile.TemporaryDirectory() as directory:
            one = make(str(options.lockstep.resolve()), directory, seed)
            one.go()
            for what in one.wrong:
                print(f"--seed {seed}: {what}")
            wrong += bool(one.wrong)
    print(f"{name}: {options.times}, {wrong} wrong")
    return 1 if wrong else 0
