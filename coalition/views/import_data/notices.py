"""What of a file was read all the same and is worth a look: said before it is confirmed, never in passing."""

import streamlit as st

from coalition.imports.issues import Notice, notices_of
from coalition.imports.plan import Plan
from coalition.imports.reading import row_number
from coalition.shell.words import md, t, t_filled
from coalition.views.import_data.rejected_rows import in_short

_SHOWN, _ROWS, _MOST = 4, 6, 100


def draw_notices(plan: Plan) -> None:
    """The first few under a heading, the others one click away; nothing where there is none."""
    found = notices_of(plan.issues)
    if not found:
        return
    st.warning("\n".join([f"**{t('Please check')}**", "", *map(_line, found[:_SHOWN])]), icon=":material/visibility:")
    if more := found[_SHOWN:_MOST]:
        with st.expander(t("and {n} more", n=f"{len(found) - _SHOWN:,}")):
            st.markdown("\n".join(map(_line, more)))


def _line(notice: Notice) -> str:
    rows = ", ".join(map(row_number, notice.lines[:_ROWS])) + (" …" if len(notice.lines) > _ROWS else "")
    told = f"{in_short(t_filled(notice.why))} {t_filled(notice.suggestion)}".strip()
    return f"- {md(told)}" + (f" ({t('Row')} {rows})" if rows else "")
