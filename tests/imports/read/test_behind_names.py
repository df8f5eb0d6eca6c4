"""What stands behind the names of a list under a heading: an organization by evidence only, else told as kept."""

from datetime import date

import pytest

from coalition.imports.read.attendance_file import read_attendance
from coalition.imports.reading import Reading

HEAD = "Meeting 14 May 2026\nPresent:\n"


def read(lines: str) -> Reading:
    return read_attendance((HEAD + lines).encode(), "minutes.csv", today=date(2026, 11, 25))


def kept(reading: Reading) -> list[int | None]:
    return [one.line for one in reading.issues if one.code == "kept_as_position"]


def test_words_that_nobody_knows_are_kept_as_positions_and_that_is_told() -> None:
    told = read("1. Mari Tamm - Esimees\n2. Jaan Kask - Kirjutaja\n3. Liis Sepp - Kirjutaja\n")
    assert (told.entries.organization, told.entries.role) == ([None] * 3, ["Esimees", "Kirjutaja", "Kirjutaja"])
    assert kept(told) == [3, 4, 5]


@pytest.mark.parametrize("one", ["River Foundation", "IJM"])
def test_one_organization_shows_what_the_others_are(one: str) -> None:
    told = read(f"1. Mari Tamm - Blue Door\n2. Jaan Kask - {one}\n")
    assert (told.entries.organization, kept(told)) == (["Blue Door", one], [])


def test_a_list_whose_numbers_count_on_is_read_as_a_whole_or_not_at_all() -> None:
    apart = "\n\n".join(["1. Mari Tamm", "2. Jaan Kask", *(f"{number}. ?? {number} (unreadable)" for number in range(3, 9))])
    told = read(apart)
    assert told.refused
    assert not told.entries.name


def test_a_position_of_one_word_behind_a_nickname_is_told() -> None:
    told = read("Ann Lee\nTristan\nFilou, Dean\nAntje\n")
    assert (told.entries.name, kept(told)) == (["Ann Lee", "Tristan", "Filou", "Antje"], [5])
