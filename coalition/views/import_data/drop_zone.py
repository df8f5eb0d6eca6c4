"""Where files are dropped: large while it is empty, and in the language of the session."""

import json

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from coalition.shell.words import t

_MOST = st.get_option("server.maxUploadSize")  # MB for one file

# Streamlit says 'Upload' and the endings in English only: its words are hidden and ours stand there instead.
_WORDS = """<style>
.st-key-files section:has([data-testid="stFileUploaderDropzoneInstructions"]) {{
  min-height: 7rem; border-style: dashed; border-width: 2px; align-items: center; justify-content: center; flex-wrap: wrap; }}
.st-key-files [data-testid="stFileUploaderDropzoneInstructions"] {{ flex: none; max-width: 100%; }}
.st-key-files [data-testid="stFileUploaderDropzoneInstructions"] * {{ white-space: normal; text-align: center; }}
.st-key-files section:has([data-testid="stFileUploaderDropzoneInstructions"]) button p,
.st-key-files [data-testid="stFileUploaderDropzoneInstructions"] span {{ font-size: 0 !important; }}
.st-key-files section:has([data-testid="stFileUploaderDropzoneInstructions"]) button p::after {{
  content: {choose}; font-size: 0.9rem; }}
.st-key-files section:not(:has([data-testid="stFileUploaderDropzoneInstructions"])) {{ padding: 0.3rem 0.8rem; min-height: 0; }}
.st-key-files [data-testid="stFileUploaderDropzoneInstructions"] span::after {{ content: {drop}; font-size: 0.9rem; }}
@media (min-width: 769px) {{ .st-key-files [data-testid="stFileChips"] {{ max-height: 168px; }} }} /* three whole rows */
</style>"""


def drop_zone() -> list[UploadedFile]:
    """The files that were dropped or chosen so far, of any kind: what cannot be read is told in a sentence, with its name."""
    told = {
        "choose": t("Choose files"),
        "drop": t("or drop here. CSV, Excel, ODS, zip. Up to {n} MB each.", n=_MOST),
    }
    st.html(_WORDS.format(**{name: json.dumps(text, ensure_ascii=False) for name, text in told.items()}))
    return st.file_uploader(
        t("Attendance, services or cases. CSV or Excel, several at once."),
        accept_multiple_files=True,
        key="files",
        label_visibility="collapsed" if st.session_state.get("files") else "visible",  # what is asked of a file needs the room
    )
