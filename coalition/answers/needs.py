"""How many people need help, cell by cell: the one door through which counts of needs reach a picture.

A picture on the coordinator's own screen shows exact counts. What a room of members sees must not tell a single case apart,
so nothing is shown there but what stands in the newest publication, which was checked for that.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

import pandas as pd
from sqlmodel import Session

from coalition.disclosure import NeedKey
from coalition.queries.coverage import needs_by_cell_frame
from coalition.queries.publishing import NO_PILLAR, Published, newest_publication

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
        published: of a room the newest publication, whose figures are the only ones to be shown; None: nothing is published,
            or it is the coordinator who looks.
    """

    frame: pd.DataFrame | None
    reason: str | None = None
    published: Published | None = None


def need_counts(session: Session, *, audience: Audience, on: date, level: int) -> NeedCounts:
    """The counts of needs that an audience may see on a date, at level 1 (provinces) or 2 (districts)."""
    if audience != "coordinator":
        return NeedCounts(None, NOT_SHOWN, newest_publication(session))
    frame = needs_by_cell_frame(session, on=on, level=level)
    return NeedCounts(frame, None if frame is not None else NOT_SHARED)


def with_published(cells: pd.DataFrame, needs: NeedCounts) -> pd.DataFrame:
    """Cells of provinces with the published figures as `unmet_need`, missing where not shown; nothing else becomes known.

    Args:
        cells: frames.CELLS, need unknown everywhere.
        needs: of a room; of a coordinator: the cells stay as they are.
    """
    if needs.published is None:
        return cells
    asked = zip(cells["pcode"], cells["pillar"].fillna(NO_PILLAR), cells["code"], strict=True)
    figures = [needs.published.waiting.get(NeedKey(*key)) for key in asked]
    return cells.assign(unmet_need=pd.array(figures, dtype="Int64"))
