"""Who is tied with whom: what ties, since when, and that nobody learns how often."""

import json
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from coalition import models as m
from coalition.answers.togetherness import TiedBy, Togetherness, leaving, togetherness, togetherness_json
from coalition.database import reading, writing
from coalition.frames import records
from coalition.models import Attendance, CaseNeed, Meeting, Membership, Organization, Referral, SharedCase
from coalition.summaries import rebuild
from coalition.vocabulary import AttendanceState, ReferralState, Sector

ON = date(2026, 11, 25)
LONG_AGO = date(2025, 12, 31)
NAMES = {1: "Lotus", 2: "Police", 3: "Clinic", 4: "Court", 5: "Guest"}


@pytest.fixture
def world(engine: Engine) -> Engine:
    """Four members and a guest. Referrals: 1-2 now, 2-3 long ago, 1-4 withdrawn, 3-5; case 1 is held by 1, accepted by 3."""
    sectors = [Sector.NGO, Sector.POLICE, Sector.HEALTH, None, Sector.NGO]
    with writing(engine) as session:
        session.add(m.Area(id=1, pcode="A1", level=1, country="TH", name="Area"))
        session.add(m.ServiceType(id=1, code="K1", name="Kind"))
        for (number, name), sector in zip(NAMES.items(), sectors, strict=True):
            session.add(Organization(id=number, name=name, name_key=name.casefold(), sector=sector))
        session.flush()
        session.add_all(Membership(organization_id=number, from_on=date(2024, 1, 1)) for number in range(1, 5))
        session.add(SharedCase(id=1, code="AAAA-AAAA-A", opened_on=LONG_AGO, holder_organization_id=1))
        session.flush()
        session.add(CaseNeed(id=1, case_id=1, service_type_id=1, area_id=1, opened_on=LONG_AGO))
        session.flush()
        refer(session, 1, 2, ON)
        refer(session, 2, 1, ON)
        refer(session, 2, 3, LONG_AGO)
        refer(session, 1, 4, ON, ReferralState.REVOKED)
        refer(session, None, 3, date(2026, 10, 1), ReferralState.DONE)
        refer(session, 3, 5, ON)
        rebuild(session)
    return engine


def refer(session: Session, sender: int | None, receiver: int, sent_on: date, state: Any = ReferralState.SENT) -> None:
    ends = {"referring_organization_id": sender, "referred_organization_id": receiver}
    session.add(Referral(need_id=1, sent_on=sent_on, state=state, **ends))


def asked(engine: Engine, **told: Any) -> Togetherness:
    with reading(engine) as session:
        return togetherness(session, **{"on": ON} | told)


def ties(found: Togetherness) -> list[tuple[int, int]]:
    return [(row["one_id"], row["other_id"]) for row in records(found.ties)]


@pytest.mark.both_engines
def test_a_referral_ties_for_the_quarters_asked_about_unless_it_was_withdrawn(world: Engine) -> None:
    now, longer = asked(world), asked(world, quarters=8)
    assert (ties(now), now.since, now.others) == ([(1, 2)], date(2026, 1, 1), 1)
    assert ties(longer) == [(1, 2), (2, 3)]
    assert [(row["until_on"], row["tied"]) for row in records(now.trend)][-5:] == [
        (date(2025, 12, 31), 2),
        (date(2026, 3, 31), 2),
        (date(2026, 6, 30), 2),
        (date(2026, 9, 30), 2),
        (ON, 2),
    ]


@pytest.mark.both_engines
def test_a_shared_case_ties_its_holder_with_whoever_accepted_it_from_that_day_on(world: Engine) -> None:
    assert ties(asked(world, by=TiedBy.CASES, quarters=1)) == [(1, 3)]
    assert ties(asked(world, by=TiedBy.CASES, on=date(2026, 9, 30))) == []


def test_meetings_tie_who_came_to_half_of_them_together_or_to_as_many_as_is_said(world: Engine) -> None:
    with writing(world) as session:
        session.add_all(Meeting(id=n, held_on=date(2026, n, 12)) for n in (8, 9, 10, 11))
        session.flush()
        for meeting, who in {8: (1, 2), 9: (1, 2, 3), 10: (1, 3, 5), 11: (4,)}.items():
            session.add_all(Attendance(meeting_id=meeting, organization_id=one, state=AttendanceState.PRESENT) for one in who)
        session.add(Attendance(meeting_id=11, organization_id=1, state=AttendanceState.EXCUSED))
    half = asked(world, by=TiedBy.MEETINGS)
    assert (half.meetings, half.least, ties(half)) == (4, 2, [(1, 2), (1, 3)])
    assert ties(asked(world, by=TiedBy.MEETINGS, least=1)) == [(1, 2), (1, 3), (2, 3)]


def test_what_if_a_member_leaves_names_who_is_cut_off(world: Engine) -> None:
    found = asked(world, quarters=8)
    left = leaving(found, 2)
    assert (left.parts, left.measures.tied, left.measures.members) == ([[1], [3]], 0, 3)
    assert [row["organization_id"] for row in records(found.members) if row["pieces"]] == [2]
    assert leaving(found, 4).parts == []


def test_the_terminal_and_the_page_say_who_is_tied_and_never_how_often(world: Engine) -> None:
    told = togetherness_json(asked(world))
    assert told["pairs"] == [["Lotus", "Police"]]
    assert (told["members"], told["ties"], told["components"], told["islands"], told["density"]) == (4, 1, 3, 1, 1 / 6)
    assert json.loads(json.dumps(told)) == told
    with writing(world) as session:
        for _ in range(5):
            refer(session, 1, 2, ON)
        rebuild(session)
    assert togetherness_json(asked(world)) == told
