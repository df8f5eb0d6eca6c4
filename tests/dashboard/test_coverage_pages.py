"""The coverage page and the overview as a coordinator uses them, without a browser."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pandas as pd
import pytest
from sqlalchemy import Engine
from sqlmodel import select
from streamlit.testing.v1 import AppTest

from coalition.database import reading, writing
from coalition.models import Area, CoverageCheck, Meeting
from coalition.queries.coverage import areas_frame
from coalition.shell.order import by_code
from coalition.shell.words import languages_text
from coalition.views.coverage.words import call_text, clicked_cell
from tests.support.filled import data_sent, lists_text
from tests.support.small_world import World, north, store

Dashboard = Callable[..., AppTest]


def stored(engine: Engine, world: World) -> None:
    with writing(engine) as session:
        store(session, world)


def words(at: AppTest) -> str:
    return " ".join(part.value for kind in (at.markdown, at.caption, at.info) for part in kind)


def behind(at: AppTest) -> pd.DataFrame:
    """The organizations behind the open cell."""
    return next(frame.value for frame in at.dataframe if "Organization" in frame.value)


def cells(at: AppTest) -> str:
    """What the matrix is sent."""
    return lists_text(at)


def rows(at: AppTest) -> list[list[Any]]:
    """Service type, area and state of the list of gaps."""
    table = next(data for data in data_sent(at) if data.get("alt", "").startswith("Gaps by rank"))
    return [[text for text, _ in row[:3]] for row in table["rows"]]


def test_a_cell_of_a_district_says_first_what_is_confirmed_of_its_province(engine: Engine, dashboard: Dashboard) -> None:
    stored(engine, north().asked("A1", "TH57").serves("Blue", "I5", "TH57"))
    told = words(dashboard("coverage", type="A1", area="TH5701"))
    assert "All of Area TH57: no provider, confirmed 25 Nov 2026. Area TH5701 itself: not asked yet." in told
    assert "Not asked in this area yet." not in told
    assert "itself: not asked yet" not in words(dashboard("coverage", type="A1", area="TH57"))


def test_the_page_answers_its_question_in_its_first_sentence(engine: Engine, dashboard: Dashboard) -> None:
    stored(engine, north().serves("Blue", "A1", "TH57").asked("I5", "TH57"))
    at = dashboard("coverage")
    assert "**1 gap**, **1 with one provider**, **0 not known**, of 2 cells in the table" in words(at)


@pytest.mark.both_engines
def test_a_link_shows_the_level_the_area_and_the_pillar_its_sender_saw(engine: Engine, dashboard: Dashboard) -> None:
    stored(engine, north().serves("Blue", "A1", "TH5709").serves("Blue", "A1", "TH5001"))
    at = dashboard("coverage", level="2", within="TH57", pillar="aftercare")
    assert "of 1" in words(at)
    assert "Districts · Area TH57 · Aftercare" in words(at)
    assert "TH5709" in cells(at)
    assert "TH5001" not in cells(at)


def test_an_address_with_values_that_do_not_exist_shows_the_whole_picture(engine: Engine, dashboard: Dashboard) -> None:
    stored(engine, north().serves("Blue", "A1", "TH57"))
    at = dashboard("coverage", level="9", within="XX", pillar="x", on="2026-02-31", area="XX", type="XX", part="7")
    assert "of 2" in words(at)


@pytest.mark.both_engines
def test_a_cell_in_the_address_opens_with_the_organizations_behind_it(engine: Engine, dashboard: Dashboard) -> None:
    stored(engine, north().serves("Blue <b>", "A1", "TH57", date(2026, 1, 1)).needed("K1", "A1", "TH57", date(2026, 1, 2)))
    at = dashboard("coverage", area="TH57", type="A1")
    told = behind(at)
    assert told["Organization"].tolist() == ["Blue <b>"]
    assert told["Counted?"].tolist() == ["not confirmed since 1 Jan 2026"]
    assert "1 person needs this service. 1 person has no accepted referral." in words(at)


@pytest.mark.both_engines
def test_we_asked_nobody_is_noted_and_can_be_taken_back(engine: Engine, dashboard: Dashboard) -> None:
    stored(engine, north().serves("Blue", "I5", "TH57"))
    at = dashboard("coverage", area="TH57", type="A1")
    at.button(key="verdict nobody").click().run()
    assert at.text_input(key="nobody told by").value == "", "who looked into it is asked, and never preset"
    assert at.button(key="we asked nobody").disabled
    at.text_input(key="nobody told by").set_value("Hill Desk").run()
    at.button(key="we asked nobody").click().run()
    assert "**1 gap**" in words(at)
    assert "no provider on 25 Nov 2026 (Hill Desk)" in words(at)
    assert "we asked nobody" not in [button.key for button in at.button], "the form is closed"
    at.button(key="undo-last-edit").click().run()
    assert "**0 gaps**" in words(at)
    with reading(engine) as session:
        assert session.exec(select(CoverageCheck)).all() == []


def html(at: AppTest) -> str:
    return " ".join(part.proto.body for part in at.get("html"))


def test_a_click_beside_the_cells_opens_nothing() -> None:
    assert clicked_cell({"selection": {"points": []}}) is None
    assert clicked_cell(None) is None
    assert clicked_cell({"selection": {"points": [{"customdata": ["TH57", "A1"]}]}}) == ("TH57", "A1")


def test_a_coalition_with_meetings_and_no_services_is_told_what_to_do_next(engine: Engine, dashboard: Dashboard) -> None:
    with writing(engine) as session:
        session.add(Meeting(held_on=date(2026, 11, 1)))
    overview, matrix = dashboard("overview"), dashboard("coverage")
    assert "No services yet" in html(overview)
    assert "Import services" in [link.proto.label for link in overview.get("page_link")]
    assert "No matching service type" in words(matrix)


@pytest.mark.both_engines
def test_the_overview_says_which_cells_changed_since_the_last_meeting(engine: Engine, dashboard: Dashboard) -> None:
    stored(engine, north().serves("Blue", "A1", "TH57", date(2026, 10, 1)).serves("Red", "A1", "TH57", date(2026, 11, 9)))
    with writing(engine) as session:
        session.add(Meeting(held_on=date(2026, 11, 1), title="Monthly"))
    at = dashboard("overview")
    assert "Attended on 1 Nov" in [link.proto.label for link in at.get("page_link")]
    told = html(at)
    assert "Since 1 Nov" in told
    assert "Help A1, Area TH57: One provider, now Two or more providers" in told
    assert "1 added" in told
    assert not at.get("plotly_chart"), "the first page stays light"


def test_nobody_is_noted_only_where_nobody_confirmed_help(sqlite_engine: Engine, dashboard: Dashboard) -> None:
    stored(sqlite_engine, north().serves("Blue", "A1", "TH57", date(2026, 11, 1)))
    at = dashboard("coverage", area="TH57", type="A1")
    assert "verdict nobody" not in [button.key for button in at.button]
    assert "Update it in the directory" in words(at)
    assert "Not asked in this area yet." not in words(at), "a provider is confirmed"
    at = dashboard("coverage", area="TH57", type="I5")
    assert "verdict nobody" in [button.key for button in at.button]
    assert "Not asked in this area yet." in words(at)


def test_where_no_case_exists_nobody_is_said_to_wait(sqlite_engine: Engine, dashboard: Dashboard) -> None:
    stored(sqlite_engine, north().serves("Blue", "A1", "TH57"))
    told = words(dashboard("coverage"))
    assert "No cases have been shared yet" in told
    assert "most people" not in told


def test_a_cell_says_whom_to_call_in_words() -> None:
    came = "Malee Sukjai, nurse, 053-000-112"
    row = {"contact": None, "came_lately": None, "hours": None}
    assert call_text(row | {"contact": "Dao, 053-000-111"}) == "Call Dao, 053-000-111"
    assert call_text(row | {"contact": "Dao, 053-000-111", "hours": "day_and_night"}) == "Call Dao, 053-000-111 · Day and night"
    assert call_text(row | {"came_lately": came}) == f"No focal point yet. Attended recently: {came}"
    assert call_text(row) == "Not given yet"
    assert call_text(row | {"hours": "Mon-Fri 9:00-17:00"}) == "Not given yet · Mon-Fri 9:00-17:00"


def test_kinds_of_help_are_listed_as_people_count() -> None:
    codes = [{"code": code} for code in ("P10", "P2", "A1", "P1")]
    assert [row["code"] for row in by_code(codes)] == ["A1", "P1", "P2", "P10"]


def test_languages_are_told_in_words() -> None:
    assert languages_text("th;my; Mon") == "Thai, Burmese, Mon"
    assert languages_text(None) is None


def test_every_province_of_a_list_of_their_own_is_shown_and_of_a_shipped_one_how_many_are_not(
    sqlite_engine: Engine, dashboard: Dashboard
) -> None:
    with writing(sqlite_engine) as session:
        store(session, north().serves("Blue", "A1", "TH57"))
    labels = [link.proto.label for link in dashboard("coverage").get("page_link")]
    assert "1 province without data is hidden: choose it under Settings" in labels
    with writing(sqlite_engine) as session:
        for area in session.exec(select(Area)):
            area.country = "LA"
    with reading(sqlite_engine) as session:
        assert areas_frame(session, scope=[])["pcode"].tolist() == ["TH50", "TH57", "TH5001", "TH5701", "TH5709"]


def test_cells_without_a_registered_need_are_no_place_to_act_first_and_stand_in_a_list_of_their_own(
    sqlite_engine: Engine, dashboard: Dashboard
) -> None:
    stored(sqlite_engine, north().serves("Blue", "A1", "TH57").needed("TH57-1", "I5", "TH57").asked("I5", "TH50"))
    at = dashboard("coverage")  # one waits where nobody was asked: no gap that is known has a score
    lists = [label for switch in at.get("button_group") for label in switch.options]
    assert lists[-2:] == ["No reported need: 2", "Not asked yet, or out of date: 2"]
    assert "Act here first" not in lists
    assert [row[2] for row in rows(at)] == ["No provider", "One provider"], "without a score the heavier state stands first"


def test_a_row_of_the_ranking_tells_which_of_its_organizations_are_out_of_date(
    sqlite_engine: Engine, dashboard: Dashboard
) -> None:
    old = date(2025, 1, 1)
    world = north().serves("Blue", "A1", "TH57").serves("Red", "A1", "TH57", old).serves("Blue", "I5", "TH57")
    stored(sqlite_engine, world.needed("TH57-1", "A1", "TH57").needed("TH57-2", "I5", "TH57"))
    sent = next(part for part in data_sent(dashboard("coverage")) if "columns" in part and "ids" in part)
    column = [one["name"] for one in sent["columns"]].index("Organizations")
    told = {one: row[column] for one, row in zip(sent["ids"], sent["rows"], strict=True)}
    assert told == {"TH57 A1": ["1 confirmed, 1 out of date", 2], "TH57 I5": ["1", 1]}


def test_who_has_nobody_and_no_registered_need_is_named_beside_the_ranking(sqlite_engine: Engine, dashboard: Dashboard) -> None:
    world = north().serves("Blue", "A1", "TH57").serves("Red", "A1", "TH57").needed("TH57-1", "A1", "TH57").asked("I5", "TH50")
    stored(sqlite_engine, world)
    at = dashboard("coverage")
    assert rows(at) == [["Help A1", "Area TH57", "Two or more providers"]]
    at.session_state["save coverage"] = True
    assert "no member decisions and no needs" in words(at.run())
    at = dashboard("coverage", list="quiet")
    assert rows(at) == [["Help I5", "Area TH50", "No provider"]]
    assert "so the score is 0" in words(at)


def test_a_square_tells_who_helps_there(sqlite_engine: Engine, dashboard: Dashboard) -> None:
    stored(sqlite_engine, north().serves("Blue <b>", "A1", "TH57"))
    assert '"Blue <b>"' in cells(dashboard("coverage"))
