"""The hand-over sheet on the page of a case: for which need, to whom, how urgent, in which language; then printed."""

from typing import Any

import streamlit as st

from coalition import locale
from coalition.answers.handover import Sheet, handover_sheet
from coalition.frames import records
from coalition.queries.handover import last_sent
from coalition.queries.referral_boards import referrals_frame
from coalition.referring.steps import RUNNING
from coalition.shell.address import page_link
from coalition.shell.cached import ask
from coalition.shell.context import Page
from coalition.shell.forms import choose
from coalition.shell.page import moment
from coalition.shell.printed import STYLE
from coalition.shell.widgets import download, side_by_side
from coalition.shell.words import label_of, language, md, name_of, t, worded
from coalition.views.readiness.handover_sheet import sheet_body, sheet_file
from coalition.vocabulary import ReferralState, Urgency


def draw_handover(page: Page, needs: list[dict[str, Any]], members: dict[int, str], receiver: int) -> None:
    """The sheet for one open need and the receiver chosen above it.

    Args:
        page: from `open_page`.
        needs: rows of frames.CASE_NEEDS that may be handed over.
        members: {organization: name}.
        receiver: the organization; 0: not chosen yet.
    """
    with st.expander(t("Referral sheet"), icon=":material/print:"):
        if not needs:
            st.caption(t("There is no open need, so there is nothing to refer."))
        elif receiver not in members:
            st.caption(t("Choose the receiving organization."))
            _draw_receivers(page, needs)
        else:
            _draw(page, needs, receiver, members[receiver])


def _draw_receivers(page: Page, needs: list[dict[str, Any]]) -> None:
    """A link for each to whom one of the needs was sent and who has not said no: the sheet is most likely for them."""
    case_id, listed = needs[0]["case_id"], {need["id"] for need in needs}
    sent = records(ask(page, referrals_frame, now=moment(), on=page.today, case_id=case_id))
    running = {row["referred_id"]: row for row in sent if row["need_id"] in listed and ReferralState(row["state"]) in RUNNING}
    for number, row in running.items():
        told = t(
            "{code} was sent to {name}: referral sheet for this organization", code=md(row["code"]), name=md(row["referred"])
        )
        page_link("pages/cases.py", told, case=row["case_code"], ready=row["code"], receiver=str(number))


def _draw(page: Page, needs: list[dict[str, Any]], receiver: int, name: str) -> None:
    listed = {need["id"]: need for need in needs}
    first, second, third = side_by_side(3, 220)
    need = first.selectbox(
        t("For"), list(listed), format_func=lambda i: _need_text(listed[i]), key=worded(f"sheet need {needs[0]['case_id']}")
    )
    sent = ask(page, last_sent, need_id=need, organization_id=receiver, on=page.today)
    wanted = sent.urgency if sent else None
    urgencies = {one: label_of(one) for one in Urgency}
    urgency = choose(second, t("Answer needed"), urgencies, f"sheet urgency {need} {receiver}", told=wanted)
    tongue = third.selectbox(
        t("Language"),
        list(locale.LANGUAGES),
        index=list(locale.LANGUAGES).index(language()),
        format_func=lambda code: locale.LANGUAGES[code],
        key=worded("sheet language"),
    )
    told = {"need_id": need, "organization_id": receiver, "receiver": name, "urgency": urgency or Urgency.ROUTINE}
    sheet: Sheet | str | None = ask(page, handover_sheet, on=page.today, **told)
    if isinstance(sheet, str):
        st.warning(t(sheet))
    elif urgency is None:
        st.caption(t("Choose by when you need an answer."))
    elif sheet is not None:
        download(
            t("Download the sheet to print it"),
            sheet_file(sheet, tongue),
            f"hand-over {sheet.code}.html",
            "text/html",
            key="sheet",
        )
        st.caption(t("Open and print. Nothing is sent."))
        st.html(f"<style>{STYLE}</style>{sheet_body(sheet, tongue)}")


def _need_text(need: dict[str, Any]) -> str:
    kind, area = name_of(need["service_type"], need["service_type_local"]), name_of(need["area_name"], need["area_name_local"])
    return f"{need['code']} {kind}, {area}"
