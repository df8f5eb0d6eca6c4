"""Words and lists of the page about what changed between two meetings."""

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from coalition.answers.changes import KIND_WORDS, Changes
from coalition.changes import Fact, by_kind
from coalition.frames import records
from coalition.shell.address import page_link
from coalition.shell.words import date_text, label_of, md, t, tn
from coalition.views.coverage.words import area_of, group_words, place_of, type_of
from coalition.vocabulary import CellState, Judgement

SHOWN, MORE = 12, 48  # cells of one kind that stand open on the page, and that open on a click; the rest stand in the table

_TITLE = 11  # characters of a meeting's title beside its day

_MEANINGS = {
    "closed": "Help was known before; now there is nobody, no free place or a barrier.",
    "fragile": "Two or more organizations before; now one alone carries it.",
    "silent": "Nobody has confirmed it for long. Help may still be there: ask.",
    "opened": "No help was known before; now there is.",
    "learned": "Nobody had asked before. Nothing was lost: now it is known.",
    "other": "Stronger than before, or another reason why there is no help.",
}
_COUNTED = {
    "closed": ("**1 closed**", "**{n} closed**"),
    "fragile": ("**1 is down to one organization**", "**{n} are down to one organization**"),
    "silent": ("**1 went silent**", "**{n} went silent**"),
    "opened": ("**1 gained help**", "**{n} gained help**"),
    "learned": ("**1 is now known**", "**{n} are now known**"),
    "other": ("**1 is different in another way**", "**{n} are different in another way**"),
}
_FACTS = {
    Fact.CONFIRMED: "{day}: {organization} confirmed",
    Fact.STARTED: "{day}: first day of {organization}",
    Fact.ENDED: "{day}: {organization} stated as ended",
    Fact.LAST_DAY: "{day}: last day of {organization}",
    Fact.POSTPONED: "{day}: {organization} stated that it begins later",
    Fact.STALE: "{day}: {organization} not confirmed for {days} days",
    Fact.PLACES: "{day}: {organization} reports {places} places free",
    Fact.NOBODY: "{day}: asked, there is nobody",
    Fact.NOBODY_STALE: "{day}: that there is nobody was confirmed {days} days before",
    Fact.AGREED: "{day}: the members agreed: {judgement}",
    Fact.VERDICT_STALE: "{day}: what the members agreed ({judgement}) is {days} days old",
}


def sentence(found: Changes) -> str:
    """The answer of the page, ready for a markdown context."""
    start, end = date_text(found.start), date_text(found.end)
    n = len(found.cells)
    if not n:
        return t(
            "Between {start} and {end}, none of {compared} pairs of a kind of help and an area changed.",
            start=start,
            end=end,
            compared=found.compared,
        )
    counts = ", ".join(tn(len(frame), *_COUNTED[kind]) for kind, frame in by_kind(found.cells).items())
    told = tn(
        n,
        "Between {start} and {end}, 1 of {compared} pairs of a kind of help and an area changed:",
        "Between {start} and {end}, {n} of {compared} pairs of a kind of help and an area changed:",
        start=start,
        end=end,
        compared=found.compared,
    )
    return f"{told} {counts}."


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
            "{day}: {organization} did not say how many places are free",
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


def draw_groups(found: Changes) -> None:
    """The changed cells, kind by kind, each with its facts; a cell opens on the coverage page."""
    facts = _facts(found)
    for kind, frame in by_kind(found.cells).items():
        st.subheader(f"{t(KIND_WORDS[kind])}: {len(frame)}")
        st.caption(t(_MEANINGS[kind]))
        rows = records(frame)
        _draw_cells(found, rows[:SHOWN], facts)
        if len(rows) > SHOWN:
            with st.expander(t("{count} more", count=len(rows) - SHOWN)):
                _draw_cells(found, rows[SHOWN : SHOWN + MORE], facts)
                if len(rows) > SHOWN + MORE:
                    st.caption(t("and {count} more, in the table below", count=len(rows) - SHOWN - MORE))


def _draw_cells(found: Changes, rows: list[dict[str, Any]], facts: dict[tuple[str, str], list[str]]) -> None:
    for start in range(0, len(rows), 2):
        for column, row in zip(st.columns(2), rows[start : start + 2], strict=False):
            with column.container(border=True, height="stretch", gap="xsmall"):
                before, after = (label_of(CellState(row[name])) for name in ("before", "after"))
                page_link(
                    "pages/coverage.py",
                    place_of(row),
                    area=row["pcode"],
                    type=row["code"],
                    level=str(found.level),
                    on=found.end.isoformat(),
                )
                told = facts.get((row["pcode"], row["code"])) or [t("No single statement tells why.")]
                st.markdown(f"{md(before)} → **{md(after)}**" + "".join(f"\n- {md(fact)}" for fact in told))


def table(found: Changes) -> pd.DataFrame:
    """Every changed cell with its facts in one line, to be saved."""
    facts = _facts(found)
    rows = records(found.cells)
    return pd.DataFrame(
        {
            t("Change"): [t(KIND_WORDS[row["kind"]]) for row in rows],
            t("Kind of help"): [type_of(row) for row in rows],
            t("Code"): [row["code"] for row in rows],
            t("Area"): [area_of(row) for row in rows],
            t("P-code"): [row["pcode"] for row in rows],
            t("Before"): [label_of(CellState(row["before"])) for row in rows],
            t("Now"): [label_of(CellState(row["after"])) for row in rows],
            t("Facts"): ["; ".join(facts.get((row["pcode"], row["code"]), [])) for row in rows],
        }
    )


def _short(title: str) -> str:
    """A title that leaves room for its day in a list of 240 pixels."""
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
