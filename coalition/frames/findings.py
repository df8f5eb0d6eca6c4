"""Frames of two findings: what rests on one organization, and what changed between two dates with the facts behind."""

from coalition.frames.coverage import CELLS
from coalition.schema import COUNT, DATE, FLAG, TEXT, Column, Schema

# --- what rests on one organization -----------------------------------------------------------------------------------
SOLE = Schema(
    "sole",
    area_id=Column("int64", "the area of the cell"),
    service_type_id=Column("int64", "the service type of the cell"),
    organization_id=Column("int64", "the only organization that is freshly confirmed there"),
    fresh_on=Column(DATE, "its newest confirmation"),
)
HELPING = Schema(
    "helping",
    area_id=Column("int64", "the area of the cell"),
    service_type_id=Column("int64", "the service type of the cell"),
    organization_id=Column("int64", "an organization that is freshly confirmed there"),
    fresh_on=Column(DATE, "its newest confirmation there"),
)
_OF_A_CELL = {
    name: CELLS.columns[name]
    for name in ("pcode", "area", "area_local", "code", "service_type", "service_type_local", "state", "unmet_need")
}
RESTING = Schema(
    "resting",
    **_OF_A_CELL,
    organization_id=Column("int64", "the organization the state of the cell rests on"),
    fresh_on=Column(DATE, "its newest confirmation there"),
)
SINGLE_POINTS = Schema(
    "single_providers",
    organization_id=Column("int64", "an organization on which at least one cell rests"),
    organization=Column(TEXT, "its name"),
    cells=Column("int64", "cells that rest on it alone", "cells"),
    unmet_need=Column(
        COUNT, "shared cases with an open need there and no accepted referral, cell by cell; missing: not known", "people"
    ),
    drift=Column(TEXT, "value of participation.MemberState; missing: no member, or not expected of late"),
    is_member=Column("bool", "its membership includes the date"),
    missed=Column(COUNT, "expected meetings missed without excuse in a row up to now; missing: no member", "meetings"),
    is_excused=Column(FLAG, "excused from the last meeting it was expected at; missing: no member"),
    last_present_on=Column(DATE, "last meeting with somebody there; missing: never, or no member"),
)
FALLS = Schema(
    "falls",
    **{name: column for name, column in _OF_A_CELL.items() if name != "state"},
    before=Column(TEXT, "state with all organizations"),
    after=Column(TEXT, "state without those left out"),
    is_fall=Column("bool", "false: the reported full places leave with the organization, and others offer help"),
)

# --- what changed, and why --------------------------------------------------------------------------------------------
STATED = Schema(
    "stated",
    source=Column(TEXT, "service, check or verdict"),
    area_id=Column("int64", "the area the statement names"),
    parent_id=Column(COUNT, "the province of a district; missing: it is a province"),
    service_type_id=Column("int64", "the service type"),
    organization_id=Column(COUNT, "whose service; missing: a check or a verdict"),
    organization=Column(TEXT, "its name; missing as above"),
    said=Column(TEXT, "offered or ended; nobody; the judgement"),
    day=Column(DATE, "when it was confirmed, asked or agreed"),
    who=Column(TEXT, "who confirmed it; missing: not told"),
    starts_on=Column(DATE, "first day of the service; missing: not told"),
    ends_on=Column(DATE, "its last day; missing: until contradicted"),
    capacity_available=Column(COUNT, "free on the day; missing: not reported", "places"),
)
FACTS = Schema(
    "facts",
    pcode=Column(TEXT, "P-code of the area of the changed cell"),
    code=Column(TEXT, "code of its service type"),
    fact=Column(TEXT, "value of changes.Fact"),
    day=Column(DATE, "the day the fact is of"),
    organization=Column(TEXT, "whose service; missing: a check or a verdict"),
    who=Column(TEXT, "who confirmed it; missing: not told"),
    judgement=Column(TEXT, "value of vocabulary.Judgement; missing: no verdict"),
    places=Column(COUNT, "places free now; missing: not told, or not about places", "places"),
)
