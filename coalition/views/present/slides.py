"""The slides of the show for the room, each with its answer as one sentence first. Counts as published, no person's name."""

from collections.abc import Iterable
from typing import Any

import streamlit as st

from coalition.answers import present as answers
from coalition.answers.actions import ActionStatus, due_words, gap_words
from coalition.answers.calling import Called, called_in_a_room
from coalition.answers.calling_words import full_words
from coalition.answers.present import GapLine, Part, Room, Slide
from coalition.codes import without_codes
from coalition.edits import actions as edits
from coalition.locale import letters
from coalition.shell.address import page_link
from coalition.shell.cached import ask
from coalition.shell.context import Page
from coalition.shell.save import edit
from coalition.shell.words import date_text, label_of, md, name_of, t, voice
from coalition.views.coverage.words import area_of, group_words, type_of
from coalition.views.matrix.model import said_of
from coalition.views.meetings.meetings import noted_words
from coalition.views.present.cells import Decide, cell_button, folded, go, more_words
from coalition.views.present.counts import draw_published_cases, steps_words, waiting_words
from coalition.views.present.pictures import draw_changes, draw_picture, draw_pillar
from coalition.vocabulary import MISSING, STATES, CellState, Judgement, NoteKind

AREAS_SHOWN, LINES_SHOWN, THERE_SHOWN = 4, 4, 3

PART_NAMES = {
    Part.PICTURE: "Overview",
    Part.CHANGES: "What changed",
    Part.GAPS: "Decide where to act first",
    Part.MATRIX: "By pillar",
    Part.AREA: "By area",
    Part.CASES: "Shared cases",
    Part.UNASKED: "Not known",
    Part.ACTIONS: "Open actions",
    Part.DECISIONS: "Decided today",
}


def part_name(part: Part) -> str:
    """What a part of the show is called."""
    return t(PART_NAMES[part])


def draw_slide(page: Page, room: Room, slide: Slide, decide: Decide) -> None:
    """Draw one slide.

    Args:
        page: from `open_page`.
        room: the show.
        slide: of `room.slides`.
        decide: opens what can be decided.
    """
    {
        Part.PICTURE: lambda *_: draw_picture(room, slide, decide),
        Part.CHANGES: lambda *_: draw_changes(room),
        Part.GAPS: _draw_gaps,
        Part.MATRIX: lambda *_: draw_pillar(room, slide, decide),
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
        shown.append(more_words(len(told) - most))
    if shown:
        st.markdown("\n".join(f"- {line}" for line in shown))


def _draw_gaps(_page: Page, room: Room, _slide: Slide, decide: Decide) -> None:
    picture = room.overview.coverage
    if not room.overview.has_services:
        _answer(t("No services yet, so gaps are not known."))
        page_link("pages/import_data.py", t("Import services"))
        return
    if picture.cells.empty:
        _answer(t("No area is chosen yet."))
        page_link("pages/settings.py", t("Choose the areas"))
        return
    if picture.gaps.empty:
        _answer(t("No known gaps."))
        return
    gaps, fragile = sum(picture.counts[state] for state in MISSING), picture.counts[CellState.FRAGILE]
    _answer(t("**{gaps}** gaps, **{fragile}** with one provider.", gaps=gaps, fragile=fragile))
    lines = answers.gap_lines(picture.gaps)
    shown = _lines_with_room(lines)
    for line in lines[:shown]:
        _draw_gap_line(line, decide)
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="room-rule"):
        st.markdown(t("Ranked by coverage, not by need."), width="content")
        rest = sorted((cell for line in lines[shown:] for cell in line.cells), key=lambda cell: -cell["weight"])
        if rest:
            folded(more_words(len(rest)), "more gaps", rest, lambda cell: f"{type_of(cell)}, {area_of(cell)}", decide)


GAPS_PX, GAP_PX, AREAS_PX = 560, 48, 49
"""Height at 768 pixels: what the slide has for its lines, the name of a service type, a row of its areas."""


def _lines_with_room(lines: list[GapLine]) -> int:
    """How many lines the slide has room for; the first ones always have it."""
    left = GAPS_PX
    for number, line in enumerate(lines):
        shown = line.cells[:AREAS_SHOWN]
        words = "".join(f"{area_of(cell)}    " for cell in shown)
        words += "".join(f"{label_of(state)} (0): " for state in dict.fromkeys(CellState(cell["state"]) for cell in shown))
        words += more_words(len(line.cells)) if line.cells[AREAS_SHOWN:] else ""
        left -= GAP_PX + AREAS_PX * -(-letters(words) // answers.LETTERS)
        if left < 0 and number >= answers.GAPS_SHOWN:
            return number
    return len(lines)


def _draw_gap_line(line: GapLine, decide: Decide) -> None:
    """One service type: its areas to choose from, state by state."""
    code = line.cells[0]["code"]
    with st.container(key=f"room-gap-{code}", gap=None):
        st.markdown(f"**{md(type_of(line.cells[0]))}**")
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            before = None
            for cell in line.cells[:AREAS_SHOWN]:
                state = CellState(cell["state"])
                if state != before:
                    st.markdown(f"{md(label_of(state))} ({line.counts[state]}):", width="content")
                cell_button(cell, md(area_of(cell)), decide)
                before = state
            more = line.cells[AREAS_SHOWN:]
            if more:
                folded(more_words(len(more)), f"more {code}", more, area_of, decide)


def _draw_area(page: Page, room: Room, slide: Slide, decide: Decide) -> None:
    card = answers.area_card(room, slide.areas[0])
    name = md(name_of(card.area, card.area_local))
    _answer(
        t(
            "{area}: **{missing}** gaps, **{fragile}** with one provider, **{unknown}** not known.",
            area=name,
            missing=len(card.missing),
            fragile=len(card.fragile),
            unknown=len(card.unknown),
        )
    )
    room_px = CARD_PX if room.published is None else CARD_PX - COUNTS_PX
    least = min(len(card.fragile), 2)  # the fragile are never crowded out
    missing, left = _fitting(page, card.missing, LINES_SHOWN - least, room_px - least * BUTTON_PX)
    fragile, _ = _fitting(page, card.fragile, LINES_SHOWN - len(missing), left + least * BUTTON_PX)
    _draw_card_lines(t("What is missing"), card.missing, missing, decide)
    _draw_card_lines(t("One provider"), card.fragile, fragile, decide)
    names = list(card.there)
    shown = THERE_SHOWN if room.published is None else 2  # a line less, for the published counts
    while shown > 1 and letters(", ".join(names[:shown])) > 2 * answers.LETTERS - 40:  # two lines, with their heading
        shown -= 1
    more = f", {more_words(len(names) - shown)}" if len(names) > shown else ""
    there = md(", ".join(names[:shown])) + more if names else t("No confirmed provider.")
    if card.unknown:
        said = {said_of(cell) for cell in card.unknown}
        word = said.pop() if len(said) == 1 else t(STATES[CellState.UNKNOWN].says)
        folded(f"**{word} ({len(card.unknown)})**", "not known here", card.unknown, type_of, decide)
    st.markdown(f"**{t('Providers in this area')} ({len(names)}):** {there}")
    if room.published is not None:
        st.caption(steps_words(room.published, slide.areas[0]))


CARD_PX, COUNTS_PX, BUTTON_PX, TEXT_PX = 374, 74, 55, 37
"""Height at 768 pixels: what an area's card has for its lines, what published counts take of it, a button, a line of text."""


def _fitting(page: Page, cells: list[dict[str, Any]], most: int, px: int) -> tuple[list[str], int]:
    """What is said beside the first cells, as many as have room, one at least; and the height that is left [pixels]."""
    told: list[str] = []
    for cell in cells[:most]:
        waiting = waiting_words(cell)
        words = " · ".join([*([waiting] if waiting else []), _call_words(page, cell)])
        beside = letters(type_of(cell)) + letters(words) + letters(_state_word(cell))
        height = BUTTON_PX if beside < answers.LETTERS else BUTTON_PX + TEXT_PX * -(-letters(words) // answers.LETTERS)
        if told and height > px:
            break
        told.append(words)
        px -= height
    return told, px


def _state_word(cell: dict[str, Any]) -> str:
    """The state before the name of a service type; what the heading says is not said again."""
    state = CellState(cell["state"])
    return "" if state is CellState.FRAGILE else f"**{md(label_of(state))}:** "


def _draw_card_lines(title: str, cells: list[dict[str, Any]], told: list[str], decide: Decide) -> None:
    if not cells:
        return
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.subheader(f"{title} ({len(cells)})", width="content")
        more = cells[len(told) :]
        if more:
            folded(more_words(len(more)), f"more {more[0]['state']}", more, type_of, decide)
    for cell, words in zip(cells, told, strict=False):
        with st.container(key=f"room-line-{cell['code']}", horizontal=True, vertical_alignment="center"):
            cell_button(cell, f"{_state_word(cell)}{md(type_of(cell))}", decide)
            st.markdown(words, width="content")


def _call_words(page: Page, cell: dict[str, Any]) -> str:
    """Whom to call, as the page of that name says: an organization, never a person: the room is an audience."""
    asked = {"area": cell["pcode"], "service_type": cell["code"]}
    called: Called | None = ask(page, called_in_a_room, settings=page.settings, on=page.today, **asked)
    if called is None:
        return t("No known provider.")
    who = md(f"{called.organization} ({name_of(called.area, called.area_local)})" if called.area else called.organization)
    told = t("Call **{who}**" if called.is_sure else "Ask **{who}** first", who=who)
    full = full_words(called.full, voice()) if cell["state"] == CellState.FULL.value else ""
    return f"{told} · {md(full)}" if full else told


def _draw_cases(page: Page, room: Room, _slide: Slide, _decide: Decide) -> None:
    if room.published is not None:
        total = room.published.cases.get(())
        _answer(t("Shared cases: **{n} or more**.", n=total) if total else t("Shared cases: **not shown**."))
        draw_published_cases(page, room.published)


def _draw_unasked(_page: Page, room: Room, slide: Slide, decide: Decide) -> None:
    picture = room.overview.coverage
    n, kinds = len(picture.unknown), len(picture.types)
    _answer(t("Not asked yet, or out of date: **{n}** of {all}.", n=n, all=len(picture.cells)))
    for rows in answers.unknown_by_area(picture, slide.page):
        label = t("**{area}**: {n} of {kinds} service types", area=md(area_of(rows[0])), n=len(rows), kinds=kinds)
        folded(label, f"not known {rows[0]['pcode']}", rows, type_of, decide)
    st.caption(t("Choose a cell to decide on."))


def _draw_actions(page: Page, room: Room, _slide: Slide, decide: Decide) -> None:
    board, rows = room.board, answers.open_items(room)
    n, late, done = board.open, board.counts[ActionStatus.OVERDUE], room.overview.actions.done
    _answer(
        t("No action is open.")
        if not n
        else t("Open actions: **{n}**, overdue **{late}**, done recently **{done}**.", n=n, late=late, done=done)
    )
    for row in rows[: answers.ACTIONS_SHOWN]:
        with st.container(key=f"room-action-{row['id']}"):
            told, button = st.columns([9, 2], vertical_alignment="center")
            told.markdown("  \n".join(_action_lines(row)))
            if button.button(t("Done"), key=f"done {row['id']}", icon=":material/check:"):
                edit(page, t("Marked as done."), edits.finish_action, row["id"], done_on=page.today, today=page.today)
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.button(t("Add action"), key="room note action", icon=":material/add_task:", on_click=decide)
        rest = rows[answers.ACTIONS_SHOWN :]
        if rest:
            place = st.popover(more_words(len(rest)), key="more actions", type="tertiary", on_change="rerun")
            if place.open:
                place.markdown("\n".join(f"- {' · '.join(_action_lines(row)[:2])}" for row in rest))


def _action_lines(row: dict[str, Any]) -> list[str]:
    due = md(due_words(row, t, date_text))
    told = f":red-badge[{due}]" if row["status"] == ActionStatus.OVERDUE else due
    kind = name_of(row["service_type"], row["service_type_local"]) if row["code"] else ""
    area = name_of(row["area"], row["area_local"]) if row["pcode"] else ""
    gap = gap_words(row, t, date_text, kind=kind, area=area)
    who = md(row["organization"] or t("Not given"))
    new = f":blue-badge[{t('new')}] " if row["is_new"] else ""
    return [f"{new}**{_without_case_codes(row['what'])}**", f"{who} · {told}", *([md(gap)] if gap else [])]


def _without_case_codes(text: str) -> str:
    """What somebody wrote, for the room: without the codes of cases, which a promise may well name."""
    return md(without_codes(text, t("(a case)")))


def _draw_decisions(_page: Page, room: Room, slide: Slide, decide: Decide) -> None:
    told = noted_words(decisions=len(room.decided), actions=len(room.promised))
    pages = f" ({slide.page}/{slide.pages})" if slide.pages > 1 else ""
    if not told:
        _answer(t("No decisions yet today."))
        st.markdown(t("Choose a gap to record a decision."))
        for gaps in [one for one in room.slides if one.part is Part.GAPS][:1]:
            st.button(
                part_name(Part.GAPS), key="room to the gaps", icon=":material/arrow_back:", on_click=go, args=(gaps.step,)
            )
    else:
        _answer(t("Today{pages}: {told}.", pages=pages, told=told))
        _lines((_decision_line(row) for row in answers.decided_items(room, slide.page)), answers.DECISIONS_SHOWN)
    st.button(t("Add action"), key="room note action", icon=":material/add_task:", on_click=decide)


def _decision_line(row: dict[str, Any]) -> str:
    if "what" in row:  # a promise
        told = [md(row["organization"] or t("Not given"))]
        if row["due_on"]:
            told.append(t("by {day}", day=date_text(row["due_on"])))
        return f"{t('Action')}: **{_without_case_codes(row['what'])}** · {' · '.join(told)}"
    if row["kind"] == "note":
        about = [type_of(row), area_of(row)] if row["area"] else []
        where = f" ({md(', '.join(about))})" if about else ""
        return f"{label_of(NoteKind.DECISION)}: **{_without_case_codes(row['said'])}**{where}"
    said = label_of(Judgement(row["said"])) if row["kind"] == "verdict" else label_of(CellState.NONE)
    whom = f" ({md(group_words(row['group']))})" if row["group"] else ""
    why = f" · {_without_case_codes(row['reason'])}" if row["reason"] else ""
    return f"**{md(said)}**: {md(type_of(row))}, {md(area_of(row))}{whom}{why}"
