"""Taking back one edit made by hand: exactly, or not at all where somebody has built on it since.

An edit is all `change` rows of no file that carry the same instant. Taking it back is an edit of its own, so the history
keeps both.
"""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Engine, Table, func, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import aliased
from sqlmodel import Session, SQLModel, col

from coalition.bulk import from_json, pointers
from coalition.database import chunks, writing
from coalition.edits.merging.rules import unique_columns
from coalition.edits.record import EditRefused, delete_row, json_ready, record, stored_row, table_of
from coalition.edits.referrals import refuse_running_twice, revived
from coalition.edits.settings import store as store_settings
from coalition.imports.attendance.memberships import settle
from coalition.models import Area, Change, Meeting, Person
from coalition.queries import ledger
from coalition.queries.decided import merges, was_put_back
from coalition.summaries import area_moved, keep_summaries, placing
from coalition.vocabulary import ChangeAction


def undo_edit(engine: Engine, edit: datetime, *, by: str | None = None, at: datetime) -> None:
    """Take back the edit made at the instant `edit`, in one transaction.

    Rows that a merge moved and that are gone since stay gone; what files brought since stays where it is.

    Raises:
        EditRefused: there is no such edit, a row was changed since, or something else refers to a row it added.
    """
    try:
        with writing(engine) as session:
            newest_first = col(Change.id).desc()
            query = select(Change).where(col(Change.at) == edit, col(Change.batch_id).is_(None)).order_by(newest_first)
            taking_back = _TakingBack(session, session.scalars(query).all(), by, at)
            astray = _districts_astray(session)
            with placing(session):
                taking_back.run()
            if _districts_astray(session) > astray:
                raise EditRefused(_DEPENDED_ON)
    except IntegrityError as problem:
        raise EditRefused(_DEPENDED_ON) from problem


_NOTHING = "There is nothing to undo."
_DEPENDED_ON = "Cannot undo: something that was saved later depends on it."
_CHANGED = "Cannot undo: it was changed again in the meantime."
_CHANGED_NAMED = "Cannot undo: {name} has been changed again in the meantime."
_AGAIN = "Cannot undo: {name} has been added again in the meantime."
_MERGED = "Cannot undo: {gone} has been merged with {kept} in the meantime. Undo that merge first."
_MEETING_GONE = (
    "Cannot undo: its meeting has been deleted in the meantime. Undo that deletion first, or enter this record again."
)
_GONE = "This entry no longer exists, because somebody else removed it."


class _TakingBack:
    """One edit being taken back, the last of its changes first."""

    def __init__(self, session: Session, changes: Sequence[Change], by: str | None, at: datetime) -> None:
        self.session, self.changes, self.by, self.at = session, changes, by, at
        removed = {change.table_name for change in changes if change.action is ChangeAction.DELETED}
        changed = {change.table_name for change in changes if change.action is ChangeAction.UPDATED}
        self.of_lists = bool({"meeting", "attendance"} & {change.table_name for change in changes})
        self.is_merge = "meeting" in removed & changed or bool(removed & {"organization", "person"})

    def run(self) -> None:
        removed = [change for change in self.changes if change.action is ChangeAction.DELETED]
        if not self.changes or any(was_put_back(self.session, change) for change in removed[:1]):
            raise EditRefused(_NOTHING)
        self._refuse_merged_on()
        for (_, action, _, _), group in groupby(self.changes, key=_alike):
            alike = list(group)
            if action is ChangeAction.UPDATED:
                (self._change_settings_back if alike[0].table_name == "setting" else self._change_back)(alike)
                continue
            for change in alike:
                if action is ChangeAction.DELETED:
                    self._put_back(change)
                else:
                    self._take_out(change)
        refuse_running_twice(self.session, revived(self.changes))
        if self.of_lists:
            settle(self.session, self.at.date())

    def _refuse_merged_on(self) -> None:
        """An entry that took part in this edit, or a row that it changed, was made one with another since."""
        named = {pointed for change in self.changes for pointed in _pointed(change)}
        named |= {(change.table_name, change.row_id) for change in self.changes}
        for later in merges(self.session):
            if later.at > self.changes[0].at and ({(later.kind, later.row_id)} | self._removed_at(later.at)) & named:
                raise EditRefused(_MERGED, gone=later.gone, kept=later.kept)

    def _removed_at(self, at: datetime) -> set[tuple[str, int]]:
        """(table, id) of the rows that a merge removed: what it puts back one day must not bring back what is undone now."""
        query = select(col(Change.table_name), col(Change.row_id)).where(
            col(Change.at) == at, col(Change.batch_id).is_(None), col(Change.action) == ChangeAction.DELETED
        )
        return {(name, row_id) for name, row_id in self.session.execute(query)}

    def _change_settings_back(self, changes: list[Change]) -> None:
        """Give settings their earlier values: all together are one row of the history, and rows by name in their table."""
        stored = asdict(ledger.settings(self.session))
        for change in changes:
            if any(stored[name] != value for name, value in (change.after or {}).items()):
                raise EditRefused(_CHANGED)
            store_settings(self.session, change.before or {}, self.by, self.at)

    def _change_back(self, changes: list[Change]) -> None:
        """Give rows that were changed alike their earlier values, many at once."""
        model = _model(changes[0].table_name)
        table, after = table_of(model), changes[0].after or {}
        before = from_json(table.name, changes[0].before or {})
        present: dict[int, dict[str, Any]] = {}
        for part in chunks([change.row_id for change in changes]):
            rows = self.session.execute(select(table).where(table.c.id.in_(part))).mappings()
            present |= {row["id"]: dict(row) for row in rows}
        may_miss = self.is_merge and table.name != "meeting"  # who was erased since; but a list went with its meeting
        if not may_miss and len(present) < len({change.row_id for change in changes}):
            raise EditRefused(_GONE)
        for row in present.values():
            if any(json_ready(row[name]) != value for name, value in after.items()):
                self._refuse_changed(table, row)
        after_that = [(table.name, row | before) for row in present.values()]
        with keep_summaries(self.session, ids={table.name: list(present)}, rows=after_that):
            for part in chunks(sorted(present)) if before else ():  # empty: it stood for a removed one too
                self.session.execute(update(table).where(table.c.id.in_(part)).values(**before))
        if table.name == "area" and {"level", "parent_id"} & before.keys():
            for row in present.values():
                area_moved(self.session, row["id"], row, row | before)
        noted = {"at": self.at, "by": self.by, "table_name": table.name, "action": ChangeAction.UPDATED}
        values = {"before": after, "after": changes[0].before}
        if present:
            self.session.execute(insert(Change), [{**noted, **values, "row_id": row_id} for row_id in present])

    def _put_back(self, change: Change) -> None:
        model = _model(change.table_name)
        table, row = table_of(model), from_json(change.table_name, change.before or {})
        for names in unique_columns(table):
            same = [table.c[name] == row[name] for name in names]
            if None not in [row[name] for name in names] and self.session.execute(select(table.c.id).where(*same)).first():
                raise EditRefused(_AGAIN, name=self._name(table, row))
        meeting = row.get("meeting_id")
        if meeting is not None and self.session.get(Meeting, meeting) is None:
            raise EditRefused(_MEETING_GONE)
        with keep_summaries(self.session, rows=[(table.name, row)]):
            self.session.execute(insert(model).values(**row))
        record(self.session, table.name, change.row_id, ChangeAction.CREATED, None, row, by=self.by, at=self.at)

    def _take_out(self, change: Change) -> None:
        model = _model(change.table_name)
        try:
            stored = stored_row(self.session, model, change.row_id)
        except EditRefused:
            if self.is_merge:
                return  # forgotten since: there is nothing left to take out
            raise
        if any(json_ready(stored[name]) != value for name, value in (change.after or {}).items()):
            self._refuse_changed(table_of(model), stored)
        self._refuse_when_referred(change)
        delete_row(self.session, model, change.row_id, by=self.by, at=self.at)

    def _refuse_when_referred(self, change: Change) -> None:
        """The database would delete the rows that hang on this one with it, and nobody would have noted them."""
        for table, pointer in pointers(table_of(_model(change.table_name))):
            if self.session.execute(select(table.c.id).where(pointer == change.row_id).limit(1)).first():
                raise EditRefused(_DEPENDED_ON)

    def _refuse_changed(self, table: Table, row: dict[str, Any]) -> None:
        name = self._name(table, row)
        raise EditRefused(_CHANGED_NAMED, name=name) if name else EditRefused(_CHANGED)

    def _name(self, table: Table, row: dict[str, Any]) -> str:
        """What a person calls the row; empty: it has no name."""
        named = [row[name] for name in ("name", "alias", "code", "title", "what") if row.get(name)]
        if table.name == "attendance" and row["person_id"] is not None:
            named = [self.session.scalar(select(col(Person.name)).where(col(Person.id) == row["person_id"])) or ""]
        return str(named[0]) if named else ""


def _districts_astray(session: Session) -> int:
    """How many districts lie in an area that is no province, as `edits.areas` lets none."""
    above = aliased(Area)
    found = select(func.count()).select_from(Area).join(above, col(above.id) == col(Area.parent_id))
    return session.scalar(found.where(col(Area.level) == 2, col(above.level) != 1)) or 0


def _alike(change: Change) -> tuple[str, ChangeAction, str, str]:
    return change.table_name, change.action, repr(change.before), repr(change.after)


def _pointed(change: Change) -> list[tuple[str, int]]:
    """(table, row) of the organizations and the meeting that a changed row pointed to before it, or points to after it."""
    told = [*(change.before or {}).items(), *(change.after or {}).items()]
    ends = {"organization_id": "organization", "meeting_id": "meeting"}
    return [(ends[end], value) for name, value in told for end in ends if name.endswith(end) and isinstance(value, int)]


def _model(table_name: str) -> type[SQLModel]:
    for mapper in SQLModel._sa_registry.mappers:
        if getattr(mapper.class_, "__tablename__", None) == table_name:
            return mapper.class_
    raise EditRefused(_NOTHING)
