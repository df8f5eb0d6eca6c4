"""Two edits from the same state: whoever comes second is told what the first has written, and decides.

An edit goes with what its form showed (`as_seen`). `edits.record`, through which every edit writes, asks here before it
changes, removes or adds a row. A row counts as changed where a `change` row says so, a file brought it, or a file that had
changed it was taken back. All conflicts of one edit are told together, at the end of its transaction; nothing is kept then.
Which verb is guarded in which way: docs/decisions/0023-lost-updates.md.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Table, event, or_, select
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col

from coalition.bulk import json_ready
from coalition.database import chunks
from coalition.edits.refused import EditRefused
from coalition.models import Change
from coalition.queries.seen import Seen, undone_files, was_replaced
from coalition.vocabulary import ChangeAction

Row = Mapping[str, Any]

BESIDE: dict[str, tuple[str, ...]] = {
    "service": ("organization_id", "service_type_id", "area_id"),
    "membership": ("organization_id", "from_on"),
    "contact": ("organization_id", "name"),
    "verdict": ("area_id", "service_type_id"),
    "coverage_check": ("area_id", "service_type_id"),
    "protocol_answer": ("key", "area_id"),
    "case_consent": ("case_id",),
    "case_item_state": ("case_id", "item_id"),
    "referral": ("need_id",),
    "meeting": ("held_on",),
}
"""Table -> the columns that say what a row is about. Of two rows about the same, added from the same state, the second would
count and the first would not, or both would be there twice. Rows of other tables stand beside each other, or a rule of their
verb refuses the second."""

_TOGETHER: dict[str, tuple[frozenset[str], ...]] = {
    "action_item": (frozenset({"organization_id", "person_id"}),),
    "area": (frozenset({"level", "parent_id"}),),
    "organization": (frozenset({"name", "name_key"}),),
    "resource": (frozenset({"link", "file_hash", "file_type", "file_size"}),),
    "setting": (frozenset({"at_risk_after", "lapsed_after"}), frozenset({"quorum", "quorum_number"})),
    "shared_case": (frozenset({"trafficking_status", "status_decided_by"}),),
}
"""Table -> columns that say one thing together: half of it from each of two people is what neither of them said."""

_ABOUT = ("name", "what", "title", "held_on", "person_id", "organization_id", "code", "case_id", "service_type_id", "area_id")

_ORIGIN = frozenset({"id", "batch_id", "line", "recorded_at", "noted_at", "noted_by", "confirmed_at", "confirmed_by"})
"""Columns that say where a row comes from, not what it says."""


@dataclass(frozen=True)
class Conflict:
    """One row that somebody else has changed since it was shown. Values are JSON-ready, as `change` rows keep them.

    Attributes:
        table: its table.
        shown: the columns in question as they were shown; None: there was no such row.
        stored: the same columns as they are now; None: the row is not there any more.
        wanted: the same columns as this edit would have them; None: it would remove the row.
        at: when it was changed last (UTC); None: not known.
        by: who changed it; None: not told.
        is_apart: the row stands by itself: the rest of the edit makes sense without it.
    """

    table: str
    shown: dict[str, Any] | None
    stored: dict[str, Any] | None
    wanted: dict[str, Any] | None
    at: datetime | None = None
    by: str | None = None
    is_apart: bool = False
    about: dict[str, Any] = field(default_factory=dict)  # what a person knows the row by, of `_ABOUT`


class EditConflict(EditRefused):
    """Somebody else has changed what this edit would change; `conflicts` say what. Nothing was written."""

    def __init__(self, conflicts: Sequence[Conflict]) -> None:
        gone = any(conflict.stored is None for conflict in conflicts)
        super().__init__(GONE if gone else CHANGED)
        self.conflicts = tuple(conflicts)


CHANGED = "Somebody else changed this after you opened it."
FITS_NO_MORE = "This contradicts what somebody else saved. Check it again."
REPLACED = "The data was replaced, for example by a backup. Reload the page."
GONE = "This entry no longer exists, because somebody else removed it."


@dataclass
class _Turn:
    """One edit being made, from what was seen."""

    seen: Seen
    own: Collection[datetime]
    decided: Sequence[Conflict]
    is_mine: bool
    is_apart: bool = False
    is_checked: bool = False
    found: list[Conflict] = field(default_factory=list)

    def told(self, session: Session, conflict: Conflict) -> bool:
        """Keep a conflict to be told at the end, unless it was decided. Whether what this edit wants is written."""
        if conflict in self.decided:
            return self.is_mine
        if not self.found:
            event.listen(session, "before_commit", lambda _session: self.tell(), once=True)
        self.found.append(conflict)
        return False

    def tell(self) -> None:
        if self.found:
            raise EditConflict(self.found)


_turn: ContextVar[_Turn | None] = ContextVar("edit made from what was seen", default=None)


@contextmanager
def as_seen(
    seen: Seen | None, *, own: Collection[datetime] = (), decided: Sequence[Conflict] = (), is_mine: bool = False
) -> Iterator[None]:
    """Make an edit (one verb, in here) from what was seen.

    Args:
        seen: how far the data had come when it was shown; None: nothing was shown, and the edit is made of what is stored now.
        own: instants of edits that the same person has made since: they are no surprise to him.
        decided: conflicts he was shown before; any other one is told anew.
        is_mine: of what was decided, his values are written; False: what is stored stays, and the rest of the edit is written.

    Raises:
        EditConflict: somebody else has changed a row, or what is said of the same, since. Nothing was written.
        EditRefused: the data was replaced since (`REPLACED`): its numbers may name other rows now.
    """
    if seen is None:
        yield
        return
    turn = _Turn(seen, own, decided, is_mine)
    token = _turn.set(turn)
    try:
        yield
    except (EditRefused, IntegrityError) as problem:
        if turn.found and not isinstance(problem, EditConflict):
            raise EditConflict(turn.found) from problem  # it fails only because somebody else was faster
        if isinstance(problem, IntegrityError):
            raise EditRefused(FITS_NO_MORE) from problem
        raise
    finally:
        _turn.reset(token)


@contextmanager
def apart() -> Iterator[None]:
    """In here, each row stands by itself: rows that have nothing to do with each other, or one of which a form shows every
    column. What was not touched stays as it is stored now, and a conflict in one leaves the rest of the edit."""
    turn = _turn.get()
    if turn is not None:
        turn.is_apart = True
    try:
        yield
    finally:
        if turn is not None:
            turn.is_apart = False


def _turn_in(session: Session) -> _Turn | None:
    """The edit that is being made, where it is made from what was seen, and that is a past of what is stored."""
    turn = _turn.get()
    if turn is not None and not turn.is_checked:
        if was_replaced(session, turn.seen):
            raise EditRefused(REPLACED)
        turn.is_checked = True
    return turn


# --- what the record asks ---------------------------------------------------------------------------------------------


def columns_to_write(session: Session, table: Table, stored: Row, wanted: Row) -> set[str]:
    """Of the columns in which `wanted` differs from what is stored, those that are written.

    Args:
        session: writes.
        table: of the row.
        stored: the row as it is now.
        wanted: {column: value}, as the edit would have them. In `apart`, one that is as it was shown was not touched by whoever
            saved the form: it stays as somebody else has set it since.
    """
    now, own = json_ready(stored), json_ready(wanted)
    differing = {name for name, value in own.items() if now[name] != value}
    turn = _turn_in(session)
    if turn is None or not differing:
        return differing
    past = _past(session, turn, table, stored)
    if past.is_new:
        conflict = _conflict(table, None, now, own, differing, past, turn)
        return differing if turn.told(session, conflict) else set()
    touched = {name for name in differing if not (turn.is_apart and name in past.shown and past.shown[name] == own[name])}
    for group in _TOGETHER.get(table.name, ()):
        touched |= differing & group if touched & group else set()
    between = touched & _changed(past, now)
    if not between:
        return touched
    shown = {name: past.shown[name] for name in between}
    is_written = turn.told(session, _conflict(table, shown, now, own, between, past, turn))
    return touched if is_written else touched - between


def may_remove(session: Session, table: Table, stored: Row) -> bool:
    """Whether a row is removed: nobody else has changed or added it since it was shown."""
    turn = _turn_in(session)
    if turn is None:
        return True
    past, now = _past(session, turn, table, stored), json_ready(stored)
    names = set(now.keys() - _ORIGIN) if past.is_new else _changed(past, now)
    if not names:
        return True
    shown = None if past.is_new else {name: past.shown[name] for name in names}
    return turn.told(session, _conflict(table, shown, now, None, names, past, turn)) or not turn.is_apart


def said_already(session: Session, table: Table, wanted: Row) -> int | None:
    """The row that stands for one to be added, where somebody else has added one about the same since; None: add it."""
    turn, about = _turn_in(session), BESIDE.get(table.name)
    if turn is None or about is None:
        return None
    same = [table.c[name].is_(None) if wanted.get(name) is None else table.c[name] == wanted[name] for name in about]
    rows = _rows(session, table, *same)
    pasts = _pasts(session, turn, table, rows)
    arrived = [row for row in rows if pasts[row["id"]].is_new]
    if not arrived:
        return None
    own, newest = json_ready(wanted), json_ready(arrived[0])
    names = own.keys() - _ORIGIN
    if all(newest[name] == own[name] for name in names):
        return int(newest["id"])
    older = next((json_ready(row) for row in rows if not pasts[row["id"]].is_new), None)
    shown = None if older is None else {name: older[name] for name in names}
    conflict = _conflict(table, shown, newest, own, names, pasts[newest["id"]], turn)
    return None if turn.told(session, conflict) or not turn.is_apart else int(newest["id"])


def refuse_removed(session: Session, table: Table, row_id: int, wanted: Row | None = None) -> None:
    """A row of the edit is not there. In `apart` it is told with the other conflicts, and the edit goes on without it.

    Args:
        session: writes.
        table: of the row.
        row_id: its id.
        wanted: {column: value}, as the edit would have them; None: they are not known here, or it would remove the row.

    Raises:
        EditRefused: outside of `apart`; an EditConflict where somebody else has removed it since it was shown.
    """
    turn = _turn_in(session)
    if turn is None:
        raise EditRefused(GONE)
    removed = (col(Change.action) == ChangeAction.DELETED, col(Change.id) > turn.seen.change)
    query = select(Change).where(col(Change.table_name) == table.name, col(Change.row_id) == row_id, *removed)
    last = session.scalars(query.order_by(col(Change.id).desc()).limit(1)).first()
    if last is None or last.at in turn.own:
        raise EditRefused(GONE)
    before = last.before or {}
    names = wanted.keys() if wanted else before.keys() - _ORIGIN
    shown = {name: before.get(name) for name in names}
    own = json_ready(wanted) if wanted else None
    conflict = Conflict(table.name, shown, None, own, last.at, last.by, turn.is_apart, _about(before))
    turn.told(session, conflict)
    if not turn.is_apart:
        raise EditConflict(turn.found or [conflict])


def changed_since(session: Session, table: Table, row_ids: Collection[int]) -> bool:
    """For a verb that writes many rows by itself: whether somebody else has changed or added one of them since."""
    turn = _turn_in(session)
    if turn is None:
        return False
    for part in chunks(sorted(row_ids)):
        rows = _rows(session, table, table.c.id.in_(part))
        pasts = _pasts(session, turn, table, rows)
        if any(pasts[row["id"]].is_new or _changed(pasts[row["id"]], json_ready(row)) for row in rows):
            return True
    return False


def is_decided(table: Table, shown: Row, stored: Row, wanted: Row) -> bool:
    """For a verb that has its own rule of who was faster: whether the edit is made all the same, after it was told.

    Raises:
        EditConflict: it was not decided yet, with these values. Where nothing was shown, False is returned.
    """
    turn = _turn.get()
    conflict = Conflict(table.name, json_ready(shown), json_ready(stored), json_ready(wanted))
    if turn is None:
        return False
    if conflict not in turn.decided:
        raise EditConflict([conflict])
    return turn.is_mine


def is_apart() -> bool:
    """Whether the edit is made from what was seen, and each row stands by itself."""
    turn = _turn.get()
    return turn is not None and turn.is_apart


def is_unseen(session: Session, table: Table, stored: Row) -> bool:
    """Whether somebody else has added this row since the form was shown: leaving it out of the form says nothing of it."""
    turn = _turn_in(session)
    return turn is not None and _past(session, turn, table, stored).is_new


def _rows(session: Session, table: Table, *condition: ColumnElement[bool]) -> list[dict[str, Any]]:
    """The rows that fit, the newest first."""
    return [dict(row) for row in session.execute(select(table).where(*condition).order_by(table.c.id.desc())).mappings()]


# --- what happened since ------------------------------------------------------------------------------------------------


@dataclass
class _Past:
    """What happened to a row since it was shown.

    Attributes:
        is_new: it was not there: somebody else, or a file, has added it.
        shown: {column that changed: its value when it was shown}.
        foreign: those of them that somebody else has changed.
        at, by: when it was changed last by somebody else, and by whom.
    """

    is_new: bool = False
    shown: dict[str, Any] = field(default_factory=dict)
    foreign: set[str] = field(default_factory=set)
    at: datetime | None = None
    by: str | None = None


def _past(session: Session, turn: _Turn, table: Table, row: Row) -> _Past:
    return _pasts(session, turn, table, [row])[row["id"]]


def _pasts(session: Session, turn: _Turn, table: Table, rows: Sequence[Row]) -> dict[int, _Past]:
    found = {row["id"]: _Past(is_new=(row.get("batch_id") or 0) > turn.seen.batch) for row in rows}
    undone = undone_files(session) - turn.seen.undone if rows else frozenset()
    later = or_(col(Change.id) > turn.seen.change, col(Change.batch_id).in_(undone))
    for part in chunks(sorted(found)):
        query = select(Change).where(col(Change.table_name) == table.name, col(Change.row_id).in_(part), later)
        for change in session.scalars(query.order_by(col(Change.id))):
            _take(found[change.row_id], change, turn)
    return found


def _take(past: _Past, change: Change, turn: _Turn) -> None:
    """Add one change of a row, in the order of their numbers."""
    is_foreign = change.at not in turn.own
    if (change.id or 0) <= turn.seen.change:  # of a file that was taken back since: what it had written is what was shown
        past.shown |= change.after or {}
        past.foreign |= (change.after or {}).keys()
        return
    if change.action is ChangeAction.CREATED and is_foreign:
        past.is_new = True
    if change.action is ChangeAction.UPDATED:
        for name, value in (change.before or {}).items():
            past.shown.setdefault(name, value)
        if is_foreign:
            past.foreign |= (change.after or {}).keys()
    if is_foreign:
        past.at, past.by = change.at, change.by


def _changed(past: _Past, now: Row) -> set[str]:
    """The columns that somebody else has changed, and that are not again as they were shown."""
    return {name for name in past.foreign & past.shown.keys() & now.keys() if now[name] != past.shown[name]}


def _conflict(
    table: Table, shown: dict[str, Any] | None, now: Row, own: Row | None, names: Collection[str], past: _Past, turn: _Turn
) -> Conflict:
    place = {column.name: number for number, column in enumerate(table.columns)}
    order = sorted(names, key=lambda name: (place.get(name, len(place)), name))  # settings are no columns

    def told(row: Row | None) -> dict[str, Any] | None:
        return None if row is None else {name: row.get(name) for name in order}

    return Conflict(table.name, told(shown), told(now), told(own), past.at, past.by, turn.is_apart, _about(now))


def _about(row: Row) -> dict[str, Any]:
    return {name: row[name] for name in _ABOUT if row.get(name) is not None}
