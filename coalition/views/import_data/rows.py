"""The rows of one file, each with its fate and beside it the row as it stands in the file; a page at a time."""

from math import ceil

import pandas as pd
import streamlit as st

from coalition.imports.dispatch import Lines, refused_rows
from coalition.imports.plan import Fate, Plan, PlanRow
from coalition.imports.reading import row_number
from coalition.shell.widgets import THREE_LINES, on_narrow, on_wide
from coalition.shell.words import day_words, label_of, md, name_of, t, t_filled, tn, worded
from coalition.views.import_data.questions import row_text
from coalition.views.import_data.rejected_rows import draw_refused_file, in_short, row_in_short
from coalition.views.import_data.uploads import Upload
from coalition.vocabulary import AttendanceState

ROWS_SHOWN = 25
TICKS_SHOWN = 100
_ALL, _CHANGES = "all", "changes"
_WRITTEN_CELLS, _WRITTEN_LETTERS = 40, 120
_WIDTHS = (56, 140, 112, 218, 206, 198)  # pixels; together the width of a card on a screen of 1280
_LETTER = 8.3  # pixels, about
_HEIGHTS = {1: None, 2: THREE_LINES, 3: THREE_LINES, 4: 94}  # pixels by lines of text

FATES = {
    Fate.NEW: "New",
    Fate.CHANGED: "Changes something",
    Fate.MERGED: "Merged with another row",
    Fate.UNCHANGED: "Unchanged",
    Fate.GONE: "No longer in the list",
    Fate.NOT_A_PERSON: "Not a person",
    Fate.REFUSED: "Not imported",
    Fate.WAITING: "Awaiting an answer",
    Fate.BLANK: "Blank",
}
"""English label of each fate."""

CHANGES = (Fate.NEW, Fate.CHANGED, Fate.GONE, Fate.REFUSED, Fate.WAITING)
"""Fates a person looks at first: what would be different, and what is left out of it."""


def draw_rows(upload: Upload, plan: Plan) -> None:
    """The rows, by fate; of a list that is stored in part, what would change comes first."""
    counts = plan.counts()
    if not counts or upload.rows is None:
        return
    chosen = _draw_filter(upload, counts)
    fates = None if chosen == _ALL else CHANGES if chosen == _CHANGES else (Fate(chosen),)
    total = sum(counts.values()) if fates is None else sum(counts.get(fate.value, 0) for fate in fates)
    pages = max(1, -(-total // ROWS_SHOWN))
    number = st.pagination(pages, key=upload.key(f"rows page {chosen}")) if pages > 1 else 1
    start = (min(number, pages) - 1) * ROWS_SHOWN
    shown = upload.rows.picked(fates, start, start + ROWS_SHOWN)
    written = upload.as_written([line for row in shown for line in row.lines])
    with on_wide(upload.key("rows")):
        _draw_table(upload, shown, written)
    with on_narrow(upload.key("rows")):
        st.markdown("\n\n".join(_stacked(row, written) for row in shown))
    if counts.get(Fate.REFUSED.value):
        draw_refused_file(upload, refused_rows(plan), key=upload.key("refused"))


def _draw_filter(upload: Upload, counts: dict[str, int]) -> str:
    """Which rows are shown: what changes, all of them, or those of one fate."""
    fates = [fate.value for fate in Fate if counts.get(fate.value)]
    if len(fates) == 1:
        st.markdown(f"**{t('Rows')}**: {t(FATES[Fate(fates[0])])} {counts[fates[0]]:,}")
        return _ALL
    changes = sum(counts.get(fate.value, 0) for fate in CHANGES)
    known = counts.get(Fate.UNCHANGED.value, 0)
    first = [_CHANGES, _ALL] if known and changes else [_ALL]
    numbers = {**counts, _CHANGES: changes, _ALL: sum(counts.values())}
    labels = {_CHANGES: t("What is different"), _ALL: t("All rows"), **{f.value: t(label) for f, label in FATES.items()}}
    chosen = st.pills(
        t("Rows"),
        [*first, *fates],
        default=first[0],
        required=True,
        format_func=lambda view: f"{labels[view]} {numbers[view]:,}",
        key=worded(upload.key(f"fate {'|'.join(first)}")),
    )
    return chosen or first[0]


def _draw_table(upload: Upload, rows: list[PlanRow], written: Lines) -> None:
    columns = {
        t("Row"): [", ".join(map(row_number, row.lines)) for row in rows],
        t("Result"): [t(FATES[row.fate]) for row in rows],
        t("Attendance"): [_state(row) for row in rows],
        t("Why"): [in_short(t_filled(row.why)) for row in rows],
        t("In the file"): [_written(row, written) for row in rows],
        t("Read as"): [_read_as(row) for row in rows],
    }
    widths = dict(zip(columns, _WIDTHS, strict=True))
    shown = {name: values for name, values in columns.items() if any(values)}
    lines = max((ceil(len(text) * _LETTER / widths[name]) for name, values in shown.items() for text in values), default=1)
    st.dataframe(
        pd.DataFrame(shown, dtype="string"),
        hide_index=True,
        height="content",
        row_height=_HEIGHTS[min(lines, max(_HEIGHTS))],
        key=upload.key("rows"),
        alt=t("Result of each row"),
        column_config={name: st.column_config.TextColumn(width=widths[name], pinned=name == t("Row")) for name in shown},
    )


def _stacked(row: PlanRow, written: Lines) -> str:
    """A row as a few lines, for a screen too narrow for the table: the reason before anything else."""
    head = " · ".join(filter(None, [", ".join(map(row_number, row.lines)), t(FATES[row.fate]), _state(row)]))
    told = [md(in_short(t_filled(row.why))), f":small[{md(_read_as(row) or _written(row, written))}]"]
    return "  \n".join([f"**{t('Row')} {head}**", *(line for line in told if line not in {"", ":small[]"})])


def _state(row: PlanRow) -> str:
    """Whether somebody was there, in the language of the session; empty: the row says nothing of that."""
    return label_of(AttendanceState(row.state)) if row.state else ""


def _read_as(row: PlanRow) -> str:
    """What a row is, with the names that its service type and its area have in the language of the session."""
    return what_text(name_of(row.what, row.local))


def what_text(what: str) -> str:
    """What was read of a row: data, but for the days in it, and a case that is new."""
    said = row_in_short(day_words(what))
    return t("New case") + said.removeprefix("New case") if said.startswith("New case") else said


def _written(row: PlanRow, written: Lines) -> str:
    return " / ".join(row_text(written[line], _WRITTEN_CELLS, _WRITTEN_LETTERS) for line in row.lines if line in written)


# --- rows that an earlier version of the list had -------------------------------------------------------------------


def draw_gone(upload: Upload, plan: Plan) -> None:
    """Rows to tick: they were in an earlier version of the list and are missing from this one."""
    count = plan.counts().get(Fate.GONE.value, 0)
    gone = [row for row in upload.rows.picked((Fate.GONE,), 0, count) if row.key] if count and upload.rows else []
    if not gone:
        return
    keys = [row.key for row in gone]
    st.markdown(f"**{t('No longer in this list')}**: {len(gone):,}")
    st.caption(t("These are not in this version of the file. Tick the rows to remove."))
    every = set(keys) <= upload.answers.remove
    if len(keys) > 1 and st.button(t("Untick all") if every else t("Tick all"), key=upload.key("tick all")):
        upload.remove(keys, not every)
        st.rerun()
    with st.container(height=240 if len(keys) > 6 else "content", border=False):
        for row in gone[:TICKS_SHOWN]:
            _draw_tick(upload, row)
    if len(gone) > TICKS_SHOWN:
        more = len(gone) - TICKS_SHOWN
        st.caption(
            tn(more, "1 more is not shown; 'Tick all' includes it.", "{n} more are not shown; 'Tick all' includes them.")
        )


def _draw_tick(upload: Upload, row: PlanRow) -> None:
    now = row.key in upload.answers.remove
    ticked = st.checkbox(md(_read_as(row)), value=now, key=upload.key(f"gone {now} {row.key}"))
    if ticked != now:
        upload.remove([row.key], ticked)
        st.rerun()
