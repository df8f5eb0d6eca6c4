"""Who is proposed first while a meeting is recorded."""

from datetime import date

import pytest
from sqlalchemy import Engine

from coalition.database import reading, writing
from coalition.models import Attendance, Meeting, Person
from coalition.queries.recording import known_people
from coalition.vocabulary import AttendanceState

PRESENT, ABSENT, EXCUSED = AttendanceState.PRESENT, AttendanceState.ABSENT, AttendanceState.EXCUSED


@pytest.mark.both_engines
def test_who_was_there_last_comes_first_whenever_the_meeting_was_brought_in(engine: Engine) -> None:
    came = {1: [(1, PRESENT)], 2: [(2, PRESENT), (1, ABSENT)], 3: [(1, EXCUSED)], 4: []}
    with writing(engine) as session:
        session.add_all(Person(id=n, name=f"Person {n}", name_key=f"person {n}") for n in came)
        session.add(Meeting(id=1, held_on=date(2026, 11, 12)))
        session.add(Meeting(id=2, held_on=date(2025, 3, 5)))  # an old file, imported afterwards
        session.flush()
        rows = [(person, *one) for person, all_ in came.items() for one in all_]
        session.add_all(Attendance(meeting_id=meeting, person_id=person, state=state) for person, meeting, state in rows)
    with reading(engine) as session:
        assert [one.name for one in known_people(session)] == ["Person 1", "Person 2", "Person 4", "Person 3"]
