"""What stands behind one cell over time: statements, verdicts, the state of each day and the fact behind each change."""

from coalition.schema import COUNT, DATE, FLAG, TEXT, Column, Schema

CELL_STATEMENTS = Schema(
    "cell_statements",
    id=Column("int64", "row of the table `service`"),
    organization_id=Column("int64", "row of the table `organization`"),
    organization=Column(TEXT, "its name"),
    area_id=Column("int64", "the area the statement is about"),
    area=Column(TEXT, "English name of that area"),
    area_local=Column(TEXT, "its local name; missing: not told"),
    is_offered=Column("bool", "False: stated to have ended"),
    starts_on=Column(DATE, "first day; missing: not told"),
    ends_on=Column(DATE, "last day; missing: until contradicted"),
    capacity_available=Column(COUNT, "free on assured_on; missing: not reported, never zero", "places"),
    assured_on=Column(DATE, "day of the statement"),
)
CELL_VERDICTS = Schema(
    "cell_verdicts",
    id=Column("int64", "row of the table `verdict`"),
    judgement=Column(TEXT, "met, barrier or gap"),
    decided_on=Column(DATE, "when the members agreed so"),
    group=Column(TEXT, "for whom it stands, parts separated by ; (vocabulary.Group, then free words); missing: for everybody"),
    reason=Column(TEXT, "why; missing: not told"),
    decided_by=Column(TEXT, "who noted it; missing: not told"),
    meeting_id=Column(COUNT, "where it was agreed; missing: no meeting of that day is stored"),
    meeting=Column(TEXT, "title of that meeting; missing: not told, or none"),
)
CELL_SPANS = Schema(
    "cell_spans",
    from_on=Column(DATE, "first day"),
    to_on=Column(DATE, "last day; missing: still so on the date of the picture"),
    state=Column(TEXT, "value of vocabulary.CellState on all these days"),
    fresh_organizations=Column("int64", "freshly confirmed on all these days", "organizations"),
)
CELL_FACTS = Schema(
    "cell_facts",
    on=Column(DATE, "the day from which the fact counts"),
    kind=Column(TEXT, "value of vocabulary.FactKind"),
    organization=Column(TEXT, "whose service; missing: the fact is about none"),
    by=Column(TEXT, "who was asked, or noted the verdict; missing: not told"),
    area=Column(TEXT, "English name of the area it is about; missing: that of the cell (verdicts)"),
    area_local=Column(TEXT, "its local name; missing: not told"),
    judgement=Column(TEXT, "of a verdict; missing: it is none"),
    group=Column(TEXT, "for whom that verdict stands; missing: for everybody, or none"),
    reason=Column(TEXT, "why the members agreed so; missing: not told"),
    free=Column(COUNT, "places free as confirmed; missing: not reported", "places"),
    free_before=Column(COUNT, "places free as confirmed before; missing: not reported, or nothing before", "places"),
    since_on=Column(DATE, "of a confirmation that ran out: when it was given; missing: none ran out"),
    before=Column(TEXT, "state of the cell on the day before"),
    after=Column(TEXT, "state of the cell on that day"),
    is_change=Column(FLAG, "whether that day changed the state"),
)
