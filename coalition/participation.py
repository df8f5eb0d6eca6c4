"""Who is expected, who comes, and who is drifting away. Pure: frames and dates in, frames out.

Formulas: docs/glossary.md, Participation. The expected roster of a meeting is every organization whose membership
includes the day; where absences were listed, exactly the listed organizations that are or were members. Present: anybody
was there for it. A meeting without a list that names organizations is not recorded: nobody was expected there or missed it.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

import pandas as pd

from coalition.frames import MEETING_RATES, MEMBER_RATES, RETENTION, ROSTER, SECTORS, records
from coalition.vocabulary import AttendanceState, QuorumRule, Sector


class Mark(StrEnum):
    """What one meeting says of one organization. None in its place: neither expected nor there."""

    PRESENT = "present"  # expected, somebody there
    EXCUSED = "excused"  # expected, nobody there, and told so
    ABSENT = "absent"  # expected, nobody there
    GUEST = "guest"  # there, not expected
    NOT_RECORDED = "not_recorded"  # no list tells which organizations came


THERE = (Mark.PRESENT, Mark.GUEST)
"""The marks of an organization that somebody was there for."""


class MemberState(StrEnum):
    """How a member attends: the first that holds, in this order."""

    LAPSED = "lapsed"  # missed the last expected meetings in a row, so many that it counts as gone until it comes again
    AT_RISK = "at_risk"  # missed the last one or two
    RETURNED = "returned"  # within its last expected meetings it came back after it had lapsed
    NEW = "new"  # its membership began within the last meetings
    REGULAR = "regular"


@dataclass(frozen=True)
class Rules:
    """The numbers a coalition chooses (coalition.settings).

    Attributes:
        last: expected meetings over which a member's rate is taken.
        at_risk_after, lapsed_after: expected meetings missed in a row.
    """

    last: int = 6
    at_risk_after: int = 1
    lapsed_after: int = 3

    @property
    def depth(self) -> int:
        """How many of its expected meetings decide the state of a member."""
        return self.last + self.lapsed_after


def roster_frame(meetings: pd.DataFrame, memberships: pd.DataFrame, presence: pd.DataFrame) -> pd.DataFrame:
    """Who was expected or there, meeting by meeting.

    Args:
        meetings: MEETINGS.
        memberships: MEMBERSHIPS; an organization may have several intervals.
        presence: PRESENCE at these meetings.

    Returns:
        ROSTER in the order of the meetings; an organization is there at most once per meeting.
    """
    members = [
        (m["organization_id"], m["from_on"], m["to_on"] or date.max)
        for m in records(memberships[["organization_id", "from_on", "to_on"]])
    ]
    ever = {organization_id for organization_id, _, _ in members}
    listed: dict[int, dict[int, str]] = {}
    for meeting_id, organization_id, state in zip(
        presence["meeting_id"].tolist(), presence["organization_id"].tolist(), presence["state"].tolist(), strict=True
    ):
        listed.setdefault(meeting_id, {})[organization_id] = state
    rows: list[tuple[int, int, str]] = []
    for meeting in records(meetings.loc[meetings["is_recorded"], ["id", "held_on", "lists_absences"]]):
        here = listed.get(meeting["id"], {})
        day = meeting["held_on"]
        on_day = (o for o in here if o in ever) if meeting["lists_absences"] else (o for o, a, z in members if a <= day <= z)
        expected = dict.fromkeys(on_day)
        rows += [(meeting["id"], o, Mark(here.get(o, AttendanceState.ABSENT))) for o in expected]
        there = (o for o, state in here.items() if state == AttendanceState.PRESENT)
        rows += [(meeting["id"], o, Mark.GUEST) for o in there if o not in expected]
    return ROSTER.from_rows(rows)


def meeting_rates_frame(meetings: pd.DataFrame, roster: pd.DataFrame) -> pd.DataFrame:
    """MEETING_RATES of the meetings, in their order. Nothing is counted of those that are not recorded."""
    counts: dict[int, dict[str, int]] = {}
    for meeting_id, mark in zip(roster["meeting_id"].tolist(), roster["mark"].tolist(), strict=True):
        found = counts.setdefault(meeting_id, {})
        found[mark] = found.get(mark, 0) + 1
    rows: list[tuple[Any, ...]] = []
    for meeting in records(meetings[["id", "held_on", "title", "is_recorded"]]):
        told = (meeting["id"], meeting["held_on"], meeting["title"])
        here = counts.get(meeting["id"], {})
        present, excused, absent, guests = (here.get(m, 0) for m in (Mark.PRESENT, Mark.EXCUSED, Mark.ABSENT, Mark.GUEST))
        expected = present + excused + absent
        rate = present / expected if expected else None
        rows.append((*told, present, excused, expected, guests, rate) if meeting["is_recorded"] else (*told, *[None] * 5))
    return MEETING_RATES.from_rows(rows)


def marks_by_member(roster: pd.DataFrame, meetings: pd.DataFrame, member_ids: Sequence[int]) -> dict[int, list[Mark | None]]:
    """{organization: its mark at each of the MEETINGS}, for these members and whoever else was there."""
    place = {meeting_id: index for index, meeting_id in enumerate(meetings["id"].tolist())}
    blank = [None if is_recorded else Mark.NOT_RECORDED for is_recorded in meetings["is_recorded"].tolist()]
    marks: dict[int, list[Mark | None]] = {organization_id: list(blank) for organization_id in member_ids}
    for row in records(roster[roster["meeting_id"].isin(list(place))]):
        marks.setdefault(row["organization_id"], list(blank))[place[row["meeting_id"]]] = Mark(row["mark"])
    return marks


def member_rates_frame(
    *,
    meetings: pd.DataFrame,
    memberships: pd.DataFrame,
    roster: pd.DataFrame,
    last_present: pd.DataFrame,
    on: date,
    rules: Rules,
) -> pd.DataFrame:
    """How each member of the day attends.

    Args:
        meetings: MEETINGS on or before the date, newest first; those that are not recorded are passed over.
        memberships: MEMBERSHIPS.
        roster: ROSTER of these meetings, complete for at least `rules.depth` meetings that each member came to or missed
            without excuse (or all).
        last_present: LAST_PRESENT of the members.
        on: the date.
        rules: the numbers of the coalition.

    Returns:
        MEMBER_RATES of the organizations whose membership includes the date, in the order of `memberships`. A member that
        was expected at none of the last meetings (it has just joined, or the lists no longer name it) has no state.
    """
    meetings = meetings[meetings["is_recorded"]]
    marks = _marks_when_expected(meetings, roster)
    last_on = {row["organization_id"]: row["last_present_on"] for row in records(last_present)}
    days = [row["held_on"] for row in records(meetings[["held_on"]])]
    recent_ids = meetings["id"].head(rules.last).tolist()
    lately = set(roster[(roster["mark"] != Mark.GUEST) & roster["meeting_id"].isin(recent_ids)]["organization_id"].tolist())
    new_after = days[min(rules.last, len(days) - 1)] if days else date.max
    joined, current = _members_on(memberships, on)
    rows = []
    for organization_id, member in current.items():
        expected = marks.get(organization_id, [])
        recent = expected[: rules.last]
        attended = recent.count(Mark.PRESENT)
        history = [mark == Mark.PRESENT for mark in expected if mark != Mark.EXCUSED]
        is_new = joined[organization_id] > new_after
        rows.append(
            (
                organization_id,
                member["organization"],
                member["sector"],
                attended,
                recent.count(Mark.EXCUSED),
                len(recent),
                attended / len(recent) if recent else None,
                _run(history, False),
                recent[:1] == [Mark.EXCUSED],
                member_state(history, rules, is_new=is_new) if organization_id in lately else None,
                last_on.get(organization_id),
            )
        )
    return MEMBER_RATES.from_rows(rows)


def _members_on(memberships: pd.DataFrame, on: date) -> tuple[dict[int, date], dict[int, dict[str, Any]]]:
    """{organization: its first day as a member}, and {organization: its membership that includes the date}."""
    joined: dict[int, date] = {}
    current: dict[int, dict[str, Any]] = {}
    for row in records(memberships):
        organization_id = row["organization_id"]
        joined[organization_id] = min(row["from_on"], joined.get(organization_id, date.max))
        if row["from_on"] <= on <= (row["to_on"] or date.max):
            current[organization_id] = row
    return joined, current


def _marks_when_expected(meetings: pd.DataFrame, roster: pd.DataFrame) -> dict[int, list[Mark]]:
    """{organization: present, excused or absent at each meeting it was expected at, newest first}."""
    place = {meeting_id: index for index, meeting_id in enumerate(meetings["id"].tolist())}
    expected = roster[roster["mark"] != Mark.GUEST]
    pairs = zip(expected["organization_id"].tolist(), expected["meeting_id"].tolist(), expected["mark"].tolist(), strict=True)
    ordered: dict[int, list[tuple[int, Mark]]] = {}
    for organization_id, meeting_id, mark in pairs:
        ordered.setdefault(organization_id, []).append((place[meeting_id], Mark(mark)))
    return {organization_id: [mark for _, mark in sorted(marks)] for organization_id, marks in ordered.items()}


def member_state(history: Sequence[bool], rules: Rules, *, is_new: bool) -> MemberState:
    """The state of a member from whether it came to its expected meetings, newest first.

    Meetings it was excused from are left out: they neither end nor lengthen a run of missed ones. A new member that has not
    come yet is new, not at risk, until it has missed enough to be lapsed.
    """
    missed = _run(history, False)
    if missed >= rules.lapsed_after:
        return MemberState.LAPSED
    if missed >= rules.at_risk_after and (not is_new or any(history)):
        return MemberState.AT_RISK
    if came_back(history, rules):
        return MemberState.RETURNED
    return MemberState.NEW if is_new else MemberState.REGULAR


def _run(history: Sequence[bool], value: bool) -> int:
    """How many of the newest entries in a row have the value."""
    return next((index for index, came in enumerate(history) if came != value), len(history))


def came_back(history: Sequence[bool], rules: Rules) -> bool:
    """Whether a presence within the last meetings ended a gap that had made the member lapsed."""
    return any(
        came and _run(history[index + 1 :], False) >= rules.lapsed_after for index, came in enumerate(history[: rules.last])
    )


def members_on(memberships: pd.DataFrame, on: date) -> pd.DataFrame:
    """The members on a date: organization_id, organization and sector of MEMBERSHIPS, once each, by id."""
    day, ends = pd.Timestamp(on), memberships["to_on"]
    here = memberships[(memberships["from_on"] <= day) & (ends.isna() | (ends >= day))]
    once = here.drop_duplicates("organization_id").sort_values("organization_id")
    return once[["organization_id", "organization", "sector"]].reset_index(drop=True)


def ring_order(members: pd.DataFrame) -> list[int]:
    """Members to call before the next meeting: at risk before lapsed, first who is nearest to lapsing, least often there.

    Who is at risk can be held by a word; who has lapsed long ago hardly, so of the lapsed those there last stand first.

    Args:
        members: MEMBER_RATES.
    """
    drifting = (MemberState.AT_RISK, MemberState.LAPSED)
    rows = [row for row in records(members) if row["state"] in drifting]
    rows.sort(key=lambda row: row["organization"].casefold())
    rows.sort(key=lambda row: 1.0 if row["rate"] is None else row["rate"])
    rows.sort(key=lambda row: row["last_present_on"] or date.min, reverse=True)
    rows.sort(key=lambda row: row["missed"] if row["state"] == MemberState.AT_RISK else 0, reverse=True)
    rows.sort(key=lambda row: drifting.index(row["state"]))
    return [row["organization_id"] for row in rows]


@dataclass(frozen=True)
class Quorum:
    """Whether enough members were at the last meeting, counted with and without lapsed members.

    Attributes:
        present: members with somebody there [organizations].
        members, active: the members that are expected of late; of these, those not lapsed when it began, and those who came
            again [organizations].
        rule: of the coalition, a value of `vocabulary.QuorumRule`.
        number: of a rule that is a fixed number; 0: not told.
    """

    present: int
    members: int
    active: int
    rule: str
    number: int = 0

    @property
    def needed(self) -> int:
        """So many of all members [organizations]."""
        return quorum_needed(self.rule, self.number, self.members)

    @property
    def needed_active(self) -> int:
        """So many of the active members [organizations]."""
        return quorum_needed(self.rule, self.number, self.active)

    @property
    def is_met(self) -> bool:
        """Enough of all members came."""
        return self.present >= self.needed

    @property
    def is_met_active(self) -> bool:
        """Enough of the active members came; what counts."""
        return self.present >= self.needed_active


def _present_at(members: pd.DataFrame, roster: pd.DataFrame, meeting_id: int) -> pd.DataFrame:
    here = roster[(roster["meeting_id"] == meeting_id) & roster["mark"].isin(THERE)]
    return members[members["organization_id"].isin(here["organization_id"].tolist())]


def quorum_needed(rule: str, number: int, voters: int) -> int:
    """How many of the members that may vote must be there, by the rule of the coalition [organizations].

    Args:
        rule: a value of `vocabulary.QuorumRule`.
        number: of a rule that is a fixed number; 0: not told, and more than half is counted.
        voters: members that may vote.
    """
    match QuorumRule(rule):
        case QuorumRule.MORE_THAN_HALF:
            return voters // 2 + 1
        case QuorumRule.HALF:
            return -(-voters // 2)
        case QuorumRule.TWO_THIRDS:
            return -(-2 * voters // 3)
        case QuorumRule.ONE_THIRD:
            return -(-voters // 3)
        case QuorumRule.NUMBER:
            return number or voters // 2 + 1


def quorum(
    members: pd.DataFrame,
    roster: pd.DataFrame,
    meeting_id: int | None,
    *,
    rule: str,
    number: int = 0,
    voters: Collection[int] = (),
    lapsed_after: int,
) -> Quorum | None:
    """The quorum of one meeting among MEMBER_RATES. None: there is no meeting, or no member is expected of late.

    Args:
        members: MEMBER_RATES.
        roster: ROSTER that includes the meeting.
        meeting_id: the meeting; None: there is none yet.
        rule, number: as in `Quorum`.
        voters: members that may vote; only they count. Empty: of nobody it is told, and all count.
        lapsed_after: as in `Rules`. Who is missing at this very meeting was active when it began: else the fewer came, the
            fewer would be needed.
    """
    counted = members[members["state"].notna()]
    if voters:
        counted = counted[counted["organization_id"].isin(voters)]
    if meeting_id is None or counted.empty:
        return None
    here = roster[roster["meeting_id"] == meeting_id]
    missing = here[here["mark"] == Mark.ABSENT]["organization_id"].tolist()
    missed_before = counted["missed"] - counted["organization_id"].isin(missing)
    active = int((missed_before < lapsed_after).sum())
    return Quorum(len(_present_at(counted, roster, meeting_id)), len(counted), active, rule, number)


def sectors_frame(members: pd.DataFrame, roster: pd.DataFrame, meeting_id: int | None, required: Sequence[str]) -> pd.DataFrame:
    """SECTORS that must be at the table, in the order of `vocabulary.Sector`, with who was there at one meeting.

    Args:
        members: MEMBER_RATES.
        roster: ROSTER that includes the meeting.
        meeting_id: the meeting; None: there is none yet.
        required: values of `vocabulary.Sector`; others are ignored.
    """
    there = members.head(0) if meeting_id is None else _present_at(members, roster, meeting_id)
    active = members[members["state"].notna() & (members["state"].fillna("") != MemberState.LAPSED)]
    rows = []
    for sector in (s.value for s in Sector if s.value in required):
        counts = (int((frame["sector"] == sector).sum()) for frame in (members, active, there))
        rows.append((sector, *counts))
    return SECTORS.from_rows(rows)


def retention_frame(attended_years: pd.DataFrame, on: date) -> pd.DataFrame:
    """RETENTION of each year with somebody whose year before had somebody too: both / first year."""
    by_year: dict[int, set[int]] = {}
    for row in records(attended_years):
        by_year.setdefault(row["year"], set()).add(row["organization_id"])
    rows = []
    for year in range(min(by_year, default=on.year) + 1, on.year + 1):
        before, now = by_year.get(year - 1, set()), by_year.get(year, set())
        if before and now:
            rows.append((year, len(before), len(before & now), len(before & now) / len(before), year == on.year))
    return RETENTION.from_rows(rows)
