"""How a file was read, in one line with its evidence, and the form that corrects it."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

import streamlit as st

from coalition import clock
from coalition.imports.formats.registry import every_format
from coalition.imports.plan import Plan
from coalition.imports.reading import ColumnRead, MeetingRead, Reading
from coalition.imports.services.columns import FIELDS, column_letter
from coalition.imports.workbook import has_sheets
from coalition.shell.context import Page
from coalition.shell.forms import day_field
from coalition.shell.words import counted, date_text, label_of, md, t, t_filled, worded
from coalition.views.import_data.first_rows import COLUMNS, draw_first_rows
from coalition.views.import_data.how_read import draw_others, draw_reasons, draw_told
from coalition.views.import_data.uploads import Upload
from coalition.vocabulary import LATEST, BatchKind

FIELD_LABELS = {
    "ignore": "Not used",
    "name": "Name",
    "first_name": "First name",
    "last_name": "Last name",
    "prefix": "Title (Mr., Ms., Dr.)",
    "organization": "Organization",
    "role": "Role",
    "email": "Email",
    "other_name": "Name in another script",
    "phone": "Telephone",
    "sector": "Sector",
    "attended": "Was present (mark)",
    "date": "Meeting date",
    "title": "Title of the meeting",
    "place": "Place",
    "start": "Start time",
    "end": "End",
    "meeting": "Meeting (date, title and place)",
    "minutes": "Time present (minutes)",
    "joined": "Joined at",
    "left": "Left at",
    "timestamp": "Time of signing in",
}
"""{one of reading.FIELDS: English label}, in the order the list offers them."""

FORMAT_TITLES = {form.name: form.title for form in every_format()}
"""{format of a reading: what the page 'Supported file formats' calls it}."""

ENCODINGS = ("utf-8", "utf-8+bom", "cp874", "cp1252", "utf-16-le+bom", "cp932", "gb18030", "big5", "cp949")
DELIMITERS = {",": "comma", ";": "semicolon", "tab": "tab", "|": "vertical bar"}
MEETINGS_SHOWN = 5
_ALL = ""
"""All sheets of a workbook, as a choice beside their names."""


def kind_label(plan: Plan, read: Reading | None) -> str:
    """`Attendance · A sign-in sheet somebody typed · headings in row 4`, translated, safe for markdown."""
    parts = [label_of(plan.kind), t(FORMAT_TITLES[plan.format]) if plan.format in FORMAT_TITLES else ""]
    if read is not None:
        parts.append(t("header in row {n}", n=read.header_line) if read.header_line else "")
    return md(" · ".join(part for part in parts if part))


def draw_reading(page: Page, upload: Upload) -> None:
    """What was read and why, and under it the form to correct it. Shared cases have one way to be read."""
    read = upload.read
    if read is None:
        return
    _draw_sheets(upload, read)
    draw_told(page, upload, read)
    if not read.refused:
        _draw_summary(read)
    draw_others(upload, read)
    together = read.with_others and read.sheet is None  # each sheet has a header of its own: it is corrected alone
    if read.preview and not together:
        with st.expander(t("How it was read, and how to correct it"), expanded=bool(read.refused), icon=":material/tune:"):
            draw_first_rows(read, FIELD_LABELS if read.kind is BatchKind.ATTENDANCE else FIELDS)
            draw_reasons(read)
            if read.kind is BatchKind.ATTENDANCE:
                with st.container(horizontal=True):
                    changes = _header_row(upload, read) | _dates_and_letters(upload, read)
                _apply(upload, changes)
                _draw_columns(upload, read)
            else:
                _draw_columns(upload, read)
                day = _day(upload, t("Day of the list, where rows have none"), clock.today())
                _apply(upload, _header_row(upload, read) | day)


def _draw_sheets(upload: Upload, read: Reading) -> None:
    """Which sheet of a workbook is read, with what the others hold; another one is one click."""
    listed = {sheet.name: sheet for sheet in read.sheets if sheet.is_attendance or sheet.name == read.sheet}
    if (read.sheet is None and not read.with_others) or len(listed) < 2:
        return
    chosen = st.pills(
        t("Sheet"),
        [*([_ALL] if read.with_others else []), *listed],
        default=read.sheet or _ALL,
        required=True,
        format_func=lambda name: md(f"{name} · {counted({'people': listed[name].people})}") if name else t("All sheets"),
        key=worded(upload.key(f"sheet {read.sheet}")),
    )
    if chosen is not None and chosen != (read.sheet or _ALL):
        _apply(upload, {"sheet": chosen or None})


def _draw_summary(read: Reading) -> None:
    meetings = [_meeting_text(meeting) for meeting in read.meetings[:MEETINGS_SHOWN]]
    if len(read.meetings) == 1:
        st.markdown(t("Meeting") + ": " + md(meetings[0]))
    elif meetings:
        more = len(read.meetings) - len(meetings)
        listed = md("; ".join(meetings)) + (" " + t("and {n} more", n=f"{more:,}") if more else "")
        st.markdown(t("{n} meetings", n=f"{len(read.meetings):,}") + ": " + listed)
    if read.date_evidence:
        st.caption(md(t_filled(read.date_evidence)))


def _meeting_text(meeting: MeetingRead) -> str:
    day = date_text(meeting.on) if meeting.on else meeting.asked or t("date not known")
    return ", ".join(filter(None, [day, meeting.title, meeting.place, meeting.start]))


def _header_row(upload: Upload, read: Reading) -> dict[str, Any]:
    last = max((line for line, _ in read.preview), default=1)
    header = st.number_input(
        t("Header row"),
        min_value=0,
        max_value=max(last, read.header_line or 0),
        value=read.header_line or 0,
        help=t("0 = no header row") if read.kind is BatchKind.ATTENDANCE else None,
        key=upload.key(f"header row {read.header_line}"),
        width=140 if read.kind is BatchKind.ATTENDANCE else 190,
    )
    return {"header_line": int(header)} if header != (read.header_line or 0) else {}


def _dates_and_letters(upload: Upload, read: Reading) -> dict[str, Any]:
    orders = {"DMY": t("Day/month/year"), "MDY": t("Month/day/year"), "YMD": t("Year/month/day")}
    order = _choice(upload, "date order", t("Date order"), orders, read.date_order)
    encoding = delimiter = None
    if not has_sheets(upload.data):  # a workbook has neither
        encoding = _choice(upload, "encoding", t("Text encoding"), {e: e.upper() for e in ENCODINGS}, read.encoding)
        delimiter = _choice(
            upload, "delimiter", t("Column separator"), {k: t(v) for k, v in DELIMITERS.items()}, read.delimiter
        )
    changes = _day(upload, t("Date, if the file has none"), LATEST)
    if order and order != read.date_order:
        changes["date_order"] = order
    if encoding and encoding != read.encoding:
        changes["encoding"] = encoding
    if delimiter and delimiter != read.delimiter:
        changes["delimiter"] = delimiter
    return changes


def _day(upload: Upload, label: str, latest: date) -> dict[str, Any]:
    """The day that somebody gives because the file does not say it."""
    now = upload.choices.date
    on = day_field(st.container(), label, upload.key(f"file date {now}"), told=now, latest=latest)
    return {"date": on} if on and on != now else {}


def _choice(upload: Upload, part: str, label: str, options: dict[str, str], now: str | None) -> str | None:
    listed = options if now is None or now in options else {now: now.upper(), **options}
    return st.selectbox(
        label,
        list(listed),
        index=list(listed).index(now) if now in listed else None,
        format_func=lambda value: listed[value],
        placeholder=t("Choose an option"),
        key=worded(upload.key(f"{part} {now}")),
        width=210,
    )


def _draw_columns(upload: Upload, read: Reading) -> None:
    st.markdown(f"**{t('Match columns')}**")
    labels = FIELD_LABELS if read.kind is BatchKind.ATTENDANCE else FIELDS
    days = {at for at, head in read.how.heads.items() if head not in labels}
    columns = [column for column in read.columns or _bare_columns(read) if column.index not in days]
    changed: dict[int, str] = {}
    with st.grid(4, min_column_width=200):
        for column in columns[:COLUMNS]:
            now = column.field or "ignore"
            listed = list(labels) if now in labels else [now, *labels]
            name = _column_name(read, column)
            field = st.selectbox(
                md(name[:60]),
                listed,
                index=listed.index(now),
                format_func=partial(_field_label, labels),
                key=worded(upload.key(f"column {read.header_line} {column.index} {now}")),
            )
            if field != now:
                changed[column.index] = field
    if changed:
        _apply(upload, {"columns": {**(upload.choices.columns or {}), **changed}})


def _column_name(read: Reading, column: ColumnRead) -> str:
    """Its letter and the words of the header above it; without a header what stands first in it, in quotation marks."""
    letter, own = column_letter(column.index), " ".join(column.header.split())
    if own:
        return f"{letter}: {own}"
    first = next((cells[column.index].strip() for _, cells in _below(read) if column.index < len(cells)), "")
    return f"{letter}: “{first}”" if first else letter


def _below(read: Reading) -> list[tuple[int, tuple[str, ...]]]:
    """The rows of the preview under the header."""
    return [(line, cells) for line, cells in read.preview if line > (read.header_line or 0)]


def _field_label(labels: Mapping[str, str], name: str) -> str:
    return t(labels.get(name, name))


def _bare_columns(read: Reading) -> list[ColumnRead]:
    """The columns of a file that were put together anew: what the row of the header says, and what each was taken for."""
    width = max((len(cells) for _, cells in read.preview), default=0)
    heads = dict(read.preview).get(read.header_line or 0, ())
    fields = read.how.heads if heads else {}
    return [ColumnRead(index, heads[index] if index < len(heads) else "", fields.get(index)) for index in range(width)]


def _apply(upload: Upload, changes: dict[str, Any]) -> None:
    """Read again with what was corrected. Only what differs from the choices so far counts: a choice may have no effect."""
    if any(getattr(upload.choices, name) != value for name, value in changes.items()):
        upload.choose(**changes)
        st.rerun()
