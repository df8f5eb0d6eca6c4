"""What a single cell holds: a day (with or without its year), a time, a mark, a name, the word of a header.

Each distinct text is judged once. The words stand in `words.toml`: none of any language stands in the Python of this package.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from pathlib import Path

from coalition.imports.cells.dates import find_date, without_zone
from coalition.imports.cells.datewords import A_MONTH, find_written, scan, western, with_signs
from coalition.imports.cells.headers import TIMES, match, may_mean, polarity
from coalition.imports.cells.open_dates import Partial, day_without_year
from coalition.imports.cells.presence import mark_of as known_mark
from coalition.imports.cells.text import norm_text
from coalition.imports.lexicon import expression, is_long, is_unspaced, numbered, pattern, table
from coalition.imports.lexicon import words as words_of
from coalition.imports.matching.keys import plain as unaccented

_DATA = tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))
_MEMO_OF_WORDS = 50_000

PRESENT = frozenset({"present", "late"})
"""States of a mark that count as having been there."""


@lru_cache(_MEMO_OF_WORDS)
def plain(text: str) -> str:
    """Words only, lower case: "firstName" and "First-Name:" are both "first name"."""
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)
    apart = apart.replace("_", " ") if len(apart) > 1 and not apart.startswith("_") else apart
    return re.sub(r"[^\w#%]+", " ", apart).strip().casefold()


CROSS, TICK, CIRCLE = (frozenset(_DATA["marks"].pop(key)) for key in ("cross", "tick", "circle"))
_MARKS: dict[str, str] = {}
# Of a row that says when: whoever left was there.
_COMING = {"present": words_of("coming.came"), "left": words_of("coming.left")}
for _state, _words in (*_DATA["marks"].items(), ("late", words_of("marks.late")), *_COMING.items()):
    for _word in _words:
        for _sign in (" ", "-", ""):
            _MARKS.setdefault(_word.casefold().replace(" ", _sign), _state)
_SPOKEN = _DATA["words"] | table("spoken")
_SPOKEN |= {"remarks": words_of("other_headers.remarks"), "things": words_of("header_parts.things")}
_SPOKEN |= {"ways": words_of("names.ways")}  # how somebody was there
_GROUPS = {group: frozenset(map(plain, words)) for group, words in _SPOKEN.items()}
_GROUPS["weekdays"] = frozenset(map(plain, numbered("weekdays.names")))
_MANY_ANSWERS = {plain(word) for key in ("any_yes", "no", "any_no", "cancelled") for word in words_of(f"marks.{key}")}
_OF_STATES = ("marks.present", "marks.late", "marks.absent", "marks.excused", "coming.came")
_STATES = frozenset(plain(word) for section in _OF_STATES for word in words_of(section))
_GROUPS["state"] = frozenset(word for word in _STATES if any(map(str.isalpha, word))) - _MANY_ANSWERS
"""What says whether somebody came and answers no other question, letters too."""
_CAME = {*words_of("marks.present"), *words_of("coming.came")}
_GROUPS["came"] = frozenset(plain(word) for word in _CAME if is_long(plain(word))) - _MANY_ANSWERS
_GROUPS["no"] = frozenset(map(plain, words_of("marks.no")))
_GROUPS["explicit"] = frozenset(filter(is_long, _GROUPS["state"])) - {plain(word) for word in words_of("marks.excused")}
# Names of files often lack accents.
_UNACCENTED = {group: [f" {word} " for word in sorted(set(map(unaccented, words)))] for group, words in _GROUPS.items()}
_OTHERS = {group: tuple(word for word in words if not word.isascii()) for group, words in _SPOKEN.items()}
_UNSPACED = {group: tuple(filter(is_unspaced, words)) for group, words in _OTHERS.items()}
# With another ending, never another beginning: a word for the absent is often that for those who came, behind a "not".
_BEGINNINGS = {group: tuple(f" {plain(word)}" for word in words if not is_unspaced(word)) for group, words in _OTHERS.items()}
_AWAY = re.compile(
    expression([
        *(word for word in words_of("marks.absent") if is_long(word) and plain(word) not in _MANY_ANSWERS),
        *words_of("headings.absent"), *words_of("headings.says_absent"),
    ]),
    re.IGNORECASE,
)  # fmt: skip


def heads_marks(header: str) -> bool:
    """Whether a header says that its column tells who was there."""
    came = is_word(header, "came") and not is_word(header, "ways")  # "In person" may be answered with no by who came online
    return (
        match(header).field in {"attended", "joined"} or may_mean(header, "signature") or came or polarity(header) != "present"
    )


def surely_heads_marks(header: str) -> bool:
    """Whether the whole header is a word for who was there: what its cells say is asked, if nobody knows it."""
    found = match(header)
    return found.field == "attended" and found.is_sure and polarity(header) == "present"


def mark_of(text: str, legend: Mapping[str, str] | None = None) -> str | None:
    """What a cell says of one person: present, late, absent, excused, holiday, left, invited; None: it is no mark."""
    said = legend.get(re.sub(r"\s+", " ", text.strip()).casefold()) if legend else None
    return said or _mark(text)


@lru_cache(_MEMO_OF_WORDS)
def _mark(text: str) -> str | None:
    key = re.sub(r"\s+", " ", text.strip()).casefold()
    if not key:
        return None
    told = _MARKS.get(key) or _MARKS.get(re.split(r"\s*[(:]|\s-\s", key)[0]) or known_mark(text)
    if told is None and " / " in key:  # in two languages
        halves = {_mark(half) for half in key.split(" / ")}
        told = halves.pop() if len(halves) == 1 else "excused" if halves == {"absent", "excused"} else None
    return "invited" if told == "registered" else told


@lru_cache(_MEMO_OF_WORDS)
def of_others(text: str) -> bool:
    """Whether a title, or the name of a file, is that of another list: contacts, people invited, away, or helped."""
    return pattern(*_SAY_OTHERS, whole=False).search(text) is not None


def heads_others(text: str) -> bool:
    """Whether a line says so in a word of its own: a name may hold the beginning of one, "Casey"."""
    return _heads_others().search(text.casefold()) is not None


@cache
def _heads_others() -> re.Pattern[str]:
    return re.compile(expression(f"{phrase}[s]" for section in _SAY_OTHERS for phrase in words_of(section)))


_SAY_OTHERS = ("lines.other_list", "other_headers.helped")


def says(text: str, group: str) -> bool:
    """Whether one of the words of a group stands in a text; "away": a word that says that somebody did not come."""
    if group == "away":
        return _AWAY.search(text) is not None
    text = _AWAY.sub(" ", text) if group == "attendance" else text
    accented = f" {plain(text)} "
    if any(map(unaccented(accented).__contains__, _UNACCENTED[group])):
        return True
    return any(map(text.__contains__, _UNSPACED[group])) or any(map(accented.__contains__, _BEGINNINGS[group]))


@lru_cache(_MEMO_OF_WORDS)
def is_word(text: str, group: str) -> bool:
    """Whether a text is one of the words of a group and nothing else."""
    return plain(text) in _GROUPS[group]


def tell_states(cells: Iterable[str]) -> bool:
    """Whether some cells are words for who came, and some for who did not."""
    return {"present", "absent"} <= {mark_of(cell) for cell in cells if is_word(cell, "state")}


def is_letter(part: str) -> bool:
    """Whether a part is the letter of presence that stands behind a name, or in brackets: "Ann Lee: P", "Bo Chan (A)"."""
    return len(part) == 1 and is_word(part, "state")


def is_zero(text: str) -> bool:
    """Whether all digits of a time are 0: 00:00 beside other times says that there is none."""
    return set(filter(str.isdigit, text)) == {"0"}


_MEMO = 100_000
_SIGN_OF_MONTH = re.compile(A_MONTH)
_CLOCK = re.compile(r"(?<![\d/-])(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?(?![\d/.-])\s*([ap])?\.?m?", re.I)
_EMAIL = re.compile(r"[\w.+'#-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
_CODE = re.compile(r"(?=\S*\d)[A-Z]{0,6}[-/ ]?[\dA-Z]*\d[\dA-Z]*|[A-Z]{2,3}")
_NUMBER = re.compile(r"[-+]?[\d\s,.']*\d%?")
_LONGEST = 200


Day = date | Partial


@lru_cache(_MEMO)
def day_in(text: str, today: date, order: str = "DMY") -> Day | None:
    """The day a cell or a title speaks of; None: none."""
    if len(text) > _LONGEST or not any(letter.isdigit() for letter in text):
        return None
    if found := find_date(text, today=today, order=order) or find_date(text, today=today):
        return found.on
    return day_without_year(text, order)


@lru_cache(_MEMO_OF_WORDS)
def names_meeting(text: str) -> bool:
    """Whether a text is the title of a meeting of a day or a month, and no more; "Missed May meeting" says something of it."""
    signed = with_signs(western(text))
    dated = [word for word in signed.split() if _SIGN_OF_MONTH.search(word) or any(map(str.isdigit, word))]
    if "?" in text or not any(_SIGN_OF_MONTH.search(word) or day_without_year(word) for word in dated):
        return False
    named = [word for word in signed.split() if word not in dated]
    known = [says(word, "meeting") for word in named]
    return any(known) and all(told or is_word(word, "of_meeting") for word, told in zip(named, known, strict=True))


def without_day(text: str, today: date) -> str | None:
    """What a header says besides its day and a time; None: nothing."""
    found, short = find_date(text, today=today), scan(text)
    beside = found.rest if found else short.rest if short and not short.year else text
    text = _CLOCK.sub("", norm_text(beside)).strip(" ()-–,:/.")
    return text if sum(map(str.isalpha, text)) > 1 and not is_word(text, "weekdays") else None


def are_moments(beside: Sequence[str]) -> bool:
    """Whether what stands beside days are times of day, and only the times differ: "9:01 AM", "at 9:05 AM" are no titles."""
    different, words = set(beside), {"".join(filter(str.isalpha, text)) for text in beside}
    return all(map(_CLOCK.search, different)) and len(words) <= 2 < len(different)


def date_order(texts: Iterable[str]) -> str:
    """DMY or MDY by what all days of the file allow: DMY where both would do, or neither."""
    pairs = {(found.day, found.month) for found in map(scan, texts) if found and found.open}
    dmy, mdy = (all(pair[at] <= 12 for pair in pairs) for at in (1, 0))
    return "MDY" if mdy and not dmy else "DMY"


@lru_cache(_MEMO)
def kind(text: str, today: date) -> str:
    """What a cell holds: blank, email, mark, number, date, time, code, weekday, name or text."""
    text = text.strip()
    if not text:
        return "blank"
    if len(text) > _LONGEST:
        return "text"
    if _EMAIL.fullmatch(text):
        return "email"
    if mark_of(text) and not _CLOCK.search(text):  # those are times of joining
        return "mark"
    if _NUMBER.fullmatch(text) and not ((written := find_written(text)) and written.separator):
        return "number"
    bare = without_zone(text)
    day = day_in(text, today) if len(bare) < 45 else None
    if day and (isinstance(day, date) or len(text) < 12):
        return "date"
    if _CLOCK.match(text):
        return "time"
    if _CODE.fullmatch(text):
        return "code"
    if is_word(text, "weekdays"):
        return "weekday"
    letters = sum(letter.isalpha() or "\u0e30" <= letter <= "\u0e4e" for letter in text)
    digits = sum(map(str.isdigit, text))
    named = letters >= 2 and digits <= letters and len(text) <= 60 and len(text.split()) <= 7
    return "name" if named and not re.search(r"https?:|[=<>{}]|\d+ x \d|^\([^()]*\)$", text) else "text"


_KINDS = {"email": {"email"}, "attended": {"mark"}} | {name: {"date", "time"} for name in ("date", *TIMES, "start")}
"""What a column holds -> kinds of its cells that show that nothing before them has moved."""
_DIGITS = 7  # of a telephone number there are more


def surely_is(field: str, text: str, today: date) -> bool:
    """Whether a cell surely holds what its column does."""
    if field == "phone":
        return sum(map(str.isdigit, text)) > _DIGITS and not any(map(str.isalpha, text))
    return kind(text, today) in _KINDS.get(field, ())


def are_organizations(texts: Iterable[str]) -> float:
    """The share of texts that carry a word of organizations."""
    told = list(texts)
    return sum(says(text, "organization") for text in told) / max(len(told), 1)
