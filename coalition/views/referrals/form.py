"""A case sent to a member from where one stands: beside whom to call, and on the page of a case.

Address, for links from elsewhere (`page_link("pages/whom_to_call.py", ...)`):
    ?type=A1&area=TH57&refer=3     opens the form for this member;  ?case=K7M3-9QX2-R  the case that is sent
"""

from typing import Any

import streamlit as st

from coalition.answers.calling import CallAnswer
from coalition.answers.calling_words import Voice, area_name
from coalition.answers.referrals import one_referral
from coalition.calling.words import Provider
from coalition.edits import referrals as edits
from coalition.edits.screen import LONGEST
from coalition.frames import records
from coalition.queries.cases import case_needs_frame
from coalition.queries.checklists import lists_by_kind
from coalition.queries.consent import consents_of
from coalition.queries.directory import contacts_frame
from coalition.queries.members import members_on
from coalition.queries.referral_boards import REFERABLE_SHOWN, referable_frame, referrals_frame
from coalition.referring.consent import refusal
from coalition.shell.address import asked_case, asked_number, asked_referral, page_link, say_old_address_of_case
from coalition.shell.cached import ask
from coalition.shell.context import Page
from coalition.shell.forms import choose, save_button
from coalition.shell.order import by_code, organization_names
from coalition.shell.page import moment
from coalition.shell.save import edit_text
from coalition.shell.trouble import in_sentences
from coalition.shell.words import date_text, label_of, languages_text, md, name_of, phone_link, t
from coalition.views.readiness.meter import readiness_line
from coalition.views.referrals.board import LOOKS, draw_row
from coalition.views.referrals.dialog import open_referral_dialog
from coalition.vocabulary import AgeBand, ReferralPurpose, Sex, Urgency

_ON_THE_WAY = ("urgency", "language")
"""What was asked for and no case keeps: it goes along in the address until the referral is recorded."""


def refer_button(provider: Provider, place: str) -> None:
    """Beside a member that may be called: opens the form. `place`: where the button stands, one member may stand twice."""
    if st.button(t("Refer a case"), key=f"refer {place} {provider.organization_id}", icon=":material/forward_to_inbox:"):
        st.query_params["refer"] = str(provider.organization_id)


def back_to_case(page: Page) -> None:
    """The way back, for who came from the page of a case."""
    say_old_address_of_case()
    if row := asked_case(page):
        page_link("pages/cases.py", t("Back to case {code}", code=md(row["code"])), case=row["code"])


def open_refer_dialog(page: Page, found: CallAnswer, said: Voice) -> None:
    """Draw the form over the page where the address asks for it; closing it takes it out of the address."""
    organization_id = asked_number("refer")
    if not organization_id:
        return
    names = organization_names(page)
    if organization_id not in names:
        close_refer_dialog()
        st.warning(t("This organization no longer exists."))
        return
    where = area_name(found, said)
    title = t("Refer a case to {name}", name=md(names[organization_id]))
    st.dialog(title, width="medium", on_dismiss=close_refer_dialog)(in_sentences()(_draw_form))(
        page, found, where, organization_id, names
    )


def close_refer_dialog() -> None:
    """Take the form out of the address; the case stays, so that there is a way back to it."""
    if "refer" in st.query_params:
        del st.query_params["refer"]


def _draw_form(page: Page, found: CallAnswer, where: str, organization_id: int, names: dict[int, str]) -> None:
    kind, pcode = found.service_type, found.area["pcode"]
    named = f"{kind['code']} {name_of(kind['name'], kind['name_local'])}"
    st.markdown(f"{md(named)}, {md(where)}")
    if spoken := languages_text(found.wanted.language):
        st.caption(t("Language requested: {language}. It is not saved: mention it when you call.", language=md(spoken)))
    asked = asked_case(page)
    also = asked["id"] if asked else None
    rows = records(ask(page, referable_frame, on=page.today, service_type=kind["code"], pcode=pcode, also=also))
    if not rows:
        st.info(t("No open case. Add one first."))
        _add_link(found, organization_id)
        return
    cases = {row["case_id"]: row for row in rows}
    barred = _barred(page, rows, organization_id)
    texts = {
        number: " · ".join(filter(None, [_case_text(row), t("must not be shared") if number in barred else ""]))
        for number, row in sorted(cases.items(), key=lambda one: one[0] in barred)
    }
    key = f"refer case {organization_id} {also}"
    case_id = choose(st.container(), t("Which case?"), texts, key, told=also, hint=t("Choose its code"))
    if case_id is None:
        st.caption(t("Matching cases first, those without consent last."))
        if len(rows) == REFERABLE_SHOWN:
            st.caption(t("Only {n} cases are listed. Refer any other case from its own page.", n=REFERABLE_SHOWN))
        _add_link(found, organization_id)
        return
    case = cases[case_id]
    if case_id in barred:
        _say_barred(case, barred[case_id], organization_id)
        return
    told = readiness_line(page, case_id, kind["code"], organization_id)
    st.caption(f"{t('What {name} needs to know', name=md(names[organization_id]))}: {told}")
    if kind["code"] in ask(page, lists_by_kind, on=page.today, organization_id=organization_id):
        page_link(
            "pages/cases.py", t("Mark what is known"), case=case["case_code"], ready=kind["code"], receiver=str(organization_id)
        )
    _draw_fields(page, found, case, organization_id, names)


def _add_link(found: CallAnswer, organization_id: int) -> None:
    """To the form of a new case, with what was asked for here filled in and the receiver that was chosen."""
    asked = {name: st.query_params[name] for name in ("age", "sex", *_ON_THE_WAY) if name in st.query_params}
    told = {"new": "1", "type": found.service_type["code"], "area": found.area["pcode"], "receiver": str(organization_id)}
    page_link("pages/cases.py", t("Add the case that needs this"), **told, **asked)


def _barred(page: Page, rows: list[dict[str, Any]], organization_id: int) -> dict[int, str]:
    """{case that may not go there: why}."""
    consents = ask(page, consents_of, case_ids=[row["case_id"] for row in rows])
    members = ask(page, members_on, on=page.today)
    told = {
        row["case_id"]: refusal(
            consents.get(row["case_id"]),
            referring=row["holder_id"],
            referred=organization_id,
            age_band=AgeBand(row["age_band"]),
            members=members,
        )
        for row in rows
    }
    return {number: why for number, why in told.items() if why}


def _case_text(row: dict[str, Any]) -> str:
    """A code, since when it waits, and who holds it."""
    since = t("waiting since {day}", day=date_text(row["opened_on"])) if row["need_id"] else t("the need will be recorded too")
    runs = t("{n} sent already", n=row["running"]) if row["running"] else ""
    return " · ".join(filter(None, [row["case_code"], since, row["holder"], runs]))


def _say_barred(case: dict[str, Any], why: str, organization_id: int) -> None:
    """Why a case may not go there, with the way to note consent."""
    st.error(t(why), icon=":material/lock:")
    name = t("Consent of case {code}", code=md(case["case_code"]))
    told = {one: st.query_params[one] for one in _ON_THE_WAY if one in st.query_params}
    page_link("pages/cases.py", name, case=case["case_code"], part="consent", receiver=str(organization_id), **told)


def _draw_fields(page: Page, found: CallAnswer, case: dict[str, Any], organization_id: int, names: dict[int, str]) -> None:
    left, right = st.columns(2)
    sender = choose(left, t("Sent by"), names, f"refer sender {case['case_id']}", told=case["holder_id"])
    asked = Urgency.URGENT if found.wanted.is_urgent else None  # said above the list of whom to call
    urgencies = {one: label_of(one) for one in Urgency}
    urgency = choose(right, t("Answer needed"), urgencies, f"refer urgency {case['case_id']}", told=asked)
    purposes = {one: label_of(one) for one in ReferralPurpose}
    purpose = choose(st.container(), t("Reason for the referral"), purposes, f"refer purpose {case['case_id']}")
    label, key = t("Note to {name} (if needed)", name=md(names[organization_id])), f"refer note {case['case_id']}"
    note = st.text_input(label, key=key, max_chars=LONGEST)
    under = {"note": st.empty()}
    st.caption(t("No names, numbers or identifying places."))
    wanted = {t("who sends it"): sender, t("when an answer is needed"): urgency, t("a reason"): purpose}
    if not save_button(t("Record the referral"), "send referral", choose=wanted, icon=":material/edit_note:"):
        return
    told: dict[str, Any] = {"referred_organization_id": organization_id, "referring_organization_id": sender}
    told |= {"urgency": urgency, "purpose": purpose, "note": note, "today": page.today}
    if case["need_id"]:
        told["need_id"] = case["need_id"]
    else:
        told |= {"case_id": case["case_id"], "service_type_id": found.service_type["id"], "area_id": found.area["id"]}

    def close(number: int) -> None:
        st.session_state[_TO_CALL] = number
        close_refer_dialog()

    done = t("Recorded: case {code} to {name}.", code=md(case["case_code"]), name=md(names[organization_id]))
    edit_text(under, page, done, edits.send_referral if case["need_id"] else edits.refer_case, then=close, **told)


_TO_CALL = "referral to call about"
"""Key of the session: number of the referral that was recorded just now; absent: none, or another page was opened since."""


def call_now(page: Page) -> None:
    """What is still to do about the referral that was recorded last: the program tells nobody. It stays till one leaves."""
    number = st.session_state.get(_TO_CALL)
    if number is None:
        return
    found = None if page.is_entered else ask(page, one_referral, now=moment(), on=page.today, referral_id=number)
    if found is None:
        del st.session_state[_TO_CALL]  # taken back, or another page was opened since
        return
    row = found.row
    contacts = records(ask(page, contacts_frame, organization_id=row["referred_id"]))
    phone = next((phone_link(one["phone"]) for one in contacts if one["phone"]), t("no number is recorded"))
    within = label_of(Urgency(row["urgency"])) if row["urgency"] else "?"
    words = t("Nothing was sent. Call them now ({phone}). Answer needed: {within}.", phone=phone, within=within)
    st.warning(f"**{md(row['case_code'])} → {md(row['referred'])}:** {words}", icon=":material/call:")


# --- on the page of a case --------------------------------------------------------------------------------------------


def draw_referrals(page: Page, case: dict[str, Any]) -> None:
    """To whom each need of a case was sent and how that stands, with the way to send it; `case`: a row of frames.CASES."""
    st.html(LOOKS)
    st.subheader(t("Sent to"))
    at, is_open = moment(), case["closed_on"] is None or case["closed_on"] > page.today
    rows = records(ask(page, referrals_frame, now=at, on=page.today, case_id=case["id"]))
    needs = by_code(records(ask(page, case_needs_frame, case_ids=[case["id"]])))
    receiver = organization_names(page).get(asked_number("receiver") or 0)
    refer = t("Refer to {name}", name=md(receiver)) if receiver else t("Refer")
    shown = [need for need in needs if need["closed_on"] is None or any(row["need_id"] == need["id"] for row in rows)]
    if not shown:
        st.caption(t("No open needs.") if needs else t("No needs recorded."))
    for need in shown:
        own = [row for row in rows if row["need_id"] == need["id"]]
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            what = f"{need['code']} {name_of(need['service_type'], need['service_type_local'])}"
            st.markdown(f"**{md(what)}**, {md(name_of(need['area_name'], need['area_name_local']))}", width="content")
            if is_open and need["closed_on"] is None:
                page_link("pages/whom_to_call.py", refer, **_address(case, need))
        if not own:
            st.caption(t("Not sent yet."))
        for row in own:
            draw_row(row, at)
    if (opened := asked_referral(page)) is not None:
        open_referral_dialog(page, opened)


def _address(case: dict[str, Any], need: dict[str, Any]) -> dict[str, str]:
    """What the page Whom to call is asked for one need of a case; a receiver that was chosen already stays chosen."""
    told = {"type": need["code"], "area": need["area"], "case": case["code"]}
    if receiver := asked_number("receiver"):
        told["refer"] = str(receiver)
    told |= {name: st.query_params[name] for name in _ON_THE_WAY if st.query_params.get(name)}
    if case["age_band"] != AgeBand.UNKNOWN:
        told["age"] = case["age_band"]
    return told | ({"sex": case["sex"]} if case["sex"] != Sex.UNKNOWN else {})
