"""The board of referrals, one opened over it, and a case sent from where one stands."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from coalition import models as m
from coalition.database import reading, writing
from coalition.frames import records
from coalition.locale import catalogue
from coalition.queries.places import places_to_ask
from coalition.queries.referral_boards import referrals_frame
from coalition.shell.address import referral_address
from coalition.summaries import rebuild
from coalition.views.referrals.board import TEXTS
from coalition.views.referrals.dialog import SAVED, VERBS
from coalition.vocabulary import ConsentAnswer, ReferralReason
from tests.support.filled import choose, code_of, lists_text
from tests.support.importing import stored

Dashboard = Callable[..., AppTest]
TODAY, NOON = date(2026, 11, 25), datetime(2026, 11, 25, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """Noon; every look at the clock is a second later."""
    told = [NOON]

    def now() -> datetime:
        told.append(told[-1] + timedelta(seconds=1))
        return told[-1]

    monkeypatch.setattr("coalition.clock.now", now)
    return told


def texts(at: AppTest) -> str:
    return " ".join(element.value for element in [*at.markdown, *at.caption, *at.info, *at.subheader, *at.error]) + lists_text(
        at
    )


def press(at: AppTest, key: str) -> AppTest:
    at.button(key=key).click().run()
    return at


def running(engine: Engine, state: str = "sent") -> dict[str, Any]:
    """The newest referral of the demo in a state."""
    return next(row for row in reversed(stored(engine, m.Referral)) if row["state"] == state)


def name(engine: Engine, number: int) -> str:
    return next(str(row["name"]) for row in stored(engine, m.Organization) if row["id"] == number)


def address(engine: Engine, referral: dict[str, Any]) -> str:
    with reading(engine) as session:
        return referral_address(records(referrals_frame(session, now=NOON, on=TODAY, referral_id=referral["id"]))[0])


def consent(engine: Engine, case_id: int, answer: ConsentAnswer = ConsentAnswer.GIVEN) -> None:
    with writing(engine) as session:
        session.add(m.CaseConsent(case_id=case_id, answer=answer, decided_on=TODAY, noted_at=NOON))


def test_the_answer_counts_and_what_is_overdue_stands_first(dashboard: Dashboard, demo_engine: Engine) -> None:
    at = dashboard("referrals")
    assert at.markdown[0].value == (
        "## **12** referrals awaiting an answer, **7** of them overdue. **1** has had no update for 14 days."
    )
    assert [part.value for part in at.subheader] == ["Overdue (7)", "Awaiting an answer (5)", "No update (1)"]
    assert "12 days late" in texts(at)
    assert '"Rim Kok Foundation"' in texts(at)
    assert [part.label for part in at.expander] == [
        "Accepted and under way (1)",
        "Ended in the last 30 days",
        "Ask how many places are free (1)",
    ]


def test_a_member_sees_what_it_must_answer_and_what_it_waits_for(dashboard: Dashboard, demo_engine: Engine) -> None:
    rows = [row for row in stored(demo_engine, m.Referral) if row["state"] in ("sent", "acknowledged")]
    own = next(
        row["referred_organization_id"] for row in rows if name(demo_engine, row["referred_organization_id"]) == "Sai Lom House"
    )
    at = dashboard("referrals", organization=str(own))
    assert at.markdown[0].value == (
        "## **2** referrals awaiting an answer from Sai Lom House, none of them overdue. **1** waiting "
        "for others, none of them overdue. **1** has had no update for 14 days."
    )
    assert "Sai Lom House must answer (2)" in [part.value for part in at.subheader]


def test_one_click_accepts_for_the_receiver_and_one_takes_it_back(dashboard: Dashboard, demo_engine: Engine) -> None:
    row = running(demo_engine)
    receiver = name(demo_engine, row["referred_organization_id"])
    before = (stored(demo_engine, m.Referral), stored(demo_engine, m.ReferralStep))
    at = dashboard("referrals", referral=address(demo_engine, row))
    assert at.button(key="move accepted").label == f"Accept on behalf of {receiver}".replace("(", r"\(").replace(")", r"\)")
    press(at, "move accepted")
    assert "referral" not in at.query_params
    after = next(one for one in stored(demo_engine, m.Referral) if one["id"] == row["id"])
    assert (after["state"], after["accepted_on"]) == ("accepted", TODAY)
    assert at.success[0].value.startswith("Accepted on behalf of ")
    press(at, "undo-last-edit")
    assert (stored(demo_engine, m.Referral), stored(demo_engine, m.ReferralStep)) == before


def test_declining_asks_why_and_a_note_that_tells_who_somebody_is_is_refused(dashboard: Dashboard, demo_engine: Engine) -> None:
    row = running(demo_engine)
    at = dashboard("referrals", referral=address(demo_engine, row))
    assert len([field for field in at.text_input if field.label.startswith("Note to the other organization (if")]) == 1
    press(at, "move declined")
    assert "Choose why it is declined." in texts(at)
    at.selectbox(key=f"why declined {row['id']}").select(ReferralReason.NO_CAPACITY)
    at.text_input(key=f"note {row['id']}").set_value("Call 081-234-5678")
    press(at, "move declined")
    assert "phone" in at.error[0].value
    at.text_input(key=f"note {row['id']}").set_value("Ask again in May.")
    press(at, "move declined")
    assert next(one["reason"] for one in stored(demo_engine, m.Referral) if one["id"] == row["id"]) == "no_capacity"
    at = dashboard("referrals", referral=address(demo_engine, row))
    assert "“Ask again in May.”" in texts(at)
    assert not [button for button in at.button if str(button.key).startswith("move")]


def test_a_note_is_written_for_one_side_and_the_state_stays(dashboard: Dashboard, demo_engine: Engine) -> None:
    row = running(demo_engine)
    at = dashboard("referrals", referral=address(demo_engine, row))
    at.text_input(key=f"only note {row['id']}").set_value("We call at noon.")
    press(at, f"note for {row['referred_organization_id']}")
    step = stored(demo_engine, m.ReferralStep)[-1]
    assert (step["note"], step["organization_id"], step["state"]) == ("We call at noon.", row["referred_organization_id"], None)


def test_an_address_names_a_referral_by_the_code_of_its_case_and_no_number_of_a_row_opens_one(
    dashboard: Dashboard, demo_engine: Engine
) -> None:
    cases = {row["id"]: row["code"] for row in stored(demo_engine, m.SharedCase)}
    case_of = {row["id"]: row["case_id"] for row in stored(demo_engine, m.CaseNeed)}
    own: dict[str, list[str]] = {}
    for row in stored(demo_engine, m.Referral):
        own.setdefault(cases[case_of[row["need_id"]]], []).append(address(demo_engine, row))
    assert max(map(len, own.values())) > 1
    assert own == {code: [f"{code}-{number}" for number, _ in enumerate(told, 1)] for code, told in own.items()}
    code, told = next(iter(own.items()))
    for asked in ("1", "999999", f"{code}-{len(told) + 1}", f"{code}-x", code):
        assert "no longer exists" in dashboard("referrals", referral=asked).warning[0].value


def test_without_a_referral_the_page_says_how_to_send_one(dashboard: Dashboard, sqlite_engine: Engine) -> None:
    at = dashboard("referrals")
    assert "**No** referral waiting." in texts(at)
    assert "No referrals." in texts(at)


def test_from_whom_to_call_a_case_is_sent_in_one_form_and_taken_back(dashboard: Dashboard, demo_engine: Engine) -> None:
    asked = {"type": "A2", "area": "TH50"}
    at = dashboard("whom_to_call", **asked)
    first = next(button for button in at.button if str(button.key).startswith("refer "))
    receiver = int(str(first.key).split()[-1])
    press(at, str(first.key))
    assert at.query_params["refer"] == str(receiver)
    box = next(box for box in at.selectbox if box.label == "Which case?")
    case_id = next(row["id"] for row in reversed(stored(demo_engine, m.SharedCase)) if row["closed_on"] is None)
    consent(demo_engine, case_id, ConsentAnswer.REFUSED)
    box.select(case_id).run()
    assert "Consent refused" in texts(at)
    assert "send referral" not in [button.key for button in at.button]
    barred = ["must not be shared" in option for option in next(b for b in at.selectbox if b.label == "Which case?").options]
    assert barred == sorted(barred), "those that must not be shared stand last"
    assert any(barred)
    consent(demo_engine, case_id)
    before = (stored(demo_engine, m.CaseNeed), stored(demo_engine, m.Referral))
    at = dashboard("whom_to_call", **asked, refer=str(receiver), case=code_of(demo_engine, case_id))
    assert "needs to know" in texts(at)
    assert at.button(key="send referral").label.endswith("when an answer is needed and a reason")
    for label, value in (
        ("Sent by", 1 if receiver != 1 else 2),
        ("Answer needed", "routine"),
        ("Reason for the referral", "other"),
    ):
        choose(at, label, value)
    press(at, "send referral")
    sent = stored(demo_engine, m.Referral)[-1]
    assert (sent["referred_organization_id"], sent["state"], sent["sent_on"]) == (receiver, "sent", TODAY)
    assert "refer" not in at.query_params
    assert at.success[0].value.startswith("Recorded: case ")
    assert "Nothing was sent. Call them now" in at.warning[0].value, "on the page, and not only in the bar that goes"
    assert at.warning[0].value.endswith("Answer needed: Within 3 days.")
    press(at, "undo-last-edit")
    assert not [told for told in at.warning if "Nothing was sent" in told.value], "nobody is to be called about what is gone"
    assert (stored(demo_engine, m.CaseNeed), stored(demo_engine, m.Referral)) == before


def test_the_page_of_a_case_shows_to_whom_it_was_sent_and_leads_to_sending(dashboard: Dashboard, demo_engine: Engine) -> None:
    row = running(demo_engine)
    need = next(need for need in stored(demo_engine, m.CaseNeed) if need["id"] == row["need_id"])
    at = dashboard("cases", case=code_of(demo_engine, need["case_id"]))
    assert name(demo_engine, row["referred_organization_id"]) in texts(at)
    assert "Refer" in [link.proto.label for link in at.get("page_link")]
    press(at, f"referral {row['id']}")
    press(at, "move acknowledged")
    assert next(one for one in stored(demo_engine, m.Referral) if one["id"] == row["id"])["state"] == "acknowledged"
    assert at.query_params["case"] == code_of(demo_engine, need["case_id"])


def test_the_overview_says_how_many_are_overdue_and_the_room_does_not(dashboard: Dashboard, demo_engine: Engine) -> None:
    links = [link.proto.label for link in dashboard("overview").get("page_link")]
    assert "7 referrals" in links
    assert "referrals" not in " ".join(link.proto.label for link in dashboard("present").get("page_link"))


def test_every_button_and_answer_has_its_thai() -> None:
    said = [*VERBS.values(), *SAVED.values(), *TEXTS]
    assert not [sentence for sentence in said if sentence not in catalogue("th")]


def test_once_a_referral_is_accepted_the_page_asks_how_many_places_are_free_and_keeps_the_answer(
    dashboard: Dashboard, demo_engine: Engine
) -> None:
    with writing(demo_engine) as session:
        row = running(demo_engine)
        need = session.get_one(m.CaseNeed, row["need_id"])
        told = {"service_type_id": need.service_type_id, "area_id": need.area_id, "capacity": 9, "capacity_available": 7}
        told |= {"organization_id": row["referred_organization_id"], "recorded_at": NOON - timedelta(hours=3)}
        session.add(m.Service(assured_on=TODAY, **told))
        session.flush()
        rebuild(session)
    at = dashboard("referrals", referral=address(demo_engine, row))
    press(at, "move accepted")
    named = name(demo_engine, row["referred_organization_id"])
    with reading(demo_engine) as session:
        _, count = places_to_ask(session, on=TODAY)
    assert f"Ask how many places are free ({count})" in [part.label for part in at.expander]
    assert "7 of 9 places free on 25 Nov 2026. 1 referral accepted since." in texts(at)
    assert f"**{named}** · " in texts(at)

    number = next(one for one in reversed(stored(demo_engine, m.Service)))["id"]
    button = f"save free places {number}"
    assert at.button(key=button).disabled
    assert at.button(key=button).label == "Enter how many places are free and who confirmed it"
    at.number_input(key=f"free places {number}").set_value(6).run()
    assert at.button(key=button).disabled, "nobody confirmed it"
    at.text_input(key=f"places told by {number}").set_value("The night desk").run()
    press(at, button)

    newest = stored(demo_engine, m.Service)[-1]
    assert (newest["capacity_available"], newest["capacity"], newest["assured_on"]) == (6, 9, TODAY)
    assert newest["assured_by"] == "The night desk"
    assert "7 of 9 places free" not in texts(at)
    press(at, "undo-last-edit")
    assert "7 of 9 places free on 25 Nov 2026. 1 referral accepted since." in texts(at)
