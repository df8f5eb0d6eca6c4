"""A coalition for participation tests: members, meetings and who came, in a few lines; and its slow, obvious answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlmodel import Session

from coalition.imports.matching import organization_key
from coalition.models import Attendance, Meeting, Membership, Organization, Person
from coalition.vocabulary import AttendanceState, Sector


@dataclass
class World:
    """An invented coalition.

    Attributes:
        members: {organization: [(from, to), ...]} membership intervals; `to` None: still a member.
        meetings: [(day, {organization: "present" | "absent" | "excused"})]; a key "A/2" is a second person of A.
        sectors: {organization: sector}.
    """

    members: Mapping[str, Sequence[tuple[date, date | None]]]
    meetings: Sequence[tuple[date, Mapping[str, str]]]
    sectors: Mapping[str, str] = field(default_factory=dict)


def store(session: Session, world: World, *, through_people: bool = False) -> dict[str, int]:
    """Write the world; returns {organization: id}. `through_people`: the file did not name the organization of the day."""
    ids: dict[str, int] = {}
    for name in sorted({*world.members, *(who.split("/")[0] for _, marks in world.meetings for who in marks)}):
        sector = world.sectors.get(name)
        row = Organization(name=name, name_key=organization_key(name), sector=Sector(sector) if sector else None)
        session.add(row)
        session.flush()
        ids[name] = row.id or 0
        for from_on, to_on in world.members.get(name, ()):
            session.add(Membership(organization_id=ids[name], from_on=from_on, to_on=to_on))
    people: dict[str, int] = {}
    for day, marks in world.meetings:
        meeting = Meeting(held_on=day)
        session.add(meeting)
        session.flush()
        for who, state in marks.items():
            organization_id = ids[who.split("/")[0]]
            if who not in people:
                person = Person(name=f"Person {who}", name_key=f"person {who}", organization_id=organization_id)
                session.add(person)
                session.flush()
                people[who] = person.id or 0
            session.add(
                Attendance(
                    meeting_id=meeting.id or 0,
                    person_id=people[who],
                    organization_id=None if through_people else organization_id,
                    state=AttendanceState(state),
                )
            )
    return ids


def slow_member(world: World, name: str, on: date, *, last: int, lapsed_after: int, at_risk_after: int) -> dict[str, Any]:
    """What participation must say of one member, by walking through every meeting, newest first."""
    came: list[bool] = []
    last_on = None
    held = [(day, marks) for day, marks in sorted(world.meetings, key=lambda m: m[0], reverse=True) if day <= on]
    lately = False
    for number, (day, marks) in enumerate(held):
        states = {who.split("/")[0]: [] for who in marks}
        for who, state in marks.items():
            states[who.split("/")[0]].append(state)
        there = "present" in states.get(name, [])
        if any(state != "present" for state in marks.values()):
            expected = name in states
        else:
            expected = any(a <= day and (z is None or day <= z) for a, z in world.members[name])
        if expected:
            came.append(there)
            lately = lately or number < last
        if there and last_on is None:
            last_on = day
    recent = came[:last]
    missed = came.index(True) if True in came else len(came)
    joined = min(a for a, _ in world.members[name])
    is_new = bool(held) and joined > held[min(last, len(held) - 1)][0]
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
    rate = sum(recent) / len(recent) if recent else None
    return {
        "organization": name,
        "attended": sum(recent),
        "expected": len(recent),
        "rate": rate,
        "state": state,
        "last_present_on": last_on.isoformat() if last_on else None,
    }
