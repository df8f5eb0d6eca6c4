"""A coalition for participation tests: members, meetings and who came, in a few lines; and its slow, obvious answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlmodel import Session

from coalition.imports.matching.keys import organization_key
from coalition.models import Attendance, Meeting, Membership, Organization, Person
from coalition.vocabulary import AttendanceState, Sector


@dataclass
class World:
    """An invented coalition.

    Attributes:
        members: {organization: [(from, to), ...]} membership intervals; `to` None: still a member.
        meetings: [(day, {organization: "present" | "absent" | "excused"})]; a key "A/2" is a second person of A; an empty
            list: none was kept.
        sectors: {organization: sector}.
    """

    members: Mapping[str, Sequence[tuple[date, date | None]]]
    meetings: Sequence[tuple[date, Mapping[str, str]]]
    sectors: Mapping[str, str] = field(default_factory=dict)


def store(session: Session, world: World, *, through_people: bool = False) -> dict[str, int]:
    """Write the world; returns {organization: id}. `through_people`: the file did not name the organization of the day."""
    written = sorted({*world.members, *(who.split("/")[0] for _, marks in world.meetings for who in marks)})
    organizations = {name: _organization(name, world.sectors.get(name)) for name in written}
    session.add_all(organizations.values())
    meetings = [(Meeting(held_on=day), marks) for day, marks in world.meetings]
    session.add_all(meeting for meeting, _ in meetings)
    session.flush()  # few flushes: a property stores hundreds of worlds
    ids = {name: row.id or 0 for name, row in organizations.items()}
    people = {
        who: Person(name=f"Person {who}", name_key=f"person {who}", organization_id=ids[who.split("/")[0]])
        for who in dict.fromkeys(who for _, marks in world.meetings for who in marks)
    }
    session.add_all(people.values())
    for name, intervals in world.members.items():
        session.add_all(Membership(organization_id=ids[name], from_on=from_on, to_on=to_on) for from_on, to_on in intervals)
    session.flush()
    for meeting, marks in meetings:
        session.add_all(
            Attendance(
                meeting_id=meeting.id or 0,
                person_id=people[who].id,
                organization_id=None if through_people else people[who].organization_id,
                state=AttendanceState(state),
            )
            for who, state in marks.items()
        )
    return ids


def _organization(name: str, sector: str | None) -> Organization:
    return Organization(name=name, name_key=organization_key(name), sector=Sector(sector) if sector else None)


def slow_member(world: World, name: str, on: date, *, last: int, lapsed_after: int, at_risk_after: int) -> dict[str, Any]:
    """What participation must say of one member, by walking through every meeting, newest first."""
    marks: list[str] = []
    last_on = None
    held = [(day, listed) for day, listed in sorted(world.meetings, key=lambda m: m[0], reverse=True) if day <= on and listed]
    lately = False
    for number, (day, listed) in enumerate(held):
        own = [state for who, state in listed.items() if who.split("/")[0] == name]
        mark = next((state for state in ("present", "excused", "absent") if state in own), "absent")
        if "absent" in listed.values():
            expected = bool(own)
        else:
            expected = any(a <= day and (z is None or day <= z) for a, z in world.members[name])
        if expected:
            marks.append(mark)
            lately = lately or number < last
        if mark == "present" and last_on is None:
            last_on = day
    recent = marks[:last]
    joined = min(a for a, _ in world.members[name])
    is_new = bool(held) and joined > held[min(last, len(held) - 1)][0]
    came = [mark == "present" for mark in marks if mark != "excused"]
    missed = came.index(True) if True in came else len(came)
    lapses = ["x" * lapsed_after in "".join(".x"[not c] for c in came[i + 1 : i + 1 + lapsed_after]) for i in range(last)]
    if not lately:
        state = None
    elif missed >= lapsed_after:
        state = "lapsed"
    elif missed >= at_risk_after and not (is_new and True not in came):
        state = "at_risk"
    elif any(c and lapsed for c, lapsed in zip(came, lapses, strict=False)):
        state = "returned"
    else:
        state = "new" if is_new else "regular"
    return {
        "organization": name,
        "attended": recent.count("present"),
        "excused": recent.count("excused"),
        "expected": len(recent),
        "rate": recent.count("present") / len(recent) if recent else None,
        "state": state,
        "last_present_on": last_on.isoformat() if last_on else None,
    }
