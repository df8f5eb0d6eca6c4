"""What the participation page draws: the last meetings, who needs a word, sectors and years."""

import streamlit as st

from coalition.answers.participation import ParticipationPicture
from coalition.charts.participation import TURNED_PX, UPRIGHT, attendance_bars
from coalition.frames import records
from coalition.shell import date_text, label_of, t
from coalition.shell.widgets import ink
from coalition.shell.words import tn
from coalition.views.participation.words import came_words, percent, year_text
from coalition.vocabulary import Sector

_WIDE = """<style>
.st-key-many-meetings {{ overflow-x: auto; direction: rtl; }}
.st-key-many-meetings > * {{ direction: ltr; min-width: {width}px; }}
</style>"""
"""Where there is no room for all meetings, the newest are in sight and the others scrolled."""


def draw_meetings(picture: ParticipationPicture) -> None:
    """The last meetings as bars, each with its numbers."""
    st.subheader(tn(len(picture.meetings), "The last meeting", "Last {count} meetings", count=len(picture.meetings)))
    days = [date_text(row["held_on"]) for row in records(picture.meetings)]
    is_turned = len(days) > UPRIGHT
    figure = attendance_bars(
        picture.meetings,
        days=days if is_turned else ["<br>".join(day.rsplit(" ", 1 if len(days) <= 6 else 2)) for day in days],
        came=t("Attended"),
        excused=t("Excused"),
        missed=t("Absent"),
        of=t("of {expected}"),
        unrecorded=t("not recorded"),
        ink=ink(),
    )
    told = "; ".join(f"{day}: {came_words(row, 'present')}" for day, row in zip(days, records(picture.meetings), strict=True))
    with st.container(key="many-meetings" if is_turned else "some-meetings"):
        if is_turned:
            st.html(_WIDE.format(width=len(days) * TURNED_PX))
        st.plotly_chart(figure, key="meetings", config={"displayModeBar": False}, alt=told)
    if picture.meetings["guests"].sum():
        st.caption(t("Guests are not counted."))


def draw_table(picture: ParticipationPicture) -> None:
    """Every sector that must be at the table, and the years."""
    left, right = st.columns(2)
    with left:
        if picture.newest is None:
            st.subheader(t("Sectors present"))
            st.caption(t("Attendance not recorded."))
        else:
            st.subheader(t("Sectors present on {day} (active members)", day=date_text(picture.newest["held_on"])))
        unknown = int(picture.members["sector"].isna().sum())
        for row in records(picture.sectors if picture.newest else picture.sectors.head(0)):
            is_unknown = not row["members"] and unknown > 0  # one of those without a sector may be of this one
            mark = "●" if row["present"] else "?" if is_unknown else "○"
            told = t("{present} of {active}", present=row["present"], active=row["active"])
            if not row["members"]:
                told = t("no known member in this sector") if is_unknown else t("no member of this sector")
            st.markdown(f"{mark} **{label_of(Sector(row['sector']))}**: {told}")
        others = int((~picture.members["sector"].isin(picture.sectors["sector"])).sum()) - unknown
        further = [
            tn(others, "1 more member is in another sector.", "{n} more members are in other sectors.") if others else "",
            tn(unknown, "Sector not recorded for 1 member.", "Sector not recorded for {n} members.") if unknown else "",
        ]
        if any(further):
            st.caption(" ".join(filter(None, [t("Required sectors (see Settings)."), *further])))
    with right:
        st.subheader(t("Members of the year before that attended again"))
        for row in records(picture.retention):
            told = t("{stayed} of {before}", stayed=row["stayed"], before=row["before"])
            running = f" ({t('not over yet')})" if row["is_running"] else ""
            st.markdown(f"**{year_text(row['year'])}**: {percent(row['rate'])}, {told}{running}")
        if picture.retention.empty:
            st.caption(t("Shown once there are meetings in two consecutive years."))
