"""Attendance meeting by meeting for a year and more, the same face or always another, and whom to ring."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pandas as pd
from sqlmodel import Session

from coalition.frames import records
from coalition.participation import THERE, Mark, marks_by_member, meeting_rates_frame, members_on, roster_frame
from coalition.queries import participation as queries
from coalition.queries.calling import call_contacts_frame
from coalition.queries.present import organization_names

DAYS = 548
"""So far back the picture looks: a year and a half."""

MOST_MEETINGS, LEAST_MEETINGS, MOST_CELLS = 60, 12, 12_000
"""Of a coalition that meets every week the newest are shown; of very many members fewer."""


@dataclass(frozen=True)
class AttendanceRow:
    """One organization in the picture.

    Attributes:
        organization_id, organization: which, and its name.
        is_member: on the date; others were guests, or members once.
        marks: what each meeting says of it, in the order of the meetings; None: neither expected nor there.
    """

    organization_id: int
    organization: str
    is_member: bool
    marks: list[Mark | None]


@dataclass(frozen=True)
class AttendanceMap:
    """Attendance meeting by meeting.

    Attributes:
        meetings: MEETING_RATES, the oldest first.
        rows: members first, each group those that came most often first; whoever was neither expected nor there is left out.
        continuity: CONTINUITY over these meetings.
    """

    meetings: pd.DataFrame
    rows: list[AttendanceRow]
    continuity: pd.DataFrame


def attendance_map(session: Session, *, on: date) -> AttendanceMap:
    """Attendance of the last year and a half up to a date."""
    memberships = queries.memberships_frame(session)
    members = set(members_on(memberships, on)["organization_id"].tolist())
    last = min(MOST_MEETINGS, max(LEAST_MEETINGS, MOST_CELLS // max(len(members), 1)))
    meetings = queries.recent_meetings_frame(session, on=on, since=on - timedelta(days=DAYS), last=last)
    ids = meetings["id"].tolist()
    roster = roster_frame(meetings, memberships, queries.presence_frame(session, ids))
    marks = marks_by_member(roster, meetings[::-1], sorted(members))
    names = organization_names(session)
    rows = [AttendanceRow(one, names[one], one in members, own) for one, own in marks.items() if one in members or any(own)]
    rows.sort(key=lambda row: (not row.is_member, -sum(mark in THERE for mark in row.marks), row.organization.casefold()))
    return AttendanceMap(meeting_rates_frame(meetings, roster)[::-1], rows, queries.continuity_frame(session, ids))


def telephones(session: Session, *, on: date, organization_ids: list[int]) -> dict[int, dict[str, Any]]:
    """{organization: whom to ring}, a row of CALL_CONTACTS: the first with a telephone, else the first; unknown: left out."""
    found: dict[int, dict[str, Any]] = {}
    for row in records(call_contacts_frame(session, on=on, organization_ids=organization_ids)):
        known = found.get(row["organization_id"])
        if known is None or (row["phone"] and not known["phone"]):
            found[row["organization_id"]] = row
    return found
