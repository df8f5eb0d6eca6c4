"""Shared cases and their needs."""

from coalition.schema import DATE, TEXT, Column, Schema

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
