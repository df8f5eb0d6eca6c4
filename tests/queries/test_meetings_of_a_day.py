"""Of two meetings on one day the later is the newer, wherever it is asked."""

from datetime import date

import pytest
from sqlalchemy import Engine

from coalition.database import reading, writing
from coalition.frames import records
from coalition.models import Attendance, Meeting, Organization
from coalition.queries.participation import recent_meetings_frame, recorded_days
from coalition.vocabulary import AttendanceState

DAY = date(2026, 11, 12)


@pytest.mark.both_engines
def test_the_last_meetings_are_the_same_in_every_answer(engine: Engine) -> None:
    with writing(engine) as session:
        session.add(Organization(id=1, name="Hope", name_key="hope"))
        session.add_all([Meeting(id=1, held_on=DAY, start="14:00"), Meeting(id=2, held_on=DAY, start="09:00")])
        session.flush()
        session.add_all(
            [Attendance(meeting_id=n, organization_id=1, state=AttendanceState.PRESENT) for n in (1, 2)],
        )
    with reading(engine) as session:
        listed = [row["id"] for row in records(recent_meetings_frame(session, on=DAY))]
        assert listed == [1, 2]
        assert list(recorded_days(session, on=DAY, last=2)) == listed
        assert list(recorded_days(session, on=DAY, last=1)) == listed[:1]
