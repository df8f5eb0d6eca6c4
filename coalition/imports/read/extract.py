"""One walk over a way to read, for every layout, also for trying: rows -> people at meetings, and every other row told."""

import re
from datetime import date
from itertools import islice

from coalition.imports.cells.clocks import read_minutes
from coalition.imports.cells.names import clean_name
from coalition.imports.read.model import Block, Interpretation, MeetingSeen, Result, Seen, Slot
from coalition.imports.read.sheet import Cell, Row, text_at
from coalition.imports.read.values import Day, Partial, clock_in, day_in, day_of, is_nobody, kind
from coalition.imports.read.words import CROSS, PRESENT, TICK, TOTALS, is_word, mark_of, plain, says

_NOTHING = frozenset({"NaN", "NULL", "None", "-", "N/A"})
_RULED = re.compile(r"[\s,;|]+")
_LONGEST_NAME = 110
_RAW = 200
_WORDS_OF_A_NAME = 4


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
        self.raw: frozenset[str] | None = None
        self.moments = [
            at
            for at, column in enumerate(way.profile)
            if at not in way.columns.values() and at != way.day_column and column.share("date") > 0.8
        ]
        self.wide = sum(column.count > column.rows / 3 for column in way.profile) > 1

    def begin(self, block: Block) -> None:
        """A table begins: its headings and counts are its own."""
        self.block, self.sector, self.behind = block, "", ""
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

    def cell(self, row: Row, role: str) -> str:
        """The cell of a role; empty where it says nothing."""
        text = text_at(row, self.way.columns.get(role))
        return "" if text in _NOTHING else text

    # --- one row --------------------------------------------------------------------------------------------------
    def row(self, row: Row) -> None:
        """Judge one row."""
        filled = [cell for cell in row if cell.text and not _RULED.fullmatch(cell.text)]
        rows = self.result.rows
        rows["data"] += 1
        if not filled:
            rows["blank"] += 1
            return
        name, organization, odd = self._name(row)
        code = self._no_person(row, filled, name, organization) or odd
        if code == "blank":
            rows["blank"] += 1
        elif code:
            self._tell(row, code)
        else:
            self._observe(row, name, organization)

    def _tell(self, row: Row, code: str) -> None:
        self.result.rows["refused" if code == "bad_date" else "not_a_person"] += 1
        self.result.rejected.append((row[0].line, code, next(cell.text for cell in row if cell.text)))

    def _name(self, row: Row) -> tuple[str, str | None, str | None]:
        """(name, organization, code of no person)."""
        parts = [self.cell(row, "first"), self.cell(row, "last")]
        name = self.cell(row, "name") or " ".join(filter(None, map(str.strip, parts)))
        organization = self.cell(row, "organization") or None
        if self.way.sign == "heading":  # "Anna Blum (ZOA, by telephone)": what stands in brackets is not the name
            self.behind = ", ".join(re.findall(r"\(([^)]*)\)", name))  # kept: it may say who is helped
            name = re.sub(r"\s*\([^)]*\)", "", name)
        read = clean_name(name.strip().lstrip("*•-–").strip()) if name else None
        if read is None:
            return "", organization, None
        return read.name, organization or read.organization_hint, read.code

    def _no_person(self, row: Row, filled: list[Cell], name: str, organization: str | None) -> str | None:
        """The code of what a row is that is no person; None: it may be one."""
        texts = [cell.text for cell in filled]
        if any(self._is_total(text) for text in (name or texts[0], texts[0])):
            self._check_total(row, texts)
            return "total"
        alone = len(filled) == 1
        if not name:
            return self._nameless(row, texts, organization, alone=alone)
        if all(is_word(part, "test") for part in name.split()):
            return "placeholder"
        label, colon, rest = name.partition(":")
        if alone and colon and (len(name) > 60 or says(label, "note") or not any(map(str.isalpha, rest))):
            return "note"
        if alone and name.endswith(".") and len(name.split()) > _WORDS_OF_A_NAME:
            return "note"
        heads = self.wide and (bool(self.block.slots) or len(self.way.columns) > 2)
        if alone and heads and self.way.sign != "heading":
            self.sector = name
            return "section"
        if len(name) > _LONGEST_NAME or name.casefold().startswith("http"):
            return "note"
        if is_nobody(name):
            return "placeholder"
        if self.cell(row, "waiting").casefold() == "yes":
            return "waiting_room"
        return None

    def _is_total(self, text: str) -> bool:
        first = text.split(maxsplit=1)[0] if text.split() else ""
        return plain(text) in TOTALS or is_word(text.split(":")[0], "total") or plain(first) in TOTALS

    def _nameless(self, row: Row, texts: list[str], organization: str | None, *, alone: bool) -> str:
        today = self.way.sheet.today
        kinds = [kind(text, today) for text in texts]
        if alone and re.fullmatch(r"[\d.]+", texts[0]):
            return "blank"
        if alone or all(one in {"number", "mark"} for one in kinds):
            return "note" if says(texts[0], "note") or len(texts[0]) > 40 else "section"
        if all(one in {"number", "mark", "weekday"} or plain(text) in TOTALS for one, text in zip(kinds, texts, strict=True)):
            return "section"
        meeting = self._meeting(row, None) if organization and not self.block.slots else None
        if organization and meeting is not None:
            self.result.organizations.append(Seen(meeting, "", organization, "present", [row[0].line]))
            return "organization_only"
        return "organization_only" if organization else "no_name"

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

    def _observe(self, row: Row, name: str, organization: str | None) -> None:
        if self.block.slots:
            self._observe_days(row, name, organization)
            return
        state = self._state_of_row(row)
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
        self._add(meeting, row, name, organization, state, row[0].line)

    def _observe_days(self, row: Row, name: str, organization: str | None) -> None:
        came = said = False
        for slot in self.block.slots:
            if not (text := text_at(row, slot.column)):
                continue
            state, line = self._state(text, row[slot.column].line), row[slot.column].line
            if state in PRESENT:
                self.counts[slot.column] = self.counts.get(slot.column, 0) + 1
            if state in {"present", "late", "absent", "excused"}:
                came |= state in PRESENT
                said = True
                self._add(self._meeting(row, slot), row, name, organization, state or "", line)
        if not said:
            self._tell(row, "note")  # no mark: nothing is known of whoever this is
            return
        self.result.rows["accepted" if came else "absent"] += 1

    # --- was somebody there? --------------------------------------------------------------------------------------
    def _state(self, text: str, line: int) -> str | None:
        state = mark_of(text, self.block.context.legend)
        result = self.result
        if state is None or state == "invited":
            if re.fullmatch(r"-?[\d.,]+%?", text):
                result.quantities += 1
            else:
                result.unknown.setdefault(text, line)
        if text.casefold() in CROSS and TICK & self._raw_marks():
            result.notices["marks_of_both"] = text
            state = "absent"
        result.states[state or "?"] += 1
        return state

    def _raw_marks(self) -> frozenset[str]:
        if self.raw is None:
            columns = [slot.column for slot in self.block.slots] or [self.way.columns.get("mark", 0)]
            rows = self.way.sheet.rows[self.block.first : self.block.last][:_RAW]
            self.raw = frozenset(text_at(row, at).casefold() for row in rows for at in columns)
        return self.raw

    def _state_of_row(self, row: Row) -> str | None:
        """present, absent or excused; None: the row does not say."""
        sign = self.way.sign
        if sign == "column":
            text = text_at(row, self.way.columns["mark"])
            state = self._state(text, row[0].line) if text else None
            return state if state in {"present", "late", "absent", "excused"} else "absent" if not text else None
        if sign == "signature" and (said := mark_of(self.cell(row, "signature"))) in {"absent", "excused"}:
            self.result.states[said or ""] += 1
            return said
        if sign == "joined":
            text = next((told for role in ("moment", "leave", "minutes", "clock") if (told := self.cell(row, role))), "")
            state = "present" if text and (mark_of(text) != "absent" or text == "0") else "absent"
        else:
            state = "absent" if sign == "signature" and not self.cell(row, "signature") else "present"
        self.result.states[state] += 1
        return state

    # --- when was it? ---------------------------------------------------------------------------------------------
    def _meeting(self, row: Row, slot: Slot | None) -> int | None:
        """The number of the meeting of a row (and column); None: the row gives no day where it should."""
        way, context = self.way, self.block.context
        title, start, day, label = self.cell(row, "title") or context.title, context.start, context.day, ""
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
            place = self.cell(row, "place") or context.place
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
    def _add(self, meeting: int | None, row: Row, name: str, organization: str | None, state: str, line: int) -> None:
        if meeting is None:
            return
        state = "present" if state in PRESENT else state
        days = self.way.sign == "days"
        email = self.cell(row, "email").casefold()
        email = email if "@" in email else ""
        key = (meeting, name.casefold(), "" if days else email)
        told = self.cell(row, "minutes")
        minutes = read_minutes(told) if told and not days else None
        rows = self.result.rows
        if before := self.people.get(key):
            if days and line not in before.lines:
                self.result.notices["same_name_twice"] = name
            before.lines.append(line)
            before.state = "present" if "present" in {before.state, state} else before.state
            before.minutes = before.minutes if minutes is None else (before.minutes or 0) + minutes
            before.organization = before.organization or organization
            rows["merged"] += not days
            return
        if not days:
            rows["accepted" if state == "present" else "absent"] += 1
        phone, role = self.cell(row, "phone").lstrip("'") or None, self.cell(row, "role") or self.behind or None
        sector = self.cell(row, "sector") or self.sector or None
        self.people[key] = Seen(meeting, name, organization, state, [line], email or None, phone, role, sector, minutes)
