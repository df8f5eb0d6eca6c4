"""A small coalition with one shared case, for tests of referrals."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Engine

from coalition import models as m
from coalition.database import writing
from coalition.edits import referrals
from coalition.summaries import keep_summaries
from coalition.vocabulary import AgeBand, ConsentAnswer, ReferralPurpose, ReferralState, Urgency
from tests.builders import stored

DAY, TODAY = date(2026, 11, 2), date(2026, 11, 25)
T0 = datetime(2026, 11, 25, 2, tzinfo=UTC)
HOLDER, HOUSE, CLINIC = 1, 2, 3
"""Numbers of the holder of the case and of two members that may help."""


def later(minutes: float) -> datetime:
    """An instant so many minutes after T0."""
    return T0 + timedelta(minutes=minutes)


def coalition_with_a_case(engine: Engine, *, answer: ConsentAnswer | None = ConsentAnswer.GIVEN, **case: Any) -> None:
    """Three members and a case of the first that needs shelter and a doctor; consent as told (None: nobody asked)."""
    names = {HOLDER: "Lanna House", HOUSE: "Sai Lom House", CLINIC: "Doi Clinic"}
    with writing(engine) as session:
        session.add(m.Area(pcode="TH57", level=1, country="TH", name="Chiang Rai"))
        for row in (
            *(m.ServiceType(code="A1", name="Shelter"), m.ServiceType(code="A3", name="Health care")),
            *(m.Organization(name=name, name_key=name.casefold()) for name in names.values()),
        ):
            session.add(row)
            session.flush()  # one by one: the numbers are given in this order
        session.add_all(m.Membership(organization_id=number, from_on=DAY) for number in names)
        told: dict[str, Any] = {"code": "K7M3-9QX2-R", "opened_on": DAY, "area_id": 1, "holder_organization_id": HOLDER, **case}
        session.add(m.SharedCase(**({"age_band": AgeBand.A18_24} | told)))
        session.flush()
        needs: list[dict[str, Any]] = [{"case_id": 1, "service_type_id": n, "area_id": 1, "opened_on": DAY} for n in (1, 2)]
        with keep_summaries(session, rows=[("case_need", need) for need in needs]):
            for need in needs:
                session.add(m.CaseNeed(**need))
                session.flush()
        if answer is not None:
            session.add(m.CaseConsent(case_id=1, answer=answer, decided_on=DAY, noted_at=T0))


def sent(engine: Engine, **told: Any) -> int:
    """A referral of the first need to Sai Lom House, wanted within 3 hours, unless told otherwise."""
    usual: dict[str, Any] = {
        "need_id": 1, "referred_organization_id": HOUSE, "urgency": Urgency.URGENT,
        "purpose": ReferralPurpose.ADDITIONAL_SERVICES, "today": TODAY, "at": T0,
    }  # fmt: skip
    return referrals.send_referral(engine, **(usual | told))


def moved(engine: Engine, number: int, to: ReferralState | str, minutes: float, **told: Any) -> None:
    """Take a referral on, so many minutes after T0."""
    values: dict[str, Any] = {"today": TODAY, "at": later(minutes)} | told
    referrals.move_referral(engine, number, ReferralState(to), **values)


def referral(engine: Engine, number: int) -> dict[str, Any]:
    """The stored row."""
    return next(row for row in stored(engine)["referral"] if row["id"] == number)


def time_line(engine: Engine, number: int) -> list[dict[str, Any]]:
    """The stored steps, oldest first."""
    return [row for row in stored(engine).get("referral_step", []) if row["referral_id"] == number]
