"""What a frame made from rows of a database looks like: the types of its columns, and what is refused."""

from datetime import date, datetime
from typing import Any

import pytest

from coalition.schema import COUNT, DATE, FLAG, NUMBER, TEXT, Column, Schema, records

DAY = date(2026, 11, 25)
VISITS = Schema(
    "visits",
    id=Column("int64", "number"),
    name=Column(TEXT, "who"),
    people=Column(COUNT, "missing: not counted", "people"),
    on=Column(DATE, "missing: not told"),
    is_new=Column("bool", "first time"),
    score=Column(NUMBER, "missing: none"),
    is_sure=Column(FLAG, "missing: not told"),
)
DTYPES = ["int64", "string", "Int64", "datetime64[us]", "bool", "Float64", "boolean"]


def test_a_value_that_is_missing_stays_missing_and_is_never_zero() -> None:
    rows: list[tuple[Any, ...]] = [(1, "Ann", 3, DAY, True, 0.5, False), (2, None, None, None, False, None, None)]
    frame = VISITS.from_rows(rows)
    assert [tuple(row.values()) for row in records(frame)] == rows
    assert [str(dtype) for dtype in frame.dtypes] == DTYPES


def test_a_frame_without_rows_has_its_types() -> None:
    assert [str(dtype) for dtype in VISITS.empty().dtypes] == DTYPES


def test_a_day_may_come_as_text_or_with_a_time() -> None:
    frame = VISITS.from_rows([(1, "Ann", 1, day, True, None, None) for day in (DAY, "2026-11-25", datetime(2026, 11, 25))])
    assert {row["on"] for row in records(frame)} == {DAY}


@pytest.mark.parametrize(("name", "value"), [("id", None), ("id", 1.5), ("people", 1.5), ("people", "many"), ("on", "soon")])
def test_a_value_that_does_not_fit_its_column_is_refused_with_its_name(name: str, value: Any) -> None:
    row = {"id": 1, "name": "Ann", "people": 3, "on": DAY, "is_new": True, "score": None, "is_sure": None} | {name: value}
    with pytest.raises(ValueError, match=f"column '{name}' of 'visits'"):
        VISITS.from_rows([tuple(row.values())])


def test_a_row_with_too_few_values_is_refused() -> None:
    with pytest.raises(ValueError, match="does not have the 7 values"):
        VISITS.from_rows([(1, "Ann")])
