"""Shared cases and their needs."""

from coalition.schema import COUNT, DATE, INSTANT, TEXT, Column, Schema

CASES = Schema(
    "cases",
    id=Column("int64", "row of the table `shared_case`"),
    code=Column(TEXT, "random, without meaning"),
    opened_on=Column(DATE, "the day it was shared"),
    closed_on=Column(DATE, "missing: open"),
    area=Column(TEXT, "P-code; missing: not told"),
    area_name=Column(TEXT, "English name; missing: not told"),
    area_name_local=Column(TEXT, "local name; missing: not told"),
    sex=Column(TEXT, "value of vocabulary.Sex"),
    age_band=Column(TEXT, "value of vocabulary.AgeBand"),
    exploitation=Column(TEXT, "value of vocabulary.Exploitation"),
    trafficking_status=Column(TEXT, "value of vocabulary.TraffickingStatus"),
    holder=Column(TEXT, "the organization that holds it; missing: not told"),
    open_needs=Column("int64", "service types it still waits for", "needs"),
    status_decided_by=Column(TEXT, "value of vocabulary.StatusDecider"),
    area_id=Column(COUNT, "row of the table `area`; missing: not told"),
    holder_id=Column(COUNT, "row of the table `organization`; missing: not told"),
)
CASE_NEEDS = Schema(
    "case_needs",
    id=Column("int64", "row of the table `case_need`"),
    case_id=Column("int64", "row of the table `shared_case`"),
    code=Column(TEXT, "code of the service type"),
    service_type=Column(TEXT, "its English name"),
    service_type_local=Column(TEXT, "its local name; missing: not told"),
    area=Column(TEXT, "P-code"),
    area_name=Column(TEXT, "English name"),
    area_name_local=Column(TEXT, "local name; missing: not told"),
    opened_on=Column(DATE, "since when it is needed"),
    closed_on=Column(DATE, "missing: still needed"),
)
CONSENTS = Schema(
    "consents",
    id=Column("int64", "row of the table `case_consent`"),
    answer=Column(TEXT, "value of vocabulary.ConsentAnswer"),
    decided_on=Column(DATE, "the day of the decision"),
    scope=Column(TEXT, "value of vocabulary.ConsentScope"),
    organizations=Column(TEXT, "names of those it may be shared with, separated by '; '; missing: none is named"),
    decided_by=Column(TEXT, "value of vocabulary.ConsentDecider; missing: the person"),
    reason=Column(TEXT, "why so, in one line; missing: not told"),
    withheld=Column(TEXT, "values of vocabulary.WithheldField, separated by ';'; missing: nothing is withheld"),
    noted_at=Column(INSTANT, "when it was noted, UTC"),
    noted_by=Column(TEXT, "who noted it; missing: not told"),
)
RUNNING_REFERRALS = Schema(
    "running_referrals",
    id=Column("int64", "row of the table `referral`"),
    referring_id=Column(COUNT, "the organization that sent it; missing: not told"),
    referring=Column(TEXT, "its name; missing: not told"),
    referred_id=Column("int64", "the organization it was sent to"),
    referred=Column(TEXT, "its name"),
    code=Column(TEXT, "code of the service type"),
    service_type=Column(TEXT, "its English name"),
    service_type_local=Column(TEXT, "its local name; missing: not told"),
    state=Column(TEXT, "value of vocabulary.ReferralState, one in which somebody still has something to do"),
    sent_on=Column(DATE, "the day it was sent"),
)
