"""Every format that is read, in one place. A new one is a module beside this file and a line here."""

from coalition.imports.formats.form import TOP_ROWS, Described, Format, SheetKind, Top
from coalition.imports.formats.sheet_kinds import LONG, MATRIX, SIGN_IN

PROGRAMS: tuple[Format, ...] = ()
"""Exports of programs, told by their content; the highest score wins, the earlier of equals."""

SHEETS: tuple[SheetKind, ...] = (MATRIX, LONG, SIGN_IN)
"""Lists people lay out themselves; the highest score wins, the earlier of equals."""


def every_format() -> tuple[Described, ...]:
    """All of them, programs first, for the page that says what can be read."""
    return (*PROGRAMS, *SHEETS)


def likely_programs(rows: Top) -> list[Format]:
    """The programs whose export this may be, the likeliest first.

    Args:
        rows: the first rows of the file; more than `TOP_ROWS` are not looked at.
    """
    top = rows[:TOP_ROWS]
    scored = [(known.score(top), -place, known) for place, known in enumerate(PROGRAMS)]
    return [known for score, _, known in sorted(scored, key=lambda found: found[:2], reverse=True) if score > 0]
