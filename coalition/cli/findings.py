"""`single-providers` and `changes` as tables and JSON."""

import json
from datetime import date

from sqlalchemy import Engine

from coalition.answers.changes import KIND_WORDS, Changes, changes, changes_json, meeting_days
from coalition.answers.single_providers import SingleProviders, single_providers, single_providers_json
from coalition.cli.common import Trouble, say, table
from coalition.database import reading
from coalition.frames import records
from coalition.locale import plural
from coalition.queries.ledger import settings
from coalition.vocabulary import CellState, label


def print_single_providers(engine: Engine, *, on: date, level: int, without: list[str], as_json: bool) -> None:
    """What rests on one organization on a date, and what falls without some.

    Args:
        engine: the database.
        on, level: the date; 1 provinces, 2 districts.
        without: names of organizations to leave out.
        as_json: print JSON for scripts.

    Raises:
        Trouble: no organization with services has one of the names.
    """
    with reading(engine) as session:
        chosen = settings(session)
        found = single_providers(session, settings=chosen, on=on, level=level)
        if without:
            by_name = {name.casefold(): organization for organization, name in found.organizations.items()}
            unknown = [name for name in without if name.casefold() not in by_name]
            if unknown:
                raise Trouble(f"No organization with services is called '{unknown[0]}'.")
            left_out = [by_name[name.casefold()] for name in without]
            found = single_providers(session, settings=chosen, on=on, level=level, without=left_out)
    if as_json:
        print(json.dumps(single_providers_json(found), ensure_ascii=False))
    else:
        _print_points(found)


def _print_points(found: SingleProviders) -> None:
    count = len(found.resting)
    told = plural(count, "1 pair of a service type and an area rests", f"{count} pairs of a service type and an area rest")
    say(f"{told} on one organization on {found.on}.")
    rows = [
        [row["organization"], str(row["cells"]), _words(row["drift"]), "?" if row["missed"] is None else str(row["missed"])]
        for row in records(found.points)
    ]
    if rows:
        say(table(["organization", "pairs", "attends", "missed in a row"], rows))
    if found.without:
        falls = records(found.falls[found.falls["is_fall"]])
        told = plural(len(falls), "1 pair changes", f"{len(falls)} pairs change")
        say(f"\nWithout {', '.join(found.organizations[o] for o in found.without)}: {told}.")
        if falls:
            cells = [[f["area"], f"{f['code']} {f['service_type']}", _state(f["before"]), _state(f["after"])] for f in falls]
            say(table(["area", "service type", "before", "then"], cells))


def _words(value: str | None) -> str:
    """`at_risk` as "Missing meetings"; "?" where it is not known."""
    return value.replace("_", " ").capitalize() if value else "?"


def _state(value: str) -> str:
    return label(CellState(value))


def print_changes(engine: Engine, *, start: date | None, end: date | None, on: date, level: int, as_json: bool) -> None:
    """What changed between two dates, with the facts behind.

    Args:
        engine: the database.
        start, end: the dates; None: of the last two meetings up to `on`.
        on: today.
        level: 1 provinces, 2 districts.
        as_json: print JSON for scripts.

    Raises:
        Trouble: a date is not given, and there are no two meetings to take it from.
    """
    with reading(engine) as session:
        held = list(meeting_days(session, on=on))
        end = end or (held[0] if held else None)
        start = start or next((day for day in held if end and day < end), None)
        if start is None or end is None:
            raise Trouble("There are no two meetings to compare. Give the dates with --from and --to.")
        found = changes(session, settings=settings(session), start=start, end=end, level=level)
    if as_json:
        print(json.dumps(changes_json(found), ensure_ascii=False))
    else:
        _print_changes(found)


def _print_changes(found: Changes) -> None:
    pairs = f"{len(found.cells)} of {found.compared} pairs of a service type and an area"
    say(f"{pairs} changed between {found.start} and {found.end}.")
    facts: dict[tuple[str, str], list[str]] = {}
    for row in records(found.facts):
        told = " ".join(part for part in (str(row["day"]), row["fact"].replace("_", " "), row["organization"]) if part)
        facts.setdefault((row["pcode"], row["code"]), []).append(told)
    rows = [
        [
            KIND_WORDS[row["kind"]],
            row["area"],
            f"{row['code']} {row['service_type']}",
            _state(row["before"]),
            _state(row["after"]),
            "; ".join(facts.get((row["pcode"], row["code"]), [])),
        ]
        for row in records(found.cells)
    ]
    if rows:
        say(table(["change", "area", "service type", "before", "after", "facts"], rows))
