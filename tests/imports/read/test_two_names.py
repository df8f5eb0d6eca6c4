"""Two columns of the names of the same people: a name and its other spelling; who has but one of them is called so."""

import pytest

from coalition.imports.read.attendance_file import read_attendance
from coalition.imports.reading import Reading
from tests.builders import NOW

TITLE = "Sign-in sheet, coalition meeting 8 October 2026\n\n"
WANTED = [("วิชัย สุขใจ", "Wichai Sukjai"), ("Peter Brown", None), ("ดวงใจ แก้วมณี", None), ("สมบัติ ทองดี", "Sombat Thongdee")]
FULL = [("วิชัย สุขใจ", "Wichai Sukjai"), ("", "Peter Brown"), ("ดวงใจ แก้วมณี", ""), ("สมบัติ ทองดี", "Sombat Thongdee")]


def read(text: str) -> Reading:
    return read_attendance((TITLE + text).encode(), "list.csv", today=NOW.date())


def names(reading: Reading) -> list[tuple[str | None, str | None]]:
    assert reading.refused is None
    return list(zip(reading.entries.name, reading.entries.also, strict=True))


def sheet(header: str, row: str) -> str:
    """A list of these four, under a header, each in a row with places for both names."""
    lines = (row.format(n=n, thai=thai, latin=latin) for n, (thai, latin) in enumerate(FULL, 1))
    return "\n".join([header, *lines])


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("No.,ชื่อ-นามสกุล,Name (English),Organization,Signature", "{n},{thai},{latin},Hope House,s"),
        ("No.,Name (English),ชื่อ-นามสกุล,Organization,Signature", "{n},{latin},{thai},Hope House,s"),
        ("ที่,ชื่อ-สกุล,ชื่อภาษาอังกฤษ,หน่วยงาน,ลายมือชื่อ", "{n},{thai},{latin},Hope House,s"),
        ("No.,ชื่อ-นามสกุล,ชื่อเล่น,Name (English),Organization,Signature", "{n},{thai},นก,{latin},Hope House,s"),
        ("No.,คำนำหน้า,ชื่อ-นามสกุล,Name (English),Organization,Signature", "{n},คุณ,{thai},{latin},Hope House,s"),
        ("No.,ชื่อ-นามสกุล,As in the passport,Organization,Signature", "{n},{thai},{latin},Hope House,s"),
        ("ชื่อ-นามสกุล,Name (English),Organization,9 Apr 2026", "{thai},{latin},Hope House,x"),
    ],
)
def test_two_columns_of_names_are_the_name_and_its_other_spelling(header: str, row: str) -> None:
    assert names(read(sheet(header, row))) == WANTED


def test_names_in_halves_in_both_scripts() -> None:
    rows = "1,วิชัย,สุขใจ,Wichai,Sukjai,IOM,s\n2,,,Peter,Brown,IOM,s\n3,ดวงใจ,แก้วมณี,,,IOM,s\n4,สมบัติ,ทองดี,Sombat,Thongdee,IOM,s"
    assert names(read(f"No.,ชื่อ,นามสกุล,First name,Last name,Organization,Signature\n{rows}")) == WANTED


def test_other_people_beside_the_names_are_not_taken_for_a_spelling() -> None:
    told = read("No.,Representative,ผู้แทนหลัก,Organization,Signature\n1,Ann Lee,วิชัย สุขใจ,IOM,s\n2,Bo Hill,ดวงใจ แก้วมณี,NLA,s\n")
    assert told.flags == ["not_a_plain_table"]


def test_a_missing_signature_and_a_word_of_leave_do_not_hide_the_header() -> None:
    rows = (
        "1,วิชัย สุขใจ,IOM,วิชัย\n2,ดวงใจ แก้วมณี,Hope House,ลาป่วย\n3,สมบัติ ทองดี,Hope House,\n4,มานี มานะ,NLA,มานี\n5,,River,P. Brown\n"
    )
    told = read(f"ที่,ชื่อ-นามสกุล,หน่วยงาน,ลายมือชื่อ\n{rows},รวม,,3 คน\n")
    assert told.refused is None
    assert told.entries.state == ["present", "excused", "absent", "present", "present"]
