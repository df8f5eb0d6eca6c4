"""Rows of a matrix of organizations that are called like totals and hold marks: "Women Count" may be a member.

Numbers under the days are how many, and the row is nobody's. Marks say that somebody came: what the row is, is asked.
"""

from collections.abc import Mapping, Sequence

from coalition.imports.cells.counting_words import may_count
from coalition.imports.sheets.columns import Columns
from coalition.imports.sheets.presence import mark_key, state_of

ORGANIZATION, TOTAL = "organization", "total"
ROW = "row:"
"""Before the key of a label, where it stands among the answers about words (`Choices.marks`)."""
_PEOPLE = frozenset({"name", "first_name", "last_name"})


def label_with_marks(columns: Columns, row: Sequence[str], answered: Mapping[str, str]) -> str:
    """The label of a row that may be an organization although it is called like a total; empty: it is plainly one or the other.

    Args:
        columns: of its table.
        row: its cells.
        answered: `Choices.marks`.
    """
    at = columns.index.get("organization", len(row))
    label = row[at] if at < len(row) else ""
    if not columns.dated or columns.index.keys() & _PEOPLE or not may_count(label):
        return ""
    cells = [row[column] for column in columns.dated if column < len(row) and row[column]]
    is_marked = bool(cells) and all(state_of(cell, answered) and not any(map(str.isdigit, cell)) for cell in cells)
    return label if is_marked else ""


def row_key(label: str) -> str:
    """The key of what was answered about the rows with this label."""
    return ROW + mark_key(label)
