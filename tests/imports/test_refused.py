"""The refused rows come back as a file to correct."""

import csv
import io
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Engine

from coalition.database import reading
from coalition.imports.any_file import plan_file
from coalition.imports.commit import commit
from coalition.imports.issues import issue
from coalition.imports.plan import Plan
from coalition.imports.reading import ColumnRead
from coalition.imports.refused import harmless, refused_csv
from tests.builders import Row, attendance_file, plan_of


def test_refused_rows_come_back_as_written_with_the_reason_beside_each(sqlite_engine: Engine) -> None:
    told = (
        issue("bad_date", 5, raw=("30 Feb 2026", "สมชาย ใจดี", "Hope, House"), value="30 Feb 2026"),
        issue("no_name", 3, raw=("7 Jan 2026",)),
        issue("no_name", 5, raw=("30 Feb 2026", "สมชาย ใจดี", "Hope, House")),
        issue("total", 6, raw=("Total", "2")),
    )
    file = attendance_file(Row(), issues=told)
    file.columns = [ColumnRead(n, header, header.lower()) for n, header in enumerate(("Date", "Name", "Organization"))]
    data = refused_csv(plan_of(sqlite_engine, file))
    assert data.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(io.StringIO(data.decode("utf-8-sig")))) == [
        ["Date", "Name", "Organization", "reason"],
        ["7 Jan 2026", "", "", "Row 3: There is no name in this row. Write the name, or delete the row."],
        ["30 Feb 2026", "สมชาย ใจดี", "Hope, House", "Row 5: '30 Feb 2026' is not a day that exists. Correct the date."],
    ]


@pytest.mark.parametrize("cell", ["=1+1", "+66-81", "-2+3", "@SUM(A1)", "\t=1", " =1"])
def test_a_cell_that_would_run_as_a_formula_is_made_harmless(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "-", "+", "Hope", "'=1", "ใจดี", "-5", "+66 (0)81 234", "-1,200.50", "+5%", "2026-11-31"])
def test_other_cells_stay_as_they_are(cell: str) -> None:
    assert harmless(cell) == cell


@pytest.mark.parametrize(
    "text",
    [
        "organization,service_type,area,capacity\nLanna House,A2,TH57,-4\nRiver Office,A2,TH57,2\n",
        "Who,What,Where,Places\n#org+name,#sector+name,#adm1+name,#capacity+num\nLanna House,A2,Chiang Rai,-4\n",
        "Name,Organization,Date\nAnn Lee,Lanna House,2026-11-31\nBo Chan,River Office,2026-11-30\n",
        "Name,Organization,Date\nAnn Lee,Lanna House,2026-11-31\nBo Chan,River Office,2026-11-30\n".replace(",", ";"),
    ],
)
def test_refused_rows_that_were_corrected_come_in_with_the_next_upload(sqlite_engine: Engine, text: str) -> None:
    def planned(data: bytes) -> Plan:
        with reading(sqlite_engine) as session:
            return plan_file(session, data, "list.csv", today=date(2026, 11, 25))

    first = planned(text.encode())
    assert first.counts()["refused"] == 1
    commit(sqlite_engine, first, now=datetime(2026, 11, 25, tzinfo=UTC))
    corrected = refused_csv(first).replace(b"-4", b"4").replace(b"2026-11-31", b"2026-11-30", 1)
    again = planned(corrected)
    assert (again.kind, again.counts()) == (first.kind, {"new": 1})


def test_a_refused_row_of_a_sheet_with_the_day_in_its_title_comes_back_to_the_same_meeting(sqlite_engine: Engine) -> None:
    def planned(data: bytes) -> Plan:
        with reading(sqlite_engine) as session:
            return plan_file(session, data, "list.csv", today=date(2026, 11, 25))

    rows = "Ann Lee,Lanna House,yes\nBo Chan,River Office,banana\nCy Do,Hope,yes\nDy Fo,Hope,no\n"
    first = planned(f"Meeting of the coalition 5 January 2026\n\nName,Organization,Attended\n{rows}".encode())
    commit(sqlite_engine, first, now=datetime(2026, 11, 25, tzinfo=UTC))
    again = planned(refused_csv(first).replace(b"banana,", b"yes,"))
    assert again.counts() == {"new": 1}
    assert "meetings" not in again.totals()


def test_a_file_without_refused_rows_gives_a_header_only(sqlite_engine: Engine) -> None:
    assert refused_csv(plan_of(sqlite_engine, attendance_file(Row()))).decode("utf-8-sig") == "reason\r\n"
