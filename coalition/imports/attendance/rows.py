"""The rows of an attendance plan, made only where they are looked at."""

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain

from coalition.imports.attendance.diff import Diff
from coalition.imports.attendance.meetings import MeetingMatch
from coalition.imports.attendance.people import People
from coalition.imports.attendance.stored import StoredRow
from coalition.imports.issues import CATALOGUE, RowIssue, Scope, issue
from coalition.imports.organizations import OrganizationMatch
from coalition.imports.plan import Fate, PlanRow
from coalition.imports.reading import Reading

_FATE_OF_SCOPE = {Scope.ROW: Fate.REFUSED, Scope.NOT_A_PERSON: Fate.NOT_A_PERSON}


def gone_key(row: StoredRow) -> str:
    """What ticking a 'no longer there' row puts into `Answers.remove`."""
    return f"attendance:{row.row_id}"


@dataclass
class Listing:
    """Every row of the file with its fate. `active`: the entries the diff is about; None: all."""

    reading: Reading = field(default_factory=lambda: Reading(""))
    active: list[int] | None = None
    meetings: MeetingMatch = field(default_factory=lambda: MeetingMatch([], [], []))
    organizations: OrganizationMatch = field(default_factory=OrganizationMatch)
    diff: Diff = field(default_factory=lambda: Diff(People(), [], [], []))
    remove: frozenset[str] = frozenset()

    def counts(self) -> dict[str, int]:
        """{Fate value: rows}: each entry's first row has its fate, its further rows are merged."""
        return dict(self._counts)

    def rows(self, start: int, stop: int | None) -> list[PlanRow]:
        """Rows start..stop: by row of the file, then those no longer there."""
        total = len(self._order) + len(self.diff.gone)
        return [self._row(n) for n in range(*slice(start, stop).indices(total))]

    @cached_property
    def _counts(self) -> dict[str, int]:
        entries = self.reading.entries
        found: Counter[Fate] = Counter(self.diff.fate)
        found[Fate.WAITING] += len(entries) - len(self.diff.fate)
        found[Fate.MERGED] += sum(map(len, entries.lines)) - len(entries)  # further rows of entries
        found.update(fate for _, fate, _ in self._others)
        found[Fate.BLANK] += self.reading.rows.blank
        found[Fate.GONE] += len(self.diff.gone)
        return {fate.value: found[fate] for fate in Fate if found[fate]}

    @cached_property
    def _others(self) -> list[tuple[int, Fate, RowIssue]]:
        """(line, fate, issue) of the rows that are no entries: refused, no person, or with a word that is asked about."""
        found: dict[int, tuple[int, Fate, RowIssue]] = {}
        for told in self.reading.issues:
            scope = CATALOGUE[told.code].scope
            if told.line is not None and scope in _FATE_OF_SCOPE:
                found.setdefault(told.line, (told.line, Fate.WAITING if told.asks else _FATE_OF_SCOPE[scope], told))
        if not found:
            return []
        listed = set(filter(found.__contains__, chain.from_iterable(self.reading.entries.lines)))
        return [row for line, row in found.items() if line not in listed]

    @cached_property
    def _order(self) -> list[tuple[int, int, int]]:
        """(line, kind, number) of every row, in order. Kind 0 is an entry, 1 a further row of one, 2 another row."""
        entries = self.reading.entries.lines
        of_entries = ((line, int(n > 0), i) for i, lines in enumerate(entries) for n, line in enumerate(lines))
        return sorted(chain(of_entries, ((told[0], 2, k) for k, told in enumerate(self._others))))

    @cached_property
    def _place(self) -> dict[int, int]:
        """{entry of the file: its place in the diff}; empty when all are there."""
        return {} if self.active is None else {entry: place for place, entry in enumerate(self.active)}

    def _row(self, n: int) -> PlanRow:
        if n >= len(self._order):
            return self._gone(self.diff.gone[n - len(self._order)])
        line, kind, i = self._order[n]
        if kind == 2:
            told = self._others[i][2]
            return PlanRow((line,), self._others[i][1], " | ".join(cell for cell in told.raw if cell), told.why)
        if kind == 1:
            first = self.reading.entries.lines[i][0]
            return PlanRow((line,), Fate.MERGED, self._what(i), f"the same person as in row {first}")
        place = i if self.active is None else self._place.get(i)
        if place is None:
            return PlanRow((line,), Fate.WAITING, self._what(i))
        why = "; ".join(self.diff.why.get(place, ()))
        if not why and self.reading.entries.name[i] is None:
            told = issue("organization_only", line)
            why = f"{told.why} {told.suggestion}"
        return PlanRow((line,), self.diff.fate[place], self._what(i), why)

    def _what(self, i: int) -> str:
        entries = self.reading.entries
        meeting = self.reading.meetings[entries.meeting[i]]
        day = meeting.on.isoformat() if meeting.on else meeting.asked
        told = [entries.name[i], entries.organization[i], day, meeting.title]
        state = "" if entries.state[i] == "present" else f" ({entries.state[i]})"
        return ", ".join(part for part in told if part) + state

    def _gone(self, row: StoredRow) -> PlanRow:
        name = row.name or row.organization or "?"
        day = next(
            (m.on for m, row_id in zip(self.meetings.meetings, self.meetings.ids, strict=True) if row_id == row.meeting_id),
            None,
        )
        what = ", ".join(part for part in (row.name, row.organization, day.isoformat() if day else None) if part)
        told = issue("no_longer_there", name=name)
        why = "will be removed" if gone_key(row) in self.remove else f"{told.why} {told.suggestion}"
        return PlanRow((), Fate.GONE, what, why, gone_key(row))
