"""A list of lines that a person edits as one text: reordered, reworded, removed and added, and each kept as a row."""

from collections.abc import Sequence
from datetime import datetime
from difflib import SequenceMatcher
from typing import Any

from sqlalchemy import Engine, select
from sqlmodel import Session, SQLModel

from coalition.edits.record import create_row, delete_row, table_of, update_row
from coalition.edits.screen import screened

Shown = Sequence[tuple[int, str]]
"""(row, its line) of the lines that the form showed, in their order."""

_SAME = 0.5  # of a reworded line so much is as before: two lines with less in common are two lines


def lines_of(text: str, field: str, *, about: Engine) -> list[str]:
    """The lines of a text as they may be kept, empty ones left out.

    Raises:
        TextRefused: one of them cannot be kept; `field` names the text.
    """
    return [screened(line, field, about=about) for line in text.splitlines() if line.strip()]


def save_lines(
    session: Session,
    model: type[SQLModel],
    shown: Shown,
    lines: Sequence[str],
    *,
    by: str | None = None,
    at: datetime,
    **told: Any,
) -> bool:
    """Make the rows say these lines, in this order. Returns whether anything changed.

    A line that is as it was keeps its row, and a reworded one too, with all that hangs on it; rows that the form did not show
    stay as they are, and so stand behind these or between them. A new line that one of them says already is that one: two
    people who keep the same draft keep it once.

    Args:
        session: writes.
        model: the table: with `what` and `position`.
        shown: what the form showed.
        lines: screened.
        by: who does it.
        at: the instant of the edit.
        told: the other columns of a new row.
    """
    kept, said = _paired(shown, lines), _not_shown(session, model, shown, told)
    changed = False
    for row_id, _ in shown:
        if row_id not in kept.values():
            delete_row(session, model, row_id, by=by, at=at)
            changed = True
    for place, line in enumerate(lines):
        if place in kept:
            changed |= update_row(session, model, kept[place], by=by, at=at, what=line, position=place + 1)
        elif line not in said:
            create_row(session, model, by=by, at=at, what=line, position=place + 1, **told)
            changed = True
    return changed


def _not_shown(session: Session, model: type[SQLModel], shown: Shown, told: dict[str, Any]) -> set[str]:
    """The lines of this list that the form did not show: somebody else has written them since."""
    table, seen = table_of(model), {row_id for row_id, _ in shown}
    own = select(table.c.id, table.c.what).where(*(table.c[name] == value for name, value in told.items()))
    return {what for row_id, what in session.execute(own) if row_id not in seen}


def _paired(shown: Shown, lines: Sequence[str]) -> dict[int, int]:
    """{place of a line: the row that says it}: first those that are as they were, then those most alike."""
    left = list(shown)
    found: dict[int, int] = {}
    for place, line in enumerate(lines):
        same = next((row for row in left if row[1] == line), None)
        if same:
            left.remove(same)
            found[place] = same[0]
    for place, line in enumerate(lines):
        alike = [] if place in found else [(SequenceMatcher(None, was, line).ratio(), row_id, was) for row_id, was in left]
        best = max(alike, default=None)
        if best and best[0] >= _SAME:
            left.remove((best[1], best[2]))
            found[place] = best[1]
    return found
