"""Where help is: areas, service types, cells and what stands behind them."""

from coalition.schema import COUNT, DATE, NUMBER, TEXT, Column, Schema

AREAS = Schema(
    "areas",
    id=Column("int64", "row of the table `area`"),
    pcode=Column(TEXT, "OCHA P-code"),
    level=Column("int64", "1: province, 2: district"),
    parent_id=Column(COUNT, "the province of a district; missing: top of its country"),
    name=Column(TEXT, "English name"),
    name_local=Column(TEXT, "local name; missing: not told"),
)
SERVICE_TYPES = Schema(
    "service_types",
    id=Column("int64", "row of the table `service_type`"),
    code=Column(TEXT, "P1 ... A10, or the code of the file that brought it"),
    pillar=Column(TEXT, "prevention, intervention, aftercare; missing: other"),
    name=Column(TEXT, "English name"),
    name_local=Column(TEXT, "local name; missing: not told"),
)
SERVICES_BY_CELL = Schema(
    "services_by_cell",
    area_id=Column("int64", "the area of the cell"),
    service_type_id=Column("int64", "the service type of the cell"),
    organizations=Column("int64", "distinct organizations with an active service", "organizations"),
    fresh_organizations=Column("int64", "of these, freshly confirmed and not contradicted by a newer check", "organizations"),
    capacity=Column(COUNT, "sum of what fresh services report; missing: none reports it", "places"),
    capacity_available=Column(COUNT, "sum of what fresh services report as free; missing: none reports it", "places"),
    assured_on=Column(DATE, "newest confirmation of an active service"),
    fresh_on=Column(DATE, "newest confirmation of a fresh service; missing: no service is fresh"),
)
CHECKS_BY_CELL = Schema(
    "checks_by_cell",
    area_id=Column("int64", "the area of the cell"),
    service_type_id=Column("int64", "the service type of the cell"),
    checked_on=Column(DATE, "newest 'we asked, nobody' of the area or, at level 1, of a district in it"),
    is_nobody=Column("bool", "the area's own check is fresh, and newer than every fresh service stated for exactly this area"),
    districts_nobody=Column("int64", "the same for the districts inside", "districts"),
)
NEEDS_BY_CELL = Schema(
    "needs_by_cell",
    area_id=Column("int64", "the area of the cell"),
    service_type_id=Column("int64", "the service type of the cell"),
    caseload=Column("int64", "shared cases with an open need", "people"),
    unmet_need=Column("int64", "shared cases with an open need and no accepted referral", "people"),
)
VERDICTS_BY_CELL = Schema(
    "verdicts_by_cell",
    area_id=Column("int64", "the area of the cell"),
    service_type_id=Column("int64", "the service type of the cell"),
    judgement=Column(TEXT, "met, barrier or gap: the newest verdict of the cell"),
    decided_on=Column(DATE, "when it was agreed"),
    group=Column(TEXT, "for whom it stands, parts separated by ; (vocabulary.Group, then free words); missing: for everybody"),
    reason=Column(TEXT, "why the members agreed so; missing: not told"),
)
CELL_SERVICES = Schema(
    "cell_services",
    organization_id=Column("int64", "row of the table `organization`"),
    organization=Column(TEXT, "its name"),
    area=Column(TEXT, "English name of the area the statement is about"),
    area_local=Column(TEXT, "local name of that area; missing: not told"),
    area_id=Column("int64", "that area"),
    starts_on=Column(DATE, "first day; missing: not told"),
    ends_on=Column(DATE, "last day; missing: until contradicted"),
    capacity=Column(COUNT, "missing: not reported, never zero", "places"),
    capacity_available=Column(COUNT, "free on assured_on; missing: not reported, never zero", "places"),
    assured_on=Column(DATE, "last day on which somebody confirmed exactly this"),
    assured_by=Column(TEXT, "who confirmed it; missing: not told"),
    eligibility=Column(TEXT, "who may use it, in the provider's words; missing: not told"),
    languages=Column(TEXT, "ISO 639-1 codes, separated by ;; missing: not told"),
    hours=Column(TEXT, "when it can be reached, value of vocabulary.Hours or as written; missing: not told"),
    contact=Column(TEXT, "focal point: name, phone, e-mail; missing: none is known"),
)
CELL_SERVICES_SHOWN = Schema(
    "cell_services_shown",
    **CELL_SERVICES.columns,
    is_fresh=Column("bool", "confirmed so lately that it counts"),
    is_wide=Column("bool", "about the province of a district or the whole country: shown, not counted"),
    is_country=Column("bool", "about the whole country"),
    came_lately=Column(TEXT, "whom to call where no focal point is named: who came last; missing: nobody did"),
)
CELL_CHECKS = Schema(
    "cell_checks",
    id=Column("int64", "row of the table `coverage_check`"),
    area_id=Column("int64", "the area asked about"),
    area=Column(TEXT, "its English name"),
    area_local=Column(TEXT, "its local name; missing: not told"),
    confirmed_on=Column(DATE, "when somebody confirmed that there is nobody"),
    confirmed_by=Column(TEXT, "who; missing: not told"),
)
CELL_CHECKS_SHOWN = Schema(
    "cell_checks_shown",
    **CELL_CHECKS.columns,
    is_wide=Column("bool", "about the province of a district or the whole country: shown, not counted"),
)
SERVICE_CHANGES = Schema(
    "service_changes",
    organization=Column(TEXT, "name of the organization"),
    service_type=Column(TEXT, "English name of the service type"),
    service_type_local=Column(TEXT, "its local name; missing: not told"),
    area=Column(TEXT, "English name of the area"),
    area_local=Column(TEXT, "its local name; missing: not told"),
    assured_on=Column(DATE, "last confirmation of the statement that was active"),
)
CELLS = Schema(
    "cells",
    area_id=Column("int64", "the area of the cell"),
    pcode=Column(TEXT, "its P-code"),
    area=Column(TEXT, "its English name"),
    area_local=Column(TEXT, "its local name; missing: not told"),
    parent_id=Column(COUNT, "the province of a district; missing: it is a province"),
    service_type_id=Column("int64", "the service type of the cell"),
    code=Column(TEXT, "its code"),
    service_type=Column(TEXT, "its English name"),
    service_type_local=Column(TEXT, "its local name; missing: not told"),
    pillar=Column(TEXT, "prevention, intervention, aftercare, other"),
    state=Column(TEXT, "value of vocabulary.CellState"),
    organizations=Column("int64", "distinct organizations with an active service: presence", "organizations"),
    fresh_organizations=Column("int64", "of these, freshly confirmed: what the state rests on", "organizations"),
    province_wide=Column(
        "int64", "fresh organizations that cover the whole province of a district; not counted", "organizations"
    ),
    country_wide=Column("int64", "fresh organizations that cover the whole country; not counted", "organizations"),
    caseload=Column(COUNT, "shared cases with an open need; missing: nobody has shared a case", "people"),
    unmet_need=Column(COUNT, "of these, without an accepted referral; missing: nobody has shared a case", "people"),
    capacity=Column(COUNT, "sum of what fresh services report; missing: none reports it", "places"),
    capacity_available=Column(COUNT, "sum of what fresh services report as free; missing: none reports it", "places"),
    assured_on=Column(DATE, "newest confirmation behind the cell: of a service, or that there is none; missing: never asked"),
    judgement=Column(TEXT, "the newest fresh verdict of the members; missing: none"),
    decided_on=Column(DATE, "when that verdict was agreed; missing: none"),
    group=Column(TEXT, "for whom that verdict stands; missing: for everybody, or none"),
    reason=Column(TEXT, "why the members agreed so; missing: not told, or none"),
    weight=Column("float64", "weight of the state in the ranking of gaps"),
    score=Column(NUMBER, "unmet need x weight; missing: need is unknown, rank by the weight alone"),
)
OFFERED = Schema(
    "offered",
    organization=Column(TEXT, "who offers it"),
    sector=Column(TEXT, "value of vocabulary.Sector; missing: not told"),
    pillar=Column(TEXT, "prevention, intervention, aftercare; missing: other"),
    code=Column(TEXT, "code of the service type"),
    service_type=Column(TEXT, "its English name"),
    service_type_local=Column(TEXT, "its local name; missing: not told"),
    area=Column(TEXT, "English name of the area the statement is about"),
    area_local=Column(TEXT, "its local name; missing: not told"),
    province=Column(TEXT, "English name of the province of a district; missing: the area is a province"),
    province_local=Column(TEXT, "its local name; missing: not told"),
    capacity=Column(COUNT, "missing: not reported, never zero", "places"),
    capacity_available=Column(COUNT, "free on assured_on; missing: not reported, never zero", "places"),
    assured_on=Column(DATE, "last day on which somebody confirmed exactly this"),
    starts_on=Column(DATE, "first day; missing: not told"),
    ends_on=Column(DATE, "last day; missing: until contradicted"),
    minimum_age=Column(COUNT, "youngest person helped; missing: not told", "years"),
    maximum_age=Column(COUNT, "oldest person helped; missing: not told", "years"),
    serves_sex=Column(TEXT, "the only sex helped; missing: not told"),
    languages=Column(TEXT, "codes, separated by ;; missing: not told"),
    eligibility=Column(TEXT, "who may use it, in the provider's words; missing: not told"),
    hours=Column(TEXT, "when it can be reached, value of vocabulary.Hours or as written; missing: not told"),
)
CELL_CHANGES = Schema(
    "cell_changes",
    pcode=Column(TEXT, "P-code of the area"),
    area=Column(TEXT, "its English name"),
    area_local=Column(TEXT, "its local name; missing: not told"),
    code=Column(TEXT, "code of the service type"),
    service_type=Column(TEXT, "its English name"),
    service_type_local=Column(TEXT, "its local name; missing: not told"),
    before=Column(TEXT, "state on the earlier date"),
    after=Column(TEXT, "state on the later date"),
    kind=Column(TEXT, "opened, closed, fragile, silent, learned, second or still: coverage.changes_between"),
)
