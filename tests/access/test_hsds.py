"""The directory as HSDS tables: others read it, and brought into an empty database it is the same directory."""

import csv
import io
import re
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from frictionless import Package
from sqlalchemy import Engine, select
from sqlmodel import SQLModel

from coalition.access.hsds import hsds_file
from coalition.database import writing
from coalition.imports.matching.keys import organization_key
from coalition.models import Area, Checklist, ChecklistItem, Contact, Organization, Service
from coalition.summaries import rebuild
from coalition.vocabulary import Hours, Sex
from tests.support import importing
from tests.support.importing import keep, stored
from tests.support.small_world import TODAY, north, store

RUN = '=HYPERLINK("http://example.org")'
TOLD: dict[str, Any] = {
    "starts_on": date(2026, 1, 1), "ends_on": date(2027, 1, 1), "capacity": 8, "assured_by": "Kanya, by phone",
    "eligibility": RUN, "languages": "th; Burmese", "minimum_age": 15, "maximum_age": 17, "serves_sex": Sex.FEMALE,
    "hours": Hours.DAY_AND_NIGHT.value,
}  # fmt: skip


def a_directory(engine: Engine) -> None:
    """Areas of all levels, places with and without free ones reported, names that a spreadsheet would run."""
    world = replace(north(), areas={"XA57": None, "XA5701": "XA57"}, types={"X1": "aftercare"})
    world.serves(RUN, "X1", "XA5701", TODAY, **TOLD)
    world.serves("Blue House", "X1", "XA57", date(2026, 10, 1), capacity=4, capacity_available=0, assured_by="a@b.example")
    world.serves("Blue House", "X1", "XA5701", date(2026, 10, 1), is_offered=False)
    with writing(engine) as session:
        store(session, world)
        for one in session.scalars(select(Organization)):
            one.name_key = organization_key(one.name)
        country = Area(pcode="TH", level=0, country="TH", name="Thailand")
        session.add(country)
        session.flush()
        told = {"organization_id": 1, "service_type_id": 1, "area_id": country.id, "assured_on": TODAY}
        session.add(Service(**told, recorded_at=importing.NOW))
        session.flush()
        rebuild(session)


def tables(data: bytes) -> dict[str, list[dict[str, str]]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {
            name: list(csv.DictReader(io.StringIO(archive.read(name).decode())))
            for name in archive.namelist()
            if ".csv" in name
        }


@pytest.mark.both_engines
def test_brought_into_an_empty_database_it_is_the_same_directory_with_the_same_ids(engine: Engine) -> None:
    a_directory(engine)
    data = hsds_file(engine, on=TODAY)
    assert importing.services(engine, data, "d.zip").counts() == {"unchanged": 3}
    with writing(engine) as session:
        for table in reversed(SQLModel.metadata.sorted_tables):
            if table.name != "setting":
                session.execute(table.delete())
    plan = importing.services(engine, data, "d.zip")
    assert (plan.format, [issue.code for issue in plan.issues if issue.raw]) == ("hsds", [])
    keep(engine, plan)
    row = next(row for row in stored(engine, Service) if row["maximum_age"])
    assert {key: row[key] for key in TOLD} == TOLD
    again = tables(hsds_file(engine, on=TODAY))
    kept = {name: rows for name, rows in tables(data).items() if name not in ("organizations.csv", "attributes.csv")}
    assert {name: again[name] for name in kept} == kept
    ids = [[row["id"] for row in told["organizations.csv"]] for told in (again, tables(data))]
    assert ids[0] == ids[1]


def test_a_reader_of_data_packages_finds_it_valid_and_nothing_in_it_is_a_formula(engine: Engine, tmp_path: Path) -> None:
    a_directory(engine)
    with writing(engine) as session:
        told = {"name": RUN, "role": "@desk", "phone": "053-000-131", "languages": "th;en"}
        session.add(Contact(organization_id=1, **told))
        asked = Checklist(code="C2", title="Shelter", source="-", kinds="X1;X9")
        session.add(asked)
        session.flush()
        session.add(ChecklistItem(checklist_id=asked.id, position=1, key="C2-1", question="Consent form"))
    path = tmp_path / "directory.zip"
    path.write_bytes(hsds_file(engine, on=TODAY))
    report = Package(str(path)).validate()
    assert report.valid, report.flatten(["title", "message"])
    assert "focal_points" not in {one.code for one in importing.services(engine, path.read_bytes()).questions}, "stored already"
    read = tables(path.read_bytes())
    assert [len(read[f"{name}.csv"]) for name in ("services", "service_areas", "contacts", "phones", "required_documents")] == [
        3, 3, 1, 1, 3,
    ]  # fmt: skip
    assert [(row["available"], row["maximum"]) for row in read["service_capacity.csv"]] == [("0", "4")]
    assert {UUID(row["id"]).version for rows in read.values() for row in rows} == {5}
    cells = [cell for rows in read.values() for row in rows for cell in row.values() if cell]
    assert [cell for cell in cells if re.match(r"[=+\-@|%]", cell)] == []
