"""How joined-up the members are: who is tied with whom, and what that comes to."""

from coalition.schema import COUNT, DATE, NUMBER, TEXT, Column, Schema

QUARTER_TIES = Schema(
    "quarter_ties",
    quarter=Column("int64", "20264: October to December 2026"),
    one_id=Column("int64", "an organization"),
    other_id=Column("int64", "another that it had to do with in the quarter, of a greater id"),
)
TIES = Schema(
    "quarter_ties",
    quarter=Column("int64", "20264: October to December 2026"),
    one_id=Column("int64", "an organization"),
    other_id=Column("int64", "another that it had to do with in the quarter, of a greater id"),
)
CAME = Schema(
    "came",
    meeting_id=Column("int64", "a meeting"),
    held_on=Column(DATE, "its day"),
    organization_id=Column("int64", "an organization that somebody was there for"),
)
TIES = Schema(
    "ties",
    one_id=Column("int64", "a member"),
    other_id=Column("int64", "another, of a greater id; how often they had to do with one another is not told"),
)
TIED_MEMBERS = Schema(
    "tied_members",
    organization_id=Column("int64", "a member on the date"),
    organization=Column(TEXT, "its name"),
    sector=Column(TEXT, "value of vocabulary.Sector; missing: not told"),
    ties=Column("int64", "members it is tied with", "members"),
    island=Column(COUNT, "number of its island, 1 the largest; missing: tied with nobody"),
    pieces=Column(COUNT, "a bridge: parts into which the rest of its island falls without it; missing: no bridge"),
    without=Column(NUMBER, "fragmentation of the others without it; missing: fewer than three members"),
)
TIES_BY_QUARTER = Schema(
    "ties_by_quarter",
    until_on=Column(DATE, "last day of the quarter; of the running one the date"),
    members=Column("int64", "members on that day", "members"),
    tied=Column("int64", "of these, tied in the period up to it", "members"),
    ties=Column("int64", "pairs of them that are tied"),
    islands=Column("int64", "groups of two and more"),
    fragmentation=Column(NUMBER, "missing: fewer than two members"),
)
SECTOR_TIES = Schema(
    "sector_ties",
    one=Column(TEXT, "value of vocabulary.Sector"),
    other=Column(TEXT, "the same sector, or another one"),
    ties=Column("int64", "pairs of their members that are tied"),
    pairs=Column("int64", "pairs of their members that could be"),
)
