"""Was whoever is in a row there? By a mark, a column that says so, a time of joining, a signature."""

import re

from coalition.imports.read.model import Block, Interpretation, Result
from coalition.imports.read.people import cell
from coalition.imports.read.sheet import Row, text_at
from coalition.imports.read.words import CROSS, TICK, mark_of

STATES = frozenset({"present", "late", "absent", "excused"})
"""States of a mark that say something of one person on one day."""
_RAW = 200


class Marks:
    """The marks of one table; what it meets on the way is counted in a result."""

    def __init__(self, way: Interpretation, block: Block, result: Result) -> None:
        self.way, self.block, self.result = way, block, result
        self.raw: frozenset[str] | None = None

    def state(self, text: str, line: int) -> str | None:
        """What one cell says; None: it is no mark."""
        state = mark_of(text, self.block.context.legend)
        result = self.result
        if state is None or state == "invited":
            if re.fullmatch(r"-?[\d.,]+%?", text):
                result.quantities += 1
            else:
                result.unknown.setdefault(text, line)
        if text.casefold() in CROSS and TICK & self._raw():
            result.notices["marks_of_both"] = text
            state = "absent"
        result.states[state or "?"] += 1
        return state

    def of_row(self, row: Row) -> str | None:
        """present, late, absent or excused; None: the row does not say."""
        way, result = self.way, self.result
        if way.sign == "column":
            text = text_at(row, way.columns["mark"])
            state = self.state(text, row[0].line) if text else None
            return state if state in STATES else "absent" if not text else None
        if way.sign == "signature" and (said := mark_of(cell(way, row, "signature"))) in {"absent", "excused"}:
            result.states[said or ""] += 1
            return said
        if way.sign == "joined":
            text = next((told for role in ("moment", "leave", "minutes", "clock") if (told := cell(way, row, role))), "")
            state = "present" if text and (mark_of(text) != "absent" or text == "0") else "absent"
        else:
            state = "absent" if way.sign == "signature" and not cell(way, row, "signature") else "present"
        result.states[state] += 1
        return state

    def _raw(self) -> frozenset[str]:
        if self.raw is None:
            columns = [slot.column for slot in self.block.slots] or [self.way.columns.get("mark", 0)]
            rows = self.way.sheet.rows[self.block.first : self.block.last][:_RAW]
            self.raw = frozenset(text_at(row, at).casefold() for row in rows for at in columns)
        return self.raw
