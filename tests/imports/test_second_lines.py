"""What stands below the name in its cell: a house of several people, and nothing else, becomes their organization."""

from collections.abc import Sequence

import pytest

from coalition.imports.read.attendance_file import read_attendance
from tests.builders import TODAY

WHO = ("Ann Lee", "Bo Chan", "Cam Doe", "Dao Srisuk")


@pytest.mark.parametrize(
    ("who", "beside", "organizations", "phones"),
    [
        (WHO, ("Blue Gate", "Blue Gate", "Open Door", "Open Door"), ("Blue Gate", "Blue Gate", "Open Door", "Open Door"), ()),
        (("Ann", "Bo", "Cam", "Dao"), ("Lotus House",) * 4, ("Lotus House",) * 4, ()),
        (WHO, ("081-234-5678",) * 4, (None,) * 4, ("081-234-5678",) * 4),
        (WHO, ("(Noi)", "(Nok)", "(Noi)", "(Nok)"), (None,) * 4, ()),
        (("Ann", "Bo", "Cam", "Dao"), ("Lee", "Lee", "Chan", "Chan"), (None,) * 4, ()),
    ],
)
def test_a_line_below_a_name_is_a_house_unless_it_is_a_number_a_nickname_or_half_of_the_name(
    who: Sequence[str], beside: Sequence[str], organizations: Sequence[str | None], phones: Sequence[str]
) -> None:
    rows = [f'{at},"{name}\n{below}",P' for at, (name, below) in enumerate(zip(who, beside, strict=True), start=1)]
    told = read_attendance("\n".join(["No.,Name,14/05/2026", *rows]).encode(), "list.csv", today=TODAY).entries
    assert tuple(told.organization) == tuple(organizations)
    assert tuple(filter(None, told.phone)) == tuple(phones)
