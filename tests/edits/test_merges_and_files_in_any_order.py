"""Files, merges and both taken back, in any order: nothing is lost, and when everything is taken back nothing is left."""

import random
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, func, select
from sqlmodel import SQLModel, col

from coalition.access.checks import check
from coalition.database import reading
from coalition.edits.merge import Merged, merge
from coalition.edits.record import EditRefused
from coalition.edits.undo import undo_edit
from coalition.imports.undo import UndoRefused, undo
from coalition.models import Attendance, Meeting, Organization, Person
from coalition.queries.decided import merges
from coalition.vocabulary import AttendanceState
from tests.builders import FEBRUARY, JANUARY, MARCH, Row, attendance_file, bring, stored
from tests.support.examples import spread

START = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)
ORGANIZATIONS = ("Hope House", "River Office", "Lanna School", "Mae Kham Police")
NAMES = ("Ann Lee", "Bo Chan", "Cy Do", "Di Ek")


class World:
    """What was done so far, and a clock that no two acts share."""

    def __init__(self, engine: Engine, chance: random.Random) -> None:
        self.engine, self.chance = engine, chance
        self.files: list[int] = []
        self.minutes = 0

    def now(self) -> datetime:
        self.minutes += 1
        return START + timedelta(minutes=self.minutes)

    def bring_a_file(self) -> None:
        pool = [(name, who, day) for name in NAMES for who in (*ORGANIZATIONS, None) for day in (JANUARY, FEBRUARY, MARCH)]
        picked = self.chance.sample(pool, self.chance.randint(1, 6))
        rows = [
            Row(
                name,
                who,
                day,
                state=self.chance.choice(["present", "absent"]),
                email=self.chance.choice([None, "a@x.example"]),
                title=self.chance.choice(["Plenary", "Training"]),
            )
            for name, who, day in picked
        ]
        batch = bring(self.engine, attendance_file(*rows, file=f"{self.minutes}.csv"), now=self.now()).batch_id
        self.files += [batch] if batch is not None else []

    def merge_two(self) -> None:
        kind = self.chance.choice(list(Merged))
        with reading(self.engine) as session:
            table = SQLModel.metadata.tables[kind.value]
            ids = list(session.scalars(select(table.c.id).order_by(table.c.id)))
            if kind is Merged.MEETING:
                day = col(Meeting.held_on)
                twice = select(day).group_by(day).having(func.count() > 1).limit(1)
                ids = list(session.scalars(select(col(Meeting.id)).where(day.in_(twice)).order_by(col(Meeting.id))))
        if len(ids) >= 2:
            stays, goes = self.chance.sample(ids, 2)
            merge(self.engine, kind, stays=stays, goes=goes, at=self.now())

    def take_back_a_merge(self) -> bool:
        return self._one_of([made.at for made in self.merges()], lambda at: undo_edit(self.engine, at, at=self.now()))

    def take_back_a_file(self) -> bool:
        def take_back(batch: int) -> None:
            undo(self.engine, batch, now=self.now())
            self.files.remove(batch)

        return self._one_of(self.files, take_back)

    def merges(self) -> list[Any]:
        with reading(self.engine) as session:
            return merges(session)

    def _one_of(self, things: list[Any], act: Any) -> bool:
        """Take back the first of these, in any order, that can be: what is refused changes nothing."""
        for thing in self.chance.sample(things, len(things)):
            before = stored(self.engine)
            try:
                act(thing)
            except (EditRefused, UndoRefused):
                assert stored(self.engine) == before
            else:
                return True
        return False


def present(engine: Engine) -> set[tuple[date, str, str | None]]:
    with reading(engine) as session:
        found = (
            select(col(Meeting.held_on), col(Person.name), col(Organization.name))
            .select_from(Attendance)
            .join(Meeting, col(Meeting.id) == col(Attendance.meeting_id))
            .join(Person, col(Person.id) == col(Attendance.person_id))
            .outerjoin(Organization, col(Organization.id) == col(Attendance.organization_id))
            .where(col(Attendance.state) == AttendanceState.PRESENT)
        )
        return {tuple(row) for row in session.execute(found)}


@pytest.mark.both_engines
@pytest.mark.parametrize("seed", spread([0, 4, 8, 27, 68, 83]))
def test_whatever_is_merged_and_imported_between_all_of_it_can_be_taken_back(engine: Engine, seed: int) -> None:
    world = World(engine, random.Random(seed))
    world.bring_a_file()
    for _ in range(14):
        act = world.chance.choice(
            [world.bring_a_file, world.merge_two, world.merge_two, world.take_back_a_merge, world.take_back_a_file]
        )
        act()
        assert check(engine).problems == []
    while world.merges() or world.files:
        assert world.take_back_a_merge() or world.take_back_a_file(), (world.merges(), world.files)
        assert check(engine).problems == []
    assert stored(engine) == {}


@pytest.mark.parametrize("seed", [1, 5])
def test_merges_taken_back_in_any_order_leave_what_was_there_before_them(engine: Engine, seed: int) -> None:
    world = World(engine, random.Random(100 + seed))
    for _ in range(4):
        world.bring_a_file()
    before, were_there = stored(engine), present(engine)
    for _ in range(4):
        world.merge_two()
    while world.merges():
        assert world.take_back_a_merge()
    assert stored(engine) == before
    assert present(engine) == were_there
