"""The workbook of a meeting: one sheet per question, dates that are dates, and text that no spreadsheet runs."""

import io
from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

import xlsxwriter

from coalition.answers.meeting_files import MeetingFiles
from coalition.locale import letters
from coalition.papers.brief import brief_data
from coalition.papers.tables import Cell, Sheet, about, sheets
from coalition.papers.words import Words
from coalition.vocabulary import STATES, CellState

_FONT = {"font_name": "Tahoma", "font_size": 10, "valign": "top"}
"""Has Thai and Latin letters on Windows and macOS; where it is missing another takes its place."""
_HEAD = {**_FONT, "bold": True, "text_wrap": True, "bg_color": "#12566B", "font_color": "#FFFFFF", "border": 1}
_NARROW, _WIDE, _DAY_WIDE = 8, 44, 13  # letters
_DATE = {"en": "d mmm yyyy", "th": "[$-107041E]d mmm yyyy"}
"""How a date is shown, by language: in Thai with the year of the Buddhist era."""
_LANDSCAPE_WIDE = 9
"""Paper: A4."""


def workbook(found: MeetingFiles, language: str) -> bytes:
    """An .xlsx file; the same facts are the same bytes.

    Args:
        found: from `answers.meeting_files`.
        language: code of one of `locale.LANGUAGES`.
    """
    words = Words(language, found.brief.settings.level_names)
    data = brief_data(found.brief, language)
    made = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(made, options) as book:
        book.set_properties({"title": data["title"], "created": datetime.combine(found.brief.day.on, time())})
        styles = _Styles(book, language)
        listed = sheets(found, words)
        _add_about(book, styles, words, data, about(found, words, footer=data["footer"]), listed)
        for sheet in listed:
            _add(book, styles, sheet, words, data["footer"])
    return made.getvalue()


class _Styles:
    """The formats of one workbook; it writes a cell in the right one."""

    def __init__(self, book: Any, language: str) -> None:
        self.head, self.text = book.add_format(_HEAD), book.add_format({**_FONT, "text_wrap": True})
        self.title = book.add_format({**_FONT, "bold": True, "font_size": 16})
        self.name = book.add_format({**_FONT, "bold": True})
        shown = {"num_format": _DATE.get(language, _DATE["en"]), "align": "left"}
        self.date, self.date_head = book.add_format({**_FONT, **shown}), book.add_format({**_HEAD, **shown})
        self.number, self.share = book.add_format({**_FONT, "num_format": "0"}), book.add_format({**_FONT, "num_format": "0%"})
        self.states = {
            state: book.add_format({**_FONT, "text_wrap": True, "bg_color": traits.fill[0], "font_color": traits.ink[0]})
            for state, traits in STATES.items()
        }

    def write(self, page: Any, row: int, column: int, value: Cell, words: Words) -> None:
        """One cell as what it is; nothing known: nothing."""
        if isinstance(value, CellState):
            page.write_string(row, column, words.t(STATES[value].label), self.states[value])
        elif isinstance(value, str):
            page.write_string(row, column, value, self.text)
        elif isinstance(value, date):
            page.write_datetime(row, column, datetime.combine(value, time()), self.date)
        elif isinstance(value, int | float):
            page.write_number(row, column, value, self.share if isinstance(value, float) else self.number)


def _add_about(
    book: Any, styles: _Styles, words: Words, data: dict[str, Any], told: list[tuple[str, str]], listed: list[Sheet]
) -> None:
    page = _page(book, words.t("About this file"), data["footer"])
    page.set_column(0, 0, 24, styles.name)
    page.set_column(1, 1, 90, styles.text)
    page.write_string(0, 0, data["title"], styles.title)
    rows = [*told, *((sheet.name, sheet.question) for sheet in listed)]
    for row, (name, text) in enumerate(rows, start=2):
        page.write_string(row, 0, name, styles.name)
        page.write_string(row, 1, text, styles.text)


def _add(book: Any, styles: _Styles, sheet: Sheet, words: Words, footer: str) -> None:
    page = _page(book, sheet.name, footer)
    for column, head in enumerate(sheet.heads):
        if isinstance(head, date):
            page.write_datetime(0, column, datetime.combine(head, time()), styles.date_head)
        else:
            page.write_string(0, column, head, styles.head)
        page.set_column(column, column, _width(head, (row[column] for row in sheet.rows), words))
    for number, row in enumerate(sheet.rows, start=1):
        for column, value in enumerate(row):
            styles.write(page, number, column, value, words)
    page.freeze_panes(1, sheet.kept)
    page.repeat_rows(0)
    if sheet.rows:
        page.autofilter(0, 0, len(sheet.rows), len(sheet.heads) - 1)
    else:
        page.write_string(1, 0, sheet.empty, styles.name)


def _page(book: Any, name: str, footer: str) -> Any:
    page = book.add_worksheet(name[:31])
    page.set_landscape()
    page.set_paper(_LANDSCAPE_WIDE)
    page.fit_to_pages(1, 0)
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.7)
    page.set_footer(f"&L&8{footer.replace('&', '&&')[:200]}&R&8&P / &N")
    return page


def _width(head: str | date, cells: Iterable[Cell], words: Words) -> float:
    """Letters a column is wide: its longest word of the header and its longest cell, within bounds."""
    told = [_DAY_WIDE if isinstance(head, date) else max(map(letters, head.split()), default=0) + 3]
    for cell in cells:
        shown = words.t(STATES[cell].label) if isinstance(cell, CellState) else cell
        told.append(_DAY_WIDE if isinstance(shown, date) else letters(str("" if shown is None else shown)) + 2)
    return min(max(_NARROW, *told), _WIDE)
