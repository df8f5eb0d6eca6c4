"""What Streamlit itself says on a page, in the language of the session: it has no other way than to put ours in its place."""

import json

import streamlit as st

from coalition.shared_files import LARGEST
from coalition.shell.words import language, t

_WORDS = """<style>
[data-testid="stMultiSelectDropdown"] [data-key^="__select"] > div {{ font-size: 0 !important; }}
[data-testid="stMultiSelectDropdown"] [data-key^="__select"] > div::after {{ content: {every}; font-size: 0.9rem; }}
[data-testid="InputInstructions"] > :first-child:not(:last-child),
:is(.stNumberInput, .stTextArea, :is([class*="st-key-record-"], [class*="st-key-new-"]) .stTextInput)
  [data-testid="InputInstructions"] > :only-child,
.stFileUploader:not(.st-key-files *) button p,
.stFileUploader:not(.st-key-files *) [data-testid="stFileUploaderDropzoneInstructions"] span {{ font-size: 0 !important; }}
[data-testid="InputInstructions"] > :first-child:not(:last-child)::after,
:is(.stNumberInput, :is([class*="st-key-record-"], [class*="st-key-new-"]) .stTextInput)
  [data-testid="InputInstructions"] > :only-child::after {{ content: {enter}; font-size: 0.75rem; }}
.stTextArea [data-testid="InputInstructions"] > :only-child::after {{ content: {several}; font-size: 0.75rem; }}
.stFileUploader:not(.st-key-files *) button p::after {{ content: {choose}; font-size: 0.9rem; }}
.stFileUploader:not(.st-key-files *) [data-testid="stFileUploaderDropzoneInstructions"] span::after {{
  content: {drop}; font-size: 0.9rem; }}
.st-key-shared-file .stFileUploader:not(.st-key-files *) [data-testid="stFileUploaderDropzoneInstructions"] span::after {{
  content: {small}; }}
</style>"""


def say_in_our_words() -> None:
    """Say what the platform says in English in the language of the session; nothing where that is English."""
    if language() == "en":
        return
    told = {
        "enter": t("Press Enter to apply"),
        "every": t("Select all that are shown"),
        "several": t("Press Ctrl+Enter to apply"),
        "choose": t("Choose files"),
        "drop": t("or drop here. Up to {n} MB.", n=st.get_option("server.maxUploadSize")),
        "small": t("or drop here. Up to {n} MB.", n=LARGEST // 1_000_000),
    }
    st.html(_WORDS.format(**{name: json.dumps(text, ensure_ascii=False) for name, text in told.items()}))
