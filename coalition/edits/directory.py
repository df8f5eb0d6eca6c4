"""Organizations, their focal points and what they offer, corrected by hand: one verb each, one transaction each.

A service is never overwritten: confirming, changing and ending it each store a new dated statement. Every verb takes `at`,
the instant of the edit (with time zone), and `by`, who makes it (None: not told).
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from itertools import pairwise
from typing import Any, Literal

from sqlalchemy import Engine, select
from sqlmodel import Session, col

from coalition.database import writing
from coalition.edits.addresses import email_address, telephone
from coalition.edits.conflicts import apart, is_unseen
from coalition.edits.meetings import known_organization
from coalition.edits.record import EditRefused, create_row, delete_row, stored_row, table_of, update_row
from coalition.edits.screen import screened
from coalition.edits.tongues import spoken_codes
from coalition.imports.lookups import Places
from coalition.imports.matching.keys import organization_key
from coalition.imports.services.values import MOST_HOURS, MOST_PLACES, OLDEST, read_hours
from coalition.models import Area, Contact, Membership, Organization, OrganizationAlias, Person, Service
from coalition.queries.coverage import in_force_or_later
from coalition.vocabulary import Hours, Sector, Sex
from coalition.vocabulary.tongues import tongue_codes


def add_organization(
    engine: Engine,
    *,
    name: str,
    sector: Sector | None = None,
    member_from: date | None = None,
    by: str | None = None,
    at: datetime,
) -> int:
    """Add an organization; returns its id.

    Args:
        engine: the database. name: its name. sector: None: not told.
        member_from: first day as a member of the coalition; None: not a member.
        by: who does it.
        at: the instant of the edit.

    Raises:
        EditRefused: no name, or the name (or a spelling of it) is known.
    """
    with writing(engine) as session:
        values = _name_values(session, name, None)
        organization_id = create_row(session, Organization, by=by, at=at, sector=sector, **values)
        if member_from is not None:
            create_row(session, Membership, by=by, at=at, organization_id=organization_id, from_on=member_from)
        return organization_id


def change_organization(
    engine: Engine, organization_id: int, *, name: str, sector: Sector | None, by: str | None = None, at: datetime
) -> bool:
    """Rename an organization or set its sector. The old name stays as a spelling, so that older lists still find it.

    Returns:
        Whether anything changed.

    Raises:
        EditRefused: no name, or another organization has the name (or a spelling of it).
    """
    with writing(engine) as session:
        stored = stored_row(session, Organization, organization_id)
        values = _name_values(session, name, organization_id)
        with apart():
            changed = update_row(session, Organization, organization_id, by=by, at=at, sector=sector, **values)
        name_key = stored_row(session, Organization, organization_id)["name_key"]
        if name_key != stored["name_key"]:
            _free_spelling(session, name_key, by, at)
            _free_spelling(session, stored["name_key"], by, at)
            create_row(
                session,
                OrganizationAlias,
                by=by,
                at=at,
                organization_id=organization_id,
                alias=stored["name"],
                alias_key=stored["name_key"],
                confirmed_at=at,
                confirmed_by=by,
            )
        return changed


def _name_values(session: Session, name: str, own_id: int | None) -> dict[str, str]:
    key = organization_key(name)
    if not key:
        raise EditRefused("Enter the name of the organization.")
    found = known_organization(session, key)
    if found is not None and found != own_id:
        known = stored_row(session, Organization, found)["name"]
        raise EditRefused("There is already an organization with this name: {name}.", name=known)
    return {"name": name.strip(), "name_key": key}


def _free_spelling(session: Session, key: str, by: str | None, at: datetime) -> None:
    """A spelling that becomes the name is no spelling any more."""
    for row_id in session.scalars(select(col(OrganizationAlias.id)).where(col(OrganizationAlias.alias_key) == key)).all():
        delete_row(session, OrganizationAlias, int(row_id or 0), by=by, at=at)


def save_contacts(
    engine: Engine, organization_id: int, contacts: Sequence[Mapping[str, Any]], *, by: str | None = None, at: datetime
) -> bool:
    """Make these the focal points of an organization: those with an id are corrected, those without are added, and the
    stored ones that are left out are removed. Returns whether anything changed.

    Args:
        engine: the database.
        organization_id: the organization.
        contacts: `id` (None: new), `name`, `role`, `phone`, `email`, `languages` (names or codes; None or empty: not told).
            A row in which nothing is written is no row.
        by: who does it.
        at: the instant of the edit.

    Raises:
        EditRefused: one has no name, no way to be reached, an address or a number that is none, or a language that is not
            known. Nothing is changed then.
    """
    rows = [{"id": contact.get("id")} | _contact_values(contact) for contact in contacts if any(contact.values())]
    with writing(engine) as session, apart():
        held = _rows_of(session, Contact, organization_id)
        stored, phones = {code for row in held for code in tongue_codes(row["languages"])}, {row["phone"] for row in held}
        checked = [(telephone(row["phone"], phones), spoken_codes(row["languages"], stored)) for row in rows]
        rows = [row | {"phone": one, "languages": other} for row, (one, other) in zip(rows, checked, strict=True)]
        changed = _save_rows(session, Contact, organization_id, rows, by, at)
        for contact in _rows_of(session, Contact, organization_id) if changed else []:
            _contact_values(contact)  # what two people wrote of one
        return changed


def _contact_values(contact: Mapping[str, Any]) -> dict[str, str | None]:
    texts = {key: str(contact.get(key) or "").strip() for key in ("name", "role", "phone", "email", "languages")}
    if not texts["name"]:
        raise EditRefused("Enter the name of the focal point.")
    texts["email"] = email_address(texts["email"])
    if not texts["phone"] and not texts["email"]:
        raise EditRefused("Enter a telephone number or an email address for {name}.", name=texts["name"])
    return {key: text or None for key, text in texts.items()}


def save_memberships(
    engine: Engine, organization_id: int, memberships: Sequence[Mapping[str, Any]], *, by: str | None = None, at: datetime
) -> bool:
    """Make these the memberships of an organization, as `save_contacts` does. Returns whether anything changed.

    Args:
        engine: the database.
        organization_id: the organization.
        memberships: `id` (None: new), `from_on`, `to_on` (None: still a member), `is_voting`. A row in which nothing is
            written is no row.
        by: who does it.
        at: the instant of the edit.

    Raises:
        EditRefused: one has no first day, ends before it begins, or overlaps another. Nothing is changed then.
    """
    rows = [{**row, "is_voting": bool(row.get("is_voting"))} for row in memberships if any(row.values())]
    if any(row["from_on"] is None for row in rows):
        raise EditRefused("Enter the first day of the membership.")
    _check_days(rows)
    with writing(engine) as session, apart():
        changed = _save_rows(session, Membership, organization_id, rows, by, at)
        if changed:
            _check_days(_rows_of(session, Membership, organization_id))  # what somebody else has added stays beside them
        return changed


def _check_days(rows: Sequence[Mapping[str, Any]]) -> None:
    if any(row["to_on"] is not None and row["to_on"] < row["from_on"] for row in rows):
        raise EditRefused("The last day is before the first day.")
    ordered = sorted(rows, key=lambda row: row["from_on"])
    if any((earlier["to_on"] or date.max) >= later["from_on"] for earlier, later in pairwise(ordered)):
        raise EditRefused("Two membership periods overlap. End the earlier one first.")


def _save_rows(
    session: Session,
    model: type[Contact] | type[Membership],
    organization_id: int,
    rows: Sequence[Mapping[str, Any]],
    by: str | None,
    at: datetime,
) -> bool:
    """A row that is left out is removed, unless somebody else has added it since the form was shown."""
    kept, table = {row["id"] for row in rows}, table_of(model)
    left_out = [row for row in _rows_of(session, model, organization_id) if row["id"] not in kept]
    gone = [int(row["id"]) for row in left_out if not is_unseen(session, table, row)]
    for row_id in gone:
        delete_row(session, model, row_id, by=by, at=at)
    changed = bool(gone)
    for row in rows:
        values = {key: value for key, value in row.items() if key != "id"}
        if row["id"] is None:
            create_row(session, model, by=by, at=at, organization_id=organization_id, **values)
            changed = True
        else:
            changed |= update_row(session, model, int(row["id"]), by=by, at=at, **values)
    return changed


def _rows_of(session: Session, model: type[Contact] | type[Membership], organization_id: int) -> list[dict[str, Any]]:
    table = table_of(model)
    rows = session.execute(select(table).where(table.c.organization_id == organization_id).order_by(table.c.id)).mappings()
    return [dict(row) for row in rows]


def make_focal_point(
    engine: Engine, *, organization_id: int, person_id: int, by: str | None = None, at: datetime
) -> int | Literal[False]:
    """Make somebody who came to meetings the focal point of an organization, with what is known of them.

    Returns:
        The id of the focal point; False when one of that name is there already.

    Raises:
        EditRefused: the person is not there any more, or neither a number nor an address is known.
    """
    with writing(engine) as session:
        person = stored_row(session, Person, person_id)
        known = session.execute(
            select(col(Contact.id)).where(col(Contact.organization_id) == organization_id, col(Contact.name) == person["name"])
        ).first()
        if known is not None:
            return False
        told = _contact_values(person)
        return create_row(session, Contact, by=by, at=at, organization_id=organization_id, **told)


def state_service(
    engine: Engine,
    *,
    organization_id: int,
    service_type_id: int,
    area_id: int | None,
    assured_on: date,
    assured_by: str = "",
    capacity: int | None = None,
    capacity_available: int | None = None,
    minimum_age: int | None = None,
    maximum_age: int | None = None,
    serves_sex: Sex | None = None,
    languages: str = "",
    hours: str = "",
    by: str | None = None,
    at: datetime,
) -> int:
    """State that an organization offers a service type in an area, as a new dated statement; returns its id.

    Args:
        engine: the database.
        organization_id, service_type_id, area_id: who offers what where; area None: in the whole country of the coalition.
        assured_on: the day on which somebody confirmed it.
        assured_by: who confirmed it; empty: not told.
        capacity, capacity_available: places, and those free now; None: not reported, never zero.
        minimum_age, maximum_age: of the people helped [years]; None: not told.
        serves_sex: the only sex helped; None: not told, or everybody is.
        languages: ISO 639-1 codes, separated by ;; empty: not told.
        hours: when it can be reached: a value of `Hours`, or in words; empty: not told.
        by: who does it.
        at: the instant of the edit.

    Raises:
        EditRefused: a negative number of places, more places free than there are, ages that cannot be, a country that is not
            known, or the service is stated already: `restate_services` changes it and keeps what is known of it.
    """
    _check_places(capacity, capacity_available)
    _check_ages(minimum_age, maximum_age)
    numbers = {"capacity": capacity, "capacity_available": capacity_available}
    told = {"minimum_age": minimum_age, "maximum_age": maximum_age, "serves_sex": serves_sex, "hours": _hours(hours)}
    with writing(engine) as session:
        what = (organization_id, service_type_id, area_id or _country_id(session))
        _check_is_new(session, what, assured_on)
        return create_row(
            session,
            Service,
            by=by,
            at=at,
            **dict(zip(_WHAT, what, strict=True)),
            assured_on=assured_on,
            assured_by=assured_by.strip() or None,
            **numbers,
            **told,
            languages=languages.strip() or None,
            recorded_at=at,
        )


_WHAT = ("organization_id", "service_type_id", "area_id")


def _check_is_new(session: Session, what: tuple[int, int, int], on: date) -> None:
    """A second statement from an empty form would wipe what is known of a service; what nobody saw yet is a conflict."""
    table = table_of(Service)
    same = (table.c[name] == key for name, key in zip(_WHAT, what, strict=True))
    for row in session.execute(select(table).where(*same, table.c.id.in_(in_force_or_later(on)))).mappings():
        if not is_unseen(session, table, dict(row)):
            raise EditRefused(
                "This organization already has this service. Edit it in the list below: nothing of it is lost then."
            )


def _country_id(session: Session) -> int:
    """The area that is the whole country of the coalition; added where it is not stored."""
    known = Places(session).country_place()
    if known is None:
        raise EditRefused("The country of this coalition is not known. Name it in Settings first.")
    if known.id is not None:
        return known.id
    area = Area(pcode=known.pcode, level=0, country=known.country, name=known.name, name_local=known.name_local)
    session.add(area)
    session.flush()
    assert area.id is not None
    return area.id


def restate_services(
    engine: Engine,
    places: Mapping[int, Mapping[str, Any]],
    *,
    on: date,
    assured_by: str = "",
    is_offered: bool = True,
    by: str | None = None,
    at: datetime,
) -> None:
    """Confirm statements as still right on a day, change them, or end them: a new statement for each.

    Args:
        engine: the database.
        places: {id of the statement it starts from: what of `capacity`, `capacity_available`, `minimum_age`, `maximum_age`,
            `serves_sex`, `languages`, `hours` and `eligibility` (free text), `starts_on` and `ends_on` changes}; what is left
            out stays as stated.
        on: the day on which somebody confirmed it.
        assured_by: who confirmed it; empty: not told.
        is_offered: False: the services have ended.
        by: who does it.
        at: the instant of the edit.

    Raises:
        EditRefused: a number of places, an age or the days cannot be, the text may not be kept, a newer statement exists, or
            one is not there any more. Nothing is stored then.
    """
    with writing(engine) as session, apart():
        for service_id, changed in places.items():
            stored = stored_row(session, Service, service_id)
            kept: dict[str, Any] = {key: stored[key] for key in _STATED} | dict(changed)
            if text := changed.get("eligibility"):
                kept["eligibility"] = screened(text, "eligibility")
            if "hours" in changed:
                kept["hours"] = _hours(changed["hours"])
            _check_places(kept["capacity"], kept["capacity_available"])
            _check_ages(kept["minimum_age"], kept["maximum_age"])
            if kept["starts_on"] and kept["ends_on"] and kept["ends_on"] < kept["starts_on"]:
                raise EditRefused("The last day is before the first day.")
            if on < stored["assured_on"]:
                raise EditRefused("Newer information, from {date}, is already stored.", date=stored["assured_on"].isoformat())
            told = {"assured_on": on, "assured_by": assured_by.strip() or None, "recorded_at": at}
            create_row(session, Service, by=by, at=at, is_offered=is_offered, **kept, **told)


_STATED = (
    "organization_id", "service_type_id", "area_id", "starts_on", "ends_on", "capacity", "capacity_available",
    "eligibility", "languages", "minimum_age", "maximum_age", "serves_sex", "hours",
)  # fmt: skip


def _hours(text: str | None) -> str | None:
    """When a service can be reached, as it is kept; None: not told."""
    line = screened(text, "hours", longest=MOST_HOURS) if text and text.strip() else ""
    return line if line in set(Hours) else read_hours(line)


def _check_places(capacity: int | None, available: int | None) -> None:
    if (capacity is not None and capacity < 0) or (available is not None and available < 0):
        raise EditRefused("Places in all and free places cannot be negative. Leave them empty if not reported.")
    if max(capacity or 0, available or 0) > MOST_PLACES:
        raise EditRefused("The number of places cannot be more than {most}.", most=f"{MOST_PLACES:,}")
    if capacity is not None and available is not None and available > capacity:
        raise EditRefused(
            "There cannot be more free places ({free}) than places in all ({capacity}).", free=available, capacity=capacity
        )


def _check_ages(youngest: int | None, oldest: int | None) -> None:
    if any(age is not None and not 0 <= age <= OLDEST for age in (youngest, oldest)):
        raise EditRefused("An age is a number of years from 0 to {oldest}. Leave it empty if not known.", oldest=OLDEST)
    if youngest is not None and oldest is not None and oldest < youngest:
        raise EditRefused(
            "The oldest age ({oldest}) is lower than the youngest age ({youngest}).", oldest=oldest, youngest=youngest
        )
