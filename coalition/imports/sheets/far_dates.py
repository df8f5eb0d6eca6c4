"""Meetings that lie far ahead: nobody has been there yet, so a year was mistyped. It is told, with what was probably meant."""

from collections.abc import Iterable
from datetime import date

from coalition.imports.cells.datewords import day_of
from coalition.imports.issues import RowIssue, issue

_SOON = 30
"""Days ahead that a list may be prepared for its meeting."""

_YEARS = 9
"""Years in which the same day is looked for: of any nine in a row, one has a 29 February."""


def far_ahead(days: Iterable[date | None], today: date) -> list[RowIssue]:
    """A notice for each day of a meeting that lies far ahead of today."""
    told = []
    for on in sorted({day for day in days if day and (day - today).days > _SOON}):
        years = range(today.year, today.year - _YEARS, -1)
        meant = next(day for year in years if (day := day_of(year, on.month, on.day)) and (day - today).days <= _SOON)
        ahead = f"{(on - today).days:,}"
        told.append(issue("date_to_come", value=on.isoformat(), days=ahead, meant=meant.isoformat()))
    return told
