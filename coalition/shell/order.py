"""The order in which lists are read: codes as people count, and the areas one works in before all others."""

import re
from collections.abc import Iterable
from typing import Any

from coalition.frames import records
from coalition.locale.order import Key, sort_key
from coalition.queries.coverage import service_types_frame
from coalition.queries.directory import all_areas_frame, spoken_tongues
from coalition.queries.meetings import people_frame
from coalition.queries.present import organization_names as stored_names
from coalition.shell.cached import ask, made
from coalition.shell.context import Page
from coalition.shell.words import language, name_of, tongue_names


def code_key(code: str) -> tuple[tuple[int, int | str], ...]:
    """Key that sorts P2 before P10."""
    parts = re.findall(r"\d+|\D+", code)
    return tuple((0, int(part)) if part.isdecimal() else (1, part) for part in parts)


def by_code(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows with a `code`, as people count: P1, P2, ... P10."""
    return sorted(rows, key=lambda row: code_key(str(row["code"])))


def kind_names(page: Page) -> dict[int, tuple[str, str]]:
    """{id: (code, code with name)} of the service types in the list, as people count."""
    return made(page, _kind_names)


def _kind_names(page: Page) -> dict[int, tuple[str, str]]:
    rows = by_code(records(ask(page, service_types_frame)))
    return {row["id"]: (row["code"], f"{row['code']} {name_of(row['name'], row['name_local'])}") for row in rows}


def organization_names(page: Page) -> dict[int, str]:
    """{id: name} of every organization, in the order of the directory."""
    return made(page, _organization_names)


def _organization_names(page: Page) -> dict[int, str]:
    return dict(sorted(ask(page, stored_names).items(), key=lambda one: sort_key(one[1])))


def owner_names(page: Page, *, with_people: bool = True) -> dict[str, str]:
    """Who can do an action: {`o3`: an organization, `p7`: somebody who acts for one}; without people none is even looked up."""
    names = {f"o{number}": name for number, name in organization_names(page).items()}
    people = records(ask(page, people_frame)) if with_people else []
    return names | {f"p{row['id']}": f"{row['name']} · {row['organization']}" for row in people if row["organization"]}


def owner_ids(who: str | None) -> dict[str, int | None]:
    """What an edit is told of somebody of `owner_names`; None: nobody is chosen."""
    number, is_person = int(who[1:]) if who else None, str(who).startswith("p")
    return {"organization_id": None if is_person else number, "person_id": number if is_person else None}


def tongues_asked(page: Page) -> dict[str, str]:
    """{code: name} of the languages to choose from: those in which help is offered first."""
    return made(page, _tongues_asked)


def _tongues_asked(page: Page) -> dict[str, str]:
    return tongue_names(ask(page, spoken_tongues))


def area_names(page: Page) -> dict[int, tuple[str, str]]:
    """{id: (P-code, name with its province)} of every area stored: those the coalition works in first, then by province."""
    return made(page, _area_names)


def _area_names(page: Page) -> dict[int, tuple[str, str]]:
    rows = records(ask(page, all_areas_frame))
    in_english = language() == "en"  # asked once for a thousand areas
    names = {row["id"]: row["name"] if in_english else row["name_local"] or row["name"] for row in rows}
    codes = {row["id"]: row["pcode"] for row in rows}
    scope = set(page.settings.scope)

    def place(row: dict[str, Any]) -> tuple[bool, Key, int, Key]:
        outside = bool(scope) and row["pcode"] not in scope and codes.get(row["parent_id"]) not in scope
        return outside, sort_key(names.get(row["parent_id"] or row["id"], "")), row["level"], sort_key(names[row["id"]])

    return {
        row["id"]: (row["pcode"], names[row["id"]] + (f" ({names[up]})" if (up := row["parent_id"]) in names else ""))
        for row in sorted(rows, key=place)
    }
