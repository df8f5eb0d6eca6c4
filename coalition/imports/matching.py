"""A typed name -> the key that decides identity, and for organizations the known names it looks like.

The same key is the same organization. Likeness is only ever proposed (`Question`), never acted on: a cut that merges
nothing wrongly still proposes a wrong known name for almost one in ten truly new organizations.
"""

import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from hashlib import sha256

from coalition.defaults import known_areas
from coalition.vocabulary import Sector

CUT = 90.0
"""Likeness in percent (rapidfuzz ratio of the loose keys) from which a name is proposed."""

BEST = 3
"""Known names proposed for one typed name at most."""

_LONGEST_KEY = 300

_GLUE = {".", "'", "’", "\u2018", "`", "ฯ"}  # "D.S.I." is "DSI", "O'Neill" is "ONeill"
_MARKS = {
    code: (None if chr(code) in _GLUE or unicodedata.category(chr(code)) == "Cf" else " ")
    for code in range(sys.maxunicode + 1)
    if chr(code) in _GLUE or unicodedata.category(chr(code)) in {"Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Cf"}
}
_BESIDE_THAI = re.compile(r"(?<=[\u0e00-\u0e7f]) | (?=[\u0e00-\u0e7f])")


def person_key(name: str) -> str:
    """The name in one spelling: composed, without case, punctuation as blanks, blanks single."""
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
    return _bounded(" ".join(folded.translate(_MARKS).split()))


def _bounded(key: str) -> str:
    """A key that fits into an index of either engine: a cell with a whole page of text is told apart by its hash."""
    return key if len(key) <= _LONGEST_KEY else f"{key[: _LONGEST_KEY - 17]} {sha256(key.encode()).hexdigest()[:16]}"


def organization_key(name: str) -> str:
    """As `person_key`, and blanks beside Thai letters, which carry no meaning, are left out. Never drops a word."""
    return _BESIDE_THAI.sub("", person_key(name))


def text_key(text: str | None) -> str | None:
    """Titles and places of meetings for comparison; None where there is nothing to compare."""
    return organization_key(text) or None if text else None


# --- likeness of organizations --------------------------------------------------------------------------------------

_DROPPED = {
    "the", "foundation", "fdn", "inc", "ltd", "limited", "association", "assoc", "org", "organization", "organisation",
    "of", "for", "and", "in", "co", "thailand",
}  # fmt: skip
_SPELLINGS = {
    "centre": "center", "centres": "centers", "programme": "program", "programmes": "programs", "labour": "labor",
    "dept": "department", "children's": "childrens", "intl": "international", "organisations": "organizations",
}  # fmt: skip
_THAI_DROPPED = re.compile("มูลนิธิ|สมาคม|สำนักงาน|สนง|ประเทศไทย")
_LEVELS = {
    "ministry": ("ministry", "กระทรวง"),
    "department": ("department", "dept", "กรม"),
    "division": ("division", "กอง"),
    "province": ("provincial", "province", "จังหวัด", "อบจ", "พมจ", "ภจว"),
    "district": ("district", "อำเภอ"),
    "subdistrict": ("subdistrict", "ตำบล", "อบต"),
    "municipality": ("municipality", "เทศบาล"),
    "station": ("station", "สภ"),
    "region": ("region", "regional", "ภาค"),
}
_SMALL = {"the", "of", "for", "and", "in", "on", "to", "against"}  # words whose letter an acronym leaves out
_NO_ACRONYM = {"ngo", "ngos", "ltd", "inc", "usa"}
_NUMBERS = re.compile(r"\d+")
_IN_BRACKETS = re.compile(r"[(\[]\s*([^()\[\]]{2,15})\s*[)\]]")


@dataclass(frozen=True)
class Known:
    """An organization a typed name may be: `value` is what the answer carries (an id, or the key of a new name)."""

    value: str
    name: str
    acronym: str | None = None


@dataclass(frozen=True)
class _Shape:
    """What likeness is judged by."""

    loose: str
    acronyms: frozenset[str]  # in capitals, in brackets, or stored as its acronym: SOLD in "The SOLD Project"
    spelled: str  # the first letters of its words; empty where they spell nothing
    is_acronym: bool  # nothing but one acronym
    name: str


@dataclass
class Likeness:
    """Known names in the shape in which they are compared; made once per plan, extended by the file's own new names."""

    known: list[Known] = field(default_factory=list)
    _shapes: list[_Shape] = field(default_factory=list)

    def add(self, known: Known) -> None:
        """Let later names be compared with this one."""
        self.known.append(known)
        self._shapes.append(_shape(known.name, known.acronym))

    def best(self, names: Sequence[str], before: Sequence[int] | None = None) -> list[list[Known]]:
        """For each typed name the known ones it looks like, best first, `BEST` at most.

        Args:
            names: as written.
            before: for each name, how many of the known ones it may be compared with (the first n); None: all.
        """
        shapes = [_shape(name, None) for name in names]
        found: list[dict[int, float]] = [{} for _ in names]
        for i, j, score in _close([s.loose for s in shapes], [s.loose for s in self._shapes]):
            found[i][j] = score
        self._add_acronyms(shapes, found)
        result = []
        for i, scores in enumerate(found):
            limit = len(self.known) if before is None else before[i]
            fit = [j for j in scores if j < limit and _comparable(shapes[i], self._shapes[j])]
            result.append([self.known[j] for j in sorted(fit, key=lambda j, s=scores: (-s[j], j))[:BEST]])  # type: ignore[misc]
        return result

    def _add_acronyms(self, shapes: list[_Shape], found: list[dict[int, float]]) -> None:
        by_acronym: dict[str, list[int]] = {}
        by_loose: dict[str, list[int]] = {}
        by_spelled: dict[str, list[int]] = {}
        for j, shape in enumerate(self._shapes):
            by_loose.setdefault(shape.loose, []).append(j)
            by_spelled.setdefault(shape.spelled, []).append(j)
            for acronym in shape.acronyms:
                by_acronym.setdefault(acronym, []).append(j)
        for i, shape in enumerate(shapes):
            alike = list(by_acronym.get(shape.loose, ())) + (list(by_acronym.get(shape.spelled, ())) if shape.spelled else [])
            for acronym in shape.acronyms:
                alike += by_loose.get(acronym, ())
                alike += by_spelled.get(acronym, ())
            for j in alike:
                found[i].setdefault(j, 95.0)


def _close(names: list[str], known: list[str]) -> Iterator[tuple[int, int, float]]:
    """Pairs (name, known, percent) at or above the cut; a matrix of 500 names at a time."""
    from rapidfuzz.distance import Indel  # imported here: a file of known names needs neither of them
    from rapidfuzz.process import cdist

    for start in range(0, len(names) if known else 0, 500):
        matrix = cdist(names[start : start + 500], known, scorer=Indel.normalized_similarity, score_cutoff=CUT / 100)
        rows, columns = matrix.nonzero()
        for i, j in zip(rows.tolist(), columns.tolist(), strict=True):
            if names[start + i]:
                yield start + i, j, float(matrix[i, j]) * 100


def _comparable(one: _Shape, other: _Shape) -> bool:
    """False where numbers, places or levels differ, or two short acronyms do: those are two organizations."""
    numbers, *words = _guard(one.name)
    their_numbers, *their_words = _guard(other.name)
    if numbers != their_numbers:
        return False
    for mine, theirs in zip(words, their_words, strict=True):
        if mine and theirs and mine != theirs:
            return False
    short = one.is_acronym and other.is_acronym and min(len(one.loose), len(other.loose)) <= 5
    return not short or one.loose == other.loose


@lru_cache(maxsize=20_000)
def _shape(name: str, acronym: str | None) -> _Shape:
    text = unicodedata.normalize("NFC", name).replace("&", " and ")
    bracketed = _IN_BRACKETS.findall(text)
    outside = _IN_BRACKETS.sub(" ", text)
    words = [_SPELLINGS.get(word, word) for word in person_key(outside).split()]
    kept = [word for word in words if word not in _DROPPED] or words
    loose = _BESIDE_THAI.sub("", _THAI_DROPPED.sub(" ", " ".join(kept))).strip() or organization_key(name)
    shouted = outside.isupper() and len(words) > 1  # all of it in capitals: no word stands out
    capitals = [] if shouted else re.findall(r"\b[A-Z][A-Z.]+\b\.?", outside)
    marked = [*capitals, *(part for part in bracketed if part.isupper() or "." in part), acronym or ""]
    acronyms = {key for part in marked if len(key := organization_key(part)) >= 3} - _NO_ACRONYM
    letters = "".join(word[0] for word in words if word not in _SMALL)
    spelled = letters if len(letters) >= 3 and letters.isascii() else ""
    is_acronym = len(kept) == 1 and kept[0] in {organization_key(word) for word in capitals}
    return _Shape(loose, frozenset(acronyms), spelled, is_acronym, name)


@lru_cache(maxsize=20_000)
def _guard(name: str) -> tuple[tuple[str, ...], frozenset[str], frozenset[str]]:
    """Numbers, places and levels named in it; costly, so only for names that look alike."""
    return tuple(_NUMBERS.findall(organization_key(name))), _places(name), _levels(name)


@cache
def _place_keys() -> tuple[frozenset[str], int]:
    """(keys of the known places, length of the longest)."""
    found: set[str] = set()
    for area in known_areas("TH"):
        names = [area.name, area.name_local or "", *area.aliases.split(";")]
        found.update(key for name in names if len(key := organization_key(name)) >= 4)
    return frozenset(found), max(map(len, found), default=0)


def _places(name: str) -> frozenset[str]:
    """Known places named in it; of two that begin together only the longer. Whole words, but for Thai, which has none."""
    key, (places, longest), found = organization_key(name), _place_keys(), set()
    at = 0
    while at < len(key):
        thai = key[at] >= "\u0e00"
        starts = thai or at == 0 or key[at - 1] == " "
        ends = range(min(len(key), at + longest), at + 3, -1) if starts else ()
        end = next((e for e in ends if key[at:e] in places and (thai or e == len(key) or key[e] == " ")), None)
        if end is not None:
            found.add(key[at:end])
        at = end if end is not None else at + 1
    found.update(abbreviation for abbreviation in ("ชร", "ชม") if key.endswith(abbreviation))
    return frozenset(found)


def _levels(name: str) -> frozenset[str]:
    key = organization_key(name)
    words = set(key.split())
    return frozenset(
        level
        for level, marks in _LEVELS.items()
        if any(mark in words or (mark >= "\u0e00" and key.startswith(mark)) for mark in marks)
    )


# --- sector ---------------------------------------------------------------------------------------------------------

_SECTORS: dict[Sector, tuple[str, ...]] = {
    Sector.POLICE: ("police", "law enforcement", "ตำรวจ"),
    Sector.JUSTICE: ("justice", "court", "prosecutor", "prosecution", "attorney", "ยุติธรรม", "ศาล", "อัยการ"),
    Sector.HEALTH: ("health", "hospital", "medical", "สาธารณสุข", "โรงพยาบาล", "สุขภาพ"),
    Sector.INTERNATIONAL: (
        "international", "international organization", "un", "un agency", "igo", "united nations", "ระหว่างประเทศ",
    ),
    Sector.NGO: ("ngo", "ngos", "cso", "civil society", "non profit", "nonprofit", "foundation", "เอ็นจีโอ", "ประชาสังคม", "มูลนิธิ"),
    Sector.GOVERNMENT: ("government", "govt", "gov", "public sector", "state", "ภาครัฐ", "รัฐ", "ราชการ"),
    Sector.PRIVATE: ("private", "business", "company", "เอกชน", "ธุรกิจ"),
    Sector.OTHER: ("other", "others", "อื่น"),
}  # fmt: skip

_ALONE = {"foundation", "มูลนิธิ", "other", "others", "state", "company", "international", "un"}
"""Words that name a sector only when they stand alone: 'Hill Foundation staff' or 'Other attendees' tell nothing."""


def sector_of(text: str | None) -> Sector | None:
    """The sector a cell or group heading names; None: not recognised, so not told."""
    key = f" {person_key(text)} " if text else ""
    if "non governmental" in key or "nongovernmental" in key:
        return Sector.NGO
    for sector, words in _SECTORS.items():
        if any(_names(word, key) for word in words):
            return sector
    return None


def _names(word: str, key: str) -> bool:
    if word in _ALONE:
        return key.strip() == word
    return word in key if word[0] >= "\u0e00" else f" {word} " in key


def first_by_key(names: Iterable[str]) -> dict[str, str]:
    """{organization key: the first spelling of it}, in order; names without a letter are left out."""
    found: dict[str, str] = {}
    for name in names:
        if key := organization_key(name):
            found.setdefault(key, name)
    return found
