"""Who had to do with whom, from the summary that the writes keep (`coalition.summaries`): a row for a pair and a quarter.

However many referrals there are, no more is read than pairs that had to do with one another in the quarters asked for; and
they come as one text for each quarter, because a hundred thousand rows would cost more than all that is worked out from them.
"""

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
    joined = "string_agg" if session.get_bind().dialect.name == "postgresql" else "group_concat"
    rows = sent(
        session,
        f"SELECT quarter, {joined}(one_id || ' ' || other_id, ' ') FROM tie_tally"
        f" WHERE quarter BETWEEN {int(first)} AND {int(last)} AND {_WHAT[by]} GROUP BY quarter ORDER BY quarter",
    )
    ends = [np.fromstring(text, dtype="int64", sep=" ").reshape(-1, 2) for _, text in rows]
    when = np.repeat(np.array([row[0] for row in rows], dtype="int64"), [len(part) for part in ends])
    one, other = np.concatenate(ends).T if ends else np.zeros((2, 0), dtype="int64")
    return pd.DataFrame(dict(zip(QUARTER_TIES.columns, (when, one, other), strict=True)))
