"""Directories of others: tables in a zip become one list of services, and no zip does harm."""

import io
import zipfile
from datetime import date

import pytest
from sqlalchemy import Engine

from coalition.database import reading
from coalition.imports.dispatch import lines_of, recognise
from coalition.imports.services.package import read_package
from coalition.imports.undo import undo
from coalition.models import Contact, Organization, Service
from coalition.vocabulary import BatchKind
from tests.builders import plan_file
from tests.support.importing import NOW, TODAY, keep, services, stored

OHANA = {
    "organizations.csv": "id,name,description\n7,Lotus House,Long text\n8,River Clinic,\n",
    "locations.csv": "id,organization_id,name\n1,7,Front desk\n2,8,Ward\n",
    "addresses.csv": "id,location_id,address_1,city,state_province,country\n1,1,1 Road,Mae Sai,Chiang Rai,TH\n2,2,,,Nan,TH\n",
    "taxonomy.csv": "taxonomy_id,name,parent_id,parent_name\n101,Emergency shelter,,\n",
    "services.csv": "id,location_id,name,service_areas,status,languages,taxonomy_ids\n"
    "1,1,Safe bed,,active,Thai,101\n2,2,Check-up,\"Phayao, Nan\",active,,\n3,2,Old ward,Nan,defunct,,101\n",
    "contacts.csv": "id,location_id,organization_id,name,title,email\n1,1,,Somsri Invented,Desk,S@lotus.example\n2,,8,Nobody\n",
    "phones.csv": "id,contact_id,location_id,number,extension,number_type\n1,1,,053 000 101,,voice\n2,,2,053 000 102,7,voice\n"
    "3,,2,053 000 103,,fax\n",
    "regular_schedules.csv": "id,service_id,weekday\n1,1,Monday\n",
}  # fmt: skip

HSDS = {
    "organizations.csv": "id,name\no1,Lotus House\n",
    "services.csv": "id,organization_id,name,status,assured_date,minimum_age\ns1,o1,Safe bed,active,2026-10-01,18\n",
    "service_areas.csv": "id,service_id,name,extent,extent_type\na1,s1,Chiang Rai,,\na2,s1,Phayao,TH/TH56,text\n",
    "taxonomy_terms.csv": "id,code,name,description,taxonomy_id\nt1,A1,Beds,Beds,theirs\nt2,W,Women,Women,theirs\n",
    "attributes.csv": "id,link_id,taxonomy_term_id,link_type,link_entity\n1,s1,t1,type,service\n2,s1,t2,eligibility,service\n",
}


def packed(files: dict[str, str], folder: str = "") -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(folder + name, text)
    return made.getvalue()


def rows(data: bytes) -> list[dict[str, str]]:
    header, _, *told = read_package(data).rows
    return [{name: cell for name, cell in zip(header, row, strict=True) if cell} for row in told]


def test_an_ohana_directory_is_brought_in_asked_about_and_taken_back(engine: Engine) -> None:
    data = packed(OHANA, "export/")
    plan = services(engine, data, "ohana.zip")
    assert [issue.why for issue in plan.issues if issue.code == "tables_not_read"] == [
        "Not imported: regular_schedules.csv. "
        "The import of a service directory reads only who offers what, where, and whom to call."
    ]
    assert {question.code for question in plan.questions} == {"unknown_service_type", "full_list", "focal_points"}
    batch = keep(engine, plan)
    assert {row["name"] for row in stored(engine, Organization)} == {"Lotus House", "River Clinic"}
    assert [(row["is_offered"], row["languages"]) for row in stored(engine, Service)] == [
        (True, "Thai"), (True, None), (True, None), (False, None),
    ]  # fmt: skip
    assert lines_of(print, data, [3])[3][:1] == ("Lotus House",)
    undo(engine, batch, now=NOW)
    assert stored(engine, Service) == []


@pytest.mark.both_engines
def test_whom_to_call_is_added_only_where_somebody_says_so_and_goes_with_the_file(engine: Engine) -> None:
    data = packed(OHANA)
    plan = services(engine, data, "ohana.zip")
    (left_out,) = [issue.why for issue in plan.issues if issue.code == "focal_points_left_out"]
    assert left_out.startswith("Focal points not imported: 1.")
    first = keep(engine, plan)
    assert stored(engine, Contact) == []
    batch = keep(engine, services(engine, data, "ohana.zip", focal_points="yes"))
    told = [tuple(row[name] for name in ("name", "role", "phone", "email")) for row in stored(engine, Contact)]
    assert told == [
        ("Somsri Invented", "Desk", "053 000 101", "s@lotus.example"),
        ("River Clinic", None, "053 000 102 ext. 7", None),
    ]
    assert "focal_points" not in {question.code for question in services(engine, data, "ohana.zip").questions}
    undo(engine, batch, now=NOW)
    assert stored(engine, Contact) == []
    undo(engine, first, now=NOW)
    assert stored(engine, Organization) == []


def test_the_codes_of_another_taxonomy_mean_nothing_here_and_who_it_is_for_is_no_service_type() -> None:
    told = {
        "organization": "Lotus House",
        "service type": "Beds",
        "reported": "2026-10-01",
        "status": "active",
        "minimum age": "18",
    }
    assert rows(packed(HSDS)) == [
        told | {"area": "Chiang Rai"},
        told | {"country": "TH", "province": "Phayao", "province code": "TH56"},
    ]


def test_without_service_areas_it_helps_where_it_is_and_without_a_place_the_row_is_refused(engine: Engine) -> None:
    placed = {
        **HSDS,
        "service_areas.csv": "id,service_id,name\n",
        "service_at_locations.csv": "id,service_id,location_id\n1,s1,l1\n",
        "addresses.csv": "id,location_id,city,state_province,country\n1,l1,,Nan,TH\n",
    }
    assert [row["province"] for row in rows(packed(placed))] == ["Nan"]
    placed["addresses.csv"] = "id,location_id\n"
    assert [issue.code for issue in services(engine, packed(placed)).issues if issue.raw] == ["no_area"]


MANY = "".join(f"{n},s1,Area {n},,\n" for n in range(500))
TERMS = "".join(f"{n},s1,t1,type,service\n" for n in range(500))
HOSTILE = {
    "twice": (packed(HSDS | {"organization.csv": "id,name\no2,Other\n"}), "table_twice"),
    "bomb": (packed(HSDS | {"x.csv": "0" * 20_000_000}), "unpacks_too_large"),
    "multiplied": (
        packed(HSDS | {"service_areas.csv": "id,service_id,name\n" + MANY, "attributes.csv": HSDS["attributes.csv"] + TERMS}),
        "package_too_large",
    ),
    "cut off": (packed(HSDS)[:-30], "not_text"),
    "one bit": (packed(HSDS).replace(b"service_areas.csv", b"service_areaz.csv", 1), "damaged_workbook"),
    "one table": (OHANA["contacts.csv"].encode(), "lone_table"),
}


@pytest.mark.parametrize(("data", "code"), HOSTILE.values(), ids=HOSTILE.keys())
def test_a_zip_that_would_do_harm_is_refused_in_a_sentence(sqlite_engine: Engine, data: bytes, code: str) -> None:
    with reading(sqlite_engine) as session:
        plan = plan_file(session, data, "directory.zip", today=TODAY)
    assert plan.refused
    assert [issue.code for issue in plan.issues] == [code]


def test_names_that_lead_out_of_the_zip_are_names_and_nothing_more() -> None:
    assert recognise(packed(HSDS, "../../")) is BatchKind.SERVICES
    assert rows(packed(HSDS, "../../")) == rows(packed(HSDS))
    assert rows(packed(HSDS | {"services.csv": "id,organization_id,name\n"})) == []
    assert date(2026, 10, 1).isoformat() in rows(packed(HSDS))[0].values()
