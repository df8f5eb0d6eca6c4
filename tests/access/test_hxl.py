"""Who does what where as a file: exported, brought into an empty database, and the picture is the same on every date."""

import csv
import io
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import Engine, text
from sqlmodel import Session, SQLModel

from coalition.access.files import FileUnfit
from coalition.access.hxl import hxl_csv, write_hxl
from coalition.answers.coverage import coverage_json, coverage_picture
from coalition.database import reading, writing
from coalition.defaults import load_defaults
from coalition.edits.directory import add_organization, state_service
from coalition.imports.services.columns import HXL_COLUMNS
from coalition.imports.undo import undo
from coalition.models import Area, CoverageCheck, Service, ServiceType
from coalition.settings import Settings
from coalition.vocabulary import Sex
from tests.support import importing
from tests.support.edits_world import T0
from tests.support.examples import examples
from tests.support.importing import keep, sheet, stored
from tests.support.small_world import TODAY, World, north, store
from tests.test_coverage_oracle import worlds

LATER = TODAY + timedelta(days=30)
CHOSEN = Settings(scope=["TH57", "TH50"], fresh_days=9)


def pictures(session: Session, chosen: Settings) -> list[dict[str, Any]]:
    """`coverage --json` of both levels on every date that matters."""
    days = [TODAY + timedelta(days=more) for more in (-31, -9, 0, 9)]
    return [coverage_json(coverage_picture(session, settings=chosen, on=on, level=level)) for on in days for level in (1, 2)]


def renamed(world: World) -> World:
    """The same without verdicts and needs, which the file leaves out, and with areas and service types nobody ships."""
    codes = {"A1": "X1", "I5": "X10"} | {area: area.replace("TH", "XA") for area in world.areas}
    areas = {codes[area]: codes[parent] if parent else None for area, parent in world.areas.items()}
    types = {codes[code]: pillar for code, pillar in world.types.items()}
    services, checks = (
        [row | {"type": codes[row["type"]], "area": codes[row["area"]]} for row in rows]
        for rows in (world.services, world.checks)
    )
    return replace(world, areas=areas, types=types, services=services, checks=checks, verdicts=[], needs=[])


def empty(engine: Engine) -> None:
    with writing(engine) as session:
        for table in reversed(SQLModel.metadata.sorted_tables):
            if table.name != "setting":
                session.execute(table.delete())


def exported(engine: Engine, chosen: Settings = CHOSEN) -> bytes:
    with reading(engine) as session:
        return hxl_csv(session, scope=chosen.scope)


def brought_back(engine: Engine, data: bytes) -> None:
    """Into the same database, emptied, every question answered by its first answer."""
    empty(engine)
    plan = importing.services(engine, data, "3w.csv", today=LATER)
    assert plan.format == "hxl"
    assert [issue.code for issue in plan.issues if issue.raw] == []
    if plan.changes_anything():
        keep(engine, plan)


@settings(
    max_examples=examples(3), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(world=worlds.map(renamed))
def test_exported_and_brought_into_an_empty_database_it_is_the_same_picture_on_every_date(engine: Engine, world: World) -> None:
    empty(engine)
    with writing(engine) as session:
        store(session, world)
    chosen = replace(CHOSEN, scope=["XA57", "XA50"])
    with reading(engine) as session:
        before = pictures(session, chosen)
    brought_back(engine, exported(engine, chosen))
    with reading(engine) as session:
        assert pictures(session, chosen) == before


@pytest.mark.parametrize("tag", [b"#beneficiary", b"#population"], ids=["as written", "as older lists have it"])
def test_all_that_is_told_of_a_service_comes_back(engine: Engine, tag: bytes) -> None:
    told: dict[str, Any] = {
        "starts_on": date(2026, 1, 1), "ends_on": date(2027, 1, 1), "capacity": 8, "capacity_available": 0,
        "assured_by": "Kanya, by phone", "eligibility": "women; =1+1", "languages": "th;my", "minimum_age": 15,
        "maximum_age": 17, "serves_sex": Sex.FEMALE, "hours": "Mon-Fri 9:00-17:00",
    }  # fmt: skip
    with writing(engine) as session:
        store(session, north().serves('Blue "House", Ltd', "A1", "TH5701", TODAY, **told))
    brought_back(engine, exported(engine).replace(b"#beneficiary", tag))
    row = stored(engine, Service)[0]
    assert {key: row[key] for key in told} == told


def test_a_service_for_the_whole_country_comes_back(engine: Engine) -> None:
    with writing(engine) as session:
        store(session, north().serves("Line", "A1", "TH50").serves("Line", "I5", "TH50"))
    state_service(engine, organization_id=1, service_type_id=1, area_id=None, assured_on=TODAY, at=T0)
    brought_back(engine, exported(engine, Settings()))
    levels = {row["id"]: row["level"] for row in stored(engine, Area)}
    assert sorted(levels[row["area_id"]] for row in stored(engine, Service)) == [0, 1, 1]


def test_a_list_of_services_for_the_whole_country_alone_is_written(sqlite_engine: Engine) -> None:
    with writing(sqlite_engine) as session:
        store(session, north())
    organization_id = add_organization(sqlite_engine, name="Line", at=T0)
    state_service(sqlite_engine, organization_id=organization_id, service_type_id=1, area_id=None, assured_on=TODAY, at=T0)
    assert exported(sqlite_engine, Settings()).count(b"Whole country") == 1


@pytest.mark.both_engines
def test_who_said_that_there_is_nobody_and_the_pillar_come_back(engine: Engine) -> None:
    with writing(engine) as session:
        store(session, renamed(north().asked("A1", "TH5701", date(2026, 10, 1))))
        session.get_one(CoverageCheck, 1).confirmed_by = "District office"
    brought_back(engine, exported(engine, Settings()))
    check = stored(engine, CoverageCheck)[0]
    assert (check["confirmed_on"], check["confirmed_by"]) == (date(2026, 10, 1), "District office")
    assert {(row["code"], row["pillar"]) for row in stored(engine, ServiceType)} == {
        ("X1", "aftercare"),
        ("X10", "intervention"),
    }


def namesakes(world: World) -> World:
    return replace(world, types={"A1": "aftercare", "X1": "aftercare", "X2": None})


@pytest.mark.parametrize("name", ["Longer-term shelter, foster and kinship care", "Boat rides"])
@pytest.mark.parametrize("is_empty", [True, False])
def test_two_kinds_of_help_of_one_name_stay_two(engine: Engine, name: str, is_empty: bool) -> None:
    told = namesakes(north()).serves("Blue", "A1", "TH57").serves("Blue", "X1", "TH57").serves("Red", "X2", "TH50")
    with writing(engine) as session:
        store(session, told)
        session.execute(text("UPDATE service_type SET name = :name"), {"name": name})
        before = pictures(session, CHOSEN)
    data = exported(engine)
    empty(engine)
    if not is_empty:
        with writing(engine) as session:
            load_defaults(session)
            session.execute(text("DELETE FROM service_type WHERE code NOT IN ('A1')"))
    keep(engine, importing.services(engine, data, "3w.csv", today=LATER))
    with reading(engine) as session:
        assert [_told(picture) for picture in pictures(session, CHOSEN)] == [_told(picture) for picture in before]
    assert {row["code"] for row in stored(engine, ServiceType)} == {"A1", "X1", "X2"}


def _told(picture: dict[str, Any]) -> list[tuple[object, ...]]:
    return sorted((c["area"], c["service_type"], c["state"]) for c in picture["cells"] if c["organizations"])


def test_a_code_nobody_knows_with_a_name_that_is_known_is_asked_about_and_may_be_the_same(engine: Engine) -> None:
    with writing(engine) as session:
        store(session, namesakes(north()).serves("Blue", "X1", "TH57"))
    data = exported(engine)
    with writing(engine) as session:
        session.execute(text("UPDATE service_type SET code = 'Y1' WHERE code = 'X1'"))
    plan = importing.services(engine, data, "3w.csv", today=LATER)
    asked = next(question for question in plan.questions if question.key == "service_type:X1")
    assert asked.options[0].value == "add"
    same = importing.services(engine, data, "3w.csv", today=LATER, service_type__X1="map:Y1")
    assert not same.changes_anything()


def test_tags_stand_right_under_the_header_and_a_row_without_an_organization_says_why(engine: Engine) -> None:
    with writing(engine) as session:
        store(session, north().serves("Blue", "A1", "TH57").asked("A1", "TH5001"))
    header, tags, *rows = csv.reader(io.StringIO(exported(engine).decode("utf-8-sig")))
    assert list(zip(header, tags, strict=True)) == list(HXL_COLUMNS)
    status = tags.index("#status+name")
    assert [(row[0], row[status]) for row in rows][:2] == [("Blue", "active"), ("", "nobody")]
    assert {row[status] for row in rows[2:]} == {"not known"}


def test_what_a_list_would_do_adds_up_to_its_rows_those_nobody_was_asked_about_too(engine: Engine) -> None:
    with writing(engine) as session:
        store(session, namesakes(north()).serves("Blue", "A1", "TH57").asked("A1", "TH5001"))
    data = exported(engine)
    with writing(engine) as session:
        for table in ("service_span", "service", "coverage_check", "service_type", "organization"):
            session.execute(text(f"DELETE FROM {table}"))
    plan = importing.services(engine, data, today=LATER)
    told = plan.totals()
    of_rows = ("services", "confirmations that there is no provider", "not asked yet")
    assert [told[name] > 0 for name in of_rows] == [True, True, True]
    assert sum(told[name] for name in of_rows) == plan.counts()["new"] == len(plan.entries)


@pytest.mark.both_engines
def test_the_same_file_again_changes_nothing_and_keeps_what_an_undo_would_take(engine: Engine) -> None:
    with writing(engine) as session:
        store(session, north().serves("Blue", "A1", "TH57").asked("A1", "TH5001"))
    plan = importing.services(engine, exported(engine), today=LATER)
    assert not plan.changes_anything()
    assert plan.listed["coverage_check"]


def test_a_row_that_says_nobody_twice_is_kept_once(engine: Engine) -> None:
    header = ["organization", "service_type", "area", "reported_on", "status"]
    row = ["", "A1", "TH57", "2026-11-01", "nobody"]
    plan = importing.services(engine, sheet(header, row, row, ["Blue", "A1", "TH50", "2026-11-01", "active"]))
    assert plan.totals()["confirmations that there is no provider"] == 1
    keep(engine, plan)
    assert len(stored(engine, CoverageCheck)) == 1


def test_undoing_the_file_takes_the_confirmations_it_brought_with_it(engine: Engine) -> None:
    header = ["organization", "service_type", "area", "reported_on", "status"]
    plan = importing.services(engine, sheet(header, ["", "A1", "TH57", "2026-11-01", "nobody"]))
    undo(engine, keep(engine, plan), now=importing.NOW)
    assert stored(engine, CoverageCheck) == []


def test_nobody_beside_a_name_is_no_status(engine: Engine) -> None:
    header = ["organization", "service_type", "area", "reported_on", "status"]
    plan = importing.services(engine, sheet(header, ["Blue", "A1", "TH57", "2026-11-01", "nobody"]))
    assert [issue.code for issue in plan.issues if issue.raw] == ["unknown_status"]


def test_an_export_never_writes_over_a_file(sqlite_engine: Engine, tmp_path: Path) -> None:
    file = tmp_path / "3w.csv"
    assert write_hxl(sqlite_engine, file) == 0
    with pytest.raises(FileUnfit, match="exists already"):
        write_hxl(sqlite_engine, file)
