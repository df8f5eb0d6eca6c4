"""Shared cases by hand: added, changed, closed, and a slip taken back."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from coalition import models as m
from coalition.codes import is_valid_code
from coalition.database import reading, writing
from coalition.defaults import load_defaults
from coalition.edits import cases as edits
from coalition.edits.record import EditRefused
from coalition.edits.undo import undo_edit
from coalition.frames import records
from coalition.queries.cases import case_needs_frame, cases_frame
from tests.support.importing import TODAY, stored

AT = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
LATER = AT + timedelta(minutes=1)


@pytest.fixture
def ids(engine: Engine) -> dict[str, int]:
    """Ids of the shipped areas and service types, by code."""
    with writing(engine) as session:
        load_defaults(session)
    return {row.get("pcode") or row["code"]: row["id"] for model in (m.Area, m.ServiceType) for row in stored(engine, model)}


def add(engine: Engine, ids: dict[str, int], opened_on: date = date(2026, 10, 1), area: str = "TH5709") -> dict[str, Any]:
    code = edits.add_case(engine, opened_on=opened_on, area_id=ids[area], needs=[ids["A1"], ids["A2"]], today=TODAY, at=AT)
    return next(row for row in stored(engine, m.SharedCase) if row["code"] == code)


def test_a_new_case_gets_a_code_and_its_needs(engine: Engine, ids: dict[str, int]) -> None:
    case = add(engine, ids)
    assert is_valid_code(case["code"])
    assert case["sex"] == "unknown"
    assert [(n["service_type_id"], n["area_id"]) for n in stored(engine, m.CaseNeed)] == [
        (ids["A1"], ids["TH5709"]),
        (ids["A2"], ids["TH5709"]),
    ]
    assert {c["action"].value for c in stored(engine, m.Change)} == {"created"}


def test_closing_a_case_closes_its_open_needs_and_a_slip_is_taken_back(engine: Engine, ids: dict[str, int]) -> None:
    case = add(engine, ids)
    before = stored(engine, m.CaseNeed)
    edits.close_case(engine, case["id"], closed_on=TODAY, today=TODAY, at=LATER)
    assert {n["closed_on"] for n in stored(engine, m.CaseNeed)} == {TODAY}
    undo_edit(engine, LATER, at=LATER + timedelta(minutes=1))
    assert stored(engine, m.SharedCase) == [case]
    assert stored(engine, m.CaseNeed) == before


def test_a_closed_case_is_opened_again_with_what_was_closed_with_it(engine: Engine, ids: dict[str, int]) -> None:
    case = add(engine, ids)
    first, second = (n["id"] for n in stored(engine, m.CaseNeed))
    edits.close_need(engine, first, closed_on=date(2026, 10, 5), today=TODAY, at=AT)
    edits.close_case(engine, case["id"], closed_on=TODAY, today=TODAY, at=AT)
    with pytest.raises(EditRefused, match="closed"):
        edits.reopen_need(engine, first, at=LATER)
    assert edits.reopen_case(engine, case["id"], at=LATER)
    closed = {n["id"]: n["closed_on"] for n in stored(engine, m.CaseNeed)}
    assert closed == {first: date(2026, 10, 5), second: None}
    assert edits.reopen_need(engine, first, at=LATER)
    assert not edits.reopen_case(engine, case["id"], at=LATER)


def test_the_same_open_need_is_not_noted_twice(engine: Engine, ids: dict[str, int]) -> None:
    case = add(engine, ids)
    told = {"service_type_id": ids["A1"], "area_id": ids["TH5709"], "opened_on": TODAY, "today": TODAY, "at": LATER}
    with pytest.raises(EditRefused, match="already"):
        edits.add_need(engine, case["id"], **told)
    edits.add_need(engine, case["id"], **(told | {"area_id": ids["TH57"]}))
    assert len(stored(engine, m.CaseNeed)) == 3


def test_days_that_cannot_be_are_refused(engine: Engine, ids: dict[str, int]) -> None:
    with pytest.raises(EditRefused, match="in the future"):
        add(engine, ids, opened_on=date(2027, 1, 1))
    for year in (30, 1899):
        with pytest.raises(EditRefused, match=f"The year {year} is too early"):
            add(engine, ids, opened_on=date(year, 1, 1))
    case = add(engine, ids)
    with pytest.raises(EditRefused, match="too early"):
        edits.add_need(
            engine, case["id"], service_type_id=ids["A1"], area_id=1, opened_on=date(99, 12, 31), today=TODAY, at=LATER
        )
    with pytest.raises(EditRefused, match="before"):
        edits.close_case(engine, case["id"], closed_on=date(2026, 9, 1), today=TODAY, at=LATER)
    with pytest.raises(EditRefused, match="Choose the area"):
        edits.add_case(engine, opened_on=TODAY, needs=[ids["A1"]], today=TODAY, at=LATER)


@pytest.mark.both_engines
def test_the_list_is_that_of_a_date_and_of_the_filters(engine: Engine, ids: dict[str, int]) -> None:
    case = add(engine, ids)
    other = add(engine, ids, opened_on=date(2026, 1, 1), area="TH50")
    edits.close_case(engine, other["id"], closed_on=date(2026, 6, 1), today=TODAY, at=LATER)

    def listed(**filters: Any) -> list[tuple[int, int]]:
        with reading(engine) as session:
            return [(row["id"], row["open_needs"]) for row in records(cases_frame(session, **({"on": TODAY} | filters)))]

    assert listed() == [(case["id"], 2), (other["id"], 0)]
    assert listed(state="open") == [(case["id"], 2)]
    assert listed(on=date(2026, 5, 1)) == [(other["id"], 2)]
    assert listed(state="closed", area="TH50") == [(other["id"], 0)]
    assert listed(code=other["code"]) == [(other["id"], 0)]
    assert listed(area="TH57") == [(case["id"], 2)]  # the province with its districts
    assert listed(service_type="A2") == [(case["id"], 2)]
    assert listed(service_type="I5") == []
    with reading(engine) as session:
        assert len(case_needs_frame(session, case_ids=[case["id"]])) == 2
        assert case_needs_frame(session, case_ids=[]).empty
