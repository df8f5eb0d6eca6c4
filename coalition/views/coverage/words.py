"""Words, tables and the matrix of the coverage page."""

from typing import Any

import pandas as pd
import streamlit as st

from coalition import coverage
from coalition.answers.coverage import CoveragePicture
from coalition.charts.coverage import NARROW_PX, matrix_figure, width_of
from coalition.charts.theme import INK, ink_on, safe
from coalition.frames import records
from coalition.shell.order import by_code
from coalition.shell.words import date_text, label_of, languages_text, md, name_of, t, tn
from coalition.vocabulary import HELD_BACK, STATES, CellState, Group, Judgement, Pillar

BAR = (
    '[class*="st-key-wide-"]::-webkit-scrollbar, [class*="st-key-sideways-"]::-webkit-scrollbar { height: 10px; } '
    '[class*="st-key-wide-"]::-webkit-scrollbar-thumb, [class*="st-key-sideways-"]::-webkit-scrollbar-thumb '
    "{ background: rgba(90, 90, 90, 0.6); border-radius: 5px; }"
)
"""Style that keeps the bar under a picture in sight where it goes on to the right; elsewhere there is none."""

AREAS_PER_SCREEN = 8
"""Columns that stay readable side by side on a projector (1280 pixels)."""


def pillar_name(pillar: str) -> str:
    """Translated name of a pillar, `other` included."""
    return t("Other") if pillar == coverage.OTHER_PILLAR else label_of(Pillar(pillar))


def state_words() -> dict[str, str]:
    """{state: translated word}, in the order of the vocabulary."""
    return {state.value: label_of(state) for state in CellState}


def area_of(row: dict[str, Any]) -> str:
    """Name of a row's area in the language of the session."""
    return name_of(row["area"], row["area_local"])


def type_of(row: dict[str, Any]) -> str:
    """Name of a row's kind of help in the language of the session."""
    return name_of(row["service_type"], row["service_type_local"])


def sentence(picture: CoveragePicture) -> str:
    """The answer of the page, ready for a markdown context."""
    counts = picture.counts
    none, fragile, unknown = counts[CellState.NONE], counts[CellState.FRAGILE], counts[CellState.UNKNOWN]
    cells = len(picture.cells)
    parts = [
        tn(none, "**1 has nobody**", "**{n} have nobody**"),
        tn(fragile, "**1 rests on one organization**", "**{n} rest on one organization**"),
        tn(unknown, "**1 is not known**", "**{n} are not known**"),
    ]
    told = tn(
        cells,
        "Of 1 pair of a kind of help and an area, {parts}: nobody asked in the last {days} days.",
        "Of {cells} pairs of a kind of help and an area, {parts}: nobody asked in the last {days} days.",
        cells=cells,
        parts=", ".join(parts),
        days=picture.fresh_days,
    )
    stuck = sum(counts[state] for state in HELD_BACK)
    if not stuck:
        return told
    more = tn(stuck, "1 more is full or behind a barrier.", "{n} more are full or behind a barrier.")
    return f"{told} {more}"


def others_words(count: int) -> str:
    """That some listed provinces are in no picture, since nothing is stored about them."""
    if count == 1:
        return t("1 province of your list has nothing yet and is not shown: choose it in Settings")
    return t("{n} provinces of your list have nothing yet and are not shown: choose them in Settings", n=count)


def left_out_words(decided: int) -> str:
    """What a 3W list does not hold, and how many squares of the picture read otherwise because of it."""
    told = t("The 3W list holds services and who asked in vain; verdicts of the members and needs are not part of it.")
    by_members = tn(decided, "Here the members' verdicts decide 1 square.", "Here the members' verdicts decide {n} squares.")
    return f"{told} {by_members}" if decided else told


def legend(picture: CoveragePicture) -> None:
    """The colors with their words and how many cells they have; then how a cell is read."""
    chip = "display:inline-block;padding:2px 12px;margin:0 6px 6px 0;border-radius:4px;font-size:16px"
    chips = [
        f'<span style="{chip};background:{STATES[state].color};color:{ink_on(STATES[state].color)}">'
        f"<b>{picture.counts[state]}</b> {safe(label_of(state))}</span>"
        for state in CellState
    ]
    st.html(f'<div style="color:{INK}">{"".join(chips)}</div>')
    st.caption(
        t(
            "In a square: organizations confirmed in the last {days} days. **?** nobody asked. "
            "**0** confirmed that there is nobody. **+1?** one more, not confirmed lately. "
            "**(+1)** one more covers the whole province. As of {day}.",
            days=picture.fresh_days,
            day=date_text(picture.on),
        )
    )


def matrices(picture: CoveragePicture, shown: list[str], on_click: Any) -> None:
    """One matrix per pillar for the areas shown; a click on a cell calls `on_click(key of the chart)`."""
    rows = records(picture.cells)
    names = {row["pcode"]: area_of(row) for row in rows}
    areas = {pcode: names[pcode] for pcode in shown}
    least = width_of(len(areas), NARROW_PX)  # on a telephone the matrix scrolls sideways instead of shrinking
    wide = '[class*="st-key-wide-"]'
    st.html(f"<style>{wide} {{overflow-x: auto}} {wide} > * {{min-width: {least}px}}{BAR}</style>")
    for pillar in coverage.PILLAR_ORDER:
        types = {row["code"]: f"{row['code']} {type_of(row)}" for row in by_code(rows) if row["pillar"] == pillar}
        if not types:
            continue
        st.subheader(pillar_name(pillar))
        inside = [row for row in rows if row["code"] in types and row["pcode"] in areas]
        hover = {(row["pcode"], row["code"]): hover_text(row, picture.fresh_days) for row in inside}
        figure = matrix_figure(picture.cells, areas=areas, types=types, states=state_words(), hover=hover)
        key = f"matrix {pillar}"
        with st.container(key=f"wide-{pillar}"):
            st.plotly_chart(
                figure,
                key=key,
                width=width_of(len(areas)),
                theme=None,
                on_select=lambda key=key: on_click(key),
                selection_mode="points",
                config={"displayModeBar": False},
                alt=t(
                    "Matrix of {pillar}: {rows} kinds of help by {columns} areas; the table below says the same.",
                    pillar=pillar_name(pillar),
                    rows=len(types),
                    columns=len(areas),
                ),
            )


def clicked_cell(selection: Any) -> tuple[str, str] | None:
    """(P-code, code) of the cell a chart's selection names; None: the click took the selection away."""
    points = (selection or {}).get("selection", {}).get("points", [])
    data = points[0].get("customdata") if points else None
    return (str(data[0]), str(data[1])) if data and len(data) >= 2 else None


def hover_text(row: dict[str, Any], fresh_days: int) -> str:
    """One cell as lines of plain text: where, in which state and since when, by which rule, what the members agreed."""
    rule = t(coverage.rule_of(CellState(row["state"]), row["judgement"]), days=fresh_days)
    agreed = [verdict_text(row)] if row["judgement"] else []
    return "\n".join([f"{type_of(row)}, {area_of(row)}: {cell_words(row)}", rule, *agreed])


def verdict_text(row: dict[str, Any]) -> str:
    """The verdict in force about one cell as plain text: what was agreed when, for whom and why."""
    said = t(
        "The members agreed on {day}: {verdict}.",
        day=date_text(row["decided_on"]),
        verdict=label_of(Judgement(row["judgement"])),
    )
    whom = [t("For whom: {groups}.", groups=group_words(row["group"]))] if row["group"] else []
    why = [t("Why: {reason}", reason=row["reason"])] if row["reason"] else []
    return " ".join([said, *whom, *why])


def group_words(group: str) -> str:
    """For whom a verdict stands, translated; what is not in the list stays as written."""
    known = {member.value: member for member in Group}
    return ", ".join(label_of(known[part]) if part in known else part for part in group.split(";"))


def cell_words(row: dict[str, Any]) -> str:
    """State, organizations, need and date of one cell as plain text."""
    fresh, stale = row["fresh_organizations"], row["organizations"] - row["fresh_organizations"]
    parts = [label_of(CellState(row["state"]))]
    if fresh > 1:
        parts.append(t("{n} organizations", n=fresh))
    if stale:
        parts.append(t("not confirmed lately: {n}", n=stale))
    if row["unmet_need"] is not None:
        parts.append(tn(row["unmet_need"], "1 person waits", "{n} people wait"))
    parts.append(t("confirmed {day}", day=date_text(row["assured_on"])) if row["assured_on"] else t("never asked"))
    return " · ".join(parts)


def place_of(row: dict[str, Any]) -> str:
    """Which kind of help where, ready for a markdown context."""
    return f"{md(type_of(row))} · {md(area_of(row))}"


def unknown_sentence(picture: CoveragePicture) -> str:
    """About how many pairs nothing is known, and why those below are asked about first: by what is known of need."""
    count = len(picture.unknown)
    told = tn(count, "About 1 pair nothing is known.", "About {n} pairs nothing is known.")
    waiting = picture.unknown["unmet_need"]
    if not picture.has_needs:
        why = t("Whether anybody waits there is not known: no case has been shared yet.")
    elif not (waiting.fillna(0) > 0).any():
        why = t("No shared case waits for help there.")
    else:
        why = t("Ask about these first: there most people of the shared cases wait.")
    return f"{told} {why}"


def draw_alone(picture: CoveragePicture, most: int, draw_gap: Any) -> None:
    """The cells with nobody and no registered need, of which the ranking by score would say nothing; none: nothing."""
    if picture.alone.empty:
        return
    st.subheader(t("Nobody there, and no need registered (yet): {n}", n=len(picture.alone)))
    st.markdown(t("Without a registered need they score 0. Who finds no help may not be registered either."))
    for row in records(picture.alone.head(most)):
        draw_gap(row)


def weights_line() -> str:
    """The weights of the score, heaviest first."""
    order = sorted(STATES.values(), key=lambda traits: (-traits.weight, traits.rank))
    return ", ".join(f"{t(traits.label)} {traits.weight:g}" for traits in order if traits.help is not None)


def matrix_table(picture: CoveragePicture) -> pd.DataFrame:
    """The matrix as a table of words: for a screen reader, or to be saved."""
    rows = records(picture.cells)
    words = state_words()
    table = pd.DataFrame(
        {
            "line": [f"{row['code']} {type_of(row)}" for row in rows],
            "area": [area_of(row) for row in rows],
            "text": [_table_text(row, words) for row in rows],
        }
    )
    wide = table.drop_duplicates(["line", "area"]).pivot(index="line", columns="area", values="text")
    ordered = wide.reindex(index=table["line"].unique(), columns=table["area"].unique())
    ordered.index.name, ordered.columns.name = t("Kind of help"), None
    return ordered


def _table_text(row: dict[str, Any], words: dict[str, str]) -> str:
    number = "?" if row["state"] == "unknown" else str(row["fresh_organizations"])
    return f"{number} {words[row['state']]}"


def gaps_table(gaps: pd.DataFrame) -> pd.DataFrame:
    """The ranking as a table with units in its headings."""
    rows = records(gaps)
    words = state_words()
    return pd.DataFrame(
        {
            t("Kind of help"): [type_of(row) for row in rows],
            t("Area"): [area_of(row) for row in rows],
            t("State"): [words[row["state"]] for row in rows],
            t("Waiting (people)"): pd.array([row["unmet_need"] for row in rows], "Int64"),
            t("Weight"): [row["weight"] for row in rows],
            t("Score"): pd.array([row["score"] for row in rows], "Float64"),
            t("Organizations"): [row["organizations"] for row in rows],
            t("Free places"): pd.array([row["capacity_available"] for row in rows], "Int64"),
            t("Confirmed on"): [date_text(row["assured_on"]) if row["assured_on"] else "?" for row in rows],
        },
        index=pd.RangeIndex(1, len(rows) + 1),
    )


def call_text(row: dict[str, Any]) -> str:
    """Whom to call about a row of `CellDetail.services`: the focal point, else who came lately for the organization."""
    if row["contact"]:
        return t("Call {who}", who=row["contact"])
    if row["came_lately"]:
        return t("No focal point yet. Came lately: {who}", who=row["came_lately"])
    return t("Nobody is named yet")


def services_table(rows: list[dict[str, Any]]) -> pd.DataFrame:
    """The organizations behind a cell (`CellDetail.services`), with what counts and what does not said in words."""

    def standing(row: dict[str, Any]) -> str:
        if not row["is_fresh"]:
            return t("not confirmed since {day}", day=date_text(row["assured_on"]))
        return t("whole province, not counted here") if row["is_wide"] else t("counted")

    return pd.DataFrame(
        {
            t("Organization"): [row["organization"] for row in rows],
            t("Area"): [area_of(row) for row in rows],
            t("Standing"): [standing(row) for row in rows],
            t("Places"): pd.array([row["capacity"] for row in rows], "Int64"),
            t("Free places"): pd.array([row["capacity_available"] for row in rows], "Int64"),
            t("Confirmed on"): [date_text(row["assured_on"]) for row in rows],
            t("Confirmed by"): [row["assured_by"] for row in rows],
            t("Who may use it"): [row["eligibility"] for row in rows],
            t("Languages"): [languages_text(row["languages"]) for row in rows],
        }
    )
