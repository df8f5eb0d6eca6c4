"""Words and lists of the page about what rests on one organization."""

from typing import Any

import pandas as pd
import streamlit as st

from coalition.answers.single_providers import SingleProviders
from coalition.frames import records
from coalition.locale import plural
from coalition.participation import MemberState
from coalition.shell.address import page_link
from coalition.shell.widgets import csv_bytes, download
from coalition.shell.words import date_text, label_of, md, t, tn
from coalition.single_providers import falls_to
from coalition.views.coverage.words import area_of, place_of, type_of
from coalition.views.participation import words as of_members
from coalition.vocabulary import STATES, CellState

NAMED = 6  # cells named below an organization; the rest stand in the table
SHOWN = 12  # organizations shown with their cells; the rest stand in the table
LISTED = 60  # cells that fall, as links; the rest stand in the file to save
_DRIFTING = (MemberState.LAPSED.value, MemberState.AT_RISK.value)


def sentence(found: SingleProviders) -> str:
    """The answer of the page, ready for a markdown context."""
    n = len(found.resting)
    if not n:
        if not found.known:
            return t("Nothing is known yet about any pair of a kind of help and an area, so nothing can be said.")
        return t("No pair of a kind of help and an area is known to rest on one organization.")
    full = int((found.resting["state"] == CellState.FULL.value).sum())
    told = tn(
        n - full or n,
        "**1 pair of a kind of help and an area rests on one organization.**",
        "**{n} pairs of a kind of help and an area rest on one organization each.**",
    )
    if full == n:
        told += " " + tn(full, "1 of them is full.", "{n} of them are full.")
    elif full:  # apart, so that the first number is that of the coverage page
        told += " " + tn(full, "1 more rests on one that is full.", "{n} more rest on one that is full.")
    drifting = found.points[found.points["drift"].isin(_DRIFTING)]
    if drifting.empty:
        return told
    worst = records(drifting.head(1))[0]
    cell = records(found.resting[found.resting["organization_id"] == worst["organization_id"]].head(1))[0]
    cells, count = int(drifting["cells"].sum()), len(drifting)
    several = plural(
        count,
        "{cells} of them on one organization that is drifting away.",
        "{cells} of them on {count} organizations that are drifting away.",
    )
    of_them = tn(cells, "1 of them on an organization that is drifting away.", several, cells=cells, count=count)
    only = t(
        "The only one confirmed for {kind} in {area}, {organization}, {missed}.",
        kind=md(type_of(cell)),
        area=md(area_of(cell)),
        organization=md(worst["organization"]),
        missed=missed_words(worst),
    )
    return f"{told} {of_them} {only}"


def missed_words(row: dict[str, Any]) -> str:
    """Whether an organization came to the last meetings, to stand behind its name."""
    missed, last_on = row["missed"], row["last_present_on"]
    if not row["is_member"]:
        return t("is no member on this day: nobody sees at the meetings whether it is still there")
    if row["drift"] is None:
        return t("was expected at none of the last meetings: whether it drifts away is not known")
    if not missed:
        return t(
            "was excused from the last meeting it was expected at"
            if row["is_excused"]
            else "came to the last meeting it was expected at"
        )
    told = tn(
        missed,
        "has missed 1 meeting without excuse and not come since",
        "has missed {n} meetings without excuse and not come since",
    )
    return told if last_on is None else f"{told} ({t('last there {day}', day=date_text(last_on))})"


def draw_organizations(found: SingleProviders) -> None:
    """Each organization with what rests on it, the greatest danger first; a cell opens on the coverage page."""
    resting: dict[int, list[dict[str, Any]]] = {}
    for row in records(found.resting):
        resting.setdefault(row["organization_id"], []).append(row)
    for start in range(0, min(SHOWN, len(found.points)), 2):
        columns = st.columns(2)
        for column, row in zip(columns, records(found.points.iloc[start : min(start + 2, SHOWN)]), strict=False):
            with column.container(border=True, height="stretch", gap="xsmall"):
                _draw_organization(found, row, resting[row["organization_id"]])
    if len(found.points) > SHOWN:
        st.caption(t("and {count} more, in the table below", count=len(found.points) - SHOWN))


def _draw_organization(found: SingleProviders, row: dict[str, Any], cells: list[dict[str, Any]]) -> None:
    state = f" · {t(of_members.STATES[MemberState(row['drift'])])}" if row["drift"] in _DRIFTING else ""
    page_link("pages/directory.py", f"**{md(row['organization'])}**{state}", organization=str(row["organization_id"]))
    told = [missed_words(row)]
    if row["unmet_need"]:
        n = row["unmet_need"]
        told.append(tn(n, "1 open need there", "{n} open needs there"))
    st.caption(md("; ".join(told)))
    for cell in cells[:NAMED]:
        _cell_link(found, cell, place_of(cell))
    if len(cells) > NAMED:
        st.caption(t("and {count} more, in the table below", count=len(cells) - NAMED))
    if row["organization_id"] not in found.without:
        key = f"without {row['organization_id']}"
        st.button(t("What falls without it?"), key=key, type="tertiary", on_click=_leave_out, args=(row, found.without))


def _leave_out(row: dict[str, Any], without: list[int]) -> None:
    st.query_params["without"] = ",".join(str(organization) for organization in [*without, row["organization_id"]])


def _cell_link(found: SingleProviders, cell: dict[str, Any], label: str) -> None:
    page_link(
        "pages/coverage.py", label, area=cell["pcode"], type=cell["code"], level=str(found.level), on=found.on.isoformat()
    )


# --- what if ------------------------------------------------------------------------------------------------------------


def falls_sentence(found: SingleProviders) -> str:
    """What falls without those left out, in a sentence ready for a markdown context."""
    names = md(", ".join(found.organizations[organization] for organization in found.without))
    n = int(found.falls["is_fall"].sum())
    if not n:
        return t("Without {names} no pair falls.", names=names)
    parts = [tn(count, *STATES[state].falls) for state, count in falls_to(found.falls).items()]
    told = tn(n, "Without {names} **1 pair falls**: ", "Without {names} **{n} pairs fall**: ", names=names)
    return told + ", ".join(parts) + "."


def draw_falls(found: SingleProviders) -> None:
    """Which cells fall, each with its state before and after, the worst first."""
    st.markdown(falls_sentence(found))
    rows = records(found.falls[found.falls["is_fall"]])
    if not rows:
        return
    told = t("Not known does not mean that help is gone: then nobody else was confirmed in {days} days.", days=found.fresh_days)
    st.caption(told)
    with st.container(height="content" if len(rows) < 8 else 300, border=False, key="falls", gap=None):
        for row in rows[:LISTED]:
            before, after = (label_of(CellState(row[name])) for name in ("before", "after"))
            _cell_link(found, row, f"{place_of(row)}: {md(before)} → **{md(after)}**")
    if len(rows) > LISTED:
        st.caption(t("and {count} more, in the file below", count=len(rows) - LISTED))
    download(t("Save what falls"), csv_bytes(falls_table(found), index=False), "falls.csv")


def falls_table(found: SingleProviders) -> pd.DataFrame:
    """The cells that fall, in words."""
    rows = records(found.falls[found.falls["is_fall"]])
    return pd.DataFrame(
        {
            t("Kind of help"): [type_of(row) for row in rows],
            t("Area"): [area_of(row) for row in rows],
            t("Before"): [label_of(CellState(row["before"])) for row in rows],
            t("Then"): [label_of(CellState(row["after"])) for row in rows],
        }
    )


def table(found: SingleProviders) -> pd.DataFrame:
    """Every cell that rests on one organization, those of the greatest danger first."""
    points = {row["organization_id"]: row for row in records(found.points)}
    place = {organization: number for number, organization in enumerate(points)}
    rows = sorted(records(found.resting), key=lambda row: place[row["organization_id"]])
    of = [points[row["organization_id"]] for row in rows]
    return pd.DataFrame(
        {
            t("Organization"): [row["organization"] for row in of],
            t("Meetings"): [t(of_members.STATES[MemberState(row["drift"])]) if row["drift"] else t("Not known") for row in of],
            t("Missed in a row"): pd.array([row["missed"] for row in of], "Int64"),
            t("Last there"): [date_text(row["last_present_on"]) if row["last_present_on"] else "?" for row in of],
            t("Kind of help"): [type_of(row) for row in rows],
            t("Area"): [area_of(row) for row in rows],
            t("State"): [label_of(CellState(row["state"])) for row in rows],
            t("Waiting (people)"): pd.array([row["unmet_need"] for row in rows], "Int64"),
            t("Confirmed on"): [date_text(row["fresh_on"]) for row in rows],
        }
    )


def draw_resting(found: SingleProviders) -> None:
    """Those on whom something rests, each with what; and all of it as a table."""
    st.subheader(t("Whom not to lose"))
    st.caption(
        t(
            "Those who are drifting away come first, then those on whom most rests. Confirmed in the last {days} days; lapsed: "
            "{missed} meetings missed in a row.",
            days=found.fresh_days,
            missed=found.lapsed_after,
        )
        + (" " + t("Exact counts: do not show them on the projector.") if found.has_needs else "")
    )
    draw_organizations(found)
    with st.expander(t("All of it as a table")):
        whole = table(found)
        st.dataframe(whole, hide_index=True, placeholder="?", alt=t("All of it as a table"))
        download(t("Save the table"), csv_bytes(whole, index=False), "resting-on-one.csv")
