"""The rows a file lost: how many, why, and the file to correct them in. The same before it is confirmed, after, and later."""

import re
from collections.abc import Sequence
from functools import partial

import streamlit as st

from coalition.imports.dispatch import csv_of, refused_rows
from coalition.imports.issues import RowIssue
from coalition.imports.reading import row_number
from coalition.shell.widgets import download
from coalition.shell.words import language, md, t, t_filled, tn
from coalition.views.import_data.uploads import Upload

_REASONS, _ROWS = 12, 8
_LETTERS, _MOST = 60, 100
"""Of a cell with more letters than the second as many are shown as the first says."""
_QUOTED = re.compile(rf"'([^']{{{_MOST},}})'")


def draw_lost(upload: Upload, *, key: str, named: bool = False) -> None:
    """Of a file that was confirmed: the rows that are not stored. They stay in sight until another file is taken."""
    found = refused_rows(upload.plan) if upload.plan is not None else []
    if not found:
        return
    n = len(found)
    head = tn(n, "1 row was not imported:", "{n} rows were not imported:", n=f"{n:,}")
    st.markdown(f"**{md(upload.name)}** · {head}" if named else f"**{head}**")
    draw_reasons(found)
    draw_refused_file(upload, found, key=key)


def draw_reasons(found: Sequence[RowIssue]) -> None:
    """Each reason once, with its rows: a list that can be read on a telephone."""
    rows: dict[tuple[str, str], list[int]] = {}
    for told in found:
        rows.setdefault((told.why, told.suggestion), []).append(told.line or 0)
    st.markdown("\n".join(_line(why, suggestion, lines) for (why, suggestion), lines in list(rows.items())[:_REASONS]))
    if len(rows) > _REASONS:
        st.caption(t("and {n} more", n=f"{len(rows) - _REASONS:,}"))


def _line(why: str, suggestion: str, lines: list[int]) -> str:
    listed = ", ".join(map(row_number, lines[:_ROWS])) + (" …" if len(lines) > _ROWS else "")
    return f"- {t('Row')} {listed}: {md(f'{in_short(t_filled(why))} {t_filled(suggestion)}')}"


def in_short(text: str) -> str:
    """A reason: what it quotes of a cell is cut where it is long, and its length told."""
    return _QUOTED.sub(lambda found: f"'{_cut(found[1])}'", text)


def row_in_short(row: str) -> str:
    """The same of a row with bars between its cells."""
    return " | ".join(_cut(cell) for cell in row.split(" | "))


def _cut(cell: str) -> str:
    if len(cell) <= _MOST:
        return cell
    return t("{start}… ({n} characters)", start=cell[:_LETTERS].rstrip(), n=f"{len(cell):,}")


def draw_refused_file(upload: Upload, found: Sequence[RowIssue], *, key: str) -> None:
    """The file to correct the refused rows in, and what to do with it."""
    plan = upload.plan
    if plan is None:
        return
    stem = upload.name.rsplit(".", 1)[0]
    data = partial(csv_of, found, plan.header, plan.carried, language=language())
    download(t("Download rows not imported"), data, f"{stem} refused.csv", key=key)
    st.caption(t("Fix that file and upload it again. Nothing is duplicated or lost."))
