"""What stands on paper: a page as a file that prints by itself, in English or Thai; and the tables of any page.

Such a file asks for no address outside it, and its letters are in it.
"""

import base64
from collections.abc import Callable
from functools import cache
from html import escape

import pandas as pd
import streamlit as st

from coalition import locale
from coalition.database import ROOT

Say = Callable[..., str]
"""English source string and values -> the words in the language of the print."""

STYLE = """
@page { size: A4; margin: 16mm; }
.sheet { font: 12pt/1.5 "Sarabun", "Noto Sans Thai", "Leelawadee UI", "Thonburi", system-ui, sans-serif; color: #000;
  background: #fff; max-width: 180mm; }
.sheet h2 { font-size: 17pt; margin: 0 0 2mm; padding: 0; font-weight: 600; }
.sheet h3 { font-size: 13pt; margin: 6mm 0 1mm; padding: 0; font-weight: 600; }
.sheet table { border-collapse: collapse; width: 100%; }
.sheet th, .sheet td { text-align: left; vertical-align: top; padding: 1mm 3mm 1mm 0; border: 0; }
.sheet th { width: 34%; font-weight: 600; }
.sheet .fact { break-inside: avoid; margin: 0 0 3mm; } .sheet .state { font-weight: 600; }
.sheet .line { border-bottom: 1px solid #000; height: 8mm; } .sheet .small { font-size: 11pt; }
"""


def speaker(language: str) -> Say:
    """English source strings in a language, whatever the language of the screen."""

    def say(text: str, /, **values: object) -> str:
        return locale.translate(text, language, **values)

    return say


@cache
def fonts() -> str:
    """The letters of the dashboard, Latin and Thai, as part of a file: not every computer has Thai ones. License: OFL.txt."""
    faces = []
    for script, letters in (("latin", "U+0000-00FF, U+2013-2026"), ("thai", "U+0E00-0E7F, U+200C-200D, U+25CC")):
        for weight in (400, 600):
            path = ROOT / "static" / "fonts" / f"sarabun-{script}-{weight}-normal.woff2"
            if path.exists():
                data = base64.b64encode(path.read_bytes()).decode()
                source = f'src: url("data:font/woff2;base64,{data}") format("woff2")'
                faces.append(
                    f'@font-face {{ font-family: "Sarabun"; font-weight: {weight}; unicode-range: {letters}; {source}; }}'
                )
    return "\n".join(faces)


def printed_file(title: str, body: str, language: str) -> bytes:
    """A whole HTML file that asks nothing of the network: `body` is safe HTML, the title a plain text."""
    looks = f"{fonts()}{STYLE}@media screen {{ body {{ margin: 10mm; }} }}"
    head = f'<meta charset="utf-8"><title>{escape(title)}</title><style>{looks}</style>'
    return f'<!doctype html><html lang="{language}"><head>{head}</head><body>{body}</body></html>'.encode()


# --- the tables of a page ---------------------------------------------------------------------------------------------

_WIDE = 8  # columns; with more the sheet lies across


def on_paper(table: pd.DataFrame, *, missing: str = "?") -> None:
    """The rows of a table once more, for paper alone: beside `st.dataframe`, which is a picture of what the window shows.

    Args:
        table: as people read it; its column names are the headings.
        missing: what stands for a value that is not known.
    """
    numbers = [pd.api.types.is_numeric_dtype(table[name]) for name in table.columns]
    heads = "".join(f"<th{_number(one)}>{escape(str(name))}</th>" for name, one in zip(table.columns, numbers, strict=True))
    rows = "".join(
        "<tr>"
        + "".join(f"<td{_number(one)}>{escape(_written(value, missing))}</td>" for value, one in zip(row, numbers, strict=True))
        + "</tr>"
        for row in table.itertuples(index=False, name=None)
    )
    kind = "on-paper wide" if len(table.columns) > _WIDE else "on-paper"
    st.html(f'<table class="{kind}" style="display: none"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>')


def _written(value: object, missing: str) -> str:
    if pd.isna(value):  # type: ignore[call-overload]
        return missing
    return f"{value:,.6g}" if isinstance(value, float) else str(value)


def _number(is_number: bool) -> str:
    return ' class="number"' if is_number else ""
