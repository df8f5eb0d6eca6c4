"""Whom to call, in columns of a list of services: added where somebody says so, and taken back with the file."""

from typing import Any

import pytest
from sqlalchemy import Engine

from coalition.access.templates import cases_template, services_template
from coalition.database import writing
from coalition.imports.undo import undo
from coalition.models import Contact
from tests.support.importing import NOW, keep, services, sheet, stored

HEAD = ("organization", "service_type", "area", "reported_on", "contact", "telephone", "email")


def row(organization: str, contact: str = "", telephone: str = "", email: str = "", kind: str = "A2") -> tuple[str, ...]:
    return (organization, kind, "TH5709", "2026-11-20", contact, telephone, email)


def contacts(engine: Engine) -> list[tuple[Any, ...]]:
    told = ("organization_id", "name", "phone", "email")
    return [tuple(one[name] for name in told) for one in stored(engine, Contact)]


@pytest.mark.both_engines
def test_telephones_of_a_list_are_added_when_somebody_says_so_each_once(engine: Engine) -> None:
    data = sheet(
        HEAD,
        row("River House", "Night desk", "053 000 101"),
        row("River House", "", "053 000 101", kind="I5"),
        row("Lotus House", "", "1300", "Desk@lotus.example"),
        row("Hill School", "Somsri"),
    )
    plan = services(engine, data)
    assert "focal_points" in {question.code for question in plan.questions}
    assert plan.numbers()["focal points"] == 0, "nobody is added unasked"
    (left_out,) = [issue.why for issue in plan.issues if issue.code == "focal_points_left_out"]
    assert left_out.startswith("Focal points not imported: 1.")

    batch = keep(engine, services(engine, data, focal_points="yes"))

    assert contacts(engine) == [
        (1, "Night desk", "053 000 101", None),
        (2, "Lotus House", "1300", "desk@lotus.example"),
    ], "a number beside which nobody is named is that of the organization"
    assert "focal_points" not in {question.code for question in services(engine, data).questions}
    undo(engine, batch, now=NOW)
    assert contacts(engine) == []


@pytest.mark.both_engines
def test_a_focal_point_that_is_stored_without_a_number_gets_it_and_loses_it_with_the_file(engine: Engine) -> None:
    keep(engine, services(engine, sheet(HEAD, row("River House"))))
    with writing(engine) as session:
        session.add(Contact(organization_id=1, name="Night Desk", email="desk@river.example"))
        session.add(Contact(organization_id=1, name="Malee", phone="1191"))
    data = sheet(HEAD, row("River House", "night desk", "053 000 101"), row("River House", "Malee", "053 999 999", kind="I5"))

    batch = keep(engine, services(engine, data, focal_points="yes"))

    told = [(1, "Night Desk", "053 000 101", "desk@river.example"), (1, "Malee", "1191", None)]
    assert contacts(engine) == told, "a number that is stored is not written over"
    undo(engine, batch, now=NOW)
    assert contacts(engine) == [(1, "Night Desk", None, "desk@river.example"), (1, "Malee", "1191", None)]


@pytest.mark.parametrize(
    "head", ["องค์กร,ประเภทบริการ,พื้นที่,ผู้ประสานงาน,เบอร์โทร", "#org,#sector,#adm2+code,#contact+name,#contact+phone"]
)
def test_columns_in_thai_and_tags_of_hxl_say_it_too(sqlite_engine: Engine, head: str) -> None:
    data = f"{head}\nRiver House,A2,TH5709,Night desk,053 000 101\n".encode()
    keep(sqlite_engine, services(sqlite_engine, data, focal_points="yes"))
    assert contacts(sqlite_engine) == [(1, "Night desk", "053 000 101", None)]


def test_the_template_of_services_has_the_columns_and_that_of_cases_has_none() -> None:
    assert {"contact", "telephone", "email"} <= set(services_template().decode("utf-8-sig").splitlines()[0].split(","))
    assert not {"contact", "telephone", "phone", "email"} & set(cases_template().decode("utf-8-sig").splitlines()[0].split(","))


@pytest.mark.both_engines
def test_what_rows_tell_of_one_focal_point_is_kept_once_however_its_organization_is_written(engine: Engine) -> None:
    data = sheet(
        HEAD,
        row("River House", "Night desk", "053 000 101"),
        row("River House", "night desk", "", "desk@river.example", kind="I5"),
        row("RIVER  HOUSE", "", "053-000-101", kind="A3"),
        row("River House", "Day desk", "053 000 102", kind="A4"),
        row("River House", "Day desk", "053 000 103", kind="A5"),
    )
    keep(engine, services(engine, data, focal_points="yes"))

    told = [(1, "Night desk", "053 000 101", "desk@river.example"), (1, "Day desk", "053 000 102", None)]
    assert contacts(engine) == [*told, (1, "Day desk", "053 000 103", None)], "two numbers stay two"
    assert "focal_points" not in {question.code for question in services(engine, data).questions}, "all of it is stored"


@pytest.mark.both_engines
def test_a_stored_focal_point_is_filled_once_by_two_rows(engine: Engine) -> None:
    keep(engine, services(engine, sheet(HEAD, row("River House"))))
    with writing(engine) as session:
        session.add(Contact(organization_id=1, name="Night Desk"))
    rows = row("River House", "night desk", "053 000 101"), row("River House", "Night desk", "053 000 102", kind="I5")
    plan = services(engine, sheet(HEAD, *rows), focal_points="yes")
    assert plan.numbers()["focal points"] == 1
    keep(engine, plan)
    assert contacts(engine) == [(1, "Night Desk", "053 000 101", None)]


def test_a_sentence_in_place_of_a_number_or_an_address_is_left_out_and_counted(sqlite_engine: Engine) -> None:
    data = sheet(
        HEAD,
        row("River House", "Night desk", "call the mother of the girl at 081 234 5678"),
        row("River House", "Nurse", "053 000 104", "she has none", kind="I5"),
        row("Hill House", "Desk", "n/a", "-"),
        row("Hill House", "1234567890123", "053 000 105", kind="I5"),
        row("Lotus House", "Desk", "สายด่วน 1300 ต่อ 2", "n/a"),
    )
    plan = services(sqlite_engine, data, focal_points="yes")
    (left_out,) = [issue.why for issue in plan.issues if issue.code == "focal_points_left_out"]
    assert left_out.startswith("Focal points not imported: 4.")
    keep(sqlite_engine, plan)
    assert contacts(sqlite_engine) == [(3, "Desk", "สายด่วน 1300 ต่อ 2", None)]
