"""One problem found in a file or a row, in the words of the catalogue."""

from dataclasses import dataclass

from coalition.imports.catalogue import CATALOGUE, CODES_OF_PEOPLE_NOT_FOUND, Kind, Scope

__all__ = ["CATALOGUE", "CODES_OF_PEOPLE_NOT_FOUND", "Kind", "RowIssue", "Scope", "issue"]

_ASKING = frozenset({"unknown_mark", "unclear_mark", "may_be_total"})
"""Codes of cells that do not say whether somebody was there, or whose row it is: what they say is asked, once per word."""


@dataclass(frozen=True, slots=True)
class RowIssue:
    """One problem in one row.

    Attributes:
        line: the row number the spreadsheet shows (physical line in the decoded file, first line 1); None: the file.
        code: key of `CATALOGUE`.
        why: the sentence, filled in.
        suggestion: what was probably meant; empty where nothing can be said.
        column: the header of the cell it is about, as written; None: the whole row.
        raw: the row as written, cells in order; empty for shared cases, whose text is never kept.
        asks: the word whose meaning a person must say, as written; empty: nothing is asked.
    """

    line: int | None
    code: str
    why: str
    suggestion: str = ""
    column: str | None = None
    raw: tuple[str, ...] = ()
    asks: str = ""


def issue(
    code: str, line: int | None = None, *, column: str | None = None, raw: tuple[str, ...] = (), **values: object
) -> RowIssue:
    """A RowIssue with the catalogue's sentence, its `{placeholders}` filled from `values`."""
    kind = CATALOGUE[code]
    asks = str(values["value"]) if code in _ASKING else ""
    return RowIssue(line, code, kind.sentence.format(**values), kind.suggestion.format(**values), column, raw, asks)
