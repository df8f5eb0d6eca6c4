"""The list of well-known names that ships (coalition/data/aliases.csv): which names, in any language, are one organization.

Exact or nothing: a name is looked up in one way of writing (`words.fold`), whole; likeness has no part in it. A row with
`{province}` or `{district}` stands for the office of every area, and two offices of it are the same only in the same area.
"""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path

from coalition.imports.matching.area_names import DATA, area_names
from coalition.imports.matching.places import Spot, places
from coalition.imports.matching.words import SMALL, fold

LIST = DATA / "aliases.csv"
KINDS = ("translation", "rename", "acronym", "spelling", "place")
"""What a name is to the canonical one; "place": an abbreviation of a province, used at the end of the names of its offices."""

_LEVEL = {"{province}": 1, "{district}": 2}
_MARK = {1: "\ue001", 2: "\ue002"}  # stands for the place in a fold
_AROUND = {
    1: re.compile(" ?(?:จังหวัด|changwat )?\ue001(?: ?province\\b)? ?"),
    2: re.compile(" ?(?:อำเภอ|amphoe )?\ue002(?: ?district\\b)? ?"),
}
_IN_BRACKETS = re.compile(r"^(.{2,}?)\s*[(\[（]([^()\[\]（）]{2,})[)\]）]\s*$")
_BESIDE = re.compile(r"^(.{2,}?)\s+[/|–—-]\s+(.{2,})$")


@dataclass(frozen=True)
class Row:
    """One row: `name` is `canonical`, as a `kind` of `KINDS`; `country`: where it is known by it; `source`: who says so."""

    name: str
    canonical: str
    kind: str
    country: str
    source: str


@dataclass(frozen=True)
class Entry:
    """What the list knows about a name: the organization (`identity`), all its names, what this one is to the canonical one."""

    identity: str
    kind: str
    names: tuple[str, ...]


@dataclass
class _Table:
    kinds: dict[str, tuple[str, str]] = field(default_factory=dict)  # {fold of the name: (canonical, kind)}
    names: dict[str, list[str]] = field(default_factory=dict)  # {canonical: its names, itself first}
    places: dict[str, str] = field(default_factory=dict)  # {abbreviation: fold of the province}


def known_rows(path: Path = LIST) -> list[Row]:
    """The rows of the list, in the order of the file."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [Row(**row) for row in csv.DictReader(file)]


@cache
def _table() -> _Table:
    table = _Table()
    for row in known_rows():
        if row.kind == "place":
            table.places[fold(row.name)] = fold(row.canonical)
            continue
        names = table.names.setdefault(row.canonical, [row.canonical])
        table.kinds.setdefault(pattern_key(row.canonical), (row.canonical, "canonical"))
        table.kinds.setdefault(pattern_key(row.name), (row.canonical, row.kind))
        names.append(row.name)
    return table


def pattern_key(name: str) -> str:
    """The fold under which a name of the list is found, its placeholder as one mark."""
    for written, level in _LEVEL.items():
        if written in name:
            return _AROUND[level].sub(_MARK[level], fold(name.replace(written, _MARK[level])))
    return fold(name)


@lru_cache(maxsize=50_000)
def find(folded: str) -> Entry | None:
    """What the list knows about a name, given in one way of writing; None: nothing."""
    table = _table()
    if hit := table.kinds.get(folded):
        canonical, kind = hit
        return Entry(f"list:{canonical}", kind, tuple(table.names[canonical]))
    for key, level, code in _with_mark(folded):
        if hit := table.kinds.get(key):
            canonical, kind = hit
            return Entry(f"list:{canonical}@{code}", kind, tuple(_filled(table.names[canonical], level, code)))
    return None


def is_canonical(folded: str) -> bool:
    """Whether it is the name by which the list calls the organization."""
    entry = find(folded)
    return entry is not None and entry.kind == "canonical"


def _with_mark(folded: str) -> Iterator[tuple[str, int, str]]:
    """(the fold with a mark in place of an area, level of the area, its P-code) for each area it names that can be but one."""
    spots = places(folded)
    if not spots:
        folded, spots = _abbreviation_written_out(folded)
    for spot in spots:
        if len(spot.codes) == 1:
            yield _marked(folded, spot), spot.level, next(iter(spot.codes))
    if len(spots) >= 2 and (spots[-2].level, spots[-1].level) == (2, 1) and spots[-1].end == len(folded):
        district, province = spots[-2:]  # the province says which district of that name is meant
        codes = [code for code in district.codes if code.startswith(tuple(province.codes))]
        if len(codes) == 1:
            yield _marked(folded[: province.start].removesuffix("จังหวัด").rstrip(), district), 2, codes[0]


def _marked(folded: str, spot: Spot) -> str:
    marked = folded[: spot.start] + _MARK[spot.level] + folded[spot.end :]
    return _AROUND[spot.level].sub(_MARK[spot.level], marked).strip()


def _abbreviation_written_out(folded: str) -> tuple[str, tuple[Spot, ...]]:
    for size in (3, 2):
        if (name := _table().places.get(folded[-size:])) and len(folded) > size:
            whole = folded[:-size] + name
            return whole, places(whole)
    return folded, ()


def _filled(names: Iterable[str], level: int, code: str) -> Iterator[str]:
    """Names of the office of one area, in the language each is written in."""
    english, local = _area_names()[code]
    mark = next(written for written, of in _LEVEL.items() if of == level)
    for name in names:
        yield name.replace(mark, english if name.replace(mark, "").isascii() else local)


@cache
def _area_names() -> dict[str, tuple[str, str]]:
    return {area.pcode: (area.english, area.local) for area in area_names()}


# --- which names are one organization ---------------------------------------------------------------------------------


@lru_cache(maxsize=50_000)
def initials(folded: str) -> frozenset[str]:
    """What the first letters of its words spell: of all words, without small ones, or without all small ones but "of".

    Empty where they spell nothing (fewer than three, or not Latin). "UN" is two letters of it.
    """
    if not folded.isascii():
        return frozenset()
    words = folded.split()
    kept = (words, [word for word in words if word not in SMALL], [word for word in words if word == "of" or word not in SMALL])
    spelled = {"".join(word if word == "un" else word[0] for word in some) for some in kept}
    return frozenset(letters for letters in spelled if len(letters) >= 3 and letters.isalpha())


def two_names(name: str) -> tuple[str, str] | None:
    """The two names of "Name (other name)" or "Name / other name"; None: it is one name."""
    found = _IN_BRACKETS.match(name.strip()) or _BESIDE.match(name.strip())
    return (found[1], found[2]) if found else None


@lru_cache(maxsize=50_000)
def identity(name: str) -> str:
    """What decides that two names are one organization without asking: equal identities, and nothing less.

    The fold of the name, or the organization the list knows it as. "Name (ACR)" is Name where the letters are only those of its
    words, or where the list knows both as the same.
    """
    whole = fold(name)
    if entry := find(whole):
        return entry.identity
    if parts := two_names(name):
        one, other = map(fold, parts)
        entry, beside = find(one), find(other)
        if entry and ((beside and beside.identity == entry.identity) or other in initials(one)):
            return entry.identity
        if one and not entry and not beside and other in initials(one):
            return one
    return whole
