"""What stands above the table and says when and what the meeting was: title rows, `Date:` pairs, a summary block."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from coalition.imports.cells.dates import NOT_THE_MEETING, FoundDate, find_date, read_clock
from coalition.imports.cells.datewords import is_number_or_days
from coalition.imports.cells.headers import OF_NAMES, TITLE_OR_ROLE, fold, match
from coalition.imports.cells.open_dates import day_without_year, is_month, years_in
from coalition.imports.cells.row_words import begins_signature
from coalition.imports.cells.text import THAI_DIGITS
from coalition.imports.lexicon import any_of, pattern, words
from coalition.imports.read.line_values import CLOSED, COUNT, MARKUP, heading_of, label_of, start_of, text_of
from coalition.imports.read.lines import grouped
from coalition.imports.read.sheet import text_at
from coalition.imports.read.values import Day, day_in, is_word, says, without_day

PAIR_FIELDS = frozenset({"date", "title", "place", "start", "end"})

PRINTED = pattern("above.printed")
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
        if found := pairs_of(row) or _block_of(rows, number):
            for key, value in found.items():
                page = key == "date" and (number < matter or _MAILED.search(value))
                pairs.setdefault("page" if page else key, value)
        elif number < matter or (number and not pairs_of(rows[number - 1]) and _block_of(rows, number - 1)):
            continue
        elif not any(PRINTED.match(cell) and len(cell) < _KEY_LENGTH for cell in row):
            filled = list(filter(None, row))
            counts = len(filled) == 2 and filled[1].isdecimal()  # "Enrolled", 12
            others = (PRINTED.search(cell) or (":" in cell and NOT_THE_MEETING.match(cell)) for cell in filled)
            titles += [cell for cell, other in zip(filled, others, strict=True) if not counts and not other]
    return _compose(pairs, titles, today, order)


def pairs_of(row: Sequence[str]) -> dict[str, str]:
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


# --- of which meeting each list of a text is -------------------------------------------------------------------------------


class _Title(NamedTuple):
    """A line with digits that may be the title of a meeting; its form is how it is set off, and its words without the day."""

    at: int
    text: str
    form: tuple[str, str]
    words: frozenset[str]
    day: Day | None
    is_other: bool  # it speaks of another day than that of the meeting: "Approved", "Next meeting"
    is_sentence: bool
    is_near: bool  # the next line that is filled heads a list of those who came

    @property
    def level(self) -> int:
        """How many "#" it begins with."""
        return self.form[0].count("#")


def meetings_of(
    rows: Sequence[Sequence[str]], headings: Mapping[int, str], people: Collection[int], told: Preamble, today: date
) -> dict[int, dict[str, str]]:
    """{heading of a list: day and title of its meeting}, both empty where they are not told; {}: the text is of one day.

    `headings`: {row that heads a list of people: what it says of them}, in order. `people`: the rows of these. `told`: by the
    rows above the first list. A meeting begins where a line of the form of its title stands again, above a list of those who
    came: "## 14 May 2026", "## 21 May 2026"; another line that could be a title begins one where a heading, "Present", stands
    again below it. Where other days stand there nothing says of which meeting the list is.
    """
    lines = [one for at in range(max(headings, default=-1) + 1) if (one := _title_at(rows, at, headings, people, today))]
    often = Counter(one.form for one in lines if one.day)
    over = [one for one in lines if one.at <= min(headings) and one.day and not (one.is_other and often[one.form] == 1)]
    if not over:
        return {}
    told_by = (one for one in over if told.date_text in one.text and told.on in {None, one.day})
    first = next(told_by, min(over, key=lambda one: one.is_other))
    lines = [one for one in lines if one.day or one.level or one.form == first.form]
    came = {at: _label_of(rows[at], today) for at, state in headings.items() if state == "present"}
    found = dict[int, _Title | None](_walk(headings, lines, first, came))
    own = {one.at: one for one in lines if one.at in headings and isinstance(one.day, date)}
    found |= own if len({one.day for one in own.values()}) > 1 else {}
    if {one and one.day for one in found.values()} == {first.day}:
        return {}
    texts = {at: MARKUP.sub("", one.text) if one and one.day else "" for at, one in found.items()}
    return {at: {"date": text, "title": read_preamble([[text]], today).title or ""} for at, text in texts.items()}


def _walk(
    headings: Iterable[int], lines: Sequence[_Title], first: _Title, came: Mapping[int, str]
) -> Iterator[tuple[int, _Title | None]]:
    """(heading, the title of its meeting; None: it is not told). `came`: {heading of those who came: what it says}."""
    may = {one.at for one in lines if _may_begin(one, first) or (one.form == first.form and one.is_other <= first.is_other)}
    titles, weak = [one for one in lines if one.at in may], [one for one in lines if one.at not in may]
    current: _Title | None = first
    seen, last = set[str](), -1
    for group, above in _groups(headings, titles):
        labels = {came[at] for at in group if at in came}
        current, begins = _title_of_group(current, first, above, labels, seen, begun=last >= 0)
        seen = set() if begins else seen
        for part, between in _groups(group, weak[bisect_right(weak, last, key=attrgetter("at")) :]):
            named = {came[at] for at in part if at in came}
            others = [one for one in between if one.day != (current and current.day)]
            near = any(one.is_near and not (one.is_other or one.is_sentence) for one in others)
            if named and others and (near or not named.isdisjoint(seen)) and not (begins and part[0] == group[0]):
                current = None
            yield from ((at, current) for at in part)
            seen |= named
            last = part[-1]


def _groups(headings: Iterable[int], lines: Sequence[_Title]) -> Iterator[tuple[list[int], Sequence[_Title]]]:
    """(headings that no line parts, the lines above the first of them), in order."""
    begin, group, above = 0, list[int](), lines[:0]
    for heading in headings:
        end = bisect_right(lines, heading, key=attrgetter("at"))
        if between := lines[begin:end]:
            if group:
                yield group, above
            group, above = [], between
        group.append(heading)
        begin = end
    yield group, above


def _title_of_group(
    current: _Title | None, first: _Title, above: Sequence[_Title], labels: set[str], seen: set[str], *, begun: bool
) -> tuple[_Title | None, bool]:
    """(the title of the meeting of some lists, None: it is not told; whether it begins there).

    `labels`: the headings of those who came among them, `seen`: those of the meeting before. `begun`: there was a list before.
    """
    own = [one for one in above if one.form == first.form and one.is_other <= first.is_other]
    if not begun:
        return next((one for one in reversed(own) if any(first.form)), first), True
    alike = [one for one in above if one.day != (current and current.day)]
    if own:
        return (own[-1] if labels else None), True
    if alike and (not labels.isdisjoint(seen) or (labels and alike[-1].level and not alike[-1].form[1])):
        return alike[-1], True
    return (None if alike and (labels or not first.level or _speaks(alike[-1].text)) else current), False


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
    above = MARKUP.sub("", next((text_of(row) for row in reversed(rows[:at]) if any(row)), "")).rstrip(" :.")
    other, bare = NOT_THE_MEETING.search(plain), NOT_THE_MEETING.sub(" ", plain)
    markup = text[: len(text) - len(text.lstrip("#*_=> "))].replace(" ", "")
    words = frozenset(fold(f"{other[0] if other else ''} {without_day(bare, today) or ''}").split())
    signed = not re.search(r"\d", above) and (begins_signature(above) or match(above.partition(":")[0]).is_of("signature"))
    is_other = other is not None or signed or NOT_THE_MEETING.fullmatch(above) is not None
    near = next((number for number in range(at, len(rows)) if number in headings or (number > at and any(rows[number]))), at)
    said, sentence = _NOT_LETTERS.sub("", fold(without_day(bare, today) or "")), text.endswith((".", "!", "?"))
    return _Title(at, text, (markup, said), words, day_in(bare, today), is_other, sentence, headings.get(near) == "present")


def _may_begin(one: _Title, first: _Title) -> bool:
    """Whether a line may be the title of a meeting though it has another form than that of the first."""
    if one.is_other or (one.is_sentence and not first.is_sentence):
        return False
    if first.level:
        return one.level == first.level
    return one.day is not None and (
        _speaks(one.text) or not one.words.isdisjoint(first.words) or one.is_near is first.is_near is True
    )


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
