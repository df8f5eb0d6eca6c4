"""Who comes: meetings, memberships, rates."""

from coalition.schema import COUNT, DATE, NUMBER, TEXT, Column, Schema

MEETINGS = Schema(
    "meetings",
    id=Column("int64", "row of the table `meeting`"),
    held_on=Column(DATE, "day of the meeting"),
    title=Column(TEXT, "as written; missing: not told"),
    place=Column(TEXT, "as written; missing: not told"),
    start=Column(TEXT, "local clock, HH:MM; missing: not told"),
    lists_absences=Column("bool", "somebody is listed as absent: exactly those listed that are or were members were expected"),
    is_recorded=Column("bool", "a listed person stands for an organization; false: not known which organizations came"),
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
    state=Column(TEXT, "value of vocabulary.AttendanceState: of those listed for it the first of COUNTS_FIRST"),
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
    mark=Column(TEXT, "value of participation.Mark; meetings that are not recorded have no rows"),
)
MEETING_RATES = Schema(
    "meeting_rates",
    id=Column("int64", "row of the table `meeting`"),
    held_on=Column(DATE, "day of the meeting"),
    title=Column(TEXT, "as written; missing: not told"),
    present=Column(COUNT, "expected organizations with somebody there; missing: not recorded", "organizations"),
    excused=Column(COUNT, "expected organizations excused, nobody there; missing: not recorded", "organizations"),
    expected=Column(COUNT, "organizations on the roster of the day; missing: not recorded", "organizations"),
    guests=Column(COUNT, "organizations there without being expected; missing: not recorded", "organizations"),
    rate=Column(NUMBER, "present / expected; missing: nobody was expected, or not recorded"),
)
MEMBER_RATES = Schema(
    "member_rates",
    organization_id=Column("int64", "a member on the date"),
    organization=Column(TEXT, "its name"),
    sector=Column(TEXT, "value of vocabulary.Sector; missing: not told"),
    attended=Column("int64", "of its last expected meetings, those with somebody there", "meetings"),
    excused=Column("int64", "of its last expected meetings, those it was excused from", "meetings"),
    expected=Column("int64", "its last expected meetings, at most the number asked for", "meetings"),
    rate=Column(NUMBER, "attended / expected; missing: never expected"),
    missed=Column("int64", "expected meetings missed without excuse in a row up to now, as far back as was read", "meetings"),
    is_excused=Column("bool", "excused from the last meeting it was expected at"),
    state=Column(TEXT, "value of participation.MemberState; missing: not expected of late"),
    last_present_on=Column(DATE, "last meeting with somebody there; missing: never"),
)
CONTINUITY = Schema(
    "continuity",
    organization_id=Column("int64", "an organization that a named person was there for"),
    attended=Column("int64", "meetings that a named person came to for it", "meetings"),
    by_one=Column("int64", "of these, those that its most frequent person came to", "meetings"),
    people=Column("int64", "different people who came for it", "people"),
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
