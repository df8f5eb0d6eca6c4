"""What columns hold, told from their cells: addresses, dates, marks, people. For headers nobody has seen before.

A header that is known decides; only where it does not, or where the cells flatly contradict it, are they asked.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import permutations
from operator import itemgetter

from coalition.imports.cells.dates import clock_of_timestamp, find_date, read_minutes
from coalition.imports.cells.headers import (
    OF_NAMES,
    TITLE_OR_ROLE,
    fold,
    heads_half_day,
    is_header_word,
    is_invitation,
    is_promise,
    is_vetoed,
    match,
    may_mean,
    polarity,
    without_number,
)
from coalition.imports.cells.names import clean_name, looks_like_organization, looks_like_person, sent_in
from coalition.imports.cells.not_people import split_titles
from coalition.imports.cells.presence import is_mark, mark_of
from coalition.imports.lexicon import any_of, is_long, pattern, words
from coalition.imports.read.line_values import heading_of, is_guests
from coalition.imports.read.model import Column
from coalition.imports.read.sheet import Table, text_at

Row = list[str]
_ADDRESS = re.compile(
    rf"^{any_of('addresses.before_number')}?\s*\d+(?:/\d+)?\s*{any_of('addresses.behind_number')}"
    rf"|{any_of('addresses.village')}\s*\d|^\d+(?:/\d+)?,?\s.*{any_of('addresses.street')}",
    re.IGNORECASE,
)
_WHEN = pattern("questions.when")
_MEETING = pattern("questions.meeting", whole=False)
"""What stands beside the day where people chose from a list for which meeting they sign in."""
_OTHER_QUESTION = re.compile(
    rf"{any_of('questions.other', whole=False)}|{any_of('questions.other_endings', whole=False)}\b"
    rf"|{any_of('questions.other_words')}",
    re.IGNORECASE,
)
"""Questions answered with yes and no that do not ask who came."""
_PHONE = re.compile(r"(?=(?:\D*\d){8,15}\D*$)(?:\+|(?=[0(6]))[\d\s\-().]{8,20}")
_MOST = 0.8
_DAY = 24 * 60
_LOOKED_AT = 200  # rows
_TOGETHER = 0.7  # of all stays of a day at one moment
_FEW_TIMES = 5  # columns of times beside a length; a register of days has many
_MAY_BE_STAYS = frozenset({None, "date", "joined", "left", "minutes", "start", "end", "timestamp"})


def cells_of(rows: Sequence[Sequence[str]], column: int) -> list[str]:
    """The filled cells of a column."""
    return [row[column] for row in rows if column < len(row) and row[column]]


def settle_contents(fields: list[str | None], header: Sequence[str], columns: Sequence[Column], today: date) -> None:
    """Correct and complete in place the fields of the columns from their cells."""
    titles = fields.count("title")
    for i, (name, column) in enumerate(zip(fields, columns, strict=True)):
        cells = column.sample
        if name == TITLE_OR_ROLE:
            fields[i] = "prefix" if are_titles(set(cells)) else "role"
        elif name == "date":
            numbered = all(cell.isdecimal() and int(cell) <= 31 for cell in cells)  # "Day" beside "Month"
            ends = "start" in fields and column.share("time") == 1
            told = any(find_date(cell, today=today) or any(map(str.isdigit, cell)) for cell in cells)
            fields[i] = None if numbered or not told else "end" if ends else name
        elif not cells or name == "timestamp":
            continue
        elif name in {"joined", "left"}:  # digits alone: how often; a day alone: when somebody was hired, or travels
            fields[i] = name if any(map(_tells_time, cells)) else None
        elif name != "email" and column.share("email") >= _MOST:
            fields[i] = "email" if "email" not in fields else None
        elif name in OF_NAMES and _share(cells, lambda cell: re.sub("[.,]", "", cell).isdigit()) >= _MOST:
            fields[i] = None
        elif name == "name" and fields.count("name") > 1 and match(header[i]).is_sure and column.is_marked:
            fields[i] = "attended"  # "Name", and "Participants" over ticks
        elif name == "organization" and _share(cells, _is_address) * 2 >= 1:
            fields[i] = None  # "Address / organization" where people wrote where they live
        elif name == "attended" and "joined" not in fields and polarity(header[i]) == "present" and _are_moments(cells, today):
            fields[i] = "joined"  # "Checked in": when, and nothing for those who did not come
        elif name == "title" and all(mark_of(cell) and ":" not in cell for cell in cells):
            asks = header[i].endswith("?") and not any(map(mark_of, filter(is_long, header[i].split())))  # "Was it useful?"
            other = asks or titles > 1 or "attended" in fields
            fields[i] = None if other else "attended"  # "Will you attend the meeting on 5 March?"
        elif name == "title" and "date" not in fields and 2 * _share(cells, partial(find_date, today=today)) >= 1:
            fields[i] = "date"
        elif name == "sector" and column.is_marked:
            fields[i] = None  # "Type", over ticks
        elif name is None and "phone" not in fields and _share(cells, _PHONE.fullmatch) >= _MOST:
            fields[i] = "phone"
    _find_dates(fields, header, columns, today)


def find_stays(fields: list[str | None], columns: Sequence[Column], rows: Sequence[Row], today: date) -> None:
    """Settle in place the columns of joining, leaving and minutes that no header tells: each row's three agree.

    People stayed at the same time, and by a clock: bookings follow each other, a rota is to the five minutes.
    """
    open_at = [i for i, name in enumerate(fields) if name in _MAY_BE_STAYS and columns[i].count > 1]
    first = {i: columns[i].sample[:_LOOKED_AT] for i in open_at}
    timed = [i for i in open_at if columns[i].share("date", "time") >= _MOST and _share(first[i], _tells_time) >= _MOST]
    if {"joined", "left", "minutes"} <= set(fields) or not 1 < len(timed) <= _FEW_TIMES:
        return
    rows = [row for row in rows[:_LOOKED_AT] if sum(map(bool, row)) > 2]
    moments = {i: [_moment(text_at(row, i), today) for row in rows] for i in timed}
    measured = [i for i in open_at if _share(first[i], lambda cell: read_minutes(cell) is not None) >= _MOST]
    for minutes in measured:
        lengths = [read_minutes(text_at(row, minutes)) for row in rows]
        for joined, left in permutations(timed, 2):
            if minutes not in {joined, left} and _are_stays(zip(moments[joined], moments[left], lengths, strict=True)):
                fields[joined], fields[left], fields[minutes] = "joined", "left", "minutes"
                return


def _moment(text: str, today: date) -> int | None:
    """Minutes on one scale; of a time without its day on that day."""
    clock, day = clock_of_timestamp(text), find_date(text, today=today)
    return int(clock[:2]) * 60 + int(clock[3:]) + (day.on.toordinal() * _DAY if day else 0) if clock else None


def _are_stays(told: Iterable[tuple[int | None, int | None, int | None]]) -> bool:
    """Whether minutes of joining, of leaving, and between them, are those of people at one place; who left may come back."""
    rows = [(a, b, n) for a, b, n in told if a is not None and b is not None and n is not None]
    fit = sum(n <= b - a + 1 for a, b, n in rows)
    whole = sum(abs(b - a - n) <= 1 < n for a, b, n in rows)
    days = [[(a, b) for a, b, _ in rows if a // _DAY == day] for day in {a // _DAY for a, _, _ in rows}]
    together = sum(max(sum(a <= at < b for a, b in own) for at, _ in own) for own in days)  # most at once, of each day
    by_clock = sum(minute % 5 > 0 for a, b, _ in rows for minute in (a, b))
    most = _MOST * len(rows)
    return (
        len(rows) > 1 and fit >= most and together >= _TOGETHER * len(rows) and 2 * whole > len(rows) and by_clock > len(rows)
    )


def parts_of_names(header: Sequence[str], sample: Sequence[Row]) -> tuple[int, int] | None:
    """Two columns, one of first names and one of surnames, under "Name 1" and "Name 2", or under one "Name"; None: none are."""
    at = [i for i, cell in enumerate(header) if (bare := without_number(cell)) != cell and _heads_names(bare)]
    over = [i for i, cell in enumerate(header[:-1]) if _heads_names(cell) and not header[i + 1]]
    if len(over) == 1 and sum(map(_heads_names, header)) == 1:
        begin = over[0] + (not "".join(header[over[0] + 1 : over[0] + 3]) and are_titles(set(cells_of(sample, over[0]))))
        at = [begin, begin + 1]
    if len(at) != 2:
        return None
    both = [(row[at[0]], row[at[1]]) for row in sample if len(row) > at[1] and row[at[0]]]
    single = sum(bool(last) and len(split_titles(first)[1].split()) < 2 for first, last in both)
    return (at[0], at[1]) if both and single >= _MOST * len(both) else None


def are_titles(cells: Collection[str]) -> bool:
    """Whether most of some different cells are forms of address."""
    return 0 < len(cells) <= 2 * sum(bool(clean_name(f"{cell} Somebody Else").prefix) for cell in cells)


def _heads_names(word: str) -> bool:
    return match(word).field == "name" and match(word).is_whole


def are_surnames(pairs: Sequence[tuple[str, str]]) -> bool:
    """Whether a column headed "Name" beside first names holds surnames: "Name, Vorname". Pairs: the two cells of each row."""
    both = [fold(first) in fold(name) for name, first in pairs if name and first]
    alone = [" " in name for name, first in pairs if name and not first]
    whole = bool(alone) and all(alone) and 2 * sum(" " in name for name, _ in pairs) > len(pairs)  # "Ann Lee" is Annie too
    return not whole and 2 * sum(both) < len(both)


def _find_dates(fields: list[str | None], header: Sequence[str], columns: Sequence[Column], today: date) -> None:
    """A column of dates under an unknown header: a question that asks when, or days that repeat as those of meetings do."""
    written = not {"timestamp", "joined"}.isdisjoint(fields)
    for i, name in enumerate(fields if "date" not in fields else ()):
        if name not in {None, "start"} or is_vetoed(header[i]) or is_invitation(header[i]):
            continue
        cells = columns[i].sample
        days = [found for cell in cells if (found := find_date(cell, today=today))]
        if not cells or len(days) < _MOST * len(cells):
            continue
        repeated = len({one.on for one in days}) * 2 <= len(days)
        repeated = repeated and (not written or all(_MEETING.search(one.rest) for one in days))
        if name == "start" or _WHEN.search(header[i]) or repeated:
            fields[i] = "date"
            return


def _share(cells: Sequence[str], test: Callable[[str], object]) -> float:
    return sum(map(bool, map(test, cells))) / len(cells)


def _tells_time(cell: str) -> bool:
    return not cell.isdigit() and bool(clock_of_timestamp(cell))


def _are_moments(cells: Sequence[str], today: date) -> bool:
    """Whether days are told, or times. A dash is an empty cell."""
    told = [cell for cell in cells if any(map(str.isalnum, cell)) and not is_header_word(cell)]  # "Absent"
    days = (sum(map(str.isdigit, cell)) >= 5 and find_date(cell, today=today) is not None for cell in told)
    return bool(told) and sum(day or _tells_time(cell) for day, cell in zip(days, told, strict=True)) >= _MOST * len(told)


def _is_address(cell: str) -> bool:
    """Whether a cell is where somebody lives: it begins with the number of a house, or has that of a village or road."""
    return _ADDRESS.search(cell) is not None and not looks_like_organization(cell)


# --- columns that say who came in place of the person of the row: remarks, or a column "Represented by" ---
_HEADS_DELEGATES = re.compile(
    rf"{any_of('delegates.header', whole=False)}(?:\s*\(?{any_of('delegates.if_any', whole=False)}\)?)?\??", re.IGNORECASE
)
_SELF = re.compile(rf"{any_of('delegates.self', whole=False)}\.?", re.IGNORECASE)  # that nobody came instead


def named_delegates(fields: Sequence[str | None], header: Sequence[str], rows: Sequence[list[str]]) -> list[int]:
    """Columns of delegates' names beside those of the people who were expected; `fields` as the headers tell them."""
    written = [(re.sub(r"[\s()\[\]]+", " ", cell), cell.partition("(")[0]) for cell in header]  # "(name of delegate)"
    told = [i for i, both in enumerate(written) if any(_HEADS_DELEGATES.fullmatch(text.strip()) for text in both)]
    names = [i for i, name in enumerate(fields) if i not in told and name in {"name", "first_name"}]
    held = [len(cells_of(rows, i)) for i in told]
    if any(
        not header[i] or match(header[i]).is_whole or 2 * sum(map(looks_like_person, cells_of(rows, i))) > len(rows)
        for i in names
    ):
        return told
    return told[1:] if len(told) > 1 and held[0] > max(held[1:]) else []  # "Representative"; "Delegate", where another came


def remarked_delegates(fields: Sequence[str | None], rows: Table) -> list[int]:
    """Columns in which it is written beside some names that somebody was sent."""
    others = (i for i, name in enumerate(fields) if name not in OF_NAMES)
    return [i for i in others if any(sent_in(cell) is not None for cell in rows.held(i))]


def delegate_of_cell(cell: str, *, named: bool) -> str | None:
    """What one cell of such a column tells, as `cells.names.sent_in`; `named`: it holds names, or marks of somebody unnamed."""
    if named and _SELF.fullmatch(cell):
        return None
    told = sent_in(cell)
    if told is not None or not named:
        return told
    if mark := mark_of(cell):
        return "" if mark == "present" else None
    return cell if looks_like_person(cell) or split_titles(cell)[0] else None  # "Mr Bo Chan, District Office"


# --- one question with a column of marks for each answer ---------------------------------------------------------------------
_ANSWER = re.compile(r"(.*\S)\s*(?:\[(.+)\]|/\s*([^/\d]+?))\s*")
_NO_LETTER = re.compile(r"[\W_]+")
_WITHIN, _LONGEST = 40, 200


def with_people_as_headers(rows: Sequence[Row]) -> tuple[Sequence[Row], str]:
    """The rows with a name as the header of each column of marks, where one question stands before all of them; the question.

    "Present? [Ann Lee]" is of a table of boxes to tick, "group/present/Ann Lee" of several answers to one question; a column
    with all answers in one cell is left empty, as those beside it say the same. Where another column holds names, the question
    may be asked of days or sessions: all stays as it is, and the question is empty.
    """
    for number, header in enumerate(rows[:_WITHIN]):
        parts = {at: found for at, cell in enumerate(header) if len(cell) < _LONGEST and (found := _ANSWER.fullmatch(cell))}
        asked, count = max(Counter(found[1] for found in parts.values()).items(), key=itemgetter(1), default=("", 0))
        if count < _LEAST or OF_NAMES & {match(cell).field for cell in header if not cell.startswith(asked)}:
            continue
        told = {at: found[2] or found[3] for at, found in parts.items() if found[1] == asked}
        whole = [at for at, cell in enumerate(header) if cell == asked]
        below = list(map(list, rows[number + 1 :]))
        others = (found[2] or found[3] for at, found in parts.items() if at not in told and at not in whole)
        if any(map(looks_like_person, others)):  # people stand behind another question, too, and are no headers: "Online [Ann]"
            return [*rows[:number], ["" if at in parts else cell for at, cell in enumerate(header)], *below], ""
        if _name_people(asked, [*told.values()]) and _are_ticked(below, told, whole):
            for row in below:
                row[:] = ["" if at in whole else cell for at, cell in enumerate(row)]
            heads = ["" if at in whole else told.get(at, cell) for at, cell in enumerate(header)]
            return [*rows[:number], heads, *below], asked
    return rows, ""


def asks_who_came(question: str) -> bool:
    """Whether a question, perhaps of a group, is who came."""
    head = question.rpartition("/")[2]
    said = match(head).field == "attended" or (heading_of(head) == "present" and not is_guests(head))
    return said and polarity(head) == "present" and not is_promise(head)


def _name_people(question: str, answers: Sequence[str]) -> bool:
    """Whether the answers to a question are people: all that one who came has, most where nobody knows what is asked."""
    if any(is_header_word(text) or heads_half_day(text) for text in answers):
        return False
    people = sum(" " in text and looks_like_person(text) for text in answers)
    away = polarity(question.rpartition("/")[2]) != "present"
    return asks_who_came(question) or (not away and people >= _MOST * len(answers))


def _are_ticked(rows: Sequence[Row], told: Mapping[int, str], whole: Sequence[int]) -> bool:
    """Whether most cells of the answers are marks, and a column with all of them in one cell says the same in each row."""
    marks = [is_mark(cell) for at in told for cell in cells_of(rows, at)]
    ticked = ((row, "".join(name for at, name in told.items() if mark_of(text_at(row, at)) == "present")) for row in rows)
    same = all(_NO_LETTER.sub("", text_at(row, at)) == _NO_LETTER.sub("", names) for row, names in ticked for at in whole)
    return same and sum(marks) >= _MOST * len(marks) > 0


# --- columns of marks that carry no day ------------------------------------------------------------------------------------
_PARTS = pattern("questions.part")
"""How or for what somebody came: of one column it may be another question, of several side by side it is a part."""
_OF_THE_PERSON = pattern("questions.of_the_person")  # what somebody is, ticked in columns: it says nothing of who came
SIGNED = "signed"
_REMARKS = frozenset(map(fold, words("other_headers.remarks")))
SEX = frozenset(words("questions.sex"))
_OTHER_PROOF = frozenset({"timestamp", "joined", "left", "minutes", "date", "attended"})
_PEOPLE = ("name", "first_name", "last_name", "organization")
_LEAST = 2


def parts_of_meeting(header: Sequence[str], fields: Sequence[str | None], rows: Sequence[Row]) -> tuple[int, ...]:
    """Two or more columns of marks under headers nobody knows, in a list that says in no other way who came; (): none.

    Where everybody has one tick, neither more nor less, they say what somebody is.
    """
    at = next((fields.index(name) for name in _PEOPLE if name in fields), None)
    if at is None or _OTHER_PROOF & set(fields) or any(may_mean(cell, "signature") for cell in header):
        return ()
    unread = (i for i, name in enumerate(fields) if name is None and may_say_who_came(header[i]))
    found = tuple(
        i for i in unread if polarity(header[i]) == "present" and holds_marks({text_at(row, i) for row in rows} - {""})
    )
    ticks = {sum(mark_of(text_at(row, i)) == "present" for i in found) for row in rows if text_at(row, at)}
    return found if len(found) >= _LEAST and ticks != {1} else ()


def may_say_who_came(header: str) -> bool:
    """Whether ticks under a header may say who came: it asks nothing else, and says not what somebody is."""
    other = _OTHER_QUESTION.search(_PARTS.sub("", header)) or is_vetoed(header) or _OF_THE_PERSON.search(header)
    return bool(header) and not (other or fold(header) in SEX or is_invitation(header))


def says_part(word: str) -> str | None:
    """What a tick says under the word of a part of a meeting: "present", "absent", "excused"; None: nothing of who came."""
    if match(word).field == "signature":
        return SIGNED  # whoever wrote anything came
    state = mark_of(word) if word else "present"
    if state in {"absent", "excused"} or (state is None and polarity(word) != "present"):
        return state or polarity(word)
    other = fold(word) in _REMARKS or match(word).field in {"ignore", "elsewhere"} or not may_say_who_came(word)
    return None if state == "registered" or (state is None and other) or is_invitation(word) else "present"


def holds_marks(cells: Collection[str]) -> bool:
    """Whether all filled cells of a column are marks, and one says that somebody was there."""
    return all(map(is_mark, cells)) and any(mark_of(cell) == "present" and ":" not in cell for cell in cells)
