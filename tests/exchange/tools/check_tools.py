#!/usr/bin/python3
"""Lets the tools that translators use work on our packages, and reads back what they made of them.

    check_tools.py EXCHANGE_DRIVER [--schemas DIR] [--lockstep PROGRAM --site SITE]

With --site, packages of some real reviews go the same way, and come back to `lockstep import` unchanged. xmllint checks against the published schemas where DIR has them (xliff2/, xliff12/), msgfmt checks PO; gettext's tools,
translate-toolkit and OmegaT open, change and save. Debian's packages: libxml2-utils, gettext, translate-toolkit,
omegat; what is not installed is left out and said so, but not with CI=true. Debian's own python3 has the toolkit.
"""
import argparse
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

TEXT = "概要＆<最初の>「印象」"  # for both units that have no translation yet
HEADINGS = ("h-0001", "h-0001")


class Failed(Exception):
    pass


def run(*command, **options):
    result = subprocess.run(command, capture_output=True, text=True, **options)
    if result.returncode != 0:
        raise Failed(f"{' '.join(map(str, command))}: exit {result.returncode}\n{result.stdout}{result.stderr}")
    return result.stdout + result.stderr


def expect(what, found, wanted):
    if found != wanted:
        raise Failed(f"{what}\nfound:\n{found}\nexpected:\n{wanted}")


class Packages:
    """Writes the sample package, and reads packages."""

    def __init__(self, driver, folder):
        self.driver, self.folder = driver, folder

    def write(self, form):
        path = self.folder / f"sample.{'po' if form == 'po' else 'xlf'}"
        path.write_bytes(subprocess.run([self.driver, "write", form], check=True, capture_output=True).stdout)
        return path

    def read(self, path):
        return run(self.driver, "read", path).splitlines()

    @staticmethod
    def answers(lines):
        """[(unit, state, target)] in the order of the file."""
        rows = [line.split("\t") for line in lines if line.startswith("answer\t")]
        return [(row[1], row[2], row[6]) for row in rows]


class RealPackages:
    """Exports some reviews of a site with all that they say, and takes packages back without writing."""

    def __init__(self, lockstep, site, folder, most=40):
        self.folder, self.words = folder, ["--site", site, "--store", folder / "store"]
        self.lockstep = lockstep
        subprocess.run([lockstep, "sync", "--quiet", *self.words], check=True, capture_output=True)
        listed = run(lockstep, "status", "--list", "--format", "json", *self.words).splitlines()
        rows = [row for row in map(json.loads, listed) if row["source_path"] and row["target_path"]]
        self.lang = rows[0]["lang"]
        rows = [row for row in rows if row["lang"] == self.lang]
        self.refs = sorted({row["ref"] for row in rows[::max(len(rows) // most, 1)]})

    def write(self, form):
        path = self.folder / f"real.{'po' if form == 'po' else 'xlf'}"
        run(self.lockstep, "export", *self.refs, "--all", "--lang", self.lang, "--format", form, "--out", path, *self.words)
        return path

    def expect_untouched(self, what, path):
        said = run(self.lockstep, "import", path, "--dry-run", "--format", "json", *self.words)
        outcome = next(json.loads(line) for line in said.splitlines() if '"command":"import"' in line)
        units = [unit for file in outcome["files"] for unit in file["units"]]
        expect(what, {unit["fate"] for unit in units} - {"same", "untranslated", "confirmed"}, set())
        if not units:
            raise Failed(f"{what}: no unit came back")


def combined_schema(folder, schemas):
    both = folder / "xliff2_and_modules.xsd"
    imports = {"document": "xliff_core_2.0.xsd", "matches": "modules/matches.xsd", "metadata": "modules/metadata.xsd"}
    both.write_text('<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">' + "".join(
        f'<xs:import namespace="urn:oasis:names:tc:xliff:{name}:2.0" schemaLocation="{schemas}/xliff2/{path}"/>'
        for name, path in imports.items()) + "</xs:schema>")
    return both


def check_schemas(packages, schemas):
    xliff2 = combined_schema(packages.folder, schemas)
    run("xmllint", "--nonet", "--noout", "--schema", xliff2, packages.write("xliff2"))
    run("xmllint", "--nonet", "--noout", "--schema", schemas / "xliff12/xliff-core-1.2-strict.xsd",
        packages.write("xliff1"))


def check_real(real, schemas, has_toolkit):
    for form in ("xliff2", "xliff1", "po"):
        real.expect_untouched(f"as exported, {form}", real.write(form))
    if schemas:
        check_schemas(real, schemas)
    if shutil.which("msgfmt"):
        run("msgfmt", "--check", "--output-file=/dev/null", real.write("po"))
    if has_toolkit:
        from translate.storage import pypo, xliff
        for form, load in (("xliff1", xliff.xlifffile.parsefile), ("po", pypo.pofile.parsefile)):
            path = real.write(form)
            again = path.with_name("again" + path.suffix)
            load(str(path)).savefile(str(again))
            real.expect_untouched(f"translate-toolkit saves {form}", again)
    if shutil.which("omegat"):
        project = omegat_project(real.folder)
        for form in ("xliff1", "po"):
            shutil.copy(real.write(form), project / "source")
        run_omegat(project)
        for name in ("real.xlf", "real.po"):
            real.expect_untouched(f"OmegaT saves {name}", project / "target" / name)


def check_xmllint(packages):
    """Other indentation and encodings say the same."""
    for form in ("xliff2", "xliff1"):
        path = packages.write(form)
        before = packages.read(path)
        for encoding in ("UTF-16", "EUC-JP", "Shift_JIS"):
            again = path.with_suffix(".again")
            run("xmllint", "--nonet", "--format", "--encode", encoding, "--output", again, path)
            expect(f"{form} in {encoding}", packages.read(again), before)


def check_gettext(packages):
    path = packages.write("po")
    before = packages.read(path)
    checked = run("msgfmt", "--check", "--verbose", "--output-file=/dev/null", path)
    expect("msgfmt", checked, "1 translated message, 2 fuzzy translations, 2 untranslated messages.\n")
    again = path.with_suffix(".again")
    for change in (["msgcat", "--width=20"], ["msgcat", "--no-wrap", "--escape"]):
        run(*change, f"--output-file={again}", path)
        expect(" ".join(change), packages.read(again), before)
    plain = path.with_name("plain.po")  # without the marks that the old encodings lack
    plain.write_text(re.sub("[\u2068\u2069\u200f]", "", path.read_text()).replace("larkspur one", "larkspur-one"))
    for encoding in ("EUC-JP", "Shift_JIS"):
        run("msgconv", f"--to-code={encoding}", f"--output-file={again}", plain)
        expect(f"msgconv to {encoding}", packages.read(again), packages.read(plain))
    run("msgcat", "--sort-output", f"--output-file={again}", path)
    expect("msgcat --sort-output", sorted(packages.read(again)), sorted(before))
    run("msgattrib", "--clear-fuzzy", "--no-obsolete", f"--output-file={again}", path)
    states = [state for _, state, _ in packages.answers(packages.read(again))]
    expect("msgattrib --clear-fuzzy", states, ["open", "translated", "translated", "open", "translated"])


def check_toolkit(packages):
    from translate.storage import pypo, xliff
    for form, load in (("xliff1", xliff.xlifffile.parsefile), ("po", pypo.pofile.parsefile)):
        path = packages.write(form)
        before = packages.read(path)
        again = path.with_suffix(".again")
        store = load(str(path))
        store.savefile(str(again))
        expect(f"translate-toolkit saves {form}", packages.read(again), before)
        store = load(str(path))
        for unit in store.units:
            if "h-0001" in unit.getid():
                unit.target = TEXT
                unit.markfuzzy(False)
            elif "p-2a" in unit.getid():
                unit.markfuzzy(False)  # "it stands as it is"
                unit.addnote("checked", origin="translator")
        store.savefile(str(again))
        found = {(unit, state) for unit, state, target in packages.answers(packages.read(again))}
        wanted = {("h-0001", "translated"), ("p-2a.3_b", "translated"), ("p-3", "open"), ("f.summary", "translated")}
        expect(f"translate-toolkit translates {form}", found, wanted)
        expect_headings(f"translate-toolkit translates {form}", packages, again, "translated")


def expect_headings(what, packages, path, state):
    found = [(s, target) for unit, s, target in packages.answers(packages.read(path)) if unit == "h-0001"]
    expect(what, found, [(state, TEXT)] * 2)


OMEGAT_PROJECT = """<?xml version="1.0" encoding="UTF-8"?>
<omegat><project version="1.0"><source_dir>__DEFAULT__</source_dir><target_dir>__DEFAULT__</target_dir>
<tm_dir>__DEFAULT__</tm_dir><glossary_dir>__DEFAULT__</glossary_dir><dictionary_dir>__DEFAULT__</dictionary_dir>
<source_lang>EN</source_lang><target_lang>JA</target_lang><sentence_seg>false</sentence_seg>
<support_default_translations>true</support_default_translations></project></omegat>
"""
# What the translator did: OmegaT keeps it by source text. PO has its own escape of "<first>".
OMEGAT_WORK = """<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.1"><header creationtool="OmegaT" o-tmf="OmegaT TMX" adminlang="EN-US" datatype="plaintext"
creationtoolversion="3.6.0" segtype="paragraph" srclang="EN"/><body>
<tu><tuv lang="EN"><seg>Overview &amp; &lt;first> "impressions"</seg></tuv><tuv lang="JA"><seg>{0}</seg></tuv></tu>
<tu><tuv lang="EN"><seg>Overview &amp; &amp;lt;first> "impressions"</seg></tuv><tuv lang="JA"><seg>{0}</seg></tuv></tu>
</body></tmx>
""".format(TEXT.replace("<", "&lt;"))


def omegat_project(folder):
    project = folder / "omegat"
    for name in ("source", "target", "omegat", "tm", "glossary", "dictionary"):
        (project / name).mkdir(parents=True)
    (project / "omegat.project").write_text(OMEGAT_PROJECT)
    return project


def run_omegat(project):
    run("omegat", f"--config-dir={project.parent}/omegat-settings", project, "--mode=console-translate", timeout=300,
        stdin=subprocess.DEVNULL)


def check_omegat(packages):
    project = omegat_project(packages.folder)
    (project / "omegat/project_save.tmx").write_text(OMEGAT_WORK)
    for form in ("xliff1", "po"):
        shutil.copy(packages.write(form), project / "source")
    run_omegat(project)
    identity = packages.read(packages.write("xliff1"))[0]
    # It leaves states alone, so the translation says by itself that it is one.
    for name, state in (("sample.xlf", "open"), ("sample.po", "translated")):
        expect(f"OmegaT keeps what {name} is", packages.read(project / "target" / name)[0], identity)
        expect_headings(f"OmegaT translates {name}", packages, project / "target" / name, state)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("driver", type=pathlib.Path)
    parser.add_argument("--schemas", type=pathlib.Path)
    parser.add_argument("--lockstep", type=pathlib.Path)
    parser.add_argument("--site", type=pathlib.Path)
    arguments = parser.parse_args()
    try:
        import translate  # noqa: F401
        has_toolkit = True
    except ImportError:
        has_toolkit = False
    checks = [("schemas", arguments.schemas and arguments.schemas.is_dir() and shutil.which("xmllint"),
               lambda packages: check_schemas(packages, arguments.schemas.resolve())),
              ("xmllint", shutil.which("xmllint"), check_xmllint),
              ("gettext", shutil.which("msgfmt"), check_gettext),
              ("translate-toolkit", has_toolkit, check_toolkit),
              ("OmegaT", shutil.which("omegat"), check_omegat)]
    if arguments.site and arguments.lockstep:
        schemas = arguments.schemas.resolve() if arguments.schemas else None
        checks.append(("real packages", True, lambda packages: check_real(
            RealPackages(arguments.lockstep.resolve(), arguments.site.resolve(), packages.folder), schemas,
            has_toolkit)))
    failures = 0
    for name, is_there, check in checks:
        if not is_there:
            must = os.environ.get("CI") == "true" and (name != "schemas" or arguments.schemas)
            print(f"{name}: not here, left out")
            failures += bool(must)
            continue
        try:
            with tempfile.TemporaryDirectory() as folder:
                check(Packages(arguments.driver.resolve(), pathlib.Path(folder)))
            print(f"{name}: ok")
        except (Failed, OSError, subprocess.SubprocessError) as error:
            failures += 1
            print(f"{name}: FAILED\n{error}", file=sys.stderr)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
