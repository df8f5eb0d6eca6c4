"""What stands above the table and says when and what the meeting was: title rows, `Date:` pairs, a summary block."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from coalition.imports.cells.dates import NOT_THE_MEETING, FoundDate, find_date, read_clock
from coalition.imports.cells.datewords import is_number_or_days
from coalition.imports.cells.headers import OF_NAMES, TITLE_OR_ROLE, fold, heads_list, match
from coalition.imports.cells.open_dates import day_without_year, is_month, years_in
from coalition.imports.cells.text import THAI_DIGITS
from coalition.imports.lexicon import any_of, pattern, words
from coalition.imports.read.line_values import CLOSED, COUNT, LONGEST, MARKUP, heading_of, label_of, start_of, text_of
from coalition.imports.read.lines import grouped
from coalition.imports.read.sheet import text_at
from coalition.imports.read.values import Day, day_in, is_word, says, without_day

PAIR_FIELDS = frozenset({"date", "title", "place", "start", "end"})

_PRINTED = pattern("above.printed")
_WORD, _LABEL = any_of("above.place_word"), any_of("above.place_label")
_PLACE = re.compile(
    rf"^(?:{any_of('above.place_at')}\s+|{_WORD}\s*[:：]?\s*|{_LABEL}\s*[:：-]\s*|{any_of('above.place_first')}"
    rf"|(?:\S+\s){{0,4}}{any_of('above.place_last')}$)",
    re.IGNORECASE,
)
_PLACE_WORD = re.compile(rf"^(?:{any_of('above.place_at')}|{_WORD}|{_LABEL})\s*[:：-]?\s*", re.IGNORECASE)
_SUBJECT = re.compile(rf"^{any_of('above.subject')}\s*[:：]?\s*(?=\S)")
_LIST_OF = re.compile(
    rf"^{any_of('above.list_of')}\s*(?=\S)|^{any_of('above.list_name', whole=False)}\s*[-–—:]?\s*(?=\S)"
    rf"|^{any_of('above.list_label', whole=False)}\s*(?:[-–—:]|{any_of('above.list_for')})\s*",
    re.IGNORECASE,
)
_MEETING_WORD = pattern("above.meeting", whole=False)
_CLOCK_WORDS = re.compile(
    rf"{any_of('above.clock', whole=False)}?\s*\d{{1,2}}[.:]\d{{2}}.*$|{any_of('above.clock_rest')}$", re.IGNORECASE
)
_TIME = any_of("above.time", whole=False)
_SAYS_CLOCK = re.compile(
    rf"\d{{1,2}}[.:]\d{{2}}\s*(?:{'|'.join(map(re.escape, words('clock.after')))}|[ap]\.?m|-|–)|{_TIME}", re.IGNORECASE
)
_CLOCK_BEHIND = re.compile(r":\s*\d{1,2}[.:]\d{2}(?!\d)")
_BEFORE_CLOCK = re.compile(rf"^.*?{_TIME}:?", re.IGNORECASE)
_AROUND_DATE = re.compile(rf"^\W*{any_of('above.before_date', whole=False)}?\W*|[\s,\-–—|(]*$", re.IGNORECASE)
_TRAILING = re.compile(
    rf"\s+{any_of('above.held', whole=False)}$|\s*{any_of('above.held_glued', whole=False)}$",
    re.IGNORECASE,
)
_NO_TITLE = frozenset(map(fold, words("above.no_title")))
_MAILED = re.compile(r"\d\d:\d\d:\d\d [+-]\d{4}")  # as programs of mail write when a letter was sent
_KEY, _LEAST_KEYS = re.compile(r"[a-z][a-z_-]*:(?:\s|$)"), 3
"""Of a page, above its text, ruled off or not: "title: ...", "slug: ...", "date: ..."."""
_RULE, _CUT = re.compile(r"-{3,}"), re.compile(r"(?<=\d)\t(?=(?:19|20|25)\d\d(?![-/.]?\d))")
"""A line of hyphens; where a day was cut at its comma: "Minutes May 14", "2026"."""
_TO = re.compile(rf"\s(?:[-–—~]|{any_of('clock.to')})\s")
_KEY_LENGTH, _MONTH = 40, 31
HEADER_WITHIN = 40  # a header is looked for in this many first rows
_DAY = re.compile(any_of("lines.day", whole=False))
_NOT_LETTERS = re.compile(r"[^\w]|\d|_")
_TITLE = 200  # letters of the longest title of a meeting


@dataclass(frozen=True)
class Preamble:
    """What the rows above a table say about the meeting, as in `reading.MeetingRead`; None: not said."""

    title: str | None = None
    place: str | None = None
    start: str | None = None
    end: str | None = None
    day: FoundDate | None = None
    date_text: str = ""  # the cell it was read from
    in_doubt: bool = False  # the title may be that of several days, or of a meeting by its number
    of_page: bool = False  # the day is that of the page on which a text stands; nothing else says one

    @property
    def on(self) -> date | None:
        """The day."""
        return self.day.on if self.day else None

    def over(self, earlier: "Preamble") -> "Preamble":
        """This one, completed from an earlier one: a second table under the same title."""
        day = earlier if self.on is None else self
        title, place = self.title or earlier.title, self.place or earlier.place
        return replace(day, title=title, place=place, start=self.start, end=self.end, of_page=self.of_page)


def read_preamble(rows: Sequence[Sequence[str]], today: date, order: str | None = None) -> Preamble:
    """The meeting as the rows above a table, of cleaned cells, tell it. `order`: "DMY" or "MDY", as a person has answered."""
    pairs: dict[str, str] = {}
    titles: list[str] = []
    told = ("\t".join(cell.lstrip("#/* ") for cell in row) for row in rows)  # "# Date: 14 May 2026"
    rows = [_CUT.sub(", ", text).split("\t") for text in told]
    ruled = [number for number, row in enumerate(rows) if _RULE.fullmatch("".join(row))]
    matter = ruled[1] if len(ruled) > 1 and not any(map(any, rows[: ruled[0]])) else 0  # the day there is that of the page
    keyed = next((number for number, row in enumerate(rows) if not _KEY.match("".join(row))), len(rows))
    matter = matter or (keyed if keyed >= _LEAST_KEYS else 0)
    for number, row in enumerate(rows):
        if found := _pairs_of(row) or _block_of(rows, number):
            for key, value in found.items():
                page = key == "date" and (number < matter or _MAILED.search(value))
                pairs.setdefault("page" if page else key, value)
        elif number < matter or (number and not _pairs_of(rows[number - 1]) and _block_of(rows, number - 1)):
            continue
        elif not any(_PRINTED.match(cell) and len(cell) < _KEY_LENGTH for cell in row):
            filled = list(filter(None, row))
            counts = len(filled) == 2 and filled[1].isdecimal()  # "Enrolled", 12
            others = (_PRINTED.search(cell) or (":" in cell and NOT_THE_MEETING.match(cell)) for cell in filled)
            titles += [cell for cell, other in zip(filled, others, strict=True) if not counts and not other]
    return _compose(pairs, titles, today, order)


def _pairs_of(row: Sequence[str]) -> dict[str, str]:
    """The `key, value` pairs of one row: in two cells (blanks between are fine) or in one with a colon."""
    pairs: dict[str, str] = {}
    cells = list(filter(None, row))
    whole = [match(cell).is_whole for cell in cells]  # key, value, key, value
    alternating = len(cells) == 2 or (len(cells) % 2 == 0 and any(whole[::2]) and not any(whole[1::2]))
    used = -1
    for at, cell in enumerate(cells):
        key, colon, rest = map(str.strip, cell.replace("：", ":").partition(":"))
        worded = len(key) <= _KEY_LENGTH and not any(map(str.isdigit, key))  # "14 May 2026, 13:30"
        found = match(key if worded and at != used else "")
        name = "title" if found.field == TITLE_OR_ROLE else str(found.field)
        if not found.is_whole or name not in PAIR_FIELDS:
            continue
        if rest:
            cut = name == "date" and not years_in([rest])  # "Date: Wednesday", "14 May 2025"; "Date: May 14", "2025"
            pairs.setdefault(name, ", ".join([rest, *cells[at + 1 : at + 3]]) if cut else rest)
        elif at + 1 < len(cells) and (colon or alternating):
            used = at + 1
            pairs.setdefault(name, cells[used])
    return pairs


def _block_of(rows: Sequence[Sequence[str]], number: int) -> dict[str, str]:
    """A summary block: a row of three or more known headers, its values in the row below."""
    if number + 1 >= len(rows):
        return {}
    found = [(str(match(cell).field), text_at(rows[number + 1], at)) for at, cell in enumerate(rows[number]) if cell]
    told = [(field, text) for field, text in found if field in PAIR_FIELDS]
    return {field: text for field, text in reversed(told) if text} if len(told) > 1 and len(found) > 2 else {}


def _as_title(text: str, today: date) -> str:
    """A title without the time that it tells of, "Northern group"; empty: it is a day or a month, of another meeting."""
    bare = MARKUP.sub("", text)
    found = find_date(bare, today=today) if len(bare) < _KEY_LENGTH else None
    if is_month(text) or (found and not found.rest):
        return ""
    for _ in range(2 if is_period(text, today) else 0):
        text = found.rest if (found := find_date(text, today=today)) else text
    return text


def is_of_summary(rows: Sequence[Sequence[str]], number: int) -> bool:
    """Whether a row has the values of a summary block, the first or the second of them, and names nobody."""
    words = [told for told, cell in zip(rows[number - 1], rows[number], strict=False) if not cell.isdecimal()]
    named = any(match(word).field in OF_NAMES for word in words)  # "Participants" over their number
    return not named and any(at >= 0 and _block_of(rows, at) for at in (number - 1, number - 2))


def _compose(pairs: dict[str, str], titles: list[str], today: date, order: str | None) -> Preamble:
    speaking = [at for at, text in enumerate(titles) if _speaks(text) or says(text, "meeting")]
    lines = [at for at, text in enumerate(titles) if " " in text or "." not in text]  # without addresses of pages
    below = {at for above, at in pairwise(lines) if above in speaking and not without_day(titles[at], today)}
    named = [titles[at] for at in sorted(range(len(titles)), key=lambda at: (at not in speaking, at not in below))]
    own = day_without_year(pairs.get("date", ""))
    for text in filter(None, (pairs.get("date"), *named, *map(pairs.get, ("start", "title", "page")))):
        found = None if is_period(text, today) else find_date(text, today=today, order=order)
        found = found if found and own in {None, (found.on.month, found.on.day)} else None  # "Date: 14 May" is of no other day
        if found:
            break
    else:
        text, found = "", None
    start, end = _clocks(pairs, titles)
    place = pairs.get("place") or next((_PLACE_WORD.sub("", t) for t in titles if _PLACE.match(t)), None)
    title = pairs.get("title")
    if title is None or title.casefold() == "null":
        others = [one if one == text else _as_title(one, today) for one in titles]
        title = _title_of(list(filter(None, others)), text, found.rest if found else "")
    page = text == pairs.get("page")
    return Preamble(title or None, place or None, start, end, found, text, is_number_or_days(text), bool(found) and page)


def is_period(text: str, today: date) -> bool:
    """Whether a title tells of a time longer than any meeting: "1 May 2023 - 30 April 2024"."""
    days = [find_date(part, today=today) for part in _TO.split(text)]
    return any(one and other and (other.on - one.on).days > _MONTH for one, other in pairwise(days))


def _clocks(pairs: dict[str, str], titles: list[str]) -> tuple[str | None, str | None]:
    start, end = read_clock(pairs.get("start", ""))
    end = read_clock(pairs.get("end", ""))[0] or end
    for text in (pairs.get("date", ""), *titles):
        if start is None and _SAYS_CLOCK.search(text):
            start, late = read_clock(_BEFORE_CLOCK.sub("", text))
            end = end or late if start else end
    return start, end


def _speaks(text: str) -> bool:
    """Whether a text speaks of a meeting, or of its minutes."""
    return _MEETING_WORD.search(text) is not None or says(text, "minutes")


def _title_of(titles: list[str], date_text: str, undated: str) -> str | None:
    """The title among the rows: the last that speaks of a meeting, else the first; without its date and its list words."""
    left: list[str] = []
    for text in titles:
        if _PLACE.match(text) or _CLOCK_BEHIND.search(text):
            continue  # "Meeting ended: 12:10"
        rest = text
        if text == date_text:
            rest = _CLOCK_WORDS.sub("", undated)
            rest = _AROUND_DATE.sub("", rest)
            if not _speaks(rest):
                continue
        rest = _TRAILING.sub("", _LIST_OF.sub("", _SUBJECT.sub("", rest))).strip(" #*-–—:,|")
        if is_word(rest, "present_heading"):
            continue  # "# Present"
        halves = [fold(half) for half in re.split(r"[/|()]", rest)]
        if any(map(str.isalpha, rest)) and any(len(half) > 2 and half not in _NO_TITLE for half in halves):  # no mere list
            left.append(rest)
    speaking = sorted(filter(_speaks, left), key=lambda text: not text.endswith("."))  # "Minutes were taken by ..."
    return speaking[-1] if speaking else (left[0] if left else None)


def top_of(rows: Sequence[Sequence[str]], lowest: int, header: int, today: date) -> int:
    """First of the rows above a further header that belong to it: its title rows, if they name a meeting."""
    top, number = header, header - 1
    while number >= lowest and sum(map(bool, rows[number])) <= 4:
        cells = [cell for cell in rows[number] if cell]
        if heads_list(cells):
            break  # "Date, Name" is no day: people stand below it
        found = [find_date(cell, today=today) for cell in cells]
        paired = not {"date", "title"}.isdisjoint(_pairs_of(cells))
        titled = len(found) in {2, 3} and sum(day is not None and not fold(day.rest) for day in found) == 1
        alone = len(found) == 1 and (years_in(cells) or (found[0] is not None and not _PRINTED.search(cells[0])))
        if paired or alone or (titled and not any(rows[number - 1])):  # "Attendance 2025"; a day; a title, and its day
            top = number
        number -= 1
    if top == header:
        return header
    over = top
    while over > lowest and sum(map(bool, rows[over - 1])) == 1:
        over -= 1
    return top if over and any(rows[over - 1]) else over  # right below the rows of a table it may be somebody


# --- the day over the names of those who came, in a list without columns ----------------------------------------------------
def days_alone(rows: Sequence[Sequence[str]], name: str, today: date) -> set[int]:
    """The rows that are the day over the names of those who came: "# 2026-05-14", "Date: 14/5/2026" in a file of attendance.

    A word for a meeting beside it makes a title, unless there are several, or what follows is marked off: "- Ann".
    """
    plain, titled = set[int](), dict[int, tuple[Day, bool]]()
    for at, row in enumerate(rows):
        text = next(filter(None, row), "") if sum(map(bool, row)) == 1 else ""
        day = day_in(text, today) if 0 < len(text) < LONGEST else None
        if not isinstance(day, date):
            continue
        rest, below = without_day(MARKUP.sub("", text), today) or "", next(iter(rows[at + 1 : at + 2]), [])
        if not rest or match(rest).field == "date":
            plain.add(at)
        if says(rest, "meeting") or says(rest, "attendance"):
            titled[at] = day, sum(map(bool, below)) == 1 and start_of(below)[0] != "bare"
    several = len({day for day, _ in titled.values()}) > 1
    return (plain if says(name, "attendance") else set()) | {at for at, (_, marked) in titled.items() if several or marked}


class _Title(NamedTuple):
    """A line with a day that may be the title of a meeting; its form is what it says besides, and how it is set off."""

    at: int
    text: str
    form: tuple[str, str]
    day: Day | None  # None: it has digits, and no day that can be read
    is_other: bool  # it speaks of another day than that of the meeting: "Approved", "Next meeting"

    @property
    def level(self) -> int:
        """How many "#" it begins with."""
        return self.form[0].count("#")


def meetings_of(
    rows: Sequence[Sequence[str]], headings: Mapping[int, str], people: Collection[int], told: Preamble, today: date
) -> dict[int, dict[str, str]]:
    """{heading of a list: day and title of its meeting}, both empty where they are not told; {}: the text is of one day.

    `headings`: {row that heads a list of people: what it says of them}, in order. `people`: the rows of these. `told`: by the
    rows above the first list. A meeting begins where a line of the form of its title stands again: "## 14 May 2026", "## 21 May
    2026"; another line that could be a title begins one where a heading stands again below it, "Present", else a doubt.
    """
    lines = [one for at in range(max(headings, default=-1) + 1) if (one := _title_at(rows, at, headings, people, today))]
    often = Counter(one.form for one in lines)
    over = [one for one in lines if one.at <= min(headings) and one.day and not (one.is_other and often[one.form] == 1)]
    over.sort(key=lambda one: one.is_other)
    if not over:
        return {}
    first = next((one for one in over if told.date_text in one.text and told.on in {None, one.day}), over[0])
    found, seen, begin = dict[int, _Title | None](), set[str](), 0
    current: _Title | None = first
    for heading in headings:
        label = _label_of(rows[heading], today)
        end = bisect_right(lines, heading, key=attrgetter("at"))
        between, begin = lines[begin:end], end
        others = [one for one in between if one.day != (current and current.day) and (one.level or not one.is_other)]
        alike = [one for one in others if _may_begin(one, first) and not one.is_other]
        if same := [one for one in between if one.form == first.form and (found or any(first.form) or one is first)]:
            current, seen = same[-1], set()
        elif alike and (label in seen or not alike[-1].form[1]):
            current, seen = alike[-1], set()
        elif any(one.day for one in alike) or (others and label in seen):
            current = None
        seen.add(label)
        found[heading] = current
    if {one and one.day for one in found.values()} == {first.day}:
        return {}
    texts = {at: MARKUP.sub("", one.text) if one and one.day else "" for at, one in found.items()}
    return {at: {"date": text, "title": read_preamble([[text]], today).title or ""} for at, text in texts.items()}


def _title_at(
    rows: Sequence[Sequence[str]], at: int, headings: Mapping[int, str], people: Collection[int], today: date
) -> _Title | None:
    """The line as the title of a meeting; None: it can be none. That of a list may be one without the names behind it."""
    text = text_of(rows[at])
    if at in headings:
        text = text.removesuffix(told[1]) if headings[at] == "present" and (told := label_of(text)) else text
    plain = MARKUP.sub("", text)
    listed = at in people if at not in headings else headings[at] != "present"
    if listed or len(plain) > _TITLE or not any(map(str.isdigit, plain)):
        return None
    other = NOT_THE_MEETING.search(plain)
    bare = NOT_THE_MEETING.sub(" ", plain)
    markup = text[: len(text) - len(text.lstrip("#*_=> "))].replace(" ", "")
    words = fold(f"{other[0] if other else ''}{without_day(bare, today) or ''}")
    is_other = other is not None or text.endswith((".", "!", "?"))
    day = day_in(bare, today)
    return _Title(at, text, (markup, _NOT_LETTERS.sub("", words)), day, is_other) if day or "#" in markup else None


def _may_begin(one: _Title, first: _Title) -> bool:
    """Whether a line may be the title of a meeting though it has another form than that of the first."""
    if first.level:
        return one.level == first.level
    return one.day is not None and (_speaks(one.text) or (first.form[1] != "" and one.form[1].startswith(first.form[1])))


def _label_of(row: Sequence[str], today: date) -> str:
    """What a heading says before the names behind it, without a day and without numbers."""
    text = MARKUP.sub("", text_of(row))
    text = text.removesuffix(told[1]) if (told := label_of(text)) else text
    return _NOT_LETTERS.sub("", fold(without_day(text, today) or ""))


def tells_the_day(row: Sequence[str], *, heads: bool) -> bool:
    """Whether a row says when the meeting was: "Date: 14 May 2026"; or a row that `heads` a list and has digits."""
    says_so = heads or _DAY.match(text_of(row).casefold()) is not None
    return says_so and any(map(str.isdigit, COUNT.sub("", "".join(start_of(row)[1]).translate(THAI_DIGITS))))


def rows_above(rows: Sequence[Sequence[str]], first: int, today: date) -> Iterator[int]:
    """The rows above a list, without another list that stands there and without who chaired: neither names the meeting."""
    for number in range(first):
        text, below = text_of(rows[number]), next((row for row in rows[number + 1 : first] if any(row)), [])
        of_day = says(text, "minutes") and not any(map(any, rows[:number])) and day_in(text_of(below), today)
        if start_of(below)[0] != "bare" and not of_day and heading_of(text) == CLOSED:
            return
        if not grouped(text):
            yield number
