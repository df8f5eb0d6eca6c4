"""What leaves the pages as a file."""

import csv
import io

import pandas as pd

from coalition.imports.commit import one_line
from coalition.shell.widgets import csv_bytes


def test_nothing_in_a_saved_table_is_run_as_a_formula() -> None:
    table = pd.DataFrame({"=cmd|1": ["@SUM(1)", "–"], "B": [3, -4]}, index=["+66 81", "Lanna House"])
    assert csv_bytes(table).decode("utf-8-sig").splitlines() == [",'=cmd|1,B", "+66 81,'@SUM(1),3", "Lanna House,–,-4"]
    assert csv_bytes(table, index=False).decode("utf-8-sig").splitlines()[1] == "'@SUM(1),3"


def test_a_line_break_of_any_kind_within_a_cell_ends_no_row() -> None:
    told = ["a\rb", "a\nb", "a\r\nb", "\r", "plain"]
    saved = csv_bytes(pd.DataFrame({"A\rA": told, "B": "x"}), index=False).decode("utf-8-sig")
    assert [row[0].lstrip("'") for row in csv.reader(io.StringIO(saved, newline=""))] == ["A\rA", *told]
    for cell in told:
        assert next(csv.reader(io.StringIO(one_line((cell, "x")), newline=""))) == [cell, "x"]


def test_nothing_in_a_download_runs_however_it_is_hidden_and_an_apostrophe_is_kept() -> None:
    told = ["|x", "%0a", "\u200b=1+1", "＝1+1", "\n=1", "'Hope' House"]
    written = list(csv.reader(io.StringIO(csv_bytes(pd.DataFrame({"A": told}), index=False).decode("utf-8-sig"))))
    assert [row[0] for row in written] == ["A", *(f"'{cell}" for cell in told)]
