"""The tables, their units and their named constraints.

Conventions: dates end in `_on`, instants in `_at` (UTC), booleans start with is_ / has_. A unit or the meaning of None
stands beside the column. `batch_id` names the uploaded file that created a row (None: made by hand). SQLModel table
classes do not validate, so every rule is a *named* constraint, tested by name in tests/test_models.py.

Survivors: no table holds a field that identifies one (docs/glossary.md, People's data).

| module | tables |
|---|---|
| ledger | ImportBatch, ImportIssue, Change, ForgottenDecision, Setting |
| members | Area, AreaShape, Organization, OrganizationAlias, Membership, Person, PersonAlias, Contact, Meeting, Attendance |
| services | ServiceType, Service, CoverageCheck, Verdict |
| summaries | NeedTally, ServiceSpan, TieTally |
| cases | SharedCase, CaseNeed, Referral, ActionItem |
| referring | ReferralStep, CaseConsent, ConsentOrganization |
| checklists | Checklist, ChecklistItem, CaseItemState, ProtocolAnswer |
| recording | DraftMeeting, DraftAttendance, DraftNote, MeetingNote |
| resources | Resource, ResourceServiceType, ResourceArea |
| papers | AgendaItem, MinutesVersion |
| publishing | Publication, PublishedCount |
"""

from sqlmodel import SQLModel

from coalition.models import base as _base  # noqa: F401  names the constraints before the first table is made
from coalition.models.cases import ActionItem, CaseNeed, Referral, SharedCase
from coalition.models.checklists import CaseItemState, Checklist, ChecklistItem, ProtocolAnswer
from coalition.models.ledger import Change, ForgottenDecision, ImportBatch, ImportIssue, Setting
from coalition.models.members import (
    Area,
    AreaShape,
    Attendance,
    Contact,
    Meeting,
    Membership,
    Organization,
    OrganizationAlias,
    Person,
    PersonAlias,
)
from coalition.models.papers import AgendaItem, MinutesVersion
from coalition.models.publishing import Publication, PublishedCount
from coalition.models.recording import DraftAttendance, DraftMeeting, DraftNote, MeetingNote
from coalition.models.referring import CaseConsent, ConsentOrganization, ReferralStep
from coalition.models.resources import Resource, ResourceArea, ResourceServiceType
from coalition.models.services import CoverageCheck, Service, ServiceType, Verdict
from coalition.models.summaries import NeedTally, ServiceSpan, TieTally

ERASED = "[erased]"
"""Stands where the name or contact of a person stood that was erased on request."""

ERASURE = "erasure"
"""`Change.table_name` of the record that somebody was erased, or words: no table, so nothing takes it for an edit."""

SUMMARIES = frozenset({"need_tally", "service_span", "tie_tally"})
"""Tables computed from the others, in the transaction that changes those: never moved, undone or kept for themselves."""

for _table in SQLModel.metadata.tables.values():
    if "id" in _table.c:
        # An id is never given twice, so that the history of a deleted row cannot be read as that of a new one.
        _table.dialect_kwargs["sqlite_autoincrement"] = True

__all__ = [
    "ERASED",
    "ERASURE",
    "SUMMARIES",
    "ActionItem",
    "AgendaItem",
    "Area",
    "AreaShape",
    "Attendance",
    "CaseConsent",
    "CaseItemState",
    "CaseNeed",
    "Change",
    "Checklist",
    "ChecklistItem",
    "ConsentOrganization",
    "Contact",
    "CoverageCheck",
    "DraftAttendance",
    "DraftMeeting",
    "DraftNote",
    "ForgottenDecision",
    "ImportBatch",
    "ImportIssue",
    "Meeting",
    "MeetingNote",
    "Membership",
    "MinutesVersion",
    "NeedTally",
    "Organization",
    "OrganizationAlias",
    "Person",
    "PersonAlias",
    "ProtocolAnswer",
    "Publication",
    "PublishedCount",
    "Referral",
    "ReferralStep",
    "Resource",
    "ResourceArea",
    "ResourceServiceType",
    "Service",
    "ServiceSpan",
    "ServiceType",
    "Setting",
    "SharedCase",
    "TieTally",
    "Verdict",
]
