"""Every frame that crosses a module: its columns, their types, units and meaning.

A function that returns a frame names its schema, so a column exists, with its type, also when there is no row. Missing
values are `<NA>` / `NaT`: unknown, never zero. Dates are midnight `datetime64[us]`; instants are UTC.
"""

from coalition.schema import COUNT, DATE, INSTANT, NUMBER, TEXT, Column, Schema
from coalition.schema import records as records  # handed on: whoever has a frame needs its rows

# --- coverage -------------------------------------------------------------------------------------------------------
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
    service_type_id=Column("int64", "the kind of help of the cell"),
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
    service_type_id=Column("int64", "the kind of help of the cell"),
    checked_on=Column(DATE, "newest 'we asked, nobody' of the area or, at level 1, of a district in it"),
    is_nobody=Column("bool", "the area's own check is fresh, and newer than every fresh service stated for exactly this area"),
    districts_nobody=Column("int64", "the same for the districts inside", "districts"),
)
NEEDS_BY_CELL = Schema(
    "needs_by_cell",
    area_id=Column("int64", "the area of the cell"),
    service_type_id=Column("int64", "the kind of help of the cell"),
    caseload=Column("int64", "shared cases with an open need", "people"),
    unmet_need=Column("int64", "shared cases with an open need and no accepted referral", "people"),
)
VERDICTS_BY_CELL = Schema(
    "verdicts_by_cell",
    area_id=Column("int64", "the area of the cell"),
    service_type_id=Column("int64", "the kind of help of the cell"),
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
    contact=Column(TEXT, "focal point: name, phone, e-mail; missing: none is known"),
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
SERVICE_CHANGES = Schema(
    "service_changes",
    organization=Column(TEXT, "name of the organization"),
    service_type=Column(TEXT, "English name of the kind of help"),
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
    service_type_id=Column("int64", "the kind of help of the cell"),
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
CELL_CHANGES = Schema(
    "cell_changes",
    pcode=Column(TEXT, "P-code of the area"),
    area=Column(TEXT, "its English name"),
    area_local=Column(TEXT, "its local name; missing: not told"),
    code=Column(TEXT, "code of the kind of help"),
    service_type=Column(TEXT, "its English name"),
    service_type_local=Column(TEXT, "its local name; missing: not told"),
    before=Column(TEXT, "state on the earlier date"),
    after=Column(TEXT, "state on the later date"),
    kind=Column(TEXT, "opened, closed, fragile, silent or other: coverage.changes_between"),
)

# --- participation ----------------------------------------------------------------------------------------------------
MEETINGS = Schema(
    "meetings",
    id=Column("int64", "row of the table `meeting`"),
    held_on=Column(DATE, "day of the meeting"),
    title=Column(TEXT, "as written; missing: not told"),
    place=Column(TEXT, "as written; missing: not told"),
    start=Column(TEXT, "local clock, HH:MM; missing: not told"),
    lists_absences=Column("bool", "absent or excused people are stored: exactly the listed organizations were expected"),
)
MEMBERSHIPS = Schema(
    "memberships",
    organization_id=Column("int64", "the member"),
    organization=Column(TEXT, "its name"),
    sector=Column(TEXT, "value of vocabulary.Sector; missing: not told"),
    from_on=Column(DATE, "first day"),
    to_on=Column(DATE, "last day; missing: still a member"),
    is_voting=Column("bool", "may vote"),
)
PRESENCE = Schema(
    "presence",
    meeting_id=Column("int64", "the meeting"),
    organization_id=Column("int64", "an organization listed there"),
    is_present=Column("bool", "somebody was there for it"),
    people=Column("int64", "listed people who were there for it", "people"),
)
LAST_PRESENT = Schema(
    "last_present",
    organization_id=Column("int64", "an organization that was present at least once"),
    last_present_on=Column(DATE, "day of the last meeting at which somebody was there for it"),
)
ATTENDED_YEARS = Schema(
    "attended_years",
    year=Column("int64", "calendar year"),
    organization_id=Column("int64", "an organization present at least once in it"),
)
ROSTER = Schema(
    "roster",
    meeting_id=Column("int64", "the meeting"),
    organization_id=Column("int64", "expected there, or present without being expected"),
    mark=Column(TEXT, "present, absent (expected, nobody there), guest (there, not expected)"),
)
MEETING_RATES = Schema(
    "meeting_rates",
    id=Column("int64", "row of the table `meeting`"),
    held_on=Column(DATE, "day of the meeting"),
    title=Column(TEXT, "as written; missing: not told"),
    present=Column("int64", "expected organizations with somebody there", "organizations"),
    expected=Column("int64", "organizations on the roster of the day", "organizations"),
    guests=Column("int64", "organizations there without being expected", "organizations"),
    rate=Column(NUMBER, "present / expected; missing: nobody was expected"),
)
MEMBER_RATES = Schema(
    "member_rates",
    organization_id=Column("int64", "a member on the date"),
    organization=Column(TEXT, "its name"),
    sector=Column(TEXT, "value of vocabulary.Sector; missing: not told"),
    attended=Column("int64", "of its last expected meetings, those with somebody there", "meetings"),
    expected=Column("int64", "its last expected meetings, at most the number asked for", "meetings"),
    rate=Column(NUMBER, "attended / expected; missing: never expected"),
    missed=Column("int64", "expected meetings missed in a row up to now, as far back as was read", "meetings"),
    state=Column(TEXT, "value of participation.MemberState; missing: not expected of late"),
    last_present_on=Column(DATE, "last meeting with somebody there; missing: never"),
)
SECTORS = Schema(
    "sectors",
    sector=Column(TEXT, "value of vocabulary.Sector"),
    members=Column("int64", "members of that sector", "organizations"),
    active=Column("int64", "of these, not lapsed", "organizations"),
    present=Column("int64", "active members with somebody at the last meeting", "organizations"),
)
RETENTION = Schema(
    "retention",
    year=Column("int64", "calendar year"),
    before=Column("int64", "organizations present at least once in the year before", "organizations"),
    stayed=Column("int64", "of these, present at least once in this year too", "organizations"),
    rate=Column("float64", "stayed / before"),
    is_running=Column("bool", "the year is not over: the rate can still rise"),
)

BATCH_ISSUES = Schema(
    "batch issues",
    line=Column(COUNT, "row number the spreadsheet shows; missing: the whole file"),
    code=Column(TEXT, "code of docs/import-issues.md"),
    why=Column(TEXT, "the reason, as a sentence"),
    raw=Column(TEXT, "the row as written; missing: not kept"),
)

AREA_NAMES = Schema(
    "area names",
    pcode=Column(TEXT, "code of the area"),
    level=Column(COUNT, "1 province, 2 district"),
    name=Column(TEXT, "English"),
    name_local=Column(TEXT, "missing: not told"),
    parent_pcode=Column(TEXT, "the province of a district; missing: top of its country"),
    parent_name=Column(TEXT, "English; missing: as above"),
    parent_name_local=Column(TEXT, "missing: not told"),
)

# --- directory and meetings -------------------------------------------------------------------------------------------
ORGANIZATIONS = Schema(
    "organizations",
    id=Column("int64", "row of the table `organization`"),
    name=Column(TEXT, "its name"),
    acronym=Column(TEXT, "missing: not told"),
    sector=Column(TEXT, "value of vocabulary.Sector; missing: not told"),
    is_member=Column("bool", "its membership includes the date"),
    services=Column("int64", "services in force on the date", "services"),
    assured_on=Column(DATE, "newest confirmation of one of them; missing: none is in force"),
)
CONTACTS = Schema(
    "contacts",
    id=Column("int64", "row of the table `contact`"),
    name=Column(TEXT, "the focal point"),
    role=Column(TEXT, "missing: not told"),
    phone=Column(TEXT, "as written; missing: not told"),
    email=Column(TEXT, "missing: not told"),
    languages=Column(TEXT, "ISO 639-1 codes, separated by ;; missing: not told"),
)
STATEMENTS = Schema(
    "statements",
    id=Column("int64", "row of the table `service`"),
    code=Column(TEXT, "code of the kind of help"),
    service_type=Column(TEXT, "its English name"),
    service_type_local=Column(TEXT, "its local name; missing: not told"),
    area=Column(TEXT, "English name of the area"),
    area_local=Column(TEXT, "its local name; missing: not told"),
    is_offered=Column("bool", "false: stated to have ended"),
    capacity=Column(COUNT, "missing: not reported", "places"),
    capacity_available=Column(COUNT, "free on assured_on; missing: not reported", "places"),
    assured_on=Column(DATE, "last day on which somebody confirmed exactly this"),
    assured_by=Column(TEXT, "who; missing: not told"),
    ends_on=Column(DATE, "last day; missing: until contradicted"),
    file=Column(TEXT, "file that brought it; missing: by hand"),
    line=Column(COUNT, "row of the file; missing: by hand, or not kept"),
)
MEMBERSHIPS_OF_ONE = Schema(
    "memberships_of_one",
    id=Column("int64", "row of the table `membership`"),
    from_on=Column(DATE, "first day"),
    to_on=Column(DATE, "last day; missing: still a member"),
    is_voting=Column("bool", "may vote"),
)
LEARNED_NAMES = Schema(
    "learned_names",
    kind=Column(TEXT, "organization or person"),
    id=Column("int64", "row of the table `organization_alias` or `person_alias`"),
    alias=Column(TEXT, "the other spelling or name, as written"),
    known_id=Column("int64", "row of the table `organization` or `person`"),
    known=Column(TEXT, "the name it belongs to"),
    email=Column(TEXT, "address under that name; missing: an organization, or not told"),
    confirmed_at=Column(INSTANT, "when a person confirmed it"),
    confirmed_by=Column(TEXT, "who; missing: not told"),
    file=Column(TEXT, "file it was confirmed for; missing: by hand"),
)
APART = Schema(
    "apart",
    key=Column(TEXT, "matching.organization_key of the one"),
    other_key=Column(TEXT, "that of the other"),
    name=Column(TEXT, "its name; its key where it is not stored any more"),
    other=Column(TEXT, "the same of the other"),
    decided_at=Column(INSTANT, "when a person decided that they are two"),
    decided_by=Column(TEXT, "who; missing: not told"),
    file=Column(TEXT, "file it was decided for"),
)
ATTENDANCES = Schema(
    "attendances",
    id=Column("int64", "row of the table `attendance`"),
    name=Column(TEXT, "the person; missing: an organization without a named person"),
    organization=Column(TEXT, "represented that day, else the one the person acts for; missing: not told"),
    state=Column(TEXT, "value of vocabulary.AttendanceState"),
    minutes=Column(COUNT, "missing: not told", "minutes"),
    name_as_written=Column(TEXT, "in the file; missing: by hand"),
    organization_as_written=Column(TEXT, "in the file; missing: by hand, or not told"),
    file=Column(TEXT, "file that brought it; missing: by hand"),
    line=Column(COUNT, "row of the file; missing: by hand, or not kept"),
)
CAME_LATELY = Schema(
    "came_lately",
    organization_id=Column("int64", "row of the table `organization`"),
    person_id=Column("int64", "row of the table `person`"),
    name=Column(TEXT, "who stood for the organization at meetings"),
    role=Column(TEXT, "missing: not told"),
    email=Column(TEXT, "work address; missing: not told"),
    phone=Column(TEXT, "as written; missing: not told"),
    last_on=Column(DATE, "the last meeting at which they were present"),
    times=Column("int64", "how many meetings they came to", "meetings"),
)
PEOPLE = Schema(
    "people",
    id=Column("int64", "row of the table `person`"),
    name=Column(TEXT, "as kept"),
    organization=Column(TEXT, "the one the person acts for; missing: not told"),
)
DECISIONS = Schema(
    "decisions",
    kind=Column(TEXT, "verdict (agreed), check (nobody offers it), action (promised)"),
    said=Column(TEXT, "value of vocabulary.Judgement, or what was promised; missing: a check"),
    service_type=Column(TEXT, "English name of the kind of help; missing: free"),
    service_type_local=Column(TEXT, "its local name; missing: not told"),
    area=Column(TEXT, "English name of the area; missing: free"),
    area_local=Column(TEXT, "its local name; missing: not told"),
    state=Column(TEXT, "value of vocabulary.ActionState; missing: no action"),
)

# --- shared cases ---------------------------------------------------------------------------------------------------
CASES = Schema(
    "cases",
    id=Column("int64", "row of the table `shared_case`"),
    code=Column(TEXT, "random, without meaning"),
    opened_on=Column(DATE, "since when it is shared"),
    closed_on=Column(DATE, "missing: open"),
    area=Column(TEXT, "P-code; missing: not told"),
    area_name=Column(TEXT, "English name; missing: not told"),
    area_name_local=Column(TEXT, "local name; missing: not told"),
    sex=Column(TEXT, "value of vocabulary.Sex"),
    age_band=Column(TEXT, "value of vocabulary.AgeBand"),
    exploitation=Column(TEXT, "value of vocabulary.Exploitation"),
    trafficking_status=Column(TEXT, "value of vocabulary.TraffickingStatus"),
    holder=Column(TEXT, "the organization that holds it; missing: not told"),
    open_needs=Column("int64", "kinds of help it still waits for", "needs"),
)
CASE_NEEDS = Schema(
    "case_needs",
    id=Column("int64", "row of the table `case_need`"),
    case_id=Column("int64", "row of the table `shared_case`"),
    code=Column(TEXT, "code of the kind of help"),
    service_type=Column(TEXT, "its English name"),
    service_type_local=Column(TEXT, "its local name; missing: not told"),
    area=Column(TEXT, "P-code"),
    area_name=Column(TEXT, "English name"),
    area_name_local=Column(TEXT, "local name; missing: not told"),
    opened_on=Column(DATE, "since when it is needed"),
    closed_on=Column(DATE, "missing: still needed"),
)

# --- action items ---------------------------------------------------------------------------------------------------
ACTIONS = Schema(
    "actions",
    id=Column("int64", "row of the table `action_item`"),
    what=Column(TEXT, "the promise, in one line"),
    opened_on=Column(DATE, "day of the promise, else of its meeting; missing: neither is told"),
    due_on=Column(DATE, "by when; missing: no day was agreed"),
    closed_as=Column(TEXT, "done or dropped by the date; missing: open on it"),
    closed_on=Column(DATE, "when it was done or dropped; missing: open, or not told"),
    note=Column(TEXT, "what came of it; missing: not told"),
    organization_id=Column(COUNT, "who promised; missing: not told"),
    organization=Column(TEXT, "its name"),
    person_id=Column(COUNT, "the person; missing: not told"),
    person=Column(TEXT, "the name"),
    meeting_id=Column(COUNT, "where it was promised; missing: outside a meeting"),
    meeting_on=Column(DATE, "day of that meeting"),
    area_id=Column(COUNT, "the area of the gap; missing: free"),
    pcode=Column(TEXT, "its P-code"),
    area=Column(TEXT, "its English name"),
    area_local=Column(TEXT, "its local name; missing: not told"),
    service_type_id=Column(COUNT, "the kind of help of the gap; missing: free"),
    code=Column(TEXT, "its code"),
    service_type=Column(TEXT, "its English name"),
    service_type_local=Column(TEXT, "its local name; missing: not told"),
    carried=Column("int64", "meetings after the promise, up to the date or to its end", "meetings"),
)
