"""Names without a title and villages: found where a word beside them is about somebody, unless the coalition knows the name.

"Mi Yo from Ban Pa Kha" holds no title, no cue and no number, and everybody in the district knows who is meant. Many names of
organizations are two words too, and many begin with Baan: so both are looked for beside a word of a person or a place only, and
what the directory or the list of areas knows is spared. One word alone, and a Thai name without a village, are not found.
"""

import re
from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path

from coalition.guard.added import FOLDER, read
from coalition.guard.kinds import Kind
from coalition.guard.title_words import AFTER_BAN, LEADS, NO_NAMES, THINGS

_WORD = rf"(?!{NO_NAMES}\b)[A-Z][a-z'-]{{1,20}}"
_PAIR = rf"(?<![A-Za-z'-])(?:{LEADS}\s)?(?P<name>(?:[A-Z][a-z'-]{{1,20}}\s){{1,3}}[A-Z][a-z'-]{{1,20}})(?![A-Za-z'-])"
_OWNED = rf"(?!\s{THINGS}\b)"
_DOES = (
    r"(?:,?\s\(?(?:aged?|from)\b|,\s?1?\d,|\s\(1?\d\)|,?\s\(?1?\d\s?(?:years|yrs|y/?o)\b"
    r"|\s(?:and|with)\s(?:her|his)\b|\s(?:lives|ran|escaped|cried|cries)\b"
    r"|\s(?:is|was|feels)\s(?:now\s|not\s|still\s|very\s)?(?:ready|safe|afraid|scared|sick|ill|pregnant|missing|hungry|alone|willing"
    r"|staying|waiting|hiding|crying|going|born|rescued|trafficked|arrested|found|identified|married)\b"
    r"|\s(?:wants?|needs?|goes|went|moves|moved|returns|returned|travels)\s(?:to\s(?:go|return|travel|leave|stay|testify|see|the\sshelter"
    r"|the\shospital|school|court)|her|his|home|back)\b|\shas\s(?:no\spapers|agreed|arrived|left|run|fled|a\schild|consented)\b)"
)
_KIN = (
    r"\b(?:[Hh]er|[Hh]is|[Tt]heir|[Tt]he)\s(?:\w{2,9}\s)?(?:mother|father|sister|brother|aunt|uncle|cousin|husband|wife|son|daughter"
    r"|grandmother|grandfather|girl|boy|client|survivor),?\s"
)
_VILLAGE = rf"(?P<name>(?:Ban|Baan)(?:\s(?!{THINGS}\b)[A-Z][a-z'-]{{1,20}}(?![a-z'-])){{1,4}})"
_NOT_THE_VILLAGE = r"(?!\s(?:heads?|health|volunteers?|committees?|leaders?|chiefs?|funds?|meetings?|elders?)\b)"
_CAPITALIZED = r"[A-Z][a-z-]{1,20}"
_THAI_NAME = r"[เแโใไก-ฮ][ก-๙]{1,40}"
_EXPRESSIONS = [
    (Kind.VILLAGE, rf"(?:(?:\b(?i:from|in|at|to|near|of|outside|around)|,)\s){_VILLAGE}(?![A-Za-z'-]){_OWNED}"),
    (Kind.VILLAGE, rf"{_VILLAGE}(?=\svillage\b{_NOT_THE_VILLAGE}|,)"),
    (Kind.VILLAGE, rf"\b(?P<name>{_WORD}(?:\s{_WORD}){{0,2}})\svillage\b{_NOT_THE_VILLAGE}"),
    (Kind.VILLAGE, r"\bvillage\s(?:of|called|named)\s(?P<name>[A-Z][a-z'-]{1,20}(?:\s[A-Z][a-z'-]{1,20}){0,2})"),
    (Kind.VILLAGE, rf"(?:(?<![ก-๙\d])(?<!\d )|(?<!ออก)จาก|อยู่|คน|แถว|ที่|ใน|ไป)(?P<name>(?:หมู่)?บ้าน(?!{AFTER_BAN}){_THAI_NAME})"),
    (Kind.VILLAGE, r"(?:(?<![ก-๙])|อยู่|ที่|ใน)(?P<name>หมู่(?:ที่)?\s?\d{1,2})(?!\d)(?!\s?(?:คน|หลัง|หมู่|บ้าน|ครัว))"),
    (Kind.UNNAMED, rf"{_PAIR}(?={_DOES})"),
    (Kind.UNNAMED, rf"{_KIN}(?P<name>{_WORD}(?:\s{_WORD}){{0,2}})(?![A-Za-z'-])"),
]
_ORDINARY = re.compile(rf"\b{NO_NAMES}\b")
_COMPILED = [(kind, re.compile(expression)) for kind, expression in _EXPRESSIONS]


@cache
def _beside(folder: Path) -> list[tuple[Kind, re.Pattern[str]]]:
    """Names that a word of a further language beside them marks (`words/xx.toml`): of a clan, before kin, behind a child."""
    words = read(folder).beside
    made = []
    if "clans" in words:
        before, none = rf"(?:{_CAPITALIZED}\s|[ก-๙]{{2,25}}\s?)", words.get("not_clans", "(?!)")
        made.append(rf"(?P<name>{before}(?!{none}){words['clans']}[\s-]?(?:[A-Z][a-z'-]{{1,20}}|[ก-๙]{{2,20}}))")
    if "surnames" in words:
        made.append(rf"(?P<name>(?:(?!{NO_NAMES}\b){_CAPITALIZED}\s)?{words['surnames']}){_OWNED}")
    if "kin" in words:
        whose = rf"(?!{words.get('not_whose', '(?!)')}\b)(?P<name>{_CAPITALIZED})"
        made.append(rf"(?<![A-Za-z'-]){whose}'s\s(?:[a-z-]{{2,9}}\s)?{words['kin']}")
    if "children" in words and "name_parts" in words:
        made.append(rf"{words['children']}\s?(?P<name>{words['name_parts']}{{2,6}})(?=[\s၊။,.;:!?)]|က|$)")
    return [(Kind.UNNAMED, re.compile(expression)) for expression in made]


def spans(text: str) -> Iterator[tuple[Kind, int, int]]:
    """(kind, start, end) of villages and of names without a title in a folded text."""
    for kind, expression in [*_COMPILED, *_beside(FOLDER)]:
        for found in expression.finditer(text):
            if kind is Kind.VILLAGE or not _ORDINARY.search(found["name"]):
                yield kind, *found.span("name")


def is_known(name: str, known: Collection[str]) -> bool:
    """Whether a name that was found is one of those, or part of one: "Baan Tharn" of "Baan Tharn Foundation"; in Thai, where no
    blank ends a name, whether one of them, or what follows a word such as foundation in it, begins it.
    """
    said = _plain(name)
    return any(
        f" {said} " in f" {one} " or (" " in one and f" {one} " in f" {said} ") or _begins(said, one) or _ends(said, one)
        for one in map(_plain, known)
    )


def _begins(said: str, one: str) -> bool:
    start = one.find("บ้าน")
    return start >= 0 and len(whole := one[start:].split()[0]) > len("บ้าน") + 1 and said.startswith(whole)


def _ends(said: str, one: str) -> bool:
    """Whether a full name in Thai stands in what was found: the words around it are not apart from it."""
    return " " in one and "ก" <= one[0] <= "๙" and one in said


def _plain(name: str) -> str:
    return " ".join(re.sub(r"[^\w\u0e00-\u0e7f]+", " ", name).casefold().split())
