"""Telephones of many organizations: who has none, and many kept as one edit."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from coalition import models as m
from coalition.database import reading, writing
from coalition.edits.record import EditRefused
from coalition.edits.telephones import Number, add_telephones
from coalition.edits.undo import undo_edit
from coalition.queries.telephones import without_telephone
from coalition.summaries import rebuild
from coalition.vocabulary import AttendanceState
from tests.builders import stored
from tests.support.dump import dump

T1, T2 = (datetime(2026, 11, 25, 9, n, tzinfo=UTC) for n in (1, 2))
TODAY = date(2026, 11, 25)


@pytest.fixture
def five(engine: Engine) -> Engine:
    """1 offers two services, 2 has a focal point with an address only, 3 has a number, 4 is a guest, 5 was a member."""
    told: dict[str, Any] = {"service_type_id": 1, "assured_on": TODAY, "recorded_at": T1}
    rows: list[Any] = [
        *(m.Area(pcode=code, level=1, country="TH", name=code) for code in ("TH57", "TH50")),
        m.ServiceType(code="A1", name="Shelter"),
        *(m.Organization(name=f"House {n}", name_key=f"house {n}") for n in range(1, 6)),
        *(m.Service(organization_id=1, area_id=area, **told) for area in (1, 2)),
        *(m.Membership(organization_id=n, from_on=date(2025, 1, 1)) for n in (2, 3)),
        m.Membership(organization_id=5, from_on=date(2024, 1, 1), to_on=date(2025, 1, 1)),
        m.Contact(organization_id=2, name="Malee", email="malee@two.example"),
        m.Contact(organization_id=2, name="Another", email="other@two.example"),
        m.Contact(organization_id=3, name="Desk", phone="053 000 003"),
        m.Meeting(held_on=date(2026, 11, 12)),
        m.Person(name="Anong", name_key="anong", organization_id=1, phone="081 000 000"),
        m.Person(name="Dee", name_key="dee", organization_id=4),
        *(m.Attendance(meeting_id=1, person_id=who, state=AttendanceState.PRESENT) for who in (1, 2)),
    ]
    with writing(engine) as session:
        for row in rows:
            session.add(row)
            session.flush()
        rebuild(session)
    return engine


def missing(engine: Engine) -> list[tuple[str, int, str | None, str]]:
    with reading(engine) as session:
        found = without_telephone(session, on=TODAY)
    return [(one.organization, one.services, one.contact, one.came) for one in found]


@pytest.mark.both_engines
def test_members_and_providers_without_a_telephone_are_listed_most_services_first(five: Engine) -> None:
    assert missing(five) == [("House 1", 2, None, "Anong, 081 000 000"), ("House 2", 0, "Malee", "")]


@pytest.mark.both_engines
def test_many_numbers_are_one_edit_that_is_undone_as_a_whole(five: Engine) -> None:
    before = dump(five)

    kept = add_telephones(five, [Number(1, "053 111 222"), Number(2, " 1300 ", contact_id=1), Number(3, "  ")], at=T1)

    assert kept == 2
    assert missing(five) == []
    assert [(row["name"], row["phone"], row["email"]) for row in stored(five)["contact"]] == [
        ("Malee", "1300", "malee@two.example"),
        ("Another", None, "other@two.example"),
        ("Desk", "053 000 003", None),
        ("House 1", "053 111 222", None),
    ], "where nobody is named the organization itself is called"
    undo_edit(five, T1, at=T2)
    assert dump(five) == before


def test_one_that_is_no_number_is_named_and_nothing_is_kept(five: Engine) -> None:
    with pytest.raises(EditRefused, match="House 2: 'ask Malee' is not a telephone number"):
        add_telephones(five, [Number(1, "053 111 222"), Number(2, "ask Malee", contact_id=1)], at=T1)
    assert len(missing(five)) == 2


def test_nothing_typed_changes_nothing(five: Engine) -> None:
    assert add_telephones(five, [Number(1, " ")], at=T1 + timedelta(minutes=3)) is False


def test_who_answers_is_kept_where_it_is_typed(five: Engine) -> None:
    add_telephones(five, [Number(1, "053 111 222", name="Night desk")], at=T1)
    assert stored(five)["contact"][-1]["name"] == "Night desk"
    add_telephones(five, [Number(2, "053 111 333", contact_id=1, name="Malee Srisuk")], at=T2)
    assert stored(five)["contact"][0]["name"] == "Malee Srisuk"


@pytest.mark.both_engines
def test_who_is_somebody_else_renames_nobody(five: Engine) -> None:
    add_telephones(five, [Number(2, "1300", contact_id=1, name="Night desk")], at=T1)
    add_telephones(five, [Number(1, "053 111 222", name="Night desk")], at=T1)
    told = [(row["name"], row["phone"], row["email"]) for row in stored(five)["contact"] if row["organization_id"] == 2]
    assert told == [
        ("Malee", None, "malee@two.example"),
        ("Another", None, "other@two.example"),
        ("Night desk", "1300", None),
    ]


def test_a_focal_point_that_is_named_gets_the_number_though_another_stood_there(five: Engine) -> None:
    add_telephones(five, [Number(2, "1300", contact_id=1, name="another")], at=T1)
    assert [row["phone"] for row in stored(five)["contact"] if row["organization_id"] == 2] == [None, "1300"]
