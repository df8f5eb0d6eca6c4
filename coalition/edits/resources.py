"""What members share and what was learned at a meeting: one verb each, one transaction each, undone by `edits.undo`.

Every verb takes `at`, the instant of the edit (with time zone), and `by`, who makes it (None: not told). A resource is never
deleted: it is retired, and what refers to it still leads somewhere.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import unquote, urlsplit

from sqlalchemy import Engine, func, select
from sqlmodel import Session, col

from coalition import shared_files
from coalition.database import writing
from coalition.edits.conflicts import apart, is_unseen
from coalition.edits.noted import told_of_learned
from coalition.edits.record import EditRefused, create_row, delete_row, stored_row, table_of, update_row
from coalition.edits.screen import TextRefused, screened
from coalition.guard import IDENTITY, Kind, findings
from coalition.models import (
    Area,
    Meeting,
    MeetingNote,
    Organization,
    Resource,
    ResourceArea,
    ResourceServiceType,
    ServiceType,
)
from coalition.vocabulary import FileType, NoteKind, ResourceKind

LONGEST_LINK = 500
"""Characters of an address."""


@dataclass(frozen=True)
class Told:
    """What is said of a shared resource.

    Attributes:
        title: as it is called.
        kind: what it is.
        title_local: in the country's own script; empty: not told.
        link: its address; empty: a file.
        data: the bytes of its file; None: a link, or the file that is kept already.
        is_table: the name of the file says that it is a table (CSV).
        languages: ISO 639-1 codes, separated by ;; None: not told.
        note: what it is for, in one line; empty: not told.
        organization_id: who shared it; None: not told.
        meeting_id: where; None: outside a meeting.
        shared_on: on which day; None: on that of the meeting.
        service_types, areas: what it is about; none: no kind of help in particular, every area.
    """

    title: str
    kind: ResourceKind
    title_local: str = ""
    link: str = ""
    data: bytes | None = None
    is_table: bool = False
    languages: str | None = None
    note: str = ""
    organization_id: int | None = None
    meeting_id: int | None = None
    shared_on: date | None = None
    service_types: tuple[int, ...] = ()
    areas: tuple[int, ...] = ()


def add_resource(engine: Engine, told: Told, *, today: date, by: str | None = None, at: datetime) -> int:
    """Keep what a member shares; returns its id.

    Raises:
        EditRefused: a text, the address or the file is refused, neither is told, the day is in the future or not told, one in
            use has this title already, or something it refers to is not there any more.
    """
    values = _texts(told)
    if not told.link.strip() and told.data is None:
        raise EditRefused("Add a link or a file.")
    with writing(engine) as session:
        values |= _kept_file(engine, told) | _where_from(session, told, today)
        _refuse_same_title(session, values["title"])
        resource_id = create_row(session, Resource, by=by, at=at, **values)
        _link(session, resource_id, told, by, at)
        return resource_id


def change_resource(engine: Engine, resource_id: int, told: Told, *, today: date, by: str | None = None, at: datetime) -> bool:
    """Correct what is said of a shared resource; a new file or address takes the place of the old one. Whether it changed.

    Raises:
        EditRefused: as for `add_resource`, or it is not there any more.
    """
    values = _texts(told)
    with writing(engine) as session, apart():
        stored = stored_row(session, Resource, resource_id)
        values |= _kept_file(engine, told)
        if not values["link"] and told.data is None:  # the file that is kept already stays
            if stored["file_hash"] is None:
                raise EditRefused("Add a link or a file.")
            values |= {name: stored[name] for name in _OF_THE_FILE}
        values |= _where_from(session, told, today)
        if values["title"] != stored["title"]:
            _refuse_same_title(session, values["title"])
        is_changed = update_row(session, Resource, resource_id, by=by, at=at, **values)
        return _link(session, resource_id, told, by, at) or is_changed


def retire_resource(engine: Engine, resource_id: int, *, today: date, by: str | None = None, at: datetime) -> bool:
    """Say that a resource is not to be used any more; what refers to it still leads to it. Whether it was in use.

    Raises:
        EditRefused: it is not there any more.
    """
    with writing(engine) as session:
        if stored_row(session, Resource, resource_id)["retired_on"] is not None:
            return False
        return update_row(session, Resource, resource_id, by=by, at=at, retired_on=today)


def use_again(engine: Engine, resource_id: int, *, by: str | None = None, at: datetime) -> bool:
    """Use a retired resource again. Whether it was retired.

    Raises:
        EditRefused: it is not there any more, or one in use has its title.
    """
    with writing(engine) as session:
        stored = stored_row(session, Resource, resource_id)
        if stored["retired_on"] is None:
            return False
        _refuse_same_title(session, stored["title"])
        return update_row(session, Resource, resource_id, by=by, at=at, retired_on=None)


# --- what was learned -------------------------------------------------------------------------------------------------


def note_learned(
    engine: Engine,
    meeting_id: int,
    *,
    what: str,
    organization_id: int | None = None,
    resource_id: int | None = None,
    by: str | None = None,
    at: datetime,
) -> int:
    """Note what was learned at a meeting that was held, in one line; returns the id of the note.

    Args:
        engine: the database.
        meeting_id: the meeting.
        what: the line.
        organization_id: who told it; None: not told.
        resource_id: what was shown; None: nothing.
        by: who notes it.
        at: the instant of the edit.

    Raises:
        EditRefused: the line is refused, or something it refers to is not there any more.
    """
    line = screened(what, about=engine)
    with writing(engine) as session:
        stored_row(session, Meeting, meeting_id)
        told = told_of_learned(session, organization_id, resource_id)
        return create_row(session, MeetingNote, by=by, at=at, meeting_id=meeting_id, kind=NoteKind.LEARNED, what=line, **told)


def remove_learned(engine: Engine, note_id: int, *, by: str | None = None, at: datetime) -> bool:
    """Take out what was noted as learned by mistake.

    Raises:
        EditRefused: it is not there any more.
    """
    with writing(engine) as session:
        delete_row(session, MeetingNote, note_id, by=by, at=at)
    return True


# --- what is taken ----------------------------------------------------------------------------------------------------

_TELLS_OF_PEOPLE = (
    "This file identifies a person: it contains {n} numbers of identity cards or passports, or dates of birth. Remove them."
)

_TELLS_WHERE = (
    "This picture contains the place where it was taken. Share a screenshot instead, or save the picture without its location."
)

_OF_THE_FILE = ("file_hash", "file_type", "file_size")


def checked_link(text: str) -> str:
    """An address as it may be kept: https or http, with a host of letters that everybody reads alike, and nothing hidden.

    One typed without https:// is meant as https. What stands behind the host is looked through for numbers of identity cards
    and passports, days of birth and e-mails.

    Raises:
        TextRefused: it is none.
    """
    link = text.strip()
    link = f"https://{link}" if _BARE.match(link) else link
    if len(link) > LONGEST_LINK:
        raise TextRefused("This address is too long: at most {most} characters.", field="link", most=LONGEST_LINK)
    if host_of(link) is None:
        raise TextRefused("This is not a web address. Write it as https://example.org/page.", field="link")
    behind = _SIGNS.sub(" ", unquote(link.partition("://")[2].partition("/")[2]))
    if any(found.kind in _NOT_IN_A_LINK for found in findings(behind)):
        raise TextRefused("This web address identifies a person. Share the page without personal details.", field="link")
    return link


_BARE = re.compile(r"([a-z0-9-]+\.)+[a-z]{2,}([:/?#]|$)", re.IGNORECASE)
_SIGNS = re.compile(r"[/?&=#;+_]")
_NOT_IN_A_LINK = IDENTITY | {Kind.EMAIL}
"""Long numbers and words in capitals are in many addresses, and tell of nobody."""


def host_of(link: str | None) -> str | None:
    """The host of an address that may lead out of the house, as it is shown; None: it may not."""
    if not link or any(sign <= " " or sign in "\"'<>\\^`{|}" or not sign.isascii() for sign in link):
        return None  # an address in other letters is copied from a browser as xn-- and %, which look like nothing else
    try:
        parts = urlsplit(link)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in {"https", "http"} or parts.username is not None or parts.password is not None:
        return None
    host = parts.hostname or ""
    if not all(label and label.replace("-", "").isalnum() for label in host.split(".")) or "." not in host:
        return None
    return host if port is None else f"{host}:{port}"


def _texts(told: Told) -> dict[str, Any]:
    def line(text: str, field: str) -> str | None:
        return screened(text, field) if text.strip() else None

    if not told.title.strip():
        raise TextRefused("Enter its name.", field="title")
    return {
        "title": screened(told.title, "title"),
        "title_local": line(told.title_local, "title_local"),
        "kind": told.kind,
        "note": line(told.note, "note"),
        "languages": told.languages or None,
        "link": checked_link(told.link) if told.link.strip() else None,
        **dict.fromkeys(_OF_THE_FILE),
    }


def _kept_file(engine: Engine, told: Told) -> dict[str, Any]:
    """The columns of the file that comes with it, once it is kept: before the row, so that no row lacks its file."""
    if told.data is None:
        return {}
    try:
        kind = shared_files.type_of(told.data, is_table=told.is_table)
        if count := shared_files.identifiers_in(told.data, kind):
            raise shared_files.FileNotTaken(_TELLS_OF_PEOPLE, n=count)
        if kind in (FileType.PNG, FileType.JPEG) and shared_files.tells_where(told.data):
            raise shared_files.FileNotTaken(_TELLS_WHERE)
        name = shared_files.keep(shared_files.folder_of(engine.url), told.data)
    except shared_files.FileNotTaken as refused:
        raise TextRefused(refused.message, field="file", **refused.values) from refused
    except OSError as problem:
        raise TextRefused("The file cannot be saved, because the disk is full or write-protected.", field="file") from problem
    return {"file_hash": name, "file_type": kind, "file_size": len(told.data), "link": None}


def _where_from(session: Session, told: Told, today: date) -> dict[str, Any]:
    """Who shared it, where and when."""
    if told.organization_id is not None:
        stored_row(session, Organization, told.organization_id)
    held_on = stored_row(session, Meeting, told.meeting_id)["held_on"] if told.meeting_id is not None else None
    day = told.shared_on or held_on
    if day is None:
        raise EditRefused("Choose the day on which it was shared.")
    if day > today:
        raise EditRefused("Date is in the future.")
    return {"organization_id": told.organization_id, "meeting_id": told.meeting_id, "shared_on": day}


def _refuse_same_title(session: Session, title: str) -> None:
    """Two resources in use with one title: which of them is meant, nobody could tell."""
    same = select(col(Resource.id)).where(func.lower(col(Resource.title)) == title.lower(), col(Resource.retired_on).is_(None))
    if session.scalar(same.limit(1)) is not None:
        raise TextRefused("Something with this title is shared already. Add the year or the version.", field="title")


def _link(session: Session, resource_id: int, told: Told, by: str | None, at: datetime) -> bool:
    """Set what it is about, beside what somebody else has added since the form was drawn; whether that changed."""
    changed = False
    for link, column, model, wanted in (
        (ResourceServiceType, "service_type_id", ServiceType, told.service_types),
        (ResourceArea, "area_id", Area, told.areas),
    ):
        table = table_of(link)
        rows = session.execute(select(table).where(table.c.resource_id == resource_id)).mappings().all()
        stored = {row[column]: row["id"] for row in rows if row[column] in wanted or not is_unseen(session, table, dict(row))}
        for number in sorted(set(wanted) - stored.keys()):
            stored_row(session, model, number)
            create_row(session, link, by=by, at=at, resource_id=resource_id, **{column: number})
        for number in sorted(stored.keys() - set(wanted)):
            delete_row(session, link, stored[number], by=by, at=at)
        changed = changed or stored.keys() != set(wanted)
    return changed
