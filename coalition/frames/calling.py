"""Frames of the question whom to call."""

from coalition.schema import COUNT, DATE, NUMBER, TEXT, Column, Schema

CALL_SERVICES = Schema(
    "call_services",
    service_id=Column("int64", "row of the table `service`: a statement in force"),
    organization_id=Column("int64", "who offers it"),
    organization=Column(TEXT, "its name"),
    sector=Column(TEXT, "value of vocabulary.Sector; missing: not told"),
    area_id=Column("int64", "the area the statement is about"),
    area=Column(TEXT, "its English name"),
    area_local=Column(TEXT, "its local name; missing: not told"),
    province_id=Column(COUNT, "its province, or itself; missing: a district without one"),
    province=Column(TEXT, "English name of the province"),
    province_local=Column(TEXT, "its local name; missing: not told"),
    capacity=Column(COUNT, "missing: not reported, never zero", "places"),
    capacity_available=Column(COUNT, "free on assured_on; missing: not reported, never zero", "places"),
    assured_on=Column(DATE, "last day on which somebody confirmed exactly this"),
    eligibility=Column(TEXT, "who may use it, in the provider's words; missing: not told"),
    languages=Column(TEXT, "ISO 639-1 codes, separated by ;; missing: not told"),
    minimum_age=Column(COUNT, "youngest person helped; missing: not told", "years"),
    maximum_age=Column(COUNT, "oldest person helped; missing: not told", "years"),
    serves_sex=Column(TEXT, "the only sex helped; missing: not told, or everybody is"),
    hours=Column(TEXT, "when it can be reached, value of vocabulary.Hours or as written; missing: not told"),
)
CALL_REFERRALS = Schema(
    "call_referrals",
    organization_id=Column("int64", "who was asked"),
    outcome=Column(TEXT, "accepted, declined, running (no answer by the date)"),
    days=Column("int64", "from the day it was sent to its acceptance, its end, or the date", "days"),
    referrals=Column("int64", "so many with this outcome after so many days", "referrals"),
)
CALL_CONTACTS = Schema(
    "call_contacts",
    organization_id=Column("int64", "row of the table `organization`"),
    name=Column(TEXT, "the focal point; where none is named, who came last for the organization"),
    role=Column(TEXT, "missing: not told"),
    phone=Column(TEXT, "as written; missing: not told"),
    email=Column(TEXT, "missing: not told"),
    languages=Column(TEXT, "ISO 639-1 codes, separated by ;; missing: not told"),
    came_on=Column(DATE, "the last meeting somebody came to; missing: a focal point named in the directory"),
)
AREA_POINTS = Schema(
    "area_points",
    id=Column("int64", "row of the table `area`: a province or a district"),
    level=Column("int64", "1: a province; 2: a district"),
    latitude=Column(NUMBER, "of a point inside; missing: not known", "degrees north"),
    longitude=Column(NUMBER, "of a point inside; missing: not known", "degrees east"),
)
COULD_EXTEND = Schema(
    "could_extend",
    organization_id=Column("int64", "an organization with a service in force here"),
    organization=Column(TEXT, "its name"),
    code=Column(TEXT, "code of that service type"),
    service_type=Column(TEXT, "its English name"),
    service_type_local=Column(TEXT, "its local name; missing: not told"),
    is_same_pillar=Column("bool", "it belongs to the same pillar as the one asked for"),
    offers_elsewhere=Column("bool", "the organization offers the kind asked for in another area"),
    assured_on=Column(DATE, "when the service here was confirmed"),
)
