"""What a column holds, told from its header: synonyms in English, Thai and the languages the meeting programs write.

A header is compared exactly first (whole, then each half of a bilingual one), then by the words it contains. Latin
words are compared as whole words, so that "note" does not hold "no"; Thai, which writes no blanks, as text.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from coalition.imports.sheets.header_languages import FURTHER
from coalition.imports.sheets.header_words import (
    CASE_FIELDS,
    CASES,
    CONTAINED,
    EXACT,
    FOREIGN,
    HELPED,
    HOURS,
    KEPT,
    MONEY,
    NICKNAMES,
    RECORDS,
    REGISTRATIONS,
    SIGNATURES,
    TASKS,
    VETOES,
    WORK,
)

_STRIPPED = re.compile(r"[\s*:.()\[\]/\-_–—?,;&'\"’“”]+")
_HALVES = re.compile(r"\s*[/|\n\r()\[\]]\s*|\s[-–—]\s")
_THAI = re.compile(r"[\u0e00-\u0e7f][\u0e00-\u0e7f\s./()-]*")
_INVITATION = re.compile(
    r"\b(?:rsvp|will you|going to|plan to|planning to|pre-?registered|registered|invited|invitation|confirmed|accepted"
    r"|expected|inscrit|inscription|angemeldet|anmeldung|zusage|inscrito|inscripción|aangemeld)\b|ตอบรับ|จะเข้าร่วม",
    re.IGNORECASE,
)
_PROMISE = re.compile(
    r"\b(?:rsvp|(?:will|can|would) you (?:attend|join|come|be)"
    r"|(?:are you|you are) (?:going|planning|coming)|plan to (?:attend|join))\b"
    r"|จะเข้าร่วม|ตอบรับ",
    re.IGNORECASE,
)
_FOR_ABSENT = re.compile(
    r"\b(?:absen(?:t|ce|tees?)|no[- ]?shows?|not (?:present|attend(?:ed|ing)?|come)|did(?: not|n't) (?:attend|come)|non présent"
    r"|abwesend|ausentes?|afwezig)\b|ผู้?ไม่(?:ได้)?(?:มา|เข้า(?:ร่วม)?)(?:ประชุม)?|ไม่(?:ได้)?(?:มา|เข้า(?:ร่วม)?)(?:ประชุม)?|ขาดประชุม",
    re.IGNORECASE,
)
_FOR_EXCUSED = re.compile(
    r"\b(?:with )?(?:apolog(?:y|ies)|excused|regrets|on leave|excusée?s?|entschuldigt)\b|ลาประชุม|ติดราชการ", re.IGNORECASE
)
_FOR_PRESENT = re.compile(r"\b(?:present|attend\w*|came|présence?|anwesend|presentes?)\b|มา|เข้า|status|สถานะ", re.IGNORECASE)
"""Words of columns of which a tick says "not there" or "excused", unless a word of presence stands beside: "มา/ไม่มา"."""
_HELPED = "|".join(HELPED)
_NAMES_HELPED = re.compile(rf"(?:name|initials|ชื่อ).*(?:{_HELPED})|(?:{_HELPED}).*(?:name|initials|ชื่อ)", re.IGNORECASE)
_LIST_OF_HELPED = re.compile(rf"list of (?:{_HELPED})s?|รายชื่อ(?:{_HELPED})", re.IGNORECASE)
"""A title as a whole; of a "Survivor support group" it is asked who they are (`helped`)."""
_OF_A_BODY = re.compile(r"organi[sz]ation|agency|support|service|หน่วยงาน|องค์กร", re.IGNORECASE)
_WORDS = re.compile(r"[^\W\d_]+")
_SPEAKING = re.compile(
    r"\b(?:speaking|speaker|talk(?:ing)?) (?:time|duration|minutes)\b|time spoken|เวลา(?:ที่)?พูด", re.IGNORECASE
)
_TAG = re.compile(r"#[a-z]+[0-9]?(?:\+[a-z_0-9]+)*")
_SHORT_NUMBER = re.compile(r"\d{1,5}[.)]?")
_LONGEST_HEADER = 200
_LAST_DAY = 31


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """A header for comparison: lower case, without blanks and punctuation."""
    return _STRIPPED.sub("", unicodedata.normalize("NFC", text).casefold())


def _words(text: str) -> str:
    """The Latin words of a text, each between blanks: " your full name "."""
    spaced = re.sub(r"([a-z])([A-Z])", r"\1 \2", text).replace("-", "").replace("_", " ")
    return " " + " ".join(_WORDS.findall(spaced.casefold())) + " "


_CASE_FIELDS = frozenset(map(fold, CASE_FIELDS))
_FOREIGN = frozenset(map(fold, FOREIGN))
_NICKNAMES = frozenset(map(fold, NICKNAMES))
_ABSENT = frozenset(
    {"absent", "absente", "ไม่มา", "ขาด", "ไม่เข้าร่วม", "abwesend", "ausente", "afwezig", "nieobecny", "vắng", "欠席"}
)
_EXCUSED = frozenset({"excused", "apologies", "apology", "ลา", "leave", "excusé", "excusée", "entschuldigt", "afgemeld"})
_LETTERS = {"a": "absent", "ข": "absent", "ม่": "absent", "e": "excused", "ex": "excused", "ล": "excused"}
"""Marks that head a column."""
_EXACT: dict[str, tuple[str, int]] = {}
for _words_of_fields, _least in ((EXACT, 0), (FURTHER, 200)):
    for _field, _texts in _words_of_fields.items():
        for _rank, _text in enumerate(_texts, _least):
            _EXACT.setdefault(fold(_text), (_field, _rank))


def _is_thai(text: str) -> bool:
    return bool(_THAI.search(text))


_VETOES = [(fold(veto), True) if _is_thai(veto) else (f" {veto} ", False) for veto in VETOES]
_CONTAINED = sorted(
    ((fold(t) if _is_thai(t) else _words(t), f, _is_thai(t)) for f, texts in CONTAINED.items() for t in texts),
    key=lambda entry: -len(entry[0]),
)


_ABOUT_SOMEBODY = frozenset({"name", "first_name", "last_name", "organization", "role", "phone", "email"})
_GIVES_WAY = frozenset(map(fold, (
    "address", "ที่อยู่", "province", "จังหวัด", "อำเภอ", "country", "no", "no.", "#", "nr", "id", "ลำดับ", "ลำดับที่", "ที่",
    "nickname", "ชื่อเล่น", "line id", "ไลน์", "gender", "เพศ", "age", "อายุ",
)))  # fmt: skip
"""First halves of headers that are not read, beside which the other half is: "Address / Organization", "No. / Name"."""

_WITH_MORE = re.compile(r"([^,&+]+?)\s*(?:[,&+]|\b(?:and|with)\b|และ|พร้อม)\s*\S", re.IGNORECASE)
"""A column of names with something behind them: "Name and phone", "Name, organization", ชื่อและเบอร์โทร."""

_NUMBERED = re.compile(r"(.*\D[.\s#]|.*[ก-๛])\(?\d{1,2}\)?")
"""One of several: "Representative 2", ผู้แทน 1."""


@dataclass(frozen=True)
class Match:
    """What one header means.

    Attributes:
        field: one of `reading.FIELDS`, or TITLE_OR_ROLE; None: not known.
        strength: 2 the whole header, 1.6 one half of a bilingual one, 1 a word in it, 0 not known.
        rank: place among the synonyms of the field, 0 the surest.
    """

    field: str | None
    strength: float = 0.0
    rank: int = 999


@lru_cache(maxsize=4096)
def match(header: str) -> Match:
    """The field one header means."""
    if not header or len(header) > _LONGEST_HEADER:
        return Match(None)
    found = _EXACT.get(fold(header))
    if found:
        return Match(found[0], 2.0, found[1])
    halves = [half for half in _HALVES.split(header) if half]
    latin = _THAI.sub(" ", header).strip(" /|-")
    halves += [part.strip() for part in (*_THAI.findall(header), latin if _is_thai(header) else "") if part.strip()]
    told = [found for half in halves if (found := _EXACT.get(fold(half)))]
    if told:
        beside = [found for found in told if found[0] in _ABOUT_SOMEBODY] if fold(halves[0]) in _GIVES_WAY else []
        field, rank = (beside or told)[0]
        return Match(field, 1.6, rank)
    numbered = _NUMBERED.fullmatch(header)
    if numbered and (found := _EXACT.get(fold(numbered[1]))) and found[0] == "name":
        return Match("name", 1.0, found[1])
    first = _WITH_MORE.match(header)
    if first and (found := _EXACT.get(fold(first[1]))) and found[0] == "name":
        return Match("name", 1.6, found[1])
    return _contained(header)


def is_vetoed(header: str) -> bool:
    """Whether a word in the header turns "name" or "date" into something else: a birthday, a customer, an order."""
    words, folded = _words(header), fold(header)
    return any(veto in (folded if thai else words) for veto, thai in _VETOES)


def _contained(header: str) -> Match:
    words, folded = _words(header), fold(header)
    if is_vetoed(header):
        return Match(None)
    if polarity(header) != "present":
        return Match("attended", 1.0)
    for rank, (text, field, thai) in enumerate(_CONTAINED):
        if text in (folded if thai else words):
            return Match(field, 1.0, 100 + rank)
    return Match(None)


@lru_cache(maxsize=8192)
def is_header_word(text: str) -> bool:
    """Whether a cell is a header and nothing else: "Name" in a row of names."""
    return fold(text) in _EXACT


def polarity(header: str) -> str:
    """What a tick in this column says: "present", or "absent" or "excused" in a column for those."""
    folded = fold(header)
    if folded in _ABSENT:
        return "absent"
    if folded in _EXCUSED:
        return "excused"
    if folded in _LETTERS:
        return _LETTERS[folded]
    rest = _FOR_ABSENT.sub(" ", _FOR_EXCUSED.sub(" ", header))
    if rest == header or _FOR_PRESENT.search(rest):
        return "present"
    return "excused" if _FOR_EXCUSED.search(header) else "absent"


def is_signature(header: str) -> bool:
    """Whether the column is for signatures."""
    return any(fold(half) in SIGNATURES for half in (header, *_HALVES.split(header)))


def is_promise(header: str) -> bool:
    """Whether the column asks who will come: a form that asks that is no list of those who came."""
    return _PROMISE.search(header) is not None


def is_invitation(header: str) -> bool:
    """Whether the column says who was expected: the answer to an invitation, a registration beforehand."""
    return _INVITATION.search(header) is not None


def is_nickname(header: str) -> bool:
    """Whether a column holds nicknames."""
    return any(fold(half) in _NICKNAMES for half in (header, *_HALVES.split(header)))


def is_speaking(header: str) -> bool:
    """Whether a column tells how long somebody spoke, as Jitsi does: that is not how long they were there."""
    return _SPEAKING.search(header) is not None


def is_row_number(header: str) -> bool:
    """Whether the column numbers the rows."""
    return fold(header) in {"no", "#", "nr", "sn", "number", "ลำดับ", "ลำดับที่", "ที่", "id"}


def is_foreign(cells: Sequence[str]) -> bool:
    """Whether a row is the header of another kind of table: prices, actions, counts."""
    filled = [cell for cell in cells if cell]
    other = sum(fold(cell) in _FOREIGN for cell in filled)
    if not other:
        return False
    known = sum(fold(cell) not in _FOREIGN and match(cell).strength >= 2 for cell in filled)
    return len(filled) > 1 and (other + known) * 5 >= len(filled) * 3


def _is_of_activities(cells: Sequence[str]) -> bool:
    """Whether the headers are the tags of humanitarian lists of who does what where (HXL): organizations stand in its rows."""
    tags = [cell.casefold() for cell in cells if _TAG.fullmatch(cell.casefold())]
    where = any(tag.startswith(("#adm", "#sector", "#activity")) for tag in tags)
    return len(tags) > 2 and where and not any(tag.startswith(("#contact", "#attendee")) for tag in tags)


def other_list(cells: Sequence[str], *, dated: bool, attended: bool) -> bool:
    """Whether a header with a column of names is that of another list all the same: payments, registrations, cases.

    Args:
        cells: the header.
        dated: the file says when the meeting was.
        attended: it says in some way that people came: marks, signatures, times, a meeting.
    """
    folded = {fold(cell) for cell in cells if cell}
    cases = any(fold(word) in folded or (" " not in word and word in cell.casefold()) for word in CASES for cell in cells)
    money = not attended and bool(folded & {fold(word) for word in MONEY})
    registered = not attended and bool(folded & {fold(word) for word in REGISTRATIONS})
    worked = not attended and (
        bool(folded & {fold(word) for word in HOURS})
        or (bool(folded & {"hours", "hrs", "ชั่วโมง"}) and any(word in cell.casefold() for word in WORK for cell in cells))
    )
    tasks = not attended and bool(folded & {fold(word) for word in TASKS})
    kept = len(folded & {fold(word) for word in KEPT})
    return (
        cases
        or _is_of_activities(cells)
        or kept > 1
        or (kept and not attended)
        or money
        or registered
        or tasks
        or worked
        or (not attended and not dated and bool(folded & {fold(word) for word in RECORDS}))
    )


@dataclass(frozen=True)
class HeaderRow:
    """One row taken for a header: the match of each cell, and how sure it is (0: it is none)."""

    matches: tuple[Match, ...]
    score: float


def read_header(cells: Sequence[str], is_date: Callable[[str], bool] | None = None) -> HeaderRow:
    """How well a row serves as the header of a list of people.

    Args:
        cells: the row.
        is_date: tells whether a cell is a date: the header of a matrix. None: no cell is.

    Returns:
        score 0 unless at least two cells are known and one of them holds a person's name.
    """
    matches = tuple(match(cell) for cell in cells)
    filled = [(cell, found) for cell, found in zip(cells, matches, strict=True) if cell]
    numbers = [
        cell for cell, _ in filled if _SHORT_NUMBER.fullmatch(cell) and not (is_date and len(cell) > 4 and is_date(cell))
    ]
    if any("@" in cell for cell, _ in filled) or (numbers and not _are_days(numbers)):
        return HeaderRow(matches, 0.0)
    known = [found for _, found in filled if found.field]
    dates = sum(is_date(cell) for cell, found in filled if not found.field) if is_date else 0
    dates = max(dates, len(numbers))
    names = [found for found in known if found.field in {"name", "first_name", "last_name"}]
    names = names or [found for cell, found in filled if is_nickname(cell)]
    count = len(known) + (dates if dates >= 2 else 0)
    if (
        not names
        or (numbers and not any(found.strength > 1 for found in names))
        or count < 2
        or (count < 4 and count < 0.4 * len(filled))
    ):
        return HeaderRow(matches, 0.0)
    return HeaderRow(matches, sum(found.strength for found in known) + 0.5 * (dates if dates >= 2 else 0))


def _are_days(numbers: Sequence[str]) -> bool:
    """Whether the numbers of a row can be the days of the meetings of a matrix: several, and each once in its month."""
    return len(numbers) >= 2 and all(cell.isdecimal() and 1 <= int(cell) <= _LAST_DAY for cell in numbers)


def header_score(cells: list[str]) -> float:
    """How well a row serves as a header; 0: not at all. What the reader of bytes asks to find the delimiter."""
    return read_header(cells).score


def of_survivors(cells: Sequence[str]) -> bool:
    """Whether a row is the header or title of a list of people who are helped: nobody in it may be stored."""
    if any(_LIST_OF_HELPED.fullmatch(cell) for cell in cells):
        return True
    if sum(map(bool, cells)) < 2:  # a title: it may speak of anybody
        return False
    if any(_NAMES_HELPED.search(cell) and not _OF_A_BODY.search(cell) for cell in cells):
        return True
    fields = sum(fold(cell) in _CASE_FIELDS for cell in cells if cell)
    return fields > 1 or (fields > 0 and read_header(cells).score > 0)
