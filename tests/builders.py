"""Short ways to say what a test starts from: attendance files as read, plans, commits, a dump of what is stored."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session

from coalition.database import reading as open_reading
from coalition.imports.attendance.plan import AttendancePlan, plan_attendance
from coalition.imports.commit import Committed, commit
from coalition.imports.dispatch import plan_and_reading
from coalition.imports.issues import RowIssue
from coalition.imports.plan import Answers, Plan, with_safe_answers
from coalition.imports.reading import Entries, MeetingRead, Reading, RowCounts
from coalition.imports.saved_answers import with_earlier
from tests.support.dump import holding, rows_of

TODAY = date(2026, 11, 25)
NOW = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)
JANUARY = date(2026, 1, 7)
FEBRUARY = date(2026, 2, 4)
MARCH = date(2026, 3, 4)

_LEDGER = {"import_batch", "import_issue", "change", "setting"}


@dataclass(frozen=True)
class Row:
    """One row of an attendance file."""

    name: str | None = "Ann Lee"
    organization: str | None = "Hope House"
    on: date | None = JANUARY
    state: str = "present"
    title: str | None = None
    place: str | None = None
    start: str | None = None
    email: str | None = None
    phone: str | None = None
    role: str | None = None
    sector: str | None = None
    minutes: int | None = None
    also: str | None = None
    further_lines: tuple[int, ...] = ()


def attendance_file(
    *rows: Row, file: str = "list.csv", issues: tuple[RowIssue, ...] = (), flags: tuple[str, ...] = (), blank: int = 0
) -> Reading:
    """A file as read: its header in row 1, the rows from row 2 on, a meeting per distinct date, title, place and start."""
    meetings: dict[MeetingRead, int] = {}
    entries = Entries()
    for line, row in enumerate(rows, start=2):
        meeting = MeetingRead(row.on, row.title, row.place, row.start)
        entries.meeting.append(meetings.setdefault(meeting, len(meetings)))
        for name in ("name", "organization", "email", "phone", "role", "sector", "minutes", "state", "also"):
            getattr(entries, name).append(getattr(row, name))
        entries.lines.append((line, *row.further_lines))
    counts = RowCounts(data=len(rows) + blank, accepted=len(rows), blank=blank)
    return Reading(
        file,
        "sheet",
        "utf-8",
        ",",
        1,
        meetings=list(meetings),
        entries=entries,
        issues=list(issues),
        rows=counts,
        flags=list(flags),
    )


def plan_of(engine: Engine, reading: Reading, answers: Answers | None = None, data: bytes | None = None) -> AttendancePlan:
    """The plan for a file, made now."""
    digest = sha256(data or repr(reading).encode()).hexdigest()
    with open_reading(engine) as session:
        known = with_earlier(session, digest, answers or Answers())
        return plan_attendance(session, reading, digest, answers=known, today=NOW.date())


def plan_file(session: Session, data: bytes, name: str, **given: Any) -> Plan:
    """The plan of any file, without how it was read."""
    return plan_and_reading(session, data, name, **given)[0]


def bring(engine: Engine, reading: Reading, answers: Answers | None = None, now: datetime = NOW) -> Committed:
    """Plan and commit a file; what is not answered takes its safe answer, as with `--yes`."""
    plan = with_safe_answers(lambda given: plan_of(engine, reading, given), answers)
    return commit(engine, plan, by="Kanya", now=now)


def answers(by_question: dict[str, str] | None = None, remove: set[str] | None = None) -> Answers:
    """Answers to questions, and keys of rows ticked for removal."""
    return Answers(by_question or {}, frozenset(remove or ()))


def stored(engine: Engine) -> dict[str, list[dict[str, Any]]]:
    """{table: rows} of everything but the ledger, rows in order of their id, empty tables left out."""
    with open_reading(engine) as session:
        tables = [table for table in holding(session.connection()) if table.name not in _LEDGER]
        return {table.name: [dict(row) for row in session.execute(rows_of(table)).mappings()] for table in tables}


def story(engine: Engine) -> dict[str, list[tuple[Any, ...]]]:
    """What is stored without ids and batches, rows replaced by what they stand for: two equal stories mean the same."""
    tables = stored(engine)
    meeting = {m["id"]: (m["held_on"], m["title"], m["place"], m["start"]) for m in tables.get("meeting", [])}
    organization = {o["id"]: o["name"] for o in tables.get("organization", [])}
    person = {
        p["id"]: (p["name"], organization.get(p["organization_id"]), p["email"], p["phone"], p["role"])
        for p in tables.get("person", [])
    }
    attendance = [
        (
            meeting[a["meeting_id"]],
            person.get(a["person_id"]),
            organization.get(a["organization_id"]),
            str(a["state"]),
            a["minutes"],
        )
        for a in tables.get("attendance", [])
    ]
    return {
        "meeting": sorted(meeting.values(), key=repr),
        "organization": sorted((o["name"], o["sector"]) for o in tables.get("organization", [])),
        "alias": sorted((a["alias"], organization[a["organization_id"]]) for a in tables.get("organization_alias", [])),
        "person": sorted(person.values(), key=repr),
        "membership": sorted(
            (organization[m["organization_id"]], m["from_on"], m["to_on"]) for m in tables.get("membership", [])
        ),
        "attendance": sorted(attendance, key=repr),
    }
