"""What the names of a column say together: organizations in brackets behind them, organizations and codes beside them.

What reads as an organization by itself is taken off each name alone (`cells.names`). Where nearly every name has something in
brackets, and most of it reads as an organization, the rest is one too; a nickname, a part played or a place never is.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable
from functools import lru_cache

from coalition.imports.cells.headers import fold
from coalition.imports.cells.names import BRACKETED, HOUSE, POSITION, begins_as_post, looks_like_organization, without_post
from coalition.imports.cells.people_names import Named, is_known, is_place, plays_a_part, read_name, read_names
from coalition.imports.cells.presence import mark_of
from coalition.imports.cells.text import has_thai

_CODE = r"#?[A-Za-z]{0,6}[-/.]?\d[\dA-Z/.]*(?:-\d[\dA-Z]*)?"
_CODE_BEFORE = re.compile(rf"[(\[]?({_CODE})(?:[)\]]?\s*[-–—:|)_,/]\s*|[)\]]?\s+)([^\W\d_].*)")
_CODE_GLUED = re.compile(r"(\d{2,})([^\W\d_]{2}.*)")
_CODE_BEHIND = re.compile(rf"(.*?(?:[^\W\d_]|[\u0e30-\u0e4e])\.?)(?:\s*[-–—:|,]\s*|\s+|_(?=\d)|\s*[(\[]\s*)({_CODE})\s*[)\]]?")
_TWO = re.compile(r"([^\s,()\[\]|/][^,()\[\]|/]*?)(\s+[-–—|/@]\s+|\s*[|,(\[]\s*)(\S[^()\[\]|/]*?)[)\]]?")
"""Two texts in one cell, and the sign between them."""
_LETTER_BEHIND = re.compile(r"([\W\d_]*[^\W\d_].*?)(?:\s*[:=]\s*|\s+[-–—]\s+|\s*[(\[]\s*)([^\W_]{1,2}|[✓✔✗✘])\s*[)\]]?\s*")
_BETWEEN = "-–—|/@"  # such signs that stand in no name, as a comma does
_NEARLY_ALL, _ALL_BUT_ONE = 0.8, 0.9
_LEAST = 2


def organizations_in_brackets(texts: Iterable[str]) -> dict[str, Named]:
    """{text: the person, with what stands in brackets as the organization}; {}: the brackets hold something else."""
    filled = [text for text in texts if text]
    parted = {told[0]: (told[1], told[2]) for told in map(BRACKETED.fullmatch, filled) if told and mark_of(told[2]) is None}
    if len(parted) < _LEAST or len(parted) * 2 < len(filled):
        return {}
    people = [text for text in filled if text in parted or read_name(text).plain]
    # behind a first name alone the whole name may follow
    told = {text: inside for text, (name, inside) in parted.items() if " " in read_name(name).name and _may_be_house(inside)}
    sure = {text for text, inside in told.items() if is_house(inside)}
    likely = sure | {text for text, inside in told.items() if " " in inside and (inside[:1].isupper() or has_thai(inside))}
    if len(parted) < _NEARLY_ALL * len(people) or not sure or len(likely) < max(_LEAST, len(parted) / 2):
        return {}
    named = {text: _named(text, *parted[text]) for text in likely}
    return {text: who for text, who in named.items() if who is not None}


def without_codes(texts: Iterable[str]) -> dict[str, str]:
    """{text: the name in it} of a column in which nearly every name has a code of its own: "D19 - Ann Lee", "Ann Lee (D19)".

    Two of one name keep their codes: they are two people.
    """
    filled = [text for text in texts if text]
    if not any(map(str.isdigit, "".join(filled))):
        return {}
    counted = {text: told for text in filled if (told := _CODE_BEFORE.fullmatch(text)) and told[1].isdigit()}
    numbers = {int(told[1]) for told in counted.values()}
    if _LEAST < len(numbers) == len(counted) == len(filled) and max(numbers) <= _LEAST * len(filled):  # they count the rows
        return {text: told[2] for text, told in counted.items()}
    for pattern, code, name in ((_CODE_GLUED, 1, 2), (_CODE_BEFORE, 1, 2), (_CODE_BEHIND, 2, 1)):
        found = {text: told for text in filled if (told := pattern.fullmatch(text)) and _is_code(told[code])}
        codes = {told[code].casefold() for told in found.values()}
        times = Counter(told[name].casefold() for told in found.values())
        each = len(codes) >= _NEARLY_ALL * len(found) and 2 * len(times) > len(found)  # nothing else parts "Person 12" and 13
        if each and len(found) > _LEAST and len(found) >= _NEARLY_ALL * len(filled):
            alone = {text: told[name] for text, told in found.items() if times[told[name].casefold()] == 1}
            return {text: f"{told[name]} ({told[code]})" for text, told in found.items()} | alone
    return {}


def with_letters(texts: Iterable[str]) -> dict[str, Named]:
    """{text: the person, and what the letter or tick behind the name says} of a column in which nearly all have one.

    Whoever has none did not come, as where a cell of marks is empty; where others say so by a letter of their own it is told.
    """
    filled = [text for text in texts if text]
    found = {text: told for text in filled if (told := _LETTER_BEHIND.fullmatch(text)) and not told[2].isdigit()}
    said = {text: mark for text, told in found.items() if (mark := mark_of(told[2])) in {"present", "absent", "excused"}}
    share = _NEARLY_ALL if len(set(said.values())) > 1 else _ALL_BUT_ONE  # the same sign behind most may be a title
    if len(said) < max(_LEAST + 1, share * len(filled)) or "present" not in said.values():
        return {}
    people = {text: who for text in filled if (who := read_name(found[text][1] if text in said else text)).plain}
    came = {text for text, mark in said.items() if mark == "present"}
    code, state = ("mark_not_known", "") if len(set(said.values())) > 1 else ("", "absent")
    without = {text: who._replace(plain=False, code=code, state=state) for text, who in people.items() if text not in said}
    away = {text: people[text]._replace(plain=False, state=said[text]) for text in people.keys() & said.keys() - came}
    return people | without | away


def organizations_beside(texts: Iterable[str], offices: Collection[str]) -> dict[str, Named]:
    """{text: the person, with the organization that stands before or behind the name in the same cell}.

    It is one of `offices`, those of the column of organizations; or on the side of most organizations; or, where there is no
    such column, on the side that says the same of several of whom the other side tells each by another name.
    """
    parted = {told[0]: (told[1], told[3], told[2]) for told in map(_TWO.fullmatch, texts) if told and mark_of(told[3]) is None}
    known = set(map(fold, offices)) - {""} if parted else set[str]()
    signs = {sign.strip() for *_, sign in parted.values()}
    if len(parted) >= _LEAST and signs <= {*_BETWEEN, ","}:
        apart = signs <= {*_BETWEEN}
        sides = [[both[at] for both in parted.values()] for at in (0, 1)]
        for own, other in (sides, sides[::-1]):
            people = all(" " in name and read_name(name).plain for name in other) and not any(map(is_position, own))
            houses = [text for text in own if looks_like_organization(text) and (apart or " " in text)]  # "Ann Lee, M.A."
            half = 2 * sum(map(is_house, own)) >= len(own) if apart else 2 * len(houses) > len(own)
            most = bool(houses) and half and not any(map(looks_like_organization, other))
            if people and (most or (apart and not offices and len(set(own)) < len(own) == len(set(other)) > _LEAST)):
                known |= {fold(text) for text in own if apart or is_house(text)}  # "Garcia Lopez, Ana Maria" is one
    beside = dict[str, Named]()
    for text, (first, second, _) in parted.items():
        name, house = (first, second) if fold(second) in known else (second, first)
        if fold(house) in known and fold(name) not in known and (who := read_name(name)).plain:
            beside[text] = who._replace(organization=without_post(house))
    return beside


def _is_code(text: str) -> bool:
    """Whether a text is the number of a person: letters and digits, or several digits; "3 Karens" are three."""
    return any(map(str.isalpha, text)) or len(text) > _LEAST


def _named(text: str, name: str, inside: str) -> Named | None:
    """The person of that organization; None: the whole text by itself tells of something else, such as an absence."""
    whole, found = read_names(text, ()), read_names(name, ())
    several = whole.people and (not found.people or "," in name)
    told = whole.code or several or whole.organization or whole.state or whole.sent is not None
    people = tuple(one._replace(organization=one.organization or inside) for one in found.people)
    return found._replace(organization=inside, people=people) if found.plain and not told else None


@lru_cache(maxsize=8192)
def _may_be_house(inside: str) -> bool:
    """Whether what stands in brackets may be an organization: no job or part played, and no place."""
    position = is_position(inside) and not looks_like_organization(inside)
    return not (plays_a_part(inside) or is_place(inside) or position)


def is_position(text: str) -> bool:
    """Whether a text is what somebody does, with or without where."""
    if begins_as_post(text):
        return True
    return not has_thai(text) and POSITION.fullmatch(text) is not None and not is_known(text)


@lru_cache(maxsize=8192)
def without_part_played(office: str) -> tuple[str, str]:
    """(the organization, what somebody did for it) of "Hope House (Voting Member)"; (as written, "") of all others."""
    found = BRACKETED.fullmatch(office) if office.endswith((")", "]", "）")) else None
    played = found and plays_a_part(found[2]) and not is_position(found[1])
    return (found[1], found[2]) if found and played else (office, "")


@lru_cache(maxsize=8192)
def is_house(text: str) -> bool:
    """Whether a text above people reads as an organization; beside a name it might be a surname."""
    return looks_like_organization(text) or is_known(text) or HOUSE.search(text) is not None
