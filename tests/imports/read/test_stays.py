"""When people came, left and how long they stayed, in columns whose words nobody knows: the three agree row by row."""

from datetime import date

import pytest

from coalition.imports.read.attendance_file import read_attendance
from coalition.imports.read.contents import find_stays
from coalition.imports.read.profile import columns_of
from coalition.imports.reading import Reading

TODAY = date(2026, 11, 25)
STAYS = [
    ["Ann Lee", "2026-05-14 13:28:03", "2026-05-14 14:33:10", "1:05:07", "true"],
    ["Bo Chan", "2026-05-14 13:36:00", "2026-05-14 14:33:10", "0:57:10", "false"],
    ["Cy Diaz", "2026-05-14 13:31:00", "2026-05-14 14:31:10", "1:00:10", "false"],
]


def told(rows: list[list[str]], *fields: str | None) -> list[str | None]:
    """The fields of the columns, by the cells of rows."""
    found = list(fields)
    find_stays(found, columns_of(rows, TODAY), rows, TODAY)
    return found


def read(header: str) -> Reading:
    """A list of the same three people."""
    rows = "\n".join([header, *(",".join(row) for row in STAYS)])
    return read_attendance(rows.encode(), "liste.csv", today=TODAY)


@pytest.mark.parametrize(
    "header",
    [
        "Nom,Connexion,Déconnexion,Durée,Modérateur", "Name,Beigetreten,Verlassen,Dauer,Moderator",
        "Naam,Eerste deelname,Laatste vertrek,Duur in vergadering,Gast", "名前,最初の参加,最後の退出,会議の期間,ゲスト",
        "Imię i nazwisko,Pierwsze dołączenie,Ostatnie wyjście,Czas trwania,Gość",
        "Név,Első csatlakozás,Utolsó kilépés,Időtartam,Vendég",
    ],
)  # fmt: skip
def test_people_are_read_by_their_stays_in_any_language(header: str) -> None:
    reading = read(header)
    assert (reading.flags, reading.refused) == ([], None)
    assert [meeting.on for meeting in reading.meetings] == [date(2026, 5, 14)]
    assert sorted(filter(None, reading.entries.name)) == ["Ann Lee", "Bo Chan", "Cy Diaz"]
    assert sorted(filter(None, reading.entries.minutes)) == [57, 60, 65]


def test_the_length_of_each_stay_is_the_proof() -> None:
    found = ["name", "joined", "left", "minutes", None]
    assert told(STAYS, "name", None, None, None, None) == found
    assert told(STAYS, "name", "date", None, None, None) == found
    back = [*STAYS, ["Di Roy", "2026-05-14 13:31:00", "2026-05-14 14:31:10", "0:40:00", "false"]]
    assert told(back, "name", None, None, None, None) == found  # she left in between
    other = [[*row[:3], "0:10:00", row[4]] for row in STAYS]
    assert told(other, "name", None, None, None, None) == ["name", None, None, None, None]


@pytest.mark.parametrize(
    "spans",
    [
        [("13:01:00", "13:09:00", "0:08:00"), ("13:12:00", "13:21:00", "0:09:00"), ("13:22:00", "13:24:00", "0:02:00")],
        [("08:00:00", "12:00:00", "4:00:00"), ("08:00:00", "12:00:00", "4:00:00"), ("08:00:00", "16:00:00", "8:00:00")],
        [("13:01:00", "14:09:00", "1:08:00")],
        [("7:12:00", "7:27:00", "0:15:00"), ("7:16:00", "7:33:00", "0:17:00"), ("8:31:00", "8:52:00", "0:21:00")],
        [("14:09:00", "13:01:00", "1:08:00"), ("14:08:00", "13:02:00", "1:06:00")],
    ],
    ids=["calls that follow each other", "shifts of a rota", "one person", "calls that overlap", "the wrong way round"],
)
def test_what_is_no_stay_of_people_together(spans: list[tuple[str, str, str]]) -> None:
    rows = [["Ann Lee", f"2026-05-14 {begin}", f"2026-05-14 {end}", length] for begin, end, length in spans]
    fields = told(rows, "name", None, None, None)
    assert fields == (["name", "left", "joined", "minutes"] if begin_is_later(spans) else ["name", None, None, None])


def begin_is_later(spans: list[tuple[str, str, str]]) -> bool:
    """Whether the second column is before the first: people still came before they left."""
    return all(end < begin for begin, end, _ in spans)


def test_a_column_of_no_beside_stays_is_about_something_else_but_one_of_who_came_is_not() -> None:
    assert "Bo Chan" in read("Name,Beitritt,Austritt,Dauer,Gastgeber").entries.name
    rows = "Ann Lee,2026-05-14 9:01,2026-05-14 10:04,63,yes\nBo Chan,2026-05-14 9:03,2026-05-14 9:04,1,no\n"
    short = f"Name,Join time,Leave time,Duration,Was there\n{rows}"
    assert read_attendance(short.encode(), "list.csv", today=TODAY).refused
    away = "Name,Join time,Leave time,Duration,Guest\nAnn Lee,2026-05-14 13:28:03,2026-05-14 14:33:10,65,No\n"
    assert read_attendance(away.encode(), "list.csv", today=TODAY).refused is None
