"""The areas and kinds of help a file names -> known ones, new ones, and the questions between.

A value of the shipped lists is added without a question. Other unknown values are asked about: one by one where a person
typed them, all at once where the file brings codes of its own or there are many.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Generic, TypeVar

from coalition.imports.issues import issue
from coalition.imports.lookups import Help, Helps, Place, Places, code_from
from coalition.imports.matching.keys import organization_key
from coalition.imports.plan import Answers, Option, Question
from coalition.imports.saved_answers import offered
from coalition.imports.services.columns import looks_like_code
from coalition.imports.services.values import read_pillar

ADD, REFUSE, MAP = "add", "refuse", "map:"
ONE_BY_ONE = 12
"""More unknown values than this are asked about in one question."""
LOOKED_AT = 60
"""Of more unknown service types than this nobody looks which is nearly a known one: a list of that many has its own."""
_EXAMPLES = 5


@dataclass(frozen=True, slots=True)
class AreaRef:
    """An area as a row names it. With `code` it is told exactly; without, `name` is a P-code or a name to look for.

    Attributes:
        level: 0 (the whole country), 1 or 2; None: not told.
        parent_code, parent_name: the province of a district; empty: not told.
        country: as the file writes it; empty: not told.
    """

    code: str
    name: str
    level: int | None = None
    parent_code: str = ""
    parent_name: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class HelpRef:
    """A kind of help as a row names it; either may be empty. `name` may be a code in files without codes of their own."""

    code: str
    name: str
    pillar: str = ""


_Ref = TypeVar("_Ref", bound=Hashable)
_Known = TypeVar("_Known")
Lines = Mapping[_Ref, list[int]]
"""{value as named: its rows}."""


@dataclass
class Resolved(Generic[_Ref, _Known]):
    """What became of every value of one kind that a file names. In none of the three: its rows wait for an answer.

    `found` holds values to be added too (their `id` is None); `refused` the value as written, `waiting` what is asked about it.
    """

    found: dict[_Ref, _Known] = field(default_factory=dict)
    refused: dict[_Ref, str] = field(default_factory=dict)
    waiting: dict[_Ref, str] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)
    decisions: dict[str, str] = field(default_factory=dict)

    def ask_one(
        self,
        key: str,
        alike: Sequence[_Ref],
        near: Sequence[Option],
        refs: Lines[_Ref],
        answers: Answers,
        codes: tuple[str, str],
    ) -> str:
        """Ask about a value, however it is written: added, one that is known, or its rows refused.

        Args:
            codes: of the question, and what is spelled so much alike that it may be meant: nothing is safe then, and the
                rows wait for an answer (""); empty: nothing is, and adding it is safe.
        """
        code, nearest = codes
        told = issue(code, value=_name(alike[0]), nearest=nearest)
        add = Option(ADD, f"Add '{_name(alike[0])}'")
        options = (*((*near, add) if nearest else (add, *near)), Option(REFUSE, "Skip these rows"))
        return self.ask(Question(key, code, told.why, options, _lines([alike], refs), holds_rows=bool(nearest)), answers)

    def ask_all(self, key: str, code: str, groups: Sequence[Sequence[_Ref]], refs: Lines[_Ref], answers: Answers) -> str:
        """Ask about many values at once: added, or their rows refused."""
        names = [_name(alike[0]) for alike in groups]
        told = issue(code, count=len(names), examples=", ".join(names[:_EXAMPLES]) + (", ..." if names[_EXAMPLES:] else ""))
        options = (Option(ADD, "Add them"), Option(REFUSE, "Skip these rows"))
        return self.ask(Question(key, code, told.why, options, _lines(groups, refs)), answers)

    def settle(self, alike: Sequence[_Ref], answer: str, new: Callable[[], _Known], known: _Known | None = None) -> None:
        """Refuse the rows of a value, let them wait (""), or find it: as the known one that is meant, else as a new one."""
        if not answer:
            self.waiting |= dict.fromkeys(alike, self.questions[-1].text)
        elif answer == REFUSE:
            self.refused |= dict.fromkeys(alike, _name(alike[0]))
        else:
            self.found |= dict.fromkeys(alike, known or new())

    def ask(self, question: Question, answers: Answers) -> str:
        """What was answered, or the safe default, the first option; "" where there is none and its rows wait."""
        question = offered(question, answers)
        self.questions.append(question)
        answer = question.answered(answers.by_question) or ("" if question.holds_rows else question.options[0].value)
        if answer:
            self.decisions[question.key] = answer
        return answer


Areas = Resolved[AreaRef, Place]
KindsOfHelp = Resolved[HelpRef, Help]


def _name(ref: Any) -> str:
    return str(ref.name or ref.code)


def _lines(groups: Iterable[Sequence[_Ref]], refs: Lines[_Ref]) -> tuple[int, ...]:
    return tuple(sorted(n for alike in groups for ref in alike for n in refs[ref]))


# --- areas ------------------------------------------------------------------------------------------------------------


def resolve_areas(places: Places, refs: Lines[AreaRef], answers: Answers) -> Areas:
    """Find every area, given the answers so far.

    Args:
        places: what is known; areas to be added are added to it.
        refs: {area as named: rows}.
    """
    areas = Areas()
    coded: dict[str, list[AreaRef]] = {}
    typed: dict[str, list[AreaRef]] = {}
    several: dict[str, tuple[list[Place], list[AreaRef]]] = {}
    for ref in refs:
        if ref.level == 0 or places.is_home(ref.name):
            country = places.country_place(ref.country)
            areas.settle([ref], ADD if country else REFUSE, partial(_new_typed, places, [ref]), country)
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
    for key, (candidates, alike) in several.items():
        _ask_which(places, areas, key, candidates, alike, refs, answers)
    fits = {key: places.fitting(alike[0].name, _province(places, alike[0])) for key, alike in typed.items()}
    nearly = {key: alike for key, alike in typed.items() if fits[key]}
    one_by_one = typed if len(typed) <= ONE_BY_ONE else nearly if len(nearly) <= ONE_BY_ONE else {}
    together = [alike for key, alike in typed.items() if key not in one_by_one]
    if coded or together:
        groups = [*coded.values(), *together]
        answer = areas.ask_all("areas", "new_areas", groups, refs, answers)
        for alike in groups:
            new = _new_coded if alike[0].code or looks_like_code(alike[0].name) else _new_typed
            areas.settle(alike, answer, partial(new, places, alike))
    for key, alike in one_by_one.items():
        _ask_area(places, areas, key, fits[key], alike, refs, answers)
    return areas


def _ask_area(
    places: Places, areas: Areas, key: str, fit: Place | None, alike: list[AreaRef], refs: Lines[AreaRef], answers: Answers
) -> None:
    """Ask about one unknown area; `fit`: the known one that it is nearly spelled like."""
    found, others = places.nearest(alike[0].name, _province(places, alike[0]))
    first = [fit, *found] if fit else found
    near = {MAP + place.pcode: place for place in (*first, *others)}
    options = [Option(value, *_labels(places, place, "It is {}"), place not in first) for value, place in near.items()]
    codes = ("area_nearly_known", fit.name) if fit else ("unknown_area", "")
    answer = areas.ask_one(key, alike, options, refs, answers, codes)
    areas.settle(alike, answer, partial(_new_typed, places, alike), near.get(answer))


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


def _ask_which(
    places: Places,
    areas: Areas,
    key: str,
    found: list[Place],
    alike: list[AreaRef],
    refs: Lines[AreaRef],
    answers: Answers,
) -> None:
    """One name, several areas: there is no safe answer, so its rows wait."""
    near = {MAP + place.pcode: place for place in found}
    text = issue("ambiguous_area", value=alike[0].name, count=len(found)).why
    options = (*(Option(v, *_labels(places, p)) for v, p in near.items()), Option(REFUSE, "Skip these rows"))
    question = Question(key, "ambiguous_area", text, options, _lines([alike], refs), holds_rows=True)
    answer = areas.ask(question, answers)
    areas.settle(alike, answer, partial(_new_typed, places, alike), near.get(answer))


def _new_coded(places: Places, alike: Sequence[AreaRef]) -> Place:
    """A new area under the code the file gives it, with the name and the province its first row gives it."""
    code = (alike[0].code or alike[0].name.strip()).upper()
    letters = "".join(c for c in code if c.isalpha())
    level = alike[0].level or (1 if sum(c.isdigit() for c in code) <= 2 else 2)
    parents = [ref.parent_code for ref in alike if ref.parent_code]
    parent = next((p for p in parents if code.startswith(p)), parents[0] if parents else None) if level == 2 else None
    country = alike[0].country or letters or places.home
    if parent and (above := places.with_code(parent)) and above.level != 1:
        parent = above.parent  # a district lies in a province only
    if parent and not places.with_code(parent):
        name = next((ref.parent_name for ref in alike if ref.parent_code == parent and ref.parent_name), parent)
        places.add(Place(parent, 1, None, country, name))
    place = places.with_code(code) or Place(code, level, parent, country, alike[0].name)
    if place.id is None and places.by_code.get(code) is None:
        places.add(place)
    return place


def _new_typed(places: Places, alike: Sequence[AreaRef]) -> Place:
    """A new area known by name only; its code is made from the name until somebody corrects it."""
    ref = alike[0]
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


def _labels(places: Places, place: Place, sentence: str = "{}") -> tuple[str, str]:
    """A sentence with the English names of an area and its province, and with the local ones where there are any."""
    province = places.with_code(place.parent) if place.parent else None
    within, within_local = (province.name, province.name_local or province.name) if province else (place.pcode, place.pcode)
    english, local = f"{place.name} ({within})", f"{place.name_local or place.name} ({within_local})"
    return sentence.format(english), sentence.format(local)


# --- kinds of help ----------------------------------------------------------------------------------------------------


def resolve_helps(
    helps: Helps, refs: Lines[HelpRef], answers: Answers, *, together: bool, codes_decide: bool = False
) -> KindsOfHelp:
    """Find every kind of help, given the answers so far.

    Args:
        helps: what is known; kinds to be added are added to it.
        refs: {kind of help as named: rows}.
        together: ask about all unknown ones at once; also done where there are more than `ONE_BY_ONE`.
        codes_decide: the codes are those of a coalition (`read.ServicesRead`): two codes are two kinds, whatever their names.
    """
    kinds = KindsOfHelp()
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
    nearly = {key: alike for key, alike in unknown.items() if is_short and helps.fits(_name(alike[0]))}
    if unknown and (together or len(unknown) > ONE_BY_ONE):
        kept = nearly if len(nearly) <= ONE_BY_ONE else {}
        new = [alike for key, alike in unknown.items() if key not in kept]
        answer = kinds.ask_all("service_types", "new_service_types", new, refs, answers) if new else ""
        for alike in new:
            kinds.settle(alike, answer, partial(_new_help, helps, alike))
        unknown = kept
    for key, alike in (unknown | namesakes).items():
        first, others = helps.nearest(_name(alike[0]))
        near = {MAP + known.code: known for known in (*first, *others)}
        options = [
            Option(value, f"{of} {one.name}", f"{of} {one.name_local or one.name}", one not in first)
            for value, one in near.items()
            for of in [f"It is {one.code}"]
        ]
        fits = next(iter(near.values())).name if key in nearly else ""
        codes = ("service_type_nearly_known" if fits else "unknown_service_type", fits)
        answer = kinds.ask_one(key, alike, options, refs, answers, codes)
        kinds.settle(alike, answer, partial(_new_help, helps, alike), near.get(answer))
    return kinds


def _new_help(helps: Helps, alike: Sequence[HelpRef]) -> Help:
    name = _name(alike[0])
    code = next((ref.code for ref in alike if ref.code), "") or code_from(name, helps.by_code)
    known = Help(code, name, next((found for ref in alike if (found := read_pillar(ref.pillar))), None))
    helps.add(known)
    return known
