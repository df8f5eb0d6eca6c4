"""The slides of a meeting: what the brief says, for the wall, with charts and tables that can be edited."""

import io
from datetime import datetime, time
from typing import Any

from pptx import Presentation

from coalition.answers.brief import Brief
from coalition.answers.present import gap_lines
from coalition.frames import records
from coalition.papers import deck
from coalition.papers.brief import brief_data, pillar_name, short_name
from coalition.papers.words import Words
from coalition.vocabulary import STATES

_KINDS = 10
"""Service types in the chart of what is missing most."""
_LINES = 8
"""Rows of a table that are read from the last row of chairs."""
_CALLS = 10
_NAMED = 5
"""Service types that are named of one step."""


def slides(found: Brief, language: str) -> bytes:
    """A .pptx file, 16:9.

    Args:
        found: from `answers.brief`.
        language: code of one of `locale.LANGUAGES`.
    """
    words = Words(language, found.settings.level_names)
    data = brief_data(found, language)
    show = Presentation()
    deck.prepare(show, title=data["title"], created=datetime.combine(found.day.on, time()))
    *whose, day = data["subtitle"].split(" · ")
    deck.add_title(show, data["title"], " · ".join([*whose, day.replace(" ", "\N{NO-BREAK SPACE}")]))
    if not found.picture.cells.empty:
        _add_states(show, found, words, data)
        _add_missing(show, found, words, data)
        _add_matrices(show, data)
    _add_lists(show, words, data)
    deck.add_text(show, words.t("Shared cases"), [deck.plain(line) for line in data["cases"]], data["footer"])
    closing = [f"{data['next_title']}: {data['next']}", *data["matrix"]["left_out"], data["footer"]]
    closing.append(words.t("Names of people are left out: only their organizations are here."))
    deck.add_text(show, words.t("Next meeting, and about these slides"), closing, "")
    made = io.BytesIO()
    show.save(made)
    return made.getvalue()


def _add_states(show: Any, found: Brief, words: Words, data: dict[str, Any]) -> None:
    """How many cells of each pillar are in which state."""
    cells = records(found.picture.cells)
    pillars = list(dict.fromkeys(row["pillar"] for row in cells))
    names = [pillar_name(pillar, words) for pillar in pillars]
    series = []
    for state, traits in STATES.items():
        counts = [sum(row["state"] == state and row["pillar"] == one for row in cells) for one in pillars]
        if any(counts):
            series.append(deck.Series(words.t(traits.label), counts, traits.fill[0], traits.ink[0]))
    deck.add_bars(show, deck.plain(" ".join(data["answer"])), names, series, data["footer"])


def _add_missing(show: Any, found: Brief, words: Words, data: dict[str, Any]) -> None:
    """The service types that are missing in most areas."""
    lines = gap_lines(found.picture.gaps)
    if not lines:
        return
    shown = lines[:_KINDS]
    states = [state for state in STATES if any(state in line.counts for line in shown)]
    series = [
        deck.Series(words.t(STATES[s].label), [line.counts.get(s, 0) for line in shown], STATES[s].fill[0], STATES[s].ink[0])
        for s in states
    ]
    names = [short_name(line.cells[0], words) for line in shown]
    title = words.t("In how many areas help is missing or comes from one provider only")
    if len(lines) > len(shown):
        title += f" ({words.t('and {n} more', n=len(lines) - len(shown))})"
    deck.add_bars(show, title, names, series, data["footer"])


def _add_matrices(show: Any, data: dict[str, Any]) -> None:
    matrix = data["matrix"]
    legend = [(mark["sign"], mark["says"], mark["fill"], mark["ink"]) for mark in matrix["legend"]]
    for part in matrix["parts"]:
        rows = [(row["name"], [(cell["sign"], cell["fill"], cell["ink"]) for cell in row["cells"]]) for row in part["rows"]]
        deck.add_matrix(show, part["name"], matrix["areas"], rows, legend, " ".join([*matrix["left_out"], data["footer"]]))


def _add_lists(show: Any, words: Words, data: dict[str, Any]) -> None:
    t, footer = words.t, data["footer"]
    if data["changed_title"]:
        heads = [t("From → to"), t("Service types and areas")]
        deck.add_table(show, data["changed_title"], heads, _changes(data, words), footer, empty=data["no_change"], most=_LINES)
    heads = [t("What"), t("Organization"), t("By when"), t("About")]
    rows = [[line["what"], line["who"], line["due"], line["gap"]] for line in data["actions"]]
    deck.add_table(show, data["actions_title"], heads, rows, footer, empty=data["no_actions"], most=_LINES)
    heads = [t("Service type"), t("Organization"), t("Telephone"), t("Area")]
    rows = [
        [call["kind"], one["who"], one["phone"], ", ".join(one["where"])] for call in data["calls"] for one in call["lines"][:1]
    ]
    deck.add_table(show, data["calls_title"], heads, rows, footer, empty=data["no_calls"], most=_CALLS)


def _changes(data: dict[str, Any], words: Words) -> list[list[str]]:
    """A row for each step from one state to another: the service types with their areas, the first few in full."""
    steps: dict[str, list[str]] = {}
    for line in data["changed"]:
        steps.setdefault(line["step"], []).append(f"{line['kind']} ({', '.join(line['areas'])})")
    rows = []
    for step, told in steps.items():
        more = [words.t("and {n} more", n=len(told) - _NAMED)] if len(told) > _NAMED else []
        rows.append([step, "; ".join([*told[:_NAMED], *more])])
    return rows
