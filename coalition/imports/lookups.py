"""What is stored, and what is shipped, under the spellings of a file: areas, kinds of help, organizations. Reads only."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cache, lru_cache
from typing import Any

from rapidfuzz import process
from rapidfuzz.distance import OSA, Prefix
from sqlalchemy import select
from sqlmodel import Session, col

from coalition.defaults import KnownArea, area_key, areas_by_key, known_service_types, short_names
from coalition.imports.matching.curated import COUNTRY, spellings_by_code
from coalition.imports.matching.keys import organization_key, person_key
from coalition.models import Area, Organization, OrganizationAlias, ServiceType, Setting
from coalition.settings import Settings
from coalition.vocabulary import Pillar

# --- countries -------------------------------------------------------------------------------------------------------------


_IN_OWN_SCRIPT = {"TH": ("\u0e00", "\u0e7f")}  # countries whose own name is told by its letters; of others the English one


@cache
def _names() -> dict[str, list[str]]:
    """{ISO 3166-1 alpha-2: names of the country, English first}."""
    return {code: names for code, level, names in spellings_by_code() if level == COUNTRY}


@lru_cache(maxsize=1_000)
def country_named(text: str, home: str = "") -> str:
    """Code of the country that a code or a name says; of a longer code of the home country (`THA`) that one; else the text."""
    code = text.strip().upper()
    if code in _names():
        return code
    if home and len(code) == 3 and code.startswith(home):
        return home
    named = (one for one, names in _names().items() if code in {name.upper() for name in names})
    return next(named, code)


# --- areas, kinds of help, organizations -----------------------------------------------------------------------------------


FITS = 0.8  # from this likeness on (1: the same) a known name or word may be the one that is meant
_ELSEWHERE = 2
_LIKELIEST = 3  # of those that may be meant
_NOT_CODE = re.compile(r"[^0-9A-Z\u0e00-\u0e7f]+")


@dataclass(frozen=True)
class Place(KnownArea):
    """A province, district or country, stored or not; `parent_pcode` None: not known."""

    id: int | None = None  # None: not stored


@dataclass(frozen=True, slots=True)
class Help:
    """A kind of help; `id` None: not stored (yet)."""

    code: str
    name: str
    pillar: Pillar | None = None
    name_local: str | None = None
    source: str | None = None
    id: int | None = None


def _setting(session: Session, key: str) -> Any:
    return session.execute(select(col(Setting.value)).where(col(Setting.key) == key)).scalar()


def own_country(session: Session) -> str:
    """The country of the coalition; that of the first list before anybody has said, empty: one whose list is not shipped."""
    told = _setting(session, "country")
    return Settings().country if told is None else str(told)


def code_from(text: str, taken: Iterable[str], prefix: str = "") -> str:
    """A code made from a name: capitals and digits, not yet taken."""
    base = prefix + (_NOT_CODE.sub("_", text.upper()).strip("_")[:40] or "X")
    used, code, number = set(taken), base, 2
    while code in used:
        code, number = f"{base}_{number}", number + 1
    return code


class Places:
    """Areas by P-code and by name: those stored, and those shipped for the coalition's country, which have no id."""

    def __init__(self, session: Session) -> None:
        told, scope = _setting(session, "country"), _setting(session, "scope")
        self.country = own_country(session)  # whose shipped list is looked up; empty: another than those shipped
        self.scope = frozenset(scope if isinstance(scope, list) else ())  # P-codes of what this coalition looks at
        self.by_code: dict[str, Place] = {}
        self._by_key: dict[str, dict[str, Place]] = {}  # {key of a name or code: {P-code: area}}
        above: Any = Area.__table__.alias()  # type: ignore[attr-defined]
        own = (Area.country, Area.name, Area.name_local, Area.aliases)
        columns: tuple[Any, ...] = (Area.id, Area.pcode, Area.level, above.c.pcode, *own)
        query = select(*columns).outerjoin(above, above.c.id == col(Area.parent_id)).order_by(col(Area.id))
        stored = [replace(Place(*values), id=row_id) for row_id, *values in session.execute(query)]
        around = {place.country for place in stored}
        # The country of an area of which nothing else is known; those stored whole, by code: no text finds one.
        self.home = str(told or "") or (around.pop() if len(around) == 1 else "")
        self.own = self.home or self.country
        self.whole = {place.country: place for place in stored if not place.level}
        for place in stored:
            if place.level:
                self.add(place)
        for key, areas in areas_by_key(self.country).items():
            for area in areas:  # one that is stored is found by its shipped names too
                known = self.by_code.get(area.pcode) or self.by_code.setdefault(area.pcode, Place(*vars(area).values()))
                self._by_key.setdefault(key, {})[known.pcode] = known

    def key(self, text: str) -> str:
        """Comparison key of an area's name in the coalition's country."""
        return area_key(text, self.country or self.home)

    def add(self, place: Place) -> None:
        """Let later texts find this area too."""
        self.by_code[place.pcode.upper()] = place
        for key in self._keys(place):
            self._by_key.setdefault(key, {})[place.pcode] = place

    def country_place(self, text: str = "") -> Place | None:
        """The country that a code or a name says, as an area; empty: that of the coalition; None: nobody has said which."""
        code = country_named(text, self.own) if text else self.own
        names, (first, last) = _names().get(code, [code]), _IN_OWN_SCRIPT.get(code, ("", ""))
        local = next((name for name in names if first <= name[0] <= last), None)
        return (self.whole.get(code) or Place(code, 0, None, code, names[0], local)) if code else None

    def is_home(self, text: str) -> bool:
        """Whether a text is the name of the coalition's own country."""
        return bool(self.own) and len(text.strip()) > len(self.own) and country_named(text) == self.own

    def with_code(self, pcode: str) -> Place | None:
        """The area with that P-code (or shipped ISO 3166-2 code); None: not known."""
        if known := self.by_code.get(pcode.strip().upper()):
            return known
        found = list(self._by_key.get(self.key(pcode), {}).values()) if any(c.isdigit() for c in pcode) else []
        return found[0] if len(found) == 1 else None

    def find(self, text: str, province: Place | None = None, level: int | None = None) -> list[Place]:
        """All areas a P-code or name may mean: one when it is clear, none when it is not known.

        `province`: only its districts, and itself. `level`: None: a province is preferred to districts of the same name.
        """
        coded = self.with_code(text)
        if coded:
            return [coded]
        key = self.key(text)
        fit = [place for place in self._by_key.get(key, {}).values() if level in {None, place.level}]
        fit = [place for place in fit if province is None or place.parent_pcode == province.pcode]
        if not fit and province and key in self._keys(province):
            return [province]
        return [place for place in fit if place.level == 1] or fit if level is None else fit

    def nearest(self, text: str, province: Place | None = None) -> tuple[list[Place], list[Place]]:
        """Some areas that share a word or are a slip away, those of the province first; and every other one near it."""
        named = {place.pcode: place for place in self.by_code.values()}
        far = {pcode: self._distance(place, province) for pcode, place in named.items()}
        found = [*alike(text, {p.pcode: [p.name, *filter(None, [p.name_local])] for p in named.values()})]
        first = sorted(found, key=lambda pcode: far[pcode])[:_LIKELIEST]
        first += [pcode for pcode in found[:1] if pcode not in first]
        others = sorted((far[p], named[p].name, p) for p in named.keys() - set(first) if far[p] < _ELSEWHERE)
        return [named[pcode] for pcode in first], [named[pcode] for *_, pcode in others]

    def fitting(self, text: str, province: Place | None = None) -> Place | None:
        """The known area spelled so much alike that it may be meant, of several the nearest to the province; None: none."""
        key = self.key(text)
        told = process.extract(key, self._by_key.keys(), scorer=OSA.normalized_similarity, limit=None, score_cutoff=FITS)
        spelled = [(place, score) for name, score, _ in told for place in self._by_key[name].values()]
        found = min(spelled, key=lambda one: (self._distance(one[0], province), -one[1]), default=None)
        return found[0] if found and len(key) > _SHORTEST else None

    def _distance(self, place: Place, province: Place | None) -> int:
        """0: in the province; 1: in the scope (all provinces, where none is told); else `_ELSEWHERE`."""
        if province and province.pcode in {place.pcode, place.parent_pcode}:
            return 0
        in_scope = {place.pcode, place.parent_pcode} & self.scope if self.scope else place.level == 1
        return 1 if in_scope else _ELSEWHERE

    def _keys(self, place: Place) -> set[str]:
        return {self.key(name) for name in (place.name, place.name_local or "", *place.aliases.split(";")) if name}


class Helps:
    """Kinds of help by code and by name: those stored, and those of the shipped taxonomy, which have no id."""

    def __init__(self, session: Session) -> None:
        self.by_code: dict[str, Help] = {}
        self._by_key: dict[str, Help] = {}
        columns = (ServiceType.id, ServiceType.code, ServiceType.name, ServiceType.name_local, ServiceType.pillar)
        for row in session.execute(select(*(col(c) for c in columns))):
            self.add(Help(row.code, row.name, row.pillar, row.name_local, id=row.id))
        shipped = known_service_types()
        for t in shipped:
            self.by_code.setdefault(t.code, Help(t.code, t.name, t.pillar, t.name_local, t.source))
        for names in (("name", "name_local"), ("short_name", "short_name_local")):  # whole names go before short ones
            for t in shipped:
                if self.by_code[t.code].name == t.name:  # no shipped name means a kind that the coalition calls otherwise
                    for name in names:
                        self._by_key.setdefault(organization_key(getattr(t, name)), self.by_code[t.code])

    def add(self, known: Help) -> None:
        """Let later texts find this kind of help too."""
        self.by_code.setdefault(known.code.upper(), known)
        for name in (known.name, known.name_local):
            if name:
                self._by_key.setdefault(organization_key(name), known)

    def with_code(self, code: str) -> Help | None:
        """The kind of help with that code, stored or shipped."""
        return self.by_code.get(code.upper())

    def find(self, code: str, name: str) -> Help | None:
        """The kind of help with that code or name; either may be empty, and a code may stand in place of the name."""
        coded = [known for text in (code, name) if (known := self.with_code(text))]
        named = [known for text in (name, code) if (known := self._by_key.get(organization_key(text)))]
        stored = [known for known in coded if known.id is not None]  # by what a code means here, not in the shipped list
        return next(iter([*stored, *named, *coded]), None)

    def nearest(self, text: str) -> tuple[list[Help], list[Help]]:
        """Kinds of help that share words with a text, the likeliest first and so many at most, and all others by code."""
        found = [self.by_code[code] for code in [*self._alike(text)][:_LIKELIEST]]
        return found, [known for _, known in sorted(self.by_code.items(), key=_in_order) if known not in found]

    def fits(self, text: str) -> bool:
        """Whether a known kind of help has each word of a text, as it stands or nearly so: it may be meant."""
        return max(self._alike(text).values(), default=0.0) >= FITS

    def _alike(self, text: str) -> dict[str, float]:
        short = short_names()
        return alike(
            text,
            {
                code: [name for name in (known.name, known.name_local, *short.get((known.code, known.name), ())) if name]
                for code, known in self.by_code.items()
            },
        )


def _in_order(one: tuple[str, Help]) -> tuple[str, int, str]:
    """P2 before P10."""
    code = one[1].code
    letters = code.rstrip("0123456789")
    return letters, int(code[len(letters) :] or 0), code


def organization_ids(session: Session) -> dict[str, int]:
    """{organization key: id} of all stored names and confirmed spellings."""
    spellings = select(col(OrganizationAlias.alias_key), col(OrganizationAlias.organization_id))
    names = select(col(Organization.name_key), col(Organization.id))
    return {key: row_id for query in (spellings, names) for key, row_id in session.execute(query)}


# --- what a short name shares with known ones: whole words and beginnings of words, never letters here and there ------------


_SHORTEST = 4  # letters of a word, or of the beginning of one, that says something
_JOINED = 6  # the same where words are written without blanks between them: what two names share of them may end within a word
_SLIPS = 2  # letters by which two words may differ that begin alike; one where they do not


def alike(text: str, names: Mapping[str, list[str]]) -> dict[str, float]:
    """{key of a known name that has something of a text: how much of it (1: each word)}, the likeliest first.

    A word that many of the names have says little about which is meant. `names`: {key: the name in all its spellings}.
    """
    wanted = [word for word in person_key(text).split() if len(word) >= _SHORTEST]
    known = {key: [set(person_key(name).split()) for name in spellings] for key, spellings in names.items()}
    words_of = {key: set().union(*spellings) for key, spellings in known.items()}
    spread = Counter(word for words in words_of.values() for word in words)
    found: dict[str, tuple[float, float, float]] = {}
    for key, words in words_of.items():
        best = [max(((share(one, word), 1 / spread[word], word) for word in words), default=(0.0, 0.0, "")) for one in wanted]
        if weight := sum(shared * rarity for shared, rarity, _ in best):
            told = {word for shared, _, word in best if shared}
            fits = max(len(told & name) / len(name) for name in known[key] if name)
            much = sum(1.0 if shared and one.isascii() else shared for one, (shared, *_) in zip(wanted, best, strict=True))
            found[key] = (weight, fits, much / len(wanted))
    return {key: found[key][-1] for key in sorted(found, key=lambda key: found[key][:2], reverse=True)}


def share(one: str, other: str) -> float:
    """How much of a word another has, 0 to 1: the same one, one with the same beginning, or one typed with a slip."""
    if not (one.isascii() and other.isascii()):
        blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
        size = sum(block.size for block in blocks if block.size >= _SHORTEST)
        return size / len(one) if size >= _JOINED and 2 * size >= min(len(one), len(other)) else float(one == other)
    shortest, longest = sorted((len(one), len(other)))
    if shortest < _SHORTEST:
        return float(one == other)
    begins = Prefix.similarity(one, other)
    slips = OSA.distance(one, other)
    is_slip = slips <= (_SLIPS if begins >= _SHORTEST else 1) and shortest > _SHORTEST
    is_begun = begins >= _SHORTEST and (begins == shortest or 2 * begins >= longest)
    return max(longest - slips if is_slip else 0, begins if is_begun else 0) / longest
