"""The rows of a table a stretch at a time: rows that are plainly people are taken by columns, all others one by one.

What a row means may depend on those above it: headings, merged cells, the end of a list. None of that changes inside a
stretch of rows whose names, marks and widths are plain, so such a stretch is kept whole; every other row goes the long
way, in its place.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import repeat
from operator import eq, not_, or_

from coalition.imports.cells.joined import joined_name
from coalition.imports.cells.table import Table
from coalition.imports.sheets.delegates import delegate_of_cell
from coalition.imports.sheets.rows import Walk

_ALONE, _EMPTY = 1, 2
"""Why a row is in no stretch: it has to be looked at, or there is nothing in it."""
_ODD, _NOT_EMPTY = re.compile(b"[^\0]"), re.compile(b"[^\2]")


class Stretches(Walk):
    """As `Walk`, with the same outcome, for long tables."""

    def run(self) -> None:
        """Judge every row."""
        leads = self._odd_leads()
        self._states = self._read_marks()
        begin, count = 0, len(self.names)
        odd = self._odd_rows(leads)
        while begin < count:
            offset = odd_row.start() if (odd_row := _ODD.search(odd, begin)) else count
            while begin < offset and self.ended:
                self._judge(begin, leads)
                begin += 1
            self._keep_all(begin, offset)
            if offset == count:
                break
            if odd[offset] == _EMPTY:
                begin = after.start() if (after := _NOT_EMPTY.search(odd, offset)) else count
                self._skip_empty(begin - offset)
            else:
                self._judge(offset, leads)
                begin = offset + 1

    def _skip_empty(self, count: int) -> None:
        """As looking at so many empty rows one by one."""
        self.told.blank += count
        self._break(blank=True)
        self.block += count - 1

    def cells(self) -> dict[str, list[str]]:
        """The cells of the kept rows by field, as written."""
        whole = not self.parts and self.kept == list(range(self.table.start, self.table.stop))
        fields = self.table.columns.index.items()
        if whole:
            return {name: self._column(at) for name, at in fields}
        start = self.table.start
        offsets = [number - start for number in self.kept]
        return {name: list(map(self._column(at).__getitem__, offsets)) for name, at in fields}

    def _column(self, at: int) -> list[str]:
        """The cells of one column of the table."""
        start, stop = self.table.start, self.table.stop
        if isinstance(self.rows, Table):
            return self.rows.column(at)[start:stop]
        return [row[at] if at < len(row) else "" for row in self.rows[start:stop]]

    def _names(self) -> list[str]:
        index = self.table.columns.index
        if (at := index.get("name")) is not None:
            return self._column(at)
        columns = [self._column(at) for name in ("first_name", "last_name") if (at := index.get(name)) is not None]
        if len(columns) < 2:
            return columns[0] if columns else [""] * (self.table.stop - self.table.start)
        joined = {both: joined_name(*both) for both in set(zip(*columns, strict=True))}
        return list(map(joined.__getitem__, zip(*columns, strict=True)))

    def _read_marks(self) -> list[str]:
        """What the marks of each row say of its person; "": it has to be looked at alone."""
        start, count = self.table.start, len(self.names)
        if not count or not self.marks:
            state, code, _ = self.mark(())
            return ["" if code else state] * count
        columns = list(map(self._column, self.marks))
        marks: Sequence[object] = columns[0] if len(columns) == 1 else list(zip(*columns, strict=True))
        first = dict(zip(reversed(marks), range(count - 1, -1, -1), strict=True))
        states = {}
        for written, offset in first.items():
            state, code, _ = self.mark(self.rows[start + offset])
            states[written] = "" if code else state
        return list(map(states.__getitem__, marks))

    def _odd_rows(self, leads: set[str]) -> bytearray:
        """For each row 0 if it can be kept with others, 1 if it has to be looked at, 2 if it is empty."""
        start, stop = self.table.start, self.table.stop
        strange = {text for text, named in self.known.items() if not named.plain or named.people}
        odd = bytearray(map(strange.__contains__, self.names))
        if leads:
            odd = bytearray(map(or_, odd, map(leads.__contains__, self._column(self.number_at))))
        if "" in self._states:
            odd = bytearray(map(or_, odd, map(not_, self._states)))
        for column, named in self.table.columns.delegates:
            cells = self._column(column)
            sent = {cell for cell in set(cells) if cell and delegate_of_cell(cell, named=named) is not None}
            odd = bytearray(map(or_, odd, map(sent.__contains__, cells)))
        if (at := self.table.columns.index.get("organization")) is not None:
            odd = bytearray(map(or_, odd, map(eq, self.names, self._column(at))))
        if "" in strange:
            for offset in self._empty_rows():
                odd[offset] = _EMPTY
        for offset in self._wide_rows():
            odd[offset] = odd[offset] or _ALONE
        for number in self.apart:
            if start <= number < stop:
                odd[number - start] = _ALONE
        return odd

    def _empty_rows(self) -> list[int]:
        start, stop = self.table.start, self.table.stop
        if isinstance(self.rows, Table):
            return [offset for offset, filled in enumerate(self.rows.filled_rows()[start:stop]) if not filled]
        return [offset for offset, row in enumerate(self.rows[start:stop]) if not any(row)]

    def _wide_rows(self) -> Iterable[int]:
        """Rows with more cells than the header."""
        start, stop = self.table.start, self.table.stop
        if not isinstance(self.rows, Table):
            return [offset for offset, row in enumerate(self.rows[start:stop]) if len(row) > self.width]
        if len(self.rows.columns) <= self.width:
            return [n - start for n, row in self.rows.longer.items() if start <= n < stop and len(row) > self.width]
        if self.rows.lengths is None:
            return range(stop - start)
        return [offset for offset, length in enumerate(self.rows.lengths[start:stop]) if length > self.width]

    def _keep_all(self, begin: int, end: int) -> None:
        """Keep the rows of a stretch; offsets."""
        if begin >= end:
            return
        count, start = end - begin, self.table.start
        states = self._states[begin:end]
        if self.standing and self.standing != "present":
            states = [self.standing if state == "present" else state for state in states]
        self.kept.extend(range(start + begin, start + end))
        self.named.extend(map(self.known.__getitem__, self.names[begin:end]))
        self.groups.extend(repeat(self.group, count))
        self.states.extend(states)
        self.blocks.extend(repeat(self.block, count))
        self.heads.extend(repeat(self.head, count))
        self.days.extend(repeat(self.day, count))
        self.stands_last = False
