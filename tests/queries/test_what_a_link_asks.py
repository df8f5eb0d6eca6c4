"""Lists with the filters that a link sets: asked in other words than without them, and answered alike on both engines."""

import pytest
from sqlalchemy import Engine, select
from sqlmodel import col

from coalition import models as m
from coalition.answers.single_providers import single_providers
from coalition.database import reading
from coalition.edits.likely import likely_people
from coalition.frames import records
from coalition.queries.actions import actions_frame
from coalition.queries.cases import cases_frame
from coalition.queries.checklists import checklist_frame
from coalition.settings import Settings
from tests.support.edits_world import BEFORE, TODAY, small_coalition

pytestmark = pytest.mark.both_engines


def test_a_link_to_promises_shows_those_it_names(engine: Engine) -> None:
    small_coalition(engine)
    with reading(engine) as session:
        of_one = records(actions_frame(session, on=TODAY, closed_after=BEFORE, organization_id=1))
        assert {row["organization_id"] for row in of_one} == {1}
        assert [row["id"] for row in records(actions_frame(session, on=TODAY, action_id=2))] == [2]


def test_a_link_to_cases_of_an_area_that_wait_for_a_kind_of_help_shows_no_others(engine: Engine) -> None:
    small_coalition(engine)
    with reading(engine) as session:
        wanted = {"on": TODAY, "area": "TH57", "service_type": "A1"}
        both, open_ones = (records(cases_frame(session, state=state, **wanted)) for state in (None, "open"))
        waiting = set(session.scalars(select(col(m.CaseNeed.case_id)).where(col(m.CaseNeed.service_type_id) == 1)))
    assert {row["id"] for row in both} <= waiting
    assert {row["id"] for row in open_ones} <= {row["id"] for row in both}
    assert open_ones


def test_a_link_to_a_checklist_shows_its_facts_in_their_order(engine: Engine) -> None:
    small_coalition(engine)
    with reading(engine) as session:
        (first, *_) = session.scalars(select(col(m.Checklist.id)).order_by(col(m.Checklist.id)))
        assert len(records(checklist_frame(session, checklist_id=first))) > 0


def test_somebody_with_the_same_telephone_is_proposed_as_the_same_person(engine: Engine) -> None:
    small_coalition(engine)
    with reading(engine) as session:
        assert [maybe.name for maybe in likely_people(session, person_id=1)] == ["Somchai Dee"]


def test_what_falls_in_the_scope_without_one_organization_is_told(engine: Engine) -> None:
    small_coalition(engine)
    with reading(engine) as session:
        found = single_providers(session, settings=Settings(scope=["TH57"]), on=TODAY, level=1, without=[1])
    assert [(row["pcode"], row["code"], row["after"]) for row in records(found.falls)] == [("TH57", "A3", "unknown")]
