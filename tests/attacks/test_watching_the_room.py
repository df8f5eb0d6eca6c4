"""Somebody watches the pages for the room, and its papers, while cases come and go: nothing may move but by publishing.

Two ways to ask: the pages are compared before and after, and no statement they send to the database may name a table of
cases, so that there is nothing to compare. What was published comes through `published_count` alone.
"""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from google.protobuf.json_format import MessageToJson  # type: ignore[import-untyped]
from sqlalchemy import Engine, delete, event, text
from sqlmodel import Session, SQLModel
from streamlit.testing.v1 import AppTest

from coalition import database
from coalition import models as m
from coalition.answers.agenda import agenda_facts
from coalition.answers.calling import called_in_a_room, whom_to_call
from coalition.answers.meeting_files import meeting_files
from coalition.answers.minutes import minutes
from coalition.answers.paper_day import paper_day
from coalition.answers.present import Room, area_card, room
from coalition.database import reading, writing
from coalition.edits import cases, publishing, referrals
from coalition.frames import records
from coalition.papers.agenda import drafted
from coalition.papers.brief import brief_data
from coalition.settings import Settings
from coalition.summaries import rebuild
from coalition.vocabulary import ConsentAnswer, ReferralPurpose, ReferralReason, ReferralState, Urgency
from tests.dashboard.conftest import dashboard as dashboard
from tests.support.small_world import TODAY, north, store

Dashboard = Callable[..., AppTest]
LATELY = TODAY - timedelta(days=10)
AT = datetime(2026, 11, 25, 3, tzinfo=UTC)
KINDS, AREAS = ("A1", "I5"), ("TH50", "TH57")
ADDED = int(os.environ.get("COALITION_WATCHED", "6"))
"""Cases one by one; six hold one of each thing that can become of them. benchmarks/README.md says what 60 gave."""

HELPERS = ("Hope", "Haven", "Harbor")


def case_tables() -> set[str]:
    """Every table of cases: whatever points to a case, and the summaries of them. What was promised only may point there."""
    found = {"shared_case", "need_tally", "tie_tally"}
    while (
        more := {
            table.name
            for table in SQLModel.metadata.tables.values()
            if {key.column.table.name for key in table.foreign_keys} & found
        }
        - found
        - {"action_item"}
    ):
        found |= more
    return found


@pytest.fixture
def coalition(sqlite_engine: Engine) -> Engine:
    """Three members alike in two provinces, so that one answer decides who is called; gaps, a promise, a publication."""
    world = north().asked("I5", "TH50", LATELY)
    world.areas |= {"TH58": None, "TH5801": "TH58"}  # that nobody names
    for name in HELPERS:
        world.serves(name, "A1", "TH50", LATELY, capacity_available=2).serves(name, "I5", "TH5701", LATELY)
    with Session(sqlite_engine) as session:
        store(session, world.serves("Hope", "A1", "TH57", TODAY - timedelta(days=500)))
        session.add(m.Meeting(held_on=LATELY))
        session.add_all(m.Membership(organization_id=number, from_on=LATELY) for number in (1, 2, 3))
        session.add(m.ActionItem(what="Ask the province", opened_on=LATELY, due_on=TODAY, area_id=1, service_type_id=1))
        session.commit()
    for number in range(30):
        add_case(sqlite_engine, number)
    publishing.publish(sqlite_engine, base=11, on=TODAY, at=AT)
    return sqlite_engine


def add_case(engine: Engine, number: int) -> int:
    """A case with a need; returns the need."""
    with writing(engine) as session:
        row = m.SharedCase(code=f"W-{number:04}", opened_on=LATELY, area_id=1 + number % 2)
        session.add(row)
        session.flush()
        need = m.CaseNeed(
            case_id=row.id or 0,
            service_type_id=1 + number % 2,
            area_id=1 + number % (7 if number >= 1000 else 2),
            opened_on=LATELY,
        )
        session.add(need)
        session.add(m.CaseConsent(case_id=row.id or 0, answer=ConsentAnswer.GIVEN, decided_on=LATELY, noted_at=AT))
        session.flush()
        rebuild(session)
        return int(need.id or 0)


def happens(engine: Engine, number: int) -> None:
    """One thing more: a case with a need, sent to a member that takes it, declines it, says nothing or ends it."""
    need, at = add_case(engine, 1000 + number), AT + timedelta(hours=number)
    told: dict[str, Any] = {"urgency": Urgency.URGENT, "purpose": ReferralPurpose.ADDITIONAL_SERVICES, "today": TODAY}
    sent = referrals.send_referral(engine, need_id=need, referred_organization_id=1 + number % 3, at=at, **told)
    later: dict[str, Any] = {"today": TODAY}
    if number % 3 == 1:
        referrals.move_referral(engine, sent, to=ReferralState.ACCEPTED, at=at + timedelta(minutes=5), **later)
    if number % 3 == 0:  # whom the alphabet puts first
        why = ReferralReason.NO_CAPACITY
        referrals.move_referral(engine, sent, to=ReferralState.DECLINED, reason=why, at=at + timedelta(minutes=5), **later)
    if number % 5 == 0:
        cases.close_need(engine, need, closed_on=TODAY, today=TODAY, at=at + timedelta(minutes=9))


def on_the_wall(engine: Engine) -> str:
    """Every value the slides are drawn from, as text: the show, the card of each area, whom to call about each cell."""
    with reading(engine) as session:
        found: Room = room(session, settings=Settings(), on=TODAY)
        picture = found.overview.coverage
        told: list[Any] = [found.overview, found.board.counts, found.slides, picture.counts, found.published]
        told += [records(frame) for frame in (picture.cells, picture.gaps, picture.unknown, found.overview.cells)]
        told += [records(frame) for frame in (found.helping, found.board.items, found.decided, found.promised)]
        told += [area_card(found, pcode) for pcode in picture.areas["pcode"]]
        told += [
            called_in_a_room(session, settings=Settings(), on=TODAY, area=area, service_type=kind)
            for area in AREAS
            for kind in KINDS
        ]
    return "\n".join(map(repr, told + on_paper(engine)))


def on_paper(engine: Engine) -> list[Any]:
    """All that brief, agenda, minutes and files of the newest meeting are made of."""
    with reading(engine) as session:
        day = paper_day(session, today=TODAY)
        assert day is not None
        assert day.meeting is not None
        files = meeting_files(session, settings=Settings(), day=day)
        agenda = agenda_facts(session, settings=Settings(), today=TODAY)
        said = minutes(session, settings=Settings(), meeting_id=day.meeting["id"])
    listed = [records(files.offered), records(files.attendance.members), files.ahead]
    return [brief_data(files.brief, "en"), drafted(agenda, "en"), said, *listed]


def addresses(engine: Engine) -> list[dict[str, str]]:
    """Every slide, and the dialogs over one."""
    with reading(engine) as session:
        found = room(session, settings=Settings(), on=TODAY)
        slides = [*found.slides, *found.cards]
    return [
        *({"step": slide.step} for slide in slides),
        {"step": "gaps", "new": "1"},
        {"step": "gaps", "area": "TH50", "type": "I5"},
    ]


def emitted(at: AppTest, where: list[dict[str, str]]) -> list[str]:
    """All that a browser is sent of each address: texts, hover texts, figures, keys."""
    pages = []
    for address in where:
        at.query_params.clear()
        for name, value in address.items():
            at.query_params[name] = value
        at.run()
        nodes = [node.proto for node in at._tree if getattr(node, "proto", None) is not None]
        pages.append("\n".join(MessageToJson(node, ensure_ascii=False) for node in nodes))
    return pages


def test_nobody_who_watches_the_room_notices_a_case_that_is_added_sent_accepted_or_declined(
    coalition: Engine, dashboard: Dashboard
) -> None:
    where = addresses(coalition)
    before, wall = emitted(dashboard("present"), where), on_the_wall(coalition)
    noticed = 0
    for number in range(ADDED):
        happens(coalition, number)
        now = on_the_wall(coalition)
        noticed += now != wall
        wall = now
    assert noticed == 0
    st.cache_data.clear()
    assert emitted(dashboard("present"), where) == before
    with reading(coalition) as session:  # and yet there is something to notice: the coordinator's own order has changed
        found = whom_to_call(session, settings=Settings(), on=TODAY, area="TH50", service_type="A1")
        seen = called_in_a_room(session, settings=Settings(), on=TODAY, area="TH50", service_type="A1")
    assert found is not None
    assert found.first is not None
    assert seen is not None
    assert found.first.organization != seen.organization


@contextmanager
def statements(engine: Engine) -> Iterator[list[str]]:
    """What is sent to the database meanwhile."""
    run: list[str] = []

    def listen(*args: Any) -> None:
        run.append(args[2])

    event.listen(engine, "before_cursor_execute", listen)
    yield run
    event.remove(engine, "before_cursor_execute", listen)


def test_no_page_for_the_room_asks_the_database_about_cases(coalition: Engine, dashboard: Dashboard) -> None:
    where, tables = addresses(coalition), case_tables()
    assert {"case_need", "referral", "referral_step", "case_consent"} <= tables
    at = dashboard("present")  # which opens the landing page before
    st.cache_data.clear()
    with statements(database.open_engine(database.database_url())) as run:
        emitted(at, where)
    assert len(run) > 50
    assert not {table for statement in run for table in tables if re.search(rf"\b{table}\b", statement)}


def test_no_paper_of_a_meeting_asks_the_database_about_cases(coalition: Engine) -> None:
    with statements(coalition) as run:
        assert "22 or more" in str(on_paper(coalition)[0]["cases"]), "published counts are in it"
    assert len(run) > 20
    assert not {table for statement in run for table in case_tables() if re.search(rf"\b{table}\b", statement)}


def test_a_room_is_shown_the_same_where_every_table_of_cases_is_empty(coalition: Engine, tmp_path: Path) -> None:
    for number in range(8):
        happens(coalition, number)
    wall = on_the_wall(coalition)
    path = tmp_path / "emptied.db"
    shutil.copy(str(coalition.url.database), path)
    emptied = database.open_engine(f"sqlite:///{path.as_posix()}")
    with emptied.connect() as connection:
        connection.execute(text("PRAGMA foreign_keys = OFF"))
        for name in case_tables():
            connection.execute(delete(SQLModel.metadata.tables[name]))
        connection.commit()
    assert on_the_wall(emptied) == wall


def test_the_first_case_of_a_coalition_changes_nothing_in_the_room(sqlite_engine: Engine, dashboard: Dashboard) -> None:
    before = emitted(dashboard("present"), [{}])
    with Session(sqlite_engine) as session:
        session.add(m.SharedCase(code="W-1", opened_on=date(2026, 11, 1)))
        session.commit()
    st.cache_data.clear()
    assert emitted(dashboard("present"), [{}]) == before
