"""What somebody promised."""

from coalition.schema import COUNT, DATE, TEXT, Column, Schema

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
    service_type_id=Column(COUNT, "the service type of the gap; missing: free"),
    code=Column(TEXT, "its code"),
    service_type=Column(TEXT, "its English name"),
    service_type_local=Column(TEXT, "its local name; missing: not told"),
    carried=Column("int64", "meetings after the promise, up to the date or to its end", "meetings"),
)
