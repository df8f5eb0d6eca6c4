"""What does the room look at, one picture after the other, and what does each say?

The room is an audience: its pictures stand on services, and counts of cases come only through `answers.needs`,
as published.
"""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

import pandas as pd
from sqlmodel import Session

from coalition import coverage
from coalition.answers.actions import OPEN, ActionBoard, ActionStatus, action_board
from coalition.answers.coverage import CoveragePicture
from coalition.answers.helping import Parts, served_parts
from coalition.answers.overview import Overview, overview
from coalition.frames import records
from coalition.queries import present as queries
from coalition.queries.publishing import Published
from coalition.settings import Settings
from coalition.vocabulary import HELD_BACK, MISSING, STATES, CellState

COLUMNS, ROWS = 12, 12
"""Areas and service types that one matrix shows at 1024 x 768 pixels in letters that are read from ten metres: as many as have
room for names of two lines."""

GAPS_SHOWN, UNASKED_SHOWN, ACTIONS_SHOWN, DECISIONS_SHOWN = 4, 8, 3, 5
"""Lines of one slide, for the same eyes."""

LETTERS, DECISION_LINES = 60, 12
"""Letters of a line at 1024 pixels, and lines there are below the sentence of a slide."""

"""Somebody gives it, and those who need it do not get it."""


class Part(StrEnum):
    """The parts of the show, in its order."""

    PICTURE = "picture"  # all service types by areas
    CHANGES = "changes"  # what changed since the last meeting
    ACTIONS = "actions"  # open promises, overdue first
    MATRIX = "matrix"  # service types by areas, a pillar a slide
    UNASKED = "unasked"  # what nothing is known about
    GAPS = "gaps"  # the service types that are missing most, to decide
    CASES = "cases"  # counts of shared cases, as published
    DECISIONS = "decisions"  # what was decided today
    AREA = "area"  # the card of an area, opened by its name and no slide of the row


@dataclass(frozen=True)
class Slide:
    """One picture of the show.

    Attributes:
        step: its name in the address; stays the same while the show grows.
        part: what it is about.
        pillar: of a matrix; None: no matrix.
        areas: P-codes of the columns of a matrix, or of the card.
        kinds: codes of the rows of a matrix.
        page, pages: which of so many that show the same.
    """

    step: str
    part: Part
    pillar: str | None = None
    areas: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    page: int = 1
    pages: int = 1


@dataclass(frozen=True)
class Room:
    """Everything the show of a day is drawn from.

    Attributes:
        overview: what changed, and the picture of today, with counts of needs as published.
        helping: frames.HELPING: who is freshly confirmed in which cell.
        names: {organization: its name}.
        parts: of those that serve some districts of a province only, which (`answers.helping`).
        board: the promises.
        decided: frames.DECISIONS of the day, without promises.
        promised: rows of `board.items` that were promised on the day.
        slides: in order; empty: nothing is stored that could be shown.
        cards: of the areas of which anything is known, beside the row: who asks for an area opens its card.
    """

    overview: Overview
    helping: pd.DataFrame
    names: dict[int, str]
    parts: Parts
    board: ActionBoard
    decided: pd.DataFrame
    promised: pd.DataFrame
    slides: list[Slide]
    cards: list[Slide]

    def opened(self, step: str | None) -> tuple[Slide, int]:
        """What an address shows, and where in the row that is, from 0: the card of an area stands at the first slide."""
        card = next((card for card in self.cards if card.step == step), None)
        place = 0 if card else place_of(self.slides, step)
        return card or self.slides[place], place

    @property
    def published(self) -> Published | None:
        """The publication that all counts of the show stand in; None: there is none, and no count."""
        return self.overview.coverage.published


def room(session: Session, *, settings: Settings, on: date) -> Room:
    """The show of a date.

    Args:
        session: reads.
        settings: scope and the numbers of the coalition.
        on: the date.
    """
    found = overview(session, settings=settings, on=on)
    picture = found.coverage
    board = action_board(session, settings=settings, on=on)
    decided = queries.decided_on_frame(session, on=on)
    promised = board.items[board.items["opened_on"] == pd.Timestamp(on)]
    return Room(
        overview=found,
        helping=queries.helping_frame(session, on=on, fresh_days=settings.fresh_days, level=picture.level),
        names=queries.organization_names(session),
        parts=served_parts(session, settings=settings, on=on, level=picture.level),
        board=board,
        decided=decided,
        promised=promised,
        slides=deck(found, open_actions=board.open, decisions=len(_decided_slides(decided, promised))),
        cards=_cards(picture) if found.has_services else [],
    )


# --- which slides ---------------------------------------------------------------------------------------------------


def deck(found: Overview, *, open_actions: int, decisions: int) -> list[Slide]:
    """The slides of a show, in the order of Part: at most ten where a dozen areas fit beside each other.

    A pillar nothing is known about has no slide of its own: the picture and the slide `unasked` show it.

    Args:
        found: what changed, and the picture.
        open_actions: promises that are open.
        decisions: slides that what was decided on the day takes.

    Returns:
        No slide when nothing is stored: no meeting, no service, no promise, no decision.
    """
    if not (found.has_services or found.meeting or open_actions or decisions):
        return []
    picture = found.coverage
    is_told = found.has_services and not picture.cells.empty
    slides = _pictures(picture) if is_told else []
    slides += [Slide("changes", Part.CHANGES), Slide("actions", Part.ACTIONS)]
    if is_told:
        known = picture.cells[picture.cells["state"] != CellState.UNKNOWN.value]
        slides += _matrices(picture, set(known["pillar"]))
        if len(known) < len(picture.cells):
            slides += _numbered("unasked", Part.UNASKED, -(-picture.unknown["pcode"].nunique() // UNASKED_SHOWN))
    slides.append(Slide("gaps", Part.GAPS))
    if is_told and picture.published is not None:
        slides.append(Slide("cases", Part.CASES))
    return slides + _numbered("decisions", Part.DECISIONS, decisions)


def _pictures(picture: CoveragePicture) -> list[Slide]:
    """All service types at once, in as many parts as the areas take."""
    parts = coverage.pages_of(picture.areas["pcode"], COLUMNS)
    numbered = _numbered("picture", Part.PICTURE, len(parts))
    return [replace(slide, areas=tuple(part)) for slide, part in zip(numbered, parts, strict=True)]


def _cards(picture: CoveragePicture) -> list[Slide]:
    told = set(picture.cells[picture.cells["state"] != CellState.UNKNOWN.value]["pcode"])
    return [Slide(pcode, Part.AREA, areas=(pcode,)) for pcode in picture.areas["pcode"] if pcode in told]


def _matrices(picture: CoveragePicture, known: set[str]) -> list[Slide]:
    """The matrices of the pillars something is known about, cut into parts that fit."""
    slides = []
    for pillar in picture.cells["pillar"].drop_duplicates():
        kinds = picture.cells[picture.cells["pillar"] == pillar]["code"].drop_duplicates()
        if pillar not in known:
            continue
        parts = [
            (tuple(areas), tuple(codes))
            for codes in coverage.pages_of(kinds, ROWS)
            for areas in coverage.pages_of(picture.areas["pcode"], COLUMNS)
        ]
        slides += [
            Slide(f"{pillar}-{n}", Part.MATRIX, pillar, areas, codes, n, len(parts))
            for n, (areas, codes) in enumerate(parts, start=1)
        ]
    return slides


def _numbered(name: str, part: Part, pages: int) -> list[Slide]:
    """Slides that show one list; one also where the list is empty: it says so."""
    pages = max(1, pages)
    return [Slide(name if n == 1 else f"{name}-{n}", part, page=n, pages=pages) for n in range(1, pages + 1)]


def place_of(slides: list[Slide], step: str | None) -> int:
    """The number of the slide an address names, from 0.

    A part that is no longer cut so often leads to its last page, anything else that is not there to the beginning.
    """
    names = [slide.step for slide in slides]
    if step in names:
        return names.index(step)
    stem = (step or "").rpartition("-")[0]
    return max((n for n, name in enumerate(names) if stem and (name == stem or name.startswith(f"{stem}-"))), default=0)


# --- what a slide says ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class News:
    """What changed in the cells since the last meeting.

    Attributes:
        better, worse: cells whose state is known on both days, and less or more of a gap now.
        learned, silent: cells that were not known and are, and the other way round: nobody was helped or left by that.
        groups: (state before, state now, rows of frames.CELL_CHANGES), those first in which most is to be done.
    """

    better: int
    worse: int
    learned: int
    silent: int
    groups: list[tuple[CellState, CellState, list[dict[str, Any]]]]


def news(changed: pd.DataFrame) -> News:
    """What changed (frames.CELL_CHANGES), told apart by whether it is better, worse or only known now."""
    groups: dict[tuple[CellState, CellState], list[dict[str, Any]]] = {}
    for row in records(changed):
        groups.setdefault((CellState(row["before"]), CellState(row["after"])), []).append(row)
    counts = dict.fromkeys(("worse", "silent", "learned", "better", "same"), 0)
    ranked = []
    for (before, after), rows in groups.items():
        what = _turn(before, after)
        counts[what] += len(rows)
        ranked.append((list(counts).index(what), before, after, rows))
    ranked.sort(key=lambda group: (group[0], -len(group[3])))
    groups_told = [(before, after, rows) for _, before, after, rows in ranked]
    return News(counts["better"], counts["worse"], counts["learned"], counts["silent"], groups_told)


def _turn(before: CellState, after: CellState) -> str:
    if before is CellState.UNKNOWN:
        return "learned"
    if after is CellState.UNKNOWN:
        return "silent"
    step = STATES[after].weight - STATES[before].weight
    return "worse" if step > 0 else "better" if step < 0 else "same"


@dataclass(frozen=True)
class GapLine:
    """One service type that is missing.

    Attributes:
        cells: rows of frames.CELLS: its gaps, the heaviest state first.
        counts: {state: in how many areas}, the heaviest first.
    """

    cells: list[dict[str, Any]]
    counts: dict[CellState, int]


def gap_lines(gaps: pd.DataFrame) -> list[GapLine]:
    """The service types with gaps: with the heaviest state first, of equals with more of it; then the next heaviest, and so on.

    Kind by kind: without counts of needs whole rows of cells are equal, and the first five of them are no ranking. Where the
    first GAPS_SHOWN have nothing that is full or out of reach, the last of their places is for the heaviest that has: kinds
    with nobody in one area more would keep it out of sight for ever.

    Args:
        gaps: CELLS in the order of coverage.ranked_gaps.
    """
    by_kind: dict[str, list[dict[str, Any]]] = {}
    for row in sorted(records(gaps), key=lambda row: -row["weight"]):
        by_kind.setdefault(row["code"], []).append(row)
    lines = []
    for rows in by_kind.values():
        states = [CellState(row["state"]) for row in rows]
        lines.append(GapLine(rows, {state: states.count(state) for state in dict.fromkeys(states)}))
    lines.sort(key=lambda line: [cell["weight"] for cell in line.cells], reverse=True)
    stuck = [number for number, line in enumerate(lines) if line.counts.keys() & HELD_BACK]
    if stuck and stuck[0] >= GAPS_SHOWN:
        lines.insert(GAPS_SHOWN - 1, lines.pop(stuck[0]))
    return lines


@dataclass(frozen=True)
class AreaCard:
    """One area.

    Attributes:
        area, area_local: its names.
        missing: rows of frames.CELLS: nobody, out of reach or full, the heaviest first.
        fragile: rows that rest on one organization.
        covered: service types with two or more organizations.
        unknown: rows of frames.CELLS about which nobody was asked, in the order of the matrix.
        there: {organization: service types it is freshly confirmed for here}, those with most first.
    """

    area: str
    area_local: str | None
    missing: list[dict[str, Any]]
    fragile: list[dict[str, Any]]
    covered: int
    unknown: list[dict[str, Any]]
    there: dict[str, int]


def area_card(found: Room, pcode: str) -> AreaCard:
    """What is missing in an area, what is fragile, who is there. Whom to call about it: answers.calling.called_in_a_room."""
    picture = found.overview.coverage
    rows = records(picture.cells[picture.cells["pcode"] == pcode].sort_values("weight", ascending=False, kind="stable"))
    area_id = rows[0]["area_id"]
    kinds = {row["service_type_id"] for row in rows}
    here = found.helping[(found.helping["area_id"] == area_id) & found.helping["service_type_id"].isin(kinds)]
    counts = here["organization_id"].map(found.names).value_counts(sort=False).to_dict()
    states = [CellState(row["state"]) for row in rows]
    return AreaCard(
        area=rows[0]["area"],
        area_local=rows[0]["area_local"],
        missing=[row for row in rows if CellState(row["state"]) in MISSING],
        fragile=[row for row in rows if row["state"] == CellState.FRAGILE.value],
        covered=states.count(CellState.COVERED),
        unknown=[row for row in rows if row["state"] == CellState.UNKNOWN.value],
        there=dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))),
    )


def unknown_by_area(picture: CoveragePicture, page: int = 1) -> list[list[dict[str, Any]]]:
    """The cells nothing is known about: rows of frames.CELLS, one list per area of one slide, the longest first."""
    found: dict[str, list[dict[str, Any]]] = {}
    for row in records(picture.unknown):
        found.setdefault(row["pcode"], []).append(row)
    lines = sorted(found.values(), key=lambda rows: (-len(rows), rows[0]["area"]))
    return lines[(page - 1) * UNASKED_SHOWN : page * UNASKED_SHOWN]


def open_items(found: Room) -> list[dict[str, Any]]:
    """The open promises: rows of `ActionBoard.items` with `is_new`.

    Overdue ones first; then those promised since the last meeting, that meeting included: nobody has heard of them since.
    """
    rows = [row | {"is_new": is_new(found.board, row)} for row in records(found.board.items) if row["status"] in OPEN]
    rows.sort(key=lambda row: (row["status"] != ActionStatus.OVERDUE, not row["is_new"]))
    return rows


def is_new(board: ActionBoard, row: dict[str, Any]) -> bool:
    """Whether an item was promised at the meeting before the day of the board or later; without such a meeting: on the day."""
    return row["opened_on"] is not None and row["opened_on"] >= (board.since or board.on)


def decided_items(found: Room, page: int) -> list[dict[str, Any]]:
    """What was decided on the day, of one slide: rows of frames.DECISIONS, then rows of `ActionBoard.items` (with `what`)."""
    slides = _decided_slides(found.decided, found.promised)
    return slides[page - 1] if page <= len(slides) else []


def _decided_slides(decided: pd.DataFrame, promised: pd.DataFrame) -> list[list[dict[str, Any]]]:
    """The decisions slide by slide: as many as have room, so that a long reason is read to its end."""
    slides: list[list[dict[str, Any]]] = []
    left = 0
    for row in [*records(decided), *records(promised)]:
        lines = -(-_length(row) // LETTERS)
        if not slides or lines > left or len(slides[-1]) == DECISIONS_SHOWN:
            slides.append([])
            left = DECISION_LINES
        slides[-1].append(row)
        left -= lines
    return slides


def _length(row: dict[str, Any]) -> int:
    """About how many letters a decision takes on the screen."""
    if "what" in row:
        return 40 + len(row["what"]) + len(row["organization"] or "")
    groups = len(row["group"].split(";")) if row["group"] else 0
    names = (row["service_type"], row["service_type_local"]), (row["area"], row["area_local"])
    said = len(row["said"]) if row["kind"] == "note" else 0
    return 20 + said + sum(max(len(name or "") for name in pair) for pair in names) + 22 * groups + len(row["reason"] or "")
