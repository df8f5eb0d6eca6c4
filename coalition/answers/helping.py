"""Who is confirmed in each cell, and for which part of the area where it is not the whole."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session

from coalition.frames import records
from coalition.queries.directory import all_areas_frame
from coalition.queries.present import helping_frame, organization_names
from coalition.settings import Settings

Named = tuple[str, str | None]
"""English and local name of an area."""

_NAMED = 3  # districts that are named; of the others it is said how many they are


@dataclass(frozen=True)
class Helper:
    """An organization that is freshly confirmed in a cell; `only_in`: the districts it serves, empty: the whole area."""

    name: str
    only_in: tuple[Named, ...] = ()


Helpers = dict[tuple[int, int], tuple[Helper, ...]]
"""{(id of the area, id of the service type): the organizations that are freshly confirmed there, by name}."""

Parts = dict[tuple[int, int, int], tuple[Named, ...]]
"""{(id of a province, id of the service type, id of the organization): the districts it serves}, where these are not all."""


def helpers(session: Session, *, settings: Settings, on: date, level: int) -> Helpers:
    """Who is freshly confirmed in each cell on a date; cells with nobody are left out.

    Args:
        session: reads.
        settings: how long a confirmation counts.
        on: the date.
        level: 1: districts count for their province; 2: every statement for exactly its area.
    """
    helping = records(helping_frame(session, on=on, fresh_days=settings.fresh_days, level=level))
    parts = served_parts(session, settings=settings, on=on, level=level)
    return helpers_of(helping, organization_names(session), parts)


def helpers_of(helping: Sequence[dict[str, Any]], names: dict[int, str], parts: Parts) -> Helpers:
    """The same from rows of frames.HELPING."""
    found: dict[tuple[int, int], list[Helper]] = {}
    for row in helping:
        cell = (row["area_id"], row["service_type_id"])
        found.setdefault(cell, []).append(Helper(names[row["organization_id"]], parts.get((*cell, row["organization_id"]), ())))
    return {cell: tuple(sorted(inside, key=lambda one: one.name)) for cell, inside in found.items()}


def served_parts(session: Session, *, settings: Settings, on: date, level: int) -> Parts:
    """Which districts an organization serves, where its fresh statements are about some districts of a province only."""
    if level != 1:
        return {}
    areas = {row["id"]: row for row in records(all_areas_frame(session))}
    districts: dict[int, int] = {}
    for row in areas.values():
        districts[row["parent_id"] or 0] = districts.get(row["parent_id"] or 0, 0) + 1
    served: dict[tuple[int, int, int], list[dict[str, Any]]] = {}
    for row in records(helping_frame(session, on=on, fresh_days=settings.fresh_days, level=2)):
        area = areas.get(row["area_id"])
        if area:
            key = (area["parent_id"] or area["id"], row["service_type_id"], row["organization_id"])
            served.setdefault(key, []).append(area)
    return {
        key: tuple((area["name"], area["name_local"]) for area in found)
        for key, found in served.items()
        if all(area["level"] == 2 for area in found) and len(found) < districts[key[0]]
    }


def only_words(only_in: Sequence[Named], t: Callable[..., str], name: Callable[[str, str | None], str]) -> str:
    """`only in Mae Sai`; empty: the whole area is served.

    Args:
        only_in: as in `Helper`.
        t, name: of the language that is wanted.
    """
    if not only_in:
        return ""
    names = sorted(name(*one) for one in only_in)
    more = [t("and {n} more", n=len(names) - _NAMED)] if len(names) > _NAMED else []
    return t("only in {areas}", areas=", ".join([*names[:_NAMED], *more]))
