"""The list of shared cases with HTCDS names: out of one database and into another it says the same, and describes nobody."""

import csv
import io
import logging
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, select
from typer.testing import CliRunner

from coalition import models as m
from coalition.__main__ import app
from coalition.access.htcds import htcds_file
from coalition.codes import new_code
from coalition.database import open_engine, reading, writing
from coalition.imports.cases import columns as htcds
from coalition.imports.undo import undo
from coalition.vocabulary import (
    AgeBand,
    ConsentAnswer,
    ConsentDecider,
    ConsentScope,
    Exploitation,
    ReferralPurpose,
    ReferralReason,
    ReferralState,
    Sector,
    Sex,
    StatusDecider,
    TraffickingStatus,
    Urgency,
)
from tests.support.dump import dump
from tests.support.importing import cases, keep, sheet, stored
from tests.support.refused import refused_csv

CANARIES = ("Ploykaew", "081-234-5678", "ploykaew@mail.example", "1579900123456", "20.4335", "Moo 6")


@pytest.fixture
def other(tmp_path: Path, migrated_file: Path) -> Engine:
    """A second, empty database."""
    path = tmp_path / "other.db"
    path.write_bytes(migrated_file.read_bytes())
    return open_engine(f"sqlite:///{path.as_posix()}")


def fill(engine: Engine) -> None:
    """One case for each value of every list, with every state a referral can have and every answer about sharing."""
    with writing(engine) as session:
        members = [m.Organization(name=f"Member {s}", name_key=f"member {s}".lower(), sector=s) for s in Sector]
        province = m.Area(pcode="TH57", level=1, country="TH", name="Chiang Rai")
        kinds = [m.ServiceType(code=code, name=f"Help {code}") for code in ("A1", "I8")]
        session.add_all([*members, province, *kinds])
        session.flush()
        for n in range(max(map(len, (Exploitation, ReferralState, ReferralReason, Sector)))):
            case = _case(n, members, province)
            session.add(case)
            session.flush()
            _add_needs(session, n, case, kinds, province, members)
            _add_consent(session, n, case, members)


def _pick(kind: Any, n: int) -> Any:
    return list(kind)[n % len(kind)]


def _case(n: int, members: list[m.Organization], province: m.Area) -> m.SharedCase:
    return m.SharedCase(
        code=new_code(),
        opened_on=date(2026, 1, 1 + n),
        closed_on=date(2026, 9, 1) if n % 3 == 0 else None,
        area_id=province.id if n % 4 else None,
        sex=_pick(Sex, n),
        age_band=_pick(AgeBand, n),
        exploitation=_pick(Exploitation, n),
        trafficking_status=_pick(TraffickingStatus, n),
        status_decided_by=_pick(StatusDecider, n),
        holder_organization_id=members[n % len(members)].id if n % 5 else None,
    )


def _add_needs(
    session: Any, n: int, case: m.SharedCase, kinds: list[m.ServiceType], area: m.Area, members: list[m.Organization]
) -> None:
    if n == 1:
        return  # a case that needs nothing
    ids: dict[str, Any] = {"case_id": case.id, "area_id": area.id, "opened_on": date(2026, 2, 1)}
    until = date(2026, 9, 1) if case.closed_on else None
    needs = [m.CaseNeed(**ids, service_type_id=kind.id or 0, closed_on=until) for kind in kinds]
    session.add_all(needs)
    session.flush()
    state = _pick(ReferralState, n)
    is_over = state in (ReferralState.DECLINED, ReferralState.DONE, ReferralState.CLOSED_WITHOUT_SERVICE, ReferralState.REVOKED)
    reasons = {
        ReferralState.DECLINED: ReferralReason.NO_CAPACITY,
        ReferralState.CLOSED_WITHOUT_SERVICE: ReferralReason.MOVED_AWAY,
        ReferralState.REVOKED: ReferralReason.MISTAKE,
    }
    for again in range(1 + n % 2):  # sent again on the same day
        session.add(
            m.Referral(
                need_id=needs[0].id or 0,
                referring_organization_id=members[(n + 1) % len(members)].id if n % 3 else None,
                referred_organization_id=members[(n + 2) % len(members)].id or 0,
                state=state if not again else ReferralState.SENT,
                urgency=_pick(Urgency, n),
                purpose=_pick(ReferralPurpose, n),
                reason=reasons.get(state) if not again else None,
                sent_on=date(2026, 3, 1),
                acknowledged_on=date(2026, 3, 2) if state is not ReferralState.SENT and not again else None,
                accepted_on=date(2026, 3, 4)
                if state in (ReferralState.ACCEPTED, ReferralState.IN_PROGRESS) and not again
                else None,
                closed_on=date(2026, 4, 1) if is_over and not again else None,
            )
        )


def _add_consent(session: Any, n: int, case: m.SharedCase, members: list[m.Organization]) -> None:
    if n % 5 == 4:
        return  # nobody was asked
    answer = _pick(ConsentAnswer, n)
    is_named = answer is ConsentAnswer.GIVEN and n % 8 == 0
    consent = m.CaseConsent(
        case_id=case.id or 0,
        answer=answer,
        decided_on=date(2026, 1, 20),
        scope=ConsentScope.NAMED if is_named else ConsentScope.ALL_MEMBERS,
        decided_by=ConsentDecider.TEAM if answer is ConsentAnswer.FOR_CHILD else None,
        reason="too young" if answer is ConsentAnswer.FOR_CHILD else None,
        withheld=["sex", "district"] if answer is ConsentAnswer.GIVEN else [],
        noted_at=datetime(2026, 1, 20, tzinfo=UTC),
    )
    session.add(consent)
    session.flush()
    if is_named:
        session.add_all(m.ConsentOrganization(consent_id=consent.id or 0, organization_id=one.id or 0) for one in members[:2])


def told(engine: Engine) -> dict[str, Any]:
    """What is stored about cases, by code and name instead of ids."""
    with reading(engine) as session:
        codes = {row.id: row.code for row in session.scalars(select(m.SharedCase))}
        names = {row.id: row.name for row in session.scalars(select(m.Organization))} | {None: None}
        kinds = {row.id: row.code for row in session.scalars(select(m.ServiceType))}
        areas = {row.id: row.pcode for row in session.scalars(select(m.Area))} | {None: None}
    cases_ = [
        {**row, "area_id": areas[row["area_id"]], "holder_organization_id": names[row["holder_organization_id"]]}
        for row in stored(engine, m.SharedCase)
    ]
    needs = {
        row["id"]: (codes[row["case_id"]], kinds[row["service_type_id"]], areas[row["area_id"]])
        for row in stored(engine, m.CaseNeed)
    }
    days = [(needs[row["id"]], row["opened_on"], row["closed_on"]) for row in stored(engine, m.CaseNeed)]
    step = ("state", "reason", "purpose", "urgency", "sent_on", "acknowledged_on", "accepted_on", "closed_on")
    referrals = [
        (
            needs[row["need_id"]],
            names[row["referring_organization_id"]],
            names[row["referred_organization_id"]],
            *(row[name] for name in step),
        )
        for row in stored(engine, m.Referral)
    ]
    answers = {row["id"]: row for row in stored(engine, m.CaseConsent)}
    named = [
        (codes[answers[row["consent_id"]]["case_id"]], names[row["organization_id"]])
        for row in stored(engine, m.ConsentOrganization)
    ]
    said = ("answer", "decided_on", "scope", "decided_by", "withheld")
    left_out = ("id", "import_key", "batch_id")
    return {
        "cases": sorted([{k: v for k, v in row.items() if k not in left_out} for row in cases_], key=lambda row: row["code"]),
        "needs": sorted(days, key=repr),
        "referrals": sorted(referrals, key=repr),
        "consents": sorted([(codes[row["case_id"]], *(row[name] for name in said)) for row in answers.values()], key=repr),
        "named": sorted(named),
    }


def with_the_same_members(engine: Engine, source: Engine) -> None:
    with writing(engine) as session:
        session.add_all(
            m.Organization(name=row["name"], name_key=row["name_key"], sector=row["sector"])
            for row in stored(source, m.Organization)
        )


@pytest.mark.both_engines
def test_out_and_in_again_is_the_same_and_a_second_time_nothing(other: Engine, engine: Engine) -> None:
    fill(other)
    with_the_same_members(engine, other)
    assert cases(other, htcds_file(other)).counts().keys() == {"unchanged"}  # also of referrals from nobody known
    # the holder sends where nobody else is told: a referral from nobody known comes back as the holder's
    with writing(other) as session:
        for referral in session.scalars(select(m.Referral).where(m.Referral.referring_organization_id.is_(None))):  # type: ignore[union-attr]
            need = session.get_one(m.CaseNeed, referral.need_id)
            referral.referring_organization_id = session.get_one(m.SharedCase, need.case_id).holder_organization_id
    data = htcds_file(other)
    plan = cases(engine, data)
    assert plan.counts().keys() == {"new"}
    keep(engine, plan)
    assert told(engine) == told(other)
    again = cases(engine, htcds_file(engine))
    assert again.counts().keys() == {"unchanged"}
    assert not again.changes_anything()
    assert not cases(other, data).changes_anything()
    assert sorted(htcds_file(engine).splitlines()) == sorted(data.splitlines())


@pytest.mark.both_engines
def test_the_file_describes_no_person(engine: Engine) -> None:
    fill(engine)
    rows = list(csv.DictReader(io.StringIO(htcds_file(engine).decode("utf-8-sig"))))
    assert not [name for name in rows[0] if name.startswith(("prs_", "hte_", "per_", "cco_")) or "Details" in name]
    assert "too young" not in str(rows)  # why it was decided for a child is free text, and stays at home
    assert {row[htcds.EXPLOITATION] for row in rows if row["exploitation"] == "forced_criminality"} == {"Other"}
    assert {row["org_Type"] for row in rows if row["cas_ReferredOrganisation"] == "Member police"} <= {"LawEnforcement"}


def test_the_terminal_writes_it_into_a_new_file_and_over_none(engine: Engine, tmp_path: Path) -> None:
    fill(engine)
    path = tmp_path / "cases.csv"
    done = CliRunner().invoke(app, ["export", "--htcds", str(path)])
    assert done.exit_code == 0, done.output
    assert path.read_bytes() == htcds_file(engine)
    assert CliRunner().invoke(app, ["export", "--htcds", str(path)]).exit_code != 0
    assert CliRunner().invoke(app, ["export"]).exit_code != 0


def test_nothing_that_tells_who_somebody_is_leaves_a_trace(sqlite_engine: Engine, caplog: pytest.LogCaptureFixture) -> None:
    with writing(sqlite_engine) as session:
        session.add(m.Organization(name="River Haven", name_key="river haven"))
    head = (
        "case",
        "opened_on",
        "area",
        "need",
        "cas_ReferredOrganisation",
        "cas_OutgoingReferralDate",
        "referral_reason",
        "consent_organizations",
    )
    good = ("1", "2026-03-01", "TH57", "A1", "River Haven", "2026-03-05", "", "")
    rows: list[tuple[str, ...]] = [good]
    for place in range(1, len(head)):
        rows += [(str(10 * place + n), *good[1:place], canary, *good[place + 1 :]) for n, canary in enumerate(CANARIES)]
    rows += [(canary, *good[1:4], "Nobody We Know", *good[5:]) for canary in CANARIES]  # their own label of a case
    people = (
        "prs_FirstName",
        "prs_Birthdate",
        "prs_MobilePhone",
        "hte_Street",
        "cco_CaseComment",
        "cas_IncomingReferralDetails",
    )
    person = sheet((*head, *people), (*good, *CANARIES))
    with caplog.at_level(logging.DEBUG):
        plan = cases(sqlite_engine, sheet(head, *rows))
        keep(sqlite_engine, plan)
        refused = cases(sqlite_engine, person)
    assert plan.counts() == {"new": 1, "refused": len(rows) - 1}
    kept = str(dump(sqlite_engine)) + str(stored(sqlite_engine, m.ImportIssue)) + str(stored(sqlite_engine, m.Change))
    said = f"{caplog.text} {plan!r} {refused_csv(plan).decode()} {refused!r} {refused_csv(refused).decode()} {kept}"
    assert not [canary for canary in CANARIES if canary in said]
    assert refused.refused is not None
    assert "I (prs_FirstName)" in refused.refused


@pytest.mark.both_engines
def test_into_an_empty_database_it_asks_about_the_organizations_and_says_the_same_afterwards(
    other: Engine, engine: Engine
) -> None:
    fill(other)
    with writing(other) as session:  # as above: who sends where nobody is told
        for referral in session.scalars(select(m.Referral).where(m.Referral.referring_organization_id.is_(None))):  # type: ignore[union-attr]
            need = session.get_one(m.CaseNeed, referral.need_id)
            referral.referring_organization_id = session.get_one(m.SharedCase, need.case_id).holder_organization_id
    data = htcds_file(other)
    asked = cases(engine, data)
    (question,) = asked.questions
    assert (question.key, [option.value for option in question.options]) == ("new_organizations", ["refuse", "add"])
    assert question.lines
    assert asked.counts()["refused"] == len(question.lines)
    assert not [s for s in Sector if f"Member {s}" in f"{asked!r}"], "a name that is refused is not repeated"

    plan = cases(engine, data, new_organizations="add")
    assert plan.counts().keys() == {"new"}
    assert plan.totals()["organizations"] == len(Sector)
    batch = keep(engine, plan)
    assert {row["name"] for row in stored(engine, m.Organization)} == {f"Member {s}" for s in Sector}
    assert told(engine) == told(other)
    assert not cases(engine, data).changes_anything()
    undo(engine, batch, now=datetime(2026, 11, 26, tzinfo=UTC))
    assert stored(engine, m.Organization) == stored(engine, m.SharedCase) == []


def test_a_case_without_a_code_is_known_again_although_its_organization_came_with_it(sqlite_engine: Engine) -> None:
    head = ("case", "opened_on", "area", "holder_organization", "need", "cas_ReferredOrganisation", "cas_OutgoingReferralDate")
    row = ("1", "2026-03-01", "TH57", "River Haven", "A1", "Doi Clinic", "2026-03-05")
    data = sheet(head, row, ("2", *row[1:]))
    keep(sqlite_engine, cases(sqlite_engine, data, new_organizations="add"))
    assert len(stored(sqlite_engine, m.Organization)) == 2
    again = cases(sqlite_engine, sheet(head, row, ("2", *row[1:]), ("", "", "", "", "", "", "")))
    assert (again.counts(), again.questions) == ({"unchanged": 2, "blank": 1}, [])


def test_what_could_tell_who_somebody_is_becomes_no_organization(sqlite_engine: Engine) -> None:
    head = ("case", "opened_on", "area", "holder_organization")
    data = sheet(head, ("1", "2026-03-01", "TH57", "081-234-5678"), ("2", "2026-03-01", "TH57", "River Haven"))
    plan = cases(sqlite_engine, data, new_organizations="add")
    assert [name for _, name in plan.new_organizations] == ["River Haven"]
    assert plan.counts() == {"refused": 1, "new": 1}
