"""Who came to the same meetings."""

import numpy as np

from coalition.network.web import Ints

MOST_FOR_MEETINGS = 1_000
"""With more members than this it is not worked out who came together: every two of them would be compared."""


def came_together(meetings: Ints, members: Ints, least: int) -> tuple[Ints, Ints]:
    """The two ends of each pair that was at the same meeting at least so often.

    Args:
        meetings, members: one entry for each member that came to a meeting.
        least: meetings, 1 or more.
    """
    (ids, place), (_, when) = np.unique(members, return_inverse=True), np.unique(meetings, return_inverse=True)
    came = np.zeros((len(ids), int(when.max(initial=-1)) + 1), dtype="float32")
    came[place, when] = 1
    ones, others = np.nonzero(np.triu(came @ came.T >= least, 1))
    return ids[ones], ids[others]
