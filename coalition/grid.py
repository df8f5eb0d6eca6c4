"""Cells laid out in the order of a matrix: where the rows of a frame stand in it. Pure: frames in, arrays out."""

from typing import Any

import numpy as np
import pandas as pd

from coalition.schema import DATE


class Grid:
    """The cells in the order of the matrix, one service type after the other; columns are laid out by looking places up."""

    def __init__(self, areas: "pd.Series[int]", kinds: "pd.Series[int]") -> None:
        self.width, self.size = len(areas), len(areas) * len(kinds)
        self._area, self._kind = _places(areas), _places(kinds)

    def of(self, frame: pd.DataFrame) -> "Laid":
        """A frame of cells, its columns to be laid out."""
        area, kind = _found(self._area, frame["area_id"]), _found(self._kind, frame["service_type_id"])
        here = np.flatnonzero((area >= 0) & (kind >= 0))
        return Laid(frame, self.size, here, kind[here] * self.width + area[here])


class Laid:
    """Columns of a frame of cells at the places of those cells in the matrix."""

    def __init__(self, frame: pd.DataFrame, size: int, rows: Any, places: Any) -> None:
        self.frame, self.size, self.rows, self.places = frame, size, rows, places

    def lay(self, values: Any, missing: Any) -> Any:
        """Values of the rows of the frame, `missing` where it has no such cell."""
        laid = np.full(self.size, missing, dtype=values.dtype)
        laid[self.places] = values[self.rows]
        return laid

    def whole(self, name: str) -> Any:
        """A column of whole numbers, zero where the frame has no such cell."""
        return self.lay(self.frame[name].to_numpy("int64"), 0)

    def days(self, name: str) -> Any:
        """A column of dates, missing where the frame has no such cell."""
        return self.lay(self.frame[name].to_numpy(DATE), np.datetime64("NaT"))

    def counts(self, name: str, otherwise: int = -1) -> Any:
        """A column of counts that may be missing, -1 for missing; `otherwise` where the frame has no such cell."""
        return self.lay(self.frame[name].to_numpy("int64", na_value=-1), otherwise)


def maybe(counts: Any) -> Any:
    """Counts, -1 for missing, as a column."""
    return pd.arrays.IntegerArray(counts, counts < 0)


def _places(ids: "pd.Series[int]") -> Any:
    """{id: its place} as an array; -1: none."""
    listed = ids.to_numpy("int64")
    places = np.full(int(listed.max(initial=0)) + 2, -1)
    places[listed] = np.arange(len(listed))
    return places


def _found(places: Any, ids: "pd.Series[int]") -> Any:
    return places[np.minimum(ids.to_numpy("int64"), len(places) - 1)]
