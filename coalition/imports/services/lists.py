"""The areas and kinds of help a file names -> known ones, new ones, and the questions between.

A value of the shipped lists is added without a question. Other unknown values are asked about: one by one where a person
typed them, all at once where the file brings codes of its own or there are many.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Generic, TypeVar

from coalition.imports.issues import issue
from coalition.imports.lookups import Help, Helps, Place, Places, code_from
from coalition.imports.matching.keys import organization_key
from coalition.imports.plan import Answers, Option, Question, offered, options_of
from coalition.imports.services.columns import looks_like_code
from coalition.imports.services.values import read_pillar

ADD, REFUSE, MAP = "add", "refuse", "map:"
ONE_BY_ONE = 12  # more unknown values than this are asked about in one question
LOOKED_AT = 60  # of more unknown service types nobody looks which is nearly a known one: such a list has its own
_EXAMPLES = 5


@dataclass(frozen=True, slots=True)
class AreaRef:
    """An area as a row names it, empty: not told. With `code` it is told exactly; without, `name` is a P-code or a name."""

    code: str
    name: str
    level: int | None = None  # 0 (the whole country), 1 or 2
    parent_code: str = ""  # of the province of a district
    parent_name: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class HelpRef:
    """A kind of help as a row names it; either may be empty. `name` may be a code in files without codes of their own."""

    code: str
    name: str
    pillar: str = ""


_Ref = TypeVar("_Ref", bound=AreaRef | HelpRef)
_Known = TypeVar("_Known")


@dataclass
class Resolved(Generic[_Ref, _Known]):
    """What became of every value of one kind that a file names. In none of the three: its rows wait for an answer."""

    refs: Mapping[_Ref, list[int]]  # {value as named: its rows}
    answers: Answers
    new: Callable[[Sequence[_Ref]], _Known]  # adds a value
    option: Callable[[_Known], Option]  # the answer that it is a known one
    codes: tuple[str, str, str]  # of the questions about many unknown values, one, and one that is nearly known
    found: dict[_Ref, _Known] = field(default_factory=dict)  # also values to be added (their `id` is None)
    refused: dict[_Ref, str] = field(default_factory=dict)  # the value as written
    waiting: dict[_Ref, str] = field(default_factory=dict)  # what is asked about it
    questions: list[Question] = field(default_factory=list)

    def decide(self, question: Question, groups: Iterable[Sequence[_Ref]], near: Mapping[str, _Known]) -> None:
        """Let values (each however it is written) be what is answered: one of `near`, a new one, refused; or their rows wait.

        Nobody having answered, the first option of the question holds, unless it holds the rows.
        """
        lines = tuple(sorted(n for alike in groups for ref in alike for n in self.refs[ref]))
        self.questions.append(question := replace(question, lines=lines))
        safe = "" if question.holds_rows else offered(question, self.answers).options[0].value
        answer = question.answered(self.answers.by_question) or safe
        for alike in groups:
            if not answer:
                self.waiting |= dict.fromkeys(alike, question.text)
            elif answer == REFUSE:
                self.refused |= dict.fromkeys(alike, _name(alike[0]))
            else:
                self.found |= dict.fromkeys(alike, near.get(answer) or self.new(alike))

    def ask_about_many(
        self, unknown: dict[str, list[_Ref]], nearly: Collection[str], coded: Iterable[list[_Ref]], *, together: bool
    ) -> dict[str, list[_Ref]]:
        """Ask once about all unknown values, and those with codes of the file; returns those to be asked about one by one."""
        few = nearly if len(nearly) <= ONE_BY_ONE else ()
        one_by_one = unknown if len(unknown) <= ONE_BY_ONE and not together else {key: unknown[key] for key in few}
        if groups := [*coded, *(alike for key, alike in unknown.items() if key not in one_by_one)]:
            names = [_name(alike[0]) for alike in groups]
            examples = ", ".join(names[:_EXAMPLES]) + (", ..." if names[_EXAMPLES:] else "")
            told = issue(self.codes[0], count=len(names), examples=examples)
            key = self.codes[0].removeprefix("new_")
            self.decide(Question(key, told.code, told.why, options_of(told.code)), groups, {})
        return one_by_one

    def ask_about_one(
        self, key: str, alike: Sequence[_Ref], first: Sequence[_Known], others: Sequence[_Known], nearest: str
    ) -> None:
        """Ask whether a value is added, is one of the known ones (the likeliest `first`), or its rows are refused.

        `nearest`: what is spelled so much alike that it may be meant: nothing is safe then; empty: adding is safe.
        """
        near = {self.option(known).value: known for known in (*first, *others)}
        shown = [replace(self.option(known), is_other=known not in first) for known in near.values()]
        name, code = _name(alike[0]), self.codes[2 if nearest else 1]
        add = Option(ADD, f"Add '{name}'")
        options = (*shown, add, _SKIP) if nearest else (add, *shown, _SKIP)
        why = issue(code, value=name, nearest=nearest).why
        self.decide(Question(key, code, why, options, holds_rows=bool(nearest)), [alike], near)


Areas = Resolved[AreaRef, Place]
KindsOfHelp = Resolved[HelpRef, Help]
_SKIP = Option(REFUSE, "Skip these rows")


def _name(ref: AreaRef | HelpRef) -> str:
    return ref.name or ref.code


# --- areas ------------------------------------------------------------------------------------------------------------


def resolve_areas(places: Places, refs: Mapping[AreaRef, list[int]], answers: Answers) -> Areas:
    """Find every area of a file, {as named: its rows}; those to be added are added to `places`."""
    codes = ("new_areas", "unknown_area", "area_nearly_known")
    areas = Areas(refs, answers, partial(_new_area, places), partial(_option, places), codes)
    coded: dict[str, list[AreaRef]] = {}
    typed: dict[str, list[AreaRef]] = {}
    several: dict[str, tuple[list[Place], list[AreaRef]]] = {}
    for ref in refs:
        if ref.level == 0 or places.is_home(ref.name):
            if country := places.country_place(ref.country):
                areas.found[ref] = country
            else:
                areas.refused[ref] = _name(ref)
            continue
        code = ref.code or (ref.name.strip().upper() if looks_like_code(ref.name) else "")
        candidates = [known] if code and (known := places.with_code(code)) else [] if code else _named(places, ref)
        if len(candidates) == 1:
            areas.found[ref] = candidates[0]
        elif candidates:
            several.setdefault(_typed_key(places, ref), (candidates, []))[1].append(ref)
        elif code:
            coded.setdefault(code, []).append(ref)
        else:
            typed.setdefault(_typed_key(places, ref), []).append(ref)
    for key, (candidates, alike) in several.items():  # one name, several areas: there is no safe answer
        text = issue("ambiguous_area", value=alike[0].name, count=len(candidates)).why
        near = {MAP + place.pcode: place for place in candidates}
        options = (*(_option(places, place, "{}") for place in candidates), _SKIP)
        areas.decide(Question(key, "ambiguous_area", text, options, holds_rows=True), [alike], near)
    fits = {key: places.fitting(alike[0].name, _province(places, alike[0])) for key, alike in typed.items()}
    nearly = [key for key, fit in fits.items() if fit]
    for key, alike in areas.ask_about_many(typed, nearly, coded.values(), together=False).items():
        found, others = places.nearest(alike[0].name, _province(places, alike[0]))
        fit = fits[key]
        areas.ask_about_one(key, alike, [fit, *found] if fit else found, others, fit.name if fit else "")
    return areas


def _named(places: Places, ref: AreaRef) -> list[Place]:
    """Areas a name may mean, in the province beside it where that is known."""
    if not ref.parent_code and not ref.parent_name:
        return places.find(ref.name, level=ref.level)
    province = _province(places, ref)
    return places.find(ref.name, province, ref.level) if province else []


def _province(places: Places, ref: AreaRef) -> Place | None:
    if ref.parent_code and (coded := places.with_code(ref.parent_code)):
        return coded
    found = places.find(ref.parent_name, level=1) if ref.parent_name else []
    return found[0] if len(found) == 1 else None


def _typed_key(places: Places, ref: AreaRef) -> str:
    return f"area:{places.key(ref.name)}" + (f"/{places.key(ref.parent_name)}" if ref.parent_name else "")


def _new_area(places: Places, alike: Sequence[AreaRef]) -> Place:
    """A new area under the code the file gives it, with the name and the province its first row gives it."""
    if not (alike[0].code or looks_like_code(alike[0].name)):
        return _new_typed(places, alike[0])
    code = (alike[0].code or alike[0].name.strip()).upper()
    letters = "".join(c for c in code if c.isalpha())
    level = alike[0].level or (1 if sum(c.isdigit() for c in code) <= 2 else 2)
    parents = [ref.parent_code for ref in alike if ref.parent_code]
    parent = next((p for p in parents if code.startswith(p)), parents[0] if parents else None) if level == 2 else None
    country = alike[0].country or letters or places.home
    if parent and (above := places.with_code(parent)) and above.level != 1:
        parent = above.parent_pcode  # a district lies in a province only
    if parent and not places.with_code(parent):
        name = next((ref.parent_name for ref in alike if ref.parent_code == parent and ref.parent_name), parent)
        places.add(Place(parent, 1, None, country, name))
    if not places.with_code(code):
        places.add(Place(code, level, parent, country, alike[0].name))
    return places.by_code[code]


def _new_typed(places: Places, ref: AreaRef) -> Place:
    """A new area known by name only; its code is made from the name until somebody corrects it."""
    province = _province(places, ref)
    country = ref.country or (province.country if province else places.home)
    prefix = f"{country.upper()}-" if country.isascii() and len(country) in _CODES_OF_COUNTRIES else ""
    if province is None and ref.parent_name:
        province = Place(code_from(ref.parent_name, places.by_code, prefix), 1, None, country, ref.parent_name)
        places.add(province)
    level = ref.level or (2 if province else 1)
    parent = province.pcode if province and level == 2 else None
    place = Place(code_from(ref.name, places.by_code, prefix), level, parent, country, ref.name)
    places.add(place)
    return place


_CODES_OF_COUNTRIES = (2, 3)  # letters: ISO 3166-1 alpha-2 and alpha-3; a file may write the name


def _option(places: Places, place: Place, sentence: str = "It is {}") -> Option:
    """The answer that an area is meant: its English name and that of its province, and the local ones where there are any."""
    province = places.with_code(place.parent_pcode) if place.parent_pcode else None
    within, within_local = (province.name, province.name_local or province.name) if province else (place.pcode, place.pcode)
    english, local = f"{place.name} ({within})", f"{place.name_local or place.name} ({within_local})"
    return Option(MAP + place.pcode, sentence.format(english), sentence.format(local))


# --- kinds of help ----------------------------------------------------------------------------------------------------


def resolve_helps(
    helps: Helps, refs: Mapping[HelpRef, list[int]], answers: Answers, *, together: bool, codes_decide: bool = False
) -> KindsOfHelp:
    """Find every kind of help of a file, {as named: its rows}; those to be added are added to `helps`.

    `together`: ask about all unknown ones at once. `codes_decide`: two codes are two kinds, whatever their names.
    """
    codes = ("new_service_types", "unknown_service_type", "service_type_nearly_known")
    kinds = KindsOfHelp(refs, answers, partial(_new_help, helps), _option_of_help, codes)
    unknown: dict[str, list[HelpRef]] = {}
    namesakes: dict[str, list[HelpRef]] = {}
    for ref in refs:
        by_code = codes_decide and bool(ref.code)
        known = helps.with_code(ref.code) if by_code else helps.find(ref.code, ref.name)
        if known:
            kinds.found[ref] = known
        else:
            key = ref.code.upper() if by_code else organization_key(ref.name or ref.code)
            group = namesakes if by_code and helps.find("", ref.name) else unknown
            group.setdefault(f"service_type:{key}", []).append(ref)
    is_short = not together and len(unknown) <= LOOKED_AT
    nearly = [key for key, alike in unknown.items() if is_short and helps.fits(_name(alike[0]))]
    for key, alike in (kinds.ask_about_many(unknown, nearly, (), together=together) | namesakes).items():
        first, others = helps.nearest(_name(alike[0]))
        kinds.ask_about_one(key, alike, first, others, first[0].name if key in nearly else "")
    return kinds


def _option_of_help(known: Help) -> Option:
    of = f"It is {known.code}"
    return Option(MAP + known.code, f"{of} {known.name}", f"{of} {known.name_local or known.name}")


def _new_help(helps: Helps, alike: Sequence[HelpRef]) -> Help:
    name = _name(alike[0])
    code = next((ref.code for ref in alike if ref.code), "") or code_from(name, helps.by_code)
    known = Help(code, name, next((found for ref in alike if (found := read_pillar(ref.pillar))), None))
    helps.add(known)
    return known
