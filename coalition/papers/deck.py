"""Slides of 16:9 with native titles, tables and charts; Thai is told its typeface and language run by run."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Emu, Inches, Pt

from coalition.locale import letters

_FACE = "Tahoma"
"""Has Thai and Latin letters on Windows and macOS; where it is missing another takes its place."""
_WIDTH, _HEIGHT, _SIDE = Inches(13.333), Inches(7.5), Inches(0.5)
_ROOM = Emu(_WIDTH - 2 * _SIDE)
_TOP, _BOTTOM = Inches(1.25), Inches(6.75)
"""Where what a slide shows begins, and ends."""
_INK, _QUIET, _BRAND = "#16282F", "#5B6B72", "#12566B"
_TITLE_ONLY = 5
"""Number of the layout that has a title and nothing else."""
_INCH = 914_400  # EMU
_LINE = 1.5  # height of a line, in sizes of its letters: Thai has marks above and below
_LETTER = 0.0076
"""Width of a letter of one point, in inches, on the wide side."""


@dataclass(frozen=True)
class Series:
    """One color of a bar chart: a number for each category; 0 is not drawn."""

    name: str
    values: list[int]
    fill: str
    ink: str


def plain(text: str) -> str:
    """A sentence without the marks of bold letters."""
    return text.replace("**", "")


def prepare(show: Any, *, title: str, created: datetime) -> None:
    """Make it wide, and say what it is; the day of its facts is its day."""
    show.slide_width, show.slide_height = _WIDTH, _HEIGHT
    told = show.core_properties
    told.title, told.author, told.created, told.modified, told.last_modified_by = title, "", created, created, ""


def add_title(show: Any, title: str, subtitle: str) -> None:
    """The first slide."""
    slide = _slide(show, "", "")
    _place(slide.shapes.title, _SIDE, Inches(2.4), _ROOM, Inches(1.6))
    _write(slide.shapes.title.text_frame, title, 40, bold=True, color=_BRAND)
    _box(slide, subtitle, _SIDE, Inches(4.1), _ROOM, Inches(1.4), 20)


def add_text(show: Any, title: str, lines: Sequence[str], footer: str) -> None:
    """Sentences below each other, smaller where they are many."""
    slide = _slide(show, title, footer)
    size = 20 if sum(map(len, lines)) < 700 else 16 if sum(map(len, lines)) < 1100 else 12
    frame = _box(slide, lines[0] if lines else "", _SIDE, _TOP, _ROOM, Emu(_BOTTOM - _TOP), size)
    for line in lines[1:]:
        paragraph = frame.add_paragraph()
        paragraph.space_before = Pt(size / 2)
        _run(paragraph, line, size)


def add_bars(show: Any, title: str, names: Sequence[str], series: Sequence[Series], footer: str) -> None:
    """Bars that lie, one above the other, the first on top, with their numbers in them."""
    slide = _slide(show, title, footer)
    data = CategoryChartData(number_format="0;;;")  # type: ignore[no-untyped-call]
    data.categories = list(names)
    for one in series:
        data.add_series(one.name, one.values)  # type: ignore[no-untyped-call]
    place = (_SIDE, _TOP, _ROOM, Emu(_BOTTOM - _TOP))
    chart = slide.shapes.add_chart(XL_CHART_TYPE.BAR_STACKED, *place, data).chart
    _face(chart.font, 14, _INK)
    chart.has_legend, chart.has_title = True, False
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    chart.category_axis.reverse_order = True
    chart.category_axis.format.line.fill.background()
    chart.value_axis.visible = chart.value_axis.has_major_gridlines = False
    chart.value_axis.minimum_scale = 0  # left to the program, a bar of 16 would look half of one of 17
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = 40, 100
    for drawn, one in zip(plot.series, series, strict=True):
        drawn.format.fill.solid()
        drawn.format.fill.fore_color.rgb = _rgb(one.fill)
        labels = drawn.data_labels
        labels.show_value, labels.number_format, labels.number_format_is_linked = True, "0;;;", False
        _face(labels.font, 14, one.ink)


def add_matrix(
    show: Any,
    title: str,
    areas: Sequence[str],
    rows: Sequence[tuple[str, list[tuple[str, str, str]]]],
    legend: Sequence[tuple[str, str, str, str]],
    footer: str,
) -> None:
    """Service types by areas, with sign and color of each cell.

    Args:
        areas: names of the columns.
        rows: (name, [(sign, color, color of the sign)]).
        legend: (sign, what it says, color, color of the sign).
    """
    slide = _slide(show, title, footer)
    first = Inches(3.1)
    wide = Emu(min(Inches(1.25), int((_ROOM - first) / max(1, len(areas)))))
    upright = any(letters(name) * 11 * _LETTER > wide / _INCH for name in areas)
    head = Inches(min(1.6, 0.3 + max(letters(name) for name in areas) * 11 * _LETTER)) if upright else Inches(0.4)
    high = Emu(min(Inches(0.5), int((_BOTTOM - _TOP - head - Inches(0.45)) / max(1, len(rows)))))
    size = 14 if high >= Inches(0.4) else 12 if high >= Inches(0.34) else 10 if high >= Inches(0.27) else 8
    place = (_SIDE, _TOP, Emu(first + wide * len(areas)), Emu(head + high * len(rows)))
    table = _table(slide, len(rows) + 1, len(areas) + 1, place)
    table.columns[0].width, table.rows[0].height = first, head
    _cell(table, 0, 0, "", 11, color=_INK)
    for column, name in enumerate(areas, start=1):
        table.columns[column].width = wide
        cell = _cell(table, 0, column, name, 11, bold=True, color=_INK)
        if upright:
            cell._tc.get_or_add_tcPr().set("vert", "vert270")
    for line, (name, marks) in enumerate(rows, start=1):
        table.rows[line].height = high
        _cell(table, line, 0, name, size, color=_INK)
        for column, (sign, fill, ink) in enumerate(marks, start=1):
            _cell(table, line, column, sign, size, bold=True, color=ink, fill=fill, align=PP_ALIGN.CENTER)
    _add_legend(slide, legend)


def add_table(
    show: Any, title: str, heads: Sequence[str], rows: Sequence[Sequence[str]], footer: str, *, empty: str, most: int
) -> None:
    """A table, on as many slides as it takes; `empty`: the sentence where it has no rows."""
    if not rows:
        add_text(show, title, [empty], footer)
        return
    for start in range(0, len(rows), most):
        part = rows[start : start + most]
        shown = f"{title} ({start // most + 1}/{-(-len(rows) // most)})" if len(rows) > most else title
        slide = _slide(show, shown, footer)
        table = _table(slide, len(part) + 1, len(heads), (_SIDE, _TOP, _ROOM, Inches(0.4)))
        widths = _widths(heads, part)
        size, heights = _fitting(part, widths)
        for row, height in zip(table.rows, heights, strict=True):
            row.height = Inches(height)
        for column, (head, width) in enumerate(zip(heads, widths, strict=True)):
            table.columns[column].width = Emu(int(_ROOM * width))
            _cell(table, 0, column, head, size, bold=True, color="#FFFFFF", fill=_BRAND)
            for line, row in enumerate(part, start=1):
                _cell(table, line, column, row[column], size, color=_INK)


# --- sizes --------------------------------------------------------------------------------------------------------------


def _widths(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[float]:
    """Share of the slide that each column takes: what is long gets more, up to five times as much."""
    longest = [max(letters(text) for text in (head, *(row[at] for row in rows))) for at, head in enumerate(heads)]
    weights = [min(max(size, 10), 50) for size in longest]
    return [weight / sum(weights) for weight in weights]


def _fitting(rows: Sequence[Sequence[str]], widths: Sequence[float]) -> tuple[int, list[float]]:
    """Size of the largest letters that have room [points], and the height of each row, the header first [inches]."""
    room, wide = (_BOTTOM - _TOP) / _INCH, _ROOM / _INCH
    for size in (18, 16, 14, 12, 11, 10, 9, 8):
        fit = [max(1, int((wide * width - 0.15) / (size * _LETTER))) for width in widths]
        lines = [max(-(-letters(text) // most) for text, most in zip(row, fit, strict=True)) for row in rows]
        heights = [max(0.38, count * size * _LINE / 72 + 0.08) for count in (1, *lines)]
        if sum(heights) <= room:
            break
    return size, heights


# --- shapes -------------------------------------------------------------------------------------------------------------


def _slide(show: Any, title: str, footer: str) -> Any:
    slide = show.slides.add_slide(show.slide_layouts[_TITLE_ONLY])
    _place(slide.shapes.title, _SIDE, Inches(0.3), _ROOM, Inches(0.85))
    size = 28 if letters(title) < 60 else 22 if letters(title) < 100 else 18
    _write(slide.shapes.title.text_frame, title, size, bold=True, color=_BRAND)
    if footer:
        _box(slide, footer, _SIDE, Inches(6.85), _ROOM, Inches(0.5), 9, color=_QUIET)
    return slide


def _place(shape: Any, left: int, top: int, width: int, height: int) -> None:
    shape.left, shape.top, shape.width, shape.height = left, top, width, height


def _box(slide: Any, text: str, left: int, top: int, width: int, height: int, size: int, color: str = _INK) -> Any:
    frame = slide.shapes.add_textbox(left, top, width, height).text_frame
    _write(frame, text, size, color=color)
    return frame


def _write(frame: Any, text: str, size: int, *, bold: bool = False, color: str = _INK) -> None:
    frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.TOP
    frame.margin_left = frame.margin_right = 0
    paragraph = frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.LEFT
    _run(paragraph, text, size, bold=bold, color=color)


def _add_legend(slide: Any, legend: Sequence[tuple[str, str, str, str]]) -> None:
    wide = Emu(int(_ROOM / len(legend)))
    table = _table(slide, 1, 2 * len(legend), (_SIDE, Emu(_BOTTOM - Inches(0.32)), _ROOM, Inches(0.3)))
    for at, (sign, says, fill, ink) in enumerate(legend):
        table.columns[2 * at].width, table.columns[2 * at + 1].width = Inches(0.4), Emu(wide - Inches(0.4))
        _cell(table, 0, 2 * at, sign, 10, bold=True, color=ink, fill=fill, align=PP_ALIGN.CENTER)
        _cell(table, 0, 2 * at + 1, says, 10, color=_INK)


def _table(slide: Any, rows: int, columns: int, place: tuple[int, int, int, int]) -> Any:
    table = slide.shapes.add_table(rows, columns, *place).table
    table.first_row = table.horz_banding = False
    return table


def _cell(
    table: Any,
    row: int,
    column: int,
    text: str,
    size: int,
    *,
    color: str,
    bold: bool = False,
    fill: str = "#FFFFFF",
    align: Any = None,
) -> Any:
    cell = table.cell(row, column)
    cell.margin_top = cell.margin_bottom = Inches(0.02)
    cell.margin_left = cell.margin_right = Inches(0.06)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    cell.fill.solid()
    cell.fill.fore_color.rgb = _rgb(fill)
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.alignment = align
    _run(paragraph, text, size, bold=bold, color=color)
    return cell


def _run(paragraph: Any, text: str, size: int, *, bold: bool = False, color: str = _INK) -> None:
    run = paragraph.add_run()
    run.text = text
    run.font.bold = bold
    _face(run.font, size, color)
    if any("\u0e00" <= letter <= "\u0e7f" for letter in text):
        run._r.get_or_add_rPr().set("lang", "th-TH")


def _face(font: Any, size: int, color: str) -> None:
    """Size, color and typeface: of Latin letters, and of those of other scripts, which have a field of their own."""
    font.size, font.name = Pt(size), _FACE
    font.color.rgb = _rgb(color)
    latin = font._rPr.find(qn("a:latin"))
    complex_script = latin.makeelement(qn("a:cs"), {"typeface": _FACE})
    latin.addnext(complex_script)


def _rgb(color: str) -> Any:
    return RGBColor(*bytes.fromhex(color.lstrip("#")))  # type: ignore[no-untyped-call]
