"""A copy of everything, and back to one."""

from pathlib import Path
from tempfile import TemporaryDirectory

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from coalition import clock
from coalition.access.backup import BackupRefused, backup, erased_since, look, restore
from coalition.database import database_url, open_to_others
from coalition.shell.context import Page
from coalition.shell.widgets import download
from coalition.shell.words import counted, date_text, md, t, t_filled, tn
from coalition.vocabulary.nouns import NOUNS

_RESTORED, _DONE, _MISSING = "restored", "restored from", "files missing after it"
_SHOWN = ("organization", "person", "meeting", "service", "shared_case", "action_item")
"""Tables by whose rows a person knows a backup."""

_MOST = st.get_option("server.maxUploadSize")
"""Megabytes that a browser may bring."""


def draw_backup(page: Page) -> None:
    """Make a copy of everything to keep somewhere else; replace everything by one."""
    for sentence in open_to_others(page.engine.url):
        st.warning(md(t_filled(sentence)))
    _tell_restored()
    st.caption(t("Full copy of the data. Store it securely."))
    if st.button(t("Make a backup"), key="make backup", icon=":material/save:"):
        _make(page)
    st.markdown(f"## {t('Restore a backup')}")
    st.caption(
        t(
            "A backup larger than {n} MB must be restored by a technician with this command: {command}",
            n=_MOST,
            command="python -m coalition restore",
        )
    )
    file = st.file_uploader(t("Backup file (.db)"), type=["db"], key="restore file")
    if file is not None and st.session_state.get(_DONE) != file.file_id:  # one consent replaces everything once
        _confirm(file)


def _make(page: Page) -> None:
    with TemporaryDirectory() as folder, st.spinner(t("Making a backup")):
        try:
            made = backup(page.engine, Path(folder) / f"{clock.now():%H%M%S}.db")
        except BackupRefused as refused:
            st.error(md(t_filled(str(refused))))
            return
        data = made.path.read_bytes()
    download(t("Download the backup"), data, f"coalition {page.today.isoformat()}.db", "application/vnd.sqlite3")


def _confirm(file: UploadedFile) -> None:
    """What the file holds and what is replaced, then the button."""
    try:
        with TemporaryDirectory() as folder:
            info = look(_written(file, folder))
    except BackupRefused as refused:
        st.error(md(t_filled(str(refused))))
        return
    held = counted({NOUNS[table]: info.rows.get(table, 0) for table in _SHOWN})
    day = date_text(info.newest_at.date()) if info.newest_at else t("not known")
    st.markdown(t("This backup contains: {rows}. Last change in it: {day}.", rows=held, day=day))
    st.warning(t("This replaces all current data. A copy of the current data is kept in the same folder."))
    if since := erased_since(database_url(), info.erased_at):
        _tell_erased(since)
    wanted = f"restore wanted {file.file_id}"  # of this file: another one is asked about anew
    is_wanted = st.checkbox(t("Replace everything with this backup"), key=wanted)
    if st.button(t("Restore this backup"), key="restore", type="primary", disabled=not is_wanted):
        _restore(file)


def _tell_erased(since: int) -> None:
    """That what was erased after the backup, so many times, may come back with it."""
    back = t("Restoring may bring the erased data back: erase it again afterwards.")
    made = tn(since, "1 erasure on request is not in this backup.", "{n} erasures on request are not in this backup.")
    st.warning(f"{made} {back}")


def _restore(file: UploadedFile) -> None:
    with TemporaryDirectory() as folder, st.spinner(t("Restoring the backup")):
        try:
            done = restore(database_url(), _written(file, folder), now=clock.now().astimezone())
        except BackupRefused as refused:
            st.error(md(t_filled(str(refused))))
            return
    st.cache_data.clear()
    st.session_state[_RESTORED] = done.kept.name if done.kept else ""
    st.session_state[_MISSING] = done.missing_files
    st.session_state[_DONE] = file.file_id
    st.rerun()


def _written(file: UploadedFile, folder: str) -> Path:
    path = Path(folder) / "backup.db"
    path.write_bytes(file.getvalue())
    return path


def _tell_restored() -> None:
    """What was done, once."""
    kept: str | None = st.session_state.pop(_RESTORED, None)
    if kept is not None:
        st.success(t("The backup has been restored."), icon=":material/check:")
    if missing := st.session_state.pop(_MISSING, 0):
        st.warning(tn(missing, "1 shared file is missing.", "{n} shared files are missing.") + " " + t("Add them again."))
    if kept:
        st.caption(t("The earlier data is kept as {file}.", file=md(kept)))
