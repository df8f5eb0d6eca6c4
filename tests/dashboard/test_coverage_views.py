"""The squares and the map of the coverage page: the same cells as the matrix, one service type at a time."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import select
from streamlit.testing.v1 import AppTest

from coalition.coverage import worst_frame
from coalition.database import writing
from coalition.frames import CELLS
from coalition.models import Area
from coalition.vocabulary import WORST_FIRST, CellState
from tests.support.small_world import World, north, store

Dashboard = Callable[..., AppTest]


def stored(engine: Engine, world: World) -> None:
    with writing(engine) as session:
        store(session, world)


def chart(at: AppTest) -> dict[str, Any]:
    wide, *_phone = at.get("plotly_chart")
    return dict(json.loads(wide.proto.spec))


def signs(at: AppTest) -> str:
    return " ".join(note["text"] for note in chart(at)["layout"]["annotations"])


def words(at: AppTest) -> str:
    return " ".join(part.value for kind in (at.markdown, at.caption, at.info) for part in kind)


def test_the_matrix_comes_first_and_the_map_can_be_drawn_as_squares(engine: Engine, dashboard: Dashboard) -> None:
    stored(engine, north().serves("Blue", "A1", "TH57").serves("Blue", "A1", "TH50"))
    assert dashboard("coverage").get("bidi_component")[0].key == "matrix"
    at = dashboard("coverage", view="map")
    next(group for group in at.button_group if group.label == "View").set_value("squares").run()
    assert at.query_params["as"] == "squares"
    assert "<b>0/1</b>" in signs(at), "no gap, as far as is known: of I5 nothing is"
    assert "<b>1</b>" in signs(dashboard("coverage", view="squares", kind="A1"))


def test_squares_show_the_kind_of_help_in_the_address(engine: Engine, dashboard: Dashboard) -> None:
    stored(engine, north().serves("Blue", "A1", "TH57").serves("Green", "A1", "TH57").asked("A1", "TH50"))
    at = dashboard("coverage", view="squares", kind="A1")
    assert "<b>2</b>" in signs(at)
    assert "<b>0</b>" in signs(at)
    assert ["TH57", "A1"] in chart(at)["data"][-1]["customdata"]


def test_the_map_names_the_source_of_its_boundaries_and_says_itself_in_words(engine: Engine, dashboard: Dashboard) -> None:
    stored(engine, north().serves("Blue", "A1", "TH57").asked("A1", "TH50"))
    at = dashboard("coverage", view="map", kind="A1")
    assert "OCHA COD-AB / Royal Thai Survey Department, CC BY 3.0 IGO" in words(at)
    alt = at.get("plotly_chart")[0].proto.alt
    assert "Area TH57: One provider" in alt
    assert "Area TH50: No provider" in alt


@pytest.mark.both_engines
def test_areas_without_boundaries_are_told_how_to_get_them_and_still_have_squares(engine: Engine, dashboard: Dashboard) -> None:
    stored(engine, north().serves("Blue", "A1", "TH57"))
    with writing(engine) as session:
        for area in session.exec(select(Area)):
            area.pcode, area.country = area.pcode.replace("TH", "XX"), "XX"
    assert "boundaries are missing" in words(dashboard("coverage", view="map"))
    assert "<b>1</b>" in signs(dashboard("coverage", view="squares", kind="A1"))


def test_districts_are_shown_one_province_at_a_time(engine: Engine, dashboard: Dashboard) -> None:
    stored(engine, north().serves("Blue", "A1", "TH5709").serves("Blue", "A1", "TH5001"))
    at = dashboard("coverage", view="map", level="2", kind="A1")
    opened = {code for code, _ in chart(at)["data"][-1]["customdata"]}
    assert opened == {"TH5001"}
    at = dashboard("coverage", view="map", level="2", kind="A1", province="TH5709")
    assert {code for code, _ in chart(at)["data"][-1]["customdata"]} == {"TH5709"}


def test_where_other_areas_are_asked_for_the_first_part_of_them_is_shown(demo_engine: Engine, dashboard: Dashboard) -> None:
    at = dashboard("coverage", level="2")
    next(box for box in at.selectbox if box.label == "Which areas to show").select_index(1).run()
    assert at.query_params["part"] != ""
    next(box for box in at.selectbox if box.label == "Within").set_value("TH57").run()
    assert next(box for box in at.selectbox if box.label == "Which areas to show").index == 0
    assert "part" not in at.query_params
    assert "is not in this list" not in words(at)


def test_the_worst_cell_stands_for_its_area_and_unknown_never_passes_for_good() -> None:
    def cell(code: str, state: str, waiting: int | None = None) -> list[Any]:
        values: dict[str, Any] = dict.fromkeys(CELLS.columns)
        values |= {"pcode": "TH57", "code": code, "area_id": 1, "service_type_id": 1, "weight": 0.0, "pillar": "aftercare"}
        values |= {"state": state, "fresh_organizations": 0, "organizations": 0, "province_wide": 0, "country_wide": 0}
        values["unmet_need"] = waiting
        return list(values.values())

    def worst(*cells: list[Any]) -> str:
        return str(worst_frame(CELLS.from_rows(list(cells)))["code"].item())

    assert worst(cell("A1", "covered"), cell("A2", "unknown")) == "A2"
    assert worst(cell("A1", "unknown"), cell("A2", "fragile")) == "A2"
    assert worst(cell("A1", "none", 1), cell("A2", "none", 3), cell("A3", "none", 3)) == "A2"
    assert set(WORST_FIRST) == set(CellState)


def test_the_share_of_gaps_counts_what_is_known_and_opens_the_worst(engine: Engine, dashboard: Dashboard) -> None:
    world = north().serves("Blue", "A1", "TH50").asked("A1", "TH57").serves("Blue", "A2", "TH57").serves("Red", "A2", "TH50")
    world.types["A2"] = "aftercare"
    stored(engine, world)
    at = dashboard("coverage", view="squares")
    assert ["<b>0/2</b>" in signs(at), "<b>1/2</b>" in signs(at)] == [True, True]
    assert "1 gap among 2 service types with data" in at.get("plotly_chart")[0].proto.spec
    assert ["TH57", "A1"] in chart(at)["data"][-1]["customdata"]
    assert "service types with data" in words(at)


def test_an_old_address_of_the_squares_opens_the_tab_of_the_map(engine: Engine, dashboard: Dashboard) -> None:
    stored(engine, north().serves("Blue", "A1", "TH57").serves("Blue", "A1", "TH50"))
    at = dashboard("coverage", view="squares", kind="A1")
    assert (at.query_params["view"], at.query_params["as"]) == ("map", "squares")
