"""Any order of files, corrections and undoing: what is stored is what those still in force say."""

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, insert, select, text
from sqlmodel import SQLModel

from coalition.database import reading, writing
from coalition.imports.plan import Fate
from coalition.imports.reading import Reading
from coalition.imports.undo import UndoRefused, undo, undo_preview
from coalition.models import Change, Meeting
from tests.builders import NOW, Row, answers, attendance_file, bring, plan_of, stored, story
from tests.support.examples import examples

NAMES = ("Ann Lee", "Ben Cho", "Cam Orr", "Dao Inn")
ORGANIZATIONS = ("Hope House", "River Care", None)
DAYS = (date(2026, 1, 7), date(2026, 2, 4))

rows = st.builds(
    Row,
    name=st.sampled_from((*NAMES, None)),
    organization=st.sampled_from(ORGANIZATIONS),
    on=st.sampled_from(DAYS),
    state=st.sampled_from(("present", "absent")),
    title=st.sampled_from((None, "Plenary")),
    email=st.sampled_from((None, "a@hope.example", "b@river.example")),
    phone=st.sampled_from((None, "080 000 0000")),
    minutes=st.sampled_from((None, 30)),
    sector=st.sampled_from((None, "NGO")),
)


def _as_read(found: list[Row], file: str) -> Reading:
    """As the reader leaves them: somebody is named, one entry per spelling and meeting, and one per name and address."""
    named = [r for r in found if r.name or r.organization]
    told = {(r.on, r.title, r.name, None if r.name and r.email else r.organization, r.email): r for r in named}
    return attendance_file(*told.values(), file=file)


files = st.builds(_as_read, st.lists(rows, min_size=1, max_size=6), st.sampled_from(("one.csv", "two.csv")))
steps = st.lists(st.one_of(files, st.sampled_from(("undo last", "undo first", "correct by hand"))), min_size=1, max_size=7)
quick = settings(max_examples=examples(8), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def empty(engine: Engine) -> None:
    with engine.begin() as connection:
        for table in reversed(SQLModel.metadata.sorted_tables):
            connection.execute(table.delete())


def correct_by_hand(engine: Engine) -> None:
    """The place of the latest meeting, with its `change` row as every correction has one."""
    with writing(engine) as session:
        meeting = session.scalars(select(Meeting).order_by(text("id DESC"))).first()
        if meeting is not None:
            before, meeting.place = meeting.place, f"{meeting.place or 'Town hall'}!"
            values: dict[str, Any] = {"at": NOW, "table_name": "meeting", "row_id": meeting.id, "action": "updated"}
            session.execute(insert(Change).values(**values, before={"place": before}, after={"place": meeting.place}))


@quick
@given(history=st.lists(files, min_size=1, max_size=5))
def test_undoing_every_file_from_the_last_to_the_first_retraces_every_step(
    sqlite_engine: Engine, history: list[Reading]
) -> None:
    empty(sqlite_engine)
    past: list[tuple[int, Any]] = []
    for file in history:
        before = stored(sqlite_engine)
        plan = plan_of(sqlite_engine, file)
        ticked = answers(remove={row.key for row in plan.rows() if row.key})
        batch = bring(sqlite_engine, file, ticked).batch_id
        if batch is not None:
            past.append((batch, before))
        assert not plan_of(sqlite_engine, file, ticked).changes_anything()
    for batch, before in reversed(past):
        undo(sqlite_engine, batch, now=NOW)
        assert stored(sqlite_engine) == before


@quick
@given(history=steps)
def test_no_order_of_files_corrections_and_undoing_leaves_a_half_file(sqlite_engine: Engine, history: list[Any]) -> None:
    empty(sqlite_engine)
    in_force: dict[int, set[Entry]] = {}
    for step in history:
        if step == "correct by hand":
            correct_by_hand(sqlite_engine)
        elif isinstance(step, str):
            if in_force:
                batch = list(in_force)[-1 if step == "undo last" else 0]
                before = stored(sqlite_engine)
                try:
                    undo(sqlite_engine, batch, now=NOW)
                    del in_force[batch]
                except UndoRefused:
                    assert stored(sqlite_engine) == before
        else:
            rows = plan_of(sqlite_engine, step).rows()
            waiting = {line for row in rows if row.fate is Fate.WAITING for line in row.lines}  # for which of two meetings
            batch_id = bring(sqlite_engine, step).batch_id
            if batch_id is not None:
                in_force[batch_id] = _said(step, waiting) & _entries(sqlite_engine).keys()
        _check(sqlite_engine, in_force)


Entry = tuple[date | None, str | None]
"""The day, and the name; of a row without one the organization."""


def _said(file: Reading, waiting: set[int]) -> set[Entry]:
    """What a file says, but for the lines that wait for an answer."""
    entries = file.entries
    written = zip(entries.meeting, entries.name, entries.organization, entries.lines, strict=True)
    return {(file.meetings[meeting].on, name or house) for meeting, name, house, lines in written if waiting.isdisjoint(lines)}


def _entries(engine: Engine) -> dict[Entry, set[int | None]]:
    """{what is stored: the batches of its rows}."""
    tables = stored(engine)
    day = {row["id"]: row["held_on"] for row in tables.get("meeting", [])}
    found: dict[Entry, set[int | None]] = {}
    for row in tables.get("attendance", []):
        written = row["name_as_written"] or row["organization_as_written"]
        found.setdefault((day[row["meeting_id"]], written), set()).add(row["batch_id"])
    return found


def _check(engine: Engine, in_force: dict[int, set[Entry]]) -> None:
    """Nothing of a file in force is missing, nothing is stored that none of them says, and nobody stands twice at a meeting."""
    with reading(engine) as session:
        assert session.execute(text("PRAGMA foreign_key_check")).all() == []
    found, said = _entries(engine), set().union(*in_force.values())
    assert said <= found.keys()
    assert all(entry in said for entry, batches in found.items() if not batches <= in_force.keys())
    tables = stored(engine)
    people = [(a["meeting_id"], a["person_id"]) for a in tables.get("attendance", []) if a["person_id"]]
    assert len(people) == len(set(people))


@quick
@given(first=files, second=files)
def test_undo_and_import_again_is_as_if_nothing_had_happened(sqlite_engine: Engine, first: Reading, second: Reading) -> None:
    empty(sqlite_engine)
    bring(sqlite_engine, first)
    batch = bring(sqlite_engine, second).batch_id
    told = story(sqlite_engine)
    if batch is not None:
        with reading(sqlite_engine) as session:
            shown = undo_preview(session, batch)
        assert undo(sqlite_engine, batch, now=NOW).rows == shown.rows
        bring(sqlite_engine, second)
    assert story(sqlite_engine) == told


@pytest.mark.both_engines
def test_an_organization_learned_about_a_known_person_is_forgotten_again(engine: Engine) -> None:
    bring(engine, attendance_file(Row(organization=None)))
    before = stored(engine)
    batch = bring(engine, attendance_file(Row())).batch_id
    assert story(engine)["attendance"][0][2] == "Hope House"
    undo(engine, batch or 0, now=NOW)
    assert stored(engine) == before


@pytest.mark.both_engines
def test_a_removed_attendance_comes_back_although_the_file_of_its_person_was_undone(engine: Engine) -> None:
    first = bring(engine, attendance_file(Row(), file="one.csv")).batch_id
    bring(engine, attendance_file(Row(on=DAYS[1]), Row("Ben Cho", on=DAYS[1]), file="two.csv"))
    undo(engine, first or 0, now=NOW)
    before = stored(engine)
    corrected = attendance_file(Row("Ben Cho", on=DAYS[1]), file="two.csv")
    ticked = answers(remove={row.key for row in plan_of(engine, corrected).rows() if row.key})
    third = bring(engine, corrected, ticked)
    assert third.totals == {"attendances removed": 1}
    undo(engine, third.batch_id or 0, now=NOW)
    assert stored(engine) == before
