"""At which meeting each row was: date column, else the rows above the table, else check-in times, else the file's name."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import chain, compress, pairwise, repeat

from coalition.imports.cells.dates import (
    ColumnDates,
    DateContext,
    FoundDate,
    clock_of_timestamp,
    find_date,
    find_date_in_name,
    read_clock,
    read_dates,
)
from coalition.imports.cells.headers import MOMENTS, fold
from coalition.imports.cells.open_dates import ORDER_WORDS, Order
from coalition.imports.issues import RowIssue, issue
from coalition.imports.lexicon import any_of, words
from coalition.imports.read.above import Preamble
from coalition.imports.read.days import context_of, far_from, tell_dates
from coalition.imports.reading import Choices, MeetingRead, different

_REPORT = any_of("above.report")
_REPORT_OF = re.compile(rf"^(?=.*-\s*{_REPORT})[\s_\d.:-]*(.*?)\s*-\s*{_REPORT}.*$", re.IGNORECASE)
_CLOCK_BEFORE = re.compile(r"^\d{1,2}[_:.]\d{2}\s+")
_BRACKETED = re.compile(r"[(（]([^()（）]*)[)）]")
_MIDNIGHT, _NIGHT, _EVENING = "00:00", "04:00", "18:00"
_MANY, _AT_A_DOOR = 4, 60
_FEW_A_DAY = 2  # people
"""Days on which nobody was twice; minutes from one to the next of those who come to a meeting and sign."""
_EXPORTS = frozenset(map(fold, words("other_headers.exports")))
"""Headers of exports that write the month first where they write AM and PM."""

_Key = tuple[date | None, str, str] | str
"""Date and title of a meeting and, where its day waits for an answer, the cell that tells it; or the code of an issue."""


@dataclass
class Dated(Order):
    """The meeting of each listed row (-1: the row is refused, see `issues`), and how its date was found."""

    of_row: list[int] = field(default_factory=list)
    meetings: list[MeetingRead] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)
    issues: list[RowIssue] = field(default_factory=list)
    one_by_one: bool = False  # the rows were written on many days, each at a time of its own: before a meeting, or after it


@dataclass(frozen=True)
class _Told:
    """What one cell says of the meeting; `code`: why it says no date; `waits`: it can be read two ways, and is asked about."""

    on: date | None
    title: str = ""
    place: str = ""
    code: str = ""
    waits: bool = False


@dataclass
class Meetings:
    """Collects the meetings of the rows of one file."""

    texts: Mapping[str, list[str]]  # {field: the cell of each row}
    table: list[int]  # of each row
    names: Sequence[str | None]
    header: Sequence[str]  # of the first table
    columns: Mapping[str, str]  # {field: the header of its column}
    above: Sequence[Preamble]  # what stands above each table
    name: str  # of the file
    choices: Choices
    today: date

    def __post_init__(self) -> None:
        self.context, self.dated = self._context(), Dated()
        self.above = list(map(self._as_file_says, self.above))
        self.torn = any(above.of_page and self.context.file_date not in {None, above.on} for above in self.above)
        days = {one.on: one.in_doubt for one in self.above if one.on and not (self.torn and one.of_page)}
        unsure = len(days) == 1 and all(days.values())  # of several each has its number
        # where the name of the file says another day than the page of a text, it is asked
        self.above = [replace(one, day=None) if unsure or (self.torn and one.of_page) else one for one in self.above]

    def _as_file_says(self, above: Preamble) -> Preamble:
        """A title whose day could be read two ways, as the name of the file has it, or the program that wrote the list."""
        if above.day is None or above.day.certain:
            return above
        own = replace(self.context, thai_or_be=False, known=frozenset[date]())
        read = read_dates([above.date_text], today=self.today, context=own)
        on = read.values[above.date_text]
        return above if on is None or read.ask else replace(above, day=replace(above.day, on=on, order=Order(read.order)))

    def find(self, lines: list[int]) -> Dated:
        """The meeting of every listed row. `lines`: the row number of each, for the issues."""
        cells, told = self._source()
        titles = self.texts.get("title") or repeat("", len(cells))
        spots, spot_of = different(zip(cells, list(titles), self.table, strict=True))
        keys = [self._key(told[text], title, self.above[table], text) for text, title, table in spots]
        numbers, written = self._numbers(keys)
        self.dated.of_row = list(map([numbers[key] for key in keys].__getitem__, spot_of))
        off = {spot for spot, key in enumerate(keys) if numbers[key] < 0}
        refused = dict(compress(zip(lines, spot_of, strict=True), map(off.__contains__, spot_of)))
        self._refuse({line: (keys[spot], spots[spot][0]) for line, spot in refused.items()})
        self._describe(written, [(numbers[key], text, table) for key, (text, _, table) in zip(keys, spots, strict=True)], told)
        return self.dated

    # --- where the date is told ---------------------------------------------------------------------------------
    def _source(self) -> tuple[list[str], dict[str, _Told]]:
        """The cells that tell each row's date (or "" everywhere), and what each distinct one says."""
        texts, count = self.texts, len(self.table)
        if any(texts.get("date", ())):
            told = self._by_column(texts["date"], "date")
            births = far_from(texts["date"], texts.get("timestamp", ()), self.today, self.dated.order)
            return texts["date"], told | dict.fromkeys(births, _Told(None, code="far_date"))
        if any(texts.get("meeting", ())):
            return texts["meeting"], self._by_meeting(texts["meeting"])
        if (preamble := next((above for above in self.above if above.day), None)) and preamble.day:
            self.dated.evidence = f"The rows above the table say '{preamble.date_text}'."
            self._tell_day(preamble.date_text, preamble.day)
            of_all = self.above[0].on  # the day of a later table is not that of an earlier one
            return [""] * count, {"": _Told(preamble.on if of_all else None, code="" if of_all else "no_row_date")}
        for name in ("joined", "timestamp"):
            if any(texts.get(name, ())):
                told = self._by_column(texts[name], name)
                days = [told[text].on for text in texts[name]]
                self.dated.one_by_one = name == "timestamp" and _one_by_one(days, texts[name], self.names)
                if any(days) and not self.dated.one_by_one:
                    return texts[name], self._one_night(texts[name], told) if name == "joined" else told
                self.dated.order, self.dated.evidence = None, ""
                self.dated.flags.clear()
                self.dated.issues.clear()
                if self.dated.one_by_one:
                    of_file = self._from_file_name()  # what stands there and is no moment begins no answer
                    return texts[name], {text: value if text and not value.on else of_file for text, value in told.items()}
        if not count and not {"date", "meeting", *MOMENTS}.isdisjoint(self.columns):  # the marks of all are asked about first
            return [], {}
        return [""] * count, {"": self._from_file_name()}

    def _by_meeting(self, cells: list[str]) -> dict[str, _Told]:
        """What cells such as "Monthly meeting 5/6/2026" say: one order for all, which the times of the answers may prove."""
        stamps = (find_date(text, today=self.today) for text in set(self.texts.get("timestamp", ())))
        sent = {found.on for found in stamps if found and found.certain}
        read = self._read(cells, "meeting", replace(self.context, known=self.context.known | sent))
        told = {text: self._combined(text, read.values.get(text)) for text in set(cells)}
        return {text: replace(one, waits=text in read.open) for text, one in told.items()}

    def _read(self, cells: list[str], name: str, context: DateContext) -> ColumnDates:
        """The days of a column in one order; what is open or odd about them is told."""
        days = filter(None, dict.fromkeys(cells))
        read = read_dates(days, today=self.today, order=self.choices.date_order, context=context)
        header = self.columns.get(name)
        column = f"The dates are in the column '{header}'." if header else ""
        self.dated.order = read.order
        self.dated.evidence = f"{column} {read.evidence}".strip()
        self._tell(read)
        return read

    def _by_column(self, cells: list[str], name: str) -> dict[str, _Told]:
        read = self._read(cells, name, self.context)
        told = {
            text: _Told(on, code=read.problem.get(text, "" if on else "bad_date"), waits=text in read.open)
            for text, on in read.values.items()
        }
        days = {value.on for value in told.values()} - {None}
        if "" in cells:  # a row that was added by hand has no time
            alone = name == "timestamp" and len(days) == 1
            told[""] = _Told(days.pop()) if alone else _Told(None, code="no_row_date")
        return {text: _Told(value.on) for text, value in told.items()} if name == "joined" else told

    def _tell(self, read: ColumnDates) -> None:
        self.dated.orders = read.orders
        tell_dates(read, self.choices, self.dated.flags, self.dated.issues)

    def _tell_day(self, text: str, found: FoundDate) -> None:
        """Tell what is open or odd about the day that one text says for all rows."""
        read = ColumnDates(**vars(found.order), repaired={text: found.on} if found.repaired else {})
        read.example = read.example and (text, *read.example[1:])
        self._tell(read)

    def _context(self) -> DateContext:
        """What else the file says that may prove the order of day and month."""
        known = frozenset(above.day.on for above in self.above if above.day and above.day.certain)
        exported = not _EXPORTS.isdisjoint(map(fold, self.header))
        titles = chain.from_iterable((above.title or "", above.date_text) for above in self.above)
        found = context_of(self.name, [*self.header, *titles], self.today, filter(None, self.names[:50]))
        return replace(found, am_pm_export=exported, known=known)

    def _combined(self, text: str, on: date | None) -> _Told:
        """A cell such as "Monthly meeting, 23 Feb 2023 (Chiang Rai)". `on`: its day in the order of the file."""
        found = find_date(text, today=self.today, order=self.choices.date_order) if text else None
        if found is None:
            return _Told(None, title=text, code="" if text else "no_row_date")
        place = _BRACKETED.search(found.rest)
        title = re.sub(r"\s+([,;:]?)", lambda gap: gap[1] or " ", _BRACKETED.sub(" ", found.rest)).strip(" ,;:-–—|/")
        return _Told(on or found.on, title=title, place=place[1].strip() if place else "")

    def _one_night(self, cells: list[str], told: dict[str, _Told]) -> dict[str, _Told]:
        """Check-in times of one meeting: those past midnight belong to the day before; rows without one to the commonest."""
        days = Counter(on for text in cells if (on := told[text].on))
        commonest = days.most_common(1)[0][0]
        for text, value in told.items():
            on = value.on or commonest
            if (clock_of_timestamp(text) or _NIGHT) < _NIGHT and on - timedelta(days=1) in days:
                on -= timedelta(days=1)
            told[text] = _Told(on)
        return told

    def _from_file_name(self) -> _Told:
        found = find_date_in_name(self.name, today=self.today, order=self.choices.date_order)
        if found and not self.torn:
            if self.context.day_first and found.order.order == "DMY":
                found = replace(found, order=Order("DMY"))
            self.dated.evidence = f"The date is in the file name, '{self.name}'."
            self._tell_day(self.name, found)
            return _Told(found.on)
        if self.choices.date:
            self.dated.evidence = "Entered by hand."
            return _Told(self.choices.date)
        self.dated.flags.append("no_date")
        self.dated.issues.append(issue("no_date"))
        return _Told(None)

    # --- meetings -------------------------------------------------------------------------------------------------
    def _key(self, told: _Told, title: str, preamble: Preamble, text: str) -> _Key:
        """(date, title) of the meeting, or the code of an issue."""
        on = told.on
        if not text and preamble.on and (on is None or len(self.above) > 1):
            on = preamble.on
        if on is None and told.code == "no_row_date":
            on = self.choices.date
        if on is None and told.code:
            return told.code
        named = title or told.title or preamble.title or ""
        return (None, named, text) if told.waits else (on, named, "")

    def _numbers(self, keys: Iterable[_Key]) -> tuple[dict[_Key, int], list[tuple[date | None, str]]]:
        """The number of each key, -1 for codes, and each number's date and title.

        A row without a title joins the only meeting of its date.
        """
        distinct = dict.fromkeys(keys)
        told = [key for key in distinct if not isinstance(key, str)]
        titles = defaultdict[date | None, set[str]](set)
        for on, title, _ in told:
            titles[on] |= {fold(title)} - {""}
        alone = {on: min(found) for on, found in titles.items() if len(found) == 1}
        same = {key: (key[0], fold(key[1]) or alone.get(key[0], ""), key[2]) for key in told}
        index = {one: number for number, one in enumerate(dict.fromkeys(same.values()))}
        numbers = dict.fromkeys(distinct, -1) | {key: index[one] for key, one in same.items()}
        written = dict[int, tuple[date | None, str]]()
        for key in sorted(told, key=lambda key: not key[1]):  # the first with a title, else the first
            written.setdefault(numbers[key], key[:2])
        return numbers, [written[number] for number in index.values()]

    def _refuse(self, refused: Mapping[int, tuple[_Key, str]]) -> None:
        """Tell the rows without a meeting. `refused`: {line: (code, cell)}."""
        order = ORDER_WORDS.get(self.dated.order or "", "as written")
        told = {one: issue(str(one[0]), value=one[1], order=order) for one in set(refused.values())}  # each is written once
        self.dated.issues += [replace(told[one], line=line) for line, one in refused.items()]

    def _describe(
        self, written: list[tuple[date | None, str]], spots: list[tuple[int, str, int]], told: dict[str, _Told]
    ) -> None:
        """Place and clock times of each meeting: its own cells, else the rows above its table, else the first check-in.

        `spots`: (meeting, cell that tells its date, table), each different one once, in the order of the rows.
        """
        places = {number: told[text].place for number, text, _ in reversed(spots) if told[text].place}
        places |= dict(reversed(self._pairs("place")))
        (starts, ends), joined = self._clocks({(number, text) for number, text, _ in spots}), self._first_joined()
        tables = {number: table for number, _, table in reversed(spots)}
        waiting = {number: text for number, text, _ in spots if told[text].waits}
        report = _REPORT_OF.match(self.name)
        for number, (on, title) in enumerate(written):
            above = self.above[tables.get(number, 0)]
            called = title or (report and _CLOCK_BEFORE.sub("", report[1])) or None
            start, end = starts.get(number) or above.start or joined.get(number), ends.get(number) or above.end
            place = places.get(number) or above.place
            self.dated.meetings.append(MeetingRead(on, called, place, start, end, waiting.get(number)))

    def _clocks(self, dates: Iterable[tuple[int, str]]) -> tuple[dict[int, str], dict[int, str]]:
        """Earliest start and latest end by meeting. `dates`: each meeting with each cell that tells its date."""
        told = [(number, *read_clock(text)) for number, text in self._pairs("start")]
        told += [(number, None, read_clock(text)[0]) for number, text in self._pairs("end")]
        if "start" not in self.texts and any(self.texts.get("date", ())):
            told += [(number, clock_of_timestamp(text), None) for number, text in dates if ":" in text]
        starts, ends = dict[int, str](), dict[int, str]()
        for number, start, end in told:
            starts |= {number: min(starts.get(number, start), start)} if start else {}
            ends |= {number: max(ends.get(number, end), end)} if end else {}
        return starts, ends

    def _first_joined(self) -> dict[int, str]:
        """The earliest check-in of each meeting: over midnight 23:50 is before 00:05."""
        clocks: dict[int, set[str]] = {}
        for number, text in self._pairs("joined"):
            if clock := clock_of_timestamp(text):
                clocks.setdefault(number, set()).add(clock)
        for number, begun in clocks.items():
            if not any(_NIGHT <= clock < _EVENING for clock in begun):
                clocks[number] = {clock for clock in begun if clock >= _EVENING} or begun
        return {number: min(begun) for number, begun in clocks.items()}

    def _pairs(self, name: str) -> list[tuple[int, str]]:
        """Each meeting with each different cell of a column that its rows have, in their order."""
        if (texts := self.texts.get(name)) is None:
            return []
        return [(n, text) for n, text in dict.fromkeys(zip(self.dated.of_row, texts, strict=True)) if text and n >= 0]


def _one_by_one(days: Sequence[date | None], cells: Sequence[str], names: Sequence[str | None]) -> bool:
    """Whether each person wrote on a day of their own choice, once: on many days, an hour from any other mostly, or few a day.

    At a door people sign together, and those of one meeting come to the next.
    """
    moments = sorted(
        (day.toordinal() if day else 0, 60 * int(clock[:2]) + int(clock[3:]))
        for day, text in zip(days, cells, strict=True)
        if text and (clock := clock_of_timestamp(text) or _MIDNIGHT)
    )
    near = [one[0] == other[0] and other[1] - one[1] <= _AT_A_DOOR for one, other in pairwise(moments)]
    alone = sum(not (before or behind) for before, behind in zip([False, *near], [*near, False], strict=True))
    many = len({day for day, _ in moments})
    apart = many >= _MANY or 2 * alone >= len(moments) or (len({*names}) == len(names) < _FEW_A_DAY * many)
    return 4 * len(set(names)) > 3 * len(names) and many > 1 and apart
