"""Words and lists of the page about what changed between two meetings."""

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from coalition.answers.changes import KIND_WORDS, Changes
from coalition.answers.coverage import CoveragePicture, coverage_picture
from coalition.changes import Fact, by_kind
from coalition.frames import records
from coalition.shell.cached import ask
from coalition.shell.context import Page
from coalition.shell.widgets import csv_bytes, download
from coalition.shell.words import date_text, label_of, md, t, tn
from coalition.views.coverage.gaps import LISTED, reopen, show_cell
from coalition.views.coverage.words import area_of, group_words, type_of
from coalition.views.matrix import areas_shown, data_of, draw_matrix, matrix_of
from coalition.views.rows import draw_rows
from coalition.vocabulary import CellState, Judgement

_TITLE = 40  # characters of a meeting's title beside its day

_MEANINGS = {
    "closed": "There was a provider; now there is none, or it is full or hard to reach.",
    "fragile": "Two or more providers before, now one.",
    "silent": "Not confirmed for a long time. Ask again.",
    "opened": "New service.",
    "learned": "Asked for the first time, so this is not a loss.",
    "second": "One provider before, now two or more.",
    "still": "There is still no service, but for a different reason than before.",
}
_COUNTED = {
    "closed": ("**1 service lost**", "**{n} services lost**"),
    "fragile": ("**1 down to one provider**", "**{n} down to one provider**"),
    "silent": ("**1 no longer confirmed**", "**{n} no longer confirmed**"),
    "opened": ("**1 service gained**", "**{n} services gained**"),
    "learned": ("**1 now known**", "**{n} now known**"),
    "second": ("**1 with a second provider**", "**{n} with a second provider**"),
    "still": ("**1 service still missing**", "**{n} services still missing**"),
}
_FACTS = {
    Fact.CONFIRMED: "{day}: {organization} confirmed",
    Fact.STARTED: "{day}: first day of the service of {organization}",
    Fact.ENDED: "{day}: somebody stated that the service of {organization} has ended",
    Fact.LAST_DAY: "{day}: last day of the service of {organization}",
    Fact.POSTPONED: "{day}: somebody stated that the service of {organization} will start later",
    Fact.STALE: "{day}: {organization} has not confirmed for {days} days",
    Fact.PLACES: "{day}: {organization} reports {places} free places",
    Fact.NOBODY: "{day}: asked, no provider",
    Fact.NOBODY_STALE: "{day}: no provider (confirmed {days} days earlier)",
    Fact.AGREED: "{day}: members decided: {judgement}",
    Fact.VERDICT_STALE: "{day}: member decision ({judgement}) is {days} days old",
}


def sentence(found: Changes) -> str:
    """The answer of the page, ready for a markdown context."""
    start, end = date_text(found.start), date_text(found.end)
    n = len(found.cells)
    if not n:
        return t(
            "{start} to {end}: none of {compared} cells changed.",
            start=start,
            end=end,
            compared=found.compared,
        )
    counts = ", ".join(tn(len(frame), *_COUNTED[kind]) for kind, frame in by_kind(found.cells).items())
    return tn(
        n,
        "{start} to {end}: 1 of {compared} cells changed. {counts}.",
        "{start} to {end}: {n} of {compared} cells changed. {counts}.",
        start=start,
        end=end,
        compared=found.compared,
        counts=counts,
    )


def fact_words(row: dict[str, Any], days: int) -> str:
    """One fact behind a change as plain text."""
    judgement = label_of(Judgement(row["judgement"])) if row["judgement"] else ""
    told = t(
        _FACTS[Fact(row["fact"])],
        day=date_text(row["day"]),
        organization=row["organization"] or "",
        days=days,
        judgement=judgement,
        places="?" if row["places"] is None else row["places"],
    )
    if row["fact"] == Fact.PLACES and row["places"] is None:
        told = t(
            "{day}: {organization} did not report free places",
            day=date_text(row["day"]),
            organization=row["organization"],
        )
    if row["fact"] == Fact.CONFIRMED and row["places"] is not None:
        told = f"{told}, {t('{places} places free', places=row['places'])}"
    return told + (f" ({row['who']})" if row["who"] else "")


def _facts(found: Changes) -> dict[tuple[str, str], list[str]]:
    told: dict[tuple[str, str], list[str]] = {}
    verdicts = {(row["pcode"], row["code"], row["decided_on"]): row for row in records(found.verdicts)}
    for row in records(found.facts):
        words = fact_words(row, found.fresh_days)
        if row["fact"] == Fact.AGREED:
            words += _for_whom_and_why(verdicts.get((row["pcode"], row["code"], row["day"])))
        told.setdefault((row["pcode"], row["code"]), []).append(words)
    return told


def _for_whom_and_why(verdict: dict[str, Any] | None) -> str:
    if verdict is None:
        return ""
    whom = f" ({group_words(verdict['group'])})" if verdict["group"] else ""
    return whom + (f": {verdict['reason']}" if verdict["reason"] else "")


def draw_changes(page: Page, found: Changes) -> None:
    """Where it changed, in the picture of the later day, and what each kind of change means; then cell by cell, with its facts.

    Args:
        page: from `open_page`.
        found: at least one cell.
    """
    picture: CoveragePicture = ask(page, coverage_picture, settings=page.settings, on=found.end, level=found.level)
    facts, rows = _facts(found), records(found.cells)
    lit = {}
    for row in rows:
        before = t("before: {state}", state=label_of(CellState(row["before"])))
        lit[row["pcode"], row["code"]] = "; ".join([before, *facts.get((row["pcode"], row["code"]), [])])
    left, right = st.columns([2, 1], gap="medium")
    with left:
        draw_matrix(
            data_of(matrix_of(picture, shown=areas_shown(picture, {pcode for pcode, _ in lit}), lit=lit), "overview"),
            key="changes",
            on_pick=lambda picked: show_cell(picked.area, picked.kind),
        )
    with right:
        for kind, frame in by_kind(found.cells).items():
            st.markdown(f"**{md(t(KIND_WORDS[kind]))}: {len(frame)}**  \n{md(t(_MEANINGS[kind]))}")
    order = [row for frame in by_kind(found.cells).values() for row in records(frame)][:LISTED]
    told = [
        {name: row[name] for name in row if name not in {t("Code"), t("Area code (P-code)")}}
        for row in records(table(found, order))
    ]
    ids = [f"{row['pcode']} {row['code']}" for row in order]
    alt = t("Changes: click a row for details")
    if clicked := draw_rows(told, ids, alt=alt, key="changes rows", leads=True):
        reopen(clicked)
    if len(rows) > LISTED:
        st.caption(t("and {count} more; the file you download lists all of them", count=len(rows) - LISTED))
    download(t("Download the table"), csv_bytes(table(found, rows), index=False), "changes.csv")


def table(found: Changes, rows: list[dict[str, Any]]) -> pd.DataFrame:
    """Changed cells with their facts in one line."""
    facts, why = _facts(found), t("No single record explains this change.")
    return pd.DataFrame(
        {
            t("What changed"): [t(KIND_WORDS[row["kind"]]) for row in rows],
            t("Service type"): [type_of(row) for row in rows],
            t("Code"): [row["code"] for row in rows],
            t("Area"): [area_of(row) for row in rows],
            t("Area code (P-code)"): [row["pcode"] for row in rows],
            t("Before"): [label_of(CellState(row["before"])) for row in rows],
            t("Now"): [label_of(CellState(row["after"])) for row in rows],
            t("Facts"): ["; ".join(facts.get((row["pcode"], row["code"]), [why])) for row in rows],
        }
    )


def _short(title: str) -> str:
    """A title that leaves room for its day in a list of half a page."""
    return title if len(title) <= _TITLE else f"{title[: _TITLE - 1].rstrip()}…"


def day_options(meetings: dict[date, str | None], today: date, asked: list[date | None]) -> dict[str, str]:
    """{day as ISO text: its words} to choose from: today, the meetings, and days that are asked for; newest first."""
    days: dict[date, str] = {day: title or "" for day, title in meetings.items()}
    days.setdefault(today, t("today"))
    for day in asked:
        if day is not None:
            days.setdefault(day, "")
    return {
        day.isoformat(): f"{date_text(day)} · {_short(title)}" if title else date_text(day)
        for day, title in sorted(days.items(), reverse=True)
        if day <= today
    }
