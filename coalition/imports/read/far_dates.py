"""Meetings that lie ahead: nobody has been there yet. It is told; far ahead a year was mistyped: what was probably meant?"""

from collections.abc import Collection, Iterable
from datetime import date

from coalition.imports.cells.datewords import day_of
from coalition.imports.issues import RowIssue, issue
from coalition.imports.reading import Entries, MeetingRead

_SOON = 30
"""Days ahead that a list may be prepared for its meeting; nobody has been at it yet."""

_TODAY_SOMEWHERE = 1
"""Days ahead that a meeting may lie and have been held: it is tomorrow already, east of whoever reads the list."""

_YEARS = 9
"""Years in which the same day is looked for: of any nine in a row, one has a 29 February."""


def days_attended(meetings: list[MeetingRead], entries: Entries) -> set[date]:
    """The days of the meetings somebody was at."""
    came = {number for number, state in set(zip(entries.meeting, entries.state, strict=True)) if state == "present"}
    return {on for number in came if (on := meetings[number].on)}


def far_ahead(days: Iterable[date | None], today: date, attended: Collection[date] = ()) -> list[RowIssue]:
    """A notice for each day of a meeting that lies far ahead of today, or nearer and somebody is said to have been there.

    Args:
        attended: the days of meetings that somebody was at.
    """
    told = [
        issue("attended_to_come", value=on.isoformat(), days=(on - today).days)
        for on in sorted(attended)
        if _TODAY_SOMEWHERE < (on - today).days <= _SOON
    ]
    for on in sorted({day for day in days if day and (day - today).days > _SOON}):
        years = range(today.year, today.year - _YEARS, -1)
        meant = next(day for year in years if (day := day_of(year, on.month, on.day)) and (day - today).days <= _SOON)
        ahead = f"{(on - today).days:,}"
        told.append(issue("date_to_come", value=on.isoformat(), days=ahead, meant=meant.isoformat()))
    return told
