"""A small coalition as plain rows, and how to store it: what the oracle counts is exactly what the database holds."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from sqlmodel import Session

from coalition import models as m
from coalition.summaries import rebuild

TODAY = date(2026, 11, 25)


@dataclass
class World:
    """Plain rows. Areas: {pcode: parent pcode or None}. The others name areas, kinds and members by key."""

    areas: dict[str, str | None] = field(default_factory=dict)
    types: dict[str, str | None] = field(default_factory=dict)  # code -> pillar
    services: list[dict[str, Any]] = field(default_factory=list)
    checks: list[dict[str, Any]] = field(default_factory=list)
    verdicts: list[dict[str, Any]] = field(default_factory=list)
    needs: list[dict[str, Any]] = field(default_factory=list)  # case, area, type, opened_on, closed_on, referrals

    def serves(self, organization: str, kind: str, area: str, assured_on: date = TODAY, **more: Any) -> "World":
        self.services.append({"organization": organization, "type": kind, "area": area, "assured_on": assured_on, **more})
        return self

    def asked(self, kind: str, area: str, confirmed_on: date = TODAY) -> "World":
        self.checks.append({"type": kind, "area": area, "confirmed_on": confirmed_on})
        return self

    def agreed(self, judgement: str, kind: str, area: str, decided_on: date = TODAY) -> "World":
        self.verdicts.append({"judgement": judgement, "type": kind, "area": area, "decided_on": decided_on})
        return self

    def needed(self, case: str, kind: str, area: str, opened_on: date = TODAY, **more: Any) -> "World":
        accepted, sent = more.pop("accepted_on", None), more.pop("sent_on", None)
        if accepted or sent:
            more["referrals"] = [{"sent_on": sent or accepted, "accepted_on": accepted}]
        self.needs.append({"case": case, "type": kind, "area": area, "opened_on": opened_on, **more})
        return self


def north() -> World:
    """Two provinces with two and one districts, two service types, nothing else."""
    areas = {"TH57": None, "TH5701": "TH57", "TH5709": "TH57", "TH50": None, "TH5001": "TH50"}
    return World(areas=areas, types={"A1": "aftercare", "I5": "intervention"})


def store(session: Session, world: World) -> None:
    """Write the rows, in the order of the lists (so that of equal dates the later row has the greater id)."""
    areas: dict[str, Any] = {}
    for pcode, parent in sorted(world.areas.items(), key=lambda item: item[1] is not None):
        level, above = (1, None) if parent is None else (2, areas[parent].id)
        areas[pcode] = _add(session, m.Area(pcode=pcode, level=level, parent_id=above, country="TH", name=f"Area {pcode}"))
    types = {
        code: _add(session, m.ServiceType(code=code, pillar=pillar, name=f"Help {code}"))
        for code, pillar in world.types.items()
    }
    names = {row["organization"] for row in world.services}
    organizations = {name: _add(session, m.Organization(name=name, name_key=name.lower())) for name in sorted(names)}
    for row in world.services:
        kept = {key: value for key, value in row.items() if key not in {"organization", "type", "area"}}
        ids = {"organization_id": organizations[row["organization"]].id, "service_type_id": types[row["type"]].id}
        _add(session, m.Service(**ids, area_id=areas[row["area"]].id, recorded_at=datetime(2026, 1, 1, tzinfo=UTC), **kept))
    for table, rows in ((m.CoverageCheck, world.checks), (m.Verdict, world.verdicts)):
        for row in rows:
            kept = {key: value for key, value in row.items() if key not in {"type", "area"}}
            _add(session, table(area_id=areas[row["area"]].id, service_type_id=types[row["type"]].id, **kept))
    _store_needs(session, world, areas, types)
    rebuild(session)


def _store_needs(session: Session, world: World, areas: dict[str, Any], types: dict[str, Any]) -> None:
    codes = sorted({row["case"] for row in world.needs})
    cases = {code: _add(session, m.SharedCase(code=code, opened_on=date(2020, 1, 1))) for code in codes}
    receiver = None
    for row in world.needs:
        ids = {"case_id": cases[row["case"]].id, "service_type_id": types[row["type"]].id, "area_id": areas[row["area"]].id}
        need = _add(session, m.CaseNeed(**ids, opened_on=row["opened_on"], closed_on=row.get("closed_on")))
        for referral in row.get("referrals", []):
            receiver = receiver or _add(session, m.Organization(name="Receiver", name_key="the receiver"))
            _add(session, m.Referral(need_id=need.id, referred_organization_id=receiver.id, **referral))


def _add(session: Session, row: Any) -> Any:
    session.add(row)
    session.flush()
    return row
