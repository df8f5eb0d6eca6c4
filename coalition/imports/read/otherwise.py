"""How a sheet was read, in sentences with their evidence, and the other ways in which it could be read.

A way is named by a key that is short enough to be typed and travels in `Choices.layout`: `days-across,names=B,header=4`.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from coalition.imports.read.choose import SAMPLE
from coalition.imports.read.model import MARGIN, Interpretation
from coalition.imports.read.sheet import text_at
from coalition.imports.read.values import Partial, role_of
from coalition.imports.reading import FIELDS, HowRead, OtherWay, Reading, Reason
from coalition.imports.services.columns import column_letter

KEYS = {
    "matrix, days across": "days-across",
    "matrix, days down": "days-down",
    "one row for each person and day": "person-day",
    "list under a heading": "under-heading",
    "list of one day": "one-day",
}
"""{layout: how the key of a way begins}."""
_LAYOUT = {
    "days-across": "Each row is a person, and each of {n} columns is a day.",
    "one day across": "Each row is a person, and one column is a day.",
    "days-down": "Each row is a day, and each column is a person.",
    "person-day": "Each row is one person on one day.",
    "under-heading": "The names under '{value}' are read.",
    "one-day": "Each row is one person, all at the same meeting.",
}
_ONE_DAY = "one day across"
_CAME = {
    "days": "A mark says who came.",
    "column": "'{value}' says who came.",
    "joined": "Everyone with a joining time counts as present.",
    "signature": "Everyone who signed counts as present.",
    "listed": "Everybody in the list counts as present.",
}
FIELD_OF_ROLE = {
    "first": "first_name",
    "last": "last_name",
    "mark": "attended",
    "moment": "timestamp",
    "leave": "left",
    "clock": "start",
}
"""{role of a column: its field in `reading.FIELDS`, where it is called otherwise there}."""
_ABSURD = frozenset({
    "names_are_codes", "names_are_organizations", "nobody_present", "cells_are_quantities", "column_of_something_else",
})  # fmt: skip
"""Evidence against a way that nobody would choose."""
_SAME = 0.95
_OTHERS, _FOR, _AGAINST, _NAMES, _LOOKED_AT, _FIRST = 3, 3, 2, 4, 5, 40

Who = frozenset[tuple[tuple[str, ...], date | None]]


def explain(told: Reading, way: Interpretation | None, ways: Sequence[Interpretation], last: int) -> HowRead:
    """How a sheet was read, its evidence, and the best ways that would give other people or other days.

    Args:
        way: by which it was read; None: it is refused.
        ways: to read it, best first: those that may be offered.
        last: the last line that all of them looked at.
    """
    if way is None or told.refused:
        return HowRead("", (), _others(told, frozenset(), ways, last), {}, (), "")
    others = _others(told, _who(way, last), ways, last)
    return HowRead(told_of(way), _reasons(way), others, heads_of(way), header_lines(way), key_of(way))


def told_of(way: Interpretation) -> str:
    """A way to read in two plain sentences: what a row is, and what says who came."""
    slots, heading = len(way.blocks[0].slots), way.blocks[0].heading
    layout = _LAYOUT[_ONE_DAY if slots == 1 and not way.sheet.turned else KEYS[way.layout]].format(n=slots, value=heading)
    column = way.headers.get(way.columns.get("mark", -1), "")
    came = _CAME.get(way.sign, "") if way.sign != "column" or column else _CAME["days"]
    return f"{layout} {came.format(value=column)}".strip()


def _reasons(way: Interpretation) -> tuple[Reason, ...]:
    """The strongest evidence: for it, then against it."""
    strongest = sorted(way.evidence, key=lambda one: -abs(one.points))
    told = [one for one in strongest if one.points > 0][:_FOR] + [one for one in strongest if one.points < 0][:_AGAINST]
    return tuple(Reason(one.text, one.points) for one in told)


# --- other ways -------------------------------------------------------------------------------------------------------


def _others(told: Reading, came: Who, ways: Sequence[Interpretation], last: int) -> tuple[OtherWay, ...]:
    found: list[tuple[Who, OtherWay]] = []
    no_header = "no_header" in told.flags or all(_lacks_header(way) for way in ways[:1])
    for way in ways:
        if not _may_be_chosen(way) or (told.refused and not no_header and way.presence <= -MARGIN):
            continue
        who, sentence = _who(way, last), told_of(way)
        known = [came, *(known for known, _ in found)]
        if any(_likeness(one, who) >= _SAME for one in known) or (_lacks_header(way) and not no_header):
            continue
        if sentence in {other.told for _, other in found}:
            continue  # nobody could tell them apart
        if any(role_of(one.name)[1] == 1 for one in way.result.came[:_FIRST]):
            continue  # a header is taken for somebody
        found.append((who, _other(way, whole=all(block.last - block.first <= SAMPLE for block in way.blocks))))
        if len(found) == _OTHERS:
            break
    return tuple(other for _, other in found)


def _may_be_chosen(way: Interpretation) -> bool:
    """Whether a way reads somebody, most of the sheet, and days that are known; what nobody would choose is not offered."""
    days = [one.day for one in way.result.meetings]
    filled = sum(any(cell.text for cell in row) for row in way.sheet.rows)
    read = sum(block.last - block.first for block in way.blocks)
    known = not any(isinstance(day, Partial) for day in days) and days.count(None) < 2
    names = {one.name for one in way.result.came}
    people = len(names) > 1 or filled <= _LOOKED_AT
    return known and people and read >= filled / 2 and not _ABSURD & {one.code for one in way.evidence}


def _lacks_header(way: Interpretation) -> bool:
    return not way.blocks[0].header and way.sign != "heading"


def _other(way: Interpretation, *, whole: bool) -> OtherWay:
    result = way.result
    days = sorted({one.day for one in result.meetings if isinstance(one.day, date)})
    names = list(dict.fromkeys(one.name for one in result.came))
    return OtherWay(
        key_of(way),
        told_of(way),
        tuple(names[:_NAMES]),
        len(names) if whole else None,
        len(result.meetings) if whole else None,
        days[0] if days else None,
        days[-1] if days and whole else None,
    )


def _who(way: Interpretation, last: int) -> Who:
    """Who would be there by a way, of the rows down to a line."""
    days = [one.day if isinstance(one.day, date) else None for one in way.result.meetings]
    return frozenset((_words(one.name), days[one.meeting]) for one in way.result.came if one.lines[0] <= last)


def _words(name: str) -> tuple[str, ...]:
    """The words of a name without what stands in brackets, in any order: readers clean names in their own ways."""
    return tuple(sorted(re.findall(r"\w+", name.partition("(")[0].casefold())))


def _likeness(one: Who, other: Who) -> float:
    """How much of two readings is the same, 0 to 1. Where one of them has no days, only their people count."""
    if not all({day for _, day in some} - {None} for some in (one, other)):
        one, other = (frozenset((name, None) for name, _ in some) for some in (one, other))
    return len(one & other) / max(len(one | other), 1)


# --- keys -------------------------------------------------------------------------------------------------------------


def key_of(way: Interpretation) -> str:
    """What names a way among those of its sheet: its layout, and where names, marks and days stand."""
    names = "+".join(column_letter(way.columns[role]) for role in ("name", "first", "last") if role in way.columns)
    parts = [KEYS[way.layout], f"names={names}"]
    if way.sign == "column":
        parts.append(f"came={column_letter(way.columns['mark'])}")
    elif way.sign not in {"days", "heading"}:
        parts.append(f"came={way.sign}")
    if way.day_column is not None:
        parts.append(f"day={column_letter(way.day_column)}")
    if way.sheet.operators and way.sheet.operators != ("transpose",):
        parts.append("+".join(way.sheet.operators))
    header = way.blocks[0].header
    if header and not way.sheet.turned and way.sheet.rows[header[0]]:
        parts.append(f"header={way.sheet.rows[header[0]][0].line}")
    return ",".join(parts)


def way_named(ways: Iterable[Interpretation], key: str) -> Interpretation | None:
    """The best of the ways (given best first) that a key names; a key may leave out what it does not need. None: there is none.

    The row of the header only chooses among several: a file of the same shape may have a line more above it.
    """
    wanted = set(key.casefold().replace(" ", "").split(","))
    loose = {part for part in wanted if not part.startswith("header=")}
    fits = [way for way in ways if loose <= set(key_of(way).casefold().split(","))]
    return next((way for way in fits if wanted <= set(key_of(way).casefold().split(","))), next(iter(fits), None))


def header_lines(way: Interpretation) -> tuple[int, ...]:
    """The lines of the file that hold headers, and the heading above a list."""
    rows, found = way.sheet.rows, list[int]()
    if way.sheet.turned:
        at = way.columns.get("name", -1)
        return tuple({row[at].line for row in rows[way.blocks[0].first : way.blocks[0].last] if 0 <= at < len(row)})
    for block in way.blocks:
        found += [rows[at][0].line for at in block.header if rows[at]]
        above = range(min(block.header, default=block.first) - 1, -1, -1) if block.heading else ()
        found += [rows[at][0].line for at in above if any(cell.text for cell in rows[at])][:1]
    return tuple(sorted(set(found)))


def heads_of(way: Interpretation) -> dict[int, str]:
    """{column of the file, first 0: what it was taken for, a field or a day}; of a sheet on its side columns are people."""
    block, rows = way.blocks[0], way.sheet.rows
    if way.sheet.turned:
        people = {
            row[0].column: "name" for row in rows[block.first : block.last] if row and text_at(row, way.columns.get("name"))
        }
        return people | {rows[at][0].column: "date" for at in block.header[:1] if rows[at]}
    of_column = {at: field for role, at in way.columns.items() if (field := FIELD_OF_ROLE.get(role, role)) in FIELDS}
    if way.day_column is not None:
        of_column[way.day_column] = "date"
    of_column |= {slot.column: slot.day.isoformat() if isinstance(slot.day, date) else slot.label for slot in block.slots}
    heads: dict[int, str] = {}
    for number in [*block.header, *range(block.first, min(block.last, block.first + _LOOKED_AT))]:
        heads |= {rows[number][at].column: told for at, told in of_column.items() if at < len(rows[number])}
    return heads
