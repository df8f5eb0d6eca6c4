"""A reading as the JSON object `python -m coalition read` prints; scripts depend on its keys.

A long list is written piece by piece: a million people as objects at once would take many times the memory of their file.
"""

import json
from collections.abc import Iterator
from itertools import islice

from coalition.imports.issues import CATALOGUE, RowIssue, Scope, issue
from coalition.imports.reading import Entries, HowRead, Reading

_PERSON = ("meeting", "name", "organization", "email", "phone", "role", "sector", "minutes")
_ABSENT = ("meeting", "name", "organization", "state")
_ORGANIZATION = ("meeting", "organization")
_AT_ONCE = 2_000
"""Objects written at a time."""

_Objects = Iterator[dict[str, object]]


def as_json(reading: Reading) -> dict[str, object]:
    """The whole object."""
    return {key: list(value) if isinstance(value, Iterator) else value for key, value in _members(reading)}


def json_pieces(reading: Reading) -> Iterator[str]:
    """The text of the same object, as `json.dumps(as_json(reading), ensure_ascii=False)` writes it, in pieces."""
    before = "{"
    for key, value in _members(reading):
        yield f"{before}{json.dumps(key)}: "
        before = ", "
        if isinstance(value, Iterator):
            yield from _list_pieces(value)
        else:
            yield json.dumps(value, ensure_ascii=False)
    yield "}"


def _list_pieces(objects: _Objects) -> Iterator[str]:
    before = "["
    while some := list(islice(objects, _AT_ONCE)):
        yield before + json.dumps(some, ensure_ascii=False)[1:-1]
        before = ", "
    yield "]" if before == ", " else "[]"


def _members(reading: Reading) -> Iterator[tuple[str, object]]:
    """Keys and values in their order; the lists that may be long as iterators."""
    entries, rows = reading.entries, reading.rows
    yield "file", reading.file
    yield "format", reading.format
    yield "encoding", reading.encoding
    yield "delimiter", reading.delimiter
    yield "header_line", reading.header_line
    if reading.sheets:  # only a workbook has any
        yield "sheet", reading.sheet
        yield (
            "sheets",
            [
                {"name": one.name, "kind": one.kind, "rows": one.rows, "people": one.people, "attendance": one.is_attendance}
                for one in reading.sheets
            ],
        )
    yield (
        "meetings",
        [
            {"date": m.on.isoformat() if m.on else None, "title": m.title, "place": m.place, "start": m.start}
            for m in reading.meetings
        ],
    )
    yield "attendees", _objects(entries, _PERSON, named=True, present=True)
    yield "absent", _objects(entries, _ABSENT, named=True, present=False)
    yield "organizations_present", _objects(entries, _ORGANIZATION, named=False, present=True)
    yield "rows", {name: getattr(rows, name) for name in rows.__dataclass_fields__}
    yield (
        "rejected_rows",
        ({"line": found.line, "code": found.code, "why": found.why} for found in _told_rows(reading)),
    )
    yield "flags", reading.flags
    yield "refused", reading.refused


def how_json(how: HowRead) -> dict[str, object]:
    """How it was read, with its evidence, and the keys of the ways in which it could be read otherwise."""
    others = [{"layout": way.key, "told": way.told, "people": way.people, "meetings": way.meetings} for way in how.others]
    reasons = [{"text": reason.text, "weight": round(reason.weight, 2)} for reason in how.reasons]
    return {"layout": how.key, "told": how.told, "reasons": reasons, "others": others}


def _objects(entries: Entries, keys: tuple[str, ...], *, named: bool, present: bool) -> _Objects:
    """The people, or the organizations without a person, who were there or not."""
    columns = [(key, getattr(entries, key)) for key in keys]
    for i, (name, state) in enumerate(zip(entries.name, entries.state, strict=True)):
        if (name is not None) is named and (state == "present") is present:
            yield {**{key: column[i] for key, column in columns}, "lines": list(entries.lines[i])}


def _told_rows(reading: Reading) -> Iterator[RowIssue]:
    """Rejected rows, and in a list without columns the lines that name several people to say that they were not there."""
    told = [found for found in reading.issues if _is_told(found)]
    if reading.header_line is None:
        entries = reading.entries
        names: dict[int, set[str | None]] = {}
        for name, lines in zip(entries.name, entries.lines, strict=True):
            names.setdefault(lines[0], set()).add(name)
        came = {line for state, lines in zip(entries.state, entries.lines, strict=True) if state == "present" for line in lines}
        several = {line for line, found in names.items() if len(found) > 1} - came - {found.line for found in told}
        told = sorted([*told, *(issue("note", line) for line in several)], key=lambda found: found.line or 0)
    yield from told


def _is_told(found: RowIssue) -> bool:
    """Whether an issue makes a rejected row: headings inside the list are counted, and not told one by one."""
    told = CATALOGUE[found.code].scope in {Scope.ROW, Scope.NOT_A_PERSON}
    return told and found.line is not None and found.code != "section"
