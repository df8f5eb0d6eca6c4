from datetime import date

import pandas as pd

from coalition.frames import MEMBERSHIPS_OF_ONE
from coalition.views.directory.organizations import edited_rows


def test_an_edited_table_gives_days_as_days_and_empty_cells_as_nothing() -> None:
    edited = MEMBERSHIPS_OF_ONE.from_rows([(1, date(2026, 1, 5), None, False)])
    added = pd.DataFrame({"id": [None], "from_on": [pd.Timestamp("2026-03-01")], "to_on": [pd.NaT], "is_voting": [True]})

    rows = edited_rows(pd.concat([edited.astype(object), added.astype(object)]))

    assert rows == [
        {"id": 1, "from_on": date(2026, 1, 5), "to_on": None, "is_voting": False},
        {"id": None, "from_on": date(2026, 3, 1), "to_on": None, "is_voting": True},
    ]
