"""A coalition in which every verb of `coalition.edits` has something to do, and two or three edits by each verb."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Engine
from sqlmodel import SQLModel

from coalition import models as m
from coalition import vocabulary as v
from coalition.database import writing
from coalition.defaults import KnownArea
from coalition.edits import (
    actions,
    agenda,
    aliases,
    areas,
    cases,
    checklists,
    consent,
    coverage,
    directory,
    kinds,
    meetings,
    merge,
    minutes,
    people,
    protocol,
    recording,
    referrals,
    resources,
    settings,
    telephones,
    verdicts,
)
from coalition.edits.checklists import Fact, Head
from coalition.edits.resources import Told
from coalition.edits.telephones import Number
from coalition.summaries import rebuild

TODAY = date(2026, 11, 25)
BEFORE = date(2026, 11, 2)
T0 = datetime(2026, 11, 25, 9, tzinfo=UTC)
Made = Callable[[Engine, datetime], Any]


def small_coalition(engine: Engine) -> None:
    """Two organizations and a third, a meeting with its list, promises, two cases, statements, lists; ids count from 1."""
    key = {"confirmed_at": T0, "organization_id": 1}
    rows: list[SQLModel] = [
        m.Area(pcode="TH57", level=1, country="TH", name="Chiang Rai"),
        m.Area(pcode="TH50", level=1, country="TH", name="Chiang Mai"),
        m.ServiceType(code="A1", name="Shelter"),
        m.ServiceType(code="A3", name="Health care"),
        *(m.Organization(name=name, name_key=name.casefold()) for name in ("Lanna House", "Sai Lom House", "Doi Clinic")),
        m.OrganizationAlias(alias="LH", alias_key="lh", **key),
        *(m.Membership(organization_id=number, from_on=date(2025, 1, 1)) for number in (1, 2, 3)),
        m.Contact(organization_id=1, name="Desk", phone="053 000 000"),
        m.Contact(organization_id=1, name="Night desk", phone="053 000 001"),
        *(m.Person(name=name, name_key=name.casefold(), organization_id=1, phone="1") for name in ("Anong Suk", "Somchai Dee")),
        m.PersonAlias(person_id=1, name="Anong S", name_key="anong s", confirmed_at=T0),
        m.Meeting(held_on=BEFORE, title="Monthly"),
        m.Attendance(meeting_id=1, person_id=1, organization_id=1, state=v.AttendanceState.PRESENT),
        m.Attendance(meeting_id=1, person_id=2, organization_id=1, state=v.AttendanceState.ABSENT),
        m.ActionItem(what="Call the hotline", organization_id=1, opened_on=BEFORE, due_on=TODAY),
        m.ActionItem(
            what="Print the list", organization_id=2, opened_on=BEFORE, due_on=TODAY, state=v.ActionState.DONE, done_on=TODAY
        ),
        m.Service(organization_id=1, service_type_id=1, area_id=1, assured_on=BEFORE, capacity=10, recorded_at=T0),
        m.Service(organization_id=1, service_type_id=2, area_id=1, assured_on=BEFORE, capacity=4, recorded_at=T0),
        m.CoverageCheck(area_id=2, service_type_id=2, confirmed_on=BEFORE),
        m.Verdict(area_id=1, service_type_id=1, judgement=v.Judgement.GAP, decided_on=BEFORE),
        m.SharedCase(code="K7M3-9QX2-R", opened_on=BEFORE, area_id=1, holder_organization_id=1),
        m.SharedCase(code="K7M3-9QX2-S", opened_on=BEFORE, closed_on=TODAY, area_id=1),
        m.CaseNeed(case_id=1, service_type_id=1, area_id=1, opened_on=BEFORE),
        m.CaseNeed(case_id=1, service_type_id=2, area_id=1, opened_on=BEFORE, closed_on=TODAY),
        m.CaseConsent(case_id=1, answer=v.ConsentAnswer.GIVEN, decided_on=BEFORE, noted_at=T0),
        m.Referral(need_id=1, referring_organization_id=1, referred_organization_id=2, sent_on=BEFORE),
        m.Checklist(code="C2", title="Powers", source="law"),
        m.Checklist(code="C10", title="Protocol", source="us"),
        m.Checklist(code="C2", title="Powers", source="law", organization_id=3),
        m.Checklist(code="C2", title="Powers", source="law", organization_id=3, exploitation=v.Exploitation.LABOUR),
        m.Checklist(code="C2", title="Powers", source="law", organization_id=3, exploitation=v.Exploitation.LABOUR, version=2),
        *(
            m.ChecklistItem(checklist_id=n, position=1, key=k, question="Where?")
            for n, k in ((1, "C2-1"), (2, "C10-1"), (3, "C2-1"), (4, "C2-1"))
        ),
        m.ProtocolAnswer(key="C10-1", answer="Lanna House", settled_on=BEFORE),
        m.MeetingNote(meeting_id=1, kind=v.NoteKind.DECISION, what="Meet in Nan"),
        m.AgendaItem(held_on=TODAY, position=1, what="Who rings the members?"),
        m.DraftMeeting(held_on=TODAY, title="Monthly", started_at=T0),
        m.DraftAttendance(draft_id=1, key="m1", organization_id=1, state=v.AttendanceState.PRESENT),
        m.DraftNote(draft_id=1, key="n1", kind=v.NoteKind.DECISION, what="Meet in Nan"),
        m.Resource(title="Hearing a child", kind=v.ResourceKind.TRAINING, link="https://a.example/1", shared_on=BEFORE),
        m.Resource(title="Old list", kind=v.ResourceKind.LAW, link="https://a.example/2", shared_on=BEFORE, retired_on=BEFORE),
        m.ResourceArea(resource_id=1, area_id=1),
        m.MeetingNote(meeting_id=1, kind=v.NoteKind.LEARNED, what="A child is heard once", resource_id=1),
        m.Meeting(held_on=BEFORE, title="Working group"),
        m.Attendance(meeting_id=2, person_id=2, organization_id=1, state=v.AttendanceState.PRESENT),
    ]
    with writing(engine) as session:
        for row in rows:
            session.add(row)
            session.flush()
        rebuild(session)


_AGENDA, _DECIDED = [(1, "Who rings the members?")], v.NoteKind.DECISION
_CODED: dict[str, Any] = {
    "sex": v.Sex.UNKNOWN, "age_band": v.AgeBand.UNKNOWN, "exploitation": v.Exploitation.UNKNOWN,
    "trafficking_status": v.TraffickingStatus.UNKNOWN, "status_decided_by": v.StatusDecider.UNKNOWN,
    "area_id": 1, "holder_organization_id": 1,
}  # fmt: skip
_DESK: dict[str, Any] = {"id": 1, "name": "Desk", "role": None, "phone": "053 000 000", "email": None, "languages": None}
_NIGHT: dict[str, Any] = {**_DESK, "id": 2, "name": "Night desk", "phone": "053 000 001"}
_SINCE: dict[str, Any] = {"id": 1, "from_on": date(2025, 1, 1), "to_on": None, "is_voting": False}
_CELL = {"area": "TH57", "service_type": "A1"}
_NEED = {"service_type_id": 2, "area_id": 2, "opened_on": BEFORE, "today": TODAY}
_SEND: dict[str, Any] = {"urgency": v.Urgency.ROUTINE, "purpose": v.ReferralPurpose.ADDITIONAL_SERVICES, "today": TODAY}
_THERE: dict[str, Any] = {"organization_id": 2, "service_type_id": 2, "area_id": 1, "assured_on": TODAY}
_PROMISE: dict[str, Any] = {"organization_id": 1, "opened_on": TODAY, "due_on": TODAY, "today": TODAY}
_HEARING = Told("Hearing a child", v.ResourceKind.TRAINING, link="https://a.example/1", shared_on=BEFORE, areas=(1,))
_PRESENT, _ABSENT, _EXCUSED = v.AttendanceState.PRESENT, v.AttendanceState.ABSENT, v.AttendanceState.EXCUSED
_PROVINCE: dict[str, Any] = {
    "level": 1, "parent_pcode": None, "country": "TH", "name_local": None, "aliases": "",
    "iso_3166_2": None, "latitude": None, "longitude": None
}  # fmt: skip


def edits() -> Iterator[tuple[str, Made]]:
    """(name, edit) of every edit, all of them made from the state of `small_coalition`: what its forms would send."""

    def one(verb: Callable[..., Any], *arguments: Any, **told: Any) -> tuple[str, Made]:
        name = f"{verb.__module__.removeprefix('coalition.edits.')}.{verb.__name__}"
        timed = verb not in (kinds.set_active, kinds.add_kind, areas.add_areas, settings.save)
        return name, lambda engine, at: verb(engine, *arguments, **({"at": at} if timed else {}), **told)

    yield one(actions.open_action, what="Ask the school", **_PROMISE)
    yield one(actions.open_action, what="Ask the clinic", **_PROMISE)
    change = {"what": "Call the hotline", "organization_id": 1, "due_on": TODAY}
    yield one(actions.change_action, 1, **{**change, "what": "Call them"})
    yield one(actions.change_action, 1, **{**change, "organization_id": 2})
    yield one(actions.change_action, 1, **{**change, "person_id": 2})
    yield one(actions.change_action, 1, **{**change, "due_on": TODAY + timedelta(days=3)})
    yield one(actions.finish_action, 1, done_on=TODAY, today=TODAY, note="Called")
    yield one(actions.drop_action, 1, reason="Not needed", dropped_on=TODAY, today=TODAY)
    yield one(actions.reopen_action, 2)
    yield one(actions.remove_action, 1)
    yield one(actions.remove_action, 2)
    yield one(aliases.add_spelling, 1, "Lanna H")
    yield one(aliases.add_spelling, 2, "Lanna H")
    yield one(aliases.forget_spelling, 1)
    yield one(aliases.forget_name, 1)
    yield one(aliases.forget_apart, "lanna house", "doi clinic")
    yield one(aliases.forget_correction, "0123456789abcdef")
    yield one(areas.add_areas, [KnownArea(pcode="TH57", name="Chiang Rai city", **_PROVINCE)])
    yield one(areas.add_areas, [KnownArea(pcode="TH57", name="Chiang Rai town", **_PROVINCE)])
    yield one(areas.add_areas, [], squares={"TH57": (1, 2)})
    yield one(areas.add_areas, [], squares={"TH57": (3, 4)})
    yield one(cases.add_case, opened_on=TODAY, today=TODAY)
    yield one(cases.add_need, 1, **_NEED)
    yield one(cases.add_need, 1, **{**_NEED, "opened_on": TODAY})
    yield one(cases.change_case, 1, **{**_CODED, "sex": v.Sex.FEMALE})
    yield one(cases.change_case, 1, **{**_CODED, "sex": v.Sex.MALE})
    yield one(cases.change_case, 1, **{**_CODED, "age_band": v.AgeBand.A18_24})
    yield one(cases.change_case, 1, **{**_CODED, "trafficking_status": v.TraffickingStatus.IDENTIFIED})
    yield one(cases.change_case, 1, **{**_CODED, "status_decided_by": v.StatusDecider.POLICE})
    yield one(cases.close_case, 1, closed_on=TODAY, today=TODAY)
    yield one(cases.close_case, 1, closed_on=TODAY - timedelta(days=1), today=TODAY)
    yield one(cases.reopen_case, 2)
    yield one(cases.close_need, 1, closed_on=TODAY, today=TODAY)
    yield one(cases.reopen_need, 2)
    yield one(checklists.save_version, 1, [Fact("Where?", key="C2-1"), Fact("When?")], today=TODAY)
    yield one(checklists.save_version, 1, [Fact("Where exactly?", key="C2-1")], today=TODAY)
    yield one(checklists.save_version, 3, [Fact("Where exactly?", key="C2-1")], today=TODAY)
    yield one(checklists.make_own, 1, organization_id=2, today=TODAY)
    other = Head("Powers of officials", source="law", kinds=["A1"])
    yield one(checklists.save_version, 1, [Fact("Where?", key="C2-1")], other, today=TODAY)
    yield one(checklists.retire, 3, today=TODAY)
    yield one(checklists.retire, 2, today=TODAY)
    yield one(checklists.bring_back, 5, today=TODAY)
    yield one(checklists.add_list, code="D1", head=Head("Own", source="us"), facts=[Fact("Who calls?")], today=TODAY)
    yield one(checklists.state_item, 1, 1, v.ItemKnowledge.KNOWN, today=TODAY)
    yield one(checklists.state_item, 1, 1, v.ItemKnowledge.WITHHELD, today=TODAY)
    yield one(consent.note_consent, 1, answer=v.ConsentAnswer.WITHDRAWN, decided_on=TODAY, today=TODAY)
    yield one(consent.note_consent, 1, answer=v.ConsentAnswer.REFUSED, decided_on=TODAY, today=TODAY)
    named = {"scope": v.ConsentScope.NAMED, "organization_ids": [2]}
    yield one(consent.note_consent, 1, answer=v.ConsentAnswer.GIVEN, decided_on=TODAY, today=TODAY, **named)
    yield one(coverage.record_nobody, area="TH50", service_type="A1", on=TODAY)
    yield one(coverage.withdraw_nobody, 1)
    yield one(directory.add_organization, name="Mae Sai Desk", member_from=TODAY)
    yield one(directory.add_organization, name="Mae Sai desk", sector=v.Sector.NGO)
    yield one(directory.change_organization, 1, name="Lanna Home", sector=None)
    yield one(directory.change_organization, 1, name="Lanna Shelter", sector=None)
    yield one(directory.change_organization, 1, name="Lanna House", sector=v.Sector.NGO)
    yield one(directory.make_focal_point, organization_id=1, person_id=1)
    yield one(directory.save_contacts, 1, [{**_DESK, "phone": "1111"}, _NIGHT])
    yield one(directory.save_contacts, 1, [{**_DESK, "phone": "2222"}, _NIGHT])
    yield one(directory.save_contacts, 1, [{**_DESK, "phone": None, "email": "a@b.example"}, _NIGHT])
    yield one(directory.save_contacts, 1, [_DESK])
    yield one(directory.save_contacts, 1, [_DESK, _NIGHT, {**_DESK, "id": None, "name": "Third desk"}])
    yield one(directory.save_contacts, 1, [_DESK, _NIGHT, {**_DESK, "id": None, "name": "Third desk", "phone": "333"}])
    yield one(directory.save_memberships, 1, [{**_SINCE, "to_on": TODAY}])
    yield one(directory.save_memberships, 1, [{**_SINCE, "is_voting": True}])
    yield one(directory.save_memberships, 1, [{**_SINCE, "from_on": TODAY}])
    yield one(directory.save_memberships, 2, [{**_SINCE, "id": None}])
    yield one(directory.save_memberships, 2, [{**_SINCE, "id": None, "is_voting": True}])
    yield one(directory.state_service, **_THERE, capacity=7)
    yield one(directory.state_service, **_THERE, capacity=8)
    yield one(directory.restate_services, {1: {"capacity": 9}, 2: {}}, on=TODAY)
    yield one(directory.restate_services, {1: {}}, on=TODAY)
    yield one(directory.restate_services, {2: {}}, on=TODAY, is_offered=False)
    yield one(kinds.set_active, {1: False, 2: True})
    yield one(kinds.set_active, {1: True, 2: False})
    yield one(kinds.add_kind, code="X1", name="Food", pillar=None)
    yield one(meetings.add_meeting, held_on=TODAY, title="Special")
    yield one(meetings.add_meeting, held_on=TODAY, title="Extra")
    yield one(meetings.change_meeting, 1, held_on=BEFORE, title="Monthly", place="Hall")
    yield one(meetings.change_meeting, 1, held_on=BEFORE, title="Yearly")
    yield one(meetings.change_meeting, 1, held_on=BEFORE, title="Weekly")
    yield one(meetings.delete_meeting, 1)
    yield one(meetings.correct_list, {1: _ABSENT})
    yield one(meetings.correct_list, {1: _EXCUSED, 2: _PRESENT})
    yield one(meetings.correct_list, {}, [2])
    yield one(meetings.add_person, 1, name="New Name", organization_id=2)
    yield one(meetings.add_person, 1, organization_id=2)
    yield one(merge.merge, merge.Merged.ORGANIZATION, stays=1, goes=2)
    yield one(merge.merge, merge.Merged.PERSON, stays=1, goes=2)
    yield one(merge.merge, merge.Merged.MEETING, stays=1, goes=2)
    yield one(protocol.settle, "C10-1", answer="Call the hotline", today=TODAY)
    yield one(protocol.settle, "C10-1", answer="Call the shelter", today=TODAY)
    yield one(protocol.settle, "C10-1", area="TH57", answer="Call the clinic", today=TODAY)
    yield one(protocol.reopen, "C10-1", today=TODAY)
    yield one(people.change_person, 1, name="Anong Sukjai", organization_id=1, phone="1")
    yield one(people.change_person, 1, name="Anong Suk", organization_id=2, phone="1")
    yield one(agenda.save_agenda, TODAY, "Who rings the members?\nMeet in Phrae", shown=_AGENDA)
    yield one(agenda.save_agenda, TODAY, "Meet in Nan", shown=_AGENDA)
    yield one(minutes.save_notes, 1, {_DECIDED: "Meet in Nan, in May"}, shown={_DECIDED: [(1, "Meet in Nan")]})
    yield one(minutes.save_notes, 1, {_DECIDED: ""}, shown={_DECIDED: [(1, "Meet in Nan")]})
    yield one(minutes.close_minutes, 1, number=1, said={"decisions": ["Meet in Nan"]})
    yield one(recording.start_meeting, held_on=TODAY, today=TODAY)
    yield one(recording.change_draft, 1, held_on=TODAY, title="Yearly")
    yield one(recording.change_draft, 1, held_on=TODAY, title="Weekly")
    yield one(recording.mark, 1, key="m2", organization_id=1, state=_EXCUSED)
    yield one(recording.mark, 1, key="m3", organization_id=1, state=None)
    yield one(recording.mark, 1, key="m4", name="A guest", state=_PRESENT)
    yield one(recording.name_organization, 1, said="Delta Lawyers", organization_id=1)
    yield one(recording.note, 1, key="n2", kind=v.NoteKind.DECISION, what="Meet in Phrae")
    yield one(recording.take_out, 1, key="n1")
    yield one(recording.give_up, 1)
    yield one(recording.finish_meeting, 1, today=TODAY)
    yield one(referrals.move_referral, 1, v.ReferralState.ACCEPTED, today=TODAY)
    yield one(referrals.move_referral, 1, v.ReferralState.DECLINED, reason=v.ReferralReason.NO_CAPACITY, today=TODAY)
    yield one(referrals.move_referral, 1, v.ReferralState.REVOKED, reason=v.ReferralReason.MISTAKE, today=TODAY)
    yield one(referrals.note_referral, 1, note="We call at noon.", today=TODAY)
    yield one(referrals.send_referral, need_id=1, referred_organization_id=3, **_SEND)
    yield one(referrals.send_referral, need_id=1, referred_organization_id=1, **_SEND)
    yield one(referrals.refer_case, case_id=1, service_type_id=2, area_id=2, referred_organization_id=3, **_SEND)
    law = Told("Act", v.ResourceKind.LAW, link="https://a.example/3", shared_on=TODAY, service_types=(1,))
    yield one(resources.add_resource, law, today=TODAY)
    yield one(resources.add_resource, replace(law, title="Old list"), today=TODAY)
    yield one(resources.change_resource, 1, replace(_HEARING, note="For police"), today=TODAY)
    yield one(resources.change_resource, 1, replace(_HEARING, title="Hearing children"), today=TODAY)
    yield one(resources.change_resource, 1, replace(_HEARING, areas=(2,)), today=TODAY)
    yield one(resources.retire_resource, 1, today=TODAY)
    yield one(resources.use_again, 2)
    yield one(resources.note_learned, 1, what="Two interpreters are needed", resource_id=1)
    yield one(resources.remove_learned, 1)
    yield one(settings.save, fresh_days=90, at_risk_after=1, lapsed_after=3)
    yield one(settings.save, fresh_days=180, at_risk_after=2, lapsed_after=3)
    yield one(settings.save, fresh_days=180, at_risk_after=1, lapsed_after=2)
    yield one(telephones.add_telephones, [Number(2, "053 111 222"), Number(3, "053 111 333", name="Desk")])
    yield one(telephones.add_telephones, [Number(2, "053 111 999")])
    yield one(verdicts.record_verdict, **_CELL, judgement=v.Judgement.MET, decided_on=TODAY, today=TODAY)
    yield one(verdicts.record_verdict, **_CELL, judgement=v.Judgement.BARRIER, reason="Far", decided_on=TODAY, today=TODAY)
    yield one(verdicts.withdraw_verdict, 1)
