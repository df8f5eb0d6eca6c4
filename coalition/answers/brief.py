"""What does somebody who was not there need to know, on two pages? For members and authorities, so it is told as to a room.

Counts of cases stand in it only as published, promises without the codes of cases, and nobody by name.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session

from coalition import coverage
from coalition.answers.actions import OPEN, ActionBoard, action_board
from coalition.answers.coverage import CoveragePicture, coverage_picture
from coalition.answers.helping import Named, Parts, served_parts
from coalition.answers.paper_day import PaperDay
from coalition.answers.present import News, news
from coalition.frames import records
from coalition.queries.calling import call_contacts_frame, full_providers
from coalition.queries.present import helping_frame, organization_names
from coalition.settings import Settings
from coalition.vocabulary import MISSING, CellState

CALLED = 3
"""Organizations named for one service type: those that together serve most areas."""


@dataclass(frozen=True)
class Called:
    """An organization to call.

    Attributes:
        organization: its name.
        phone: of its focal point, whose name is not told; None: not known.
        is_full: it says that no place is free.
        cells: rows of frames.CELLS: the areas for which it is named.
        only_in: {id of such an area: the districts it serves}, where these are not all.
    """

    organization: str
    phone: str | None
    is_full: bool
    cells: list[dict[str, Any]]
    only_in: dict[int, tuple[Named, ...]]


@dataclass(frozen=True)
class CallLine:
    """Whom to call for one service type.

    Attributes:
        kind: a row of frames.CELLS that names it.
        called: the first covers most areas, each next one most of the rest; of equals who has places, a telephone and the
            newest confirmation.
        others: further organizations that are confirmed for it [organizations].
        areas: areas of the picture [areas].
    """

    kind: dict[str, Any]
    called: list[Called]
    others: int
    areas: int


@dataclass(frozen=True)
class Brief:
    """Everything a brief says.

    Attributes:
        day: the meeting and the days.
        settings: of the coalition: its name and words.
        picture: coverage as a room sees it.
        changed: since `day.since`; None: nothing to compare with.
        calls: of the service types for which somebody is known, in the order of the matrix.
        board: the promises; `open_items`: rows of its items that are open.
        open_items: the overdue ones first.
    """

    day: PaperDay
    settings: Settings
    picture: CoveragePicture
    changed: News | None
    calls: list[CallLine]
    board: ActionBoard
    open_items: list[dict[str, Any]]


def brief(session: Session, *, settings: Settings, day: PaperDay) -> Brief:
    """The brief of a meeting.

    Args:
        session: reads.
        settings: scope and the numbers of the coalition.
        day: from `paper_day`.
    """
    picture = _picture(session, settings, day.on, level=1)
    if picture.cells.empty and 2 in picture.levels:
        picture = _picture(session, settings, day.on, level=2)
    then = _picture(session, settings, day.since, level=picture.level) if day.since else None
    board = action_board(session, settings=settings, on=day.on)
    return Brief(
        day=day,
        settings=settings,
        picture=picture,
        changed=news(coverage.changes_between(then.cells, picture.cells)) if then else None,
        calls=_calls(session, settings, picture),
        board=board,
        open_items=[row for row in records(board.items) if row["status"] in OPEN],
    )


def _picture(session: Session, settings: Settings, on: date, *, level: int) -> CoveragePicture:
    return coverage_picture(session, settings=settings, on=on, level=level, audience="room")


def _calls(session: Session, settings: Settings, picture: CoveragePicture) -> list[CallLine]:
    """Whom to call, service type by service type; where it is known that nobody is there, nobody is named."""
    cells = {(row["area_id"], row["service_type_id"]): row for row in records(picture.cells)}
    offered: dict[int, dict[int, list[dict[str, Any]]]] = {}
    found = helping_frame(session, on=picture.on, fresh_days=settings.fresh_days, level=picture.level)
    for row in records(found):
        cell = cells.get((row["area_id"], row["service_type_id"]))
        if cell and cell["state"] != CellState.NONE:
            offered.setdefault(row["service_type_id"], {}).setdefault(row["organization_id"], []).append(cell)
    names = organization_names(session)
    parts = served_parts(session, settings=settings, on=picture.on, level=picture.level)
    phones = _phones(session, picture.on, sorted({one for by in offered.values() for one in by}))
    full = full_providers(session, on=picture.on)
    newest: dict[tuple[int, int], date] = {}
    for row in records(found):
        key = (row["service_type_id"], row["organization_id"])
        newest[key] = max(row["fresh_on"], newest.get(key, date.min))
    lines = []
    for kind in {row["service_type_id"]: row for row in records(picture.cells)}.values():
        by_organization = offered.get(kind["service_type_id"])
        if by_organization:
            keys = {one: (kind["service_type_id"], one) for one in by_organization}
            equals = {
                one: (keys[one] in full, one not in phones, -newest[keys[one]].toordinal(), names[one].casefold())
                for one in by_organization
            }
            called = [
                Called(names[one], phones.get(one), keys[one] in full, rows, _only(parts, one, rows))
                for one, rows in _covering(by_organization, equals)
            ]
            lines.append(CallLine(kind, called, len(by_organization) - len(called), len(picture.areas)))
    return lines


def _only(parts: Parts, organization_id: int, rows: list[dict[str, Any]]) -> dict[int, tuple[Named, ...]]:
    keys = {row["area_id"]: (row["area_id"], row["service_type_id"], organization_id) for row in rows}
    return {area_id: parts[key] for area_id, key in keys.items() if key in parts}


def _covering(
    offered: dict[int, list[dict[str, Any]]], equals: dict[int, tuple[bool, bool, int, str]]
) -> list[tuple[int, list[dict[str, Any]]]]:
    """Organizations that cover most areas between them: first whoever serves most, then whoever serves most of the rest.

    An area where those who need it do not reach it counts last. `equals`: their order where they serve as many.
    """
    chosen: list[tuple[int, list[dict[str, Any]]]] = []
    while len(chosen) < min(CALLED, len(offered)):
        covered = {row["area_id"] for _, rows in chosen for row in rows}
        left = {one: rows for one, rows in offered.items() if one not in dict(chosen)}
        _, _, best = min((_worth(rows, covered), equals[one], one) for one, rows in left.items())
        chosen.append((best, left[best]))
    return chosen


def _worth(rows: list[dict[str, Any]], covered: set[int]) -> tuple[int, int, int]:
    """How much an organization adds to the areas that are covered, the smallest first."""
    reached = [row["area_id"] for row in rows if CellState(row["state"]) not in MISSING]
    return -len(set(reached) - covered), -len(reached), -len(rows)


def _phones(session: Session, on: date, organization_ids: list[int]) -> dict[int, str]:
    """{organization: the first telephone of its focal points}: they are named to be called, others who came are not."""
    found: dict[int, str] = {}
    for row in records(call_contacts_frame(session, on=on, organization_ids=organization_ids)):
        if row["phone"] and row["came_on"] is None:
            found.setdefault(row["organization_id"], row["phone"])
    return found
