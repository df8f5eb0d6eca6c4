"""What kind of values stand in a column, and what stands around a table. Computed once for each table."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain, zip_longest

from coalition.imports.cells.dates import NOT_THE_MEETING, clock_of_timestamp, find_date, find_date_in_name
from coalition.imports.cells.datewords import is_number_or_days
from coalition.imports.cells.headers import MOMENTS, TIMES, heads_list, is_header_word, is_vetoed, match
from coalition.imports.cells.in_brackets import is_position
from coalition.imports.cells.names import looks_like_organization, looks_like_person
from coalition.imports.cells.not_people import is_degree
from coalition.imports.cells.open_dates import day_without_year
from coalition.imports.cells.presence import are_counts, without_absence
from coalition.imports.lexicon import any_of
from coalition.imports.read.above import is_period, read_preamble
from coalition.imports.read.heads import are_organizations, heads_of, is_line
from coalition.imports.read.line_values import SURE
from coalition.imports.read.lines import read_line
from coalition.imports.read.model import MARGIN, Block, Column, Context, Interpretation
from coalition.imports.read.sheet import Sheet, text_at, texts_of
from coalition.imports.read.values import (
    Day,
    day_in,
    heads_marks,
    heads_others,
    is_word,
    is_zero,
    kind,
    mark_of,
    of_others,
    says,
)
from coalition.imports.services.columns import column_letter

_SAMPLE = 400


def column_of(texts: Sequence[str], today: date) -> Column:
    """The profile of a column. `texts`: its cells, empty ones too."""
    full = tuple(filter(None, texts))
    states = Counter(map(mark_of, full))
    return Column(
        rows=len(texts),
        count=len(full),
        distinct=len(set(map(str.casefold, full))),
        kinds=Counter(kind(text, today) for text in full),
        marks=len(full) - states.pop(None, 0),
        states=frozenset(filter(None, states)),
        sample=full,
    )


def rows_of(sheet: Sheet, *spans: tuple[int, int]) -> list[list[str]]:
    """The first rows of some stretches that hold something: those by which it is told what the columns hold."""
    return [row for first, last in spans for row in sheet.rows[first:last][:_SAMPLE] if any(row) and not is_line(row)]


def columns_of(rows: Sequence[Sequence[str]], today: date) -> list[Column]:
    """The profiles of the columns of some rows."""
    return [column_of(texts, today) for texts in zip_longest(*rows, fillvalue="")]


def file_words(name: str) -> str:
    """The words of a file's name, without its ending."""
    return re.sub(r"\.\w{2,4}$", "", name).replace("_", " ")


def context_of(sheet: Sheet, first: int, last: int, order: str, lost: Collection[int] = ()) -> Context:
    """Title, day, place and start from the rows above a table, but those of people, else from the name of the sheet or file."""
    lines = [texts for at in range(first, last) if at not in lost and (texts := texts_of(sheet.rows[at]))]
    lines = [line for line in lines if not ((lost and heads_list(line)) or (len(line) == 1 and match(line[0]).is_of("name")))]
    stem = file_words(sheet.name)
    told = read_preamble([line for line in lines if "://" not in " ".join(line)], sheet.today, sheet.choices.date_order)
    context = Context(told.on, "title" if told.on else "", above=told)
    context.text = " / ".join(" ".join(line) for line in lines)
    if context.day is None:
        texts = [text for line in lines for text in line]
        context.day_from, context.day = _day_of_parts(texts, stem, sheet.today, order)
    return context


def _day_of_parts(texts: Sequence[str], stem: str, today: date, order: str) -> tuple[str, Day | None]:
    """A day without its year in the rows above a table, or a day in the name of the file, and where: a whole one first."""
    days: list[tuple[str, Day | None]] = [
        ("title", day_in(text, today, order))
        for text in texts
        if not (is_period(text, today) or is_number_or_days(text) or NOT_THE_MEETING.search(text))
    ]
    named = find_date_in_name(stem, today=today, order=order)
    days.append(("file", named.on if named else day_in(stem, today, order)))
    told = [found for found in days if found[1]]
    return next((found for found in told if isinstance(found[1], date)), next(iter(told), ("", None)))


def with_heads(table: Interpretation, block: Block, columns: dict[str, int]) -> Block:
    """A table with the rows that name the organization of those below; where it has no header none is looked for."""
    if not table.headers:
        return block
    rows = table.sheet.rows[block.first : block.last]
    header = [table.headers.get(at, "") for at in range(max(table.headers) + 1)]
    at = columns.get("name", columns.get("first_name"))
    days = [slot.column for slot in block.slots]
    heads, apart = heads_of(rows, header, at, days, own="organization" in columns, marked=bool(table.marks))
    return replace(block, heads=heads, apart=apart)


# --- what stands around a table --------------------------------------------------------------------------------------------


Say = Callable[..., None]
"""Called with the code, the sentence and, where it is not plain, the strength of one observation, and its header."""

_INVITED = re.compile(rf"{any_of('titles_of_lists.invited')}[^:]*$", re.IGNORECASE)
_AMOUNT = re.compile(r"[^\w]*\d[\d,]*\.\d{1,3}")  # where somebody stood has more digits
_NEGATIVE = re.compile(r"[-−]\s?\d[\d.,]*")
_DECADES, _YEARS, _FEW = 365 * 8, 365 * 2, 3
_DAY_STANDS = {"file": "The date is in the file name", "title": "The date is above the table"}
_OF_DAYS = MOMENTS | {"date"}
_HALF = 0.5


def is_dated(way: Interpretation) -> bool:
    """Whether it is known when these people met."""
    return way.blocks[0].context.day is not None or any(one.on for one in way.result.meetings)


def days(way: Interpretation, say: Say) -> None:
    """What the column of days says, or the day that stands elsewhere."""
    context = way.blocks[0].context
    if way.day_column is None:
        if not way.blocks[0].slots and is_dated(way):
            say("day_elsewhere", _DAY_STANDS.get(context.day_from, "The date is beside the table"))
        return
    column, word = way.profile[way.day_column], way.headers.get(way.day_column, "")
    today, order = way.sheet.today, way.order
    known = match(word).field in {*_OF_DAYS, "start"} or says(word, "meeting") or heads_marks(word) or way.tells_stays
    known = known and not _are_of_hiring(word, column)
    say("day_per_row", "Every row has a date", column.share("date") * (1.0 if known or not word else _HALF))
    if known:
        say("day_word", f"'{word}' is a common heading for the date")
    elif word:
        say("day_word_unknown", f"'{word}' is not a common heading for the date of a meeting")
    found = {day for text in column.sample if isinstance(day := day_in(text, today, order), date)}
    named = day_in(file_words(way.sheet.name), today, order)
    above = context.day if context.day_from == "title" else named if len(found) == 1 else None
    if not known and isinstance(above, date) and above not in found:
        over = "The day in the rows is not the one above the table"
        say("days_left_over", over if context.day_from == "title" else "The day in the rows is not the one in the file name")
    if len(found) == 1 and named in found:
        say("day_same_as_file", "The day in the rows is the same as in the file name")
    if _span(_without_slip(sorted(found))) > _DECADES:
        say("days_are_not_ours", "The dates are decades apart: they may be dates of birth or of hiring")


def _span(days: Sequence[date]) -> int:
    return (days[-1] - days[0]).days if days else 0


def _without_slip(days: Sequence[date]) -> Sequence[date]:
    """Days in their order, without the first or the last of them where the others lie within two years: it was mistyped."""
    others = min(days[1:], days[:-1], key=_span)
    return others if len(days) > _FEW and _span(others) <= _YEARS else days


def _are_of_hiring(word: str, column: Column) -> bool:
    """Whether days under a word for coming or going are those of hiring or travelling: no cell tells the time."""
    return match(word).field in {"joined", "left"} and not any(map(clock_of_timestamp, column.sample))


def _days_outnumbered(way: Interpretation) -> bool:
    """Whether more columns of marks stand beside the days of a matrix than under them: its days are those of a title."""
    days = {slot.column for slot in way.blocks[0].slots}
    others = [one for at, one in enumerate(way.profile) if at not in days and one.letters]
    said = any(says(way.headers.get(at, ""), "attendance") for at in days)  # "Attended 14-Aug-25"
    return not said and sum(one.mark_share > _MOST for one in others) > len(days)


def is_only_stamped(way: Interpretation) -> bool:
    """Whether all that is told of somebody is the moment when the row was written: of a form it says nothing of who came."""
    return way.sign == "joined" and {"joined", "left", "minutes", "start"}.isdisjoint(way.columns)


def surroundings(way: Interpretation, say: Say) -> None:
    """What the title, the headers and the name of the file speak of."""
    own = way.headers.get(way.columns.get("name", -1), "")
    around = " / ".join([file_words(way.sheet.name), way.blocks[0].context.text, own])
    whole = " / ".join([around, *way.headers.values()])
    listed = way.sign == "listed" or is_only_stamped(way)
    if says(around, "attendance"):
        say("attendance_word", "The title, sheet name or file name mentions attendance")
    above = way.sheet.rows[: min(way.blocks[0].header, default=way.blocks[0].first)]
    if listed and any(_INVITED.match(cell) for row in above for cell in row):
        say("invited_title", "The title says that this is a list of the people who were invited")
    if (listed or way.sign == "days") and says(around, "poll"):
        say("poll_title", "The title or file name is that of a rota, or asks which day suits people")
    if listed and says(around, "absence"):
        say("absence_title", "The title or file name is about people who did not come")
    if (listed or way.sign == "heading") and says(whole, "invitation"):
        say("invitation_word", "The file name, title or header mentions registration or invitation")
    if listed and way.day_column is not None and not (says(whole, "attendance") or says(whole, "meeting")):
        say("only_a_day", "A date is beside the names, but nothing mentions attendance or a meeting")
    if way.blocks[0].slots and not way.sheet.turned and _days_outnumbered(way):
        say("days_left_over", "The columns with days say who came, but are not read")
    left = [(at, column.sample) for at, column in way.left.items() if column.count > 1]
    amounts = [at for at, texts in left if sum(bool(_AMOUNT.fullmatch(text)) for text in texts) > 0.6 * len(texts)]
    numbers = [(at, column.sample) for at, column in enumerate(way.profile) if column.kinds["number"] > 1]
    taken = [at for at, texts in numbers if sum(map(bool, map(_NEGATIVE.fullmatch, texts))) > 1]
    amounts = amounts if listed else [] if way.blocks[0].slots else taken  # goods that come in and go out are no people
    if amounts:
        say("column_of_amounts", f"{column_called(way, amounts[0])} contains amounts")
    dated = is_dated(way)
    if way.day_column is not None:
        word = way.headers.get(way.day_column, "")
        dated = match(word).field in _OF_DAYS and not _are_of_hiring(word, way.profile[way.day_column])
    offices = [way.profile[at].count for field, at in way.columns.items() if field == "organization"]
    if listed and dated and not way.of_organizations and any([*offices, *(any(one.heads.values()) for one in way.blocks)]):
        say("organizations_of_a_day", "Names come with their organizations and the date of a meeting")
    if says(whole, "meeting"):
        say("meeting_word", "The title, header or file name mentions a meeting")


def column_called(way: Interpretation, at: int) -> str:
    """A column as it is spoken of: by its header, else by its letter."""
    word = way.headers.get(at, "")
    return f"The column '{word}'" if word else f"Column {column_letter(at)}"


_LEAST = 2
_AND = any_of("date_words.between")
_BETWEEN = re.compile(rf"\s*(?:[,;&]|(?<!GMT)(?<!UTC)\+)\s*(?:{_AND}\s+)?|\s*{_AND}\s*", re.IGNORECASE)
_DAY = re.compile(r"\d{1,2}")


def are_days(cell: str, today: date) -> bool:
    """Whether a cell holds several days: "14 May 2026, 21 May 2026"."""
    parts = _BETWEEN.split(cell)
    return len(parts) >= _LEAST and all(
        _DAY.fullmatch(part) or day_without_year(part) or find_date(part, today=today) for part in parts
    )


def speaks(column: Column) -> bool:
    """The cells are words of presence ("present", "joined"), not a bare yes, 1 or TRUE that could answer any question."""
    told = sum(is_word(text, "explicit") or mark_of(text) == "left" for text in column.sample)
    return told > _HALF * len(column.sample)


def counts_beside(way: Interpretation, at: int) -> bool:
    """Whether another column about presence counts how often somebody came, or did not: "Present" 19, "Absent" 1."""
    others = (one for one, word in way.headers.items() if one != at and one < len(way.profile) and heads_marks(word))
    return any(are_counts(way.profile[one].sample) for one in others)


def says_zero(column: Column) -> bool:
    """Whether all times of a column are 0, "0:00" or "0 min": it says of nobody that they came."""
    return bool(column.count) and all(map(is_zero, column.sample))


def unsaid(way: Interpretation, say: Say) -> None:
    """What stands beside a list and says of nobody that they came: times of nothing, why somebody did not, days of a stay."""
    headers = [(at, word) for at, word in way.headers.items() if at < len(way.profile)]
    for at, word in headers if way.sign == "listed" else ():
        column = way.profile[at]
        if at in {way.columns.get(one) for one in (*TIMES, "minutes")} and says_zero(column):
            say("minutes_are_zero", f"All times under '{word}' are 0")
        told = column.sample if is_word(word, "reasons") else ()
        if any(without_absence(text)[1] is None for text in told) or (told and way.day_column is not None):
            say("reasons_given", f"The column '{word}' may say why somebody did not come")
    for at, word in headers if way.day_column is not None else ():
        if at == way.day_column or match(word).field != "left":
            continue
        rows = way.sheet.rows[way.blocks[0].first : way.blocks[0].last][:_SAMPLE]
        cells = [(text_at(row, way.day_column), text_at(row, at)) for row in rows]
        days = [tuple(day_in(cell, way.sheet.today, way.order) for cell in both) for both in cells]
        least = _LEAST if any(map(clock_of_timestamp, way.profile[at].sample)) else 1
        long = [to for on, to in days if isinstance(on, date) and isinstance(to, date) and (to - on).days >= least]
        if len(long) > _HALF * len(rows):
            say("days_of_a_stay", f"Most people stay for several days, until '{word}'")


# --- a table without a header, read by its cells alone: which column is that of the names, and does each row say when? -----


_MOST, _NAMES, _SHORT = 0.9, 0.6, 3
_VALUES: dict[str, Callable[[Column], bool]] = {
    "number": lambda one: [text.rstrip(".") for text in one.sample] == [*map(str, range(1, len(one.sample) + 1))],
    "organization": lambda one: not one.marks and are_organizations([*dict.fromkeys(one.sample)]) and not _are_positions(one),
    "role": lambda one: _are_positions(one) and not any(map(looks_like_organization, one.sample)),
    "name": lambda one: holds_people(one) and 2 * one.distinct > one.count,
}
"""{field: whether the cells of a column say it}, the plainest first."""


def _are_positions(column: Column) -> bool:
    return 2 * sum(is_position(text) or is_degree(text) for text in column.sample) >= column.count


def free_for_names(taken: set[int], profile: list[Column], headers: Mapping[int, str]) -> tuple[list[int], bool]:
    """The columns that could hold the names, of those that are not taken, and whether people surely stand in one."""
    named = [(at, one) for at, one in enumerate(profile) if at not in taken and one.share("name") >= _NAMES]
    free = [(at, one) for at, one in named if one.count > 0.3 * one.rows]
    told = ((at, one) for at, one in free if not (match(headers.get(at, "")).field or is_vetoed(headers.get(at, ""))))
    people = [at for at, one in told if holds_people(one) and 2 * one.distinct > one.count]
    return people[:1] or [at for at, _ in free], bool(people)  # people stand before those whom they speak of


def fields_by_values(fields: Mapping[str, int], profile: Sequence[Column]) -> dict[str, int]:
    """The fields, and those that the cells of one column alone say: numbers, organizations, positions, then people."""
    found = dict(fields)
    for name, test in _VALUES.items():
        free = [(at, one) for at, one in enumerate(profile) if 2 * one.count > one.rows and at not in found.values()]
        told = [at for at, one in free if test(one)]
        if len(told) == 1:
            found.setdefault(name, told[0])
    return found


def is_name(text: str) -> bool:
    """Whether a text names a person in two words or more; a shift does not: "09:00 - 14:00 (Sin Descanso)"."""
    capital = " " in text and not (text[0].islower() or text.split()[-1][0].islower())
    return capital and not any(map(str.isdigit, text)) and looks_like_person(text)


def holds_people(column: Column) -> bool:
    """Whether half of the cells of a column or more name a person in two words."""
    return 2 * sum(map(is_name, column.sample)) >= column.count > 0


def may_be_names(column: Column) -> bool:
    """Whether the cells of a column may be names: of several rows they do not all say the same."""
    return column.share("name") >= _NAMES and 2 * column.count > column.rows and (column.distinct > 1 or column.rows < _SHORT)


def is_plain(way: Interpretation) -> bool:
    """Whether the cells of a table without a header say what each column holds, and that people met on a day."""
    if _is_log(way):
        return True
    beside = {*way.columns} - {"name", "number"} or way.day_column is not None
    if way.blocks[0].header or way.sheet.columns is not None or way.sign != "listed" or not beside or way.left:
        return False
    if "header_above" in way.codes or not {"attendance_word", "meeting_word"} & way.codes or not is_dated(way):
        return False
    over = " ".join(chain([way.sheet.name], *map(texts_of, way.sheet.rows[: way.blocks[0].first])))
    days = way.profile[way.day_column] if way.day_column is not None else None
    own = days is not None and days.distinct > 1 and 2 * days.distinct > days.count  # of admission, of birth
    labelled = any(text.endswith(":") for row in way.sheet.rows for text in row)  # "Apologies:", beside one of them
    if own or labelled or of_others(over) or any(heads_others(one.name) for one in way.result.people):
        return False
    lines = [read_line((one.name,)) for one in way.result.people]
    sure = [line.grade == SURE and line.style == "bare" for line in lines]  # the first may be a header that nobody knows
    held = ((name, text) for name, at in way.columns.items() for text in set(way.profile[at].sample))
    again = any(is_header_word(text) and match(text).field == name for name, text in held)  # a header between the rows
    return sure[:1] == [True] and 5 * sum(sure) >= 3 * len(sure) and not again


def _counts(column: Column) -> bool:
    """Whether a column holds whole numbers of three kinds or more: no marks."""
    return column.distinct > 2 and all(map(str.isdecimal, column.sample))


_BESIDE_NAMES = ("time", "number", "email", "code", "weekday")


def _is_log(way: Interpretation) -> bool:
    """Whether each row of a file about attendance tells a name and its one moment, and all else is numbers or addresses.

    Nothing stands above them, and no number or address says that two people have one name, or that the names are of doors.
    """
    block, name = way.blocks[0], file_words(way.sheet.name)
    if block.header or block.first or way.sheet.columns is not None or way.sign != "listed" or way.day_column is None:
        return False
    away = says(name, "absence") or says(name, "away") or {"absent", "excused"} & {*map(mark_of, name.split())}
    if "attendance_word" not in way.codes or way.against or away or of_others(name):
        return False
    people, days = way.profile[way.names_at], way.profile[way.day_column]
    told = {way.names_at, way.day_column, way.columns.get("number")}
    beside = [one for at, one in enumerate(way.profile) if at not in told and one.count]
    clocks = [one for one in (days, *beside) if one.share("time") == 1 or all(map(clock_of_timestamp, one.sample))]
    alone = people.share("name") == 1 and all(one.share(*_BESIDE_NAMES) == 1 or _counts(one) for one in beside)
    whole = all(one.count == one.rows for one in (people, days, *clocks)) and days.share("date") == 1
    theirs = all(one.distinct <= people.distinct for one in beside if one.kinds["code"] or one.kinds["email"] or _counts(one))
    other = "organization" in way.columns or (block.context.day is not None and "day_same_as_file" not in way.codes)
    return bool(clocks) and alone and whole and theirs and not other and 2 * people.distinct > people.count


def leaves_nothing(way: Interpretation) -> bool:
    """Whether a way reads all columns, and all rows below a header that is known, of a table as it stands in the file.

    No person chose it, no people stand above the header, and little speaks against it.
    """
    told = {one.code: one.strength for one in way.evidence}
    known = told.get("header_known") == told.get("rows_explained") == 1 and min(one.points for one in way.evidence) >= -MARGIN
    as_it_stands = not (way.sheet.operators or way.sheet.choices.layout or way.above)
    return known and as_it_stands and not way.left and sum(one.count > 0 for one in way.profile) > 1
