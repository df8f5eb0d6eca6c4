"""The focal points of a directory: whom to call at its organizations. Added only where somebody says so."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlmodel import Session, col

from coalition.database import chunks
from coalition.imports.cells.bounds import bounded
from coalition.imports.matching.keys import organization_key, person_key
from coalition.imports.services.package import Row, by_column, tables_of
from coalition.models import Contact

_TABLES = frozenset({"organization", "service", "location", "contact", "phone", "language"})
_LONGEST = 200  # letters of a name, a number, an address
_FAX = "fax"


@dataclass(frozen=True, slots=True)
class FocalPoint:
    """A person or desk of a directory; empty: not told.

    Attributes:
        organization: its name as the directory writes it.
        languages: codes or names, separated by ;.
    """

    organization: str
    name: str
    role: str = ""
    phone: str = ""
    email: str = ""
    languages: str = ""

    @property
    def is_usable(self) -> bool:
        """Whether somebody can be called: it has a name, a number or an address, and nothing that no cell holds."""
        cells = (self.organization, self.name, self.role, self.phone, self.email, self.languages)
        is_plain = all(len(cell) <= _LONGEST and bounded(cell)[1] is None for cell in cells)
        return bool(organization_key(self.organization) and person_key(self.name) and (self.phone or self.email)) and is_plain


def read_focal_points(data: bytes) -> list[FocalPoint]:
    """Those of a directory, each once: contacts with their first telephone, and telephones that no contact has.

    Raises:
        FileRefused: see `package.tables_of`.
    """
    tables = tables_of(data, _TABLES)
    owner = _Owner(tables)
    phones = [row for row in tables.get("phone", []) if _FAX not in (row.get("type") or row.get("number_type", "")).lower()]
    of_contact, spoken = by_column(phones, "contact_id"), by_column(tables.get("language", []), "phone_id")
    found = []
    for row in tables.get("contact", []):
        phone = next(iter(of_contact.get(row.get("id", ""), [])), {})
        name = row.get("name") or row.get("department", "")
        told = FocalPoint(owner.of(row), name, row.get("title", ""), _number(phone), row.get("email", "").lower())
        found.append(replace(told, languages=_languages(spoken.get(phone.get("id", ""), []))))
    for phone in phones:
        if not phone.get("contact_id"):
            desk = phone.get("department") or owner.of(phone)
            found.append(
                FocalPoint(owner.of(phone), desk, "", _number(phone), "", _languages(spoken.get(phone.get("id", ""), [])))
            )
    return list(dict.fromkeys(found))


def not_stored(session: Session, found: Iterable[FocalPoint], ids: dict[str, int | None]) -> list[FocalPoint]:
    """Those of which no focal point of that name is stored at the organization.

    Args:
        ids: {name of an organization as written: its id; None: it is new}.
    """
    wanted = sorted({row_id for row_id in ids.values() if row_id is not None})
    stored: set[tuple[int | None, str]] = set()
    for part in chunks(wanted):
        query = select(col(Contact.organization_id), col(Contact.name)).where(col(Contact.organization_id).in_(part))
        stored |= {(row_id, person_key(name)) for row_id, name in session.execute(query)}
    return [one for one in found if one.organization in ids and (ids[one.organization], person_key(one.name)) not in stored]


class _Owner:
    """Which organization a row of a table belongs to: told by the row, by its service, or by its place."""

    def __init__(self, tables: dict[str, list[Row]]) -> None:
        self._rows = {name: {row.get("id", ""): row for row in rows} for name, rows in tables.items()}

    def of(self, row: Row) -> str:
        """The name of the organization; empty: none is told."""
        for table in ("", "service", "location"):
            told = self._rows.get(table, {}).get(row.get(f"{table}_id", ""), {}) if table else row
            place = self._rows.get("location", {}).get(told.get("location_id", ""), {})
            key = told.get("organization_id") or place.get("organization_id", "")
            if key:
                return self._rows.get("organization", {}).get(key, {}).get("name", "")
        return ""


def _number(phone: Row) -> str:
    extension = phone.get("extension", "")
    number = phone.get("number", "").strip('"')
    return f"{number} ext. {extension}" if number and extension else number


def _languages(rows: list[Row]) -> str:
    return ";".join(dict.fromkeys(row.get("code") or row.get("name", "") for row in rows))
