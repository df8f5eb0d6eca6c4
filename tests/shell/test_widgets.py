"""What leaves the pages as a file."""

import pandas as pd

from coalition.shell.widgets import csv_bytes


def test_nothing_in_a_saved_table_is_run_as_a_formula() -> None:
    table = pd.DataFrame({"=cmd|1": ["@SUM(1)", "–"], "B": [3, -4]}, index=["+66 81", "Lanna House"])
    assert csv_bytes(table).decode("utf-8-sig").splitlines() == [",'=cmd|1,B", "+66 81,'@SUM(1),3", "Lanna House,–,-4"]
    assert csv_bytes(table, index=False).decode("utf-8-sig").splitlines()[1] == "'@SUM(1),3"
