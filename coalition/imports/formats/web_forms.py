"""Answers to the forms of other programs people sign in with: Typeform, JotForm, KoboToolbox, LimeSurvey and their like.

Each writes when an answer was sent, under a header of its own; some say in it that the clock is that of UTC.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from coalition.imports.cells.reader import Grid
from coalition.imports.formats.form import Format, Sample, Top
from coalition.imports.formats.questions import read_answers
from coalition.imports.formats.roll import Roll, best_header, columns_of
from coalition.imports.reading import Choices, Reading
from coalition.imports.sheets.headers import fold, match

_WORDS = {
    "date": ("today",),
    "timestamp": (
        "_submission_time", "submission time", "submission date", "submit date", "submit date (utc)", "submitted at",
        "submitted on", "submitted at (utc)", "date submitted", "submission started", "entry date", "response date",
        "วันเวลาที่ส่ง", "วันที่ส่ง", "เวลาที่ส่ง", "วันที่ส่งแบบฟอร์ม", "วันที่ตอบ",
    ),
    "ignore": (
        "start", "end", "start date", "start date (utc)", "stage date", "stage date (utc)", "network id", "response type",
        "_id", "_uuid", "_index", "_validation_status", "_status", "_submitted_by", "__version__", "response id", "last page",
        "start language", "seed", "date started", "date last action", "submission id", "entry id", "ip", "ip address",
        "user agent", "referrer", "last update date", "meta-instanceid", "key", "submitterid", "submittername",
        "attachmentspresent", "attachmentsexpected", "reviewstate", "deviceid", "edits", "formversion", "_notes", "_tags",
    ),
}  # fmt: skip
_SENT = frozenset(map(fold, _WORDS["timestamp"]))
_OF_NAMES = frozenset({"name", "first_name", "last_name"})
_OF_ODK = frozenset(map(fold, ("meta-instanceID", "KEY", "_uuid", "_submission_time")))
_GROUP = re.compile(r"^(?:[\w.]+[/-])+(?=\w)")
_UTC = re.compile(r"\bUTC\b", re.IGNORECASE)


def _by_words(heads: frozenset[str]) -> float:
    named = any(match(head).field in _OF_NAMES for head in heads)
    return 5.2 if heads & _SENT and (named or len(heads) > 2) else 0.0


def _score(rows: Top) -> float:
    return best_header(rows, _by_words)[1]


def _read(grid: Grid, file: str, choices: Choices, today: date) -> Reading | None:
    number, _ = best_header(grid.rows, _by_words)
    if number < 0:
        return None
    header = grid.rows[number]
    columns = columns_of(header, _WORDS)
    columns |= {i: "ignore" for i, head in enumerate(header) if fold(head) in _SENT and i not in columns}
    if not {"date", "timestamp"} & set(columns.values()):
        return None
    cells = {i: _in_utc for i, name in columns.items() if name == "timestamp" and _UTC.search(header[i])}
    return read_answers(grid, file, choices, today, Roll(number, columns, cells, titles=_without_group(header, columns)))


def _without_group(header: Sequence[str], columns: Mapping[int, str]) -> dict[int, str]:
    """{column: header} of the questions ODK and KoboToolbox head with their group: `participant-organization`."""
    if not {fold(head) for head in header} & _OF_ODK:
        return {}
    return {i: head for i, cell in enumerate(header) if i not in columns and (head := _GROUP.sub("", cell)) != cell and head}


def _in_utc(cell: str) -> str:
    """The time with the zone that its header names."""
    return cell if _UTC.search(cell) or cell.endswith("Z") else f"{cell} UTC"


WEB_FORMS = Format(
    "web_form_signin",
    "Typeform, JotForm, KoboToolbox and other forms: answers to a sign-in form",
    "From the answers of the form, exported as CSV; a form that asks who will come is not read.",
    Sample(
        "Sign-in responses.csv",
        "#,What is your name?,Which organization do you work for?,Your email,Start Date (UTC),Submit Date (UTC)\n"
        "a1,Anong Saelee,River House,anong@riverhouse.example,2026-05-14 01:27:40,2026-05-14 01:28:03\n"
        "a2,Ben Carver,Hill Light,,2026-05-14 01:35:02,2026-05-14 01:35:40\n",
        "utf-8",
    ),
    _score,
    _read,
)
