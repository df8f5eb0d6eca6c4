"""Rows of a table that hold nothing but the organization, or the place, of the people below them.

"Grace Haven" could be somebody: only the shape of the whole table tells. Numbers that only people have, a flag that only
organizations have, words of organizations, empty rows around them, marks that only people have.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from itertools import accumulate, groupby

from coalition.imports.cells.headers import FOREIGN_HEADING, is_foreign, is_header_word, is_row_number
from coalition.imports.cells.in_brackets import is_house
from coalition.imports.cells.names import looks_like_organization
from coalition.imports.cells.not_people import split_titles
from coalition.imports.cells.people_names import is_place, looks_named, read_name
from coalition.imports.cells.presence import is_mark
from coalition.imports.cells.row_words import is_note, is_sector, is_short, is_total, labelled, standing
from coalition.imports.lexicon import LETTERS, any_of, is_long

_LONGEST_LIST = 3_000
"""Rows of a list somebody parts by hand."""
_MOST, _SEVERAL = 0.8, 3
_AROUND = " :：-–—=*•_~"
_BELOW = any_of("heads.below", whole=False)
_COUNT = re.compile(
    rf"\s*(?:[(\[]\s*\d++\s*(?:{_BELOW}|{any_of('heads.members', whole=False)})?\s*[)\]]|[-–—:,]?\s*(?<!\d)\d++\s*{_BELOW})$",
    re.IGNORECASE,
)
"""How many people stand below, behind the organization."""
_LABEL = re.compile(rf"{any_of('groups.label', whole=False)}\s*[:：–—-]\s*", re.IGNORECASE)
_GROUP_OF_ITS_OWN = re.compile(rf"{any_of('groups.own')}(?!.*{any_of('groups.of_a_kind')})[{LETTERS}]{{4,}}")
_GIVEN = re.compile(rf"{any_of('groups.given_names')}\s+(?=\w+$)", re.IGNORECASE)
_FLAG = re.compile(rf"[ynvomtfx✓✔√/]|[01]|{any_of('groups.flag', whole=False)}", re.IGNORECASE)
_PLACE = re.compile(
    rf"{any_of('places.before')}\s*\S{{2,}}.*|\S.*\s{any_of('places.behind')}|{any_of('places.before_blank')}\s*[:：–-]?\s+\S.*",
    re.IGNORECASE,
)

Row = Sequence[str]


def heads_of(rows: Sequence[Row], header: Row, at: int | None, days: Collection[int], *, own: bool = False) -> dict[int, str]:
    """{row: organization} of the rows that head those below them; a place has none: "".

    Args:
        rows: below the header. at: the column of names; None: there is none. days: the columns of the meetings.
        own: people have an organization in a column of its own; only places head them then.
    """
    if at is None or len(rows) > _LONGEST_LIST:
        return {}
    if own:
        return dict.fromkeys(_places(rows, at), "")
    number = next((i for i, cell in enumerate(header) if is_row_number(cell)), None)
    heads = _by_flags(rows, at, header, days) if days else {}
    if not heads and number not in {None, at}:
        heads = _by_numbers(rows, at, number or 0)
    elif not heads:
        heads = _by_words(rows, at) or (_by_shape(rows, at, days) if days else {})
    return dict.fromkeys(_places(rows, at), "") | {row: _LABEL.sub("", text) or text for row, text in heads.items()}


def are_organizations(texts: Sequence[str]) -> bool:
    """Whether most texts read as organizations, two at least where there are several, and none as a person with a title."""
    read = sum(map(is_house, texts))
    return read * 2 >= len(texts) and read >= min(2, len(texts)) > 0 and not any(split_titles(text)[0] for text in texts)


# --- how they are told -----------------------------------------------------------------------------------------------------


def _by_flags(rows: Sequence[Row], at: int, header: Row, days: Collection[int]) -> dict[int, str]:
    """Rows with a flag ("voting") and no mark, where all without a flag have marks."""
    for column in range(len(header)):
        if column == at or column in days or is_row_number(header[column]):
            continue
        heads = _flagged(rows, at, column, days)
        people = [i for i, row in enumerate(rows) if i not in heads and _cell(row, at) and not is_total(row[at])]
        marked = sum(_has_marks(rows[i], days) for i in people) * 2 > len(people)
        followed = sum(i + 1 in people for i in heads) if marked else 0
        flags = {rows[i][column].casefold() for i in heads}
        named = sum(map(is_house, heads.values())) * 2 > len(heads)
        if followed and followed * 2 > len(heads) - 1 and ((len(flags) > 1 and followed > 1) or named):
            return heads
    return {}


def _flagged(rows: Sequence[Row], at: int, column: int, days: Collection[int]) -> dict[int, str]:
    """The rows with a flag in a column; {}: something else stands there, or beside a mark."""
    heads: dict[int, str] = {}
    for i, row in enumerate(rows):
        flag, name, marked = _cell(row, column), _cell(row, at), _has_marks(row, days)
        if not flag or is_total(name) or is_note(name) or (not name and not marked):
            continue
        if not looks_named(name) or not _FLAG.fullmatch(flag) or marked or standing(name) or split_titles(name)[0]:
            return {}
        heads[i] = name
    return heads


def _by_numbers(rows: Sequence[Row], at: int, number: int) -> dict[int, str]:
    """Where nearly every person has a number: organizations that have none, or stand over the numbers."""
    named = [i for i, row in enumerate(rows) if _cell(row, at) or _alone(row, (at, number))]
    numbered = {i for i in named if _cell(rows[i], at) and any(map(str.isdigit, _cell(rows[i], number)))}
    alone = {i: _alone(rows[i], (at, number)) for i in named if i not in numbered}
    heads = {i: text for i, text in alone.items() if text and _may_head(text)}
    if not heads or len(numbered) < _MOST * (len(named) - len(heads)):
        return {}
    in_place = all(_cell(rows[i], at) for i in heads)  # over the numbers any group may stand: Government, Day 2
    return heads if in_place or are_organizations(list(heads.values())) else {}


def _by_words(rows: Sequence[Row], at: int) -> dict[int, str]:
    """In a list without numbers: most read as organizations, each directly above somebody of whom more is told."""
    heads: dict[int, str] = {}
    for i in range(len(rows) - 1):
        text = _alone(rows[i], (at,))
        below = next(filter(any, rows[i + 1 : i + 3]), rows[i + 1])
        if text and _may_head(text) and _cell(below, at) and not _alone(below, (at,)):
            heads[i] = text
    return heads if are_organizations(list(heads.values())) else {}


def _by_shape(rows: Sequence[Row], at: int, days: Collection[int]) -> dict[int, str]:
    """Rows with a name and no mark, each above people with marks. Somebody who never came has such a row as well.

    They head people where one reads as an organization, where empty rows set them off, or where the shape is no accident.
    """
    heads, below, marked, parted = dict[int, str](), dict[int, int](), list[int](), set[int]()
    head, empty = -1, False
    for i, row in enumerate(rows):
        name = _cell(row, at)
        if not any(row):
            empty = True
            continue
        if is_total(name) or is_note(name) or (not name and marked):
            continue
        if (text := _alone(row, (at,))) and _may_head(text):
            heads[i], below[i], head = text, 0, i
            parted |= {i} if empty else set()
        elif name and head >= 0 and _has_marks(row, days):
            marked.append(i)
            below[head] += 1
        else:
            return {}
        empty = False
    if len(heads) < 2 or not all(below.values()):
        return {}
    shorter = not any(" " in text for text in heads.values()) and all(" " in rows[i][at] for i in marked)
    many = len(below) >= _SEVERAL and min(below.values()) > 1
    worded = any(is_house(_GIVEN.sub("", text)) for text in heads.values())
    return heads if parted.issuperset(list(heads)[1:]) or worded or (shorter and many) else {}


def _places(rows: Sequence[Row], at: int) -> list[int]:
    """Provinces and countries alone above people. A nickname may be one too: several have to be, and nobody else alone."""
    heads: dict[int, str] = {}
    for i, row in enumerate(rows):
        filled = [cell for cell in row if cell]
        text = filled[0].strip(" :：") if len(filled) == 1 else ""
        if text and (is_place(text) or _PLACE.fullmatch(text)):
            heads[i] = text
        elif text and read_name(text).plain and not (is_sector(text) or looks_like_organization(text)):
            return []
    told = all(_cell(next(filter(any, rows[i + 1 :]), ()), at) for i in heads)
    return list(heads) if told and len(set(heads.values())) > 1 and any(" " in text for text in heads.values()) else []


def heads_by_header(rows: Sequence[Row], header: Row, at: int) -> set[int]:
    """The rows with nothing but an organization (and a number), in a column headed "Organization / Name": no word need tell.

    A matrix may have people without a mark too, who stand alone like them: there an organization is directly above people.
    """
    number = next((i for i, cell in enumerate(header) if is_row_number(cell)), None)
    alone, people = list[int](), list[int]()
    for i, row in enumerate(rows):
        text = _cell(row, at)
        if looks_named(text) and not read_name(text).state:
            more = any(cell for column, cell in enumerate(row) if column not in (at, number))
            titled = split_titles(text)[0] and not is_house(text)
            (people if more or titled else alone).append(i)
    if not alone or not people:
        return set()
    beside = [cell for i in people for column, cell in enumerate(rows[i]) if cell and column not in (at, number)]
    if not all(map(is_mark, beside)):
        return set(alone)
    heads: set[int] = set()
    rank = list(accumulate(bool(any(row)) for row in rows))
    runs = groupby(enumerate(alone), key=lambda one: rank[one[1]] - one[0])
    for run in ([i for _, i in group] for _, group in runs):
        below = next((i for i in range(run[-1] + 1, len(rows)) if any(rows[i])), -1)
        if sure := [i for i in run if is_house(rows[i][at])]:
            heads.update(sure)
        elif below in people:
            heads.add(run[-1])
    return heads


# --- one row ---------------------------------------------------------------------------------------------------------------


def _cell(row: Row, at: int) -> str:
    return row[at] if at < len(row) else ""


def _has_marks(row: Row, days: Collection[int]) -> bool:
    return any(_cell(row, day) for day in days)


def _alone(row: Row, columns: Sequence[int]) -> str:
    """The one text of a row, in one of these columns or the same in all its cells, without its count; "": there is more."""
    texts, filled = {cell for cell in row if cell}, sum(map(bool, row))
    if len(texts) != 1 or (1 < filled < len(row)) or (filled == 1 and not any(_cell(row, at) for at in columns)):
        return ""
    return uncounted(texts.pop().strip(_AROUND))


def uncounted(text: str) -> str:
    """An organization above its people without how many they are: "Lotus House (2)"."""
    return _COUNT.sub("", text).strip(_AROUND)


def _may_head(text: str) -> bool:
    said = is_total(text) or is_note(text) or standing(text) or read_name(text).code
    group = is_sector(text) and not _GROUP_OF_ITS_OWN.match(text) and not looks_like_organization(text)
    return not (said or group) and is_short(text) and looks_named(text)


def standing_of(cells: Iterable[str]) -> str | None:
    """What a row of headers says of the people under it: "Absent, Organization"; None: it says nothing, or holds more."""
    states = {standing(cell): cell for cell in cells if not is_header_word(cell) or standing(cell)}
    return next(iter(states)) if len(states) == 1 else None


def names_behind(text: str) -> bool:
    """Whether a label has its people behind it, "Apologies: Ann Lee": it is none of those on the next page."""
    label = labelled(text)
    return label is not None and any(map(str.isalpha, label[1]))


def odd_leads(leads: Iterable[str], role: str) -> set[str]:
    """First cells that speak of a whole row, where the first column is none that is read; of organizations only labels.

    Args:
        leads: the cells of the first column. role: what it holds.
    """
    if role == "organization":
        return {lead for lead in leads if lead.endswith((":", "：")) and is_note(lead + " x")}  # "Prepared by:", "Ann Lee"
    told = leads if role == "number" else ()
    return {lead for lead in told if not lead.isdigit() and (is_note(lead + ": x") or is_total(lead) or standing(lead))}


def is_label(text: str, heads: Iterable[str]) -> bool:
    """Whether the column of names holds a header of another column and what it says: "Position Trainer", below the list."""
    return any(text.startswith(f"{head} ") for head in heads if is_long(head))


def another_table_from(rows: Sequence[Sequence[str]]) -> int:
    """The first row that begins another table: "cc", "Distribution list", a header of actions or payments after a gap."""
    gap = False
    for at, row in enumerate(rows):
        if gap or (row and not all(row)):
            filled = [cell for cell in row if cell]
            head = len(filled) == 1 and FOREIGN_HEADING.match(filled[0])
            if head or (gap and len(filled) > 1 and is_foreign(row)):
                return at
            gap = len(filled) <= 1
    return len(rows)
