"""The people of a table: who is in each row, and which rows are one person at one meeting.

Each distinct text of the column of names is judged once, by all cells of the column together. Rows of one person at one meeting
become one entry: re-joins, two devices, a form sent twice, two sessions of a day. Identity within a file: the e-mail address,
unless it carries two names; else name and organization; else the name. The same name with two organizations or two addresses
stays two people, and is told.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from itertools import pairwise

from coalition.finding.alike_people import in_other_letters, sounds_alike
from coalition.imports.cells.headers import NAMES, TIMES, fold
from coalition.imports.cells.in_brackets import (
    organizations_beside,
    organizations_in_brackets,
    with_letters,
    without_codes,
)
from coalition.imports.cells.people_names import Named, is_known, lists_people, read_name, read_names
from coalition.imports.cells.presence import joined_name
from coalition.imports.cells.row_words import labelled
from coalition.imports.matching.keys import person_key
from coalition.imports.read.heads import is_drawn_below
from coalition.imports.read.line_values import SURE, text_of
from coalition.imports.read.lines import people_behind
from coalition.imports.read.model import Interpretation
from coalition.imports.read.parting import SIGNS, Lines
from coalition.imports.read.sheet import Table, joined_in
from coalition.imports.read.unlist import cells_of
from coalition.imports.reading import Entries, are_different

_OF_ONE = TIMES | {"minutes"}
"""What a call tells of one account: "Kyaw Zin Latt, Border Legal Desk" is not two people."""

_LONGEST_ACRONYM, _FEW = 6, 2
"""Letters of a word in capitals; where most such words of a column are longer they are names, as beside a surname."""


_BETWEEN_TWO = ("slash", "bar", "dash")
_LOOK_AHEAD = 4  # rows below a heading


class Names:
    """The names of the rows of one table, each distinct one judged once; of a list on several pages by all of them.

    Attributes:
        rows: in which they stand. texts: the names, as written; the parts of a name joined.
        known: {text: whoever it says}.
    """

    def __init__(self, way: Interpretation, rows: Table) -> None:
        columns, broken = way.columns, way.sheet.broken
        at = columns.get("name")
        self.rows, self.texts = rows, _texts(way, rows)
        distinct = set(self.texts)
        header, apart = way.headers.get(at, "") if at is not None else "", "organization" in columns
        lists = at is not None and not _OF_ONE & columns.keys() and lists_people(header, distinct)
        twice = in_two_scripts(distinct, broken)
        bare = twice or without_codes(distinct)
        parts = {} if twice else broken
        self.known = {
            text: read_names(bare.get(text, text), parts.get(text, ()), lists=lists, apart=apart) for text in distinct
        }
        self.known |= {text: who._replace(plain=True) for text in bare if not (who := self.known[text]).code}
        self.known |= _several(self.known)
        offices = rows.held(columns["organization"]) if apart else set[str]()
        self.known |= {} if apart else organizations_in_brackets(distinct)
        self.known |= organizations_beside(distinct, offices)
        self.known |= with_letters(distinct) | _in_order_of_others(self.known)
        sums = distinct & rows.held(columns["sector"]) if "sector" in columns else set[str]()  # "Government, 5" below the list
        self.known |= {text: self.known[text]._replace(code="total", plain=False) for text in sums}
        words = [text for text in distinct if text.isupper() and " " not in text]
        long = sum(len(text) > _LONGEST_ACRONYM for text in words)
        capitals, timed = "".join(distinct).isupper(), not {"start", *TIMES}.isdisjoint(columns) and "end" not in columns
        alone = timed and distinct <= {*filter(str.isalpha, words), ""} and not any(map(is_known, words))  # who is asked
        if "first_name" in columns or (capitals and (alone or long > max(_FEW, len(words) / 2))):
            told = {text: read_name(text.capitalize()) for text in words if not is_known(text)}
            self.known |= {text: who._replace(name=text) for text, who in told.items() if who.plain}

    def on_page(self, way: Interpretation, rows: Table) -> "Names":
        """Those of some of the rows."""
        page = copy(self)
        page.rows, page.texts = rows, _texts(way, rows)
        return page

    def of_rows(self, first: int, last: int) -> list[Named]:
        """Whoever is in each row of a stretch."""
        return list(map(self.known.__getitem__, self.texts[first:last]))

    def next_row(self, offset: int) -> int:
        """The next row, but for lines drawn between them; how many rows there are: none is left."""
        below = range(offset + 1, len(self.rows))
        return next((at for at in below if not is_drawn_below(self.rows, at)), len(self.rows))

    def somebody_below(self, offset: int) -> bool:
        """Whether a person comes below: if only by name, in the next row."""
        below = self.next_row(offset)
        return (below < len(self.rows) and self[below].plain) or self.people_below(offset)

    def people_below(self, offset: int) -> bool:
        """Whether a person comes below, before anything but further headings and an empty row."""
        below = range(first := self.next_row(offset), min(first + _LOOK_AHEAD, len(self.rows)))
        return next((self[at].plain for at in below if sum(map(bool, self.rows[at])) > 1), False)

    def __getitem__(self, offset: int) -> Named:
        return self.known[self.texts[offset]]


def _several(known: Mapping[str, Named]) -> dict[str, Named]:
    """{text: that it is several people} of a column where one cell is three names in a row, and nothing else is known of it.

    "Ann Lee, Bo Chan" beside it is no "Lee, Ann".
    """
    alone = [text for text, who in known.items() if who.plain and "," in text and not (who.people or who.organization)]
    parts = {text: [part.strip() for part in text.split(",")] for text in alone}
    whole = [text for text, told in parts.items() if all(" " in part and read_name(part).plain for part in told)]
    listed = any(len(parts[text]) > 2 for text in whole)
    return {text: Named(text, None, "several_people", plain=False) for text in whole} if listed else {}


def _in_order_of_others(known: Mapping[str, Named]) -> dict[str, Named]:
    """{text: whoever it says} of names that were turned round, where another cell has the words as written: "LEE Ann"."""
    names = {fold(who.name): who.name for who in known.values() if who.plain}
    told = ((text, who, names.get(fold(text))) for text, who in known.items() if who.plain and fold(text) != fold(who.name))
    return {text: who._replace(name=name) for text, who, name in told if name}


def in_two_scripts(texts: Iterable[str], lines: Lines) -> dict[str, str]:
    """{text: the first of its two names} of a column that says each in two scripts: in two lines, or alike beside a sign."""
    mixed = [text for text in texts if not text.isascii()]
    ways = ((text, lines.get(text) or SIGNS[sign].split(text)) for text in mixed for sign in _BETWEEN_TWO)
    pairs = {text: told for text, told in ways if len(told) == 2}
    if len(pairs) < 2 or not all(in_other_letters(*both) for both in pairs.values()):
        return {}
    alike = 2 * sum(sounds_alike(*map(person_key, both)) for both in pairs.values()) >= len(pairs)
    return {text: first for text, (first, _) in pairs.items()} if alike or pairs.keys() <= lines.keys() else {}


def _texts(way: Interpretation, rows: Table) -> list[str]:
    """The names of some rows as written; the parts of a name joined."""
    if (at := way.columns.get("name")) is not None:
        texts = rows.column(at)
    else:
        parts = [rows.column(way.columns[part]) for part in NAMES[1:] if part in way.columns]
        first, last, *_ = [*parts, [""] * len(rows), [""] * len(rows)]
        texts = list(map(joined_name, first, last))
    if (other := way.other_spelling) and "" in texts:  # who has no name in the one script has it in the other
        texts = [text or joined_in(row, other) for text, row in zip(texts, rows, strict=True)]
    return texts


def named_behind(texts: Sequence[tuple[int, str]], organization: int | None) -> Named | None:
    """Those named behind "Apologies:" or "Present:" in its cell, or in a row that was cut at its commas; None: something else.

    `texts`: (column, cell) of the filled cells. `organization`: the column of organizations; None: there is none.
    """
    label = labelled(texts[0][1])
    found = [text for text in (label[1] if label else "", *(cell for _, cell in texts[1:])) if text]
    of_one = len(found) == 2 and (texts[-1][0] == organization or (" " in found[0] and " " not in found[1]))
    if label is None or (not label[1] and (len(found) < 2 or of_one)):
        return None  # the row of one person; whether it is an organization is asked where nobody knows it
    lines = people_behind(text_of(found))
    if not lines or not all(line.grade == SURE for line in lines):
        return None  # "Absent: with reason"
    people = tuple(read_name(one["name"])._replace(organization=one["organization"] or None) for one in cells_of(lines))
    return Named(texts[0][1], None, None, plain=False, people=people, state=label[0])


# --- rows of one person at one meeting --------------------------------------------------------------------------------------


_MAIL = re.compile(r"(?<![^@\s,;])[^@\s,;]++@[^@\s,;]+\.[^@\s,;]+")
_RANK = {"present": 0, "excused": 1, "absent": 2}
_TOLD = ("organization", "email", "phone", "role", "sector")

_LEAST_DIGITS = 9
_MOST_ALIKE = 50
"""More rows of one name at one meeting are left as they are: no row among them tells whose it is."""

Span = tuple[int | None, int | None]
Spot = tuple[int, str]
"""Meeting and folded name."""
Key = tuple[int, str, str, str]
"""Meeting, e-mail, folded name, folded organization: those that make the identity, the others ""."""


def merge_people(people: Entries, spans: Sequence[Span], *, last_wins: bool) -> list[tuple[int, str]]:
    """Make one of the rows of each person at each meeting; (line, name) of those whose name stands there twice.

    Args:
        people: one per row of the file, or per row and meeting of a matrix; minutes as told by this row alone.
        spans: when each joined and left.
        last_wins: a later answer replaces an earlier one (forms); else the first that is told is kept.
    """
    folded = {name: " ".join(map(fold, (name or "").split())) for name in set(people.name)}
    number = {text: at for at, text in enumerate(set(folded.values()))}
    numbers = {name: number[text] for name, text in folded.items()}
    once = None not in folded and are_different(people.meeting, list(map(numbers.__getitem__, people.name)))
    if once and not any(map(_is_mail, set(people.email))):
        return []  # as most lists are
    spots: list[Spot] = list(zip(people.meeting, map(folded.__getitem__, people.name), strict=True))
    members: dict[Key, list[int]] = {}
    for i, key in enumerate(_keys_of(people, spots)):
        members.setdefault(key, []).append(i)
    alike: dict[Spot, list[Key]] = {}
    for key, found in members.items():
        if people.name[found[0]] is not None:
            alike.setdefault(spots[found[0]], []).append(key)
    twins: list[tuple[int, str]] = []
    for keys in alike.values():
        if len(keys) > 1:
            left = _reduced(people, members, keys) if len(keys) <= _MOST_ALIKE else keys
            firsts = (members[key][0] for key in left[1:])
            twins += [(people.lines[at][0], people.name[at] or "") for at in firsts]
    groups = sorted(members.values())
    for group in groups:
        if len(group) > 1:
            _join(people, spans, group, last_wins=last_wins)
    kept = {group[0] for group in groups}
    people.keep([at in kept for at in range(len(people))])
    return twins


def _is_mail(text: str | None) -> bool:
    return text is not None and _MAIL.fullmatch(text) is not None


def _keys_of(people: Entries, spots: Sequence[Spot]) -> list[Key]:
    """The identity of each row, each different text judged once."""
    mails, offices = _own_mails(people), {text: fold(text or "") for text in set(people.organization)}
    beside = zip(map(mails.__getitem__, people.email), people.name, map(offices.__getitem__, people.organization), strict=True)
    return [
        (meeting, mail, "", "") if mail and name is not None else (meeting, "", folded, office)
        for (meeting, folded), (mail, name, office) in zip(spots, beside, strict=True)
    ]


def _own_mails(people: Entries) -> dict[str | None, str]:
    """{text: the address it is}; "" for what is none, and for an address that carries the names of several people."""
    mails = {text: text.casefold() if text and _is_mail(text) else "" for text in set(people.email)}
    carried: dict[str, set[str]] = defaultdict(set)
    for mail, name in set(zip(people.email, people.name, strict=True)):
        if mails[mail] and name:
            carried[mails[mail]].add(name)
    shared = {mail for mail, found in carried.items() if len(found) > 1 and not _one_person(sorted(found, key=len))}
    return {text: "" if mail in shared else mail for text, mail in mails.items()}


def _one_person(names: Sequence[str]) -> bool:
    """Whether several names on one address are ways of writing one: each word of the shorter begins a word of the longest."""
    longest = names[-1].casefold().split()
    words = (word.strip(".") for name in names[:-1] for word in name.casefold().split())
    return all(any(long.startswith(word) for long in longest) for word in words)


def _reduced(people: Entries, members: dict[Key, list[int]], keys: Sequence[Key]) -> list[Key]:
    """Those of the keys of one name that stay apart, after joining each that tells less to its only partner.

    Only one without an address may be the same, whose organization is no other one, or whose telephone is theirs.
    """
    own = {key: {fold(people.organization[i] or "") for i in members[key]} - {""} for key in keys}
    phones = {key: {_digits(people.phone[i] or "") for i in members[key]} - {""} for key in keys}
    left = sorted(keys, key=lambda key: (not key[1], not key[3], members[key][0]))
    for key in sorted(keys, key=lambda key: (bool(key[1]), bool(key[3]))):
        if key[1] or any(people.email[i] for i in members[key]):
            continue
        others = (other for other in left if other != key)
        partners = [one for one in others if not own[key] or not own[one] or own[key] & own[one] or phones[key] & phones[one]]
        if len(partners) == 1:
            members[partners[0]] = sorted(members[partners[0]] + members.pop(key))
            left.remove(key)
            own[partners[0]] |= own[key]
            phones[partners[0]] |= phones[key]
    return left


def _digits(phone: str) -> str:
    """The digits of a telephone number; "" where there are too few for one with its area code, which people may share."""
    digits = "".join(filter(str.isdecimal, phone))
    return digits if len(digits) >= _LEAST_DIGITS else ""


def _join(people: Entries, spans: Sequence[Span], group: list[int], *, last_wins: bool) -> None:
    """Tell in the first row of a person what all of them tell."""
    at, state = group[0], min((people.state[i] for i in group), key=_RANK.__getitem__)
    so = [i for i in group if people.state[i] == state]
    ordered = so[::-1] if last_wins else so
    people.name[at] = people.name[ordered[0]]
    for name in _TOLD:
        column = getattr(people, name)
        column[at] = next((column[i] for i in [*ordered, *group] if column[i]), None)
    people.minutes[at] = _minutes(people, spans, so) if state == "present" else None
    people.state[at] = state
    people.lines[at] = tuple(sorted({line for i in group for line in people.lines[i]}))


def _minutes(people: Entries, spans: Sequence[Span], group: list[int]) -> int | None:
    """Minutes of several rows: the union of their spans where they overlap, else the sum of what each row tells."""
    known = sorted((a, b) for a, b in map(spans.__getitem__, group) if a is not None and b is not None and b >= a)
    told = [minutes for i in group if (minutes := people.minutes[i]) is not None]
    if len(known) < len(group) or (len(told) == len(group) and all(a[1] <= b[0] for a, b in pairwise(known))):
        return sum(told) if told else None
    union, until = 0, known[0][0]
    for begin, end in known:
        union += max(0, end - max(begin, until))
        until = max(until, end)
    return union
