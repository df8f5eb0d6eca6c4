"""Columns of meetings stand in the order of their days: what that tells of dates that can be read two ways."""

from collections.abc import Sequence
from datetime import date

from coalition.imports.cells.date_kinds import ColumnDates
from coalition.imports.cells.date_readings import Pending, resolved

_PLAIN = 3
"""So many days that can be read one way show the direction; two stand in some order by chance."""


def by_their_place(pending: Pending, read: ColumnDates, texts: Sequence[str], today: date) -> dict[str, str]:
    """{cell: order} of the dates that fit between their neighbours in one reading only, where some prove either order.

    Args:
        pending: the dates that may be day first or month first.
        read: the days of the others.
        texts: all cells in the order in which they stand.
    """
    ways: dict[str, dict[str, date]] = {}
    for text in texts:
        if text in pending:
            both = {order: resolved(pending[text], order, today)[0] for order in ("DMY", "MDY")}
            ways[text] = {order: on for order, on in both.items() if on}
        elif on := read.values.get(text):
            ways[text] = {"": on}
    ways = {text: found for text, found in ways.items() if found}
    if sum(len(set(found.values())) == 1 for found in ways.values()) < _PLAIN:
        return {}
    places = [sorted(set(found.values())) for found in ways.values()]
    rising = _through(places)
    falling = list(reversed(_through(places[::-1])))
    if bool(rising) == bool(falling):
        return {}
    settled: dict[str, str] = {}
    for (text, found), fits in zip(ways.items(), rising or falling, strict=True):
        orders = [order for order, on in found.items() if on in fits]
        if text in pending and len(orders) == 1:
            settled[text] = orders[0]
    return settled


def _through(places: Sequence[Sequence[date]]) -> list[list[date]]:
    """The days of each place that some rising row through all places takes; []: no row rises all the way."""
    least: list[date] = []
    for days in places:
        later = [on for on in days if not least or on > least[-1]]
        if not later:
            return []
        least.append(later[0])
    most: list[date] = []
    for days in reversed(places):
        earlier = [on for on in days if not most or on < most[-1]]
        most.append(earlier[-1])
    most.reverse()
    before: list[date | None] = [None, *least[:-1]]
    after: list[date | None] = [*most[1:], None]
    return [
        [on for on in days if (low is None or on > low) and (high is None or on < high)]
        for days, low, high in zip(places, before, after, strict=True)
    ]
