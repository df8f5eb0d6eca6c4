"""A cell that is a whole text, or holds a NUL, refuses its row and nothing else, whatever the file is."""

import time
from datetime import date

import pytest
from sqlalchemy import Engine

from coalition.edits.area_lists import read_areas
from coalition.imports.cells.text import bounded
from coalition.imports.dispatch import lines_of
from coalition.imports.read.attendance_file import read_attendance
from coalition.imports.reading import Reading
from tests.support.accounting import unaccounted
from tests.support.importing import cases, services, sheet
from tests.support.workbooks import workbook

TODAY = date(2026, 11, 25)
LONG = "A" * 20_000
NAMES = "Name,Organization,Role\nNok Dee,Hub,Nurse\n{row}\nBob Ray,Hub,Nurse\n"


def read(data: str | bytes) -> Reading:
    data = data.encode() if isinstance(data, str) else data
    reading = read_attendance(data, "list 2026-05-14.csv", today=TODAY)
    assert unaccounted(reading) == []
    return reading


def refused(reading: Reading) -> list[tuple[int | None, str]]:
    return [(found.line, found.code) for found in reading.issues if found.line]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (f"Ann Lee,Hub,{LONG}", "too_long"),
        (f"Ann Lee,{'(' * 60_000},Nurse", "too_long"),
        (f"{LONG},Hub,Nurse", "too_long"),
        (f"Ann Lee,{'x' * 300_000},Nurse", "too_long"),
        (f'Ann Lee,"{"line of a note " * 100}\n{LONG}",Nurse', "too_long"),
        ("Ann Lee,H\0ub,Nurse", "control_characters"),
        ("A\0nn Lee,Hub,Nurse", "control_characters"),
        ("Ann Lee,Hub,Nur\x08se", "control_characters"),
        ("Ann Lee https://example.org/ann,Hub,Nurse", "link_in_name"),
    ],
)
def test_one_bad_cell_refuses_its_row_and_no_other(row: str, code: str) -> None:
    reading = read(NAMES.format(row=row))
    assert reading.entries.name == ["Nok Dee", "Bob Ray"]
    assert refused(reading) == [(3, code)]
    assert (reading.rows.data, reading.rows.accepted, reading.rows.refused) == (3, 2, 1)


def test_of_somebody_told_twice_the_sound_row_is_kept() -> None:
    reading = read(NAMES.format(row=f"Nok Dee,Hub,{LONG}"))
    assert reading.entries.name == ["Nok Dee", "Bob Ray"]
    assert reading.entries.lines == [(2,), (4,)]
    assert reading.entries.role == ["Nurse", "Nurse"]


@pytest.mark.parametrize("header", [f"Name,Organization,{LONG}", f"{LONG},Name,Organization", "Name,Organization,Ro\0le"])
def test_a_header_that_is_a_whole_text_is_a_column_that_is_not_read(header: str) -> None:
    cells = ["Ann Lee", "Hub"] if header.startswith("Name") else ["", "Ann Lee", "Hub"]
    reading = read(f"{header}\n{','.join(cells)}\n")
    assert reading.entries.name == ["Ann Lee"]
    assert max(len(column.header) for column in reading.columns) <= 1_000


def test_a_whole_text_among_the_dates_of_a_matrix_is_no_meeting_and_no_person() -> None:
    reading = read(f"Name,14 May 2026,11 June 2026,{LONG}\nAnn Lee,x,,x\nBob Ray,x,,\n")
    assert reading.entries.name == ["Ann Lee", "Bob Ray"]
    assert [meeting.on for meeting in reading.meetings] == [date(2026, 5, 14)]


def test_an_organization_that_is_a_whole_text_is_kept_of_nobody_it_stands_for() -> None:
    data = workbook([["Organization", "Name"], [LONG, "Nok Dee"], ["", "Ann Lee"], ["Hub", "Bob Ray"]])
    reading = read(data)
    assert "Nok Dee" not in reading.entries.name
    assert all(len(text or "") <= 1_000 for text in (*reading.entries.organization, *reading.entries.name))
    assert not set(reading.entries.organization) & {LONG[:999] + "…"}


def test_a_title_that_is_a_whole_text_is_the_title_of_no_meeting() -> None:
    reading = read(f"{LONG}\nDate: 14 May 2026\n\nName,Organization\nAnn Lee,Hub\n")
    assert reading.entries.name == ["Ann Lee"]
    assert not any(meeting.title and meeting.title.startswith("AAA") for meeting in reading.meetings)


def test_a_bad_cell_of_a_workbook_refuses_its_row() -> None:
    reading = read(workbook([["Name", "Organization"], ["Nok Dee", "Hub"], ["Ann Lee", LONG]]))
    assert reading.entries.name == ["Nok Dee"]
    assert refused(reading) == [(3, "too_long")]


def test_a_service_with_a_bad_cell_is_refused_alone(sqlite_engine: Engine) -> None:
    rows = ("organization", "service_type", "area"), ("Lanna House", "A2", "TH57"), ("Lanna\0 Home", "A2", "TH57")
    plan = services(sqlite_engine, sheet(*rows))
    assert [(found.line, found.code) for found in plan.issues if found.line == 3] == [(3, "control_characters")]
    assert plan.totals()


def test_who_stands_above_the_header_is_told_beside_a_bad_row() -> None:
    head = "1,Ann Lee,Blue House,x\nNo.,Name,Organization,Present\n2,Bo Chan,Hill Light,x\n3,Cam Doe,Open Door,\n"
    reading = read(f"{head}4,{LONG},Hub,x\n")
    assert (1, "above_header") in [(found.line, found.code) for found in reading.issues]
    rows = reading.rows
    assert (rows.data, rows.accepted, rows.absent, rows.refused, rows.blank) == (4, 1, 1, 2, 0)


def test_a_shared_case_with_a_bad_cell_is_refused_alone_and_its_text_is_not_told(sqlite_engine: Engine) -> None:
    rows = ("case", "opened_on", "area"), ("one", "2026-05-01", "TH57"), ("two" + LONG, "2026-05-01", "TH57")
    plan = cases(sqlite_engine, sheet(*rows))
    (told,) = [found for found in plan.issues if found.line == 3]
    assert (told.code, told.raw) == ("too_long", ())


def test_an_area_with_a_bad_cell_is_left_out_and_told() -> None:
    data = sheet(("pcode", "level", "name_en"), ("XX01", "1", "North"), ("XX02", "1", LONG))
    found = read_areas(data, "XX")
    assert [area.pcode for area in found.areas] == ["XX01"]
    assert found.problems == ["Row 3: A cell in this row has 20,000 characters, which is too long."]


def test_rows_are_shown_as_written_only_as_far_as_anybody_reads() -> None:
    (cells,) = lines_of(print, f"Name,Role\nAnn Lee,{LONG}\n".encode(), {2}).values()
    assert [len(cell) for cell in cells] == [7, 1_000]


def test_two_thousand_rows_with_whole_texts_are_answered_in_seconds() -> None:
    begun = time.perf_counter()
    reading = read("Name,Organization\n" + "".join(f"Ann Lee{n},{'(' * 1_200}\n" for n in range(2_000)))
    assert reading.rows.refused == 2_000
    assert time.perf_counter() - begun < 10


@pytest.mark.parametrize("cell", ["Malee\x07 Sukjai", "\x00", "\x7f", "A" * 1_001, "A" * 20_000])
def test_what_was_refused_is_refused_again_where_nobody_mended_it(cell: str) -> None:
    as_downloaded, bad = bounded(cell)
    assert bad is not None
    again, still_bad = bounded(as_downloaded)
    assert still_bad is not None
    assert (again, still_bad.code) == (as_downloaded, bad.code)


def test_somebody_is_not_there_by_a_row_that_was_refused() -> None:
    """Of two rows of one person one is damaged: what both said together is not kept as if the other had said it."""
    reading = read(
        f"Name,Organization,Note,Status\nMali Suk,Hope,{LONG},Present\nMali Suk,Hope,ok,Absent\nBo Ray,Hope,ok,Present\n"
    )
    assert list(zip(reading.entries.name, reading.entries.state, strict=True)) == [("Bo Ray", "present")]
    assert refused(reading) == [(2, "too_long"), (3, "beside_refused")]
