"""Rows of a matrix of organizations that are called like totals and hold marks: "Women Count" may be a member.

Numbers under the days are how many, and the row is nobody's. Marks say that somebody came: what the row is, is asked.
"""

from coalition.imports.sheets.presence import mark_key

ORGANIZATION, TOTAL = "organization", "total"
ROW = "row:"
"""Before the key of a label, where it stands among the answers about words (`Choices.marks`)."""


def row_key(label: str) -> str:
    """The key of what was answered about the rows with this label."""
    return ROW + mark_key(label)
