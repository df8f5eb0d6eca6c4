"""Rows of one person at one meeting become one entry: re-joins, two devices, a form sent twice, two sessions of a day.

Identity within a file: the e-mail address, unless it carries two names; else name and organization; else the name.
A name with one telephone number is one person, however the organization is written.
The same name with two organizations or two addresses stays two people, and is told.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from coalition.imports.cells.headers import fold
from coalition.imports.read.model import Seen

_MAIL = re.compile(r"(?<![^@\s,;])[^@\s,;]++@[^@\s,;]+\.[^@\s,;]+")
_RANK = {"present": 0, "excused": 1, "absent": 2}

_MOST_ALIKE = 50
"""More rows of one name at one meeting are left as they are: no row among them tells whose it is."""

_LEAST_DIGITS = 9
"""A telephone number with its area code; fewer are an extension or a placeholder, which people share."""

T = TypeVar("T")
Span = tuple[int | None, int | None]
Key = tuple[int, str, str, str]
"""Meeting, e-mail, folded name, folded organization: of the last three those that make the identity, the others ""."""


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

    people: list[Seen]
    twins: list[tuple[int, str]]
    turned: list[tuple[int, str, str]]


def merge_people(rows: Rows, *, last_wins: bool) -> Merged:
    """Each person once for each meeting.

    Args:
        rows: one per row of the file, or per row and meeting of a matrix.
        last_wins: a later answer replaces an earlier one (forms); else the first that is told is kept.
    """
    identities = _Identities(rows)
    groups, twins = _Groups(range(len(rows.line)), {}), list[tuple[int, str]]()
    if not identities.all_apart():
        groups = _grouped(_paired(rows.meeting, identities.of_row()))
        twins = _join_incomplete(rows, groups, identities)
    people = _written(rows, groups, last_wins=last_wins)
    return Merged(people, twins, _turned_round(people))


def _turned_round(people: Sequence[Seen]) -> list[tuple[int, str, str]]:
    """(line, name, other) of "Ann Lee" where "Lee Ann" is at the same meeting, not plainly of another organization.

    The order of the words alone tells nobody that they are one: they stay two, and it is told.
    """
    words_of = {name: tuple(sorted(name.casefold().split())) for name in {one.name for one in people}}
    first: dict[tuple[int, tuple[str, ...]], Seen] = {}
    told: list[tuple[int, str, str]] = []
    for one in people:
        other = first.setdefault((one.meeting, words_of[one.name]), one)
        turned = other is not one and other.name.casefold().split() != one.name.casefold().split()
        if turned and len({fold(office) for office in (one.organization, other.organization) if office}) < 2:
            told.append((one.lines[0], one.name, other.name))
    return told


def _grouped(keys: Sequence[int]) -> "_Groups":
    """The rows of equal keys together."""
    count = len(keys)
    if len(set(keys)) == count:
        return _Groups(range(count), {})
    first = dict(zip(reversed(keys), range(count - 1, -1, -1), strict=True))
    groups = _Groups(sorted(first.values()), {})
    for i, key in enumerate(keys):
        begin = first[key]
        if begin != i:
            groups.several.setdefault(begin, [begin]).append(i)
    return groups


@dataclass
class _Groups:
    """The rows of each person at each meeting: the first row of every group, ascending, and all rows of those of several."""

    firsts: Sequence[int]
    several: dict[int, list[int]]

    def rows(self, first: int) -> list[int]:
        """All rows of the group that begins with a row."""
        return self.several.get(first) or [first]


def _paired(major: Sequence[int], minor: Sequence[int]) -> Sequence[int]:
    """One whole number for each pair."""
    if not any(major):
        return minor
    size = max(minor, default=0) + 1
    return [a * size + b for a, b in zip(major, minor, strict=True)]


class _Identities:
    """Who each row is about, as small numbers, each distinct text judged once.

    Attributes:
        name_of_row: a number for each row, equal where the names are.
    """

    def __init__(self, rows: Rows) -> None:
        self.rows = rows
        self.names: dict[str | None, str] = {name: " ".join(map(fold, (name or "").split())) for name in set(rows.name)}
        self.organizations = {text: fold(text) for text in set(rows.organization)}
        self.mails = {text: text.casefold() if _MAIL.fullmatch(text) else "" for text in set(rows.email)}
        name_of = _numbered(self.names)
        self.name_of_row = list(map(name_of.__getitem__, rows.name))
        if any(self.mails.values()):
            self._forget_shared_mails()

    def all_apart(self) -> bool:
        """Whether no name, and no address, is met twice at a meeting: there is nothing to merge then."""
        if None in self.names or any(self.mails.values()):
            return False
        spots = _paired(self.rows.meeting, self.name_of_row)
        return len(set(spots)) == len(spots)

    def of_row(self) -> Sequence[int]:
        """A number for each row, equal for those of one person."""
        rows = self.rows
        if not any(self.mails.values()):
            organization_of = _numbered(self.organizations)
            return _paired(self.name_of_row, list(map(organization_of.__getitem__, rows.organization)))
        columns = (rows.email, rows.name, rows.organization)
        number_of = _numbered({person: self._person(*person) for person in set(zip(*columns, strict=True))})
        return list(map(number_of.__getitem__, zip(*columns, strict=True)))

    def key(self, row: int) -> Key:
        """What makes the identity of a row."""
        rows = self.rows
        return (rows.meeting[row], *self._person(rows.email[row], rows.name[row], rows.organization[row]))

    def _person(self, email: str, name: str | None, organization: str) -> tuple[str, str, str]:
        address = self.mails[email]
        if address and name is not None:
            return address, "", ""
        return "", self.names[name], self.organizations[organization]

    def _forget_shared_mails(self) -> None:
        """An address that carries the names of several people is nobody's."""
        carried: dict[str, set[str]] = defaultdict(set)
        for mail, name in set(zip(self.rows.email, self.rows.name, strict=True)):
            if self.mails[mail] and name:
                carried[self.mails[mail]].add(name)
        shared = {mail for mail, found in carried.items() if len(found) > 1 and not _one_person(sorted(found, key=len))}
        self.mails = {text: "" if mail in shared else mail for text, mail in self.mails.items()}


def _numbered(values: Mapping[T, object]) -> dict[T, int]:
    """{key: number of its value}, equal values having one number."""
    numbers: dict[object, int] = {}
    return {key: numbers.setdefault(value, len(numbers)) for key, value in values.items()}


def _one_person(names: Sequence[str]) -> bool:
    """Whether several names on one address are ways of writing one: each word of the shorter begins a word of the longest."""
    longest = names[-1].casefold().split()
    for name in names[:-1]:
        words = [word.strip(".") for word in name.casefold().split()]
        if not all(any(long.startswith(word) for long in longest) for word in words):
            return False
    return True


def _join_incomplete(rows: Rows, groups: _Groups, identities: _Identities) -> list[tuple[int, str]]:
    """Join rows that tell less of a person (no address, no organization) to the only one of that name at the meeting."""
    firsts = groups.firsts if None not in identities.names else [i for i in groups.firsts if rows.name[i] is not None]
    spots = _paired(_picked(rows.meeting, firsts), _picked(identities.name_of_row, firsts))
    if len(set(spots)) == len(spots):
        return []
    seen = dict(zip(reversed(spots), reversed(firsts), strict=True))
    alike: dict[int, list[int]] = {}
    for first, spot in zip(firsts, spots, strict=True):
        if (before := seen[spot]) != first:
            alike.setdefault(spot, [before]).append(first)
    twins: list[tuple[int, str]] = []
    dropped: set[int] = set()
    for found in alike.values():
        members = {identities.key(first): groups.rows(first) for first in found}
        left = _reduced(rows, members, list(members))
        if len(left) > 1:
            twins += [(rows.line[members[key][0]], rows.name[members[key][0]] or "") for key in left[1:]]
        if len(members) < len(found):
            groups.several.update({together[0]: together for together in members.values() if len(together) > 1})
            dropped.update(set(found) - {together[0] for together in members.values()})
    if dropped:
        groups.firsts = [first for first in groups.firsts if first not in dropped]
        for first in dropped:
            groups.several.pop(first, None)
    return twins


def _reduced(rows: Rows, members: dict[Key, list[int]], keys: list[Key]) -> list[Key]:
    """Those of the keys that stay apart, after joining each incomplete one to its only partner."""
    if len(keys) > _MOST_ALIKE:
        return keys
    own = {key: {fold(rows.organization[i]) for i in members[key]} - {""} for key in keys}
    phones = {key: {_digits(rows.phone[i]) for i in members[key]} - {""} for key in keys}
    left = sorted(keys, key=lambda key: (not key[1], not key[3], members[key][0]))
    for key in sorted(keys, key=lambda key: (bool(key[1]), bool(key[3]))):
        if key[1] or any(rows.email[i] for i in members[key]):
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


def _written(rows: Rows, groups: _Groups, *, last_wins: bool) -> list[Seen]:
    """Each person of the groups: from their first rows, then those of several rows once more with all of them."""
    firsts = groups.firsts
    told = (rows.organization, rows.email, rows.phone, rows.role, rows.sector)
    columns = (_picked(column, firsts) for column in (rows.meeting, rows.name, rows.state, rows.line, *told, rows.minutes))
    people = [
        Seen(at, name or "", office or None, state, (line,), mail or None, phone or None, role or None, sector or None, minutes)
        for at, name, state, line, office, mail, phone, role, sector, minutes in zip(*columns, strict=True)
    ]
    for first, group in groups.several.items():
        one = people[bisect_left(firsts, first)]
        one.state = min((rows.state[i] for i in group), key=_RANK.__getitem__)
        so = [i for i in group if rows.state[i] == one.state]
        ordered = so[::-1] if last_wins else so
        one.name = rows.name[ordered[0]] or ""
        one.organization, one.email, one.phone, one.role, one.sector = (
            next((column[i] for i in [*ordered, *group] if column[i]), None) for column in told
        )
        one.minutes = _minutes(rows, so) if one.state == "present" else None
        one.lines = tuple(sorted({rows.line[i] for i in group}))
    return people


def _picked(column: Sequence[T], rows: Sequence[int]) -> Sequence[T]:
    """The cells of some rows; the column itself for all of them."""
    return column if len(rows) == len(column) else list(map(column.__getitem__, rows))


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
