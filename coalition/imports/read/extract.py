"""One walk over a way to read, for every layout, also for trying: rows -> people at meetings, and every other row told.

Who is in a row says `people`, which rows name somebody under which headings `rows`, and who was there `presence`.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date
from itertools import chain, pairwise
from typing import Any

from coalition.imports.cells.dates import clock_of_timestamp, find_date, read_minutes
from coalition.imports.cells.headers import match
from coalition.imports.cells.people_names import read_name
from coalition.imports.cells.presence import without_absence
from coalition.imports.issues import CATALOGUE, Scope
from coalition.imports.read.fill import complete, share_out, with_merged_marks
from coalition.imports.read.matrix import unclear_cells
from coalition.imports.read.meetings import Meetings, Source
from coalition.imports.read.merge import Rows, Span, merge_people
from coalition.imports.read.model import Block, Interpretation, MeetingSeen, Result, Seen, Slot
from coalition.imports.read.presence import STATES, Headings, Kept, Marks, Names, Texts, columns_of_rows, states_of
from coalition.imports.read.rows import Walk
from coalition.imports.read.sheet import joined_in, text_at
from coalition.imports.read.values import PRESENT, day_in

_FIELDS = ("organization", "email", "phone", "role", "sector", "title", "place", "minutes", "moment", "leave", "clock", "date")
_WITH_OFFICE = ("role", "phone", "email")
_DAY = 24 * 60
_FIELD_OF = {"moment": "timestamp", "leave": "left", "clock": "start", "title": "title", "place": "place"}
"""What a column holds -> the field under which it is asked for a meeting."""
_SUMS = 2
_SIGN_UP = 400
"""So many days before a meeting, and no earlier, people sign up for it: days of birth lie further back."""


def extract(way: Interpretation, limit: int | None = None) -> Result:
    """What a way to read gives. `limit`: only so many rows of each table."""
    tables = []
    for block in way.blocks:
        last = block.last if limit is None else min(block.last, block.first + limit)
        rows = enumerate(way.sheet.texts[block.first : last], block.first)
        tables.append((block, [[] if at in block.about else row for at, row in rows]))
    pages = [row for block, rows in tables if block.other is None for row in rows]
    collected = _Collected(way, Names(way, pages), whole=limit is None)
    for block, told in tables:
        collected.add(block, told)
    collected.result.rejected += way.sheet.told
    lines = way.sheet.lines_of(way.above)
    collected.result.rejected += [(line, "above_header", "") for line in lines]
    collected.result.rows["data"] += len(lines)
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
        self.own, self.head = way, ""
        self.field_of_day = _field_of_day(way)
        self.line: list[int] = []
        self.meeting: list[int] = []
        self.name: list[str | None] = []
        self.state: list[str] = []
        self.texts: dict[str, list[str]] = {role: [] for role in _FIELDS}
        self.moments = [] if whole else [
            at
            for at, column in enumerate(way.profile)
            if at not in way.columns.values() and at != way.day_column and column.share("date") > 0.8
        ]  # fmt: skip

    def add(self, block: Block, rows: list[list[str]]) -> None:
        """The rows of one table."""
        self.block = block
        way = self.own = self.way.of_table(block)
        rows = with_merged_marks(way, rows)
        marks = Marks(way, block, rows, self.result, asks=self.whole)
        days = self.way.sign == "days"
        self.of_slot = [self._meeting_of(block, slot) for slot in block.slots]
        standing = self.above.standing if self.above.last else ""
        self.above = Headings(standing=standing, head=self.above.head or self.head if block.page else "")
        names = self.names.on_page(way, rows) if block.other is None else Names(way, rows)
        mark = (lambda _row: ("present", "", "")) if days else marks.of_row
        walk = Walk(way, block, rows, names, mark, marks.sent, self.above)
        walk.run()
        self.head = walk.kept[-1].head if walk.kept else ""
        told = self.result
        told.rows["data"] += len(rows)
        told.rows["blank"] += walk.told.blank
        for at, code, text in walk.told.rows:
            self._tell(at, code, text)
        told.notes += [(self._line(at), code, text) for at, code, text in walk.told.notices]
        if other := way.other_spelling:
            named = ((one.at, _also(one, rows[one.at - block.first], other)) for one in walk.kept)
            told.also |= {self._line(at): name for at, name in named if name}
        cells = self._completed(walk, marks, rows)
        begun = len(self.name)
        self._place(walk, marks, cells, block)
        self._check_totals(walk, block, begun)

    def _line(self, at: int) -> int:
        return self.way.sheet.lines_of([at])[0]

    def _tell(self, at: int, code: str, text: str) -> None:
        self.result.rejected.append((self._line(at), code, text))

    # --- the cells beside the names ---------------------------------------------------------------------------------
    def _completed(self, walk: Walk, marks: Marks, rows: Sequence[Texts]) -> dict[str, list[str]]:
        """The columns of the kept rows: merged cells written out, marks for "the same" and dashes read."""
        kept, block, way = walk.kept, walk.block, self.own
        columns = {role: at for role, at in way.columns.items() if role not in {"name", "first", "last", "mark", "signature"}}
        if self.field_of_day and way.day_column is not None:
            columns["date"] = way.day_column
        cells = columns_of_rows(columns, [rows[one.at - block.first] for one in kept])
        if way.day_column is not None and way.day_column in {columns.get("moment"), columns.get("leave")}:
            cells["joined"] = cells["moment" if way.day_column == columns.get("moment") else "leave"]  # nothing is merged there
        for position, one in enumerate(kept):
            for role in cells if one.bare else _WITH_OFFICE if one.sent else ():
                if role in cells:
                    cells[role][position] = ""
        name_at = way.columns.get("name", way.columns.get("first", -1))
        leading = 0 <= way.columns.get("organization", -1) < name_at
        named, places, stretches = _named(walk), [one.at for one in kept], [one.stretch for one in kept]
        merged = not way.sheet.turned and way.sheet.columns is None
        filled = complete(cells, places, stretches, named, leading=leading) if merged else []
        told = self.result.notes
        told += [(self._line(kept[one].at), "organization_above", cells["organization"][one]) for one in filled]
        for role in ("title", "organization", "role", "phone", "email", "sector"):
            if way.columns.get(role) in marks.remarks:
                cells[role] = [without_absence(text)[0] for text in cells[role]]
        share_out(cells, {at: one.part for at, one in enumerate(kept) if one.part}, way.sheet.broken)
        empty = [""] * len(kept)
        cells = dict.fromkeys(_FIELDS, empty) | cells
        cells["date"] = [own or one.day for own, one in zip(cells.get("date", empty), kept, strict=True)]
        cells["organization"] = [text or _office(one) for text, one in zip(cells["organization"], kept, strict=True)]
        cells["email"] = [text or (one.who.email if one.who else "") for text, one in zip(cells["email"], kept, strict=True)]
        cells["phone"] = [text or (one.who.phone if one.who else "") for text, one in zip(cells["phone"], kept, strict=True)]
        cells["sector"] = [text or one.sector for text, one in zip(cells["sector"], kept, strict=True)]
        return cells

    # --- at which meeting, and was whoever it is there? -------------------------------------------------------------
    def _place(self, walk: Walk, marks: Marks, cells: dict[str, list[str]], block: Block) -> None:
        """Note down each kept row, once, or for each of its columns that are meetings."""
        self.number, self.positions = self.way.blocks.index(block), list[int]()
        if self.way.sign != "days":
            at = [one.at for one in walk.kept]
            self.line += self.way.sheet.lines_of(at)
            self.at += at
            self.table += [self.number] * len(at)
            self.meeting += [-1] * len(at)  # found later
            self.name += [one.who.name if one.who else None for one in walk.kept]
            self.state += states_of(self.way, walk.kept)
        elif not block.slots:  # a table without days: when these people came is not known
            for one in {self._line(one.at): one for one in walk.kept}.values():
                self._tell(one.at, "no_row_date", one.who.name if one.who else "")
        else:
            for position, one in enumerate(walk.kept):
                self._at_days(position, one, marks, block)
        for role, texts in self.texts.items():
            texts += map(cells[role].__getitem__, self.positions) if self.way.sign == "days" else cells[role]

    def _at_days(self, position: int, one: Kept, marks: Marks, block: Block) -> None:
        """One person on all days of a matrix. An empty cell says that they did not come; one that is no mark is told."""
        row, unclear, read = self.way.sheet.rows[one.at], list[tuple[int, str, Slot]](), 0
        for slot, meeting in zip(block.slots, self.of_slot, strict=True):
            text = text_at(row, slot.column)
            line = row[slot.column].line if slot.column < len(row) else row[0].line
            state = marks.state(text, line) if text else marks.blank
            if state in STATES and state is not None:
                read += 1
                if one.who is not None or state in PRESENT or not self.way.sheet.turned:
                    self._note_down(position, one, meeting, "present" if state in PRESENT else state, line)
            elif state != "holiday":
                unclear.append((line, text, slot))
                self.waiting.add(meeting)
        alone = not read and not self.way.sheet.turned
        self.result.issues += unclear_cells(unclear, marks.answered, alone=alone)

    def _note_down(self, position: int, one: Kept, meeting: int, state: str, line: int) -> None:
        self.positions.append(position)
        self.line.append(line)
        self.at.append(one.at)
        self.table.append(self.number)
        self.meeting.append(meeting)
        self.name.append(one.who.name if one.who else None)
        self.state.append(state)

    def _meeting_of(self, block: Block, slot: Slot) -> int:
        """The number of the meeting of a column of a matrix."""
        context, title = block.context, slot.title or block.context.title
        return self._numbered(
            MeetingSeen(slot.day, slot.label, title, slot.place or context.place, slot.start or context.start)
        )

    def _numbered(self, seen: MeetingSeen) -> int:
        """The number of a meeting, which may be known."""
        key = (seen.day, seen.title) if isinstance(seen.day, date) else (seen.day, seen.label, seen.title)
        if key not in self.meetings:
            self.meetings[key] = len(self.result.meetings)
            self.result.meetings.append(seen)
        return self.meetings[key]

    def _find_meetings(self) -> None:
        """Find at which meeting each row was, where no column is one."""
        way, texts = self.way, dict(self.texts)
        names = {role: field for role, field in _FIELD_OF.items() if any(texts[role])}
        if "moment" in names and (
            match(way.headers.get(way.columns.get("moment", -1), "")).field == "joined" or "leave" in names
        ):
            names["moment"] = "joined"
        fields = {field: texts[role] for role, field in names.items()}
        if any(texts["date"]):
            fields[self.field_of_day or "date"] = texts["date"]
        width = max(way.headers, default=-1) + 1
        header = [way.headers.get(at, "") for at in range(max(width, len(way.profile)))]
        index = {field: way.columns[role] for role, field in names.items() if role in way.columns}
        index |= {self.field_of_day: way.day_column} if self.field_of_day and way.day_column is not None else {}
        tables = [block.context for block in way.blocks]
        source = Source(
            fields, self.table, self.name, header, index, [one.above for one in tables], tables[0].year,
        )  # fmt: skip
        dated = Meetings(source, f"{way.sheet.name}.csv", way.sheet.choices, way.sheet.today).find(self.line)
        self.result.dated = dated
        self.result.meetings = [
            MeetingSeen(one.on, "", one.title, one.place, one.start, one.end, one.asked) for one in dated.meetings
        ]
        self.meeting = dated.of_row
        for at in self.moments:
            for row, meeting in zip(self.at, self.meeting, strict=True):
                written = day_in(text_at(way.sheet.rows[row], at), way.sheet.today, way.order)
                day = dated.meetings[meeting].on if meeting >= 0 else None
                self.result.before_day += isinstance(written, date) and day is not None and 0 < (day - written).days < _SIGN_UP

    def _drop_undated(self) -> None:
        """Leave out the rows whose meeting is not known: they are refused, and told."""
        if -1 not in self.meeting:
            return
        kept = [number for number, meeting in enumerate(self.meeting) if meeting >= 0]
        columns: list[list[Any]] = [self.line, self.at, self.meeting, self.name, self.state, *self.texts.values()]
        for column in columns:
            column[:] = map(column.__getitem__, kept)

    # --- the result -------------------------------------------------------------------------------------------------
    def _check_totals(self, walk: Walk, block: Block, begun: int) -> None:
        """Totals of the file beside what was read above them: evidence for or against."""
        rows = self.way.sheet.rows
        for at, code, _ in walk.told.rows:
            if code != "total":
                continue
            texts = [cell.text for cell in rows[at] if cell.text]
            above = [number for number in range(begun, len(self.line)) if self.line[number] < self._line(at)]
            if not block.slots:
                alone = sum(map(str.isdigit, texts)) < _SUMS  # several are sums of columns that this way does not read
                if alone and (said := [int(one) for one in re.findall(r"(?<!\d)\d{1,4}(?!\d)", " ".join(texts))]):
                    there = [n for n in above if self.state[n] == "present"]
                    came = {self.name[n] for n in there if self.name[n]}
                    offices = sum(not self.name[n] for n in there)  # organizations without a person: counted or not
                    total = sum(said) if sum(said) in {len(came), len(came) + offices} else said[0]  # "Women: 2, men: 1"
                    self.result.totals.append((total, len(came) + offices * (total == len(came) + offices)))
                continue
            for slot in block.slots:
                if (text := text_at(rows[at], slot.column)).isdecimal():
                    here = self._meeting_of(block, slot)
                    came_then = sum(self.meeting[n] == here and self.state[n] == "present" for n in above)
                    self.result.totals.append((int(text), came_then))

    def done(self) -> Result:
        """The result; a day on which nobody came (sessions still to come, filled with FALSE) is no meeting."""
        result, texts = self.result, self.texts
        if self.way.sign != "days":
            self._find_meetings()
            self._drop_undated()
        minutes, span = self._minutes()
        told = (texts["organization"], texts["email"], texts["phone"], texts["role"], texts["sector"])
        form = "moment" in self.way.columns and not {"leave", "minutes"} & self.way.columns.keys()
        rows = Rows(self.line, self.meeting, self.name, *told, self.state, minutes, span)
        merged = merge_people(rows, last_wins=form)
        seen, result.twins, result.turned = merged.people, merged.twins, merged.turned
        days = self.way.sign == "days" and any(one.state == "present" for one in seen)  # beside others a session to come
        above = self.way.sheet.header_line or 0  # a name over lists beside each other is of none of them
        result.above = [(line, one.name) for one in seen for line in one.lines if line <= above]
        seen = [one for one in seen if one.lines[-1] > above]
        used = sorted({one.meeting for one in seen if one.state == "present" or not days} | self.waiting)
        new = {old: number for number, old in enumerate(used)}
        result.meetings = [result.meetings[old] for old in used]
        dropped = [one for one in seen if one.meeting not in new]
        seen = [one for one in seen if one.meeting in new]
        for one in seen:
            one.meeting = new[one.meeting]
        result.people = [one for one in seen if one.name]
        result.organizations = [one for one in seen if not one.name]
        self._tell_dropped(dropped)
        self._count()
        return result

    def _tell_dropped(self, dropped: list[Seen]) -> None:
        """Rows of people who are named only on days on which nobody came are told, none is lost."""
        result = self.result
        kept = {line for one in result.people for line in one.lines} | {line for line, _, _ in result.rejected}
        for one in dropped:
            for line in one.lines:
                if line not in kept:
                    kept.add(line)
                    result.rejected.append((line, "note", one.name or one.organization or ""))

    def _count(self) -> None:
        """Count every row once: accepted, merged, absent, refused, no person."""
        result = self.result
        here = [one for one in result.people if one.state == "present"]
        first = {one.lines[0] for one in here}
        present = set(chain.from_iterable(one.lines for one in here))
        away = set(chain.from_iterable(one.lines for one in result.people if one.state != "present")) - present
        nameless = set(chain.from_iterable(one.lines for one in result.organizations)) - present - away
        known = {line for line, _, _ in result.rejected}
        alone = {one.lines[0]: one.organization or "" for one in result.organizations}
        result.rejected += [
            (line, "organization_only", text) for line, text in alone.items() if line in nameless and line not in known
        ]
        told = {line for line, _, _ in result.rejected} | present | away | nameless
        apart = [*result.issues, *(result.dated.issues if result.dated else ())]  # nothing of their cells, or no day, is clear
        waiting = {one.line for one in apart if _is_refused(one.code) and one.line} - told
        refused = sum(_is_refused(code) for _, code, _ in result.rejected) + len(waiting)
        merged = len(present - first) + len(nameless - alone.keys() - known)
        result.rows.update(
            accepted=len(first), merged=merged, absent=len(away), refused=refused,
            not_a_person=len(result.rejected) + len(waiting) - refused,
        )  # fmt: skip

    def _minutes(self) -> tuple[list[int | None], Callable[[int], Span]]:
        """Minutes of each row, None for somebody who was not there; and when each joined and left, on one scale."""
        texts, columns = self.texts, self.way.columns
        memo: dict[str, int | None] = {"": None}

        def moment(text: str) -> int | None:
            if text not in memo:
                clock, day = clock_of_timestamp(text), find_date(text, today=self.way.sheet.today)
                ordinal = day.on.toordinal() * _DAY if day else 0
                memo[text] = None if clock is None else int(clock[:2]) * 60 + int(clock[3:]) + ordinal
            return memo[text]

        def span(row: int) -> Span:
            return moment(texts["moment"][row]), moment(texts["leave"][row])

        if "minutes" in columns:
            values = {text: read_minutes(text) if text else None for text in set(texts["minutes"])}
            told = [values[text] if one == "present" else None for text, one in zip(texts["minutes"], self.state, strict=True)]
            return told, span if "moment" in columns and "leave" in columns else lambda _row: (None, None)
        if "moment" in columns and "leave" in columns:
            spans = [span(row) for row in range(len(self.line))]
            return [b - a if a is not None and b is not None and 0 <= b - a <= _DAY else None for a, b in spans], span
        return [None] * len(self.line), lambda _row: (None, None)


def _is_refused(code: str) -> bool:
    """Whether a row with this issue is refused, and comes back to be corrected."""
    return CATALOGUE[code].scope is Scope.ROW


def _named(walk: Walk) -> list[bool | None]:
    """Whether each kept row names a person; None: an organization that has a number as the row below it has."""
    named: list[bool | None] = [one.who is not None for one in walk.kept]
    if all(named) or walk.number_at not in walk.way.headers:
        return named
    cells = [walk.rows[one.at - walk.block.first][walk.number_at : walk.number_at + 1] for one in walk.kept]
    numbers = [cell not in ([], [""]) for cell in cells]
    for at, (one, other) in enumerate(pairwise(numbers)):
        named[at] = None if not named[at] and one and other else named[at]
    return named


def _field_of_day(way: Interpretation) -> str:
    """The field of the column of days: "date", "meeting" where titles stand beside the days, or a time of joining."""
    at = way.day_column
    if at is None or way.sign == "heading":
        return ""
    if at in {way.columns.get("moment"), way.columns.get("leave")}:
        return ""  # times of joining, or when a row was written: asked for as such
    found = match(way.headers.get(at, "")).field
    days = [day for text in way.profile[at].sample if (day := find_date(text, today=way.sheet.today))]
    titled = sum(any(map(str.isalpha, day.rest)) for day in days)
    return "meeting" if found == "meeting" or 2 * titled > len(days) else "date"


def _also(one: Kept, row: Texts, columns: Sequence[int]) -> str:
    """The name of a kept row as other columns spell it; empty: it is not told, or the same."""
    if one.who is None or one.part or one.sent:
        return ""
    other = read_name(joined_in(row, columns))
    return other.name if other.plain and other.name != one.who.name else ""


def _office(one: Kept) -> str:
    """The organization that stands above somebody as a heading, or beside the name in its cell."""
    return one.head or ((one.who.organization or "") if one.who else "")
