"""Upload, check, confirm, undo."""

import streamlit as st

from coalition.shell import open_page, t
from coalition.views.import_data.drop_zone import drop_zone
from coalition.views.import_data.ledger import draw_batches
from coalition.views.import_data.several import draw_files, draw_templates
from coalition.views.import_data.uploads import uploads

page = open_page("Import files", empty_ok=True)

opened = "files" not in st.session_state
files = uploads(drop_zone(), opened=opened)
if files:
    draw_files(page, files)
else:
    draw_templates()
    st.caption(t("Nothing is saved until you confirm. You can undo any import."))
draw_batches(page, files)
