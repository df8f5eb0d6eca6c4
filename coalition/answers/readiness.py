"""How ready is a case? What a receiver needs before it can act, what the case knows of it, and what is missing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlmodel import Session

from coalition.frames import records
from coalition.queries.checklists import POLICE_LIST, codes_of, known_items, lists_for, measured
from coalition.referring.readiness import Item, Readiness, counts_for, readiness
from coalition.vocabulary import AgeBand, Exploitation, ItemAges, ItemKnowledge

Row = dict[str, Any]


@dataclass(frozen=True)
class ListRead:
    """One list as it is asked about a case.

    Attributes:
        head: the list, a row of frames.CHECKLIST_ITEMS: code, version, title, source, whose it is.
        items: rows of frames.CHECKLIST_ITEMS that are asked about a person of this age, each with `state`, its ItemKnowledge.
    """

    head: Row
    items: tuple[Row, ...]


@dataclass(frozen=True)
class CaseReadiness:
    """A case measured against what one receiver needs.

    Attributes:
        lists: in the order in which they are asked for; none: no list is kept for this.
        found: all lists together, in items.
        questions: {key: row of an item}, to name what is missing.
        is_open: whether the case can still be changed.
    """

    lists: tuple[ListRead, ...]
    found: Readiness
    questions: dict[str, Row]
    is_open: bool = True


def case_readiness(
    session: Session,
    *,
    case_id: int,
    on: date,
    service_type_code: str | None = None,
    organization_id: int | None = None,
    codes: Sequence[str] | None = None,
    as_told: tuple[AgeBand, Exploitation] | None = None,
) -> CaseReadiness | None:
    """How ready a case is for a receiver, in at most four statements; None: there is no such case.

    Args:
        session: reads.
        case_id: the case.
        on: the date: which versions of the lists count.
        service_type_code: the kind of help that is asked for: its lists, without the mirror list, which is what we need from
            them; None: those that the receiver has of its own.
        organization_id: the receiver, whose own lists go first; None: whoever receives.
        codes: these lists, whatever the service type.
        as_told: age band and type of exploitation as the receiver is told them, for a paper that must not give away what is
            withheld by which items it asks; None: those of the case.
    """
    case = measured(session, case_id=case_id)
    if case is None:
        return None
    if as_told is not None:
        case = replace(case, age_band=as_told[0], exploitation=as_told[1])
    asked: dict[str, Any] = {"kind": service_type_code} if codes is None and service_type_code else {"codes": codes}
    if codes is None and not service_type_code:
        asked["codes"] = codes_of(session, organization_id) if organization_id else []
    kind = None if case.exploitation is Exploitation.UNKNOWN else case.exploitation
    rows = records(lists_for(session, **asked, organization_id=organization_id, exploitation=kind, on=on))
    if "kind" in asked:
        rows = [row for row in rows if row["code"] != POLICE_LIST]
    states = known_items(session, case_id=case_id) if rows else {}
    return measure(rows, codes or [row["code"] for row in rows], states, case.age_band, is_open=case.is_open)


def measure(
    rows: Sequence[Row], codes: Sequence[str], states: dict[str, ItemKnowledge], age_band: AgeBand, *, is_open: bool = True
) -> CaseReadiness:
    """What is known of some lists. Pure.

    Args:
        rows: of frames.CHECKLIST_ITEMS, one list of each code.
        codes: the order of the lists.
        states: {key: what the case knows}.
        age_band: of the person.
        is_open: whether the case is.
    """
    lists = []
    for code in dict.fromkeys(codes):
        asked = [row for row in rows if row["code"] == code and counts_for(ItemAges(row["ages"]), age_band)]
        items = tuple({**row, "state": states.get(row["key"], ItemKnowledge.MISSING)} for row in asked)
        if items:
            lists.append(ListRead(items[0], items))
    every = [row for one in lists for row in one.items]
    items_of = [Item(row["key"], row["is_required"], ItemAges(row["ages"])) for row in every]
    return CaseReadiness(tuple(lists), readiness(items_of, states, age_band), {row["key"]: row for row in every}, is_open)
