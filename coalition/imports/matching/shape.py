"""A name in the shapes in which names are compared, and what makes two alike ones two organizations all the same."""

import re
from dataclasses import dataclass
from functools import lru_cache

from coalition.imports.cells.text import norm_text
from coalition.imports.matching import curated, keys

_CAPITALS = re.compile(r"\b(?:[A-Z][A-Z.]*[A-Z][A-Z0-9.]*|[A-Z][a-z]?(?:[A-Z][a-z]?)+)\b\.?")  # "DSI", "D.S.I.", "MoWA"
_TWO_CAPITALS = re.compile(r"[A-Z][a-z.]?[A-Z]")
_THAI_ACRONYM = re.compile(r"(?<![\u0e00-\u0e7f])[\u0e01-\u0e2e]{1,6}(?:\.[\u0e01-\u0e2e]{1,4})*\.")
_NO_ACRONYM = keys.words("little", "no_acronym")
_PARTS = re.compile(r"[,;:|/()\[\]（）]|\s[-–—]\s|(?<=[\u0e00-\u0e7f])\s(?=[\u0e00-\u0e7f])")
_SHORT = 5  # letters of an acronym that is no slip
_MOST_WORDS = 12  # of a name of which some words may be shortened to their letters


@dataclass(frozen=True)
class Shape:
    """What likeness is judged by; every field is one way of writing (`keys.fold`) or a part of it."""

    name: str  # as written
    key: str  # `keys.organization_key`
    identity: str
    folded: str  # without what stands in brackets and without an acronym beside it
    full: str  # shortened words in full too
    loose: str  # full, without legal forms and small words
    sorted: str  # its words as singulars, in order of the alphabet
    bare: str  # without places, countries and "International"
    core: str  # bare without words that many share
    joined: frozenset[str]  # full and loose, without blanks
    acronyms: frozenset[str]  # in capitals or brackets, or stored as its acronym
    spelled: frozenset[str]  # by the first letters of its words
    shortened: frozenset[str]  # loose, the first or last words as letters only ("dswd field office")
    parts: tuple[str, ...]  # identities of what stands between commas, dashes and the like, where that may be a name


@lru_cache(maxsize=50_000)
def shape(name: str, acronym: str | None = None) -> Shape:
    """The shapes of a name; made once, many names are compared with many."""
    text = norm_text(name)
    outside, *beside = curated.names_in(text)
    folded = keys.fold(outside) or keys.fold(text)
    full = keys.in_full(outside) or folded
    loose, found = keys.without_legal(full), curated.spots(full)
    left = curated.without_places(full, found)
    bare = keys.without_worldwide(keys.without_legal(left))
    told = loose.split()
    return Shape(
        name=name,
        key=keys.organization_key(name),
        identity=curated.identity(name),
        folded=folded,
        full=full,
        loose=loose,
        sorted=" ".join(sorted(map(keys.singular, told))),
        bare=bare,
        core=keys.core(bare),
        joined=frozenset({"".join(told), full.replace(" ", "")} - {""}),
        acronyms=_acronyms(outside, beside, acronym),
        spelled=curated.initials(folded),
        shortened=_shortened(full),
        parts=_parts(text),
    )


def _shortened(full: str) -> frozenset[str]:
    told = [word for word in full.split() if word not in keys.SMALL]
    if not full.isascii() or not 2 < len(told) <= _MOST_WORDS:
        return frozenset()
    letters = "".join(word[0] for word in told)
    kept = [word if word not in keys.LEGAL else "" for word in told]
    found = [[letters[:end], *kept[end:]] for end in range(3, len(told))]
    found += [[*kept[:-end], letters[-end:]] for end in range(3, len(told))]
    found += [[letters[:2], *told[2:]]] if told[-1] in keys.KINDS else []  # "rk foundation" with the kind, or it were any name
    return frozenset(" ".join(filter(None, some)) for some in found)


def _parts(text: str) -> tuple[str, ...]:
    """A part that is only a place, or only common words, is no name."""
    parts = [part for part in _PARTS.split(text) if part.strip()]
    folds = [keys.fold(part) for part in parts] if len(parts) > 1 else []
    return tuple(
        curated.identity(folded)
        for folded in folds
        if curated.find(folded) or keys.core(curated.without_places(folded, curated.spots(folded)))
    )


def _acronyms(outside: str, beside: list[str], acronym: str | None) -> frozenset[str]:
    marked = []
    if _TWO_CAPITALS.search(outside) and not (outside.isupper() and " " in outside):  # all in capitals: no word stands out
        marked = _CAPITALS.findall(outside)
    marked += [part for part in beside if part.isupper() or "." in part or curated.is_acronym(part, outside)]
    if not marked and not acronym:
        return frozenset()
    told = {key for part in [*marked, acronym or ""] if len(key := keys.fold(part)) >= 2 and key.isascii()} - _NO_ACRONYM
    return frozenset(key for key in told if not curated.spots(key))  # "Oxfam GB"


# --- what tells two alike names apart ---------------------------------------------------------------------------------

_NUMBERS, _ROMAN = keys.table("numbers"), keys.table("roman")
_DIGITS, _YEAR = re.compile(r"\d+"), re.compile(r"\b(?:19|20)\d\d\b")
_OPPOSITES = {
    word: (group, root)
    for group, roots in keys.table("opposites").items()
    for root, written in roots.items()
    for word in written.split()
}
_THAI_OPPOSITES = {f"thai {group}": written.split() for group, written in keys.table("thai_opposites").items()}
_LEVELS = keys.table("levels")
_RANKS = {word: rank for rank, (word, _) in enumerate(_LEVELS["words"])}


@dataclass(frozen=True)
class _Telling:
    numbers: tuple[str, ...]
    places: tuple[curated.Spot, ...]
    level: str | None
    opposites: dict[str, set[str]]
    thai_acronyms: frozenset[str]
    known: curated.Entry | None
    says_worldwide: bool


@lru_cache(maxsize=50_000)
def _telling(name: str) -> _Telling:
    """Costly, so only for names that look alike."""
    outside, *beside = curated.names_in(norm_text(name))
    told = [_YEAR.sub(" ", part) for part in beside if not curated.is_acronym(part, outside)]  # "Hill Light (since 2009)"
    folded = keys.in_full(" ".join([outside, *told]))
    return _Telling(
        _numbers(folded),
        curated.spots(folded),
        _level(folded),
        _opposites(folded),
        frozenset(keys.organization_key(part) for part in _THAI_ACRONYM.findall(norm_text(name))),
        curated.find(keys.fold(name)) or curated.find(keys.fold(outside)),
        folded.rpartition(" ")[2] in keys.WORLDWIDE,
    )


def _numbers(folded: str) -> tuple[str, ...]:
    """Numbers in it, in order, those in words too; a single letter at the end ("House B") counts as one."""
    told = folded.split()
    found = [
        number
        for at, word in enumerate(told)
        for number in _DIGITS.findall(word) or [_NUMBERS.get(word) or (_ROMAN.get(word, "") if at else "")]
    ]
    last = told[-1] if len(told) > 1 and told[-2] not in keys.SMALL else ""
    return (*(str(int(number)) for number in found if number), *([last] if len(last) == 1 and last.isalpha() else []))


def _level(folded: str) -> str | None:
    """The level of administration the name says it has; None: it does not say."""
    if folded.isascii():
        ranks = [_RANKS[word] for word in folded.split() if word in _RANKS]
        return _LEVELS["words"][min(ranks)][1] if ranks else None
    begins = next((found for mark, found in _LEVELS["thai_begins"] if folded.startswith(mark)), None)
    return begins or next((found for mark, found in _LEVELS["thai_inside"] if mark in folded), None)


def _opposites(folded: str) -> dict[str, set[str]]:
    """{group of words that exclude each other: those it names}, of the groups of which it names any."""
    named: dict[str, set[str]] = {}
    for word in folded.split():
        if found := _OPPOSITES.get(word):
            named.setdefault(found[0], set()).add(found[1])
    if not folded.isascii():
        named |= {group: held for group, told in _THAI_OPPOSITES.items() if (held := {word for word in told if word in folded})}
    return named


def difference(one: Shape, other: Shape) -> str | None:
    """What makes them two organizations, however alike they look, in words; None: nothing does."""
    mine, theirs = _telling(one.name), _telling(other.name)
    has_digits = any(map(str.isdigit, one.name))
    if mine.numbers != theirs.numbers and (has_digits or not one.joined & other.joined) and not _is_spelled_by(one, other):
        return "differs in a number: not the same"  # but "One Sky" is "OneSky"
    if curated.are_two_places(mine.places, theirs.places) or _is_section(mine, theirs) or _is_section(theirs, mine):
        return "differs in a place: not the same"
    if mine.level and theirs.level and mine.level != theirs.level:
        return "differs in its level: not the same"
    pairs = [(named, theirs.opposites[group]) for group, named in mine.opposites.items() if group in theirs.opposites]
    if any(named - others and others - named for named, others in pairs):
        return "differs in a word that tells apart: not the same"
    short = mine.thai_acronyms and theirs.thai_acronyms and not mine.thai_acronyms & theirs.thai_acronyms
    if short or (_has_its_own(one, other) and _has_its_own(other, one)):
        return "differs in a short acronym: not the same"
    is_acronym_of = one.folded in other.spelled or other.folded in one.spelled  # two may have one acronym
    if curated.are_two(mine.known, theirs.known) and not is_acronym_of:
        return "the built-in list has them as two: not the same"
    return None


def _is_section(one: _Telling, other: _Telling) -> bool:
    """Whether one names a country abroad, and the other instead of one the whole world."""
    abroad = any(spot.level == curated.COUNTRY and not spot.codes & curated.home() for spot in one.places)
    return abroad and not one.says_worldwide and other.says_worldwide and not other.places


def _is_spelled_by(one: Shape, other: Shape) -> bool:
    """Whether one is the acronym of the other, whose number is one of its words and so a letter: "Three Rivers Initiative"."""
    for short, long in ((one, other), (other, one)):
        letters = {short.loose, short.bare, short.core, *short.joined, *short.acronyms}
        if letters & (long.spelled | long.acronyms) and not any(map(str.isdigit, one.folded + other.folded)):
            return True
    return False


def _has_its_own(one: Shape, other: Shape) -> bool:
    """Whether one has a short acronym that the other neither has, holds as a word, nor spells."""
    theirs = {*other.acronyms, *other.folded.split(), *other.spelled}
    theirs |= curated.initials(other.loose) | curated.initials(other.full)
    return any(len(acronym) <= _SHORT and acronym not in theirs for acronym in one.acronyms)
