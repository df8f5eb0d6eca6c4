"""`erase-person` and `erase-words`: what it would do, and doing it."""

from sqlalchemy import Engine, Select, select
from sqlmodel import col

from coalition import clock
from coalition.cli.common import Trouble, complain, say
from coalition.database import reading
from coalition.edits.erasing.files import compact
from coalition.edits.erasing.words import erase_words, words_preview
from coalition.edits.people import erase_person, erasure_preview
from coalition.edits.record import EditRefused
from coalition.imports.matching.keys import person_key
from coalition.locale import plural
from coalition.models import Contact, Organization, Person
from coalition.vocabulary.nouns import NOUNS


def erase(engine: Engine, name: str, *, is_sure: bool) -> bool:
    """Erase the one person or focal point of this name, or with this number; whether it was done: not before `is_sure`.

    Raises:
        Trouble: nobody is called so, several are, or it cannot be done.
    """
    entry_id, is_contact = _one(engine, name)
    try:
        seen = erasure_preview(engine, entry_id, is_contact=is_contact)
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
        done = erase_person(engine, entry_id, is_contact=is_contact, at=clock.now())
    except EditRefused as refused:
        raise Trouble(str(refused)) from None
    say("Erased." if done.is_compact else "Erased. The file is in use, so it could not be cleaned up: run `compact` later.")
    return True


def take_out_words(engine: Engine, words: str, *, is_sure: bool) -> bool:
    """Say where words stand, each sign beside them masked, and take them out; whether it was done: not before `is_sure`.

    Raises:
        Trouble: they are too few, or they stand nowhere.
    """
    try:
        seen = words_preview(engine, words)
        for place in seen.places:
            page = NOUNS.get(place.table, place.table) + (" (history)" if place.is_history else "")
            say(f"{page:<32} {place.on or '':<10}  {place.before}{words}{place.after}".rstrip())
        for table, rows in seen.left.items():
            complain(f"They stay in {NOUNS[table]}, {rows} times: change them there.")
        for copy in seen.copies:
            complain(f"{copy} in the folder of the database still contains the words. Delete it.")
        say(plural(len(seen.places), "They stand in 1 row.", f"They stand in {len(seen.places)} rows."))
        if seen.places and not is_sure:
            say("Nothing is erased yet. This cannot be undone. To erase, run it again with --yes. Delete older backups too.")
            return False
        done = erase_words(engine, words, at=clock.now())
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


_FOCAL = "contact "
"""Before the number of a focal point, where several are called so."""


def _one(engine: Engine, name: str) -> tuple[int, bool]:
    """Number of the person; or of the focal point, who may be on no list of people, and True."""
    with reading(engine) as session:
        found = [(row, False) for row in session.execute(_people(name))] or [
            (row, True)
            for row in session.execute(_contacts())
            if (f"{_FOCAL}{row[0]}" == name or person_key(row[1]) == person_key(name))
        ]
    if not found:
        raise Trouble(
            "Nobody is called so. Write the name as the directory has it; a name in texts is erased by `erase-words`."
        )
    if len(found) > 1 and not (found[0][1] and " " in person_key(name)):  # one full name at several organizations is one person
        told = "; ".join(f"{_FOCAL if is_contact else ''}{row[0]}: {row[1]}, {row[2] or '?'}" for row, is_contact in found)
        raise Trouble(f"Several people are called so. Say which by number: {told}")
    (row, is_contact) = found[0]
    return int(row[0] or 0), is_contact


def _people(name: str) -> Select[int | None, str, str]:
    query = select(col(Person.id), col(Person.name), col(Organization.name)).outerjoin(
        Organization, col(Organization.id) == col(Person.organization_id)
    )
    return query.where(col(Person.id) == int(name) if name.isdecimal() else col(Person.name_key) == person_key(name))


def _contacts() -> Select[int | None, str, str]:
    query = select(col(Contact.id), col(Contact.name), col(Organization.name)).order_by(col(Contact.id))
    return query.join(Organization, col(Organization.id) == col(Contact.organization_id))
