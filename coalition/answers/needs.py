"""How many people need help, cell by cell: the one door through which counts of needs reach a picture.

A picture on the coordinator's own screen shows exact counts. What a room of members sees must not tell a single case apart,
so nothing is shown there until the counts come out of a published snapshot that was checked for that.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

import pandas as pd
from sqlmodel import Session

from coalition.queries.coverage import needs_by_cell_frame

Audience = Literal["coordinator", "room"]
"""Who sees the picture: the coordinator alone, or the members in a meeting and whoever gets a file of it."""

NOT_SHOWN = "not shown"
NOT_SHARED = "nobody has shared a case"


@dataclass(frozen=True)
class NeedCounts:
    """Counts of needs for one picture.

    Attributes:
        frame: frames.NEEDS_BY_CELL, cells without an open need left out; None: unknown everywhere, never zero.
        reason: why there is no frame: NOT_SHOWN or NOT_SHARED; None: there is one.
    """

    frame: pd.DataFrame | None
    reason: str | None = None


def need_counts(
    session: Session,
    *,
    audience: Audience,
    on: date,
    level: int,
    areas: Sequence[int] | None = None,
    kinds: Sequence[int] | None = None,
) -> NeedCounts:
    """The counts of needs that an audience may see on a date, at level 1 (provinces) or 2 (districts).

    `areas`, `kinds`: only the cells of these areas and kinds of help (ids); None: of all.
    """
    if audience != "coordinator":
        return NeedCounts(None, NOT_SHOWN)
    frame = needs_by_cell_frame(session, on=on, level=level, areas=areas, kinds=kinds)
    return NeedCounts(frame, None if frame is not None else NOT_SHARED)
