"""What a schema of a frame is: names, types, meanings and units of columns, and frames made by it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

TEXT, COUNT, NUMBER, FLAG, DATE, INSTANT = "string", "Int64", "Float64", "boolean", "datetime64[us]", "datetime64[us, UTC]"
"""The column types in use. All of them can hold a missing value."""


@dataclass(frozen=True)
class Column:
    """One column: its dtype, what it means (and what a missing value means), and its unit ("" for a label or an id)."""

    dtype: str
    meaning: str
    unit: str = ""


class Schema:
    """The columns of one kind of frame, in order.

    >>> PEOPLE = Schema("people", name=Column(TEXT, "as written"), minutes=Column(COUNT, "missing: not told", "minutes"))
    >>> PEOPLE.from_rows([("Somchai", 90), ("Malee", None)])["minutes"].sum()
    np.int64(90)
    """

    def __init__(self, name: str, /, **columns: Column) -> None:
        self.name = name
        self.columns: Mapping[str, Column] = columns

    def empty(self) -> pd.DataFrame:
        """A frame without rows, with all columns and their types."""
        return self.from_rows([])

    def from_rows(self, rows: Iterable[Sequence[Any]]) -> pd.DataFrame:
        """A frame of rows whose values stand in the order of the columns (what a SELECT returns).

        Raises:
            ValueError: a row has another number of values, or a value does not fit its type.
        """
        names = list(self.columns)
        listed = [tuple(row) for row in rows]
        if any(len(row) != len(names) for row in listed):
            raise ValueError(f"a row of '{self.name}' does not have the {len(names)} values of its columns")
        columns = list(zip(*listed, strict=True)) or [()] * len(names)
        found = {name: self._array(name, values) for name, values in zip(names, columns, strict=True)}
        return pd.DataFrame(found, copy=False)

    def from_columns(self, columns: Mapping[str, Any]) -> pd.DataFrame:
        """A frame of columns of equal length (lists, series); columns not in the schema are left out.

        Raises:
            ValueError: a column of the schema is missing, or its values do not fit its type.
        """
        missing = [name for name in self.columns if name not in columns]
        if missing:
            raise ValueError(f"'{self.name}' lacks {', '.join(missing)}")
        return pd.DataFrame({name: self._array(name, list(columns[name])) for name in self.columns})

    def _array(self, name: str, values: Sequence[Any]) -> Any:
        dtype = self.columns[name].dtype
        try:
            return _array(dtype, values)
        except (TypeError, ValueError) as problem:
            raise ValueError(f"column '{name}' of '{self.name}': {problem}") from problem


_STRING: Any = pd.StringDtype()
_NOTHING = type(None)


def _array(dtype: Any, values: Sequence[Any]) -> Any:
    """Values as an array of a type. What a database gives is told by its types and laid out at once; the rest asks pandas."""
    if dtype == TEXT:
        return pd.array([v if type(v) is str or v is None else None if pd.isna(v) else str(v) for v in values], dtype=_STRING)
    types = set(map(type, values))
    if dtype == DATE and types <= {date, _NOTHING}:
        return np.array(values, dtype="datetime64[D]").astype(DATE)
    if dtype == COUNT and types <= {int, _NOTHING}:
        is_missing = np.array([value is None for value in values], dtype="bool")
        return pd.arrays.IntegerArray(np.array([value or 0 for value in values], dtype="int64"), is_missing)
    if (dtype == "int64" and types <= {int}) or (dtype == "bool" and types <= {bool}):
        return np.array(values, dtype=dtype)
    if dtype in (DATE, INSTANT):
        moments: Any = pd.to_datetime(pd.Series(list(values), dtype="object"), utc=dtype == INSTANT)
        return moments.astype(dtype).array
    return pd.Series(list(values), dtype=dtype).array


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows as plain Python values, for a loop over a small frame: None where missing, `date` for days."""
    columns = {str(name): _plain(series) for name, series in frame.items()}
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def _plain(series: Any) -> list[Any]:
    if str(series.dtype) == DATE:
        return series.to_numpy().astype("datetime64[D]").tolist()  # type: ignore[no-any-return]  # NaT is told as None
    values, is_missing = series.tolist(), series.array.isna()
    return [None if gone else value for value, gone in zip(values, is_missing, strict=True)] if is_missing.any() else values
