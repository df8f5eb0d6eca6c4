"""The people of a table: who is in each row, and which rows are one person at one meeting.

Each distinct text of the column of names is judged once, by all cells of the column together. Rows of one person at one meeting
become one entry: re-joins, two devices, a form sent twice, two sessions of a day. Identity within a file: the e-mail address,
unless it carries two names; else name and organization; else the name. A name with one telephone number is one person, however
the organization is written. The same name with two organizations or two addresses stays two people, and is told.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from coalition.imports.cells.headers import fold
from coalition.imports.cells.in_brackets import organizations_beside, organizations_in_brackets, without_codes, without_parts
from coalition.imports.cells.people_names import Named, is_known, lists_people, read_names
from coalition.imports.cells.presence import joined_name
from coalition.imports.read.model import Interpretation
from coalition.imports.read.parting import in_two_scripts
from coalition.imports.read.sheet import Table, joined_in
from coalition.imports.reading import Entries

_INITIALS = 3
_MEMO = 50_000

Who = Named
"""Whoever one cell of names says; see there."""


class Names:
    """The names of the rows of one table, each distinct one judged once; of a list on several pages by all of them.

    Attributes:
        texts: of the rows, as written; the parts of a name joined.
        known: {text: whoever it says}.
    """

    def __init__(self, way: Interpretation, rows: Table) -> None:
        columns, broken = way.columns, way.sheet.broken
        at = columns.get("name")
        self.texts = _texts(way, rows)
        distinct = set(self.texts)
        header, apart = way.headers.get(at, "") if at is not None else "", "organization" in columns
        lists = at is not None and lists_people(header, distinct)
        twice = in_two_scripts(distinct, broken)
        bare = twice or without_codes(distinct)
        parts = {} if twice else broken
        self.known = {text: _known(bare.get(text, text), parts.get(text, ()), lists=lists, apart=apart) for text in distinct}
        self.known |= {text: who._replace(plain=True) for text in bare if not (who := self.known[text]).code}
        offices = rows.held(columns["organization"]) if apart else set[str]()
        self.known |= {} if apart else organizations_in_brackets(distinct) or without_parts(self.known)
        self.known |= organizations_beside(distinct, offices)
        if "explode" in way.sheet.operators:  # what stands beside people in one cell are people: "JM"
            short = {text for text in distinct if 1 < len(text) <= _INITIALS and text.isalpha() and text.isupper()}
            self.known |= {text: self.known[text]._replace(plain=True) for text in short if not is_known(text)}

    def on_page(self, way: Interpretation, rows: Table) -> "Names":
        """Those of some of the rows."""
        page = copy(self)
        page.texts = _texts(way, rows)
        return page

    def of_rows(self, first: int, last: int) -> list[Who]:
        """Whoever is in each row of a stretch."""
        return list(map(self.known.__getitem__, self.texts[first:last]))

    def __getitem__(self, offset: int) -> Who:
        return self.known[self.texts[offset]]


def _texts(way: Interpretation, rows: Table) -> list[str]:
    """The names of some rows as written; the parts of a name joined."""
    if (at := way.columns.get("name")) is not None:
        texts = rows.column(at)
    else:
        parts = [rows.column(way.columns[part]) for part in ("first", "last") if part in way.columns]
        first, last, *_ = [*parts, [""] * len(rows), [""] * len(rows)]
        texts = list(map(joined_name, first, last))
    if (other := way.other_spelling) and "" in texts:  # who has no name in the one script has it in the other
        texts = [text or joined_in(row, other) for text, row in zip(texts, rows, strict=True)]
    return texts


@lru_cache(_MEMO)
def _known(text: str, lines: tuple[str, ...], *, lists: bool, apart: bool) -> Who:
    """Whoever a cell of names says."""
    return read_names(text, lines, lists=lists, apart=apart)


# --- rows of one person at one meeting --------------------------------------------------------------------------------------


_MAIL = re.compile(r"(?<![^@\s,;])[^@\s,;]++@[^@\s,;]+\.[^@\s,;]+")
_RANK = {"present": 0, "excused": 1, "absent": 2}
_TOLD = ("organization", "email", "phone", "role", "sector")

_MOST_ALIKE = 50
"""More rows of one name at one meeting are left as they are: no row among them tells whose it is."""

_LEAST_DIGITS = 9
"""A telephone number with its area code; fewer are an extension or a placeholder, which people share."""

Span = tuple[int | None, int | None]
Person = tuple[str, str, str]
"""E-mail, folded name, folded organization: those that make the identity, the others ""."""
Key = tuple[int, Person]
"""Meeting and person."""
Several = dict[int, list[int]]
"""{first row of a person at a meeting: all their rows there, ascending}, where they are several."""


@dataclass
class Rows:
    """The rows to merge; columns of equal length. `mail`: as written; `minutes`, `span`: as told by this row alone."""

    line: Sequence[int]
    meeting: Sequence[int]
    name: Sequence[str | None]
    organization: Sequence[str]
    email: Sequence[str]
    phone: Sequence[str]
    role: Sequence[str]
    sector: Sequence[str]
    state: Sequence[str]
    minutes: Sequence[int | None]
    span: Callable[[int], Span]


@dataclass
class Merged:
    """People in the order of their first rows; (line, name) of those whose name occurs twice at a meeting, (line, name, other)
    of those turned round there."""

    people: Entries
    twins: list[tuple[int, str]]
    turned: list[tuple[int, str, str]]


def merge_people(rows: Rows, *, last_wins: bool) -> Merged:
    """Each person once for each meeting.

    Args:
        rows: one per row of the file, or per row and meeting of a matrix.
        last_wins: a later answer replaces an earlier one (forms); else the first that is told is kept.
    """
    spots = spots_of(rows)
    several, twins = Several(), list[tuple[int, str]]()
    if None in rows.name or any(map(_MAIL.fullmatch, set(rows.email))) or len(set(spots)) < len(spots):
        keys = keys_of(rows, spots)
        several = _grouped(keys)
        twins = _join_incomplete(rows, several, keys, spots)
    people = _written(rows, several, last_wins=last_wins)
    return Merged(people, twins, _turned_round(people))


def spots_of(rows: Rows) -> list[tuple[int, str]]:
    """(meeting, folded name) of each row."""
    names = {name: " ".join(map(fold, (name or "").split())) for name in set(rows.name)}
    return list(zip(rows.meeting, map(names.__getitem__, rows.name), strict=True))


def keys_of(rows: Rows, spots: Sequence[tuple[int, str]]) -> list[Key]:
    """The identity of each row, each different text judged once."""
    mails, offices = _own_mails(rows), {text: fold(text) for text in set(rows.organization)}
    beside = zip(map(mails.__getitem__, rows.email), rows.name, map(offices.__getitem__, rows.organization), strict=True)
    return [
        (meeting, (mail, "", "") if mail and name is not None else ("", folded, office))
        for (meeting, folded), (mail, name, office) in zip(spots, beside, strict=True)
    ]


def _turned_round(people: Entries) -> list[tuple[int, str, str]]:
    """(line, name, other) of "Ann Lee" where "Lee Ann" is at the same meeting, not plainly of another organization.

    The order of the words alone tells nobody that they are one: they stay two, and it is told.
    """
    orders: dict[tuple[str, ...], dict[str, list[str]]] = defaultdict(dict)
    for written in filter(None, set(people.name)):
        words = written.casefold().split()
        orders[tuple(sorted(words))][written] = words
    turned = {name: key for key, own in orders.items() if len(set(map(tuple, own.values()))) > 1 for name in own}
    first: dict[tuple[int, tuple[str, ...]], int] = {}
    told: list[tuple[int, str, str]] = []
    for i, name in enumerate(people.name) if turned else ():
        if name is None or name not in turned:
            continue
        other = first.setdefault((people.meeting[i], turned[name]), i)
        before = people.name[other] or ""
        offices = {fold(office) for office in (people.organization[i], people.organization[other]) if office}
        if orders[turned[name]][before] != orders[turned[name]][name] and len(offices) < 2:
            told.append((people.lines[i][0], name, before))
    return told


def _grouped(keys: Sequence[Key]) -> Several:
    """The rows of equal keys together."""
    first: dict[Key, int] = {}
    several = Several()
    for i, key in enumerate(keys):
        if (begin := first.setdefault(key, i)) != i:
            several.setdefault(begin, [begin]).append(i)
    return several


def _firsts(several: Several, count: int) -> Sequence[int]:
    """The first row of each person at each meeting, ascending."""
    further = {i for rows in several.values() for i in rows[1:]}
    return [i for i in range(count) if i not in further] if further else range(count)


def _own_mails(rows: Rows) -> dict[str, str]:
    """{text: the address it is}; "" for what is none, and for an address that carries the names of several people."""
    mails = {text: text.casefold() if _MAIL.fullmatch(text) else "" for text in set(rows.email)}
    carried: dict[str, set[str]] = defaultdict(set)
    for mail, name in set(zip(rows.email, rows.name, strict=True)) if any(mails.values()) else ():
        if mails[mail] and name:
            carried[mails[mail]].add(name)
    shared = {mail for mail, found in carried.items() if len(found) > 1 and not _one_person(sorted(found, key=len))}
    return {text: "" if mail in shared else mail for text, mail in mails.items()}


def _one_person(names: Sequence[str]) -> bool:
    """Whether several names on one address are ways of writing one: each word of the shorter begins a word of the longest."""
    longest = names[-1].casefold().split()
    for name in names[:-1]:
        words = [word.strip(".") for word in name.casefold().split()]
        if not all(any(long.startswith(word) for long in longest) for word in words):
            return False
    return True


def _join_incomplete(
    rows: Rows, several: Several, keys: Sequence[Key], spots: Sequence[tuple[int, str]]
) -> list[tuple[int, str]]:
    """Join rows that tell less of a person (no address, no organization) to the only one of that name at the meeting."""
    seen: dict[tuple[int, str], int] = {}
    alike: dict[tuple[int, str], list[int]] = {}
    for first in _firsts(several, len(keys)):
        if rows.name[first] is not None and (before := seen.setdefault(spots[first], first)) != first:
            alike.setdefault(spots[first], [before]).append(first)
    twins: list[tuple[int, str]] = []
    for found in alike.values():
        members = {keys[first]: several.pop(first, [first]) for first in found}
        left = _reduced(rows, members, list(members))
        twins += [(rows.line[members[key][0]], rows.name[members[key][0]] or "") for key in left[1:]]
        several.update({together[0]: together for together in members.values() if len(together) > 1})
    return twins


def _reduced(rows: Rows, members: dict[Key, list[int]], keys: list[Key]) -> list[Key]:
    """Those of the keys that stay apart, after joining each incomplete one to its only partner."""
    if len(keys) > _MOST_ALIKE:
        return keys
    own = {key: {fold(rows.organization[i]) for i in members[key]} - {""} for key in keys}
    phones = {key: {_digits(rows.phone[i]) for i in members[key]} - {""} for key in keys}
    told = {key: (bool(key[1][0]), bool(key[1][2])) for key in keys}  # an address, an organization
    left = sorted(keys, key=lambda key: (not told[key][0], not told[key][1], members[key][0]))
    for key in sorted(keys, key=told.__getitem__):
        if told[key][0] or any(rows.email[i] for i in members[key]):
            continue
        partners = [
            other
            for other in left
            if other != key and (not own[key] or not own[other] or own[key] & own[other] or phones[key] & phones[other])
        ]
        if len(partners) == 1:
            members[partners[0]] = sorted(members[partners[0]] + members.pop(key))
            left.remove(key)
            own[partners[0]] |= own[key]
            phones[partners[0]] |= phones[key]
    return left


def _digits(phone: str) -> str:
    """The digits of a telephone number, if they are enough to tell people of one name apart; else ""."""
    digits = "".join(filter(str.isdecimal, phone))
    return digits if len(digits) >= _LEAST_DIGITS else ""


def _written(rows: Rows, several: Several, *, last_wins: bool) -> Entries:
    """Each person: from their first rows, then those of several rows once more with all of them."""
    firsts, told = _firsts(several, len(rows.line)), {name: getattr(rows, name) for name in _TOLD}

    def of_firsts(column: Sequence[Any]) -> list[Any]:
        return [column[i] for i in firsts] if several else list(column)

    people = Entries(meeting=of_firsts(rows.meeting), state=of_firsts(rows.state), minutes=of_firsts(rows.minutes))
    people.lines, people.also = list(zip(of_firsts(rows.line), strict=True)), [None] * len(firsts)
    for name, column in [("name", rows.name), *told.items()]:
        setattr(people, name, [text or None for text in of_firsts(column)] if any(column) else [None] * len(firsts))
    for first, group in several.items():
        at = bisect_left(firsts, first)
        state = people.state[at] = min((rows.state[i] for i in group), key=_RANK.__getitem__)
        so = [i for i in group if rows.state[i] == state]
        ordered = so[::-1] if last_wins else so
        people.name[at] = rows.name[ordered[0]] or None
        for name, column in told.items():
            getattr(people, name)[at] = next((column[i] for i in [*ordered, *group] if column[i]), None)
        people.minutes[at] = _minutes(rows, so) if state == "present" else None
        people.lines[at] = tuple(sorted({rows.line[i] for i in group}))
    return people


def _minutes(rows: Rows, group: list[int]) -> int | None:
    """Minutes of several rows: the union of their spans where they overlap, else the sum of what each row tells."""
    spans = [rows.span(i) for i in group]
    told = [rows.minutes[i] for i in group]
    known = sorted((a, b) for a, b in spans if a is not None and b is not None and b >= a)
    if len(known) == len(group):
        union, until, overlap = 0, known[0][0], False
        for begin, end in known:
            overlap = overlap or begin < until
            union += max(0, end - max(begin, until))
            until = max(until, end)
        if overlap or any(value is None for value in told):
            return union
    values = [value for value in told if value is not None]
    return sum(values) if values else None
