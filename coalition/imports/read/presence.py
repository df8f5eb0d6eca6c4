"""Was whoever is in a row there? By a mark, a column that says so, a time of joining, a signature, a remark."""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from coalition.imports.cells.headers import TIMES, is_invitation, is_row_number, match
from coalition.imports.cells.people_names import Named
from coalition.imports.cells.presence import (
    NO_CODE,
    NOT_KNOWN,
    are_counts,
    in_doubt,
    is_refused,
    mark_key,
    says_number,
    sent_somebody,
    without_absence,
)
from coalition.imports.cells.row_words import is_total
from coalition.imports.lexicon import words
from coalition.imports.read.contents import SIGNED, delegate_of_cell, named_delegates, remarked_delegates
from coalition.imports.read.matrix import are_hours
from coalition.imports.read.model import Block, Interpretation, Result, Slot
from coalition.imports.read.sheet import Table, text_at, texts_of
from coalition.imports.read.values import CIRCLE, CROSS, TICK, is_word, is_zero, mark_of, surely_heads_marks, tell_states

NOTHING = frozenset({"NaN", "NULL", "None", "-", "N/A"})  # cells that say nothing


@dataclass
class Headings:
    """What the headings above a row say of it."""

    standing: str = ""  # whether the people below were there; empty: nothing says so
    sector: str = ""
    head: str = ""
    day: str = ""
    last: bool = False  # that heading is the last row that was read
    ended: bool = False  # a total or a note has closed the list
    signed: bool = False  # "Approved by:" has closed it


@dataclass
class Kept:
    """People, or organizations without one (`who` None), and the headings above them; columns of equal length."""

    at: list[int] = field(default_factory=list)  # the row of the sheet
    who: list[Named | None] = field(default_factory=list)
    state: list[str] = field(default_factory=list)  # "present", "absent" or "excused", by the row or by the heading above
    sector: list[str] = field(default_factory=list)  # sector, organization and day that stand above as headings
    head: list[str] = field(default_factory=list)
    day: list[str] = field(default_factory=list)
    stretch: list[int] = field(default_factory=list)  # which part between headings and empty rows it stands in
    part: dict[int, tuple[int, int]] = field(default_factory=dict)  # {place: (which, of how many) people of one cell}
    bare: set[int] = field(default_factory=set)  # places of rows that hold nothing but names
    sent: set[int] = field(default_factory=set)  # places of those who came for another, with what the row tells of that one

    def __len__(self) -> int:
        return len(self.at)

    def add(self, at: Sequence[int], who: Sequence[Named | None], state: Sequence[str], under: Headings, stretch: int) -> None:
        """More rows below the same headings."""
        self.at += at
        self.who += who
        self.state += state
        self.sector += [under.sector] * len(at)
        self.head += [under.head] * len(at)
        self.day += [under.day] * len(at)
        self.stretch += [stretch] * len(at)


def columns_of_rows(columns: Mapping[str, int], rows: Table, places: list[int], dashed: str) -> dict[str, list[str]]:
    """The cells of the rows at some places by what they hold; what says nothing is empty, but a dash in what is `dashed`."""
    found, whole = dict[str, list[str]](), places == [*range(len(rows))]
    for name, at in columns.items():
        texts = list(rows.column(at)) if whole else list(map(rows.column(at).__getitem__, places))
        nothing = NOTHING - {"-"} if name == dashed else NOTHING
        found[name] = texts if nothing.isdisjoint(rows.held(at)) else ["" if text in nothing else text for text in texts]
    return found


STATES = frozenset({"present", "late", "absent", "excused"})
"""States of a mark that say something of one person on one day."""
_RAW = 200
_SEVERAL = 2
_TOLD_BESIDE = frozenset({None, "signature", "title", "organization", "role", "phone", "email", "sector"})
_TIMES = ("joined", "timestamp", "left", "minutes", "start")
_NOT_RECORDED = dict.fromkeys(map(mark_key, words("marks.not_recorded")), NOT_KNOWN)

Texts = Sequence[str]
Marked = tuple[str, str, str]
"""State, issue code (empty: none), the cell it is about."""
_PRESENT: Marked = ("present", "", "")
_ABSENT: Marked = ("absent", "", "")


def states_of(way: Interpretation, kept: Kept) -> list[str]:
    """The state of each kept row. Whoever left was there, where the rows say when."""
    timed = way.day_column is not None or bool({*TIMES, "start"} & way.columns.keys())
    return [("present" if timed else "absent") if state == "left" else state for state in kept.state]


def _says_itself(cell: str, mark: str) -> bool:
    """Whether a cell in a column for those who did not come says what it says: "No show", "P"; not "no", a tick or a sign."""
    if mark in {"absent", "excused"}:
        return any(map(str.isalpha, cell)) and not is_word(cell, "no")
    return mark == "present" and is_word(cell, "state")


def _says_how(header: str, cells: Collection[str]) -> bool:
    """Whether all marks below a word for presence are how somebody came, "online"; below another one it may be a plan."""
    return surely_heads_marks(header) and all(not cell or is_word(cell, "ways") for cell in cells)


class Marks:
    """The marks of one table; what it meets on the way is counted in a result.

    Attributes:
        excuses: columns in which a word of absence stands beside some names. remarks: those of them that say who did not come:
            where a column of marks says who came, they tell only who of the absent is excused.
        refuse: some of them say of a row that was read that nobody is kept of it.
        open: columns that a person says are of who came, and where nobody is more than "invited", or "attending": it is asked.
        delegates: (column, whether it holds their names) of those that say who came in somebody's place.
        answered: {word: what a person said of it}, as `reading.Choices.marks`.
    """

    def __init__(self, way: Interpretation, block: Block, rows: Table, result: Result) -> None:
        self.way, self.block, self.rows, self.result = way, block, rows, result
        self.answered: Mapping[str, str] = _NOT_RECORDED | (way.sheet.choices.marks or {})
        self.blank = self.answered.get("", block.context.legend.get("", "absent"))
        self.hours = bool(block.slots) and are_hours(way, block)
        least = 2 if way.of_organizations else NO_CODE
        self.counted = {at for at, _ in way.marks if are_counts(sorted(rows.held(at)), least)}
        header = [way.headers.get(at, "") for at in range(max(max(way.headers, default=-1) + 1, len(way.profile)))]
        told = [at for at, says in way.marks if says == "present"]
        held = {at: rows.held(at) for at in told}
        self.came = {at for at, cells in held.items() if is_word(header[at], "explicit") or tell_states(cells)}
        self.came |= {at for at, cells in held.items() if _says_how(header[at], cells)}
        chosen = [at for at in told if at in (way.sheet.choices.columns or {})]
        self.open = {at for at in chosen if "present" not in map(mark_of, held[at])}
        self.excuses: list[int] = []
        self.delegates: list[tuple[int, bool]] = []
        if way.sign != "days":
            known = {at: name for name, at in way.columns.items()}
            fields = list(map(known.get, range(len(header))))
            named = named_delegates(fields, header, rows)
            self.excuses = [at for at, word in enumerate(header) if at not in named and self._remarks(at, fields[at], word)]
            self.delegates = [(at, at in named) for at in sorted({*named, *remarked_delegates(fields, rows)})]
            result.delegates.update(named)
        self.remarks = [] if way.sign == "column" else self.excuses
        filled = sum(len(rows) - rows.column(at).count("") for at in self.remarks)
        self.few = way.sign == "listed" and 2 * filled <= len(rows)  # remarks stand beside some; a column of states is full
        self._of_cells = dict[tuple[str, ...], Marked]()
        self.refuse = False
        beside = [way.columns[one] for one in ("signature", *_TIMES, "waiting") if one in way.columns]
        self.columns = [*(at for at, _ in way.marks), *beside, *self.excuses]

    def _remarks(self, at: int, name: str | None, word: str) -> bool:
        if name not in _TOLD_BESIDE or at == self.way.day_column or is_row_number(word) or is_invitation(word):
            return False
        if at in self.way.sheet.set_aside and not self.way.sheet.operators:
            return False
        full = bool(self.way.headers) and "" not in self.rows.column(at)
        if not word and (full or any(mark_of(text) == "present" for text in self.rows.held(at))):
            return False  # the answers to a question that was set aside: no remarks about those who did not come
        log = not {*TIMES, "start"}.isdisjoint(self.way.columns)
        no = log and match(word).field in TIMES  # "no" below "Joined?", beside the time of something else
        return any(
            without_absence(text)[1] or sent_somebody(text) or (log and is_refused(text)) or (no and mark_of(text) == "absent")
            for text in self.rows.held(at)
        )

    # --- a row ----------------------------------------------------------------------------------------------------
    def of_rows(self, first: int, last: int) -> list[Marked]:
        """What each row of a stretch says of whoever it names; of a matrix its days say it."""
        if self.way.sign == "days":
            return [_PRESENT] * (last - first)
        columns = [self.rows.column(at)[first:last] for at in self.columns]
        cells: list[Any] = columns[0] if len(columns) == 1 else list(zip(*columns, strict=True)) or [()] * (last - first)
        told = {one: self._count((one,) if isinstance(one, str) else one, count) for one, count in Counter(cells).items()}
        return list(map(told.__getitem__, cells))

    def of_row(self, row: Texts) -> Marked:
        """As `of_rows`, of one row."""
        return _PRESENT if self.way.sign == "days" else self._count(tuple([text_at(row, at) for at in self.columns]), 1)

    def _count(self, cells: tuple[str, ...], count: int) -> Marked:
        """What rows with these cells say, and how many they are."""
        told = state, code, cell = self._of_cells.get(cells) or self._of_cells.setdefault(cells, self._read(cells))
        self.refuse |= bool(code)
        self.result.states["?" if code else state] += count
        self.result.remarked += count * (self.few and state != "present")
        if code == "unknown_mark":
            self.result.unknown.setdefault(cell, 0)
        return told

    def sent(self, row: Texts) -> str | None:
        """Who came in place of the person of a row; empty: somebody unnamed; None: nobody did."""
        cells = ((text_at(row, at), named) for at, named in self.delegates)
        told = [sent for cell, named in cells if cell and (sent := delegate_of_cell(cell, named=named)) is not None]
        return next(filter(None, told), "" if told else None)  # beside a tick that somebody came instead may stand who

    def _read(self, cells: tuple[str, ...]) -> Marked:
        told = dict(zip(self.columns, cells, strict=True))
        if mark_of(told.get(self.way.columns.get("waiting", -1), "")) == "present":
            return "absent", "waiting_room", ""
        marked = self._by_sign(told)
        if marked == _ABSENT and any(without_absence(told[at])[1] == "excused" for at in self.excuses):
            return "excused", "", ""
        if marked != _PRESENT:
            return marked
        for at in self.remarks:
            if state := without_absence(told[at])[1]:
                return state, "", ""
            if told[at] and (sent_somebody(told[at]) or is_refused(told[at])):
                return self._answer(told[at])
            if mark_of(told[at]) == "absent" and match(self.way.headers.get(at, "")).field in TIMES:
                return _ABSENT
        return marked

    def _answer(self, cell: str) -> Marked:
        """What a cell that no rule reads says: as answered, else it is asked."""
        said = self.answered.get(mark_key(cell))
        if said is None or said == NOT_KNOWN:
            return "absent", "mark_not_known" if said else "unknown_mark", cell
        return said, "", ""

    def _by_sign(self, told: Mapping[int, str]) -> Marked:
        sign = self.way.sign
        if sign == "column":
            return self._by_columns(told)
        if sign not in {"signature", "joined"}:
            return _PRESENT
        text = self._time(told, _TIMES) if sign == "joined" else told.get(self.way.columns.get("signature", -1), "")
        said = mark_of(text)
        if sign == "joined" and text and said is None and not any(map(str.isdigit, text)):
            return self._answer(text)  # "never arrived"
        return (said, "", "") if said in {"absent", "excused"} else _PRESENT if text else _ABSENT

    def _time(self, told: Mapping[int, str], fields: Sequence[str]) -> str:
        """When somebody joined or left, or how long they stayed; empty: nothing says so."""
        times = (told.get(self.way.columns.get(one, -1), "") for one in fields)
        return next((text for text in times if text not in {*NOTHING, ""} and not is_zero(text)), "")

    def _by_columns(self, told: Mapping[int, str]) -> Marked:
        """By the columns of marks: the first that says something; empty ones say that somebody did not come.

        In a column for those who did not come a tick says that, and a word says what it says.
        """
        blank = "absent" if any(told[at] for at, _ in self.way.marks) else self.blank
        for at, says in self.way.marks:
            cell = told[at]
            mark = self._said(cell) if cell else blank
            if at in self.counted and cell:
                mark = "present" if int(cell) else "absent"
            elif mark is None and at in self.came and is_word(cell, "ways") and "?" not in cell:  # "Present": by phone
                mark = "present"
            if mark in {None, "unclear"} or (mark == "invited" and at in self.open):
                return self._answer(cell)
            if mark in {"left", "excused"} or (says != "present" and _says_itself(cell, mark)):
                return mark, "", ""
            if mark in {"present", "late"} or (mark == "invited" and self._time(told, ("left", "minutes"))):
                return says, "", ""
        return _ABSENT if any(says == "present" for _, says in self.way.marks) else _PRESENT

    def _said(self, cell: str) -> str | None:
        """What a filled cell says: as answered, by the legend, or as everywhere; None: nobody knows, and it is asked."""
        legend = self.block.context.legend
        if answered := self.answered.get(mark_key(cell)):
            return None if answered == NOT_KNOWN else answered
        if in_doubt(cell) or (cell.casefold() in self.asked and cell.casefold() not in legend):
            return None
        said = (says_number(cell) if self.hours else None) or mark_of(cell, legend)
        return self.leave if said == "leave" else said

    # --- a cell of a matrix ---------------------------------------------------------------------------------------
    def at(self, slot: Slot, text: str, line: int) -> str | None:
        """As `state`; in a part for those who did not come a tick says that, and an empty cell nothing (empty)."""
        if not text:
            return "" if slot.part else self.blank
        if slot.says == SIGNED and mark_of(text) not in {"absent", "excused"}:
            self.result.states["present"] += 1
            return "present"
        state = self.state(text, line)
        ticked = slot.says in {"absent", "excused"} and state in {"present", "late"} and not _says_itself(text, "present")
        return slot.says if ticked else state

    def state(self, text: str, line: int) -> str | None:
        """What one cell says; None: it is no mark."""
        state = self._said(text)
        if state is None and "?" not in text and is_word(text, "ways") and not self.marked_in_ways:
            state = "present"
        if state in {None, "invited"}:
            if re.fullmatch(r"-?[\d.,]+%?", text):
                self.result.quantities += 1
            else:
                self.result.unknown.setdefault(text, line)
        self.result.states[state or "?"] += 1
        return state

    @cached_property
    def asked(self) -> frozenset[str]:
        """Signs that are asked about where no legend says it: crosses, circles beside ticks, H beside marks."""
        told, legend = self._marks_of_people, self.block.context.legend.keys()
        raw = sum(told, Counter[str]())
        ticks, circles, crosses = (sum(raw[mark] for mark in of) for of in (TICK - CIRCLE, CIRCLE, CROSS))
        least = _SEVERAL if self.block.slots else 1
        found = CROSS if crosses and ticks + circles >= least else frozenset[str]()
        found |= CIRCLE if ticks >= _SEVERAL else {"o"} if crosses else set()
        letters = {mark for mark in raw.keys() - legend if len(mark) == 1 and mark_of(mark) == "holiday"}
        odd = {mark for mark in letters if any(0 < 2 * one[mark] <= one.total() for one in told)}  # on a holiday nobody comes
        return frozenset(odd) if found & legend else found | odd

    @cached_property
    def marked_in_ways(self) -> bool:
        """Whether all that is marked is how somebody would come, "online": beside no mark that says that they came."""
        return "present" not in map(mark_of, self._raw)

    @cached_property
    def _marks_of_people(self) -> list[Counter[str]]:
        columns = [slot.column for slot in self.block.slots] or [at for at, _ in self.way.marks]
        rows = self.way.sheet.rows[self.block.first : self.block.last][:_RAW]
        people = [row for row in rows if not is_total(next(iter(texts_of(row)), ""))]  # "Quorum met?", yes
        return [Counter(filter(None, (text_at(row, at).casefold() for row in people))) for at in columns]

    @cached_property
    def leave(self) -> str | None:
        """What an L says: leave where holidays are marked, late where what is excused has a mark of its own; None: asked."""
        states = set(map(mark_of, self._raw))
        return "excused" if "holiday" in states else "late" if "excused" in states else None

    @cached_property
    def _raw(self) -> frozenset[str]:
        return frozenset().union(*self._marks_of_people)
