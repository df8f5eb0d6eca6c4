"""The refused rows of a file as a CSV to correct and upload again: each as written, with the reason in a last column."""

import csv
import io
from datetime import date
from typing import Protocol, runtime_checkable

from coalition.imports.issues import CATALOGUE, RowIssue, Scope
from coalition.imports.plan import Plan
from coalition.imports.services_columns import REASON

_DATE = "Date"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@runtime_checkable
class _HasHeader(Protocol):
    header: tuple[str, ...]


@runtime_checkable
class _HasDay(Protocol):
    day: date | None  # of the meeting, where no column tells it


def refused_rows(plan: Plan) -> list[RowIssue]:
    """The first problem of each refused row, in the order of the file."""
    found: dict[int, RowIssue] = {}
    for told in plan.issues:
        if told.line is not None and CATALOGUE[told.code].scope is Scope.ROW:
            found.setdefault(told.line, told)
    return [found[line] for line in sorted(found)]


def refused_csv(plan: Plan) -> bytes:
    """UTF-8 with BOM; the header as written where the plan knows it (`header`), then the refused rows, 'reason' last.

    Where the title told the day of the meeting, a column Date keeps it: the corrected rows belong to the same meeting.

    Rows of shared cases come without their text, which is never kept: the reason names the row of the file. A cell that a
    spreadsheet would run as a formula gets an apostrophe in front, which reading the file again takes away.
    """
    rows = refused_rows(plan)
    header = plan.header if isinstance(plan, _HasHeader) else ()
    day = plan.day.isoformat() if isinstance(plan, _HasDay) and plan.day and rows else None
    dated = ((_DATE,), (day,)) if day else ((), ())
    width = max([len(header), *(len(told.raw) for told in rows)])
    text = io.StringIO()
    out = csv.writer(text)
    out.writerow([*map(harmless, header), *[""] * (width - len(header)), *dated[0], REASON])
    for told in rows:
        reason = " ".join(part for part in (f"Row {told.line}:", told.why, told.suggestion) if part)
        out.writerow([*map(harmless, told.raw), *[""] * (width - len(told.raw)), *dated[1], harmless(reason)])
    return text.getvalue().encode("utf-8-sig")


def harmless(cell: str) -> str:
    """The cell with an apostrophe in front if a spreadsheet would take it for a formula; a lone sign is a mark."""
    return f"'{cell}" if len(cell) > 1 and cell.lstrip(" ").startswith(_FORMULA) else cell
