"""Lists with the field names of HTCDS: read into what is coded, refused by column where they describe a person."""

import csv
import io
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine, delete

from coalition import models as m
from coalition.access.templates import htcds_template
from coalition.database import reading, writing
from coalition.edits.consent import note_consent
from coalition.edits.merge import Merged, merge
from coalition.imports.cases import columns as htcds
from coalition.imports.cases.columns import HTCDS, Decided, is_case_header
from coalition.imports.dispatch import recognise
from coalition.imports.matching.keys import organization_key
from coalition.imports.undo import undo
from coalition.summaries import faults
from coalition.vocabulary import (
    BatchKind,
    ConsentAnswer,
    ConsentScope,
    Exploitation,
    ReferralPurpose,
    ReferralReason,
    ReferralState,
    StatusDecider,
    TraffickingStatus,
    WithheldField,
)
from tests.builders import plan_file
from tests.support.importing import NOW, TODAY, cases, codes, keep, sheet, stored

STANDARD = {
    "org": "Name ShippingCity ShippingCountry ShippingState ShippingStreet ShippingPostalCode ShippingLongitude"
    " ShippingLatitude Phone Type",
    "prs": "Salutation FirstName MiddleName SecondName Birthdate Gender Deceased MaritalStatus NumberOfChildren PrimaryLanguage"
    " SecondaryLanguage HighestLevelOfEducation Citizenship IdentityNumber Title Email HomePhone MobilePhone MailingCity"
    " MailingCountry MailingState MailingStreet MailingPostalCode MailingLongitude MailingLatitude",
    "vic": "AgreementToManagePersonalData TraffickingStatus TraffickingStatusDecisionMakingOrg RelationshipToTrafficker"
    " AgeWhenTrafficked RecruitmentWebsitesAndApps MethodOfRecruitment LocationOfRecruitment MethodsOfControl"
    " TypeOfExploitation ForcedLabourIndustry TypeOfSexExploitation LocationOfExploitation ExploitationWebsitesAndApps"
    " Vulnerabilities DetailsOfVulnerabilities",
    "per": "RoleInProcess RoleDetails",
    "cas": "Status ReasonForCaseClosure CaseOwner ReferringOrganisation IncomingReferralDate ReferringPrimaryCaseWorker"
    " ReasonForIncomingReferral IncomingReferralDetails ReferredOrganisation ReferredPrimaryCaseWorker"
    " ReasonForOutgoingReferral OutgoingReferralDate OutgoingReferralDetails",
    "cco": "CaseComment",
    "hte": "Longitude Latitude City Country State Street PostalCode Date Type Description",
    "spl": "Objectives ActionPlan PlannedEndDate ActualEndDate Type",
    "con": "Consent",
}
"""All fields of HTCDS 2.0 by name (Liberty Shared, CC BY 4.0)."""

FIELDS = [f"{prefix}_{name}" for prefix, names in STANDARD.items() for name in names.split()]
SECRET = "Somsri Jaidee 081-234-5678"
HEAD = ("case", "opened_on", "closed_on", "area", "need", *htcds.FIELDS, *HTCDS[-12:])


@pytest.fixture
def members(engine: Engine) -> dict[str, int]:
    """Two members, the second also known by another spelling."""
    with writing(engine) as session:
        rows = [m.Organization(name=name, name_key=name.lower()) for name in ("Rim Kok House", "River Haven")]
        session.add_all(rows)
        session.flush()
        session.add_all(m.Membership(organization_id=row.id or 0, from_on=date(2026, 1, 1)) for row in rows)
        alias = m.OrganizationAlias(
            alias="R. H. Center", alias_key="r h center", organization_id=rows[1].id or 0, confirmed_at=NOW
        )
        session.add(alias)
        return {row.name: row.id or 0 for row in rows}


def row(**told: object) -> tuple[object, ...]:
    values = {"opened_on": "2026-03-01", "area": "TH57", "need": "A1", **told}
    return tuple(values.get(name, "") for name in HEAD)


def sent(**told: object) -> tuple[object, ...]:
    return row(
        **{
            "cas_ReferringOrganisation": "Rim Kok House",
            "cas_ReferredOrganisation": "River Haven",
            "cas_OutgoingReferralDate": "2026-03-05",
            **told,
        }
    )


# --- what stands about a person is not read -----------------------------------------------------------------------------


def test_every_field_of_the_standard_is_read_or_refused_and_no_field_of_a_person_is_read() -> None:
    assert set(htcds.FIELDS) <= set(FIELDS)
    assert not [name for name in HTCDS if name.startswith(("prs_", "per_", "hte_", "cco_"))]
    assert not [name for name in HTCDS if name in htcds.REFUSED]
    assert not htcds.REFUSED & set(htcds.FIELDS)
    assert set(FIELDS) >= htcds.REFUSED


@pytest.mark.parametrize("field", [name for name in FIELDS if name not in htcds.FIELDS])
def test_a_column_that_is_not_coded_refuses_the_file_by_its_letter_and_repeats_no_cell(
    sqlite_engine: Engine, field: str
) -> None:
    data = sheet((*HEAD, field), (*row(), SECRET), (*row(), SECRET))
    plan = cases(sqlite_engine, data)
    letters = chr(ord("A") + (len(HEAD) - 26)) if len(HEAD) >= 26 else chr(ord("A") + len(HEAD))
    assert plan.refused is not None
    assert f"A{letters}" in plan.refused
    assert not [word for word in SECRET.split() if word in f"{plan!r}"]
    assert not plan.changes_anything()


@pytest.mark.parametrize("field", [name for name in FIELDS if not name.startswith("org_")])
def test_a_list_with_one_field_of_the_standard_is_never_taken_for_one_of_attendees(sqlite_engine: Engine, field: str) -> None:
    header = ("Name", "Organization", "Email", field)
    assert is_case_header([*header])
    data = sheet(header, ("Somsri Jaidee", "River Haven", "a@b.example", "x"))
    assert recognise(data) is BatchKind.CASES
    with reading(sqlite_engine) as session:
        plan = plan_file(session, data, "list.csv", today=TODAY)
    assert plan.refused is not None
    assert "Somsri" not in repr(plan)


def test_names_as_salesforce_writes_them_are_read_and_a_column_of_allowances_is_no_field(sqlite_engine: Engine) -> None:
    header = [f"{name}__c" if name in htcds.FIELDS else name for name in HEAD]
    plan = cases(sqlite_engine, sheet(header, row(vic_TypeOfExploitation="ForcedBegging")))
    keep(sqlite_engine, plan)
    assert stored(sqlite_engine, m.SharedCase)[0]["exploitation"] == Exploitation.BEGGING
    assert is_case_header(["Name", "prs_FirstName__c"])
    assert not is_case_header(["Name", "Organization", "per_diem", "con_firmed"])


def test_a_header_that_could_be_a_name_is_told_by_its_letter_only(sqlite_engine: Engine) -> None:
    plan = cases(
        sqlite_engine, sheet((*HEAD[:4], "prs_FirstName", "prs_SomsriJaidee"), ("", "2026-03-01", "", "TH57", "x", "y"))
    )
    assert plan.refused == "A list of shared cases may contain only columns with codes. Not accepted: E (prs_FirstName), F."


# --- what is read ---------------------------------------------------------------------------------------------------


def test_the_values_of_the_standard_become_ours(engine: Engine, members: dict[str, int]) -> None:
    told = {
        htcds.STATUS: "ActualVictimOfTrafficking",
        htcds.DECIDER: "NonPoliceGovernmentalOrganization",
        htcds.EXPLOITATION: "ChildLabour",
        htcds.CASE_STATUS: "ClosedReferred",
        "closed_on": "2026-06-01",
    }
    keep(engine, cases(engine, sheet(HEAD, row(**told))))
    (case,) = stored(engine, m.SharedCase)
    assert (case["trafficking_status"], case["status_decided_by"], case["exploitation"], case["closed_on"]) == (
        TraffickingStatus.IDENTIFIED,
        StatusDecider.GOVERNMENT,
        Exploitation.LABOUR,
        date(2026, 6, 1),
    )


@pytest.mark.both_engines
def test_a_referral_is_read_with_its_steps_and_a_spelling_that_is_known(engine: Engine, members: dict[str, int]) -> None:
    told = {
        "cas_ReferredOrganisation": "R H Center",
        "cas_ReasonForOutgoingReferral": "MigrationOrChangeOfLocation",
        "referral_state": "closed_without_service",
        "referral_reason": "moved_away",
        "urgency": "soon",
        "acknowledged_on": "2026-03-06",
        "accepted_on": "2026-03-08",
        "referral_closed_on": "2026-04-01",
    }
    plan = cases(engine, sheet(HEAD, sent(**told)))
    assert plan.totals()["referrals"] == 1
    assert codes(plan) == [(2, "referral_without_consent")]  # taken, and said
    keep(engine, plan)
    (one,) = stored(engine, m.Referral)
    assert (one["referring_organization_id"], one["referred_organization_id"]) == tuple(members.values())
    assert (one["state"], one["reason"], one["purpose"], one["urgency"]) == (
        ReferralState.CLOSED_WITHOUT_SERVICE,
        ReferralReason.MOVED_AWAY,
        ReferralPurpose.RELOCATION,
        "soon",
    )
    assert (one["acknowledged_minutes"], one["accepted_minutes"], one["sent_at"]) == (1_440, 3 * 1_440, None)
    assert not stored(engine, m.ReferralStep)


def test_what_only_came_in_was_sent_to_whoever_holds_the_case(engine: Engine, members: dict[str, int]) -> None:
    head = (*HEAD, "holder_organization")
    told = {htcds.REFERRING: "River Haven", htcds.INCOMING_ON: "2026-03-02", htcds.INCOMING_WHY: "Other"}
    keep(engine, cases(engine, sheet(head, (*row(**told), "Rim Kok House"))))
    (one,) = stored(engine, m.Referral)
    assert (one["referring_organization_id"], one["referred_organization_id"]) == (
        members["River Haven"],
        members["Rim Kok House"],
    )
    assert (one["sent_on"], one["purpose"]) == (date(2026, 3, 2), ReferralPurpose.OTHER)


@pytest.mark.both_engines
def test_consent_needs_a_day_and_an_empty_box_is_no_refusal(engine: Engine, members: dict[str, int]) -> None:
    told = [
        row(case=1, con_Consent="TRUE", consent_on="2026-03-02", consent_withheld="sex; district"),
        row(case=2, con_Consent="FALSE"),
        row(case=3, con_Consent="FALSE", consent_on="2026-03-02"),
        row(case=4, con_Consent="TRUE"),
        row(case=5, con_Consent="TRUE", consent_on="2026-03-02", consent_organizations="River Haven; Rim Kok House"),
    ]
    plan = cases(engine, sheet(HEAD, *told))
    assert codes(plan) == [(5, "case_missing")]
    keep(engine, plan)
    rows = stored(engine, m.CaseConsent)
    assert [(r["answer"], r["scope"], r["withheld"]) for r in rows] == [
        ("given", "all_members", ["sex", "district"]),
        ("refused", "all_members", []),
        ("given", "named_organizations", []),
    ]
    assert {r["organization_id"] for r in stored(engine, m.ConsentOrganization)} == set(members.values())
    assert {r["noted_at"] for r in rows} == {NOW}


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"cas_ReferredOrganisation": "Nobody We Know"}, "case_value"),
        ({"cas_IncomingReferralDate": "2026-03-04"}, "case_two_referrals"),
        (
            {"cas_ReasonForIncomingReferral": "Other", "cas_ReasonForOutgoingReferral": "AdditionalServicesRequired"},
            "case_two_referrals",
        ),
        ({"cas_OutgoingReferralDate": ""}, "case_missing"),
        ({"cas_ReferredOrganisation": "", "cas_ReferringOrganisation": ""}, "case_missing"),
        ({"need": ""}, "case_missing"),
        ({"spl_Type": "Health", "need": "", "cas_ReferringOrganisation": ""}, "case_missing"),
        ({"referral_state": "sent", "referral_closed_on": "2026-04-01"}, "case_referral_state"),
        ({"referral_state": "sent", "accepted_on": "2026-04-01"}, "case_referral_state"),
        ({"referral_state": "in_progress"}, "case_referral_state"),
        ({"referral_state": "done", "referral_reason": "mistake"}, "case_referral_state"),
        ({"acknowledged_on": "2026-03-01", "referral_state": "acknowledged"}, "case_order"),
        ({"cas_Status": "Closed"}, "case_missing"),
        ({"cas_Status": "Active", "closed_on": "2026-04-01"}, "case_columns_differ"),
        ({"con_Consent": "TRUE", "consent_answer": "refused", "consent_on": "2026-03-01"}, "case_columns_differ"),
        ({"consent_scope": "named_organizations", "con_Consent": "TRUE", "consent_on": "2026-03-01"}, "case_missing"),
        ({"consent_withheld": "name"}, "case_value"),
        ({"vic_TypeOfExploitation": "ForcedLabour;Servitude"}, "case_value"),
        ({"spl_Type": "Anything"}, "case_value"),
        ({"cas_OutgoingReferralDate": "2026-12-24"}, "case_future"),
    ],
)
def test_a_row_that_does_not_go_together_is_refused_with_its_column(
    sqlite_engine: Engine, told: dict[str, Any], code: str
) -> None:
    with writing(sqlite_engine) as session:
        session.add_all(m.Organization(name=name, name_key=name.lower()) for name in ("Rim Kok House", "River Haven"))
    plan = cases(sqlite_engine, sheet(HEAD, sent(**told), row()))
    assert codes(plan) == [(2, code)]
    assert plan.counts() == {"refused": 1, "new": 1}


def test_our_finer_column_counts_and_one_that_contradicts_the_standard_is_refused(sqlite_engine: Engine) -> None:
    head = (*HEAD, "exploitation")
    finer = (*row(vic_TypeOfExploitation="SexualExploitation"), "online_sexual_exploitation")
    against = (*row(vic_TypeOfExploitation="ForcedLabour"), "forced_begging")
    plan = cases(sqlite_engine, sheet(head, finer, against))
    assert codes(plan) == [(3, "case_columns_differ")]
    keep(sqlite_engine, plan)
    assert stored(sqlite_engine, m.SharedCase)[0]["exploitation"] == Exploitation.ONLINE


def test_the_same_file_twice_adds_nothing_and_undo_takes_referrals_and_consent_back(
    engine: Engine, members: dict[str, int]
) -> None:
    data = sheet(HEAD, sent(case=1, con_Consent="TRUE", consent_on="2026-03-02"), sent(case=1), sent(case=2))
    before = {model: stored(engine, model) for model in (m.Referral, m.CaseConsent, m.ConsentOrganization)}
    batch = keep(engine, cases(engine, data))
    assert len(stored(engine, m.Referral)) == 3  # sent twice on a day, as two rows tell
    assert not cases(engine, data).changes_anything()
    undo(engine, batch, now=NOW)
    assert {model: stored(engine, model) for model in before} == before
    assert not stored(engine, m.SharedCase)
    with reading(engine) as session:
        assert not faults(session)


def test_a_known_case_gets_new_referrals_and_consent_and_none_that_is_stored_is_moved(
    engine: Engine, members: dict[str, int]
) -> None:
    keep(engine, cases(engine, sheet(HEAD, sent())))
    (case,) = stored(engine, m.SharedCase)
    head = ("case_code", *HEAD)
    told = [
        (case["code"], *sent(referral_state="done", referral_closed_on="2026-04-01")),
        (case["code"], *sent(cas_OutgoingReferralDate="2026-05-05", con_Consent="TRUE", consent_on="2026-05-04")),
    ]
    plan = cases(engine, sheet(head, *told))
    assert [entry.why.split(".")[0] for entry in plan.rows()] == ["This referral already exists with another status", ""]
    assert plan.totals() == {"changed cases": 1, "referrals": 1, "answers about consent to share the case": 1}
    batch = keep(engine, plan)
    assert [r["state"] for r in stored(engine, m.Referral)] == [ReferralState.SENT, ReferralState.SENT]
    assert [r["answer"] for r in stored(engine, m.CaseConsent)] == [ConsentAnswer.GIVEN]
    assert not cases(engine, sheet(head, *told)).changes_anything()
    undo(engine, batch, now=NOW)
    assert len(stored(engine, m.Referral)) == 1
    assert not stored(engine, m.CaseConsent)
    assert stored(engine, m.SharedCase) == [case]


def test_what_was_decided_is_hashed_the_same_in_every_process() -> None:
    decided = Decided(
        ConsentAnswer.GIVEN,
        date(2026, 3, 2),
        ConsentScope.NAMED,
        organization_ids=frozenset({9, 1}),
        withheld=frozenset({WithheldField.SEX, WithheldField.DISTRICT, WithheldField.AGE_BAND}),
    )
    assert str(decided) == "given;2026-03-02;named_organizations;1;9;age_band;district;sex;"


def test_no_file_counts_for_more_than_what_was_noted_on_the_page_of_the_same_day(
    engine: Engine, members: dict[str, int]
) -> None:
    keep(engine, cases(engine, sheet(HEAD, row())))
    (case,) = stored(engine, m.SharedCase)
    told: dict[str, Any] = {"answer": ConsentAnswer.WITHDRAWN, "decided_on": date(2026, 5, 4), "today": TODAY, "at": NOW}
    note_consent(engine, case["id"], **told)
    data = sheet(("case_code", *HEAD), (case["code"], *row(con_Consent="TRUE", consent_on="2026-05-04")))
    plan = cases(engine, data)
    assert [entry.why.split(" and ")[0] for entry in plan.rows()] == ["Another consent is stored for this day"]
    assert not plan.changes_anything()


def test_the_same_file_after_two_members_were_made_one_says_that_cases_would_be_added_again(
    engine: Engine, members: dict[str, int]
) -> None:
    data = sheet(HEAD, sent(case=1), sent(case=2))
    keep(engine, cases(engine, data))
    merge(engine, Merged.ORGANIZATION, stays=members["Rim Kok House"], goes=members["River Haven"], at=NOW)
    plan = cases(engine, data)
    (told,) = [one for one in plan.issues if one.code == "cases_again"]
    assert told.why == "This file was imported before, and 2 of its cases would be added again."


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"con_Consent": "TRUE"}, ""),
        ({"con_Consent": "TRUE", "consent_organizations": "Rim Kok House"}, "referral_outside_consent"),
        ({"consent_answer": "withdrawn"}, "referral_without_consent"),
        ({"consent_answer": "withdrawn", "referral_state": "done", "referral_closed_on": "2026-03-09"}, ""),
    ],
)
def test_a_referral_that_runs_against_what_was_decided_is_said(
    engine: Engine, members: dict[str, int], told: dict[str, Any], said: str
) -> None:
    first = sheet(HEAD, sent(**told, consent_on="2026-03-09"))
    assert codes(cases(engine, first)) == ([(2, said)] if said else [])
    keep(engine, cases(engine, first))
    (case,) = stored(engine, m.SharedCase)
    later = sheet(("case_code", *HEAD), (case["code"], *sent(cas_OutgoingReferralDate="2026-05-05")))
    against = said or ("referral_without_consent" if "referral_state" in told else "")
    assert [code for line, code in codes(cases(engine, later)) if code.endswith("_consent")] == [against] * bool(against)


def test_consent_for_all_members_does_not_cover_a_referral_to_another_organization(
    engine: Engine, members: dict[str, int]
) -> None:
    with writing(engine) as session:
        session.execute(delete(m.Membership))
    plan = cases(engine, sheet(HEAD, sent(con_Consent="TRUE", consent_on="2026-03-09")))
    assert codes(plan) == [(2, "referral_outside_consent")]


@pytest.mark.both_engines
def test_a_file_opens_no_case_that_is_stored_as_closed_and_says_so(engine: Engine, members: dict[str, int]) -> None:
    keep(engine, cases(engine, sheet(HEAD, row(cas_Status="Closed", closed_on="2026-04-01"))))
    (case,) = stored(engine, m.SharedCase)
    plan = cases(engine, sheet(("case_code", *HEAD), (case["code"], *row(cas_Status="Active"))))
    assert [entry.why.split(",")[0] for entry in plan.rows()] == ["This case is closed"]
    assert not plan.changes_anything()


def test_a_need_that_runs_twice_to_the_same_member_is_said(engine: Engine, members: dict[str, int]) -> None:
    ended = {"referral_state": "revoked", "referral_closed_on": "2026-03-06"}
    told = [sent(case=1), sent(case=1, cas_OutgoingReferralDate="2026-03-06"), sent(case=1, **ended), sent(case=2)]
    plan = cases(engine, sheet(HEAD, *told))
    assert [one for one in codes(plan) if one[1] == "referral_runs_twice"] == [(3, "referral_runs_twice")]
    keep(engine, plan)
    case = stored(engine, m.SharedCase)[1]
    again = sheet(("case_code", *HEAD), (case["code"], *sent()), (case["code"], *sent(cas_OutgoingReferralDate="2026-03-09")))
    plan = cases(engine, again)
    assert (3, "referral_runs_twice") in codes(plan)
    keep(engine, plan)
    assert not [one for one in codes(cases(engine, again)) if one[1] == "referral_runs_twice"]


def test_the_holder_sends_though_it_stands_in_another_row_or_is_stored(engine: Engine, members: dict[str, int]) -> None:
    head = ("holder_organization", *HEAD)
    told = {"case": 1, "cas_ReferringOrganisation": ""}
    keep(engine, cases(engine, sheet(head, ("Rim Kok House", *row(case=1)), ("", *sent(**told)))))
    (case,) = stored(engine, m.SharedCase)
    keep(
        engine, cases(engine, sheet(("case_code", *HEAD), (case["code"], *sent(**told, cas_OutgoingReferralDate="2026-04-01"))))
    )
    assert [r["referring_organization_id"] for r in stored(engine, m.Referral)] == [members["Rim Kok House"]] * 2


def test_a_name_with_a_semicolon_is_refused_in_a_list_of_names(engine: Engine, members: dict[str, int]) -> None:
    with writing(engine) as session:
        session.add(m.Organization(name="Doi; Clinic, Ltd", name_key=organization_key("Doi; Clinic, Ltd")))
    told = {"con_Consent": "TRUE", "consent_on": "2026-03-02"}
    rows = [
        row(case=1, **told, consent_organizations="Rim Kok House;River Haven"),
        row(case=2, **told, consent_organizations="Doi; Clinic, Ltd"),
    ]
    plan = cases(engine, sheet(HEAD, *rows))
    assert codes(plan) == [(3, "case_value")]
    keep(engine, plan)
    assert len(stored(engine, m.ConsentOrganization)) == 2


def test_two_rows_of_a_case_that_tell_another_consent_contradict_each_other(sqlite_engine: Engine) -> None:
    first, second = (row(case=1, con_Consent="TRUE", consent_on=on) for on in ("2026-03-02", "2026-03-03"))
    plan = cases(sqlite_engine, sheet(HEAD, first, second))
    assert codes(plan) == [(2, "case_incomplete"), (3, "case_contradicts")]


def test_the_template_comes_back_empty_and_its_example_is_right(engine: Engine) -> None:
    plan = cases(engine, htcds_template())
    assert (plan.counts(), codes(plan)) == ({"blank": 1}, [(2, "example_row")])
    told = cases(engine, htcds_template().replace(b"EXAMPLE - delete this row", b"1"))
    assert told.counts() == {"new": 1}
    assert told.totals()["answers about consent to share the case"] == 1
    header = next(csv.reader(io.StringIO(htcds_template().decode("utf-8-sig"))))
    assert header == ["case", *HTCDS]
