"""One walk over a way to read, for every layout, also for trying: rows -> people at meetings, and every other row told.

Who is in a row says `people`, what a row is that is no person `rows`, and who was there `presence`.
"""

import re
from datetime import date
from itertools import islice

from coalition.imports.read.model import Block, Interpretation, MeetingSeen, Result, Seen, Slot
from coalition.imports.read.people import Who, beside, cell, who_is_in
from coalition.imports.read.presence import STATES, Marks
from coalition.imports.read.rows import not_a_person
from coalition.imports.read.sheet import Row, text_at
from coalition.imports.read.values import Day, Partial, clock_in, day_in, day_of
from coalition.imports.read.words import PRESENT, is_word, mark_of

_RULED = re.compile(r"[\s,;|]+")


def extract(way: Interpretation, limit: int | None = None) -> Result:
    """What a way to read gives. `limit`: only so many rows of each table."""
    walk = _Walk(way)
    for block in way.blocks:
        walk.begin(block)
        for row in islice(way.sheet.rows, block.first, block.last if limit is None else min(block.last, block.first + limit)):
            walk.row(row)
    return walk.done()


class _Walk:
    """The rows of the tables, one after the other."""

    def __init__(self, way: Interpretation) -> None:
        self.way, self.result = way, Result()
        self.meetings: dict[object, int] = {}
        self.people: dict[object, Seen] = {}
        self.only_day = self._single_day()
        self.moments = [
            at
            for at, column in enumerate(way.profile)
            if at not in way.columns.values() and at != way.day_column and column.share("date") > 0.8
        ]
        self.wide = sum(column.count > column.rows / 3 for column in way.profile) > 1

    def begin(self, block: Block) -> None:
        """A table begins: its headings and counts are its own."""
        self.block, self.sector = block, ""
        self.marks = Marks(self.way, block, self.result)
        self.counts: dict[int, int] = {}

    def done(self) -> Result:
        """The result; a day on which nobody came (sessions still to come, filled with FALSE) is no meeting."""
        result = self.result
        result.people = list(self.people.values())
        used = sorted({one.meeting for one in [*result.came, *result.organizations]})
        new = {old: number for number, old in enumerate(used)}
        result.meetings = [result.meetings[old] for old in used]
        dropped = [one for one in result.people if one.meeting not in new]
        result.people = [one for one in result.people if one.meeting in new]
        self._tell_dropped(dropped)
        for one in [*result.people, *result.organizations]:
            one.meeting = new[one.meeting]
        return result

    def _tell_dropped(self, dropped: list[Seen]) -> None:
        """Rows of people who are named only on days on which nobody came are told, none is lost."""
        result = self.result
        kept = {line for one in result.people for line in one.lines} | {line for line, _, _ in result.rejected}
        for one in dropped:
            for line in one.lines:
                if line not in kept:
                    kept.add(line)
                    result.rejected.append((line, "note", one.name))
                    result.rows["absent"] -= 1
                    result.rows["not_a_person"] += 1

    def _single_day(self) -> Day | None:
        """The only day of the column of days, for rows that give a clock time and no day."""
        way = self.way
        if way.day_column is None or way.day_column >= len(way.profile):
            return None
        days = {day for text in way.profile[way.day_column].sample if (day := day_in(text, way.sheet.today, way.order))}
        return days.pop() if len(days) == 1 else None

    # --- one row --------------------------------------------------------------------------------------------------
    def row(self, row: Row) -> None:
        """Judge one row."""
        texts = [cell.text for cell in row if cell.text and not _RULED.fullmatch(cell.text)]
        rows = self.result.rows
        rows["data"] += 1
        if not texts:
            rows["blank"] += 1
            return
        for who in who_is_in(self.way, row):
            code = not_a_person(self.way, self.block, row, texts, who, wide=self.wide)
            if code == "blank":
                rows["blank"] += 1
            elif code:
                self._explain(row, texts, who, code)
            else:
                self._observe(row, who)

    def _explain(self, row: Row, texts: list[str], who: Who, code: str) -> None:
        """A row that is no person: a total is checked, a heading kept, an organization without anybody read."""
        if code == "total":
            self._check_total(row, texts)
        elif code == "section" and who.name:
            self.sector = who.name
        elif code == "organization_only" and not self.block.slots and (meeting := self._meeting(row, None)) is not None:
            self.result.organizations.append(Seen(meeting, "", who.organization, "present", [row[0].line]))
        self._tell(row, code)

    def _tell(self, row: Row, code: str) -> None:
        self.result.rows["refused" if code == "bad_date" else "not_a_person"] += 1
        self.result.rejected.append((row[0].line, code, next(cell.text for cell in row if cell.text)))

    def _check_total(self, row: Row, texts: list[str]) -> None:
        """A total of the file beside what was read so far: evidence for or against."""
        if self.block.slots:
            said = " ".join(texts[:3]).split()
            if any(is_word(text, "absent_heading") or mark_of(text) == "absent" for text in said):
                return
            for slot in self.block.slots:
                if (text := text_at(row, slot.column)).isdigit():
                    self.result.totals.append((int(text), self.counts.get(slot.column, 0)))
        elif number := re.search(r"(?<!\d)(\d{1,4})(?!\d)", " ".join(texts)):
            self.result.totals.append((int(number[1]), sum(one.state == "present" for one in self.people.values())))

    def _observe(self, row: Row, who: Who) -> None:
        if self.block.slots:
            self._observe_days(row, who)
            return
        state = self.marks.of_row(row)
        meeting = self._meeting(row, None)
        if meeting is None:
            self._tell(row, "bad_date")
            return
        day = self.result.meetings[meeting].day
        for at in self.moments:
            written = day_in(text_at(row, at), self.way.sheet.today, self.way.order)
            self.result.before_day += isinstance(written, date) and isinstance(day, date) and written < day
        if state is None:
            self._tell(row, "note")
            return
        self._add(meeting, row, who, state, row[0].line)

    def _observe_days(self, row: Row, who: Who) -> None:
        came = said = False
        for slot in self.block.slots:
            if not (text := text_at(row, slot.column)):
                continue
            line = row[slot.column].line
            state = self.marks.state(text, line)
            if state in PRESENT:
                self.counts[slot.column] = self.counts.get(slot.column, 0) + 1
            if state in STATES:
                came |= state in PRESENT
                said = True
                self._add(self._meeting(row, slot), row, who, state or "", line)
        if not said:
            self._tell(row, "note")  # no mark: nothing is known of whoever this is
            return
        self.result.rows["accepted" if came else "absent"] += 1

    # --- when was it? ---------------------------------------------------------------------------------------------
    def _meeting(self, row: Row, slot: Slot | None) -> int | None:
        """The number of the meeting of a row (and column); None: the row gives no day where it should."""
        way, context = self.way, self.block.context
        title, start, day, label = cell(way, row, "title") or context.title, context.start, context.day, ""
        if slot:
            day, title, label = slot.day, slot.title or context.title, slot.label
        elif way.day_column is not None and way.sign != "heading":
            label = text_at(row, way.day_column)
            day = self._day_of_row(label, alone=sum(bool(cell.text) for cell in row) == 1)
            if day is None:
                return None
            start = self._clock(row) or start
        elif day is None:
            label = self.block.heading or ""
        if isinstance(day, Partial) and context.year:
            day = day_of(context.year, day.month, day.day)
        key = (day, title) if isinstance(day, date) else (day, label, title)
        if key not in self.meetings:
            self.meetings[key] = len(self.result.meetings)
            place = cell(way, row, "place") or context.place
            self.result.meetings.append(MeetingSeen(day, label, title or None, place or None, start))
        found = self.result.meetings[self.meetings[key]]
        if start and not slot and found.start and start < found.start:
            found.start = start
        return self.meetings[key]

    def _day_of_row(self, text: str, *, alone: bool) -> Day | None:
        day = day_in(text, self.way.sheet.today, self.way.order)
        if day is not None:
            return day
        return None if alone or (text and not clock_in(text)) else self.only_day

    def _clock(self, row: Row) -> str | None:
        text = re.sub(r"\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4}", "", text_at(row, self.way.clock_column))
        clock = clock_in(text) if text else None
        return clock if clock != "00:00" else None

    # --- who was it? ----------------------------------------------------------------------------------------------
    def _add(self, meeting: int | None, row: Row, who: Who, state: str, line: int) -> None:
        if meeting is None:
            return
        state = "present" if state in PRESENT else state
        days = self.way.sign == "days"
        found = beside(self.way, row)
        key = (meeting, who.name.casefold(), "" if days else found.email)
        rows = self.result.rows
        if before := self.people.get(key):
            if days and line not in before.lines:
                self.result.notices["same_name_twice"] = who.name
            before.lines.append(line)
            before.state = "present" if "present" in {before.state, state} else before.state
            before.minutes = before.minutes if found.minutes is None else (before.minutes or 0) + found.minutes
            before.organization = before.organization or who.organization
            rows["merged"] += not days
            return
        if not days:
            rows["accepted" if state == "present" else "absent"] += 1
        self.people[key] = Seen(
            meeting, who.name, who.organization, state, [line], found.email or None, found.phone,
            found.role or who.behind or None, found.sector or self.sector or None, found.minutes,
        )  # fmt: skip
