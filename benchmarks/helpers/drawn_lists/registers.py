"""Registers: people down and days across, and what such tables have beside it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from benchmarks.helpers.drawn_lists.layouts import Columns, below, columns_of, marked, marks_of
from benchmarks.helpers.drawn_lists.model import ABSENT, OPEN, PRESENT, Draft, Person

_WEEK = timedelta(days=7)


def some_days(draft: Draft, most: int) -> list[date]:
    """Different days of a year, in their order."""
    return sorted({draft.other_day() for _ in range(draft.random.randint(2, most))})


def _head(draft: Draft) -> None:
    if draft.chance(0.5):
        draft.add(draft.word("lead"))
    if draft.chance(0.2):
        draft.add()


def _row_of_marks(
    draft: Draft, at: int, days: list[date], drawn: list[tuple[str, str]], columns: Columns, person: Person, *end: str
) -> None:
    """A row of somebody with a mark for each day."""
    cells, person = columns.cells(at, person)
    row = draft.add(*cells, *(mark for mark, _ in drawn), *end)
    for day, (_, state) in zip(days, drawn, strict=True):
        draft.tell(person, row, state, day, marked=True)


def days_across(draft: Draft) -> None:
    """A column for each day; sometimes totals behind, or below."""
    _head(draft)
    columns, days, marks, total = columns_of(draft), some_days(draft, 6), marks_of(draft), draft.chance(0.25)
    draft.add(*columns.header(), *map(draft.write, days), *([draft.word("total")] if total else []))
    for at, person in enumerate(draft.drawn(9)):
        drawn = [marked(draft, marks) for _ in days]
        came = sum(state == PRESENT for _, state in drawn)
        _row_of_marks(draft, at, days, drawn, columns, person, *([str(came)] if total else []))
    _days_of_nobody(draft)
    if draft.chance(0.2):
        draft.add(draft.word("total"), *[""] * (len(columns.header()) - 1), *(str(draft.random.randint(1, 9)) for _ in days))


def _days_of_nobody(draft: Draft) -> None:
    """Where nobody came, there may have been no meeting."""
    held = {day for one in draft.truth if one.state == PRESENT for day in one.days}
    draft.truth = [one if held.intersection(one.days) else replace(one, state=OPEN, must=False) for one in draft.truth]


def days_down(draft: Draft) -> None:
    """A row for each day, a column for each person."""
    _head(draft)
    people = [draft.person(name, {"text": "{n}"}) for name in draft.random.sample(draft.people, 5)]
    draft.add(draft.word("day"), *(person.text for person in people))
    marks = marks_of(draft)
    for day in some_days(draft, 6):
        drawn = [marked(draft, marks) for _ in people]
        row = draft.add(draft.write(day), *(mark for mark, _ in drawn))
        for person, (_, state) in zip(people, drawn, strict=True):
            draft.tell(person, row, state, day, marked=True)
    _days_of_nobody(draft)


def parts_of_days(draft: Draft) -> None:
    """Two columns a day, below it: morning and afternoon, or who came and who did not."""
    _head(draft)
    columns, days = columns_of(draft, note=0), some_days(draft, 3)
    halves = draft.chance(0.5)
    words = draft.words["parts"] if halves else [draft.word("came"), draft.word("absent")]
    header = columns.header()
    repeated = draft.chance(0.2)
    draft.add(*[""] * len(header), *(text for day in days for text in (draft.write(day), draft.write(day) if repeated else "")))
    draft.add(*header, *(words * len(days)))
    tick = draft.random.choice(["x", "X", "✓"])
    for at, person in enumerate(draft.drawn(8)):
        cells, person = columns.cells(at, person)
        drawn = [(draft.chance(0.7), draft.chance(0.6)) for _ in days]
        if not halves:
            drawn = [(first, not first) for first, _ in drawn]
        row = draft.add(*cells, *(tick if part else "" for parts in drawn for part in parts))
        for day, parts in zip(days, drawn, strict=True):
            draft.tell(person, row, PRESENT if (any(parts) if halves else parts[0]) else ABSENT, day, marked=True)
    _days_of_nobody(draft)


def in_and_out(draft: Draft) -> None:
    """When somebody came and went on each day."""
    _head(draft)
    columns, days = columns_of(draft, note=0), some_days(draft, 3)
    header = columns.header()
    draft.add(*[""] * len(header), *(text for day in days for text in (draft.write(day), "")))
    draft.add(*header, *(["In", "Out"] * len(days)))
    for at, person in enumerate(draft.drawn(8)):
        cells, person = columns.cells(at, person)
        drawn = [draft.chance(0.75) for _ in days]
        times = [
            (f"{draft.random.randint(8, 9)}:{draft.random.randint(10, 59)}", "16:30") if came else ("", "") for came in drawn
        ]
        row = draft.add(*cells, *(time for pair in times for time in pair))
        for day, came in zip(days, drawn, strict=True):
            draft.tell(person, row, PRESENT if came else ABSENT, day, marked=True)
    _days_of_nobody(draft)


def days_of_a_month(draft: Draft) -> None:
    """The month above, the numbers of its days in the header."""
    month = f"{draft.words['months'][draft.day.month - 1]} {draft.day.year}"
    draft.pattern, draft.dated = "{y}", True
    draft.add(f"{draft.word('lead')} {month}")
    columns, marks = columns_of(draft, note=0), marks_of(draft)
    days = sorted({date(draft.day.year, draft.day.month, draft.random.randint(1, 28)) for _ in range(4)})
    draft.add(*columns.header(), *(str(day.day) for day in days))
    for at, person in enumerate(draft.drawn(9)):
        _row_of_marks(draft, at, days, [marked(draft, marks) for _ in days], columns, person)
    _days_of_nobody(draft)


def every_week(draft: Draft) -> None:
    """A register of letters, a day a week, with what the letters mean below it."""
    letters = {"en": "PAE", "th": "มขล", "es": "PAJ", "fr": "PAE", "id": "HAI", "de": "AFE", "vi": "CVP", "pt": "PFJ"}
    told = [marks for marks in draft.words["marks"] if all(marks) and len(marks[0]) > 1]
    if not told:
        return days_across(draft)
    words = told[0]
    marks = list(letters[draft.language])
    _head(draft)
    columns, days = columns_of(draft), [draft.day + at * _WEEK for at in range(draft.random.randint(3, 6))]
    draft.add(*columns.header(), *map(draft.write, days))
    for at, person in enumerate(draft.drawn(9)):
        _row_of_marks(draft, at, days, [marked(draft, marks) for _ in days], columns, person)
    _days_of_nobody(draft)
    draft.add()
    draft.add(", ".join(f"{mark} = {word}" for mark, word in zip(marks, words, strict=True)))
    return None


def members(draft: Draft) -> None:
    """Organizations with who stands for them, and the days across."""
    _head(draft)
    days, marks = some_days(draft, 6), marks_of(draft)
    draft.add(draft.word("organization"), draft.word("name"), *map(draft.write, days))
    people = draft.random.sample(draft.people, 5)
    for house, name in zip(draft.random.sample(draft.words["houses"], 5), people, strict=True):
        drawn = [marked(draft, marks) for _ in days]
        person = replace(draft.person(name, {"text": "{n}"}), organizations=(house,))
        row = draft.add(house, name, *(mark for mark, _ in drawn))
        for day, (_, state) in zip(days, drawn, strict=True):
            draft.tell(person, row, state, day, marked=True)
    _days_of_nobody(draft)
    below_table = draft.chance(0.15)
    if below_table:
        below(draft)


REGISTERS: dict[str, Callable[[Draft], None]] = {
    one.__name__.replace("_", " "): one
    for one in (days_across, days_down, parts_of_days, in_and_out, days_of_a_month, every_week, members)
}
