"""Whether the person of a row was there: marks, words of status, times of check-in, the waiting room."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from coalition.imports.cells.headers import fold, match
from coalition.imports.cells.names import sent_in
from coalition.imports.cells.not_people import code_of_no_person, split_titles
from coalition.imports.cells.text import norm_text
from coalition.imports.lexicon import any_of, is_long, pattern, words
from coalition.imports.matching.keys import plain

# --- marks -----------------------------------------------------------------------------------------------------------------


_IGNORED = re.compile("[\\s_.\ufe0e\ufe0f]|(?<=[^-])-(?=[^-])")
_SAID = {"present": "present", "late": "present", "absent": "absent", "excused": "excused"}
_SIGN = 3  # letters of a mark that is no word: "\u00fc" and "\u00fb" say different things


def _key(text: str) -> str:
    key = _IGNORED.sub("", text).casefold()
    return key if len(key) <= _SIGN else plain(key)


_MARKS = {_key(word): mark for section, mark in _SAID.items() for word in words(f"marks.{section}")} | {"": "absent"}
_MORE = re.compile(r"([^()]{1,40}?)\s*\(([^()]*)\)\s*|([^\-–—,;:]{1,40}?)(?:\s[-–—]\s|[,;:]\s)(.*\S)|(\S{1,20}?)([*†])")
_SOMEBODY_ELSE = re.compile(rf"\?|{any_of('marks.somebody_else')}", re.IGNORECASE)
"""In brackets behind a mark: the mark is not that of the person."""


# --- remarks about being away ----------------------------------------------------------------------------------------------


_CAME_IN_PART = rf"(?!.*{any_of('away.in_part')})"  # busy for a part of the meeting only: was there
_BUSY = re.compile(
    rf"{_CAME_IN_PART}(?:{any_of('away.busy')}{any_of('away.kind')}?(?:(?:\s|{any_of('away.joined')}).{{0,40}})?"
    rf"|{any_of('away.asks_leave')}(?:\s.{{0,40}})?|{any_of('away.on')} (?:\w+ ){{0,2}}{any_of('away.trip')}.{{0,40}}"
    rf"|{any_of('away.leave')}.{{0,40}}|{any_of('away.unable', 'away.sent_apologies')}.{{0,60}})",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    rf"{_CAME_IN_PART}(?:{any_of('away.no_delegate')}.{{0,40}}"
    rf"|{any_of('away.did_not_come')}(?:\s?(?:{any_of('away.because')}|\(|\s).{{0,60}})?|{any_of('away.whole')})",
    re.IGNORECASE,
)
_SIGNS = words("away.signs")  # beginnings of all of them: other cells are not searched


def why_away(text: str) -> Literal["absent", "excused"] | None:
    """What a remark of more than one word says of the person it stands beside; None: not that the person was away."""
    bare = text.strip("() ")
    if not bare.casefold().startswith(_SIGNS):
        return None
    if _NOBODY.fullmatch(bare):
        return "absent"
    return "excused" if _BUSY.fullmatch(bare) or sent_in(bare) is not None else None


# --- what a cell says of a person ------------------------------------------------------------------------------------------


def _folded(section: str) -> frozenset[str]:
    return frozenset(map(fold, words(section)))


_REGISTERED = _folded("marks.registered")
_NOT_THERE = _folded("marks.cancelled")
_BOXED = re.compile(r"\[\s*([^\s\]]{0,2})\s*\]|\(([^\s)]{1,2})\)|([01])\.0")
"""A mark in a box, an empty box, and 1 and 0 as programs write numbers that may be missing."""
_PICTURES = "[\u2190-\u2bff\U0001f000-\U0001faff\ufe0f]+"
_WITH_SIGN = re.compile(rf"({_PICTURES})\s*([^\W\d].*)|([^\W\d].*?)\s*({_PICTURES})")
"""A mark with a sign: a tick and "Present"; a picture that is no mark says nothing, an empty box or a question may."""
_NEUTRAL = re.compile("[\U0001f300-\U0001faff\u23f0-\u23f3\ufe0f]+")
_CLOCK_ENDS, _TIME = words("clock.after"), re.compile(r"\d ?: ?\d")


@lru_cache(maxsize=4096)
def mark_of(cell: str) -> str | None:
    """What a cell of attendance says: "present", late too; "absent", empty too; "excused"; "registered": expected only.

    None: it does not say, and a person is asked: `?`, somebody came instead, `online`, `NA` (not known), others.
    """
    if written := _BOXED.fullmatch(cell):
        return mark_of(inside) if (inside := "".join(filter(None, written.groups()))) else "absent"
    folded = fold(cell)
    if folded in _REGISTERED:
        return "registered"
    if folded in _NOT_THERE:
        return "absent"
    if folded not in _UNCLEAR and (away := why_away(cell)):
        return away
    text = norm_text(cell)
    mark = _MARKS.get(_key(text))
    if mark is None and (more := _MORE.fullmatch(text)):
        first, rest = (part for part in more.groups() if part is not None)
        mark = _MARKS.get(_key(first))
        if _SOMEBODY_ELSE.search(rest) or (mark == "present" and _MARKS.get(_key(rest), mark) != mark):
            mark = None
    if mark is None and any(map(str.isdigit, cell)) and (_TIME.search(cell) or cell.endswith(_CLOCK_ENDS)):
        return "present"  # the time somebody was checked in
    if mark is None and (signed := _WITH_SIGN.fullmatch(cell)):
        said, sign = mark_of(signed[2] or signed[3]), mark_of(signed[1] or signed[4])
        plain = sign is None and _NEUTRAL.fullmatch(signed[1] or signed[4])
        return said if plain or sign == said or {sign, said} == {"absent", "excused"} else None
    return mark


_DOUBT = _folded("marks.doubt")  # answers to an invitation that leave open, in a list of who came, what happened then
NOT_KNOWN = "unknown"  # what is answered about a word where nobody knows who of its rows came


def mark_key(cell: str) -> str:
    """A word that stands for a mark, as it is asked about: once, however it is capitalized."""
    return norm_text(cell).casefold()


def in_doubt(cell: str) -> bool:
    """Whether a cell holds an answer to an invitation that leaves it open."""
    return fold(cell) in _DOUBT


_UNCLEAR = _folded("marks.unclear")
_LONGEST_UNCLEAR = 20
_SENT_SOMEBODY, _REFUSED = _folded("marks.sent_somebody"), _folded("marks.refused")


def is_mark(cell: str) -> bool:
    """Whether a cell stands where a mark does: one that is known, or one that leaves open who was there: "?", "tbc"."""
    doubt = "?" in cell and len(cell) <= _LONGEST_UNCLEAR
    return doubt or mark_of(cell) is not None or fold(cell) in _UNCLEAR


@lru_cache(maxsize=4096)
def is_word_of_absence(cell: str) -> bool:
    """Whether a cell says that somebody did not come, and can say nothing else: "absent", not "no" or a dash."""
    return fold(cell) not in _ANY_NO and is_long(fold(cell)) and mark_of(cell) in {"absent", "excused"}


def sent_somebody(cell: str) -> bool:
    """Whether a remark says that somebody came in place of the person of the row: whether the name is theirs is asked."""
    return fold(cell) in _SENT_SOMEBODY or sent_in(cell) is not None


def is_refused(cell: str) -> bool:
    """Whether a cell says that a card, a face or a door was refused: in a log that is nobody's presence by itself."""
    return fold(cell) in _REFUSED


_BEHIND = re.compile(r"(.*\S)\s*(?:[(\[]\s*([^()\[\]]{2,40}?)\s*[)\]]|\s[-–—:]\s*([^-–—:()]{2,30})|(?<=[a-z])([A-Z][a-z]+))")


@lru_cache(maxsize=4096)
def without_absence(cell: str) -> tuple[str, str | None]:
    """A cell and the "absent" or "excused" it is or has behind: "Hill Light (absent)", "Hill LightAbsent"; None: neither."""
    if is_word_of_absence(cell):
        return "", mark_of(cell)
    behind = _BEHIND.fullmatch(cell)
    word = next(filter(None, behind.groups()[1:]), "").strip() if behind else ""
    return (behind[1], mark_of(word)) if behind and is_word_of_absence(word) else (cell, None)


_ANY_NO = _folded("marks.no") | _folded("marks.any_no")  # folded words of absence that answer other questions too

_NO_TIME = frozenset({"", "-", "--", "–", "—", "n/a", "N/A", "NA"})

_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,2})?")
NO_CODE = 4  # codes of a questionnaire end at 3: yes, no, excused; a greater number counts people


def are_counts(cells: Sequence[str], least: int = NO_CODE) -> bool:
    """Whether the cells under "Present" count people: numbers, one of them too great for a mark or a code."""
    return bool(cells) and all(cell.isdecimal() for cell in cells) and max(map(int, cells)) >= least


def are_amounts(cells: Sequence[str]) -> bool:
    """Whether the cells of a matrix are hours, sessions or people, not ticks: numbers and dashes, one of them no 0 and no 1."""
    told = [cell for cell in cells if cell not in _NO_TIME]
    return all(map(_NUMBER.fullmatch, told)) and any(float(cell) not in {0, 1} for cell in told)


def says_number(cell: str) -> str | None:
    """What a number of hours or people says of who came: "present", or "absent" where there are none, or a dash; else None."""
    if cell in _NO_TIME:
        return "absent"
    return ("present" if float(cell) else "absent") if _NUMBER.fullmatch(cell) else None


_CHECKED_IN = pattern("column_phrases.check_in", whole=False)


def is_check_in(header: str) -> bool:
    """Whether a column holds the time somebody was checked in at the door."""
    return _CHECKED_IN.search(header) is not None or match(header).field == "attended"


# --- first name and surname of two cells -----------------------------------------------------------------------------------


def joined_name(first: str, last: str) -> str:
    """The whole name.

    ('Ann,', 'Lee') -> 'Ann Lee'; ('Somchai, Mr.', 'Jaidee') -> 'Mr. Somchai Jaidee'; ('Lee, Ann', 'Lee') -> 'Ann Lee';
    ('Ann Lee', 'Lee') -> 'Ann Lee'; ('Ann / Anna', 'Lee / Li') -> 'Ann Lee / Anna Li'.
    """
    if not first or not last or (first == last and (" " in first or code_of_no_person(first))):
        return first or last  # "Wen", "Wen" may be a name; "TBC", "TBC" is none
    if first.casefold().endswith(f" {last.casefold()}"):
        return first  # the whole name, and the surname once more
    if "/" in first and "/" in last:
        halves = zip(first.split("/"), last.split("/"), strict=False)
        return " / ".join(joined_name(one.strip(), other.strip()) for one, other in halves)
    if "," not in first and "," not in last:
        return f"{first} {last}"
    given, family = ([part for part in map(str.strip, text.split(",")) if part.strip(";")] for text in (first, last))
    titles = [part for part in given if split_titles(f"{part} Somebody Else")[1] == "Somebody Else"]
    given = [part for part in given if part not in titles and part.casefold() != last.casefold()]
    family = [part for part in family if part.casefold() != first.casefold()]
    return norm_text(" ".join([*titles, *given, ", ".join(family)]))
