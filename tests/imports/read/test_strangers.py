"""Files as strangers make them, in other words and layouts than ours: who was there, and on which day."""

from datetime import date

import pytest

from coalition.imports.read.attendance_file import read_attendance

TODAY = date(2026, 11, 25)


def who_came(text: str, name: str) -> set[tuple[str | None, str]]:
    """(name, day) of those who were there."""
    read = read_attendance(text.encode(), name, today=TODAY)
    days = [str(meeting.on) for meeting in read.meetings]
    told = zip(read.entries.name, read.entries.state, read.entries.meeting, strict=True)
    return {(name, days[at]) for name, state, at in told if state == "present"}


@pytest.mark.parametrize(
    "text",
    [
        "namn;instämpling;utstämpling\nAnn Lee;2026-05-14 09:00;2026-05-14 16:00\nBo Chan;2026-05-14 09:05;\n",
        "NOMBRE;Fecha;Permiso;Turno;Entró;Salió\nAnn Lee;14/05/2026;Ninguno;07:00 - 16:00 (Sin Descanso);08:57;16:00\n"
        "Bo Chan;14/05/2026;Ninguno;No Planificado;08:59;15:30\n",
        "Mitarbeiter;Datum;Uhrzeit Kommen;Uhrzeit Gehen;Bemerkung\nAnn Lee;14.05.2026;08:57;16:00;Spät Gekommen\n"
        "Bo Chan;14.05.2026;08:59;15:30;\nCora Moss;14.05.2026;;;Urlaub\n",
    ],
    ids=["swedish", "shifts", "remarks"],
)
def test_times_of_coming_and_going_are_known_in_any_language(text: str) -> None:
    assert who_came(text, "log.csv") == {("Ann Lee", "2026-05-14"), ("Bo Chan", "2026-05-14")}
