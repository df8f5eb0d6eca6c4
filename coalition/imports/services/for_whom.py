"""Whom a service is for, and for how many: its own columns, and the words for whom it is."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from coalition.imports.cells.text import THAI_DIGITS, norm_text
from coalition.imports.issues import RowRefused
from coalition.imports.matching.keys import plain
from coalition.imports.services.columns import all_of, meanings, tables
from coalition.imports.services.values import OLDEST, SEXES, read_age, read_places, read_sex
from coalition.vocabulary import Sex

FOR_WHOM = ("eligibility", "ages", "nationality")
"""Fields that say in words whom a service is for; they are kept as they are written."""
Get = Callable[[str], str]
"""The cell of a field; empty: there is none."""
_NUMBERS = {"capacity": read_places, "capacity_available": read_places, "minimum_age": read_age, "maximum_age": read_age}


def limits_of(get: Get) -> dict[str, Any]:
    """Places, and whom it is for: in its words, and as its own columns limit it, else these words."""
    told, sex = _numbers(get), read_sex(get("serves_sex"))
    for words in (read_limits(get(name)) for name in ("ages", "eligibility")):
        if told["minimum_age"] is None and told["maximum_age"] is None:
            told |= {"minimum_age": words.youngest, "maximum_age": words.oldest}
        sex = sex or (None if get("serves_sex") else words.sex)
    return {**told, "serves_sex": sex, "eligibility": "; ".join(filter(None, map(get, FOR_WHOM))) or None}


def _numbers(get: Get) -> dict[str, int | None]:
    """Places and ages."""
    told: dict[str, int | None] = {}
    for name, read in _NUMBERS.items():
        try:
            told[name] = read(get(name))
        except RowRefused as problem:
            problem.column = name
            raise
    capacity, available, youngest, oldest = told.values()
    if capacity is not None and available is not None and available > capacity:
        raise RowRefused("available_above_capacity", "capacity_available", capacity=capacity, available=available)
    if youngest is not None and oldest is not None and oldest < youngest:
        raise RowRefused("ages_reversed", "maximum_age", youngest=youngest, oldest=oldest)
    return told


@dataclass(frozen=True, slots=True)
class Limits:
    """Whom a text says that a service is for: the only sex, youngest and oldest age [years]; None: it does not limit that."""

    sex: Sex | None = None
    youngest: int | None = None
    oldest: int | None = None


@lru_cache(maxsize=1024)
def read_limits(text: str) -> Limits:
    """The limits in a text of which each word is known, such as "women and girls" or "children under 18"; else it has none."""
    rest = " ".join(plain(norm_text(text).translate(THAI_DIGITS).casefold()).split()).strip(" .")
    ages: tuple[int | None, int | None] = (None, None)
    if found := _LIMIT.search(rest):
        told = {name: int(number) for name, number in found.groupdict().items() if number}
        below = told["under"] - 1 if "under" in told else None
        ages = told.get("from", told.get("over", told.get("first"))), told.get("up_to", told.get("last", below))
        rest = _AGED.sub(" ", f"{rest[: found.start()]} {rest[found.end() :]}").strip()
    youngest, oldest = ages
    if max(youngest or 0, oldest or 0) > OLDEST or (youngest or 0) > (OLDEST if oldest is None else oldest):
        return Limits()
    sex = SEXES.get(meanings("sexes").get(rest, rest))
    is_known = sex or rest in {"", *all_of(tables()["limits"]["people"])}
    return Limits(sex, youngest, oldest) if is_known else Limits()


def _words(name: str) -> str:
    """The words of one entry of the limits as a pattern, the longest first."""
    return "|".join(map(re.escape, sorted(all_of(tables()["limits"][name]), key=len, reverse=True)))


_AGE_OF = r"(?P<{}>\d{{1,3}})(?!\d)(?: ?(?:" + "|".join(all_of(tables()["values"]["years"])) + r")(?![a-z])){{0,2}}"
_LIMIT = re.compile(
    rf"(?:{_words('under')}) ?{_AGE_OF.format('under')}|(?:{_words('up_to')}) ?{_AGE_OF.format('up_to')}"
    rf"|{_AGE_OF.format('first')} ?(?:{_words('to')}) ?{_AGE_OF.format('last')}"
    rf"|{_AGE_OF.format('over')} ?(?:{_words('and_over')})|(?:{_words('from')}) ?{_AGE_OF.format('from')}"
)
_AGED = re.compile(rf"(?<![a-z])(?:{_words('aged')})(?![a-z])")
