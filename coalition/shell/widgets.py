"""Small parts that several pages use."""

from collections.abc import Callable

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from coalition.formula_cells import harmless
from coalition.shell.exports import on_demand

_LOOKS = """<style>
.stMainBlockContainer { padding: 1.2rem 2.2rem 3rem; }
.stMainBlockContainer h1 { font-size: 1.65rem; padding: 0 0 0.8rem; line-height: 1.4; }
.stMainBlockContainer h2 { padding: 0.5rem 0 0.4rem; }
.stMainBlockContainer h3 { padding: 0.3rem 0 0.4rem; }
.stMainBlockContainer h5 { padding: 0 0 0.6rem; line-height: 1.45; }
.stMainBlockContainer > .stVerticalBlock { gap: 0.8rem; }
.stMainBlockContainer > .stVerticalBlock > :has(> .stHeading h3) { padding: 0.9rem 0 0.5rem; }
.stMainBlockContainer .stPageLink a { background: none; height: auto; text-align: left; }
.stMainBlockContainer .stPageLink a p { white-space: normal; overflow: visible; font-weight: 400; }
.stApp :is([role="radio"][aria-checked="true"], [aria-pressed="true"], [role="tab"]),
.stApp :is([role="radio"][aria-checked="true"], [aria-pressed="true"], [role="tab"]) * {
  color: inherit; }
.stApp a:focus-visible { outline: 3px solid currentColor; outline-offset: -2px; }
[data-testid="stHeaderActionElements"] { display: none; }
[data-testid="stSidebarHeader"] { height: 2rem; min-height: 0; padding-top: 0.4rem; padding-bottom: 0; margin: 0; }
[data-testid="stSidebarNav"] :is(li, ul, header) { margin-top: 0; margin-bottom: 0; }
[data-testid="stNavSectionHeader"] { padding-top: 0.3rem; padding-bottom: 0; }
[data-testid="stSidebarNavLink"] { margin-top: 0; margin-bottom: 0; height: 2rem; }
[data-testid="stSidebarUserContent"] { padding-top: 0.6rem; padding-bottom: 0.5rem; }
.stApp [data-testid="stMetricLabel"], .stApp [data-testid="stMetricLabel"] * { white-space: normal; overflow: visible; }
.stApp button[kind="tertiary"], .stApp button[kind="tertiary"] * { text-align: left; justify-content: flex-start; }
.st-key-whose { gap: 0 0.8rem; min-height: 0; }
.st-key-whose button { min-height: 0; padding: 0; }
.stApp :is(button, summary, label, input, textarea, small, [role="tab"], [role="option"], [role="listbox"] li,
  [data-baseweb="select"], [data-testid="stCaptionContainer"], [data-testid="stPageLink"] a, [data-testid="stSidebarNavLink"],
  [data-testid="stFileUploader"] section, .st-small),
.stApp :is(button, summary, label, [role="tab"], [role="option"], [data-baseweb="select"], [data-testid="stCaptionContainer"],
  [data-testid="stPageLink"] a, [data-testid="stSidebarNavLink"], [data-testid="stFileUploader"] section)
  :is(p, span, div, small, li):not([data-testid="stIconMaterial"]) { font-size: 0.9rem; }
@media (min-width: 769px) { [data-testid="stLayoutWrapper"]:has(> [class*="st-key-narrow-"]) { display: none; } }
@media (max-width: 768px), (hover: none) { .stApp button kbd { display: none; } }
@media (min-width: 769px) and (max-width: 1100px) { .stMainBlockContainer { padding: 1.2rem 1rem 3rem; } }
@media (max-width: 768px) {
  [data-testid="stLayoutWrapper"]:has(> [class*="st-key-wide-"]) { display: none; }
  .stMainBlockContainer { padding: 4.6rem 1rem 3rem; }
  .stMainBlockContainer h1 { font-size: 1.4rem; }
}
</style>"""


def tighten() -> None:
    """Less empty space than Streamlit leaves and no small print, nothing below 16 pixels; once, on every page."""
    st.html(_LOOKS)


def side_by_side(count: int, least: int = 150) -> list[DeltaGenerator]:
    """Places for so many filters in one line; where the screen is narrow, in as many lines as it takes.

    Args:
        count: how many.
        least: width in pixels below which a place moves to the next line; a telephone has room for two of 150.
    """
    with st.grid(count, min_column_width=least, gap="small"):
        return [st.container() for _ in range(count)]


def on_wide(key: str) -> DeltaGenerator:
    """A place that is seen on a wide screen only; beside `on_narrow`, which says the same on a telephone."""
    return st.container(key=f"wide {key}")


def on_narrow(key: str) -> DeltaGenerator:
    """A place that is seen on a narrow screen only, such as a list where a table would be cut."""
    return st.container(key=f"narrow {key}")


def download(
    label: str, data: bytes | Callable[[], bytes], file_name: str, mime: str = "text/csv", *, key: str | None = None
) -> None:
    """A button that saves a file, the only way of one out of a page (`exports` says to whom and how long).

    A callable is run only when pressed, without the session: bind its values beforehand.
    """
    st.download_button(
        label,
        on_demand(data) if callable(data) else data,
        file_name=file_name,
        mime=mime,
        on_click="ignore",
        key=key or f"download {file_name}",
        icon=":material/download:",
    )


def csv_bytes(frame: pd.DataFrame, *, index: bool = True) -> bytes:
    """A table as CSV (UTF-8 with BOM, as spreadsheets want it); nothing in it is run as a formula."""
    safe = frame.map(_harmless).rename(columns=_harmless, index=_harmless if index else None)
    return safe.to_csv(index=index, lineterminator="\r\n").encode("utf-8-sig")  # else a bare CR in a cell would end its row


def _harmless(cell: object) -> object:
    return harmless(cell) if isinstance(cell, str) else cell
