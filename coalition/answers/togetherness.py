"""Togetherness. Which members are tied with which, how many islands they form, and who holds them together."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

import numpy as np
import pandas as pd
from sqlmodel import Session

from coalition.frames import SECTOR_TIES, TIED_MEMBERS, TIES, TIES_BY_QUARTER, records
from coalition.locale.order import sort_key
from coalition.network import (
    PLACED,
    Measures,
    Place,
    Web,
    fragmentation,
    fragmentation_without,
    islands,
    measures,
    parts_without,
    pieces_without,
    places,
    sectors_apart,
    sparse,
    web,
)
from coalition.network.together import MOST_FOR_MEETINGS, came_together
from coalition.participation import members_on
from coalition.queries import participation as attended
from coalition.queries.togetherness import quarter_ties_frame
from coalition.vocabulary import AttendanceState

QUARTERS = 8
"""So many quarters are told in the trend."""

_LINES, _FORESTS = 1_000, 8
"""Of more ties than this the drawing shows at most so many a member; it falls apart where all of them do."""


class TiedBy(StrEnum):
    """What ties two members."""

    REFERRALS = "referrals"  # one sent the other a referral that was not withdrawn
    CASES = "cases"  # both worked on the same shared case: its holder, and whoever accepted a referral of it
    MEETINGS = "meetings"  # both came to the same meetings, at least so many


@dataclass(frozen=True)
class Togetherness:
    """How joined-up the members are on a date. Told is that two are tied, never how often.

    Attributes:
        on: the date.
        since: first day of the period: of the first of so many quarters, the running one the last.
        by, quarters: what ties, and over how many quarters.
        meetings: recorded meetings in the period; 0 unless meetings tie.
        least: so many meetings together tie; 0 unless meetings tie.
        is_too_many: more members than can be compared by meetings: nobody is tied for that reason.
        measures: of all members.
        members: TIED_MEMBERS, those with the most ties first.
        ties: TIES of all members.
        drawn: TIES of the members in `places`, of very many those that hold the picture together.
        places: {member: its place in the drawing}, at most `network.PLACED` members: those with the most ties.
        sectors: SECTOR_TIES.
        trend: TIES_BY_QUARTER, the oldest first; quarters without a member are left out.
        others: organizations that are tied with a member and are none themselves.
    """

    on: date
    since: date
    by: TiedBy
    quarters: int
    meetings: int
    least: int
    is_too_many: bool
    measures: Measures
    members: pd.DataFrame
    ties: pd.DataFrame
    drawn: pd.DataFrame
    places: dict[int, Place]
    sectors: pd.DataFrame
    trend: pd.DataFrame
    others: int


@dataclass(frozen=True)
class Leaving:
    """What if a member leaves.

    Attributes:
        parts: members (as their ids) of each piece of its island without it, the largest first; none: it is tied with nobody.
        measures: of the others.
    """

    parts: list[list[int]]
    measures: Measures


def togetherness(
    session: Session, *, on: date, by: TiedBy = TiedBy.REFERRALS, quarters: int = 4, least: int | None = None
) -> Togetherness:
    """How joined-up the members are on a date.

    Args:
        session: reads.
        on: the date.
        by: what ties two members.
        quarters: length of the period, the quarter of the date being the last.
        least: meetings together that tie; None: half of those of the period. Only where meetings tie.
    """
    memberships = attended.memberships_frame(session)
    here = members_on(memberships, on)
    told: _Tallied | _Met = (
        _Met.read(session, on, quarters, least, len(here))
        if by is TiedBy.MEETINGS
        else _Tallied.read(session, by, _number(on), quarters)
    )
    pairs = told.pairs(_number(on))
    found = web(here["organization_id"].to_numpy(), *pairs)
    sectors = [None if pd.isna(one) else one for one in here["sector"].tolist()]
    shown = np.sort(np.argsort(-found.degrees, kind="stable")[:PLACED])
    drawn = found.among(shown)
    return Togetherness(
        on=on,
        since=_first_day(_number(on) - quarters + 1),
        by=by,
        quarters=quarters,
        meetings=told.meetings,
        least=told.least,
        is_too_many=told.is_too_many,
        measures=measures(found, sectors),
        members=_members(found, here),
        ties=_ties(found),
        drawn=_ties(drawn if len(drawn.ones) <= _LINES else sparse(drawn, _FORESTS)),
        places=places(drawn, [sectors[place] for place in shown]),
        sectors=SECTOR_TIES.from_rows((*both, *counts) for both, counts in sectors_apart(found, sectors).items()),
        trend=_trend(told, memberships, on),
        others=_beside(pairs, found.ids),
    )


def leaving(found: Togetherness, member: int) -> Leaving:
    """What if a member leaves: computed from what is known already."""
    ids = found.members["organization_id"].to_numpy()
    whole = web(ids, found.ties["one_id"].to_numpy(), found.ties["other_id"].to_numpy())
    place = int(np.searchsorted(whole.ids, member))
    sectors = {row["organization_id"]: row["sector"] for row in records(found.members[["organization_id", "sector"]])}
    rest = whole.among(np.flatnonzero(whole.ids != member))
    parts = [whole.ids[part].tolist() for part in parts_without(whole, place)]
    return Leaving(parts, measures(rest, [sectors[one] for one in rest.ids.tolist()]))


def _number(day: date) -> int:
    """A quarter as a number that can be counted on from."""
    return day.year * 4 + (day.month - 1) // 3


def _first_day(quarter: int) -> date:
    return date(quarter // 4, quarter % 4 * 3 + 1, 1)


Pairs = tuple[Any, Any]
"""The two ends of each tie in the period that ends with a quarter, as ids."""


@dataclass(frozen=True)
class _Tallied:
    """Ties as the summary has them: pairs, each once, and in which quarters they had to do with one another."""

    quarters: int
    ones: Any
    others: Any
    when: Any  # of each pair, a bit for each quarter
    first: int  # quarter of the lowest bit, as counted
    meetings = 0
    least = 0
    is_too_many = False

    @classmethod
    def read(cls, session: Session, by: TiedBy, until: int, quarters: int) -> "_Tallied":
        """All quarters that are asked about."""
        since = until - QUARTERS - quarters + 2
        first, last = (part // 4 * 10 + part % 4 + 1 for part in (since, until))
        rows = quarter_ties_frame(session, by=by.value, first=first, last=last)
        codes, counted = rows["one_id"].to_numpy() * _PAIR + rows["other_id"].to_numpy(), rows["quarter"].to_numpy()
        bits = 1 << (counted // 10 * 4 + counted % 10 - 1 - since)
        order = np.argsort(codes, kind="stable")  # each quarter is in order already
        codes = codes[order]
        begins = np.flatnonzero(np.diff(codes, prepend=-1))
        when = np.bitwise_or.reduceat(bits[order], begins) if len(begins) else bits
        ones, others = (part.astype("int32") for part in divmod(codes[begins], _PAIR))  # half as much to go through
        return cls(quarters, ones, others, when, since)

    def pairs(self, until: int) -> Pairs:
        """Those tied in the period that ends with a quarter."""
        period = ((1 << self.quarters) - 1) << (until - self.quarters + 1 - self.first)
        tied = np.flatnonzero(self.when & period)
        return self.ones[tied], self.others[tied]


_PAIR = 1 << 31
"""Two ids as one number; a row of `organization` never has so great an id."""


@dataclass(frozen=True)
class _Met:
    """Who came to which recorded meeting, and how many meetings together tie."""

    quarters: int
    meetings: int  # of the period
    least: int
    is_too_many: bool
    who: Any
    meeting: Any
    when: Any  # quarter, as counted

    @classmethod
    def read(cls, session: Session, on: date, quarters: int, least: int | None, members: int) -> "_Met":
        """All quarters that are asked about; of too many members nobody."""
        first = max(_number(on) - QUARTERS - quarters + 2, 4)
        held = attended.recent_meetings_frame(session, on=on, since=_first_day(first))
        days = {row["id"]: _number(row["held_on"]) for row in records(held.loc[held["is_recorded"], ["id", "held_on"]])}
        here = sum(1 for one in days.values() if one > _number(on) - quarters)
        is_too_many = members > MOST_FOR_MEETINGS
        came = attended.presence_frame(session, [] if is_too_many else list(days))
        came = came[came["state"] == AttendanceState.PRESENT]
        when = np.array([days[one] for one in came["meeting_id"].tolist()], dtype="int64")
        who, meeting = (came[name].to_numpy() for name in ("organization_id", "meeting_id"))
        return cls(quarters, here, least or max(1, -(-here // 2)), is_too_many, who, meeting, when)

    def pairs(self, until: int) -> Pairs:
        """Those tied in the period that ends with a quarter."""
        inside = (self.when > until - self.quarters) & (self.when <= until)
        return came_together(self.meeting[inside], self.who[inside], self.least)


def _beside(pairs: Pairs, members: Any) -> int:
    """Organizations tied with a member that are none themselves."""
    ones, others = pairs
    inside, beside = np.isin(ones, members), np.isin(others, members)
    return len(np.unique(np.concatenate([others[inside & ~beside], ones[beside & ~inside]])))


def _members(found: Web, here: pd.DataFrame) -> pd.DataFrame:
    """TIED_MEMBERS, those with the most ties first, then by name."""
    pieces = pieces_without(found)
    without = fragmentation_without(found, pieces)
    island = {int(place): number for number, part in enumerate(islands(found), start=1) for place in part}
    rows = [
        (
            row["organization_id"],
            row["organization"],
            row["sector"],
            ties,
            island.get(place),
            len(pieces[place]) if place in pieces else None,
            None if np.isnan(part) else part,
        )
        for place, (row, ties, part) in enumerate(zip(records(here), found.degrees.tolist(), without.tolist(), strict=True))
    ]
    return TIED_MEMBERS.from_rows(sorted(rows, key=lambda row: (-row[3], sort_key(row[1]), row[0])))


def _ties(found: Web) -> pd.DataFrame:
    return pd.DataFrame(dict(zip(TIES.columns, (found.ids[found.ones], found.ids[found.others]), strict=True)))


def _trend(told: _Tallied | _Met, memberships: pd.DataFrame, on: date) -> pd.DataFrame:
    """TIES_BY_QUARTER of the last quarters."""
    rows = []
    for quarter in range(_number(on) - QUARTERS + 1, _number(on) + 1):
        last_on = min(_first_day(quarter + 1) - timedelta(days=1), on)
        here = members_on(memberships, last_on)["organization_id"].to_numpy()
        if not len(here):
            continue
        found = web(here, *told.pairs(quarter))
        sizes = np.bincount(found.labels)
        rows.append((last_on, found.size, int((found.degrees > 0).sum()), len(found.ones), int((sizes > 1).sum()), sizes))
    return TIES_BY_QUARTER.from_rows((*row, fragmentation(sizes)) for *row, sizes in rows)


def togetherness_json(found: Togetherness) -> dict[str, Any]:
    """The picture as plain JSON values, stable for scripts; null: not defined, or too many members to work it out.

    `components` counts those of one member too, `islands` do not; each tie stands once, by its two names.
    """
    names = {row["organization_id"]: row["organization"] for row in records(found.members)}
    m = found.measures
    return {
        "on": found.on.isoformat(),
        "since": found.since.isoformat(),
        "by": found.by.value,
        **({"meetings": found.meetings, "least": found.least} if found.by is TiedBy.MEETINGS else {}),
        "members": m.members,
        "tied": m.tied,
        "ties": m.ties,
        "components": m.islands + m.alone,
        "islands": m.islands,
        "largest": m.largest,
        "density": m.density,
        "centralization": m.centralization,
        "fragmentation": m.fragmentation,
        "fragmentation_by_distance": m.by_distance,
        "ei": m.ei,
        "ei_rescaled": m.ei_rescaled,
        "organizations": [
            {key: row[key] for key in ("organization", "sector", "ties", "island")}
            | {"is_bridge": row["pieces"] is not None, "fragmentation_without": row["without"]}
            for row in records(found.members)
        ],
        "pairs": [[names[row["one_id"]], names[row["other_id"]]] for row in records(found.ties)],
        "sectors": records(found.sectors),
        "trend": [row | {"until_on": row["until_on"].isoformat()} for row in records(found.trend)],
    }
