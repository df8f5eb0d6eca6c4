"""What is known of names of organizations: well-known ones, which ship, and the places in a name that tell offices apart."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache

from coalition.imports.matching.keys import DATA, SMALL, fold, pattern, table, words

COUNTRY, PROVINCE, DISTRICT = 0, 1, 2
_START = 3  # letters by which a place is looked up
_MAY_BEGIN = re.compile("^|(?<= )|(?=[\u0e00-\u0e7f])|(?<=[\u0e00-\u0e7f])")  # a name of a place: Thai puts no blank before it
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
    for name in sorted(codes, key=len, reverse=True):
        level = min(codes[name])
        found.setdefault(f"{name} "[:_START], []).append(_Name(name, level, frozenset(codes[name][level])))
    return {start: tuple(names) for start, names in found.items()}


@lru_cache(maxsize=50_000)
def spots(folded: str) -> tuple[Spot, ...]:
    """Places named in it, of two that begin together the longer. Whole words, but for Thai, which has none."""
    names, found, free, text = _names(), list[Spot](), 0, f"{folded} "
    for at in (place.start() for place in _MAY_BEGIN.finditer(folded)):
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
        follow = _names().get(folded[end : end + _START], ())
        is_in_province = any(one.level == PROVINCE and folded.startswith(one.text, end) for one in follow)
        return is_last or folded.endswith(_DISTRICT, 0, at) or is_in_province
    return is_last or len(name.text) > _START


def without_places(folded: str, found: tuple[Spot, ...]) -> str:
    """What is left of it without the places; empty where nothing is."""
    for spot in reversed(found):
        folded = f"{folded[: spot.start]} {folded[spot.end :]}"
    return " ".join(folded.split())


def are_two_places(one: tuple[Spot, ...], other: tuple[Spot, ...]) -> bool:
    """Whether two names are about different places: of one level none in common."""
    mine, theirs = _by_level(one), _by_level(other)
    return any(not mine[level] & theirs[level] for level in mine.keys() & theirs.keys())


def _by_level(found: tuple[Spot, ...]) -> dict[int, frozenset[str]]:
    levels = {spot.level for spot in found}
    return {level: frozenset().union(*(spot.codes for spot in found if spot.level == level)) for level in levels}


# --- well-known names (coalition/data/aliases.csv) -------------------------------------------------------------------------
# Exact or nothing: a name is looked up in one way of writing (`keys.fold`), whole; likeness has no part in it. A row with
# `{province}`, `{district}` or `{country}` stands for the office or section of every area: two are the same only in the same.


LIST = DATA / "aliases.csv"
KINDS = ("translation", "rename", "acronym", "spelling", "place")
"""What a name is to the canonical one; "place": an abbreviation of a province, used at the end of the names of its offices."""

_LEVEL = {"{country}": COUNTRY, "{province}": PROVINCE, "{district}": DISTRICT}
_MARK = {COUNTRY: "\ue003", PROVINCE: "\ue001", DISTRICT: "\ue002"}  # stands for the place in a fold
_AROUND = {
    level: pattern(table("places")[f"around_{written.strip('{}')}"].replace("{place}", _MARK[level]))
    for written, level in _LEVEL.items()
}
_IN_BRACKETS = re.compile(r"\s*[(\[（]\s*([^()\[\]（）]*)[)\]）]\s*")
_BESIDE = re.compile(r"\s*[|:;,]\s*|\s+[/–—-]+\s*|\s*[/–—-]+\s+")
_SOMETIMES = words("little", "sometimes")
_ANY_MARK = re.compile(r"[^\w\s.'’]")
_ACRONYM = re.compile(r"(?:[^\W\d_][\d.&/-]?){2,12}")
_LONGEST_ACRONYM = 12  # letters


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


def known_rows() -> list[dict[str, str]]:
    """The rows: `name` is `canonical`, as a `kind` of `KINDS`; `country`: where it is known by it; `source`: who says so."""
    with LIST.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@cache
def _table() -> _Table:
    found = _Table()
    for row in known_rows():
        name, canonical, kind = row["name"], row["canonical"], row["kind"]
        if kind == "place":
            found.places[fold(name)] = fold(canonical)
            continue
        if canonical not in found.names:
            found.names[canonical] = [canonical]
            found.kinds.setdefault(pattern_key(canonical), (canonical, "canonical"))
        found.kinds.setdefault(pattern_key(name), (canonical, kind))
        found.names[canonical].append(name)
    return found


def pattern_key(name: str) -> str:
    """The fold under which a name of the list is found, its placeholder as one mark."""
    for written, level in _LEVEL.items():
        if written in name:
            return _AROUND[level].sub(_MARK[level], fold(name.replace(written, _MARK[level])))
    return fold(name)


@lru_cache(maxsize=50_000)
def find(folded: str) -> Entry | None:
    """What the list knows about a name, given in one way of writing; None: nothing."""
    known = _table()
    if hit := known.kinds.get(folded):
        canonical, kind = hit
        return Entry(f"list:{canonical}", kind, tuple(known.names[canonical]))
    for key, level, code in _with_mark(folded):
        if hit := known.kinds.get(key):
            canonical, kind = hit
            return Entry(f"list:{canonical}@{code}", kind, tuple(_filled(known.names[canonical], level, code)))
    return None


def are_two(one: Entry | None, other: Entry | None) -> bool:
    """Whether the list knows both, and as two. The section of the coalition's own country may be what others call the whole."""
    if one is None or other is None or one.identity == other.identity:
        return False
    (mine, _, here), (theirs, _, there) = (entry.identity.replace(" {country}", "").partition("@") for entry in (one, other))
    return mine != theirs or (here != there and {here, there} - home() - {""} != set())


def _with_mark(folded: str) -> Iterator[tuple[str, int, str]]:
    """(the fold with a mark in place of a place, its level, its code) for each place it names that can be but one."""
    found = spots(folded)
    if not found:
        folded, found = _abbreviation_written_out(folded)
    for spot in found:
        if len(spot.codes) == 1:
            yield _marked(folded, spot), spot.level, next(iter(spot.codes))
    if len(found) >= 2 and (found[-2].level, found[-1].level) == (DISTRICT, PROVINCE) and found[-1].end == len(folded):
        district, province = found[-2:]  # the province says which district of that name is meant
        codes = [code for code in district.codes if code.startswith(tuple(province.codes))]
        if len(codes) == 1:
            before = folded[: province.start].removesuffix(table("places")["from_district"]).rstrip()
            yield _marked(before, district), DISTRICT, codes[0]


def _marked(folded: str, spot: Spot) -> str:
    marked = folded[: spot.start] + _MARK[spot.level] + folded[spot.end :]
    return _AROUND[spot.level].sub(_MARK[spot.level], marked).strip()


def _abbreviation_written_out(folded: str) -> tuple[str, tuple[Spot, ...]]:
    for size in (3, 2):
        if (name := _table().places.get(folded[-size:])) and len(folded) > size:
            whole = folded[:-size] + name
            return whole, spots(whole)
    return folded, ()


def _filled(names: list[str], level: int, code: str) -> Iterator[str]:
    """Names of the office of one area, in the language each is written in."""
    english, local = _names_of_places()[code]
    mark = next(written for written, of in _LEVEL.items() if of == level)
    for name in names:
        yield name.replace(mark, english if level == COUNTRY or name.replace(mark, "").isascii() else local)


@cache
def _names_of_places() -> dict[str, tuple[str, str]]:
    return {code: (names[0], names[min(1, len(names) - 1)]) for code, _, names in spellings_by_code()}


# --- which names are one organization ---------------------------------------------------------------------------------


@lru_cache(maxsize=50_000)
def initials(folded: str) -> frozenset[str]:
    """What the first letters of its words spell: of all words, without small ones, or with "of"; three letters or more."""
    if not folded.isascii():
        return frozenset()
    told = folded.split()
    kept = (told, [word for word in told if word not in SMALL], [word for word in told if word not in SMALL - _SOMETIMES])
    spelled = {"".join(word if word == "un" else word[0] for word in some) for some in kept}
    return frozenset(letters for letters in spelled if len(letters) >= 3 and letters.isalpha())


@lru_cache(maxsize=50_000)
def names_in(name: str) -> tuple[str, ...]:
    """The name, and what stands beside it: in brackets, or an acronym before or after it with a dash, bar, comma or the like.

    "DRI - Desert Rivers Initiative" is the Desert Rivers Initiative and DRI. What is only parted by a dash is one name.
    """
    if not _ANY_MARK.search(name):
        return (name.strip(),)
    beside = _IN_BRACKETS.findall(name)
    outside = _IN_BRACKETS.sub(" ", name).strip() if beside else name.strip()
    if beside and not outside:
        return (name,)
    parts = [part for part in _BESIDE.split(outside) if part]
    for at in (0, -1) if len(parts) > 1 else ():
        rest = _without(outside, parts[at], at)
        if is_acronym(parts[at], rest) and len(fold(rest).split()) > 1:
            return (rest, parts[at], *beside)
    return (outside, *beside)


def _without(outside: str, part: str, at: int) -> str:
    rest = outside[len(part) :] if at == 0 else outside[: len(outside) - len(part)]
    return rest.strip(" |/:;,–—-")


def is_acronym(part: str, name: str) -> bool:
    """Whether a part of a name is an acronym: one word in capitals ("MoRA" too), or the first letters of the rest."""
    if " " in part or not _ACRONYM.fullmatch(part) or len(part) > _LONGEST_ACRONYM:
        return False
    shouted = name.isupper() and part.isupper()  # all of it in capitals: no word stands out
    return fold(part) in initials(fold(name)) or (sum(map(str.isupper, part)) >= 2 and not shouted)


@lru_cache(maxsize=50_000)
def identity(name: str) -> str:
    """What decides that two names are one organization without asking: equal identities, and nothing less.

    The fold of the name, or the organization the list knows it as. "Name (ACR)" and "ACR - Name" are Name where the letters are
    only those of its words, or where the list knows both as the same.
    """
    whole = fold(name)
    if entry := find(whole):
        return entry.identity
    outside, *others = names_in(name)
    if not others and _ANY_MARK.search(name):
        parts = _BESIDE.split(name.strip())
        outside, others = (parts[0], parts[1:]) if len(parts) == 2 and all(parts) else (outside, [])
    one, beside = fold(outside), [fold(other) for other in others]
    entry = find(one)
    told = [find(other) for other in beside]
    is_one = [
        other in initials(one) or (entry is not None and known is not None and known.identity == entry.identity)
        for other, known in zip(beside, told, strict=True)
    ]
    if beside and all(is_one) and one and (entry or not any(told)):
        return entry.identity if entry else one
    return whole
