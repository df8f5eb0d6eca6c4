"""Imports and undos in any order: what is left is what the files in force say, and nothing else."""

import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from sqlalchemy import Engine, event, func, select
from sqlmodel import col

from coalition import database
from coalition.access.checks import check
from coalition.answers.participation import participation_picture
from coalition.database import reading
from coalition.edits.record import update_row
from coalition.imports.commit import commit
from coalition.imports.plan import Fate
from coalition.imports.reading import Reading
from coalition.imports.undo import undo, undo_preview
from coalition.models import Organization, OrganizationAlias, Person
from coalition.settings import Settings
from tests.builders import FEBRUARY, JANUARY, MARCH, NOW, TODAY, Row, attendance_file, bring, plan_of, stored, story
from tests.builders import answers as told
from tests.support.importing import keep, services, sheet

ORGANIZATIONS = ("Hope House", "River Office", "Lanna School", "Mae Kham Police")
NAMES = ("Ann Lee", "Bo Chan", "Cy Do", "Di Ek", "Ed Fay")
DAYS = (JANUARY, FEBRUARY, MARCH)
NEWEST = told({"two_lists_differ": "absent"})


def a_file(chance: random.Random, number: int) -> Reading:
    """Some people of some organizations at some meetings, present or absent; each once a meeting."""
    pool = [(name, organization, day) for name in NAMES for organization in ORGANIZATIONS for day in DAYS]
    picked = chance.sample(pool, chance.randint(1, 7))
    rows = [
        Row(
            name, organization, day, state=chance.choice(["present", "present", "absent"]), phone=chance.choice([None, "053-1"])
        )
        for name, organization, day in picked
    ]
    return attendance_file(*rows, file=f"file {number}.csv")


def world(engine: Engine) -> dict[str, Any]:
    """What is stored without ids, telephone numbers (the first file that tells one says it) and memberships."""
    found = story(engine)
    return {
        "meetings": [meeting[0] for meeting in found["meeting"]],
        "organizations": [name for name, _ in found["organization"]],
        "people": sorted(person[:2] for person in found["person"]),
        "attendance": sorted((day[0], person and person[:2], who, state) for day, person, who, state, _ in found["attendance"]),
    }


@pytest.fixture
def another(tmp_path: Path, migrated_file: Path) -> Callable[[], Engine]:
    """A further empty database, as often as one is asked for."""
    made: list[Path] = []

    def make() -> Engine:
        made.append(tmp_path / f"another {len(made)}.db")
        shutil.copyfile(migrated_file, made[-1])
        return database.open_engine(f"sqlite:///{made[-1].as_posix()}")

    return make


@pytest.mark.parametrize("seed", range(4))
def test_after_any_imports_and_undos_only_what_the_files_in_force_say_is_stored(
    engine: Engine, another: Callable[[], Engine], seed: int
) -> None:
    chance = random.Random(seed)
    in_force: dict[int, Reading] = {}
    for number in range(14):
        if in_force and chance.random() < 0.4:
            batches = chance.sample(sorted(in_force), chance.randint(1, min(3, len(in_force))))
            with reading(engine) as session:
                preview = undo_preview(session, *batches)
            assert not preview.refused
            assert undo(engine, *batches, now=NOW) == preview
            for batch in batches:
                del in_force[batch]
            assert_as_if_never_imported(engine, another(), in_force, nothing_depends=not preview.depends)
        else:
            file = a_file(chance, number)
            batch_id = bring(engine, file, NEWEST).batch_id
            if batch_id is not None:
                in_force[batch_id] = file
    assert check(engine).problems == []
    for batch in sorted(in_force, key=lambda _: chance.random()):
        undo(engine, batch, now=NOW)
    assert stored(engine) == {}, "nothing is left over when the last file is undone"


def assert_as_if_never_imported(engine: Engine, fresh: Engine, in_force: dict[int, Reading], *, nothing_depends: bool) -> None:
    for batch in sorted(in_force):
        bring(fresh, in_force[batch], NEWEST)
    assert world(engine) == world(fresh)
    if nothing_depends:
        return
    known = world(engine)["attendance"]
    for file in in_force.values():
        for name, organization, meeting in zip(file.entries.name, file.entries.organization, file.entries.meeting, strict=True):
            day = file.meetings[meeting].on
            assert any(row[:2] == (day, (name, organization)) for row in known), "a row of a later file is lost"


@pytest.mark.parametrize("seed", range(2))
def test_undone_files_of_which_nothing_was_used_leave_the_same_answers(
    engine: Engine, another: Callable[[], Engine], seed: int
) -> None:
    chance = random.Random(100 + seed)
    files = [a_file(chance, number) for number in range(5)]
    batches = [bring(engine, file).batch_id for file in files]
    out = next((n for n in range(4, -1, -1) if batches[n] is not None), 4)
    with reading(engine) as session:
        preview = undo_preview(session, batches[out] or 0)
    assert preview.depends == [], "nothing was imported after it"
    undo(engine, batches[out] or 0, now=NOW)
    fresh = another()
    for number, file in enumerate(files):
        if number != out:
            bring(fresh, file)
    assert story(engine) == story(fresh)
    assert who_comes(engine) == who_comes(fresh)


def who_comes(engine: Engine) -> list[str]:
    """What the page of participation says of each organization, by name, without ids."""
    with reading(engine) as session:
        picture = participation_picture(session, settings=Settings(), on=TODAY)
    told = [frame.drop(columns=[name for name in frame if str(name).endswith("id")]) for frame in frames(picture)]
    return [repr(sorted(map(str, frame.to_dict("records")))) for frame in told]


def frames(picture: object) -> list[pd.DataFrame]:
    return [value for value in vars(picture).values() if isinstance(value, pd.DataFrame)]


def test_what_depends_on_a_file_is_named_before_it_is_undone(engine: Engine) -> None:
    first = bring(engine, attendance_file(Row("Ann Lee"), Row("Bo Chan", "River Office"), file="january.csv")).batch_id or 0
    bring(engine, attendance_file(Row("Ann Lee", on=FEBRUARY), Row("Cy Do", on=FEBRUARY), file="february.csv"))
    with reading(engine) as session:
        preview = undo_preview(session, first)
    (found,) = preview.depends
    assert (found.file, found.uses) == ("february.csv", {"organization": 1, "person": 1})
    assert found.committed_at is not None
    assert preview.rows["attendance"] == 2


def test_a_row_that_a_later_list_has_too_stays_as_long_as_that_list_is_in_force(engine: Engine) -> None:
    rows = (Row("Ann Lee"), Row("Bo Chan"))
    first = bring(engine, attendance_file(*rows, file="list.csv")).batch_id or 0
    second = bring(engine, attendance_file(*rows, Row("Cy Do"), file="list, corrected.csv")).batch_id or 0
    with reading(engine) as session:
        (found,) = undo_preview(session, first).depends
    assert (found.file, found.uses["attendance"]) == ("list, corrected.csv", 2)
    undo(engine, first, now=NOW)
    assert len(story(engine)["attendance"]) == 3
    undo(engine, second, now=NOW)
    assert stored(engine) == {}


@pytest.mark.both_engines
def test_a_spelling_goes_with_the_file_that_confirmed_it_and_is_asked_about_again(engine: Engine) -> None:
    bring(engine, attendance_file(Row(organization="Hill Light Shelter")))
    alike = attendance_file(Row(organization="Hill Lights Shelter", on=FEBRUARY), file="february.csv")
    (question,) = plan_of(engine, alike).questions
    same = next(option.value for option in question.options if option.value != "separate")
    second = bring(engine, alike, told({question.key: same})).batch_id or 0
    third = attendance_file(Row(organization="Hill Lights Shelter", on=MARCH), file="march.csv")
    bring(engine, third)
    undo(engine, second, now=NOW)
    with reading(engine) as session:
        assert session.scalar(select(func.count()).select_from(OrganizationAlias)) == 0
    again = plan_of(engine, third)
    assert (again.questions, again.changes_anything()) == ([], False), "its rows are stored with their organization"
    next_one = attendance_file(Row("Cam Orr", organization="Hill Lights Shelter", on=MARCH), file="next.csv")
    assert [one.code for one in plan_of(engine, next_one).questions] == ["similar_organization"]


def test_a_person_moved_to_another_organization_by_hand_goes_with_the_file_all_the_same(engine: Engine) -> None:
    bring(engine, attendance_file(Row("Bo Chan", "River Office"), file="first.csv"))
    batch = bring(engine, attendance_file(Row("Ann Lee", "Hope House", FEBRUARY), file="second.csv")).batch_id or 0
    with reading(engine) as session:
        ann = session.scalars(select(col(Person.id)).where(col(Person.name) == "Ann Lee")).one() or 0
        river = session.scalars(select(col(Organization.id)).where(col(Organization.name) == "River Office")).one()
    with database.writing(engine) as session:
        update_row(session, Person, ann, at=NOW, organization_id=river)
    undo(engine, batch, now=NOW)
    assert [name for name, *_ in story(engine)["person"]] == ["Bo Chan"]


@pytest.mark.both_engines
def test_a_corrected_list_with_ticked_rows_may_be_undone_in_any_order(engine: Engine) -> None:
    first = bring(engine, attendance_file(Row("Ann Lee"), Row("Bo Chan"), Row("Cy Do"), file="list.csv")).batch_id or 0
    shorter = attendance_file(Row("Ann Lee"), Row("Bo Chan"), file="list.csv")
    gone = {row.key for row in plan_of(engine, shorter).rows() if row.fate is Fate.GONE}
    second = commit(engine, plan_of(engine, shorter, told(remove=gone)), now=NOW).batch_id or 0
    assert len(story(engine)["attendance"]) == 2
    undo(engine, first, now=NOW)
    assert [row[1][0] for row in story(engine)["attendance"]] == ["Ann Lee", "Bo Chan"]
    undo(engine, second, now=NOW)
    assert stored(engine) == {}


@pytest.mark.both_engines
def test_a_service_that_a_later_list_confirms_stays_with_that_list(engine: Engine) -> None:
    head = ("organization", "service_type", "area", "reported_on")
    row = ("River House", "A1", "TH57", "2026-03-14")
    first = keep(engine, services(engine, sheet(head, row)))
    second = keep(engine, services(engine, sheet(head, row, ("Hill Clinic", "A2", "TH57", "2026-03-14"))))
    undo(engine, first, now=NOW)
    assert services(engine, sheet(head, row)).counts() == {"unchanged": 1}
    undo(engine, second, now=NOW)
    assert "service" not in stored(engine)


def test_undoing_a_long_file_asks_the_database_once_per_kind_of_thing_not_once_per_row(sqlite_engine: Engine) -> None:
    def several(count: int, state: str) -> Reading:
        return attendance_file(*(Row(f"Person {n}", state=state) for n in range(count)), file="list.csv")

    def statements_of(count: int) -> int:
        first = bring(sqlite_engine, several(count, "present")).batch_id or 0
        second = bring(sqlite_engine, several(count, "absent")).batch_id or 0
        statements.clear()
        with reading(sqlite_engine) as session:
            (found,) = undo_preview(session, first).depends
        assert found.uses["attendance"] == count
        undo(sqlite_engine, second, now=NOW)
        undo(sqlite_engine, first, now=NOW)
        assert stored(sqlite_engine) == {}
        return len(statements)

    statements: list[str] = []
    event.listen(sqlite_engine, "before_cursor_execute", lambda *args: statements.append(args[2]))
    assert statements_of(10) == statements_of(900)
