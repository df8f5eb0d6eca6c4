"""One referral opened over the page: its time line, the next steps with whose they are, a note to the other side."""

from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from coalition.answers import referrals as answers
from coalition.answers.referrals import OneReferral, Standing
from coalition.edits import referrals as edits
from coalition.edits.screen import LONGEST
from coalition.referring.steps import NEXT, REASONS
from coalition.shell.address import page_link, referral_address
from coalition.shell.cached import ask
from coalition.shell.context import Page
from coalition.shell.page import moment
from coalition.shell.save import edit_text
from coalition.shell.trouble import in_sentences
from coalition.shell.words import date_text, instant_text, label_of, md, t, worded
from coalition.views.readiness.meter import readiness_line
from coalition.views.referrals.board import due_badge, standing_words, ways_text, what_text
from coalition.vocabulary import ReferralPurpose, ReferralReason, ReferralState, Urgency

VERBS = {
    ReferralState.ACCEPTED: "Accept on behalf of {name}",
    ReferralState.ACKNOWLEDGED: "Acknowledge on behalf of {name}",
    ReferralState.IN_PROGRESS: "{name} has started",
    ReferralState.DONE: "{name} has finished",
    ReferralState.DECLINED: "Decline on behalf of {name}",
    ReferralState.CLOSED_WITHOUT_SERVICE: "On behalf of {name}: close without service",
    ReferralState.REVOKED: "Withdraw on behalf of {name}",
}
"""What a button says: the step, and for whom it is taken, as long as nobody signs in."""

SAVED = {
    ReferralState.ACCEPTED: "Accepted on behalf of {name}.",
    ReferralState.ACKNOWLEDGED: "Acknowledged on behalf of {name}.",
    ReferralState.IN_PROGRESS: "Recorded: {name} has started.",
    ReferralState.DONE: "Recorded: {name} has finished.",
    ReferralState.DECLINED: "Declined on behalf of {name}.",
    ReferralState.CLOSED_WITHOUT_SERVICE: "Closed without service, on behalf of {name}.",
    ReferralState.REVOKED: "Withdrawn on behalf of {name}.",
}
"""What is said once a step is taken."""

_ICONS = {
    ReferralState.ACCEPTED: ":material/check:",
    ReferralState.ACKNOWLEDGED: ":material/visibility:",
    ReferralState.IN_PROGRESS: ":material/directions_run:",
    ReferralState.DONE: ":material/done_all:",
    ReferralState.DECLINED: ":material/block:",
    ReferralState.CLOSED_WITHOUT_SERVICE: ":material/close:",
    ReferralState.REVOKED: ":material/undo:",
}


def open_referral_dialog(page: Page, referral_id: int) -> None:
    """Draw one referral over the page; closing it takes it out of the address."""
    told = {"now": moment(), "on": page.today, "referral_id": referral_id}
    found: OneReferral | None = ask(page, answers.one_referral, **told)
    if found is None:
        close_referral_dialog()
        st.warning(t("This referral no longer exists."))
        return
    st.dialog(md(what_text(found.row)), width="medium", on_dismiss=close_referral_dialog)(in_sentences()(_draw))(page, found)


def close_referral_dialog(_result: object = None) -> None:
    """Take the referral out of the address."""
    if "referral" in st.query_params:
        del st.query_params["referral"]


def _draw(page: Page, found: OneReferral) -> None:
    row = found.row
    facts = filter(None, [due_badge(row, moment()), standing_words(row)])
    wanted = t("Answer needed: {when}", when=label_of(Urgency(row["urgency"])))
    purpose = f"{t('Reason for the referral')}: {label_of(ReferralPurpose(row['purpose']))}"
    st.markdown(f"**{md(ways_text(row))}** · {md(row['case_code'])}  \n{' · '.join(facts)}  \n{wanted} · {purpose}")
    if row["standing"] != Standing.ENDED:
        told = readiness_line(page, row["case_id"], row["code"], row["referred_id"])
        st.caption(f"{t('What {name} needs to know', name=md(row['referred']))}: {told}")
    _draw_time_line(found)
    if NEXT[ReferralState(row["state"])]:
        _draw_next(page, row)
    _draw_note(page, row)
    with st.container(horizontal=True, gap="small"):
        page_link("pages/cases.py", t("Case {code}", code=md(row["case_code"])), case=row["case_code"])
        about = {"referral": referral_address(row), "organization": str(row["referred_id"])}
        page_link("pages/actions.py", t("Add an action for this"), **about)


def _draw_time_line(found: OneReferral) -> None:
    lines = [_step_text(step) for step in found.steps] or _days_text(found.row)
    st.markdown(f"**{t('What happened')}**\n" + "\n".join(f"- {line}" for line in lines))


def _step_text(step: dict[str, Any]) -> str:
    what = label_of(ReferralState(step["state"])) if step["state"] else t("Note")
    why = label_of(ReferralReason(step["reason"])) if step["reason"] else ""
    by = t("recorded by {name}", name=step["by"]) if step["by"] else ""
    facts = " · ".join(md(part) for part in (instant_text(step["at"]), step["organization"], by, why) if part)
    note = f"  \n“{md(step['note'])}”" if step["note"] else ""
    return f"**{md(what)}** · {facts}{note}"


def _days_text(row: dict[str, Any]) -> list[str]:
    """Of a referral that tells days only."""
    days = {
        t("Sent"): row["sent_on"],
        t("Accepted"): row["accepted_on"],
        label_of(ReferralState(row["state"])): row["closed_on"],
    }
    return [f"**{name}** · {date_text(day)}" for name, day in days.items() if day is not None]


def _draw_next(page: Page, row: dict[str, Any]) -> None:
    """The steps that can follow: those that are wanted with their buttons, each end without help behind one click.

    One note goes with whichever step is taken: a field for each lost what was typed in another.
    """
    offered = answers.next_steps(row["state"])
    forward, endings = ([s for s in offered if s not in REASONS], [s for s in offered if s in REASONS])
    pressed: list[tuple[ReferralState, ReferralReason | None, DeltaGenerator]] = []
    with st.form("move referral", border=False):
        note = st.text_input(t("Note to the other organization (if needed)"), key=f"note {row['id']}", max_chars=LONGEST)
        under = {"note": st.empty()}
        with st.container(horizontal=True):
            taken = [step for place, step in enumerate(forward) if _submit(row, step, is_first=not place)]
        refused = st.container()
        pressed += [(step, None, refused) for step in taken]
        for step in endings:
            with st.expander(_said(VERBS, row, step), icon=_ICONS[step]):
                reason = st.selectbox(
                    t("Why?"), REASONS[step], index=None, format_func=label_of, key=worded(f"why {step} {row['id']}"),
                    placeholder=t("Choose"),
                )  # fmt: skip
                if _submit(row, step):
                    pressed.append((step, reason, st.container()))
    for step, reason, place in pressed:
        with place:
            _move(page, under, row, step, note, reason)


def _said(texts: dict[ReferralState, str], row: dict[str, Any], step: ReferralState) -> str:
    return t(texts[step], name=md(answers.side_of(row, step) or t("the sender")))


def _submit(row: dict[str, Any], step: ReferralState, *, is_first: bool = False) -> bool:
    kind: Any = "primary" if is_first else "secondary"
    return st.form_submit_button(_said(VERBS, row, step), type=kind, icon=_ICONS[step], key=f"move {step}", wrap=True)


def _move(
    page: Page,
    beside: dict[str, DeltaGenerator],
    row: dict[str, Any],
    step: ReferralState,
    note: str,
    reason: ReferralReason | None = None,
) -> None:
    told = {"reason": reason, "note": note, "today": page.today}
    edit_text(beside, page, _said(SAVED, row, step), edits.move_referral, row["id"], step, then=close_referral_dialog, **told)


def _draw_note(page: Page, row: dict[str, Any]) -> None:
    sides = {row["referred_id"]: row["referred"], row["referring_id"]: row["referring"]}
    with st.expander(t("Add a note"), icon=":material/edit_note:"), st.form("note referral", border=False):
        note = st.text_input(t("Note to the other organization"), key=f"only note {row['id']}", max_chars=LONGEST)
        beside = {"note": st.empty()}
        with st.container(horizontal=True):
            for side, name in sides.items():
                said = t("Write on behalf of {name}", name=md(name))
                if side and st.form_submit_button(said, key=f"note for {side}", wrap=True):
                    told = {"note": note, "organization_id": side, "today": page.today}
                    done = t("The note is saved.")
                    edit_text(beside, page, done, edits.note_referral, row["id"], then=close_referral_dialog, **told)
