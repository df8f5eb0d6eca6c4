"""Answers to a form of SurveyMonkey: the questions stand in one row, the parts of a question in the row below."""

from datetime import date

from coalition.imports.cells.reader import Grid
from coalition.imports.formats.form import Format, Sample, Top
from coalition.imports.formats.questions import other_questions, read_answers
from coalition.imports.formats.roll import Roll, Row, best_header, columns_of
from coalition.imports.reading import Choices, Reading
from coalition.imports.sheets.headers import fold, match

_WORDS = {
    "timestamp": ("end date", "date created", "start date"),
    "ignore": (
        "respondent id", "collector id", "start date", "date created", "date modified", "ip address", "custom data 1",
    ),
}  # fmt: skip
_NO_PART = frozenset({"openendedresponse", "response", ""})
_FIELDS = frozenset({"name", "first_name", "last_name", "email", "organization", "role", "phone"})


def _by_words(heads: frozenset[str]) -> float:
    return 8.0 if {"respondentid", "collectorid"} <= heads else 0.0


def _score(rows: Top) -> float:
    return best_header(rows, _by_words)[1]


def _read(grid: Grid, file: str, choices: Choices, today: date) -> Reading | None:
    number, _ = best_header(grid.rows, _by_words)
    if number < 0:
        return None
    header = grid.rows[number]
    columns = columns_of(header, _WORDS)
    parts = grid.rows[number + 1] if number + 1 < len(grid.rows) else []
    apart: dict[int, str] = {}
    if _is_parts(parts, columns):
        apart = {i: "section" for i in range(number + 1, len(grid.rows)) if grid.rows[i] == parts}
        for i, part in enumerate(parts):
            named = match(part).field if fold(part) not in _NO_PART else None
            if named in _FIELDS and named not in columns.values() and i not in columns:
                columns[i] = named
    columns |= other_questions(grid, number, columns)
    _take_contact(columns, header)
    return read_answers(grid, file, choices, today, Roll(number, columns, apart=apart))


def _is_parts(row: Row, columns: dict[int, str]) -> bool:
    """Whether a row names parts of questions: it says nothing under the columns of the program itself."""
    return any(row) and not any(row[i] for i in columns if i < len(row))


def _take_contact(columns: dict[int, str], header: Row) -> None:
    """The program's own column of addresses comes before the questions, and is mostly empty: a question's is used."""
    for i, cell in enumerate(header):
        named = match(cell).field
        if named in {"name", "first_name", "last_name"} and i not in columns and named not in columns.values():
            columns[i] = named


SURVEY_MONKEY = Format(
    "survey_monkey_signin",
    "SurveyMonkey: answers to a sign-in form",
    "From Analyze Results, exported as all individual answers (CSV).",
    Sample(
        "Sign-in.csv",
        "Respondent ID,Collector ID,Start Date,End Date,IP Address,Email Address,Please sign in,,How did you hear of us?\n"
        ",,,,,,Name,Company,Open-Ended Response\n"
        "118001,4401,2026-05-14 13:27:40,2026-05-14 13:28:03,,,Anong Saelee,River House,\n"
        "118002,4401,2026-05-14 13:35:02,2026-05-14 13:35:40,,,Ben Carver,Hill Light,from a friend\n",
        "utf-8",
    ),
    _score,
    _read,
)
