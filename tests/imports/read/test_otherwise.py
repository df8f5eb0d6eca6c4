"""How a sheet was read is told with its evidence; another way to read it is named, chosen, and left again."""

import ast
from datetime import date
from pathlib import Path

import pytest

from coalition import locale
from coalition.imports.read import choose, evidence, profile
from coalition.imports.read.attendance_file import read_attendance
from coalition.imports.reading import Choices, Reading

TODAY = date(2026, 11, 25)
MARKED = "Meeting,6 May 2026\nName,Organization,Attended\nAnn Lee,Open Door,yes\nBo Chan,Rak Dek,no\nCora Moss,Rak Dek,yes\n"
MATRIX = "Name,06/05/2026,13/05/2026,20/05/2026\nAnn Lee,x,,x\nBo Chan,x,x,\nCora Moss,,x,x\nTotal,2,2,2\n"
BARE = "Ann Lee,Open Door\nBo Chan,Rak Dek\nCora Moss,Rak Dek\nDao Srisuk,Open Door\n"


def read(text: str, **chosen: object) -> Reading:
    return read_attendance(text.encode(), "meeting 2026-05-06.csv", choices=Choices(**chosen), today=TODAY)  # type: ignore[arg-type]


def came(found: Reading) -> set[str | None]:
    return {name for name, state in zip(found.entries.name, found.entries.state, strict=True) if state == "present"}


def sentences() -> set[str]:
    """Every sentence of the evidence, with something in place of what is filled in."""
    found = set()
    said = "".join(Path(one.__file__).read_text(encoding="utf-8") for one in (evidence, profile))
    for node in ast.walk(ast.parse(said)):
        is_said = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"say", "plural"}
        for given in node.args[1:] if is_said else ():  # type: ignore[attr-defined]
            if isinstance(given, ast.JoinedStr):
                found.add("".join(str(part.value) if isinstance(part, ast.Constant) else "12" for part in given.values))
            elif isinstance(given, ast.Constant) and isinstance(given.value, str):
                found.add(given.value)
    return found


def test_every_sentence_of_the_evidence_is_told_in_thai() -> None:
    columns = {"12 says who was there", "12 contains amounts", "12 contains yes and no, but is not read"}
    told = (sentences() - columns) | {f"Column {text}" for text in columns} | {f"The column '12'{text[2:]}" for text in columns}
    told |= {"12 columns are dates", "12 rows are dates"}
    assert {"One column is a date", "Every row has a date", "'12' is a common heading for the date"} <= told
    assert not [text for text in told if locale.translate_filled(text, "th") == text]


def test_each_layout_and_each_sign_of_presence_is_told_in_thai() -> None:
    told = [*choose._LAYOUT.values(), *choose._CAME.values()]
    assert not [text for text in told if text not in locale.catalogue("th")]


def test_a_reading_says_in_a_sentence_what_a_row_is_and_who_came_with_its_strongest_evidence() -> None:
    how = read(MARKED).how
    assert how.told == "Each row is one person, all at the same meeting. 'Attended' says who came."
    assert "The column 'Attended' says who was there" in [reason.text for reason in how.reasons if reason.weight > 0]
    assert how.heads == {0: "name", 1: "organization", 2: "attended"}


def test_a_list_that_says_who_did_not_come_does_not_count_everybody() -> None:
    how = read("Meeting 19 September 2024,,\nName,Organization,Remark\nAnn Lee,IOM,\nBo Chan,IRC,absent\nCy Dale,MSF,\n").how
    assert how.told.endswith("Everybody in the list counts as present, except where it says otherwise.")


def test_a_matrix_names_the_day_above_each_column_of_marks() -> None:
    how = read(MATRIX).how
    assert how.told == "Each row is a person, and each of 3 columns is a day. A mark says who came."
    assert how.heads == {0: "name", 1: "2026-05-06", 2: "2026-05-13", 3: "2026-05-20"}
    assert how.header_lines == (1,)


def test_only_ways_that_give_other_people_or_days_are_offered() -> None:
    (other,) = read(MARKED).how.others
    assert (other.told, other.people) == (
        "Each row is one person, all at the same meeting. Everybody in the list counts as present.",
        3,
    )
    assert other.names == ("Ann Lee", "Bo Chan", "Cora Moss")


@pytest.mark.parametrize("key", ["one-day,names=A,came=listed,header=2", "one-day,came=listed", "one-day,came=listed,header=7"])
def test_a_file_is_read_by_the_way_that_was_chosen_and_back(key: str) -> None:
    found = read(MARKED, layout=key)
    assert (came(found), found.how.chosen) == ({"Ann Lee", "Bo Chan", "Cora Moss"}, True)
    assert came(read(MARKED, layout="")) == {"Ann Lee", "Cora Moss"}


def test_where_nothing_says_that_they_came_that_is_asked_whatever_was_chosen() -> None:
    text = "Name,Attended\nAnn Lee,yes\nBo Chan,no\n"
    found = read_attendance(text.encode(), "list.csv", choices=Choices(layout="one-day,came=listed"), today=TODAY)
    assert (came(found), found.flags) == ({"Ann Lee", "Bo Chan"}, ["no_date", "did_they_come"])


def test_a_way_that_a_file_does_not_have_is_told_and_changes_nothing() -> None:
    found = read(MARKED, layout="days-down")
    assert [told.code for told in found.issues] == ["layout_not_found"]
    assert (came(found), found.how.chosen) == ({"Ann Lee", "Cora Moss"}, False)


def test_columns_and_header_that_a_person_chose_reach_the_way_that_she_chose() -> None:
    text = (
        MARKED.replace("Name,", "Wer,").replace("Organization", "Name of organization").replace("Ann Lee,", "\n\nAnn Lee,", 1)
    )
    found = read(text, layout="one-day", header_line=2, columns={0: "name", 1: "organization", 2: "attended"})
    assert came(found) == {"Ann Lee", "Cora Moss"}
    assert set(found.entries.organization) == {"Open Door", "Rak Dek"}


def test_a_list_that_is_refused_for_its_missing_header_can_be_read_as_the_list_that_it_is() -> None:
    refused = read_attendance(BARE.encode(), "list.csv", today=TODAY)
    assert refused.flags == ["no_header"]
    (other, *_) = refused.how.others
    assert came(read(BARE, layout=other.key)) == {"Ann Lee", "Bo Chan", "Cora Moss", "Dao Srisuk"}


@pytest.mark.parametrize("layout", [None, "one-day", "one-day,names=A,came=listed"])
def test_nobody_of_a_list_of_people_who_are_helped_is_offered_or_read_whatever_is_chosen(layout: str | None) -> None:
    found = read("Survivor name,Case no,Date\nAnn Lee,12,2026-05-06\nBo Chan,13,2026-05-06\n", layout=layout)
    assert (found.refused is not None, len(found.entries), found.how.others, found.preview) == (True, 0, (), [])


def test_of_days_that_stand_down_the_sheet_the_row_of_names_is_its_header() -> None:
    days = "".join(f"{day}/05/2026,yes,no,yes\n" for day in (13, 20, 27))
    how = read(f"Date,Emma,Davey,Newman\n{days}").how
    assert (how.header_lines, how.heads) == ((1,), {0: "date", 1: "name", 2: "name", 3: "name"})


def test_of_lists_beside_each_other_the_columns_of_each_are_told() -> None:
    how = read("6 May 2026\nName,Organization,No,Name,Organization,Role\nAnn Lee,Open Door,3,Bo Chan,Rak Dek,Nurse\n"
               "Cora Moss,Rak Dek,4,Dao Srisuk,Open Door,Cook\n").how  # fmt: skip
    assert how.heads == {0: "name", 1: "organization", 3: "name", 4: "organization", 5: "role"}


def test_a_list_in_lines_is_a_column_of_names_and_not_of_sectors() -> None:
    how = read("Meeting 14 May 2026\nPresent\nAnn Lee and Bo Chan (IJM)\nKarin Holm & Peter Stone (SOLD)\nEve Moss (HUG)\n").how
    assert how.heads == {0: "name"}
