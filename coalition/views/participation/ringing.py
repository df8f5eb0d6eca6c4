"""Whom to call before the next meeting, and whether the same person comes."""

from typing import Any

import streamlit as st

from coalition.answers.attendance import AttendanceMap, telephones
from coalition.answers.participation import STATE_NAMES, ParticipationPicture
from coalition.frames import records
from coalition.participation import MemberState, ring_order
from coalition.shell.address import page_link
from coalition.shell.cached import ask
from coalition.shell.context import Page
from coalition.shell.words import date_text, md, phone_link, t, tn
from coalition.views.participation.words import percent

THREE = 3
_LOOKED_AT = 12  # the first of these with a telephone are named, then those without
_STEADY, _CHANGING = 0.75, 0.5  # share of the meetings that one person came to: the same face, or hardly ever
_LEAST, _NAMED = 3, 5  # meetings attended from which anything is said; organizations named


def draw_ringing(page: Page, picture: ParticipationPicture) -> None:
    """Three members that drift away, with a telephone; nothing where nobody does."""
    everybody = ring_order(picture.members)
    order = everybody[:_LOOKED_AT]
    if not order:
        return
    found: dict[int, dict[str, Any]] = ask(page, telephones, on=picture.on, organization_ids=order)
    states = {row["organization_id"]: row for row in records(picture.members)}
    order.sort(key=lambda one: (states[one]["state"] != MemberState.AT_RISK, not found.get(one, {}).get("phone")))
    if len(everybody) > THREE:
        st.subheader(t("The first {n} of {all} to call before the next meeting", n=THREE, all=len(everybody)))
    else:
        st.subheader(tn(len(order), "To call before the next meeting", "{n} to call before the next meeting"))
    for place, one in zip(st.columns(THREE), order, strict=False):
        with place.container(border=True, height="stretch", gap="xsmall"):
            _draw_one(states[one], found.get(one))


def _draw_one(member: dict[str, Any], contact: dict[str, Any] | None) -> None:
    st.markdown(f"**{md(member['organization'])}**")
    missed = tn(member["missed"], "missed 1 meeting", "missed {n} meetings in a row")
    last_on = member["last_present_on"]
    last = t("last attended {day}", day=date_text(last_on)) if last_on else t("never attended")
    lapsed = f"{t(STATE_NAMES[MemberState.LAPSED])}: " if member["state"] == MemberState.LAPSED else ""
    told = f"{lapsed}{missed}, {last}"
    st.markdown(told[:1].upper() + told[1:])
    if contact is None:
        unknown = t("It is not known whom to call: add a focal point")
        page_link("pages/directory.py", unknown, organization=str(member["organization_id"]))
        return
    number = phone_link(contact["phone"]) or t("no telephone recorded")
    who = ", ".join(md(part) for part in (contact["name"], contact["role"]) if part)
    st.markdown(f":material/call: {who} · {number}")


def continuity_words(found: AttendanceMap) -> str:
    """How many send the same person, ready for a markdown context; empty: of nobody enough is known."""
    names = {row.organization_id: row.organization for row in found.rows if row.is_member}
    rows = [row | {"share": row["by_one"] / row["attended"]} for row in records(found.continuity)]
    rows = [row for row in rows if row["organization_id"] in names and row["attended"] >= _LEAST]
    if not rows:
        return ""
    told = t(
        "**{n} of {all}** members send the same person to at least {share} of the meetings they attend.",
        n=sum(row["share"] >= _STEADY for row in rows),
        all=len(rows),
        share=percent(_STEADY),
    )
    changing = sorted((row for row in rows if row["share"] <= _CHANGING), key=lambda row: row["share"])[:_NAMED]
    if not changing:
        return told
    named = " · ".join(f"{md(names[row['organization_id']])} ({_faces(row)})" for row in changing)
    return f"{told}  \n{t('Usually send a different person each time: {named}', named=named)}"


def _faces(row: dict[str, Any]) -> str:
    people = tn(row["people"], "1 person", "{n} people")
    return f"{people}, {tn(row['attended'], '1 meeting', '{n} meetings')}"


def same_person(found: AttendanceMap) -> dict[int, tuple[str, float]]:
    """{organization: (`5 of 6`: meetings its most frequent person came to, of those attended; their share)}."""
    return {
        row["organization_id"]: (
            t("{present} of {expected}", present=row["by_one"], expected=row["attended"]),
            row["by_one"] / row["attended"],
        )
        for row in records(found.continuity)
    }
