"Attendance and membership"

from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
from sqlmodel import Session

from coalition.frames import LAST_PRESENT, records
from coalition.locale.order import sort_key
from coalition.participation import (
    THERE,
    Mark,
    MemberState,
    Quorum,
    Rules,
    marks_by_member,
    meeting_rates_frame,
    member_rates_frame,
    members_on,
    quorum,
    retention_frame,
    roster_frame,
    sectors_frame,
)
from coalition.queries import participation as queries
from coalition.queries.meetings import meeting_frame
from coalition.queries.present import organization_names
from coalition.settings import Settings

STATE_NAMES = {
    MemberState.LAPSED: "Lapsed",
    MemberState.AT_RISK: "Missing meetings",
    MemberState.RETURNED: "Returned",
    MemberState.NEW: "New",
    MemberState.REGULAR: "Regular",
}
"""English labels of the states of a member."""

MARK_NAMES = {
    Mark.PRESENT: "present",
    Mark.EXCUSED: "excused",
    Mark.ABSENT: "absent",
    Mark.GUEST: "guest",
    None: "not expected",
    Mark.NOT_RECORDED: "not recorded",
}
"""English words for what one meeting says of one organization."""


@dataclass(frozen=True)
class ParticipationPicture:
    """Attendance up to a date.

    Attributes:
        on: the date.
        last: number of meetings shown, and of expected meetings behind a member's rate.
        lapsed_after: missed expected meetings in a row after which a member is lapsed.
        meetings: MEETING_RATES of the last meetings, newest first.
        members: MEMBER_RATES of the members on the date, by name.
        newest: of the meetings that are recorded the newest, as a row of MEETING_RATES; None: none is.
        marks: {organization: its mark at each of `meetings`; None: not expected}.
        sectors: SECTORS that must be at the table, with who was at the newest recorded meeting.
        quorum: of the newest recorded meeting; None: no such meeting, or no member.
        retention: RETENTION year by year, oldest first.
    """

    on: date
    last: int
    lapsed_after: int
    meetings: pd.DataFrame
    members: pd.DataFrame
    newest: dict[str, Any] | None
    marks: dict[int, list[Mark | None]]
    sectors: pd.DataFrame
    quorum: Quorum | None
    retention: pd.DataFrame


def participation_picture(session: Session, *, settings: Settings, on: date, last: int | None = None) -> ParticipationPicture:
    """Attendance up to a date, over the last meetings.

    Args:
        session: reads.
        settings: the numbers of the coalition.
        on: the date.
        last: number of meetings; None: as in the settings.
    """
    rules = Rules(last or settings.recent_meetings, settings.at_risk_after, settings.lapsed_after)
    memberships = queries.memberships_frame(session)
    meetings, roster = _deep_enough(session, memberships, on, rules)
    member_ids = sorted(set(memberships["organization_id"].tolist()))
    members = member_rates_frame(
        meetings=meetings,
        memberships=memberships,
        roster=roster,
        last_present=_last_present(session, meetings, roster, member_ids, on),
        on=on,
        rules=rules,
    )
    shown = meetings.head(rules.last)
    newest = next(iter(records(meeting_rates_frame(meetings[meetings["is_recorded"]].head(1), roster))), None)
    newest_id = newest["id"] if newest else None
    return ParticipationPicture(
        on=on,
        last=rules.last,
        lapsed_after=rules.lapsed_after,
        meetings=meeting_rates_frame(shown, roster),
        members=members,
        newest=newest,
        marks=marks_by_member(roster, shown, members["organization_id"].tolist()),
        sectors=sectors_frame(members, roster, newest_id, settings.required_sectors),
        quorum=quorum(
            members,
            roster,
            newest_id,
            rule=settings.quorum,
            number=settings.quorum_number,
            voters=_voters(memberships, on),
            lapsed_after=rules.lapsed_after,
        ),
        retention=retention_frame(queries.attended_years_frame(session, on=on), on),
    )


def missed_before(session: Session, *, settings: Settings, on: date) -> dict[int, int]:
    """{member on the date: expected meetings missed in a row by then, told up to those after which it has lapsed}."""
    rules = Rules(1, settings.at_risk_after, settings.lapsed_after)
    memberships = queries.memberships_frame(session)
    meetings, roster = _deep_enough(session, memberships, on, rules)
    there = LAST_PRESENT.from_rows([])
    members = member_rates_frame(
        meetings=meetings, memberships=memberships, roster=roster, last_present=there, on=on, rules=rules
    )
    return dict(zip(members["organization_id"].tolist(), members["missed"].tolist(), strict=True))


def _voters(memberships: pd.DataFrame, on: date) -> set[int]:
    """Members that may vote on the date."""
    day = pd.Timestamp(on)
    ends = memberships["to_on"]
    inside = (memberships["from_on"] <= day) & (ends.isna() | (ends >= day))
    return set(memberships[inside & memberships["is_voting"]]["organization_id"].tolist())


def _deep_enough(session: Session, memberships: pd.DataFrame, on: date, rules: Rules) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The newest meetings and their roster: all members at the newest, and further back only those whose expected meetings
    were too few there to decide (a list with absences expects some members only, and one excused decides nothing)."""
    size = rules.depth + 1  # one more: the day after which a membership is new
    meetings = queries.recent_meetings_frame(session, on=on, last=size)
    roster = roster_frame(meetings, memberships, queries.presence_frame(session, meetings["id"].tolist()))
    member_ids = set(memberships["organization_id"].tolist())
    while len(meetings) == size:
        counts = roster[roster["mark"].isin((Mark.PRESENT, Mark.ABSENT))]["organization_id"].value_counts()
        short = sorted(member_ids - set(counts[counts >= rules.depth].index.tolist()))
        older = queries.recent_meetings_frame(session, on=on, last=size, skip=size) if short else meetings.head(0)
        if older.empty:
            break
        of_short = memberships[memberships["organization_id"].isin(short)]
        presence = queries.presence_frame(session, older["id"].tolist(), short)
        roster = pd.concat([roster, roster_frame(older, of_short, presence)], ignore_index=True)
        meetings = pd.concat([meetings, older], ignore_index=True)
        size *= 2
    return meetings, roster


def _last_present(
    session: Session, meetings: pd.DataFrame, roster: pd.DataFrame, member_ids: list[int], on: date
) -> pd.DataFrame:
    """LAST_PRESENT: read off the roster where it shows one, asked for in the whole history only for the others."""
    there = roster[roster["mark"].isin(THERE)].merge(meetings, left_on="meeting_id", right_on="id")
    known = there.groupby("organization_id")["held_on"].max().rename("last_present_on").reset_index()
    others = sorted(set(member_ids) - set(known["organization_id"].tolist()))
    asked = queries.last_present_frame(session, organization_ids=others, on=on) if others else None
    return known if asked is None or asked.empty else pd.concat([known, asked], ignore_index=True)


def meeting_list(session: Session, *, on: date, since: date = date.min, last: int | None = None) -> pd.DataFrame:
    """MEETING_RATES of the meetings between two days (at most the `last`), newest first, with their place, their start,
    the people who were there, and how many were noted without a name (`unnamed`); missing: nobody is listed."""
    meetings, rates = _rates(session, on=on, since=since, last=last)
    found = queries.people_there(session, meetings["id"].tolist())
    people, unnamed = (pd.array([found.get(m, (None, None))[n] for m in rates["id"]], dtype="Int64") for n in (0, 1))
    return rates.assign(place=meetings["place"], start=meetings["start"], people=people, unnamed=unnamed)


def meeting_rates(session: Session, *, on: date, last: int) -> pd.DataFrame:
    """MEETING_RATES of the last meetings held up to a day, newest first."""
    return _rates(session, on=on, since=date.min, last=last)[1]


def _rates(session: Session, *, on: date, since: date, last: int | None) -> tuple[pd.DataFrame, pd.DataFrame]:
    """MEETINGS and their MEETING_RATES."""
    meetings = queries.recent_meetings_frame(session, on=on, since=since, last=last)
    presence = queries.presence_frame(session, meetings["id"].tolist())
    return meetings, meeting_rates_frame(meetings, roster_frame(meetings, queries.memberships_frame(session), presence))


@dataclass(frozen=True)
class WhoCame:
    """Members and guests of one meeting [organizations]; `guests`, and `excused` and `absent` of those expected: names.

    `unlisted`: members of its day that a list of who was absent does not name, and so does not expect.
    """

    present: int
    expected: int
    guests: list[str]
    excused: list[str]
    absent: list[str]
    unlisted: list[str]


def who_came(session: Session, *, meeting_id: int) -> WhoCame:
    """Who came to a meeting of those expected, and beside them; nothing is counted where it is not recorded."""
    meetings, memberships = meeting_frame(session, meeting_id=meeting_id), queries.memberships_frame(session)
    roster = roster_frame(meetings, memberships, queries.presence_frame(session, [meeting_id]))
    marks = dict(zip(roster["organization_id"].tolist(), roster["mark"].tolist(), strict=True))
    names = organization_names(session)
    listed = sorted(marks, key=lambda one: (sort_key(names[one]), one))
    told = (Mark.GUEST, Mark.EXCUSED, Mark.ABSENT)
    guests, excused, absent = ([names[one] for one in listed if marks[one] == mark] for mark in told)
    present = sum(mark == Mark.PRESENT for mark in marks.values())
    unlisted: list[str] = []
    if marks and meetings["lists_absences"].item():
        members = members_on(memberships, meetings["held_on"].item())
        unlisted = sorted(members[~members["organization_id"].isin(list(marks))]["organization"], key=sort_key)
    return WhoCame(present, present + len(excused) + len(absent), guests, excused, absent, unlisted)


def participation_json(picture: ParticipationPicture) -> dict[str, Any]:
    """The picture as plain JSON values, stable for scripts; null: not known (not recorded, nobody expected, never present)."""
    return {
        "on": picture.on.isoformat(),
        "meetings": [
            {"date": m["held_on"].isoformat()} | {key: m[key] for key in ("title", "present", "excused", "expected", "rate")}
            for m in records(picture.meetings)
        ],
        "members": [
            {key: m[key] for key in ("organization", "rate", "attended", "excused", "expected", "state")}
            | {"last_present_on": m["last_present_on"] and m["last_present_on"].isoformat()}
            for m in records(picture.members)
        ],
    }
