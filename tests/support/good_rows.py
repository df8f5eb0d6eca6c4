"""One good row of every table, to be taken as it is or broken in one place."""

from datetime import UTC, date, datetime
from typing import Any

from sqlmodel import SQLModel

import coalition.models  # noqa: F401  registers the tables
from coalition import vocabulary as v

DAY, INSTANT = date(2026, 11, 25), datetime(2026, 11, 25, 3, 0, tzinfo=UTC)
TABLES = SQLModel.metadata.sorted_tables

ROWS: dict[str, dict[str, Any]] = {
    "setting": {"key": "coalition_name", "value": "Test"},
    "import_batch": {
        "id": 1, "kind": v.BatchKind.ATTENDANCE, "state": v.BatchState.COMMITTED, "file_name": "a.csv", "content_hash": "0",
        "format": "sheet", "committed_at": INSTANT, "summary": {},
    },
    "import_issue": {"id": 1, "batch_id": 1, "code": "no_name", "why": "There is no name."},
    "change": {"id": 1, "at": INSTANT, "batch_id": 1, "table_name": "meeting", "row_id": 1, "action": v.ChangeAction.CREATED},
    "forgotten_decision": {"id": 1, "name_key": "lh", "forgotten_at": INSTANT},
    "area": {"id": 1, "pcode": "TH57", "level": 1, "country": "TH", "name": "Chiang Rai", "aliases": "", "batch_id": 1},
    "service_type": {"id": 1, "code": "A1", "name": "Longer-term shelter", "is_active": True, "batch_id": 1},
    "organization": {"id": 1, "name": "Lanna House", "name_key": "lanna house", "batch_id": 1},
    "organization_alias": {
        "id": 1, "organization_id": 1, "alias": "LH", "alias_key": "lh", "confirmed_at": INSTANT, "batch_id": 1,
    },
    "membership": {"id": 1, "organization_id": 1, "from_on": DAY, "is_voting": False, "batch_id": 1},
    "person": {"id": 1, "name": "Malee", "name_key": "malee", "organization_id": 1, "batch_id": 1},
    "person_alias": {
        "id": 1, "person_id": 1, "name": "Mali", "name_key": "mali", "organization_id": 1, "confirmed_at": INSTANT,
        "batch_id": 1,
    },
    "contact": {"id": 1, "organization_id": 1, "name": "Malee", "batch_id": 1},
    "meeting": {"id": 1, "held_on": DAY, "batch_id": 1},
    "attendance": {
        "id": 1, "meeting_id": 1, "person_id": 1, "organization_id": 1, "state": v.AttendanceState.PRESENT, "batch_id": 1,
    },
    "service": {
        "id": 1, "organization_id": 1, "service_type_id": 1, "area_id": 1, "is_offered": True, "assured_on": DAY,
        "recorded_at": INSTANT, "batch_id": 1,
    },
    "coverage_check": {"id": 1, "area_id": 1, "service_type_id": 1, "confirmed_on": DAY, "meeting_id": 1, "batch_id": 1},
    "verdict": {
        "id": 1, "area_id": 1, "service_type_id": 1, "judgement": v.Judgement.GAP, "decided_on": DAY, "meeting_id": 1,
    },
    "shared_case": {
        "id": 1, "code": "K7Q2", "opened_on": DAY, "area_id": 1, "sex": v.Sex.UNKNOWN, "age_band": v.AgeBand.UNKNOWN,
        "exploitation": v.Exploitation.UNKNOWN, "trafficking_status": v.TraffickingStatus.UNKNOWN, "import_key": "h1",
        "status_decided_by": v.StatusDecider.UNKNOWN,
        "holder_organization_id": 1, "batch_id": 1,
    },
    "case_need": {"id": 1, "case_id": 1, "service_type_id": 1, "area_id": 1, "opened_on": DAY, "batch_id": 1},
    "referral": {
        "id": 1, "need_id": 1, "referring_organization_id": 1, "referred_organization_id": 1, "sent_on": DAY,
        "state": v.ReferralState.SENT, "urgency": v.Urgency.ROUTINE, "purpose": v.ReferralPurpose.OTHER, "batch_id": 1,
    },
    "referral_step": {
        "id": 1, "referral_id": 1, "at": INSTANT, "happened_on": DAY, "state": v.ReferralState.SENT, "organization_id": 1,
    },
    "case_consent": {
        "id": 1, "case_id": 1, "answer": v.ConsentAnswer.GIVEN, "decided_on": DAY, "scope": v.ConsentScope.NAMED,
        "withheld": [], "noted_at": INSTANT,
    },
    "consent_organization": {"id": 1, "consent_id": 1, "organization_id": 1},
    "checklist": {
        "id": 1, "code": "C1", "version": 1, "title": "Criminal law", "source": "Act", "organization_id": 1,
        "exploitation": v.Exploitation.LABOUR,
    },
    "protocol_answer": {
        "id": 1, "key": "C10-1", "area_id": 1, "answer": "The hotline", "organization_id": 1, "meeting_id": 1,
        "settled_on": DAY,
    },
    "checklist_item": {
        "id": 1, "checklist_id": 1, "position": 1, "key": "C1-1", "question": "Which act?", "is_required": True,
        "ages": v.ItemAges.EVERYBODY,
    },
    "case_item_state": {"id": 1, "case_id": 1, "item_id": 1, "state": v.ItemKnowledge.KNOWN, "stated_on": DAY},
    "action_item": {
        "id": 1, "meeting_id": 1, "organization_id": 1, "person_id": 1, "what": "Call", "state": v.ActionState.OPEN,
        "area_id": 1, "service_type_id": 1, "referral_id": 1,
    },
    "publication": {
        "id": 1, "published_at": INSTANT, "through_on": DAY, "through_case_id": 1, "meeting_id": 1, "base": 11, "asked": 500,
    },
    "published_count": {"publication_id": 1, "question": "sex=female", "shown": 22},
    "draft_meeting": {"id": 1, "held_on": DAY, "started_at": INSTANT},
    "draft_attendance": {
        "id": 1, "draft_id": 1, "key": "a1", "organization_id": 1, "person_id": 1, "is_organization": False,
        "state": v.AttendanceState.PRESENT,
    },
    "draft_note": {
        "id": 1, "draft_id": 1, "key": "a1", "kind": v.NoteKind.ACTION, "what": "Call", "organization_id": 1, "person_id": 1,
        "action_id": 1, "resource_id": 1, "area_id": 1, "service_type_id": 1,
    },
    "meeting_note": {
        "id": 1, "meeting_id": 1, "kind": v.NoteKind.LEARNED, "what": "A child is never heard twice", "organization_id": 1,
        "resource_id": 1, "area_id": 1, "service_type_id": 1,
    },
    "resource": {
        "id": 1, "title": "How to hear a child", "kind": v.ResourceKind.TRAINING, "file_hash": "0" * 64,
        "file_type": v.FileType.PDF, "file_size": 100, "organization_id": 1, "meeting_id": 1, "shared_on": DAY,
    },
    "resource_service_type": {"id": 1, "resource_id": 1, "service_type_id": 1},
    "resource_area": {"id": 1, "resource_id": 1, "area_id": 1},
    "agenda_item": {"id": 1, "held_on": DAY, "position": 1, "what": "Who rings the members that are missing?"},
    "minutes_version": {
        "id": 1, "meeting_id": 1, "number": 1, "closed_at": INSTANT,
        "said": {"coalition": "Test", "held_on": "2026-11-25", "title": None, "place": None, "start": None},
    },
    "area_shape": {"id": 1, "area_id": 1},
    "need_tally": {
        "level": 1, "period": 202611, "area_id": 1, "service_type_id": 1, "needs": 2, "caseload": 2, "unmet_need": 1,
    },
    "service_span": {
        "service_id": 1, "organization_id": 1, "service_type_id": 1, "area_id": 1, "province_id": 1,
        "from_day": 20261125, "until_day": 99999999, "assured_day": 20261125,
    },
    "tie_tally": {"quarter": 20264, "one_id": 1, "other_id": 2, "referrals": 3, "cases": 1},
}  # fmt: skip
"""One good row of every table; each points to the others."""
