"""Countries, provinces and districts named in a name of an organization: what most often tells two offices apart."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from coalition.imports.matching.keys import DATA, fold, table

COUNTRY, PROVINCE, DISTRICT = 0, 1, 2
_START = 3  # letters by which a place is looked up
_TOLD = table("places")
_NEVER_AFTER: dict[str, tuple[str, ...]] = {name: tuple(before) for name, before in _TOLD["never_after"].items()}
_ONLY_AFTER: dict[str, tuple[str, ...]] = {name: tuple(before) for name, before in _TOLD["only_after"].items()}
_AREA_FOLLOWS, _DISTRICT = tuple(_TOLD["area_follows"]), str(_TOLD["district"])


@dataclass(frozen=True)
class Spot:
    """A place named in a fold: folded[start:end]; `codes` of the places of that name, beginning with that of the country."""

    start: int
    end: int
    level: int
    codes: frozenset[str]


@dataclass(frozen=True)
class _Name:
    text: str
    level: int
    codes: frozenset[str]


def spellings_by_code() -> Iterator[tuple[str, int, list[str]]]:
    """(code, level, names) of every country, and of the areas whose list is shipped (`areas_XX.csv`): English, local, others.

    Read without the models of the database, so that `match` and `read` start at once.
    """
    for path in (DATA / "countries.csv", *sorted(DATA.glob("areas_*.csv"))):
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                if "pcode" in row:
                    local = row["name_local"] or row["name"]
                    yield row["pcode"], int(row["level"]), [row["name"], local, *filter(None, row["aliases"].split(";"))]
                else:
                    yield row["code"], COUNTRY, row["names"].split(";")


@cache
def home() -> frozenset[str]:
    """Codes of the countries whose areas are shipped."""
    return frozenset(path.stem.removeprefix("areas_") for path in DATA.glob("areas_*.csv"))


@cache
def _names() -> dict[str, tuple[_Name, ...]]:
    """{first letters: names of places that begin so, the longest first}."""
    codes: dict[str, dict[int, set[str]]] = {}
    for code, level, written in spellings_by_code():
        for name in map(fold, written):
            if len(name) >= (2, _START, _START + 1)[level]:
                codes.setdefault(name, {}).setdefault(level, set()).add(code)
    found: dict[str, list[_Name]] = {}
    for name, by_level in codes.items():
        level = min(by_level)
        found.setdefault(f"{name} "[:_START], []).append(_Name(name, level, frozenset(by_level[level])))
    return {start: tuple(sorted(names, key=lambda one: -len(one.text))) for start, names in found.items()}


@lru_cache(maxsize=50_000)
def spots(folded: str) -> tuple[Spot, ...]:
    """Places named in it, of two that begin together the longer. Whole words, but for Thai, which has none."""
    names, found, free, text = _names(), list[Spot](), 0, f"{folded} "
    for at in _starts(folded):
        options = names.get(text[at : at + _START])
        if options is None or at < free:
            continue
        name = next((one for one in options if folded.startswith(one.text, at) and _may_end(folded, at, one)), None)
        if name is not None:
            free = at + len(name.text)
            found.append(Spot(at, free, name.level, name.codes))
    return tuple(found)


def places(folded: str) -> tuple[Spot, ...]:
    """Provinces and districts named in it: as `spots`, without the countries."""
    return tuple(spot for spot in spots(folded) if spot.level != COUNTRY)


def _starts(folded: str) -> list[int]:
    """Where a name of a place may begin."""
    last = len(folded) - _START + 1
    if folded.isascii():
        starts, at = [0], folded.find(" ")
        while 0 <= at < last:
            starts.append(at + 1)
            at = folded.find(" ", at + 1)
        return starts
    return [
        at for at in range(last + 1) if at == 0 or folded[at - 1] == " " or _is_thai(folded[at]) or _is_thai(folded[at - 1])
    ]


def _is_thai(letter: str) -> bool:
    return "\u0e00" <= letter <= "\u0e7f"


def _may_end(folded: str, at: int, name: _Name) -> bool:
    """Whether the name ends a word there. Thai has none: what is also a common word counts only where places are written."""
    end = at + len(name.text)
    if not _is_thai(name.text[0]):
        return end == len(folded) or folded[end] == " " or _is_thai(folded[end])
    if (only := _ONLY_AFTER.get(name.text)) and not folded.endswith(only, 0, at):
        return False
    if folded.endswith(_NEVER_AFTER.get(name.text[:5], ("\n",)), 0, at):
        return False
    is_last = end == len(folded) or not _is_thai(folded[end]) or folded.startswith(_AREA_FOLLOWS, end)
    if name.level == DISTRICT:
        return is_last or folded.endswith(_DISTRICT, 0, at) or _is_followed_by_province(folded, end)
    return is_last or len(name.text) > _START


def _is_followed_by_province(folded: str, at: int) -> bool:
    return any(one.level == PROVINCE and folded.startswith(one.text, at) for one in _names().get(folded[at : at + _START], ()))


def without_places(folded: str, found: tuple[Spot, ...]) -> str:
    """What is left of it without the places; empty where nothing is."""
    for spot in reversed(found):
        folded = f"{folded[: spot.start]} {folded[spot.end :]}"
    return " ".join(folded.split())


def are_two_places(one: tuple[Spot, ...], other: tuple[Spot, ...]) -> bool:
    """Whether two names are about different places: of one level none in common, or the smallest lie apart."""
    if not one or not other:
        return False
    mine, theirs = _by_level(one), _by_level(other)
    if any(not mine[level] & theirs[level] for level in mine.keys() & theirs.keys()):
        return True
    smallest, others = mine[max(mine)], theirs[max(theirs)]
    return not any(a.startswith(b) or b.startswith(a) for a in smallest for b in others)


def _by_level(found: tuple[Spot, ...]) -> dict[int, frozenset[str]]:
    levels = {spot.level for spot in found}
    return {level: frozenset().union(*(spot.codes for spot in found if spot.level == level)) for level in levels}
