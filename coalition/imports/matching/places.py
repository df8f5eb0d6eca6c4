"""Provinces and districts named in a name of an organization: what most often tells two offices apart."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from coalition.imports.matching.area_names import area_names
from coalition.imports.matching.words import fold

_BLANK = re.compile(" ")
_NO_PLACE = {"เมือง": ("เข้า", "ผัง", "เทศบาล"), "แพร่": ("เผย",)}
"""{beginning of a name: what stands before it where it is no place}: immigration, planning, town municipality; to publish."""
_START = 3  # letters by which a place is looked up
_ONLY_AFTER = {"สังคม": ("อำเภอ", "ภูธร")}
"""{a name that is a common word too: what stands before it where it is a place}."""


@dataclass(frozen=True)
class Spot:
    """A place named in a fold: folded[start:end]; `codes`: P-codes of the areas of that name; level 1 province, 2 district."""

    start: int
    end: int
    level: int
    codes: frozenset[str]


@dataclass(frozen=True)
class _Name:
    text: str
    level: int
    codes: frozenset[str]


@cache
def _names() -> dict[str, tuple[_Name, ...]]:
    """{first letters: names of places that begin so, the longest first}."""
    codes: dict[str, dict[int, set[str]]] = {}
    for area in area_names():
        for name in map(fold, area.spellings()):
            if len(name) >= (_START if area.level == 1 else _START + 1):
                codes.setdefault(name, {}).setdefault(area.level, set()).add(area.pcode)
    found: dict[str, list[_Name]] = {}
    for name, by_level in codes.items():
        level = min(by_level)
        found.setdefault(name[:_START], []).append(_Name(name, level, frozenset(by_level[level])))
    return {start: tuple(sorted(names, key=lambda one: -len(one.text))) for start, names in found.items()}


@lru_cache(maxsize=50_000)
def places(folded: str) -> tuple[Spot, ...]:
    """Places named in it, of two that begin together the longer. Whole words, but for Thai, which has none."""
    table, spots, free = _names(), [], 0
    for at in _starts(folded):
        options = table.get(folded[at : at + _START])
        if options is None or at < free:
            continue
        name = next((one for one in options if folded.startswith(one.text, at) and _may_end(folded, at, one)), None)
        if name is not None:
            free = at + len(name.text)
            spots.append(Spot(at, free, name.level, name.codes))
    return tuple(spots)


def _starts(folded: str) -> list[int]:
    """Where a name of a place may begin."""
    last = len(folded) - _START
    if folded.isascii():
        return [at for at in (0, *(found.end() for found in _BLANK.finditer(folded))) if at <= last]
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
    if folded.endswith(_NO_PLACE.get(name.text[:5], ("\n",)), 0, at):
        return False
    is_last = end == len(folded) or not _is_thai(folded[end]) or folded.startswith(("จังหวัด", "เขต"), end)
    if name.level == 2:
        return is_last or folded.endswith("อำเภอ", 0, at) or _is_followed_by_province(folded, end)
    return is_last or len(name.text) > _START


def _is_followed_by_province(folded: str, at: int) -> bool:
    return any(one.level == 1 and folded.startswith(one.text, at) for one in _names().get(folded[at : at + _START], ()))


def without_places(folded: str, spots: tuple[Spot, ...]) -> str:
    """What is left of it without the places; empty where nothing is."""
    for spot in reversed(spots):
        folded = f"{folded[: spot.start]} {folded[spot.end :]}"
    return " ".join(folded.split())


def are_two_places(one: tuple[Spot, ...], other: tuple[Spot, ...]) -> bool:
    """Whether the two names are about different places: both name a province (or both a district), and none of it in common."""
    if not one or not other:
        return False
    for level in (1, 2):
        mine = frozenset[str]().union(*(spot.codes for spot in one if spot.level == level))
        theirs = frozenset[str]().union(*(spot.codes for spot in other if spot.level == level))
        if mine and theirs and not mine & theirs:
            return True
    return _outside(one, other) or _outside(other, one)


def _outside(one: tuple[Spot, ...], other: tuple[Spot, ...]) -> bool:
    """Whether all districts of one lie outside the provinces of the other, which names no district."""
    districts = frozenset[str]().union(*(spot.codes for spot in one if spot.level == 2))
    provinces = tuple({code for spot in other if spot.level == 1 for code in spot.codes})
    return bool(districts and provinces) and not any(code.startswith(provinces) for code in districts)
