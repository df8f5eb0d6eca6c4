"""Words and lists of the page about what rests on one organization."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st

from coalition.answers.coverage import CoveragePicture, coverage_picture
from coalition.answers.helping import helpers
from coalition.answers.participation import STATE_NAMES
from coalition.answers.single_providers import SingleProviders
from coalition.frames import records
from coalition.locale import plural
from coalition.participation import MemberState
from coalition.shell.cached import ask
from coalition.shell.context import Page
from coalition.shell.widgets import csv_bytes, download
from coalition.shell.words import date_text, label_of, md, t, tn
from coalition.single_providers import falls_to
from coalition.views.coverage.words import area_of, type_of
from coalition.views.matrix import areas_shown, data_of, draw_matrix, matrix_of
from coalition.views.rows import draw_rows
from coalition.views.rows.draw import Cell
from coalition.vocabulary import STATES, CellState

_DRIFTING = (MemberState.LAPSED.value, MemberState.AT_RISK.value)


def sentence(found: SingleProviders) -> str:
    """The answer of the page, ready for a markdown context."""
    n = len(found.resting)
    if not n:
        if not found.known:
            return t("Nothing is known yet.")
        return t("No service is known to have only one provider.")
    full = int((found.resting["state"] == CellState.FULL.value).sum())
    told = tn(n - full or n, "**1 service has only one provider.**", "**{n} services have only one provider.**")
    if full == n:
        told += " " + tn(full, "1 of them is full.", "{n} of them are full.")
    elif full:  # apart, so that the first number is that of the coverage page
        told += " " + tn(
            full, "1 more has only one provider, and it is full.", "{n} more have only one provider, and it is full."
        )
    drifting = found.points[found.points["drift"].isin(_DRIFTING)]
    if drifting.empty:
        return told
    cells, count = int(drifting["cells"].sum()), len(drifting)
    several = plural(
        count,
        "{cells} of them depend on the same organization, which misses meetings.",
        "{cells} of them depend on {count} organizations that miss meetings.",
    )
    of_them = tn(cells, "1 of them depends on an organization that misses meetings.", several, cells=cells, count=count)
    return f"{told} {of_them}"


def missed_words(row: dict[str, Any]) -> str:
    """Whether an organization came to the last meetings, to stand behind its name."""
    missed, last_on = row["missed"], row["last_present_on"]
    if not row["is_member"]:
        return t("was not a member on this day")
    if row["drift"] is None:
        return t("did not have to attend the last meetings")
    if not missed:
        return t("was excused from the last meeting it had to attend" if row["is_excused"] else "attended the last meeting")
    told = tn(missed, "missed 1 without excuse", "missed {n} without excuse")
    if last_on is None:
        return told
    return t("{first}, {second}", first=told, second=t("last attended {day}", day=date_text(last_on)))


# --- what if ------------------------------------------------------------------------------------------------------------


def falls_sentence(found: SingleProviders) -> str:
    """What falls without those left out, in a sentence ready for a markdown context."""
    names = md(", ".join(found.organizations[organization] for organization in found.without))
    n = int(found.falls["is_fall"].sum())
    if not n:
        return t("Without {names}, nothing changes.", names=names)
    parts = [tn(count, *STATES[state].falls) for state, count in falls_to(found.falls).items()]
    told = tn(n, "Without {names}, **1 service changes**: ", "Without {names}, **{n} services change**: ", names=names)
    return told + ", ".join(parts) + "."


def draw_picture(page: Page, found: SingleProviders, open_cell: Callable[[str, str], None]) -> None:
    """What rests on one organization in the picture; where some are left out, the picture without them and what falls.

    Args:
        page: from `open_page`.
        found: what rests on whom.
        open_cell: gets the P-code and the code of a cell that was clicked.
    """
    asked: dict[str, Any] = {"settings": page.settings, "on": found.on, "level": found.level}
    picture: CoveragePicture = ask(page, coverage_picture, without=tuple(found.without), **asked)
    falls = records(found.falls[found.falls["is_fall"]])
    told = {(row["pcode"], row["code"]): t("before: {state}", state=label_of(CellState(row["before"]))) for row in falls}
    meant = {row["pcode"] for row in falls or records(found.resting)}
    matrix = matrix_of(
        picture,
        helpers=None if found.without else ask(page, helpers, **asked),
        shown=areas_shown(picture, meant),
        lit=told or None,
    )
    only = None if found.without else CellState.FRAGILE
    data = data_of(matrix, "overview", only=only)
    draw_matrix(data, key="resting", on_pick=lambda picked: open_cell(picked.area, picked.kind))
    if falls:
        days = found.fresh_days
        st.caption(t("Not known = no other provider was confirmed in the last {days} days.", days=days))
        download(t("Download the list of changes"), csv_bytes(falls_table(found), index=False), "falls.csv")


def falls_table(found: SingleProviders) -> pd.DataFrame:
    """The cells that fall, in words."""
    rows = records(found.falls[found.falls["is_fall"]])
    return pd.DataFrame(
        {
            t("Service type"): [type_of(row) for row in rows],
            t("Area"): [area_of(row) for row in rows],
            t("Before"): [label_of(CellState(row["before"])) for row in rows],
            t("After"): [label_of(CellState(row["after"])) for row in rows],
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
            t("Meetings"): [t(STATE_NAMES[MemberState(row["drift"])]) if row["drift"] else t("Not known") for row in of],
            t("Missed in a row"): pd.array([row["missed"] for row in of], "Int64"),
            t("Last attended"): [date_text(row["last_present_on"]) if row["last_present_on"] else "?" for row in of],
            t("Service type"): [type_of(row) for row in rows],
            t("Area"): [area_of(row) for row in rows],
            t("Status"): [label_of(CellState(row["state"])) for row in rows],
            t("Waiting (people)"): pd.array([row["unmet_need"] for row in rows], "Int64"),
            t("Confirmed on"): [date_text(row["fresh_on"]) for row in rows],
        }
    )


def organization_rows(found: SingleProviders) -> list[dict[str, Cell]]:
    """Those on whom something rests, the greatest danger first."""
    told: list[dict[str, Cell]] = []
    for row in records(found.points):
        waiting: dict[str, Cell] = {t("Waiting (people)"): row["unmet_need"]} if found.has_needs else {}
        told.append(
            {
                t("Organization"): row["organization"],
                t("Only provider of (services)"): row["cells"],
                **waiting,
                t("Attendance"): missed_words(row),
            }
        )
    return told


def draw_organizations(found: SingleProviders) -> None:
    """Whom not to lose, as a list: a click on a row leaves the organization out; what can be saved."""
    st.subheader(t("Key members"))
    left_out = [
        ",".join(str(number) for number in dict.fromkeys([*found.without, row["organization_id"]]))
        for row in records(found.points)
    ]
    alt = t("Services with only one provider: click a row to see what changes without that organization")
    draw_rows(organization_rows(found), left_out, alt=alt, key="resting rows", opens="without")
    st.caption(
        t(
            "Click a row to see what changes without it. Lapsed = {missed} or more meetings missed in a row.",
            missed=found.lapsed_after,
        )
        + (" " + t("Exact counts. Do not show on a shared screen.") if found.has_needs else "")
    )
    download(t("Download the table"), csv_bytes(table(found), index=False), "resting-on-one.csv")
