#!/usr/bin/env python3
"""Holds report.json against pipeline/report.schema.json.

    tests/schema/check_report.py LOCKSTEP               of the demo site: the first report, and one that compares
    tests/schema/check_report.py LOCKSTEP REPORT.json   of any other

The schema must also say no: a report that lacks a member, has one too many, or has another type is
refused.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import jsonschema

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = json.loads((ROOT / "pipeline/report.schema.json").read_text())


def problems(report):
    validator = jsonschema.Draft202012Validator(SCHEMA)
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(report)]


def spoiled(value, path="$"):
    """Yields reports, each wrong in one place, with the place; of a list its first entry stands for all."""
    if isinstance(value, dict):
        is_map = path in ("$.history", "$.changes") or path.endswith((".classes", ".by"))
        for key in [] if is_map else value:
            yield f"{path} without {key}", {k: v for k, v in value.items() if k != key}
        if not is_map:
            yield f"{path} with more", {**value, "surprise": 1}
        for key, member in value.items():
            for place, wrong in spoiled(member, f"{path}.{key}"):
                yield place, {**value, key: wrong}
    elif isinstance(value, list) and value:
        for place, wrong in spoiled(value[0], path + "[0]"):
            yield place, [wrong, *value[1:]]
    yield f"{path} as a flag", True


def check(name, report):
    found = problems(report)
    # One that is large is only held against the schema: `spoiled` copies.
    if not found and len(report["translations"]) < 200:
        found = [f"{place} is taken" for place, wrong in spoiled(report) if not problems(wrong)]
    for problem in found[:20]:
        print(f"{name}: {problem}", file=sys.stderr)
    return not found


def demo_reports(lockstep):
    """The report of the demo site, and the next one, after an edit of a source and one of a translation."""
    with tempfile.TemporaryDirectory() as work:
        site = Path(work, "site")
        out = Path(work, "report")

        def run(*arguments):
            subprocess.run([*arguments], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

        run(sys.executable, "-B", ROOT / "examples/make_history", site)
        for step, flags in enumerate((["--git"], [])):
            if step == 1:
                for path in sorted(site.glob("_products/en/**/*.md"))[:2]:
                    path.write_text(path.read_text().replace("## Overview", "## Overview\n\nNobody expected this."))
            run(lockstep, "sync", *flags, "--site", site)
            run(lockstep, "report", "--out", out, "--site", site)
            yield f"report {step + 1}", json.loads((out / "report.json").read_text())


def main():
    if len(sys.argv) == 3:
        reports = [(sys.argv[2], json.loads(Path(sys.argv[2]).read_text()))]
    else:
        reports = demo_reports(sys.argv[1])
    results = [check(name, report) for name, report in reports]
    sys.exit(0 if results and all(results) else 1)


if __name__ == "__main__":
    main()
