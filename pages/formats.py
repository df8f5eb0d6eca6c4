"""Can my file be read? Every format, where its file comes from, and a sample to try."""

import streamlit as st

from coalition.access.templates import cases_template, services_template
from coalition.imports.formats.registry import every_format
from coalition.shell import open_page, t
from coalition.views.formats.formats_list import draw_formats, draw_other_lists, open_sample

open_page("Supported file formats", empty_ok=True)

st.markdown("## " + t("Most attendance lists can be read: CSV, Excel, OpenDocument. Nothing is saved before you confirm."))
st.markdown(
    t("Only people marked as present are counted, not registrations, devices or bots. Lists of clients are not accepted.")
)
draw_formats(every_format())
draw_other_lists(services_template(), cases_template())
open_sample(every_format())
st.caption(t("All people and organizations in the samples are invented."))
