"""Edits whose meaning is known: each makes of a document's text another one, and says what a judge must find.

A mutation is a function of the text and a random generator. It returns a Mutant, or None where the text has nothing
that it could change. The texts are those of the source language, English, unless the mutation says otherwise.
"""

import re
from dataclasses import dataclass

FRONT = re.compile(r"\A(---\n.*?\n---\n)(.*)\Z", re.DOTALL)
# A line of running text: no heading, list, table, quote, score, reference, date line, HTML, code or link definition.
PROSE_LINE = re.compile(r"^[A-Z“\"(\[](?![\w^-]*\]:|\d+\] )[^|<`$]+(?<! |\\)$")
SENTENCE_END = re.compile(r"(?<=[a-z]{3}[.!?])[ \n](?=[A-Z][a-z])")
NUMBER = re.compile(r"(?<![\w.,$€£¥-])(\d{1,4})(?= (?:Hz|kHz|dB|mm|cm|W|kg|hours|ohms|V|ms|GB|MB)\b)")
BE = re.compile(r"\b(is|are) (?!not\b|no\b)")
DOLLARS = re.compile(r"(?<![\w.,$–-])(\d{1,3}(?:,\d{3})*|\d{2,4}) USD\b")


@dataclass
class Mutant:
    text: str
    touched: list  # the paragraphs that the edit is about, as they were
    classes: tuple = ()  # one new reason of one of these classes must be found; (): none
    may_flag: tuple = ()  # classes that reasons about the touched paragraphs may have


def parts(text):
    """Front matter and body."""
    found = FRONT.match(text)
    return found.groups() if found else ("", text)


class Blocks:
    """A text cut at its blank lines, so that its paragraphs can be changed one by one."""

    def __init__(self, text):
        self.front, body = parts(text)
        self.pieces = re.split(r"(\n(?:[ \t]*\n)+)", body)  # a block, what separates it from the next, ...
        # Code may hold what looks like paragraphs.
        blocks = [] if "```" in body or "~~~" in body else range(0, len(self.pieces), 2)
        self.prose = [i for i in blocks if is_prose(self.pieces[i].strip("\n"))]

    def text(self):
        return self.front + "".join(self.pieces)


def is_prose(block):
    return len(block) > 40 and all(PROSE_LINE.match(line) for line in block.split("\n"))


def in_prose(text, rng, change):
    """The text with the first paragraph that `change` changes (it gives None where it cannot), in random order."""
    blocks = Blocks(text)
    for i in rng.sample(blocks.prose, len(blocks.prose)):
        paragraph = blocks.pieces[i]
        changed = change(paragraph)
        if changed is not None:
            blocks.pieces[i] = changed
            return blocks.text(), [paragraph]
    return None


def in_all_prose(text, change):
    """The text with all paragraphs changed, or None where that changes nothing."""
    blocks = Blocks(text)
    touched = [blocks.pieces[i] for i in blocks.prose]
    for i in blocks.prose:
        blocks.pieces[i] = change(blocks.pieces[i])
    changed = blocks.text()
    return Mutant(changed, touched) if changed != text else None


def replaced(paragraph, pattern, rng, replacement):
    """The paragraph with one random match of `pattern` replaced; None where there is none."""
    found = list(pattern.finditer(paragraph))
    if not found:
        return None
    match = rng.choice(found)
    return paragraph[: match.start()] + replacement(match) + paragraph[match.end() :]


def edited(classes):
    """Makes a mutation that must be found of one that changes a paragraph."""

    def decorate(change):
        def mutate(text, rng):
            found = in_prose(text, rng, lambda paragraph: change(paragraph, rng))
            return found and Mutant(*found, classes=classes)

        mutate.__name__ = change.__name__
        return mutate

    return decorate


@edited(("figure",))
def changed_number(paragraph, rng):
    return replaced(paragraph, NUMBER, rng, lambda match: str(int(match[1]) + 3))


@edited(("prose",))
def negated_verb(paragraph, rng):
    return replaced(paragraph, BE, rng, lambda match: match[1] + " not ")


@edited(("currency",))
def converted_currency(paragraph, rng):
    return replaced(paragraph, DOLLARS, rng, lambda match: f"{int(match[1].replace(',', '')) * 147} JPY")


def reflow(paragraph):
    """Wrapped at 60 columns, but never before what would open another block."""
    out, width = "", 0
    for word in paragraph.split():
        fits = width + len(word) < 60 or not re.match(r"[A-Za-z]", word)
        out += ("" if not out else " " if fits else "\n") + word
        width = width + len(word) + 1 if fits else len(word)
    return out + paragraph[len(paragraph.rstrip("\n")) :]


def reflowed(text, rng):
    return in_all_prose(text, reflow)


def smart_quotes(text, rng):
    return in_all_prose(text, lambda paragraph: re.sub(r'"([^"]*)"', r"“\1”", paragraph).replace("'", "’"))


def moved_paragraph(text, rng):
    """A paragraph goes behind another one, or to the end of another section."""
    blocks = Blocks(text)
    if len(blocks.prose) < 3:
        return None
    source, goal = rng.sample(blocks.prose[:-1], 2)  # the last one may end the file
    moved = blocks.pieces[source]
    touched = [moved]
    if goal - source == 2:  # nobody can tell which of two neighbours moved past the other
        touched.append(blocks.pieces[goal])
    elif source - goal == 4:
        touched.append(blocks.pieces[source - 2])
    blocks.pieces[goal] += "\n\n" + moved
    blocks.pieces[source : source + 2] = []
    return Mutant(blocks.text(), touched, may_flag=("structure",))


def split_paragraph(text, rng):
    found = in_prose(text, rng, lambda paragraph: replaced(paragraph, SENTENCE_END, rng, lambda match: "\n\n"))
    return found and Mutant(*found, may_flag=("structure",))


def merged_paragraphs(text, rng):
    blocks = Blocks(text)
    pairs = [i for i in blocks.prose if i + 2 in blocks.prose]
    if not pairs:
        return None
    i = rng.choice(pairs)
    touched = [blocks.pieces[i], blocks.pieces[i + 2]]
    blocks.pieces[i + 1] = " "
    # A paragraph that the translation lacks becomes a sentence that it lacks.
    return Mutant(blocks.text(), touched, may_flag=("structure", "prose"))


def reordered_keys(text, rng):
    front, body = parts(text)
    fields = re.findall(r"^\S.*\n(?:(?:[ \t-].*)?\n)*", front[4:-4], re.MULTILINE)
    if len(fields) < 2 or "".join(fields) != front[4:-4]:
        return None
    rng.shuffle(fields)
    return Mutant("---\n" + "".join(fields) + "---\n" + body, [])


def requoted_values(text, rng):
    front, body = parts(text)
    single = re.sub(r'^(\w+): "([^"\'\\]*)"$', r"\1: '\2'", front, flags=re.MULTILINE)
    both = re.sub(r"^(title|layout|kind|category|company_id): ([A-Za-z][\w -]*)$", r'\1: "\2"', single, flags=re.MULTILINE)
    return Mutant(both + body, []) if both != front else None


def final_newline(text, rng):
    return Mutant(text[:-1] if text.endswith("\n") else text + "\n", [])


def windows_line_ends(text, rng):
    return Mutant("\ufeff" + text.replace("\n", "\r\n"), []) if "\r" not in text else None


def blank_lines_and_spaces(text, rng):
    """A space at the end of each paragraph, and a blank line more behind it."""
    return in_all_prose(text, lambda paragraph: paragraph + " \n")


MUST_BE_FOUND = (changed_number, negated_verb, converted_currency)
MEANS_NOTHING = (reflowed, smart_quotes, reordered_keys, requoted_values, final_newline, windows_line_ends,
                 blank_lines_and_spaces)
TOUCHES_ONLY = (moved_paragraph, split_paragraph, merged_paragraphs)
# Of the translation, in any language.
OF_TARGET = (reordered_keys, requoted_values, final_newline, windows_line_ends)


def typo(text, rng, but_not):
    """One letter of one paragraph doubled, in any language; the paragraph is none of the numbers `but_not`."""
    front, body = parts(text)
    lines = body.split("\n")
    places = [i for i, line in enumerate(lines) if len(line) > 40 and re.match(r"\w", line) and i not in but_not]
    if not places:
        return None
    i = rng.choice(places)
    letters = [m.start() for m in re.finditer(r"[^\W\d_](?=[^\W\d_])", lines[i]) if m.start() > 10]
    if not letters:
        return None
    at = rng.choice(letters)
    lines[i] = lines[i][:at] + lines[i][at] + lines[i][at:]
    return front + "\n".join(lines)
