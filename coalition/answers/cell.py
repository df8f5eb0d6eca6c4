"""How did this cell come to its state? Its days, and the facts that a verdict meets."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
from sqlmodel import Session

from coalition.answers.coverage import CellDetail, cell_detail
from coalition.coverage import is_contradicted
from coalition.frames import records
from coalition.history import CellHistory, CellRecord, history_of
from coalition.queries import cell as queries
from coalition.settings import Settings
from coalition.vocabulary import CellState, FactKind, Judgement


@dataclass(frozen=True)
class CellPast:
    """The history of one cell up to a date.

    Attributes:
        history: its days and facts.
        verdicts: frames.history.CELL_VERDICTS, newest first, stale ones too.
        against: facts (rows of frames.history.CELL_FACTS as plain values) newer than the verdict in force that contradict it,
            newest first; empty: nothing does, or there is no verdict in force.
    """

    history: CellHistory
    verdicts: pd.DataFrame
    against: list[dict[str, Any]]


def cell_history(session: Session, *, settings: Settings, on: date, cell: dict[str, Any]) -> CellPast:
    """How one cell came to its state.

    Args:
        session: reads.
        settings: fresh_days.
        on: the date of the picture: nothing stated later is looked at.
        cell: the row of frames.CELLS as plain values, as `answers.coverage.cell_detail` gives it.
    """
    area_id, type_id = int(cell["area_id"]), int(cell["service_type_id"])
    counted, _ = queries.cell_areas(session, area_id=area_id)
    verdicts = queries.cell_verdicts_frame(session, on=on, area_id=area_id, service_type_id=type_id)
    record = CellRecord(
        area_id=area_id,
        inside=tuple(sorted(set(counted) - {area_id})),
        statements=queries.cell_statements_frame(session, on=on, area_ids=counted, service_type_id=type_id),
        checks=queries.cell_checks_frame(session, on=on, area_ids=counted, service_type_id=type_id),
        verdicts=verdicts,
    )
    history = history_of(record, on=on, fresh_days=settings.fresh_days)
    return CellPast(history, verdicts, _against(cell, history))


_GONE = {FactKind.ENDED, FactKind.POSTPONED}


def _against(cell: dict[str, Any], history: CellHistory) -> list[dict[str, Any]]:
    """The facts that contradict the verdict in force; none where the state is as the verdict says."""
    judgement, state, decided_on = cell["judgement"], CellState(cell["state"]), cell["decided_on"]
    facts = [fact for fact in records(history.facts) if judgement and fact["on"] >= decided_on]
    newer = [fact for fact in facts if fact["on"] > decided_on and fact["kind"] in {FactKind.CONFIRMED, FactKind.STARTED}]
    nobody = [fact for fact in facts if fact["kind"] == FactKind.NOBODY]
    if judgement == Judgement.MET:
        ended = [fact for fact in facts if fact["on"] > decided_on and fact["kind"] in _GONE]
        full = [fact for fact in newer if fact["free"] == 0] if state is CellState.FULL else []
        return nobody + ended if state is CellState.NONE else full
    if not is_contradicted(state, judgement):
        return []
    return [fact for fact in facts if fact in newer or (judgement == Judgement.BARRIER and fact in nobody)]


def cell_json(detail: CellDetail, past: CellPast, *, on: date, fresh_days: int) -> dict[str, Any]:
    """The stable JSON of `python -m coalition cell --json`."""
    cell, around = detail.cell, detail.nobody_around
    shown = ("state", "organizations", "fresh_organizations", "caseload", "unmet_need", "capacity", "capacity_available")
    told = _plain(
        {
            "on": on,
            "area": cell["pcode"],
            "area_name": cell["area"],
            "service_type": cell["code"],
            "service_type_name": cell["service_type"],
            **{name: cell[name] for name in shown},
            "assured_on": cell["assured_on"],
            "rule": detail.rule.format(days=fresh_days),
            "nobody_around": {name: around[name] for name in ("area", "confirmed_on", "confirmed_by")} if around else None,
            "verdict": {name: cell[name] for name in ("judgement", "decided_on", "group", "reason")}
            if cell["judgement"]
            else None,
            "contradicted_by": past.against,
            "member decisions": records(past.verdicts.drop(columns=["id"])),
            "facts": records(past.history.facts),
            "history": records(past.history.spans),
        }
    )
    return dict(told)


def _plain(value: Any) -> Any:
    """Days as ISO text, all the way down."""
    if isinstance(value, dict):
        return {name: _plain(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, date) else value


__all__ = ["CellDetail", "CellPast", "cell_detail", "cell_history", "cell_json"]
