"""Answers to a Google form people sign in with: a time, then the questions as headers, in any language.

A form that asks who will come is no attendance. Of two answers by one person for one meeting the last counts.
"""

import re
from datetime import date

from coalition.imports.cells.reader import Grid
from coalition.imports.formats.form import Format, Sample, Top
from coalition.imports.formats.questions import read_answers
from coalition.imports.formats.roll import Roll
from coalition.imports.reading import Choices, Reading
from coalition.imports.sheets.headers import fold, match

_TIMES = frozenset(map(fold, (
    "timestamp", "ประทับเวลา", "zeitstempel", "horodateur", "marca temporal", "carimbo de data/hora",
    "informazioni cronologiche", "tijdstempel", "sygnatura czasowa", "タイムスタンプ", "时间戳记", "时间戳",
    "時間戳記", "時間戳", "отметка времени", "tidsstempel", "tidsstämpel", "dấu thời gian", "타임스탬프", "cap waktu",
    "stempel waktu",
)))  # fmt: skip
_ACTION = re.compile(r"\baction\b|user action|atividade|aktion|acción|aktywność|azione|actie", re.IGNORECASE)
_OF_NAMES = frozenset({"name", "first_name", "last_name"})
_FIRST_ROWS = 12


def _find(rows: Top) -> tuple[int, int]:
    """(row, column) of the header of the times; (-1, -1): there is none."""
    for number, row in enumerate(rows[:_FIRST_ROWS]):
        if sum(map(bool, row)) < 2 or any("@" in cell for cell in row) or any(map(_ACTION.search, row)):
            continue
        column = next((i for i, cell in enumerate(row) if fold(cell) in _TIMES), None)
        if column is not None:
            return number, column
    return -1, -1


def _score(rows: Top) -> float:
    number, column = _find(rows)
    if number < 0:
        return 0.0
    named = any(match(cell).field in _OF_NAMES for cell in rows[number])
    return 5.0 + 1.0 * (column == 0) + 0.5 * named


def _read(grid: Grid, file: str, choices: Choices, today: date) -> Reading | None:
    number, at = _find(grid.rows)
    if number < 0:
        return None
    return read_answers(grid, file, choices, today, Roll(number, {at: "timestamp"}))


GOOGLE_FORMS = Format(
    "google_forms_signin",
    "Google Forms: answers to a sign-in form",
    "From the answers of the form, or from its sheet (File, Download, CSV); a form that asks who will come is not read.",
    Sample(
        "Sign-in (Responses) - Form Responses 1.csv",
        "Timestamp,Email Address,Full name / ชื่อ-นามสกุล,Organization / หน่วยงาน,May we keep your data? (PDPA)\n"
        "2026/05/14 1:28:03 PM GMT+7,anong@riverhouse.example,Anong Saelee,River House,Yes\n"
        "2026/05/14 1:35:40 PM GMT+7,,Ben Carver,Hill Light,No\n"
        "2026/05/14 1:36:12 PM GMT+7,anong@riverhouse.example,Anong Saelee,River House,Yes\n",
        "utf-8",
    ),
    _score,
    _read,
)
