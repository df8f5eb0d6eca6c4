"""What stands above a register of several days is the title of its meetings, and that of a list of one day is its title."""

from coalition.imports.read.attendance_file import read_attendance
from tests.support.importing import TODAY

DAYS = ("12 Feb 2026", "9 Apr 2026", "11 Jun 2026")


def titles(title: str, days: tuple[str, ...] = DAYS) -> list[str | None]:
    marks = "".join(f"{name},Birch,{','.join('x' for _ in days)}\n" for name in ("Ann Lee", "Bo Chan", "Cam Doe"))
    data = f"{title}{',' * len(days)},\nName,Organization,{','.join(days)}\n{marks}"
    read = read_attendance(data.encode(), "list.csv", today=TODAY)
    assert (read.refused, len(read.meetings)) == (None, len(days))
    return [meeting.title for meeting in read.meetings]


def test_a_title_that_names_the_meetings_is_theirs() -> None:
    assert titles("Northern coalition meeting") == ["Northern coalition meeting"] * 3


def test_the_title_above_one_day_is_that_of_its_meeting() -> None:
    (title,) = titles("Northern coalition - attendance register 2026", DAYS[:1])
    assert title is not None
    assert "Northern coalition" in title
