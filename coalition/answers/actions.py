"""Action items. The promises of a date with their status, and what became of the gaps they answer.

The sentences are made here once, as a text and its values, for whatever shows them to translate.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import product
from typing import Any

import pandas as pd
from sqlmodel import Session

from coalition import coverage
from coalition.frames import records
from coalition.locale import LANGUAGES, plural, translate
from coalition.queries import actions as queries
from coalition.queries import coverage as cells
from coalition.queries.directory import all_areas_frame
from coalition.settings import Settings
from coalition.vocabulary import STATES, ActionState, CellState

DUE_WITHIN = 7
"""Days before its day from which an open action is due, and no longer only later."""


class ActionStatus(StrEnum):
    """How a promise stands on a date, in the order in which a meeting speaks about them."""

    OVERDUE = "overdue"  # open, and its day is over
    DUE = "due"  # open, and its day is at most DUE_WITHIN days away
    LATER = "later"  # open, due later, or no day was agreed
    DONE = "done"
    DROPPED = "dropped"


STATUS_NAMES = {
    ActionStatus.OVERDUE: "Overdue",
    ActionStatus.DUE: "Due soon",
    ActionStatus.LATER: "Later",
    ActionStatus.DONE: "Done",
    ActionStatus.DROPPED: "Canceled",
}


@dataclass(frozen=True)
class ActionBoard:
    """The promises of a date.

    Attributes:
        on: the date.
        since: the meeting before it: of what is done or dropped, the items hold what ended after that day; None: all.
        next_meeting_on: the first meeting stored after the date; None: none is.
        items: frames.ACTIONS with `status` (ActionStatus), `days` (until it is due, negative: overdue; missing: closed, or no
            day agreed), `state_then`, `state_now` (CellState of the gap on the day of the promise and on the date; missing:
            the promise is about no gap). In the order of ActionStatus; open ones by their day, closed ones newest first.
        counts: how many of the items have each status; all are there, with 0.
    """

    on: date
    since: date | None
    next_meeting_on: date | None
    items: pd.DataFrame
    counts: dict[ActionStatus, int]

    @property
    def open(self) -> int:
        """How many items are open [actions]."""
        return sum(self.counts[status] for status in OPEN)


OPEN = (ActionStatus.OVERDUE, ActionStatus.DUE, ActionStatus.LATER)


def action_board(
    session: Session,
    *,
    settings: Settings,
    on: date,
    organization_id: int | None = None,
    meeting_id: int | None = None,
    all_closed: bool = False,
) -> ActionBoard:
    """The promises of a date: all that are open, and what was done or dropped lately.

    Args:
        session: reads.
        settings: fresh_days, for the states of the gaps.
        on: the date: what was promised later is left out, what was closed later is open.
        organization_id: only what this organization promised; None: all.
        meeting_id: only what was on the table of this meeting, promised there or carried over into it, whenever it ended.
        all_closed: whatever was ever done or dropped, not only after the meeting before the date.
    """
    since = None if all_closed or meeting_id is not None else queries.last_meeting_on(session, before=on)
    found = queries.actions_frame(session, on=on, closed_after=since, organization_id=organization_id, meeting_id=meeting_id)
    items = _with_status(session, found, settings, on)
    status = items["status"].value_counts()
    return ActionBoard(
        on=on,
        since=since,
        next_meeting_on=queries.next_meeting_on(session, after=on),
        items=items,
        counts={s: int(status.get(s.value, 0)) for s in ActionStatus},
    )


def one_action(session: Session, *, settings: Settings, on: date, action_id: int) -> dict[str, Any] | None:
    """One promise as a row of `ActionBoard.items`; None: it is not there (any more)."""
    found = queries.actions_frame(session, on=on, action_id=action_id)
    rows = records(_with_status(session, found, settings, on))
    return rows[0] if rows else None


def _with_status(session: Session, found: pd.DataFrame, settings: Settings, on: date) -> pd.DataFrame:
    """ACTIONS with their status, the days until they are due, and the states of their gaps, in order."""
    rows = records(found)
    statuses = [status_on(row["closed_as"], row["due_on"], on) for row in rows]
    days = [(row["due_on"] - on).days if s in OPEN and row["due_on"] else None for s, row in zip(statuses, rows, strict=True)]
    wanted = {
        (day, row["area_id"], row["service_type_id"])
        for row in rows
        if row["area_id"] is not None and row["service_type_id"] is not None
        for day in (row["opened_on"], on)
        if day is not None
    }
    states = states_of(session, settings=settings, wanted=wanted)
    items = found.assign(
        status=pd.Series([s.value for s in statuses], index=found.index, dtype="string"),
        days=pd.Series(days, index=found.index, dtype="Int64"),
        state_then=_column(found, [states.get((r["opened_on"], r["area_id"], r["service_type_id"])) for r in rows]),
        state_now=_column(found, [states.get((on, r["area_id"], r["service_type_id"])) for r in rows]),
    )
    rank = {status.value: number for number, status in enumerate(ActionStatus)}
    newest = -(found["closed_on"] - pd.Timestamp(0)).dt.days.fillna(0)
    return items.assign(_rank=items["status"].map(rank), _newest=newest).sort_values(["_rank", "_newest"], kind="stable")[
        list(items.columns)
    ]


def _column(found: pd.DataFrame, values: list[CellState | None]) -> "pd.Series[str]":
    return pd.Series([None if value is None else value.value for value in values], index=found.index, dtype="string")


def status_on(closed_as: str | None, due_on: date | None, on: date) -> ActionStatus:
    """How a promise stands on a date.

    Args:
        closed_as: value of vocabulary.ActionState by the date; None: open on it.
        due_on: by when; None: no day was agreed.
        on: the date.
    """
    if closed_as is not None:
        return ActionStatus.DONE if closed_as == ActionState.DONE else ActionStatus.DROPPED
    if due_on is None or (due_on - on).days > DUE_WITHIN:
        return ActionStatus.LATER
    return ActionStatus.OVERDUE if due_on < on else ActionStatus.DUE


def states_of(
    session: Session, *, settings: Settings, wanted: Iterable[tuple[date, int, int]]
) -> dict[tuple[date, int, int], CellState]:
    """The states of some cells on some days: {(day, area id, service type id): state}; a cell that is gone is left out.

    Asks the database for a day and level at once, however many cells are wanted of it.
    """
    pairs: dict[date, set[tuple[int, int]]] = {}
    for day, area_id, type_id in wanted:
        pairs.setdefault(day, set()).add((area_id, type_id))
    if not pairs:
        return {}
    areas, kinds = all_areas_frame(session), cells.service_types_frame(session)
    inside = cells.districts_per_province(session)
    found: dict[tuple[date, int, int], CellState] = {}
    for day, of_day in pairs.items():
        own, asked = areas[areas["id"].isin([a for a, _ in of_day])], kinds[kinds["id"].isin([k for _, k in of_day])]
        for level in sorted(set(own["level"])) if len(asked) else ():
            told = _cells(session, own[own["level"] == level], asked, settings, on=day, districts=inside if level == 1 else {})
            for area_id, type_id, state in zip(told["area_id"], told["service_type_id"], told["state"], strict=True):
                if (int(area_id), int(type_id)) in of_day:
                    found[day, int(area_id), int(type_id)] = CellState(state)
    return found


def _cells(
    session: Session, areas: pd.DataFrame, kinds: pd.DataFrame, settings: Settings, *, on: date, districts: dict[int, int]
) -> pd.DataFrame:
    """frames.CELLS of these areas, all of one level, and service types, without needs."""
    level, fresh_days = int(areas["level"].iloc[0]), settings.fresh_days
    only = {"areas": areas["id"].tolist(), "kinds": kinds["id"].tolist()}
    return coverage.cells_frame(
        areas,
        kinds,
        services=cells.services_by_cell_frame(session, on=on, fresh_days=fresh_days, level=level, **only),
        checks=cells.checks_by_cell_frame(session, on=on, fresh_days=fresh_days, level=level),
        needs=None,
        verdicts=cells.verdicts_by_cell_frame(session, on=on),
        districts=districts,
        on=on,
        fresh_days=fresh_days,
    )


# --- sentences ------------------------------------------------------------------------------------------------------

SENTENCES = (
    "due today",
    "due tomorrow",
    "due in {n} days",
    "due yesterday",
    "overdue by {n} days",
    "no day agreed",
    "done",
    "done on {day}",
    "canceled",
    "canceled on {day}",
    "carried over 1 time",
    "carried over {n} times",
    "{kind}, {area}: still {now}",
    "{kind}, {area}: now {now} (on {day}: {then})",
    "{kind}, {area}: done, but still {now}",
    "{kind}, {area}: done, but now {now} (on {day}: {then})",
    "{kind}, {area}: done, and now {now} (on {day}: {then})",
)
"""Every text that the functions below use; each has its translation."""

Tell = Callable[..., str]
"""Gives a text of SENTENCES or of a state in the reader's language, filled with values: `t(text, **values)`."""


def due_words(row: dict[str, Any], tell: Tell, day_text: Callable[[date], str]) -> str:
    """When a promise is or was due, or how it ended: `overdue by 3 days`, `done on 12 Nov 2026`.

    Args:
        row: of `ActionBoard.items`.
        tell: translates a text and fills it.
        day_text: writes a day.
    """
    if row["status"] in (ActionStatus.DONE, ActionStatus.DROPPED):
        if row["closed_on"] is None:
            return tell("done" if row["status"] == ActionStatus.DONE else "canceled")
        text = "done on {day}" if row["status"] == ActionStatus.DONE else "canceled on {day}"
        return tell(text, day=day_text(row["closed_on"]))
    days = row["days"]
    if days is None:
        return tell("no day agreed")
    near = {0: "due today", 1: "due tomorrow", -1: "due yesterday"}
    if days in near:
        return tell(near[days])
    return tell("due in {n} days", n=days) if days > 0 else tell("overdue by {n} days", n=-days)


def carried_words(row: dict[str, Any], tell: Tell) -> str:
    """`carried over 3 meetings`; empty: no meeting was held between the promise and the date or its end."""
    if not row["carried"]:
        return ""
    return tell(plural(row["carried"], "carried over 1 time", "carried over {n} times"), n=row["carried"])


def what_words(row: dict[str, Any], tell: Tell, name: Callable[[str, str | None], str]) -> str:
    """What was promised; the line that a form suggests for a gap, in the language of the reader, else as it was written.

    Args:
        row: of `ActionBoard.items`.
        tell: translates a text and fills it.
        name: chooses between an English and a local name.
    """
    what: str = row["what"]
    if row["code"] is None or row["pcode"] is None:
        return what
    kinds = filter(None, (row["service_type"], row["service_type_local"]))
    areas = [area for area in (row["area"], row["area_local"]) if area]
    for language, kind, area in product(LANGUAGES, kinds, areas):
        told = translate(SUGGESTED, language, kind=kind, area=area)
        if what == told or what.startswith(f"{told} ("):  # a district stands there with its province
            kind, area = name(row["service_type"], row["service_type_local"]), name(row["area"], row["area_local"])
            return tell(SUGGESTED, kind=kind, area=area)
    return what


SUGGESTED = "Find help: {kind}, {area}"
"""What a form suggests for a promise about a gap."""


def gap_words(row: dict[str, Any], tell: Tell, day_text: Callable[[date], str], *, kind: str, area: str) -> str:
    """What became of the gap since the promise: `Shelter, Phayao: done, but still nobody`; empty: it is about no gap.

    Args:
        row: of `ActionBoard.items`.
        tell: translates a text and fills it.
        day_text: writes a day, that of the promise, beside what was so then.
        kind, area: names of the cell, as the reader calls them.
    """
    if row["state_now"] is None:
        return ""
    now = CellState(row["state_now"])
    then = CellState(row["state_then"]) if row["state_then"] is not None else now
    is_done = row["status"] == ActionStatus.DONE
    better = (STATES[now].help or 0) > (STATES[then].help or 0)
    if now == then:
        text = (
            "{kind}, {area}: done, but still {now}" if is_done and now != CellState.COVERED else "{kind}, {area}: still {now}"
        )
    elif not is_done:
        text = "{kind}, {area}: now {now} (on {day}: {then})"
    else:
        text = "{kind}, {area}: done, " + ("and" if better else "but") + " now {now} (on {day}: {then})"
    told = {"now": tell(STATES[now].in_sentence), "then": tell(STATES[then].in_sentence)}
    return tell(text, kind=kind, area=area, day=day_text(row["opened_on"]) if row["state_then"] else "", **told)


# --- for scripts ----------------------------------------------------------------------------------------------------


def board_json(board: ActionBoard) -> dict[str, Any]:
    """The board as plain values: days as ISO text, null where something is not told."""
    names = (
        *("id", "what", "status", "opened_on", "due_on", "closed_on", "note", "organization", "person", "meeting_on"),
        *("pcode", "code", "carried", "days", "state_then", "state_now"),
    )
    rows = [{name: row[name] for name in names} for row in records(board.items)]
    return {
        "on": board.on.isoformat(),
        "since": board.since.isoformat() if board.since else None,
        "next_meeting_on": board.next_meeting_on.isoformat() if board.next_meeting_on else None,
        "counts": {status.value: count for status, count in board.counts.items()},
        "actions": [{k: v.isoformat() if isinstance(v, date) else v for k, v in row.items()} for row in rows],
    }
