"""Find a service. Read what is known, put it in order, and say what stands in for an answer where there is nobody."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

import pandas as pd
from sqlmodel import Session

from coalition.answers.needs import Audience
from coalition.calling.near import distances_from, km_to, next_to
from coalition.calling.rank import rank_providers
from coalition.calling.said import Full, Said, is_denied, said_about, said_full
from coalition.calling.words import SERVES_HERE, Meetings, Place, Provider, Wanted
from coalition.frames import CALL_REFERRALS, records
from coalition.locale.order import sort_key
from coalition.queries import calling as queries
from coalition.queries import coverage as cells
from coalition.queries.actions import next_meeting_on
from coalition.queries.cell import cell_checks_frame, cell_verdicts_frame, nobody_around
from coalition.queries.checklists import lists_for
from coalition.queries.places import accepted_since
from coalition.queries.shapes import provinces_touching
from coalition.referring.readiness import counts_for
from coalition.settings import Settings
from coalition.vocabulary import AgeBand, ItemAges, Sex

ELSEWHERE = 5
"""So many who offer it farther away are named, the nearest first."""


class Answer(StrEnum):
    """What the first sentence says."""

    CALL = "call"  # somebody here, or for the whole province
    NEXT = "next"  # nobody here can be called, but somebody in the next area
    ASK = "ask"  # only those who were full, do not fit, or of whom the members agreed so
    NOBODY = "nobody"  # nobody is known here or in the next area, or it was confirmed since that there is nobody


_NEAR = (Answer.CALL, Answer.NEXT)  # nothing farther away is looked for then


@dataclass(frozen=True)
class CallAnswer:
    """Whom to call for one service type in one area.

    Attributes:
        on: the date.
        fresh_days: days for which a confirmation counts.
        area, service_type: rows of frames.AREAS and frames.SERVICE_TYPES as plain values; `area` with `province` and
            `province_local` (empty for a province).
        wanted: what was asked for.
        answer: what the first sentence says.
        providers: whom to call, first at the top; here and in the next areas.
        contacts: {organization: its focal points, rows of frames.CALL_CONTACTS}.
        elsewhere: who offers it farther away, the nearest first; only where nobody near can be called.
        could_extend: rows of frames.COULD_EXTEND by organization, the likeliest first; only where nobody near can be called.
        nobody: the newest note that somebody asked and found nobody, a row of frames.CELL_CHECKS; None: there is none that is
            newer than every service stated here.
        nobody_around: such a note about an area around this one, which says nothing about this one (docs/decisions/0049).
        full: who said last that there is no free place, where the cell is full and somebody can be called all the same.
        checklists: rows of frames.CHECKLIST_ITEMS by checklist, in their order: those of whoever stands first.
        next_meeting_on: when the members meet next; None: not known.
    """

    on: date
    fresh_days: int
    area: dict[str, Any]
    service_type: dict[str, Any]
    wanted: Wanted
    answer: Answer
    providers: list[Provider]
    contacts: dict[int, list[dict[str, Any]]]
    elsewhere: list[Provider]
    could_extend: list[list[dict[str, Any]]]
    nobody: dict[str, Any] | None
    nobody_around: dict[str, Any] | None
    full: Full | None
    checklists: list[list[dict[str, Any]]]
    next_meeting_on: date | None

    @property
    def first(self) -> Provider | None:
        """Whom to call or ask first; None: nobody is known, or all were found not to be there since."""
        return None if self.answer is Answer.NOBODY else next(iter(self.providers), None)

    @property
    def is_nobody(self) -> bool:
        """Whether somebody asked here lately and found nobody, and no service here stands against that."""
        here = [p for p in self.providers if p.place is Place.HERE]
        oldest = self.on - timedelta(days=self.fresh_days)
        return self.nobody is not None and self.nobody["confirmed_on"] >= oldest and all(p.is_denied for p in here)


def whom_to_call(
    session: Session,
    *,
    settings: Settings,
    on: date,
    area: str,
    service_type: str,
    age: AgeBand | None = None,
    sex: Sex | None = None,
    language: str | None = None,
    is_urgent: bool = False,
    case_id: int | None = None,
    audience: Audience = "coordinator",
) -> CallAnswer | None:
    """Whom to call; None: there is no such area or service type.

    Args:
        session: reads.
        settings: fresh_days, recent_meetings.
        on: the date.
        area: P-code of a province or district.
        service_type: code of an active service type.
        age, sex, language: of the person who needs help; None: not told.
        is_urgent: whether quick acceptance weighs more.
        case_id: the case it is asked for: who declined it is not called again; None: for none.
        audience: who sees it; "room": in an order that rests on services, meetings and what was said, never on referrals.
    """
    places = records(queries.area_and_province_frame(session, pcode=area))
    kind = next((row for row in records(cells.service_types_frame(session)) if row["code"] == service_type), None)
    if not places or kind is None:
        return None
    declined = queries.declined_by(session, on=on, case_id=case_id, service_type_id=kind["id"])
    wanted = Wanted(places[0]["id"], places[-1]["id"], age, sex, language, is_urgent, declined, _country(session, places))
    look = _look(session, settings, on, wanted, kind["id"], audience)
    providers, checks, full = look.providers(look.around)
    far, others = look.farther(answer := _answer(providers), kind["pillar"], providers)
    return CallAnswer(
        on=on,
        fresh_days=settings.fresh_days,
        area=_with_province(places[0], places[-1]),
        service_type=kind,
        wanted=wanted,
        answer=answer,
        providers=providers,
        contacts=_contacts(session, on, [*providers, *far], others),
        elsewhere=far,
        could_extend=others,
        nobody=look.nobody(providers, checks),
        nobody_around=look.nobody_around(),
        full=full if answer is Answer.CALL else None,
        checklists=_checklists(session, kind["code"], on, providers, age),
        next_meeting_on=next_meeting_on(session, after=on),
    )


def _country(session: Session, places: list[dict[str, Any]]) -> int | None:
    return cells.country_of_areas(session).get(places[0]["id"])


def _with_province(place: dict[str, Any], province: dict[str, Any]) -> dict[str, Any]:
    above = {"name": None, "name_local": None} if place is province else province
    return place | {"province": above["name"], "province_local": above["name_local"]}


def _contacts(
    session: Session, on: date, providers: list[Provider], others: list[list[dict[str, Any]]]
) -> dict[int, list[dict[str, Any]]]:
    named = {p.organization_id for p in providers} | {rows[0]["organization_id"] for rows in others}
    return _by(queries.call_contacts_frame(session, on=on, organization_ids=sorted(named)), "organization_id")


@dataclass(frozen=True)
class Called:
    """Whom to call as a room may read it: an organization, never a person.

    Attributes:
        organization: its name.
        area, area_local: where, when it is not the area asked about; None: it is there.
        is_sure: nothing that is known speaks against the call.
        full: as in CallAnswer.
    """

    organization: str
    area: str | None
    area_local: str | None
    is_sure: bool
    full: Full | None = None


def called_in_a_room(session: Session, *, settings: Settings, on: date, area: str, service_type: str) -> Called | None:
    """The first of `whom_to_call`, else the nearest farther away; None: nobody is known to offer it anywhere.

    How an organization answered referrals has no part in it: the name on the wall would change with a single case.
    """
    found = whom_to_call(session, settings=settings, on=on, area=area, service_type=service_type, audience="room")
    first = (found.first or next(iter(found.elsewhere), None)) if found else None
    if first is None:
        return None
    if first.place in SERVES_HERE:
        return Called(first.organization, None, None, first.can_be_called, found.full if found else None)
    return Called(first.organization, first.row["area"], first.row["area_local"], first.can_be_called)


def _answer(providers: list[Provider]) -> Answer:
    if not providers:
        return Answer.NOBODY
    first = providers[0]
    if first.is_denied:
        return Answer.NOBODY
    if not first.can_be_called:
        return Answer.ASK
    return Answer.CALL if first.place in SERVES_HERE else Answer.NEXT


@dataclass(frozen=True)
class _Look:
    """What every look into the database for one question needs."""

    session: Session
    settings: Settings
    on: date
    wanted: Wanted
    distances: dict[int, float]
    near: list[int]
    service_type_id: int
    audience: Audience

    @property
    def fresh_from(self) -> date:
        """The first day that is not too long ago."""
        return self.on - timedelta(days=self.settings.fresh_days)

    @property
    def around(self) -> list[int]:
        """The province, the next ones, and the country."""
        country = self.wanted.country_id
        return [self.wanted.province_id, *self.near, *([] if country is None else [country])]

    def providers(self, province_ids: list[int] | None) -> tuple[list[Provider], pd.DataFrame, Full | None]:
        """The organizations with a service in force in these provinces (None: wherever), in the order of calling; CELL_CHECKS
        of the area asked about and of those of the services; and whether the cell asked about is said to be full.
        """
        services = queries.call_services_frame(
            self.session,
            on=self.on,
            service_type_id=self.service_type_id,
            province_ids=province_ids,
            area_id=self.wanted.area_id if province_ids is not None else None,
        )
        ids = sorted({int(number) for number in services["organization_id"].tolist()})
        areas = sorted({self.wanted.area_id, *(int(number) for number in services["area_id"].tolist())})
        checks = cell_checks_frame(self.session, on=self.on, area_ids=areas, service_type_id=self.service_type_id)
        if not ids:
            return [], checks, None
        ranked = rank_providers(
            services,
            wanted=self.wanted,
            referrals=self.referrals(ids),
            meetings=self.meetings(ids),
            distances=self.distances,
            on=self.on,
            fresh_days=self.settings.fresh_days,
            neighbors=self.near,
            said=(said := self.said(services, checks)),
            without_place=self.without_place(ids),
            since=self.accepted_since(services),
        )
        return ranked, checks, self.full(services, said)

    def meetings(self, organization_ids: list[int]) -> Meetings:
        """The last meetings and who could come to them."""
        last = self.settings.recent_meetings
        days, listed = queries.attended_lately(self.session, on=self.on, last=last, organization_ids=organization_ids)
        return Meetings(days, listed, queries.members_since(self.session, on=self.on, organization_ids=organization_ids))

    def referrals(self, organization_ids: list[int]) -> pd.DataFrame:
        """CALL_REFERRALS of these organizations; of a room none, as if nobody had ever been asked."""
        if self.audience == "room":
            return CALL_REFERRALS.empty()
        return queries.call_referrals_frame(
            self.session, on=self.on, service_type_id=self.service_type_id, organization_ids=organization_ids
        )

    def without_place(self, organization_ids: list[int]) -> dict[int, date]:
        """Who declined a referral lately, no place being free; of a room nobody."""
        if self.audience == "room":
            return {}
        return queries.without_place(
            self.session, on=self.on, service_type_id=self.service_type_id, organization_ids=organization_ids
        )

    def accepted_since(self, services: pd.DataFrame) -> dict[int, int]:
        """Referrals accepted since free places were stated; of a room none."""
        telling = services[services["capacity_available"].notna()]["service_id"].tolist()
        if self.audience == "room" or not telling:
            return {}
        return accepted_since(self.session, on=self.on, service_ids=telling)

    def full(self, services: pd.DataFrame, said: Said) -> Full | None:
        """Who said that there is no free place in the area asked about, of all statements that count there."""
        inside = {self.wanted.area_id}
        here = [row for row in records(services) if inside & {row["area_id"], row["province_id"]} and not is_denied(row, said)]
        return said_full(here, fresh_from=self.fresh_from)

    def said(self, services: pd.DataFrame, checks: pd.DataFrame) -> Said:
        """What was said about the areas of these services, as far as it counts."""
        kind = self.service_type_id
        agreed = cell_verdicts_frame(self.session, on=self.on, area_id=self.wanted.area_id, service_type_id=kind)
        return said_about(services, checks, agreed, wanted=self.wanted, fresh_from=self.fresh_from)

    def elsewhere(self) -> list[Provider]:
        """Who offers it farther away: those who can be called first, of these the nearest."""
        far = [p for p in self.providers(None)[0] if p.place is Place.FAR]

        def place(p: Provider) -> tuple[Any, ...]:
            return not p.can_be_called, km_to(p.row, self.distances), p.rank

        return sorted(far, key=place)[:ELSEWHERE]

    def farther(
        self, answer: Answer, pillar: str | None, providers: list[Provider]
    ) -> tuple[list[Provider], list[list[dict[str, Any]]]]:
        """`elsewhere` and `could_extend`, where nobody near can be called."""
        return ([], []) if answer in _NEAR else (self.elsewhere(), self.could_extend(pillar, providers))

    def could_extend(self, pillar: str | None, near: list[Provider]) -> list[list[dict[str, Any]]]:
        """Rows of COULD_EXTEND by organization: who offers it elsewhere first, then who offers most that is related.

        Not those `near`: they offer it, and stand in the list with what speaks against them.
        """
        frame = queries.could_extend_frame(
            self.session,
            on=self.on,
            service_type_id=self.service_type_id,
            pillar=pillar,
            province_id=self.wanted.province_id,
            area_id=self.wanted.area_id,
        )
        listed = {provider.organization_id for provider in near}
        found = [rows for organization_id, rows in _by(frame, "organization_id").items() if organization_id not in listed]
        return sorted(found, key=lambda rows: (not rows[0]["offers_elsewhere"], -len(rows), sort_key(rows[0]["organization"])))

    def nobody(self, providers: list[Provider], checks: pd.DataFrame) -> dict[str, Any] | None:
        """The newest note that there is nobody in exactly this area, or where all who were stated here are; None where
        somebody was stated here since.
        """
        here = [p for p in providers if p.place is Place.HERE]
        inside = {self.wanted.area_id, *(p.row["area_id"] for p in here)}
        found = [row for row in records(checks) if row["area_id"] in inside]
        rows = [row for row in found if row["area_id"] == self.wanted.area_id]
        if not rows and here and all(p.is_denied for p in here):
            rows = found
        return rows[0] if rows and all(p.row["assured_on"] <= rows[0]["confirmed_on"] for p in here) else None

    def nobody_around(self) -> dict[str, Any] | None:
        """The newest note that there is nobody in an area around the one asked about, as far as it counts."""
        asked: dict[str, Any] = {"area_id": self.wanted.area_id, "service_type_id": self.service_type_id}
        return nobody_around(self.session, on=self.on, fresh_from=self.fresh_from, **asked)


def _look(session: Session, settings: Settings, on: date, wanted: Wanted, service_type_id: int, audience: Audience) -> _Look:
    own = wanted.province_id
    points = queries.area_points_frame(session, province_id=own)
    provinces = distances_from(points[points["level"] == 1], own)
    near = next_to(provinces, own, provinces_touching(session, province_id=own))
    distances = distances_from(points, wanted.area_id, own)
    return _Look(session, settings, on, wanted, distances, near, service_type_id, audience)


def _by(frame: pd.DataFrame, name: str) -> dict[Any, list[dict[str, Any]]]:
    """{value of a column: its rows}, in their order."""
    found: dict[Any, list[dict[str, Any]]] = {}
    for row in records(frame):
        found.setdefault(row[name], []).append(row)
    return found


def _checklists(
    session: Session, code: str, on: date, providers: list[Provider], age: AgeBand | None
) -> list[list[dict[str, Any]]]:
    """What whoever is called first needs to know of somebody of this age; its own lists go before the general ones."""
    first = providers[0].organization_id if providers else None
    found = _by(lists_for(session, kind=code, organization_id=first, on=on), "code")
    known = age or AgeBand.UNKNOWN
    asked = ([row for row in rows if counts_for(ItemAges(row["ages"]), known)] for rows in found.values())
    return [rows for rows in asked if rows]
