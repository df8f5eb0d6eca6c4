"""Totals, counts and signatures are nobody, in whatever shape of list and under whatever header they stand."""

from datetime import date

import pytest

from coalition.imports.cells.not_people import counts_alone, may_count
from coalition.imports.issues import CATALOGUE, Scope
from coalition.imports.read.attendance_file import read_attendance

LABELS = [
    "Count of present", "Total attendees", "Total attendees: 2", "Present: 29", "Present", "จำนวนผู้เข้าร่วม", "รวม", "Average",
    "Number of participants", "Grand total", "% present", "Quorum", "Sum of present", "No. of people", "How many came",
    "Turnout", "Attendance", "ผู้เข้าร่วมประชุมทั้งหมด", "รวมผู้มาประชุม", "Members present", "Prepared by", "Prepared by Somchai",
    "Signature", "Signature of chair", "Attendance rate", "Number of organizations", "Anzahl Teilnehmer", "Jumlah hadir",
    "ร้อยละ", "ผู้จัดทำ", "ลายมือชื่อ", "Total number of people who attended", "Checked by",
]  # fmt: skip
TWO = "Somchai Jaidee,Hope Center{0}\nMalee Suk,Light House{0}\n"
TIMES = "03/05/2026 09:00:00 AM,03/05/2026 10:00:00 AM,60,No"
SHAPES = {
    "a list": ("Name,Organization\n" + TWO.format(""), "{},2\n"),
    "a list, alone in the row": ("Name,Organization\n" + TWO.format(""), "{},\n"),
    "the column of numbers": ("No,Name,Status\n1,Somchai Jaidee,Present\n2,Malee Suk,Present\n", "{},,2\n"),
    "a numbered row": ("No,Name,Status\n1,Somchai Jaidee,Present\n2,Malee Suk,Present\n", "3,{},2\n"),
    "organizations behind": ("Name,Organization,Status\n" + TWO.format(",x"), ",{},2\n"),
    "organizations first": ("Organization,Name,Role\nHope Center,Somchai Jaidee,Chair\nHope,Malee Suk,Nurse\n", "{},,2\n"),
    "a matrix": ("Name,Organization,2026-03-05,2026-04-02\n" + TWO.format(",x,x"), "{},,2,1\n"),
    "a matrix of numbers": ("Name,Organization,2026-03-05,2026-04-02\n" + TWO.format(",1,1"), "{},,2,1\n"),
    "organizations alone": ("Organization,2026-03-05,2026-04-02\nHope Center,x,x\nLight House,x,\nBlue Home,,x\n", "{},2,1\n"),
    "organizations in numbers": ("Organization,2026-03-05,2026-04-02\nHope Center,1,1\nLight House,1,0\n", "{},1,1\n"),
    "two columns of names": ("First name,Last name,Organization\nSomchai,Jaidee,Hope\nMalee,Suk,Light\n", "{},,2\n"),
    "a program": (
        "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest\n"
        f"Somchai Jaidee,,{TIMES}\nMalee Suk,,{TIMES}\n",
        "{},,,,120,\n",
    ),
    "a form": ("Timestamp,Full name,Team\n5/3/2026 9:15:00,Somchai Jaidee,Hope\n5/3/2026 9:16:00,Malee Suk,Hope\n", ",{},2\n"),
    "days in rows": ("Date,Somchai Jaidee,Malee Suk\n2026-03-05,x,x\n2026-04-02,x,\n2026-05-07,x,\n", "{},3,1\n"),
    "minutes": ("Minutes\n5 March 2026\nPresent:\nSomchai Jaidee (Hope Center)\nMalee Suk (Light House)\n", "{}\n"),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_a_row_that_counts_or_signs_is_nobody_and_is_told(shape: str) -> None:
    head, row = SHAPES[shape]
    without = read_attendance(head.encode(), "list 2026-03-05.csv", today=date(2026, 11, 28))
    assert without.refused is None
    for label in LABELS:
        found = read_attendance((head + row.format(label)).encode(), "list 2026-03-05.csv", today=date(2026, 11, 28))
        assert found.entries == without.entries, label
        told = [CATALOGUE[issue.code].scope for issue in found.issues if issue.line == head.count("\n") + 1]
        assert told in ([Scope.NOT_A_PERSON], [Scope.ROW]), label  # a row with a mark and without a name is refused


@pytest.mark.parametrize(
    "name",
    [
        "Sum Many",
        "Sum Men",
        "Count Basie",
        "Gia Van",
        "รวมพล ใจดี",
        "มาลี ลาภมาก",
        "Sum of Us",
        "Total Access",
        "Quo Rum",
        "Person 013",
    ],
)
def test_a_name_with_such_a_word_in_it_stays(name: str) -> None:
    assert not counts_alone(name)


def test_what_is_counted_alone_counts_only_where_an_organization_would_stand() -> None:
    assert may_count("Members present")
    assert not counts_alone("Members present")
    assert not may_count("Members of Hope")


@pytest.mark.parametrize(
    "rows",
    [
        "Ann Lee,Hope Center,absent,absent\nBo Chan,Light House,45,60\nCam Doe,Light House,30,50\n",
        "Ann Lee,Hope Center,x,absent\nEve Moss,Hope Center,x,x\nBo Chan,Light House,2,3\nCam Doe,Light House,1,2\n",
    ],
)
def test_last_rows_with_larger_numbers_than_there_are_people_above_are_no_totals(rows: str) -> None:
    """Minutes, or how many came of a house: those who are named there are not dropped from a list of the others."""
    data = f"Name,Organization,14/05/2026,28/05/2026\n{rows}".encode()
    told = read_attendance(data, "list.csv", today=date(2026, 11, 25))
    assert told.entries.name == []
    assert told.issues
