"""Signs behind names, and the line that says what they mean: nobody who was absent comes in as present."""

from datetime import date

import pytest

from coalition.imports.read.attendance_file import read_attendance
from coalition.imports.reading import Reading
from tests.support.accounting import unaccounted

TODAY = date(2026, 11, 25)


def read(name: str, legend: str, *, above: bool = False) -> Reading:
    title, header, people = "Meeting 14 May 2026,,", "No.,Name,Organization", ["1,Ann Lee,IJM", f"2,{name},Blue Gate"]
    rows = [title, legend, header, *people] if above else [title, header, *people, legend]
    reading = read_attendance("\n".join(rows).encode(), "list.csv", today=TODAY)
    assert unaccounted(reading) == []
    return reading


def states(reading: Reading) -> dict[str | None, str]:
    return dict(zip(reading.entries.name, reading.entries.state, strict=True))


@pytest.mark.parametrize("above", [True, False])
@pytest.mark.parametrize(
    ("name", "legend", "state"),
    [
        ("Bo Chan*", "* absent,,", "absent"),
        ("Bo Chan *", "* = Absent,,", "absent"),
        ("*Bo Chan", "*,did not attend,", "absent"),
        ("Bo Chan (*)", "(*) sent apologies,,", "excused"),
        ("Bo Chan**", "** excused,,", "excused"),
        ("Bo Chan†", "†: not present,,", "absent"),
        ("Bo Chan#", "# absent,,", "absent"),
        ("Bo Chan #", "# = did not attend,,", "absent"),
        ("Bo Chan*", "Note: * absent,,", "absent"),
        ("Bo Chan *", "Names marked * were absent.,,", "absent"),
        ("Bo Chan*", "Those marked with * sent apologies,,", "excused"),
    ],
)
def test_a_sign_that_is_told_to_mean_absence_is_absence(name: str, legend: str, state: str, above: bool) -> None:
    assert states(read(name, legend, above=above)) == {"Ann Lee": "present", "Bo Chan": state}


@pytest.mark.parametrize(
    ("name", "legend"), [("Bo Chan*", "* chair,,"), ("Bo Chan*", "** absent,,"), ("Bo Chan*", "* joined online,,")]
)
def test_any_other_sign_says_nothing_of_it(name: str, legend: str) -> None:
    assert states(read(name, legend)) == {"Ann Lee": "present", "Bo Chan": "present"}
