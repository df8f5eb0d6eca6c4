"""Who the members are: organizations, people, what they offer, meetings as listed."""

from coalition.schema import COUNT, DATE, FLAG, INSTANT, TEXT, Column, Schema

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
    service_type_id=Column("int64", "row of the table `service_type`"),
    code=Column(TEXT, "code of the service type"),
    service_type=Column(TEXT, "its English name"),
    service_type_local=Column(TEXT, "its local name; missing: not told"),
    area_id=Column("int64", "row of the table `area`"),
    area=Column(TEXT, "English name of the area"),
    area_local=Column(TEXT, "its local name; missing: not told"),
    is_offered=Column("bool", "false: stated to have ended"),
    capacity=Column(COUNT, "missing: not reported", "places"),
    capacity_available=Column(COUNT, "free on assured_on; missing: not reported", "places"),
    assured_on=Column(DATE, "last day on which somebody confirmed exactly this"),
    assured_by=Column(TEXT, "who; missing: not told"),
    starts_on=Column(DATE, "first day; missing: not told"),
    ends_on=Column(DATE, "last day; missing: until contradicted"),
    eligibility=Column(TEXT, "who may use it, in the provider's words; missing: not told"),
    languages=Column(TEXT, "codes, separated by ;; missing: not told"),
    minimum_age=Column(COUNT, "youngest person helped; missing: not told", "years"),
    maximum_age=Column(COUNT, "oldest person helped; missing: not told", "years"),
    serves_sex=Column(TEXT, "the only sex helped, value of vocabulary.Sex; missing: not told, or everybody is"),
    hours=Column(TEXT, "when it can be reached, value of vocabulary.Hours or as written; missing: not told"),
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
    is_remote=Column(FLAG, "took part from elsewhere; missing: not told"),
    minutes=Column(COUNT, "missing: not told", "minutes"),
    name_as_written=Column(TEXT, "in the file; missing: by hand"),
    organization_as_written=Column(TEXT, "in the file, or told while it was recorded; missing: by hand, or not told"),
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
    kind=Column(TEXT, "verdict (agreed), check (nobody offers it), action (promised), note (decided in words)"),
    said=Column(TEXT, "value of vocabulary.Judgement, or what was promised or noted; missing: a check"),
    service_type=Column(TEXT, "English name of the service type; missing: free"),
    service_type_local=Column(TEXT, "its local name; missing: not told"),
    area=Column(TEXT, "English name of the area; missing: free"),
    area_local=Column(TEXT, "its local name; missing: not told"),
    state=Column(TEXT, "value of vocabulary.ActionState; missing: no action"),
    group=Column(TEXT, "for whom a verdict stands, values of vocabulary.Group between `;`; missing: everybody, or no verdict"),
    reason=Column(TEXT, "why, in one line; missing: not told, or no verdict"),
    who=Column(TEXT, "organization, else person, that promised it; missing: not told, or no action"),
    due_on=Column(DATE, "by when it is promised; missing: not told, or no action"),
)
