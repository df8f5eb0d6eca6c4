"""Squares in place of areas: every area as large as any other, lying about as the areas lie to each other."""

from collections.abc import Mapping
from math import ceil, cos, radians, sqrt

import numpy as np

Square = tuple[int, int]
"""Row (0 is north) and column (0 is west)."""
_MOST = 200  # areas above which placing by points takes seconds, and squares are no picture any more
_EVEN = 0.4  # share by which points are spread evenly first: towns that lie close together get squares beside each other
_ROOM = 1.3  # squares per area


def placed(
    codes: list[str], *, given: Mapping[str, Square | None], points: Mapping[str, tuple[float, float] | None]
) -> dict[str, Square]:
    """A square of its own for each area, without empty rows and columns.

    Args:
        codes: the areas to show, in the order of their names.
        given: {code: its square}, chosen by a person; used when every area shown has one and no two the same.
        points: {code: (degrees north, degrees east)}; else the squares lie as these do. Areas without a point follow below,
            in the given order.
    """
    chosen = {code: square for code in codes if (square := given.get(code)) is not None}
    if len(chosen) == len(codes) == len(set(chosen.values())):
        return _without_gaps(chosen)
    known = {code: point for code in codes if (point := points.get(code)) is not None}
    if len(known) > _MOST:
        known = {}
    made = _without_gaps(_by_points(known)) if known else {}
    rest = [code for code in codes if code not in made]
    width = max([ceil(sqrt(len(codes))), *(column + 1 for _, column in made.values())])
    below = 1 + max((row for row, _ in made.values()), default=-1)
    return made | {code: (below + index // width, index % width) for index, code in enumerate(rest)}


def _without_gaps(squares: Mapping[str, Square]) -> dict[str, Square]:
    rows = {row: index for index, row in enumerate(sorted({row for row, _ in squares.values()}))}
    columns = {column: index for index, column in enumerate(sorted({column for _, column in squares.values()}))}
    return {code: (rows[row], columns[column]) for code, (row, column) in squares.items()}


def _by_points(points: Mapping[str, tuple[float, float]]) -> dict[str, Square]:
    """The squares that move the points least, all together (a linear assignment)."""
    from scipy.optimize import linear_sum_assignment  # here: it takes half a second, and most coalitions have squares given

    north = np.array([point[0] for point in points.values()])
    flat = cos(radians(float(north.mean())))  # a degree east is shorter than a degree north
    lying = np.column_stack([-north, np.array([point[1] for point in points.values()]) * flat])
    spread = np.maximum(np.ptp(lying, axis=0), 1e-9)
    shape = min(max(float(spread[1] / spread[0]), 0.4), 2.5)
    rows = max(1, round(sqrt(len(points) * _ROOM / shape)))
    columns = max(1, ceil(len(points) * _ROOM / rows))
    share = (lying - lying.min(axis=0)) / spread
    ranks = lying.argsort(axis=0, kind="stable").argsort(axis=0, kind="stable") / max(len(points) - 1, 1)
    wanted = ((1 - _EVEN) * share + _EVEN * ranks) * np.array([rows - 1, columns - 1])
    grid = np.array([(row, column) for row in range(rows) for column in range(columns)], dtype="float64")
    cost = ((wanted[:, None, :] - grid[None]) ** 2).sum(-1)
    _, chosen = linear_sum_assignment(cost)
    return {code: (int(grid[at][0]), int(grid[at][1])) for code, at in zip(points, chosen, strict=True)}
