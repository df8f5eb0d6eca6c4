"""Rows with more filled cells than there are columns."""

from collections.abc import Sequence


def is_in_its_columns(row: Sequence[str], fields: Sequence[str | None]) -> bool:
    """Whether such a row is in its columns as far as they are read: its address stands in the last of these.

    A comma that nobody quoted parts a cell, and moves all that follow.

    Args:
        fields: of the columns, as they were recognised.
    """
    read = [i for i, field in enumerate(fields) if field not in {None, "ignore"}]
    return bool(read) and fields[read[-1]] == "email" and read[-1] < len(row) and "@" in row[read[-1]]
