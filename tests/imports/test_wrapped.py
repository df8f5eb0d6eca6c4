"""Files in which a spreadsheet has made one quoted cell of a whole line."""

from datetime import date

from coalition.imports.cells.reader import read_grid
from coalition.imports.read.attendance_file import read_attendance
from coalition.imports.read.parting import header_score

TODAY = date(2026, 11, 25)
ROWS = [
    "Name (Original Name),User Email,Join Time,Leave Time",
    '"Saelee, Anong",a@river.example,05/14/2026 09:00:00 AM,05/14/2026 10:00:00 AM',
    "Ben Carver,,05/14/2026 09:10:00 AM,05/14/2026 10:00:00 AM",
]


def wrap(line: str) -> str:
    return '"' + line.replace('"', '""') + '"'


def names(lines: list[str]) -> list[str | None]:
    return list(read_attendance("\r\n".join(lines).encode(), "file.csv", today=TODAY).entries.name)


def test_a_list_whose_lines_are_one_quoted_cell_each_is_read() -> None:
    assert names([wrap(row) for row in ROWS]) == ["Anong Saelee", "Ben Carver"]
    assert names([wrap(row) + ",," for row in ROWS]) == ["Anong Saelee", "Ben Carver"]


def test_a_line_that_is_one_quoted_cell_among_others_is_told() -> None:
    found = read_attendance("\r\n".join(wrap(row) if '"' in row else row for row in ROWS).encode(), "file.csv", today=TODAY)
    assert list(found.entries.name) == ["Ben Carver"]
    assert [told.line for told in found.issues if told.code == "note"] == [2]


def test_a_quoted_title_with_commas_is_one_cell() -> None:
    grid = read_grid(b'"Plenary, River House, May 14, 2026"\nName,Role,Phone\nAnong Saelee,,\n', header_score=header_score)
    assert grid.rows[0] == ["Plenary, River House, May 14, 2026"]


def test_utf_16_without_a_mark_is_known_in_any_script() -> None:
    text = "الاسم\tالبريد\r\nليلى حسن\tlaila@river.example\r\n花子 田中\t\r\n"
    for codec in ("utf-16-le", "utf-16-be"):
        assert read_grid(text.encode(codec), header_score=header_score).rows[1] == ["ليلى حسن", "laila@river.example"]
