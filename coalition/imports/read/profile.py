"""What kind of values stand in a column, and what stands around a table. Computed once for each table."""

import re
from collections import Counter
from datetime import date

from coalition.imports.cells.dates import find_date_in_name
from coalition.imports.lexicon import any_of
from coalition.imports.read.above import read_preamble
from coalition.imports.read.model import Column, Context
from coalition.imports.read.sheet import Sheet, texts_of
from coalition.imports.read.values import LEGEND, MONTH_YEAR, MONTHS, YEAR, day_in, kind, mark_of, plain, says

_SAMPLE = 400
_SHOWN = 200
_BUDDHIST = 2400
_LONGEST_TITLE = 200
_LEGEND_WITHIN = 40
_FEW = 6
_ALIKE = ("xX×", "✓✔√")
_MEANS = re.compile(
    rf"(?<![\w./:-])(\w{{1,3}}|[×✓✔√/●])\s*(?:=|:|\s[-–]\s|{any_of('legend.means', whole=False)})"
    r"\s*[\"'(]*([^\W\d][^\d=,;/|()\"']{1,25})"
)


def column_of(texts: list[str], today: date) -> Column:
    """The profile of a column. `texts`: its cells, empty ones too."""
    full = [text for text in texts if text]
    marks = [mark_of(text) for text in full]
    return Column(
        rows=len(texts),
        count=len(full),
        distinct=len({text.casefold() for text in full}),
        kinds=Counter(kind(text, today) for text in full),
        marks=sum(mark is not None for mark in marks),
        states=frozenset(mark for mark in marks if mark),
        sample=tuple(full[:_SHOWN]),
    )


def columns_of(sheet: Sheet, first: int, last: int) -> list[Column]:
    """The profiles of the columns of some rows, by the first of them that hold something."""
    rows = [row for row in sheet.rows[first:last][:_SAMPLE] if any(cell.text for cell in row)]
    width = max(map(len, rows), default=0)
    return [column_of([row[at].text if at < len(row) else "" for row in rows], sheet.today) for at in range(width)]


def file_words(name: str) -> str:
    """The words of a file's name, without its ending."""
    return re.sub(r"\.\w{2,4}$", "", name).replace("_", " ")


def context_of(sheet: Sheet, first: int, last: int, order: str) -> Context:
    """Title, day, place and start from the rows above a table, else from the name of the sheet or the file."""
    lines = [texts for row in sheet.rows[first:last] if (texts := texts_of(row))]
    chosen, stem = sheet.choices.date_order, file_words(sheet.name)
    told = read_preamble([line for line in lines if "://" not in " ".join(line)], sheet.today, chosen)
    context = Context(told.on, "title" if told.on else "", title=told.title, place=told.place, start=told.start, above=told)
    context.text = " / ".join(" ".join(line) for line in lines)
    if context.day is None:
        _day_of_parts(context, lines, stem, sheet.today, order)
    _month_and_year(context, [context.text, stem])
    if not context.month and isinstance(context.day, date) and context.day_from == "title":
        context.month = (context.day.year, context.day.month)
    if not context.title and context.day_from == "file":
        title = re.sub(r"\d{4}-\d\d-\d\d( \d\d \d\d)?", "", stem).split(" - ")[0].strip()
        context.title = title if says(title, "meeting") else None
    return context


def _day_of_parts(context: Context, lines: list[list[str]], stem: str, today: date, order: str) -> None:
    """A day without its year in the rows above a table, or a day in the name of the file: a whole one first."""
    short = [text for line in lines for text in line if len(text) < _LONGEST_TITLE]
    days = [("title", day) for text in short if (day := day_in(text, today, order))]
    named = find_date_in_name(stem, today=today, order=order)
    if day := named.on if named else day_in(stem, today, order):
        days.append(("file", day))
    days.sort(key=lambda found: not isinstance(found[1], date))
    if days:
        context.day_from, context.day = days[0]


def legend_of(sheet: Sheet) -> dict[str, str]:
    """What the sheet says of its marks, above or below its table: "P = present, A = absent" -> {"p": "present", ...}."""
    legend: dict[str, str] = {}
    for row in [*sheet.rows[:_LEGEND_WITHIN], *sheet.rows[_LEGEND_WITHIN:][-_LEGEND_WITHIN:]]:
        texts = texts_of(row)
        for mark, meaning in _MEANS.findall(" , ".join(texts)) if len(texts) <= _FEW else ():
            state = mark_of(meaning) or mark_of(meaning.split()[0]) or _in_legend(meaning)
            if state:
                legend |= dict.fromkeys(next((alike for alike in _ALIKE if mark in alike), mark.casefold()), state)
    return legend


def _in_legend(meaning: str) -> str | None:
    """The state that one of the words behind "A =" speaks of; None: none does."""
    words = set(plain(meaning).split())
    return next((one for one in ("absent", "excused", "holiday", "late", "present") if words & set(LEGEND[one])), None)


def _month_and_year(context: Context, texts: list[str]) -> None:
    for text in texts:
        for found in MONTH_YEAR.finditer(text):
            told = YEAR.search(text)
            year = int(found[2]) if found[2] else int(told[1]) if told else None
            year = year - 543 if year and year > _BUDDHIST else year
            context.month = context.month or (year, MONTHS[found[1].casefold()])
        years = {int(year) for year in YEAR.findall(text)}
        if len(years) == 1 and not context.year:
            context.year = years.pop()
