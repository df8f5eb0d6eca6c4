"""What a coalition starts with: the areas of its country, service types, checklists. Shipped as CSV in coalition/data.

The files are a catalogue as well: an import that names a province or a service type known here needs no question.
"""

import csv
import json
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, insert, select, update
from sqlmodel import Session, col

from coalition import clock
from coalition.database import reading, writing
from coalition.geometry.outlines import Outline
from coalition.models import Area, Change, Checklist, ChecklistItem, ServiceType, Setting
from coalition.vocabulary import ChangeAction, ItemAges, Pillar

_DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class KnownArea:
    """One province (level 1) or district (level 2) of a shipped list; points in degrees (WGS 84), None: not told."""

    pcode: str
    level: int
    parent_pcode: str | None
    country: str
    name: str
    name_local: str | None = None
    aliases: str = ""
    iso_3166_2: str | None = None
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True)
class KnownServiceType:
    """One service type of the shipped taxonomy; short names have at most 22 letters, so that all kinds fit on a screen."""

    code: str
    pillar: Pillar
    name: str
    name_local: str
    short_name: str
    short_name_local: str
    source: str


@dataclass(frozen=True)
class KnownShape:
    """How a shipped area is drawn: its outline (None: not shipped), its square (None: place it by its point)."""

    outline: Outline | None
    square: tuple[int, int] | None
    attribution: str | None


_IN_THAI = "TH"
"""The country whose language the local texts of kinds of help and checklists are in: no other one gets them."""

TAXONOMY_SOURCE = "Default taxonomy: Thai Act B.E. 2551 s.33, UN TIP Protocol art. 6(3) and 9, HTCDS, Primero, OSCaR"


def _rows(name: str) -> list[dict[str, str]]:
    with (_DATA / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def countries() -> list[str]:
    """Countries (ISO 3166-1 alpha-2) whose list of areas is shipped."""
    return sorted(path.stem.removeprefix("areas_") for path in _DATA.glob("areas_*.csv"))


@cache
def known_areas(country: str = "TH") -> list[KnownArea]:
    """The shipped areas of a country, provinces before their districts; empty where none are shipped."""
    if country not in countries():
        return []
    return [
        KnownArea(
            pcode=row["pcode"],
            level=int(row["level"]),
            parent_pcode=row["parent_pcode"] or None,
            country=row["country"],
            name=row["name"],
            name_local=row["name_local"] or None,
            aliases=row["aliases"],
            iso_3166_2=row["iso_3166_2"] or None,
            latitude=float(row["latitude"]) if row["latitude"] else None,
            longitude=float(row["longitude"]) if row["longitude"] else None,
        )
        for row in _rows(f"areas_{country}.csv")
    ]


@cache
def known_shapes(country: str = "TH") -> dict[str, KnownShape]:
    """{P-code: shape} of the shipped boundaries and squares of a country; empty where none are shipped.

    They are read from the files and never copied into a database: a better drawing reaches every coalition with the program,
    and what a coalition uploads of its own goes before it.
    """
    if country not in countries():
        return {}
    shapes, tiles = _DATA / f"shapes_{country}.geojson", _DATA / f"tiles_{country}.csv"
    told = json.loads(shapes.read_text(encoding="utf-8")) if shapes.exists() else {"features": []}
    outlines = {feature["properties"]["pcode"]: feature["geometry"]["coordinates"] for feature in told["features"]}
    rows = _rows(tiles.name) if tiles.exists() else []
    squares = {row["pcode"]: (int(row["tile_row"]), int(row["tile_column"])) for row in rows}
    source = told.get("attribution")
    return {
        pcode: KnownShape(outlines.get(pcode), squares.get(pcode), source if pcode in outlines else None)
        for pcode in outlines.keys() | squares.keys()
    }


@cache
def known_service_types() -> list[KnownServiceType]:
    """The shipped service types, in the order of the path of a case."""
    return [
        KnownServiceType(
            code=row["code"],
            pillar=Pillar(row["pillar"]),
            name=row["name"],
            name_local=row["name_local"],
            short_name=row["short_name"],
            short_name_local=row["short_name_local"],
            source=TAXONOMY_SOURCE,
        )
        for row in _rows("service_types.csv")
    ]


@cache
def short_names() -> dict[tuple[str, str], tuple[str, str]]:
    """{(code, name): short names, English and local} of the shipped service types.

    Read from the file and never copied into a database, as shapes are. By the name too: a coalition that calls a kind
    otherwise has its own name shown, in full.
    """
    return {(kind.code, kind.name): (kind.short_name, kind.short_name_local) for kind in known_service_types()}


@cache
def emergencies() -> frozenset[tuple[str, str]]:
    """(code, name) of the shipped service types that are needed at any hour; one that is called otherwise here is none."""
    return frozenset((row["code"], row["name"]) for row in _rows("service_types.csv") if row["is_emergency"])


@dataclass(frozen=True)
class Explained:
    """What a service type is, where it is easily taken for another one.

    Attributes:
        text, text_local: one line, English and Thai.
        other: code of the kind it is mistaken for.
    """

    text: str
    text_local: str
    other: str


@cache
def _explained() -> dict[tuple[str, str], Explained]:
    kinds = {kind.code: kind for kind in known_service_types()}
    return {
        (row["code"], name): Explained(row["explained"], row["explained_local"], row["other"])
        for row in _rows("kinds_explained.csv")
        for name in (kinds[row["code"]].name, kinds[row["code"]].name_local)
    }


def explained(code: str, name: str) -> Explained | None:
    """What a shipped service type is, where another is easily taken for it; None: it is not, or is called otherwise here.

    Args:
        code: of the kind.
        name: its name as it is shown, in either language; its code may stand before it.
    """
    return _explained().get((code, name.removeprefix(f"{code} ")))


# --- finding an area by what somebody typed -----------------------------------------------------------------------

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_SPELLINGS = (("’", "'"), ("muang", "mueang"), ("meuang", "mueang"), ("เเ", "แ"), ("\u0e4d\u0e32", "\u0e33"))


@cache
def _kinds_of_area(country: str) -> re.Pattern[str]:
    """What stands before or behind the name of an area of a country and says only what it is: County, Kaunti ya, จังหวัด."""
    rows = [row for row in _rows("area_words.csv") if row["country"] in {"*", country}]
    words = {place: {_spelled(word) for row in rows for word in row[place].split(";") if word} for place in ("before", "after")}
    before, after = ("|".join(sorted(map(re.escape, own), key=len, reverse=True)) for own in words.values())
    apart = r"(?:(?<=[^a-z])|(?<=[a-z])[ ]|(?<=[a-z])$)"  # a word in Latin letters ends before a blank, another where it likes
    return re.compile(rf"^(?:{before}){apart}\s*(?=\S)|(?<=\S)\s*(?:(?<=[^a-z])|(?<=\s))(?:{after})$", re.IGNORECASE)


def _spelled(text: str) -> str:
    """A text in one of the usual ways to write it: words for kinds of areas as well as names."""
    key = unicodedata.normalize("NFC", text).translate(_INVISIBLE).casefold().strip()
    for written, meant in _SPELLINGS:
        key = key.replace(written, meant)
    return key


def area_key(text: str, country: str = "TH") -> str:
    """Comparison key of an area's name: no kind of area, no blanks or punctuation, usual spellings folded.

    Args:
        country: ISO 3166-1 alpha-2 code; its words for kinds of areas stand in `data/area_words.csv`.
    """
    key, before = _spelled(text), None
    while before != key:
        before, key = key, _kinds_of_area(country).sub("", key).strip()
    folded = unicodedata.normalize("NFD", key)
    key = "".join(c for c in folded if "\u0e00" <= c <= "\u0e7f" or not unicodedata.combining(c))
    return re.sub(r"[\s\-'’.,()·]", "", unicodedata.normalize("NFC", key))


@cache
def areas_by_key(country: str) -> dict[str, list[KnownArea]]:
    """{key: areas} of the shipped areas of a country, by the keys of their codes and of all their names."""
    found: dict[str, list[KnownArea]] = {}
    for area in known_areas(country):
        spellings = [area.pcode, area.iso_3166_2, area.name, area.name_local, *area.aliases.split(";")]
        for key in {area_key(spelling, country) for spelling in spellings if spelling}:
            found.setdefault(key, []).append(area)
    return found


def find_area(
    text: str, *, parent: str | None = None, level: int | None = None, country: str = "TH"
) -> tuple[KnownArea | None, list[KnownArea]]:
    """The shipped area somebody means by `text`: (area, []) when there is one, (None, candidates) when it must be asked.

    Args:
        text: P-code, ISO 3166-2 code or a name in either script.
        parent: P-code of the province it must lie in.
        level: 1 or 2. Without it a province is preferred to a district of the same name.
    """
    found = [
        area
        for area in areas_by_key(country).get(area_key(text, country), [])
        if (level is None or area.level == level) and (parent is None or area.parent_pcode == parent)
    ]
    if len(found) > 1 and level is None:
        found = [area for area in found if area.level == 1] or found
    return (found[0], []) if len(found) == 1 else (None, found)


# --- loading ----------------------------------------------------------------------------------------------------------


def load_defaults(session: Session, country: str = "TH") -> None:
    """Add the shipped areas, kinds of help and checklists of a country that are not stored yet, inside `database.writing`.

    Kinds of help and lists of every country come in English, those of Thailand in Thai as well.
    """
    _load_areas(session, country)
    stored = set(session.execute(select(col(ServiceType.code))).scalars())
    new = [
        {"code": t.code, "pillar": t.pillar, "name": t.name, "source": t.source, "is_active": True}
        | {"name_local": t.name_local if country == _IN_THAI else None}
        for t in known_service_types()
        if t.code not in stored
    ]
    if new:
        session.execute(insert(ServiceType), new)
    _load_checklists(session, country)


def _load_areas(session: Session, country: str) -> None:
    ids = _stored_areas(session)
    for level in (1, 2):
        new = [area for area in known_areas(country) if area.level == level and area.pcode not in ids]
        if not new:
            continue
        session.execute(
            insert(Area),
            [
                {
                    "pcode": a.pcode,
                    "level": a.level,
                    "parent_id": ids.get(a.parent_pcode) if a.parent_pcode else None,
                    "country": a.country,
                    "name": a.name,
                    "name_local": a.name_local,
                    "aliases": a.aliases,
                    "iso_3166_2": a.iso_3166_2,
                    "latitude": a.latitude,
                    "longitude": a.longitude,
                }
                for a in new
            ],
        )
        ids = _stored_areas(session)


def _stored_areas(session: Session) -> dict[str, int | None]:
    return {row.pcode: row.id for row in session.execute(select(col(Area.pcode), col(Area.id)))}


def refresh_checklists(engine: Engine) -> int:
    """Give the checklists of a database made by an earlier version what is shipped since; returns how many items changed.

    Run when the program starts: nothing is written where nothing is missing.
    """
    with reading(engine) as session:
        country = session.scalar(select(col(Setting.value)).where(col(Setting.key) == "country"))
        if country not in {None, _IN_THAI} or not _behind(session):
            return 0
    with writing(engine) as session:
        return _fill_checklists(session)


def _load_checklists(session: Session, country: str) -> None:
    if session.execute(select(col(Checklist.id)).limit(1)).scalar() is not None:
        if country == _IN_THAI:
            _fill_checklists(session)
        return
    lists: dict[str, Checklist] = {}
    for row in _rows("checklists.csv"):
        if row["country"] not in {"", country}:
            continue
        if country != _IN_THAI:
            row |= {"title_local": "", "question_local": ""}
        if row["code"] not in lists:
            told: dict[str, Any] = {name: row[name] or None for name in ("title_local", "kinds")}
            lists[row["code"]] = Checklist(code=row["code"], title=row["title"], source=row["source"], **told)
            session.add(lists[row["code"]])
            session.flush()
        key, said = _shipped_item(row)
        session.add(
            ChecklistItem(
                checklist_id=lists[row["code"]].id or 0,
                position=int(row["position"]),
                key=key,
                question=row["question"],
                **said,
            )
        )
    session.flush()


def _shipped_item(row: dict[str, str]) -> tuple[str, dict[str, Any]]:
    """(key, what is told of an item besides its question) of a row of the file."""
    told = {
        "question_local": row["question_local"] or None,
        "is_required": row["is_required"] == "yes",
        "ages": ItemAges(row["ages"]),
    }
    return f"{row['code']}-{row['position']}", told


def _behind(session: Session) -> list[tuple[int, dict[str, Any], dict[str, Any]]]:
    """(item, what is stored, what is shipped) of items that an earlier version loaded, in English only."""
    names = ("question_local", "is_required", "ages")
    stored = session.execute(
        select(*(col(getattr(ChecklistItem, name)) for name in ("id", "key", "question", *names)))
        .join(Checklist, col(Checklist.id) == col(ChecklistItem.checklist_id))
        .where(
            col(Checklist.version) == 1,  # as it was shipped: what a person changes is a later version
            col(Checklist.organization_id).is_(None),
            col(Checklist.exploitation).is_(None),
            col(ChecklistItem.question_local).is_(None),
        )
    ).all()
    if not stored:
        return []
    shipped = {(_shipped_item(row)[0], row["question"]): _shipped_item(row)[1] for row in _rows("checklists.csv")}
    return [
        (item_id, dict(zip(names, before, strict=True)), shipped[key, question])
        for item_id, key, question, *before in stored
        if (key, question) in shipped
    ]


def _fill_checklists(session: Session) -> int:
    """Add the Thai, and for whom an item counts, where the question is the shipped one; noted in the history of changes."""
    found, at = _behind(session), clock.now()
    for item_id, before, after in found:
        changed = {name: value for name, value in after.items() if before[name] != value}
        session.execute(update(ChecklistItem).where(col(ChecklistItem.id) == item_id).values(**changed))
        earlier = {name: before[name] for name in changed}
        noted = Change(at=at, table_name="checklist_item", row_id=item_id, action=ChangeAction.UPDATED)
        noted.before, noted.after = earlier, changed
        session.add(noted)
    session.flush()
    return len(found)
