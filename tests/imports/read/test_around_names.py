"""What stands beside names and marks: headers of absence, pictures, accounts, codes, other tables, how a page saved them."""

import pytest

from tests.imports.read.test_explode import DAYS, read, states


@pytest.mark.parametrize("header", ["Absentees", "Who isn't here", "Apologies", "Members missing"])
def test_people_below_a_header_of_absence_did_not_come(header: str) -> None:
    text = f"Date,{header}\n2026-05-14,Ann Lee\n2026-06-11,Bo Chan\n2026-07-09,Ann Lee\n"
    assert read(text).refused
    assert {state for _, _, state in states(read(text, columns={1: "name"}))} <= {"absent", "excused"}


def test_a_picture_beside_a_mark_says_the_same() -> None:
    rows = "Ann Lee,✅ Present,❌ Absent\nBo Chan,🔴 Absent,✅ Present\nCara Moss,✅ Absent,📝 Excused\n"
    told = read(f"Name,2026-05-14,2026-06-11\n{rows}")
    assert {(day, who) for day, who, state in states(told) if state == "present"} == {
        (DAYS[0], "Ann Lee"),
        (DAYS[1], "Bo Chan"),
    }
    assert [found.code for found in told.issues] == ["unclear_mark"]  # a tick, and "Absent"


def test_what_an_account_is_called_is_no_part_of_the_name() -> None:
    lines = "# Meeting 2018-03-14\n\n## Present\n\n* Ann Lee @annlee (TSC)\n* Bo Chan [@bo](https://git.example/bo)\n"
    lines += "* Cara Moss (@cm)\n"
    assert {who for _, who, _ in states(read(lines, "2018-03-14.md"))} == {"Ann Lee", "Bo Chan", "Cara Moss"}


def test_a_table_below_another_lists_nobody() -> None:
    tables = "# Minutes 25/09/2025\n\n| Name | Role | Attendance |\n|---|---|---|\n"
    tables += "| Ann Lee | Nurse | Present |\n| Bo Chan | Cook | Present |\n\n"
    tables += "## Next meeting\n\n| Field | Value |\n|---|---|\n| Place | Hall |\n| Day | 02/10/2025 |\n"
    assert {who for _, who, _ in states(read(tables, "minutes.md"))} == {"Ann Lee", "Bo Chan"}


def test_codes_are_no_names_where_another_column_names_people() -> None:
    rows = "Ann Lee,S001,present,absent\nBo Chan,S002,absent,present\nCara Moss,S003,present,present\n"
    told = read(f"Person,Name,2026-05-14,2026-06-11\n{rows}")
    assert "names_column" in told.flags or {who for _, who, _ in states(told)} == {"Ann Lee", "Bo Chan", "Cara Moss"}


def test_the_address_from_which_a_page_saved_a_table_is_no_column() -> None:
    told = read("data:text/csv;charset=utf-8,Name,2026-05-14\nAnn Lee,present\nBo Chan,absent\n")
    assert states(told) == {("2026-05-14", "Ann Lee", "present"), ("2026-05-14", "Bo Chan", "absent")}
