"""Attendance meeting by meeting as a picture: an organization a row, a meeting a column, a sign and a color in each cell."""

from functools import partial
from html import escape

import pandas as pd
import streamlit as st

from coalition.answers.attendance import AttendanceMap
from coalition.frames import records
from coalition.participation import Mark
from coalition.shell.widgets import csv_bytes, download
from coalition.shell.words import date_text, t, tn
from coalition.views.participation.words import MARKS, column_names

ROWS = 150
"""So many organizations are drawn; the file has all."""

_CLASSES = {
    Mark.PRESENT: "came",
    Mark.EXCUSED: "excused",
    Mark.ABSENT: "absent",
    Mark.GUEST: "guest",
    Mark.NOT_RECORDED: "untold",
    None: "none",
}
_LOOKS = """<style>
.heat { overflow-x: auto; direction: rtl; max-height: 760px; }
.heat table { direction: ltr; border-collapse: separate; border-spacing: 2px; margin: 0 auto 0 0; width: auto; }
.heat caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.heat th { font-weight: 400; text-align: left; padding: 0 8px 0 0; white-space: nowrap; font-size: 0.9rem; }
.heat thead th { vertical-align: bottom; position: sticky; top: 0; background: light-dark(#FFFFFF, #070B0D); z-index: 1; }
.heat thead th span { writing-mode: vertical-rl; transform: rotate(180deg); padding: 4px 0; }
.heat thead th:first-child { left: 0; z-index: 2; }
.heat tbody th { position: sticky; left: 0; background: light-dark(#FFFFFF, #070B0D); max-width: 21rem; white-space: normal;
  line-height: 1.2; }
.heat td { width: 27px; min-width: 27px; height: 23px; padding: 0; text-align: center; border-radius: 4px; font-size: 15px;
  line-height: 23px; }
.heat .came { background: #1F7391; color: #FFFFFF; }
.heat .excused { box-shadow: inset 0 0 0 2px #1F7391; color: light-dark(#0F5C73, #7FC3D9);
  background: repeating-linear-gradient(45deg, transparent 0 4px, rgba(31,115,145,0.28) 4px 7px); }
.heat .absent { background: light-dark(#F6E0C8, #4A2F12); color: light-dark(#7A3E00, #FFC98A); }
.heat .guest { background: light-dark(#E3DDF3, #3A2F5C); color: light-dark(#4B3B8F, #C9BDF2); }
.heat .none, .heat .untold { color: light-dark(#5F6B71, #94A3AA); }
.heat tr.apart > * { border-top: 2px solid var(--line); }
@media print { .heat { max-height: none; overflow: visible; } .heat thead th, .heat tbody th { position: static; } }
@media (max-width: 768px) { .heat tbody th { max-width: 132px; } }
</style>"""


def draw_heat(found: AttendanceMap) -> None:
    """The picture, what its signs mean, and the same as a file."""
    since = records(found.meetings.head(1))[0]["held_on"]
    signs = (f"{sign} {t(word)}" for sign, word in MARKS.values())
    st.caption(
        "  ".join(signs)
        + "  \n"
        + t("Since {day}. The organizations that attended most often are first. Guests are below.", day=date_text(since))
    )
    st.html(_LOOKS + _table(found))
    if len(found.rows) > ROWS:
        st.caption(
            t("Showing {n} of {all} organizations. The file you download lists all of them.", n=ROWS, all=len(found.rows))
        )
    names = column_names(records(found.meetings))
    table = pd.DataFrame(
        [{t("Organization"): row.organization} | dict(zip(names, _words(row.marks), strict=True)) for row in found.rows]
    )
    download(t("Download attendance by meeting"), partial(csv_bytes, table, index=False), "attendance-by-meeting.csv")


def _words(marks: list[Mark | None]) -> list[str]:
    return [t(MARKS[mark][1]) for mark in marks]


def _table(found: AttendanceMap) -> str:
    days = [date_text(row["held_on"]) for row in records(found.meetings)]
    heads = "".join(f'<th scope="col"><span>{escape(day)}</span></th>' for day in days)
    told = tn(len(days), "Attendance at 1 meeting", "Attendance at {n} meetings")
    said = {mark: t(word) for mark, (_, word) in MARKS.items()}
    rows, was_member = [], True
    for row in found.rows[:ROWS]:
        apart = ' class="apart"' if was_member and not row.is_member else ""
        was_member = row.is_member
        name = escape(row.organization)
        cells = "".join(_cell(mark, f"{day}: {said[mark]}") for mark, day in zip(row.marks, days, strict=True))
        rows.append(f'<tr{apart}><th scope="row" title="{name}">{name}</th>{cells}</tr>')
    head = f"<thead><tr><th></th>{heads}</tr></thead>"
    return (
        f'<div class="heat" tabindex="0" role="region" aria-label="{escape(told)}"><table><caption>{escape(told)}</caption>'
        f"{head}<tbody>{''.join(rows)}</tbody></table></div>"
    )


def _cell(mark: Mark | None, told: str) -> str:
    return f'<td class="{_CLASSES[mark]}" title="{escape(told)}">{MARKS[mark][0]}</td>'
