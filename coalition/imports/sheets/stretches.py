"""The rows of a table a stretch at a time: rows that are plainly people are taken by columns, all others one by one.

What a row means may depend on those above it: headings, merged cells, the end of a list. None of that changes inside a
stretch of rows whose names, marks and widths are plain, so such a stretch is kept whole; every other row goes the long
way, in its place.
"""

from itertools import repeat

from coalition.imports.cells.table import Table
from coalition.imports.sheets.rows import Walk


class Stretches(Walk):
    """As `Walk`, with the same outcome, for long tables."""

    def run(self) -> None:
        """Judge every row."""
        leads = self._odd_leads()
        self._states = self._read_marks()
        begin, count = 0, len(self.names)
        for offset in [*sorted(self._odd_rows(leads)), count]:
            while begin < offset and self.ended:
                self._judge(begin, leads)
                begin += 1
            self._keep_all(begin, offset)
            if offset < count:
                self._judge(offset, leads)
            begin = offset + 1

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
        joined = {(a, b): a if a == b else " ".join(filter(None, (a, b))) for a, b in set(zip(*columns, strict=True))}
        return list(map(joined.__getitem__, zip(*columns, strict=True)))

    def _read_marks(self) -> list[str]:
        """What the marks of each row say of its person; "": it has to be looked at alone."""
        start, count = self.table.start, len(self.names)
        if not count or not self.marks:
            state, code, _ = self.mark(())
            return ["" if code else state] * count
        marks = list(zip(*map(self._column, self.marks), strict=True))
        first = dict(zip(reversed(marks), range(count - 1, -1, -1), strict=True))
        states = {}
        for written, offset in first.items():
            state, code, _ = self.mark(self.rows[start + offset])
            states[written] = "" if code else state
        return list(map(states.__getitem__, marks))

    def _odd_rows(self, leads: set[str]) -> set[int]:
        """Offsets of the rows that have to be looked at one by one."""
        start, stop = self.table.start, self.table.stop
        odd = {number - start for number in self.apart if start <= number < stop}
        strange = {text for text, named in self.known.items() if not named.plain or named.people}
        if strange:
            odd.update(offset for offset, text in enumerate(self.names) if text in strange)
        if leads:
            odd.update(offset for offset, text in enumerate(self._column(self.number_at)) if text in leads)
        if "" in self._states:
            odd.update(offset for offset, state in enumerate(self._states) if not state)
        if not isinstance(self.rows, Table):
            odd.update(offset for offset, row in enumerate(self.rows[start:stop]) if len(row) > self.width)
        elif len(self.rows.columns) > self.width:
            odd.update(range(stop - start))
        else:
            odd.update(n - start for n, row in self.rows.odd.items() if start <= n < stop and len(row) > self.width)
        return odd

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
