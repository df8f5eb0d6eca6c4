"""One door for every file: what kind it is, and what it would do."""

from datetime import date

from sqlmodel import Session

from coalition.imports.attendance import plan_attendance
from coalition.imports.attendance_file import read_attendance
from coalition.imports.cases import plan_cases
from coalition.imports.plan import Answers, Plan
from coalition.imports.reading import Choices
from coalition.imports.recognise import recognise
from coalition.imports.services import plan_services
from coalition.vocabulary import BatchKind


def plan_file(
    session: Session,
    data: bytes,
    name: str,
    *,
    today: date,
    answers: Answers | None = None,
    choices: Choices | None = None,
) -> Plan:
    """The plan of any file, recognised by its content.

    Args:
        session: a reading session; nothing is written.
        data, name: the bytes and the name of the uploaded file.
        today: the day the file is imported.
        answers: what was answered so far.
        choices: corrections of how an attendance file is read; the other kinds have one reading.
    """
    kind = recognise(data, name)
    given = answers or Answers()
    if kind is BatchKind.SERVICES:
        return plan_services(session, data, name, answers=given, today=today)
    if kind is BatchKind.CASES:
        return plan_cases(session, data, name, answers=given, today=today)
    reading = read_attendance(data, name, choices=choices or Choices(), today=today)
    return plan_attendance(session, reading, data, answers=given, today=today)
