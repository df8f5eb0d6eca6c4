"""What each sheet of the workbook says: a question, its columns, its rows as plain values. Knows no file format."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from coalition.answers.actions import STATUS_NAMES, ActionStatus, gap_words
from coalition.answers.meeting_files import NOT_TOLD, MeetingFiles
from coalition.answers.participation import MARK_NAMES, STATE_NAMES
from coalition.disclosure import DIMENSIONS, Query
from coalition.frames import records
from coalition.papers.brief import pillar_name
from coalition.papers.words import Words
from coalition.participation import MemberState
from coalition.vocabulary import AgeBand, CaseStatus, CellState, Exploitation, Sector, Sex, hours_words
from coalition.vocabulary.tongues import TONGUES, tongue_codes

Cell = str | int | float | date | CellState | None
"""A share is a float; a date is a date; None: not known, and the cell stays empty."""


@dataclass(frozen=True)
class Sheet:
    """One sheet.

    Attributes:
        name: of the sheet, at most 31 letters.
        question: what it answers.
        heads: above the columns; a meeting is a date.
        rows: as many cells as heads.
        empty: what stands there instead of rows.
        kept: columns that stay while the others scroll.
    """

    name: str
    question: str
    heads: list[str | date]
    rows: list[list[Cell]] = field(default_factory=list)
    empty: str = ""
    kept: int = 1


def sheets(found: MeetingFiles, words: Words) -> list[Sheet]:
    """All sheets but the first, in their order."""
    made = [_gaps(found, words), _services(found, words), _actions(found, words), _attendance(found, words)]
    return [*made, _cases(found, words), _waiting(found, words)]


def about(found: MeetingFiles, words: Words, *, footer: str) -> list[tuple[str, str]]:
    """What a file is: (name, what is so) of its day, filters and source, and of what is hidden and why."""
    t, known = words.t, found.brief
    meeting = known.day.meeting
    areas = [words.name(row["name"], row["name_local"]) for row in records(known.picture.areas)]
    level = t("Provinces") if known.picture.level == 1 else t("Districts")
    met = (
        " · ".join(filter(None, [words.day(meeting["held_on"]), words.written(meeting["title"])]))
        if meeting
        else t("No meetings yet.")
    )
    return [
        (t("Coalition"), known.settings.coalition_name),
        (t("Meeting"), met),
        (t("As of"), words.day(known.day.on)),
        (level, ", ".join(areas) or t("No services yet, or no area chosen.")),
        (t("Source"), footer),
        (
            t("Not shown"),
            t("Names of people (only their organizations are here) and codes of cases (a code could show which case it is)."),
        ),
    ]


def _gaps(found: MeetingFiles, words: Words) -> Sheet:
    t = words.t
    heads = [t("Service type"), t("Area"), t("Pillar"), t("Status"), t("Organizations"), t("Free places")]
    heads += [t("People waiting, at least"), t("Last confirmed"), t("Date of the members' decision"), t("Reason")]
    rows: list[list[Cell]] = [
        [
            words.name(row["service_type"], row["service_type_local"]),
            words.name(row["area"], row["area_local"]),
            pillar_name(row["pillar"], words),
            CellState(row["state"]),
            row["fresh_organizations"],
            row["capacity_available"],
            row["unmet_need"],
            *(row[name] for name in ("assured_on", "decided_on")),
            words.written(row["reason"]) or None,
        ]
        for row in [*records(found.brief.picture.gaps), *records(found.brief.picture.unknown)]
    ]
    return Sheet(t("Gaps"), t("Where is help missing, or not known? The worst first."), [*heads], rows, t("No known gaps."))


def _services(found: MeetingFiles, words: Words) -> Sheet:
    t = words.t
    heads = [t("Organization"), t("Sector"), t("Service type"), t("Pillar"), t("Area"), t("Province"), t("Last confirmed")]
    heads += [
        t("Places in all"),
        t("Free places"),
        t("Youngest age served"),
        t("Oldest age served"),
        t("Serves only this sex"),
        t("Languages"),
    ]
    heads += [t("First day"), t("Last day"), t("Who may use it"), t("Hours")]
    rows: list[list[Cell]] = [
        [
            row["organization"],
            words.label(Sector(row["sector"])) if row["sector"] else None,
            words.name(row["service_type"], row["service_type_local"]),
            pillar_name(row["pillar"], words),
            words.name(row["area"], row["area_local"]),
            words.name(row["province"] or row["area"], row["province_local"] if row["province"] else row["area_local"]),
            *(row[name] for name in ("assured_on", "capacity", "capacity_available", "minimum_age", "maximum_age")),
            words.label(Sex(row["serves_sex"])) if row["serves_sex"] else None,
            ", ".join(t(TONGUES.get(code, code)) for code in tongue_codes(row["languages"])) or None,
            row["starts_on"],
            row["ends_on"],
            words.written(row["eligibility"]) or None,
            words.written(hours_words(row["hours"], words.label)) or None,
        ]
        for row in records(found.offered)
    ]
    return Sheet(t("Services"), t("Who offers what, and where?"), [*heads], rows, t("No service is offered at present."))


def _actions(found: MeetingFiles, words: Words) -> Sheet:
    t = words.t
    heads = [t("What"), t("Organization"), t("Status"), t("By when"), t("Date agreed"), t("Carried over (number of meetings)")]
    heads += [t("Ended on"), t("Outcome"), t("About")]
    rows: list[list[Cell]] = []
    for row in records(found.brief.board.items):
        kind = words.name(row["service_type"], row["service_type_local"]) if row["code"] else ""
        area = words.name(row["area"], row["area_local"]) if row["pcode"] else ""
        told = [words.written(row["what"]), row["organization"], t(STATUS_NAMES[ActionStatus(row["status"])])]
        ended = [
            row["closed_on"],
            words.written(row["note"]) or None,
            gap_words(row, t, words.day, kind=kind, area=area) or None,
        ]
        rows.append([*told, row["due_on"], row["opened_on"], row["carried"], *ended])
    return Sheet(t("Action items"), t("Who promised what, and by when?"), [*heads], rows, t("No action is open."))


def _attendance(found: MeetingFiles, words: Words) -> Sheet:
    t, known = words.t, found.attendance
    heads: list[str | date] = [t("Organization"), t("Sector"), t("Status"), t("Attended"), t("Expected"), t("Attendance rate")]
    heads += [t("Missed in a row"), t("Last attended")]
    days = [row["held_on"] for row in records(known.meetings)]
    rows: list[list[Cell]] = []
    for row in records(known.members):
        state = t(STATE_NAMES[MemberState(row["state"])]) if row["state"] else t("not expected at recent meetings")
        sector = words.label(Sector(row["sector"])) if row["sector"] else None
        counts = [row[name] for name in ("attended", "expected", "rate", "missed", "last_present_on")]
        marks = [t(MARK_NAMES[mark]) for mark in known.marks[row["organization_id"]]]
        rows.append([row["organization"], sector, state, *counts, *marks])
    return Sheet(
        t("Attendance"), t("Which member was at which meeting?"), [*heads, *days], rows, t("No members have been entered yet.")
    )


# --- counts of cases, as published -------------------------------------------------------------------------------------

_KINDS: dict[str, Callable[[str], Any]] = {"exploitation": Exploitation, "sex": Sex, "age_band": AgeBand, "status": CaseStatus}
"""{filter: the list its values are of}."""


def _cases(found: MeetingFiles, words: Words) -> Sheet:
    t, published = words.t, found.brief.picture.published
    names = {"quarter": t("Quarter"), "area": t("Area"), "exploitation": t("Type of exploitation"), "sex": t("Sex")}
    names |= {"age_band": t("Age"), "status": t("Status")}
    sheet = Sheet(
        t("Shared cases"),
        t("How many cases were shared? Where a cell is empty, all values of that column are counted together."),
        [t("Cases, at least"), *(names[name] for name in DIMENSIONS)],
        empty=t("No count of cases is published, so none is here."),
    )
    areas = _areas(found, words)
    for query, count in sorted(published.cases.items(), key=_by_filters) if published else ():
        told = {name: _filter(name, value, areas, words) for name, value in query}
        sheet.rows.append([count, *(told.get(name) for name in DIMENSIONS)])
    return sheet


def _by_filters(figure: tuple[Query, int]) -> tuple[int, tuple[str, ...], int]:
    query, count = figure
    return len(query), tuple(name for name, _ in query), -count


def _areas(found: MeetingFiles, words: Words) -> dict[str, str]:
    return {row["pcode"]: words.name(row["name"], row["name_local"]) for row in records(found.brief.picture.provinces)}


def _filter(name: str, value: str, areas: dict[str, str], words: Words) -> str:
    if value == NOT_TOLD:
        return words.t("Area not known")
    if name in _KINDS:
        return words.label(_KINDS[name](value))
    if name == "area":
        return areas.get(value, value)
    return words.t("Before {quarter}", quarter=value[1:]) if value.startswith("<") else value


def _waiting(found: MeetingFiles, words: Words) -> Sheet:
    t, published = words.t, found.brief.picture.published
    kinds = {row["code"]: words.name(row["name"], row["name_local"]) for row in records(found.brief.picture.types)}
    sheet = Sheet(
        t("People waiting"),
        t("How many people are waiting for help? Where a cell is empty, all service types of the pillar are counted together."),
        [t("People waiting, at least"), t("Area"), t("Pillar"), t("Service type")],
        empty=t("No count of cases is published, so none is here."),
    )
    areas = _areas(found, words)
    figures = [(key.area, key.pillar, key.kind, count) for key, count in published.waiting.items()] if published else []
    for area, pillar, kind, count in sorted(figures, key=lambda figure: (figure[2] is not None, -figure[3], figure[0])):
        sheet.rows.append([count, areas.get(area, area), pillar_name(pillar, words), kinds.get(kind, kind) if kind else None])
    return sheet
