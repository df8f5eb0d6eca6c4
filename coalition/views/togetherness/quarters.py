"""How many members were tied at the end of each quarter, as bars: the filled part is tied, the outlined part is not."""

from html import escape
from typing import Any

import streamlit as st

from coalition.answers.togetherness import Togetherness
from coalition.charts.network import TIED
from coalition.frames import records
from coalition.shell.words import date_text, t, tn

_HEIGHT = 100
"""Of the tallest bar [px]."""
_LOOKS = f"""<style>
.quarters {{ overflow-x: auto; direction: rtl; }}
.quarters ol {{ direction: ltr; display: flex; gap: 14px; align-items: end; list-style: none; margin: 0; padding: 0 2px;
  width: max-content; min-width: 100%; }}
.quarters li {{ flex: 1 0 78px; white-space: nowrap; margin: 0; padding: 0; text-align: center; font-size: 0.9rem; }}
.quarters .all {{ border: 1.5px solid light-dark(#6B787D, #8A979C); display: flex; align-items: end; margin: 2px 10px 6px; }}
.quarters .tied {{ background: {TIED}; width: 100%; print-color-adjust: exact; }}
</style>"""


def draw_trend(found: Togetherness) -> None:
    """The bars, the oldest left. On a telephone the newest are seen first; the others are a swipe or an arrow key away."""
    rows = records(found.trend)
    st.subheader(t("By quarter"))
    most = max(row["members"] for row in rows)
    told = t("Connected members, quarter by quarter")
    bars = "".join(_bar(row, most) for row in rows)
    st.html(f'{_LOOKS}<div class="quarters" tabindex="0" role="region" aria-label="{escape(told)}"><ol>{bars}</ol></div>')
    st.caption(t("Each bar shows how many members were connected in the period that ends on that day."))


def _bar(row: dict[str, Any], most: int) -> str:
    whole, tied, members = round(_HEIGHT * row["members"] / most), row["tied"], row["members"]
    on_top = escape(t("{tied} of {members}")).format(tied=f"<b>{tied}</b>", members=members)
    below = f"{escape(date_text(row['until_on']))}<br>{escape(tn(row['islands'], '1 group', '{n} groups'))}"
    part = f'<div class="tied" style="height:{100 * tied / members:.1f}%"></div>'
    return f'<li>{on_top}<div class="all" style="height:{whole}px">{part}</div>{below}</li>'
