"""Single cells of a list of services: numbers of places, statuses, sectors, months, and whom a service is for."""

import calendar
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from functools import lru_cache
from typing import Any

from coalition.guard import IDENTITY, findings, names_somebody
from coalition.imports.cells.open_dates import month_alone, years_in
from coalition.imports.cells.text import THAI_DIGITS, norm_text
from coalition.imports.issues import RowRefused
from coalition.imports.matching.keys import person_key, plain
from coalition.imports.services.columns import all_of, header_key, meanings, tables, values
from coalition.vocabulary import Pillar, Sex, label

EXAMPLE = "EXAMPLE - delete this row"  # the organization of the example row of our template

NOBODY, NOT_KNOWN = "nobody", "not known"  # statuses of rows without an organization: asked and there is nobody; nobody asked
WHOLE_COUNTRY = "Whole country"  # in place of a province: what is offered everywhere
OLDEST = 120  # the greatest age that can be meant [years]
MOST_HOURS = 40  # letters of hours in words
MOST_PLACES = 999_999_999  # that are taken, from a file and by hand; the column holds twice as many
SEXES = {sex.value: sex for sex in (Sex.FEMALE, Sex.MALE, Sex.OTHER)}  # the only sex that a service may be for, by its word
FOR_WHOM = ("eligibility", "ages", "nationality")  # in words, kept as they are written: whom a service is for
Get = Callable[[str], str]  # the cell of a field; empty: there is none
_AGE = re.compile(rf"(\d{{1,3}})(?:\.0+)?(?: ?(?:{'|'.join(all_of(tables()['values']['years']))})){{0,2}}")
_LONGEST = 60  # letters of a word of a list


@lru_cache(maxsize=8192)
def _key(text: str) -> str:
    """A cell as the words are; what is longer than any of them is none."""
    return plain(person_key(text)) if len(text) < _LONGEST else text


def tells_nothing(text: str) -> bool:
    """Whether a cell is empty, or says that nothing is known."""
    return _key(text) in values("not_told") and not re.search(r"\d", text)


def read_places(text: str) -> int | None:
    """Number of places in a cell; None: not reported. RowRefused: it cannot be one."""
    if tells_nothing(text):
        return None
    plain = norm_text(text).replace(",", "").replace(" ", "").replace("−", "-")
    number = re.fullmatch(r"([+-]?)(\d{1,9})(?:\.0+)?", plain)
    if number is None or int(number[2]) > MOST_PLACES:
        raise RowRefused("bad_number", value=text)
    value = int(number[2])
    if number[1] == "-" and value:
        raise RowRefused("negative_capacity", value=text)
    return value


def read_age(text: str) -> int | None:
    """Age in whole years in a cell; None: not told. RowRefused: it cannot be one. A sentence is never guessed at."""
    if tells_nothing(text):
        return None
    number = _AGE.fullmatch(plain(norm_text(text).casefold()).strip())
    if number is None or int(number[1]) > OLDEST:
        raise RowRefused("bad_age", value=text)
    return int(number[1])


def read_sex(text: str) -> Sex | None:
    """The only sex that is helped; None: not told, or everybody is helped. RowRefused: it cannot be read."""
    key = _key(text)
    if key in values("not_told") or key in values("any_sex"):
        return None
    if found := SEXES.get(meanings("sexes").get(key, key)):
        return found
    raise RowRefused("unknown_sex", "serves_sex", value=text)


def read_hours(text: str) -> str | None:
    """A value of `Hours` where a word says it, else as written; None: not told. RowRefused: more than `MOST_HOURS` letters."""
    if tells_nothing(told := text.strip()):
        return None
    if len(told) > MOST_HOURS:
        raise RowRefused("too_long", "hours", count=len(told))
    return meanings("hours").get(header_key(told), told)


def read_status(text: str) -> bool | None:
    """True: offered (also when nothing is written); False: ended; None: neither can be read."""
    key = _key(text)
    return True if key in values("active") else False if key in values("ended") else None


def read_nobody(text: str) -> str | None:
    """What a row without an organization says: NOBODY (asked, there is nobody), NOT_KNOWN (nobody asked); None: neither."""
    key = _key(text)
    return NOBODY if key in values("nobody") else NOT_KNOWN if key in values("not_asked") else None


def read_pillar(text: str) -> Pillar | None:
    """The pillar of a kind of help, by its value or label; None: not told or another word."""
    key = person_key(text)
    return next((pillar for pillar in Pillar if key in (pillar.value, person_key(label(pillar)))), None)


def read_month(month: str, year: str) -> tuple[date, date] | None:
    """First and last day of a month such as ("April", "2025"); None: no month, or no year. Buddhist years are converted."""
    number, found = month_alone(month), years_in([year])
    if len(found) != 1 or not number:
        return None
    year_number = found.pop()
    return date(year_number, number, 1), date(year_number, number, calendar.monthrange(year_number, number)[1])


@lru_cache(maxsize=1_000)
def tells_who(text: str) -> bool:
    """Whether what is said of a service names a person, or holds the number of an identity card or passport, or a day of birth.

    A telephone may be that of the office that is asked first.
    """
    if not text:
        return False
    return names_somebody(text) or (any(map(str.isdigit, text)) and any(found.kind in IDENTITY for found in findings(text)))


@dataclass(frozen=True, slots=True)
class Said:
    """What a statement says beside its day: columns of `service`; None: not told."""

    is_offered: bool
    starts_on: date | None = None
    ends_on: date | None = None
    capacity: int | None = None
    capacity_available: int | None = None
    eligibility: str | None = None
    languages: str | None = None
    minimum_age: int | None = None
    maximum_age: int | None = None
    serves_sex: str | None = None
    hours: str | None = None

    def is_offered_on(self, day: date) -> bool:
        """Whether it says that somebody is there on a day."""
        return self.is_offered and not (self.starts_on and self.starts_on > day) and not (self.ends_on and self.ends_on < day)

    def says_less(self, before: "Said") -> bool:
        """Whether an offer leaves out places, who is served, languages or hours that the one before it gave."""
        told = (name for name in SAID if name not in ("starts_on", "ends_on"))
        return self.is_offered and any(getattr(self, n) is None and getattr(before, n) is not None for n in told)


SAID = tuple(column.name for column in fields(Said))


def limits_of(told: Mapping[str, Any], get: Get) -> dict[str, Any]:
    """Places, and whom it is for: in its words, and as its own columns limit it, else these words; fields of `Said`."""
    limits = {name: told.get(name) for name in LOOKS if name != "hours"}
    capacity, available, youngest, oldest, sex = limits.values()
    if capacity is not None and available is not None and available > capacity:
        raise RowRefused("available_above_capacity", "capacity_available", capacity=capacity, available=available)
    if youngest is not None and oldest is not None and oldest < youngest:
        raise RowRefused("ages_reversed", "maximum_age", youngest=youngest, oldest=oldest)
    for only, first, last in (read_limits(get(name)) for name in ("ages", "eligibility")):
        if limits["minimum_age"] is None and limits["maximum_age"] is None:
            limits |= {"minimum_age": first, "maximum_age": last}
        sex = sex or (None if get("serves_sex") else only)
    return {**limits, "serves_sex": sex and sex.value, "eligibility": "; ".join(filter(None, map(get, FOR_WHOM))) or None}


Limits = tuple[Sex | None, int | None, int | None]
"""Whom a text says that a service is for: the only sex, youngest and oldest age [years]; None: it does not limit that."""


@lru_cache(maxsize=1024)
def read_limits(text: str) -> Limits:
    """The limits in a text of which each word is known, such as "children under 18" or "girls 12-17, women"; else none."""
    rest = " ".join(plain(norm_text(text).translate(THAI_DIGITS).casefold()).split()).strip(" .")
    groups = [_group(rest)]
    if None in groups:
        groups = [_group(part.strip()) for part in _AND.split(rest)]
    known = [group for group in groups if group]
    if len(known) < len(groups):
        return None, None, None
    sexes, young, old = ({*column} for column in zip(*known, strict=True))
    only = known[0][0] if len(sexes) == 1 else None
    return only, None if None in young else min(young), None if None in old else max(old)


def _group(rest: str) -> Limits | None:
    """The limits of one group of people; None: a word is not known."""
    ages: tuple[int | None, int | None] = (None, None)
    if found := _LIMIT.search(rest):
        told = {name: int(number) for name, number in found.groupdict().items() if number}
        below = told["under"] - 1 if "under" in told else None
        ages = told.get("from", told.get("over", told.get("first"))), told.get("up_to", told.get("last", below))
        rest = _AGED.sub(" ", f"{rest[: found.start()]} {rest[found.end() :]}").strip()
    youngest, oldest = ages
    if max(youngest or 0, oldest or 0) > OLDEST or (youngest or 0) > (OLDEST if oldest is None else oldest):
        return None
    sex = SEXES.get(meanings("sexes").get(rest, rest))
    is_known = sex or rest in {"", *all_of(tables()["limits"]["people"])}
    return (sex, youngest, oldest) if is_known else None


def _words(name: str) -> str:
    """The words of one entry of the limits as a pattern, the longest first."""
    return "|".join(map(re.escape, sorted(all_of(tables()["limits"][name]), key=len, reverse=True)))


LOOKS: dict[str, Callable[[str], Any]] = {
    **dict.fromkeys(("capacity", "capacity_available"), read_places),
    **dict.fromkeys(("minimum_age", "maximum_age"), read_age),
    "serves_sex": read_sex,
    "hours": read_hours,
}
"""Field -> what a text in its column is."""
_AGE_OF = r"(?P<{}>\d{{1,3}})(?!\d)(?: ?(?:" + "|".join(all_of(tables()["values"]["years"])) + r")(?![a-z])){{0,2}}"
_LIMIT = re.compile(
    rf"(?:{_words('under')}) ?{_AGE_OF.format('under')}|(?:{_words('up_to')}) ?{_AGE_OF.format('up_to')}"
    rf"|{_AGE_OF.format('first')} ?(?:{_words('to')}) ?{_AGE_OF.format('last')}"
    rf"|{_AGE_OF.format('over')} ?(?:{_words('and_over')})|(?:{_words('from')}) ?{_AGE_OF.format('from')}"
)
_AND = re.compile(_words("groups"))
_AGED = re.compile(rf"(?<![a-z])(?:{_words('aged')})(?![a-z])")
