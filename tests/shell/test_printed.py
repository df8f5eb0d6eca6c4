"""Tables that a page draws as a picture stand on paper as tables."""

import pandas as pd
import pytest
import streamlit as st

from coalition.shell.printed import on_paper


def drawn(table: pd.DataFrame, monkeypatch: pytest.MonkeyPatch) -> str:
    told: list[str] = []
    monkeypatch.setattr(st, "html", told.append)
    on_paper(table, missing="–")
    return told[0]


def test_every_row_stands_there_as_people_write_it_and_nothing_acts(monkeypatch: pytest.MonkeyPatch) -> None:
    table = pd.DataFrame({"Name": ["<b>Hope</b>", None], "Places": [2.4000000000000004, float("nan")], "Free": [1_200, 0]})
    html = drawn(table, monkeypatch)
    assert html.count("<tr>") == 3
    assert "<b>" not in html
    assert "&lt;b&gt;Hope&lt;/b&gt;" in html
    assert html.count(">–<") == 2, "what is not known is not nothing"
    assert ">2.4<" in html
    assert 'class="number">0<' in html


def test_a_table_of_many_columns_lies_across(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "wide" not in drawn(pd.DataFrame({f"c{n}": ["x"] for n in range(8)}), monkeypatch)
    assert "wide" in drawn(pd.DataFrame({f"c{n}": ["x"] for n in range(9)}), monkeypatch)
