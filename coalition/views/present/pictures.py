"""The slides of the room that are pictures: all service types, one pillar in large letters, what changed."""

from html import escape
from typing import Any

import streamlit as st

from coalition.answers import present as answers
from coalition.answers.helping import Helpers, helpers_of
from coalition.answers.present import Part, Room, Slide
from coalition.coverage import OTHER_PILLAR
from coalition.frames import records
from coalition.shell.address import page_link
from coalition.shell.words import date_text, label_of, t, tn
from coalition.views.coverage.words import area_of
from coalition.views.matrix import Density, Number, Picked, data_of, draw_matrix, matrix_of
from coalition.views.matrix.colors import rules, shapes, tokens
from coalition.views.matrix.model import pillar_name, short_name
from coalition.views.overview.words import meeting_sentence
from coalition.views.present.cells import Decide, more_words
from coalition.vocabulary import MISSING, CellState

LINES = 10
"""Lines of what changed that have room beside the matrix, in letters of 28 pixels at 1024 x 768."""

LOOKS = f"""<style>
.st-key-room {{ {tokens()} }} {rules(".room-sq.")} {shapes(".room-sq.")}
.room-sq {{ display: inline-block; flex: none; width: 1.9em; height: 1.4em; border-radius: 3px; background-color: var(--c); }}
.room-news {{ font-size: var(--room); line-height: 1.22; font-variant-numeric: tabular-nums; }}
.room-news .four {{ display: grid; grid-template-columns: repeat(4, auto); gap: 0 1rem; justify-content: space-between;
  border-bottom: 2px solid var(--line); margin-bottom: 0.4rem; padding-bottom: 0.3rem; }}
.room-news .four b {{ display: block; font-size: 2.1em; line-height: 1.05; }}
.room-news .four .zero b {{ font-weight: 400; color: var(--muted); }}
.room-news .group {{ display: grid; grid-template-columns: 5.2em minmax(0, 1fr); gap: 0 0.6em; margin-bottom: 0.5rem; }}
.room-news .from {{ display: flex; align-items: center; gap: 0.3em; height: 1.4em; }}
.room-news .quiet {{ color: var(--muted); }}
.room-news .quiet span {{ white-space: nowrap; }}
@media (max-width: 768px) {{ .room-news .four {{ grid-template-columns: 1fr 1fr; }} }}
</style>"""


def draw_picture(room: Room, slide: Slide, decide: Decide) -> None:
    """All service types by areas, with four large numbers; a square is decided about, the name of an area opens its card."""
    found, counts = room.overview, room.overview.coverage.counts
    since = date_text(found.since) if found.since else ""

    def became(state: CellState) -> str:
        if found.before is None:
            return ""
        step = counts[state] - found.before[state]
        return (
            t("{sign} {n} since {day}", sign="▲" if step > 0 else "▼", n=abs(step), day=since)
            if step
            else t("Same as on {day}", day=since)
        )

    beside = tuple((s, f"{counts[s]} {label_of(s)}") for s in (CellState.BARRIER, CellState.FULL) if counts[s])
    numbers = [
        Number(CellState.NONE, t("no provider"), became(CellState.NONE), beside),
        Number(CellState.FRAGILE, t("one provider"), became(CellState.FRAGILE)),
        Number(CellState.COVERED, t("two or more providers"), became(CellState.COVERED)),
        Number(CellState.UNKNOWN, t("not known"), became(CellState.UNKNOWN)),
    ]
    _draw(room, slide, "room", decide, numbers=numbers if slide.page == 1 else [])


def draw_pillar(room: Room, slide: Slide, decide: Decide) -> None:
    """The service types of one pillar, with their full names and numbers."""
    cells = room.overview.coverage.cells
    states = cells[cells["code"].isin(slide.kinds) & cells["pcode"].isin(slide.areas)]["state"].tolist()
    pages = f" ({slide.page}/{slide.pages})" if slide.pages > 1 else ""
    st.markdown(
        "## "
        + t(
            "{pillar}{pages}: gaps **{gaps}**, only one **{fragile}**, not known **{unknown}**.",
            pillar=pillar_name(slide.pillar or OTHER_PILLAR),
            pages=pages,
            gaps=sum(state in MISSING for state in states),
            fragile=states.count(CellState.FRAGILE),
            unknown=states.count(CellState.UNKNOWN),
        )
    )
    _draw(room, slide, "large", decide)


def _draw(room: Room, slide: Slide, density: Density, decide: Decide, **more: Any) -> None:
    def picked(found: Picked) -> None:
        if found.what == "area":
            st.query_params["step"] = found.area
        else:
            decide(found.area, found.kind)

    shown = [card.step for card in room.cards]
    matrix = matrix_of(
        room.overview.coverage, helpers=_helpers(room), shown=slide.areas, pillar=slide.pillar, kinds=slide.kinds or None
    )
    draw_matrix(data_of(matrix, density), key=f"room {slide.step}", has_heads=bool(shown), on_pick=picked, **more)


def _helpers(room: Room) -> Helpers:
    return helpers_of(records(room.helping), room.names, room.parts)


# --- what changed -----------------------------------------------------------------------------------------------------


def draw_changes(room: Room) -> None:
    """Four numbers, what became of what, and where that is in the picture."""
    found = room.overview
    if found.since is None:
        st.markdown(f"## {meeting_sentence(found)}")
        st.markdown(t("There is no earlier meeting to compare with."))
        return
    told = answers.news(found.cells)
    st.markdown(f"## {t('What changed since {day}', day=date_text(found.since))}")
    if not found.has_services:
        st.markdown(t("No services yet, so gaps are not known."))
    else:
        st.html(f'<div class="room-news"><div class="four">{_four(told)}</div></div>')
    words, picture = st.columns([3, 2], gap="medium")
    with words:
        st.html(f'<div class="room-news">{_groups(told)}{_members(room)}</div>')
    lit = {(row["pcode"], row["code"]): label_of(CellState(row["before"])) for row in records(found.cells)}
    if found.has_services and not found.coverage.cells.empty:
        first = next(slide for slide in room.slides if slide.part is Part.PICTURE)
        with picture:
            draw_matrix(data_of(matrix_of(found.coverage, shown=first.areas, lit=lit), "aside"), key="room changes")
    elif not found.has_services:
        page_link("pages/import_data.py", t("Import services"))


def _four(told: answers.News) -> str:
    four = [
        (told.better, tn(told.better, "better", "better")),
        (told.worse, tn(told.worse, "worse", "worse")),
        (told.learned, t("now known")),
        (told.silent, t("no longer confirmed")),
    ]
    return "".join(f'<div class="{"" if n else "zero"}"><b>{n}</b>{escape(word)}</div>' for n, word in four)


def _groups(told: answers.News) -> str:
    """What became of what, each service type with its areas on one line, as many as have room."""
    made, left, hidden = [], LINES, 0
    for before, after, rows in told.groups:
        places: dict[str, list[str]] = {}
        for row in rows:
            kind = short_name(row["code"], row["service_type"], row["service_type_local"])
            places.setdefault(kind, []).append(area_of(row))
        lines = [f"<b>{escape(kind)}</b>: {escape(', '.join(areas))}" for kind, areas in places.items()]
        shown = lines[: max(left - 1, 0)]
        hidden += len(lines) - len(shown)
        left -= 1 + len(shown)
        if shown:
            head = f'<div class="quiet"><span>{escape(label_of(before))} →</span> <span>{escape(label_of(after))}</span></div>'
            squares = f'<i class="room-sq {before.value}"></i>→<i class="room-sq {after.value}"></i>'
            said = f"<div>{head}{'<br>'.join(shown)}</div>"
            made.append(f'<div class="group"><div class="from" aria-hidden="true">{squares}</div>{said}</div>')
    return "".join(made) + (f'<div class="quiet">{escape(more_words(hidden))}</div>' if hidden else "")


def _members(room: Room) -> str:
    found = room.overview
    lines = []
    for word, names in ((t("Lapsed"), found.lapsed), (t("Attending again"), found.returned)):
        if names:
            more = f", {more_words(len(names) - 3)}" if len(names) > 3 else ""
            lines.append(f"<div><b>{escape(word)}</b>: {escape(', '.join(names[:3]) + more)}</div>")
    return "".join(lines)
