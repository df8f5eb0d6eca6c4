"""The one part of the library that knows Streamlit: opening a page, words, kept answers, filters in the address, downloads."""

from coalition.shell.address import page_link, pick, pick_date
from coalition.shell.cached import ask
from coalition.shell.context import Page
from coalition.shell.page import open_page
from coalition.shell.widgets import csv_bytes, download, side_by_side, tighten
from coalition.shell.words import date_text, label_of, language, language_switch, md, name_of, t, t_filled, tn

__all__ = [
    "Page", "ask", "csv_bytes", "date_text", "download", "label_of", "language", "language_switch", "md", "name_of",
    "open_page", "page_link", "pick", "pick_date", "side_by_side", "t", "t_filled", "tighten", "tn",
]  # fmt: skip
