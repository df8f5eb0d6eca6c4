"""A name in the shapes in which names are compared, and what makes two alike ones two organizations all the same."""

import re
from dataclasses import dataclass
from functools import lru_cache

from coalition.imports.cells.text import norm_text
from coalition.imports.matching.curated import Entry, find, identity, initials
from coalition.imports.matching.keys import organization_key
from coalition.imports.matching.places import Spot, are_two_places, places, without_places
from coalition.imports.matching.short import singular, written_out
from coalition.imports.matching.telling import exclude, level, nation, numbers, opposites
from coalition.imports.matching.words import KINDS, PURPOSE, PURPOSE_THAI, SMALL, core, fold, likely_kind, tells, without_legal

_BRACKETS = re.compile(r"[(\[（]\s*([^()\[\]（）]{2,40})\s*[)\]）]")
_CAPITALS = re.compile(r"\b(?:[A-Z][A-Z.]*[A-Z][A-Z0-9.]*|[A-Z][a-z]?(?:[A-Z][a-z]?)+)\b\.?")  # "DSI", "D.S.I.", "MoWA"
_THAI_ACRONYM = re.compile(r"(?<![\u0e00-\u0e7f])[\u0e01-\u0e2e]{1,6}(?:\.[\u0e01-\u0e2e]{1,4})*\.")
_NO_ACRONYM = {"ngo", "ngos", "ltd", "inc", "usa", "co", "org"}
_PARTS = re.compile(r"[,;:|/()\[\]（）]|\s[-–—]\s|(?<=[\u0e00-\u0e7f])\s(?=[\u0e00-\u0e7f])")
_SHORT = 5
_LEAST_SHORTENED = 3  # words
_MOST_WORDS = 12  # of a name of which some words may be shortened to their letters


@dataclass(frozen=True)
class Shape:
    """What likeness is judged by; every field is one way of writing (`words.fold`) or a part of it.

    Attributes:
        name, key: as written; `matching.organization_key` of it.
        folded: without what stands in brackets; `full`: shortened words in full too.
        loose: without legal forms, small words and the country; `sorted`: its words in order of the alphabet; `joined`: without
            blanks; `stub`: the first letters of its words; `plain`: with plurals as singulars.
        bare: loose without places; core: bare without words that many share.
        heads: what stands before "for", "of", "เพื่อ", loose.
        acronyms: in capitals or brackets, or stored as its acronym; `spelled`: what the first letters of its words spell;
            `shortened`: loose, with the first or the last words as their letters only ("dswd field office").
        short, long: "rk foundation" of "RK Foundation", and of "Rim Kok Foundation"; empty where it is not so made.
        parts: identities of what stands between commas, dashes and the like, where that may be a name.
    """

    name: str
    key: str
    identity: str
    folded: str
    full: str
    loose: str
    sorted: str
    joined: str
    stub: str
    plain: str
    bare: str
    core: str
    head: str
    acronyms: frozenset[str]
    spelled: frozenset[str]
    shortened: frozenset[str]
    short: str
    long: str
    parts: tuple[str, ...]


def shape(name: str, acronym: str | None = None) -> Shape:
    """The shapes of a name; made once, many names are compared with many."""
    return _shape(name, acronym)


@lru_cache(maxsize=50_000)
def _shape(name: str, acronym: str | None) -> Shape:  # no default: a name alone and with no acronym would be made twice
    text = norm_text(name)
    bracketed = _BRACKETS.findall(text) if "(" in text or "[" in text or "（" in text else []
    outside = _BRACKETS.sub(" ", text) if bracketed else text
    folded = fold(outside) or fold(text)
    full = written_out(fold(likely_kind(outside)) or folded)
    loose = without_legal(full)
    bare = without_places(loose, places(loose))
    words = loose.split()
    return Shape(
        name=name,
        key=organization_key(name),
        identity=identity(name),
        folded=folded,
        full=full,
        loose=loose,
        sorted=" ".join(sorted(map(nation, words))),
        joined="".join(words),
        stub=" ".join(word[:3] for word in words) if len(words) > 1 and loose.isascii() else "",
        plain=singular(loose),
        bare=without_legal(bare) if bare and bare != loose else bare,
        core=core(bare),
        head=_head(folded),
        acronyms=_acronyms(outside, bracketed, acronym),
        spelled=initials(folded),
        shortened=_shortened(folded),
        short=full if _says_two_letters(full, outside) else "",
        long=_in_two_letters(full),
        parts=_parts(text),
    )


def _shortened(folded: str) -> frozenset[str]:
    words = [word for word in folded.split() if word not in SMALL]
    if not folded.isascii() or not _LEAST_SHORTENED < len(words) <= _MOST_WORDS:
        return frozenset()
    letters = "".join(word[0] for word in words)
    told = [word if tells(word) else "" for word in words]
    found = []
    for end in range(_LEAST_SHORTENED, len(words)):
        found += [[letters[:end], *told[end:]], [*told[:-end], letters[-end:]]]
    return frozenset(" ".join(filter(None, some)) for some in found)


def _says_two_letters(full: str, outside: str) -> bool:
    first, _, rest = full.partition(" ")
    return len(first) == 2 and outside.lstrip()[:2].isupper() and rest.rpartition(" ")[2] in KINDS


def _in_two_letters(full: str) -> str:
    words = full.split()
    if not 3 <= len(words) <= _MOST_WORDS or words[-1] not in KINDS or not full.isascii():
        return ""
    return f"{words[0][0]}{words[1][0]} {' '.join(words[2:])}"


def _parts(text: str) -> tuple[str, ...]:
    """A part that is only a place, or only common words, is no name."""
    parts = [part for part in _PARTS.split(text) if part.strip()]
    folds = [fold(part) for part in parts] if len(parts) > 1 else []
    return tuple(identity(folded) for folded in folds if find(folded) or core(without_places(folded, places(folded))))


def _head(folded: str) -> str:
    """The name before its purpose: "pavena" of "Pavena Foundation for Children"; empty where that tells nothing."""
    words = folded.split()
    at = next((i for i, word in enumerate(words) if i and word in PURPOSE), len(words))
    before = " ".join(words[:at])
    if PURPOSE_THAI in before:
        before = before.partition(PURPOSE_THAI)[0].strip()
    if not before or before == folded:
        return ""
    loose = without_legal(before)
    return loose if core(loose) else ""


def _acronyms(outside: str, bracketed: list[str], acronym: str | None) -> frozenset[str]:
    shouted = outside.isupper() and len(outside.split()) > 1  # all of it in capitals: no word stands out
    capitals = [] if shouted else _CAPITALS.findall(outside)
    marked = [*capitals, *(part for part in bracketed if part.isupper() or "." in part), acronym or ""]
    return frozenset(key for part in marked if len(key := fold(part)) >= 2 and key.isascii()) - _NO_ACRONYM


@dataclass(frozen=True)
class _Telling:
    """What tells two alike names apart."""

    numbers: tuple[str, ...]
    places: tuple[Spot, ...]
    level: str | None
    opposites: dict[int, set[str]]
    thai_acronyms: frozenset[str]
    known: Entry | None


@lru_cache(maxsize=50_000)
def _telling(name: str) -> _Telling:
    """Costly, so only for names that look alike."""
    folded = written_out(fold(name))
    thai = frozenset(organization_key(part) for part in _THAI_ACRONYM.findall(norm_text(name)))
    return _Telling(numbers(folded), places(folded), level(folded), opposites(folded), thai, find(folded))


def difference(one: Shape, other: Shape) -> str | None:
    """What makes them two organizations, however alike they look, in words; None: nothing does."""
    mine, theirs = _telling(one.name), _telling(other.name)
    written_together = one.joined == other.joined and not any(map(str.isdigit, one.joined))  # "One Sky", "OneSky"
    if mine.numbers != theirs.numbers and not written_together and not _is_spelled_by(one, other):
        return "differs in a number: not the same"
    if are_two_places(mine.places, theirs.places):
        return "differs in a place: not the same"
    if mine.level and theirs.level and mine.level != theirs.level:
        return "differs in its level: not the same"
    if exclude(mine.opposites, theirs.opposites):
        return "differs in a word that tells apart: not the same"
    short = mine.thai_acronyms and theirs.thai_acronyms and not mine.thai_acronyms & theirs.thai_acronyms
    if short or _two_acronyms(one, other):
        return "differs in a short acronym: not the same"
    if mine.known and theirs.known and mine.known.identity != theirs.known.identity:
        return "the list that ships knows them as two: not the same"
    return None


def _is_spelled_by(one: Shape, other: Shape) -> bool:
    """Whether one is the acronym of the other, whose number is one of its words and so a letter: "Three Rivers Initiative"."""
    for short, long in ((one, other), (other, one)):
        letters = {short.loose, short.bare, short.core} | short.acronyms
        if letters & (long.spelled | long.acronyms) and not any(map(str.isdigit, one.folded + other.folded)):
            return True
    return False


def _two_acronyms(one: Shape, other: Shape) -> bool:
    """Each has a short acronym that the other neither has, holds as a word, nor spells."""
    return (_has_its_own(one, other) and _has_its_own(other, one)) or _differ_in_short_words(one, other)


def _has_its_own(one: Shape, other: Shape) -> bool:
    theirs = other.acronyms | set(other.folded.split()) | other.spelled | initials(other.loose)
    return any(len(acronym) <= _SHORT and acronym not in theirs for acronym in one.acronyms)


def _differ_in_short_words(one: Shape, other: Shape) -> bool:
    """Word for word the same but for words of three letters or fewer: too short to be a slip."""
    mine, theirs = one.loose.split(), other.loose.split()
    if len(mine) != len(theirs) or not one.loose.isascii():
        return False
    differing = [(a, b) for a, b in zip(mine, theirs, strict=True) if a != b]
    return bool(differing) and all(max(len(a), len(b)) <= 3 or min(len(a), len(b)) <= 2 for a, b in differing)
