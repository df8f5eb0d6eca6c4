"""`erase-person`: what it would do, and doing it."""

from sqlalchemy import Engine, select
from sqlmodel import col

from coalition import clock
from coalition.cli.common import Trouble, complain, say
from coalition.database import reading
from coalition.edits.people import compact, erase_person, erasure_preview
from coalition.edits.record import EditRefused
from coalition.imports.matching.keys import person_key
from coalition.locale import plural
from coalition.models import Organization, Person


def erase(engine: Engine, name: str, *, is_sure: bool) -> bool:
    """Erase the one person of this name, or with this number; whether it was done: not before `is_sure`.

    Raises:
        Trouble: nobody is called so, several are, or it cannot be done.
    """
    person_id = _one(engine, name)
    try:
        seen = erasure_preview(engine, person_id)
        say(f"{seen.name}: name, role, email and telephone will be removed, and every other spelling of the name.")
        meetings = plural(seen.meetings, "1 meeting", f"{seen.meetings} meetings")
        say(f"The number of people at {meetings} stays the same, without the name.")
        say(plural(seen.contacts, "1 focal point will be removed.", f"{seen.contacts} focal points will be removed."))
        for table, rows in seen.rows.items():
            say(f"{table:<20} {rows:>6} " + plural(rows, "row will lose the name", "rows will lose the name"))
        if seen.namesakes:
            say("Somebody else has the same name, so texts that contain it will not be changed.")
        for copy in seen.copies:
            complain(f"{copy} in the folder of the database still contains the name. Delete it.")
        if not is_sure:
            say("Nothing is erased yet. This cannot be undone. To erase, run it again with --yes. Delete older backups too.")
            return False
        done = erase_person(engine, person_id, at=clock.now())
    except EditRefused as refused:
        raise Trouble(str(refused)) from None
    say("Erased." if done.is_compact else "Erased. The file is in use, so it could not be cleaned up: run `compact` later.")
    return True


def write_anew(engine: Engine) -> None:
    """Leave nothing of what was taken out in the free space of the file.

    Raises:
        Trouble: somebody works with it.
    """
    if not compact(engine):
        raise Trouble("The data is in use. Close the dashboard and try again.")
    say("The data is written anew; nothing is left in its free space.")


def _one(engine: Engine, name: str) -> int:
    with reading(engine) as session:
        query = select(col(Person.id), col(Person.name), col(Organization.name)).outerjoin(
            Organization, col(Organization.id) == col(Person.organization_id)
        )
        wanted = col(Person.id) == int(name) if name.isdecimal() else col(Person.name_key) == person_key(name)
        found = session.execute(query.where(wanted)).all()
    if not found:
        raise Trouble("Nobody is called so. Write the name as the directory has it.")
    if len(found) > 1:
        told = "; ".join(f"{row_id}: {who}, {organization or '?'}" for row_id, who, organization in found)
        raise Trouble(f"Several people are called so. Say which by number: {told}")
    return int(found[0][0] or 0)
