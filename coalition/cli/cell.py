"""`cell` as text and JSON: the state of one cell, its rule, what the members agreed, and its history with the facts."""

import json
from datetime import date
from typing import Any

from sqlalchemy import Engine

from coalition.answers.cell import cell_detail, cell_history, cell_json
from coalition.cli.common import Trouble, say, table
from coalition.database import reading
from coalition.defaults import find_area
from coalition.queries.ledger import settings
from coalition.vocabulary import CellState, Group, Judgement, label

_KINDS = {
    "confirmed": "confirmed",
    "started": "began",
    "ended": "does not offer it any more",
    "stale": "confirmed too long ago",
    "nobody": "asked: nobody",
    "nobody_stale": "asked too long ago",
    "verdict": "agreed",
    "verdict_stale": "agreed too long ago",
}


def print_cell(engine: Engine, *, area: str, service_type: str, on: date, as_json: bool) -> None:
    """One cell on a date.

    Raises:
        Trouble: there is no such area or service type.
    """
    with reading(engine) as session:
        chosen = settings(session)
        named, _ = find_area(area, country=chosen.country)
        detail = cell_detail(
            session, settings=chosen, on=on, area=named.pcode if named else area, service_type=service_type.upper()
        )
        if detail is None:
            raise Trouble(f"There is no area '{area}' or no service type '{service_type}' with anything stored.")
        past = cell_history(session, settings=chosen, on=on, cell=detail.cell)
    told = cell_json(detail, past, on=on, fresh_days=chosen.fresh_days)
    if as_json:
        print(json.dumps(told, ensure_ascii=False))
    else:
        _print(told)


def _print(told: dict[str, Any]) -> None:
    state = label(CellState(told["state"]))
    say(f"{told['service_type']} {told['service_type_name']}, {told['area_name']} on {told['on']}: {state}")
    say(told["rule"])
    if around := told["nobody_around"]:
        by = f" by {around['confirmed_by']}" if around["confirmed_by"] else ""
        say(f"All of {around['area']}: no provider, confirmed {around['confirmed_on']}{by}.")
    if told["verdict"]:
        say("The members agreed: " + _verdict(told["verdict"]))
    for fact in told["contradicted_by"]:
        say(f"Newer facts that contradict the decision: {_fact(fact, told)} on {fact['on']}")
    if not told["facts"]:
        say("Nothing was ever noted about it.")
        return
    say("\nHistory, newest first:")
    rows = [
        [fact["on"], _fact(fact, told), label(CellState(fact["after"])) if fact["is_change"] else ""] for fact in told["facts"]
    ]
    say(table(["from", "what", "state"], rows))


def _fact(fact: dict[str, Any], cell: dict[str, Any]) -> str:
    kind = fact["kind"]
    who = fact["organization"] or ("the members" if kind.startswith("verdict") else "")
    free = f", {fact['free']} free" if fact["free"] is not None else ""
    said = f": {_verdict(fact)}" if kind == "verdict" else ""
    place = f" ({fact['area']})" if fact["area"] not in {None, cell["area_name"]} else ""
    return f"{who} {_KINDS[kind]}{place}{free}{said}".strip()


def _verdict(row: dict[str, Any]) -> str:
    known = {member.value: label(member) for member in Group}
    groups = ", ".join(known.get(part, part) for part in (row["group"] or "").split(";") if part)
    when = f" on {row['decided_on']}" if row.get("decided_on") else ""
    return (
        label(Judgement(row["judgement"]))
        + (f" for {groups}" if groups else "")
        + when
        + (f". {row['reason']}" if row["reason"] else "")
    )
