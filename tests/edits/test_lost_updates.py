"""Two people make an edit from the same state: the second is told what the first has written, and nothing is lost."""

import importlib
import inspect
import pickle
import pkgutil
import re
import shutil
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from itertools import combinations
from pathlib import Path
from random import Random
from threading import Barrier, Thread
from typing import Any

import pytest
from sqlalchemy import Engine, select
from sqlmodel import col

import coalition.edits
from coalition import models as m
from coalition.access.backup import backup, restore
from coalition.bulk import json_ready, table_of
from coalition.database import open_engine, reading, writing
from coalition.edits.conflicts import Conflict, EditConflict, as_seen, changed_since
from coalition.edits.directory import change_organization
from coalition.edits.record import EditRefused
from coalition.edits.screen import TextRefused
from coalition.edits.undo import undo_edit
from coalition.imports.plan import Record
from coalition.imports.undo import undo
from coalition.queries.ledger import settings
from coalition.queries.seen import Seen, seen_now
from coalition.vocabulary import AttendanceState, BatchKind, Sector
from tests.support.dump import dump
from tests.support.edits_world import T0, Made, edits, small_coalition
from tests.support.examples import examples

DECISION = Path(__file__).parents[2] / "docs" / "decisions" / "0023-lost-updates.md"
EDITS = list(edits())
ITS_OWN_INSTANT = {"areas.add_areas", "kinds.set_active", "kinds.add_kind", "settings.save"}
"""Verbs that `edits_world` lets take the instant from the clock."""
FIRST, SECOND, THIRD = (T0 + timedelta(minutes=n) for n in (1, 2, 3))
NEWEST_COUNTS = {
    "service": ("organization_id", "service_type_id", "area_id"),
    "verdict": ("area_id", "service_type_id"),
    "protocol_answer": ("key", "area_id"),
    "case_consent": ("case_id",),
}
"""Tables of which the newest row about something hides the others."""
ELSEWHERE = {
    *("erasing.files.compact", "people.erase_person", "people.erasure_preview"),
    *("erasing.words.erase_words", "erasing.words.words_preview"),
    *("area_files.bring_areas", "publishing.publish", "publishing.withdraw", "settings.start", "undo.undo_edit"),
}
"""Verbs that need files, a whole country or an earlier edit, or cannot be lost; they are tested where those are."""


def verbs() -> set[str]:
    """Every public function of `coalition.edits` that takes the engine: what a page or the terminal can have written."""
    found = set()
    for module in pkgutil.walk_packages(coalition.edits.__path__, "coalition.edits."):
        for name, function in inspect.getmembers(importlib.import_module(module.name), inspect.isfunction):
            told = list(inspect.signature(function).parameters)
            if function.__module__ == module.name and not name.startswith("_") and told[:1] == ["engine"]:
                found.add(f"{module.name.removeprefix('coalition.edits.')}.{name}")
    return found


def test_every_verb_says_what_becomes_of_a_second_edit_from_the_same_state() -> None:
    told = re.findall(r"^\| `([\w.]+)` \| (version|own rule|cannot)\b", DECISION.read_text(encoding="utf-8"), re.MULTILINE)
    assert {name for name, _ in told} == verbs()
    assert len(told) == len(verbs()), "a verb stands there twice"


def test_every_verb_is_tried_here_or_said_to_be_tried_elsewhere() -> None:
    assert {name for name, _ in EDITS} | ELSEWHERE == verbs()


# --- any two edits ------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory, migrated_file: Path) -> Path:
    """The coalition of `edits_world` in a file, to be copied."""
    path = tmp_path_factory.mktemp("world") / "world.db"
    shutil.copyfile(migrated_file, path)
    engine = open_engine(f"sqlite:///{path.as_posix()}")
    small_coalition(engine)
    engine.dispose()
    return path


@pytest.fixture(scope="module")
def fresh(world: Path) -> Callable[[], Engine]:
    """The same engine each time, its database as it was at first."""
    path = world.with_name("now.db")
    shutil.copyfile(world, path)
    engine = open_engine(f"sqlite:///{path.as_posix()}")

    def again() -> Engine:
        engine.dispose()
        for left in (path.with_name("now.db-wal"), path.with_name("now.db-shm")):
            left.unlink(missing_ok=True)
        shutil.copyfile(world, path)
        return engine

    return again


def seen(engine: Engine) -> Seen:
    with reading(engine) as session:
        return seen_now(session)


def changes(engine: Engine, after: int = 0) -> list[m.Change]:
    with reading(engine) as session:
        return list(session.scalars(select(m.Change).where(col(m.Change.id) > after).order_by(col(m.Change.id))))


def row(engine: Engine, table: str, row_id: int) -> dict[str, Any] | None:
    """A row as `change` keeps it; the settings as one."""
    with reading(engine) as session:
        if table == "setting":
            return dict(vars(settings(session)))
        kept = table_of(table)
        found = session.execute(select(kept).where(kept.c.id == row_id)).mappings().first()
        return None if found is None else json_ready(dict(found))


def overwritten(engine: Engine, first: list[m.Change], second: list[m.Change]) -> list[str]:
    """What of the first edit the second has undone or hidden; two edits may well want the same."""
    found = []
    for change in first:
        now = row(engine, change.table_name, change.row_id)
        wanted = {key: value for own in second for key, value in (own.after or {}).items() if own.row_id == change.row_id}
        if change.after == {}:
            continue  # it stands for another row since, and says what it said
        if change.after is None:
            found += [f"{change.table_name} {change.row_id} is back"] if now is not None else []
        elif now is None:
            found.append(f"{change.table_name} {change.row_id} is gone")
        else:
            lost = {key for key, value in change.after.items() if now[key] != value}
            found += [f"{change.table_name}.{key}: {change.after[key]} is {now[key]}, wanted {wanted.get(key)}" for key in lost]
    for own, other in ((one, two) for one in second for two in first if one.table_name == two.table_name in NEWEST_COUNTS):
        about = NEWEST_COUNTS[own.table_name]
        if None not in (own.before, other.before) or not own.after or not other.after:
            continue
        if own.before is other.before is None and all(own.after[name] == other.after[name] for name in about):
            found.append(f"{other.table_name} {other.row_id} is hidden by {own.row_id}")
    return found


def play(engine: Engine, one: Made, other: Made) -> str:
    """The first edit, then the second from the state before it: "told", "refused" or "kept"; nothing may be lost."""
    before = seen(engine)
    try:
        one(engine, FIRST)
    except EditRefused:
        return "first refused"
    first = changes(engine, before.change)
    picture = dump(engine)
    try:
        with as_seen(before):
            other(engine, SECOND)
    except EditRefused as refused:
        is_told = isinstance(refused, EditConflict)
        assert dump(engine) == picture, "something of the second edit was kept"
        return "told" if is_told else "refused"
    lost = overwritten(engine, first, changes(engine, first[-1].id or 0) if first else [])
    assert not lost, lost
    return "kept"


def touched(engine: Engine, made: Made) -> set[tuple[str, Any]]:
    """(table, row) that an edit changes, and what it adds a row about."""
    newest = seen(engine).change
    made(engine, FIRST)
    found: set[tuple[str, Any]] = set()
    for change in changes(engine, newest):
        found.add((change.table_name, change.row_id))
        told = {**(change.before or {}), **(change.after or {})}
        found |= {(key.removesuffix("_id"), value) for key, value in told.items() if key.endswith("_id") and value}
        found |= {("referral", 1)} if change.table_name == "referral_step" else set()
    return found


@pytest.fixture(scope="module")
def alone(fresh: Callable[[], Engine]) -> list[set[tuple[str, Any]]]:
    return [touched(fresh(), made) for _, made in EDITS]


def test_no_edit_writes_over_another_one_without_a_word(fresh: Callable[[], Engine], alone: list[set[tuple[str, Any]]]) -> None:
    """Of all 1,160 pairs that touch something in common (run once, all well) some of each kind, the same in every run."""
    every = range(len(EDITS))
    near = [(a, b) for a in every for b in every if a != b and alone[a] & alone[b] - {("area", 1)}]
    close = {pair for pair in near if EDITS[pair[0]][0].split(".")[0] == EDITS[pair[1]][0].split(".")[0]}
    draw, fates = Random(1), dict.fromkeys(("told", "kept", "refused", "first refused"), 0)
    for a, b in [
        *draw.sample(sorted(close), examples(50)),
        *draw.sample([pair for pair in near if pair not in close], examples(15)),
    ]:
        try:
            fate = play(fresh(), EDITS[a][1], EDITS[b][1])
        except Exception as problem:
            raise AssertionError(f"{EDITS[a][0]} ({a}), then {EDITS[b][0]} ({b})") from problem
        fates[fate] += 1
    assert min(fates["told"], fates["kept"]) >= examples(10), fates


def test_edits_of_different_things_never_stand_in_each_others_way(
    fresh: Callable[[], Engine], alone: list[set[tuple[str, Any]]]
) -> None:
    apart = [(a, b) for a, b in combinations(range(len(EDITS)), 2) if not alone[a] & alone[b]]
    for a, b in Random(2).sample(apart, examples(10)):
        assert play(fresh(), EDITS[a][1], EDITS[b][1]) == "kept", (EDITS[a][0], EDITS[b][0])


def test_taking_an_edit_back_takes_nothing_away_that_was_built_on_it(
    fresh: Callable[[], Engine], alone: list[set[tuple[str, Any]]]
) -> None:
    """Of 1,066 such pairs (run once, all well) some, the same in every run."""
    every = [number for number, (name, _) in enumerate(EDITS) if name not in ITS_OWN_INSTANT]
    near = [(a, b) for a in every for b in every if a != b and alone[a] & alone[b] - {("area", 1)}]
    fates = dict.fromkeys(("refused", "taken back"), 0)
    for a, b in Random(3).sample(near, examples(20)):
        engine = fresh()
        try:
            EDITS[a][1](engine, FIRST)
            newest = seen(engine).change
            with as_seen(seen(engine)):
                EDITS[b][1](engine, SECOND)
        except EditRefused:
            continue
        second, picture = changes(engine, newest), dump(engine)
        try:
            undo_edit(engine, FIRST, at=THIRD)
        except EditRefused:
            assert dump(engine) == picture
            fates["refused"] += 1
            continue
        lost = overwritten(engine, second, [])
        assert not lost, (EDITS[a][0], a, EDITS[b][0], b, lost)
        fates["taken back"] += 1
    assert all(fates.values()), fates


@pytest.mark.both_engines
def test_each_edit_from_the_first_state_is_looked_through_and_taken_back_as_on_the_other_engine(engine: Engine) -> None:
    """One row after the other of the table of verbs, all as if nobody had seen those before: most find one in their way."""
    small_coalition(engine)
    before, done, told = seen(engine), [], 0
    sent = [edit for edit in EDITS if edit[0].startswith("referrals.")]
    for number, (name, made) in enumerate([*sent, *EDITS, *reversed(EDITS)]):
        at = FIRST + timedelta(minutes=number)
        newest = seen(engine).change
        try:
            with as_seen(before):
                made(engine, at)
        except EditRefused as refused:
            told += isinstance(refused, EditConflict)
            continue
        done += [at] if changes(engine, newest) and name not in ITS_OWN_INSTANT else []
    with writing(engine) as session, as_seen(before):
        tables = ("action_item", "attendance", "membership", "organization", "referral")
        asked = (*tables, "consent_organization", "meeting")
        assert {name for name in asked if changed_since(session, table_of(name), range(1, 9))} >= set(tables)
    taken_back = 0
    for at in reversed(done):
        with suppress(EditRefused):
            undo_edit(engine, at, at=THIRD + timedelta(hours=9))
            taken_back += 1
    assert told > 20
    assert taken_back > 20


# --- what the second is told, and what he decides -----------------------------------------------------------------------


def named(name: str, number: int = 0) -> Made:
    return [made for verb, made in EDITS if verb == name][number]


def told(engine: Engine, made: Made, before: Seen, **more: Any) -> tuple[Conflict, ...]:
    with pytest.raises(EditConflict) as raised, as_seen(before, **more):
        made(engine, THIRD)
    return raised.value.conflicts


def test_the_second_sees_what_was_shown_what_is_stored_and_what_he_wanted(fresh: Callable[[], Engine]) -> None:
    engine = fresh()
    before = seen(engine)
    named("cases.change_case", 0)(engine, FIRST)
    (conflict,) = told(engine, named("cases.change_case", 1), before)
    assert (conflict.table, conflict.shown, conflict.stored) == ("shared_case", {"sex": "unknown"}, {"sex": "female"})
    assert (conflict.wanted, conflict.at, conflict.by) == ({"sex": "male"}, FIRST, None)


def test_two_who_correct_different_fields_of_a_case_both_have_their_way(fresh: Callable[[], Engine]) -> None:
    engine = fresh()
    before = seen(engine)
    named("cases.change_case", 0)(engine, FIRST)
    with as_seen(before):
        assert named("cases.change_case", 2)(engine, SECOND)
    case = row(engine, "shared_case", 1) or {}
    assert (case["sex"], case["age_band"]) == ("female", "18-24")


def test_who_writes_his_own_over_it_is_told_again_when_somebody_was_faster_once_more(fresh: Callable[[], Engine]) -> None:
    engine = fresh()
    before = seen(engine)
    named("meetings.change_meeting", 1)(engine, FIRST)
    mine = named("meetings.change_meeting", 2)
    decided = told(engine, mine, before)
    named("meetings.change_meeting", 0)(engine, SECOND)  # made of what was stored then: the title goes back
    with as_seen(seen(engine)):
        named("meetings.change_meeting", 1)(engine, SECOND + timedelta(seconds=1))
    again = told(engine, mine, before, decided=decided, is_mine=True)
    assert again[0].at != decided[0].at
    with as_seen(before, decided=again, is_mine=True):
        assert mine(engine, THIRD)
    assert (row(engine, "meeting", 1) or {})["title"] == "Weekly"


def test_keeping_what_is_stored_in_one_row_leaves_the_corrections_of_the_others(fresh: Callable[[], Engine]) -> None:
    engine = fresh()
    before = seen(engine)
    named("meetings.correct_list", 0)(engine, FIRST)
    mine = named("meetings.correct_list", 1)
    decided = told(engine, mine, before)
    assert all(conflict.is_apart for conflict in decided)
    with as_seen(before, decided=decided):
        assert mine(engine, THIRD)
    assert [(row(engine, "attendance", number) or {})["state"] for number in (1, 2)] == ["absent", "present"]


def test_focal_points_that_somebody_added_since_stay_when_an_older_table_is_saved(fresh: Callable[[], Engine]) -> None:
    engine = fresh()
    before = seen(engine)
    named("directory.save_contacts", 4)(engine, FIRST)
    with as_seen(before):
        assert named("directory.save_contacts", 0)(engine, SECOND)
    assert [(row(engine, "contact", number) or {})["phone"] for number in (1, 2, 3)] == ["1111", "053 000 001", "053 000 000"]


def test_what_somebody_removed_is_told_with_what_was_typed(fresh: Callable[[], Engine]) -> None:
    engine = fresh()
    before = seen(engine)
    named("meetings.delete_meeting")(engine, FIRST)
    (conflict,) = told(engine, named("meetings.change_meeting", 2), before)
    assert conflict.stored is None
    assert conflict.wanted == {"held_on": "2026-11-02", "title": "Weekly", "place": None, "start": None}


def test_ones_own_edits_since_are_no_conflict(fresh: Callable[[], Engine]) -> None:
    engine = fresh()
    before = seen(engine)
    named("cases.change_case", 0)(engine, FIRST)
    with as_seen(before, own=[FIRST]):
        assert named("cases.change_case", 1)(engine, SECOND)
    assert (row(engine, "shared_case", 1) or {})["sex"] == "male"


def test_a_new_version_of_a_list_is_not_written_over_unless_so_decided(fresh: Callable[[], Engine]) -> None:
    engine = fresh()
    before = seen(engine)
    named("checklists.save_version", 0)(engine, FIRST)
    mine = named("checklists.save_version", 1)
    decided = told(engine, mine, before)
    assert decided[0].stored == {"items": ["Where?", "When?"]}
    with as_seen(before, decided=decided, is_mine=True):
        number = mine(engine, THIRD)
    assert (row(engine, "checklist", number) or {})["version"] == 3


# --- files, and two at the very same moment -----------------------------------------------------------------------------


def file_changes_a_sector(engine: Engine, sector: str) -> int:
    """A file that sets the sector of the first organization, as an import does it; the number of the file."""
    told = {"kind": BatchKind.ATTENDANCE, "file_name": "x.csv", "content_hash": "x", "format": "x", "committed_at": SECOND}
    with writing(engine) as session:
        batch = m.ImportBatch(**told)
        session.add(batch)
        session.flush()
        number = batch.id or 0
        record = Record(session, number, SECOND, None)
        record.change("organization", [(1, {"sector": sector})])
        record.save()
    return number


def test_what_a_file_changed_since_is_told_like_an_edit(fresh: Callable[[], Engine]) -> None:
    engine = fresh()
    before = seen(engine)
    file_changes_a_sector(engine, "police")
    (conflict,) = told(engine, named("directory.change_organization", 2), before)
    assert (conflict.shown, conflict.stored, conflict.wanted) == ({"sector": None}, {"sector": "police"}, {"sector": "ngo"})


@pytest.mark.both_engines
def test_what_a_file_had_changed_does_not_come_back_with_a_form_opened_before_it_was_undone(engine: Engine) -> None:
    small_coalition(engine)
    number = file_changes_a_sector(engine, "police")
    before = seen(engine)
    undo(engine, number, now=THIRD)
    with as_seen(before):
        change_organization(engine, 1, name="Lanna Home", sector=Sector.POLICE, at=THIRD)
    kept = row(engine, "organization", 1) or {}
    assert (kept["name"], kept["sector"]) == ("Lanna Home", None)
    to_ngo = {"name": "Lanna Home", "sector": Sector.NGO}
    (conflict,) = told(engine, lambda engine, at: change_organization(engine, 1, at=at, **to_ngo), before)
    assert (conflict.shown, conflict.stored) == ({"sector": "police"}, {"sector": None})


def test_a_row_that_a_file_added_since_is_not_removed_with_the_meeting_it_hangs_on(fresh: Callable[[], Engine]) -> None:
    engine = fresh()
    before = seen(engine)
    number = file_changes_a_sector(engine, "police")
    with writing(engine) as session:
        told_by_file = {"meeting_id": 1, "organization_id": 3, "state": AttendanceState.PRESENT, "batch_id": number}
        session.add(m.Attendance(**told_by_file))
    conflicts = told(engine, named("meetings.delete_meeting"), before)
    assert [(conflict.table, conflict.shown) for conflict in conflicts] == [("attendance", None)]


@pytest.mark.both_engines
def test_of_two_at_the_very_same_moment_one_is_kept_and_the_other_is_told(engine: Engine) -> None:
    small_coalition(engine)
    for verb in ("cases.change_case", "protocol.settle", "referrals.move_referral", "directory.save_contacts"):
        before, start, fates = seen(engine), Barrier(2), list[str]()

        def make(made: Made, at: datetime, before: Seen = before, start: Barrier = start, fates: list[str] = fates) -> None:
            start.wait(20)
            try:
                with as_seen(before):
                    made(engine, at)
                fates.append("kept")
            except EditRefused:
                fates.append("told")

        threads = [Thread(target=make, args=(named(verb, n), T0 + timedelta(hours=n + 1))) for n in (0, 1)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
        assert sorted(fates) == ["kept", "told"], verb


# --- data that was replaced -----------------------------------------------------------------------------------------------


def copied(engine: Engine, name: str) -> Path:
    """The data as it is now, in a file beside it."""
    to = Path(str(engine.url.database)).with_name(name)
    to.unlink(missing_ok=True)
    backup(engine, to)
    return to


def brought_back(engine: Engine, backup_file: Path) -> None:
    restore(str(engine.url), backup_file, now=FIRST)
    for kept in backup_file.parent.glob("*-before-restore-*"):
        kept.unlink()


@pytest.mark.parametrize("since", [(), ("cases.change_case",), ("directory.change_organization", "cases.change_case")])
def test_a_form_from_before_a_restore_writes_over_nothing(fresh: Callable[[], Engine], since: tuple[str, ...]) -> None:
    """The numbers of changes fall back, and are given to others: whatever was said since, the form knows nothing of it."""
    engine = fresh()
    older = copied(engine, "older.db")
    named("cases.change_case", 1)(engine, FIRST)
    before = seen(engine)
    brought_back(engine, older)
    for verb in since:
        named(verb, 0)(engine, SECOND)
    now = dump(engine)
    for verb in (
        "cases.change_case",
        "cases.add_case",
        "meetings.delete_meeting",
        "directory.save_contacts",
        "kinds.set_active",
    ):
        with pytest.raises(EditRefused, match="The data was replaced"), as_seen(before):
            named(verb)(engine, THIRD)
    assert dump(engine) == now


def test_a_form_that_shows_what_a_restore_brought_back_is_saved(fresh: Callable[[], Engine]) -> None:
    engine = fresh()
    named("cases.change_case", 0)(engine, FIRST)
    before, same = seen(engine), copied(engine, "same.db")
    named("cases.change_case", 1)(engine, SECOND)
    brought_back(engine, same)
    with as_seen(before):
        assert named("cases.change_case", 1)(engine, THIRD)


def test_a_refusal_comes_whole_from_another_process() -> None:
    conflict = Conflict("person", {"name": "A"}, None, {"name": "B"})
    refusals = (
        EditConflict([conflict]),
        TextRefused("Too {what}.", field="note", advice="Cut it.", what="long"),
        EditRefused("No."),
    )
    for refused in refusals:
        again = pickle.loads(pickle.dumps(refused))
        assert (type(again), str(again), vars(again)) == (type(refused), str(refused), vars(refused))
