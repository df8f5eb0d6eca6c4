"""A list of areas never leaves a district without a province, and areas that move are counted anew once."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import pytest
from sqlalchemy import Engine, event, select, text
from sqlmodel import col

from coalition import clock
from coalition.access.checks import check
from coalition.database import reading, writing
from coalition.edits.area_files import bring_areas
from coalition.edits.area_lists import read_areas
from coalition.edits.record import EditRefused
from coalition.edits.undo import undo_edit
from coalition.models import Area, Change
from coalition.summaries import faults
from tests.support import importing
from tests.support.demo import load_demo

HEADER = b"pcode,level,parent,name_en\n"
LIST = HEADER + b"X1,1,,One\nX2,1,,Two\nX11,2,X1,First\nX12,2,X1,Second\n"


def tree(engine: Engine) -> dict[str, tuple[int, str | None]]:
    """{code: (level, code of the province)}."""
    with reading(engine) as session:
        rows = session.execute(select(col(Area.id), col(Area.pcode), col(Area.level), col(Area.parent_id))).all()
    codes = {row.id: row.pcode for row in rows}
    return {row.pcode: (row.level, codes.get(row.parent_id)) for row in rows}


def refusal(engine: Engine, rows: bytes) -> str:
    before = tree(engine)
    with pytest.raises(EditRefused) as refused:
        bring_areas(engine, HEADER + rows, country="XX")
    assert tree(engine) == before
    return str(refused.value)


def test_a_district_that_becomes_a_province_lies_in_none_any_more(engine: Engine) -> None:
    bring_areas(engine, LIST, country="XX")
    bring_areas(engine, HEADER + b"X11,1,,First\n", country="XX")
    assert tree(engine)["X11"] == (1, None)
    assert check(engine).problems == []


def test_a_district_lies_in_a_province_and_in_nothing_else(engine: Engine) -> None:
    bring_areas(engine, LIST, country="XX")
    assert (
        refusal(engine, b"X11,2,X11,First\n")
        == "Row 2, First: a district cannot be its own province. Write the code of its province."
    )
    circle = refusal(engine, b"X2,1,,Two\nX11,2,X12,First\nX12,2,X11,Second\n")
    assert circle == "Row 3, First: X12 is a district. Write the code of its province instead."
    assert refusal(engine, b"X3,2,X9,Third\n").startswith("Row 2, Third: no province with the code X9 was found")


@pytest.mark.both_engines
def test_a_province_becomes_a_district_only_with_its_districts(engine: Engine) -> None:
    bring_areas(engine, LIST, country="XX")
    told = refusal(engine, b"X12,2,X2,Second\nX1,2,X2,One\n")
    assert told == (
        "Row 3, One: cannot be changed from a province to a district, because "
        "it still contains the district First. Add its districts to the list too."
    )
    bring_areas(engine, HEADER + b"X1,2,X2,One\nX11,2,X2,First\nX12,2,X2,Second\n", country="XX")
    assert tree(engine) == {"X1": (2, "X2"), "X2": (1, None), "X11": (2, "X2"), "X12": (2, "X2")}


@pytest.mark.both_engines
def test_what_has_got_districts_since_is_not_made_a_district_again_by_undo(engine: Engine) -> None:
    bring_areas(engine, LIST, country="XX")
    bring_areas(engine, HEADER + b"X11,1,,First\n", country="XX")
    became = newest_edit(engine)
    bring_areas(engine, HEADER + b"X111,2,X11,Inside\n", country="XX")
    before = tree(engine)
    with pytest.raises(EditRefused, match="something that was saved later depends on it"):
        undo_edit(engine, became, at=clock.now())
    assert tree(engine) == before


def test_a_new_district_that_a_file_puts_into_a_district_lies_in_the_province_around_it(engine: Engine) -> None:
    bring_areas(engine, LIST, country="XX")
    header = ["#org+name", "#subsector+code", "#subsector+name", "#adm1+code", "#adm2+name", "#adm2+code"]
    importing.keep(engine, importing.services(engine, importing.sheet(header, ["Blue", "Z1", "Rides", "X11", "New", "X19"])))
    assert tree(engine)["X19"] == (2, "X1")
    assert check(engine).problems == []


def newest_edit(engine: Engine) -> datetime:
    with reading(engine) as session:
        edit = session.scalars(select(col(Change.at)).order_by(col(Change.id).desc())).first()
    assert edit is not None
    return edit


def test_a_broken_tree_that_is_stored_already_is_named_by_the_check(engine: Engine) -> None:
    bring_areas(engine, LIST, country="XX")
    with writing(engine) as session:
        session.execute(text("UPDATE area SET level = 1 WHERE pcode = 'X11'"))
        session.execute(text("UPDATE area SET parent_id = id WHERE pcode = 'X12'"))
    assert check(engine).problems == [
        "area X11 (First) is a province and lies in X1 (One).",
        "area X12 (Second) is a district and lies in X12 (Second), which is no province.",
    ]


def test_a_name_that_is_too_long_or_turns_the_words_around_it_is_left_out_with_its_row() -> None:
    read = read_areas(HEADER + f"XL,1,,{'A' * 100_000}\nXR,1,,a\u061cb\nXO,1,,\u202eบ้าน Ålesund\n".encode(), "XX")
    assert [(area.pcode, area.name) for area in read.areas] == [("XO", "บ้าน Ålesund")]
    assert read.problems == [
        "Row 2: A cell in this row has 100,000 characters, which is too long.",
        "Row 3: the column name_en is longer than 200 characters or has hidden characters.",
    ]


def test_districts_without_a_province_are_left_out_of_a_long_list_in_no_time() -> None:
    rows = "".join(f"P{n},1,,N\nD{n},2,,N\n" for n in range(10_000))
    started = time.perf_counter()
    read = read_areas(HEADER + rows.encode(), "XX")
    assert (len(read.areas), len(read.problems)) == (10_000, 10_000)
    assert read.problems[0] == 'Row 3, N: write the code of its province in the column "parent".'
    assert time.perf_counter() - started < 5


@contextmanager
def countings(engine: Engine) -> Iterator[list[str]]:
    """The statements that count needs anew."""
    seen: list[str] = []

    def note(_: object, __: object, statement: str, *___: object) -> None:
        if "INSERT INTO need_net" in statement:
            seen.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield seen
    event.remove(engine, "before_cursor_execute", note)


def test_however_many_districts_move_they_are_counted_once_and_so_is_taking_it_back(engine: Engine) -> None:
    load_demo(engine)
    with reading(engine) as session:
        moved = session.execute(
            select(col(Area.pcode), col(Area.name)).where(col(Area.pcode).like("TH5%"), col(Area.level) == 2)
        ).all()
    assert len(moved) > 50
    rows = "".join(f"{pcode},2,TH95,{name}\n" for pcode, name in moved)
    with countings(engine) as seen:
        assert bring_areas(engine, HEADER + rows.encode(), country="TH").counts["changed"] == len(moved)
    assert len(seen) == 1
    with reading(engine) as session:
        assert faults(session) == []
    edit = newest_edit(engine)
    with countings(engine) as seen:
        undo_edit(engine, edit, at=clock.now())
    assert len(seen) == 1
    with reading(engine) as session:
        assert faults(session) == []


@pytest.mark.both_engines
def test_a_list_with_a_new_province_and_districts_that_move_there_can_be_taken_back(engine: Engine) -> None:
    load_demo(engine)
    before = tree(engine)
    bring_areas(engine, HEADER + b"XX1,1,,New\nTH5701,2,XX1,Mueang\nTH57,1,,Chiang Rai\n", country="TH")
    with reading(engine) as session:
        assert faults(session) == []
    undo_edit(engine, newest_edit(engine), at=clock.now())
    with reading(engine) as session:
        assert faults(session) == []
    assert tree(engine) == before
