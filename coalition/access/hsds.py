"""The directory as HSDS 3.1 tables: who offers what where today, whom to call, what is asked for; `import` reads it back.

A zip of CSV tables with their descriptor (`datapackage.json`). A service of the standard is one statement in force: its day,
its places and its conditions are those of one area. Left out: locations, as an area is no place where somebody can be found,
earlier statements, and people who only came to meetings. What the standard has no field for is an attribute of a taxonomy of
ours. Which field maps how: docs/hsds.md. Source: Human Services Data Specification 3.1 (Open Referral).
"""

import csv
import io
import json
import zipfile
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from coalition.access.files import csv_rows, write_new
from coalition.database import reading
from coalition.formula_cells import harmless
from coalition.frames import records
from coalition.imports.services import package
from coalition.imports.services.columns import tables as words
from coalition.imports.services.package import ident
from coalition.models import Area, Checklist, Contact, Organization, Service, ServiceType
from coalition.queries.checklists import lists_for
from coalition.queries.coverage import in_force
from coalition.vocabulary import Pillar, Sector, hours_words, label
from coalition.vocabulary.tongues import TONGUES, tongue_codes

FILES: dict[str, str] = words()["directory"]["files"]
"""{table: its file}."""

FIELDS = {
    "organization": "id! name! alternate_name description!",
    "service": "id! organization_id!>organization name! alternate_name status! eligibility_description minimum_age:number "
    "maximum_age:number assured_date:date assurer_email",
    "service_area": "id! service_id!>service name! description extent extent_type",
    "service_capacity": "id! service_id!>service unit_id!>unit available!:number maximum:number updated!:datetime",
    "unit": "id! name!",
    "language": "id! service_id>service phone_id>phone name! code",
    "contact": "id! organization_id!>organization name! title email",
    "phone": "id! contact_id>contact number!",
    "taxonomy": "id! name! description! version",
    "taxonomy_term": "id! code name! description! parent_id>taxonomy_term taxonomy_id>taxonomy language",
    "attribute": "id! link_id! taxonomy_term_id!>taxonomy_term link_type! link_entity! value",
    "required_document": "id! service_id!>service document!",
    "schedule": "id! service_id!>service description",
}
"""{table: its fields}; ! must be filled, > points to a table, : has another type than text."""

Tables = dict[str, dict[str, dict[str, Any]]]
"""{table: {id: row}}."""


def hsds_zip(session: Session, *, on: date) -> bytes:
    """The package; the same directory on the same day gives the same bytes."""
    tables: Tables = {name: {} for name in FILES}
    _add_lists(tables, session)
    _add_organizations(tables, session)
    _add_services(tables, session, on)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        files = {FILES[name]: _csv(name, rows.values()) for name, rows in tables.items()}
        for name, content in {"datapackage.json": _descriptor(on), **files}.items():
            archive.writestr(zipfile.ZipInfo(name, (on.year, on.month, on.day, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def hsds_file(engine: Engine, *, on: date) -> bytes:
    """The package as `hsds_zip` makes it; for a download, made when it is pressed."""
    with reading(engine) as session:
        return hsds_zip(session, on=on)


def write_hsds(engine: Engine, path: Path, *, on: date) -> dict[str, int]:
    """Write the package into a new file; {table: its rows}.

    Raises:
        FileUnfit: there is such a file already, or it cannot be written.
    """
    data = hsds_file(engine, on=on)
    write_new(path, data)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: csv_rows(archive.read(file)) - 1 for name, file in FILES.items()}


# --- tables -----------------------------------------------------------------------------------------------------------


def _add(tables: Tables, table: str, **row: Any) -> str:
    """Add a row under its id, once; its id."""
    return str(tables[table].setdefault(row["id"], row)["id"])


def _add_fact(tables: Tables, entity: str, link: str, field: str, value: Any) -> None:
    if value is not None:
        _attribute(tables, entity, link, ident("fact", field), "fact", _cell(value))


def _attribute(tables: Tables, entity: str, link: str, term: str, link_type: str, value: str = "") -> None:
    told = {"link_id": link, "taxonomy_term_id": term, "link_type": link_type, "link_entity": entity, "value": value}
    _add(tables, "attribute", id=ident("attribute", link, term), **told)


def _add_lists(tables: Tables, session: Session) -> None:
    """The two taxonomies, with all service types that are shown."""
    about = "What a service is; the codes are those of the coalition."
    _add(tables, "taxonomy", id=package.SERVICE_TYPES, name="Service types", description=about, version="1")
    about = "What the standard has no field for; the value stands in the attribute."
    _add(tables, "taxonomy", id=package.FACTS, name="Further facts", description=about, version="1")
    for field, name in (*package.OF_A_SERVICE.items(), *package.OF_AN_ORGANIZATION.items()):
        told = {"code": field, "name": name, "description": name, "taxonomy_id": package.FACTS, "language": "en"}
        _add(tables, "taxonomy_term", id=ident("fact", field), **told)
    for pillar in Pillar:
        told = {"code": pillar.value, "name": label(pillar), "description": label(pillar), "taxonomy_id": package.SERVICE_TYPES}
        _add(tables, "taxonomy_term", id=ident("pillar", pillar.value), language="en", **told)
    columns = (ServiceType.code, ServiceType.name, ServiceType.source, ServiceType.pillar)
    found = select(*map(col, columns)).where(col(ServiceType.is_active)).order_by(col(ServiceType.code))
    for code, name, source, pillar in session.execute(found):
        told = {
            "code": code,
            "name": name,
            "description": source or name,
            "taxonomy_id": package.SERVICE_TYPES,
            "language": "en",
        }
        _add(tables, "taxonomy_term", id=ident("type", code), parent_id=ident("pillar", pillar) if pillar else None, **told)


def _add_organizations(tables: Tables, session: Session) -> None:
    for one in session.scalars(select(Organization).order_by(col(Organization.name_key))):
        sector = label(Sector(one.sector)) if one.sector else None
        key = ident("organization", one.name_key)
        told = {"name": one.name, "alternate_name": one.acronym, "description": one.note or sector or one.name}
        _add(tables, "organization", id=key, **told)
        _add_fact(tables, "organization", key, "sector", sector)
    found = select(Contact, col(Organization.name_key)).join(Organization, col(Organization.id) == col(Contact.organization_id))
    for contact, name_key in session.execute(found.order_by(col(Organization.name_key), col(Contact.id))):
        told = {"name": contact.name, "title": contact.role, "email": contact.email}
        key = ident("contact", name_key, *(str(value) for value in told.values()), str(contact.phone))
        _add(tables, "contact", id=key, organization_id=ident("organization", name_key), **told)
        if contact.phone:
            phone = _add(tables, "phone", id=ident("phone", key), contact_id=key, number=contact.phone)
            _add_languages(tables, "phone_id", phone, contact.languages)


def _add_languages(tables: Tables, of: str, key: str, languages: str | None) -> list[str]:
    codes = tongue_codes(languages)
    for code in codes:
        told = {of: key, "code": code if code in TONGUES else None, "name": TONGUES.get(code, code)}
        _add(tables, "language", id=ident("language", key, code), **told)
    return codes


def _add_services(tables: Tables, session: Session, on: date) -> None:
    here, above = aliased(Area), aliased(Area)
    columns = (Service, ServiceType, here, above, col(Organization.name_key), col(Organization.id))
    found: Any = (
        select(*columns)
        .join(ServiceType, col(ServiceType.id) == col(Service.service_type_id))
        .join(Organization, col(Organization.id) == col(Service.organization_id))
        .join(here, col(here.id) == col(Service.area_id))
        .outerjoin(above, col(above.id) == col(here.parent_id))
        .where(col(Service.id).in_(select(in_force(on).c.id)), col(ServiceType.is_active))
        .order_by(col(Organization.name_key), col(ServiceType.code), col(here.pcode))
    )
    unit = _add(tables, "unit", id=ident("unit", "place"), name="place")
    asked = _Asked(session, on)
    for service, kind, area, province, name_key, organization_id in session.execute(found):
        key = ident("service", name_key, kind.code, area.pcode)
        _add(tables, "service", id=key, organization_id=ident("organization", name_key), **_of_service(service, kind))
        _attribute(tables, "service", key, ident("type", kind.code), "service type")
        _add_area(tables, key, area, province)
        _add_facts(tables, key, service)
        if service.capacity_available is not None:
            told = {"available": service.capacity_available, "maximum": service.capacity, "unit_id": unit, "service_id": key}
            _add(tables, "service_capacity", id=ident("capacity", key), updated=f"{service.assured_on}T00:00:00Z", **told)
        if hours := hours_words(service.hours):
            _add(tables, "schedule", id=ident("schedule", key), service_id=key, description=hours)
        for question in asked.of(kind.code, organization_id):
            _add(tables, "required_document", id=ident("document", key, question), service_id=key, document=question)


def _of_service(service: Service, kind: ServiceType) -> dict[str, Any]:
    return {
        "name": kind.name,
        "alternate_name": kind.name_local,
        "status": "active",
        "eligibility_description": service.eligibility,
        "minimum_age": service.minimum_age,
        "maximum_age": service.maximum_age,
        "assured_date": service.assured_on,
        "assurer_email": _email_of(service),
    }


def _email_of(service: Service) -> str | None:
    """Who confirmed it, where that is told by an e-mail."""
    by = service.assured_by or ""
    return by if "@" in by and " " not in by else None


def _add_area(tables: Tables, key: str, area: Area, province: Area | None) -> None:
    around = [province.pcode] if province else []
    codes = [*around, area.pcode] if area.level else []
    told = {"name": area.name, "description": province.name if province else None, "extent": "/".join([area.country, *codes])}
    _add(tables, "service_area", id=ident("area", key), service_id=key, extent_type="text", **told)


def _add_facts(tables: Tables, key: str, service: Service) -> None:
    codes = _add_languages(tables, "service_id", key, service.languages)
    facts = {
        "starts_on": service.starts_on,
        "ends_on": service.ends_on,
        "capacity": service.capacity if service.capacity_available is None else None,  # the standard wants the free ones told
        "reported_by": None if _email_of(service) else service.assured_by,
        "languages": service.languages if ";".join(codes) != (service.languages or "") else None,
        "serves_sex": service.serves_sex.value if service.serves_sex else None,
    }
    for field, value in facts.items():
        _add_fact(tables, "service", key, field, value)


class _Asked:
    """What the checklists of a receiver ask for, by service type."""

    def __init__(self, session: Session, on: date) -> None:
        self._session, self._on = session, on
        self._own = set(
            session.scalars(select(col(Checklist.organization_id)).where(col(Checklist.organization_id).is_not(None)))
        )
        self._kept: dict[tuple[str, int | None], list[str]] = {}

    def of(self, code: str, organization_id: int) -> list[str]:
        """The questions an organization must have answered before it can offer a service of this type."""
        key = (code, organization_id if organization_id in self._own else None)
        if key not in self._kept:
            rows = records(lists_for(self._session, kind=code, organization_id=key[1], on=self._on))
            self._kept[key] = [row["question"] for row in rows if row["is_required"]]
        return self._kept[key]


# --- the files --------------------------------------------------------------------------------------------------------


def _parsed(spec: str) -> tuple[str, bool, str, str]:
    """(name, whether it must be filled, table it points to, type) of `name!>table:type`."""
    spec, _, kind = spec.partition(":")
    spec, _, table = spec.partition(">")
    return spec.rstrip("!"), spec.endswith("!"), table, kind or "string"


def _cell(value: object) -> str:
    """A value as it stands in a table; None: nothing."""
    if value is None:
        return ""
    return harmless(value) if isinstance(value, str) else value.isoformat() if hasattr(value, "isoformat") else str(value)


def _csv(table: str, rows: Iterable[dict[str, Any]]) -> str:
    names = [_parsed(spec)[0] for spec in FIELDS[table].split()]
    text = io.StringIO()
    out = csv.writer(text, lineterminator="\r\n")
    out.writerow(names)
    out.writerows([_cell(row.get(name)) for name in names] for row in rows)
    return text.getvalue()


def _descriptor(on: date) -> str:
    """The tables, their fields and how they hang together, as a tabular data package says it."""
    resources = [_resource(table, list(map(_parsed, spec.split()))) for table, spec in FIELDS.items()]
    told = {"name": "coalition_directory", "title": "Service directory", "profile": "tabular-data-package", "version": "3.1"}
    return json.dumps({**told, "created": f"{on}T00:00:00Z", "resources": resources}, indent=1) + "\n"


def _resource(table: str, fields: list[tuple[str, bool, str, str]]) -> dict[str, Any]:
    told = [{"name": name, "type": kind, "constraints": {"required": must}} for name, must, _, kind in fields]
    pointing = [(name, "" if to == table else to) for name, _, to, _ in fields if to]
    keys = [{"fields": name, "reference": {"resource": to, "fields": "id"}} for name, to in pointing]
    file = {"path": FILES[table], "format": "csv", "mediatype": "text/csv", "encoding": "utf-8"}
    schema = {"primaryKey": "id", "fields": told, "foreignKeys": keys}
    return {"name": table, "profile": "tabular-data-resource", **file, "schema": schema}
