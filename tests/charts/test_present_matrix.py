"""The matrix for the room: every state tells itself apart by its sign, its color and its word, and data is no markup."""

import re
from typing import Any

from coalition.charts.present import FEW, STYLE, legend_html, matrix_html
from coalition.charts.theme import STATE_COLORS, contrast, ink_on
from coalition.frames import CELLS
from coalition.vocabulary import CellState

WORDS = {state.value: state.value.title() for state in CellState}


def cell(code: str, state: str, fresh: int = 0, **more: Any) -> list[Any]:
    values: dict[str, Any] = dict.fromkeys(CELLS.columns)
    values |= {"pcode": "TH57", "code": code, "area_id": 1, "service_type_id": 1, "weight": 0.0, "state": state}
    values |= {"fresh_organizations": fresh, "organizations": fresh, "province_wide": 0, **more}
    return list(values.values())


def matrix(*cells: list[Any], types: dict[str, str] | None = None, area: str = "Chiang Rai") -> str:
    frame = CELLS.from_rows(list(cells))
    kinds = types or {str(row[list(CELLS.columns).index("code")]): "Help" for row in cells}
    return matrix_html(frame, areas={"TH57": area}, types=kinds, corner="Kind of help", states=WORDS)


def test_each_state_has_a_sign_of_its_own_and_its_word_for_those_who_listen() -> None:
    states = {state: n for n, state in enumerate(CellState)}
    numbers = {CellState.FRAGILE: 1, CellState.COVERED: 2, CellState.FULL: 1, CellState.BARRIER: 1}
    html = matrix(*(cell(f"A{n}", state.value, numbers.get(state, 0)) for state, n in states.items()))
    told = re.findall(r'<td class="room-(\w+)" aria-label="([^"]+)">([^<]+)</td>', html)
    assert len({sign for _, _, sign in told}) == len(CellState)
    assert all(aloud == f"{sign} {WORDS[state]}" for state, aloud, sign in told)


def test_every_color_of_the_style_reads_with_its_ink() -> None:
    for state, color in STATE_COLORS.items():
        assert f".room-{state.value} {{" in STYLE
        assert contrast(color, ink_on(color)) >= 4.5


def test_names_are_shown_as_written_and_never_run() -> None:
    html = matrix(cell("A1", "none"), types={"A1": '<img src=x onerror="x">'}, area="<b>Rai</b>")
    assert "<img" not in html
    assert "<b>Rai" not in html
    assert 'title="&lt;img src=x onerror=&quot;x&quot;&gt;"' in html


def test_nothing_but_states_and_organizations_is_in_the_table() -> None:
    numbers = {"caseload": 4711, "unmet_need": 4712, "score": 4713.0, "capacity": 4714, "capacity_available": 4715}
    assert "471" not in matrix(cell("A1", "full", 2, **numbers))


def test_few_rows_have_room_for_long_names() -> None:
    assert 'class="room-few"' in matrix(*(cell(f"A{n}", "none") for n in range(FEW)))
    assert 'class="room-few"' not in matrix(*(cell(f"A{n}", "none") for n in range(FEW + 1)))


def test_the_legend_names_what_is_on_the_slide() -> None:
    assert re.sub("<[^>]+>", "", legend_html([CellState.UNKNOWN, CellState.COVERED], WORDS)) == "? Unknown2+ Covered"
