"""The refused rows come back as a file to correct."""

import csv
import io
import re
from collections.abc import Sequence
from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from coalition import locale
from coalition.database import reading
from coalition.formula_cells import harmless, without_apostrophe
from coalition.imports.cells.reader import read_grid
from coalition.imports.cells.text import norm_text
from coalition.imports.commit import commit
from coalition.imports.dispatch import HOW, csv_of, refused_rows, without_own_columns
from coalition.imports.issues import issue
from coalition.imports.plan import Answers, Plan
from coalition.imports.reading import Choices, ColumnRead
from coalition.imports.services.columns import REASON, REASONS
from tests.builders import Row, attendance_file, plan_file, plan_of
from tests.support.examples import examples
from tests.support.refused import refused_csv


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
        ["30 Feb 2026", "สมชาย ใจดี", "Hope, House", "Row 5: '30 Feb 2026' is not a real date. Correct the date."],
    ]


RISKY = (
    *(
        "=1+1",
        "+66-81",
        "-2+3",
        "@SUM(A1)",
        "\t=1",
        " =1",
        "|x",
        "%0a",
        "\u200b=1+1",
        "\ufeff@x",
        "\xa0=1",
        "＝1+1",
        "－2+3",
        "＠x",
        "﹦1",
    ),
    *("\n=1", "\r\n=1", "\tHope", "=\u0338x", "'=1", "'Hope' House", "''", "'' x", "' =1", "+-1", "⁺1+1"),
)


def test_the_heading_is_known_in_each_language_of_the_screens() -> None:
    assert {locale.translate(REASON, code) for code in locale.LANGUAGES} <= {*REASONS}


SHEET = "Date,Name,Organization,Attended\n18/11/2026,Ann Lee,Lanna House,yes\n31/02/2026,Bo Chan,River Office,yes\n"
TITLED = "Meeting of the coalition 5 January 2026\n\nName,Organization,Attended\nAnn Lee,Lanna House,yes\nBo Chan,Hope,banana\n"
SERVICES = "organization,service_type,area,reported_on\nLanna House,A2,TH57,2026-11-20\nRiver Office,A2,TH57,2026-09-31\n"


@pytest.mark.parametrize("language", ["en", "th"])
@pytest.mark.parametrize(
    ("written", "wrong", "right"),
    [(SHEET, "31/02/2026", "18/11/2026"), (TITLED, "banana", "yes"), (SERVICES, "2026-09-31", "2026-11-24")],
    ids=["sheet", "titled", "services"],
)
def test_the_file_of_refused_rows_is_read_again_in_the_language_it_was_written_in(
    sqlite_engine: Engine, written: str, wrong: str, right: str, language: str
) -> None:
    def planned(data: bytes) -> Plan:
        with reading(sqlite_engine) as session:
            return plan_file(session, data, "list.csv", today=_TODAY)

    first = planned(written.encode())
    commit(sqlite_engine, first, now=datetime(2026, 11, 25, tzinfo=UTC))
    text = csv_of(refused_rows(first), first.header, first.carried, language=language).decode("utf-8-sig")
    assert text.splitlines()[0].endswith(locale.translate("reason", language))
    assert ("แถว " in text) == (language == "th")
    told = text.splitlines()[1].rsplit("'", 1)[-1]
    assert bool(re.search("[a-z]{4,}", told)) == (language == "en"), told
    mended = planned(text.replace(f"{wrong},", f"{right},", 1).encode("utf-8-sig"))
    assert mended.counts() == {"new": 1}, [found.why for found in mended.issues]
    twice = planned(text.encode("utf-8-sig"))
    again = csv_of(refused_rows(twice), twice.header, twice.carried, language="en").decode("utf-8-sig")
    assert again.splitlines()[0].split(",").count("reason") == 1
    assert REASONS[1] not in again


@pytest.mark.parametrize("cell", RISKY)
def test_a_cell_that_would_run_as_a_formula_is_made_harmless(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize(
    "cell",
    ["", "-", "+", "'", "Hope", "ใจดี", "(Hope)", "5%", "#1", "“Hope”", "-5", "+66 (0)81 234", "-1,200.50", "+5%", "2026-09-31"],
)
def test_other_cells_stay_as_they_are(cell: str) -> None:
    assert harmless(cell) == cell


@pytest.mark.parametrize(
    "text",
    [
        "organization,service_type,area,capacity\nLanna House,A2,TH57,-4\nRiver Office,A2,TH57,2\n",
        "Who,What,Where,Places\n#org+name,#sector+name,#adm1+name,#capacity+num\nLanna House,A2,Chiang Rai,-4\n",
        "Name,Organization,Date\nAnn Lee,Lanna House,2026-09-31\nBo Chan,River Office,2026-09-30\n",
        "Name,Organization,Date\nAnn Lee,Lanna House,2026-09-31\nBo Chan,River Office,2026-09-30\n".replace(",", ";"),
    ],
)
def test_refused_rows_that_were_corrected_come_in_with_the_next_upload(sqlite_engine: Engine, text: str) -> None:
    def planned(data: bytes) -> Plan:
        with reading(sqlite_engine) as session:
            chosen = Choices(date=date(2026, 11, 25))
            return plan_file(session, data, "list.csv", today=date(2026, 11, 25), choices=chosen)

    first = planned(text.encode())
    assert first.counts()["refused"] == 1
    commit(sqlite_engine, first, now=datetime(2026, 11, 25, tzinfo=UTC))
    corrected = refused_csv(first).replace(b"-4", b"4").replace(b"2026-09-31", b"2026-09-30", 1)
    again = planned(corrected)
    assert (again.kind, again.counts()) == (first.kind, {"new": 1})


_TODAY = date(2026, 11, 25)
_NO_NAMES = "This does not look like an attendance list. The names are numbers or codes."
_CELLS = st.tuples(
    st.sampled_from(["05/06/2026", "31/09/2026", "yesterday", "", "06/31/2026", "2026-09-31", "13/13/2026"]),
    st.sampled_from(["Ann Lee", "Bo Chan", "สมชาย ใจดี", "", "=SUM(A1)", "-5"]),
    st.sampled_from(["Lanna House", "", "บ้านริมน้ำ", '"Hope", House', "+66 81 234 5678"]),
    st.sampled_from(["ann@lanna.example", "", "-5", "+66-81-234", "@bo"]),
)


@settings(max_examples=examples(20), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(_CELLS, max_size=8))
def test_every_refused_row_of_a_sheet_comes_back_with_exactly_its_cells(
    sqlite_engine: Engine, rows: list[tuple[str, ...]]
) -> None:
    header = ("Date", "Name", "Organization", "Email")
    written = [("05/06/2026", "Di Ek", "River Office", "di@river.example"), *rows]
    with reading(sqlite_engine) as session:
        plan = plan_file(session, _sheet(header, *written), "list.csv", today=_TODAY)
    if plan.refused:  # the sheet as a whole: more numbers than names stand under "Name"
        assert (plan.refused, plan.rows()) == (_NO_NAMES, [])
        return
    told, *back = csv.reader(io.StringIO(refused_csv(plan).decode("utf-8-sig")))
    assert (tuple(told[:4]), told[-1]) == (header, "reason")
    lines = [int(row[-1].removeprefix("Row ").split(":")[0]) for row in back]
    assert [tuple(row[:4]) for row in back] == [tuple(map(harmless, written[line - 2])) for line in lines]
    refused = [row for row in plan.rows() if row.fate == "refused"]
    assert [row.what for row in refused] == [" | ".join(filter(None, written[row.lines[0] - 2])) for row in refused]
    if back:
        _assert_read_again(back, refused_csv(plan), [written[line - 2] for line in lines])


def _assert_read_again(back: list[list[str]], data: bytes, written: list[tuple[str, ...]]) -> None:
    grid = read_grid(data, header_score=lambda row: float("Date" in row))
    assert [tuple(row[:4]) for row in grid.rows[1:]] == written
    assert len(grid.rows) == len(back) + 1


def _sheet(*rows: Sequence[str]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


def test_a_row_refused_twice_has_one_reason(sqlite_engine: Engine) -> None:
    data = b"organization,service_type,area,capacity\nLanna House,A2,TH57,-4\n"
    for _ in range(2):
        with reading(sqlite_engine) as session:
            data = refused_csv(plan_file(session, data, "list.csv", today=_TODAY))
    header, row = csv.reader(io.StringIO(data.decode("utf-8-sig")))
    assert header == ["organization", "service_type", "area", "capacity", "reason"]
    assert row[:-1] == ["Lanna House", "A2", "TH57", "-4"]


@pytest.mark.parametrize("cell", RISKY)
def test_a_cell_made_harmless_is_read_again_as_it_was(cell: str) -> None:
    text = io.StringIO()
    csv.writer(text).writerows([["Name", "Place"], [harmless(cell), "x"]])
    assert read_grid(text.getvalue().encode(), header_score=lambda _: 1.0).rows[1] == [norm_text(cell), "x"]


_SIGNS = st.sampled_from([*"'=+-@|%\t\r\n (A1", "\u200b", "\xa0", "＝", "ก", "\u0338"])


@example("\x1f=")
@given(st.text(_SIGNS, max_size=5) | st.text(max_size=8))
def test_no_cell_runs_and_each_is_read_again_as_it_was(cell: str) -> None:
    made = harmless(cell)
    seen = made.lstrip(" \xa0\u200b\t\r\n")
    assert len(cell) < 2 or seen[:1] not in ("=", "@", "|", "%", "＝")
    assert made == cell or without_apostrophe(norm_text(made)) == norm_text(cell)


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


def test_what_no_column_tells_of_the_meeting_comes_with_each_refused_row(sqlite_engine: Engine) -> None:
    text = "Monthly meeting\nDate: 14/03/2026\nPlace: Hope House hall\n\nName,Organization,Attended\nAnn Lee,Hope House,yes\n"
    with reading(sqlite_engine) as session:
        plan = plan_file(session, f"{text}Bo Chan,River Office,banana\nCy Do,Hope,no\n".encode(), "list.csv", today=_TODAY)
    header, row = csv.reader(io.StringIO(refused_csv(plan).decode("utf-8-sig")))
    told = dict(zip(header, row, strict=True))
    assert (told["Meeting date"], told["Meeting title"], told["Meeting place"]) == (
        "2026-03-14",
        "Monthly meeting",
        "Hope House hall",
    )
    assert header[-2:] == [HOW, "reason"]


_TWO_ORDERS = (
    "Survivor support circle\n\nDate,Name,Organization,Attended\n03/04/2026,Ann Lee,Lanna House,yes\n"
    "31/31/2026,Cy Do,Lanna House,yes\n03/04/2026,Bo Chan,River Office,maybe\n"
)


def test_the_mended_rows_of_a_file_that_was_asked_about_are_asked_nothing(sqlite_engine: Engine) -> None:
    def planned(data: bytes, answers: Answers | None = None, choices: Choices | None = None) -> Plan:
        with reading(sqlite_engine) as session:
            return plan_file(session, data, "list.csv", today=_TODAY, answers=answers, choices=choices)

    first = planned(
        _TWO_ORDERS.encode(),
        Answers({"who_they_are": "organizations", "date_order": "MDY", "mark:maybe": "excused"}),
        Choices(date_order="MDY", marks={"maybe": "excused"}),
    )
    assert (first.counts(), first.open) == ({"new": 2, "refused": 1}, frozenset())
    commit(sqlite_engine, first, now=datetime(2026, 11, 25, tzinfo=UTC))
    mended = refused_csv(first).replace(b"31/31/2026", b"05/06/2026")
    again = planned(mended.replace(b"Lanna House,yes", b"Lanna House,Maybe"))
    assert (again.counts(), again.open) == ({"new": 1}, frozenset()), (
        "neither who they are, nor the order, nor what a word says"
    )
    (row,) = again.rows()
    assert row.what == "Cy Do, Lanna House, 2026-05-06, Survivor support circle", "the title stood above the table"
    assert row.state == "excused"


def test_refused_rows_given_back_as_they_are_have_the_same_reason_again(sqlite_engine: Engine) -> None:
    text = (
        "Monthly meeting\nDate: 14/03/2026\n\nName,Organization,Attended\n"
        "Ann Lee,Hope House,yes\nBo Chan,Hope House,banana\nCy Do,River Office,no\n"
    )
    with reading(sqlite_engine) as session:
        first = plan_file(session, text.encode(), "list.csv", today=_TODAY)
        again = plan_file(session, refused_csv(first), "list refused.csv", today=_TODAY)
    told = [(row.why, row.suggestion) for row in refused_rows(first)]
    assert [(row.why, row.suggestion) for row in refused_rows(again)] == told
    assert again.refused is None
    assert not again.changes_anything(), "it came in as present: nothing in the rest of the file said what the column holds"
    long = f"Date,Name,Organization\n2026-05-04,Ann Lee,Hope House\n2026-05-04,{'x' * 1200},Hope House\n"
    with reading(sqlite_engine) as session:
        first = plan_file(session, long.encode(), "long.csv", today=_TODAY)
        again = plan_file(session, refused_csv(first), "long refused.csv", today=_TODAY)
    assert [row.code for row in refused_rows(again)] == [row.code for row in refused_rows(first)] == ["too_long"]


def test_rows_of_two_refused_files_in_one_go_each_to_their_meeting(sqlite_engine: Engine) -> None:
    def refused(day: str, person: str) -> list[list[str]]:
        text = (
            f"Meeting of the coalition {day}\n\nName,Organization,Attended\n{person},Hope House,banana\nCy Do,Hope House,yes\n"
        )
        text += "Dy Fo,River Office,no\nEk Ho,River Office,yes\n"
        with reading(sqlite_engine) as session:
            plan = plan_file(session, text.encode(), f"list of {person}.csv", today=_TODAY)
        commit(sqlite_engine, plan, now=datetime(2026, 11, 25, tzinfo=UTC))
        return list(csv.reader(io.StringIO(refused_csv(plan).decode("utf-8-sig"))))

    together = [*refused("5 January 2026", "Ann Lee"), *refused("9 February 2026", "Bo Chan")[1:]]
    data = _sheet(*together).replace(b"banana", b"yes")
    with reading(sqlite_engine) as session:
        plan = plan_file(session, data, "mended.csv", today=_TODAY)
    assert plan.counts() == {"new": 2}
    assert "meetings" not in plan.totals()
    assert {row.what.split(", ")[2] for row in plan.rows()} == {"2026-01-05", "2026-02-09"}


@pytest.mark.parametrize(
    "data", [b"", HOW.encode(), f'{HOW},"'.encode(), b"\xff\xfe\x00", b"Name\nAnn\n", f"A,{HOW}\nx,5".encode()]
)
def test_a_file_that_only_looks_like_refused_rows_is_read_as_any_other(data: bytes) -> None:
    found = without_own_columns(data)
    assert found is None or found[1] == {}
