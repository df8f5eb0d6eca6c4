"""The summaries say what the rows say, whatever was written and by whom, on both engines."""

import random
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, select, text
from sqlmodel import Session, SQLModel, col

from coalition import clock
from coalition import models as m
from coalition.access.checks import check, repair
from coalition.database import ROOT, migrate, open_engine, reading, writing
from coalition.defaults import known_areas
from coalition.demo.load import remove_demo
from coalition.edits import areas, cases, directory, meetings
from coalition.edits.merge import Merged, merge
from coalition.edits.record import create_row, delete_row, update_row
from coalition.edits.undo import undo_edit
from coalition.imports.undo import undo
from coalition.summaries import faults, keep_summaries, rebuild
from coalition.vocabulary import ReferralState
from tests.support.demo import load_demo
from tests.support.examples import examples
from tests.support.good_rows import ROWS
from tests.support.small_world import TODAY

T0 = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)


def ids(engine: Engine, model: type[Any]) -> list[int]:
    with reading(engine) as session:
        return list(session.scalars(select(col(model.id)).order_by(col(model.id))))


def a_referral(engine: Engine, need: int, at: datetime, **values: Any) -> None:
    with writing(engine) as session:
        create_row(session, m.Referral, at=at, need_id=need, referred_organization_id=1, sent_on=TODAY, **values)


def by_hand(engine: Engine) -> list[tuple[str, Callable[[datetime], object]]]:
    """Every edit of services, needs and referrals, and of what they stand on."""
    area, other = ids(engine, m.Area)[:2]
    kind = ids(engine, m.ServiceType)[0]
    case, need, service = ids(engine, m.SharedCase)[0], ids(engine, m.CaseNeed)[0], ids(engine, m.Service)[0]
    one, two = ids(engine, m.Organization)[:2]
    district = replace(next(known for known in known_areas("TH") if known.pcode == "TH5709"), parent_pcode="TH50")
    met = ids(engine, m.Meeting)[0]
    with reading(engine) as session:
        day = session.get_one(m.Meeting, met).held_on
    again = meetings.add_meeting(engine, held_on=day, title="Again", at=T0 - timedelta(minutes=2))
    for who in (one, two):
        meetings.add_person(engine, again, organization_id=who, at=T0 - timedelta(minutes=1))
    stated = {"organization_id": one, "service_type_id": kind, "area_id": area}

    def referral(change: Callable[[Session, int], object]) -> None:
        with writing(engine) as session:
            change(session, session.scalars(select(col(m.Referral.id))).first() or 0)

    return [
        ("add a case", lambda at: cases.add_case(engine, opened_on=TODAY, area_id=area, needs=[kind], today=TODAY, at=at)),
        ("close a case", lambda at: cases.close_case(engine, case, closed_on=TODAY, today=TODAY, at=at)),
        ("open a case", lambda at: cases.reopen_case(engine, case, at=at)),
        (
            "add a need",
            lambda at: cases.add_need(engine, case, service_type_id=kind, area_id=other, opened_on=TODAY, today=TODAY, at=at),
        ),
        ("close a need", lambda at: cases.close_need(engine, need, closed_on=TODAY, today=TODAY, at=at)),
        ("open a need", lambda at: cases.reopen_need(engine, need, at=at)),
        ("refer", lambda at: a_referral(engine, need, at)),
        ("accept", lambda at: referral(lambda s, n: update_row(s, m.Referral, n, at=at, accepted_on=TODAY))),
        ("forget a referral", lambda at: referral(lambda s, n: delete_row(s, m.Referral, n, at=at))),
        ("confirm", lambda at: directory.restate_services(engine, {service: {}}, on=TODAY, at=at)),
        ("end", lambda at: directory.restate_services(engine, {service: {}}, on=TODAY, is_offered=False, at=at)),
        ("state", lambda at: directory.state_service(engine, assured_on=TODAY, capacity=3, at=at, **stated)),
        ("merge", lambda at: merge(engine, Merged.ORGANIZATION, stays=one, goes=two, at=at)),
        ("merge meetings", lambda at: merge(engine, Merged.MEETING, stays=met, goes=again, at=at)),
        ("move a district", lambda _: areas.add_areas(engine, [district])),
    ]


@pytest.mark.both_engines
def test_after_every_way_of_writing_the_summaries_say_what_a_full_count_says(engine: Engine) -> None:
    load_demo(engine)
    assert told(engine) == []
    assert rows(engine) > 1000
    done = []
    for number, (what, edit) in enumerate(by_hand(engine)):
        before = changes(engine)
        edit(T0 + timedelta(minutes=number))
        assert changes(engine) > before, f"{what}: nothing was written"
        assert told(engine) == [], what
        done.append((what, newest_edit(engine)))
    for what, at in reversed(done):
        undo_edit(engine, at, at=clock.now())
        assert told(engine) == [], f"{what}, taken back"
    for batch in reversed(ids(engine, m.ImportBatch)[-4:]):
        undo(engine, batch, now=clock.now())
        assert told(engine) == [], "a file, taken back"
    with writing(engine) as session:  # as if it had been published for one of its meetings
        meeting = session.scalars(select(m.Meeting.id).order_by(m.Meeting.id)).all()[0]
        told_at = {"published_at": T0, "through_on": TODAY, "through_case_id": 1, "meeting_id": meeting}
        session.add(m.Publication(id=1, **told_at, base=11, asked=1))
        session.flush()
        session.add(m.PublishedCount(publication_id=1, question="", shown=11))
    remove_demo(engine)
    assert told(engine) == []
    assert rows(engine) == 0
    assert ids(engine, m.Publication) == []
    with reading(engine) as session:
        assert session.scalars(select(m.PublishedCount.shown)).all() == []


def told(engine: Engine) -> list[str]:
    with reading(engine) as session:
        return faults(session)


def rows(engine: Engine) -> int:
    with reading(engine) as session:
        return sum(int(session.execute(text(f"SELECT COUNT(*) FROM {name}")).scalar_one()) for name in m.SUMMARIES)


def changes(engine: Engine) -> int:
    return len(ids(engine, m.Change))


def newest_edit(engine: Engine) -> datetime:
    with reading(engine) as session:
        return session.scalars(select(col(m.Change.at)).order_by(col(m.Change.id).desc())).first() or T0


# --- needs at random --------------------------------------------------------------------------------------------------

DAYS = [TODAY + timedelta(days=days) for days in (-400, -31, -30, -1, 0, 1, 6, 40, 400)]


@settings(
    max_examples=examples(8), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(seed=st.integers(0, 10_000))
def test_needs_and_referrals_written_in_any_order_leave_the_tally_right(engine: Engine, seed: int) -> None:
    dice = random.Random(seed)
    with Session(engine) as session:
        for name in ("area", "service_type", "organization", "shared_case"):
            row = {**ROWS[name], "batch_id": None} if "batch_id" in ROWS[name] else ROWS[name]
            session.execute(SQLModel.metadata.tables[name].insert().values(**row))
        session.execute(text("INSERT INTO organization (id, name, name_key) VALUES (7, 'O7', 'o7'), (8, 'O8', 'o8')"))
        session.execute(text("INSERT INTO area (id, pcode, level, parent_id, country, name, aliases) "
                             "VALUES (7, 'D7', 2, 1, 'TH', 'D7', ''), (8, 'D8', 2, 1, 'TH', 'D8', '')"))  # fmt: skip
        for _ in range(8):
            one_write(session, dice)
            assert faults(session) == []
        session.rollback()


def one_write(session: Session, dice: random.Random) -> None:
    stored = list(session.scalars(select(col(m.CaseNeed.id))))
    opened = dice.choice(DAYS)
    with keep_summaries(session, cases=[1]):
        if not stored or dice.random() < 0.5:
            closed = dice.choice([None, opened, *(day for day in DAYS if day >= opened)])
            place = {"service_type_id": 1, "area_id": dice.choice([1, 7, 8])}
            same = {name: place[name] for name in place} | {"case_id": 1, "opened_on": opened}
            if not session.execute(select(m.CaseNeed).filter_by(**same)).first():
                session.execute(SQLModel.metadata.tables["case_need"].insert().values(**same, closed_on=closed))
        elif dice.random() < 0.2:
            session.get_one(m.SharedCase, 1).holder_organization_id = dice.choice([None, 1, 7])
        elif dice.random() < 0.5:
            sent: dict[str, Any] = {"sent_on": opened, "accepted_on": dice.choice([None, *DAYS])}
            sent |= {"referring_organization_id": dice.choice([None, 1, 7]), "referred_organization_id": dice.choice([1, 7, 8])}
            sent |= {"closed_on": dice.choice([None, *DAYS]), "state": dice.choice(list(ReferralState))}
            session.add(m.Referral(need_id=dice.choice(stored), **sent))
        else:
            session.delete(session.get_one(m.CaseNeed, dice.choice(stored)))


# --- what is wrong is named, and mended -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "damage", ["DELETE FROM service_span", "UPDATE need_tally SET caseload = caseload + 1", "DELETE FROM tie_tally"]
)
def test_a_summary_that_says_something_else_is_named_by_the_check_and_mended(engine: Engine, damage: str) -> None:
    load_demo(engine)
    with writing(engine) as session:
        session.execute(text(damage))
    table = damage.replace("DELETE FROM", "UPDATE").split()[1]
    problems = check(engine).problems
    assert len(problems) == 1
    assert problems[0].startswith(f"{table}: ")
    repair(engine)
    assert check(engine).problems == []


def test_a_database_of_the_last_release_is_summed_up_when_it_is_opened(tmp_path: Path) -> None:
    url = f"sqlite:///{(tmp_path / 'old.db').as_posix()}"
    migrate(url, "0002")
    source = open_engine(f"sqlite:///{(tmp_path / 'new.db').as_posix()}")
    load_demo(source)
    copy_rows(source, tmp_path / "old.db")
    engine = open_engine(url)
    assert told(engine) == []
    assert rows(engine) == rows(source) > 1000


def copy_rows(source: Engine, old: Path) -> None:
    """The rows of a database into one with fewer columns."""
    import sqlite3
    from contextlib import closing

    assert source.url.database
    with closing(sqlite3.connect(old)) as connection, connection:
        connection.execute("ATTACH ? AS new", (source.url.database,))
        for (name,) in connection.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'").fetchall():
            if name == "alembic_version" or name.startswith("sqlite_"):
                continue
            columns = ", ".join(f'"{row[1]}"' for row in connection.execute(f"PRAGMA main.table_info({name})"))
            connection.execute(f"DELETE FROM main.{name}")
            connection.execute(f"INSERT INTO main.{name} ({columns}) SELECT {columns} FROM new.{name}")


# --- no way is forgotten ----------------------------------------------------------------------------------------------

WRITERS = {
    "database.py": "the version",
    "defaults.py": "lists",
    "demo/load.py": "keeps",
    "demo/referrals.py": "keeps",
    "demo/consents.py": "answers about consent to share the case",
    "edits/record.py": "keeps",
    "edits/undo.py": "keeps",
    "edits/merging/steps.py": "keeps",
    "imports/undo.py": "keeps",
    "imports/cases/planned.py": "keeps",
    "imports/services/planned.py": "keeps",
    "bulk.py": "whatever it is told, by those above",
    "imports/plan.py": "whatever it is told, by those above",
    "imports/lists.py": "areas and service types",
    "imports/commit.py": "batches, changes, problems",
    "imports/organizations.py": "organizations",
    "edits/people.py": "people and their spellings",
    "edits/erasing/sweep.py": "texts, which no summary counts",
    "edits/publishing.py": "publications and their figures",
}


def test_every_module_that_writes_rows_keeps_the_summaries_or_writes_nothing_they_sum_up() -> None:
    writes = re.compile(r"(?<![.\w])(?:insert|update|delete|insert_columns)\(|record\.(?:add|add_rows|add_new|change|remove)\(")
    found = {path.relative_to(ROOT / "coalition").as_posix(): path.read_text("utf-8")
             for path in (ROOT / "coalition").rglob("*.py") if "migrations" not in path.parts}  # fmt: skip
    writers = {name for name, source in found.items() if writes.search(source) and not name.startswith("imports/attendance/")}
    assert writers == set(WRITERS), "new here: does it write services, needs or referrals inside `keep_summaries`?"
    assert all("keep_summaries(" in found[name] for name, what in WRITERS.items() if what == "keeps")
    assert not re.search(
        r'"(service|case_need|referral|coverage_check)"', "".join(found[n] for n in found if "attendance/" in n)
    )


def test_working_everything_out_anew_changes_nothing_that_was_kept(engine: Engine) -> None:
    load_demo(engine)
    before = rows(engine)
    with writing(engine) as session:
        rebuild(session)
    assert told(engine) == []
    assert rows(engine) == before


def test_a_day_of_the_summaries_is_the_date_as_it_is_read() -> None:
    from coalition.queries.tally import day_number

    assert day_number(date(2026, 11, 25)) == 20261125
