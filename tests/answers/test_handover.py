"""The hand-over sheet: only with consent, and nothing of the case on it that the receiver does not need."""

import re
from datetime import UTC, date, datetime, timedelta
from itertools import chain, combinations
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from coalition import models as m
from coalition.answers.handover import Sheet, handover_sheet
from coalition.database import reading, writing
from coalition.defaults import load_defaults
from coalition.edits.checklists import Fact, make_own, save_version, state_item
from coalition.locale import translate
from coalition.referring import consent as sentences
from coalition.views.readiness.handover_sheet import sheet_file
from coalition.vocabulary import (
    AgeBand,
    ConsentAnswer,
    ConsentScope,
    Exploitation,
    ItemAges,
    ItemKnowledge,
    ReferralReason,
    ReferralState,
    Sex,
    StatusDecider,
    TraffickingStatus,
    Urgency,
    WithheldField,
    label,
)

DAY = date(2026, 11, 25)
AT = datetime(2026, 11, 25, 9, tzinfo=UTC)
HOLDER, POLICE, OTHER = 1, 2, 3
CODE = "KMTR-4QZX-7"
FIELDS = {
    WithheldField.SEX: label(Sex.FEMALE),
    WithheldField.AGE_BAND: label(AgeBand.A12_14),
    WithheldField.EXPLOITATION: label(Exploitation.REMOVAL),
    WithheldField.TRAFFICKING_STATUS: label(TraffickingStatus.PRESUMED),
    WithheldField.DISTRICT: "Mae Sai",
}
"""Field -> how its value would stand on the sheet."""

ELSE = ("Ton Rak", "Somsri", "2019", "Education", "A4", "Mae Chan", "temple", "By court", "No place free")
"""What else is stored of the case, its other need and referrals, and of others."""


@pytest.fixture
def case(engine: Engine) -> Engine:
    """One case with two needs, a referral with a note, a promise about it: more than the receiver needs."""
    with writing(engine) as session:
        load_defaults(session)
        session.add_all([m.Organization(name=name, name_key=name.lower()) for name in ("Baan Doi", "Unit 5", "Ton Rak")])
        session.flush()
        told = [(HOLDER, "Malee", "053-000-111"), (POLICE, "Officer on duty", "053-000-222"), (OTHER, "Somsri", None)]
        session.add_all([m.Membership(organization_id=i, from_on=date(2019, 1, 1)) for i in (HOLDER, POLICE, OTHER)])
        session.add_all([m.Contact(organization_id=i, name=name, phone=phone) for i, name, phone in told])
        _store_case(session)
    return engine


def _store_case(session: Session) -> None:
    def of(model: Any, column: Any, value: str) -> int:
        return int(session.execute(select(model.id).where(column == value)).scalar_one())

    sai, chan = of(m.Area, m.Area.pcode, "TH5709"), of(m.Area, m.Area.pcode, "TH5708")
    coded: dict[str, Any] = {"sex": Sex.FEMALE, "age_band": AgeBand.A12_14, "exploitation": Exploitation.REMOVAL}
    coded |= {"trafficking_status": TraffickingStatus.PRESUMED, "status_decided_by": StatusDecider.COURT}
    session.add(m.SharedCase(code=CODE, opened_on=date(2019, 3, 4), area_id=chan, holder_organization_id=HOLDER, **coded))
    session.flush()
    for code, area in (("I8", sai), ("A4", chan)):
        kind = of(m.ServiceType, m.ServiceType.code, code)
        session.add(m.CaseNeed(case_id=1, service_type_id=kind, area_id=area, opened_on=date(2019, 5, 6)))
    session.flush()
    told: dict[str, Any] = {"state": ReferralState.DECLINED, "reason": ReferralReason.NO_CAPACITY}
    session.add(m.Referral(need_id=2, referred_organization_id=OTHER, sent_on=date(2019, 5, 7), **told))
    session.flush()
    session.add(m.ReferralStep(referral_id=1, at=AT, happened_on=date(2019, 5, 7), note="Ask at the temple"))
    session.add(m.ActionItem(what="Ask at the temple", organization_id=OTHER, referral_id=1))


def agree(engine: Engine, answer: ConsentAnswer = ConsentAnswer.GIVEN, *withheld: WithheldField, **told: Any) -> None:
    with writing(engine) as session:
        values = {"case_id": 1, "answer": answer, "decided_on": DAY, "noted_at": AT, **told}
        session.add(m.CaseConsent(**values, withheld=[one.value for one in withheld]))


def sheet(engine: Engine, receiver: int = POLICE, **told: Any) -> Sheet | str | None:
    with reading(engine) as session:
        name = session.get_one(m.Organization, receiver).name
        return handover_sheet(session, need_id=1, organization_id=receiver, receiver=name, on=DAY, **told)


def printed(engine: Engine, language: str = "en", **told: Any) -> str:
    found = sheet(engine, **told)
    assert isinstance(found, Sheet)
    file = sheet_file(found, language).decode()
    return re.sub(r"(?s)<style>.*?</style>", "", file)


@pytest.mark.both_engines
def test_without_consent_for_this_receiver_there_is_no_sheet_but_the_sentence(case: Engine) -> None:
    assert sheet(case) == sentences.NOT_ASKED
    agree(case, scope=ConsentScope.NAMED)
    with writing(case) as session:
        session.add(m.ConsentOrganization(consent_id=1, organization_id=OTHER))
    assert sheet(case) == sentences.NOT_NAMED
    assert isinstance(sheet(case, OTHER), Sheet)
    agree(case, ConsentAnswer.REFUSED)
    assert sheet(case) == sheet(case, OTHER) == sentences.REFUSED
    agree(case, ConsentAnswer.WITHDRAWN)
    assert sheet(case) == sentences.WITHDRAWN


@pytest.mark.both_engines
def test_a_case_whose_holder_is_not_known_is_not_handed_over_without_consent(case: Engine) -> None:
    with writing(case) as session:
        session.get_one(m.SharedCase, 1).holder_organization_id = None
    assert sheet(case) == sentences.NOT_ASKED


def test_the_sheet_tells_the_code_the_need_the_fields_and_who_hands_over_to_whom(case: Engine) -> None:
    agree(case)
    text = printed(case, urgency=Urgency.URGENT)
    needed = [CODE, "I8", "Within 3 hours", "Mae Sai, Chiang Rai", *FIELDS.values(), "C1 ", "C5 "]
    needed += ["Baan Doi", "Malee", "053-000-111", "Unit 5", "Officer on duty", "053-000-222", "25 Nov 2026"]
    assert [one for one in needed if one not in text] == []


def test_who_sent_the_case_there_stands_as_the_sender_and_before_that_its_holder(case: Engine) -> None:
    agree(case)
    with writing(case) as session:
        session.get_one(m.SharedCase, 1).holder_organization_id = None
    found = sheet(case)
    assert isinstance(found, Sheet)
    assert found.sender.name is None
    with writing(case) as session:
        told = {"referring_organization_id": HOLDER, "referred_organization_id": POLICE}
        session.add(m.Referral(need_id=1, sent_on=DAY, **told))
    found = sheet(case)
    assert isinstance(found, Sheet)
    assert (found.sender.name, [row["phone"] for row in found.sender.contacts]) == ("Baan Doi", ["053-000-111"])


SUBSETS = list(chain.from_iterable(combinations(WithheldField, n) for n in range(len(WithheldField) + 1)))


@pytest.mark.parametrize("language", ["en", "th"])
def test_nothing_that_is_withheld_and_nothing_else_of_the_case_is_on_the_sheet(case: Engine, language: str) -> None:
    for withheld in SUBSETS:
        agree(case, ConsentAnswer.GIVEN, *withheld)
        text = printed(case, language)
        for field, value in FIELDS.items():
            shown = "แม่สาย" if (field, language) == (WithheldField.DISTRICT, "th") else translate(value, language)
            assert (f">{shown}<" in text or f">{shown}," in text) is (field not in withheld), (field, withheld)
        assert not [one for one in ELSE if one in text]
        assert {"en": "Chiang Rai", "th": "เชียงราย"}[language] in text


def test_which_facts_are_asked_gives_neither_age_nor_type_away_where_these_are_withheld(case: Engine) -> None:
    """A child is not asked for the means; a type of exploitation may have a list of its own."""
    own = make_own(case, 1, exploitation=Exploitation.REMOVAL, today=DAY, at=AT)
    save_version(case, own, [Fact("Which clinic?")], today=DAY, at=AT + timedelta(minutes=1))
    agree(case)
    assert "Which clinic?" in printed(case)
    agree(case, ConsentAnswer.GIVEN, WithheldField.EXPLOITATION)
    open_age = printed(case)
    assert "Which clinic?" not in open_age
    assert "Means, adults only" not in open_age
    agree(case, ConsentAnswer.GIVEN, WithheldField.EXPLOITATION, WithheldField.AGE_BAND)
    assert "Means, adults only" in printed(case)


def test_each_fact_says_whether_it_is_known_and_has_a_line_for_the_answer_unless_it_is_withheld(case: Engine) -> None:
    agree(case)
    with reading(case) as session:
        keys = ("C1-1", "C1-3", "C1-4")
        items = [session.scalars(select(m.ChecklistItem.id).where(col(m.ChecklistItem.key) == key)).one() or 0 for key in keys]
    for n, (item, state) in enumerate(zip(items, (ItemKnowledge.KNOWN, ItemKnowledge.WITHHELD), strict=False)):
        state_item(case, 1, item, state, today=DAY, at=AT + timedelta(minutes=n))
    facts = re.findall(r'<div class="fact">(.*?)</div>(?=<div class="fact">|<h3>|<p)', printed(case))
    told = [(re.sub("<.*?>", "", fact).split(" ", 1)[1], '<div class="line">' in fact) for fact in facts[:3]]
    assert told == [
        ("Act: procuring, buying, selling, vending, bringing, sending, detaining, harboring or receiving (which?) Known", True),
        ("Purpose: which form of exploitation Withheld", False),
        ("Evidence of age: under 18 on the day of the act? Then no means has to be shown Missing", True),
    ]


@pytest.mark.both_engines
def test_a_fact_that_is_asked_about_some_ages_only_does_not_tell_an_age_that_is_withheld(case: Engine) -> None:
    with writing(case) as session:
        session.get_one(m.SharedCase, 1).age_band = AgeBand.A25_UP
        item = session.scalars(select(m.ChecklistItem.id).where(col(m.ChecklistItem.ages) == ItemAges.ADULTS)).one() or 0
    state_item(case, 1, item, ItemKnowledge.KNOWN, today=DAY, at=AT)
    agree(case)
    assert re.search(r"Means, adults only.*?>Known<", printed(case))
    agree(case, ConsentAnswer.GIVEN, WithheldField.AGE_BAND)
    adult = printed(case)
    assert re.search(r'Means, adults only[^<]*<span class="state">Withheld<', adult)
    with writing(case) as session:
        session.get_one(m.SharedCase, 1).age_band = AgeBand.A12_14
    assert printed(case) == adult


def test_the_urgency_is_that_of_the_referral_until_another_is_chosen(case: Engine) -> None:
    agree(case)
    with writing(case) as session:
        told: dict[str, Any] = {"referring_organization_id": HOLDER, "sent_on": DAY, "urgency": Urgency.IMMEDIATE}
        session.add(m.Referral(need_id=1, referred_organization_id=POLICE, **told))
    found, chosen = sheet(case), sheet(case, urgency=Urgency.SOON)
    assert isinstance(found, Sheet)
    assert isinstance(chosen, Sheet)
    assert (found.urgency, chosen.urgency) == (Urgency.IMMEDIATE, Urgency.SOON)


@pytest.mark.both_engines
def test_the_file_asks_nothing_of_the_network_and_runs_nothing(case: Engine) -> None:
    agree(case)
    with writing(case) as session:
        session.get_one(m.Organization, POLICE).name = "<script>alert(1)</script>"
    found = sheet(case)
    assert isinstance(found, Sheet)
    file = sheet_file(found, "th").decode()
    assert not re.search(r"https?:|<script|<img|<link|@import|src=|href=", file)
    assert {source.split(":")[0] for source in re.findall(r'url\("?([^"]{0,20})', file)} == {"data"}
    assert "&lt;script&gt;" in file


def test_a_need_that_is_not_there_has_no_sheet(case: Engine) -> None:
    with reading(case) as session:
        assert handover_sheet(session, need_id=99, organization_id=POLICE, receiver="Unit 5", on=DAY) is None
