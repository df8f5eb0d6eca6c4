"""The guide: the first hour, the evening after, the meeting."""

import streamlit as st

from coalition.shell import open_page
from coalition.views.guide.parts import draw_part

open_page("Guide", empty_ok=True)
draw_part(st.query_params.get("part", ""))
