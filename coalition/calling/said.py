"""What was said about an area and not about one organization: that there is nobody, or what the members agreed."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pandas as pd

from coalition.calling.words import YEARS, Place, Reason, ReasonKind, Tone, Wanted
from coalition.frames import records
from coalition.vocabulary import Group, Judgement, Sex

_OF_SEX = {Sex.FEMALE: Group.FEMALE, Sex.MALE: Group.MALE, Sex.OTHER: Group.OTHER_SEX}
_OF_AGE = dict(zip(YEARS, (Group.A0_11, Group.A12_14, Group.A15_17, Group.A18_24, Group.A25_UP), strict=True))


@dataclass(frozen=True)
class Said:
    """What stands against the statements of a service type, by the rules of the matrix (docs/glossary.md, Coverage).

    Attributes:
        nobody: {area: day of the confirmation that there is nobody}, where it holds: it is fresh, and no service in force
            that is stated for exactly this area was confirmed on that day or later.
        verdict: what the members agreed about the area asked about, a row of frames.CELL_VERDICTS; None: nothing that counts,
            or a service there was confirmed since.
    """

    nobody: dict[int, date] = field(default_factory=dict)
    verdict: dict[str, Any] | None = None


def said_about(
    services: pd.DataFrame, checks: pd.DataFrame, verdicts: pd.DataFrame, *, wanted: Wanted, fresh_from: date
) -> Said:
    """What counts of what was said.

    Args:
        services: CALL_SERVICES.
        checks: CELL_CHECKS of their areas.
        verdicts: CELL_VERDICTS of the area asked about, newest first.
        wanted: what is asked for.
        fresh_from: the first day that is not too long ago.
    """
    asked: dict[int, date] = {}
    for row in records(checks):
        asked[row["area_id"]] = max(row["confirmed_on"], asked.get(row["area_id"], date.min))
    confirmed: dict[int, date] = {}
    in_cell = date.min
    for row in records(services):
        confirmed[row["area_id"]] = max(row["assured_on"], confirmed.get(row["area_id"], date.min))
        if wanted.area_id in (row["area_id"], row["province_id"]):
            in_cell = max(in_cell, row["assured_on"])
    nobody = {area: day for area, day in asked.items() if day >= fresh_from and confirmed.get(area, date.min) < day}
    newest = next(iter(records(verdicts)), None)
    counts = newest is not None and newest["decided_on"] >= fresh_from and in_cell <= newest["decided_on"]
    return Said(nobody, newest if counts else None)


@dataclass(frozen=True)
class Full:
    """Who said last that there is no free place in a cell, and when: a newer statement may not say how many there are."""

    organization: str
    on: date


def said_full(services: list[dict[str, Any]], *, fresh_from: date) -> Full | None:
    """Why a cell is full although somebody in it can be called; None: it is not, or nobody says how many places are free.

    Args:
        services: statements that count for the cell: `organization`, `assured_on`, `capacity_available` of each.
        fresh_from: the first day that is not too long ago.
    """
    told = [row for row in services if row["assured_on"] >= fresh_from and row["capacity_available"] is not None]
    if not told or any(row["capacity_available"] for row in told):
        return None
    newest = max(told, key=lambda row: row["assured_on"])
    return Full(newest["organization"], newest["assured_on"])


def is_denied(row: dict[str, Any], said: Said) -> bool:
    """Whether it was confirmed since that there is nobody in exactly the area of this statement."""
    return row["area_id"] in said.nobody


def is_barred(place: Place, said: Said, wanted: Wanted) -> bool:
    """Whether the members agreed that whoever is asked about does not get this help here: a gap, or a barrier for them."""
    reason = _verdict(place, said, wanted)
    if reason is None or reason.tone is not Tone.AGAINST:
        return False
    return reason.values["judgement"] == Judgement.GAP or bool(reason.values["group"])


def said_reasons(row: dict[str, Any], place: Place, said: Said, wanted: Wanted) -> list[Reason]:
    """What was said about its area, as reasons."""
    found = [Reason(ReasonKind.NOBODY, Tone.AGAINST, {"day": said.nobody[row["area_id"]]})] if is_denied(row, said) else []
    verdict = _verdict(place, said, wanted)
    return found if verdict is None else [*found, verdict]


def _verdict(place: Place, said: Said, wanted: Wanted) -> Reason | None:
    if said.verdict is None or place not in (Place.HERE, Place.PROVINCE):
        return None
    told = {name: said.verdict[name] for name in ("judgement", "decided_on", "group", "reason")}
    speaks = told["judgement"] != Judgement.MET and _is_for(told["group"], wanted)
    return Reason(ReasonKind.VERDICT, Tone.AGAINST if speaks else Tone.NEUTRAL, told)


def _is_for(group: str | None, wanted: Wanted) -> bool:
    """Whether a verdict is about the person who is asked for; one for everybody always is.

    A sex and an age named together mean who is both ("boys of 15 to 17"): a girl of that age is not meant. What is not told of
    the person rules nothing out.
    """
    if not group:
        return True
    named = set(group.split(";"))
    told = (
        (_OF_SEX, wanted.sex and _OF_SEX.get(wanted.sex)),
        (_OF_AGE, wanted.age and _OF_AGE.get(wanted.age)),
    )
    meant = [own in named for groups, own in told if own and not named.isdisjoint(groups.values())]
    return bool(meant) and all(meant)
