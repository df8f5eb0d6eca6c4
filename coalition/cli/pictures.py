"""`coverage` and `participation` as tables and JSON."""

import json
from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import Engine

from coalition.answers.coverage import CoveragePicture, coverage_json, coverage_picture
from coalition.answers.participation import ParticipationPicture, participation_json, participation_picture
from coalition.cli.common import Trouble, say, table
from coalition.coverage import OTHER_PILLAR
from coalition.database import reading
from coalition.defaults import find_area
from coalition.frames import records
from coalition.locale import plural
from coalition.queries.ledger import settings
from coalition.vocabulary import STATES, CellState, Pillar, label

_GAPS_SHOWN = 15
_LEGEND = "organizations per area and service type;  ? Not known   0 Nobody   b Barrier   f Full"


def print_coverage(engine: Engine, *, on: date, level: int, within: str | None, pillar: str | None, as_json: bool) -> None:
    """Where help is missing on a date: JSON, or the matrix and the greatest gaps.

    Raises:
        Trouble: there is no such pillar, or no such area in scope.
    """
    pillar = pillar_of(pillar)
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
        say(_why_empty(picture))
        return
    signs = {(cell["pcode"], cell["code"]): _sign(cell) for cell in cells}
    codes = list(dict.fromkeys(cell["code"] for cell in cells))
    areas = {area["pcode"]: area["name"] for area in records(picture.areas)}
    say(f"Coverage on {picture.on}, {_LEGEND}")
    say(table(["area", *codes], [[name, *(signs[pcode, code] for code in codes)] for pcode, name in areas.items()]))
    _print_gaps("Act here first:", picture.gaps.drop(picture.unreported.index))
    _print_gaps("No need registered (yet):", picture.unreported)


def _why_empty(picture: CoveragePicture) -> str:
    """Why there is no matrix, and what brings one."""
    if picture.types.empty:
        return "No service type is listed yet: import a list of services."
    which = {1: "province", 2: "district"}[picture.level]
    return (
        f"No {which} is in scope: areas are listed, but nothing is stored about one (no service, no need, no verdict, nobody"
        " asked), and none is chosen. Import a list of services, or choose the areas on the page Settings."
    )


def _print_gaps(heading: str, gaps: pd.DataFrame) -> None:
    rows = [
        [g["area"], f"{g['code']} {g['service_type']}", label(CellState(g["state"])), _number(g["unmet_need"])]
        for g in records(gaps.head(_GAPS_SHOWN))
    ]
    if rows:
        say(f"\n{heading}")
        say(table(["area", "service type", "state", "waiting [people]"], rows))


def left_out(engine: Engine, *, on: date) -> str:
    """What a 3W list does not hold, and how many cells the members' verdicts decide today, provinces and districts."""
    with reading(engine) as session:
        chosen = settings(session)
        decided = sum(coverage_picture(session, settings=chosen, on=on, level=level).decided for level in (1, 2))
    told = plural(decided, "1 pair", f"{decided:,} pairs")
    return f"Verdicts of the members (they decide {told} of a service type and an area) and needs are not part of it."


def pillar_of(text: str | None) -> str | None:
    """The value of a pillar typed in any case, by its value or its word; None: all.

    Raises:
        Trouble: there is no such pillar.
    """
    if text is None:
        return None
    named = {word.casefold(): p.value for p in Pillar for word in (p.value, label(p))} | {OTHER_PILLAR: OTHER_PILLAR}
    if text.strip().casefold() not in named:
        raise Trouble(f"There is no pillar '{text}'; there are {', '.join([*(p.value for p in Pillar), OTHER_PILLAR])}.")
    return named[text.strip().casefold()]


def _sign(cell: dict[str, Any]) -> str:
    return STATES[CellState(cell["state"])].letter or str(cell["organizations"])


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
    say(f"The last {len(picture.meetings)} meetings up to {picture.on} (organizations present / expected; ? not recorded)")
    header = ["date", "meeting", "present", "excused", "expected", "rate"]
    counts = header[2:5]
    meetings = [
        [str(m["held_on"]), m["title"] or "", *(_number(m[key]) for key in counts), _share(m["rate"])]
        for m in records(picture.meetings)
    ]
    say(table(header, meetings))
    say("\nMembers, each over its last expected meetings")
    members = [
        [
            m["organization"],
            *(_number(m[key]) for key in ("attended", "excused", "expected")),
            _share(m["rate"]),
            (m["state"] or "?").replace("_", " ").capitalize(),
            str(m["last_present_on"] or "?"),
        ]
        for m in records(picture.members)
    ]
    say(table(["organization", "attended", "excused", "expected", "rate", "state", "last attended"], members))


def _share(rate: float | None) -> str:
    return "?" if rate is None else f"{rate:.0%}"
