"""Lists people lay out themselves: a matrix of a year, long records, a sheet to sign in. All are read by the same machinery."""

from collections.abc import Callable

from coalition.imports.sheets.layout import Layout


def _is_matrix(layout: Layout) -> float:
    return 7.0 * any(table.columns.dated for table in layout.tables)


def _is_long(layout: Layout) -> float:
    known = layout.tables[0].columns.index
    return 3.0 * ("date" in known or "meeting" in known)


def _is_sign_in(_layout: Layout) -> float:
    return 1.0


SCORES: dict[str, Callable[[Layout], float]] = {
    "wide_matrix": _is_matrix,
    "long_records": _is_long,
    "signin_sheet": _is_sign_in,
}
"""{kind of list: how much a layout is of it; 0: not at all}."""
