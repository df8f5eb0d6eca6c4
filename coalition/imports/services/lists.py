"""The areas and kinds of help a file names -> known ones, new ones, and the questions between.

A value of the shipped lists is added without a question. Other unknown values are asked about: one by one where a person
typed them, all at once where the file brings codes of its own or there are many.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from coalition.defaults import area_key
from coalition.imports.issues import issue
from coalition.imports.lookups import Help, Helps, Place, Places, code_from
from coalition.imports.matching.keys import organization_key
from coalition.imports.plan import Answers, Option, Question
from coalition.imports.saved_answers import offered
from coalition.imports.services.columns import looks_like_code
from coalition.imports.services.read import AreaRef, HelpRef
from coalition.imports.services.values import read_pillar

ADD, REFUSE, MAP = "add", "refuse", "map:"
ONE_BY_ONE = 12
"""More unknown values than this are asked about in one question."""
_EXAMPLES = 5


@dataclass
class Areas:
    """What became of every area a file names. In none of the three: its rows wait for an answer.

    `found` holds areas to be added too (their `id` is None); `refused` the value as written.
    """

    found: dict[AreaRef, Place] = field(default_factory=dict)
    refused: dict[AreaRef, str] = field(default_factory=dict)
    waiting: dict[AreaRef, str] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)
    decisions: dict[str, str] = field(default_factory=dict)


@dataclass
class KindsOfHelp:
    """What became of every kind of help a file names; as `Areas`."""

    found: dict[HelpRef, Help] = field(default_factory=dict)
    refused: dict[HelpRef, str] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)
    decisions: dict[str, str] = field(default_factory=dict)


# --- areas ------------------------------------------------------------------------------------------------------------


def resolve_areas(places: Places, refs: Mapping[AreaRef, list[int]], answers: Answers) -> Areas:
    """Find every area, given the answers so far.

    Args:
        places: what is known; areas to be added are added to it.
        refs: {area as named: rows}.
    """
    areas = Areas()
    coded: dict[str, list[AreaRef]] = {}
    typed: dict[str, list[AreaRef]] = {}
    for ref in refs:
        code = ref.code or (ref.name.strip().upper() if looks_like_code(ref.name) else "")
        candidates = [known] if code and (known := places.with_code(code)) else [] if code else _named(places, ref)
        if len(candidates) == 1:
            areas.found[ref] = candidates[0]
        elif candidates:
            _ask_which(places, areas, ref, candidates, refs[ref], answers)
        elif code:
            coded.setdefault(code, []).append(ref)
        else:
            typed.setdefault(_typed_key(ref), []).append(ref)
    together = len(typed) > ONE_BY_ONE
    if coded or together:
        _ask_all(places, areas, coded, typed if together else {}, refs, answers)
    for key, alike in typed.items() if not together else ():
        _ask_one(places, areas, key, alike, sorted(n for ref in alike for n in refs[ref]), answers)
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


def _typed_key(ref: AreaRef) -> str:
    return f"area:{area_key(ref.name)}" + (f"/{area_key(ref.parent_name)}" if ref.parent_name else "")


def _ask_which(places: Places, areas: Areas, ref: AreaRef, candidates: list[Place], lines: list[int], answers: Answers) -> None:
    """One name, several areas: there is no safe answer, so its rows wait."""
    key = _typed_key(ref)
    answer = answers.by_question.get(key)
    by_value = {MAP + place.pcode: place for place in candidates}
    if not any(question.key == key for question in areas.questions):
        options = (*(Option(v, *_labels(places, p)) for v, p in by_value.items()), Option(REFUSE, "Refuse its rows"))
        text = issue("ambiguous_area", value=ref.name, count=len(candidates)).why
        question = Question(key, "ambiguous_area", text, options, tuple(lines), holds_rows=True)
        areas.questions.append(offered(question, answers))
    if answer in by_value:
        areas.found[ref] = by_value[answer]
        areas.decisions[key] = answer
    elif answer == REFUSE:
        areas.refused[ref] = ref.name
        areas.decisions[key] = answer
    else:
        areas.waiting[ref] = ref.name


def _ask_all(
    places: Places,
    areas: Areas,
    coded: dict[str, list[AreaRef]],
    typed: dict[str, list[AreaRef]],
    refs: Mapping[AreaRef, list[int]],
    answers: Answers,
) -> None:
    alike = [*coded.values(), *typed.values()]
    lines = tuple(sorted(n for group in alike for ref in group for n in refs[ref]))
    names = [group[0].name for group in alike]
    question = offered(_question_of_all("areas", "new_areas", names, lines), answers)
    areas.questions.append(question)
    areas.decisions["areas"] = answer = _answer(question, answers)
    for group in alike:
        if answer == REFUSE:
            areas.refused |= {ref: ref.name for ref in group}
            continue
        place = (
            _new_coded(places, group, refs) if group[0].code or looks_like_code(group[0].name) else _new_typed(places, group)
        )
        areas.found |= dict.fromkeys(group, place)


def _ask_one(places: Places, areas: Areas, key: str, alike: list[AreaRef], lines: list[int], answers: Answers) -> None:
    name = alike[0].name
    near = {MAP + place.pcode: place for place in places.nearest(name, _province(places, alike[0]))}
    options = [Option(ADD, f"Add '{name}'"), *(Option(v, *_labels(places, p, "It is {}")) for v, p in near.items())]
    told = issue("unknown_area", value=name)
    question = Question(key, told.code, told.why, (*options, Option(REFUSE, "Refuse its rows")), tuple(lines))
    question = offered(question, answers)
    areas.questions.append(question)
    areas.decisions[key] = answer = _answer(question, answers)
    if answer == REFUSE:
        areas.refused |= {ref: ref.name for ref in alike}
    else:
        areas.found |= dict.fromkeys(alike, near.get(answer) or _new_typed(places, alike))


def _new_coded(places: Places, alike: list[AreaRef], refs: Mapping[AreaRef, list[int]]) -> Place:
    """A new area under the code the file gives it, with the name and the province most rows give it."""
    weight: Counter[AreaRef] = Counter({ref: len(refs[ref]) for ref in alike})
    code = (alike[0].code or alike[0].name.strip()).upper()
    names = _most(weight, "name")
    letters = "".join(c for c in code if c.isalpha())
    level = alike[0].level or (1 if sum(c.isdigit() for c in code) <= 2 else 2)
    parents = [parent for parent in _ranked(weight, "parent_code") if parent]
    parent = next((p for p in parents if code.startswith(p)), parents[0] if parents else None) if level == 2 else None
    country = alike[0].country or letters or places.home
    if parent and (above := places.with_code(parent)) and above.level != 1:
        parent = above.parent  # a district lies in a province only
    if parent and not places.with_code(parent):
        name = next((ref.parent_name for ref in alike if ref.parent_code == parent and ref.parent_name), parent)
        places.add(Place(parent, 1, None, country, name))
    place = places.with_code(code) or Place(code, level, parent, country, names)
    if place.id is None and places.by_code.get(code) is None:
        places.add(place)
    return place


def _ranked(weight: Counter[AreaRef], name: str) -> list[str]:
    told: Counter[str] = Counter()
    for ref, count in weight.items():
        told[getattr(ref, name)] += count
    return [value for value, _ in told.most_common()]


def _most(weight: Counter[AreaRef], name: str) -> str:
    return _ranked(weight, name)[0]


def _new_typed(places: Places, alike: list[AreaRef]) -> Place:
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
    helps: Helps, refs: Mapping[HelpRef, list[int]], answers: Answers, *, together: bool, codes_decide: bool = False
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
    if unknown and (together or len(unknown) > ONE_BY_ONE):
        lines = tuple(sorted(n for alike in unknown.values() for ref in alike for n in refs[ref]))
        names = [alike[0].name or alike[0].code for alike in unknown.values()]
        question = offered(_question_of_all("service_types", "new_service_types", names, lines), answers)
        kinds.questions.append(question)
        kinds.decisions[question.key] = answer = _answer(question, answers)
        for alike in unknown.values():
            _settle(helps, kinds, alike, answer, {})
        unknown = {}
    for key, alike in (unknown | namesakes).items():
        _ask_about(helps, kinds, key, alike, sorted(n for ref in alike for n in refs[ref]), answers)
    return kinds


def _ask_about(helps: Helps, kinds: KindsOfHelp, key: str, alike: list[HelpRef], lines: list[int], answers: Answers) -> None:
    name = alike[0].name or alike[0].code
    near = {MAP + known.code: known for known in helps.nearest(name)}
    options = [Option(ADD, f"Add '{name}'"), *(_option_of(value, known) for value, known in near.items())]
    told = issue("unknown_service_type", value=name)
    question = Question(key, told.code, told.why, (*options, Option(REFUSE, "Refuse its rows")), tuple(lines))
    question = offered(question, answers)
    kinds.questions.append(question)
    kinds.decisions[key] = answer = _answer(question, answers)
    _settle(helps, kinds, alike, answer, near)


def _option_of(value: str, known: Help) -> Option:
    return Option(value, f"It is {known.code} {known.name}", f"It is {known.code} {known.name_local or known.name}")


def _settle(helps: Helps, kinds: KindsOfHelp, alike: list[HelpRef], answer: str, near: dict[str, Help]) -> None:
    name = alike[0].name or alike[0].code
    if answer == REFUSE:
        kinds.refused |= dict.fromkeys(alike, name)
        return
    known = near.get(answer)
    if known is None:
        code = next((ref.code for ref in alike if ref.code), "") or code_from(name, helps.by_code)
        pillar = next((found for ref in alike if (found := read_pillar(ref.pillar))), None)
        known = Help(code, name, pillar)
        helps.add(known)
    kinds.found |= dict.fromkeys(alike, known)


# --- both -------------------------------------------------------------------------------------------------------------


def _question_of_all(key: str, code: str, names: list[str], lines: tuple[int, ...]) -> Question:
    more = ", ..." if len(names) > _EXAMPLES else ""
    told = issue(code, count=len(names), examples=", ".join(names[:_EXAMPLES]) + more)
    return Question(key, code, told.why, (Option(ADD, "Add them"), Option(REFUSE, "Refuse their rows")), lines)


def _answer(question: Question, answers: Answers) -> str:
    """What was answered, or the safe default: the first option."""
    given = answers.by_question.get(question.key, "")
    return given if given in {option.value for option in question.options} else question.options[0].value
