"""What a directory as HSDS tables calls the things we know, so that `access.hsds` writes what `package` reads.

Source: Human Services Data Specification 3.1 (Open Referral, CC BY-SA 4.0): names of tables, files and fields, and its words.
"""

import re
from uuid import UUID, uuid5

from coalition.formula_cells import harmless
from coalition.imports.services.columns import tables

NAMESPACE = UUID("f8514e8f-789b-596b-b8f7-a7b84e6c2c7e")
"""Of our ids: the same organization, service type or statement has the same one in every file, on every computer."""


def ident(*key: str) -> str:
    """The id of what has this key: ident("organization", "blue house")."""
    return str(uuid5(NAMESPACE, "\n".join(key)))


SERVICE_TYPES = ident("taxonomy", "service types")
"""The taxonomy of the service types: only in this one a code means what it means here."""
FACTS = ident("taxonomy", "facts")
"""The taxonomy of what the standard has no field for: the value stands in the attribute."""

OF_A_SERVICE: dict[str, str] = tables()["directory"]["of_a_service"]
"""{field of a list of services: what the fact is called}."""
OF_AN_ORGANIZATION = {"sector": "sector"}

TERMS = {ident("fact", field): field for field in (*OF_A_SERVICE, *OF_AN_ORGANIZATION)}
"""{id of the term: field}."""

OFFERED, ENDED = "active", "defunct"

FILES: dict[str, str] = tables()["directory"]["files"]
"""{table: its file}."""

_PATH = re.compile(r"[A-Za-z]{2,3}(?:/[^/]+){0,2}")


def area_of(extent: str, extent_type: str) -> tuple[str, str, str]:
    """Codes of (country, province, district) of an extent such as TH/TH57/TH5701, TH/TH57, or TH for the whole country.

    Three empty texts: it is another extent.
    """
    if extent_type != "text" or not _PATH.fullmatch(extent):
        return "", "", ""
    country, province, district = (*extent.split("/"), "", "")[:3]
    return country, province, district


def cell(value: object) -> str:
    """A value as it stands in a table; None: nothing."""
    if value is None:
        return ""
    return harmless(value) if isinstance(value, str) else value.isoformat() if hasattr(value, "isoformat") else str(value)
