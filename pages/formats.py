"""Can my file be read? Every format, where its file comes from, and a sample to try."""

import streamlit as st

from coalition.access.templates import cases_template, services_template
from coalition.imports.formats.registry import every_format
from coalition.shell import open_page, page_link, t
from coalition.views.formats.formats_list import draw_formats, draw_other_lists, open_sample

open_page("What can be read?", empty_ok=True)

st.markdown(
    "## "
    + t(
        "Nearly any list of who was there, as it is: CSV or text in any encoding, Excel and OpenDocument. "
        "What is in doubt is asked; nothing is stored before you confirm."
    )
)
page_link("pages/import_data.py", t("Import a file"))
st.markdown(
    t(
        "Registered is not attended: who only registered, waited outside or was a device, a robot or a telephone line is "
        "counted and told, never taken for a person who was there. A list about survivors is refused."
    )
)
draw_formats(every_format())
draw_other_lists(services_template(), cases_template())
open_sample(every_format())
st.caption(t("All people and organizations in the samples are invented."))
