"""Words, tables and the matrix of the coverage page."""

from typing import Any

import pandas as pd

from coalition import coverage
from coalition.answers.coverage import CoveragePicture
from coalition.frames import records
from coalition.shell.words import date_text, hours_text, label_of, languages_text, md, name_of, t, tn
from coalition.views.rows.draw import Cell
from coalition.vocabulary import MISSING, STATES, CellState, Group, Judgement

DOORS = {"call": "pages/whom_to_call.py", "act": "pages/actions.py"}
"""Where the buttons of the panel beside the matrix lead, with the square in the address."""


def state_words() -> dict[str, str]:
    """{state: translated word}, in the order of the vocabulary."""
    return {state.value: label_of(state) for state in CellState}


def area_of(row: dict[str, Any]) -> str:
    """Name of a row's area in the language of the session."""
    return name_of(row["area"], row["area_local"])


def type_of(row: dict[str, Any]) -> str:
    """Name of a row's service type in the language of the session."""
    return name_of(row["service_type"], row["service_type_local"])


def sentence(picture: CoveragePicture) -> str:
    """The answer of the page, ready for a markdown context."""
    counts = picture.counts
    gaps, fragile, unknown = sum(counts[state] for state in MISSING), counts[CellState.FRAGILE], counts[CellState.UNKNOWN]
    parts = [
        tn(gaps, "**1 gap**", "**{n} gaps**", n=f"{gaps:,}"),
        tn(fragile, "**1 with one provider**", "**{n} with one provider**", n=f"{fragile:,}"),
        tn(unknown, "**1 not known**", "**{n} not known**", n=f"{unknown:,}"),
    ]
    return t("{parts}, of {cells} cells in the table", parts=", ".join(parts), cells=f"{len(picture.cells):,}")


def others_words(count: int) -> str:
    """That some listed provinces are in no picture, since nothing is stored about them."""
    if count == 1:
        return t("1 province without data is hidden: choose it under Settings")
    return t("{n} provinces without data are hidden: choose them under Settings", n=count)


def left_out_words(decided: int) -> str:
    """What a 3W list does not hold, and how many cells of the picture read otherwise because of it."""
    told = t("A 3W list (who, what, where) has no member decisions and no needs.")
    by_members = tn(decided, "1 cell shows a member decision.", "{n} cells show a member decision.")
    return f"{told} {by_members}" if decided else told


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
        "Member decision of {day}: {verdict}.",
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
        parts.append(t("not confirmed recently: {n}", n=stale))
    if row["unmet_need"] is not None:
        parts.append(tn(row["unmet_need"], "1 person waiting", "{n} people waiting"))
    parts.append(t("confirmed {day}", day=date_text(row["assured_on"])) if row["assured_on"] else t("not asked yet"))
    return " · ".join(parts)


def place_of(row: dict[str, Any]) -> str:
    """Which service type where, ready for a markdown context."""
    return f"{md(type_of(row))} · {md(area_of(row))}"


def unknown_sentence(picture: CoveragePicture) -> str:
    """About how many squares nothing is known, and why those below are asked about first: by what is known of need."""
    count = len(picture.unknown)
    told = tn(
        count,
        "In 1 cell of the table, it is not known whether there is a provider.",
        "In {n} cells of the table, it is not known whether there is a provider.",
    )
    waiting = picture.unknown["unmet_need"]
    if not picture.has_needs:
        why = t("The need is not known, because no cases have been shared yet.")
    elif not (waiting.fillna(0) > 0).any():
        why = t("No open needs there.")
    else:
        why = t("Ask about these first: this is where the most people are waiting.")
    return f"{told} {why}"


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
    ordered.index.name, ordered.columns.name = t("Service type"), None
    return ordered


def _table_text(row: dict[str, Any], words: dict[str, str]) -> str:
    number = "?" if row["state"] == "unknown" else str(row["fresh_organizations"])
    return f"{number} {words[row['state']]}"


def gap_rows(gaps: pd.DataFrame) -> list[dict[str, Cell]]:
    """The ranking as a list with units in its headings."""
    words = state_words()
    return [
        {
            t("Service type"): type_of(row),
            t("Area"): area_of(row),
            t("Status"): words[row["state"]],
            t("Waiting (people)"): row["unmet_need"],
            t("Score"): None if row["score"] is None else round(row["score"], 1),
            t("Organizations"): _organizations(row),
            t("Free places"): row["capacity_available"],
            t("Confirmed on"): (date_text(row["assured_on"]), row["assured_on"]) if row["assured_on"] else ("?", None),
        }
        for row in records(gaps)
    ]


def _organizations(row: dict[str, Any]) -> Cell:
    """How many organizations; where some are out of date, how many of them: the status rests on the others alone."""
    fresh, stale = row["fresh_organizations"], row["organizations"] - row["fresh_organizations"]
    return (t("{fresh} confirmed, {stale} out of date", fresh=fresh, stale=stale), fresh + stale) if stale else fresh


def call_text(row: dict[str, Any]) -> str:
    """Whom to call about a row of `CellDetail.services`, and when: the focal point, else who came lately."""
    who = t("Not given yet")
    if row["contact"]:
        who = t("Call {who}", who=row["contact"])
    elif row["came_lately"]:
        who = t("No focal point yet. Attended recently: {who}", who=row["came_lately"])
    return " · ".join(filter(None, [who, hours_text(row["hours"])]))


def services_table(rows: list[dict[str, Any]]) -> pd.DataFrame:
    """The organizations behind a cell (`CellDetail.services`), with what counts and what does not said in words."""

    def standing(row: dict[str, Any]) -> str:
        if not row["is_fresh"]:
            return t("not confirmed since {day}", day=date_text(row["assured_on"]))
        if row["is_wide"]:
            return (
                t("covers the whole country; not counted here")
                if row["is_country"]
                else t("covers the whole province; not counted here")
            )
        return t("counted")

    return pd.DataFrame(
        {
            t("Organization"): [row["organization"] for row in rows],
            t("Area"): [area_of(row) for row in rows],
            t("Counted?"): [standing(row) for row in rows],
            t("Places in all"): pd.array([row["capacity"] for row in rows], "Int64"),
            t("Free places"): pd.array([row["capacity_available"] for row in rows], "Int64"),
            t("Confirmed on"): [date_text(row["assured_on"]) for row in rows],
            t("Confirmed by"): [row["assured_by"] for row in rows],
            t("Who may use it"): [row["eligibility"] for row in rows],
            t("Languages"): [languages_text(row["languages"]) for row in rows],
            t("Hours"): [hours_text(row["hours"]) or None for row in rows],
        }
    )
