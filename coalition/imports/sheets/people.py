"""Rows of one person at one meeting become one entry: re-joins, two devices, a form sent twice, two sessions of a day.

Identity within a file: the e-mail address, unless it carries two names; else name and organization; else the name.
The same name with two organizations or two addresses stays two people, and is told.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from coalition.imports.reading import Entries
from coalition.imports.sheets.headers import fold

_MAIL = re.compile(r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;]+")
_RANK = {"present": 0, "excused": 1, "absent": 2}

_MOST_ALIKE = 50
"""More rows of one name at one meeting are left as they are: no row among them tells whose it is."""

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
    """Entries, and the (line, name) of those whose name occurs twice at a meeting."""

    entries: Entries
    twins: list[tuple[int, str]] = field(default_factory=list)


def merge_people(rows: Rows, *, last_wins: bool) -> Merged:
    """One entry per person and meeting, in the order of their first rows.

    Args:
        rows: one per row of the file, or per row and meeting of a matrix.
        last_wins: a later answer replaces an earlier one (forms); else the first that is told is kept.
    """
    keys, names = _identities(rows)
    members: dict[Key, list[int]] = {}
    for i, key in enumerate(keys):
        found = members.get(key)
        if found is None:
            members[key] = [i]
        else:
            found.append(i)
    twins = _join_incomplete(rows, members, names)
    merged = Merged(Entries(), twins)
    _write(rows, sorted(members.values()), merged.entries, last_wins=last_wins)
    return merged


def _identities(rows: Rows) -> tuple[list[Key], dict[str | None, str]]:
    """The key of each row; and {name as cleaned: folded}."""
    names: dict[str | None, str] = {
        name: " ".join(sorted(fold(word) for word in (name or "").split())) for name in set(rows.name)
    }
    organizations = {text: fold(text) for text in set(rows.organization)}
    mails = {
        text: text.casefold() if _MAIL.fullmatch(text) and "#ext#" not in text.casefold() else "" for text in set(rows.email)
    }
    carried: dict[str, set[str]] = defaultdict(set)
    for mail, name in set(zip(rows.email, rows.name, strict=True)):
        if mails[mail] and name:
            carried[mails[mail]].add(name)
    shared = {mail for mail, found in carried.items() if len(found) > 1 and not _one_person(sorted(found, key=len))}
    keys: list[Key] = []
    for meeting, mail, name, organization in zip(rows.meeting, rows.email, rows.name, rows.organization, strict=True):
        address = mails[mail]
        if address and address not in shared and name is not None:
            keys.append((meeting, address, "", ""))
        elif name is None:
            keys.append((meeting, "", "", organizations[organization]))
        else:
            keys.append((meeting, "", names[name], organizations[organization]))
    return keys, names


def _one_person(names: Sequence[str]) -> bool:
    """Whether several names on one address are ways of writing one: each word of the shorter begins a word of the longest."""
    longest = names[-1].casefold().split()
    for name in names[:-1]:
        words = [word.strip(".") for word in name.casefold().split()]
        if not all(any(long.startswith(word) for long in longest) for word in words):
            return False
    return True


def _join_incomplete(rows: Rows, members: dict[Key, list[int]], names: dict[str | None, str]) -> list[tuple[int, str]]:
    """Join rows that tell less of a person (no address, no organization) to the only one of that name at the meeting."""
    seen: dict[tuple[int, str], Key] = {}
    several: dict[tuple[int, str], list[Key]] = {}
    for key, found in members.items():
        name = rows.name[found[0]]
        if name is None:
            continue
        spot = (key[0], names[name])
        before = seen.setdefault(spot, key)
        if before is not key:
            several.setdefault(spot, [before]).append(key)
    twins: list[tuple[int, str]] = []
    for keys in several.values():
        left = _reduced(rows, members, keys)
        if len(left) > 1:
            twins += [(rows.line[members[key][0]], rows.name[members[key][0]] or "") for key in left[1:]]
    return twins


def _reduced(rows: Rows, members: dict[Key, list[int]], keys: list[Key]) -> list[Key]:
    """Those of the keys that stay apart, after joining each incomplete one to its only partner."""
    if len(keys) > _MOST_ALIKE:
        return keys
    own = {key: {fold(rows.organization[i]) for i in members[key]} - {""} for key in keys}
    left = sorted(keys, key=lambda key: (not key[1], not key[3], members[key][0]))
    for key in sorted(keys, key=lambda key: (bool(key[1]), bool(key[3]))):
        if key[1] or _has_shared_mail(rows, members[key]):
            continue
        partners = [other for other in left if other != key and (not own[key] or not own[other] or own[key] & own[other])]
        if len(partners) == 1:
            members[partners[0]] = sorted(members[partners[0]] + members.pop(key))
            left.remove(key)
            own[partners[0]] |= own[key]
    return left


def _has_shared_mail(rows: Rows, found: list[int]) -> bool:
    return any(rows.email[i] for i in found)


def _write(rows: Rows, groups: list[list[int]], entries: Entries, *, last_wins: bool) -> None:
    """The groups as entries: column by column from their first rows, then those of several rows once more with all of them."""
    plain = (
        (entries.organization, rows.organization),
        (entries.email, rows.email),
        (entries.phone, rows.phone),
        (entries.role, rows.role),
        (entries.sector, rows.sector),
    )
    firsts = [group[0] for group in groups]
    entries.meeting += [rows.meeting[i] for i in firsts]
    entries.name += [rows.name[i] for i in firsts]
    for into, source in plain:
        into += [source[i] or None for i in firsts]
    entries.state += [rows.state[i] for i in firsts]
    entries.minutes += [rows.minutes[i] for i in firsts]
    entries.lines += [(rows.line[i],) for i in firsts]
    if len(groups) == len(rows.line):
        return
    for at, group in enumerate(groups):
        if len(group) == 1:
            continue
        state = min((rows.state[i] for i in group), key=_RANK.__getitem__)
        told = [i for i in group if rows.state[i] == state]
        ordered = told[::-1] if last_wins else told
        entries.name[at] = rows.name[ordered[0]]
        for into, source in plain:
            into[at] = next((source[i] for i in [*ordered, *group] if source[i]), None)
        entries.state[at] = state
        entries.minutes[at] = _minutes(rows, told) if state == "present" else None
        entries.lines[at] = tuple(sorted({rows.line[i] for i in group}))


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
