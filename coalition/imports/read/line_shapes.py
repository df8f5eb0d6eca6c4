"""Lines of a list as they are meant, told by all lines together: marks for "the same", people in two lines, surnames first."""

import re
from collections.abc import Sequence
from itertools import groupby

from coalition.imports.cells.names import BRACKETED
from coalition.imports.cells.not_people import split_titles
from coalition.imports.cells.people_names import is_place
from coalition.imports.lexicon import words
from coalition.imports.read.fill import DITTO
from coalition.imports.read.line_values import (
    FUNCTION_WORDS,
    SURE,
    grade,
    heading_of,
    is_first_name,
    is_half_of_name,
    is_organization,
    kind_of,
    label_of,
)
from coalition.imports.read.lines import NEARLY_ALL, filled_cells, read_line, start_of

Texts = Sequence[str]

_NUMBER = re.compile(r"\(?(\d{1,3})\s*[.):]+")
_DITTO = "|".join(map(re.escape, sorted(DITTO, key=len, reverse=True)))
_SAME = re.compile(rf"({_NUMBER.pattern}\s*)?(?:(?:{_DITTO})\s+)+", re.IGNORECASE)
_TIED, _COMMA = re.compile(r"([^-–—,:]*[^\W\d_]{2})(?:-\s*|\s-)(?=[^\W\d_])(.+)"), re.compile(r"\s*[,;(]")

_OFFICE = re.compile(r"([A-Z&][A-Z&'’./-]+(?:\s(?:[A-Z][A-Z&'’./-]+|&))*)\s([A-Z][a-z].*|[A-Z]\.?\s.*|[A-Z][a-z]?[A-Z][a-z].*)")
_OF = words("parts.column_organization")[0]


def text_of(row: Texts) -> str:
    """A row as one line of text."""
    return ", ".join(filter(None, filled_cells(row)))


def numbered(row: Texts) -> int:
    """The number a row begins with; 0: none."""
    found = _NUMBER.match(text_of(row))
    return int(found[1]) if found else 0


def as_meant(rows: Sequence[Texts]) -> Sequence[Texts]:
    """The rows, each as many as there were, with everything of a person in one of them."""
    return _surnames_first(_of_two_lines(_written_out(_hyphens_apart(_offices_apart(_unbroken(rows))))))


def _unbroken(rows: Sequence[Texts]) -> Sequence[Texts]:
    """The rows, a line that breaks off behind a small word put together with the next: "Ann Lee, House of" over "Hope"."""
    out, begin = list(rows), 0
    for at, row in enumerate(rows):
        above = text_of(rows[at - 1]).split() if at else []
        broken = len(above) > 2 and above[-1] in FUNCTION_WORDS and any(row) and start_of(row)[0] == "bare"
        if broken and not (heading_of(text_of(row)) or label_of(text_of(row))):
            first, rest = filled_cells(out[begin]), filled_cells(row)
            out[begin], out[at] = [*first[:-1], f"{first[-1]} {rest[0]}", *rest[1:]], ["-"]
        else:
            begin = at
    return out


def _offices_apart(rows: Sequence[Texts]) -> Sequence[Texts]:
    """The rows, offices in capitals before the first of their people put behind all: "HUMAN RESOURCES Ann Lee", "Bo Chan"."""
    told = {at: found for at, row in enumerate(rows) if any(row) and (found := _OFFICE.fullmatch(filled_cells(row)[0]))}
    told = {at: found for at, found in told.items() if grade(found[2]) == SURE and not split_titles(found[0])[0]}
    plain = 2 * sum(is_organization(found[1]) for found in told.values()) > len(told) > 1
    if not plain and 2 * sum(" " in found[1] for found in told.values()) <= max(4, len(told)):
        return rows
    people = {at for at in range(min(told), len(rows)) if at in told or read_line(rows[at]).grade == SURE}
    if not plain and len(told) >= NEARLY_ALL * len(people):
        return rows  # surnames
    out, office = list(rows), ""
    for at in range(min(told), len(rows)):
        office = told[at][1] if at in told else office if at in people else ""
        if office:
            name, *beside = filled_cells(rows[at])
            out[at] = [told[at][2] if at in told else name, *beside, f"{_OF}: {office}"]
    return out


def _written_out(rows: Sequence[Texts]) -> Sequence[Texts]:
    """The rows, those that begin with marks for "the same" with the position of the line above in their place."""
    places = [next((at for at, cell in enumerate(row) if cell and not _NUMBER.fullmatch(cell)), 0) for row in rows]
    told = [_SAME.match(f"{row[at]} ") if row else None for row, at in zip(rows, places, strict=True)]
    if not any(told):
        return rows
    out, above = list[Texts](), ""
    for row, place, found in zip(rows, places, told, strict=True):
        if found and (rest := [row[place][found.end() :].strip(), *row[place + 1 :]]) != [""]:
            role = f"{above} " if above and rest[0] else above
            row = [*row[:place], f"{found[1] or ''}{role}{rest[0]}", *rest[1:]]
        elif any(row):
            above = read_line(row).role
        out.append(row)
    return out


def _of_two_lines(rows: Sequence[Texts]) -> Sequence[Texts]:
    """The rows, whoever stands in two in one: nearly all of "1. Ann Lee" over "Director", or two who sign below a position."""
    out, style, texts = list(rows), [start_of(row)[0] for row in rows], list(map(text_of, rows))
    signed = [at for at, text in enumerate(texts) if at and (text[:1], text[-1:]) == ("(", ")") and grade(text[1:-1]) == SURE]
    signed = [at for at in signed if texts[at - 1] and not heading_of(BRACKETED.sub(r"\1", texts[at - 1]))]
    for at in signed if len(signed) > 1 else ():
        out[at - 1 : at + 1] = [texts[at].strip("() "), texts[at - 1]], ["-"]
    for run in (list(run) for filled, run in groupby(range(len(rows)), key=lambda at: any(rows[at])) if filled):
        told = [at for at in run[1:] if (style[at - 1], style[at]) == ("numbered", "bare") and read_line(rows[at]).grade < SURE]
        told = [at for at in told if not (heading_of(texts[at]) or label_of(texts[at]))]
        for at in told if len(told) > max(1, NEARLY_ALL * sum(style[at] == "numbered" for at in run) - 1) else ():
            out[at - 1 : at + 1] = [*rows[at - 1], *texts[at].split(", ")], ["-"]
    return out


def _hyphens_apart(rows: Sequence[Texts]) -> Sequence[Texts]:
    """The rows, what a hyphen ties to nearly all names of a stretch set apart: "Ann Lee-Nurse, IJM"; "Ann Lee-Chan" stays."""
    out = list(rows)
    for run in (list(run) for filled, run in groupby(range(len(rows)), key=lambda at: any(rows[at])) if filled):
        cells = {at: start_of(rows[at])[1] for at in run}
        tied = {at: found for at in run if (found := _TIED.match(cells[at][0])) and grade(found[1]) == SURE}
        other = [at for at, found in tied.items() if not is_half_of_name(_COMMA.split(found[2])[0])]
        for at in tied if len(other) > 2 and 2 * len(other) > len(tied) >= NEARLY_ALL * len(run) else ():
            out[at] = ["-", f"{tied[at][1]} - {tied[at][2]}", *cells[at][1:]]
    return out


def _surnames_first(rows: Sequence[Texts]) -> Sequence[Texts]:
    """The rows, "Lee, Ann" in one cell where nearly all lines were cut: two words each, hardly ever alike."""
    wide = {number: cells for number, row in enumerate(rows) if len(cells := start_of(row)[1]) > 1}
    bare_of = {at: [BRACKETED.sub(r"\1", cell).partition(" - ")[0] for cell in cells[:2]] for at, cells in wide.items()}
    cut = {at: first for at, (last, first) in bare_of.items() if is_half_of_name(last) and is_first_name(first)}
    whole = [first for first in cut.values() if is_half_of_name(first)]
    repeated = len(whole) - len(set(whole))  # first names of ten people may be
    if len(cut) < 2 or len(cut) < NEARLY_ALL * len(wide) or 10 * repeated > len(whole):
        return rows
    joined = {number: [", ".join(wide[number][:2]), *wide[number][2:]] for number in cut}
    for number, (last, first) in ((at, names) for at, names in bare_of.items() if at not in cut):
        if is_first_name(first) and not is_place(first) and grade(last) == SURE and kind_of(last) == "open":
            joined[number] = [f"{first} {last}", *wide[number][2:]]  # "Garcia Lopez, Ana"
    return [joined.get(number, row) for number, row in enumerate(rows)]
