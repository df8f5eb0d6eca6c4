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


def test_where_only_lines_with_quotation_marks_are_wrapped_the_others_stay_as_they_are() -> None:
    lines = [wrap(row) if '"' in row else row for row in ROWS]
    assert names(lines) == ["Anong Saelee", "Ben Carver"]
    assert names([line + ";;" for line in lines]) == ["Anong Saelee", "Ben Carver"]


def test_wrapped_lines_keep_their_numbers() -> None:
    grid = read_grid("\r\n".join(map(wrap, ["Plenary, May", "", *ROWS])).encode(), header_score=header_score)
    assert grid.lines == [1, 2, 3, 4, 5]
    assert grid.rows[3][0] == "Saelee, Anong"


def test_a_table_that_was_pasted_into_one_column_is_parted() -> None:
    rows = ["Name;Time joined;Time exited", *(f"{name};14/05/2026 09:00;14/05/2026 10:00" for name in ("Ann Lee", "Bo Chan"))]
    assert names(list(map(wrap, rows))) == ["Ann Lee", "Bo Chan"]


def test_a_quoted_title_with_commas_is_one_cell() -> None:
    grid = read_grid(b'"Plenary, River House, May 14, 2026"\nName,Role,Phone\nAnong Saelee,,\n', header_score=header_score)
    assert grid.rows[0] == ["Plenary, River House, May 14, 2026"]


def test_utf_16_without_a_mark_is_known_in_any_script() -> None:
    text = "الاسم\tالبريد\r\nليلى حسن\tlaila@river.example\r\n花子 田中\t\r\n"
    for codec in ("utf-16-le", "utf-16-be"):
        assert read_grid(text.encode(codec), header_score=header_score).rows[1] == ["ليلى حسن", "laila@river.example"]
