"""The kind of a file is seen in its content, not in its name."""

from pathlib import Path

import pytest

from coalition.access.templates import cases_template, services_template
from coalition.imports.dispatch import recognise
from coalition.vocabulary import BatchKind
from tests.support.importing import sheet
from tests.support.workbooks import workbook

SERVICES = ("organization", "service type", "area")
OLD = Path(__file__).parents[1] / "files" / "workbooks"


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (services_template(), "x.csv", BatchKind.SERVICES),
        (cases_template(), "x.csv", BatchKind.CASES),
        (cases_template() + "ก,1\r\n".encode(), "services.csv", BatchKind.CASES),
        (sheet(("opened_on", "area", "sex", "age_band", "need", "Name")), "x.csv", BatchKind.CASES),
        (sheet(SERVICES, ("River House", "A1", "TH57")), "attendance.csv", BatchKind.SERVICES),
        (sheet(("Our services", "", ""), SERVICES, ("River House", "A1", "TH57")), "x.csv", BatchKind.SERVICES),
        (workbook([SERVICES, ("River House", "A1", "TH57")]), "x.xlsx", BatchKind.SERVICES),
        (workbook([("case_code", "opened_on", "area", "age_band", "need")]), "x.xlsx", BatchKind.CASES),
        (workbook([SERVICES]), "x.csv", BatchKind.SERVICES),
        ((OLD / "services.xls").read_bytes(), "x.xls", BatchKind.SERVICES),
        ((OLD / "cases.xls").read_bytes(), "x.xls", BatchKind.CASES),
        ((OLD / "sign_in.xls").read_bytes(), "x.xls", BatchKind.ATTENDANCE),
        (workbook([("Name", "Organization"), ("Malee Jai", "River House")]), "x.xlsx", BatchKind.ATTENDANCE),
        (sheet(("Name", "Organization", "Phone"), ("Malee", "River House", "1")), "x.csv", BatchKind.ATTENDANCE),
        (
            sheet(("Name", "Organization", "Area", "Sector"), ("Malee", "River House", "x", "NGO")),
            "x.csv",
            BatchKind.ATTENDANCE,
        ),
        (b"", "x.csv", BatchKind.ATTENDANCE),
        (b"\x89PNG\r\n\x1a\n", "x.csv", BatchKind.ATTENDANCE),
    ],
)
def test_the_kind_of_a_file(data: bytes, name: str, kind: BatchKind) -> None:
    assert recognise(data) is kind


def test_a_long_file_is_recognised_by_its_beginning() -> None:
    data = sheet(SERVICES, *(("River House", "A1", f'say "{n}"\nand more' * 20) for n in range(2_000)))
    assert recognise(data) is BatchKind.SERVICES


@pytest.mark.parametrize(
    "header",
    [
        "Name,Case,Sex,Age,Exploitation,Date",
        "Case No,Survivor,Age,Gender,Province,Needs",
        "case_code,name,opened_on",
        "ชื่อ,เคส,วันเปิดเคส,พื้นที่,เพศ,ช่วงอายุ",
        "ชื่อผู้เสียหาย,เพศ,อายุ,จังหวัด",
        "Shared cases of November\n\nname,case,opened_on,area,sex,age_band",
    ],
)
def test_a_list_about_survivors_is_never_taken_for_one_of_attendees(header: str) -> None:
    assert recognise(f"{header}\nNok,17,female,x,y,z\n".encode()) is BatchKind.CASES


@pytest.mark.parametrize(
    "header",
    [
        "Name,Sex,Age,Organization,Signature",
        "Anti-trafficking coalition: sign-in of survivors' services\nName,Organization,Phone",
        "No,Name,Gender,Age group,Position,Organization,Email",
        "Name,Code,Organization,Date",
        "ชื่อ,เพศ,อายุ,หน่วยงาน,เบอร์โทร",
    ],
)
def test_a_sign_in_sheet_that_asks_for_age_and_sex_stays_one(header: str) -> None:
    assert recognise(f"{header}\nNok Jai,1,2,3,4,5,6\n".encode()) is BatchKind.ATTENDANCE
