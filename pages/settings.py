"""What a coalition chooses for itself: its name and numbers, its lists, its backup."""

import streamlit as st

from coalition.shell import open_page, t
from coalition.shell.save import show_last_edit
from coalition.views.settings.backup import draw_backup
from coalition.views.settings.erasing import draw_erasing_words
from coalition.views.settings.form import draw_areas, draw_kinds, tell_saved
from coalition.views.settings.general import draw_general

page = open_page("Settings", empty_ok=True)
tell_saved()
show_last_edit(page)

labels = [t("Coalition"), t("Service types"), t("Areas"), t("Backup"), t("Erase")]
general, kinds, areas, backup, erasing = st.tabs(labels, key="settings tabs")
with general:
    draw_general(page)
with kinds:
    draw_kinds(page)
with areas:
    draw_areas(page)
with backup:
    draw_backup(page)
with erasing:
    draw_erasing_words(page)
