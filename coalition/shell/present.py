"""The slides of the show for the room, each with its answer as one sentence first. Counts as published, no person's name."""

from collections.abc import Callable, Iterable
from typing import Any

import streamlit as st

from coalition.answers import present as answers
from coalition.answers.actions import ActionStatus, due_words, gap_words
from coalition.answers.present import CardLine, Part, Room, Slide
from coalition.charts.marks import state_sign
from coalition.charts.present import STYLE, legend_html, matrix_html
from coalition.edits import actions as edits
from coalition.frames import records
from coalition.shell.address import page_link
from coalition.shell.context import Page
from coalition.shell.coverage import area_of, pillar_name, state_words, type_of
from coalition.shell.edited import edit
from coalition.shell.order import by_code
from coalition.shell.overview import meeting_sentence
from coalition.shell.present_counts import draw_published_cases, steps_words, waiting_words
from coalition.shell.words import date_text, label_of, md, name_of, t
from coalition.vocabulary import CellState, Judgement

CHANGES_SHOWN, GAPS_SHOWN, AREAS_SHOWN, LINES_SHOWN, THERE_SHOWN, UNASKED_SHOWN = 5, 4, 4, 5, 4, 9

PART_NAMES = {
    Part.CHANGES: "What changed",
    Part.GAPS: "The biggest gaps",
    Part.MATRIX: "Coverage",
    Part.AREA: "Area by area",
    Part.CASES: "Shared cases",
    Part.UNASKED: "Nobody asked",
    Part.ACTIONS: "Open actions",
    Part.DECISIONS: "Decided today",
}


def part_name(part: Part) -> str:
    """What a part of the show is called."""
    return t(PART_NAMES[part])


def draw_slide(page: Page, room: Room, slide: Slide, decide: Callable[..., None]) -> None:
    """Draw one slide.

    Args:
        page: from `open_page`.
        room: the show.
        slide: of `room.slides`.
        decide: opens what can be decided: `decide(P-code, code)` about a cell, `decide()` a promise about no cell.
    """
    {
        Part.CHANGES: _draw_changes,
        Part.GAPS: _draw_gaps,
        Part.MATRIX: _draw_matrix,
        Part.AREA: _draw_area,
        Part.CASES: _draw_cases,
        Part.UNASKED: _draw_unasked,
        Part.ACTIONS: _draw_actions,
        Part.DECISIONS: _draw_decisions,
    }[slide.part](page, room, slide, decide)


def _answer(sentence: str) -> None:
    """The sentence of a slide, the largest thing on it."""
    with st.container(key="room-answer"):
        st.markdown(f"## {sentence}")


def _lines(lines: Iterable[str], most: int) -> None:
    """Lines of which there is room for some; how many more there are is said."""
    told = list(lines)
    shown = told[:most]
    if len(told) > most:
        shown.append(_more(len(told) - most))
    if shown:
        st.markdown("\n".join(f"- {line}" for line in shown))


def _more(n: int) -> str:
    return t("and 1 more" if n == 1 else "and {n} more", n=n)


def _draw_changes(_page: Page, room: Room, _slide: Slide, _decide: Callable[..., None]) -> None:
    found = room.overview
    if found.since is None:
        _answer(meeting_sentence(found))
        st.markdown(t("There is no earlier meeting to compare with."))
        return
    kinds = found.cells["kind"].value_counts().to_dict()
    gained, silent = kinds.get("opened", 0), kinds.get("silent", 0)
    lost = kinds.get("closed", 0) + kinds.get("fragile", 0)
    day = date_text(found.since)
    if gained or lost or silent:
        _answer(
            t(
                "Since {day}: help gained **{gained}**, lost **{lost}**, gone silent **{silent}**.",
                day=day,
                gained=gained,
                lost=lost,
                silent=silent,
            )
        )
    else:
        _answer(t("Since {day} no help was gained or lost.", day=day))
    st.markdown(meeting_sentence(found))
    order = {"closed": 0, "fragile": 1, "silent": 2, "learned": 3, "opened": 4}
    rows = sorted(records(found.cells), key=lambda row: order.get(row["kind"], 5))
    _lines((_change_line(row) for row in rows), CHANGES_SHOWN)
    for text, names in (("**Lapsed:** {names}", found.lapsed), ("**Came back:** {names}", found.returned)):
        if names:
            told = ", ".join(names[:3]) + (f", {_more(len(names) - 3)}" if len(names) > 3 else "")
            st.markdown(t(text, names=md(told)))


def _change_line(row: dict[str, Any]) -> str:
    before, after = CellState(row["before"]), CellState(row["after"])
    place = f"{md(type_of(row))}, {md(area_of(row))}"
    return f"{place}: **{md(label_of(after))}** ({t('before: {state}', state=md(label_of(before)))})"


def _draw_gaps(_page: Page, room: Room, _slide: Slide, decide: Callable[..., None]) -> None:
    picture = room.overview.coverage
    if not room.overview.has_services:
        _answer(t("No service is stored yet, so nothing can be said about gaps."))
        page_link("pages/import_data.py", t("Upload a list of services"))
        return
    if picture.cells.empty:
        _answer(t("No area is chosen yet."))
        page_link("pages/settings.py", t("Choose the areas"))
        return
    if picture.gaps.empty:
        _answer(t("No known gap: everything that was asked about is covered."))
        return
    none, fragile = picture.counts[CellState.NONE], picture.counts[CellState.FRAGILE]
    _answer(t("**{none}** pairs have nobody; **{fragile}** rest on one organization.", none=none, fragile=fragile))
    lines = answers.gap_lines(picture.gaps)
    for line in lines[:GAPS_SHOWN]:
        code = line.cells[0]["code"]
        with st.container(key=f"room-gap-{code}", gap=None):
            told = ", ".join(f"{label_of(state)}: {n}" for state, n in line.counts.items())
            st.markdown(f"**{md(type_of(line.cells[0]))}** · {md(told)}")
            with st.container(horizontal=True, gap="small"):
                for row in line.cells[:AREAS_SHOWN]:
                    _cell_button(row, area_of(row), decide)
                if len(line.cells) > AREAS_SHOWN:
                    st.markdown(_more(len(line.cells) - AREAS_SHOWN), width="content")
    st.caption(t("A pair is one kind of help in one area. Choose one to decide about it."))


def _cell_button(row: dict[str, Any], name: str, decide: Callable[..., None]) -> None:
    """A cell to decide about, with the sign of its state."""
    sign = state_sign(CellState(row["state"]), row["fresh_organizations"])
    st.button(
        f"**{md(sign)}** {md(name)}",
        key=f"cell {row['pcode']} {row['code']} {row['state']}",
        on_click=decide,
        args=(row["pcode"], row["code"]),
        wrap=True,
    )


def _draw_matrix(_page: Page, room: Room, slide: Slide, _decide: Callable[..., None]) -> None:
    picture = room.overview.coverage
    cells = picture.cells[picture.cells["pcode"].isin(slide.areas) & picture.cells["code"].isin(slide.kinds)]
    rows = records(cells)
    states = [CellState(row["state"]) for row in rows]
    pages = f" ({slide.page}/{slide.pages})" if slide.pages > 1 else ""
    _answer(
        t(
            "{pillar}{pages}: **{none}** nobody, **{fragile}** only one, **{unknown}** not known.",
            pillar=pillar_name(slide.pillar or "other"),
            pages=pages,
            none=states.count(CellState.NONE),
            fragile=states.count(CellState.FRAGILE),
            unknown=states.count(CellState.UNKNOWN),
        )
    )
    areas = {row["pcode"]: area_of(row) for row in rows}
    types = {row["code"]: type_of(row) for row in by_code(rows)}
    words = state_words()
    matrix = matrix_html(cells, areas=areas, types=types, corner=t("Kind of help"), states=words)
    st.html(STYLE + matrix + legend_html([state for state in CellState if state in states], words))


def _draw_area(_page: Page, room: Room, slide: Slide, decide: Callable[..., None]) -> None:
    card = answers.area_card(room, slide.areas[0])
    name = md(name_of(card.area, card.area_local))
    _answer(
        t(
            "{area}: **{missing}** missing, **{fragile}** on one organization, **{unknown}** not known.",
            area=name,
            missing=len(card.missing),
            fragile=len(card.fragile),
            unknown=card.unknown,
        )
    )
    least = min(len(card.fragile), 2)  # the fragile are never crowded out
    most = min(len(card.missing), LINES_SHOWN - least)
    _draw_card_lines(t("What is missing"), card.missing, most, decide)
    _draw_card_lines(t("On one organization"), card.fragile, LINES_SHOWN - most, decide)
    names = list(card.there)
    more = f", {_more(len(names) - THERE_SHOWN)}" if len(names) > THERE_SHOWN else ""
    there = md(", ".join(names[:THERE_SHOWN])) + more if names else t("Nobody is confirmed here.")
    st.markdown(f"**{t('Who is there')} ({len(names)}):** {there}")
    if room.published is not None:
        st.caption(steps_words(room.published, slide.areas[0]))


def _draw_card_lines(title: str, lines: list[CardLine], most: int, decide: Callable[..., None]) -> None:
    if not lines:
        return
    more = f" · {_more(len(lines) - most)}" if len(lines) > most else ""
    st.subheader(f"{title} ({len(lines)})")
    for number, line in enumerate(lines[:most], start=1):
        with st.container(key=f"room-line-{line.cell['code']}", horizontal=True, vertical_alignment="center"):
            _cell_button(line.cell, type_of(line.cell), decide)
            waiting = waiting_words(line.cell)
            told = " · ".join([*([waiting] if waiting else []), _call_words(line)])
            st.markdown(told + (more if number == most else ""), width="content")


def _call_words(line: CardLine) -> str:
    """Whom to call: an organization, never a person: the room is an audience."""
    if not line.call:
        return t("Nobody gives it in any of these areas.")
    first = line.call[0]
    place = f" ({name_of(first.area, first.area_local)})" if first.area else ""
    return t("Call **{who}**", who=md(f"{first.organization}{place}"))


def _draw_cases(page: Page, room: Room, _slide: Slide, _decide: Callable[..., None]) -> None:
    if room.published is not None:
        total = room.published.cases.get(())
        _answer(t("Shared cases: **{n} or more**.", n=total) if total else t("Shared cases: **not shown**."))
        draw_published_cases(page, room.published)


def _draw_unasked(_page: Page, room: Room, _slide: Slide, _decide: Callable[..., None]) -> None:
    picture = room.overview.coverage
    n = len(picture.unknown)
    _answer(t("About **{n}** of {all} pairs nobody was asked lately.", n=n, all=len(picture.cells)))
    kinds = len(picture.types)
    _lines(
        (
            t("**{area}**: {n} of {kinds} kinds of help", area=md(name_of(*names)), n=count, kinds=kinds)
            for names, count in answers.unknown_by_area(picture).items()
        ),
        UNASKED_SHOWN,
    )
    st.caption(t("A pair is one kind of help in one area."))


def _draw_actions(page: Page, room: Room, slide: Slide, decide: Callable[..., None]) -> None:
    board = room.board
    n, late = board.open, board.counts[ActionStatus.OVERDUE]
    pages = f" ({slide.page}/{slide.pages})" if slide.pages > 1 else ""
    _answer(
        t("No action is open.")
        if not n
        else t("Open actions{pages}: **{n}**, overdue **{late}**.", pages=pages, n=n, late=late)
    )
    for row in answers.open_items(room, slide.page):
        with st.container(key=f"room-action-{row['id']}"):
            told, button = st.columns([9, 2], vertical_alignment="center")
            told.markdown("  \n".join(_action_lines(row)))
            if button.button(t("Done"), key=f"done {row['id']}", icon=":material/check:"):
                edit(page, t("Marked as done."), edits.finish_action, row["id"], done_on=page.today, today=page.today)
    st.button(t("Note a new action"), key="room note action", icon=":material/add_task:", on_click=decide)


def _action_lines(row: dict[str, Any]) -> list[str]:
    due = md(due_words(row, t, date_text))
    told = f":red-badge[{due}]" if row["status"] == ActionStatus.OVERDUE else due
    kind = name_of(row["service_type"], row["service_type_local"]) if row["code"] else ""
    area = name_of(row["area"], row["area_local"]) if row["pcode"] else ""
    gap = gap_words(row, t, kind=kind, area=area)
    who = md(row["organization"] or t("Nobody is named"))
    return [f"**{md(row['what'])}**", f"{who} · {told}", *([md(gap)] if gap else [])]


def _draw_decisions(_page: Page, room: Room, slide: Slide, decide: Callable[..., None]) -> None:
    n = len(room.decided) + len(room.promised)
    pages = f" ({slide.page}/{slide.pages})" if slide.pages > 1 else ""
    if not n:
        _answer(t("Nothing is decided yet today."))
        st.markdown(t("Choose a gap, or a kind of help of an area, to note what you decide."))
    else:
        _answer(t("Decided today{pages}: **1**." if n == 1 else "Decided today{pages}: **{n}**.", pages=pages, n=n))
        _lines((_decision_line(row) for row in answers.decided_items(room, slide.page)), answers.DECISIONS_SHOWN)
    st.button(t("Note a new action"), key="room note action", icon=":material/add_task:", on_click=decide)


def _decision_line(row: dict[str, Any]) -> str:
    if "what" in row:  # a promise
        told = [md(row["organization"] or t("Nobody is named"))]
        if row["due_on"]:
            told.append(t("by {day}", day=date_text(row["due_on"])))
        return f"{t('Action')}: **{md(row['what'])}** · {' · '.join(told)}"
    said = label_of(Judgement(row["said"])) if row["kind"] == "verdict" else label_of(CellState.NONE)
    return f"**{md(said)}**: {md(type_of(row))}, {md(area_of(row))}"
