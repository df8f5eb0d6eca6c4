"""Words and tables of the participation page."""

import pandas as pd
import streamlit as st

from coalition.answers.participation import ParticipationPicture
from coalition.frames import records
from coalition.participation import MemberState
from coalition.shell.widgets import csv_bytes, download
from coalition.shell.words import date_text, label_of, language, md, t
from coalition.vocabulary import Sector

STATES = {
    MemberState.LAPSED: "Lapsed",
    MemberState.AT_RISK: "At risk",
    MemberState.RETURNED: "Returned",
    MemberState.NEW: "New",
    MemberState.REGULAR: "Regular",
}
"""English labels of the states of a member."""

_MARKS = {"present": "●", "absent": "○", "guest": "◆", None: "–"}
_MARK_WORDS = {"present": "present", "absent": "absent", "guest": "guest", None: "not expected"}


def percent(rate: float | None) -> str:
    """A share as people write it; a question mark where it is not known."""
    return "?" if rate is None else f"{rate:.0%}"


def year_text(year: int) -> str:
    """A calendar year as people of this language write it: in Thai of the Buddhist era."""
    return str(year + 543 if language() == "th" else year)


def sentences(picture: ParticipationPicture) -> str:
    """The answer of the page in two or three sentences, ready for a markdown context."""
    newest = records(picture.meetings.head(1))[0]
    day = date_text(newest["held_on"])
    told = (
        t("On {day} **{present} of {expected}** expected members were there.", day=day, **_counts(newest))
        if newest["expected"]
        else t("On {day} nobody was expected: no organization was a member on that day.", day=day)
    )
    states = picture.members["state"].value_counts().to_dict()
    lapsed, at_risk, limit = states.get(MemberState.LAPSED, 0), states.get(MemberState.AT_RISK, 0), picture.lapsed_after
    drifting = ", ".join(
        [
            t(
                "**1** has lapsed (missed {limit} or more in a row)"
                if lapsed == 1
                else "**{n}** have lapsed (missed {limit} or more in a row)",
                n=lapsed,
                limit=limit,
            ),
            t("**1** is at risk." if at_risk == 1 else "**{n}** are at risk.", n=at_risk),
        ]
    )
    return "  \n".join([told, drifting, _quorum_sentence(picture)])  # Thai has no full stop to part them


def _counts(meeting: dict[str, object]) -> dict[str, object]:
    return {key: meeting[key] for key in ("present", "expected")}


def _quorum_sentence(picture: ParticipationPicture) -> str:
    found = picture.quorum
    if found is None:
        return ""
    numbers = {
        "present": found.present,
        "active": found.active,
        "needed_active": found.needed_active,
        "members": found.members,
        "needed": found.needed,
    }
    if found.is_met_active:
        reached = t("A majority of the {active} active members ({needed_active}) was there", **numbers)
    else:
        reached = t("A majority of the {active} active members ({needed_active}) was not there", **numbers)
    if found.is_met:
        return reached + t(", also when the lapsed are counted ({needed} of {members}).", **numbers)
    return reached + t("; with the lapsed it would take {needed} of {members}.", **numbers)


def marks_table(picture: ParticipationPicture) -> None:
    """Every member with its marks at the last meetings; the same in words below, and as a file."""
    meetings = records(picture.meetings)[::-1]
    nothing: list[str | None] = [None] * len(meetings)
    rows, words = [], []
    for member in records(picture.members):
        marks = picture.marks.get(member["organization_id"], nothing)[::-1]
        state = t(STATES[MemberState(member["state"])]) if member["state"] else t("not expected of late")
        sector = {t("Sector"): label_of(Sector(member["sector"])) if member["sector"] else "?"}
        name = {t("Organization"): member["organization"]}
        came = t("{present} of {expected}", present=member["attended"], expected=member["expected"])
        last_on = member["last_present_on"]
        seen = {t("How it comes"): state, t("Last there"): date_text(last_on) if last_on else t("never")} | sector
        shown = {t("Oldest to newest"): " ".join(_MARKS[mark] for mark in marks), t("How it comes"): state, t("Came"): came}
        share = None if member["rate"] is None else member["rate"] * 100
        rows.append(name | shown | {t("Rate"): share} | seen)
        by_day = {date_text(m["held_on"]): t(_MARK_WORDS[mark]) for m, mark in zip(meetings, marks, strict=True)}
        words.append(name | {t("Came"): came, t("Rate"): percent(member["rate"])} | seen | by_day)
    st.caption(
        t("● present  ○ absent  ◆ guest  – not expected. The rate is over the last {count} expected.", count=picture.last)
    )
    st.dataframe(
        pd.DataFrame(rows),
        hide_index=True,
        height="content" if len(rows) <= 50 else 1000,
        column_config={
            t("Organization"): st.column_config.TextColumn(pinned=True, width=150),
            t("Rate"): st.column_config.ProgressColumn(
                width="small", format="%.0f%%", min_value=0, max_value=100, color="#2A86A8"
            ),
        },
        alt=t("Attendance of each member; the same in words below"),
    )
    in_words = pd.DataFrame(words)
    with st.expander(t("The same in words")):
        st.table(in_words.map(md), hide_index=True)
    download(t("Download as CSV"), csv_bytes(in_words, index=False), f"participation-{picture.on.isoformat()}.csv")
