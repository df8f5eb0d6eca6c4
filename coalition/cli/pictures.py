"""`coverage` and `participation` as tables and JSON."""

import json
from datetime import date
from typing import Any

from sqlalchemy import Engine

from coalition.answers.coverage import CoveragePicture, coverage_json, coverage_picture
from coalition.answers.participation import ParticipationPicture, participation_json, participation_picture
from coalition.cli.common import Trouble, say, table
from coalition.database import reading
from coalition.defaults import find_area
from coalition.frames import records
from coalition.queries.ledger import settings
from coalition.vocabulary import CellState, Pillar

_GAPS_SHOWN = 15
_SIGNS = {CellState.UNKNOWN: "?", CellState.NONE: "0", CellState.BARRIER: "b", CellState.FULL: "f"}
_LEGEND = "organizations per area and kind of help;  ? not known   0 nobody   b barrier   f full"


def print_coverage(engine: Engine, *, on: date, level: int, within: str | None, pillar: str | None, as_json: bool) -> None:
    """Where help is missing on a date: JSON, or the matrix and the greatest gaps.

    Raises:
        Trouble: there is no such pillar, or no such area in scope.
    """
    allowed = [*(p.value for p in Pillar), "other"]
    if pillar is not None and pillar not in allowed:
        raise Trouble(f"There is no pillar '{pillar}'; there are {', '.join(allowed)}.")
    with reading(engine) as session:
        chosen = settings(session)
        if within is not None:
            named, _ = find_area(within, country=chosen.country)
            within = named.pcode if named else within
        picture = coverage_picture(session, settings=chosen, on=on, level=level, within=within, pillar=pillar)
    if within is not None and picture.areas.empty:
        raise Trouble(f"No area of level {level} in scope is '{within}' or lies in it.")
    if as_json:
        print(json.dumps(coverage_json(picture), ensure_ascii=False))
    else:
        _print_matrix(picture)


def _print_matrix(picture: CoveragePicture) -> None:
    cells = records(picture.cells)
    if not cells:
        say("There is no area in scope with anything stored, or no kind of help.")
        return
    signs = {(cell["pcode"], cell["code"]): _sign(cell) for cell in cells}
    codes = list(dict.fromkeys(cell["code"] for cell in cells))
    areas = {area["pcode"]: area["name"] for area in records(picture.areas)}
    say(f"Coverage on {picture.on}, {_LEGEND}")
    say(table(["area", *codes], [[name, *(signs[pcode, code] for code in codes)] for pcode, name in areas.items()]))
    gaps = records(picture.gaps)[:_GAPS_SHOWN]
    if gaps:
        say("\nThe greatest gaps:")
        rows = [[g["area"], f"{g['code']} {g['service_type']}", g["state"], _number(g["unmet_need"])] for g in gaps]
        say(table(["area", "kind of help", "state", "unmet need [people]"], rows))


def _sign(cell: dict[str, Any]) -> str:
    return _SIGNS.get(CellState(cell["state"]), str(cell["organizations"]))


def _number(value: int | None) -> str:
    return "?" if value is None else f"{value:,}"


def print_participation(engine: Engine, *, on: date, last: int | None, as_json: bool) -> None:
    """Who came to the last meetings up to a date, and each member's rate and state: JSON or two tables."""
    with reading(engine) as session:
        picture = participation_picture(session, settings=settings(session), on=on, last=last)
    if as_json:
        print(json.dumps(participation_json(picture), ensure_ascii=False))
    else:
        _print_members(picture)


def _print_members(picture: ParticipationPicture) -> None:
    if picture.meetings.empty:
        say(f"No meeting is stored up to {picture.on}.")
        return
    say(f"The last {len(picture.meetings)} meetings up to {picture.on} (organizations present / expected)")
    header = ["date", "meeting", "present", "expected", "rate"]
    meetings = [
        [str(m["held_on"]), m["title"] or "", _number(m["present"]), _number(m["expected"]), _share(m["rate"])]
        for m in records(picture.meetings)
    ]
    say(table(header, meetings))
    say("\nMembers, each over its last expected meetings")
    members = [
        [
            m["organization"],
            _number(m["attended"]),
            _number(m["expected"]),
            _share(m["rate"]),
            m["state"] or "?",
            str(m["last_present_on"] or "?"),
        ]
        for m in records(picture.members)
    ]
    say(table(["organization", "attended", "expected", "rate", "state", "last there"], members))


def _share(rate: float | None) -> str:
    return "?" if rate is None else f"{rate:.0%}"
