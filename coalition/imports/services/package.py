"""A service directory, a zip of CSV tables (HSDS of any version, Ohana), as one list: a row for each service, type and area.

The list is the 3W list that `columns` knows by its tags, so all that follows (questions, plan, file of refused rows) is that
of any list of services. Its focal points are beside it. A file has no name but those of its tables, and nothing of it is
written to a disk.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from uuid import UUID, uuid5

from coalition.imports.cells.reader import FileRefused, Grid, read_grid
from coalition.imports.cells.text import BadCell, bounded
from coalition.imports.issues import issue
from coalition.imports.matching.keys import organization_key, person_key
from coalition.imports.services.columns import HXL_COLUMNS, all_of, tables
from coalition.imports.services.values import MOST_HOURS, WHOLE_COUNTRY, tells_who
from coalition.imports.workbook import is_zip, names_in, unpacked

# --- what HSDS calls the things we know, so that `access.hsds` writes what is read here -------------------------------------
# Source: Human Services Data Specification 3.1 (Open Referral, CC BY-SA 4.0): names of tables, files and fields, and its words.

NAMESPACE = UUID("f8514e8f-789b-596b-b8f7-a7b84e6c2c7e")  # the same thing has the same id in every file, on every computer


def ident(*key: str) -> str:
    """The id of what has this key: ident("organization", "blue house")."""
    return str(uuid5(NAMESPACE, "\n".join(key)))


SERVICE_TYPES = ident("taxonomy", "service types")  # only in this taxonomy a code means what it means here
FACTS = ident("taxonomy", "facts")  # the taxonomy of what the standard has no field for: the value stands in the attribute

OF_A_SERVICE: dict[str, str] = tables()["directory"]["of_a_service"]  # {field of a list of services: what the fact is called}
OF_AN_ORGANIZATION = {"sector": "sector"}

TERMS = {ident("fact", field): field for field in (*OF_A_SERVICE, *OF_AN_ORGANIZATION)}  # {id of the term: field}

_PATH = re.compile(r"[A-Za-z]{2,3}(?:/[^/]+){0,2}")


def area_of(extent: str, extent_type: str) -> tuple[str, str, str]:
    """Codes of (country, province, district) of an extent such as TH/TH57/TH5701, TH/TH57 or TH; else empty texts."""
    if extent_type != "text" or not _PATH.fullmatch(extent):
        return "", "", ""
    country, province, district = (*extent.split("/"), "", "")[:3]
    return country, province, district


COLUMNS = (*HXL_COLUMNS, ("area", "#loc+area+name"))  # header and tag of each; `area` is told by its name alone

ROW_LIMIT = 200_000  # rows of the list: what two tables name often would be multiplied without end

_NEEDED = frozenset({"organization", "service"})
_JOINED = _NEEDED | {
    *("location", "address", "service_at_location", "service_area", "service_capacity", "language", "attribute", "schedule"),
    *("taxonomy", "taxonomy_term"),
}
_READ = _JOINED | {"unit", "contact", "phone"}
_WORDS = tables()["directory"]


class Row(dict[str, str]):
    """A row of a table, by column; empty: there is no such column, or nothing in it."""

    def __missing__(self, _column: str) -> str:
        return ""


Cells = dict[str, str]  # {header of the list: cell}


def is_package(data: bytes) -> bool:
    """Whether the bytes are a zip with the tables of a service directory, whatever its name says."""
    return is_zip(data) and {_table_of(name) for name in names_in(data)} >= _NEEDED


def is_lone_table(header: Sequence[str]) -> bool:
    """Whether a header is that of one table of a directory, which points to rows of the others."""
    names = {cell.strip().lower() for cell in header}
    return "id" in names and len(names.intersection(_WORDS["links"])) > 1


def left_out(data: bytes) -> list[str]:
    """The tables of a directory that are not read, such as programs, by the name of their file; of schedules only words are."""
    said = tables_of(data, frozenset({"schedule"}))["schedule"]
    read = _READ if all(map(_hours_in, said)) else _READ - {"schedule"}
    return sorted(name.rsplit("/", 1)[-1] for name in names_in(data) if (table := _table_of(name)) and table not in read)


def _hours_in(schedule: Row) -> str:
    """Hours in a line of words; empty: they are told in another way, or at length."""
    told = schedule["description"]
    return told if len(told) <= MOST_HOURS else ""


def read_package(data: bytes) -> Grid:
    """The list of services: a row of headers, a row of tags, then a row for each service, service type and area.

    FileRefused: damaged, protected, too large once unpacked, a table twice, or more than `ROW_LIMIT` rows.
    """
    directory = _Directory(tables_of(data, _JOINED))
    rows: list[list[str]] = [[header for header, _ in COLUMNS], [tag for _, tag in COLUMNS]]
    for told in directory.statements():
        rows.append([told.get(header, "") for header, _ in COLUMNS])
        if len(rows) > ROW_LIMIT:
            raise FileRefused(issue("package_too_large", count=f"{ROW_LIMIT:,}"))
    bad: dict[int, BadCell] = {}
    for line, row in enumerate(rows, start=1):
        wrong = next((found for cell in row if (found := bounded(cell)[1])), None)
        if wrong is not None:
            bad[line] = wrong
    return Grid(rows, list(range(1, len(rows) + 1)), "utf-8", ",", bad=bad, bad_texts={c for at in bad for c in rows[at - 1]})


# --- the tables -------------------------------------------------------------------------------------------------------


def _table_of(name: str) -> str:
    """The table of a part of the archive, in the singular; empty: it is none."""
    *folders, file = name.replace("\\", "/").split("/")
    if not file.lower().endswith(".csv") or file.startswith(".") or "__MACOSX" in folders:
        return ""
    stem = file[:-4].lower().replace("-", "_")
    for many, one in _WORDS["singular"].items():
        stem = stem[: -len(many)] + one if stem.endswith(many) else stem
    if stem.endswith("s") and not stem.endswith("ss"):
        stem = stem[:-1]
    return str(_WORDS["other_names"].get(stem, stem))


def tables_of(data: bytes, wanted: frozenset[str]) -> defaultdict[str, list[Row]]:
    """{table: its rows, by column} of these tables, those that are there and not empty. FileRefused: as `read_package`."""
    names = {name: table for name in names_in(data) if (table := _table_of(name)) in wanted}
    if len(set(names.values())) < len(names):
        twice = next(name for name, table in names.items() if list(names.values()).count(table) > 1)
        raise FileRefused(issue("table_twice", value=twice))
    told = ((names[name], _rows(content)) for name, content in unpacked(data, names) if content.strip())
    return defaultdict(list, told)


def _rows(content: bytes) -> list[Row]:
    grid = read_grid(content, header_score=lambda row: float(any(cell.lower() in ("id", "taxonomy_id") for cell in row)))
    filled = [row for row in grid.rows if any(row)]
    header = [cell.strip().lower() for cell in filled[0]] if filled else []
    return [Row(zip(header, row, strict=False)) for row in filled[1:]]


def by_column(rows: Sequence[Row], column: str) -> defaultdict[str, list[Row]]:
    """The rows by what a column says; those that say nothing are left out."""
    found = defaultdict[str, list[Row]](list)
    for row in rows:
        if row[column]:
            found[row[column]].append(row)
    return found


class _Directory:
    """The tables, and what is looked up in them."""

    def __init__(self, tables: defaultdict[str, list[Row]]) -> None:
        self._tables = tables
        self.organizations, self.services, self.locations = (
            defaultdict(Row, {row["id"]: row for row in tables[name]}) for name in ("organization", "service", "location")
        )
        listed = [*tables["taxonomy_term"], *tables["taxonomy"]]
        self.terms = defaultdict(Row, {row["id"] or row["taxonomy_id"]: row for row in listed})
        self._addresses = by_column(tables["address"], "location_id")
        attributes = [Row({**row, "link_id": row["link_id"] or row["service_id"]}) for row in tables["attribute"]]
        self._attributes = by_column(attributes, "link_id")
        of_a_service = ("service_at_location", "service_area", "service_capacity", "language", "schedule")
        self._of_services = {name: by_column(tables[name], "service_id") for name in of_a_service}

    def _of(self, service: Row, table: str) -> list[Row]:
        return self._of_services[table][service["id"]]

    def statements(self) -> Iterator[Cells]:
        """{header: cell} of every row of the list."""
        for service in self._tables["service"]:
            told = self._of_service(service)
            for kind, area in product(self._kinds(service), self._areas_of(service)):
                yield {**told, **kind, **area}

    def _of_service(self, service: Row) -> Cells:
        facts, organization = self._facts(service["id"]), self.owner(service)
        capacity = next(iter(self._of(service, "service_capacity")), Row())
        spoken = ";".join(row["code"] or row["name"] for row in self._of(service, "language"))
        return {
            "organization": organization["name"],
            "organization type": self._facts(organization["id"])["sector"],
            "start": facts["starts_on"],
            "end": facts["ends_on"],
            "reported": service["assured_date"],
            "status": service["status"],
            "capacity": facts["capacity"] or capacity["maximum"],
            "capacity available": capacity["available"],
            "reported by": facts["reported_by"] or service["assurer_email"],
            "eligibility": service["eligibility_description"] or service["eligibility"],
            "languages": facts["languages"] or spoken or service["languages"],
            "minimum age": service["minimum_age"],
            "maximum age": service["maximum_age"],
            "serves sex": facts["serves_sex"],
            "hours": next(filter(None, map(_hours_in, self._of(service, "schedule"))), ""),
        }

    def owner(self, row: Row) -> Row:
        """The organization that a row of a table belongs to: told by the row, by its service, or by the place of either."""
        for told in (row, self.services[row["service_id"]], self.locations[row["location_id"]]):
            if key := told["organization_id"] or self.locations[told["location_id"]]["organization_id"]:
                return self.organizations[key]
        return Row()

    def _facts(self, link: str) -> Row:
        """{field: value} of what the standard has no field for, as we write it."""
        return Row(
            {TERMS[row["taxonomy_term_id"]]: row["value"] for row in self._attributes[link] if row["taxonomy_term_id"] in TERMS}
        )

    def _kinds(self, service: Row) -> list[Cells]:
        """The service types: those of the taxonomies, else the service is one of its own name."""
        linked = [
            self.terms[row["taxonomy_term_id"] or row["taxonomy_id"]]
            for row in self._attributes[service["id"]]
            if row["taxonomy_term_id"] not in TERMS
            and not any(word in row["link_type"].lower() for word in all_of(_WORDS["about_people"]))  # for whom it is
        ]
        linked += [self.terms[code.strip()] for code in service["taxonomy_ids"].split(",")]
        found = [self._kind(term) for term in linked if term]
        return found or [{"service type": service["name"]}]

    def _kind(self, term: Row) -> Cells:
        is_ours, above = term["taxonomy_id"] == SERVICE_TYPES, self.terms[term["parent_id"]]["name"]
        code = term["code"] if is_ours else ""  # another list may mean another thing by A1
        return {"service type": term["name"], "service type code": code, "pillar": above if is_ours else ""}

    def _areas_of(self, service: Row) -> list[Cells]:
        """Where it helps: the areas it serves, else where it is offered; one that says neither has one row without."""
        named = [self._area(row) for row in self._of(service, "service_area")]
        named += [{"area": name} for part in service["service_areas"].split(",") if (name := part.strip())]
        if named:
            return named
        at = self._of(service, "service_at_location") or [service]
        return [self._address(row) for place in at for row in self._addresses[place["location_id"]]] or [{}]

    def _area(self, row: Row) -> Cells:
        country, province, district = area_of(row["extent"], row["extent_type"])
        if not country:
            return {"area": row["name"] or row["description"]}
        if not province:
            return {"country": country, "province": WHOLE_COUNTRY}
        names = (row["description"], row["name"]) if district else (row["name"], "")
        told = {"country": country, "province": names[0], "province code": province}
        return {**told, "district": names[1], "district code": district}

    def _address(self, row: Row) -> Cells:
        return {"country": row["country"], "province": row["state_province"], "district": row["city"]}


# --- focal points ----------------------------------------------------------------------------------------------------------


_TABLES = frozenset({"organization", "service", "location", "contact", "phone", "language"})
_LONGEST = 200  # letters of a name, a number, an address
_BESIDE_IT = 12  # letters beside a number: of an extension, of whose it is
_FAX = "fax"


@dataclass(frozen=True, slots=True)
class FocalPoint:
    """A person or desk of a directory, `organization` as it is written there, `languages` separated by ;. Empty: not told."""

    organization: str
    name: str
    role: str = ""
    phone: str = ""
    email: str = ""
    languages: str = ""

    @property
    def is_usable(self) -> bool:
        """Whether somebody can be called: name, and number or address; no sentence: it may be about who asked for help."""
        cells = (self.organization, self.name, self.role, self.phone, self.email, self.languages)
        is_plain = all(len(cell) <= _LONGEST and bounded(cell)[1] is None for cell in cells)
        is_number = not self.phone or (_count(str.isdigit, self.phone) > 2 and _count(str.isalpha, self.phone) <= _BESIDE_IT)
        is_number &= not tells_who(self.phone)
        is_address = not self.email or ("@" in self.email.strip("@") and " " not in self.email)
        is_named = organization_key(self.organization) and _count(str.isalpha, person_key(self.name)) > 0
        return bool(is_named and (self.phone or self.email)) and is_plain and is_number and is_address


def _count(kind: Callable[[str], bool], text: str) -> int:
    return sum(map(kind, text))


def read_focal_points(data: bytes) -> list[FocalPoint]:
    """Those of a directory, each once: contacts with their first telephone, and telephones that no contact has."""
    tables = tables_of(data, _TABLES)
    directory = _Directory(tables)
    phones = [row for row in tables["phone"] if _FAX not in (row["type"] or row["number_type"]).lower()]
    of_contact, spoken = by_column(phones, "contact_id"), by_column(tables["language"], "phone_id")

    def told(row: Row, phone: Row, name: str, role: str = "", email: str = "") -> FocalPoint:
        named = (row["code"] or row["name"] for row in spoken[phone["id"]])
        languages = ";".join(dict.fromkeys(named))
        extension, number = phone["extension"], phone["number"].strip('"')
        number = f"{number} ext. {extension}" if number and extension else number
        return FocalPoint(directory.owner(row)["name"], name, role, number, email, languages)

    found = []
    for row in tables["contact"]:
        phone = next(iter(of_contact[row["id"]]), Row())
        name = row["name"] or row["department"]
        found.append(told(row, phone, name, row["title"], row["email"].lower()))
    for phone in phones:
        if not phone["contact_id"]:
            found.append(told(phone, phone, phone["department"] or directory.owner(phone)["name"]))
    return list(dict.fromkeys(found))
