"""What a line that stands above names says of them: who came, who did not, or that something else than people follows."""

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from coalition.imports.cells.dates import find_date
from coalition.imports.cells.presence import is_word_of_absence
from coalition.imports.cells.row_words import heads_people, is_sector, standing
from coalition.imports.cells.text import THAI_DIGITS
from coalition.imports.lexicon import any_of
from coalition.imports.read.lines import Line, people_behind, start_of
from coalition.imports.read.values import day_in, role_of, says, without_day

CLOSED = "closed"
"""Said by a heading of an agenda, of actions, of an invitation: the list of people has ended."""

_MARKUP = re.compile(r"^[#>*_=\s]+|[*_=\s]+$")
_NUMBER = re.compile(r"^\(?(?:[\divxIVX]{1,4}(?:\.\d{1,2})*[.)]|[A-Za-z\u0e01-\u0e2e][.)])\s+")
_COUNT = re.compile(rf"\s*[(\[]?\s*(?:{any_of('rows.total_word', 'rows.total', whole=False)}\s*[=:]?\s*)?\d{{1,3}}\s*"
                    rf"{any_of('rows.heads', 'rows.people', whole=False)}?\s*[)\]]?\s*[:：]?\s*$", re.IGNORECASE)  # fmt: skip
LONGEST, _NO_HEADING = 70, 300
_AND = re.compile(rf"\s{any_of('parts.and')}\s", re.IGNORECASE)
_AWAY = frozenset({"absent", "excused"})
_HALVES = re.compile(r"\s*[/|]\s*|\s*[(\[]|[)\]]\s*$")
_CAME = re.compile(any_of("lines.came", whole=False), re.IGNORECASE)
_CLOSED = re.compile(rf"(?!{any_of('lines.not_closed', whole=False)}){any_of('lines.closed', whole=False)}", re.IGNORECASE)
_DASHED = re.compile(r"([^–—-]{3,40}?)\s+[–—-]\s+(\S.*)")
_DAY = re.compile(
    rf"(?<![\s,(–—-])[\s,(–—-]*(?:{any_of('above.held', 'above.held_glued', whole=False)}\s+)?"
    rf"(?:{any_of('date_words.weekday', whole=False)},?\s+)?"
    r"\d{1,4}[\s./-]+\S{1,12}[\s./-]+(?:\S{1,5}\s)?\d{2,4}\)?\s*$",
    re.IGNORECASE,
)
"""The day of the meeting, behind a heading."""


def bare(text: str) -> str:
    """A line without marks of emphasis, its number, its colon, the day and the count behind it."""
    if len(text) > _NO_HEADING:
        return text
    text = _NUMBER.sub("", _MARKUP.sub("", text.translate(THAI_DIGITS)))
    text = _MARKUP.sub("", text.rstrip(" :：–—-"))
    for pattern in (_DAY, _COUNT):
        text = pattern.sub("", text).rstrip(" :：–—-,(") or text
    return text


@lru_cache(maxsize=4096)
def heading_of(text: str) -> str | None:
    """What a line says of those named below it: present, absent, excused, `CLOSED`; None: it is no such heading."""
    plain = bare(text)
    if not plain or len(plain) > LONGEST or re.search(r"[:：]\s*\S", plain):
        return None
    halves = [half for half in _HALVES.split(plain) if half]
    for one in dict.fromkeys((plain, *halves)):
        if state := standing(one.rstrip(" :")):
            return state
        if _CAME.fullmatch(one.strip()):
            return "present"
    return CLOSED if _CLOSED.match(plain) and not plain.endswith((".", "!", "?")) else None


def is_group(text: str) -> bool:
    """Whether a line is the heading of a group of those who came: "NGOs:", "Online:"."""
    plain = bare(text)
    return 0 < len(plain) <= LONGEST and (is_sector(plain) or heads_people(plain))


def label_of(text: str) -> tuple[str, str] | None:
    """(what it says, what stands behind it) of "Present: Ann Lee, Bo Chan"; None: it begins with no such heading."""
    head, colon, rest = text.replace("：", ":").partition(":")
    if not colon:
        found = _DASHED.match(text)
        head, rest = (found[1], found[2]) if found else ("", "")
    state = heading_of(head.strip()) if head else None
    return (state, rest.strip(" *_")) if state and len(head) <= LONGEST else None


def days_alone(rows: Sequence[Sequence[str]], name: str, today: date) -> set[int]:
    """The rows that are the day over the names of those who came: "# 2026-05-14", "Date: 14/5/2026" in a file of attendance.

    A word for a meeting beside it makes a title, unless there are several, or what follows is marked off: "- Ann".

    Args:
        name: of the file, without its ending.
    """
    plain, titled, bullets = set[int](), set[int](), set[int]()
    for at, row in enumerate(rows):
        text = next(filter(None, row), "") if sum(map(bool, row)) == 1 else ""
        if not 0 < len(text) < LONGEST or not isinstance(day_in(text, today), date):
            continue
        rest = _beside_day(_MARKUP.sub("", text), today)
        plain |= {at} if not rest or role_of(rest)[0] == "date" else set()
        below = rows[at + 1] if at + 1 < len(rows) else []
        bullets |= {at} if sum(map(bool, below)) == 1 and start_of(below)[0] != "bare" else set()
        titled |= {at} if says(rest, "meeting") or says(rest, "attendance") else set()
    several = len({day_in(row[0], today) for row in map(rows.__getitem__, titled)}) > 1
    return (plain if says(name, "attendance") else set()) | (titled if several else titled & bullets)


def _is_one(line: Line) -> bool:
    """Whether a line names somebody, and not two with a word for "and" between them."""
    return line.grade > 0 and not _AND.search(line.name)


def _beside_day(text: str, today: date) -> str:
    """What stands beside the day of a line."""
    found = find_date(text, today=today)
    return (without_day(text) or "") if found is None or found.rest else ""


def days_before(rows: Sequence[Sequence[str]], name: str, today: date) -> dict[int, tuple[str, str]]:
    """{row: ("present", names)} of a file of attendance whose lines are a day and who came: "14.05.2026: Lee, Chan"; else {}.

    Args:
        name: of the file, without its ending.
    """
    told, days, others = dict[int, tuple[str, str]](), set[object](), [name]
    for at, row in enumerate(rows):
        head, _, rest = ", ".join(filter(None, row)).replace("：", ":").partition(":")
        head = _MARKUP.sub("", head)
        day = day_in(head, today) if rest and len(head) < LONGEST else None
        if day is not None and not _beside_day(head, today) and all(map(_is_one, people_behind(rest))):
            told[at] = ("present", rest.strip())
            days.add(day)
        elif any(row):
            others.append(bare(next(filter(None, row))))
    away = any(is_word_of_absence(word) or standing(word) in _AWAY for text in others for word in (text, *text.split()))
    plain = all(says(text, "attendance") or heading_of(text) == "present" for text in others[1:])
    return told if plain and not away and len(days) > 1 and any(says(text, "attendance") for text in others) else {}
