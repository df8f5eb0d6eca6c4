"""The zoo of plain attendance files: each with what is right about it, and the promises kept for every file."""

import io
import json
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from csv import writer
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, create_engine

from coalition import locale
from coalition.database import reading as reading_of
from coalition.imports.cells.reader import read_grid
from coalition.imports.dispatch import plan_and_reading
from coalition.imports.issues import CATALOGUE, Scope
from coalition.imports.plan import Plan
from coalition.imports.read.attendance_file import read_attendance
from coalition.imports.read.parting import header_score
from coalition.imports.reading import Choices, Entries, Reading, as_json
from tests.support.examples import examples, spread
from tests.support.traps import differences

TODAY = date(2026, 11, 25)
ZOO = sorted((Path(__file__).parents[1] / "files" / "attendance").glob("*.csv"))


def read(text: str, name: str = "file.csv", **choices: Any) -> Reading:
    return read_attendance(text.encode(), name, choices=Choices(**choices), today=TODAY)


def people(reading: Reading) -> list[tuple[str | None, str | None]]:
    answer = as_json(reading)
    return [(one["name"], one["organization"]) for one in answer["attendees"]]  # type: ignore[attr-defined]


def check_accounting(reading: Reading) -> None:
    """Every row under the header is counted once, and no line is both a person and refused."""
    rows = reading.rows
    assert rows.data == rows.accepted + rows.merged + rows.absent + rows.not_a_person + rows.refused + rows.blank
    told = Counter(
        found.line
        for found in reading.issues
        if found.line is not None and CATALOGUE[found.code].scope in {Scope.ROW, Scope.NOT_A_PERSON}
    )
    assert not reading.entries or max(told.values(), default=1) == 1
    named = [(name, lines) for name, lines in zip(reading.entries.name, reading.entries.lines, strict=True) if name]
    assert not told.keys() & {line for _, lines in named for line in lines}
    entries = reading.entries
    kept = Counter(  # a cell may hold two people, and a row may be at several meetings
        (name, meeting, line)
        for name, meeting, lines in zip(entries.name, entries.meeting, entries.lines, strict=True)
        for line in lines
        if name
    )
    if max(kept.values(), default=1) > 1:  # in lists beside each other, of two organizations: two people, which is told
        assert "same_name_twice" in reading.flags
        assert len({*zip(entries.name, entries.organization, entries.meeting, strict=True)}) == len(entries)


# --- every file with a trap: read once, and held to every promise -----------------------------------------------------
@dataclass(frozen=True)
class Trap:
    """A file of the zoo, what is right about it, and what became of it in an empty database."""

    path: Path
    right: dict[str, Any]
    plan: Plan
    reading: Reading


def is_read_as_a_coordinator_would(trap: Trap) -> None:
    assert differences(trap.right, as_json(trap.reading)) == []


def counts_every_row_once(trap: Trap) -> None:
    if not trap.right["refused"]:
        check_accounting(trap.reading)


def has_nobody_in_two_states_at_a_meeting(trap: Trap) -> None:
    """People of a list of the absent are never imported as present."""
    entries = trap.reading.entries
    states: dict[tuple[object, ...], set[str]] = {}
    for i, state in enumerate(entries.state):
        states.setdefault((entries.name[i], entries.organization[i], entries.meeting[i]), set()).add(state)
    assert all(len(of_one) == 1 for of_one in states.values())


def says_the_same_saved_another_way(trap: Trap) -> None:
    before, grid = trap.reading, read_grid(trap.path.read_bytes(), header_score=header_score)
    if grid.lines[:1] != [1]:
        return  # a separator line stands above, so its rows have other numbers
    rows = ["\n".join(grid.broken.get(cell, (cell,))) for row in grid.rows for cell in row]
    first = crc32(trap.path.stem.encode())  # a file goes one of the ways in `make test`, and each way is gone by many files
    for delimiter, encoding in spread([WAYS[(first + way) % len(WAYS)] for way in range(len(WAYS))]):
        cells, out = iter(rows), io.StringIO()
        writer(out, delimiter=delimiter).writerows([next(cells) for _ in row] for row in grid.rows)
        after = read_attendance(out.getvalue().encode(encoding), trap.right["upload_name"], today=TODAY)
        if after.refused and trap.reading.header_line is None and any(f"{delimiter} " in cell for cell in rows):
            continue  # a text whose sentences hold the mark may be refused, never read otherwise
        way = f"with {delimiter!r} in {encoding}"
        assert after.entries.name == before.entries.name, way
        assert after.entries.state == before.entries.state, way
        assert [meeting.on for meeting in after.meetings] == [meeting.on for meeting in before.meetings], way
        assert (after.rows, after.flags) == (before.rows, before.flags), way


def is_told_in_thai_on_a_thai_screen(trap: Trap) -> None:
    plan = trap.plan
    told = {plan.refused or "", trap.reading.date_evidence}
    told |= {text for found in plan.issues for text in (found.why, found.suggestion)}
    told |= {text for asked in plan.questions for text in (asked.text, *(option.label for option in asked.options))}
    told |= {row.why for row in plan.rows()}
    data = trap.path.read_bytes()
    spelled = trap.right["upload_name"] + "".join(data.decode(codec, "ignore") for codec in ("utf-8", "utf-16", "cp1252"))
    written = set(WORD.findall(spelled))
    for text in told:
        thai = re.sub(r"'[^']*'", "", locale.translate_filled(text, "th"))  # what stands in quotation marks is the file's
        assert not set(WORD.findall(thai)) - written - NAMES_OF_THINGS, text


WAYS = ((";", "utf-8-sig"), ("\t", "utf-16"), ("|", "utf-8"), (",", "utf-8-sig"))
WORD = re.compile(r"[A-Za-z]{3,}")
NAMES_OF_THINGS = {"CSV", "UTF", "UTC", "Excel", "area", "opened"}  # of programs, and of columns of our templates
PROMISES: tuple[Callable[[Trap], None], ...] = (
    is_read_as_a_coordinator_would,
    counts_every_row_once,
    has_nobody_in_two_states_at_a_meeting,
    says_the_same_saved_another_way,
    is_told_in_thai_on_a_thai_screen,
)


@pytest.fixture(scope="module")
def empty(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """A database without anything, in which plans are only made."""
    path = tmp_path_factory.mktemp("zoo") / "empty.db"
    shutil.copyfile(migrated_file, path)
    engine = create_engine(f"sqlite:///{path.as_posix()}")
    yield engine
    engine.dispose()


def opened(path: Path, empty: Engine) -> Trap:
    right = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    data, name = path.read_bytes(), right["upload_name"]
    with reading_of(empty) as session:
        plan, read_there = plan_and_reading(session, data, name, today=TODAY)
    return Trap(path, right, plan, read_there or read_attendance(data, name, today=TODAY))


def broken(trap: Trap) -> dict[str, str]:
    """{promise: how it is broken}."""
    found = {}
    for promise in PROMISES:
        try:
            promise(trap)
        except AssertionError as failed:
            found[promise.__name__] = str(failed)
    return found


@pytest.mark.parametrize("path", ZOO, ids=lambda path: path.stem)
def test_every_file_with_a_trap_keeps_every_promise(path: Path, empty: Engine) -> None:
    found = broken(opened(path, empty))
    assert not found, f"no longer {path.name} " + "\nnor ".join(f"{promise}: {how}" for promise, how in found.items())


def test_each_promise_is_named_where_it_alone_is_broken(empty: Engine) -> None:
    trap = opened(ZOO[0].with_name("call_over_midnight.csv"), empty)
    read, entries, rows = trap.reading, trap.reading.entries, trap.reading.rows
    doubled = Entries(**{field: [*values, values[0]] for field, values in vars(entries).items()})
    doubled.state[-1] = "absent"
    wrong = {
        is_read_as_a_coordinator_would: replace(read, flags=["no_date"]),
        counts_every_row_once: replace(read, rows=replace(rows, accepted=rows.accepted + 1)),
        has_nobody_in_two_states_at_a_meeting: replace(read, entries=doubled),
        says_the_same_saved_another_way: replace(read, flags=["no_date"]),
        is_told_in_thai_on_a_thai_screen: replace(read, date_evidence="Nobody ever translated this"),
    }
    assert wrong.keys() == set(PROMISES)
    assert broken(trap) == {}
    for promise, reading in wrong.items():
        assert promise.__name__ in broken(replace(trap, reading=reading))


# --- what a person corrects on the page -----------------------------------------------------------------------------
def test_a_list_without_a_header_is_read_once_the_columns_are_told() -> None:
    text = "Malee Srisuk,Rak Dek,malee@rakdek.example\nKarin Holm,Open Door,\n"
    assert "no_header" in read(text).flags
    told = read(text, columns={0: "name", 1: "organization", 2: "email"}, date=date(2024, 3, 5))
    assert told.refused is None
    assert people(told) == [("Malee Srisuk", "Rak Dek"), ("Karin Holm", "Open Door")]
    assert told.meetings[0].on == date(2024, 3, 5)
    assert told.flags == []
    check_accounting(told)


def test_the_chosen_header_line_counts_as_the_spreadsheet_does() -> None:
    text = 'Who,"a\nb"\nWhen,Where\nPerson X,Agency Y\nMalee Srisuk,Rak Dek\n'
    told = read(text, "2024-03-05.csv", header_line=4, columns={0: "name", 1: "organization"})
    assert told.header_line == 4
    assert people(told) == [("Malee Srisuk", "Rak Dek")]


def test_a_corrected_column_replaces_the_recognised_one() -> None:
    text = "Date,Name,Nick,Organization\n2024-03-05,Mal,Malee Srisuk,Rak Dek\n"
    told = read(text, columns={2: "name"})
    assert people(told) == [("Malee Srisuk", "Rak Dek")]
    assert [column.field for column in told.columns] == ["date", None, "name", "organization"]


def test_an_answered_order_of_day_and_month_is_not_asked_again() -> None:
    text = "Date,Name,Organization\n3/4/2024,Malee Srisuk,Rak Dek\n"
    assert read(text).flags == ["ambiguous_date_order"]
    assert read(text).meetings[0].on == date(2024, 4, 3)
    told = read(text, date_order="MDY")
    assert told.flags == []
    assert told.meetings[0].on == date(2024, 3, 4)


def test_the_date_entered_by_hand_is_used_only_where_the_file_says_none() -> None:
    without = "Name,Organization\nMalee Srisuk,Rak Dek\n"
    assert read(without).flags == ["no_date", "did_they_come"]
    assert read(without, date=date(2024, 3, 5)).meetings[0].on == date(2024, 3, 5)
    dated = "Date,Name\n2024-01-01,Malee Srisuk\n"
    assert read(dated, date=date(2024, 3, 5)).meetings[0].on == date(2024, 1, 1)


def test_encoding_and_delimiter_can_be_forced() -> None:
    data = "Date;Name;Organization\n2024-03-05;Renée Dubois;Planète\n".encode("cp1252")
    told = read_attendance(data, "x.csv", choices=Choices(encoding="cp1252", delimiter=";"), today=TODAY)
    assert people(told) == [("Renée Dubois", "Planète")]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty_file"),
        (b"\n\n", "empty_file"),
        (b"PK\x03\x04 something", "not_text"),
        (b"Name,Organization,Date\n", "header_only"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", None),
    ],
)
def test_a_file_that_is_none_is_refused_with_a_sentence(data: bytes, code: str | None) -> None:
    reading = read_attendance(data, "file.csv", today=TODAY)
    assert reading.refused
    assert not len(reading.entries)
    assert code is None or code in reading.flags
    json.dumps(as_json(reading))


# --- promises for every file ----------------------------------------------------------------------------------------
CELLS = st.one_of(
    st.sampled_from(
        [
            "", "", "Malee Srisuk", "Karin Holm", "มาลี ศรีสุข", "Rak Dek", "Open Door", "พมจ.พะเยา", "Total",
            "รวม 3 คน", "Name", "Date",
            "Organization", "Apologies", "Apologies: Karin Holm", "NGOs", "ภาครัฐ", "1", "2", "x", "/", "-", "yes",
            "no", "FALSE", "2024-03-05",
            "30/02/2567", "5 มี.ค. 2567", "3/4/2024", "iPhone", "test", "malee@rakdek.example", "9:30", "Action",
            "Who", "1. Summary", "Status",
            "ผู้ไม่มาประชุม", "สรุป", "Date:", "Participants",
        ]
    ),
    st.text(max_size=12),
)  # fmt: skip
HEADERS = st.lists(
    st.sampled_from(
        ["No.", "Name", "Organization", "Date", "Meeting", "Email", "Attended", "Signature", "Timestamp", "Join Time",
         "Leave Time",
         "Duration", "First name", "Last name", "ชื่อ-สกุล", "หน่วยงาน", "วันที่", "Title", "10 Jan 2024",
         "14 Feb 2024", "Absent", ""]
    ),
    min_size=2,
    max_size=7,
)  # fmt: skip


def as_csv(rows: list[list[str]]) -> bytes:
    out = io.StringIO()
    writer(out).writerows(rows)
    return out.getvalue().encode("utf-8", "ignore")


@given(st.lists(st.lists(CELLS, max_size=7), max_size=25))
@example([["", "Malee Srisuk", "Status"], ["", "", "Malee Srisuk", "Malee Srisuk"], ["Malee Srisuk"]])
@example([["", "Name", "", "Name"], ["Name", "Name", "", "Anong Saelee"]])
@settings(max_examples=examples(150), deadline=None, suppress_health_check=list(HealthCheck))
def test_no_row_of_any_grid_is_ever_lost(rows: list[list[str]]) -> None:
    check_accounting(read_attendance(as_csv(rows), "x 2024-03-05.csv", today=TODAY))


def test_a_heading_in_a_row_too_short_for_the_names_is_no_fault() -> None:
    data = "No.,Organization / Person,Note\nAnn Lee chair:\nShe welcomed all who came, and there was a quorum.\n"
    check_accounting(read_attendance(data.encode(), "x 2024-03-05.csv", today=TODAY))


_SHORT = [[], [], ["", "", "", "no"], ["Malee Srisuk"] * 2, ["", "", "", "Malee Srisuk"], ["", "Organization", "Malee Srisuk"]]


@example([], ["No.", "No."], _SHORT)
@given(st.lists(st.lists(CELLS, max_size=7), max_size=4), HEADERS, st.lists(st.lists(CELLS, max_size=8), max_size=25))
@settings(max_examples=examples(250), deadline=None, suppress_health_check=list(HealthCheck))
def test_no_row_of_any_sheet_is_ever_lost(above: list[list[str]], header: list[str], rows: list[list[str]]) -> None:
    reading = read_attendance(as_csv([*above, header, *rows, [], header, *rows[:3]]), "x.csv", today=TODAY)
    check_accounting(reading)
    json.dumps(as_json(reading))


@example([["", "", "Who"], ["", "Who", "Who", "A"], ["", "", "Who", "Malee Srisuk"]], {})
@example([["", "", "", "", "2024-03-05"], ["ผู้ไม่มาประชุม", *["Malee Srisuk"] * 2, "Action"], ["Malee Srisuk"], ["A0"]], {})
@given(
    st.lists(st.lists(CELLS, max_size=6), max_size=12),
    st.dictionaries(st.integers(0, 5), st.sampled_from(["name", "date", "ignore"])),
)
@settings(max_examples=examples(100), deadline=None, suppress_health_check=list(HealthCheck))
def test_no_choice_of_columns_loses_a_row(rows: list[list[str]], columns: dict[int, str]) -> None:
    check_accounting(read_attendance(as_csv(rows), "x.csv", choices=Choices(header_line=1, columns=columns), today=TODAY))


# --- one person, several rows ---------------------------------------------------------------------------------------
def test_two_devices_at_once_count_once_and_two_stretches_add_up() -> None:
    text = (
        "Name,Organization,Join time,Leave time,Duration (minutes)\n"
        "Malee Srisuk,Rak Dek,2024-03-05 10:00,2024-03-05 11:00,60\n"
        "Malee Srisuk,Rak Dek,2024-03-05 10:30,2024-03-05 11:30,60\n"
        "Karin Holm,Open Door,2024-03-05 10:00,2024-03-05 10:20,15\n"
        "Karin Holm,Open Door,2024-03-05 10:40,2024-03-05 11:00,15\n"
    )
    entries = read(text).entries
    assert dict(zip(entries.name, entries.minutes, strict=True)) == {"Malee Srisuk": 90, "Karin Holm": 30}
    assert entries.lines == [(2, 3), (4, 5)]


def test_somebody_under_two_spellings_of_one_organization_is_two_and_is_told() -> None:
    told = read("Date,Name,Organization\n2024-03-05,Malee Srisuk,Rak Dek\n2024-03-05,Malee Srisuk,Open Door\n")
    assert told.rows.accepted == 2
    assert told.flags == ["same_name_twice"]
    assert [found.line for found in told.issues] == [3]


def test_an_address_joins_a_person_under_two_organizations() -> None:
    told = read(
        "Date,Name,Organization,Email\n2024-03-05,Malee Srisuk,Rak Dek,m@x.example\n2024-03-05,Malee Srisuk,RDF,M@X.example\n"
    )
    assert people(told) == [("Malee Srisuk", "Rak Dek")]
    assert told.rows.merged == 1


def test_reading_many_rows_costs_one_look_per_distinct_cell() -> None:
    rows = "".join(f"2024-03-{i % 28 + 1:02d},Person {i % 200},Office {i % 40},present\n" for i in range(20_000))
    told = read("Date,Name,Organization,Status\n" + rows)
    assert told.rows.data == 20_000
    check_accounting(told)


# --- what the columns hold --------------------------------------------------------------------------------------------
@pytest.mark.parametrize("header", ["Kuhadhiri", "Came?", "ผลการเช็คชื่อ", "Notes from the door"])
def test_whoever_is_marked_absent_under_any_header_is_not_present(header: str) -> None:
    text = f"Date,Name,Organization,{header}\n2024-03-05,Malee Srisuk,Rak Dek,present\n2024-03-05,Karin Holm,Open Door,absent\n"
    assert people(read(text)) == [("Malee Srisuk", "Rak Dek")]


def test_two_people_of_one_cell_are_one_row_of_the_account() -> None:
    reading = read('Date,Name,Organization\n2024-03-05,"Malee Srisuk\nKarin Holm",Rak Dek\n')
    assert people(reading) == [("Malee Srisuk", "Rak Dek"), ("Karin Holm", "Rak Dek")]
    assert (reading.rows.data, reading.rows.accepted) == (1, 1)
    check_accounting(reading)


def test_first_names_joined_by_and_are_told_and_nobody_is_made_of_them() -> None:
    reading = read("Date,Name,Organization\n2024-03-05,Malee & Karin,Rak Dek\n2024-03-05,Somsak Jaima,MSDHS\n")
    assert people(reading) == [("Somsak Jaima", "MSDHS")]
    assert [found.code for found in reading.issues] == ["several_people"]


def test_dates_of_a_matrix_that_could_be_read_both_ways_are_asked_about() -> None:
    text = "Name,Organization,03/04/2024,07/05/2024\nMalee Srisuk,Rak Dek,x,\nKarin Holm,Open Door,x,x\n"
    assert read(text).flags == ["ambiguous_date_order"]
    told = read(text, date_order="MDY")
    assert told.flags == []
    assert [meeting.on for meeting in told.meetings] == [date(2024, 3, 4), date(2024, 7, 5)]


def test_a_matrix_cell_that_says_nothing_clear_is_told_and_nobody_is_counted_present_or_absent_for_it() -> None:
    reading = read("Name,26-Jan-12,23-Feb-12\nAnn Lee,X,banana\nBo Chan,X,X\nLi Wei,,X\nTom Berg,X,X\n")
    assert [(found.line, found.code) for found in reading.issues] == [(2, "unclear_mark")]
    states = dict(zip(zip(reading.entries.name, reading.entries.meeting, strict=True), reading.entries.state, strict=True))
    assert (states["Ann Lee", 0], states.get(("Ann Lee", 1))) == ("present", None)
    check_accounting(reading)


def test_a_letter_for_holidays_beside_the_marks_of_others_is_asked_about() -> None:
    reading = read("Name,2026-05-14,2026-05-15,2026-05-16\nAnn Lee,P,H,P\nBo Chan,P,P,A\nCy Diaz,A,P,P\n")
    assert [(found.line, found.asks) for found in reading.issues] == [(2, "H")]
    whole = read("Name,2026-05-14,2026-05-15,2026-05-16\nAnn Lee,P,H,P\nBo Chan,P,H,A\nCy Diaz,A,H,P\n")
    assert [meeting.on for meeting in whole.meetings] == [date(2026, 5, 14), date(2026, 5, 16)]


BY_HAND = Choices(header_line=1, columns={0: "name", 3: "date"})


@pytest.mark.parametrize("choices", [Choices(), Choices(header_line=1), BY_HAND])
@pytest.mark.parametrize(
    "header", ["Client name,Age,Gender,Date of intake", "ชื่อผู้เสียหาย,อายุ,เพศ,วันที่", "Name,Case ID,Exploitation,Date"]
)
def test_a_list_of_people_who_are_helped_is_refused_whatever_is_chosen(header: str, choices: Choices) -> None:
    data = f"{header}\nAnn Lee,12,F,2020-01-01\nBo Chan,13,F,2020-01-02\n".encode()
    read = read_attendance(data, "list.csv", choices=choices, today=TODAY)
    assert "clients are never stored" in str(read.refused)
    assert not read.entries.name
    assert not read.preview, "not even shown"
    assert "Ann" not in json.dumps(as_json(read))


def test_a_case_worker_is_no_case_and_an_organization_for_survivors_may_come() -> None:
    data = b"Date,Name,Position,Victim support organization name\n2026-05-14,Ann Lee,Case worker,Hope House\n"
    by_hand = Choices(header_line=1, columns={0: "date", 1: "name", 2: "role", 3: "organization"})
    assert read_attendance(data, "list.csv", choices=by_hand, today=TODAY).entries.name == ["Ann Lee"]


@pytest.mark.parametrize(
    "data",
    [
        "Date,Name,Role\n2026-05-14,Ann Lee,Social worker\n2026-05-14,Som Dee,Survivor\n",
        "Date,Name,Organization\n2026-05-14,Ann Lee,Hope House\n2026-05-14,Som Dee (survivor),Hope House\n",
        "Topic,Meeting ID,Start Time\nGroup,812 3456 7890,05/14/2026 09:55:02 AM\n\n"
        "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest\n"
        "Ann Lee,,05/14/2026 09:55:02 AM,05/14/2026 11:00:00 AM,65,No\n"
        "Som Dee (ผู้เสียหาย),,05/14/2026 09:56:00 AM,05/14/2026 11:00:00 AM,64,No\n",
    ],
)
def test_a_list_that_says_who_of_it_is_helped_is_refused_whatever_program_wrote_it(data: str) -> None:
    read = read_attendance(data.encode(), "list.csv", today=TODAY)
    assert "clients are never stored" in str(read.refused)
    assert "Som" not in json.dumps(as_json(read), ensure_ascii=False)


@pytest.mark.parametrize(
    ("title", "refused"),
    [
        ("รายชื่อผู้เสียหาย", True),
        ("List of survivors", True),
        ("Survivor support group", False),
        ("Survivor support group leaders meeting", False),
        ("Meeting on victim support", False),
    ],
)
def test_a_title_that_says_it_lists_people_who_are_helped_refuses_the_list(title: str, refused: bool) -> None:
    data = f"{title},13/05/2026\nName,Organization,Signature\nAnn Lee,Hope House,x\nBo Chan,Hill Light,x\n"
    read = read_attendance(data.encode(), "list.csv", today=TODAY)
    assert bool(read.refused) is refused
    assert ("Ann" in json.dumps(as_json(read))) is not refused


def test_a_raised_figure_under_a_header_of_marks_is_no_number() -> None:
    """Found by the grids above: "¹" is a digit to Python, and no number."""
    told = read("Meeting 5 March 2024\nName,Status\nAnn Lee,¹\nBo Chan,yes\n")
    assert people(told) == [("Bo Chan", None)]


@pytest.mark.parametrize("name", ["call_over_midnight", "vigil_over_midnight"])
def test_a_meeting_over_midnight_begins_in_the_evening(name: str) -> None:
    path = next(path for path in ZOO if path.stem == name)
    assert [meeting.start for meeting in read_attendance(path.read_bytes(), path.name, today=TODAY).meetings] == ["23:50"]


@pytest.mark.parametrize(
    ("stem", "code"),
    [
        ("matrix_of_unclear_marks", "unclear_mark"),
        ("matrix_on_its_side_unclear", "unclear_mark"),
        ("serials_of_buddhist_years", "era_repaired"),
        ("attended_next_week", "attended_to_come"),
    ],
)
def test_what_is_read_in_doubt_is_told(stem: str, code: str) -> None:
    path = next(path for path in ZOO if path.stem == stem)
    assert code in {found.code for found in read_attendance(path.read_bytes(), path.name, today=TODAY).issues}


def test_an_absence_behind_the_organization_is_one_and_a_slash_beside_organizations_parts_two_people() -> None:
    found = read_attendance(
        (
            "Date: 14 May 2026\nName,Organization\nBen Carver / Fay Hill,Rim Kok Foundation\nAnn Lee,Hill Light (absent)\n"
            "Nok Dee,Rim Kok Foundation - apologies\nAnong Saelee / อนงค์ แซ่ลี้,Rim Kok Foundation\n"
        ).encode(),
        "list.csv",
        today=TODAY,
    )
    assert list(zip(found.entries.name, found.entries.organization, found.entries.state, strict=True)) == [
        ("Ben Carver", "Rim Kok Foundation", "present"),
        ("Fay Hill", "Rim Kok Foundation", "present"),
        ("Ann Lee", "Hill Light", "absent"),
        ("Nok Dee", "Rim Kok Foundation", "excused"),
        ("Anong Saelee", "Rim Kok Foundation", "present"),
    ]


def test_a_day_cut_at_its_comma_is_one_in_a_title_too() -> None:
    found = read("Council Minutes May 6, 2026\n\nPresent:\nAnn Lee, Council Chair\nBo Marsh, Treasurer\nCara Wells, Clerk\n")
    assert [meeting.on for meeting in found.meetings] == [date(2026, 5, 6)]
