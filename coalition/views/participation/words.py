"""Words and tables of the participation page."""

from typing import Any

import pandas as pd
import streamlit as st

from coalition import locale
from coalition.answers.participation import MARK_NAMES, STATE_NAMES, ParticipationPicture
from coalition.charts.participation import EXCUSED_SIGN
from coalition.frames import records
from coalition.participation import Mark, MemberState
from coalition.settings import Settings
from coalition.shell.widgets import csv_bytes, download
from coalition.shell.words import date_text, label_of, language, md, t, tn
from coalition.views.rows import draw_rows
from coalition.views.rows.draw import Cell
from coalition.vocabulary import QuorumRule, Sector

URGENT = (MemberState.LAPSED, MemberState.AT_RISK, MemberState.RETURNED, MemberState.NEW)
"""The states of a member in the order in which they are listed; all others come after them."""

_SIGNS = {
    Mark.PRESENT: "●",
    Mark.EXCUSED: EXCUSED_SIGN,
    Mark.ABSENT: "○",
    Mark.GUEST: "◆",
    None: "–",
    Mark.NOT_RECORDED: "?",
}
MARKS = {mark: (sign, MARK_NAMES[mark]) for mark, sign in _SIGNS.items()}
"""Sign of what one meeting says of one organization, and its English word."""


def percent(rate: float | None) -> str:
    """A share as people write it; a question mark where it is not known."""
    return "?" if rate is None else f"{rate:.0%}"


def year_text(year: int) -> str:
    """A calendar year as people of this language write it: in Thai of the Buddhist era."""
    return locale.year_text(year, language())


def sentences(picture: ParticipationPicture) -> str:
    """The answer of the page in two or three sentences, ready for a markdown context."""
    told = _newest_sentences(picture)
    states = picture.members["state"].value_counts().to_dict()
    lapsed, at_risk, limit = states.get(MemberState.LAPSED, 0), states.get(MemberState.AT_RISK, 0), picture.lapsed_after
    drifting = t(
        "{first}, {second}",
        first=tn(
            lapsed,
            "**1** lapsed (missed {limit} or more meetings in a row)",
            "**{n}** lapsed (missed {limit} or more meetings in a row)",
            limit=limit,
        ),
        second=tn(at_risk, "**1** member missing meetings.", "**{n}** members missing meetings."),
    )
    return "  \n".join([*told, drifting, _quorum_sentence(picture)])  # Thai has no full stop to part them


def _newest_sentences(picture: ParticipationPicture) -> list[str]:
    """What is known of the newest meeting, and where it is not recorded of the newest that is."""
    told = []
    held = records(picture.meetings.head(1))[0]
    newest = picture.newest
    if newest is None or newest["id"] != held["id"]:
        told.append(t("Attendance of {day} not recorded.", day=date_text(held["held_on"])))
    if newest is None:
        return told
    day = date_text(newest["held_on"])
    if not newest["expected"]:
        return [*told, t("{day}: no member had to attend.", day=day)]
    counts = {key: newest[key] for key in ("present", "expected")}
    came = t("{day}: **{present} of {expected}** members attended.", day=day, **counts)
    return [*told, " ".join(filter(None, [came, excused_sentence(newest)]))]


def excused_sentence(meeting: dict[str, Any]) -> str:
    """How many members of a row of MEETING_RATES were excused; empty: none."""
    n = meeting["excused"]
    return tn(n, "1 was excused.", "{n} were excused.") if n else ""


def came_words(row: dict[str, Any], came: str) -> str:
    """`4 of 6, 1 excused` of a row of MEETING_RATES or MEMBER_RATES; `came` is its column of those who were there."""
    if row[came] is None:
        return t("not recorded")
    told = t("{present} of {expected}", present=row[came], expected=row["expected"])
    return f"{told}, {t('{n} excused', n=row['excused'])}" if row["excused"] else told


def _quorum_sentence(picture: ParticipationPicture) -> str:
    found, newest = picture.quorum, picture.newest
    if found is None or newest is None:
        return ""
    numbers = {
        "day": date_text(newest["held_on"]),
        "present": found.present,
        "active": found.active,
        "needed_active": found.needed_active,
    }
    counted = t("Quorum on {day}, {rule}:", day=numbers["day"], rule=label_of(QuorumRule(found.rule)))
    needed = t("**{present}** attended, {needed_active} of {active} active members needed.", **numbers)
    return f"{counted} {needed} " + (t("It was reached.") if found.is_met_active else t("It was not reached."))


def _draw_key(picture: ParticipationPicture, settings: Settings) -> None:
    """What the signs of the table mean; the states behind its "?"."""
    risk, lapsed = settings.at_risk_after, settings.lapsed_after
    meanings = {
        MemberState.LAPSED: t(
            "Lapsed: missed {n} or more meetings in a row. Ask for a new representative, or whether it has left the coalition.",
            n=lapsed,
        ),
        MemberState.AT_RISK: tn(
            risk, "Missing meetings: missed the last meeting.", "Missing meetings: missed the last {n} meetings."
        ),
    }
    found = set(picture.members["state"].dropna())
    states = "\n\n".join(meaning for state, meaning in meanings.items() if state in found)
    st.caption("  ".join(f"{sign} {t(word)}" for sign, word in MARKS.values()), help=states or None)


def column_names(meetings: list[dict[str, Any]]) -> list[str]:
    """A name for the column of each meeting, no two alike: the day; of two on one day its title too, else which one it is."""
    days = [date_text(meeting["held_on"]) for meeting in meetings]
    names = [
        f"{day}, {meeting['title']}" if days.count(day) > 1 and meeting["title"] else day
        for day, meeting in zip(days, meetings, strict=True)
    ]
    return [f"{name} ({names[:place].count(name) + 1})" if names.count(name) > 1 else name for place, name in enumerate(names)]


def marks_table(picture: ParticipationPicture, settings: Settings, same: dict[int, tuple[str, float]]) -> None:
    """Every member with its marks at the last meetings, who drifts away first; the same in words below, and as a file.

    Args:
        picture: what is shown.
        settings: the numbers of the coalition.
        same: {organization: (meetings its most frequent person came to, in words; their share)}.
    """
    _draw_key(picture, settings)
    order = [*URGENT, *(state for state in MemberState if state not in URGENT)]
    members = sorted(records(picture.members), key=lambda row: order.index(row["state"]) if row["state"] else len(order))
    chosen = draw_rows(
        [_shown(picture, member, same) for member in members],
        [member["organization_id"] for member in members],
        alt=t("Attendance of each member. The same is shown as text below"),
        key="members",
        leads=True,
        bars=[t("Attendance rate")],
    )
    if chosen:
        st.switch_page("pages/directory.py", query_params={"organization": chosen})
    in_words = pd.DataFrame(_in_words(picture, same))
    with st.expander(t("Show as text")):
        st.table(in_words.map(md), hide_index=True)
    download(t("Download as CSV"), csv_bytes(in_words, index=False), f"participation-{picture.on.isoformat()}.csv")


def _state_text(member: dict[str, Any]) -> str:
    return t(STATE_NAMES[MemberState(member["state"])]) if member["state"] else t("not expected at recent meetings")


def _sector_text(member: dict[str, Any]) -> str:
    return label_of(Sector(member["sector"])) if member["sector"] else "?"


def _shown(picture: ParticipationPicture, member: dict[str, Any], same: dict[int, tuple[str, float]]) -> dict[str, Cell]:
    """One row of the table; its marks as signs, the oldest first."""
    last_on, signs = member["last_present_on"], [MARKS[mark][0] for mark in picture.marks[member["organization_id"]][::-1]]
    return {
        t("Organization"): member["organization"],
        t("Attendance"): _state_text(member),
        t("Oldest to newest"): (" ".join(signs), signs.count(MARKS[Mark.PRESENT][0])),
        t("Attended"): came_words(member, "attended"),
        t("Attendance rate"): None if member["rate"] is None else round(member["rate"] * 100),
        t("Last attended"): (date_text(last_on), last_on) if last_on else (t("never"), None),
        t("Same person"): same.get(member["organization_id"], ("–", None)),
        t("Sector"): _sector_text(member),
    }


def _in_words(picture: ParticipationPicture, same: dict[int, tuple[str, float]]) -> list[dict[str, str]]:
    """The same with a column in words for each meeting, the oldest first."""
    columns = column_names(records(picture.meetings)[::-1])
    rows = []
    for member in records(picture.members):
        last_on = member["last_present_on"]
        told = {
            t("Organization"): member["organization"],
            t("Attended"): came_words(member, "attended"),
            t("Attendance rate"): percent(member["rate"]),
            t("Attendance"): _state_text(member),
            t("Last attended"): date_text(last_on) if last_on else t("never"),
            t("Same person"): same.get(member["organization_id"], ("–", 0))[0],
            t("Sector"): _sector_text(member),
        }
        marks = picture.marks[member["organization_id"]][::-1]
        rows.append(told | {name: t(MARKS[mark][1]) for name, mark in zip(columns, marks, strict=True)})
    return rows
