"""The matrix: what it says of each square, what it counts, and colors that everybody can tell apart."""

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from coalition.answers.coverage import CoveragePicture, coverage_picture
from coalition.answers.helping import helpers
from coalition.charts.theme import contrast
from coalition.codes import new_code
from coalition.defaults import known_service_types, load_defaults
from coalition.frames import records
from coalition.locale import catalogue
from coalition.settings import Settings
from coalition.views.matrix import areas_shown, draw, matrix_of, model
from coalition.views.matrix.colors import OTHERS, shapes
from coalition.views.matrix.draw import data_of
from coalition.views.matrix.model import square_of
from coalition.vocabulary import STATES, CellState
from tests.support.small_world import TODAY, World, north, store

PAPER, SOFT = ("#FFFFFF", "#070B0D"), ("#F1F5F6", "#182125")
"""Of the pages, as in .streamlit/config.toml."""
LONG_AGO = TODAY - timedelta(days=400)


def picture_of(engine: Engine, world: World) -> CoveragePicture:
    with Session(engine) as session:
        store(session, world)
        session.commit()
        return coverage_picture(session, settings=Settings(scope=("TH57", "TH50")), on=TODAY, level=1)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_what_is_written_on_a_square_can_be_read_and_its_shape_seen(theme: int) -> None:
    for state, traits in STATES.items():
        assert contrast(traits.ink[theme], traits.fill[theme]) >= 4.5, state
    for state in (CellState.BARRIER, CellState.FULL, CellState.FRAGILE):
        edge = STATES[state].edge
        assert edge
        assert contrast(edge[theme], STATES[state].fill[theme]) >= 3, state
    unknown = STATES[CellState.UNKNOWN]
    assert unknown.edge
    assert contrast(unknown.ink[theme], unknown.edge[theme]) >= 3
    for name, color in OTHERS.items():
        if name != "line":
            assert contrast(color[theme], PAPER[theme]) >= 4.5, name
    assert contrast(OTHERS["muted"][theme], SOFT[theme]) >= 4.5


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_nobody_is_seen_first_and_not_known_never_passes_for_good(theme: int) -> None:
    seen = {state: contrast(traits.fill[theme], PAPER[theme]) for state, traits in STATES.items()}
    assert seen[CellState.NONE] >= 3
    assert min(seen, key=lambda state: seen[state]) is CellState.UNKNOWN
    assert seen[CellState.NONE] > max(seen[CellState.FRAGILE], seen[CellState.COVERED])
    none, one = STATES[CellState.NONE].fill[theme], STATES[CellState.FRAGILE].fill[theme]
    assert contrast(none, one) >= 1.7, "who sees no red tells nobody from one provider by how light they are"


def test_where_not_all_areas_have_room_those_in_which_something_is_so_are_shown(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture = picture_of(engine, north())
    assert areas_shown(picture, {"TH57"}) == ["TH50", "TH57"]
    monkeypatch.setattr(model, "AREAS_PER_SCREEN", 1)
    assert areas_shown(picture, {"TH57"}) == ["TH57"]


def test_a_reason_that_names_a_case_is_told_without_its_code_for_a_room_sees_the_matrix_too(engine: Engine) -> None:
    picture, code = picture_of(engine, north()), new_code()
    told = replace(picture, cells=picture.cells.assign(reason=f"Took nobody, as {code} showed"))
    lines = {line for row in matrix_of(told).squares for square in row for line in square.lines}
    assert "“Took nobody, as (a case) showed”" in lines
    assert code not in " ".join(lines)


def test_a_district_nobody_asked_about_says_what_is_confirmed_of_its_province(engine: Engine) -> None:
    with Session(engine) as session:
        store(session, north().asked("A1", "TH57").asked("I5", "TH57").serves("Rim Kok", "I5", "TH5709"))
        picture = coverage_picture(session, settings=Settings(scope=["TH50", "TH57"]), on=TODAY, level=2)
    matrix = matrix_of(picture)
    said = {
        (column.code, line.code): square.lines
        for line, squares in zip(matrix.lines, matrix.squares, strict=True)
        for column, square in zip(matrix.columns, squares, strict=True)
    }
    assert said["TH5701", "A1"] == ("Not asked yet", "All of Area TH57: no provider, confirmed 25 Nov 2026.")
    assert said["TH5001", "A1"] == said["TH5701", "I5"] == ("Not asked yet",)


def test_a_state_is_told_by_its_shape_too() -> None:
    drawn = dict(re.findall(r"\.s\.(\w+)\{([^}]*)\}", shapes()))
    assert drawn.keys() == {state for state, traits in STATES.items() if traits.edge}
    assert len(set(drawn.values())) == len(drawn)


def test_every_square_says_its_whole_sentence(engine: Engine) -> None:
    world = north().serves("Rim Kok", "A1", "TH57").serves("Old House", "A1", "TH57", LONG_AGO).asked("I5", "TH57")
    world.needed("c1", "I5", "TH57").serves("Doi Clinic", "A1", "TH5001").serves("Wide House", "A1", "TH50")
    world.serves("Wide House", "A1", "TH5001").serves("Legal Desk", "A1", "TH5709")
    picture = picture_of(engine, world)
    with Session(engine) as session:
        who = helpers(session, settings=Settings(), on=TODAY, level=1)
    matrix = matrix_of(picture, helpers=who)
    said = {
        (column.code, line.code): square.lines
        for line, squares in zip(matrix.lines, matrix.squares, strict=True)
        for column, square in zip(matrix.columns, squares, strict=True)
    }
    one, nobody = said["TH57", "A1"], said["TH57", "I5"]
    told = ("Legal Desk, only in Area TH5709", "Rim Kok", "1 more, not confirmed recently", "Last confirmed 25 Nov 2026")
    assert one == ("Two or more providers", *told)
    assert said["TH50", "A1"][1:3] == ("Doi Clinic", "Wide House"), "its one district is the whole province"
    assert nobody == ("No provider", "1 person waiting", "Asked 25 Nov 2026")
    assert said["TH50", "I5"] == ("Not asked yet",)
    never = next(row for row in records(picture.cells) if (row["pcode"], row["code"]) == ("TH50", "I5"))
    assert square_of(never | {"assured_on": LONG_AGO}).lines[0] == "Not asked recently"
    (key,) = [state for state in data_of(matrix, "full")["states"] if state["name"] == "unknown"]
    assert key["meaning"] == "Not asked yet, or out of date", "the key counts both"


def test_no_gap_known_is_not_no_gap(engine: Engine) -> None:
    data = data_of(matrix_of(picture_of(engine, north().asked("I5", "TH57"))), "full")
    totals = {column["code"]: column["total"] for column in data["columns"]}
    assert totals["TH57"] == {"gaps": 1, "unknown": 1, "words": "1 gap", "said": "1 gap, 1 not known"}
    assert totals["TH50"] == {"gaps": 0, "unknown": 2, "words": "0 gaps", "said": "0 gaps, 2 not known"}
    assert {state["name"]: state["count"] for state in data["states"] if state["count"]} == {"none": 1, "unknown": 3}
    assert data["columns"][data["start"]]["code"] == "TH57", "a telephone begins with the area of the most gaps"


def test_the_squares_that_are_asked_about_stand_out(engine: Engine) -> None:
    picture = picture_of(engine, north().serves("Rim Kok", "A1", "TH57"))
    matrix = matrix_of(picture, lit={("TH57", "A1"): "Not known before"})
    lit = [square for squares in matrix.squares for square in squares if square.is_lit]
    assert [square.lines[:2] for square in lit] == [("One provider", "Not known before")]
    assert data_of(matrix, "beside")["has_lit"]
    assert not data_of(matrix_of(picture), "beside")["has_lit"]


def test_a_kind_of_help_has_a_short_name_in_both_languages_and_its_own_name_where_it_was_renamed(engine: Engine) -> None:
    kinds = known_service_types()
    for shorts in ([kind.short_name for kind in kinds], [kind.short_name_local for kind in kinds]):
        assert len(set(shorts)) == len(kinds)
        assert [short for short in shorts if not 0 < len(short) <= 22] == []
    renamed = matrix_of(picture_of(engine, north()))
    assert [(line.code, line.short) for line in renamed.lines] == [("I5", "Help I5"), ("A1", "Help A1")]


def test_all_kinds_of_a_new_coalition_fit_with_their_short_names(engine: Engine) -> None:
    with Session(engine) as session:
        load_defaults(session)
        picture = coverage_picture(session, settings=Settings(scope=("TH57", "TH50")), on=TODAY, level=1)
    rows = data_of(matrix_of(picture), "overview")["rows"]
    assert [row["shown"] for row in rows[:3]] == ["Awareness", "School support", "Family livelihood"]
    assert [row["name"] for row in rows[6:8]] == [
        "Drop-in and day care, child protection in the community",
        "Hotline and report intake",
    ]


def test_the_script_sets_what_was_typed_as_text_and_never_as_markup() -> None:
    script = (Path(draw.__file__).parent / "assets" / "matrix.js").read_text("utf-8")
    assert [
        word for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(") if word in script
    ] == []


def test_what_a_state_says_of_a_square_can_be_said_in_thai() -> None:
    known = catalogue("th")
    assert [traits.says for traits in STATES.values() if not known.get(traits.says)] == []
