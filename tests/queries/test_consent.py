"""Which decision about sharing a case counts, and what was decided before."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, event
from sqlmodel import Session

from coalition import models as m
from coalition.database import reading, writing
from coalition.frames import records
from coalition.queries.consent import consent_history, consent_of, consents_of
from coalition.referring.consent import Consent
from coalition.vocabulary import ConsentAnswer, ConsentDecider, ConsentScope, WithheldField

DAY = date(2026, 11, 10)
AT = datetime(2026, 11, 10, 3, 0, tzinfo=UTC)


def case(session: Session, code: str) -> int:
    row = m.SharedCase(code=code, opened_on=date(2026, 10, 1))
    session.add(row)
    session.flush()
    assert row.id is not None
    return row.id


def note(session: Session, case_id: int, answer: ConsentAnswer, on: date = DAY, *named: int, **more: Any) -> int:
    row = m.CaseConsent(case_id=case_id, answer=answer, decided_on=on, noted_at=AT, **more)
    session.add(row)
    session.flush()
    assert row.id is not None
    session.add_all(m.ConsentOrganization(consent_id=row.id, organization_id=one) for one in named)
    session.flush()
    return row.id


def organization(session: Session, name: str) -> int:
    row = m.Organization(name=name, name_key=name.lower())
    session.add(row)
    session.flush()
    assert row.id is not None
    return row.id


@pytest.mark.both_engines
def test_a_case_nobody_was_asked_about_has_no_consent(engine: Engine) -> None:
    with writing(engine) as session:
        case_id = case(session, "AAAA-BBBB-C")
        assert consent_of(session, case_id) is None
        assert consent_history(session, case_id).empty


def test_the_newest_day_counts_and_of_one_day_what_was_noted_last(engine: Engine) -> None:
    with writing(engine) as session:
        case_id = case(session, "AAAA-BBBB-C")
        note(session, case_id, ConsentAnswer.GIVEN, DAY)
        note(session, case_id, ConsentAnswer.REFUSED, DAY)
        note(session, case_id, ConsentAnswer.GIVEN, DAY - timedelta(days=3))
        found = consent_of(session, case_id)
        assert found == Consent(ConsentAnswer.REFUSED, DAY)
        told = records(consent_history(session, case_id))
    assert [(row["answer"], row["decided_on"]) for row in told] == [
        ("refused", DAY),
        ("given", DAY),
        ("given", DAY - timedelta(days=3)),
    ]


def test_the_named_organizations_and_what_is_withheld_are_part_of_it(engine: Engine) -> None:
    with writing(engine) as session:
        case_id = case(session, "AAAA-BBBB-C")
        north, haven = organization(session, "North House"), organization(session, "Haven")
        more: dict[str, Any] = {"scope": ConsentScope.NAMED, "decided_by": ConsentDecider.TEAM, "reason": "too young to decide"}
        note(session, case_id, ConsentAnswer.FOR_CHILD, DAY, north, haven, withheld=["sex", "district"], **more)
        found = consent_of(session, case_id)
        told = records(consent_history(session, case_id))[0]
    assert found == Consent(
        ConsentAnswer.FOR_CHILD,
        DAY,
        ConsentScope.NAMED,
        frozenset({north, haven}),
        ConsentDecider.TEAM,
        "too young to decide",
        frozenset({WithheldField.SEX, WithheldField.DISTRICT}),
    )
    assert (told["organizations"], told["withheld"], told["decided_by"]) == (
        "Haven; North House",
        "sex;district",
        "multidisciplinary_team",
    )


def test_the_consents_of_a_list_are_read_in_one_statement(engine: Engine) -> None:
    with writing(engine) as session:
        ids = [case(session, f"AAAA-BBBB-{n}") for n in range(3)]
        member = organization(session, "Haven")
        note(session, ids[0], ConsentAnswer.GIVEN, DAY, member, scope=ConsentScope.NAMED)
        note(session, ids[1], ConsentAnswer.WITHDRAWN)
    sent: list[str] = []
    with reading(engine) as session:
        event.listen(engine, "before_cursor_execute", lambda *told: sent.append(told[2]))
        found = consents_of(session, ids)
        every = consents_of(session)
    assert len([s for s in sent if "case_consent" in s]) == 2  # one for each of the two questions
    assert {case_id: one.answer for case_id, one in found.items()} == {
        ids[0]: ConsentAnswer.GIVEN,
        ids[1]: ConsentAnswer.WITHDRAWN,
    }
    assert found == every
    assert found[ids[0]].organization_ids == {member}
