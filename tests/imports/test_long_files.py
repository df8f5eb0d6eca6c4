"""Lists with odd rows and texts: nothing is lost between the bytes, their rows and what is told of them."""

import csv
import gc
import io
import pickle
import random
from datetime import date
from itertools import chain

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from coalition.imports.cells import people_names
from coalition.imports.cells.reader import FileRefused, bounded_cell, read_grid
from coalition.imports.read import people
from coalition.imports.read.attendance_file import read_attendance
from coalition.imports.read.parting import header_score
from coalition.imports.read.people import merge_people
from coalition.imports.reading import Entries, Reading
from tests.support.examples import examples

TODAY = date(2026, 11, 25)
PEOPLE = ["Ann Lee", "Bo Chan", "สมชาย แก้วมณี", "มาลี ใจดี", "Dao Win", "Eve Stone", "Fay Reed", "Gil Moor"]
ODD = [
    "", "-", "Ann Lee (SOLD)", "iPhone", "Otter.ai", "Guest", "Total", "รวม", "Hope House", "Ann and Bo", "Ann Lee, Bo Chan",
    "Lee, Ann", "Name", "Absent", "Apologies: Ann", "Government", "Note: late", "Nok", "ann lee", "Dr. Ann Lee", "5 people",
    "Recorded by Ann", "14 March 2026", "Ann Lee\nBo Chan", "Ann and Bo Chan", "ผู้ไม่มาประชุม", "Action items",
]  # fmt: skip
CELLS = {
    "Name": PEOPLE,
    "First name": ["Ann", "Bo", "", "Cam"],
    "Last name": ["Lee", "Chan", "", "Ann"],
    "Organization": ["Hope House", "River Foundation", "hope house", " Hope  House ", "", "-", '"', "NGOs", "Lotus, Center"],
    "Email": ["ann@x.org", "bo@x.org", "", "ANN@x.org", "info@x.org", "not a mail"],
    "Status": ["present", "absent", "x", "", "ลา", "มา", "registered", "??", "excused"],
    "Meeting date": ["2026-01-07", "2026-01-14", "7/1/2026", "13/01/2026", "", "2026-02-30", "bad", "14 มกราคม 2569"],
    "Meeting": ["Plenary", "plenary", "", "Board"],
    "No.": ["1", "2", "3.", "", "Total", "Note"],
    "Remarks": ["", "absent", "late"],
    "Duration (minutes)": ["5", "60", "", "1h"],
    "Join time": ["09:00", "10:15", "", "2026-01-07 09:05"],
    "Leave time": ["10:00", "11:15", "", "2026-01-07 10:05"],
    "Timestamp": ["7/1/2026 9:00:00", "7/1/2026 9:01:00", "14/1/2026 9:00"],
    "7 Jan 2026": ["x", "", "ลา", "?"],
    "14 Jan 2026": ["x", "", "-", "1"],
    "In waiting room": ["Yes", "No", ""],
}


def sheet_of(chance: random.Random, rows: int, oddity: float) -> bytes:
    """A list of people with a share of rows of every other kind, in some way of saving a table."""
    names = ["Name"] if chance.random() < 0.8 else ["First name", "Last name"]
    columns = names + chance.sample([name for name in CELLS if name not in {"Name", "First name", "Last name"}], 4)
    chance.shuffle(columns)
    lines = [*chance.choice([[], [["Monthly meeting"], ["Date:", "7 January 2026"], []]]), columns]
    for _ in range(rows):
        row = [chance.choice(CELLS[name] if chance.random() < max(0.3, oddity) else CELLS[name][:1]) for name in columns]
        if chance.random() < oddity:
            row = chance.choice(
                [
                    [],
                    row[: chance.randrange(len(row))],
                    [*row, "", "more"],
                    [chance.choice(ODD)],
                    list(columns),
                    [""] * len(columns),
                    [chance.choice(ODD) if name == "Name" else cell for name, cell in zip(columns, row, strict=True)],
                ]
            )
        lines.append(row)
    lines += chance.choice([[], [[], []], [["Recorded by: Ann"]]])
    text = io.StringIO()
    quoting = chance.choice([csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
    ends, delimiter = chance.choice(["\r\n", "\n"]), chance.choice(",;\t")
    csv.writer(text, lineterminator=ends, delimiter=delimiter, quoting=quoting).writerows(lines)
    written = text.getvalue()
    if chance.random() < 0.1:
        written = written.replace(ends, "\r")
    if chance.random() < 0.1:
        written = f"sep={delimiter}\n{written}"
    return written.encode(chance.choice(["utf-8", "utf-8-sig", "utf-16", "utf-16-le"]))


def read(data: bytes) -> Reading:
    return read_attendance(data, "list.csv", today=TODAY)


def test_the_search_for_garbage_is_as_it_was_and_changes_nothing() -> None:
    data = sheet_of(random.Random(1), 50, 0.1)
    first = read(data)
    assert gc.isenabled()
    gc.disable()
    try:
        assert read(data) == first
        assert not gc.isenabled()
    finally:
        gc.enable()


# --- bytes to rows --------------------------------------------------------------------------------------------------
_WRITTEN = st.lists(
    st.sampled_from(["a", "b c", ",", ",", ",", '"', "\n", "\n", "\r\n", "\r", " ", "ก", "é", "\x0b", "\u2028", "'=1", '="5"']),
    max_size=60,
).map("".join)


def signs(text: str) -> tuple[list[list[str]], list[int]]:
    """Rows as written, and the line of each, read sign by sign from beginning to end."""
    source = csv.reader(io.StringIO(text, newline=""), delimiter=",", skipinitialspace=True)
    rows, lines, line = [], [], 1
    for row in source:
        rows.append(row)
        lines.append(line)
        line = source.line_num + 1
    return rows, lines


@settings(max_examples=examples(400), deadline=None)
@given(_WRITTEN, st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_rows_and_lines_are_those_of_a_reader_that_takes_sign_by_sign(text: str, encoding: str) -> None:
    try:
        grid = read_grid(text.encode(encoding), delimiter=",", header_score=header_score)
    except FileRefused:
        return
    rows, lines = signs(text)
    cleaned = [[bounded_cell(cell)[0] for cell in row] for row in rows]
    alone = (cells[0] for row in cleaned if len(cells := list(filter(None, row))) == 1)
    assume(not any("," in cell for cell in alone))  # a file in one column is taken apart
    assert (list(grid.rows), grid.lines) == (cleaned, lines)


def test_a_quotation_mark_far_down_changes_nothing_above_or_below_it() -> None:
    above = "".join(f"Ann {n},Hope\n" for n in range(3_000))
    grid = read_grid(f'name,organization\n{above}"Lee,\nBo",Hill\nCam,Hill\n'.encode(), header_score=header_score)
    assert (grid.rows[3_001], grid.lines[3_001]) == (["Lee, Bo", "Hill"], 3_002)
    assert (grid.rows[3_002], grid.lines[3_002]) == (["Cam", "Hill"], 3_004)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("name,b\n" + "x,y\n" * 5_000 + ",".join(["x"] * 501) + "\n", "Row 5002 has too many columns (501)."),
        ("name,b\n" + "x,y\n" * 5_000 + "z" * 1_600_000 + ",y\n", "Row 5002 is too long (1.6 MB)."),
        (
            "name,b\n" + "x,y\n" * 5_000 + 'z,"open\n' + "x,y\n" * 9_000,
            "Row 5002 has an opening quotation mark, but the closing one is missing.",
        ),
    ],
)
def test_what_is_wrong_far_down_is_told_with_its_row(text: str, why: str) -> None:
    with pytest.raises(FileRefused) as caught:
        read_grid(text.encode(), header_score=header_score)
    assert caught.value.issue.why == why


def test_a_whole_text_far_down_is_told_of_its_row() -> None:
    grid = read_grid(("name,b\n" + "x,y\n" * 5_000 + "z" * 140_000 + ",y\n").encode(), header_score=header_score)
    assert {line: (bad.code, bad.count) for line, bad in grid.bad.items()} == {5_002: ("too_long", 140_000)}


# --- people ---------------------------------------------------------------------------------------------------------
_SOMEBODY = st.tuples(
    st.integers(0, 2),
    st.sampled_from(["Ann Lee", "ann lee", "Lee Ann", "Bo Chan", "Bo C", None]),
    st.sampled_from(["", "Hope House", "hope house", "Hill"]),
    st.sampled_from(["", "ann@x.org", "ANN@x.org", "bo@x.org", "none"]),
    st.sampled_from(["present", "absent", "excused"]),
)


@settings(max_examples=examples(400), deadline=None)
@given(st.lists(_SOMEBODY, max_size=25), st.booleans())
def test_each_row_is_of_one_person_at_its_meeting(somebody: list[tuple], last_wins: bool) -> None:
    meeting, name, organization, email, state = (
        (list(column) for column in zip(*somebody, strict=True)) if somebody else [[]] * 5
    )
    count = len(somebody)
    none = [None] * count
    lines = list(range(2, 2 + count))
    told = Entries(
        meeting=list(meeting), name=name, organization=[text or None for text in organization],
        email=[text or None for text in email], phone=[*none], role=[*none], sector=[*none], minutes=[*none], state=state,
        lines=[(line,) for line in lines], also=[*none],
    )  # fmt: skip
    twins = merge_people(told, [(None, None)] * count, last_wins=last_wins)
    assert sorted(chain.from_iterable(told.lines)) == lines
    assert told.lines == sorted(told.lines)
    of_one = [[i - 2 for i in group] for group in told.lines]
    assert [meeting[group[0]] for group in of_one] == told.meeting
    assert all({meeting[i] for i in group} == {met} for group, met in zip(of_one, told.meeting, strict=True))
    assert {at for at, _ in twins} <= {group[0] for group in told.lines}


def test_a_reading_comes_back_whole_from_the_process_that_made_it() -> None:
    reading = read(sheet_of(random.Random(3), 60, 0.3))
    assert reading.issues
    assert pickle.loads(pickle.dumps(reading)) == reading


def test_a_list_on_many_pages_judges_each_name_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the header stands again all pages tell what a name is; looking at all of them for each took minutes."""
    judged = 0
    known = people.without_codes

    def counted(texts: set[str]) -> dict[str, str]:
        nonlocal judged
        judged += len(texts)
        return known(texts)

    monkeypatch.setattr(people, "without_codes", counted)
    names = [f"{first} {last}{letter}" for first in ("Ann", "Bo") for last in ("Lee", "Chan") for letter in "abcdefghij"]
    pages = ["Name,Organization,Date", *(f"{name},Lotus House,14/05/2026" for name in names)]
    for times in (2, 20):
        judged = 0
        assert len(read_attendance("\n".join(pages * times).encode(), "a.csv", today=TODAY).entries) == len(names)
        assert judged <= 6 * (len(names) + 1), "twice for each way to read it, and once for all rows"


def test_a_plain_sheet_is_read_without_the_list_of_organizations(monkeypatch: pytest.MonkeyPatch) -> None:
    people_names.is_known.cache_clear()
    monkeypatch.setattr(people_names, "find", pytest.fail)  # loading it takes three times as long as reading the sheet
    sheet = b"Coalition meeting,,\nDate: 14 May 2026,,\nName,Organization,Signature\nAnna Leeds,Hope House,signed\n"
    sheet += b"Bor Dale,River House,signed\nCyril Deeping,Hill Light,\n"
    assert read_attendance(sheet, "sheet.csv", today=TODAY).entries.name[:2] == ["Anna Leeds", "Bor Dale"]
