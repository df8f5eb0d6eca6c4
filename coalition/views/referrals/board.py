"""Parts of the board of referrals: the answer, who waits on whom, what ended lately.

Address of the page, for links from elsewhere (`page_link("pages/referrals.py", ...)`):
    ?organization=3     what this member must answer, and what it waits for
    ?referral=K7M3-9QX2-R-2     opens the second of this case: time line and next steps (on the page of a case too)
"""

from datetime import datetime
from typing import Any

import streamlit as st

from coalition.answers import referrals as answers
from coalition.answers.referrals import ReferralBoard, Standing
from coalition.locale import plural
from coalition.queries.referral_boards import CLOSED_LATELY, NO_FEEDBACK_AFTER
from coalition.shell.address import page_link, referral_address
from coalition.shell.words import date_text, instant_text, label_of, md, name_of, t, tn
from coalition.views.rows import draw_rows
from coalition.views.rows.draw import Cell
from coalition.vocabulary import ReferralReason, ReferralState, Urgency

_SHARES = (21, 10, 13, 13, 12, 12)  # of the columns, so that those of all groups stand below each other [percent]
LOOKS = """<style>
[class*="st-key-referral-row-"] { border-top: 1px solid rgba(128, 128, 128, 0.35); padding-top: 0.45rem; }
[class*="st-key-referral-row-"] > :first-child { flex: 1 1 22rem; min-width: 0; }
</style>"""


def answer_sentence(board: ReferralBoard, whose: str = "") -> str:
    """How many wait, on whom, and how many too long; ready for a markdown context. `whose`: the member it is about."""
    n, late = (board.to_answer, board.counts[Standing.OVERDUE_HERE]) if whose else (board.on_others, board.overdue)
    told = [_waiting_words(n, late, whose)]
    if whose:
        n, late = board.on_others, board.counts[Standing.OVERDUE]
        told.append(_on_others_words(n, late))
    silent = board.counts[Standing.NO_FEEDBACK]
    if silent:
        days = NO_FEEDBACK_AFTER.days
        text = plural(silent, "**1** has had no update for {days} days.", "**{n}** have had no update for {days} days.")
        told.append(t(text, n=silent, days=days))
    return " ".join(told)


def _waiting_words(n: int, late: int, whose: str) -> str:
    if not n:
        return (
            t("**No** referral awaiting an answer from {whose}.", whose=md(whose)) if whose else t("**No** referral waiting.")
        )
    if whose:
        text = plural(
            n, "**1** referral awaiting an answer from {whose},", "**{n}** referrals awaiting an answer from {whose},"
        )
    else:
        text = plural(n, "**1** referral awaiting an answer,", "**{n}** referrals awaiting an answer,")
    return f"{t(text, n=n, whose=md(whose))} {_late_words(late)}"


def _late_words(late: int) -> str:
    return t("**{n}** of them overdue.", n=late) if late else t("none of them overdue.")


def _on_others_words(n: int, late: int) -> str:
    if not n:
        return t("None is waiting for others.")
    return f"{tn(n, '**1** waiting for others,', '**{n}** waiting for others,')} {_late_words(late)}"


TEXTS = (
    "**1** has had no update for {days} days.",
    "**{n}** have had no update for {days} days.",
    "**1** referral awaiting an answer from {whose},",
    "**{n}** referrals awaiting an answer from {whose},",
    "**1** referral awaiting an answer,",
    "**{n}** referrals awaiting an answer,",
)
"""Texts that are chosen before they are translated; each has its translation."""


def draw_board(board: ReferralBoard, whose: str = "") -> None:
    """What somebody must do something about, in groups; then what is under way, and what ended lately."""
    rows = board.rows
    for group in answers.GROUPS:
        own = [row for standing in group for row in rows if row["standing"] == standing]
        count = sum(board.counts[standing] for standing in group)
        if own:
            with st.container(gap="small"):
                st.subheader(f"{_group_name(group, whose)} ({count})")
                if Standing.NO_FEEDBACK in group:
                    st.caption(t("Accepted, but no update for {n} days.", n=NO_FEEDBACK_AFTER.days))
                _draw_rows(board, own, count)
    under_way = [row for row in rows if row["standing"] == Standing.UNDER_WAY]
    count = board.counts[Standing.UNDER_WAY]
    if under_way:
        with st.expander(t("Accepted and under way ({n})", n=count), icon=":material/directions_run:"):
            _draw_rows(board, under_way, count)
    ended = board.ended
    if ended:
        with st.expander(t("Ended in the last {n} days", n=CLOSED_LATELY.days), icon=":material/inventory_2:"):
            _draw_rows(board, ended, len(ended))


def _group_name(group: tuple[Standing, ...], whose: str) -> str:
    if Standing.OVERDUE in group:
        return t("Overdue")
    if Standing.TO_ANSWER in group:
        return t("{name} must answer", name=md(whose))
    if Standing.WAITING in group:
        return t("Waiting for others") if whose else t("Awaiting an answer")
    return t("No update")


def _draw_rows(board: ReferralBoard, rows: list[dict[str, Any]], count: int) -> None:
    """A list of referrals, in the order given; a row opens one over the page."""
    shown: list[dict[str, Cell]] = [
        {
            t("Service"): what_text(row),
            t("Case"): (row["case_code"], row["case_code"]),
            t("Status"): " · ".join(filter(None, [answers.due_words(row, board.now, t, date_text), _state_words(row)])),
            t("Sent by"): row["referring"] or t("not given"),
            t("Sent to"): row["referred"],
            t("Sent"): (_sent_text(row), row["sent_at"] or row["sent_on"]),
            t("Answer needed"): label_of(Urgency(row["urgency"])),
        }
        for row in rows
    ]
    key = f"referrals {rows[0]['standing']}"
    addresses = [referral_address(row) for row in rows]
    waiting = [address for address, row in zip(addresses, rows, strict=True) if row["standing"] in _WANTED]
    draw_rows(
        shown, addresses, alt=t("Referrals"), key=key, opens="referral", shares=_SHARES,
        act=t("Next step"), acts=waiting, on_act=_open,
    )  # fmt: skip
    if more := count - len(rows):
        st.caption(t("and {n} more", n=f"{more:,}"))


_WANTED = set(Standing) - {Standing.ENDED, Standing.UNDER_WAY}
"""Of these somebody must do something, which a button at their row says."""


def _open(address: str) -> None:
    """Open a referral over the page."""
    st.query_params["referral"] = address


def draw_row(row: dict[str, Any], at: datetime) -> None:
    """One referral on the page of its case, in two lines, with a button that opens it over the page."""
    with st.container(key=f"referral row {row['id']}", horizontal=True, vertical_alignment="center", gap="small"):
        lines = [
            f"**{md(row['referred'])}**",
            " · ".join(filter(None, [due_badge(row, at, names_who=False), standing_words(row)])),
            " · ".join(_facts(row)),
        ]
        st.markdown("  \n".join(lines), width="stretch")
        label = t("Next step") if row["standing"] in _WANTED else t("See details")
        if st.button(label, key=f"referral {row['id']}", icon=":material/arrow_forward:"):
            _open(referral_address(row))


def standing_words(row: dict[str, Any]) -> str:
    """What the badge of the time leaves out: the state of one that runs, why one ended, that its need is closed."""
    if row["standing"] == Standing.ENDED:
        return md(label_of(ReferralReason(row["reason"]))) if row["reason"] else ""
    told = "" if row["state"] == ReferralState.SENT else md(label_of(ReferralState(row["state"])))
    closed = f":orange-badge[{t('the need is closed')}]" if row["need_closed_on"] is not None else ""
    return " · ".join(filter(None, [told, closed]))


def _state_words(row: dict[str, Any]) -> str:
    """`standing_words` in plain text."""
    if row["standing"] == Standing.ENDED:
        return label_of(ReferralReason(row["reason"])) if row["reason"] else ""
    told = "" if row["state"] == ReferralState.SENT else label_of(ReferralState(row["state"]))
    return ", ".join(filter(None, [told, t("the need is closed") if row["need_closed_on"] is not None else ""]))


def _facts(row: dict[str, Any]) -> list[str]:
    wanted = t("Answer needed: {when}", when=label_of(Urgency(row["urgency"])))
    return [t("sent on {day}", day=_sent_text(row)), wanted]


def _sent_text(row: dict[str, Any]) -> str:
    """The day; where an answer is wanted within hours, the time too."""
    hurries = row["urgency"] in (Urgency.IMMEDIATE, Urgency.URGENT) and row["sent_at"] is not None
    return instant_text(row["sent_at"]) if hurries else date_text(row["sent_on"])


def what_text(row: dict[str, Any]) -> str:
    """The service type and the area, e.g. `A1 Shelter, Chiang Rai`."""
    kind, area = name_of(row["service_type"], row["service_type_local"]), name_of(row["area"], row["area_local"])
    return f"{row['code']} {kind}, {area}"


def ways_text(row: dict[str, Any]) -> str:
    """From whom to whom, e.g. `Lanna House → Sai Lom House`."""
    return f"{row['referring'] or t('not given')} → {row['referred']}"


def due_badge(row: dict[str, Any], at: datetime, *, names_who: bool = True) -> str:
    """How it stands in time, with whose answer is missing where its time is over; ready for a markdown context."""
    words = md(answers.due_words(row, at, t, date_text))
    if row["standing"] in (Standing.OVERDUE, Standing.OVERDUE_HERE):
        who = md(t("Waiting for {who}", who=row["referred"])) if names_who else ""
        return f":red-badge[:material/error: {words}] {who}"
    if row["standing"] in (Standing.WAITING, Standing.TO_ANSWER):
        return f":blue-badge[:material/schedule: {words}]"
    if row["standing"] == Standing.NO_FEEDBACK:
        return f":orange-badge[:material/voice_over_off: {words}]"
    return f":green-badge[:material/check: {words}]" if row["state"] == ReferralState.DONE else f":gray-badge[{words}]"


def draw_nothing() -> None:
    """What to do where no referral was ever sent, or none lately."""
    st.info(t("No referrals. You can refer from a case, or from the page Find a service."))
    page_link("pages/cases.py", t("Shared cases"))
    page_link("pages/whom_to_call.py", t("Find a service"))
