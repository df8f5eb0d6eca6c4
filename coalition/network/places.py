"""Where members stand in the drawing: the same from one day to the next, near those they are tied with.

Each member starts from a place of its own, given by its id and sector; stress majorization (Gansner, Koren and North 2004)
brings each pair of an island to a distance like the steps between them, while each is held a little where it started. No
chance is in it: another tie moves its neighborhood, not the picture.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin, sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.sparse.csgraph import shortest_path

from coalition.network.web import Ints, Web, islands

PLACED = 150
"""So many members can be told apart in a drawing."""

WIDE = 1.9
"""Width of the picture by its height."""

_GOLDEN = 0.6180339887498949
_HOME, _HOME_OF_FEW = 0.01, 3  # how strongly a member is held where it starts, by how strongly the others pull; of few more
_ROUNDS, _APART, _BETWEEN = 60, 60, 0.7
_ROW, _HEAD = 22, 0.13  # members without a tie in a row; share of the height above them
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Place:
    """Where a member stands: x to the right and y upwards, both 0 to 1; `is_alone`: among those tied with nobody, below."""

    x: float
    y: float
    is_alone: bool


def places(found: Web, sectors: Sequence[str | None]) -> dict[int, Place]:
    """{member, as its id: its place}. Islands stand side by side, the largest first; who is tied with nobody stands below.

    Args:
        found: at most PLACED members.
        sectors: of each member, in the order of `found.ids`; None: not told.
    """
    start = _starts(found.ids, sectors)
    parts = islands(found)
    drawn = [_spread(found.among(part), start[part]) for part in parts]
    centers = _packed([_radius(points) for points in drawn])
    alone = np.flatnonzero(found.degrees == 0)
    rows = -(-len(alone) // _ROW)
    foot = 0.1 * rows + _HEAD if rows else 0.0
    made: dict[int, Place] = {}
    if parts:
        points = np.concatenate([own + center for own, center in zip(drawn, centers, strict=True)])
        low, high = points.min(axis=0), points.max(axis=0)
        scaled = (points - low) / np.where(high - low > 1e-9, high - low, 1)
        scaled[:, high - low <= 1e-9] = 0.5
        ids = found.ids[np.concatenate(parts)].tolist()
        made = {one: Place(float(x), float(foot + y * (1 - foot)), False) for one, (x, y) in zip(ids, scaled, strict=True)}
    for number, member in enumerate(found.ids[alone].tolist()):
        row, column = divmod(number, _ROW)
        made[member] = Place((column + 0.5) / min(len(alone), _ROW), (foot - _HEAD) * (1 - (row + 0.5) / rows), True)
    return made


def _starts(ids: Ints, sectors: Sequence[str | None]) -> Floats:
    """A place on the plane for each member: its sector's side of a circle, and there one that its id alone decides."""
    names = sorted({one or "" for one in sectors})
    side = {one: number for number, one in enumerate(names)}
    found = []
    for one, sector in zip(ids.tolist(), sectors, strict=True):
        turn = 2 * pi * (side[sector or ""] + one * _GOLDEN % 1) / len(names)
        out = 0.6 + 0.4 * ((one * _GOLDEN * _GOLDEN) % 1)
        found.append((cos(turn) * out, sin(turn) * out))
    return np.array(found, dtype="float64").reshape(-1, 2)


def _spread(own: Web, start: Floats) -> Floats:
    """Places of one island, a step of a tie about 1 apart, around their middle."""
    steps = shortest_path(own.matrix, directed=False, unweighted=True)
    weights = np.divide(1, steps**2, out=np.zeros_like(steps), where=steps > 0)
    home = (_HOME + _HOME_OF_FEW / len(steps)) * float(weights.sum()) / len(steps)
    points = began = start * max(1.3 * float(steps.mean()), 1)
    back = _inverse(np.diag(weights.sum(axis=1) + home) - weights)
    for _ in range(_ROUNDS):
        apart = np.hypot(*_between(points))
        pull = np.divide(weights * steps, apart, out=np.zeros_like(apart), where=apart > 1e-9)
        points = back @ ((np.diag(pull.sum(axis=1)) - pull) @ points + home * began)
    return _pushed(points)


def _inverse(matrix: Floats) -> Floats:
    """Of a matrix whose diagonal outweighs its rows, by Gauss and Jordan: of 150 rows the threads of LAPACK take longer."""
    made = matrix.copy()
    for place in range(len(made)):
        row, column = made[place] / made[place, place], made[:, place].copy()
        made -= column[:, None] * row
        made[place] = row
        made[:, place] = -column / column[place]
        made[place, place] = 1 / column[place]
    return made


def _pushed(points: Floats) -> Floats:
    """The same with nobody on top of another: pairs that are too near move apart, a little at a time."""
    room = max(0.35, 0.9 * _radius(points) / sqrt(len(points)))
    for _ in range(_APART):
        between = _between(points)
        apart = np.hypot(*between)
        np.fill_diagonal(apart, np.inf)
        missing = np.clip(room - apart, 0, None)
        if not missing.any():
            break
        push = np.divide(missing, apart, out=np.zeros_like(apart), where=apart > 1e-9)
        points = points + 0.25 * np.stack([(along * push).sum(axis=1) for along in between], axis=1)
    return np.asarray(points - (points.max(axis=0) + points.min(axis=0)) / 2)


def _between(points: Floats) -> tuple[Floats, Floats]:
    """From each point to each other: to the right, and upwards."""
    x, y = points.T
    return x[:, None] - x, y[:, None] - y


def _radius(points: Floats) -> float:
    return float(np.linalg.norm(points, axis=1).max())


def _packed(radii: Sequence[float]) -> list[Floats]:
    """Middles of circles that do not touch, in their order, each as near to the first as there is room on a spiral."""
    steps = np.arange(4000)
    turn, out = steps * _GOLDEN * 2 * pi, 0.12 * np.sqrt(steps) * max(radii, default=0)
    spots = np.stack([np.cos(turn) * out * WIDE, np.sin(turn) * out], axis=1)
    free = np.full(len(steps), np.inf)  # room around each spot
    placed = []
    for radius in radii:
        fits = np.flatnonzero(free >= radius + _BETWEEN)
        spot = spots[fits[0] if len(fits) else -1]
        placed.append(spot)
        free = np.minimum(free, np.linalg.norm(spots - spot, axis=1) - radius)
    return placed
