"""The strip of a cell: one block per state with its sign, a point per fact, nothing older than two years."""

from datetime import date
from typing import Any

from coalition.charts.cell import HEIGHT_PX, SYMBOLS, history_strip
from coalition.vocabulary import STATES, CellState, FactKind

ON = date(2026, 11, 25)
SPANS = [
    {"from_on": date(2026, 1, 1), "to_on": date(2026, 10, 31), "state": "unknown", "fresh_organizations": 0},
    {"from_on": date(2026, 11, 1), "to_on": date(2026, 11, 2), "state": "fragile", "fresh_organizations": 1},
    {"from_on": date(2026, 11, 3), "to_on": None, "state": "barrier", "fresh_organizations": 2},
]


def strip(spans: list[dict[str, Any]] = SPANS, facts: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    facts = facts or []
    return history_strip(
        spans, facts, on=ON, words=[f"{span['state']} <b>" for span in spans], told=[fact["kind"] for fact in facts]
    )


def test_every_state_has_its_block_and_the_blocks_follow_each_other_to_the_last_day() -> None:
    *blocks, _ = strip()["data"]
    ends = [block["base"][0] + block["x"][0] for block in blocks]
    assert [block["base"][0] for block in blocks] == [0, *ends[:-1]]
    assert ends[-1] == (ON - date(2026, 1, 1)).days + 1 == strip()["layout"]["xaxis"]["range"][1]
    assert [block["marker"]["color"] for block in blocks] == [STATES[CellState(span["state"])].color for span in SPANS]


def test_a_block_has_the_color_of_its_state_on_the_dark_page_too() -> None:
    *blocks, _ = history_strip(SPANS, [], on=ON, words=["", "", ""], told=[], is_dark=True)["data"]
    states = [STATES[CellState(span["state"])] for span in SPANS]
    assert [block["marker"]["color"] for block in blocks] == [traits.fill[1] for traits in states]
    assert [block["textfont"]["color"] for block in blocks] == [traits.ink[1] for traits in states]


def test_a_block_prints_its_sign_where_there_is_room_for_it() -> None:
    *blocks, _ = strip()["data"]
    assert [block["text"][0] for block in blocks] == ["<b>?</b>", "", "<b>2\N{MULTIPLICATION SIGN}</b>"]


def test_what_is_older_than_two_years_is_left_out_of_the_strip() -> None:
    old = {"from_on": date(2019, 1, 1), "to_on": date(2025, 12, 31), "state": "covered", "fresh_organizations": 2}
    facts = [{"on": date(2019, 1, 1), "kind": "confirmed"}, {"on": date(2026, 11, 3), "kind": "verdict"}]
    *blocks, points = strip([old, *SPANS], facts)["data"]
    assert sum(block["x"][0] for block in blocks) == 731
    assert points["text"] == ["verdict"]
    assert points["marker"]["symbol"] == ["diamond"]


def test_names_in_the_strip_are_never_markup_and_every_kind_of_fact_has_a_sign_of_its_own() -> None:
    assert strip()["data"][0]["hovertext"] == ["unknown &lt;b&gt;"]
    assert set(SYMBOLS) == set(FactKind)
    assert len(set(SYMBOLS.values())) == len(SYMBOLS)
    assert strip()["layout"]["height"] == HEIGHT_PX
