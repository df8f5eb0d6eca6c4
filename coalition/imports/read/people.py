"""Who is in a row, and of which organization: functions of a row and of a way to read it, for every layout."""

import re
from dataclasses import dataclass

from coalition.imports.cells.clocks import read_minutes
from coalition.imports.cells.names import clean_name
from coalition.imports.read.model import Interpretation
from coalition.imports.read.sheet import Row, text_at

_NOTHING = frozenset({"NaN", "NULL", "None", "-", "N/A"})


@dataclass(frozen=True)
class Who:
    """Somebody named in a row, as a way to read gives them.

    Attributes:
        name: empty: nobody is named. code: why it is no person, of the issue catalogue; None: it may be one.
        state: "absent" or "excused" where that is written beside the name; None: it is not.
        behind: what stands in brackets behind the name; empty: nothing.
    """

    name: str
    organization: str | None = None
    code: str | None = None
    state: str | None = None
    behind: str = ""


def cell(way: Interpretation, row: Row, role: str) -> str:
    """The cell of a role; empty where it says nothing."""
    text = text_at(row, way.columns.get(role))
    return "" if text in _NOTHING else text


def who_is_in(way: Interpretation, row: Row) -> list[Who]:
    """Everybody a row names: one, seldom several; one without a name where it names nobody."""
    parts = [cell(way, row, "first"), cell(way, row, "last")]
    name = cell(way, row, "name") or " ".join(filter(None, map(str.strip, parts)))
    organization = cell(way, row, "organization") or None
    behind = ""
    if way.sign == "heading":  # "Anna Blum (ZOA, by telephone)": what stands in brackets is not the name
        behind = ", ".join(re.findall(r"\(([^)]*)\)", name))  # kept: it may say who is helped
        name = re.sub(r"\s*\([^)]*\)", "", name)
    read = clean_name(name.strip().lstrip("*•-–").strip()) if name else None
    if read is None:
        return [Who("", organization, behind=behind)]
    return [Who(read.name, organization or read.organization_hint, read.code, behind=behind)]


@dataclass(frozen=True)
class Beside:
    """What stands beside a name; empty or None: nothing."""

    email: str
    phone: str | None
    role: str | None
    sector: str | None
    minutes: int | None


def beside(way: Interpretation, row: Row) -> Beside:
    """Address, telephone, part, sector and minutes of a row."""
    email, told = cell(way, row, "email").casefold(), cell(way, row, "minutes")
    return Beside(
        email if "@" in email else "",
        cell(way, row, "phone").lstrip("'") or None,
        cell(way, row, "role") or None,
        cell(way, row, "sector") or None,
        read_minutes(told) if told and way.sign != "days" else None,
    )
