"""One walk over a way to read, for every layout, also for trying: rows -> people at meetings, and every other row told.

Who is in a row says `people`, which rows name somebody under which headings `rows`, and who was there `presence`.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import chain, compress, islice, product
from typing import Any

from coalition.imports.cells.dates import clock_of_timestamp, find_date, read_minutes
from coalition.imports.cells.datewords import day_of
from coalition.imports.cells.headers import MOMENTS, OF_NAMES, TIMES
from coalition.imports.cells.in_brackets import without_part_played
from coalition.imports.cells.names import sent_in
from coalition.imports.cells.open_dates import Partial
from coalition.imports.cells.people_names import read_name
from coalition.imports.cells.presence import without_absence
from coalition.imports.read.fill import complete, share_out, with_merged_marks
from coalition.imports.read.matrix import unclear_cells
from coalition.imports.read.meetings import Meetings
from coalition.imports.read.model import Block, Interpretation, Result, Slot
from coalition.imports.read.people import Names, Span, merge_people
from coalition.imports.read.presence import STATES, Headings, Kept, Marks, columns_of_rows, states_of
from coalition.imports.read.rows import Walk
from coalition.imports.read.sheet import Table, joined_in, text_at, texts_of
from coalition.imports.read.values import PRESENT, Day, are_moments, day_in, without_day
from coalition.imports.reading import Entries, MeetingRead

_WITH_OFFICE = ("role", "phone", "email")
_OF_A_MEETING = ("date", "joined", "timestamp", "left", "start", "title", "place")
_FIELDS = frozenset({*_OF_A_MEETING, *_WITH_OFFICE, "organization", "sector", "minutes"})
_DAY, _SUMS, _A_WORD = 24 * 60, 2, 4
_SIGN_UP = 400
"""So many days before a meeting, and no earlier, people sign up for it: days of birth lie further back."""


def extract(way: Interpretation, limit: int | None = None) -> Result:
    """What a way to read gives. `limit`: only so many rows of each table."""
    tables = []
    for block in way.blocks:
        rows = way.sheet.rows.part(block.first, block.last if limit is None else min(block.last, block.first + limit))
        if block.about:
            rows = Table([] if block.first + at in block.about else row for at, row in enumerate(rows))
        tables.append((block, rows))
    pages = [rows for block, rows in tables if block.other is None]
    whole = pages[0] if len(pages) == 1 else Table(chain.from_iterable(pages))
    if len(pages) > 1 and (told := with_merged_marks(way, whole)) is not whole:  # they go on below the header again
        below = iter(told)
        tables = [(block, rows if block.other else Table(islice(below, len(rows)))) for block, rows in tables]
    collected = _Collected(way, Names(way, whole), whole=limit is None)
    for block, told in tables:
        collected.add(block, told)
    collected.result.rejected += way.sheet.told
    collected.result.rejected += [(way.sheet.line(at), "above_header", "") for at in way.above]
    collected.result.rows["data"] += len(way.above)
    return collected.done()


class _Collected:
    """The rows of all tables that name somebody, as columns of equal length, and what is told of the others."""

    def __init__(self, way: Interpretation, names: Names, *, whole: bool) -> None:
        self.way, self.names, self.whole, self.result = way, names, whole, Result()
        self.meetings: dict[object, int] = {}
        self.waiting: set[int] = set()  # meetings of a matrix with a cell that is asked about
        self.above = Headings()
        self.at: list[int] = []
        self.table: list[int] = []
        self.own, self.head, self.begun = way, "", 0
        self.field_of_day = _field_of_day(way)
        self.line: list[int] = []
        self.meeting: list[int] = []
        self.name: list[str | None] = []
        self.state: list[str] = []
        self.texts: dict[str, list[str]] = {}
        self.moments = [] if whole else [
            at
            for at, column in enumerate(way.profile)
            if at not in way.columns.values() and at != way.day_column and column.share("date") > 0.8
        ]  # fmt: skip

    def add(self, block: Block, rows: Table) -> None:
        """The rows of one table."""
        self.block = block
        way = self.own = self.way.of_table(block)
        rows = with_merged_marks(way, rows)
        marks = Marks(way, block, rows, self.result)
        self.of_slot = [self._meeting_of(block, slot) for slot in block.slots]
        standing = self.above.standing if self.above.last else ""
        self.above = Headings(standing=standing, head=block.head or (self.above.head or self.head if block.page else ""))
        names = self.names.on_page(way, rows) if block.other is None else Names(way, rows)
        walk = Walk(way, block, rows, names, marks, self.above)
        walk.run()
        self.head = walk.kept.head[-1] if walk.kept else ""
        self.result.rows["data"] += len(rows)
        if other := way.other_spelling:
            named = ((at, _also(walk, place, other)) for place, at in enumerate(walk.kept.at))
            self.result.also |= {self.way.sheet.line(at): name for at, name in named if name}
        cells = self._completed(walk, marks)
        begun = len(self.name)
        self.begun = self.begun if block.page else begun
        self._place(walk, marks, cells, block)
        self._check_totals(walk, block, begun)

    # --- the cells beside the names ---------------------------------------------------------------------------------
    def _completed(self, walk: Walk, marks: Marks) -> dict[str, list[str]]:
        """The columns of the kept rows: merged cells written out, marks for "the same" and dashes read."""
        kept, block, way = walk.kept, walk.block, self.own
        columns = {name: at for name, at in way.columns.items() if name not in {*OF_NAMES, "attended", "signature"}}
        if self.field_of_day and way.day_column is not None:
            columns["date"] = way.day_column
        dashed = "date" if way.sign == "listed" else ""  # a dash is no day, and not that of the row above
        cells = columns_of_rows(columns, walk.rows, [at - block.first for at in kept.at], dashed)
        for position, role in (*product(kept.bare, cells), *product(kept.sent, cells.keys() & _WITH_OFFICE)):
            cells[role][position] = ""
        name_at = way.columns.get("name", way.columns.get("first_name", -1))
        leading = 0 <= way.columns.get("organization", -1) < name_at
        merged = not way.sheet.turned and way.sheet.columns is None
        named = [who is not None for who in kept.who]
        form = way.day_column in {columns.get(name, -1) for name in TIMES}
        filled = complete(cells, kept.at, kept.stretch, named, leading=leading, form=form) if merged else []
        where = ((self.way.sheet.line(kept.at[one]), cells["organization"][one]) for one in filled)
        self.result.notes += [(line, "organization_above", text) for line, text in where]
        for role in ("title", "organization", "role", "phone", "email", "sector"):
            if way.columns.get(role) in marks.remarks:
                cells[role] = [without_absence(text)[0] for text in cells[role]]
        share_out(cells, kept.part, way.sheet.broken)
        people = dict(zip(map(id, kept.who), kept.who, strict=True)).values()
        above = [("date", kept.day), ("sector", kept.sector), ("organization", kept.head)]
        for role in ("organization", "email", "phone"):
            beside = {id(one): text for one in people if one and (text := getattr(one, role))}
            above += [(role, [beside.get(id(one), "") for one in kept.who])] if beside else []
        for role, texts in above:
            if any(texts):
                cells[role] = [own or text for own, text in zip(cells[role], texts, strict=True)] if role in cells else texts
        told = list(map(without_part_played, cells.get("organization", ())))
        if any(part for _, part in told):
            cells["organization"] = [office for office, _ in told]
            roles = cells.get("role") or [""] * len(told)
            cells["role"] = [
                ", ".join(filter(None, dict.fromkeys((own, part)))) for own, (_, part) in zip(roles, told, strict=True)
            ]
        return cells

    # --- at which meeting, and was whoever it is there? -------------------------------------------------------------
    def _place(self, walk: Walk, marks: Marks, cells: dict[str, list[str]], block: Block) -> None:
        """Note down each kept row, once, or for each of its columns that are meetings."""
        self.number, self.positions, begun = self.way.blocks.index(block), list[int](), len(self.name)
        if self.way.sign != "days":
            sheet, at = self.way.sheet, walk.kept.at
            self.line += map(sheet.line if sheet.turned else sheet.lines.__getitem__, at)
            self.at += at
            self.table += [self.number] * len(at)
            self.meeting += [-1] * len(at)  # found later
            self.name += [who.name if who else None for who in walk.kept.who]
            self.state += states_of(self.way, walk.kept)
        elif not block.slots:  # a table without days: when these people came is not known
            told_once = {self.way.sheet.line(row): (row, who) for row, who in zip(walk.kept.at, walk.kept.who, strict=True)}
            for row, who in told_once.values():
                self.result.rejected.append((self.way.sheet.line(row), "no_row_date", who.name if who else ""))
        else:
            for position in range(len(walk.kept)):
                self._at_days(position, walk.kept, marks, block)
        for role in self.texts.keys() | (cells.keys() & _FIELDS):
            texts = self.texts.setdefault(role, [""] * begun)
            told = cells.get(role, [""] * len(walk.kept))
            of_sent = [""] * len(told) if role in _WITH_OFFICE else told
            by_day = (told[at] if at >= 0 else of_sent[~at] for at in self.positions)
            texts += by_day if self.way.sign == "days" else told

    def _at_days(self, position: int, kept: Kept, marks: Marks, block: Block) -> None:
        """One person on all days of a matrix. An empty cell says that they did not come; one that is no mark is told."""
        at, who = kept.at[position], kept.who[position]
        row, unclear, read = self.way.sheet.rows[at], list[tuple[int, str, Slot]](), 0
        columns: Sequence[list[Any]] = (self.positions, self.line, self.at, self.table, self.meeting, self.name, self.state)
        for slot, meeting in zip(block.slots, self.of_slot, strict=True):
            text, line = text_at(row, slot.column), self.way.sheet.line(at, slot.column)
            sent = sent_in(text) if len(text) > _A_WORD else None  # "Rep: Bo Chan"
            state = "excused" if sent is not None else marks.at(slot, text, line)
            if state in STATES and state is not None:
                read += 1
                kept_so = who is not None or state in PRESENT or not self.way.sheet.turned
                told = [(position, who.name if who else None, "present" if state in PRESENT else state)] if kept_so else []
                if sent is not None:  # without the office of whoever sent them
                    told.append((~position, read_name(sent).name or None, "present"))
                for cells, name, said in told:
                    for column, value in zip(columns, (cells, line, at, self.number, meeting, name, said), strict=True):
                        column.append(value)
            elif state not in {"holiday", ""}:
                unclear.append((line, text, slot))
                if " " not in text or not self.way.sheet.turned:  # "Thanksgiving holiday" behind a day
                    self.waiting.add(meeting)
        self.result.issues += unclear_cells(unclear, marks.answered, alone=not read and not self.way.sheet.turned)

    def _meeting_of(self, block: Block, slot: Slot) -> int:
        """The number of the meeting of a column of a matrix."""
        above, title = block.context.above, slot.title or block.context.above.title
        place, start = slot.place or above.place, slot.start or above.start
        seen = replace(_meeting(slot.day, slot.label), title=title, place=place, start=start)
        key = (seen.on, title) if seen.on else (slot.day, slot.label, title)
        if key not in self.meetings:
            self.meetings[key] = len(self.result.meetings)
            self.result.meetings.append(seen)
        return self.meetings[key]

    def _find_meetings(self) -> None:
        """Find at which meeting each row was, where no column is one."""
        way, texts = self.way, self.texts
        fields = {name: texts[name] for name in _OF_A_MEETING if any(texts.get(name, ()))}
        if self.field_of_day and "date" in fields:
            fields[self.field_of_day] = fields.pop("date")
        width = max(way.headers, default=-1) + 1
        header = [way.headers.get(at, "") for at in range(max(width, len(way.profile)))]
        columns = way.columns | ({self.field_of_day: way.day_column} if way.day_column is not None else {})
        heads = {name: way.headers.get(at, "") for name, at in columns.items()}
        above = [block.context.above for block in way.blocks]
        days = self._days_without_year()
        if days:
            label = {days[text]: text for text in reversed(texts["date"])}
            number = {day: at for at, day in enumerate(dict.fromkeys(map(days.__getitem__, texts["date"])))}
            self.result.meetings = [_meeting(day, label[day]) for day in number]
            self.meeting = [number[days[text]] for text in texts["date"]]
            return
        told = (way.sheet.name, way.sheet.choices, way.sheet.today)
        dated = Meetings(fields, self.table, self.name, header, heads, above, *told).find(self.line)
        self.result.dated = dated
        self.result.meetings = dated.meetings
        self.meeting = dated.of_row
        for at in self.moments:
            for row, meeting in zip(self.at, self.meeting, strict=True):
                written = day_in(text_at(way.sheet.rows[row], at), way.sheet.today, way.order)
                day = dated.meetings[meeting].on if meeting >= 0 else None
                self.result.before_day += isinstance(written, date) and day is not None and 0 < (day - written).days < _SIGN_UP

    def _days_without_year(self) -> dict[str, Day]:
        """{cell: its day} of the days of rows that name their months and no year, which is asked; {}: they are others."""
        sheet, told = self.way.sheet, dict[str, Day]()
        if self.moments:  # when each row was written says more of its year
            return told
        year = sheet.choices.year
        for text in set(self.texts.get("date", ())):
            day = day_in(text, sheet.today) if any(map(str.isalpha, text)) else None
            if not isinstance(day, Partial) or (year and day_of(year, *day) is None):
                return {}
            told[text] = (day_of(year, *day) if year else None) or day
        return told

    # --- the result -------------------------------------------------------------------------------------------------
    def _check_totals(self, walk: Walk, block: Block, begun: int) -> None:
        """Totals of the file beside what was read above them: evidence for or against."""
        rows = self.way.sheet.rows
        for at in walk.totals:
            texts = texts_of(rows[at])
            above = [number for number in range(begun, len(self.line)) if self.line[number] < self.way.sheet.line(at)]
            if not block.slots:
                alone = sum(map(str.isdigit, texts)) < _SUMS  # several are sums of columns that this way does not read
                if alone and (said := [int(one) for one in re.findall(r"(?<!\d)\d{1,4}(?!\d)", " ".join(texts))]):
                    pages = (above, [*range(self.begun, begun), *above])  # of the page, or of all pages of the list
                    totals = [self._total(said, page) for page in pages]
                    self.result.totals.append(next((one for one in totals if one[0] == one[1]), totals[1]))
            for slot in block.slots:
                if (text := text_at(rows[at], slot.column)).isdecimal():
                    here = self._meeting_of(block, slot)
                    self.result.totals.append(
                        (int(text), sum(self.meeting[n] == here and self.state[n] == "present" for n in above))
                    )

    def _total(self, said: list[int], above: list[int]) -> tuple[int, int]:
        """(the total that some numbers say, how many were read), of the entries above it."""
        there = [n for n in above if self.state[n] == "present"]
        came = {self.name[n] for n in there if self.name[n]}
        offices = sum(not self.name[n] for n in there)  # organizations without a person: counted or not
        total = sum(said) if sum(said) in {len(came), len(came) + offices} else said[0]  # "Women: 2, men: 1"
        return total, len(came) + offices * (total == len(came) + offices)

    def done(self) -> Result:
        """The result; a day on which nobody came (sessions still to come, filled with FALSE) is no meeting."""
        result = self.result
        if self.way.sign != "days":
            self._find_meetings()
        told, self.texts = self.texts, dict.fromkeys(_FIELDS, [""] * len(self.line)) | self.texts
        minutes, spans = self._times()
        form = bool(MOMENTS & self.way.columns.keys()) and not {"left", "minutes"} & self.way.columns.keys()
        seen = result.entries = Entries(
            self.meeting, self.name, minutes=minutes, state=self.state, also=[None] * len(self.line)
        )
        seen.lines = list(zip(self.line, strict=True))
        for role in ("organization", "email", "phone", "role", "sector"):
            setattr(seen, role, [text or None for text in told[role]] if role in told else [None] * len(self.line))
        if -1 in self.meeting:  # rows whose meeting is not known are refused, and told
            known = [meeting >= 0 for meeting in self.meeting]
            spans = list(compress(spans, known))
            seen.keep(known)
        result.twins = merge_people(seen, spans, last_wins=form)
        days = self.way.sign == "days" and "present" in seen.state  # beside others a session to come
        if above := self.way.sheet.header_line:  # a name over lists beside each other is of none of them
            named = zip(seen.lines, seen.name, strict=True)
            result.above = [(line, name or "") for lines, name in named for line in lines if line <= above]
            seen.keep([lines[-1] > above for lines in seen.lines])
        there = compress(seen.meeting, map("present".__eq__, seen.state)) if days else seen.meeting
        used = sorted(set(there) | self.waiting)
        if len(used) < len(result.meetings):
            result.meetings = [result.meetings[old] for old in used]
            self._drop_unused({old: number for number, old in enumerate(used)})
        self._count()
        return result

    def _drop_unused(self, new: dict[int, int]) -> None:
        """Rows of people who are named only on days on which nobody came are told, none is lost. `new`: numbers of meetings."""
        result, seen = self.result, self.result.entries
        gone = [at for at, meeting in enumerate(seen.meeting) if meeting not in new]
        dropped = [(line, seen.name[at] or seen.organization[at] or "") for at in gone for line in seen.lines[at]]
        seen.keep([meeting in new for meeting in seen.meeting])
        seen.meeting = list(map(new.__getitem__, seen.meeting))
        told = {line for line, _, _ in result.rejected}.union(*compress(seen.lines, seen.name)) if dropped else set[int]()
        for line, text in dropped:
            if line not in told:
                told.add(line)
                result.rejected.append((line, "note", text))

    def _count(self) -> None:
        """Tell the rows of organizations alone, and count those of people."""
        result, entries = self.result, self.result.entries
        read = set(chain.from_iterable(compress(entries.lines, entries.name)))
        told = read | {line for line, _, _ in result.rejected}
        alone = [not name for name in entries.name]
        offices = zip(compress(entries.lines, alone), compress(entries.organization, alone), strict=True)
        texts = {lines[0]: office or "" for lines, office in offices if lines[0] not in told}
        result.rejected += [(line, "organization_only", text) for line, text in texts.items()]
        result.rows["read"] = len(read)

    def _times(self) -> tuple[list[int | None], list[Span]]:
        """Minutes of each row, None for somebody who was not there; and when each joined and left, on one scale."""
        texts, columns = self.texts, self.way.columns
        spans: list[Span] = [(None, None)] * len(self.line)
        if {"joined", "left"} <= columns.keys():
            moments = {text: self._moment(text) for text in {*texts["joined"], *texts["left"]}}
            spans = [(moments[a], moments[b]) for a, b in zip(texts["joined"], texts["left"], strict=True)]
        if "minutes" not in columns:
            return [b - a if a is not None and b is not None and 0 <= b - a <= _DAY else None for a, b in spans], spans
        values = {text: read_minutes(text) if text else None for text in set(texts["minutes"])}
        told = zip(texts["minutes"], self.state, strict=True)
        return [values[text] if state == "present" else None for text, state in told], spans

    def _moment(self, text: str) -> int | None:
        if (clock := clock_of_timestamp(text)) is None:
            return None
        day = find_date(text, today=self.way.sheet.today)
        return int(clock[:2]) * 60 + int(clock[3:]) + (day.on.toordinal() * _DAY if day else 0)


def _meeting(day: Day | None, label: str) -> MeetingRead:
    """A meeting of a day; of one without its year `label` is shown, and the year asked."""
    return MeetingRead(None, asked=label, partial=day) if isinstance(day, Partial) else MeetingRead(day)


def _field_of_day(way: Interpretation) -> str:
    """The field of the column of days: "date", "meeting" where titles stand beside the days, or a time of joining."""
    at = way.day_column
    if at is None or way.sign == "heading":
        return ""
    if at in {way.columns.get(name) for name in TIMES}:
        return ""  # times of joining, or when a row was written: asked for as such
    days = {text: find_date(text, today=way.sheet.today) for text in set(way.profile[at].sample)}
    beside = [day.rest for text in way.profile[at].sample if (day := days[text])]
    titled = 0 if are_moments(beside) else sum(without_day(text, way.sheet.today) is not None for text in beside)
    return "meeting" if 2 * titled > len(beside) else "date"


def _also(walk: Walk, place: int, columns: Sequence[int]) -> str:
    """The name of a kept row as other columns spell it; empty: it is not told, or the same."""
    kept, who = walk.kept, walk.kept.who[place]
    if who is None or place in kept.part or place in kept.sent:
        return ""
    other = read_name(joined_in(walk.rows[kept.at[place] - walk.block.first], columns))
    return other.name if other.plain and other.name != who.name else ""
