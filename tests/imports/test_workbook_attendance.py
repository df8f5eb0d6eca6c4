"""Attendance in a workbook: the sheet that looks like it is taken, several are asked about, and none is said."""

from datetime import UTC, date, datetime, time

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from coalition.database import reading
from coalition.imports.commit import commit
from coalition.imports.dispatch import lines_of
from coalition.imports.plan import Fate
from coalition.imports.read.attendance_file import read_attendance
from coalition.imports.reading import Choices, Reading, as_json, row_number
from coalition.imports.undo import undo
from coalition.imports.workbook import CELL_LIMIT, is_workbook
from coalition.models import Meeting
from tests.builders import plan_file
from tests.imports.test_attendance_file import check_accounting
from tests.support.workbooks import Rows, ods, packed, workbook, workbook_of

TODAY = date(2026, 11, 25)
SIGN_IN: Rows = (
    ("Coalition meeting", None, None),
    ("Date:", date(2026, 5, 14), None),
    (),
    ("Name", "Organization", "Phone"),
    ("Anong Saelee", "River House", 810000101),
    ("Ben Carver", "Hill Light", "'0810000102"),
)
MATRIX: Rows = (
    ("Name", "Organization", date(2026, 1, 8), date(2026, 2, 12)),
    ("Anong Saelee", "River House", "x", None),
    ("Ben Carver", "Hill Light", None, "/"),
)
MEMBERS: Rows = (
    ("Name", "Organization", "Email"),
    ("Anong Saelee", "River House", "a@river.example"),
    ("Ben Carver", "Hill Light", ""),
)
PRICES: Rows = (("Item", "Price", "Quantity"), ("Rice", 40, 2), ("Tea", 15, 9))
SERVICES: Rows = (("organization", "service type", "area"), ("River House", "A1", "TH57"))


def read(data: bytes, name: str = "book.xlsx", sheet: str | None = None) -> Reading:
    return read_attendance(data, name, choices=Choices(sheet=sheet), today=TODAY)


def came(found: Reading) -> list[tuple[str | None, date | None]]:
    entries = found.entries
    return [
        (name, found.meetings[meeting].on)
        for name, meeting, state in zip(entries.name, entries.meeting, entries.state, strict=True)
        if state == "present"
    ]


@pytest.mark.parametrize("data", [workbook(SIGN_IN), ods({"Sheet1": SIGN_IN})], ids=["xlsx", "ods"])
def test_a_sign_in_sheet_of_a_workbook_reads_like_its_csv(data: bytes) -> None:
    found = read(data)
    assert came(found) == [("Anong Saelee", date(2026, 5, 14)), ("Ben Carver", date(2026, 5, 14))]
    assert found.entries.phone == ["810000101", "0810000102"]
    assert (found.header_line, found.entries.lines, found.sheet, found.refused) == (4, [(5,), (6,)], "Sheet1", None)
    check_accounting(found)


def test_a_matrix_of_a_workbook_has_dates_for_headers() -> None:
    found = read(workbook(MATRIX))
    assert came(found) == [("Anong Saelee", date(2026, 1, 8)), ("Ben Carver", date(2026, 2, 12))]


def test_the_only_sheet_that_looks_like_attendance_is_taken() -> None:
    found = read(workbook_of({"Prices": PRICES, "May": SIGN_IN, "Hidden": MATRIX}, hidden=["Hidden"]))
    assert (found.sheet, len(found.entries), found.flags) == ("May", 2, [])
    assert [(one.name, one.kind, one.rows, one.is_attendance) for one in found.sheets] == [
        ("Prices", "other", 3, False),
        ("May", "signin_sheet", 5, True),
    ]


def test_a_list_of_members_beside_dated_attendance_is_told_and_not_read() -> None:
    found = read(workbook_of({"Members": MEMBERS, "May": SIGN_IN}))
    assert (found.sheet, found.flags) == ("May", [])
    assert "'Members' looks like a list too" in found.issues[0].why


def meeting_of(day: object, *people: tuple[str, str, str]) -> Rows:
    return (("Coalition meeting", None, None), ("Date:", day, None), (), ("Name", "Organization", "Present"), *people)


def test_sheets_of_one_meeting_each_are_read_at_once() -> None:
    may = meeting_of("9/1/2026", ("Anong Saelee", "River House", "x"), ("Ben Carver", "Hill Light", ""))
    june = meeting_of("20/2/2026", ("Ben Carver", "Hill Light", "x"))  # the other sheet proves that the day comes first
    data = workbook_of({"One": may, "Prices": PRICES, "Two": june})
    found = read(data)
    assert (found.sheet, found.with_others, found.flags, found.refused) == (None, True, [], None)
    assert came(found) == [("Anong Saelee", date(2026, 1, 9)), ("Ben Carver", date(2026, 2, 20))]
    numbers = [line for lines in found.entries.lines for line in lines]
    assert list(map(row_number, numbers)) == ["1:5", "1:6", "3:5"]
    written = lines_of(None, data, numbers)  # type: ignore[arg-type]
    assert [cells[0] for cells in written.values()] == ["Anong Saelee", "Ben Carver", "Ben Carver"]
    check_accounting(found)
    alone = read(data, sheet="Two")
    assert (alone.sheet, alone.with_others, len(alone.entries), alone.flags) == ("Two", True, 1, [])


def test_actions_and_contacts_beside_attendance_are_no_further_meetings() -> None:
    there = meeting_of("14/5/2026", ("Anong Saelee", "River House", "x"), ("Ben Carver", "Hill Light", "x"))
    actions = (("What", "Who", "By when"), ("Print cards", "Mina", date(2026, 6, 1)), ("Call", "Hem", date(2026, 6, 9)))
    contacts = (("Name", "Phone"), ("Anong Saelee", "980-0000331"), ("Dan Gurung", "980-0000339"))
    found = read(workbook_of({"Attendance": there, "Action points": actions, "Contacts": contacts}))
    assert (found.sheet, found.flags, len(found.entries)) == ("Attendance", [], 2)


def test_a_sheet_that_is_not_read_with_the_others_is_told_or_asks() -> None:
    first = meeting_of("14/5/2026", ("Anong Saelee", "River House", "x"))
    second = meeting_of("18/6/2026", ("Ben Carver", "Hill Light", "x"))
    bare = (("Eve Stone", "x"), ("Finn Ray", "x"))
    told = read(workbook_of({"One": first, "Two": second, "Budget": PRICES}))
    assert (told.flags, [(one.code, "'Budget'" in one.why) for one in told.issues]) == ([], [("sheet_left", True)])
    asked = read(workbook_of({"One": first, "Two": second, "16 Jul 2026": bare}))  # its name says that it is a meeting
    assert (asked.flags, len(asked.entries)) == (["choose_sheet"], 0)


def test_sheets_of_the_same_day_are_asked_about() -> None:
    there = meeting_of("14/5/2026", ("Anong Saelee", "River House", "x"))
    found = read(workbook_of({"Morning": there, "Afternoon": there}))
    assert (found.flags, len(found.entries)) == (["choose_sheet"], 0)


def test_a_workbook_of_meetings_is_stored_and_taken_back_as_one(engine: Engine) -> None:
    first = meeting_of("14/5/2026", ("Anong Saelee", "River House", "x"))
    second = meeting_of("18/6/2026", ("Anong Saelee", "River House", "x"), ("Ben Carver", "Hill Light", "x"))
    data = workbook_of({"May": first, "June": second})
    with reading(engine) as session:
        plan = plan_file(session, data, "book.xlsx", today=TODAY)
    assert (plan.questions, [row.lines for row in plan.rows(0, 9)]) == ([], [(10_000_005,), (20_000_005,), (20_000_006,)])
    done = commit(engine, plan, now=datetime(2026, 11, 25, 9, tzinfo=UTC))
    with reading(engine) as session:
        assert len(session.exec(select(Meeting)).all()) == 2
        again = plan_file(session, data, "book.xlsx", today=TODAY)
    assert not again.changes_anything()
    undo(engine, done.batch_id, now=datetime(2026, 11, 25, 10, tzinfo=UTC))
    with reading(engine) as session:
        assert session.exec(select(Meeting)).all() == []


def test_of_several_sheets_one_must_be_chosen_and_nothing_is_read_before() -> None:
    data = workbook_of({"2025": MATRIX, "May": SIGN_IN})
    found = read(data)
    assert (found.sheet, found.flags, len(found.entries), found.refused) == (None, ["choose_sheet"], 0, None)
    assert [(one.name, one.people, one.first, one.last) for one in found.sheets] == [
        ("2025", 2, date(2026, 1, 8), date(2026, 2, 12)),
        ("May", 2, date(2026, 5, 14), date(2026, 5, 14)),
    ]
    chosen = read(data, sheet="May")
    assert (chosen.sheet, chosen.flags) == ("May", ["other_sheet"])
    assert came(chosen) == [("Anong Saelee", date(2026, 5, 14)), ("Ben Carver", date(2026, 5, 14))]


def test_the_question_which_sheet_holds_everything(engine: Engine) -> None:
    data = workbook_of({"2025": MATRIX, "May": SIGN_IN})
    with reading(engine) as session:
        plan = plan_file(session, data, "book.xlsx", today=TODAY)
        (question,) = plan.questions
        assert (question.key, question.code, question.holds_rows) == ("sheet", "choose_sheet", True)
        assert [option.label for option in question.options] == [
            "2025: 2 present, 2026-01-08 to 2026-02-12",
            "May: 2 present, 2026-05-14",
        ]
        assert not plan.changes_anything()
        chosen = plan_file(session, data, "book.xlsx", today=TODAY, choices=Choices(sheet="May"))
        assert chosen.counts() == {Fate.NEW: 2}


def test_a_workbook_without_attendance_is_refused_with_what_was_found() -> None:
    found = read(workbook_of({"Prices": PRICES, "Help": SERVICES}))
    assert found.flags == ["no_attendance_sheet"]
    assert "'Prices' (other, 3 rows), 'Help' (services, 2 rows)" in (found.refused or "")


def test_a_workbook_under_the_name_of_a_csv_is_read_and_said() -> None:
    found = read(workbook(SIGN_IN), "list.csv")
    assert (len(found.entries), found.flags) == (2, ["workbook_as_csv"])


def test_cells_are_what_a_person_sees() -> None:
    rows: Rows = (
        ("Date", "Time", "Name", "Attended", "Number"),
        (datetime(2026, 5, 14, 9, 15), time(9, 15), "Anong\nSaelee", True, 2.50),
        (date(2569, 5, 14), None, "Ben Carver", False, 0.1 + 0.2),
    )
    found = read(workbook(rows))
    assert found.preview[1][1] == ("2026-05-14 09:15", "09:15", "Anong Saelee", "yes", "2.5")
    assert found.preview[2][1] == ("2569-05-14", "", "Ben Carver", "no", "0.3")
    assert came(found) == [("Anong Saelee", date(2026, 5, 14))]


def test_merged_cells_are_a_value_and_blanks() -> None:
    rows: Rows = (
        ("Coalition meeting 14 May 2026", None),
        ("Organization", "Name"),
        ("River House", "Anong Saelee"),
        (None, "Chai Wongdee"),
        ("Hill Light", "Ben Carver"),
    )
    found = read(workbook_of({"May": rows}, merged="A3:A4"))
    assert found.entries.organization == ["River House", "River House", "Hill Light"]


def test_two_people_of_one_cell_are_two() -> None:
    rows: Rows = (("Date:", "14 May 2026"), ("Name", "Organization"), ("Anong Saelee\nChai Wongdee", "River House"))
    assert [name for name, _ in came(read(workbook(rows)))] == ["Anong Saelee", "Chai Wongdee"]


def test_the_json_names_the_sheets() -> None:
    told = as_json(read(workbook(SIGN_IN, sheet="พ.ค. 69")))
    assert told["sheet"] == "พ.ค. 69"
    assert told["sheets"] == [{"name": "พ.ค. 69", "kind": "signin_sheet", "rows": 5, "people": 2, "attendance": True}]


def test_an_ods_that_repeats_empty_rows_to_the_end_is_read_and_one_that_repeats_filled_ones_is_refused() -> None:
    cells = '<table:table-cell table:number-columns-repeated="16384"/>'
    empty = f'<table:table-row table:number-rows-repeated="1048570">{cells}</table:table-row>'
    assert len(read(ods({"May": SIGN_IN}, tail=empty), "book.ods").entries) == 2
    filled = empty.replace("<table:table-cell ", '<table:table-cell office:value-type="float" office:value="1" ')
    found = read(ods({"May": SIGN_IN}, tail=filled), "book.ods")
    assert found.flags == ["sheet_too_large"]
    assert CELL_LIMIT < 1_048_576 * 16_384


@pytest.mark.parametrize(
    "data",
    [workbook(SIGN_IN)[:400], b"PK\x03\x04", packed({"word/document.xml": "x"}), packed({"xl/workbook.xml": "no workbook"})],
)
def test_what_only_looks_like_a_workbook_is_refused_with_a_sentence(data: bytes) -> None:
    found = read(data)
    assert found.refused
    assert not len(found.entries)


def test_an_empty_workbook_is_said_to_be_empty() -> None:
    assert read(workbook([])).flags == ["empty_file"]
    assert is_workbook(workbook([]))
    assert not is_workbook(b"Name,Organization")


def test_the_name_of_a_sheet_tells_its_day() -> None:
    book = {"14 May 2026": MEMBERS, "11 June 2026": MEMBERS}
    found = read(workbook_of(book), "Sign-in 2026-01-31.xlsx", sheet="11 June 2026")
    assert ({day for _, day in came(found)}, found.file) == ({date(2026, 6, 11)}, "Sign-in 2026-01-31.xlsx")
    assert {day for _, day in came(read(workbook_of({"Sheet1": MEMBERS}), "Sign-in 2026-01-31.xlsx"))} == {date(2026, 1, 31)}


def test_the_name_of_a_sheet_tells_the_month_of_its_days() -> None:
    days: Rows = (
        ("Name", "Organization", 14, 28),
        ("Anong Saelee", "River House", "x", None),
        ("Ben Carver", "Hill Light", "x", "x"),
    )
    found = read(workbook_of({"ม.ค. 2569": days}))
    assert {day for _, day in came(found)} == {date(2026, 1, 14), date(2026, 1, 28)}
