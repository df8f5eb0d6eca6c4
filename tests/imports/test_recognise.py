"""The kind of a file is seen in its content, not in its name."""

import pytest

from coalition.imports.recognise import recognise
from coalition.imports.templates import cases_template, services_template
from coalition.vocabulary import BatchKind
from tests.support.importing import sheet
from tests.support.workbooks import workbook

SERVICES = ("organization", "service type", "area")


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
        (workbook([SERVICES]), "x.csv", BatchKind.ATTENDANCE),
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
    assert recognise(data, name) is kind


def test_a_long_file_is_recognised_by_its_beginning() -> None:
    data = sheet(SERVICES, *(("River House", "A1", f'say "{n}"\nand more' * 20) for n in range(2_000)))
    assert recognise(data, "x.csv") is BatchKind.SERVICES
