"""The files imported so far, each with what it brought and the way back."""

import csv
from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from coalition.frames import records
from coalition.imports.dispatch import csv_of
from coalition.imports.issues import CATALOGUE, RowIssue, Scope
from coalition.imports.plan import Fate
from coalition.queries import ledger
from coalition.queries.ledger import Batch
from coalition.shell.cached import ask
from coalition.shell.context import Page
from coalition.shell.widgets import download
from coalition.shell.words import brought, instant_text, label_of, language, md, t
from coalition.views.import_data.rejected_rows import draw_reasons
from coalition.views.import_data.undoing import draw_undo, undo_button
from coalition.views.import_data.uploads import Upload
from coalition.vocabulary import BatchState

SHOWN = 10

# On a telephone what it brought has the whole width, and the buttons stand below it.
_LINES = """<style>@media (max-width: 768px) {
  [data-testid="stLayoutWrapper"]:has(> [class*="st-key-told-of-batch-"]) { flex: 1 1 100%; }
}</style>"""


def draw_batches(page: Page, files: Sequence[Upload]) -> None:
    """Earlier imports, the newest first. Those of the files that stand above them are told there."""
    above = {upload.done.batch_id for upload in files if upload.done is not None}
    found = [batch for batch in ask(page, ledger.batches) if batch.id not in above]
    if not found:
        return
    st.markdown(f"## {t('Imported files')}")
    st.html(_LINES)
    shown = found if st.session_state.get("all batches") else found[:SHOWN]
    for batch in shown:
        _draw_batch(page, batch)
    if len(found) > len(shown) and st.button(t("Show all {n}", n=len(found)), key="show all batches"):
        st.session_state["all batches"] = True
        st.rerun()


def _draw_batch(page: Page, batch: Batch) -> None:
    what = brought(batch.totals)
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        with st.container(width="stretch", gap="xxsmall", key=f"told of batch {batch.id}"):
            st.markdown(f"**{md(batch.file_name)}** · {label_of(batch.kind)} · {instant_text(batch.committed_at)}")
            if batch.state is BatchState.UNDONE:
                on = batch.undone_at or batch.committed_at
                st.caption(t("Import undone on {date}", date=instant_text(on)))
            elif what:
                st.caption(md(what))
        _draw_refused(page, batch)
        if batch.state is BatchState.COMMITTED:
            undo_button([batch.id], key=f"undo batch {batch.id}")
    if draw_undo(page, [batch.id], batch.file_name, key=f"undo batch {batch.id}"):
        st.rerun()


def _draw_refused(page: Page, batch: Batch) -> None:
    """The rows the file lost, with their reasons, one click away."""
    refused = batch.rows.get(Fate.REFUSED.value, 0)
    if not refused:
        return
    with st.popover(t("Rows not imported: {n}", n=f"{refused:,}")):
        found = records(ask(page, ledger.issues_frame, batch_id=batch.id))
        told = [row for row in found if row["line"] is not None and CATALOGUE[row["code"]].scope is Scope.ROW]
        draw_reasons([RowIssue(row["line"], row["code"], row["why"]) for row in told])
        stem = batch.file_name.rsplit(".", 1)[0]
        download(
            t("Download rows not imported"),
            kept_csv(told, batch.header, batch.carried, language=language()),
            f"{stem} refused {batch.id}.csv",
        )


def kept_csv(
    rows: list[dict[str, Any]], header: tuple[str, ...] = (), carried: Mapping[str, str] | None = None, *, language: str = "en"
) -> bytes:
    """Rows of `frames.BATCH_ISSUES` as the CSV of refused rows: the first problem of each row of the file."""
    first: dict[int, RowIssue] = {}
    for row in rows:
        cells = tuple(next(csv.reader([row["raw"]]), ())) if row["raw"] else ()
        first.setdefault(row["line"], RowIssue(row["line"], row["code"], row["why"], raw=cells))
    return csv_of([first[line] for line in sorted(first)], header, carried, language=language)
