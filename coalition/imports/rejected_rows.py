"""The refused rows of a file as a CSV to correct and upload again: each as written, with the reason in a last column."""

import csv
import io
from collections.abc import Sequence
from dataclasses import replace

from coalition import locale
from coalition.formula_cells import harmless
from coalition.imports.issues import CATALOGUE, RowIssue, Scope
from coalition.imports.plan import Plan
from coalition.imports.resubmission import MEETING
from coalition.imports.services.columns import REASON, REASONS


def refused_rows(plan: Plan) -> list[RowIssue]:
    """The first problem of each refused row, in the order of the file."""
    found: dict[int, RowIssue] = {}
    for told in plan.issues:
        if told.line is not None and CATALOGUE[told.code].scope is Scope.ROW:
            found.setdefault(told.line, told)
    return [found[line] for line in sorted(found)]


def csv_of(rows: Sequence[RowIssue], header: Sequence[str] = (), meeting: str = "", *, language: str = "en") -> bytes:
    """UTF-8 with BOM: the header as written where it is known, then the refused rows, the reason last.

    Rows of shared cases come without their text, which is never kept: the reason names the row of the file. A cell that a
    spreadsheet would run as a formula gets an apostrophe in front, which reading the file again takes away.

    Args:
        rows: of a plan (`refused_rows`), or told before and kept with an import.
        meeting: as `Plan.meeting_cell` gives it: where no column tells it, a column of ours keeps it, so that corrected rows go
            to the same one.
        language: of the reasons and of the heading above them.
    """
    at = next((at for at, cell in enumerate(header) if cell in REASONS), None)
    if at is not None:  # refused a second time: the reason of the first time is left out
        header = (*header[:at], *header[at + 1 :])
        rows = [replace(told, raw=(*told.raw[:at], *told.raw[at + 1 :])) for told in rows]
    told_of = ((MEETING,), (meeting,)) if meeting and rows else ((), ())
    width = max([len(header), *(len(told.raw) for told in rows)])
    text = io.StringIO()
    out = csv.writer(text)
    out.writerow([*map(harmless, header), *[""] * (width - len(header)), *told_of[0], locale.translate(REASON, language)])
    for told in rows:
        reason = _reason(told, language)
        out.writerow([*map(harmless, told.raw), *[""] * (width - len(told.raw)), *told_of[1], harmless(reason)])
    return text.getvalue().encode("utf-8-sig")


def _reason(told: RowIssue, language: str) -> str:
    """`Row 3: There is no name in this row. Write the name, or delete the row.`"""
    said = (locale.translate_filled(part, language) for part in (told.why, told.suggestion) if part)
    return " ".join([f"{locale.translate('Row', language)} {told.line}:", *said])
