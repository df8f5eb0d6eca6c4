"""Plain lists as text, read by the reader, and what it says of everybody in them."""

from datetime import date

from coalition.imports.read.attendance_file import read_attendance
from coalition.imports.reading import Reading

TODAY = date(2026, 11, 30)


def read(text: str, name: str = "list.csv") -> Reading:
    return read_attendance(text.encode(), name, today=TODAY)


def states(told: Reading) -> dict[str | None, str]:
    """{name: present, absent or excused} of a list that is read."""
    assert told.refused is None, told.refused
    return dict(zip(told.entries.name, told.entries.state, strict=True))


def houses(told: Reading) -> dict[str | None, str | None]:
    """{name: organization} of a list that is read."""
    assert told.refused is None, told.refused
    return dict(zip(told.entries.name, told.entries.organization, strict=True))
