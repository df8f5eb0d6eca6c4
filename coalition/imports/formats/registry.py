"""Every format that is read, in one place: a file of data each, and one reader for the exports of all programs."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

from coalition.imports.cells.dates import find_date, is_utc, read_clock
from coalition.imports.cells.headers import OF_NAMES, fold, is_promise, match, may_mean
from coalition.imports.cells.names import looks_like_organization, looks_like_person
from coalition.imports.cells.presence import mark_of
from coalition.imports.cells.reader import Grid
from coalition.imports.formats import roll as rolls
from coalition.imports.formats.form import TOP_ROWS, Cells, Product, Row, Top, pattern_of, products, refuse_bare, words_of
from coalition.imports.issues import issue
from coalition.imports.read.answer import DID_THEY_COME
from coalition.imports.read.contents import may_say_who_came
from coalition.imports.read.evidence import WRITTEN_BEFORE
from coalition.imports.read.fill import is_signature
from coalition.imports.read.values import names_meeting, says, tell_states
from coalition.imports.reading import Choices, Reading

# --- the reader of an export -----------------------------------------------------------------------------------------------


ANOTHER_LIST = "Its columns are those of another kind of list"
_WHY = {"registered": rolls.ONLY_REGISTERED, "another": ANOTHER_LIST}
_OF_CAME = frozenset({"attended", "joined", "left", "minutes", "timestamp"})
_OF_PERSON = frozenset({"name", "first_name", "last_name", "organization", "role", "email", "phone", "sector"})
_TIMES = ("joined", "left", "date")
_HAS_CLOCK = re.compile(r"\d:\d\d")
_CLOCK = re.compile(r"\d{1,2}:\d\d(?::\d\d)?\s?[AP]M\b", re.IGNORECASE)
_UTC = re.compile(r"\bUTC\b", re.IGNORECASE)
_SHOWN = re.compile(r"([^()]+?)\s*\(([^()]+)\)")
_BARE = re.compile(r"\d+(?::\d\d)?")


def read_export(product: Product, grid: Grid, file: str, choices: Choices, today: date) -> Reading | None:
    """The reading of the export of a program; None: it is not this format after all, try the next."""
    if product.reads == "registrations":
        return rolls.read_registrations(grid, file, choices, today)
    number = _header_in(product, grid.rows)
    if number is None or not any(map(any, grid.rows[number + 1 :])):
        return None
    if product.reads == "refused":
        refused = _is_refused(product, grid.rows[:TOP_ROWS], number)
        return refuse_bare(grid, file, _WHY[product.why], number) if refused else None
    roll = rolls.Roll(number, _columns(product, grid.rows[number]))
    _tell_cells(product, grid, roll)
    _tell_rows(product, grid, roll)
    read = {"form": read_answers, "check_ins": rolls.read_check_ins}.get(product.reads, rolls.read_roll)
    return read(grid, file, choices, today, roll)


def _header_in(product: Product, rows: Top) -> int | None:
    """The first row that is the header of a format; None: none is."""
    heads = enumerate(rolls.heads_of(tuple(row)) for row in rows[:TOP_ROWS])
    return next((number for number, words in heads if any(one.fits(words) for one in product.header)), None)


def _is_refused(product: Product, rows: Sequence[Row], header: int) -> bool:
    """Whether a list says of nobody that they came: no column does, or all answers under one are those to an invitation."""
    heads = rows[header]
    under = [[row[i] for row in rows[header + 1 :] if i < len(row) and row[i]] for i in range(len(heads))]
    if not product.answers:
        return not any(match(head).field in _OF_CAME - {"minutes"} for head in heads)
    asked = [i for i, head in enumerate(heads) if fold(head) in product.header[0].any[-1]]
    if not any(under[i] and all(fold(cell) in product.answers for cell in under[i]) for i in asked):
        return False
    came = [under[i] for i, head in enumerate(heads) if i not in asked and match(head).field in _OF_CAME - {"timestamp"}]
    return all(any(word in fold(cell) for word in product.called) for cells in came for cell in cells)


def _columns(product: Product, header: Row) -> dict[int, str]:
    """{column: field} of the header, as far as the file of data knows them."""
    columns = rolls.columns_of(header, product.columns)
    if product.rest:
        columns |= {i: "ignore" for i in range(len(header)) if i not in columns}
    if set(columns.values()) >= OF_NAMES:  # the name somebody has chosen to be shown by says less than first and last name
        columns = {i: "ignore" if field == "name" else field for i, field in columns.items()}
    return columns


def _tell_cells(product: Product, grid: Grid, roll: rolls.Roll) -> None:
    """Put the cells of its columns into plain words, and its headers without their group."""
    header, cells = grid.rows[roll.header], dict[int, rolls.Cell]()
    for column, field in roll.columns.items():
        told = product.cells.get(field)
        if told is not None:
            utc = told.utc is True or (told.utc == "named" and _UTC.search(header[column]) is not None)
            cells[column] = partial(_plain_cell, told, utc)
        elif field in _TIMES[:2]:
            under = [_HAS_CLOCK.search(cell) is not None for cell in rolls.cells_under(grid, roll.header, column)]
            if under and sum(under) * 2 >= len(under):
                # without its clock, in the last line of a file that was cut off, it is no day of another meeting
                cells[column] = lambda cell: cell if _HAS_CLOCK.search(cell) else "?"
    at = rolls.column_of(roll.columns, "minutes")
    if at is not None and "min" not in fold(header[at]) and any(map(_BARE.fullmatch, rolls.cells_under(grid, roll.header, at))):
        roll.columns[at] = "ignore"  # minutes or seconds? joining and leaving tell it, or nobody knows
    roll.cells = cells
    mail = rolls.column_of(roll.columns, "email")
    if mail in cells and not any(map(cells[mail], rolls.cells_under(grid, roll.header, mail))):
        roll.columns[mail] = "ignore"  # nobody gave an account: an address may be among the questions
    if product.group:
        bare = {i: re.sub(product.group, "", cell) for i, cell in enumerate(header) if i not in roll.columns}
        roll.titles = {i: head for i, head in bare.items() if head and head != header[i]}


def _plain_cell(told: Cells, utc: bool, cell: str) -> str:
    bare = (told.markers.sub("", cell).strip() or cell) if told.markers else cell
    shown = _SHOWN.fullmatch(bare) if told.organization_first else None
    if shown and looks_like_organization(shown[1]) and looks_like_person(shown[2]):
        return f"{shown[2]} - {shown[1]}"
    if fold(bare) in told.empty:
        return ""
    if told.counted and bare.isdecimal():
        return "present" if int(bare) else "absent"
    return f"{_CLOCK.sub(lambda at: read_clock(at[0])[0] or at[0], bare)} UTC" if utc and not is_utc(bare) else bare


def _tell_rows(product: Product, grid: Grid, roll: rolls.Roll) -> None:
    """Set rows of nobody apart, those below the list, and put what stands above it into plain words."""
    header, rows = grid.rows[roll.header], grid.rows
    alone = (i for i in range(roll.header + 1, len(rows)) if product.foot and sum(map(bool, rows[i])) == 1)
    foot = next((i for i in alone if fold("".join(rows[i][:1])).startswith(product.foot)), len(rows))
    roll.apart = {i: "note" for i in range(foot, len(rows)) if any(rows[i])}
    for told in product.nobody:
        for column in (i for i, head in enumerate(header) if any(word in fold(head) for word in told.heads)):
            if column not in roll.columns:
                roll.columns[column] = "ignore"
            below = [number for number in range(roll.header + 1, foot) if any(rows[number][column : column + 1])]
            theirs = [number for number in below if fold(rows[number][column]) in told.cells]
            if not rolls.stayed(header, [rows[number] for number in below], [rows[number] for number in theirs]):
                roll.apart |= dict.fromkeys(theirs, told.code)
    if product.summary:
        roll.instead = rolls.further_summaries(product.summary, rows, roll.header)
    if product.unnamed:
        named = [i for i, field in roll.columns.items() if field in OF_NAMES]
        for number, row in enumerate(rows[roll.header + 1 : foot], roll.header + 1):
            if sum(map(bool, row)) > 1 and not any(row[i] for i in named if i < len(row)):
                roll.apart.setdefault(number, product.unnamed)


# --- the questions of a form: which ask whether somebody will come, and which answers say nothing of presence ---------------


_PROMISE, _ELSE, _HOW, _TODAY, _NEXT, _PRESENCE, _JUDGES, _GRADED = (
    pattern_of("registry", key) for key in ("promise", "else", "how", "today", "next", "presence", "judges", "graded")
)
"""`else`: what one may also come to, or be asked for; it says nothing of the meeting. `judges`: how it was."""
JUDGED = "The form asks how the meeting was, not who was there"
GRADED = "The form gives points for answers; it does not ask who was there"
ASKS_MORE = "Most questions of the form are about something else, not about who was there"
PROMISED = "The form asks on several days how people will take part, not who was there"
_MODES = frozenset(map(str.casefold, words_of("registry", "modes")))
_MOST = 0.8
_YEAR = 365  # days; a passport expires later
_FEW = 2  # further questions that a form to sign in with may have
_SURELY_BEFORE = 2  # so many days before the meeting nobody signs in, in whichever time zone the clock of the form stood


def read_answers(grid: Grid, file: str, choices: Choices, today: date, roll: rolls.Roll) -> Reading | None:
    """The answers to a form people sign in with; refused where it asked who will come; None: it asks nobody's name.

    `roll`: the header and the columns the program itself writes; those of the questions are found here.
    """
    if not choices.columns and len(_titles(grid, roll, today)) > 1:
        return None  # which of them is read is asked
    roll.columns |= other_questions(grid, roll.header, roll.columns)
    roll.columns |= _presence(grid, roll, today)
    roll.columns |= _other_names(grid, roll.header, roll.columns)
    reading = rolls.read_roll(grid, file, choices, today, roll)
    if reading is None or not {known.field for known in reading.columns} & OF_NAMES:
        return None
    if _is_promised(grid, roll, reading, today) or {*reading.entries.state} == {"absent"}:
        return refuse_bare(grid, file, rolls.ONLY_REGISTERED, roll.header, reading.columns)
    asked = _of_something_else(grid, roll.header, reading)
    if "attended" not in roll.columns.values():
        how = len(reading.meetings) > 1 and any(map(_asks_how_they_will, grid.rows[roll.header]))
        asked = asked or (PROMISED if how else "")
        asked = asked or (WRITTEN_BEFORE if _names_days_to_come(grid, roll, today) else "")
    if asked and DID_THEY_COME not in reading.flags and choices.date is None and not choices.columns:
        reading.flags.append(DID_THEY_COME)
        reading.issues.insert(0, issue(DID_THEY_COME, why=asked))
    return reading


def _of_something_else(grid: Grid, header: int, reading: Reading) -> str:
    """Why a form with names may be a survey, a quiz or an opinion of the meeting; empty: it is none of them."""
    heads = grid.rows[header]
    if sum(_JUDGES.search(head) is not None for head in heads) > 1:
        return JUDGED
    if any(_GRADED.search(head) and rolls.cells_under(grid, header, at) for at, head in enumerate(heads)):
        return GRADED
    answers = [rolls.cells_under(grid, header, known.index) for known in reading.columns if known.field is None]
    others = sum(bool(cells) and not _is_marked(cells) for cells in answers)
    told = sum(known.field in _OF_PERSON for known in reading.columns)
    spoken = any(says(text, group) for text in (reading.file, *heads) for group in ("attendance", "meeting"))
    return ASKS_MORE if others > max(told, _FEW) and not spoken else ""


def other_questions(grid: Grid, header: int, known: Mapping[int, str]) -> dict[int, str]:
    """{column: "ignore"} for consent, lunch, feedback, online or not: answers that are no mark of who was there.

    `known`: columns whose field is settled; they are left alone.
    """
    found: dict[int, str] = {}
    for i, head in enumerate(grid.rows[header]):
        cells = rolls.cells_under(grid, header, i)
        if i in known or not head or not cells or may_mean(head, "signature"):
            continue
        says_how = all(cell.casefold() in _MODES for cell in cells)
        other = _ELSE.search(head) is not None and match(head).field in {"attended", "title", "date"}
        other = other or (_NEXT.search(head) is not None and match(head).field in {None, "title", "date", "attended"})
        answers = _is_marked(cells) and not (_asks_presence(head) or (tell_states(cells) and may_say_who_came(head)))
        if says_how or other or answers:
            found[i] = "ignore"
    return found


def _titles(grid: Grid, roll: rolls.Roll, today: date) -> list[int]:
    """The columns ticked under the title of a meeting that has no whole day."""
    heads = enumerate(grid.rows[roll.header])
    titled = [i for i, head in heads if names_meeting(head) and find_date(head, today=today) is None]
    return [i for i in titled if _is_marked(rolls.cells_under(grid, roll.header, i))]


def _is_marked(cells: Sequence[str]) -> bool:
    return bool(cells) and all(map(mark_of, set(cells)))


def _presence(grid: Grid, roll: rolls.Roll, today: date) -> dict[int, str]:
    """The column of the question that asks who was there; one that names its day is left to the machinery.

    Who kept the door may have written the time instead, or let people sign.
    """
    rows = grid.rows[roll.header + 1 :]
    for i, head in enumerate(grid.rows[roll.header]):
        asks = i not in roll.columns and head and not may_mean(head, "signature") and _asks_presence(head)
        if not asks or find_date(head, today=today) is not None:
            continue
        if _is_marked(rolls.cells_under(grid, roll.header, i)):
            return {i: "attended"}
        beside = [(row[i], [*row[:i], *row[i + 1 :]]) for row in rows if i < len(row) and row[i]]
        if beside and all(_HAS_CLOCK.search(cell) or is_signature(cell, others) for cell, others in beside):
            roll.cells = {**roll.cells, i: lambda _cell: "present"}
            return {i: "attended"}
    return {}


def _other_names(grid: Grid, header: int, known: Mapping[int, str]) -> dict[int, str]:
    """{column: "ignore"} for names of accounts, behind their addresses, where a later question asks for the name as well."""
    asked = [i for i, head in enumerate(grid.rows[header]) if i not in known and match(head).field == "name"]
    filled = {i: len(rolls.cells_under(grid, header, i)) for i in asked}
    accounts = (i for i in asked if known.get(i - 1) == "email")
    return {i: "ignore" for i in accounts if any(later > i and filled[later] >= filled[i] for later in asked)}


def _asks_presence(head: str) -> bool:
    """Whether a question asks who was there, or a title ("May meeting") stands over what somebody ticked afterwards."""
    if names_meeting(head):
        return not (_ELSE.search(head) or _NEXT.search(head) or _asks_promise(head))
    named = match(head)
    whole = named.field == "attended" and named.strength >= 2
    return whole or bool(_PRESENCE.search(head)) or bool(_asks_promise(head) and _TODAY.search(head))


def _asks_how_they_will(head: str) -> bool:
    """Whether a question is how somebody will take part: on the day itself all of those asked are there."""
    return _HOW.search(head) is not None and not _NEXT.search(head) and (is_promise(head) or bool(_PROMISE.search(head)))


def _asks_promise(head: str) -> bool:
    return not (_HOW.search(head) or _ELSE.search(head)) and (is_promise(head) or _PROMISE.search(head) is not None)


def _answers(grid: Grid, roll: rolls.Roll, today: date) -> tuple[list[Row], list[date | None]]:
    """The rows of answers, and the day each was sent on."""
    header, times = grid.rows[roll.header], rolls.column_of(roll.columns, "timestamp")
    below = enumerate(grid.rows[roll.header + 1 :], roll.header + 1)
    rows = [row for number, row in below if any(row) and row != header and number not in roll.apart]
    return rows, [None if times is None else _day(row[times] if times < len(row) else "", today) for row in rows]


def _is_promised(grid: Grid, roll: rolls.Roll, reading: Reading, today: date) -> bool:
    """Whether the answers to a question promise to come: it asks that, or most were sent days before the day that they name."""
    dated = {known.index for known in reading.columns if known.field in {"date", "meeting"}}
    answers = _answers(grid, roll, today)
    for at, head in enumerate(grid.rows[roll.header]):
        asks = _asks_promise(head) and not (_TODAY.search(head) or _NEXT.search(head))
        answered, ahead = _days_ahead(answers, at, today) if asks or at in dated else (False, [])
        if (ahead or (asks and answered)) and _are_early(ahead, 1 if asks else _SURELY_BEFORE):
            return True
    return False


def _names_days_to_come(grid: Grid, roll: rolls.Roll, today: date) -> bool:
    """Whether most answers to a question that is not read name days after they were sent: a stand-by, a booking."""
    answers = _answers(grid, roll, today)
    left = (at for at in range(len(grid.rows[roll.header])) if at not in roll.columns)
    days = (ahead for at in left if len(ahead := _days_ahead(answers, at, today)[1]) > 1)
    return any(_are_early(ahead, _SURELY_BEFORE) for ahead in days)


def _days_ahead(answers: tuple[list[Row], list[date | None]], at: int, today: date) -> tuple[bool, list[int]]:
    """Whether a question is answered, and how many days behind the day of the answer the days lie that it names."""
    told = [(row[at], on) for row, on in zip(*answers, strict=True) if at < len(row) and row[at]]
    pairs = ((on, _day(cell, today) or _day(f"{cell} {on.year}", today)) for cell, on in told if on)
    return bool(told), [(named - on).days for on, named in pairs if named]


def _are_early(ahead: list[int], least: int) -> bool:
    return sum(least <= days < _YEAR for days in ahead) >= _MOST * len(ahead)


def _day(text: str, today: date) -> date | None:
    """The day a cell names, where its order of day and month is plain."""
    found = find_date(text, today=today) if text else None
    return found.on if found and found.certain else None


# --- every format ----------------------------------------------------------------------------------------------------------


PROGRAMS = tuple(one for one in products().values() if one.is_program)
"""Exports of programs, told by their content; the highest score wins, the earlier of equals."""


def every_format() -> tuple[Product, ...]:
    """All of them, programs first, for the page that says what can be read."""
    return tuple(sorted(products().values(), key=lambda one: not one.is_program))


def score_of(product: Product, rows: Top) -> float:
    """How much the first rows are the export of a program: 0 not at all; by their content, never by a name or an order."""
    if product.reads == "registrations":
        return product.sure if rolls.find_registrations(rows) else 0.0
    number = _header_in(product, rows)
    if number is None:
        return 0.0
    return 0.0 if product.reads == "refused" and not _is_refused(product, rows, number) else product.sure


def likely_programs(rows: Top) -> list[Product]:
    """The programs whose export this may be, the likeliest first; what stands behind one that the machinery reads is not tried.

    `rows`: the first rows of the file; more than `TOP_ROWS` are not looked at.
    """
    top = rows[:TOP_ROWS]
    told = frozenset().union(*(rolls.heads_of(tuple(row)) for row in top))
    may_be = [known for known in PROGRAMS if not known.header or any(one.may_fit(told) for one in known.header)]
    scored = [(score_of(known, top), known) for known in may_be]
    return [known for score, known in sorted(scored, key=lambda found: -found[0]) if score > 0]


def program_named(likely: Sequence[Product]) -> str | None:
    """The name of the likeliest program, where the machinery reads its export; None: it is of none that is known."""
    return likely[0].name if likely and not likely[0].reads else None
