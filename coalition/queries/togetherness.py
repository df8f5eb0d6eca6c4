"""Who had to do with whom, from the summary that the writes keep (`coalition.summaries`): a row for a pair and a quarter.

However many referrals there are, no more is read than pairs that had to do with one another in the quarters asked for.
"""

from itertools import chain

import numpy as np
import pandas as pd
from sqlmodel import Session

from coalition.frames import QUARTER_TIES
from coalition.queries.ready import sent

_WHAT = {"referrals": "referrals > 0", "cases": "cases > 0"}


def quarter_ties_frame(session: Session, *, by: str, first: int, last: int) -> pd.DataFrame:
    """QUARTER_TIES of all organizations, from one quarter to another.

    Args:
        session: reads.
        by: "referrals" (one sent the other one) or "cases" (both worked on the same shared case).
        first, last: quarters as the summary writes them, 20264.
    """
    rows = sent(
        session,
        f"SELECT quarter, one_id, other_id FROM tie_tally WHERE quarter BETWEEN {int(first)} AND {int(last)} AND {_WHAT[by]}",
    )
    values = np.fromiter(chain.from_iterable(rows), dtype="int64", count=3 * len(rows)).reshape(-1, 3)
    return pd.DataFrame({name: values[:, place] for place, name in enumerate(QUARTER_TIES.columns)})
