"""Published counts on the slides: the newest publication and nothing else, with its day and its steps."""

from itertools import combinations
from typing import Any

import streamlit as st

from coalition.disclosure import DIMENSIONS, Query
from coalition.queries.publishing import Published
from coalition.shell.context import Page
from coalition.shell.words import date_text, md, t, worded
from coalition.views.cases.publishing import figure_words
from coalition.views.matrix.model import pillar_name

NAMES = {
    "area": "Area",
    "exploitation": "Type of exploitation",
    "sex": "Sex",
    "age_band": "Age",
    "status": "Status",
    "quarter": "Quarter",
}
LINES = 8


def waiting_words(cell: dict[str, Any]) -> str:
    """How many wait in a cell of the matrix; "" where it is not shown."""
    return t("{n} or more waiting", n=cell["unmet_need"]) if cell["unmet_need"] else ""


def steps_words(found: Published, area: str | None = None) -> str:
    """Since when a count stands and how it is rounded; of an area its pillars too, in few words: its card is full."""
    day, base = date_text(found.through_on), found.base
    pillars = {key.pillar: n for key, n in found.waiting.items() if key.area == area and key.kind is None}
    waiting = [t("{what}: {n} or more waiting", what=md(pillar_name(pillar)), n=n) for pillar, n in pillars.items()]
    if waiting:
        return " · ".join([*waiting, t("Published on {day}, rounded down to multiples of {base}.", day=day, base=base)])
    return t(
        "Counts published on {day}, rounded down to multiples of {base}. Zero, small and withheld counts are not shown.",
        day=day,
        base=base,
    )


def draw_published_cases(page: Page, found: Published) -> None:
    """One table of the publication, by one or two of its dimensions: the figures that are shown, the greatest first."""
    tables: dict[str, tuple[str, ...]] = {"+".join(names): names for size in (1, 2) for names in _tables(size)}
    asked = st.selectbox(
        t("Counted by"),
        list(tables),
        format_func=lambda key: ", ".join(t(NAMES[name]) for name in tables[key]),
        key=worded("room counted by"),
        label_visibility="collapsed",
    )
    rows: list[tuple[Query, int]] = [(q, n) for q, n in found.cases.items() if tuple(name for name, _ in q) == tables[asked]]
    rows.sort(key=lambda row: (-row[1], row[0]))
    lines = [t("{what}: {n} or more", what=md(figure_words(page, query)), n=f"**{n}**") for query, n in rows[:LINES]]
    if len(rows) > LINES:
        lines.append(t("and {n} more", n=len(rows) - LINES))
    st.markdown("\n".join(f"- {line}" for line in lines) or t("No count in this table can be shown."))
    st.caption(steps_words(found))


def _tables(size: int) -> list[tuple[str, ...]]:
    """The tables of so many dimensions, in the order of the lattice, so that their questions are found as they are stored."""
    return list(combinations(DIMENSIONS, size))
