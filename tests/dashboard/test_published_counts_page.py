"""Publishing from the cases page, and what the room is sent before and after."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
import streamlit as st
from google.protobuf.json_format import MessageToJson  # type: ignore[import-untyped]
from sqlalchemy import Engine, select
from sqlmodel import Session, col
from streamlit.testing.v1 import AppTest

from coalition import clock
from coalition import models as m
from coalition.database import reading
from coalition.edits import publishing as edits
from coalition.edits.cases import add_case
from coalition.shell.menu import audience_of
from coalition.summaries import rebuild
from coalition.vocabulary import Sex
from coalition.workers import pool
from tests.support.small_world import TODAY, north, store

Dashboard = Callable[..., AppTest]
LATELY = TODAY - timedelta(days=10)
STEPS = ("changes", "gaps", "TH50", "TH57", "cases", "actions", "decisions")


def share(engine: Engine, women: int, men: int = 0) -> None:
    """Cases of one province that wait for I5."""
    with Session(engine) as session:
        area = session.scalars(select(col(m.Area.id)).where(col(m.Area.pcode) == "TH50")).one()
        kind = session.scalars(select(col(m.ServiceType.id)).where(col(m.ServiceType.code) == "I5")).one()
        stored = len(session.scalars(select(col(m.SharedCase.id))).all())
        for n in range(women + men):
            sex = Sex.FEMALE if n < women else Sex.MALE
            case = m.SharedCase(code=f"C-{stored + n:04}", opened_on=TODAY, area_id=area, sex=sex)
            session.add(case)
            session.flush()
            session.add(m.CaseNeed(case_id=case.id or 0, service_type_id=kind or 0, area_id=area or 0, opened_on=TODAY))
        session.flush()
        rebuild(session)
        session.commit()
    st.cache_data.clear()  # the cases came in behind the back of the program


@pytest.fixture
def small(sqlite_engine: Engine) -> Engine:
    with Session(sqlite_engine) as session:
        store(
            session,
            north().serves("Hope", "A1", "TH50", LATELY).asked("I5", "TH50", LATELY).serves("Hope", "I5", "TH57", LATELY),
        )
        session.commit()
    share(sqlite_engine, women=29, men=8)
    return sqlite_engine


def sent(at: AppTest) -> str:
    """Everything a browser is sent of the page: texts, hover texts, figures, keys."""
    return "\n".join(MessageToJson(node.proto) for node in at._tree if getattr(node, "proto", None) is not None)


def published(dashboard: Dashboard) -> AppTest:
    at = dashboard("cases")
    at.button(key="publishing look").click().run()
    at.button(key="publish").click().run()
    return at


def test_numbers_that_somebody_changed_meanwhile_are_not_published_and_it_is_said(small: Engine, dashboard: Dashboard) -> None:
    at = dashboard("cases")
    at.button(key="publishing look").click().run()
    add_case(small, opened_on=TODAY, today=TODAY, at=clock.now())
    at.button(key="publish").click().run()
    assert [warning.value for warning in at.warning] == ["Data changed. Check the numbers again."]
    with Session(small) as session:
        assert session.scalars(select(m.Publication)).all() == []


def test_a_coordinator_is_told_that_comparing_takes_too_long(
    small: Engine, dashboard: Dashboard, monkeypatch: pytest.MonkeyPatch
) -> None:
    with reading(small) as session:
        late = replace(edits.draft(session, base=11, on=TODAY), is_whole=False, follows=9, cases={}, waiting={}, withheld=0)
    monkeypatch.setattr(pool.LONG_WORK, "run", lambda *_: late)
    at = dashboard("cases")
    at.button(key="publishing look").click().run()
    assert "Comparing with the 9 earlier publications takes too long." in at.warning[0].value
    nothing = "Nothing would be shown: all counts are below 11. Small counts could show who somebody is."
    assert nothing in [part.value for part in at.markdown]


def test_a_coordinator_sees_what_would_be_shown_publishes_it_and_takes_it_back(small: Engine, dashboard: Dashboard) -> None:
    at = dashboard("cases")
    assert "No counts published" in " ".join(part.value for part in at.markdown)
    at.button(key="publishing look").click().run()
    told = " ".join(part.value for part in at.markdown)
    assert "counts of 11 or more would be shown. Smaller ones are hidden: they could show who somebody is." in told
    assert "All cases: 33 or more" in told
    at.button(key="publish").click().run()
    assert "Published." in " ".join(part.value for part in at.success)
    at.button(key="publishing withdraw").click().run()
    assert "Withdrawn." in " ".join(part.value for part in at.success)
    assert "No counts published" in " ".join(part.value for part in at.markdown)


def test_with_few_new_cases_a_reason_is_asked_for(small: Engine, dashboard: Dashboard) -> None:
    published(dashboard)
    share(small, women=3)
    at = published(dashboard)
    assert "or say why" in at.error[0].value
    at.text_input(key="publishing reason").set_value("The areas were corrected").run()
    at.button(key="publish").click().run()
    assert "Published." in " ".join(part.value for part in at.success)


@pytest.mark.parametrize("language", ["en", "th"])
def test_the_room_is_sent_the_published_figures_and_the_same_whoever_comes_after(
    language: str, small: Engine, dashboard: Dashboard
) -> None:
    published(dashboard)
    before = [sent(dashboard("present", lang=language, step=step)) for step in STEPS]
    cases = before[STEPS.index("cases")]
    assert "33" in cases
    assert ("rounded down to multiples of 11" in cases) == (language == "en")
    assert not any(re.search(r"(?<!\w)37(?!\w)", page) for page in (cases, before[STEPS.index("TH50")]))
    share(small, women=10)
    assert [sent(dashboard("present", lang=language, step=step)) for step in STEPS] == before


def test_a_card_says_how_many_wait_as_published(small: Engine, dashboard: Dashboard) -> None:
    published(dashboard)
    told = " ".join(part.value for part in dashboard("present", step="TH50").markdown)
    assert "33 or more wait" in told


def test_only_the_page_for_the_room_is_a_room() -> None:
    assert audience_of("present") == "room"
    assert {audience_of(page) for page in ("cases", "coverage", "overview")} == {"coordinator"}
