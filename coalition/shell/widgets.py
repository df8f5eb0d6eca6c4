"""Small parts that several pages use."""

from collections.abc import Callable

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from coalition.formula_cells import harmless
from coalition.shell.exports import on_demand

THREE_LINES = 74
"""Height in pixels of rows of a table whose long texts are broken into lines; Streamlit does that above 4 rem only."""

_LOOKS = """<style>
.stApp { --chosen: light-dark(#E1EAED, #1D2C32); --line: light-dark(#D3DBDE, #2B363B); }
.stMainBlockContainer { padding: 0 2rem 2.5rem; }
.stMainBlockContainer h1 { font-size: 20px; padding: 0; line-height: 1.6; }
.stApp a[href^="tel:"] { white-space: nowrap; }
[data-testid="stHeader"] { height: 48px; min-height: 48px; background: none; pointer-events: none; }
[data-testid="stHeader"] div { pointer-events: none; }
[data-testid="stHeader"] :is(button, [data-testid="stStatusWidget"]) { pointer-events: auto; }
[data-testid="stLayoutWrapper"]:has(> .st-key-menu) { position: sticky; top: 0; z-index: 90; }
.st-key-menu { margin: 0 -2rem; width: calc(100% + 4rem); max-width: none; padding: 0 3.4rem 0 1.3rem;
  min-height: 49px; flex-wrap: nowrap;
  background: light-dark(#FFFFFF, #070B0D); border-bottom: 1px solid var(--line); }
.st-key-menu > .stElementContainer:has(style, details) { display: none; }
.st-key-menu > [data-testid="stLayoutWrapper"]:has(> .st-key-menu-entries) { flex: 1 1 0; }
.st-key-help { margin-right: 8px; }
.stApp .st-key-help a { padding: 3px 11px; border: 1px solid var(--line); border-radius: 50%; }
.st-key-menu > .stElementContainer:has(img) { position: absolute; width: 1px; }
.st-key-menu-entries { flex: 1; min-width: 0; flex-wrap: wrap; }
.stMainBlockContainer .st-key-menu-entries .stPageLink a { padding: 4px 9px; background: var(--lit, none); border-radius: 6px; }
.st-key-menu-entries a > span:has([data-testid="stIconMaterial"]) { display: none; }
.stMainBlockContainer .stPageLink a:is(.st-key-menu-entries *, .st-key-tabs *) p { white-space: nowrap;
  font-weight: var(--lit-weight, 400); }
.st-key-tabs { border-bottom: 1px solid var(--line); }
.stApp .st-key-tabs a { padding: 4px 12px; border-radius: 0; box-shadow: inset 0 -3px var(--lit, transparent); }
.st-key-tabs { --chosen: light-dark(#0F5C73, #1F8099); }
.st-key-title { gap: 0 0.9rem; min-height: 36px; }
.st-key-title [data-testid="stLayoutWrapper"]:has(> .st-key-title-buttons) { margin-left: auto; }
.stApp :is(.st-key-to-the-room, .st-key-main-door, .st-key-first-step, .st-key-first-steps) .stPageLink a {
  border: 1px solid var(--line); border-radius: 6px; padding: 3px 12px; }
.stApp :is(.st-key-main-door, .st-key-first-step) .stPageLink a {
  background: light-dark(#0F5C73, #1F8099); border-color: transparent; color: #FFFFFF; }
.stApp :is(.st-key-main-door, .st-key-first-step) .stPageLink a * { color: inherit; }
.stApp .st-key-first-step .stPageLink a { padding: 6px 16px; }
.st-key-first-step { padding-top: 8px; }
[class*="st-key-day-"] > :has([data-testid="stCaptionContainer"]) { padding-bottom: 9px; } /* as high as what is in the field */
[class*="st-key-day-"] [data-testid="stWidgetLabel"] { width: max-content; } /* longer than the field */
.stMainBlockContainer :is(.st-key-to-the-room, .st-key-main-door, .st-key-first-step) .stPageLink a p {
  font-weight: 600; line-height: 24px; }
.stApp [data-testid="stMarkdownContainer"] h2 {
  padding: 0 0 0.6rem; font-size: 1.3rem; font-weight: 600; line-height: 1.4; letter-spacing: 0; text-wrap: pretty; }
.stMainBlockContainer h3 { padding: 0.3rem 0 0.4rem; }
.stMainBlockContainer > .stVerticalBlock { gap: 0.8rem; }
.stMainBlockContainer > .stVerticalBlock > :has(> .stHeading h3) { padding: 0.9rem 0 0.5rem; }
.stMainBlockContainer .stPageLink a, [role="dialog"] .stPageLink a { background: none; height: auto; text-align: left; }
.stMainBlockContainer .stPageLink a p, [role="dialog"] .stPageLink a p {
  white-space: normal; overflow: visible; font-weight: 400; }
.stApp :is([role="radio"][aria-checked="true"], [aria-pressed="true"], [role="tab"]),
.stApp :is([role="radio"][aria-checked="true"], [aria-pressed="true"], [role="tab"]) * {
  color: inherit; }
.stApp a:focus-visible { outline: 3px solid currentColor; outline-offset: -2px; }
[data-testid="stHeaderActionElements"] { display: none; }
.stApp [data-testid="stMetricLabel"], .stApp [data-testid="stMetricLabel"] * { white-space: normal; overflow: visible; }
.stApp button[kind="tertiary"], .stApp button[kind="tertiary"] * { text-align: left; justify-content: flex-start; }
.st-key-menu [data-testid="stButtonGroup"] button { min-height: 32px; padding: 0 8px; }
.st-key-whose { gap: 0 0.8rem; min-height: 0; }
.st-key-whose button { min-height: 0; padding: 0; }
.st-key-whose .stButton { display: flex; align-items: center; }
.stApp .stMarkdownBadge { position: relative; top: -0.14em; }
.stApp h3 { line-height: 1.4; }
[role="dialog"] h3 { font-size: 1rem; font-weight: 600; line-height: 1.5; padding: 0.3rem 0; } /* nearest to its own text */
.stApp :is(button, summary, label, input, textarea, small, [role="tab"], [role="option"], [role="listbox"] li,
  [data-baseweb="select"], [data-testid="stCaptionContainer"], [data-testid="stPageLink"] a,
  [data-testid="stFileUploader"] section, .st-small),
.stApp :is(button, summary, label, [role="tab"], [role="option"], [data-baseweb="select"], [data-testid="stCaptionContainer"],
  [data-testid="stPageLink"] a, [data-testid="stFileUploader"] section)
  :is(p, span, div, small, li):not([data-testid="stIconMaterial"]) { font-size: 0.9rem; }
.stApp .stTextArea textarea { field-sizing: content; max-height: 75vh; } /* of a list of lines none is hidden */
.stApp input { line-height: 2; } /* a field cuts what is higher than its line: the tone over a vowel of Thai */
.stApp input::placeholder { overflow: visible; }
@media (min-width: 769px) { [data-testid="stLayoutWrapper"]:has(> [class*="st-key-narrow-"]) { display: none; } }
@media (max-width: 768px), (hover: none) { .stApp button kbd { display: none; } }
@media (max-width: 1100px) {
  .st-key-title .st-key-whose .stElementContainer:has([data-testid="stCaptionContainer"]) { display: none; }
  .stMainBlockContainer { padding: 0 1rem 2.5rem; }
  .st-key-menu { margin: 0 -1rem; width: calc(100% + 2rem); padding: 0 2.8rem 0 0.4rem; }
  .stMainBlockContainer .st-key-menu-entries .stPageLink a { padding: 4px 7px; }
  .st-key-help { margin-right: 4px; }
  .stApp .st-key-help a { padding: 3px 9px; }
}
@media (max-width: 768px) {
  .stApp [data-testid="stMarkdownContainer"] h2 { font-size: 1.15rem; }
  .stApp .st-key-tabs a { padding: 4px 5px; }
  .st-key-title { gap: 6px 0.9rem; }
  .stApp [data-testid="stButtonGroup"] [role="radiogroup"] { flex-wrap: wrap; gap: 4px; mask-image: none; }
  .stMain [data-testid="stButtonGroup"] [role="radiogroup"]:has(> :nth-child(3)) > button { margin: 0; border-radius: 0.4rem; }
  .stMain [data-testid="stButtonGroup"] [role="radiogroup"] > button:not([aria-checked="true"]) {
    border-color: color-mix(in srgb, currentColor 20%, transparent) !important; } /* beside the chosen one a side is left out */
  .st-key-coverage-top { flex-wrap: wrap; }
  .st-key-coverage-top > :first-child { flex-basis: 100%; }
  [data-testid="stLayoutWrapper"]:has(> [class*="st-key-wide-"]) { display: none; }
}
@media (max-width: 900px) {
  .st-key-menu { flex-wrap: wrap; justify-content: space-between; }
  .st-key-menu > .stElementContainer:has(details) { display: block; }
  .st-key-menu summary { list-style: none; cursor: pointer; padding: 8px 12px; font-weight: 600; }
  .st-key-menu summary::before { content: "☰"; margin-right: 8px; }
  .st-key-menu > [data-testid="stLayoutWrapper"]:has(> .st-key-menu-entries) { order: 3; flex-basis: 100%; }
  .st-key-menu > [data-testid="stLayoutWrapper"]:has(> .st-key-help) { margin-left: auto; }
  .st-key-menu:not(:has(details[open])) .st-key-menu-entries { display: none; }
  .st-key-menu-entries { flex-direction: column; padding-bottom: 8px; }
  .stMainBlockContainer .st-key-menu-entries .stPageLink a { padding: 8px 12px; }
  .st-key-menu-entries .stPageLink, .st-key-menu-entries .stElementContainer { width: 100%; }
  .st-key-menu-entries a > span:has([data-testid="stIconMaterial"]) { display: flex; }
}
@media print { .stApp :is(.st-key-menu, .st-key-tabs, .st-key-title-buttons, .st-key-whose button) { display: none; } }
</style>"""


def tighten() -> None:
    """Less empty space than Streamlit leaves and no small print, nothing below 16 pixels; once, on every page."""
    st.html(_LOOKS)


def ink() -> str:
    """The color of the words of the page, for drawings: plotly's own grey is too pale to be read from afar."""
    return "#E8EEF0" if st.context.theme.type == "dark" else "#0C161A"


def side_by_side(count: int, least: int = 180) -> list[DeltaGenerator]:
    """Places for so many filters in one line; where the screen is narrow, in as many lines as it takes.

    Args:
        count: how many.
        least: width in pixels below which a place moves to the next line; two of a telephone would cut what is chosen.
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
