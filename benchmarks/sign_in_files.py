"""24 invented sign-in files of one coalition, as people type them: for `benchmarks.first_hour`.

Twelve evenings, each in two lists of overlapping people. Four spell two organizations otherwise, two tell no day, three leave
the order of day and month open and two have a word that does not say who came: something to ask, and the same in several files.
"""

import random
from calendar import month_name
from pathlib import Path

from coalition import clock

SEED = 20261125
FILES = 24
_MEMBERS = (
    "Baan Sai Jai Foundation",
    "Mae Kham Police Station",
    "Hill Light Shelter",
    "Riverside Welfare Office",
    "Golden Field School",
    "Doi Noi Hospital",
    "Lotus Legal Aid",
    "Border Children Network",
)
SHELTER = "Hill Light Shelter"
"""Of them, who offers an emergency shelter in Mae Sai."""

_OTHERWISE = {"Baan Sai Jai Foundation": "Baan Sai Jai Fondation", "Hill Light Shelter": "Hill Lights Shelter"}
_FIRST = ("Somchai", "Malee", "Anong", "Kanya", "Prasit", "Wanida", "Niran", "Suda", "Chai", "Ratana")
_LAST = ("Jaidee", "Sukjai", "Deejai", "Rakdee", "Thongdee", "Meesuk")


def write_files(folder: Path) -> list[Path]:
    """Write them; returns their paths in the order in which they are dropped."""
    dice = random.Random(SEED)
    people = [(f"{first} {last}", dice.choice(_MEMBERS)) for first in _FIRST for last in _LAST]
    written = []
    for number in range(FILES):
        month, is_second = number // 2 + 1, number % 2
        there = dice.sample(people, 22)
        rows = [(name, _spelled(organization, number)) for name, organization in there]
        path = folder / f"sign-in {number + 1:02} {'late' if is_second else 'door'}.csv"
        path.write_text(_text(number, month, rows), encoding="utf-8")
        written.append(path)
    return written


def write_services(folder: Path) -> Path:
    """A list of services of three members in the columns of the template, confirmed today."""
    today = clock.today().isoformat()
    lines = [
        "organization,service_type,area,province,reported_on,reported_by",
        f"{SHELTER},I5,Mae Sai,Chiang Rai,{today},Anong",
        f"Lotus Legal Aid,I9,,Chiang Rai,{today},Malee",
        f"Doi Noi Hospital,I6,,Chiang Mai,{today},Kanya",
    ]
    path = folder / "services.csv"
    path.write_text("\n".join([*lines, ""]), encoding="utf-8")
    return path


def _spelled(organization: str, number: int) -> str:
    return _OTHERWISE.get(organization, organization) if number in {5, 8, 11, 17} else organization


def _text(number: int, month: int, rows: list[tuple[str, str]]) -> str:
    if number in {4, 6, 15}:  # nothing says which is the day and which is the month
        lines = [f"0{month % 9 + 1}/0{month % 7 + 2}/2025,{name},{organization}" for name, organization in rows]
        return "\n".join(["Date,Name,Organization", *lines, ""])
    if number in {9, 20}:
        return "\n".join(["Name,Organization", *(f"{name},{organization}" for name, organization in rows), ""])
    day = f"Date: 2026-{month:02}-14" if number % 3 else f"Date: 14 {month_name[month]} 2026"
    if number in {2, 13}:
        lines = [f"{n},{name},{organization},{'maybe' if n % 9 == 0 else 'yes'}" for n, (name, organization) in _numbered(rows)]
        return "\n".join(["Monthly meeting", day, "", "No,Name,Organization,Attended", *lines, ""])
    lines = [f"{n},{name},{organization}" for n, (name, organization) in _numbered(rows)]
    return "\n".join(["Monthly meeting", day, "", "No,Name,Organization", *lines, ""])


def _numbered(rows: list[tuple[str, str]]) -> list[tuple[int, tuple[str, str]]]:
    return list(enumerate(rows, 1))
